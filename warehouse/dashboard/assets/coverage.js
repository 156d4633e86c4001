// The main card: lines of at most eight topics above a heat map of all of them, on one day axis.
function renderCoverage() {
  const ranked = rankedTopics();
  const measures = ["articles", "share", "adjusted", "views"].map((name) => [name, word(`measure_${name}`)]);
  const kinds = kindsWithTopics().map((kind) => [kind, word(`kind_${kind}`)]);
  const head = [
    cardHead(word("coverage"), coverageSub()),
    element(
      "div",
      { class: "tools" },
      kinds.length > 1
        ? segmented(word("kind"), kinds, state.kind, (kind) => change({ kind, topics: "" }), { class: "segmented wide" })
        : null,
      state.content === "paid"
        ? null
        : segmented(word("measure"), measures, state.measure, (measure) => change({ measure }), { class: "segmented wide" }),
    ),
  ];
  if (!ranked.length || !periodDays().length)
    return put(
      "coverage",
      head,
      ranked.length ? emptyNote() : element("p", { class: "empty" }, word("no_topics"), element("br"), word("nothing_hint")),
    );
  const chosen = chosenTopics(ranked);
  const limit = state.rows === "all" ? ranked.length : FIRST_ROWS;
  const rows = ranked.slice(0, limit).concat(chosen.filter((topic) => ranked.indexOf(topic) >= limit));
  const lines = element("div", { class: "chart lines" });
  const heat = element("div", { class: "chart heat" });
  const single = periodDays().length === 1;
  put(
    "coverage",
    head,
    element(
      "div",
      { class: "coverage-grid" },
      single ? null : [legend(chosen, ranked), lines, element("span", { class: "totals" })],
      element(
        "ul",
        { class: "rows" },
        rows.map((topic) => rowButton(topic, chosen, ranked)),
      ),
      heat,
      totals(rows),
    ),
    ranked.length > FIRST_ROWS
      ? element(
          "button",
          { type: "button", class: "button quiet", "data-key": "rows", onclick: () => change({ rows: state.rows ? "" : "all" }) },
          state.rows ? word("fewer_rows", { n: number(FIRST_ROWS) }) : word("show_rows", { n: number(ranked.length) }),
        )
      : null,
    heatKey(rows),
    wholeness(),
    coverageTable(ranked),
  );
  if (!single) lines.append(drawLines(chosen, Math.max(lines.clientWidth, 120)));
  heat.append(single ? drawTotals(rows, Math.max(heat.clientWidth, 120)) : drawHeat(rows, Math.max(heat.clientWidth, 120)));
  return null;
}

function coverageSub() {
  const measure = effectiveMeasure();
  const first = viewScopes()[0];
  const edition = first ? inSentence(word(`edition_${first.edition}`)) : "";
  const notes = [measure === "articles" ? word("coverage_sub") : word(`measured_${measure}`, { edition })];
  if (state.section && !sectionApplies()) notes.push(word("section_limits"));
  return notes.join(" ");
}

function toggle(topic, chosen) {
  const ids = chosen.map(({ id }) => id);
  const kept = ids.includes(topic.id) ? ids.filter((id) => id !== topic.id) : [...ids, topic.id].slice(-MOST_LINES);
  change({ topics: kept.join(",") || "none" });
}

// The name leads to the topic's page, the cross takes its line away.
function legend(chosen) {
  return element(
    "ul",
    { class: "legend" },
    chosen.map((topic, place) =>
      element(
        "li",
        {},
        swatch(place + 1),
        topicLink(topic, { class: "name" }),
        element(
          "button",
          {
            type: "button",
            class: "close",
            "data-key": `legend ${topic.id}`,
            "aria-label": word("remove", { topic: topicTitle(topic) }),
            title: word("remove", { topic: topicTitle(topic) }),
            onclick: () => toggle(topic, chosen),
          },
          "×",
        ),
      ),
    ),
  );
}

