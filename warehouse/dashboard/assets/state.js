// What a person chose. It lives in the URL's fragment, so that a link shows what its sender saw and the back button takes a choice back.
const page = unpacked(await readData());
const VIEWS = ["overview", "topic", "trust"];
const MOST_LINES = 8;
const MOST_COUNTERS = 4;
const FIRST_ROWS = 15;
const STORIES_AT_ONCE = 20;
const state = {};

function defaults() {
  const languages = (navigator.languages ?? [navigator.language]).map((tag) => tag.slice(0, 2));
  return {
    view: "overview",
    lang: languages.find((tag) => tag === "uk" || tag === "en" || tag === "ru") === "en" ? "en" : "uk",
    theme: "auto",
    range: page.days.length > 30 ? "30" : "all",
    from: "",
    to: "",
    outlet: "",
    edition: "",
    section: "",
    topic: "",
    kind: kindsWithTopics()[0] ?? "tag",
    content: "editorial",
    measure: "articles",
    topics: "",
    rows: "",
    set: voiceSets()[0] ?? "",
    voice: "articles",
    search: "",
    sort: "-gained",
    shown: String(STORIES_AT_ONCE),
    tables: "",
  };
}

function allowed() {
  return {
    view: VIEWS,
    lang: ["uk", "en"],
    theme: ["auto", "light", "dark"],
    range: ["7", "30", "90", "all", "own"],
    outlet: ["", ...outlets()],
    edition: ["", ...editions()],
    section: ["", ...sectionPaths()],
    topic: ["", ...page.topics.map(({ id }) => id)],
    kind: kindsWithTopics(),
    content: ["editorial", "paid"],
    measure: ["articles", "share", "adjusted", "views"],
    rows: ["", "all"],
    from: ["", ...page.days],
    to: ["", ...page.days],
    set: voiceSets(),
    voice: VOICES,
    sort: ["headline", "section", "published", "gained", "views", "half_life"].flatMap((column) => [column, `-${column}`]),
  };
}

function readFragment() {
  const given = new URLSearchParams(location.hash.slice(1));
  const values = allowed();
  Object.assign(state, defaults());
  for (const name of Object.keys(state)) {
    const value = given.get(name);
    if (value !== null && (!values[name] || values[name].includes(value))) state[name] = value;
  }
  if (state.range === "own" && !(state.from && state.to && state.from <= state.to)) state.range = defaults().range;
  if (!/^[1-9]\d{0,3}$/.test(state.shown)) state.shown = String(STORIES_AT_ONCE);
}

// The language is written always: whoever opens the link may have a browser in another.
function fragmentOf(values) {
  const usual = defaults();
  const kept = Object.entries(values).filter(([name, value]) => name === "lang" || value !== usual[name]);
  return `#${new URLSearchParams(kept)}`;
}

function kindsWithTopics() {
  return ["user", "tag", "special_topic", "storyline", "section"].filter((kind) => page.topics.some((topic) => topic.kind === kind));
}

function outlets() {
  return [...new Set(page.scopes.map(({ outlet }) => outlet))];
}

function editions() {
  return [...new Set(page.scopes.map(({ edition }) => edition).filter(Boolean))];
}

// Sections, and every section that they lie below.
function sectionPaths() {
  const paths = page.sections.flatMap((section) => section.split("/").map((_, end, parts) => parts.slice(0, end + 1).join("/")));
  return [...new Set(paths)].sort();
}

// First and last place in page.days of the chosen period, and their days.
function span() {
  const last = page.days.length - 1;
  let first = 0,
    end = last;
  if (state.range === "own") {
    first = page.days.indexOf(state.from);
    end = page.days.indexOf(state.to);
  } else if (state.range !== "all") {
    first = Math.max(0, page.days.length - Number(state.range));
  }
  return { first, last: end, from: page.days[first] ?? "", to: page.days[end] ?? "" };
}

function periodDays() {
  const { first, last } = span();
  return page.days.slice(first, last + 1);
}

function inPeriod(values) {
  const { first, last } = span();
  return values.slice(first, last + 1);
}

// Places in page.scopes of the chosen outlets' chosen editions.
function editionScopes() {
  return page.scopes
    .map((scope, place) => ({ ...scope, place }))
    .filter(
      ({ outlet, edition }) => edition && (!state.outlet || outlet === state.outlet) && (!state.edition || edition === state.edition),
    );
}

// Scopes to count articles in: one edition, or whole outlets, where the language versions of an article are one.
function countScopes() {
  if (state.edition) return editionScopes();
  return page.scopes
    .map((scope, place) => ({ ...scope, place }))
    .filter(({ outlet, edition }) => edition === null && (!state.outlet || outlet === state.outlet));
}

// View counters of editions must not be added up: where both are chosen, topics show the first.
function viewScopes() {
  const chosen = editionScopes();
  return chosen.filter(({ edition }) => edition === chosen[0].edition);
}

function sectionChosen(id) {
  return !state.section || id === state.section || id.startsWith(`${state.section}/`);
}
