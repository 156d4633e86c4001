// A topic's coverage by day with what was to be expected and the bursts, its share with the interval, and its views.
function renderTopicCoverage(topic) {
  const days = periodDays(),
    counts = measuredSeries(topic.place, "articles"),
    expected = expectedSeries(topic),
    bursts = topicBursts(topic);
  const withExpected = state.content !== "paid" && !state.section && !state.edition && expected.some((value) => value > 0);
  const head = cardHead(word("topic_coverage"), word(withExpected ? "topic_coverage_sub" : "topic_coverage_plain"));
  if (!days.length || !sum(counts)) return put("topic-coverage", head, topicEmpty());
  const chart = element("div", { class: "chart" });
  const key = withExpected
    ? element(
        "div",
        { class: "key" },
        element("span", {}, swatch(1), word("observed")),
        element("span", {}, lineSign(), word("expected")),
        bursts.length ? element("span", {}, burstSign(), word("burst")) : null,
      )
    : null;
  put(
    "topic-coverage",
    head,
    chart,
    key,
    wholeness(),
    tableUnder(word("topic_coverage"), "topic-coverage", topicColumns(topic, withExpected), topicDays(topic, counts, expected, bursts)),
  );
  chart.append(
    drawBars({
      days,
      series: [counts],
      names: [word("observed")],
      width: chart.clientWidth,
      height: 260,
      label: `${word("topic_coverage")}: ${topicTitle(topic)}`,
      over: withExpected ? expectedOver(expected, bursts) : undefined,
    }),
  );
  return null;
}

function topicEmpty() {
  return element("p", { class: "empty" }, word("topic_nothing"), element("br"), word("topic_nothing_hint"));
}

// Bursts and what was expected are of whole outlets.
function wholeScopes() {
  return page.scopes
    .map((scope, place) => ({ ...scope, place }))
    .filter(({ outlet, edition }) => !edition && (!state.outlet || outlet === state.outlet));
}

function expectedSeries(topic) {
  const chosen = places(wholeScopes());
  const series = page.expected
    .filter((row) => row.topic === topic.place && chosen.includes(row.scope))
    .map((row) => inPeriod(row.expected));
  return periodDays().map((_, day) => {
    const known = series.map((values) => values[day]).filter((value) => value !== null);
    return known.length ? sum(known) : null;
  });
}

function expectedOver(expected, bursts) {
  const { first } = span();
  const days = new Set(bursts.map(({ day }) => day - first));
  return {
    highest: Math.max(...expected) * 1.08,
    draw: (band, y) => [
      shape("path", { class: "expected", d: expectedPath(expected, band, y) }),
      [...days].map((day) => shape("path", { class: "burst", d: `M${band.middle(day) - 5} 10h10l-5-8z` })),
    ],
    tell: (day) => [tipRow(0, word("expected"), number(expected[day], 1)), days.has(day) ? tipRow(0, `▲ ${word("burst")}`, "") : null],
  };
}

// The line breaks where no day before had taught what to expect.
function expectedPath(expected, band, y) {
  return expected
    .map((value, day) => {
      if (value === null) return "";
      return `${day && expected[day - 1] !== null ? "L" : "M"}${band.middle(day).toFixed(1)} ${y(value).toFixed(1)}`;
    })
    .join("");
}

function lineSign() {
  return shape("svg", { width: 22, height: 12, "aria-hidden": "true" }, shape("path", { class: "expected", d: "M1 6h20" }));
}

function burstSign() {
  return shape("svg", { width: 12, height: 12, "aria-hidden": "true" }, shape("path", { class: "burst", d: "M1 10h10l-5-8z" }));
}

function topicDays(topic, counts, expected, bursts) {
  const { first } = span();
  const shares = shareSeries(topic.place);
  return periodDays().map((day, place) => ({
    day,
    place,
    count: counts[place],
    expected: expected[place],
    burst: bursts.find((found) => found.day === first + place),
    ...shares[place],
    whole: completenessOf(first + place)?.share ?? null,
  }));
}

