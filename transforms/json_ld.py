"""What a page says of itself in JSON-LD (schema.org)."""

import html
import json
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cached_property
from typing import Any

import msgspec

from transforms.html import Tree
from transforms.text import collapse

_SCRIPTS = 'script[type="application/ld+json"]'
_MAX_DEPTH = 6
_NESTED = ("@graph", "mainEntity", "mainEntityOfPage", "itemListElement", "item", "hasPart", "subjectOf")
"""Where an object may hold others that describe the page."""
_ARTICLE_TYPES = frozenset(
    [
        "Article",
        "NewsArticle",
        "ReportageNewsArticle",
        "AnalysisNewsArticle",
        "OpinionNewsArticle",
        "BackgroundNewsArticle",
        "AskPublicNewsArticle",
        "ReviewNewsArticle",
        "BlogPosting",
        "LiveBlogPosting",
        "SocialMediaPosting",
        "TechArticle",
        "ScholarlyArticle",
        "SatiricalArticle",
        "AdvertiserContentArticle",
        "Report",
        "Review",
        "MedicalScholarlyArticle",
    ]
)
_COMMENT = re.compile(
    r"^\s*(?:<!--|//\s*<!\[CDATA\[|/\*\s*<!\[CDATA\[\s*\*/|<!\[CDATA\[)|(?:-->|//\s*\]\]>|/\*\s*\]\]>\s*\*/|\]\]>)\s*$"
)
_TRAILING_COMMA = re.compile(r",(\s*[}\]])")
_BAD_ESCAPE = re.compile(r'\\(?!["\\/bfnrtu])')


@dataclass(frozen=True)
class Thing:
    """An object of JSON-LD.

    Attributes:
        data: as decoded.
    """

    data: dict[str, Any]

    @cached_property
    def types(self) -> frozenset[str]:
        """Its types, without the vocabulary's address."""
        value = self.data.get("@type")
        names = value if isinstance(value, list) else [value]
        return frozenset(name.rpartition("/")[2] for name in names if isinstance(name, str))

    @property
    def is_article(self) -> bool:
        """Whether it is an article of any kind."""
        return not self.types.isdisjoint(_ARTICLE_TYPES)

    def text(self, name: str) -> str | None:
        """Return a property that is a text, without markup escapes and collapsed, or `None`."""
        value = self.data.get(name)
        if isinstance(value, list) and value:
            value = value[0]
        if isinstance(value, dict):
            value = value.get("@value")
        return collapse(html.unescape(value)) or None if isinstance(value, str) else None


def dated_thing(tree: Tree) -> Thing | None:
    """Return the first object of the page that has a datePublished.

    A script that is not JSON is passed over: it is metadata, and the page is whole without it.
    """
    scripts = (tree.head.css(_SCRIPTS) if tree.head else []) or tree.css(_SCRIPTS)
    for script in scripts:
        text = script.text()
        if "datePublished" not in text:
            continue
        for thing in read_things([text]):
            if isinstance(thing.data.get("datePublished"), str):
                return thing
    return None


def read_things(scripts: Iterable[str]) -> Iterator[Thing]:
    """Yield the objects of the scripts: each itself, the items of lists and of a @graph, and those that it is about.

    A script that is no JSON even after the usual repairs is passed over: the page is whole without it.
    """
    for script in scripts:
        yield from map(Thing, _objects(_decoded(script), 0))


def _decoded(script: str) -> Any:
    """Return a script's value, or `None`: the common faults (comments, raw line breaks, trailing commas) are repaired."""
    try:
        return msgspec.json.decode(script)
    except (msgspec.DecodeError, RecursionError):
        pass
    text = _COMMENT.sub("", script).strip().rstrip(";")
    for repaired in (text, _BAD_ESCAPE.sub(r"\\\\", _TRAILING_COMMA.sub(r"\1", text))):
        try:
            return json.loads(repaired, strict=False)
        except (ValueError, RecursionError):
            continue
    return None


def _objects(value: Any, depth: int) -> Iterator[dict[str, Any]]:
    if depth > _MAX_DEPTH:
        return
    if isinstance(value, dict):
        yield value
        for name in _NESTED:
            yield from _objects(value.get(name), depth + 1)
    elif isinstance(value, list):
        for item in value:
            yield from _objects(item, depth + 1)
