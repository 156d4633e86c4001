"""Who wrote an article."""

from transforms.generic.document import Document
from transforms.generic.sourced import Sourced


def find_authors(document: Document) -> Sourced[tuple[str, ...]] | None:
    """Return the names of the authors, in order."""
    value = tuple(document.metas.get("author", ()))
    return Sourced(value, "meta") if value else None
