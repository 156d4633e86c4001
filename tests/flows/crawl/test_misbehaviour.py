"""What a server can do to us: every failure ends in its own error, is tried again where that helps, and never hangs."""

import asyncio
import gzip
import time
from collections.abc import Awaitable, Callable
from datetime import UTC, datetime, timedelta
from email.utils import format_datetime

import pytest

from flows.crawl.response import FetchTrail
from schemas.errors import Blocked, ConnectionFailed, FetchTimeout, HostBusy, ServerFailed, UnexpectedResponse
from tests.flows.crawl.crawling import HOST, article, crawl
from tests.flows.crawl.site import Asked, Site, answer

Behaviour = Callable[[asyncio.StreamWriter], Awaitable[None]]
TRANSPORTS = pytest.mark.parametrize("transport", ["aiohttp", "httpx"])


async def drop(writer: asyncio.StreamWriter) -> None:
    writer.close()


async def reset_inside_the_body(writer: asyncio.StreamWriter) -> None:
    writer.write(answer(200, b"half", length=100))
    await writer.drain()
    writer.transport.abort()


async def stay_silent(writer: asyncio.StreamWriter) -> None:
    await asyncio.sleep(5)


async def drip(writer: asyncio.StreamWriter) -> None:
    writer.write(b"HTTP/1.1 200 OK\r\nContent-Length: 1000\r\n\r\n")
    for _ in range(50):
        writer.write(b".")
        await writer.drain()
        await asyncio.sleep(0.1)


async def end_early(writer: asyncio.StreamWriter) -> None:
    writer.write(answer(200, b"half of it", length=100))
    await writer.drain()
    writer.close()


