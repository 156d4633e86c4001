"""The main image of an article."""

from transforms.generic.document import Document
from transforms.generic.sourced import Sourced


def find_image(document: Document) -> Sourced[str] | None:
    """Return the URL of the main image, absolute."""
    value = document.meta("og:image", "twitter:image")
    return Sourced(value, "meta") if value else None
