// The page's data as the filters leave them: series by day, in the order of periodDays().
function keyed(rows, ...names) {
  return new Map(rows.map((row) => [names.map((name) => row[name]).join(" "), row]));
}

const coverageRows = keyed(page.coverage, "topic", "scope");
const completenessRows = keyed(page.completeness, "scope");
const storyRows = keyed(page.outlet_stories, "scope");
const topicSections = Map.groupBy(page.topic_sections, ({ topic, scope }) => `${topic} ${scope}`);

function places(scopes) {
  return scopes.map(({ place }) => place);
}

function added(series) {
  return periodDays().map((_, day) => sum(series.map((values) => values[day])));
}

function seriesOf(rows, key, column) {
  return inPeriod(rows.get(key)?.[column] ?? page.days.map(() => 0));
}

// Articles or views by day in the sections that `wanted` leaves, editorial or paid.
function sectionSeries(rows, column, scopes, content = state.content, wanted = sectionChosen) {
  const name = content === "paid" ? `paid_${column}` : column;
  const chosen = places(scopes);
  return added(
    rows.filter(({ scope, section }) => chosen.includes(scope) && wanted(page.sections[section])).map((row) => inPeriod(row[name])),
  );
}

function articleSeries(content = state.content, scopes = countScopes(), wanted = sectionChosen) {
  return sectionSeries(page.section_articles, "articles", scopes, content, wanted);
}

function viewSeries(scope, content = state.content) {
  return sectionSeries(page.section_views, "views", [{ place: scope }], content);
}

// Paid articles have a count by topic and nothing else.
function effectiveMeasure() {
  return state.content === "paid" ? "articles" : state.measure;
}

function sectionApplies() {
  return effectiveMeasure() === "articles";
}

// One topic's values by day for the chosen measure; null where nobody looked.
function topicSeries(topic, measure = effectiveMeasure()) {
  const looked = lookedAt();
  return measuredSeries(topic, measure).map((value, day) => (looked[day] || value ? value : null));
}

function measuredSeries(topic, measure = effectiveMeasure()) {
  const inScopes = (scopes, read) => added(places(scopes).map((scope) => read(`${topic} ${scope}`, scope)));
  if (measure === "views") return inScopes(viewScopes(), (key) => seriesOf(coverageRows, key, "views"));
  if (measure === "adjusted") return inScopes(viewScopes(), adjustedSeries);
  if (measure === "share") return shareSeries(topic).map(({ share }) => share);
  if (state.section || state.content === "paid") return inScopes(countScopes(), seriesInSections);
  return inScopes(countScopes(), (key) => seriesOf(coverageRows, key, "articles"));
}

// Articles by the share of the day that was seen: article_count_adjusted of coverage_by_topic_day.
function adjustedSeries(key, scope) {
  const whole = inPeriod(completenessRows.get(String(scope))?.completeness ?? []);
  return seriesOf(coverageRows, key, "articles").map((articles, day) => (whole[day] ? articles / whole[day] : 0));
}

function seriesInSections(key) {
  const rows = (topicSections.get(key) ?? []).filter(({ section }) => sectionChosen(page.sections[section]));
  return added(rows.map((row) => inPeriod(row[state.content === "paid" ? "paid" : "articles"])));
}

// A story is one whatever its languages, so shares are of whole outlets, whichever edition is chosen.
function shareSeries(topic) {
  const scopes = page.scopes
    .map((scope, place) => ({ ...scope, place }))
    .filter(({ outlet, edition }) => !edition && (!state.outlet || outlet === state.outlet));
  const own = added(places(scopes).map((scope) => seriesOf(coverageRows, `${topic} ${scope}`, "articles")));
  const all = added(places(scopes).map((scope) => seriesOf(storyRows, String(scope), "stories")));
  return own.map((hits, day) => wilson(hits, all[day]));
}

// Share with its 95 % interval (Wilson 1927), as coverage_by_topic_day has it.
function wilson(hits, total) {
  if (!total) return { share: null, low: null, high: null, hits, total };
  const share = hits / total,
    bottom = 1 + 3.8416 / total;
  const middle = share + 1.9208 / total;
  const half = (1.96 * Math.sqrt((hits * (total - hits)) / total + 0.9604)) / total;
  return { share, low: Math.max(0, (middle - half) / bottom), high: (middle + half) / bottom, hits, total };
}

