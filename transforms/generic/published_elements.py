"""Dates in the body of a page: elements that are named or marked as dates, weighed by where they stand."""

import re
from collections.abc import Iterator

from transforms.generic.date_reading import Moment, read_moment, written_moments
from transforms.generic.document import Document
from transforms.generic.published_sources import Candidate
from transforms.html import Node
from transforms.text import collapse

_NAMES = (
    "date",
    "time",
    "publi",
    "posted",
    "byline",
    "meta",
    "author",
    "info",
    "stamp",
    "datum",
    "fecha",
    "data",
    "created",
    "article__",
)
_QUERY = ", ".join(
    (
        "h1",
        "time",
        "abbr[title]",
        "[itemprop*=datePublished]",
        "[pubdate]",
        '[id*="date" i]',
        *(f'[class*="{name}" i]' for name in _NAMES),
    )
)
_VALUE_ATTRIBUTES = (
    "datetime",
    "content",
    "data-datetime",
    "data-date",
    "data-timestamp",
    "data-published",
    "data-time",
    "data-unixtime",
    "title",
)
_WHOLE = frozenset(("html", "body", "main", "article", "section", "form", "script", "style", "ul", "ol", "table"))
"""Elements that hold more than a date, whatever their class says."""
_LONGEST_TEXT = 160
_TEXT_BUDGET = 30_000
"""Characters that are read on a page at most: a page may name its containers after dates, too."""

_KINDS: dict[str, tuple[re.Pattern[str], float]] = {
    "itemprop": (re.compile(r"itemprop:\S*datepublished"), 5),
    "pubdate": (re.compile(r"pubdate"), 1),
    "published": (re.compile(r"publi[sc]|posted|created|entry-date|post-date|article-?_?date"), 3),
    "date": (re.compile(r"(?<!up)dat(?:e|um)|fecha|time"), 2),
    "changed": (re.compile(r"modif|updat|edited|changed"), -4),
    "aside": (re.compile(r"relat|teaser|comment|recomm|sidebar|widget|card|footer|event|latest|popular|copyright"), -4),
}
"""What the names of an element (tag, class, id, itemprop) add to its weight."""
_AROUND: dict[str, tuple[re.Pattern[str], float]] = {
    "outside": (
        re.compile(
            r"^(?:aside|footer|nav|li) |relat|teaser|comment|recomm|sidebar|widget|\bcard|footer|latest|popular"
        ),
        -4,
    ),
}
"""What the names of the elements around it add."""
_LABELS: dict[str, tuple[re.Pattern[str], float]] = {
    "published": (re.compile(r"publi|post|veröffentl|erstellt|опубл", re.IGNORECASE), 2),
    "changed": (
        re.compile(
            r"updat|modif|aktualis|edit|geändert|оновлен|обновл|actualiz|mis à jour|aggiorn|atualiz|更新", re.IGNORECASE
        ),
        -4,
    ),
}
"""What the words beside a date add."""
_TAG_WEIGHTS = {"time": 3, "abbr": 3}
_AFTER_HEADLINE, _BEFORE_HEADLINE, _DISTANCE = 2.0, 0.0, 0.15
_LEAST = 0.0


def element_candidates(document: Document, *, month_first: bool) -> list[Candidate]:
    """Return the dates of the elements, the best one first."""
    nodes = document.tree.css(_QUERY)
    headline = _headline_index(document, nodes)
    weighed: list[tuple[float, int, Candidate]] = []
    budget = _TEXT_BUDGET
    seen = 0
    for index, node in enumerate(nodes):
        if node.tag == "h1" or budget < 0:
            continue
        text = "" if node.tag in _WHOLE else collapse(node.text())
        budget -= len(text)
        moment, label = _moment(node, text, month_first)
        if moment is None:
            continue
        weight = _weight(node, label)
        if headline is not None:
            seen += index > headline
            weight += _AFTER_HEADLINE - min(seen - 1, 12) * _DISTANCE if index > headline else _BEFORE_HEADLINE
        else:
            seen += 1
            weight -= min(seen - 1, 12) * _DISTANCE
        weighed.append((weight, index, Candidate(moment, f"html:{node.tag}")))
    weighed.sort(key=lambda entry: (-entry[0], entry[1]))
    return [candidate for weight, _, candidate in weighed if weight >= _LEAST]


def _headline_index(document: Document, nodes: list[Node]) -> int | None:
    """Return where among the nodes the headline is: the first `h1` whose text the page's title holds, or the first."""
    headings = [index for index, node in enumerate(nodes) if node.tag == "h1"]
    titles = (document.meta("og:title") or "", *document.titles)
    for index in headings:
        text = collapse(nodes[index].text())
        if len(text) > 10 and any(text[:40] in title for title in titles):
            return index
    return headings[0] if headings else None


def _moment(node: Node, text: str, month_first: bool) -> tuple[Moment | None, str]:
    attributes = node.attributes
    for name in _VALUE_ATTRIBUTES:
        value = attributes.get(name)
        if value and len(value) < 60 and (moment := read_moment(value, month_first=month_first)):
            return moment, text[:60]
    if text and len(text) <= _LONGEST_TEXT and (moments := written_moments(text, month_first=month_first)):
        return moments[0], text[:60]
    return None, ""


def _weight(node: Node, label: str) -> float:
    names = _names(node)
    weight = _TAG_WEIGHTS.get(node.tag or "", 0) + sum(
        points for pattern, points in _KINDS.values() if pattern.search(names)
    )
    around = " | ".join(_names(parent) for parent in _parents(node))
    weight += sum(points for pattern, points in _AROUND.values() if pattern.search(around))
    return weight + sum(points for pattern, points in _LABELS.values() if pattern.search(label))


def _names(node: Node) -> str:
    attributes = node.attributes
    itemprop = attributes.get("itemprop")
    return f"{node.tag} {attributes.get('class') or ''} {attributes.get('id') or ''} {f'itemprop:{itemprop}' if itemprop else ''}".lower()


def _parents(node: Node) -> Iterator[Node]:
    parent = node.parent
    for _ in range(8):
        if parent is None or parent.tag in {"body", "html", "main", "article"}:
            return
        yield parent
        parent = parent.parent
