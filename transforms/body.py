"""The text of an article: its lead and paragraphs, without what merely stands among them."""

import re
from collections.abc import Iterator

from transforms.html import Node, first, siblings_after, text_of
from transforms.shapes import ArticleShape
from transforms.text import collapse

_WHOLE = frozenset(("p", "h1", "h2", "h3", "h4", "h5", "h6", "li", "blockquote", "pre", "dt", "dd", "tr", "figcaption"))
"""Elements that are one paragraph each, whatever stands inside."""
_NESTING = frozenset(
    ("div", "section", "article", "ul", "ol", "dl", "table", "tbody", "thead", "main", "figure", "center", "header")
)
"""Elements that hold paragraphs, or are one themselves."""
_INLINE_NOTES = "span, font"
_MAX_DEPTH = 32
_BREAK = "\x1e"
"""Stands for a `br` while text is taken: white space, and in no page's text."""
_PARAGRAPH_BREAK = re.compile(rf"{_BREAK}\s*{_BREAK}")


def find_text(scope: Node, shape: ArticleShape) -> Node | None:
    """Return the element of an article's text, after removing from it what is never text."""
    container = first(scope, shape.body)
    if container is None:
        return None
    for selector in shape.not_body:
        for node in container.css(selector):
            node.decompose()
    _remove_notes(container, shape.not_body_text)
    for node in container.css("br"):
        node.replace_with(_BREAK)
    return container


def take_paragraphs(container: Node, shape: ArticleShape) -> list[str]:
    """Return the paragraphs of a text, and remove from the tree those that are none."""
    return list(_paragraphs(container, shape.not_body_text))


def take_lead(scope: Node, container: Node | None, shape: ArticleShape) -> str | None:
    """Remove the lead and return its text; a heading after the first paragraph is a subheading and no lead."""
    node = first(scope, shape.lead)
    if node is None:
        return None
    parent = node.parent
    if container is not None and parent is not None and parent.mem_id == container.mem_id and _has_text_before(node):
        return None
    lead = text_of(node)
    node.decompose()
    return lead


def _has_text_before(node: Node) -> bool:
    before = node.prev
    while before is not None:
        if before.tag != "-comment" and text_of(before):
            return True
        before = before.prev
    return False


def _remove_notes(container: Node, pattern: re.Pattern[str] | None) -> None:
    """Remove the inline notes such as a red "read also", with the link that follows where they hold none themselves."""
    if pattern is None:
        return
    for node in container.css(_INLINE_NOTES):
        if pattern.match(collapse(node.text())):
            if node.css_first("a") is None:
                for sibling in siblings_after(node):
                    if sibling.tag == "a":
                        sibling.decompose()
                        break
            node.decompose()


def _paragraphs(container: Node, not_text: re.Pattern[str] | None) -> Iterator[str]:
    """Yield the paragraphs, and remove from the tree those that are no text."""
    for text, node in list(_pieces(container, 0)):
        parts = _PARAGRAPH_BREAK.split(text) if _BREAK in text else (text,)
        for part in parts:
            paragraph = collapse(part)
            if not paragraph:
                continue
            if not_text is not None and not_text.match(paragraph):
                if node is not None and len(parts) == 1:
                    node.decompose()
                continue
            yield paragraph


def _pieces(container: Node, depth: int) -> Iterator[tuple[str, Node | None]]:
    """Yield the texts of the paragraphs in order, each with its element where it has one of its own."""
    inline: list[str] = []
    for child in container.iter(include_text=True):
        tag = child.tag
        if tag in _WHOLE or tag in _NESTING:
            if inline:
                yield "".join(inline), None
                inline = []
            if tag in _NESTING and depth < _MAX_DEPTH and _holds_paragraphs(child):
                yield from _pieces(child, depth + 1)
            else:
                yield child.text(), child
        elif tag != "-comment":
            inline.append(child.text())
    if inline:
        yield "".join(inline), None


def _holds_paragraphs(node: Node) -> bool:
    return any(child.tag in _WHOLE or child.tag in _NESTING for child in node.iter())
