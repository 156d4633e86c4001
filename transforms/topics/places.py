"""Where in a TOML file a topic and its query stand: the parser of the standard library does not tell."""

import re

_ESCAPE = re.compile(r"\\(?:u[0-9A-Fa-f]{4}|U[0-9A-Fa-f]{8}|[ \t]*\r?\n\s*|.)", re.DOTALL)
_QUOTES = ("'''", '"""', "'", '"')


def table_line(text: str, table: str) -> int | None:
    """Return the number of the line on which a table such as topics.drones begins, from 1; None where it is not found."""
    dot = r"[ \t]*\.[ \t]*"
    name = dot.join(rf"[\"']?{re.escape(part)}[\"']?" for part in table.split("."))
    found = re.search(rf"^[ \t]*\[{{1,2}}[ \t]*{name}(?![\w-])", text, re.MULTILINE)
    return None if found is None else text.count("\n", 0, found.start()) + 1


def query_line(text: str, topic: str) -> int | None:
    """Return the number of the line with a topic's query, from 1; that of its table where there is none."""
    begin = table_line(text, f"topics.{topic}")
    if begin is None:
        return None
    lines = text.splitlines()
    for number in range(begin, len(lines)):
        if re.match(r"\s*\[", lines[number]):
            break
        if re.match(r"\s*[\"']?query[\"']?\s*=", lines[number]):
            return number + 1
    return begin


def place_in_query(text: str, line: int | None, offset: int) -> tuple[int | None, int | None]:
    """Return line and column, both from 1, of a place in a query's text; no column where the query is not found there."""
    if line is None:
        return None, None
    begin = sum(len(each) for each in text.splitlines(keepends=True)[: line - 1])
    value = re.compile(r"[^=\n]*=[ \t]*").match(text, begin)
    quote = next((each for each in _QUOTES if value and text.startswith(each, value.end())), None)
    if value is None or quote is None:
        return line, None
    at = _offset_in_file(text, value.end() + len(quote), quote, offset)
    if at is None:
        return line, None
    before = text[:at]
    return before.count("\n") + 1, at - (before.rfind("\n") + 1) + 1


def _offset_in_file(text: str, begin: int, quote: str, offset: int) -> int | None:
    """Walk through a TOML string until as many characters of its value have passed."""
    if len(quote) == 3:
        begin += _line_end(text, begin)
    places = [begin]
    while len(places) <= offset:
        at = places[-1]
        escape = _ESCAPE.match(text, at) if quote[0] == '"' else None
        end = escape.end() if escape else at + max(1, _line_end(text, at))
        if at >= len(text):
            return None
        if escape and "\n" in escape.group():  # a line that goes on: no character of the value
            places[-1] = end
        else:
            places.append(end)
    return places[offset]


def _line_end(text: str, at: int) -> int:
    """Return how many characters the end of a line takes there; 0 where there is none."""
    return 2 if text.startswith("\r\n", at) else int(text.startswith("\n", at))
