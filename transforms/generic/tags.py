"""The tags of an article."""

import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from itertools import dropwhile, groupby
from typing import Any

from transforms.generic.document import Document
from transforms.generic.filing import names_of
from transforms.generic.sourced import Sourced
from transforms.html import Node
from transforms.json_ld import Thing
from transforms.text import collapse

_SEPARATOR = re.compile(r"[,;]")
_MAX_TAGS = 50
_MAX_TAG_LENGTH = 80
_MAX_LIST_SHARE = 1.6
"""How much text a list of tags may have for the text of its links."""
PATH_NAMES = frozenset(
    (
        "etiqueta", "etiquetas", "hashtag", "hashtags", "keyword", "keywords", "schlagwort", "schlagworte", "sujet", "sujets", "tag",
        "tags", "teg", "tegi", "tema", "temas", "temy", "thema", "theme", "themen", "themes", "topic", "topics",
    )
)  # fmt: skip
"""What the path of a tag's page has before the tag."""
_OUTSIDE = frozenset(("aside", "footer", "header", "nav"))
_LEAST_IN_ROW, _MOST_IN_ROW = 2, 15
"""One link may lead to a topic for another reason, and a long row is a list of all topics."""


def find_tags(document: Document) -> Sourced[tuple[str, ...]] | None:
    """Return the tags, in order, each once."""
    for source, read in SOURCES:
        if value := _cleaned(read(document)):
            return Sourced(value, source)
    return None


def _linked(document: Document) -> Iterable[str]:
    return names_of(document.filing.tag_links)


def _listed(document: Document) -> Iterable[str]:
    """Return the links of the first element that is named as a list of tags and holds little else."""
    for node in document.filing.tag_lists:
        links = node.css("a") if node.tag != "a" else []
        names = list(names_of(links))
        if names and len(collapse(node.text())) <= _MAX_LIST_SHARE * (sum(map(len, names)) + 3 * len(names)) + 20:
            return names
    return ()


def _in_paths(document: Document) -> Iterable[str]:
    """Return the first row of links to pages of tags below the headline: links one after another with no other between."""
    below = dropwhile(lambda node: node.tag != "h1", document.tree.css("h1, a[href]"))
    links = (node for node in below if node.tag == "a")
    rows = (list(row) for is_of_tags, row in groupby(links, _leads_to_tag) if is_of_tags)
    return names_of(next((row for row in rows if _LEAST_IN_ROW <= len(row) <= _MOST_IN_ROW), []))


def _leads_to_tag(link: Node) -> bool:
    path = (link.attrs.get("href") or "").partition("?")[0].partition("#")[0].lower()
    parts = [part for part in path.split("/") if part]
    return not PATH_NAMES.isdisjoint(parts[-3:-1]) and bool(collapse(link.text())) and not _is_outside(link)


def _is_outside(node: Node) -> bool:
    """Return whether an element belongs to the page rather than to its article."""
    parent = node.parent
    while parent is not None and parent.tag not in _OUTSIDE:
        parent = parent.parent
    return parent is not None


def _in_metas(*names: str) -> Callable[[Document], Iterable[str]]:
    def read(document: Document) -> Iterable[str]:
        return next((_split(contents) for name in names if (contents := document.metas.get(name))), ())

    return read


def _in_json_ld(document: Document) -> Iterable[str]:
    return next((words for thing in document.things if thing.is_article and (words := list(_keywords(thing)))), ())


def _keywords(thing: Thing) -> Iterator[str]:
    value: Any = thing.data.get("keywords")
    for item in value if isinstance(value, list) else [value]:
        word = item.get("name") if isinstance(item, dict) else item
        if isinstance(word, str):
            yield from _split([word])


def _split(contents: Sequence[str]) -> list[str]:
    return [part for content in contents for part in _SEPARATOR.split(content)]


def _cleaned(words: Iterable[str]) -> tuple[str, ...]:
    """Return each tag once, without markup of its own."""
    found: dict[str, str] = {}
    for word in words:
        tag = collapse(word).lstrip("#").strip("\"' ")
        if tag and len(tag) <= _MAX_TAG_LENGTH:
            found.setdefault(tag.casefold(), tag)
    return tuple(found.values())[:_MAX_TAGS]


SOURCES: tuple[tuple[str, Callable[[Document], Iterable[str]]], ...] = (
    ("html:rel=tag", _linked),
    ("meta:article:tag", _in_metas("article:tag", "og:article:tag")),
    ("meta:news_keywords", _in_metas("news_keywords")),
    ("json_ld:keywords", _in_json_ld),
    ("html:tag_list", _listed),
    ("meta:keywords", _in_metas("keywords")),
    ("html:tag_paths", _in_paths),
)
"""Where tags stand, the most trusted first."""
