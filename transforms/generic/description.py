"""What a page says it is about, in a sentence or two."""

from transforms.generic.document import Document
from transforms.generic.sourced import Sourced


def find_description(document: Document) -> Sourced[str] | None:
    """Return the description."""
    value = document.meta("og:description", "description", "twitter:description")
    return Sourced(value, "meta") if value else None
