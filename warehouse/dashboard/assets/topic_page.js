// The page of one topic: how much was written, how much of the attention it had, when it stood out, and in whose words.
function renderTopic() {
  const topic = pageTopic();
  if (!topic) return put("topic-lead", element("p", { class: "empty" }, word("no_topics"), element("br"), word("nothing_hint")));
  const paid = state.content === "paid";
  put("topic-lead", topicLead(topic));
  put("topic-figures", topicFigures(topic));
  renderTopicCoverage(topic);
  for (const id of ["topic-share", "topic-views", "topic-bursts", "topic-authors", "topic-voices", "topic-companions", "topic-roles"])
    document.getElementById(id).hidden = paid;
  const editorial = [renderTopicShare, renderTopicViews, renderTopicBursts, renderTopicAuthors, renderTopicVoices, renderCompanions];
  if (!paid) for (const part of [...editorial, renderTopicRoles]) part(topic);
  renderTopicStorylines(topic);
  renderStories("topic-stories", word("topic_stories_sub"), (story) => storyHasTopic(story, topic));
  renderTopicOutlets(topic);
  return null;
}

function storyHasTopic(story, topic) {
  if (topic.kind !== "section") return story.topics.includes(topic.place);
  const [, outlet, ...path] = topic.id.split(":");
  const section = path.join(":");
  return (
    story.outlet === outlet && story.editions.some((version) => version.section === section || version.section.startsWith(`${section}/`))
  );
}

// Kind, the title in the other language, the days that it spans, and what it asks for.
function topicLead(topic) {
  const shown = topicTitle(topic);
  const other = topic.kind === "section" ? null : [topic.uk, topic.ru].find((title) => title && title !== shown);
  const facts = [
    word(`kind_one_${topic.kind}`),
    other ? element("bdi", { lang: other === topic.ru ? "ru" : "uk" }, other) : null,
    topic.first_date ? word("topic_span", { from: dayText(topic.first_date), to: dayText(topic.last_date) }) : null,
  ].filter(Boolean);
  const notes = [state.section ? word("section_limits") : null, state.content === "paid" ? word("paid_limits") : null]
    .filter(Boolean)
    .join(" ");
  return [
    element(
      "p",
      {},
      facts.map((fact, place) => [place ? " · " : null, fact]),
    ),
    topic.query ? element("p", {}, `${word("query")}: `, element("code", {}, element("bdi", {}, topic.query))) : null,
    notes ? element("p", { class: "remark" }, notes) : null,
  ];
}

// Scopes of the chosen outlets and editions in which the topic was ever covered.
function topicScopes(topic) {
  return editionScopes().filter(({ place }) => coverageRows.has(`${topic.place} ${place}`));
}

function topicFigures(topic) {
  const counts = measuredSeries(topic.place, "articles");
  const parts = [topicCountFigure(topic, counts)];
  if (state.content !== "paid") parts.push(topicShareFigure(topic), topicViewFigure(topic), topicBurstFigure(topic));
  return [...parts, completenessFigure()];
}

function topicCountFigure(topic, counts) {
  const texts = topicScopes(topic)
    .map((scope) => [scope, sum(editionSeries(topic, scope))])
    .filter(([, count]) => count);
  const days = counts.filter((count) => count > 0).length;
  return figure(
    word(`figure_${state.content}`),
    [[number(sum(counts))]],
    word("days_covered", { days: counted("days", days), all: number(counts.length) }),
    texts.length > 1 ? texts.map(([scope, count]) => `${scopeTitle(scope)}: ${number(count)}`).join(" · ") : null,
  );
}

// One edition's articles by day, in the chosen section, editorial or paid.
function editionSeries(topic, scope) {
  const key = `${topic.place} ${scope.place}`;
  return state.section || state.content === "paid" ? seriesInSections(key) : seriesOf(coverageRows, key, "articles");
}

function topicShareFigure(topic) {
  const days = shareSeries(topic.place);
  const { share, low, high, hits, total } = wilson(sum(days.map((day) => day.hits)), sum(days.map((day) => day.total)));
  return figure(
    word("measure_share"),
    [[percent(share)]],
    share === null ? null : word("share_interval", { low: percent(low), high: percent(high) }),
    total ? word("share_of", { n: number(hits), all: number(total) }) : null,
  );
}

function topicViewFigure(topic) {
  return viewsGained(topicScopes(topic), ({ place }) => seriesOf(coverageRows, `${topic.place} ${place}`, "views"));
}

function topicBurstFigure(topic) {
  const bursts = topicBursts(topic);
  return figure(
    word("bursts_figure"),
    [[number(bursts.length)]],
    bursts.length
      ? word("latest_burst", { day: dayText(page.days[bursts[0].day]) })
      : word(page.expected.length ? "no_burst_short" : "not_computed"),
  );
}
