"""The elements of a page that name its authors."""

import re
from collections.abc import Sequence

from transforms.generic.byline_names import names_in, names_shown
from transforms.generic.document import Document
from transforms.html import Node

BYLINE_CLASSES = ("author", "autor", "byline")
"""What the classes of elements that name authors hold, in any case."""
_QUERY = ", ".join(("h1", *(f'[class*="{name}" i]' for name in BYLINE_CLASSES)))
_NO_BYLINE = re.compile(
    r"comment|relat|recommend|sidebar|widget|teaser|promo|newsletter|popular|trending|read-?next|avatar|image|photo|img|icon|follow|social|share|quote|copyright"
    r"|tooltip|listing|liste|snippet|collection|card__|bild|-desc|license|sponsor",
    re.IGNORECASE,
)
"""Classes of elements that name something else beside the author, or other articles' authors."""
_OUTSIDE = re.compile(
    r"comment|relat|recommend|sidebar|(?<!post-)(?<!entry-)(?<!article-)footer|widget|teaser|promo|newsletter|popular|trending|read-?next|\bcard\b|listing|carousel|latest",
    re.IGNORECASE,
)
"""Classes of what is not the article."""
_WHOLE = frozenset("html body main article form head meta link script style img table input h1".split())
_ASIDE = frozenset("aside nav form".split())
_BREAK = "\x1f"
_LONGEST, _BESIDE, _ABOVE = 600, 8, 6


def marked_names(document: Document, attribute: str) -> list[str]:
    """Return the names in the elements whose `itemprop` or `rel` says that they name authors."""
    return _first_group([node for node in document.landmarks if "author" in (node.attrs.get(attribute) or "").lower()])


def classed_names(document: Document) -> list[str]:
    """Return the names in the elements whose class says that they name authors: after the first heading, else before it."""
    nodes = document.tree.css(_QUERY)
    first = next((place for place, node in enumerate(nodes) if node.tag == "h1"), 0)
    return _first_group([*nodes[first:], *nodes[:first]])


def _first_group(nodes: Sequence[Node]) -> list[str]:
    """Return the names in the first element that holds any, and in those of its kind beside it."""
    for place, node in enumerate(nodes):
        classes = node.attrs.get("class") or ""
        if node.tag in _WHOLE or _NO_BYLINE.search(classes) or _is_outside(node):
            continue
        if names := _names_of(node):
            for other in nodes[place + 1 : place + _BESIDE]:
                if other.tag == node.tag and (other.attrs.get("class") or "") == classes and _are_beside(node, other):
                    names += _names_of(other)
            return names
    return []


def _are_beside(node: Node, other: Node) -> bool:
    above, above_other = node.parent, other.parent
    return above is not None and above_other is not None and above.mem_id == above_other.mem_id


def _names_of(node: Node) -> list[str]:
    if content := node.attrs.get("content"):
        return names_in(content)
    if node.attrs.get("itemprop") and (named := node.css("[itemprop~=name]")):
        return [name for part in named for name in names_in(part.attrs.get("content") or part.text())]
    text = node.text(separator=_BREAK)
    return names_shown(text.split(_BREAK)) if len(text) < _LONGEST else []


def _is_outside(node: Node) -> bool:
    """Tell whether an element stands in comments, teasers or other parts that are not the article."""
    around = node.parent
    for _ in range(_ABOVE):
        if around is None or around.tag in ("body", "html", "article"):
            return False
        if around.tag in _ASIDE or _OUTSIDE.search(f"{around.attrs.get('class') or ''} {around.attrs.get('id') or ''}"):
            return True
        around = around.parent
    return False
