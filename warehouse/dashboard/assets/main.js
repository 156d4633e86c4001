// Draws the page, and draws it again whenever a choice or the width changes.
function change(changes) {
  Object.assign(state, { shown: String(STORIES_AT_ONCE) }, changes);
  history.pushState(null, "", fragmentOf(state));
  render();
  announce();
}

// What a person types or unfolds is in the link too, but the back button does not take it back letter by letter.
function note(changes) {
  Object.assign(state, changes);
  history.replaceState(null, "", fragmentOf(state));
}

function focusAgain(key) {
  if (key) [...document.querySelectorAll("[data-key]")].find((node) => node.dataset.key === key)?.focus({ preventScroll: true });
}

const PARTS = {
  overview: [
    renderFigures,
    renderCoverage,
    renderBursts,
    renderVoices,
    renderSections,
    renderViews,
    () => renderStories("stories"),
    renderAuthors,
    renderReprints,
    renderPaid,
    renderParity,
  ],
  topic: [renderTopic],
  trust: [renderTrustFigures, renderCompleteness, renderGaps, renderQuality, renderFreshness, renderEdits, renderHeadlines],
};

function render() {
  const focused = document.activeElement?.dataset?.key;
  hideTip();
  for (const view of VIEWS) {
    const node = document.getElementById(view);
    node.hidden = view !== state.view;
    if (node.hidden) node.querySelectorAll("section").forEach((part) => part.replaceChildren());
  }
  for (const part of [renderHead, renderFilters, ...PARTS[state.view], renderFooter]) part();
  focusAgain(focused);
}

function renderFooter() {
  const files = ["warehouse.duckdb", "marts/*.parquet", "marts/*.csv"].map((name, place) => [place ? ", " : "", element("code", {}, name)]);
  const [before, after] = word("foot_method").split("{files}");
  put(
    "footer",
    element("p", {}, word("foot_days", { zone: zoneTitle() })),
    element("p", {}, before, files, after),
    element("p", {}, word("foot_version", { version: page.version })),
  );
}

// The fragment holds the state of the page, so the skip link moves the focus itself.
document.getElementById("skip").addEventListener("click", (event) => {
  event.preventDefault();
  document.getElementById("main").focus();
});
readFragment();
render();
document.getElementById("not-drawn").remove();
addEventListener("hashchange", () => {
  readFragment();
  render();
  announce();
});
let drawnWidth = innerWidth,
  pause = 0;
addEventListener("resize", () => {
  clearTimeout(pause);
  pause = setTimeout(() => {
    if (innerWidth !== drawnWidth) {
      drawnWidth = innerWidth;
      render();
    }
  }, 120);
});
// Paper is drawn as a desk-wide page; the browser shrinks it to the sheet.
addEventListener("beforeprint", () => {
  document.body.style.width = "1040px";
  render();
});
addEventListener("afterprint", () => {
  document.body.style.width = "";
  render();
});
