// Where numbers are missing or doubtful: days in a row with the same trouble, and what to do about it.
function gapRows() {
  const { first } = span(),
    days = periodDays();
  return editionScopes()
    .flatMap((scope) => {
      const row = completenessRows.get(String(scope.place));
      if (!row) return [];
      const found = [];
      inPeriod(row.status).forEach((status, place) => {
        const before = found.at(-1);
        if (status === "ok" || status === null) return;
        if (before?.status === status && before.end === place - 1) before.end = place;
        else found.push({ scope, status, start: place, end: place });
      });
      return found.map((gap) => ({
        ...gap,
        from: days[gap.start],
        to: days[gap.end],
        count: gap.end - gap.start + 1,
        ...lossOf(row, first + gap.start, first + gap.end),
      }));
    })
    .sort((a, b) => SEVERITY.indexOf(b.status) - SEVERITY.indexOf(a.status) || (a.to < b.to ? 1 : -1));
}

// Articles seen, and as many as there should have been: the estimate, or else what the weekday usually has.
function lossOf(row, start, end) {
  const places = Array.from({ length: end - start + 1 }, (_, ahead) => start + ahead);
  const due = places.map((day) =>
    row.completeness[day] === null ? row.weekday_median_count[day] : Math.max(row.estimated_count[day] ?? 0, row.known_count[day]),
  );
  return {
    parsed: sum(places.map((day) => row.parsed_count[day])),
    due: due.every((value) => value === null) ? null : Math.round(sum(due)),
  };
}

function renderGaps() {
  const rows = gapRows();
  const head = cardHead(word("gaps"), word("gaps_sub"));
  if (!periodDays().length) return put("gaps", head, emptyNote());
  if (!rows.length) return put("gaps", head, element("p", { class: "empty" }, mark("ok"), ` ${word("no_gaps")}`));
  const heads = [
    [word("days_head")],
    [word("edition")],
    [word("status")],
    [word("parsed"), "number"],
    [word("due"), "number"],
    [word("what_to_do")],
  ];
  put(
    "gaps",
    head,
    scrollable(
      word("gaps"),
      heads,
      rows.map((row) => [
        element(
          "th",
          { scope: "row" },
          row.count > 1 ? `${dayText(row.from)} – ${dayText(row.to)} (${counted("days", row.count)})` : dayText(row.from),
        ),
        element("td", {}, fullScope(row.scope)),
        element("td", {}, mark(row.status)),
        element("td", { class: "number" }, number(row.parsed)),
        element("td", { class: "number" }, number(row.due)),
        element("td", { class: "advice" }, gapAdvice(row)),
      ]),
    ),
    tableUnder(
      word("gaps"),
      "gaps",
      [
        [word("from"), ({ from }) => from],
        [word("to"), ({ to }) => to],
        [word("outlet"), ({ scope }) => scope.outlet],
        [word("edition"), ({ scope }) => scope.edition],
        [word("status"), ({ status }) => status, null, (status) => word(`status_${status}`)],
        [word("parsed"), ({ parsed }) => parsed, "number", (value) => number(value)],
        [word("due"), ({ due }) => due, "number", (value) => number(value)],
      ],
      rows,
    ),
  );
  return null;
}

// The command that fills the days; a suspect day that is not over needs nothing yet.
function gapAdvice({ status, scope, from, to, end }) {
  if (status === "suspect" && openSeries()[end]) return word("advice_open");
  return [
    word(`advice_${status}`),
    " ",
    element("code", {}, `kronika backfill --outlet ${scope.outlet} --from ${from} --to ${to}${status === "gap" ? "" : " --again"}`),
  ];
}

function renderTrustFigures() {
  const rows = gapRows(),
    fields = fieldRows(),
    drifting = fields.filter(({ drifts }) => drifts);
  put("trust-figures", completenessFigure(), gapFigure(rows), delayFigure(), fieldFigure(fields, drifting), editFigure());
}

function gapFigure(rows) {
  const days = new Set(rows.flatMap(({ start, end }) => Array.from({ length: end - start + 1 }, (_, ahead) => start + ahead)));
  const missing = sum(rows.map(({ due, parsed }) => Math.max(0, (due ?? 0) - parsed)));
  return figure(
    word("gap_figure"),
    [[number(days.size), word("of_days", { n: number(periodDays().length) })]],
    rows.length ? word("gap_note", { n: number(missing) }) : word("no_gaps"),
  );
}

function fieldFigure(fields, drifting) {
  return figure(
    word("field_figure"),
    [
      [
        fields.length ? number(fields.length - drifting.length) : number(null),
        fields.length ? word("of_days", { n: number(fields.length) }) : null,
      ],
    ],
    drifting.length
      ? element("span", { class: "state suspect" }, `? ${drifting.map(({ field }) => fieldTitle(field)).join(", ")}`)
      : fields.length
        ? mark("ok")
        : null,
  );
}
