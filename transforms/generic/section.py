"""The section that an article stands in."""

import html
import re
from collections.abc import Callable, Iterable, Iterator
from typing import Any
from urllib.parse import urlsplit

from transforms.generic.document import Document
from transforms.generic.filing import names_of
from transforms.generic.sourced import Sourced
from transforms.text import collapse

_MAX_LENGTH = 60
_HOME = frozenset(
    ["home", "startseite", "homepage", "start", "inicio", "accueil", "strona", "główna", "главная", "головна"]
)
_NONE = frozenset(("uncategorized", "unkategorisiert", "posts", "article", "articles", "tags"))
_NO_SECTION = frozenset(
    (
        "article",
        "articles",
        "artikel",
        "story",
        "stories",
        "blog",
        "post",
        "posts",
        "wiki",
        "index",
        "archive",
        "web",
        "content",
    )
)
"""Folders that hold everything."""
_SEGMENT = re.compile(r"[a-z][a-z-]{2,30}")


def find_section(document: Document) -> Sourced[str] | None:
    """Return the section's name."""
    title = (document.meta("og:title") or next(iter(document.titles), "")).casefold()
    for source, read in SOURCES:
        for name in read(document):
            text = collapse(html.unescape(name)).strip(" /|›»")
            folded = text.casefold()
            if (
                1 < len(text) <= _MAX_LENGTH
                and folded not in _NONE
                and folded not in _HOME
                and folded[:40] not in title[: len(folded)]
            ):
                return Sourced(text, source)
    return None


def _linked(document: Document) -> Iterable[str]:
    return names_of(document.filing.category_links)


def _in_meta(document: Document) -> Iterable[str]:
    return [
        value
        for name in ("article:section", "section", "og:article:section", "category")
        for value in document.metas.get(name, ())
    ]


def _in_json_ld(document: Document) -> Iterator[str]:
    for thing in document.things:
        if thing.is_article:
            value = thing.data.get("articleSection")
            for item in value if isinstance(value, list) else [value]:
                if isinstance(item, str):
                    yield from item.split(",")


def _in_json_ld_path(document: Document) -> Iterator[str]:
    """Yield the steps of the path to the page, from the last one before the article."""
    for thing in document.things:
        items = thing.data.get("itemListElement") if "BreadcrumbList" in thing.types else None
        if isinstance(items, list):
            names = [name for item in items if isinstance(name := _step_name(item), str)]
            yield from reversed(names[1:])


def _step_name(item: Any) -> Any:
    if not isinstance(item, dict):
        return None
    target = item.get("item")
    return item.get("name") or (target.get("name") if isinstance(target, dict) else None)


def _in_path(document: Document) -> Iterator[str]:
    for node in document.filing.crumbs:
        yield from reversed(list(names_of(node.css("a"))))


def _in_url(document: Document) -> Iterator[str]:
    """Yield the first folder of the page's own address, as a name."""
    segment, slash, _ = urlsplit(document.url).path.lstrip("/").partition("/")
    if slash and _SEGMENT.fullmatch(segment) and segment not in _NO_SECTION:
        yield segment.replace("-", " ").capitalize()


SOURCES: tuple[tuple[str, Callable[[Document], Iterable[str]]], ...] = (
    ("html:rel=category", _linked),
    ("meta:article:section", _in_meta),
    ("json_ld:BreadcrumbList", _in_json_ld_path),
    ("html:breadcrumbs", _in_path),
    ("json_ld:articleSection", _in_json_ld),
    ("url", _in_url),
)
"""Where the section stands, the most trusted first."""