// A topic's value over the whole period: shares are of the period, everything else adds up.
function topicTotal(topic) {
  if (effectiveMeasure() !== "share") return sum(measuredSeries(topic));
  const days = shareSeries(topic);
  return wilson(sum(days.map(({ hits }) => hits)), sum(days.map(({ total }) => total))).share ?? 0;
}

function measureText(value) {
  if (effectiveMeasure() === "share") return percent(value);
  return number(value, effectiveMeasure() === "adjusted" ? 1 : 0);
}

// Topics of the chosen kind, most covered first.
function rankedTopics() {
  return page.topics
    .map((topic, place) => ({ ...topic, place }))
    .filter(({ kind }) => kind === state.kind)
    .map((topic) => ({ ...topic, total: topicTotal(topic.place) }))
    .filter(({ total }) => total > 0)
    .sort((a, b) => b.total - a.total || a.place - b.place)
    .slice(0, page.most_topics);
}

function chosenTopics(ranked) {
  const named = state.topics ? state.topics.split(",") : [];
  const found = named
    .map((id) => ranked.find((topic) => topic.id === id))
    .filter(Boolean)
    .slice(0, MOST_LINES);
  return found.length || state.topics === "none" ? found : ranked.slice(0, 5);
}

function topicTitle(topic) {
  if (topic.kind === "section") return sectionTitle(topic.id.split(":").slice(2).join(":"));
  if (state.lang === "en" && topic.en) return topic.en;
  return (state.edition === "ru" ? (topic.ru ?? topic.uk) : (topic.uk ?? topic.ru)) ?? topic.title;
}

// How whole each day's numbers are: the worst status among the chosen editions.
const SEVERITY = ["ok", "suspect", "gap", "outage"];
function statusSeries() {
  return remembered("status", () => {
    const rows = places(editionScopes())
      .map((scope) => completenessRows.get(String(scope)))
      .filter(Boolean)
      .map((row) => inPeriod(row.status));
    return periodDays().map((_, day) =>
      rows
        .map((statuses) => statuses[day])
        .reduce((worst, status) => (SEVERITY.indexOf(status) > SEVERITY.indexOf(worst) ? status : worst), "ok"),
    );
  });
}

// What every card asks for is worked out once for a choice of days and editions.
const memory = new Map();
function remembered(name, compute) {
  const choice = [state.range, state.from, state.to, state.outlet, state.edition].join(" ");
  if (memory.get(name)?.choice !== choice) memory.set(name, { choice, value: compute() });
  return memory.get(name).value;
}

function lookedAt() {
  return remembered("looked", () => statusSeries().map((status) => status === "ok" || status === "suspect"));
}

function openSeries() {
  return inPeriod(page.open);
}

// Parsed articles of the period against the estimate of all, over the chosen editions; days without an estimate are left out.
function completenessOf(day) {
  const rows = places(editionScopes())
    .map((scope) => completenessRows.get(String(scope)))
    .filter(Boolean);
  const estimates = rows.filter((row) => row.completeness[day] !== null);
  const parsed = sum(estimates.map((row) => row.parsed_count[day]));
  const all = sum(estimates.map((row) => Math.max(row.estimated_count[day] ?? 0, row.known_count[day])));
  return all ? { parsed, all, share: parsed / all } : null;
}

// Rows of a table by outlet, edition and day that the filters leave.
function chosenRows(rows) {
  const { first, last } = span();
  const chosen = places(editionScopes());
  return rows.filter(({ scope, day }) => chosen.includes(scope) && day >= first && day <= last);
}

function scopeTitle({ outlet, edition }) {
  const name = word(`edition_${edition}`);
  return outlets().length > 1 ? `${outletTitle(outlet)}, ${inSentence(name)}` : name;
}

function outletTitle(outlet) {
  return outlet.charAt(0).toUpperCase() + outlet.slice(1);
}
