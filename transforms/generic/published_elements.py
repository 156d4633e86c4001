"""Dates of the elements that are made for dates."""

from collections.abc import Sequence
from itertools import islice

from transforms.generic.date_reading import Moment, read_moment, read_written
from transforms.generic.document import Document
from transforms.generic.published_sources import Candidate
from transforms.html import Node
from transforms.text import collapse

VALUE_ATTRIBUTES = ("datetime", "content", "title")
"""Where an element holds its date for machines; its text comes last."""
FEW_DAYS = 2
"""Days that an article's own elements name at most, published and changed: with more of them other articles are listed."""
_LONGEST_VALUE, _LONGEST_TEXT = 60, 160
_MOST_READ = 50
"""Elements that are read on a page at most: what one article says of itself stands among the first."""


def element_candidates(document: Document) -> list[Candidate]:
    """Return the dates of the elements in the order of the page."""
    marked = islice(filter(_is_marked, document.landmarks), _MOST_READ)
    moments = ((node, _moment(node)) for node in marked)
    return [Candidate(moment, f"html:{node.tag}") for node, moment in moments if moment is not None]


def _is_marked(node: Node) -> bool:
    return node.tag == "time" or "datePublished" in (node.attributes.get("itemprop") or "")


def are_of_one_article(candidates: Sequence[Candidate]) -> bool:
    """Tell whether the dates can be those of one article alone."""
    return 0 < len({candidate.moment.day for candidate in candidates}) <= FEW_DAYS


def _moment(node: Node) -> Moment | None:
    attributes = node.attributes
    for name in VALUE_ATTRIBUTES:
        value = attributes.get(name)
        if value and len(value) < _LONGEST_VALUE and (moment := read_moment(value)):
            return moment
    text = collapse(node.text())
    return read_written(text) if len(text) <= _LONGEST_TEXT else None
