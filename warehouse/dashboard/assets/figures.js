// The header, the filters and the five figures that sum the period up.
function renderHead() {
  for (const node of document.querySelectorAll("[data-word]")) node.textContent = word(node.dataset.word);
  document.documentElement.lang = state.lang;
  document.documentElement.dataset.theme = state.theme;
  for (const node of document.querySelectorAll("[data-label]")) node.setAttribute("aria-label", word(node.dataset.label));
  document.title = `${viewTitle()} · Kronika`;
  put("page-title", element("bdi", {}, viewTitle()));
  renderNavigation();
  put(
    "as-of",
    word("as_of", {
      outlets: outlets().map(outletTitle).join(", ") || "Kronika",
      zone: zoneTitle(),
      instant: instantText(page.as_of, { day: "numeric", month: "long", year: "numeric", hour: "2-digit", minute: "2-digit" }),
    }),
  );
  const notice = put("notice", page.notice);
  notice.hidden = !page.notice;
  const language = segmented(
    word("language"),
    [
      ["uk", "Українська"],
      ["en", "English"],
    ],
    state.lang,
    (lang) => change({ lang }),
  );
  const theme = segmented(
    word("theme"),
    ["auto", "light", "dark"].map((name) => [name, themeIcon(name), false, word(`theme_${name}`)]),
    state.theme,
    (chosen) => change({ theme: chosen }),
  );
  document.getElementById("language").replaceWith(fill(language, { id: "language" }, []));
  document.getElementById("theme").replaceWith(fill(theme, { id: "theme" }, []));
}

function zoneTitle() {
  return page.zone === "Europe/Kyiv" && state.lang === "uk" ? "Києва" : page.zone.split("/").pop().replaceAll("_", " ");
}

function themeIcon(name) {
  const parts = {
    auto: [
      shape("circle", { cx: 9, cy: 9, r: 6.5, fill: "none", stroke: "currentColor", "stroke-width": 1.6 }),
      shape("path", { d: "M9 2.5a6.5 6.5 0 0 1 0 13z", fill: "currentColor" }),
    ],
    light: [
      shape("circle", { cx: 9, cy: 9, r: 3.6, fill: "currentColor" }),
      shape("path", {
        d: "M9 1v2.4M9 14.6V17M1 9h2.4M14.6 9H17M3.3 3.3 5 5M13 13l1.7 1.7M3.3 14.7 5 13M13 5l1.7-1.7",
        stroke: "currentColor",
        "stroke-width": 1.6,
      }),
    ],
    dark: [shape("path", { d: "M15 11.2A6.5 6.5 0 0 1 6.8 3a6.5 6.5 0 1 0 8.2 8.2z", fill: "currentColor" })],
  };
  return shape("svg", { width: 18, height: 18, viewBox: "0 0 18 18", "aria-hidden": "true" }, ...parts[name]);
}

function choice(name, label, values) {
  const options = values.map(([value, text]) => element("option", { value, selected: state[name] === value }, text));
  return element(
    "label",
    { class: "field" },
    label,
    element("select", { "data-key": name, onchange: (event) => change({ [name]: event.target.value }) }, ...options),
  );
}

// Choosing a topic opens its page; choosing none goes back to all of them.
function topicChoice() {
  const chosen = state.view === "topic" ? pageTopic()?.id : "";
  const groups = kindsWithTopics().map((kind) =>
    element(
      "optgroup",
      { label: word(`kind_${kind}`) },
      page.topics
        .filter((topic) => topic.kind === kind)
        .map((topic) => element("option", { value: topic.id, selected: topic.id === chosen }, topicTitle(topic))),
    ),
  );
  return element(
    "label",
    { class: "field" },
    word("topic"),
    element(
      "select",
      {
        "data-key": "topic",
        onchange: ({ target: { value } }) => change(value ? { view: "topic", topic: value } : { view: "overview", topic: "" }),
      },
      element("option", { value: "", selected: !chosen }, word("all_topics")),
      groups,
    ),
  );
}

function dateField(name, label) {
  const { from, to } = span();
  return element("input", {
    type: "date",
    "aria-label": label,
    value: name === "from" ? from : to,
    min: page.days[0],
    max: page.days.at(-1),
    "data-key": name,
    onchange: (event) => {
      const chosen = { from, to, [name]: event.target.value };
      if (page.days.includes(chosen[name]))
        change(chosen.from <= chosen.to ? { ...chosen, range: "own" } : { from: chosen[name], to: chosen[name], range: "own" });
      else render();
    },
  });
}

// On the trust page topics, sections and paid articles make no difference.
function whatFields() {
  const fields = [
    outlets().length > 1
      ? choice("outlet", word("outlet"), [["", word("all_outlets")], ...outlets().map((name) => [name, outletTitle(name)])])
      : null,
    editions().length > 1
      ? choice("edition", word("edition"), [["", word("both")], ...editions().map((name) => [name, word(`edition_${name}`)])])
      : null,
  ];
  if (state.view === "trust") return fields;
  return [
    topicChoice(),
    ...fields,
    choice("section", word("section"), [["", word("all_sections")], ...sectionPaths().map((path) => [path, sectionTitle(path)])]),
    choice(
      "content",
      word("content"),
      ["editorial", "paid"].map((content) => [content, word(`content_${content}`)]),
    ),
  ];
}

