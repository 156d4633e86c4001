"""What a page says it is about, in a sentence or two."""

import html
from collections.abc import Callable, Sequence

from transforms.generic.body_features import find_headline, fold
from transforms.generic.document import Document
from transforms.generic.sourced import Sourced
from transforms.generic.standfirst import find_standfirst
from transforms.text import collapse

_CUT = ("…", "...", "[…]", "[...]")
_COMPARED = 40
"""By how many characters at their beginnings two descriptions are told to be the same."""
_SHOWN = "html:standfirst"


def find_description(document: Document, headline: str | None) -> Sourced[str] | None:
    """Return the description: what the page shows above its text, else what its metadata say.

    What two of those say in the same words is trusted more than what one says. Where the description is cut off and another source
    has it whole, it is the whole one.

    Args:
        document: the page.
        headline: what is known to be its headline.
    """
    outline = document.outline
    standfirst = find_standfirst(outline, find_headline(outline, fold(headline or "")))
    stated = [(source, text) for source, read in SOURCES if (text := collapse(html.unescape(read(document) or "")))]
    found = stated if standfirst is None else [(_SHOWN, standfirst.text), *stated]
    if not found:
        return None
    source, text = _whole(_most_trusted(stated) if standfirst is None else found[0], found)
    return Sourced(text, source, tuple(name for name, other in found if other[:_COMPARED] != text[:_COMPARED]))


def _most_trusted(stated: Sequence[tuple[str, str]]) -> tuple[str, str]:
    texts = [text for _, text in stated]
    return next((one for one in stated if texts.count(one[1]) > 1), stated[0])


def _whole(chosen: tuple[str, str], found: Sequence[tuple[str, str]]) -> tuple[str, str]:
    """Return the longest that begins as the chosen one does and is not cut off, where that one is."""
    if not chosen[1].endswith(_CUT):
        return chosen
    start = chosen[1][:_COMPARED]
    longer = [one for one in found if one[1].startswith(start) and not one[1].endswith(_CUT)]
    return max([chosen, *longer], key=lambda one: len(one[1]))


def _in_meta(*names: str) -> Callable[[Document], str | None]:
    return lambda document: document.meta(*names)


SOURCES: tuple[tuple[str, Callable[[Document], str | None]], ...] = (
    ("meta:og:description", _in_meta("og:description")),
    ("meta:description", _in_meta("description")),
    ("meta:twitter:description", _in_meta("twitter:description")),
)
"""Where the metadata say it, the most trusted first."""
