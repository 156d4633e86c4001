"""Discovery: of the newsroom's day, and of listings that do not end as they should."""

from collections.abc import AsyncIterator, Iterator, Sequence
from contextlib import asynccontextmanager
from datetime import UTC, date, datetime
from random import Random
from urllib.parse import urlsplit

import pytest

from flows.crawl.batch import FetchEnd
from flows.crawl.discover import discover_day, discover_feeds
from flows.crawl.fetch import Fetcher
from schemas.errors import Gone, MissingField, NotModified, ServerFailed, UnexpectedResponse
from tests.flows.crawl.crawling import Earlier, Tape, quick_settings
from tests.flows.crawl.site import Site, answer
from tests.newsroom.running import RunningNewsroom, serve
from tests.newsroom.world import World
from transforms.outlet import Outlet
from transforms.outlets import load_outlet

DAY = date(2026, 5, 7)
LATE = datetime(2026, 5, 8, 20, 0, tzinfo=UTC)
LISTING = "/all/2026/may/7/"


NOTHING_KNOWN: dict[str, Earlier] = {}


def knowing(tape: Tape) -> dict[str, Earlier]:
    """Return what a lake would know of the pages on a tape."""
    known = {}
    for response in tape.responses:
        if response.status_code == 200:
            etag, modified = response.header("etag"), response.header("last-modified")
            digest = response.body.decode("latin-1")
            known[response.url] = Earlier(response.url, etag=etag, last_modified=modified, payload_digest=digest)
    return known


@pytest.fixture(scope="module")
def newsroom() -> Iterator[RunningNewsroom]:
    world = World(seed=5, first_day=DAY, days=2, articles_per_day=30, page_size=10)
    with serve(world, LATE) as running:
        yield running


@asynccontextmanager
async def crawl_newsroom(newsroom: RunningNewsroom) -> AsyncIterator[tuple[Fetcher, Outlet, Tape]]:
    outlet = load_outlet("korrespondent").with_hosts(newsroom.hosts)
    newsroom.forget_requests()
    newsroom.set_clock(LATE)
    newsroom.behave()
    tape = Tape()
    async with Fetcher(quick_settings(newsroom.connect_to), outlet.owns, lambda: LATE, tape) as fetcher:
        yield fetcher, outlet, tape


def outcomes(ends: Sequence[FetchEnd]) -> list[tuple[str, type, int | None, bool]]:
    return [(urlsplit(end.request.url).path, type(end.error), end.status_code, end.is_unchanged) for end in ends]


def expected_pages(newsroom: RunningNewsroom, edition: str) -> int:
    """Return the number of listing pages with articles, by the newsroom's truth."""
    number = 1
    while newsroom.world.listing(edition, DAY, number, LATE):
        number += 1
    return number - 1


@pytest.mark.parametrize("edition", ["uk", "ru"])
async def test_day_is_read_to_its_empty_page(newsroom: RunningNewsroom, edition: str) -> None:
    async with crawl_newsroom(newsroom) as (fetcher, outlet, _):
        ends = await discover_day(fetcher, outlet, edition, DAY, NOTHING_KNOWN)
    full = expected_pages(newsroom, edition)
    assert full >= 2
    assert outcomes(ends) == [(LISTING, type(None), 200, False)] + [
        (f"{LISTING}p{page}/", type(None), 200, False) for page in range(2, full + 2)
    ]
    assert {end.request.edition for end in ends} == {edition}


async def test_second_reading_asks_conditionally_all_but_the_last_page(newsroom: RunningNewsroom) -> None:
    async with crawl_newsroom(newsroom) as (fetcher, outlet, tape):
        await discover_day(fetcher, outlet, "uk", DAY, NOTHING_KNOWN)
        first = [seen for seen in newsroom.requests if seen.target != "/robots.txt"]
        newsroom.forget_requests()
        ends = await discover_day(fetcher, outlet, "uk", DAY, knowing(tape))
        second = newsroom.requests
    full = expected_pages(newsroom, "uk")
    assert [type(end.error) for end in ends] == [NotModified] * full + [type(None)]
    assert [end.is_unchanged for end in ends] == [True] * (full + 1)
    assert [seen.target for seen in second] == [seen.target for seen in first]
    assert [seen.is_conditional for seen in second] == [True] * full + [False]


async def test_day_that_grew_by_a_page_is_read_to_its_new_end(newsroom: RunningNewsroom) -> None:
    morning = datetime(2026, 5, 7, 9, 0, tzinfo=UTC)
    async with crawl_newsroom(newsroom) as (fetcher, outlet, tape):
        newsroom.set_clock(morning)
        early = await discover_day(fetcher, outlet, "uk", DAY, NOTHING_KNOWN)
        newsroom.set_clock(LATE)
        late = await discover_day(fetcher, outlet, "uk", DAY, knowing(tape))
    assert len(early) < len(late) == expected_pages(newsroom, "uk") + 1
    assert all(end.error is None for end in late)


async def test_feed_is_asked_conditionally(newsroom: RunningNewsroom) -> None:
    async with crawl_newsroom(newsroom) as (fetcher, outlet, tape):
        (first,) = await discover_feeds(fetcher, outlet, "uk", NOTHING_KNOWN)
        (second,) = await discover_feeds(fetcher, outlet, "uk", knowing(tape))
    assert (first.error, first.request.kind, first.request.edition) == (None, "feed", "uk")
    assert isinstance(second.error, NotModified)


