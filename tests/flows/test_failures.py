"""Several failures of one run: all are told, the gravest gives the exit code."""

import pytest

from flows.cli import exit_code
from flows.failures import Failures
from schemas.errors import CheckFailed, FatalError, FieldsDrifted, NotDelivered
from schemas.topic_errors import BadTopic, BadTopics

DRIFT = FieldsDrifted(["lead fell out"], ["mend it"])
WRONG_TOPIC = BadTopics([BadTopic("a.toml", "drones", "the query is wrong", "mend it", line=3)])
NOT_DELIVERED = NotDelivered("Burst", ["mail"])


def fail(error: FatalError) -> None:
    raise error


def run(*errors: FatalError, ending: FatalError | None = None) -> None:
    """Run as a flow does: each failure is kept; `ending` is one of which nothing is expected."""
    with Failures() as failures:
        for error in errors:
            with failures.kept(type(error)):
                fail(error)
        assert bool(failures) is bool(errors)
        if ending is not None:
            fail(ending)


def test_the_gravest_is_raised_and_the_others_are_its_notes() -> None:
    with pytest.raises(FieldsDrifted) as raised:
        run(WRONG_TOPIC, NOT_DELIVERED, DRIFT)
    assert exit_code(raised.value) == 10
    assert raised.value.__notes__ == [str(NOT_DELIVERED), str(WRONG_TOPIC)]


def test_an_error_that_ends_the_run_tells_what_was_kept_before_it() -> None:
    with pytest.raises(CheckFailed) as raised:
        run(WRONG_TOPIC, ending=CheckFailed("articles_key", 2))
    assert raised.value.__notes__ == [str(WRONG_TOPIC)]


def test_nothing_is_raised_where_nothing_failed() -> None:
    run()
