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
  return putAuthors("topic-authors", head, rows, [
    {
      head: [word("share"), "number"],
      cell: ({ articles, all }) => element("td", { class: "number" }, percent(articles / all)),
      column: [word("share"), ({ articles, all }) => exact(articles / all), "number", (value) => percent(value)],
    },
  ]);
}

function topicArticles(topic, scope) {
  return sum(seriesOf(coverageRows, `${topic.place} ${scope}`, "articles"));
}
