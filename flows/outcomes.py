"""Errors become rows here, and nowhere else."""

from collections.abc import Callable
from datetime import datetime
from typing import Any, TypeVar

from schemas.crawl_rows import Outcome, PageKind, Quarantined
from schemas.errors import KronikaError, NotModified, QuarantineError
from schemas.table import Row

T = TypeVar("T")

PARSED = "Parsed"


class Ending(Row, frozen=True, kw_only=True):
    """How the work on one URL or capture ended, before it is a row."""

    outcome: str
    branch: str
    detail: str | None = None


OK = Ending(outcome=PARSED, branch="ok")


def attempt(work: Callable[[], T]) -> T | KronikaError:
    """Do the work; give back what it gives, or the error it raised if that is one a run survives.

    Raises:
        FatalError: passed on, because the run must stop.
    """
    try:
        return work()
    except KronikaError as error:
        if error.branch == "fatal":
            raise
        return error.as_value()


def ending_of(error: KronikaError | None) -> Ending:
    """Return how a URL ended whose work raised this error, or none."""
    if error is None:
        return OK
    return Ending(outcome=type(error).__name__, branch=error.branch, detail=str(error))


def unchanged(url: str) -> Ending:
    """Return the ending of a page whose body is the archived one."""
    return ending_of(NotModified(url))


def quarantined(error: QuarantineError, **capture: Any) -> Quarantined:
    """Return the row that sets a capture aside; `capture` gives the columns that identify it."""
    text = getattr(error, "text", None)
    return Quarantined(
        error=type(error).__name__,
        field=getattr(error, "field", None),
        text=None if text is None else text[:200],
        detail=str(error),
        **capture,
    )


def outcome_row(
    ending: Ending,
    *,
    batch_id: str,
    run_id: str,
    outlet: str,
    edition: str | None,
    kind: PageKind,
    url: str,
    article_id: str | None,
    status_code: int | None,
    attempt_count: int,
    capture_id: str | None,
    ended_at: datetime,
) -> Outcome:
    """Return the one row in which the work on a URL ends."""
    return Outcome(
        batch_id=batch_id,
        run_id=run_id,
        outlet=outlet,
        edition=edition,
        kind=kind,
        url=url,
        article_id=article_id,
        outcome=ending.outcome,
        branch=ending.branch,  # type: ignore[arg-type]  # a branch name of the error tree
        detail=ending.detail,
        status_code=status_code,
        attempt_count=attempt_count,
        capture_id=capture_id,
        ended_at=ended_at,
    )
