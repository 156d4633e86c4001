// What stands under the heat map, and its one-day form.
function heatKey(rows) {
  if (periodDays().length === 1) return null;
  const highest = highestCell(rows);
  const cells = [0, 1, 2, 3, 4, 5, 6].map((level) =>
    shape("rect", { x: level * 22, width: 20, height: 12, rx: 2, class: `heat-${level}` }),
  );
  const statuses = statusSeries();
  const notes = [
    openSeries().some(Boolean)
      ? element(
          "span",
          {},
          shape(
            "svg",
            { width: 22, height: 12, "aria-hidden": "true" },
            shape("line", {
              x1: 1,
              x2: 21,
              y1: 6,
              y2: 6,
              stroke: "currentColor",
              "stroke-width": 2,
              "stroke-dasharray": "1 4",
              "stroke-linecap": "round",
            }),
          ),
          word("unfinished"),
        )
      : null,
    periodDays().some(isWeekend)
      ? element(
          "span",
          {},
          shape(
            "svg",
            { width: 14, height: 12, "aria-hidden": "true" },
            shape("rect", { width: 14, height: 12, class: "weekend", stroke: "var(--hair)" }),
          ),
          word("weekend"),
        )
      : null,
    lookedAt().every(Boolean)
      ? null
      : element(
          "span",
          {},
          shape(
            "svg",
            { width: 14, height: 12, "aria-hidden": "true" },
            shape("rect", { width: 14, height: 12, fill: "url(#hatch)", stroke: "var(--hair)" }),
          ),
          word("no_data"),
        ),
    statuses.includes("suspect")
      ? element(
          "span",
          {},
          `? ${statuses
            .map((status, place) => (status === "suspect" ? dayText(periodDays()[place]) : null))
            .filter(Boolean)
            .join(", ")}: ${word("status_suspect")}`,
        )
      : null,
  ];
  return element(
    "div",
    { class: "key" },
    element(
      "span",
      {},
      `${word("less")} (0)`,
      shape("svg", { width: 154, height: 12, "aria-hidden": "true" }, cells),
      `${word("more")} (${measureText(highest)})`,
    ),
    notes,
  );
}

// One day has no line and no map: bars say who was ahead.
function drawTotals(rows, width) {
  const highest = Math.max(...rows.map(({ total }) => total));
  return drawing(
    width,
    rows.length * ROW,
    word("coverage"),
    {},
    rows.map(({ total }, row) =>
      shape("rect", {
        x: 0,
        y: row * ROW + 5,
        width: Math.max(2, (width * total) / highest),
        height: ROW - 10,
        rx: 3,
        fill: "var(--accent)",
      }),
    ),
  );
}

function coverageTable(ranked) {
  const days = periodDays();
  const series = new Map(ranked.map(({ place }) => [place, topicSeries(place)]));
  return tableUnder(
    word("coverage"),
    "coverage",
    [
      [word("topic"), topicTitle],
      [effectiveMeasure() === "share" ? word("mean") : word("total"), ({ total }) => exact(total), "number", measureText],
      ...days.map((day, place) => [
        dayText(day),
        (topic) => exact(series.get(topic.place)[place]),
        "number",
        (value) => (value === null ? "×" : measureText(value)),
      ]),
    ],
    ranked,
  );
}