function topicColumns(topic, withExpected) {
  const editorial = state.content !== "paid";
  const scopes = topicScopes(topic);
  const perEdition =
    scopes.length > 1
      ? scopes.map((scope) => {
          const series = editionSeries(topic, scope);
          return [scopeTitle(scope), ({ place }) => series[place], "number", (value) => number(value)];
        })
      : [];
  return [
    [
      word("day"),
      ({ day }) => day,
      null,
      (day, row) => [dayText(day), openSeries()[row.place] ? element("span", { class: "open-day" }, ` ${word("unfinished")}`) : null],
    ],
    [word("count"), ({ count }) => count, "number", (value) => number(value)],
    ...perEdition,
    ...(withExpected
      ? [
          [word("expected"), ({ expected }) => expected, "number", (value) => number(value, 1)],
          [word("burst"), ({ burst }) => burst?.z ?? null, "number", (value) => (value === null ? "" : `▲ z = ${number(value, 1)}`)],
        ]
      : []),
    ...(editorial
      ? [
          [word("measure_share"), ({ share }) => exact(share), "number", (value) => percent(value)],
          [
            `${word("interval")} 95 %`,
            ({ low, high }) => (low === null ? null : `${low.toFixed(4)}–${high.toFixed(4)}`),
            "number",
            (value, { low, high }) => (value ? `${percent(low)}–${percent(high)}` : word("no_number")),
          ],
        ]
      : []),
    [word("completeness_figure"), ({ whole }) => exact(whole), "number", (value) => percent(value)],
  ];
}

// Share of the day's stories: the line, its 95 % interval as a band, the unfinished day hollow.
function renderTopicShare(topic) {
  const days = shareSeries(topic.place),
    looked = lookedAt();
  const head = cardHead(word("measure_share"), word("topic_share_sub"));
  const known = days.map((day, place) => (day.share !== null && looked[place] ? day : null));
  if (!known.some(Boolean)) return put("topic-share", head, topicEmpty());
  const chart = element("div", { class: "chart" });
  put(
    "topic-share",
    head,
    chart,
    wholeness(),
    tableUnder(
      word("measure_share"),
      "topic-share",
      [
        [word("day"), ({ day }) => day, null, (day) => dayText(day)],
        [word("figure_editorial"), ({ hits }) => hits, "number", (value) => number(value)],
        [word("all_stories"), ({ total }) => total, "number", (value) => number(value)],
        [word("share"), ({ share }) => exact(share), "number", (value) => percent(value)],
        ["2.5 %", ({ low }) => exact(low), "number", (value) => percent(value)],
        ["97.5 %", ({ high }) => exact(high), "number", (value) => percent(value)],
      ],
      periodDays().map((day, place) => ({ day, ...days[place] })),
    ),
  );
  chart.append(drawShare(known, Math.max(chart.clientWidth, 120), `${word("measure_share")}: ${topicTitle(topic)}`));
  return null;
}

function drawShare(shares, width, label) {
  const days = periodDays(),
    open = openSeries(),
    height = 230,
    band = bands(width, days.length, 50),
    top = 14,
    bottom = height - 24;
  const ticks = ticksTo(Math.max(...shares.map((day) => day?.high ?? 0)) * 100);
  const y = (share) => bottom - ((share * 100) / ticks.at(-1)) * (bottom - top);
  const whiskers = shares.map(
    (day, place) =>
      day &&
      shape("rect", {
        class: "interval",
        x: band.middle(place) - Math.max(band.step - 1, 1) / 2,
        width: Math.max(band.step - 1, 1),
        y: y(day.high),
        height: Math.max(1, y(day.low) - y(day.high)),
      }),
  );
  const svg = drawing(
    width,
    height,
    label,
    { tabindex: 0 },
    weekendBands(days, band, bottom),
    valueAxis(ticks, y100(ticks, top, bottom), band, (tick) => percent(tick / 100, ticks[1] < 1 ? 1 : 0)),
    dayAxis(days, band, height - 6),
    whiskers,
    drawLine(
      shares.map((day) => day?.share ?? null),
      open,
      band,
      y,
      1,
    ),
  );
  walkable(svg, days.length, band, 0, bottom, (day) => [
    tipDay(day),
    ...(shares[day]
      ? [
          tipRow(1, word("share"), percent(shares[day].share)),
          tipRow(0, `${word("interval")} 95 %`, `${percent(shares[day].low)}–${percent(shares[day].high)}`),
          tipRow(0, word("share_of", { n: number(shares[day].hits), all: number(shares[day].total) }), ""),
        ]
      : [element("span", {}, word("no_data"))]),
  ]);
  return svg;
}

function y100(ticks, top, bottom) {
  return (tick) => bottom - (tick / ticks.at(-1)) * (bottom - top);
}

function renderTopicViews(topic) {
  const shown = largest(topicScopes(topic), (scope) => seriesOf(coverageRows, `${topic.place} ${scope.place}`, "views"));
  const head = cardHead(word("views"), word("topic_views_sub"));
  if (!shown.series.some((values) => sum(values)))
    return put("topic-views", head, element("p", { class: "empty" }, word("no_views"), element("br"), word("no_views_hint")));
  return putViews("topic-views", head, shown, { height: 230, label: `${word("views")}: ${topicTitle(topic)}` });
}
