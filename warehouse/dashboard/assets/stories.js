// Articles, both language versions as one story; the headline leads to its source.
// The version whose headline is shown: the chosen edition's, else the Ukrainian one, else what there is.
function shownVersion(story) {
  return story.editions.find(({ edition }) => edition === (state.edition || "uk")) ?? story.editions[0];
}

// Stories that the filters leave; `wanted` leaves those of a topic.
function storyRowsShown(wantedStory) {
  const { from, to } = span();
  const wanted = folded(state.search.trim());
  return page.stories
    .filter((story) => (!state.outlet || story.outlet === state.outlet) && wantedStory(story))
    .map((story) => ({ ...story, editions: story.editions.filter(({ edition }) => !state.edition || edition === state.edition) }))
    .filter(({ editions: versions }) => versions.length)
    .map((story) => {
      const version = shownVersion(story);
      return { ...story, version, gained: version.gained, views: version.views };
    })
    .filter(
      ({ version }) =>
        version.day >= from && version.day <= to && sectionChosen(version.section) && version.is_paid === (state.content === "paid"),
    )
    .filter(
      ({ editions: versions }) =>
        !wanted ||
        versions.some((version) =>
          folded(
            [version.headline, sectionTitle(version.section), version.section, ...(version.tags ?? []), ...(version.authors ?? [])].join(
              " ",
            ),
          ).includes(wanted),
        ),
    )
    .sort(storyOrder());
}

function storyOrder() {
  const column = state.sort.replace("-", "");
  const value = {
    headline: ({ version }) => version.headline,
    section: ({ version }) => sectionTitle(version.section),
    published: ({ version }) => version.published_at,
    gained: ({ gained }) => gained ?? -1,
    views: ({ views }) => views ?? -1,
    half_life: ({ version }) => version.half_life ?? -1,
  }[column];
  const sign = state.sort.startsWith("-") ? -1 : 1;
  return (a, b) => {
    const [one, other] = [value(a), value(b)];
    return sign * (typeof one === "string" ? one.localeCompare(other, locale()) : one - other) || (a.id < b.id ? 1 : -1);
  };
}

function renderStories(id, sub = word("top_sub"), wantedStory = () => true) {
  const rows = () => renderStoryRows(id, wantedStory);
  const search = element("input", {
    type: "search",
    placeholder: word("search"),
    "aria-label": word("search"),
    value: state.search,
    "data-key": "search",
    oninput: (event) => {
      note({ search: event.target.value, shown: String(STORIES_AT_ONCE) });
      rows();
    },
  });
  put(id, cardHead(word("top"), sub, search), element("div", { id: `${id}-rows`, class: "stories" }));
  rows();
}

function renderStoryRows(id, wantedStory) {
  const rows = storyRowsShown(wantedStory),
    shown = Number(state.shown);
  const again = (changes, key) => {
    note(changes);
    renderStoryRows(id, wantedStory);
    focusAgain(key);
  };
  if (!rows.length)
    return put(
      `${id}-rows`,
      element("p", { class: "empty" }, word("no_stories"), element("br"), word(state.search ? "no_stories_search" : "nothing_hint")),
    );
  const most = Math.max(1, ...rows.map(({ gained }) => gained ?? 0));
  const heads = [
    ["headline", word("headline")],
    ["section", word("section"), "plain"],
    ["published", word("published"), "number"],
    ["gained", word("gained"), "number"],
    ["views", word("view_count"), "number"],
  ];
  if (rows.some(({ version }) => version.half_life !== null)) heads.splice(3, 0, ["half_life", word("half_life"), "number"]);
  put(
    `${id}-rows`,
    element(
      "table",
      { role: "table", "aria-label": word("top") },
      element(
        "thead",
        { role: "rowgroup" },
        element(
          "tr",
          { role: "row" },
          heads.map(([column, text, kind]) => storyHead(column, text, kind, again)),
        ),
      ),
      element(
        "tbody",
        { role: "rowgroup" },
        rows.slice(0, shown).map((story) => storyRow(story, most, heads.length > 5)),
      ),
    ),
    element(
      "div",
      { class: "more" },
      shown < rows.length
        ? element(
            "button",
            {
              type: "button",
              class: "button",
              "data-key": "more",
              onclick: () => again({ shown: String(shown + STORIES_AT_ONCE) }, "more"),
            },
            word("show_more"),
          )
        : null,
      word("shown", { n: number(Math.min(shown, rows.length)), all: number(rows.length) }),
    ),
    tableUnder(word("top"), "articles", storyColumns(), rows),
  );
  return null;
}

