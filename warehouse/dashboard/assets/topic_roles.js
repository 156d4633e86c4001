// Of a topic of one's own: what it is in its articles, and which clauses of its query found them.
const ROLES = [
  ["main", 1],
  ["secondary", 2],
  ["passing", 8],
];

function renderTopicRoles(topic) {
  const card = document.getElementById("topic-roles"),
    chosen = places(editionScopes());
  card.hidden = topic.kind !== "user" || state.content === "paid";
  if (card.hidden) return null;
  const own = (rows) => rows.filter((row) => row.topic === topic.place && chosen.includes(row.scope));
  const series = ROLES.map(([name, slot]) => ({ name, slot, values: added(own(page.roles).map((row) => inPeriod(row[name]))) })).map(
    (role) => ({ ...role, count: sum(role.values) }),
  );
  const all = sum(series.map(({ count }) => count)),
    head = cardHead(word("roles"), word("roles_sub"));
  if (!all) return put("topic-roles", head, topicEmpty());
  const clauses = [...Map.groupBy(own(page.clauses), ({ clause }) => clause)]
    .map(([clause, rows]) => ({ clause, count: sum(added(rows.map((row) => inPeriod(row.articles)))) }))
    .filter(({ count }) => count)
    .sort((a, b) => b.count - a.count || (a.clause < b.clause ? -1 : 1));
  put(
    "topic-roles",
    head,
    stackedBar(series, all),
    element(
      "div",
      { class: "key" },
      series.map(({ name, slot, count }) =>
        element("span", {}, swatch(slot), `${word(`role_${name}`)}: ${number(count)} (${percent(count / all, 0)})`),
      ),
    ),
    element("h3", { class: "chart-title" }, word("clauses")),
    scrollable(
      word("clauses"),
      [[word("clause")], [word("count"), "number"]],
      clauses.map(({ clause, count }) => [
        element("th", { scope: "row" }, element("code", {}, element("bdi", {}, clause))),
        element("td", { class: "number" }, thinBar(count / clauses[0].count), number(count)),
      ]),
      "compact",
    ),
    tableUnder(
      word("roles"),
      "topic-roles",
      [
        [word("day"), (place) => periodDays()[place], null, (day) => dayText(day)],
        ...series.map(({ name, values }) => [word(`role_${name}`), (place) => values[place], "number", (value) => number(value)]),
      ],
      [...periodDays().keys()],
    ),
  );
  return null;
}
