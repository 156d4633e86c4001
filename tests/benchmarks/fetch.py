"""CPU time of fetching one page, in this process, by several ways in turn.

    python -m tests.benchmarks.fetch [--pages 2000] [--rounds 5] [--connections 10]

Another process serves one gzipped page of 100 kB, made beforehand, over HTTP/1.1 on the loopback interface, so that only the
client's own work is counted (`resource.getrusage`, user and system). The ways alternate round by round, since the
machine's speed changes; the median and the fastest round are printed. `Fetcher.fetch` includes what the others do not do: the host's gate,
robots.txt, the circuit breaker, the look for a challenge in the first decoded bytes, and the call that records.
"""

import argparse
import asyncio
import gzip
import multiprocessing
import resource
import statistics
from collections.abc import Awaitable, Callable
from datetime import UTC, datetime
from functools import partial
from multiprocessing.connection import Connection
from random import Random
from typing import Literal

import aiohttp
import httpx
from httpx_aiohttp import AiohttpTransport

from flows.crawl.batch import fetch_batch
from flows.crawl.fetch import Fetcher
from flows.crawl.response import FetchRequest, HttpResponse, PreviousCapture
from flows.crawl.settings import CrawlSettings

HOST = "uk.gazette.example"
HEADERS = {"User-Agent": "Kronika/bench", "Accept": "text/html", "Accept-Encoding": "gzip, br, zstd"}
PAGE_BYTES = 100_000


class Capture:
    """What recording gives back."""

    capture_id = "capture"
    is_unchanged = False


def make_page(seed: int = 1) -> bytes:
    """Return an invented page of 100 kB whose text compresses to about a fifth."""
    random = Random(seed)
    letters = "абвгдежзиклмнопрстуфхцшюя"
    words = ["".join(random.choices(letters, k=random.randint(2, 10))) for _ in range(900)]
    lines = ["<!doctype html><meta charset=utf-8><title>Вигадана сторінка</title>"]
    size = 0
    while size < PAGE_BYTES:
        text = " ".join(random.choices(words, k=10))
        number = random.randint(1, 9_999_999)
        lines.append(
            f'<div class="article"><a class="article__img-link" href="/ukraine/{number}-slug">{text}</a></div>'
        )
        size += len(lines[-1].encode()) + 1
    return "\n".join(lines).encode()


class PageServer(asyncio.Protocol):
    """Answers every request with the same bytes, robots.txt with 404."""

    def __init__(self, response: bytes) -> None:
        self._response = response
        self._pending = b""

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        assert isinstance(transport, asyncio.Transport)
        self._transport = transport

    def data_received(self, data: bytes) -> None:
        *requests, self._pending = (self._pending + data).split(b"\r\n\r\n")
        for request in requests:
            is_robots = request.startswith(b"GET /robots.txt ")
            self._transport.write(b"HTTP/1.1 404 None\r\nContent-Length: 0\r\n\r\n" if is_robots else self._response)


def serve(body: bytes, told: Connection) -> None:
    """Serve until killed, in a process of its own; tell the port first."""
    head = (
        "HTTP/1.1 200 OK\r\nServer: nginx\r\nDate: Thu, 07 May 2026 15:00:00 GMT\r\nContent-Type: text/html; charset=UTF-8\r\n"
        'Content-Encoding: gzip\r\nVary: Accept-Encoding\r\nETag: "5"\r\nCache-Control: max-age=60\r\n'
        f"X-Frame-Options: SAMEORIGIN\r\nContent-Length: {len(body)}\r\n\r\n"
    )

    async def run() -> None:
        loop = asyncio.get_running_loop()
        server = await loop.create_server(partial(PageServer, head.encode() + body), "127.0.0.1", 0)
        told.send(server.sockets[0].getsockname()[1])
        await asyncio.Event().wait()

    asyncio.run(run())


async def drive(get: Callable[[str], Awaitable[bytes]], urls: list[str], connections: int) -> None:
    """Get all URLs by so many workers."""
    pending = iter(urls)

    async def work() -> None:
        for url in pending:
            assert len(await get(url)) > 10_000

    await asyncio.gather(*(work() for _ in range(connections)))


async def by_fetcher(transport: Literal["aiohttp", "httpx"], base: str, paths: list[str], connections: int) -> None:
    """Our own way."""
    settings = CrawlSettings(
        pause_seconds=0,
        connections_per_host=connections,
        transport=transport,
        connect_to={HOST: base},
    )

    def record(response: HttpResponse, previous: PreviousCapture | None) -> Capture:
        assert response.status_code == 404 or len(response.body) > 10_000
        return Capture()

    requests = [FetchRequest(url=f"https://{HOST}{path}", kind="article") for path in paths]
    async with Fetcher(settings, lambda _: True, lambda: datetime.now(UTC), record) as fetcher:
        ends = await fetch_batch(fetcher, requests, connections)
    assert all(end.error is None for end in ends)


