"""The tags of an article."""

import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from typing import Any

from transforms.generic.document import Document
from transforms.generic.filing import names_of
from transforms.generic.sourced import Sourced
from transforms.json_ld import Thing
from transforms.text import collapse

_SEPARATOR = re.compile(r"[,;]")
_MAX_TAGS = 50
_MAX_TAG_LENGTH = 80
_MAX_LIST_SHARE = 1.6
"""How much text a list of tags may have for the text of its links."""


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
)
"""Where tags stand, the most trusted first."""
