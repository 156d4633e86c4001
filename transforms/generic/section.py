"""The section that an article stands in."""

from transforms.generic.document import Document
from transforms.generic.sourced import Sourced


def find_section(document: Document) -> Sourced[str] | None:
    """Return the section."""
    value = document.meta("article:section", "section")
    return Sourced(value, "meta") if value else None
