// Share of each section in the articles of the period; choosing one looks into it.
const MOST_SECTIONS = 12;

function renderSections() {
  const depth = state.section ? state.section.split("/").length + 1 : 1;
  const paths = [...new Set(page.sections.filter(sectionChosen).map((section) => section.split("/").slice(0, depth).join("/")))];
  const rows = paths
    .map((path) => {
      const values = articleSeries(
        state.content,
        countScopes(),
        (section) => section === path || (section.startsWith(`${path}/`) && path !== state.section),
      );
      return { path, values, count: sum(values) };
    })
    .filter(({ count }) => count > 0)
    .sort((a, b) => b.count - a.count || (a.path < b.path ? -1 : 1));
  const head = cardHead(word("sections"), word("sections_sub"));
  if (!rows.length) return put("sections", head, emptyNote());
  const all = sum(rows.map(({ count }) => count));
  const shown = rows.length > MOST_SECTIONS + 1 ? [...rows.slice(0, MOST_SECTIONS), others(rows.slice(MOST_SECTIONS))] : rows;
  const trend = periodDays().length > 1;
  put(
    "sections",
    head,
    element(
      "div",
      { class: "mix" },
      element("span", { class: "head" }),
      element("span", { class: "head" }),
      element("span", { class: "head number" }, word("share")),
      element("span", { class: "head number" }, word("count")),
      element("span", { class: "head trend" }, trend ? word("by_day") : ""),
      shown.map(({ path, values, count }) => [
        element(
          "span",
          { class: "name", title: path ? sectionTitle(path) : null },
          path ? sectionTitle(path).split(" › ").at(-1) : word("other"),
        ),
        wide("bar", count / shown[0].count),
        element("span", { class: "number" }, percent(count / all)),
        element("span", { class: "number soft" }, number(count)),
        element("span", { class: "trend" }, trend ? spark(values) : null),
      ]),
    ),
    tableUnder(
      word("sections"),
      "sections",
      [
        [word("section"), ({ path }) => sectionTitle(path)],
        [word("count"), ({ count }) => count, "number", (value) => number(value)],
        [word("share"), ({ count }) => exact(count / all), "number", (value) => percent(value)],
        ...periodDays().map((day, place) => [dayText(day), ({ values }) => values[place], "number", (value) => number(value)]),
      ],
      rows,
    ),
  );
  return null;
}

function others(rows) {
  return { path: "", values: added(rows.map(({ values }) => values)), count: sum(rows.map(({ count }) => count)) };
}

// A bar's length is set by the style object: the page's policy forbids style attributes.
function wide(name, share) {
  const bar = element("span", { class: name, "aria-hidden": "true" });
  bar.style.width = `${Math.max(0, Math.min(1, share)) * 100}%`;
  return bar;
}

function spark(values) {
  const width = 96,
    height = 20,
    highest = Math.max(1, ...values),
    step = width / values.length,
    open = openSeries();
  return shape(
    "svg",
    { width, height, "aria-hidden": "true" },
    values.map((value, day) =>
      shape("rect", {
        x: day * step,
        width: Math.max(step - (step > 3 ? 1 : 0), 0.8),
        y: height - (value / highest) * height,
        height: (value / highest) * height,
        fill: "var(--accent)",
        opacity: open[day] ? 0.45 : 0.85,
      }),
    ),
  );
}
