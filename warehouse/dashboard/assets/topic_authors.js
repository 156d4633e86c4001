// Who writes about a topic: the names that signed most of its articles.
function renderTopicAuthors(topic) {
  const chosen = places(editionScopes()),
    head = cardHead(word("authors"), word("topic_authors_sub"));
  const rows = page.topic_authors
    .filter((row) => row.topic === topic.place && chosen.includes(row.scope))
    .map(({ author, scope, articles }) => ({ author, scope, articles: sum(inPeriod(articles)), all: topicArticles(topic, scope) }))
    .filter(({ articles }) => articles)
    .sort((a, b) => b.articles - a.articles || (a.author < b.author ? -1 : 1));
  if (!rows.length) return put("topic-authors", head, topicEmpty());
  const many = editionScopes().length > 1;
  put(
    "topic-authors",
    head,
    scrollable(
      word("authors"),
      [[word("author")], ...(many ? [[word("edition")]] : []), [word("count"), "number"], [word("share"), "number"]],
      rows
        .slice(0, AUTHORS_AT_ONCE)
        .map((row) => [
          element("th", { scope: "row" }, element("bdi", {}, row.author)),
          many ? element("td", {}, scopeTitle(page.scopes[row.scope])) : null,
          element("td", { class: "number" }, thinBar(row.articles / rows[0].articles), number(row.articles)),
          element("td", { class: "number" }, percent(row.articles / row.all)),
        ]),
      "compact",
    ),
    rows.length > AUTHORS_AT_ONCE
      ? element("p", { class: "remark" }, word("rest_in_table", { n: number(AUTHORS_AT_ONCE), all: number(rows.length) }))
      : null,
    wholeness(),
    tableUnder(
      word("authors"),
      "topic-authors",
      [
        [word("author"), ({ author }) => author],
        [word("edition"), ({ scope }) => fullScope(page.scopes[scope])],
        [word("count"), ({ articles }) => articles, "number", (value) => number(value)],
        [word("share"), ({ articles, all }) => exact(articles / all), "number", (value) => percent(value)],
      ],
      rows,
    ),
  );
  return null;
}

function topicArticles(topic, scope) {
  return sum(seriesOf(coverageRows, `${topic.place} ${scope}`, "articles"));
}
