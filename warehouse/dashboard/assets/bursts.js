// Days on which a topic stood out above what was expected of it, and the articles that drove it.
const BURSTS_ON_OVERVIEW = 8;

function burstsInPeriod() {
  const { first, last } = span();
  const chosen = places(wholeScopes());
  return page.bursts
    .map((burst, place) => ({ ...burst, place }))
    .filter(({ scope, day }) => chosen.includes(scope) && day >= first && day <= last);
}

function topicBursts(topic) {
  return burstsInPeriod().filter((burst) => burst.topic === topic.place);
}

const driversOf = Map.groupBy(page.drivers, ({ burst }) => burst);

// The driving articles, in the chosen edition where one is chosen.
function burstDrivers({ place }) {
  return (driversOf.get(place) ?? []).filter(({ edition }) => !state.edition || edition === state.edition);
}

function renderBursts() {
  document.getElementById("bursts").hidden = state.content === "paid";
  if (state.content === "paid") return null;
  const bursts = burstsInPeriod().filter(({ topic }) => page.topics[topic].kind === state.kind);
  const head = cardHead(word("bursts"), word("bursts_sub", { kind: inSentence(word(`kind_${state.kind}`)) }));
  if (!bursts.length) return put("bursts", head, burstsEmpty());
  put(
    "bursts",
    head,
    element(
      "ol",
      { class: "bursts" },
      bursts.slice(0, BURSTS_ON_OVERVIEW).map((burst) => burstItem(burst, 1, true)),
    ),
    bursts.length > BURSTS_ON_OVERVIEW
      ? element("p", { class: "remark" }, word("rest_in_table", { n: number(BURSTS_ON_OVERVIEW), all: number(bursts.length) }))
      : null,
    burstTable(bursts, "bursts"),
  );
  return null;
}

function renderTopicBursts(topic) {
  const bursts = topicBursts(topic);
  const head = cardHead(word("bursts"), word("topic_bursts_sub"));
  if (!bursts.length) return put("topic-bursts", head, burstsEmpty());
  put(
    "topic-bursts",
    head,
    element(
      "ol",
      { class: "bursts" },
      bursts.map((burst) => burstItem(burst, 5, false)),
    ),
    burstTable(bursts, "topic-bursts"),
  );
  return null;
}

function burstsEmpty() {
  return page.expected.length
    ? element("p", { class: "empty" }, word("no_bursts"), element("br"), word("no_bursts_hint"))
    : element("p", { class: "empty" }, word("not_computed"), element("br"), word("not_computed_hint"));
}

function burstItem(burst, most, named) {
  const drivers = burstDrivers(burst).slice(0, most);
  const scope = page.scopes[burst.scope];
  return element(
    "li",
    {},
    element(
      "div",
      { class: "burst-head" },
      element("span", { class: "day" }, dayText(page.days[burst.day], { weekday: "short", day: "numeric", month: "short" })),
      named ? topicLink({ ...page.topics[burst.topic], place: burst.topic }) : null,
      outlets().length > 1 ? element("span", { class: "soft" }, outletTitle(scope.outlet)) : null,
      element(
        "span",
        { class: "soft" },
        word("burst_size", { n: counted("stories_counted", burst.observed), expected: number(burst.expected, 1) }),
      ),
      element("span", { class: "state burst-z", title: word("z_meaning") }, `z = ${number(burst.z, 1)}`),
      burstTrust(burst),
    ),
    drivers.length
      ? element(
          "ul",
          { class: "drivers" },
          drivers.map((driver) =>
            element(
              "li",
              {},
              sourceLink(driver, driver.headline),
              element("span", { class: "soft number" }, word("driver_views", { n: number(Math.round(driver.views ?? 0)) })),
            ),
          ),
        )
      : null,
  );
}

// A burst of a day that was not seen whole, or is not over, says so.
function burstTrust({ day }) {
  const whole = completenessOf(day),
    notes = [];
  if (page.open[day]) notes.push(word("unfinished"));
  if (whole && whole.share < 0.9995) notes.push(`${inSentence(word("completeness_figure"))} ${wholePercent(whole.share)}`);
  return notes.length ? element("span", { class: "soft small" }, notes.join(" · ")) : null;
}

function burstTable(bursts, name) {
  return tableUnder(
    word("bursts"),
    name,
    [
      [word("day"), ({ day }) => page.days[day], null, (day) => dayText(day)],
      [word("topic"), ({ topic }) => topicTitle(page.topics[topic])],
      [word("observed"), ({ observed }) => observed, "number", (value) => number(value)],
      [word("expected"), ({ expected }) => expected, "number", (value) => number(value, 1)],
      ["z", ({ z }) => z, "number", (value) => number(value, 1)],
      [
        word("drivers"),
        (burst) =>
          burstDrivers(burst)
            .map(({ headline }) => headline)
            .join(" · "),
      ],
    ],
    bursts,
  );
}
