"""Connections that do not come about, end early, or carry no HTTP: over both transports."""

import asyncio

import pytest

from flows.crawl.client import HttpClient
from flows.crawl.response import FetchTrail
from schemas.errors import ConnectionFailed, FetchTimeout
from tests.flows.crawl.crawling import HOST, NOW, article, crawl, quick_settings, url
from tests.flows.crawl.site import Site, answer

TRANSPORTS = pytest.mark.parametrize("transport", ["aiohttp", "httpx"])
NO_HEADS = [
    b"HTTP/1.1 abc OK\r\n\r\n",
    b"HTTP/1.1 1000 OK\r\n\r\n",
    b"HTTP/1.1 200 OK\r\nContent-Length: many\r\n\r\nbody",
    b"HTTP/1.1 200 OK\r\nContent-Length: -4\r\n\r\nbody",
    b"HTTP/1.1 200 OK\r\nContent-Length: 4\r\nContent-Length: 5\r\n\r\nbody!",
    b"HTTP/1.1 200 OK\r\nno header\r\nContent-Length: 4\r\n\r\nbody",
    b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\nzz\r\nbody\r\n0\r\n\r\n",
    b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n-4\r\nbody\r\n0\r\n\r\n",
]


async def end_the_connection(writer: asyncio.StreamWriter) -> None:
    writer.close()


@TRANSPORTS
async def test_no_request_is_sent_without_its_turn_where_a_kept_connection_ends(transport: str) -> None:
    routes = {"/1-a": answer(200, b"here"), "/2-b": end_the_connection}
    trail = FetchTrail()
    async with Site(routes) as site, crawl(site, transport=transport, max_attempts=1) as (fetcher, _):
        await fetcher.fetch(article("/1-a"))
        with pytest.raises(ConnectionFailed):
            await fetcher.fetch(article("/2-b"), trail)
    assert site.paths() == ["/1-a", "/2-b"]
    assert trail.attempt_count == 1


@TRANSPORTS
async def test_reason_phrase_may_be_in_any_charset(transport: str) -> None:
    said = "HTTP/1.1 200 Гаразд\r\nContent-Length: 4\r\n\r\nhere".encode("cp1251")
    async with Site({"/1-a": said}) as site, crawl(site, transport=transport) as (fetcher, _):
        fetched = await fetcher.fetch(article("/1-a"))
    assert fetched.response.body == b"here"


@TRANSPORTS
@pytest.mark.parametrize("head", NO_HEADS, ids=lambda head: head[9:40].decode("latin-1").strip())
async def test_head_that_is_none_is_a_broken_connection(head: bytes, transport: str) -> None:
    async def write(writer: asyncio.StreamWriter) -> None:
        writer.write(head)
        await writer.drain()
        writer.close()

    async with Site({"/1-a": write}) as site, crawl(site, transport=transport, max_attempts=1) as (fetcher, _):
        with pytest.raises(ConnectionFailed) as failed:
            await fetcher.fetch(article("/1-a"))
    assert "\n" not in str(failed.value)


@TRANSPORTS
async def test_each_phase_of_connecting_has_its_time_out(transport: str) -> None:
    """A name that is never resolved; TLS that is never answered. (A connection that is never taken: tests/reliability.)"""

    async def never(host: str, port: int) -> list[tuple[int, str]]:
        await asyncio.sleep(30)
        return []

    waits = {"connect_timeout": 0.2, "read_timeout": 9.0, "transport": transport}
    async with HttpClient(quick_settings({}, **waits), lambda: NOW, never) as client:
        with pytest.raises(FetchTimeout, match=r"within 0\.[2-9]"):
            await client.get(url("/1-a"), {}, 9.0)
    async with Site() as site:
        secure = {HOST: site.base.replace("http:", "https:")}
        async with HttpClient(quick_settings(secure, **waits), lambda: NOW) as client:
            with pytest.raises(FetchTimeout, match=r"within 0\.[2-9]"):
                await client.get(url("/1-a"), {}, 9.0)
