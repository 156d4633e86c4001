"""The tags of an article."""

from transforms.generic.document import Document
from transforms.generic.sourced import Sourced


def find_tags(document: Document) -> Sourced[tuple[str, ...]] | None:
    """Return the tags, in order."""
    value = tuple(document.metas.get("article:tag", ()))
    return Sourced(value, "meta") if value else None
