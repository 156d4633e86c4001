"""What a page says it is about, in a sentence or two."""

import html
from collections.abc import Callable

from transforms.generic.body_features import find_headline, fold
from transforms.generic.document import Document
from transforms.generic.sourced import Sourced
from transforms.generic.standfirst import find_standfirst
from transforms.text import collapse

_CUT = ("…", "...", "[…]", "[...]")
_COMPARED = 40
"""By how many characters at their beginnings two descriptions are told to be the same."""
SHOWN = "html:standfirst"


def find_description(document: Document, headline: str | None) -> Sourced[str] | None:
    """Return the description: what the page shows above its text, else what its metadata say.

    What two of those say in the same words is trusted more than what one says. Where the description is cut off and another source
    has it whole, it is the whole one.

    Args:
        document: the page.
        headline: what is known to be its headline.
    """
    found = [(source, text) for source, read in SOURCES if (text := collapse(html.unescape(read(document) or "")))]
    agreed = [one for one in found if sum(text == one[1] for _, text in found) > 1]
    outline = document.outline
    shown = find_standfirst(outline, find_headline(outline, fold(headline)) if headline else None)
    if shown is not None:
        found.insert(0, (SHOWN, shown))
    if not found:
        return None
    source, text = agreed[0] if agreed and shown is None else found[0]
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
"""Where the metadata say it, the most trusted first."""