function storyHead(column, text, kind, again) {
  const sorted = state.sort.replace("-", "") === column;
  const falling = state.sort.startsWith("-");
  const next = sorted ? (falling ? column : `-${column}`) : ["headline", "section"].includes(column) ? column : `-${column}`;
  return element(
    "th",
    { scope: "col", role: "columnheader", class: kind, "aria-sort": sorted ? (falling ? "descending" : "ascending") : null },
    element(
      "button",
      {
        type: "button",
        "data-key": `sort ${column}`,
        title: `${word("sort")}: ${text}`,
        onclick: () => again({ sort: next }, `sort ${column}`),
      },
      `${text}${sorted ? (falling ? " ↓" : " ↑") : ""}`,
    ),
  );
}

function storyRow({ version, editions: versions, gained, views }, most, withHalfLife) {
  const others = versions.filter((other) => other !== version);
  const extra = [
    version.is_paid ? element("span", { class: "badge paid" }, word("paid")) : null,
    version.is_deleted ? element("span", { class: "badge deleted" }, word("deleted")) : null,
    version.versions > 1 ? element("span", {}, counted("edited", version.versions)) : null,
    version.tags?.length ? element("bdi", { lang: version.edition }, version.tags.join(", ")) : null,
    ...others.filter(({ url }) => url).map((other) => sourceLink(other, inSentence(word(`edition_${other.edition}`)))),
  ];
  return element(
    "tr",
    { role: "row" },
    element("td", { class: "headline", role: "cell" }, sourceLink(version, version.headline), element("div", { class: "extra" }, extra)),
    element("td", { class: "section-name", role: "cell" }, sectionTitle(version.section)),
    element("td", { class: "number published", role: "cell" }, publishedText(version)),
    withHalfLife
      ? element(
          "td",
          { class: "number", role: "cell" },
          version.half_life === null ? null : element("span", { class: "unit" }, `${word("half_life")}: `),
          halfLife(version),
        )
      : null,
    element(
      "td",
      { class: "number", role: "cell" },
      thinBar((gained ?? 0) / most),
      element("span", { class: "unit" }, `${word("gained")}: `),
      gained === null ? word("no_number") : number(Math.round(gained)),
      inOthers(others, "gained"),
    ),
    element(
      "td",
      { class: "number", role: "cell" },
      element("span", { class: "unit" }, `${word("view_count")}: `),
      views === null ? word("no_number") : number(Math.round(views)),
      inOthers(others, "views"),
    ),
  );
}

// Counters of editions must not be added up: the other edition's stands below.
function inOthers(others, column) {
  const texts = others
    .filter((version) => version[column] !== null)
    .map((version) => `${word(`short_${version.edition}`)} ${number(Math.round(version[column]))}`);
  return texts.length ? element("span", { class: "by-edition" }, texts.join(" · ")) : null;
}

// Hours in which half of the views came, with the interval that the times of looking allow.
function halfLife({ half_life: hours, half_life_low: low, half_life_high: high }) {
  if (hours === null) return element("span", { class: "soft" }, word("no_number"));
  const interval = low === null || high === null ? null : element("span", { class: "by-edition" }, `${number(low, 1)}–${number(high, 1)}`);
  return [word("hours", { n: number(hours, 1) }), interval];
}

function thinBar(share) {
  const bar = wide("bar thin", share);
  bar.style.width = `${Math.round(share * 64)}px`;
  return bar;
}

// Where only the day is known, no hour is made up.
function publishedText(version) {
  return version.precision === "day" ? dayText(version.day) : instantText(version.published_at);
}

function sourceLink(version, text) {
  if (!version.url) return element("bdi", { lang: version.edition }, text);
  return element(
    "a",
    { href: version.url, rel: "noopener noreferrer", target: "_blank", lang: text === version.headline ? version.edition : null },
    element("bdi", {}, text),
  );
}

function storyColumns() {
  const each = editions().flatMap((edition) =>
    [
      ["gained", word("gained")],
      ["views", word("view_count")],
    ].map(([column, text]) => [
      `${text}, ${word(`short_${edition}`)}`,
      (story) => {
        const value = story.editions.find((version) => version.edition === edition)?.[column];
        return value === undefined || value === null ? null : Math.round(value);
      },
      "number",
      (value) => number(value),
    ]),
  );
  return [
    [word("headline"), ({ version }) => version.headline],
    [word("section"), ({ version }) => version.section, null, sectionTitle],
    [
      word("published"),
      ({ version }) => (version.precision === "day" ? version.day : version.published_at),
      null,
      (_, { version }) => publishedText(version),
    ],
    ...each,
    [word("half_life"), ({ version }) => version.half_life, "number", (value) => number(value, 1)],
    ["URL", ({ version }) => version.url],
  ];
}
