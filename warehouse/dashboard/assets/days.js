// Counts by day in small rows: edits and removals, and paid articles.
function renderEdits() {
  const { first } = span();
  const rows = chosenRows(page.edits);
  const days = periodDays();
  const kinds = [
    ["headline", "headline_changed"],
    ["body", "body_changed"],
    ["silent", "silent"],
    ["deleted", "removed"],
  ];
  const series = kinds.map(([name]) =>
    days.map((_, place) => sum(rows.filter(({ day }) => day === first + place).map((row) => row[name]))),
  );
  const head = cardHead(word("edits"), word("edits_sub"));
  if (!days.length) return put("edits", head, emptyNote());
  const plots = kinds.map(() => element("div", { class: "chart" }));
  put(
    "edits",
    head,
    element(
      "div",
      { class: "multiples" },
      kinds.map(([, text], place) => [
        element("span", { class: "name" }, swatch(place + 1), word(text)),
        plots[place],
        element("span", { class: "number" }, number(sum(series[place]))),
      ]),
    ),
    tableUnder(
      word("edits"),
      "edits",
      [
        [word("day"), ({ day }) => day, null, (day) => dayText(day)],
        ...kinds.map(([, text], kind) => [word(text), ({ place }) => series[kind][place], "number", (value) => number(value)]),
      ],
      days.map((day, place) => ({ day, place })),
    ),
  );
  plots.forEach((plot, place) =>
    plot.append(
      drawSmall(
        days,
        series,
        place,
        Math.max(plot.clientWidth, 80),
        kinds.map(([, text]) => word(text)),
        place === plots.length - 1,
      ),
    ),
  );
  return null;
}

// Small multiples share one day axis, below the last, and one scale.
function drawSmall(days, series, place, width, names, withAxis) {
  const band = bands(width, days.length),
    bottom = 54,
    highest = Math.max(1, ...series.flat()),
    open = openSeries();
  const svg = drawing(
    width,
    withAxis ? bottom + 22 : bottom + 2,
    names[place],
    { tabindex: 0, class: `line-${place + 1}` },
    weekendBands(days, band, bottom),
    shape("line", { class: "grid", x1: 0, x2: width, y1: bottom, y2: bottom }),
    series[place].map((value, day) => {
      const height = (value / highest) * (bottom - 4),
        wideness = Math.min(40, Math.max(band.step * 0.76, 0.8));
      return shape("rect", {
        x: band.middle(day) - wideness / 2,
        width: wideness,
        y: bottom - height,
        height,
        rx: wideness > 6 ? 2 : 0,
        fill: "currentColor",
        ...(open[day] ? { "fill-opacity": 0.3, stroke: "currentColor", "stroke-dasharray": "2 2" } : {}),
      });
    }),
    withAxis ? dayAxis(days, band, bottom + 17) : null,
  );
  walkable(svg, days.length, band, 0, bottom, (day) => [
    tipDay(day),
    ...names.map((name, kind) => tipRow(kind + 1, name, number(series[kind][day]))),
  ]);
  return svg;
}

// What the outlet itself writes over its paid articles.
function paidLabels() {
  const chosen = places(editionScopes());
  const labels = [...new Set(page.paid_labels.filter(({ scope }) => chosen.includes(scope)).map(({ label }) => label))];
  return labels.length ? element("p", { class: "remark" }, `${word("paid_labels")}: `, element("bdi", {}, labels.join(", "))) : null;
}

function renderPaid() {
  const days = periodDays();
  const paid = articleSeries("paid"),
    editorial = articleSeries("editorial");
  const head = cardHead(word("paid_title"), word("paid_sub"));
  const total = sum(paid),
    all = total + sum(editorial);
  if (!all) return put("paid", head, emptyNote());
  const chart = element("div", { class: "chart" });
  put(
    "paid",
    head,
    element(
      "div",
      { class: "values" },
      element("span", { class: "value" }, number(total)),
      element("span", { class: "remark" }, word("paid_share", { n: percent(total / all) })),
    ),
    chart,
    paidLabels(),
    wholeness(),
    tableUnder(
      word("paid_title"),
      "paid",
      [
        [word("day"), ({ day }) => day, null, (day) => dayText(day)],
        [word("content_paid"), ({ place }) => paid[place], "number", (value) => number(value)],
        [word("content_editorial"), ({ place }) => editorial[place], "number", (value) => number(value)],
      ],
      days.map((day, place) => ({ day, place })),
    ),
  );
  chart.append(
    drawBars({ days, series: [paid], names: [word("content_paid")], width: chart.clientWidth, height: 170, label: word("paid_title") }),
  );
  return null;
}