@pytest.mark.parametrize(
    ("kind", "leaf"),
    [
        ("gzip_bomb", "Undecodable"),
        ("corrupt_gzip", "Undecodable"),
        ("challenge", "Blocked"),
        ("redirect_loop", "UnexpectedResponse"),
        ("redirect_away", "UnexpectedResponse"),
        ("server_error", "ServerFailed"),
        ("forbidden", "Blocked"),
        ("truncated", "ConnectionFailed"),
        ("dropped", "ConnectionFailed"),
    ],
)
async def test_misbehaving_page_stops_paging_with_its_own_error(
    newsroom: RunningNewsroom, kind: str, leaf: str
) -> None:
    async with crawl_newsroom(newsroom) as (fetcher, outlet, _):
        newsroom.misbehave([{"match": f"*{LISTING}p2/*", "kind": kind}])
        ends = await discover_day(fetcher, outlet, "uk", DAY, NOTHING_KNOWN)
    assert [type(end.error).__name__ for end in ends] == ["NoneType", leaf]


@pytest.mark.parametrize("kind", ["too_many_requests", "unavailable", "server_error", "truncated", "dropped"])
async def test_passing_trouble_is_outlived(newsroom: RunningNewsroom, kind: str) -> None:
    async with crawl_newsroom(newsroom) as (fetcher, outlet, _):
        newsroom.misbehave([{"match": f"*{LISTING}p2/", "kind": kind, "times": 1, "params": {"retry_after": 0}}])
        ends = await discover_day(fetcher, outlet, "uk", DAY, NOTHING_KNOWN)
    assert [end.error for end in ends] == [None] * (expected_pages(newsroom, "uk") + 1)
    assert [end.attempt_count for end in ends[:3]] == [1, 2, 1]
    assert [seen.target for seen in newsroom.requests].count(f"{LISTING}p2/") == 2


def listing(*numbers: int) -> bytes:
    """Return a listing page written for these tests, in Korrespondent's shape."""
    items = "".join(
        f'<div class="article article_rubric_top"><div class="article__title"><a href="/ukraine/{number}-a">Новина</a></div>'
        f'<div class="article__date">Україна - 7 травня 2026,&nbsp;18:00</div></div>'
        for number in numbers
    )
    page = f"<!doctype html><!-- invented --><title>Архів</title><div class='articles-list'>{items}</div>"
    return answer(200, page.encode(), [("Content-Type", "text/html; charset=utf-8")])


@asynccontextmanager
async def crawl_listings(site: Site, **changes: object) -> AsyncIterator[tuple[Fetcher, Outlet]]:
    outlet = load_outlet("korrespondent").with_hosts({"ua.korrespondent.net": "ua.korrespondent.example"})
    settings = quick_settings({"ua.korrespondent.example": site.base}, **changes)
    async with Fetcher(settings, outlet.owns, lambda: LATE, Tape(), random=Random(1)) as fetcher:
        yield fetcher, outlet


async def test_paging_that_repeats_a_page_is_stopped() -> None:
    routes = {LISTING: listing(1, 2), f"{LISTING}p2/": listing(3, 4), f"{LISTING}p3/": listing(4, 3)}
    async with Site(routes) as site, crawl_listings(site) as (fetcher, outlet):
        ends = await discover_day(fetcher, outlet, "uk", DAY, NOTHING_KNOWN)
    assert [type(end.error) for end in ends] == [type(None), type(None), UnexpectedResponse]
    assert "page 3 repeats page 2" in str(ends[2].error)
    assert ends[2].status_code == 200


async def test_endless_paging_is_given_up() -> None:
    routes = {LISTING: listing(1)} | {f"{LISTING}p{page}/": listing(page) for page in range(2, 20)}
    async with Site(routes) as site, crawl_listings(site, max_listing_pages=4) as (fetcher, outlet):
        ends = await discover_day(fetcher, outlet, "uk", DAY, NOTHING_KNOWN)
    assert len(site.paths()) == 4
    assert [type(end.error) for end in ends] == [type(None)] * 4 + [UnexpectedResponse]
    assert (ends[4].request.url, ends[4].attempt_count) == (f"https://ua.korrespondent.example{LISTING}p5/", 0)
    assert "did not end within 4 pages" in str(ends[4].error)


async def test_page_that_is_no_listing_stops_paging() -> None:
    routes = {LISTING: listing(1), f"{LISTING}p2/": answer(200, b"<!-- invented --><p>maintenance</p>")}
    async with Site(routes) as site, crawl_listings(site) as (fetcher, outlet):
        ends = await discover_day(fetcher, outlet, "uk", DAY, NOTHING_KNOWN)
    assert [type(end.error) for end in ends] == [type(None), MissingField]


@pytest.mark.parametrize(("status", "leaf"), [(404, Gone), (500, ServerFailed)])
async def test_listing_that_cannot_be_had(status: int, leaf: type) -> None:
    async with Site({LISTING: answer(status)}) as site, crawl_listings(site) as (fetcher, outlet):
        ends = await discover_day(fetcher, outlet, "uk", DAY, NOTHING_KNOWN)
    assert outcomes(ends) == [(LISTING, leaf, status, False)]
