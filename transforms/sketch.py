"""A first draft of an outlet from one of its article pages, for a person to finish (docs/adding_an_outlet.md)."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, time, timedelta
from urllib.parse import urlsplit

from transforms.dates import read_date, read_iso
from transforms.generic.document import Document
from transforms.generic.extract import Extraction
from transforms.html import Node
from transforms.selectors import common_ancestor, element_with_text, selector_of, selector_of_all
from transforms.text import collapse, whole_number
from transforms.urls import absolute_url

_EDITION = re.compile(r"uk|ru|en|ukr|rus|eng")
_LANGUAGES = {"ukr": "uk", "rus": "ru", "eng": "en"}
_YEAR = re.compile(r"(?:19|20)\d\d")
_ID = re.compile(r"\d{3,}")
_SECTION = re.compile(r"[a-z][a-z_-]*")
_ANY_SECTION = r"(?P<section>[a-z][\w-]*(?:/[a-z][\w-]*)*)"
_NAMES = {"authors": "author", "description": "lead"}
"""Fields that the shape of a page calls otherwise than the generic extractor does."""
_FEED_TYPES = ("rss", "atom")
_DATE_ELEMENTS = "time, [class*=date], [class*=time], [class*=publish], [itemprop=datePublished]"
_VIEW_ELEMENTS = "[class*=view], [class*=counter], [class*=hits]"
_MOST_BESIDE = 1.1


@dataclass(frozen=True, slots=True)
class Sketch:
    """What one page shows of its outlet.

    Attributes:
        name: short name.
        time_zone: IANA name of the zone of its clock.
        title: name as people know it.
        host: where the page lives.
        edition: short name of its edition.
        language: its language.
        path: what the edition's paths begin with.
        article: path of an article, a pattern.
        feeds: URLs of its feeds.
        selectors: field -> selector, where the field's text was found on the page.
        sources: field -> where the generic extractor found it, for all that it found.
    """

    name: str
    time_zone: str
    title: str
    host: str
    edition: str
    language: str
    path: str
    article: str
    feeds: tuple[str, ...]
    selectors: dict[str, str]
    sources: dict[str, str]


def sketch_outlet(name: str, document: Document, found: Extraction, time_zone: str) -> Sketch:
    """Return a draft of the outlet of an article page.

    Args:
        name: its short name.
        document: the page.
        found: what the generic extractor read from it.
        time_zone: IANA name of the zone of the page's clock.
    """
    parts = urlsplit(document.url)
    first, _, rest = parts.path.removeprefix("/").partition("/")
    path = f"/{first}" if _EDITION.fullmatch(first) and rest else ""
    language = found.language.value if found.language else _LANGUAGES.get(first, "uk")
    return Sketch(
        name=name,
        time_zone=time_zone,
        title=document.meta("og:site_name") or parts.netloc.removeprefix("www."),
        host=parts.netloc,
        edition=language,
        language=language,
        path=path,
        article=article_pattern(parts.path.removeprefix(path)),
        feeds=_feeds(document),
        selectors=_selectors(document, found, time_zone),
        sources={_NAMES.get(name, name): said.source for name, said in found.by_field().items() if said is not None},
    )


def article_pattern(path: str) -> str:
    """Return a pattern for paths such as this one of an article, with the groups `article_id` and, where it has one, `section`.

    The last long number that is no date is the id; without any the last segment is.
    """
    segments = path.strip("/").split("/")
    in_date = _date_segments(segments)
    numbered = [i for i, segment in enumerate(segments) if i not in in_date and _ID.search(segment)]
    of_id = numbered[-1] if numbered else len(segments) - 1
    patterns: list[str] = []
    for i, segment in enumerate(segments):
        if i == of_id:
            patterns.append(_id_pattern(segment))
        elif i in in_date:
            patterns.append(rf"\d{{{len(segment)}}}" if len(segment) == 4 else r"\d{1,2}")
        elif _SECTION.fullmatch(segment) and (not patterns or patterns[-1] == _ANY_SECTION):
            patterns[:] = [*(p for p in patterns if p != _ANY_SECTION), _ANY_SECTION]
        else:
            patterns.append(r"[^/?#]+")
    return "/" + "/".join(patterns) + "/?"


def _date_segments(segments: Sequence[str]) -> frozenset[int]:
    """Return the places of year, month and day in a path."""
    places: list[int] = []
    for i, segment in enumerate(segments):
        is_year = bool(_YEAR.fullmatch(segment))
        if is_year or (places and places[-1] == i - 1 and len(segment) <= 2 and segment.isdecimal()):
            places.append(i)
    return frozenset(places)


def _id_pattern(segment: str) -> str:
    """Return the pattern of the segment that holds the id."""
    matches = list(_ID.finditer(segment))
    if not matches:
        return r"(?P<article_id>[^/?#]+)"
    match = max(matches, key=lambda found: (len(found[0]), found.start()))
    before, after = segment[: match.start()], segment[match.end() :]
    stem, dot, ending = after.rpartition(".")
    slug = "[^/?#]*" if stem or (after and not dot) else ""
    suffix = re.escape(f".{ending}") if dot else ""
    mark = re.escape(after[0]) if slug and not after[0].isalnum() else ""
    prefix = "" if not before else before if before.isalpha() else "[^/?#]*?" + re.escape(before[-1])
    return f"{prefix}(?P<article_id>[0-9]+){mark}{slug}{suffix}".replace(r"\-", "-")


def _feeds(document: Document) -> tuple[str, ...]:
    urls = (
        absolute_url(document.url, link.href)
        for link in document.links
        if "alternate" in link.relation and any(kind in (link.media_type or "") for kind in _FEED_TYPES)
    )
    return tuple(dict.fromkeys(url for url in urls if url))


def _selectors(document: Document, found: Extraction, time_zone: str) -> dict[str, str]:
    """Return the selectors of the fields whose text stands on the page as it was read."""
    tree = document.tree
    body = tree.body
    if body is None:
        return {}
    texts = {
        "headline": found.headline.value if found.headline else None,
        "lead": found.description.value if found.description else None,
        "author": found.authors.value[0] if found.authors else None,
    }
    elements = {name: element_with_text(body, text) for name, text in texts.items() if text}
    elements["published"] = _published(body, found, time_zone)
    elements["view_count"] = _view_count(body)
    elements["body"] = _container(body, found)
    selectors = {name: selector_of(element, tree) for name, element in elements.items() if element is not None}
    tags = [element_with_text(body, tag) for tag in (found.tags.value if found.tags else ())]
    selectors["tags"] = selector_of_all([_link(tag) for tag in tags if tag is not None], tree)
    return {name: selector for name, selector in selectors.items() if selector}


def _published(body: Node, found: Extraction, time_zone: str) -> Node | None:
    """Return the element that shows the publishing instant."""
    if found.published is None:
        return None
    day = found.published.value.at.date()
    captured_at = datetime.combine(day + timedelta(days=1), time(), UTC)
    for element in body.css(_DATE_ELEMENTS):
        text = element.attrs.get("datetime") or element.text()
        read = read_iso(text, time_zone) or read_date(text, captured_at, time_zone)
        if read is not None and abs(read.at.date() - day) <= timedelta(days=1):
            return element
    return None


def _view_count(body: Node) -> Node | None:
    return next((element for element in body.css(_VIEW_ELEMENTS) if whole_number(element.text()) is not None), None)


def _container(body: Node, found: Extraction) -> Node | None:
    """Return the element that holds the paragraphs and little else: one with more in it says less than no selector."""
    lead = found.description.value if found.description else None
    paragraphs = [text for text in (found.body.value if found.body else ()) if text != lead]
    if len(paragraphs) < 2:
        return None
    first, last = (element_with_text(body, text) for text in (paragraphs[0], paragraphs[-1]))
    container = common_ancestor(first, last) if first is not None and last is not None else None
    is_theirs = container is not None and len(collapse(container.text())) <= _MOST_BESIDE * len(" ".join(paragraphs))
    return container if is_theirs else None


def _link(element: Node) -> Node:
    """Return the link around the text of a tag, or inside its element."""
    inside = element.css_first("a[href]")
    return inside if inside is not None else element
