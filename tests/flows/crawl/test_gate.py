"""The gate before a host, with a clock that only its own sleeping moves."""

import asyncio
from random import Random
from typing import Any

import pytest

from flows.crawl.gate import HostGate
from flows.crawl.settings import CrawlSettings
from schemas.errors import Gone, HostBusy, ServerFailed


class Clock:
    """Time passes where somebody sleeps, and nowhere else."""

    def __init__(self) -> None:
        self.at = 0.0
        self.slept: list[float] = []

    def __call__(self) -> float:
        return self.at

    async def sleep(self, seconds: float) -> None:
        self.slept.append(seconds)
        await asyncio.sleep(0)
        self.at += seconds


def gate(clock: Clock, **changes: Any) -> HostGate:
    settings = CrawlSettings(pause_jitter=0.0, **changes)
    return HostGate("uk.gazette.example", settings, Random(1), clock, clock.sleep)


async def pass_through(host: HostGate) -> float:
    async with host.turn() as started_at:
        host.report(None, started_at)
        return started_at


async def test_requests_start_a_pause_apart() -> None:
    host = gate(Clock())
    assert [await pass_through(host) for _ in range(4)] == [0.0, 1.0, 2.0, 3.0]


async def test_many_waiters_start_in_order() -> None:
    host = gate(Clock(), connections_per_host=3)
    assert await asyncio.gather(*(pass_through(host) for _ in range(6))) == [0.0, 1.0, 2.0, 3.0, 4.0, 5.0]


async def test_no_pause_no_sleep() -> None:
    clock = Clock()
    host = gate(clock, pause_seconds=0.0)
    await asyncio.gather(*(pass_through(host) for _ in range(6)))
    assert clock.slept == []


async def test_connections_are_limited() -> None:
    host = gate(Clock(), pause_seconds=0.0, connections_per_host=2)
    inside = most = 0

    async def stay() -> None:
        nonlocal inside, most
        async with host.turn():
            inside += 1
            most = max(most, inside)
            await asyncio.sleep(0.01)
            inside -= 1

    await asyncio.gather(*(stay() for _ in range(7)))
    assert most == 2


async def test_complaint_while_another_waits_for_its_turn_holds_it_back_too() -> None:
    clock = Clock()
    host = gate(clock, connections_per_host=2)
    async with host.turn() as started_at:
        waiting = asyncio.create_task(pass_through(host))
        await asyncio.sleep(0)
        host.report(HostBusy("uk.gazette.example", 40.0), started_at)
        assert await waiting == 40.0
    assert clock.slept == [1.0, 39.0]


async def test_impatience_ends_the_wait_before_it_began() -> None:
    clock = Clock()
    host = gate(clock, patience_seconds=60.0)
    async with host.turn() as started_at:
        host.report(HostBusy("uk.gazette.example", 90.0), started_at)
    with pytest.raises(HostBusy) as busy:
        await pass_through(host)
    assert busy.value.retry_after == 90.0
    assert clock.slept == []


async def test_what_the_host_asked_for_is_told_until_it_is_over() -> None:
    clock = Clock()
    host = gate(clock, patience_seconds=60.0)
    async with host.turn() as started_at:
        host.report(HostBusy("uk.gazette.example", 90.0), started_at)
    clock.at = 30.0
    assert host.held_seconds == 60.0
    clock.at = 91.0
    assert host.held_seconds == 0.0
    assert await pass_through(host) == 91.0


async def test_back_off_of_our_own_is_nothing_that_the_host_asked_for() -> None:
    host = gate(Clock())
    async with host.turn() as started_at:
        host.report(HostBusy("uk.gazette.example", None), started_at)
    assert host.held_seconds == 0.0


async def test_what_the_host_asked_for_before_holds_from_the_first_request() -> None:
    host = gate(Clock(), patience_seconds=60.0)
    host.hold(40.0)
    assert await pass_through(host) == 40.0
    host.hold(61.0)
    with pytest.raises(HostBusy):
        await pass_through(host)


async def test_page_that_is_gone_is_no_failure_of_the_host() -> None:
    clock = Clock()
    host = gate(clock, breaker_failures=1, pause_seconds=0.0)
    async with host.turn() as started_at:
        host.report(Gone("https://uk.gazette.example/1", 404), started_at)
    assert await pass_through(host) == 0.0


async def test_probe_keeps_the_gate_shut_until_it_is_back() -> None:
    clock = Clock()
    host = gate(clock, breaker_failures=1, breaker_seconds=30.0, pause_seconds=0.0, connections_per_host=4)
    failure = ServerFailed("https://uk.gazette.example/1", 500)
    async with host.turn() as started_at:
        host.report(failure, started_at)
    async with host.turn() as probed_at:
        others = [asyncio.create_task(pass_through(host)) for _ in range(3)]
        for _ in range(5):
            await asyncio.sleep(0)
        assert not any(task.done() for task in others)
        host.report(failure, probed_at)
    assert probed_at == 30.0
    assert await asyncio.gather(*others) == [90.0, 90.0, 90.0]


async def test_abandoned_probe_opens_the_gate_for_the_next() -> None:
    clock = Clock()
    host = gate(clock, breaker_failures=1, breaker_seconds=30.0, pause_seconds=0.0)
    async with host.turn() as started_at:
        host.report(ServerFailed("https://uk.gazette.example/1", 500), started_at)
    with pytest.raises(asyncio.CancelledError):
        async with host.turn():
            raise asyncio.CancelledError
    assert await pass_through(host) == 30.0
