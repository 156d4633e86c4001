// Making elements without markup in strings: text stays text, whatever a headline holds.
const SVG = "http://www.w3.org/2000/svg";

function fill(node, attributes, children) {
  for (const [name, value] of Object.entries(attributes)) {
    if (value === null || value === undefined || value === false) continue;
    if (name.startsWith("on")) node.addEventListener(name.slice(2), value);
    else node.setAttribute(name, value === true ? "" : value);
  }
  node.append(...children.flat(Infinity).filter((child) => child !== null && child !== undefined && child !== false));
  return node;
}

function element(name, attributes = {}, ...children) {
  return fill(document.createElement(name), attributes, children);
}

function shape(name, attributes = {}, ...children) {
  return fill(document.createElementNS(SVG, name), attributes, children);
}

function drawing(width, height, label, attributes, ...children) {
  return shape("svg", { viewBox: `0 0 ${width} ${height}`, width, height, role: "img", "aria-label": label, ...attributes }, ...children);
}

function put(id, ...children) {
  const node = document.getElementById(id);
  node.replaceChildren(...children.flat(Infinity).filter(Boolean));
  return node;
}

function cardHead(title, sub, ...tools) {
  return element(
    "div",
    { class: "card-head" },
    element("div", {}, element("h2", {}, title), sub && element("p", { class: "sub" }, sub)),
    ...tools,
  );
}

function segmented(label, choices, chosen, choose, attributes = {}) {
  const name = choices.map(([value]) => value).join();
  const buttons = choices.map(([value, text, disabled, title]) =>
    element(
      "button",
      {
        type: "button",
        "aria-pressed": String(value === chosen),
        "aria-label": title,
        title,
        disabled: disabled || null,
        "data-key": `${name} ${value}`,
        onclick: () => choose(value),
      },
      text,
    ),
  );
  return element("div", { class: "segmented", role: "group", "aria-label": label, ...attributes }, ...buttons);
}

function swatch(slot) {
  return element("span", { class: slot ? `swatch line-${slot}` : "swatch none", "aria-hidden": "true" });
}

function mark(status) {
  const sign = { ok: "✓", suspect: "?", gap: "!", outage: "✕", open: "…" }[status] ?? "";
  return element("span", { class: `state ${status}` }, `${sign} ${word(`status_${status}`)}`);
}

// A table that can be scrolled by keyboard where it is wider or longer than its place. Heads: [text, class or nothing].
function scrollable(label, heads, rows, kind = null) {
  return element(
    "div",
    { class: "scroll", tabindex: "0", role: "region", "aria-label": label },
    element(
      "table",
      { class: kind },
      element(
        "thead",
        {},
        element(
          "tr",
          {},
          heads.map(([text, name]) => element("th", { scope: "col", class: name }, text)),
        ),
      ),
      element(
        "tbody",
        {},
        rows.map((cells) => element("tr", {}, cells)),
      ),
    ),
  );
}

// A table of the same numbers as the chart above it. Columns: [heading, value of a row, "number" or nothing, text of a value].
function tableUnder(title, name, columns, rows) {
  const texts = (row) => columns.map(([, value, , text]) => (text ?? ((v) => v ?? word("no_number")))(value(row), row));
  const body = () =>
    scrollable(
      word("table_of", { title }),
      columns.map(([head, , kind]) => [head, kind]),
      rows.map((row) =>
        texts(row).map((text, place) =>
          place ? element("td", { class: columns[place][2] }, text) : element("th", { scope: "row" }, text),
        ),
      ),
    );
  const tools = element(
    "div",
    { class: "table-tools" },
    element("button", { type: "button", class: "button", onclick: () => saveCsv(name, columns, rows) }, word("csv")),
  );
  const details = element("details", { "data-key": name }, element("summary", {}, word("table")));
  const open = () => details.open && details.childElementCount === 1 && details.append(tools, body());
  const unfolded = () => state.tables.split(",").filter(Boolean);
  details.addEventListener("toggle", () => {
    open();
    const others = unfolded().filter((table) => table !== name);
    note({ tables: (details.open ? [...others, name] : others).join() });
  });
  details.open = unfolded().includes(name);
  open();
  return details;
}

function saveCsv(name, columns, rows) {
  // A cell that a spreadsheet would run as a formula gets an apostrophe: the rule of warehouse/outgoing.py.
  const cell = (value) => {
    if (value === null || value === undefined) return "";
    const text =
      typeof value === "string"
        ? value
            .replace(/[\0-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f]/g, "\ufffd")
            .replace(
              /^([\0-\x20\x7f\xa0\u2000-\u200f\u2028-\u202f\u2060-\u2069\u3000\ufeff]*[=+@\uff1d\uff0b\uff20\uff0d-]|[\t\r\n])/,
              "'$1",
            )
            .replace(/([;\t\r\n])([=+@\uff1d\uff0b\uff20\uff0d-])/g, "$1'$2")
        : String(value);
    return /[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
  };
  const lines = [columns.map(([head]) => cell(head)), ...rows.map((row) => columns.map(([, value]) => cell(value(row))))];
  // The mark at the beginning tells Excel that the file is UTF-8.
  const blob = new Blob(["\ufeff" + lines.map((line) => line.join(",")).join("\r\n") + "\r\n"], { type: "text/csv;charset=utf-8" });
  const link = element("a", { href: URL.createObjectURL(blob), download: `kronika-${name}-${span().from}-${span().to}.csv` });
  link.click();
  setTimeout(() => URL.revokeObjectURL(link.href), 10000);
}
