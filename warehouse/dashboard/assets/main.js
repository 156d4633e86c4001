// Draws the page, and draws it again whenever a choice or the width changes.
function writeFragment() {
  const usual = defaults();
  const kept = Object.entries(state).filter(([name, value]) => value !== usual[name]);
  const fragment = new URLSearchParams(kept).toString();
  history.replaceState(null, "", fragment ? `#${fragment}` : location.pathname + location.search);
}

function change(changes) {
  Object.assign(state, changes);
  shownStories = STORIES_AT_ONCE;
  writeFragment();
  render();
}

function focusAgain(key) {
  if (key) [...document.querySelectorAll("[data-key]")].find((node) => node.dataset.key === key)?.focus({ preventScroll: true });
}

function render() {
  const focused = document.activeElement?.dataset?.key;
  hideTip();
  for (const part of [renderHead, renderFilters, renderFigures, renderCoverage, renderSections, renderViews, renderStories, renderCompleteness, renderQuality, renderFreshness, renderEdits, renderPaid, renderFooter]) part();
  focusAgain(focused);
}

function renderFooter() {
  const files = ["warehouse.duckdb", "marts/*.parquet", "marts/*.csv"].map((name, place) => [place ? ", " : "", element("code", {}, name)]);
  const [before, after] = word("foot_method").split("{files}");
  put("footer", element("p", {}, word("foot_days", { zone: zoneTitle() })), element("p", {}, before, files, after), element("p", {}, word("foot_version", { version: page.version })));
}

for (const jump of document.querySelectorAll("[data-jump]")) {
  // The fragment holds the state of the page, so the skip link moves the focus itself.
  jump.addEventListener("click", (event) => { event.preventDefault(); const target = document.getElementById(jump.dataset.jump); target.focus(); target.scrollIntoView(); });
}
readFragment();
render();
addEventListener("hashchange", () => { readFragment(); render(); });
let drawnWidth = innerWidth, pause = 0;
addEventListener("resize", () => {
  clearTimeout(pause);
  pause = setTimeout(() => { if (innerWidth !== drawnWidth) { drawnWidth = innerWidth; render(); } }, 120);
});
// Paper is drawn as a desk-wide page; the browser shrinks it to the sheet.
addEventListener("beforeprint", () => { document.body.style.width = "1040px"; render(); });
addEventListener("afterprint", () => { document.body.style.width = ""; render(); });
