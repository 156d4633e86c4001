// Share of voice: how the topics of a competitive set divide what it holds; a story of several topics counts in parts.
const SETS_AT_ONCE = 3;
const VOICES = ["articles", "stories", "main_role", "views"];

function voiceSets() {
  return [...new Set(page.voices.map(({ set }) => set))].sort();
}

function setTitle(set) {
  return page.voices.find((row) => row.set === set).set_title;
}

// Topics of a set with their weights by day, the loudest first.
function voiceRows(set) {
  const chosen = places(wholeScopes());
  const rows = page.voices.filter((row) => row.set === set && chosen.includes(row.scope));
  return [...Map.groupBy(rows, ({ topic, title }) => topic ?? title).values()]
    .map((group) => {
      const values = added(group.map((row) => inPeriod(row[state.voice])));
      return {
        title: group[0].topic === null ? group[0].title : topicTitle(page.topics[group[0].topic]),
        topic: group[0].topic,
        values,
        count: sum(values),
      };
    })
    .sort((a, b) => b.count - a.count || (a.title < b.title ? -1 : 1));
}

function renderVoices() {
  const sets = voiceSets();
  document.getElementById("voices").hidden = !sets.length || state.content === "paid";
  if (!sets.length) return null;
  const many = sets.length > SETS_AT_ONCE,
    shown = many ? [state.set] : sets;
  const choose = many
    ? choice(
        "set",
        word("set"),
        sets.map((set) => [set, setTitle(set)]),
      )
    : null;
  return putVoices("voices", word("voices_sub"), choose, shown, null);
}

function renderTopicVoices(topic) {
  const sets = voiceSets().filter((set) => page.voices.some((row) => row.set === set && row.topic === topic.place));
  document.getElementById("topic-voices").hidden = !sets.length;
  return sets.length ? putVoices("topic-voices", word("topic_voices_sub"), null, sets, topic.place) : null;
}

function putVoices(id, sub, choose, sets, own) {
  const measures = VOICES.map((voice) => [voice, word(`voice_${voice}`)]);
  return put(
    id,
    cardHead(word("voices"), sub, choose),
    element(
      "div",
      { class: "tools" },
      segmented(word("measure"), measures, state.voice, (voice) => change({ voice }), { class: "segmented wide" }),
    ),
    sets.map((set) => [element("h3", { class: "chart-title" }, element("bdi", {}, setTitle(set))), voiceMix(set, own)]),
    wholeness(),
    sets.map((set, place) => voiceTable(set, `${id}-${place}`)),
  );
}

function voiceMix(set, own) {
  const rows = voiceRows(set),
    all = sum(rows.map(({ count }) => count)),
    trend = periodDays().length > 1;
  if (!all) return element("p", { class: "empty" }, word("no_voices"), element("br"), word("nothing_hint_period"));
  return element(
    "div",
    { class: "mix" },
    element("span", { class: "head" }),
    element("span", { class: "head" }),
    element("span", { class: "head number" }, word("share")),
    element("span", { class: "head number" }, word("count")),
    element("span", { class: "head trend" }, trend ? word("by_day") : ""),
    rows
      .filter(({ count }) => count)
      .map((row) => [
        element(
          "span",
          { class: row.topic === own && own !== null ? "name own" : "name", title: row.title },
          row.topic === null || row.topic === own
            ? element("bdi", {}, row.title)
            : topicLink({ ...page.topics[row.topic], place: row.topic }),
        ),
        wide(row.topic === own || own === null ? "bar" : "bar other", row.count / rows[0].count),
        element("span", { class: "number" }, percent(row.count / all)),
        element("span", { class: "number soft" }, state.voice === "views" ? compact(Math.round(row.count)) : number(row.count, 1)),
        element("span", { class: "trend" }, trend ? spark(row.values) : null),
      ]),
  );
}

function voiceTable(set, name) {
  const rows = voiceRows(set),
    totals = added(rows.map(({ values }) => values)),
    all = sum(totals);
  return tableUnder(
    `${word("voices")}: ${setTitle(set)}`,
    name,
    [
      [word("topic"), ({ title }) => title],
      [word("share"), ({ count }) => (all ? exact(count / all) : null), "number", (value) => percent(value)],
      ...periodDays().map((day, place) => [
        dayText(day),
        ({ values }) => (totals[place] ? exact(values[place] / totals[place]) : null),
        "number",
        (value) => percent(value),
      ]),
    ],
    rows,
  );
}
