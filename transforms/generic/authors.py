"""Who wrote an article."""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any

from transforms.generic.byline_names import names_among, names_in
from transforms.generic.document import Document
from transforms.generic.outlet_names import is_outlet, outlet_names
from transforms.generic.sourced import Sourced
from transforms.html import Node

AUTHOR_METAS = (
    "sailthru.author",
    "parsely-author",
    "cxenseparse:author",
    "article:author_name",
    "og:article:author",
    "citation_author",
    "byl",
    "article:author",
    "author",
    "og:author",
    "dc.contributor",
    "dcterms.creator",
    "dc.creator",
)
"""The `meta` elements that name authors, the most trusted first."""
PAGE_TYPES = frozenset(("WebPage", "Recipe", "MedicalWebPage", "DiscussionForumPosting", "HowTo", "CreativeWork"))
_BREAK = "\x1f"
_CLASSES = ("author", "autor", "byline")
_BYLINES = ", ".join(("h1", *(f'[class*="{name}" i]' for name in _CLASSES)))
_NO_BYLINE = re.compile(
    r"comment|relat|recommend|sidebar|footer|widget|teaser|promo|newsletter|popular|trending|more-|read-next|bio\b|avatar|image|photo|img|icon|follow|social|share|quote|copyright|tooltip",
    re.IGNORECASE,
)
_OUTSIDE = re.compile(
    r"comment|relat|recommend|sidebar|footer|widget|teaser|promo|newsletter|popular|trending|read-next|\bcard|also",
    re.IGNORECASE,
)
_WHOLE = frozenset("html body main article section form head meta link script style img ul ol table input".split())
_ASIDE = frozenset("aside footer nav form".split())
_LONGEST = 200


def find_authors(document: Document) -> Sourced[tuple[str, ...]] | None:
    """Return the names of the authors, in order."""
    outlet = outlet_names(document)
    signed_by_outlet = None
    for source, names in _sources(document):
        people = tuple(dict.fromkeys(name for name in names if not is_outlet(name, outlet)))
        if people:
            return Sourced(people, source)
        if names and signed_by_outlet is None:
            signed_by_outlet = Sourced(tuple(dict.fromkeys(names)), source)
    return signed_by_outlet


def _sources(document: Document) -> Iterator[tuple[str, list[str]]]:
    for source, texts in _stated(document):
        yield source, [name for text in texts for name in names_in(text)]
    yield "html:itemprop", _marked(document, "itemprop")
    yield "html:rel", _marked(document, "rel")
    yield "html:class", _classed(document)


def _stated(document: Document) -> Iterator[tuple[str, list[str]]]:
    people = {
        thing.data["@id"]: thing.data
        for thing in document.things
        if isinstance(thing.data.get("@id"), str) and "name" in thing.data
    }
    for thing in document.things:
        if thing.is_article:
            yield "json_ld:author", list(_person_names(thing.data.get("author"), people))
    yield (
        "json_ld:page author",
        [
            name
            for thing in document.things
            if not thing.types.isdisjoint(PAGE_TYPES)
            for name in _person_names(thing.data.get("author"), people)
        ],
    )
    for name in AUTHOR_METAS:
        yield "meta:" + name, list(document.metas.get(name, ()))
    label = (document.meta("twitter:label1") or "").casefold()
    if label in ("written by", "by", "author", "verfasst von", "geschrieben von"):
        yield "meta:twitter:data1", list(document.metas.get("twitter:data1", ()))


def _person_names(value: Any, people: Mapping[str, dict[str, Any]]) -> Iterator[str]:
    if isinstance(value, str):
        yield value
    elif isinstance(value, list):
        for item in value:
            yield from _person_names(item, people)
    elif isinstance(value, dict):
        if "name" not in value:
            value = people.get(str(value.get("@id")), value)
        name = value.get("name")
        if isinstance(name, str):
            yield name


def _marked(document: Document, attribute: str) -> list[str]:
    nodes = [node for node in document.landmarks if "author" in (node.attrs.get(attribute) or "")]
    return _first_group(nodes)


def _classed(document: Document) -> list[str]:
    nodes = document.tree.css(_BYLINES)
    first = next((place for place, node in enumerate(nodes) if node.tag == "h1"), 0)
    return _first_group([*nodes[first:], *nodes[:first]])


def _first_group(nodes: Sequence[Node]) -> list[str]:
    """Return the names in the first element that holds any, and in those beside it."""
    for place, node in enumerate(nodes):
        if (
            node.tag in _WHOLE
            or node.tag == "h1"
            or _NO_BYLINE.search(node.attrs.get("class") or "")
            or _is_outside(node)
        ):
            continue
        found = _names_of(node)
        if found:
            parent = node.parent
            for other in nodes[place + 1 : place + 8]:
                if (
                    other.tag == node.tag
                    and other.parent is not None
                    and parent is not None
                    and other.parent.mem_id == parent.mem_id
                    and other.attrs.get("class") == node.attrs.get("class")
                ):
                    found += _names_of(other)
            return found
    return []


def _names_of(node: Node) -> list[str]:
    if content := node.attrs.get("content"):
        return names_in(content)
    marked = node.css_first("[itemprop~=name]") if node.attrs.get("itemprop") else None
    if marked is not None:
        return names_in(marked.attrs.get("content") or marked.text())
    text = node.text(separator=_BREAK)
    return names_among(text.split(_BREAK)) if len(text) < _LONGEST * 3 else []


def _is_outside(node: Node) -> bool:
    """Tell whether an element stands in comments, teasers or other parts that are not the article."""
    around = node.parent
    for _ in range(5):
        if around is None or around.tag in ("body", "html"):
            return False
        if around.tag in _ASIDE or _OUTSIDE.search(
            (around.attrs.get("class") or "") + " " + (around.attrs.get("id") or "")
        ):
            return True
        around = around.parent
    return False
