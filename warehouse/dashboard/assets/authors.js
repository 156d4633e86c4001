// Who writes, by week and edition; and who had a text first where several outlets have it.
const AUTHORS_AT_ONCE = 10;

function renderAuthors() {
  const card = document.getElementById("authors");
  card.hidden = !page.authors.length || state.content === "paid";
  if (card.hidden) return null;
  const rows = authorRows(),
    head = cardHead(word("authors"), word("authors_sub"));
  if (!rows.length) return put("authors", head, emptyNote());
  return putAuthors("authors", head, rows, [
    {
      head: [word("view_count"), "number"],
      cell: ({ views }) => element("td", { class: "number" }, compact(views)),
      column: [word("view_count"), ({ views }) => views, "number", (value) => number(value)],
    },
    {
      head: [word("usual_section"), "usual"],
      cell: ({ section }) => element("td", { class: "usual" }, section ? sectionTitle(section) : word("no_number")),
      column: [word("usual_section"), ({ section }) => section],
    },
  ]);
}

// The names that signed most, the first of them on the card and all in its table; `more` are the columns after their articles.
function putAuthors(id, head, rows, more) {
  const many = editionScopes().length > 1;
  put(
    id,
    head,
    scrollable(
      word("authors"),
      [[word("author")], ...(many ? [[word("edition")]] : []), [word("count"), "number"], ...more.map((column) => column.head)],
      rows
        .slice(0, AUTHORS_AT_ONCE)
        .map((row) => [
          element("th", { scope: "row" }, element("bdi", {}, row.author)),
          many ? element("td", {}, scopeTitle(page.scopes[row.scope])) : null,
          element("td", { class: "number" }, thinBar(row.articles / rows[0].articles), number(row.articles)),
          ...more.map(({ cell }) => cell(row)),
        ]),
      "compact",
    ),
    rows.length > AUTHORS_AT_ONCE
      ? element("p", { class: "remark" }, word("rest_in_table", { n: number(AUTHORS_AT_ONCE), all: number(rows.length) }))
      : null,
    wholeness(),
    tableUnder(
      word("authors"),
      id,
      [
        [word("author"), ({ author }) => author],
        [word("edition"), ({ scope }) => fullScope(page.scopes[scope])],
        [word("count"), ({ articles }) => articles, "number", (value) => number(value)],
        ...more.map(({ column }) => column),
      ],
      rows,
    ),
  );
  return null;
}

// Names with their weeks added up, whole weeks that the period touches; the section is that of the week with most articles.
function authorRows() {
  const { from, to } = span(),
    chosen = places(editionScopes());
  const rows = page.authors.filter(({ scope, week_start: week }) => chosen.includes(scope) && week > addDays(from, -7) && week <= to);
  return [...Map.groupBy(rows, ({ scope, author }) => `${scope} ${author}`).values()]
    .map((weeks) => ({
      scope: weeks[0].scope,
      author: weeks[0].author,
      articles: sum(weeks.map((row) => row.articles)),
      views: sum(weeks.map((row) => row.views)),
      section: weeks.reduce((most, row) => (row.articles > most.articles ? row : most)).section,
    }))
    .filter(({ articles }) => articles)
    .sort((a, b) => b.articles - a.articles || (a.author < b.author ? -1 : 1));
}

const FIRSTS = [
  ["first", 1],
  ["tie", 8],
  ["reprints", 2],
];

function renderReprints() {
  const card = document.getElementById("reprints");
  card.hidden = !page.reprints.length || state.content === "paid";
  if (card.hidden) return null;
  const rows = chosenRows(page.reprints),
    head = cardHead(word("reprints"), word("reprints_sub"));
  const total = (name, of = rows) => sum(of.map((row) => row[name]));
  const articles = sum(articleSeries("editorial", editionScopes(), () => true)),
    shared = sum(FIRSTS.map(([name]) => total(name)));
  if (!shared)
    return put("reprints", head, element("p", { class: "empty" }, word("no_reprints"), element("br"), word("nothing_hint_period")));
  const parts = FIRSTS.map(([name, slot]) => ({ name, slot, count: total(name) }));
  put(
    "reprints",
    head,
    element(
      "div",
      { class: "values" },
      element("span", { class: "value" }, percent(total("reprints") / articles)),
      element(
        "span",
        { class: "remark" },
        word("reprinted_of", { n: number(total("reprints")), all: counted("articles_counted", articles) }),
      ),
    ),
    stackedBar(parts, shared),
    element(
      "div",
      { class: "key" },
      parts.map(({ name, slot, count }) =>
        element("span", {}, swatch(slot), `${word(`had_${name}`)}: ${number(count)} (${percent(count / shared, 0)})`),
      ),
    ),
    element(
      "dl",
      { class: "shares" },
      element("div", {}, element("dt", {}, word("unattributed")), element("dd", {}, number(total("unattributed")))),
    ),
    wholeness(),
    tableUnder(
      word("reprints"),
      "reprints",
      [
        [word("day"), ({ day }) => page.days[day], null, (day) => dayText(day)],
        [word("edition"), ({ scope }) => fullScope(page.scopes[scope])],
        ...[...FIRSTS.map(([name]) => [name, `had_${name}`]), ["unattributed", "unattributed"]].map(([name, text]) => [
          word(text),
          (row) => row[name],
          "number",
          (value) => number(value),
        ]),
      ],
      rows,
    ),
  );
  return null;
}
