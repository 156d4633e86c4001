// How often each field is filled, against its usual level, and how fresh the news were when first seen.
function renderQuality() {
  const rows = fieldRows();
  const head = cardHead(word("quality"), word("quality_sub"));
  if (!rows.length) return put("quality", head, emptyNote());
  put(
    "quality",
    head,
    element(
      "div",
      { class: "fields" },
      rows.map((row) => [
        element("span", { class: "name" }, fieldTitle(row.field)),
        fieldBar(row),
        element("span", { class: "number" }, percent(row.share)),
        row.drifts ? element("span", { class: "state suspect" }, `? ${word("drift")}`) : element("span", {}),
      ]),
    ),
    tableUnder(
      word("quality"),
      "fields",
      [
        [word("field"), ({ field }) => field, null, fieldTitle],
        [word("filled"), ({ share }) => exact(share), "number", (value) => percent(value)],
        [word("baseline"), ({ baseline }) => exact(baseline), "number", (value) => percent(value)],
        [word("drift_days"), ({ drifts }) => drifts, "number", (value) => number(value)],
      ],
      rows,
    ),
  );
  return null;
}

// Fields over the chosen editions and days, those below their usual level first.
function fieldRows() {
  const chosen = places(editionScopes());
  const fields = Map.groupBy(
    page.quality.filter(({ scope }) => chosen.includes(scope)),
    ({ field }) => field,
  );
  return [...fields]
    .map(([field, group]) =>
      fieldRow(
        field,
        group.map((row) => ({
          ...row,
          versions: inPeriod(row.versions),
          filled: inPeriod(row.filled),
          drift: inPeriod(row.drift),
          baseline: inPeriod(row.baseline),
        })),
      ),
    )
    .filter(({ versions, drifts }) => versions || drifts)
    .sort((a, b) => b.drifts - a.drifts || fieldOrder(a.field) - fieldOrder(b.field));
}

// The usual level is that of the last day with anything; a day may have only pages set aside.
function fieldRow(field, rows) {
  const latest = Math.max(...rows.map(({ versions }) => versions.findLastIndex((count) => count > 0)));
  const baselines = rows.filter(({ baseline, versions }) => versions[latest] && baseline[latest] !== null);
  const versions = sum(rows.flatMap((row) => row.versions));
  return {
    field,
    versions,
    share: versions ? sum(rows.flatMap(({ filled }) => filled)) / versions : 0,
    drifts: sum(rows.flatMap(({ drift }) => drift)),
    baseline: baselines.length
      ? sum(baselines.map((row) => row.baseline[latest] * row.versions[latest])) / sum(baselines.map((row) => row.versions[latest]))
      : null,
  };
}

const FIELDS = [
  "headline",
  "body",
  "published_time",
  "section",
  "lead",
  "tags",
  "special_topic",
  "authors",
  "image_url",
  "image_credit",
  "image_caption",
  "view_count",
  "related_links",
  "other_edition_url",
  "label",
  "modified_at",
  "metadata_published_at",
];

function fieldOrder(field) {
  const place = FIELDS.indexOf(field);
  return place < 0 ? FIELDS.length : place;
}

function fieldTitle(field) {
  return WORDS[state.lang][`field_${field}`] ? word(`field_${field}`) : field.replaceAll("_", " ");
}

function fieldBar({ share, baseline, drifts }) {
  const track = shape(
    "svg",
    { class: "track", viewBox: "0 0 100 14", preserveAspectRatio: "none", width: "100%", height: 14, "aria-hidden": "true" },
    shape("rect", { width: 100, height: 14, fill: "var(--sunk)" }),
    shape("rect", { width: share * 100, height: 14, fill: drifts ? "var(--warn)" : "var(--accent)" }),
    baseline === null
      ? null
      : shape("line", {
          x1: baseline * 100,
          x2: baseline * 100,
          y1: 0,
          y2: 14,
          stroke: "var(--ink)",
          "stroke-width": 2,
          "vector-effect": "non-scaling-stroke",
        }),
  );
  return track;
}

function renderFreshness() {
  const MOST_HOURS = 168;
  const all = chosenRows(page.freshness);
  const newest = Math.max(...all.map(({ hour_at: at }) => Date.parse(at)));
  const rows = all.filter(({ hour_at: at }) => Date.parse(at) > newest - MOST_HOURS * 3600000);
  const oldest = Math.min(...rows.map(({ hour_at: at }) => Date.parse(at)));
  const hours = (newest - oldest) / 3600000 + 1;
  const length = hours > 48 ? counted("days", Math.ceil(hours / 24)) : rows.length ? counted("hours_long", hours) : "";
  const head = cardHead(word("freshness"), rows.length ? word("freshness_sub", { n: length }) : null);
  if (!rows.length) return put("freshness", head, emptyNote());
  const chart = element("div", { class: "chart" });
  const byHour = [...Map.groupBy(rows, ({ hour_at: at }) => at)]
    .map(([at, group]) => hourOf(at, group, oldest))
    .sort((a, b) => a.hour - b.hour);
  put(
    "freshness",
    head,
    chart,
    freshnessShares(rows),
    tableUnder(
      word("freshness"),
      "freshness",
      [
        [word("hour"), ({ at }) => at, null, (at) => instantText(at)],
        [word("count"), ({ articles }) => articles, "number", (value) => number(value)],
        [word("median"), ({ p50 }) => p50, "number", (value) => duration(value)],
        [word("p95"), ({ p95 }) => p95, "number", (value) => duration(value)],
        [word("polls"), ({ polls }) => polls, "number", (value) => number(value)],
      ],
      byHour,
    ),
  );
  chart.append(drawFreshness(byHour, hours, oldest, Math.max(chart.clientWidth, 120)));
  return null;
}

