"""Dates of the elements that are made for dates, weighed by their names and by where they stand."""

import re
from collections.abc import Iterator

from transforms.generic.date_reading import Moment, read_moment, written_moments
from transforms.generic.document import Document
from transforms.generic.published_sources import Candidate
from transforms.html import Node
from transforms.text import collapse

MARKED = (
    "time",
    "abbr[title]",
    "[itemprop*=datePublished]",
    "[pubdate]",
    "[data-timestamp]",
    "[data-date]",
    "[data-published]",
)
"""The elements that are looked at."""
VALUE_ATTRIBUTES = (
    "datetime",
    "content",
    "data-datetime",
    "data-date",
    "data-timestamp",
    "data-published",
    "data-time",
    "title",
)
"""Where an element holds its date for machines, the most trusted first; its text comes last."""
NAMES: dict[str, tuple[re.Pattern[str], float]] = {
    "published": (re.compile(r"publi[sc]|posted|created|entry-date|post-date"), 3),
    "date": (re.compile(r"(?<!up)date|datum|fecha"), 2),
    "changed": (re.compile(r"modif|updat|edited|changed"), -4),
    "other": (re.compile(r"relat|teaser|comment|recomm|sidebar|widget|card|footer|event|latest|popular"), -4),
}
"""What the names of an element (tag, class, id, itemprop) add to its weight."""
AROUND = re.compile(
    r"(?:^|\| )(?:aside|footer|nav|li) |relat|teaser|comment|recomm|sidebar|widget|\bcard|footer|latest|popular"
)
"""Names of the elements around it that make it another article's or a comment's."""
_OTHERS = -4.0
LABELS: dict[str, tuple[re.Pattern[str], float]] = {
    "published": (re.compile(r"publi|post|veröffentl|erstellt|опубл", re.IGNORECASE), 2),
    "changed": (
        re.compile(
            r"updat|modif|aktualis|edit|geändert|оновлен|обновл|actualiz|mis à jour|aggiorn|atualiz|更新", re.IGNORECASE
        ),
        -4,
    ),
}
"""What its own words add."""
_TIME, _PUBLISHED_ITEM = 3.0, 5.0
_AFTER_HEADLINE, _A_PLACE_LATER, _PLACES = 2.0, -0.15, 12
_LONGEST_VALUE, _LONGEST_TEXT = 60, 160
_LEAST = 0.0
_LEVELS = 8


def element_candidates(document: Document, *, month_first: bool) -> list[Candidate]:
    """Return the dates of the elements, the best one first."""
    nodes = document.tree.css(", ".join(("h1", *MARKED)))
    headline = _headline_index(document, nodes)
    weighed: list[tuple[float, int, Candidate]] = []
    for index, node in enumerate(nodes):
        moment, label = _moment(node, month_first) if node.tag != "h1" else (None, "")
        if moment is not None:
            place = min(index - max(headline, 0), _PLACES)
            near = _AFTER_HEADLINE * (headline >= 0) + place * _A_PLACE_LATER if index > headline else 0.0
            weight = _weight(node, label) + near
            if weight >= _LEAST:
                weighed.append((-weight, index, Candidate(moment, f"html:{node.tag}")))
    return [candidate for *_, candidate in sorted(weighed, key=lambda entry: entry[:2])]


def _headline_index(document: Document, nodes: list[Node]) -> int:
    """Return where among the nodes the headline is: the `h1` whose text the page's title holds, or the first; -1 without."""
    headings = [index for index, node in enumerate(nodes) if node.tag == "h1"]
    titles = (document.meta("og:title") or "", *document.titles)
    for index in headings:
        text = collapse(nodes[index].text())
        if len(text) > 10 and any(text[:40] in title for title in titles):
            return index
    return headings[0] if headings else -1


def _moment(node: Node, month_first: bool) -> tuple[Moment | None, str]:
    """Return the moment of an element and its words."""
    attributes = node.attributes
    text = collapse(node.text())
    for name in VALUE_ATTRIBUTES:
        value = attributes.get(name)
        if value and len(value) < _LONGEST_VALUE and (moment := read_moment(value, month_first=month_first)):
            return moment, text[:60]
    if text and len(text) <= _LONGEST_TEXT and (moments := written_moments(text, month_first=month_first)):
        return moments[0], text[:60]
    return None, ""


def _weight(node: Node, label: str) -> float:
    names = _names(node)
    weight = sum(points for pattern, points in NAMES.values() if pattern.search(names))
    weight += sum(points for pattern, points in LABELS.values() if pattern.search(label))
    if node.tag in {"time", "abbr"}:
        weight += _TIME
    if "datepublished" in names:
        weight += _PUBLISHED_ITEM
    if AROUND.search(" | ".join(map(_names, _parents(node)))):
        weight += _OTHERS
    return weight


def _names(node: Node) -> str:
    attributes = node.attributes
    return " ".join((node.tag or "", *(attributes.get(name) or "" for name in ("class", "id", "itemprop")))).lower()


def _parents(node: Node) -> Iterator[Node]:
    parent = node.parent
    for _ in range(_LEVELS):
        if parent is None or parent.tag in {"body", "html", "main", "article"}:
            return
        yield parent
        parent = parent.parent
