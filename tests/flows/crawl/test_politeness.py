"""Pauses, slowing and the circuit breaker, at invented moments."""

from random import Random
from typing import Any

import pytest

from flows.crawl.politeness import CircuitBreaker, HostPace, backoff_seconds
from flows.crawl.settings import CrawlSettings


class Fixed(Random):
    """Always draws the same number."""

    def __init__(self, drawn: float) -> None:
        super().__init__(0)
        self._drawn = drawn

    def random(self) -> float:
        return self._drawn


def pace(drawn: float = 0.0, **changes: Any) -> HostPace:
    return HostPace(CrawlSettings(**changes), Fixed(drawn))


def test_first_request_need_not_wait() -> None:
    assert pace().wait_seconds(at=0.0) == 0


@pytest.mark.parametrize(("drawn", "wait"), [(0.0, 1.0), (0.5, 1.15), (1.0, 1.3)])
def test_pause_is_lengthened_by_jitter_never_shortened(drawn: float, wait: float) -> None:
    host = pace(drawn)
    host.start(at=100.0)
    assert host.wait_seconds(at=100.0) == pytest.approx(wait)
    assert host.wait_seconds(at=100.4) == pytest.approx(wait - 0.4)
    assert host.wait_seconds(at=102.0) == 0


def test_longer_crawl_delay_wins_and_shorter_one_does_not() -> None:
    host = pace()
    host.lengthen(0.2)
    host.start(at=0.0)
    assert host.wait_seconds(at=0.0) == 1.0
    host.lengthen(7.0)
    host.lengthen(3.0)
    host.start(at=10.0)
    assert host.wait_seconds(at=10.0) == 7.0


def test_crawl_delay_counts_from_the_request_that_told_of_it() -> None:
    host = pace()
    host.start(at=0.0)
    host.lengthen(7.0)
    assert host.wait_seconds(at=0.5) == 6.5


def test_retry_after_moves_the_next_start() -> None:
    host = pace()
    host.start(at=0.0)
    host.slow(at=0.5, started_at=0.0, retry_after=30.0)
    assert host.wait_seconds(at=0.5) == 30.0


def test_retry_after_never_shortens_a_wait() -> None:
    host = pace()
    host.slow(at=0.0, started_at=0.0, retry_after=30.0)
    host.slow(at=1.0, started_at=0.0, retry_after=2.0)
    assert host.wait_seconds(at=1.0) == 29.0


def test_back_off_doubles_with_each_complaint_up_to_its_cap() -> None:
    host = pace(drawn=1.0, pause_seconds=0.0, backoff_base=1.0, backoff_cap=5.0)
    waits = []
    at = 0.0
    for _ in range(5):
        host.start(at)
        host.slow(at, started_at=at, retry_after=None)
        waits.append(host.wait_seconds(at))
        at += 100
    assert waits == [1.0, 2.0, 4.0, 5.0, 5.0]


def test_answers_that_were_under_way_do_not_add_up() -> None:
    host = pace(drawn=1.0, pause_seconds=0.0)
    for _ in range(4):
        host.slow(at=1.0, started_at=0.0, retry_after=None)
    assert host.wait_seconds(at=1.0) == 1.0


def test_pause_doubles_after_a_complaint_and_shrinks_after_twenty_answers() -> None:
    host = pace()
    host.slow(at=0.0, started_at=0.0, retry_after=None)
    host.start(at=10.0)
    assert host.wait_seconds(at=10.0) == 2.0
    for _ in range(19):
        host.succeed(started_at=20.0)
    host.start(at=20.0)
    assert host.wait_seconds(at=20.0) == 2.0
    host.succeed(started_at=20.0)
    host.start(at=30.0)
    assert host.wait_seconds(at=30.0) == 1.0


def test_answer_to_an_older_request_does_not_calm() -> None:
    host = pace(drawn=1.0, pause_seconds=0.0)
    host.slow(at=5.0, started_at=4.0, retry_after=None)
    host.succeed(started_at=3.0)
    host.slow(at=50.0, started_at=49.0, retry_after=None)
    assert host.wait_seconds(at=50.0) == 2.0


@pytest.mark.parametrize(
    ("count", "drawn", "wait"), [(1, 0.0, 0.5), (1, 1.0, 1.0), (3, 1.0, 4.0), (7, 1.0, 60.0), (4000, 0.0, 30.0)]
)
def test_backoff_seconds(count: int, drawn: float, wait: float) -> None:
    assert backoff_seconds(count, base=1.0, cap=60.0, random=Fixed(drawn)) == wait


def test_circuit_opens_after_failures_in_a_row() -> None:
    breaker = CircuitBreaker(failures=3, seconds=30.0)
    breaker.fail(at=1.0, started_at=0.0)
    breaker.fail(at=2.0, started_at=1.0)
    breaker.succeed(started_at=2.0)
    breaker.fail(at=3.0, started_at=3.0)
    breaker.fail(at=4.0, started_at=4.0)
    assert breaker.wait_seconds(at=4.0) == 0
    breaker.fail(at=5.0, started_at=5.0)
    assert breaker.is_open
    assert breaker.wait_seconds(at=5.0) == 30.0
    assert breaker.wait_seconds(at=35.0) == 0


def test_successful_probe_closes_the_circuit() -> None:
    breaker = CircuitBreaker(failures=1, seconds=30.0)
    breaker.fail(at=0.0, started_at=0.0)
    breaker.succeed(started_at=30.0)
    assert not breaker.is_open
    assert breaker.wait_seconds(at=30.5) == 0


def test_failed_probe_opens_it_for_twice_as_long() -> None:
    breaker = CircuitBreaker(failures=1, seconds=30.0)
    breaker.fail(at=0.0, started_at=0.0)
    breaker.fail(at=31.0, started_at=30.0)
    assert breaker.wait_seconds(at=31.0) == 60.0
    breaker.fail(at=92.0, started_at=91.0)
    assert breaker.wait_seconds(at=92.0) == 120.0


def test_requests_that_started_before_say_nothing_of_an_open_circuit() -> None:
    breaker = CircuitBreaker(failures=1, seconds=30.0)
    breaker.fail(at=10.0, started_at=5.0)
    breaker.succeed(started_at=6.0)
    breaker.fail(at=20.0, started_at=7.0)
    assert breaker.is_open
    assert breaker.wait_seconds(at=20.0) == 20.0
