"""The text of an article, found by its content."""

from transforms.generic.document import Document
from transforms.generic.sourced import Sourced
from transforms.html import text_of


def find_body(document: Document, headline: str | None) -> Sourced[tuple[str, ...]] | None:
    """Return the paragraphs of the article in order."""
    paragraphs = tuple(text for node in document.tree.css("p") if (text := text_of(node)))
    return Sourced(paragraphs, "html:p") if paragraphs else None
