// Numbers, days and instants as people of each language write them.
function locale() {
  return state.lang === "uk" ? "uk-UA" : "en-GB";
}

function number(value, digits = 0) {
  if (value === null || value === undefined) return word("no_number");
  return new Intl.NumberFormat(locale(), { maximumFractionDigits: digits }).format(value);
}

function compact(value) {
  if (value === null || value === undefined) return word("no_number");
  return new Intl.NumberFormat(locale(), { notation: value < 10000 ? "standard" : "compact", maximumFractionDigits: 1 }).format(value);
}

function percent(value, digits = 1) {
  if (value === null || value === undefined) return word("no_number");
  const places = value === 0 || value === 1 ? 0 : digits;
  return new Intl.NumberFormat(locale(), { style: "percent", minimumFractionDigits: places, maximumFractionDigits: places }).format(value);
}

// A calendar day has no zone: it is formatted in UTC from its own midnight in UTC.
function dayText(day, options = { day: "numeric", month: "short" }) {
  return new Intl.DateTimeFormat(locale(), { ...options, timeZone: "UTC" }).format(new Date(`${day}T00:00:00Z`));
}

function longDay(day) {
  return dayText(day, { weekday: "long", day: "numeric", month: "long" });
}

function instantText(instant, options = { day: "numeric", month: "short", hour: "2-digit", minute: "2-digit" }) {
  return new Intl.DateTimeFormat(locale(), { ...options, timeZone: page.zone }).format(new Date(instant));
}

// The day of the reporting zone, whatever zone the reader's clock is in.
function instantDay(instant) {
  return instantText(instant, { day: "numeric", month: "short" });
}

function duration(minutes) {
  if (minutes === null || minutes === undefined) return word("no_number");
  if (minutes < 100) return word("minutes", { n: number(minutes, minutes < 10 ? 1 : 0) });
  if (minutes < 2880) return word("hours", { n: number(minutes / 60, 1) });
  return word("unit_days", { n: number(minutes / 1440, 1) });
}

// A number for a table and its file: short, but never rounded so that rounding again says something else.
function exact(value) {
  return value === null || value === undefined ? null : Number(value.toFixed(6));
}

function isWeekend(day) {
  return [0, 6].includes(new Date(`${day}T00:00:00Z`).getUTCDay());
}

function isMonday(day) {
  return new Date(`${day}T00:00:00Z`).getUTCDay() === 1;
}

// Case and the apostrophes that keyboards mix up do not matter to a search.
function folded(text) {
  return text
    .toLocaleLowerCase("uk")
    .normalize("NFC")
    .replace(/[’ʼ'`]/g, "'")
    .replace(/ё/g, "е")
    .replace(/ґ/g, "г");
}

function sum(values) {
  return values.reduce((total, value) => total + (value ?? 0), 0);
}
