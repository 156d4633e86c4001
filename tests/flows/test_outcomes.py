"""Errors become endings and rows; what must stop a run passes through."""

import gc
import weakref
from datetime import UTC, datetime

import pytest

from flows.outcomes import attempt, ending_of, quarantined
from schemas.errors import FatalError, Gone, KronikaError, MalformedField, MissingField, NoSpace

AT = datetime(2026, 5, 7, 12, 0, tzinfo=UTC)


def _raise(error: KronikaError) -> None:
    raise error


def test_an_error_that_a_run_survives_is_given_back() -> None:
    gone = Gone("https://example.org/1-a", 410)
    assert attempt(lambda: _raise(gone)) is gone
    assert attempt(lambda: 3) == 3


def test_an_error_that_is_kept_holds_nothing_of_what_was_at_work() -> None:
    """Its frames held the page: a batch of 500 bombs would have kept 20 GB until the next full collection."""
    pages = []

    def read() -> None:
        page = {"forty megabytes"}
        pages.append(weakref.ref(page))
        try:
            int("no number")
        except ValueError as error:
            raise MissingField("body") from error

    gc.disable()
    try:
        error = attempt(read)
        assert isinstance(error, MissingField)
        assert [page() for page in pages] == [None]
    finally:
        gc.enable()


def test_a_fatal_error_and_a_bug_pass_through() -> None:
    with pytest.raises(FatalError):
        attempt(lambda: _raise(NoSpace("/data")))
    with pytest.raises(ZeroDivisionError):
        attempt(lambda: 1 // 0)


def test_an_ending_names_leaf_branch_and_sentence() -> None:
    ending = ending_of(MissingField("headline"))
    assert (ending.outcome, ending.branch, ending.detail) == ("MissingField", "quarantine", "the page has no headline")
    assert (ending_of(None).outcome, ending_of(None).branch, ending_of(None).detail) == ("Parsed", "ok", None)


def test_quarantine_keeps_the_field_and_at_most_200_characters_of_its_text() -> None:
    row = quarantined(
        MalformedField("published_at", "x" * 300),
        capture_id="c",
        batch_id="b",
        outlet="korrespondent",
        edition="uk",
        kind="article",
        url="https://example.org/1-a",
        article_id="1",
        captured_at=AT,
        parser_version=1,
    )
    assert (row.error, row.field, row.text) == ("MalformedField", "published_at", "x" * 200)
