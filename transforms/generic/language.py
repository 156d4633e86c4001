"""The language of a page."""

from transforms.generic.document import Document
from transforms.generic.sourced import Sourced


def find_language(document: Document) -> Sourced[str] | None:
    """Return the language (ISO 639-1)."""
    value = (document.tree.root.attributes.get("lang") or "")[:2].lower() if document.tree.root else ""
    return Sourced(value, "meta") if value else None
