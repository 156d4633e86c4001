// The heat map of topics by day, below the lines of the main card.
const ROW = 24;

function heatLevel(value, highest) {
  return value ? Math.max(1, Math.ceil(Math.sqrt(value / highest) * 6 - 1e-9)) : 0;
}

function highestCell(rows) {
  return Math.max(0, ...rows.flatMap(({ place }) => topicSeries(place)).map((value) => value ?? 0));
}

function drawHeat(rows, width) {
  const days = periodDays(),
    band = bands(width, days.length),
    highest = highestCell(rows),
    bottom = rows.length * ROW;
  const gap = band.step > 7 ? 2 : band.step > 4 ? 1 : 0;
  const series = rows.map(({ place }) => topicSeries(place));
  const roomy = band.step >= (effectiveMeasure() === "share" ? 44 : 30);
  const open = openSeries();
  const cells = series.map((values, row) =>
    values.map((value, day) => {
      const box = { x: band.left(day) + gap / 2, y: row * ROW + 1, width: band.step - gap, height: ROW - 2, rx: gap ? 2.5 : 0 };
      const level = heatLevel(value, highest);
      return [
        shape("rect", { ...box, class: `heat-${level}`, ...(value === null ? { fill: "url(#hatch)", class: null } : {}) }),
        open[day] && gap ? shape("rect", { ...box, class: "open-cell" }) : null,
        roomy && value
          ? shape(
              "text",
              { x: band.middle(day), y: row * ROW + 16.5, "text-anchor": "middle", class: level > 3 ? "on-high" : "on-low" },
              measureText(value),
            )
          : null,
      ];
    }),
  );
  const svg = drawing(
    width,
    bottom + 22,
    word("coverage"),
    { tabindex: 0 },
    shape(
      "defs",
      {},
      shape(
        "pattern",
        { id: "hatch", width: 6, height: 6, patternUnits: "userSpaceOnUse", patternTransform: "rotate(45)" },
        shape("line", { class: "hatch", x1: 0, x2: 0, y1: 0, y2: 6 }),
      ),
    ),
    cells,
    dayAxis(days, band, bottom + 17),
  );
  walkableCells(svg, rows, series, band);
  return svg;
}

// The heat map is walked in both directions: days by left and right, topics by up and down.
function walkableCells(svg, rows, series, band) {
  const frame = shape("rect", { class: "cell-cursor", height: ROW, rx: 3, visibility: "hidden" });
  const at = { row: 0, day: series[0].length - 1 };
  const show = (row, day, point) => {
    at.row = Math.max(0, Math.min(rows.length - 1, row));
    at.day = Math.max(0, Math.min(series[0].length - 1, day));
    fill(frame, { x: band.left(at.day), y: at.row * ROW, width: Math.max(band.step, 3), visibility: "visible" }, []);
    const box = svg.getBoundingClientRect();
    const topic = rows[at.row];
    showTip(
      [tipDay(at.day), tipRow(0, topicTitle(topic), tipValue(topic, at.day, series[at.row][at.day])), tipTrust(at.day)],
      point ?? { x: box.left + band.middle(at.day), y: box.top + at.row * ROW },
    );
  };
  const hide = () => {
    frame.setAttribute("visibility", "hidden");
    hideTip();
  };
  svg.append(frame);
  svg.addEventListener("pointermove", (event) => {
    const box = svg.getBoundingClientRect();
    show(Math.floor((event.clientY - box.top) / ROW), band.at(((event.clientX - box.left) / box.width) * band.width), {
      x: event.clientX,
      y: event.clientY,
    });
  });
  svg.addEventListener("pointerleave", hide);
  svg.addEventListener("blur", hide);
  svg.addEventListener("focus", () => svg.matches(":focus-visible") && show(at.row, Math.round(at.day)));
  svg.addEventListener("keydown", (event) => {
    const steps = { ArrowLeft: [0, -1], ArrowRight: [0, 1], ArrowUp: [-1, 0], ArrowDown: [1, 0], Home: [0, -999], End: [0, 999] };
    if (event.key === "Escape") hide();
    if (!(event.key in steps)) return;
    event.preventDefault();
    show(at.row + steps[event.key][0], Math.round(at.day) + steps[event.key][1]);
  });
}
