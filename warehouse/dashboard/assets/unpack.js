// The page's data as they stand in its source: JSON, gzipped, in base64.
async function readData() {
  const bytes = Uint8Array.from(atob(document.getElementById("page-data").textContent), (letter) => letter.charCodeAt(0));
  const text = new Blob([bytes]).stream().pipeThrough(new DecompressionStream("gzip"));
  return new Response(text).json();
}

// The same data, read back from their short form: rows from columns, whole series from trimmed ones.
function unpacked(short) {
  const days = short.days.length;
  for (const [name, value] of Object.entries(short)) if (value?.columns) short[name] = rowsOf(value, days);
  for (const story of short.stories) story.editions = [];
  for (const edition of short.story_editions) short.stories[edition.story].editions.push(edition);
  return short;
}

function rowsOf({ columns, series, count }, days) {
  const read = Object.entries(columns).map(([name, column]) => {
    if (series.includes(name)) return [name, column.map((trimmed) => spread(trimmed, days))];
    return [name, Array.isArray(column) ? column : column.at.map((place) => column.values[place])];
  });
  return Array.from({ length: count }, (_, row) => Object.fromEntries(read.map(([name, column]) => [name, column[row]])));
}

// The first number says on which day the others begin, one below zero how many days hold nothing; all other days hold nothing.
function spread([first, ...values], days) {
  const whole = new Array(days).fill(0);
  let day = first;
  for (const value of values) {
    if (value < 0) day -= value;
    else whole[day++] = value;
  }
  return whole;
}