async def end_inside_a_chunk(writer: asyncio.StreamWriter) -> None:
    writer.write(b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n64\r\nhalf of it")
    await writer.drain()
    writer.close()


async def end_without_last_chunk(writer: asyncio.StreamWriter) -> None:
    writer.write(b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n4\r\nhalf\r\n")
    await writer.drain()
    writer.close()


async def talk_nonsense(writer: asyncio.StreamWriter) -> None:
    writer.write(b"220 mail.example ESMTP\r\n\r\n")
    await writer.drain()
    writer.close()


BROKEN = [drop, reset_inside_the_body, end_early, end_inside_a_chunk, end_without_last_chunk, talk_nonsense]


@TRANSPORTS
@pytest.mark.parametrize("behaviour", BROKEN, ids=lambda behaviour: behaviour.__name__)
async def test_broken_connection_is_tried_again_and_never_recorded(behaviour: Behaviour, transport: str) -> None:
    routes = {"/1-a": [behaviour, behaviour, answer(200, b"whole")]}
    async with Site(routes) as site, crawl(site, transport=transport) as (fetcher, tape):
        fetched = await fetcher.fetch(article("/1-a"))
    assert fetched.response.body == b"whole"
    assert tape.seen == [(404, "/robots.txt"), (200, "/1-a")]


@TRANSPORTS
@pytest.mark.parametrize("behaviour", BROKEN, ids=lambda behaviour: behaviour.__name__)
async def test_connection_that_stays_broken(behaviour: Behaviour, transport: str) -> None:
    routes = {"/1-a": behaviour}
    trail = FetchTrail()
    async with Site(routes) as site, crawl(site, transport=transport) as (fetcher, _):
        with pytest.raises(ConnectionFailed):
            await fetcher.fetch(article("/1-a"), trail)
    assert (trail.attempt_count, trail.status_code, trail.capture_id) == (3, None, None)


@TRANSPORTS
async def test_nobody_listens(transport: str) -> None:
    async with Site() as site:
        base = site.base
    async with Site() as other, crawl(other, transport=transport, connect_to={HOST: base}) as (fetcher, _):
        with pytest.raises(ConnectionFailed):
            await fetcher.fetch(article("/1-a"))


@TRANSPORTS
async def test_silence_is_a_timeout_and_tried_again(transport: str) -> None:
    routes = {"/1-a": [stay_silent, answer(200, b"here")]}
    async with Site(routes) as site, crawl(site, transport=transport, read_timeout=0.2) as (fetcher, _):
        fetched = await fetcher.fetch(article("/1-a"))
    assert (fetched.attempt_count, fetched.response.body) == (2, b"here")


@TRANSPORTS
async def test_dripping_body_meets_the_total_deadline_once(transport: str) -> None:
    trail = FetchTrail()
    async with Site({"/1-a": drip}) as site, crawl(site, transport=transport, total_deadline=0.6) as (fetcher, _):
        started_at = time.monotonic()
        with pytest.raises(FetchTimeout):
            await fetcher.fetch(article("/1-a"), trail)
        assert time.monotonic() - started_at < 1.5
    assert trail.attempt_count == 1


async def test_server_error_is_tried_again_and_each_answer_recorded() -> None:
    routes = {"/1-a": [answer(500, b"oops"), answer(503, b"later"), answer(200, b"here")]}
    async with Site(routes) as site, crawl(site) as (fetcher, tape):
        fetched = await fetcher.fetch(article("/1-a"))
    assert fetched.attempt_count == 3
    assert tape.seen[1:] == [(500, "/1-a"), (503, "/1-a"), (200, "/1-a")]


async def test_server_that_stays_broken() -> None:
    trail = FetchTrail()
    async with Site({"/1-a": answer(502, b"oops")}) as site, crawl(site) as (fetcher, _):
        with pytest.raises(ServerFailed):
            await fetcher.fetch(article("/1-a"), trail)
    assert (trail.attempt_count, trail.status_code, trail.capture_id) == (3, 502, "capture-4")


@pytest.mark.parametrize("status", [429, 503])
async def test_retry_after_seconds_holds_back_the_whole_host(status: int) -> None:
    busy = answer(status, b"slow down", [("Retry-After", "1")])
    routes = {"/1-a": [busy, answer(200, b"a")], "/2-b": answer(200, b"b")}
    async with Site(routes) as site, crawl(site, connections_per_host=1) as (fetcher, tape):
        await asyncio.gather(fetcher.fetch(article("/1-a")), fetcher.fetch(article("/2-b")))
    times = {asked.path: asked.at for asked in reversed(site.asked)}
    assert times["/2-b"] - times["/1-a"] >= 1.0
    assert sorted(tape.seen[2:]) == [(200, "/1-a"), (200, "/2-b")]


async def test_retry_after_date_is_read_against_the_servers_own_clock() -> None:
    then = datetime(2031, 1, 1, 12, 0, 0, tzinfo=UTC)
    headers = [
        ("Date", format_datetime(then, usegmt=True)),
        ("Retry-After", format_datetime(then + timedelta(seconds=1), usegmt=True)),
    ]
    routes = {"/1-a": [answer(429, b"", headers), answer(200, b"a")]}
    async with Site(routes) as site, crawl(site) as (fetcher, _):
        await fetcher.fetch(article("/1-a"))
    first, second = (asked.at for asked in site.asked if asked.path == "/1-a")
    assert 1.0 <= second - first < 2.0


async def test_host_that_wants_more_patience_than_we_have_is_left_alone() -> None:
    busy = answer(429, b"", [("Retry-After", "3600")])
    async with Site({"/1-a": busy, "/2-b": answer(200, b"b")}) as site, crawl(site) as (fetcher, _):
        trail = FetchTrail()
        with pytest.raises(HostBusy) as busy_error:
            await fetcher.fetch(article("/1-a"), trail)
        with pytest.raises(HostBusy):
            await fetcher.fetch(article("/2-b"))
    assert busy_error.value.retry_after == pytest.approx(3600, abs=5)
    assert (trail.attempt_count, trail.status_code) == (1, 429)
    assert site.paths() == ["/1-a"]


async def test_challenge_with_status_200_is_blocked_and_recorded() -> None:
    page = gzip.compress(b"<!doctype html><title>Just a moment...</title><!-- written for this test -->")
    challenge = answer(200, page, [("Content-Type", "text/html"), ("Content-Encoding", "gzip")])
    trail = FetchTrail()
    async with Site({"/1-a": challenge}) as site, crawl(site) as (fetcher, tape):
        with pytest.raises(Blocked, match="challenge"):
            await fetcher.fetch(article("/1-a"), trail)
    assert tape.seen == [(404, "/robots.txt"), (200, "/1-a")]
    assert (trail.attempt_count, trail.capture_id) == (1, "capture-2")


async def test_challenge_slows_the_host() -> None:
    challenge = answer(503, b"", [("cf-mitigated", "challenge")])
    routes = {"/1-a": challenge, "/2-b": answer(200, b"b")}
    async with Site(routes) as site, crawl(site, backoff_base=0.6, backoff_cap=0.6) as (fetcher, _):
        with pytest.raises(Blocked):
            await fetcher.fetch(article("/1-a"))
        await fetcher.fetch(article("/2-b"))
    assert site.asked[-1].at - site.asked[-2].at >= 0.3


@TRANSPORTS
@pytest.mark.parametrize("chunked", [False, True])
async def test_body_over_the_limit_is_cut_off(chunked: bool, transport: str) -> None:
    async def endless(writer: asyncio.StreamWriter) -> None:
        writer.write(b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n")
        while not writer.is_closing():
            writer.write(b"1000\r\n" + bytes(4096) + b"\r\n")
            await writer.drain()

    route = endless if chunked else answer(200, bytes(50_001))
    async with (
        Site({"/1-a": route}) as site,
        crawl(site, max_body_bytes=50_000, transport=transport) as (fetcher, tape),
    ):
        with pytest.raises(UnexpectedResponse, match="larger than"):
            await fetcher.fetch(article("/1-a"))
    assert tape.seen == [(404, "/robots.txt")]


async def test_gzip_bomb_costs_a_prefix_only() -> None:
    bomb = gzip.compress(bytes(50_000_000))
    page = answer(200, bomb, [("Content-Encoding", "gzip")])
    async with Site({"/1-a": page}) as site, crawl(site) as (fetcher, tape):
        started = time.process_time()
        fetched = await fetcher.fetch(article("/1-a"))
        assert time.process_time() - started < 0.1
    assert fetched.response.body == bomb
    assert tape.seen[-1] == (200, "/1-a")


async def test_open_circuit_ends_urls_without_asking() -> None:
    changes = {"breaker_failures": 3, "breaker_seconds": 60.0, "patience_seconds": 5.0}
    async with Site({"/1-a": answer(500), "/2-b": answer(200, b"b")}) as site, crawl(site, **changes) as (fetcher, _):
        trail = FetchTrail()
        with pytest.raises(ServerFailed):
            await fetcher.fetch(article("/1-a"))
        with pytest.raises(HostBusy):
            await fetcher.fetch(article("/2-b"), trail)
    assert site.paths() == ["/1-a"] * 3
    assert trail.attempt_count == 0


async def test_half_open_circuit_lets_one_probe_through() -> None:
    changes = {"breaker_failures": 2, "breaker_seconds": 0.3, "max_attempts": 2, "connections_per_host": 4}
    is_well = False

    def probe(asked: Asked) -> bytes:
        return answer(200 if is_well else 500, b"x")

    async with Site(dict.fromkeys(("/0", "/1", "/2", "/3"), probe)) as site, crawl(site, **changes) as (fetcher, _):
        with pytest.raises(ServerFailed):
            await fetcher.fetch(article("/0"))
        is_well = True
        site.most_at_once = 0
        await asyncio.gather(*(fetcher.fetch(article(f"/{n}")) for n in (1, 2, 3)))
    opened_at, probed_at = (asked.at for asked in site.asked[-4:-2])
    assert probed_at - opened_at >= 0.3
    assert len(site.paths()) == 5
