"""Templates: files in templates/ whose `{{name}}`s are filled; what is filled in is not looked at again."""

import re
from functools import cache
from html import escape
from pathlib import Path

_FOLDER = Path(__file__).parent / "templates"
_BLANK = re.compile(r"{{(\w+)}}")


@cache
def _pieces(name: str) -> list[str]:
    """Split a template: literal text at even places, names of blanks at odd ones."""
    return _BLANK.split((_FOLDER / name).read_text(encoding="utf-8"))


def filled_template(name: str, **values: str) -> str:
    """Return the template with its blanks filled by HTML (escape text before).

    Raises:
        KeyError: a blank has no value.
    """
    pieces = _pieces(name)
    return "".join(values[piece] if place % 2 else piece for place, piece in enumerate(pieces))


def spaced(text: str) -> str:
    """Return text as HTML, with a no-break space wherever a Ukrainian typesetter likes one."""
    html = escape(text)
    return (
        html.replace(" — ", "&nbsp;— ")
        .replace(" – ", "&nbsp;– ")
        .replace(" млн", "&nbsp;млн")
        .replace(" у ", " у&nbsp;")
    )
