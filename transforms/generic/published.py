"""When an article was published, and when it was modified."""

from collections.abc import Sequence
from datetime import UTC, datetime, timedelta

from transforms.generic.date_reading import Moment
from transforms.generic.document import Document
from transforms.generic.published_elements import element_candidates
from transforms.generic.published_sources import MODIFIED, PUBLISHED, Candidate, head_candidates
from transforms.generic.sourced import Sourced

_AHEAD = timedelta(days=2)
"""How far a date may lie ahead of the capture: announced and mistyped dates lie further."""


def find_published(document: Document, captured_at: datetime | None) -> Sourced[Moment] | None:
    """Return when the article was published, on the page's own clock.

    Args:
        document: the page.
        captured_at: when it was captured, aware; dates after it are not believed.
    """
    candidates = [c for c in head_candidates(document, PUBLISHED, month_first=False) if _is_past(c.moment, captured_at)]
    if not candidates:
        candidates = [c for c in element_candidates(document, month_first=False) if _is_past(c.moment, captured_at)]
    return _sourced(candidates)


def find_modified(document: Document, captured_at: datetime | None) -> Sourced[Moment] | None:
    """Return when the article was last modified. See `find_published`."""
    candidates = [c for c in head_candidates(document, MODIFIED, month_first=False) if _is_past(c.moment, captured_at)]
    return _sourced(candidates)


def _sourced(candidates: Sequence[Candidate]) -> Sourced[Moment] | None:
    if not candidates:
        return None
    best = candidates[0]
    disagreeing = tuple(c.source for c in candidates if c.moment.day != best.moment.day)
    return Sourced(best.moment, best.source, disagreeing)


def _is_past(moment: Moment, captured_at: datetime | None) -> bool:
    return (
        captured_at is None or (moment.at if moment.has_zone else moment.at.replace(tzinfo=UTC)) <= captured_at + _AHEAD
    )
