"""Each fault alone, as the crawl meets it: a named end within the allowed attempts, no wait without an end, and then the page.

Whole days of them, into the lake and with everything compared: `python -m tests.reliability.bad_site`.
"""

import time
from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager
from datetime import UTC, date, datetime

import pytest

from flows.crawl.batch import FetchEnd, fetch_end
from flows.crawl.fetch import Fetcher
from flows.crawl.response import FetchRequest, HttpResponse
from flows.crawl.settings import CrawlSettings
from schemas.errors import KronikaError
from schemas.pages import CapturedPage
from tests.flows.crawl.crawling import Tape
from tests.newsroom.running import RunningNewsroom, serve
from tests.newsroom.world import World
from tests.reliability.bad_days import QUICK
from tests.reliability.deaf_port import deaf_port
from tests.reliability.site_faults import FAULTS, ROBOTS_FAULTS, make_bombs
from transforms.content_coding import decode_body
from transforms.outlet import Outlet
from transforms.outlets import load_outlet
from transforms.parse import parse_page

AT = datetime(2026, 5, 5, 15, 0, tzinfo=UTC)
WORLD = World(seed=11, first_day=date(2026, 5, 5), days=1, articles_per_day=12)
QUICKER = QUICK | {"patience_seconds": 0.6, "max_attempts": 2, "backoff_base": 0.01}
ALLOWED_SECONDS = 8.0
"""Far more than the deadlines add up to: for a machine that does much else."""


@pytest.fixture(scope="module")
def newsroom() -> Iterator[RunningNewsroom]:
    make_bombs()
    with serve(WORLD, AT) as running:
        yield running


@asynccontextmanager
async def crawl(newsroom: RunningNewsroom, **changes: object) -> AsyncIterator[tuple[Fetcher, Outlet, Tape]]:
    settings = CrawlSettings(**{"connect_to": newsroom.connect_to, **QUICKER, **changes})  # type: ignore[arg-type]
    outlet, tape = load_outlet("korrespondent").with_hosts(newsroom.hosts), Tape()
    async with Fetcher(settings, outlet.owns, lambda: AT, tape) as fetcher:
        yield fetcher, outlet, tape


def request() -> FetchRequest:
    article_id, url = WORLD.articles("uk", AT)[0]
    return FetchRequest(url=url, kind="article", edition="uk", article_id=article_id)


def outcome(end: FetchEnd, outlet: Outlet, response: HttpResponse | None) -> str:
    """Return the end of a URL as the ledger has it: what the fetch says, else what the parser does."""
    if end.error is not None or response is None:
        return type(end.error).__name__
    try:
        body = decode_body(response.body, response.header("content-encoding"), 40_000_000)
        parse_page(outlet, _captured(end, response, body))
    except KronikaError as error:
        return type(error).__name__
    return "Parsed"


def _captured(end: FetchEnd, response: HttpResponse, body: bytes) -> CapturedPage:
    return CapturedPage(
        capture_id=end.capture_id or "",
        url=response.url,
        kind="article",
        edition="uk",
        article_id=end.request.article_id,
        captured_at=AT,
        body=body,
        content_type=response.header("content-type"),
    )


async def ended(newsroom: RunningNewsroom, **changes: object) -> tuple[str, FetchEnd]:
    async with crawl(newsroom, **changes) as (fetcher, outlet, tape):
        end = await fetch_end(fetcher, request())
        return outcome(end, outlet, tape.responses[-1] if tape.responses else None), end


@pytest.mark.parametrize("transport", ["aiohttp", "httpx"])
@pytest.mark.parametrize("name", FAULTS)
async def test_fault_of_a_page(newsroom: RunningNewsroom, name: str, transport: str) -> None:
    fault = FAULTS[name]
    newsroom.misbehave([fault.rule("articles")])
    started_at = time.monotonic()
    found, end = await ended(newsroom, transport=transport)
    assert time.monotonic() - started_at < ALLOWED_SECONDS
    assert found in (fault.outcomes or {"Parsed"})
    assert 1 <= end.attempt_count <= QUICKER["max_attempts"]
    newsroom.behave()
    assert (await ended(newsroom, transport=transport))[0] == "Parsed"


@pytest.mark.parametrize("name", ROBOTS_FAULTS)
async def test_fault_of_robots(newsroom: RunningNewsroom, name: str) -> None:
    fault = ROBOTS_FAULTS[name]
    newsroom.misbehave([fault.rule("robots")])
    started_at = time.monotonic()
    assert (await ended(newsroom))[0] in (fault.outcomes or {"Parsed"})
    assert time.monotonic() - started_at < ALLOWED_SECONDS
    newsroom.behave()
    assert (await ended(newsroom))[0] == "Parsed"


async def test_connections_that_are_refused(newsroom: RunningNewsroom) -> None:
    with newsroom.refusing():
        found, end = await ended(newsroom)
    assert found == "ConnectionFailed"
    # Nobody heard the question for robots.txt, so none was asked for the page.
    assert end.attempt_count == 0
    assert (await ended(newsroom))[0] == "Parsed"


@pytest.mark.parametrize("transport", ["aiohttp", "httpx"])
async def test_connections_that_are_never_taken(newsroom: RunningNewsroom, transport: str) -> None:
    with deaf_port() as port:
        changes = {"connect_to": dict.fromkeys(newsroom.connect_to, f"http://127.0.0.1:{port}"), "connect_timeout": 0.2}
        started_at = time.monotonic()
        found, _ = await ended(newsroom, transport=transport, respect_robots=False, **changes)
        assert (found, time.monotonic() - started_at < ALLOWED_SECONDS) == ("FetchTimeout", True)
