"""Discovery on outlets that list a day on one page, or all articles newest first."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import replace
from datetime import UTC, date, datetime
from random import Random

import pytest

from flows.crawl.discover import discover_feeds, discover_listings
from flows.crawl.fetch import Fetcher
from flows.crawl.settings import CrawlSettings
from flows.outlet_run import with_counts
from schemas.errors import Gone, NotModified, UnexpectedResponse
from tests.flows.crawl.crawling import Earlier, Tape, article, quick_settings
from tests.flows.crawl.site import Site, answer
from transforms.edition import Edition
from transforms.outlet import Outlet
from transforms.shapes import AddressShape, ArticleShape, Layout, ListingShape

HOST = "gazette.example"
NOW = datetime(2026, 5, 7, 20, 0, tzinfo=UTC)
LIST = ListingShape(container=("ul",), item="li", link=("a",), date=("time",))
NEWEST = Outlet(
    name="gazette",
    title="Gazette",
    time_zone="Europe/Kyiv",
    editions=(
        Edition("uk", "uk", HOST, (f"https://{HOST}/rss/all.xml",), "/ukr", (f"https://{HOST}/sitemap_news.xml",)),
    ),
    addresses=AddressShape(
        article=r"/(?P<article_id>\d+)", newest_listing="/all?page={page}", count="/views/{article_id}"
    ),
    layouts=(Layout(ArticleShape(), (LIST,)),),
)
DAILY = replace(NEWEST, addresses=replace(NEWEST.addresses, newest_listing=None, day_listing="/{year}/{month}/{day}"))


def page(*items: tuple[int, str]) -> bytes:
    rows = "".join(f'<li><a href="/ukr/{number}">Новина {number}</a><time>{text}</time></li>' for number, text in items)
    return answer(
        200,
        f"<!-- Invented. --><ul>{rows}</ul>".encode(),
        [("Content-Type", "text/html; charset=utf-8"), ("ETag", '"1"')],
    )


NOTHING_KNOWN: dict[str, Earlier] = {}


@asynccontextmanager
async def crawl(site: Site, **changes: object) -> AsyncIterator[Fetcher]:
    settings = quick_settings({HOST: site.base}, **changes)
    async with Fetcher(settings, NEWEST.owns, lambda: NOW, Tape(), random=Random(1)) as fetcher:
        yield fetcher


async def test_pages_are_read_until_the_days_are_passed() -> None:
    routes = {
        "/ukr/all?page=1": page((9, "7 травня, 18:00"), (8, "7 травня, 09:00"), (2, "1 січня 1970, 03:00")),
        "/ukr/all?page=2": page((1, "1 січня, 10:00"), (7, "7 травня, 00:01"), (6, "6 травня, 12:00")),
        "/ukr/all?page=3": page((5, "6 травня, 00:00"), (4, "5 травня, 23:59")),
        "/ukr/all?page=4": page((3, "5 травня, 10:00")),
    }
    async with Site(routes) as site, crawl(site) as fetcher:
        ends = await discover_listings(fetcher, NEWEST, "uk", [date(2026, 5, 7), date(2026, 5, 6)], NOTHING_KNOWN)
        assert site.paths() == ["/ukr/all?page=1", "/ukr/all?page=2", "/ukr/all?page=3"]
        ends_of_one = await discover_listings(fetcher, NEWEST, "uk", [date(2026, 5, 7)], NOTHING_KNOWN)
    assert [end.error for end in ends] == [None, None, None]
    assert len(ends_of_one) == 2


async def test_pages_of_a_list_without_dates_end_where_they_repeat() -> None:
    routes = {"/ukr/all?page=1": page((9, "")), "/ukr/all?page=2": page((8, "")), "/ukr/all?page=3": page((8, ""))}
    async with Site(routes) as site, crawl(site) as fetcher:
        ends = await discover_listings(fetcher, NEWEST, "uk", [date(2026, 5, 7)], NOTHING_KNOWN)
    assert [type(end.error) for end in ends] == [type(None), type(None), UnexpectedResponse]


@pytest.mark.parametrize(("third", "error"), [(answer(404), Gone), (page(), type(None))])
async def test_pages_end_with_one_that_is_not_there_or_empty(third: bytes, error: type) -> None:
    routes = {"/ukr/all?page=1": page((9, "")), "/ukr/all?page=2": page((8, "")), "/ukr/all?page=3": third}
    async with Site(routes) as site, crawl(site) as fetcher:
        ends = await discover_listings(fetcher, NEWEST, "uk", [date(2026, 5, 7)], NOTHING_KNOWN)
    assert [type(end.error) for end in ends] == [type(None), type(None), error]


async def test_pages_that_do_not_end_are_given_up() -> None:
    routes = {f"/ukr/all?page={number}": page((number, "7 травня, 18:00")) for number in range(1, 9)}
    async with Site(routes) as site, crawl(site, max_listing_pages=3) as fetcher:
        ends = await discover_listings(fetcher, NEWEST, "uk", [date(2026, 5, 7)], NOTHING_KNOWN)
    assert [end.status_code for end in ends] == [200, 200, 200, None]
    assert "did not end within 3 pages" in str(ends[-1].error)


async def test_a_day_on_one_page_is_asked_once_and_conditionally() -> None:
    routes = {"/ukr/2026/5/7": [page((9, "18:00")), answer(304)], "/ukr/2026/5/6": page()}
    known = Earlier(f"https://{HOST}/ukr/2026/5/7", etag='"1"')
    async with Site(routes) as site, crawl(site) as fetcher:
        days = [date(2026, 5, 7), date(2026, 5, 6)]
        ends = await discover_listings(fetcher, DAILY, "uk", days, NOTHING_KNOWN)
        (again,) = await discover_listings(fetcher, DAILY, "uk", days[:1], {known.url: known})
        assert site.paths() == ["/ukr/2026/5/7", "/ukr/2026/5/6", "/ukr/2026/5/7"]
        assert site.asked[-1].headers["if-none-match"] == '"1"'
    assert [end.error for end in ends] == [None, None]
    assert isinstance(again.error, NotModified)


async def test_an_outlet_without_listings_is_found_by_its_feeds_and_sitemaps() -> None:
    outlet = replace(NEWEST, addresses=replace(NEWEST.addresses, newest_listing=None))
    routes = {"/rss/all.xml": answer(200, b"<rss><channel/></rss>"), "/sitemap_news.xml": answer(200, b"<urlset/>")}
    async with Site(routes) as site, crawl(site) as fetcher:
        assert await discover_listings(fetcher, outlet, "uk", [date(2026, 5, 7)], NOTHING_KNOWN) == []
        ends = await discover_feeds(fetcher, outlet, "uk", NOTHING_KNOWN)
    assert [(end.request.kind, end.status_code) for end in ends] == [("feed", 200), ("sitemap", 200)]


def test_each_article_is_followed_by_its_count_page_once() -> None:
    articles = [article("/ukr/1", article_id="1"), article("/en/1", article_id="1"), article("/ukr/2", article_id="2")]
    asked = list(with_counts(articles, NEWEST))
    assert [request.url.rpartition("example")[2] for request in asked] == [
        "/ukr/1",
        "/ukr/views/1",
        "/en/1",
        "/ukr/2",
        "/ukr/views/2",
    ]
    assert [request.kind for request in asked] == ["article", "count", "article", "article", "count"]
    assert (asked[1].edition, asked[1].article_id, asked[1].conditional, asked[1].previous) == ("uk", "1", False, None)
    assert list(with_counts(articles, replace(NEWEST, addresses=replace(NEWEST.addresses, count=None)))) == articles


def test_an_outlets_own_pause_is_kept_where_it_is_longer() -> None:
    from transforms.outlets import load_outlet

    assert load_outlet("censor").pause_seconds >= 3
    assert load_outlet("korrespondent").pause_seconds == 0
    assert CrawlSettings().pause_seconds < load_outlet("censor").pause_seconds
