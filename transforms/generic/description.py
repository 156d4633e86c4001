"""What a page says it is about, in a sentence or two."""

import html
from collections.abc import Callable

from transforms.generic.document import Document
from transforms.generic.sourced import Sourced
from transforms.text import collapse

_CUT = ("…", "...", "[…]", "[...]")
_COMPARED = 40
"""By how many characters at their beginnings two descriptions are told to be the same."""


def find_description(document: Document) -> Sourced[str] | None:
    """Return the description; where it is cut off and another source has it whole, the whole one.

    What two other sources say in the same words is trusted more than what one says.
    """
    found = [(source, text) for source, read in SOURCES if (text := collapse(html.unescape(read(document) or "")))]
    if not found:
        return None
    texts = [text for _, text in found]
    source, text = next((one for one in found if texts.count(one[1]) > 1), found[0])
    if text.endswith(_CUT):
        start = text[:_COMPARED]
        source, text = max(
            (one for one in found if one[1].startswith(start) and (one[0] == source or not one[1].endswith(_CUT))),
            key=lambda one: len(one[1]),
        )
    return Sourced(text, source, tuple(name for name, other in found if other[:_COMPARED] != text[:_COMPARED]))


def _in_meta(*names: str) -> Callable[[Document], str | None]:
    return lambda document: document.meta(*names)


SOURCES: tuple[tuple[str, Callable[[Document], str | None]], ...] = (
    ("meta:og:description", _in_meta("og:description")),
    ("meta:description", _in_meta("description")),
    ("meta:twitter:description", _in_meta("twitter:description")),
)
"""Where the description stands, the most trusted first."""
