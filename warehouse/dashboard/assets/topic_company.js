// Whom a topic keeps company with: outlets and editions, storylines, and the tags beside it.
function renderTopicOutlets(topic) {
  const rows = topicScopes(topic)
    .map((scope) => topicOutletRow(topic, scope))
    .filter(({ count, views }) => count || views)
    .sort((a, b) => b.count - a.count);
  const head = cardHead(word("outlets_editions"), word("outlets_editions_sub"));
  if (!rows.length) return put("topic-outlets", head, topicEmpty());
  const most = Math.max(...rows.map(({ count }) => count), 1),
    trend = periodDays().length > 1;
  const heads = [
    [word("edition")],
    [word("count"), "number"],
    [word("share"), "number"],
    [word("view_count"), "number"],
    [word("completeness_figure"), "number"],
    ...(trend ? [[word("by_day"), "trend"]] : []),
  ];
  put(
    "topic-outlets",
    head,
    scrollable(
      word("outlets_editions"),
      heads,
      rows.map((row) => [
        element("th", { scope: "row" }, fullScope(row.scope)),
        element("td", { class: "number" }, thinBar(row.count / most), number(row.count)),
        element("td", { class: "number" }, percent(row.share)),
        element("td", { class: "number" }, state.content === "paid" ? word("no_number") : number(Math.round(row.views))),
        element("td", { class: "number" }, row.whole === null ? word("no_number") : wholePercent(row.whole)),
        trend ? element("td", { class: "trend" }, spark(row.values)) : null,
      ]),
      "compact",
    ),
    element("p", { class: "remark" }, word("outlets_editions_note")),
  );
  return null;
}

function fullScope({ outlet, edition }) {
  return `${outletTitle(outlet)}, ${inSentence(word(`edition_${edition}`))}`;
}

// Share is of the edition's own articles; completeness of its days that have an estimate.
function topicOutletRow(topic, scope) {
  const values = editionSeries(topic, scope),
    count = sum(values),
    whole = completenessRows.get(String(scope.place));
  const all = sum(articleSeries(state.content, [scope]));
  const { first, last } = span();
  const days = Array.from({ length: last - first + 1 }, (_, place) => first + place).filter(
    (day) => whole?.completeness[day] !== null && whole,
  );
  const estimated = sum(days.map((day) => Math.max(whole.estimated_count[day] ?? 0, whole.known_count[day])));
  return {
    scope,
    values,
    count,
    share: all ? count / all : null,
    views: sum(seriesOf(coverageRows, `${topic.place} ${scope.place}`, "views")),
    whole: estimated ? sum(days.map((day) => whole.parsed_count[day])) / estimated : null,
  };
}

function renderTopicStorylines(topic) {
  const chosen = outlets().filter((outlet) => !state.outlet || outlet === state.outlet);
  const shared = page.topic_storylines
    .filter((row) => row.topic === topic.place)
    .map((row) => ({ ...page.storylines.find(({ id }) => id === row.storyline), shared: row.stories }))
    .filter(({ id, scope }) => id && chosen.includes(page.scopes[scope].outlet) && (topic.kind !== "storyline" || id === topic.id));
  const head = cardHead(word("storylines"), word(topic.kind === "storyline" ? "own_storyline_sub" : "storylines_sub"));
  if (!shared.length)
    return put(
      "topic-storylines",
      head,
      page.storylines.length || !page.topic_storylines.length
        ? element("p", { class: "empty" }, word("no_storylines"), element("br"), word("no_storylines_hint"))
        : element("p", { class: "empty" }, word("not_computed"), element("br"), word("not_computed_hint")),
    );
  put(
    "topic-storylines",
    head,
    element(
      "ul",
      { class: "storylines" },
      shared.map((row) => storylineItem(row, topic)),
    ),
    tableUnder(
      word("storylines"),
      "topic-storylines",
      [
        [word("headline"), ({ title }) => title],
        [word("parts"), ({ parts }) => parts, "number", (value) => number(value)],
        [word("shared_stories"), (row) => row.shared, "number", (value) => number(value)],
        [word("first_part"), ({ first_published_at: at }) => at, null, (at) => instantText(at)],
        [word("last_part"), ({ last_published_at: at }) => at, null, (at) => instantText(at)],
        [word("longest_gap"), ({ longest_gap_days: days }) => days, "number", (value) => number(value, 1)],
        [word("view_count"), ({ views }) => views, "number", (value) => number(value)],
      ],
      shared,
    ),
  );
  return null;
}

