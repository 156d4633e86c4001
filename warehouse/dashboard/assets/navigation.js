// The page's views and the ways between them: real links, so that they open in a new tab and are read out as links.
function renderNavigation() {
  put(
    "views-of-page",
    VIEWS.map((view) =>
      viewLink({ view }, word(`view_${view}`), { "aria-current": view === state.view ? "page" : null, "data-key": `view ${view}` }),
    ),
  );
}

// A link to another state of the page; the modifier keys that open a tab do what they always do.
function viewLink(changes, text, attributes = {}) {
  const follow = (event) => {
    if (event.metaKey || event.ctrlKey || event.shiftKey || event.button) return;
    event.preventDefault();
    go(changes);
  };
  return element("a", { href: fragmentOf({ ...state, shown: String(STORIES_AT_ONCE), ...changes }), onclick: follow, ...attributes }, text);
}

function topicLink(topic, attributes = {}) {
  return viewLink(topicState(topic), element("bdi", {}, topicTitle(topic)), {
    title: word("open_topic", { topic: topicTitle(topic) }),
    ...attributes,
  });
}

function topicState(topic) {
  return { view: "topic", topic: topic.id };
}

function go(changes) {
  const other = changes.view !== state.view || (changes.topic !== undefined && changes.topic !== state.topic);
  change(changes);
  if (!other) return;
  scrollTo(0, 0);
  document.getElementById("page-title").focus({ preventScroll: true });
}

// The topic of the topic page: the chosen one, else the most covered.
function pageTopic() {
  const place = page.topics.findIndex(({ id }) => id === state.topic);
  if (place >= 0) return { ...page.topics[place], place };
  return rankedTopics()[0] ?? (page.topics.length ? { ...page.topics[0], place: 0 } : null);
}

function viewTitle() {
  if (state.view !== "topic") return word(`title_${state.view}`);
  const topic = pageTopic();
  return topic ? topicTitle(topic) : word("view_topic");
}

// Read out after a choice: what the page shows now.
function announce() {
  const { from, to } = span();
  put(
    "live",
    from ? word("live", { title: viewTitle(), from: dayText(from), to: dayText(to), n: number(sum(articleSeries())) }) : word("nothing"),
  );
}

// How far the counts of a card can be trusted; nothing where they are whole.
function wholeness() {
  const { first } = span();
  const days = periodDays()
    .map((_, place) => completenessOf(first + place))
    .filter(Boolean);
  const all = sum(days.map((day) => day.all)),
    parsed = sum(days.map((day) => day.parsed));
  const troubled = statusSeries().filter((status) => status !== "ok").length;
  const open = openSeries().lastIndexOf(true);
  const notes = [
    all && parsed / all < 0.9995 ? word("seen_share", { n: wholePercent(parsed / all) }) : null,
    troubled ? word("troubled", { days: counted("days", troubled) }) : null,
    open >= 0 ? word("day_open", { day: dayText(periodDays()[open]) }) : null,
  ].filter(Boolean);
  if (!notes.length) return null;
  return element(
    "p",
    { class: "remark wholeness" },
    notes.join(" · "),
    " · ",
    viewLink({ view: "trust" }, word("why"), { "aria-label": word("why_long") }),
  );
}

// Never rounded up to whole.
function wholePercent(share) {
  return percent(Math.floor(share * 1000) / 1000);
}