function renderFilters() {
  const ranges = [
    ...["7", "30", "90"].map((range) => [range, word(`range_${range}`), page.days.length < Number(range)]),
    ["all", word("range_all"), false],
  ];
  const reset = () => {
    const { lang, theme, view, topic } = state;
    change({ ...defaults(), lang, theme, view, topic });
  };
  put(
    "filters",
    element(
      "div",
      { class: "filters-when" },
      element(
        "div",
        { class: "field" },
        word("range"),
        segmented(word("range"), ranges, state.range, (range) => change({ range, from: "", to: "" }), { class: "segmented wide" }),
      ),
      page.days.length
        ? element(
            "div",
            { class: "field" },
            word("dates"),
            element("div", { class: "dates" }, dateField("from", word("from")), "–", dateField("to", word("to"))),
          )
        : null,
      element("button", { type: "button", class: "button reset", "data-key": "reset", onclick: reset }, word("reset")),
    ),
    element("div", { class: "filters-what" }, whatFields()),
  );
  const { from, to } = span();
  const chosen = [
    state.outlet && outletTitle(state.outlet),
    state.edition && word(`edition_${state.edition}`),
    state.view !== "trust" && state.section && sectionTitle(state.section),
    state.view !== "trust" && word(`content_${state.content}`),
  ];
  put(
    "print-range",
    from ? word("print_range", { from: dayText(from), to: dayText(to), filters: chosen.filter(Boolean).join(" · ") }) : null,
  );
}

function figure(title, values, ...notes) {
  return element(
    "div",
    { class: "figure" },
    element("h2", {}, title),
    element(
      "div",
      { class: "values" },
      ...values.map(([value, unit]) => element("div", { class: "value" }, value, unit ? element("small", {}, ` ${unit}`) : null)),
    ),
    ...notes.filter(Boolean).map((note) => element("p", {}, note)),
  );
}

function renderFigures() {
  put("figures", articleFigure(), viewFigure(), completenessFigure(), delayFigure(), editFigure());
}

function articleFigure() {
  const total = sum(articleSeries());
  const texts = sum(articleSeries(state.content, editionScopes()));
  const paid = state.content === "paid" ? null : word("paid_note", { n: number(sum(articleSeries("paid"))) });
  return figure(
    word(`figure_${state.content}`),
    [[number(total)]],
    changeNote(),
    state.edition || texts === total ? null : word("versions_note", { n: number(texts) }),
    paid,
  );
}

// Change against as many days before: finished days only, and only where all those days are known and were looked at.
function changeNote() {
  const { first, last } = span();
  const open = page.open[last] ? 1 : 0;
  const length = last - first + 1 - open;
  if (length < 1 || first - length < 0) return null;
  const total = (from, count) => {
    const before = { ...state };
    Object.assign(state, { range: "own", from: page.days[from], to: page.days[from + count - 1] });
    const values = { articles: sum(articleSeries()), whole: lookedAt().every(Boolean) };
    Object.assign(state, before);
    return values;
  };
  const now = total(first, length),
    earlier = total(first - length, length);
  if (!earlier.articles || !earlier.whole || !now.whole) return null;
  const ratio = now.articles / earlier.articles - 1;
  const sign = ratio < 0 ? "▼" : "▲";
  return element(
    "span",
    { class: ratio < 0 ? "down" : "up" },
    `${sign} ${word("change", { n: percent(Math.abs(ratio)), days: counted("days_before", length) })}`,
  );
}

function viewFigure() {
  return viewsGained(editionScopes(), ({ place }) => viewSeries(place));
}

function completenessFigure() {
  const { first } = span();
  const days = periodDays()
    .map((day, place) => ({ day, ...completenessOf(first + place) }))
    .filter(({ share }) => share !== undefined);
  const all = sum(days.map((day) => day.all));
  const lowest = days.reduce((low, day) => (low && low.share <= day.share ? low : day), null);
  const troubled = statusSeries().filter((status) => status !== "ok").length;
  return figure(
    word("completeness_figure"),
    [[all ? wholePercent(sum(days.map((day) => day.parsed)) / all) : number(null)]],
    lowest && days.length > 1 ? word("completeness_note", { n: percent(lowest.share, 0), day: dayText(lowest.day) }) : null,
    troubled
      ? element("span", { class: "state suspect" }, `? ${word("troubled", { days: counted("days", troubled) })}`)
      : days.length
        ? mark("ok")
        : null,
  );
}

// Hours have their own medians; the middle one of them, weighed by articles, stands for the period.
function delayFigure() {
  const middle = middleOf(chosenRows(page.freshness), "p50", "articles");
  return figure(word("delay_figure"), [[duration(middle)]], middle === null ? null : word("delay_note"));
}

// The value below which half of the weight lies.
function middleOf(rows, name, weight) {
  const known = rows.filter((row) => row[name] !== null).sort((a, b) => a[name] - b[name]);
  const half = sum(known.map((row) => row[weight])) / 2;
  let seen = 0;
  return known.find((row) => (seen += row[weight]) >= half)?.[name] ?? null;
}

function editFigure() {
  const rows = chosenRows(page.edits);
  const total = (name) => sum(rows.map((row) => row[name]));
  return figure(
    word("edits_figure"),
    [[number(total("edits"))]],
    word("edits_note", { silent: number(total("silent")), deleted: number(total("deleted")) }),
  );
}