function storylineItem(row, topic) {
  const place = page.topics.findIndex(({ id }) => id === row.id);
  const facts = [
    counted("parts_counted", row.parts),
    topic.kind === "storyline" ? null : word("shared_with", { n: counted("stories_counted", row.shared) }),
    word("gap_days", { n: number(row.longest_gap_days, 1) }),
    word("driver_views", { n: number(row.views) }),
  ];
  return element(
    "li",
    {},
    element(
      "div",
      { class: "burst-head" },
      place < 0 || row.id === topic.id ? element("bdi", { class: "name" }, row.title) : topicLink({ ...page.topics[place], place }),
      element("span", { class: row.is_dormant ? "state open" : "state ok" }, word(row.is_dormant ? "dormant" : "alive")),
      storylineDays(row),
    ),
    element(
      "div",
      { class: "soft" },
      `${instantDay(row.first_published_at)} – ${instantDay(row.last_published_at)} · ${facts.filter(Boolean).join(" · ")}`,
    ),
  );
}

// The days of a storyline in the period, as bars; their numbers are said in words for whom the drawing is silent.
function storylineDays({ id, scope }) {
  const own = page.storyline_days.find((row) => row.storyline === id && row.scope === scope);
  const values = own ? inPeriod(own.stories) : [],
    count = sum(values);
  if (!count || values.length < 2) return null;
  return [
    spark(values),
    element(
      "span",
      { class: "visually-hidden" },
      word("storyline_days", { n: counted("stories_counted", count), days: counted("days", values.filter(Boolean).length) }),
    ),
  ];
}

// Tags that stood beside this one, over the weeks that the period touches: npmi says how much more than by chance.
function renderCompanions(topic) {
  const card = document.getElementById("topic-companions"),
    { from, to } = span();
  card.hidden = topic.kind !== "tag" && topic.kind !== "special_topic";
  if (card.hidden) return null;
  const week = (start) => start > addDays(from, -7) && start <= to;
  const rows = page.companions.filter((row) => row.topic === topic.place && week(row.week_start));
  const found = [...Map.groupBy(rows, ({ title }) => title)]
    .map(([title, weeks]) => ({
      title,
      companion: weeks[0].companion,
      stories: sum(weeks.map((row) => row.stories)),
      npmi: Math.max(...weeks.map((row) => row.npmi)),
      change: weeks.at(-1).change,
    }))
    .sort((a, b) => b.stories - a.stories || (a.title < b.title ? -1 : 1))
    .slice(0, 8);
  const head = cardHead(word("companions"), word("companions_sub"));
  if (!found.length)
    return put(
      "topic-companions",
      head,
      element("p", { class: "empty" }, word("no_companions"), element("br"), word("no_companions_hint")),
    );
  const heads = [[word("topic")], [word("together"), "number"], ["npmi", "number"], [word("change_weeks"), "number"]];
  put(
    "topic-companions",
    head,
    scrollable(
      word("companions"),
      heads,
      found.map((row) => [
        element(
          "th",
          { scope: "row" },
          row.companion === null ? element("bdi", {}, row.title) : topicLink({ ...page.topics[row.companion], place: row.companion }),
        ),
        element("td", { class: "number" }, thinBar(row.stories / found[0].stories), number(row.stories)),
        element("td", { class: "number" }, number(row.npmi, 2)),
        element("td", { class: "number" }, row.change === null ? word("no_number") : signed(row.change)),
      ]),
      "compact",
    ),
  );
  return null;
}

function addDays(day, ahead) {
  return new Date(Date.parse(`${day}T00:00:00Z`) + ahead * 86400000).toISOString().slice(0, 10);
}

function signed(value) {
  return `${value > 0 ? "+" : value < 0 ? "−" : "±"}${number(Math.abs(value), 1)}`;
}
