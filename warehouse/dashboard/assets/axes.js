// What charts share: the day axis with its weekends, a value axis, and a cursor for mouse, touch and keyboard.
function ticksTo(highest, count = 4) {
  if (!(highest > 0)) return [0, 1];
  const rough = highest / count;
  const power = 10 ** Math.floor(Math.log10(rough));
  let step = [1, 2, 5, 10].map((factor) => factor * power).find((size) => size >= rough);
  if (highest >= 1 && step < 1) step = 1;
  return Array.from({ length: Math.ceil(highest / step - 1e-9) + 1 }, (_, place) => place * step);
}

// Days side by side, right of a gutter for the values' labels where there is one.
function bands(width, count, gutter = 0) {
  const step = (width - gutter) / Math.max(count, 1);
  const left = (place) => gutter + place * step;
  return { step, gutter, width, left, middle: (place) => left(place + 0.5), at: (x) => Math.floor((x - gutter) / step) };
}

function weekendBands(days, band, height) {
  return days.map((day, place) =>
    isWeekend(day) && days.length > 1 ? shape("rect", { class: "weekend", x: band.left(place), y: 0, width: band.step, height }) : null,
  );
}

function dayAxis(days, band, y) {
  const room = 54;
  const every = Math.max(1, Math.ceil(room / band.step));
  const mondays = days.map((day, place) => place).filter((place) => isMonday(days[place]));
  const thinned = mondays.filter((_, place) => place % Math.max(1, Math.ceil(room / (7 * band.step))) === 0);
  const places = every === 1 || thinned.length < 2 ? days.map((_, place) => place).filter((place) => place % every === 0) : thinned;
  const options = band.step > 92 ? { weekday: "short", day: "numeric", month: "short" } : { day: "numeric", month: "short" };
  return places.map((place) => {
    const middle = band.middle(place);
    const anchor = middle - band.gutter < 24 ? "start" : middle > band.width - 24 ? "end" : "middle";
    const x =
      anchor === "start"
        ? Math.max(band.gutter, middle - band.step / 2)
        : anchor === "end"
          ? Math.min(band.width, middle + band.step / 2)
          : middle;
    return shape("text", { x, y, "text-anchor": anchor }, dayText(days[place], options));
  });
}

// Values stand in the gutter, or above their lines where the plot has to line up with what is drawn below it.
function valueAxis(ticks, y, band, text) {
  return ticks.map((tick) => [
    shape("line", { class: "grid", x1: band.gutter, x2: band.width, y1: y(tick), y2: y(tick) }),
    band.gutter
      ? shape("text", { x: band.gutter - 8, y: y(tick) + 4, "text-anchor": "end" }, text(tick))
      : tick
        ? shape("text", { x: 2, y: y(tick) - 4, class: "halo" }, text(tick))
        : null,
  ]);
}

// Lets a person walk over the days of a chart; `describe` gives what the tip says of a day.
function walkable(svg, count, band, top, height, describe) {
  const cursor = shape("line", { class: "cursor", y1: top, y2: height, visibility: "hidden" });
  let place = count - 1;
  const show = (next, at) => {
    place = Math.max(0, Math.min(count - 1, next));
    const x = band.middle(place);
    fill(cursor, { x1: x, x2: x, visibility: "visible" }, []);
    const box = svg.getBoundingClientRect();
    showTip(describe(place), at ?? { x: box.left + x * (box.width / band.width), y: box.top + box.height / 3 });
  };
  const hide = () => {
    cursor.setAttribute("visibility", "hidden");
    hideTip();
  };
  svg.append(cursor);
  svg.addEventListener("pointermove", (event) => {
    const box = svg.getBoundingClientRect();
    show(band.at(((event.clientX - box.left) / box.width) * band.width), { x: event.clientX, y: event.clientY });
  });
  svg.addEventListener("pointerleave", hide);
  svg.addEventListener("focus", () => svg.matches(":focus-visible") && show(place));
  svg.addEventListener("blur", hide);
  svg.addEventListener("keydown", (event) => {
    const steps = { ArrowLeft: -1, ArrowRight: 1, PageUp: -7, PageDown: 7, Home: -count, End: count };
    if (event.key === "Escape") hide();
    if (!(event.key in steps)) return;
    event.preventDefault();
    show(place + steps[event.key]);
  });
}

function showTip(content, { x, y }) {
  const tip = put("tip", ...content);
  tip.hidden = false;
  const { width, height } = tip.getBoundingClientRect();
  tip.style.left = `${Math.max(8, Math.min(x + 14, innerWidth - width - 8))}px`;
  tip.style.top = `${y + 18 + height > innerHeight ? Math.max(8, y - height - 14) : y + 18}px`;
}

function hideTip() {
  document.getElementById("tip").hidden = true;
}

function tipRow(slot, name, value) {
  return element(
    "div",
    { class: "row" },
    slot ? swatch(slot) : null,
    element("span", {}, name),
    element("span", { class: "number" }, value),
  );
}

// What the tip says of a day before the chart's own numbers.
function tipDay(place) {
  const day = periodDays()[place];
  const notes = [
    openSeries()[place] ? word("unfinished") : null,
    statusSeries()[place] === "ok" ? null : word(`status_${statusSeries()[place]}`),
  ];
  return element("b", {}, [longDay(day), ...notes.filter(Boolean)].join(" · "));
}

function emptyNote() {
  return element("p", { class: "empty" }, word("nothing"), element("br"), word("nothing_hint"));
}