// Where both editions are shown, the slower one speaks for the hour.
function hourOf(at, group, oldest) {
  const worst = (name) => {
    const values = group.map((row) => row[name]).filter((value) => value !== null);
    return values.length ? Math.max(...values) : null;
  };
  return {
    at,
    hour: (Date.parse(at) - oldest) / 3600000,
    articles: sum(group.map(({ articles }) => articles)),
    p50: worst("p50"),
    p95: worst("p95"),
    polls: sum(group.map(({ polls }) => polls)),
  };
}

function drawFreshness(rows, hours, oldest, width) {
  const band = bands(width, hours, 56),
    height = 250,
    top = 10,
    bottom = height - 24;
  const ticks = minuteTicks(Math.max(1, ...rows.map(({ p95 }) => p95 ?? 0)));
  const y = (minutes) => bottom - (minutes / ticks.at(-1)) * (bottom - top);
  const known = rows.filter(({ p50 }) => p50 !== null);
  const line = known.map(({ hour, p50 }, place) => `${place ? "L" : "M"}${band.middle(hour).toFixed(1)} ${y(p50).toFixed(1)}`).join("");
  const labels = hourLabels(hours, oldest, band);
  const byHour = new Map(rows.map((row) => [row.hour, row]));
  const options = hours > 48 ? { day: "numeric", month: "short" } : { hour: "2-digit", minute: "2-digit" };
  const svg = drawing(
    width,
    height,
    word("freshness"),
    { tabindex: 0 },
    valueAxis(ticks, y, band, duration),
    known.map(({ hour, p95 }) =>
      shape("rect", {
        x: band.left(hour),
        width: Math.max(band.step - 0.5, 0.7),
        y: y(p95),
        height: Math.max(0, bottom - y(p95)),
        class: "heat-2",
      }),
    ),
    shape("path", { d: line, fill: "none", stroke: "var(--line-1)", "stroke-width": 2, "stroke-linejoin": "round" }),
    known.length < 13
      ? known.map(({ hour, p50 }) => shape("circle", { cx: band.middle(hour), cy: y(p50), r: 3, fill: "var(--line-1)" }))
      : null,
    labels.map((hour) => shape("text", { x: band.left(hour), y: height - 6 }, instantText(oldest + hour * 3600000, options))),
  );
  walkable(svg, Math.round(hours), band, 0, bottom, (hour) => {
    const row = byHour.get(hour);
    return [
      element("b", {}, instantText(oldest + hour * 3600000)),
      ...(row
        ? [
            tipRow(0, word("median"), duration(row.p50)),
            tipRow(0, word("p95"), duration(row.p95)),
            tipRow(0, word("count"), number(row.articles)),
          ]
        : [element("span", {}, word("no_data"))]),
    ];
  });
  return svg;
}

// Hours are labelled by the clock where they are few, else at midnights.
function hourLabels(hours, oldest, band) {
  const clock = (hour) =>
    Number(
      new Intl.DateTimeFormat("en-GB", { hour: "2-digit", hourCycle: "h23", timeZone: page.zone }).format(
        new Date(oldest + hour * 3600000),
      ),
    );
  const every = [1, 2, 3, 6, 12, 24, 48, 72].find((size) => size * band.step >= (hours > 48 ? 64 : 52)) ?? 96;
  return Array.from({ length: Math.ceil(hours) }, (_, hour) => hour)
    .filter((hour) => (hours > 48 ? clock(hour) === 0 : clock(hour) % every === 0) && band.left(hour) < band.width - 44)
    .filter((_, place) => hours <= 48 || place % Math.max(1, Math.ceil(every / 24)) === 0);
}

// Minutes are counted in sixties: steps that people know from clocks.
function minuteTicks(highest) {
  const step =
    [1, 2, 5, 10, 15, 30, 60, 120, 240, 480, 720, 1440, 2880].find((size) => highest / size <= 4) ?? Math.ceil(highest / 4 / 1440) * 1440;
  return Array.from({ length: Math.ceil(highest / step) + 1 }, (_, place) => place * step);
}

// Shares are of the hours' requests, so hours with more requests weigh more.
function freshnessShares(rows) {
  const polls = sum(rows.map((row) => row.polls));
  const outcomes = sum(rows.map((row) => row.outcomes));
  const share = (name, weight, all) => (all ? sum(rows.map((row) => (row[name] ?? 0) * row[weight])) / all : null);
  const items = [
    [word("polls"), number(polls)],
    [word("not_modified"), percent(share("not_modified", "polls", polls))],
    [word("blocked"), percent(share("blocked", "outcomes", outcomes))],
    [word("failed"), percent(share("failed", "outcomes", outcomes))],
  ];
  return element(
    "dl",
    { class: "shares" },
    items.map(([name, value]) => element("div", {}, element("dt", {}, name), element("dd", {}, value))),
  );
}
