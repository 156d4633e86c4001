// Articles whose headline was changed after it was out, with the views that each headline gained; and how the editions keep up.
const HEADLINES_AT_ONCE = 10;

function renderHeadlines() {
  const { from, to } = span(),
    chosen = places(editionScopes());
  const dayOf = (instant) => new Intl.DateTimeFormat("en-CA", { timeZone: page.zone }).format(new Date(instant));
  const rows = page.headlines.filter(({ scope, changed_at: at }) => chosen.includes(scope) && dayOf(at) >= from && dayOf(at) <= to);
  const articles = [...Map.groupBy(rows, ({ scope, article_id: id }) => `${scope} ${id}`).values()];
  const head = cardHead(word("headlines"), word("headlines_sub"));
  if (!articles.length)
    return put("headlines", head, element("p", { class: "empty" }, word("no_headlines"), element("br"), word("no_headlines_hint")));
  put(
    "headlines",
    head,
    element(
      "ul",
      { class: "headline-history" },
      articles.slice(0, HEADLINES_AT_ONCE).map((borne) =>
        element(
          "li",
          {},
          borne.map((row) => headlineLine(row, borne)),
        ),
      ),
    ),
    articles.length > HEADLINES_AT_ONCE
      ? element("p", { class: "remark" }, word("rest_in_table", { n: number(HEADLINES_AT_ONCE), all: number(articles.length) }))
      : null,
    tableUnder(
      word("headlines"),
      "headlines",
      [
        [word("headline"), ({ headline }) => headline],
        [word("edition"), ({ scope }) => fullScope(page.scopes[scope])],
        [word("since"), ({ first_seen_at: at }) => at, null, (at) => instantText(at)],
        [word("views_borne"), ({ views }) => views, "number", (value) => number(value)],
        ["URL", ({ url }) => url],
      ],
      rows,
    ),
  );
  return null;
}

function headlineLine(row, borne) {
  const { edition } = page.scopes[row.scope];
  const text = row.is_current
    ? sourceLink({ ...row, edition }, row.headline)
    : element("del", {}, element("bdi", { lang: edition }, row.headline));
  const facts = [
    word("since_instant", { instant: instantText(row.first_seen_at) }),
    row.views === null ? null : word("driver_views", { n: number(row.views) }),
    row === borne.at(-1) && editions().length > 1 ? word(`short_${edition}`) : null,
  ];
  return element(
    "div",
    { class: row.is_current ? "current" : "former" },
    text,
    element("span", { class: "soft" }, facts.filter(Boolean).join(" · ")),
  );
}

// Both editions: how many stories are in both, and which language came first. Medians are the days' own, weighed by pairs.
function renderParity() {
  const card = document.getElementById("parity"),
    { first, last } = span(),
    chosen = places(wholeScopes());
  card.hidden = !page.parity.length || state.content === "paid";
  if (card.hidden) return null;
  const rows = page.parity.filter(({ scope, day }) => chosen.includes(scope) && day >= first && day <= last);
  const total = (name) => sum(rows.map((row) => row[name]));
  const head = cardHead(word("parity"), word("parity_sub"));
  const stories = total("stories"),
    paired = total("paired");
  if (!stories) return put("parity", head, emptyNote());
  const parts = [
    ["uk_first", 1],
    ["ru_first", 2],
    ["same_time", 8],
  ].map(([name, slot]) => ({ name, slot, count: total(name) }));
  const all = sum(parts.map(({ count }) => count));
  put(
    "parity",
    head,
    element(
      "div",
      { class: "values" },
      element("span", { class: "value" }, percent(paired / stories)),
      element("span", { class: "remark" }, word("paired_of", { n: number(paired), all: counted("stories_counted", stories) })),
    ),
    all ? stackedBar(parts, all) : null,
    element(
      "div",
      { class: "key" },
      parts.map(({ name, slot, count }) =>
        element("span", {}, swatch(slot), `${word(name)}: ${number(count)} (${percent(all ? count / all : null, 0)})`),
      ),
    ),
    element(
      "dl",
      { class: "shares" },
      [
        ["lag_p50", word("lag_half")],
        ["lag_p90", word("lag_most")],
      ].map(([name, text]) => element("div", {}, element("dt", {}, text), element("dd", {}, duration(middleOf(rows, name, "paired"))))),
    ),
    wholeness(),
    tableUnder(
      word("parity"),
      "parity",
      [
        [word("day"), ({ day }) => page.days[day], null, (day) => dayText(day)],
        ...(outlets().length > 1 ? [[word("outlet"), ({ scope }) => outletTitle(page.scopes[scope].outlet)]] : []),
        ...[
          ["stories", "figure_editorial"],
          ["paired", "paired"],
          ["uk_first", "uk_first"],
          ["ru_first", "ru_first"],
          ["same_time", "same_time"],
        ].map(([name, text]) => [word(text), (row) => row[name], "number", (value) => number(value)]),
        ...[
          ["lag_p50", "lag_half"],
          ["lag_p90", "lag_most"],
        ].map(([name, text]) => [word(text), (row) => row[name], "number", (value) => duration(value)]),
      ],
      rows,
    ),
  );
  return null;
}

function stackedBar(parts, all) {
  let from = 0;
  const width = 400;
  return shape(
    "svg",
    { class: "stacked", viewBox: `0 0 ${width} 18`, preserveAspectRatio: "none", width: "100%", height: 18, "aria-hidden": "true" },
    parts.map(({ slot, count }) => {
      const x = from;
      from += (count / all) * width;
      return shape(
        "g",
        { class: `line-${slot}` },
        shape("rect", { x, width: Math.max(0, (count / all) * width - 1), height: 18, fill: "currentColor" }),
      );
    }),
  );
}