function rowButton(topic, chosen) {
  if (periodDays().length === 1) return element("li", {}, topicLink(topic, { class: "name" }));
  const slot = chosen.findIndex(({ id }) => id === topic.id) + 1;
  return element(
    "li",
    {},
    element(
      "button",
      {
        type: "button",
        "aria-pressed": String(slot > 0),
        "data-key": `row ${topic.id}`,
        title: topicTitle(topic),
        onclick: () => toggle(topic, chosen),
      },
      swatch(slot),
      element("bdi", { class: "name" }, topicTitle(topic)),
    ),
  );
}

function totals(rows) {
  return element(
    "ul",
    { class: "totals", "aria-label": word("total") },
    rows.map((topic) =>
      element(
        "li",
        {},
        viewLink(topicState(topic), measureText(topic.total), {
          title: word("open_topic", { topic: topicTitle(topic) }),
          "aria-label": `${topicTitle(topic)}: ${measureText(topic.total)}. ${word("open_topic", { topic: topicTitle(topic) })}`,
        }),
      ),
    ),
  );
}

function drawLines(chosen, width) {
  const days = periodDays(),
    band = bands(width, days.length),
    height = 250,
    top = 22,
    bottom = height - 24;
  const series = chosen.map(({ place }) => topicSeries(place));
  const ticks = ticksTo(Math.max(0, ...series.flat().map((value) => value ?? 0)));
  const y = (value) => bottom - (value / ticks.at(-1)) * (bottom - top);
  const open = openSeries();
  const label = `${word("coverage")}: ${chosen.map(topicTitle).join(", ")}`;
  const svg = drawing(
    width,
    height,
    label,
    { tabindex: 0 },
    weekendBands(days, band, bottom),
    valueAxis(ticks, y, band, (tick) => (effectiveMeasure() === "share" ? percent(tick, 0) : measureText(tick))),
    dayAxis(days, band, height - 6),
    series.map((values, place) => drawLine(values, open, band, y, place + 1)),
  );
  walkable(svg, days.length, band, 0, bottom, (day) => [
    tipDay(day),
    ...chosen.map((topic, place) => tipRow(place + 1, topicTitle(topic), tipValue(topic, day, series[place][day]))),
    tipTrust(day),
  ]);
  return svg;
}

// Finished days are joined by a whole line, the last step to an unfinished one is dotted; where nobody looked the line breaks.
function drawLine(values, open, band, y, slot) {
  const point = (day) => `${band.middle(day).toFixed(1)} ${y(values[day]).toFixed(1)}`;
  let whole = "",
    dotted = "";
  const dots = [];
  values.forEach((value, day) => {
    if (value === null) return;
    const joined = day > 0 && values[day - 1] !== null;
    if (joined && open[day]) dotted += `M${point(day - 1)}L${point(day)}`;
    else whole += joined ? `L${point(day)}` : `M${point(day)}`;
    const alone = !joined && (day === values.length - 1 || values[day + 1] === null);
    if (values.length <= 16 || alone || open[day]) {
      dots.push(
        shape("circle", {
          cx: band.middle(day),
          cy: y(value),
          r: 3.5,
          fill: open[day] ? "var(--card)" : "currentColor",
          stroke: "currentColor",
          "stroke-width": 2,
        }),
      );
    }
  });
  const stroke = { fill: "none", stroke: "currentColor", "stroke-width": 2.2, "stroke-linejoin": "round", "stroke-linecap": "round" };
  return shape(
    "g",
    { class: `line-${slot}` },
    shape("path", { d: whole, ...stroke }),
    shape("path", { d: dotted, ...stroke, "stroke-dasharray": "1 5" }),
    dots,
  );
}

function tipValue(topic, day, value) {
  if (value === null) return word("no_data");
  if (effectiveMeasure() !== "share") return measureText(value);
  const { low, high } = shareSeries(topic.place)[day];
  return `${percent(value)} (${percent(low, 0)}–${percent(high, 0)})`;
}

function tipTrust(day) {
  const whole = completenessOf(span().first + day);
  return whole ? element("div", {}, `${word("completeness_figure")}: ${percent(whole.share, 0)}`) : null;
}
