// Views gained by day, each edition with its own bars: counters of editions must not be added up.
function renderViews() {
  const shown = largest(editionScopes(), ({ place }) => viewSeries(place));
  const head = cardHead(word("views"), word("views_sub"));
  if (!periodDays().length || !shown.series.some((values) => sum(values))) return put("views", head, emptyNote());
  return putViews("views", head, shown, { height: 250, label: word("views") });
}

function putViews(id, head, { scopes, series, hidden }, { height, label }) {
  const days = periodDays(),
    chart = element("div", { class: "chart" });
  put(
    id,
    head,
    chart,
    seriesKey(scopes, hidden),
    wholeness(),
    tableUnder(
      word("views"),
      id,
      [
        [word("day"), ({ day }) => day, null, (day) => dayText(day)],
        ...scopes.map((scope, place) => [scopeTitle(scope), ({ values }) => Math.round(values[place]), "number", (value) => number(value)]),
      ],
      days.map((day, place) => ({ day, values: series.map((values) => values[place]) })),
    ),
  );
  chart.append(drawBars({ days, series, names: scopes.map(scopeTitle), width: chart.clientWidth, height, label }));
  return null;
}

// As many editions as there are colours, the largest first where there are more.
function largest(scopes, read) {
  const all = scopes.map((scope) => ({ scope, values: read(scope) }));
  const shown = all.length > MOST_LINES ? all.sort((a, b) => sum(b.values) - sum(a.values)).slice(0, MOST_LINES) : all;
  return { scopes: shown.map(({ scope }) => scope), series: shown.map(({ values }) => values), hidden: all.length - shown.length };
}

function seriesKey(scopes, hidden) {
  if (scopes.length < 2) return null;
  return element(
    "div",
    { class: "key" },
    scopes.map((scope, place) => element("span", {}, swatch(place + 1), scopeTitle(scope))),
    hidden ? element("span", {}, word("smaller_ones", { n: number(hidden) })) : null,
  );
}

// Groups of bars by day; the bars of an unfinished day are hollow. `over` adds what is drawn over them: its highest value, its shapes, its words.
function drawBars({ days, series, names, width: asked, height, label, over = { highest: 0, draw: () => null, tell: () => [] } }) {
  const width = Math.max(asked, 120),
    band = bands(width, days.length, 56),
    top = 14,
    bottom = height - 24,
    open = openSeries();
  const ticks = ticksTo(Math.max(0, over.highest, ...series.flat()));
  const y = (value) => bottom - (value / ticks.at(-1)) * (bottom - top);
  const room = Math.min(band.step * 0.76, 44 * series.length),
    bar = room / series.length;
  const svg = drawing(
    width,
    height,
    label,
    { tabindex: 0 },
    weekendBands(days, band, bottom),
    valueAxis(ticks, y, band, compact),
    dayAxis(days, band, height - 6),
    series.map((values, place) =>
      shape(
        "g",
        { class: `line-${place + 1}` },
        values.map((value, day) =>
          shape("rect", {
            x: band.middle(day) - room / 2 + place * bar + (bar > 4 ? 0.5 : 0),
            width: Math.max(bar - (bar > 4 ? 1 : 0.3), 0.6),
            y: y(value),
            height: Math.max(0, bottom - y(value)),
            rx: bar > 6 ? 2 : 0,
            fill: "currentColor",
            ...(open[day] ? { "fill-opacity": 0.3, stroke: "currentColor", "stroke-dasharray": "2 2" } : {}),
          }),
        ),
      ),
    ),
    over.draw(band, y),
  );
  walkable(svg, days.length, band, 0, bottom, (day) =>
    [
      tipDay(day),
      ...names.map((name, place) => tipRow(place + 1, name, number(Math.round(series[place][day])))),
      ...over.tell(day),
      tipTrust(day),
    ].filter(Boolean),
  );
  return svg;
}

// Of each edition apart, since counters of editions must not be added up; of the four with the most where there are more.
function viewsGained(scopes, read) {
  const totals = scopes.map((scope) => [sum(read(scope)), scope]);
  const shown = totals.length > MOST_COUNTERS ? totals.sort(([a], [b]) => b - a).slice(0, MOST_COUNTERS) : totals;
  const values = shown.map(([total, scope]) => [compact(Math.round(total)), scopes.length > 1 ? shortScope(scope) : null]);
  return figure(
    word("views_figure"),
    values.length ? values : [[number(null)]],
    scopes.length > 1 ? word("views_figure_note") : null,
    scopes.length > shown.length ? word("smaller_ones", { n: number(scopes.length - shown.length) }) : null,
  );
}

function shortScope({ outlet, edition }) {
  return outlets().length > 1 && !state.outlet ? `${outletTitle(outlet)}, ${word(`short_${edition}`)}` : word(`short_${edition}`);
}
