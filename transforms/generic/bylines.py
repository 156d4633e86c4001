"""The elements of a page that name its authors."""

import re
from collections.abc import Iterator, Sequence
from itertools import islice, takewhile

from transforms.generic.byline_names import (
    full_names,
    introduced_names,
    is_introduction,
    names_following,
    names_in,
    names_shown,
)
from transforms.generic.document import Document
from transforms.generic.outlet_names import comparable
from transforms.html import TEXT_NODE, Node
from transforms.text import collapse

BYLINE_CLASSES = ("author", "byline")
"""What the classes of elements that name authors hold, in any case."""
_QUERY = ", ".join(("h1", *(f'[class*="{name}" i]' for name in BYLINE_CLASSES)))
_NO_BYLINE = re.compile(r"comment|follow|license|authori[tz]", re.IGNORECASE)
"""Classes of elements that name somebody else beside the author."""
_OUTSIDE = re.compile(
    r"comment|related|recommend|teaser|widget|(?<!post-)(?<!entry-)(?<!article-)footer",
    re.IGNORECASE,
)
"""Classes and ids of what is not the article."""
_OTHER_ARTICLES = re.compile(r"related|recommend", re.IGNORECASE)
"""Those of what may stand beside the headline and is not the article."""
_AUTHOR_PAGE = re.compile(
    r"/(?:authors?|autor(?:en|es|a|i|ka)?|auteurs?|autore|people|person(?:en)?|staff|team|profiles?|profil|contributors?|editors?|reporters?|redaktion|redacteur|journalists?"
    r"|journaliste|writers?|columnists?|avtor|avtory|kolumnist|yazar|yazarlar|penulis|auteur)/[^/]",
    re.IGNORECASE,
)
"""Addresses of pages about authors."""
_HINT = re.compile("autor|auteur|avtor|writer|wrote|reporter|contributor|" + "|".join(BYLINE_CLASSES), re.IGNORECASE)
_NEAR, _LONG_TEXT = 24, 300
_WHOLE = frozenset(
    ("html", "body", "main", "article", "form", "head", "meta", "link", "script", "style", "img", "table", "h1")
)
_BREAK = "\x1f"
_LONGEST, _BESIDE, _SIBLINGS, _ABOVE, _MAX_NODES = 600, 8, 3, 6, 60


def marked_names(document: Document) -> Iterator[tuple[str, list[str]]]:
    """Yield the names in the elements that `itemprop`, then those that `rel` marks as naming authors, with the source."""
    marked: dict[str, list[Node]] = {"itemprop": [], "rel": []}
    for node in document.landmarks:
        attributes = node.attributes
        for name, nodes in marked.items():
            if "author" in (attributes.get(name) or "").lower():
                nodes.append(node)
    for name, nodes in marked.items():
        yield "html:" + name, _first_group(nodes)


def classed_names(document: Document) -> list[str]:
    """Return the names in the elements whose class says that they name authors: after the first heading, else before it."""
    nodes = document.tree.css(_QUERY)
    first = next((place for place, node in enumerate(nodes) if node.tag == "h1"), 0)
    return _first_group([*nodes[first:], *nodes[:first]])


def names_near(document: Document, headline: str | None) -> list[str]:
    """Return the names that follow the headline: after an introduction such as "By", or linked to an author's page."""
    heading = _heading(document, headline)
    if heading is None:
        return []
    short = takewhile(lambda part: len(part[1]) <= _LONG_TEXT, _texts_after(heading))
    parts = list(islice(short, _NEAR))
    for place, (node, text, link, classes) in enumerate(parts):
        following = [part[1] for part in parts[place : place + _BESIDE]]
        if is_introduction(text):
            names = names_following(following[1:])
        elif _AUTHOR_PAGE.search(link):
            names = full_names(text) and names_following(following)
        elif _HINT.search(classes) and not _NO_BYLINE.search(classes):
            names = names_following(following)
        else:
            names = introduced_names(text)
        if names and not _is_within(node, _OTHER_ARTICLES):
            return names
    return []


def _heading(document: Document, headline: str | None) -> Node | None:
    headings = document.headings
    key = comparable(headline or "")
    for node in headings[:_MAX_NODES]:
        shown = comparable(node.text())
        if shown and key and (shown in key or key in shown):
            return node
    return next((node for node in headings if node.tag == "h1"), None)


def _texts_after(node: Node) -> Iterator[tuple[Node, str, str, str]]:
    """Yield the texts that follow an element: its node, itself, the address that it links to, the classes around it."""
    above: Node | None = node
    while above is not None and above.tag not in ("body", "html"):
        following = above.next
        while following is not None:
            for part in following.traverse(include_text=True):
                if part.tag_id == TEXT_NODE and (text := collapse(part.text_content or "")):
                    yield from _text(part, text)
            following = following.next
        above = above.parent


def _text(part: Node, text: str) -> Iterator[tuple[Node, str, str, str]]:
    parent = part.parent
    above = parent.parent if parent is not None else None
    if parent is None or above is None or parent.tag in ("script", "style", "noscript"):
        return
    link = parent if parent.tag == "a" else above if above.tag == "a" else None
    address = (link.attributes.get("href") or "") if link is not None else ""
    yield part, text, address, f"{parent.attributes.get('class') or ''} {above.attributes.get('class') or ''}"


def _first_group(nodes: Sequence[Node]) -> list[str]:
    """Return the names in the first element that holds any, and in those of its kind beside it."""
    for place, node in enumerate(nodes[:_MAX_NODES]):
        classes = node.attributes.get("class") or ""
        if node.tag in _WHOLE or _NO_BYLINE.search(classes) or _is_within(node, _OUTSIDE):
            continue
        if names := _names_of(node):
            for other in nodes[place + 1 : place + _SIBLINGS]:
                if (
                    other.tag == node.tag
                    and (other.attributes.get("class") or "") == classes
                    and _are_beside(node, other)
                ):
                    names += _names_of(other)
            return names
    return []


def _are_beside(node: Node, other: Node) -> bool:
    above, above_other = node.parent, other.parent
    return above is not None and above_other is not None and above.mem_id == above_other.mem_id


def _names_of(node: Node) -> list[str]:
    attributes = node.attributes
    if content := attributes.get("content"):
        return names_in(content)
    if attributes.get("itemprop") and (named := node.css("[itemprop~=name]")):
        return [name for part in named for name in names_in(part.attributes.get("content") or part.text())]
    text = node.text(separator=_BREAK)
    return names_shown(text.split(_BREAK)) if len(text) < _LONGEST else []


def _is_within(node: Node, names: re.Pattern[str]) -> bool:
    """Tell whether an element stands in one whose class or id is such, within the article and a few elements above it."""
    around = node.parent
    for _ in range(_ABOVE):
        if around is None or around.tag in ("body", "html", "article"):
            return False
        attributes = around.attributes
        if names.search(f"{attributes.get('class') or ''} {attributes.get('id') or ''}"):
            return True
        around = around.parent
    return False
