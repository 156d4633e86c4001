// Can the numbers be trusted: how much of each day was seen, edition by edition.
function renderCompleteness() {
  const scopes = editionScopes();
  const head = cardHead(word("completeness"), word("completeness_sub"));
  if (!periodDays().length || !scopes.length) return put("completeness", head, emptyNote());
  const charts = scopes.map((scope) => ({ scope, plot: element("div", { class: "chart" }) }));
  put(
    "completeness",
    head,
    charts.map(({ scope, plot }) => [scopes.length > 1 ? element("h3", { class: "chart-title" }, scopeTitle(scope)) : null, plot]),
    statusKey(),
    tableUnder(word("completeness"), "completeness", completenessColumns(scopes.length > 1), completenessTable(scopes)),
  );
  for (const { scope, plot } of charts)
    plot.append(drawCompleteness(completenessTable([scope]), Math.max(plot.clientWidth, 120), scopeTitle(scope)));
  return null;
}

function completenessTable(scopes) {
  const { first } = span();
  return periodDays().flatMap((day, place) =>
    scopes.map((scope) => {
      const row = completenessRows.get(String(scope.place));
      const values = Object.fromEntries(
        Object.entries(row ?? {})
          .filter(([, value]) => Array.isArray(value))
          .map(([name, value]) => [name, value[first + place]]),
      );
      return { day, place, scope, ...values, open: openSeries()[place] };
    }),
  );
}

// A strip of statuses, told by sign as well as by colour, above the share that was parsed with its interval.
function drawCompleteness(rows, width, title) {
  const days = periodDays(),
    band = bands(width, days.length, 50),
    top = 28,
    bottom = 124,
    height = 148;
  const lowest = Math.min(0.8, ...rows.map((row) => row.completeness_low ?? row.completeness ?? 1));
  const floor = Math.max(0, Math.floor(lowest * 10) / 10);
  const y = (share) => bottom - ((share - floor) / (1 - floor)) * (bottom - top);
  const ticks = [floor, (1 + floor) / 2, 1];
  const svg = drawing(
    width,
    height,
    `${word("completeness")}, ${title}`,
    { tabindex: 0 },
    weekendBands(days, band, bottom),
    valueAxis(ticks, y, band, (tick) => percent(tick, 0)),
    rows.map((row) => [statusMark(row, band), completenessMark(row, band, y)]),
    dayAxis(days, band, height - 6),
  );
  walkable(svg, days.length, band, 0, bottom, (day) => [
    tipDay(day),
    tipRow(0, word("completeness_figure"), completenessText(rows[day])),
    tipRow(0, word("parsed"), number(rows[day].parsed_count)),
    tipRow(0, word("estimated"), number(rows[day].estimated_count)),
    tipRow(
      0,
      [word("listing"), word("feed"), word("both_channels")].map((text, place) => (place ? text.toLocaleLowerCase() : text)).join(" / "),
      [rows[day].listing_count, rows[day].feed_count, rows[day].both_count].map((n) => number(n)).join(" / "),
    ),
  ]);
  return svg;
}

function statusMark(row, band) {
  const x = band.middle(row.place),
    size = Math.min(16, Math.max(2, band.step - 1)),
    left = x - size / 2;
  const sign = { suspect: "?", gap: "!", outage: "✕" }[row.status];
  return [
    shape("rect", {
      class: `status-${row.status}`,
      x: left,
      y: row.status === "ok" ? 5 : 2,
      width: size,
      height: row.status === "ok" ? 6 : 12,
      rx: 2,
      opacity: row.open ? 0.5 : 1,
    }),
    sign && size > 9 ? shape("text", { x, y: 12, "text-anchor": "middle", fill: "var(--card)", class: "sign" }, sign) : null,
  ];
}

function completenessMark(row, band, y) {
  if (row.completeness === null || row.completeness === undefined) return null;
  const x = band.middle(row.place),
    low = row.completeness_low,
    high = Math.min(1, row.completeness_high ?? 1);
  return shape(
    "g",
    { class: "line-1" },
    low === null
      ? null
      : shape("line", {
          x1: x,
          x2: x,
          y1: y(low),
          y2: y(high),
          stroke: "currentColor",
          "stroke-width": Math.min(6, Math.max(1, band.step / 3)),
          opacity: 0.3,
        }),
    shape("circle", {
      cx: x,
      cy: y(row.completeness),
      r: band.step > 8 ? 3.5 : 2,
      fill: row.open ? "var(--card)" : "currentColor",
      stroke: "currentColor",
      "stroke-width": 1.5,
    }),
  );
}

function completenessText(row) {
  if (row.completeness === null || row.completeness === undefined) return word("no_number");
  const interval =
    row.completeness_low === null ? "" : ` (${percent(row.completeness_low, 0)}–${percent(Math.min(1, row.completeness_high), 0)})`;
  return percent(row.completeness) + interval;
}

function statusKey() {
  const { first, last } = span();
  const found = new Set(
    places(editionScopes()).flatMap((scope) => completenessRows.get(String(scope))?.status.slice(first, last + 1) ?? []),
  );
  return element(
    "div",
    { class: "key" },
    SEVERITY.filter((status) => found.has(status)).map((status) => element("span", {}, mark(status), word(`meaning_${status}`))),
  );
}

function completenessColumns(several) {
  const count = (head, name) => [head, (row) => row[name], "number", (value) => number(value)];
  return [
    [word("day"), ({ day }) => day, null, (day) => dayText(day)],
    ...(several ? [[word("edition"), ({ scope }) => scope.edition, null, (edition) => word(`edition_${edition}`)]] : []),
    [word("status"), ({ status }) => status, null, (status) => mark(status)],
    count(word("parsed"), "parsed_count"),
    count(word("listing"), "listing_count"),
    count(word("feed"), "feed_count"),
    count(word("both_channels"), "both_count"),
    count(word("estimated"), "estimated_count"),
    [word("completeness_figure"), ({ completeness }) => completeness, "number", (value) => percent(value)],
    [
      `${word("interval")} 95 %`,
      ({ completeness_low: low, completeness_high: high }) =>
        low === null || low === undefined ? null : `${low.toFixed(3)}–${Math.min(1, high).toFixed(3)}`,
      "number",
      (value, row) => (value ? `${percent(row.completeness_low, 0)}–${percent(Math.min(1, row.completeness_high), 0)}` : word("no_number")),
    ],
    count(word("typical"), "weekday_median_count"),
  ];
}
