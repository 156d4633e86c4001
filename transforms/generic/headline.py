"""The headline of a page."""

from transforms.generic.document import Document
from transforms.generic.sourced import Sourced


def find_headline(document: Document) -> Sourced[str] | None:
    """Return the headline, without the outlet's name."""
    value = document.meta("og:title", "twitter:title") or next(iter(document.titles), None)
    return Sourced(value, "meta") if value else None