async def by_httpx_client(transport: httpx.AsyncBaseTransport, base: str, paths: list[str], connections: int) -> None:
    """The client of httpx as its documentation shows it, bodies left coded."""
    async with httpx.AsyncClient(headers=HEADERS, transport=transport) as client:

        async def get(url: str) -> bytes:
            async with client.stream("GET", url) as response:
                return b"".join([chunk async for chunk in response.aiter_raw()])

        await drive(get, [base + path for path in paths], connections)


async def by_httpx_transport(
    transport: httpx.AsyncBaseTransport, base: str, paths: list[str], connections: int
) -> None:
    """A transport of httpx without its client."""
    headers = httpx.Headers(HEADERS)
    extensions = {"timeout": {"connect": 10.0, "read": 20.0, "write": 20.0, "pool": None}}

    async def get(url: str) -> bytes:
        request = httpx.Request("GET", url, headers=headers, extensions=extensions)
        response = await transport.handle_async_request(request)
        body = b"".join([chunk async for chunk in response.aiter_raw()])
        await response.aclose()
        return body

    async with transport:
        await drive(get, [base + path for path in paths], connections)


async def by_aiohttp(base: str, paths: list[str], connections: int) -> None:
    """aiohttp without httpx."""
    async with aiohttp.ClientSession(headers=HEADERS, auto_decompress=False) as session:

        async def get(url: str) -> bytes:
            async with session.get(url, allow_redirects=False) as response:
                return await response.read()

        await drive(get, [base + path for path in paths], connections)


def aiohttp_transport() -> httpx.AsyncBaseTransport:
    """Return httpx-aiohttp's transport."""
    return AiohttpTransport(client=lambda: aiohttp.ClientSession(cookie_jar=aiohttp.DummyCookieJar()))


WAYS: dict[str, Callable[[str, list[str], int], Awaitable[None]]] = {
    "Fetcher, httpx-aiohttp transport (default)": partial(by_fetcher, "aiohttp"),
    "Fetcher, httpx transport": partial(by_fetcher, "httpx"),
    "httpx client, httpx-aiohttp transport": lambda *run: by_httpx_client(aiohttp_transport(), *run),
    "httpx client": lambda *run: by_httpx_client(httpx.AsyncHTTPTransport(), *run),
    "httpx-aiohttp transport alone": lambda *run: by_httpx_transport(aiohttp_transport(), *run),
    "httpx transport alone": lambda *run: by_httpx_transport(httpx.AsyncHTTPTransport(), *run),
    "aiohttp": by_aiohttp,
}


def cpu_seconds() -> float:
    """Return user and system time of this process so far."""
    usage = resource.getrusage(resource.RUSAGE_SELF)
    return usage.ru_utime + usage.ru_stime


def measure(base: str, pages: int, rounds: int, connections: int) -> dict[str, list[float]]:
    """Return CPU milliseconds a page of each way and round; one round before them warms up."""
    paths = [f"/ukraine/politics/{4_800_000 + number}-some-article-slug" for number in range(pages)]
    figures: dict[str, list[float]] = {name: [] for name in WAYS}
    for round_number in range(rounds + 1):
        for name, way in WAYS.items():
            before = cpu_seconds()
            asyncio.run(_as_coroutine(way(base, paths, connections)))
            if round_number:
                figures[name].append((cpu_seconds() - before) / pages * 1000)
    return figures


async def _as_coroutine(work: Awaitable[None]) -> None:
    await work


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--pages", type=int, default=2000)
    parser.add_argument("--rounds", type=int, default=5)
    parser.add_argument("--connections", type=int, default=10)
    options = parser.parse_args()
    body = gzip.compress(make_page())
    context = multiprocessing.get_context("spawn")
    hears, told = context.Pipe(duplex=False)
    server = context.Process(target=serve, args=(body, told), daemon=True)
    server.start()
    try:
        base = f"http://127.0.0.1:{hears.recv()}"
        figures = measure(base, options.pages, options.rounds, options.connections)
    finally:
        server.terminate()
        server.join()
    print(f"page of {PAGE_BYTES // 1000} kB, {len(body) / 1000:.1f} kB gzipped, {options.connections} connections")
    print(f"{'CPU ms a page':44} median  fastest")
    for name, values in figures.items():
        print(f"{name:44} {statistics.median(values):6.3f}  {min(values):7.3f}")


if __name__ == "__main__":
    main()
