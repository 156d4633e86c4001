"""Texts on their way out, to spreadsheets and programs: nothing takes them for a formula or a command of a terminal.

The rule for every CSV (OWASP, "CSV Injection"): a text gets an apostrophe where a spreadsheet would begin a formula, that
is before `=`, `+`, `-`, `@` and their full-width forms at its beginning, blanks and characters without a width apart; before
a tab or line break at its beginning; and before one of the four that follows a semicolon, tab or line break inside, where
a spreadsheet of another locale would begin a cell. Control characters become U+FFFD. Numbers, dates and booleans stay.
"""

import json
import re

_BLANK = "[\\x00-\\x20\\x7f\u00a0\u2000-\u200f\u2028-\u202f\u2060-\u2069\u3000\ufeff]*"
_SIGN = "[=+@\uff1d\uff0b\uff20\uff0d-]"
_FORMULA = f"^({_BLANK}{_SIGN}|[\\t\\r\\n])"
_INNER_FORMULA = f"([;\\t\\r\\n])({_SIGN})"
_CONTROL = r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f]"
"""The three read the same in Python's `re` and in duckdb's RE2."""

_LIKE_A_COMMAND = re.compile("[\x7f-\x9f\u061c\u200b-\u200f\u2028-\u202e\u2060-\u2069\ud800-\udfff\ufeff]")


def csv_text(text: str) -> str:
    """Return a text as it stands in a CSV file."""
    text = re.sub(_CONTROL, "\ufffd", text)
    return re.sub(_INNER_FORMULA, r"\1'\2", re.sub(_FORMULA, r"'\1", text))


def csv_expression(text: str) -> str:
    """Return the SQL expression that makes of a text, given as an expression, what `csv_text` does."""
    control, first, inner = (_literal(pattern) for pattern in (_CONTROL, _FORMULA, _INNER_FORMULA))
    clean = f"regexp_replace({text}, {control}, '\ufffd', 'g')"
    return f"regexp_replace(regexp_replace({clean}, {first}, '''\\1'), {inner}, '\\1''\\2', 'g')"


def json_text(value: object, **options: object) -> str:
    """Return a value as JSON in which what a terminal would obey, or not show, is written as an escape."""
    text = json.dumps(value, ensure_ascii=False, **options)  # type: ignore[arg-type]  # json's own options
    return _LIKE_A_COMMAND.sub(lambda match: f"\\u{ord(match[0]):04x}", text)


def _literal(text: str) -> str:
    return "'" + text.replace("'", "''") + "'"
