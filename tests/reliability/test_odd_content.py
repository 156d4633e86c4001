"""A site that shows strange things: runs end, the ledger balances, and no date, id or page number runs away with the tables."""

import asyncio
from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest

from flows.batches import backfill_run
from flows.crawl.discover import discover_feeds
from flows.crawl.fetch import Fetcher
from flows.crawl.settings import CrawlSettings
from flows.outlet_run import backfill_plan, run_outlet
from tests.flows.crawl.crawling import Tape
from tests.flows.newsroom_run import crawl_at, newsroom_settings
from tests.newsroom.running import RunningNewsroom, serve
from tests.newsroom.world import World
from tests.reliability.site_checks import ledger_faults, lost_articles
from transforms.outlets import load_outlet
from warehouse.lake import connect

AT = datetime(2026, 5, 5, 15, 0, tzinfo=UTC)
DAY = date(2026, 5, 5)
SOON, LATER = AT + timedelta(minutes=1), AT + timedelta(hours=2)
WORLD = World(seed=11, first_day=DAY, days=1, articles_per_day=12, page_size=5)


@pytest.fixture
def newsroom() -> Iterator[RunningNewsroom]:
    with serve(WORLD, AT) as running:
        yield running


def crawl(newsroom: RunningNewsroom, data: Path, *instants: datetime) -> None:
    asyncio.run(crawl_at(newsroom, data, instants, max_attempts=1, max_listing_pages=6, breaker_failures=1000))


def rows(data: Path, sql: str) -> list[tuple[Any, ...]]:
    with connect(data) as connection:
        return connection.execute(sql).fetchall()


def assert_whole(data: Path, at: datetime) -> None:
    """Check that the ledger balances and that no article which can be read is missing."""
    with connect(data) as connection:
        assert ledger_faults(connection) == []
        assert lost_articles(connection, WORLD, at) == []


def test_endless_paging_is_given_up(newsroom: RunningNewsroom, tmp_path: Path) -> None:
    newsroom.misbehave([{"match": "*/all/*", "kind": "endless_listing"}])
    crawl(newsroom, tmp_path, AT)
    ends = rows(
        tmp_path, "select url, detail from lake.outcomes where kind = 'listing' and outcome = 'UnexpectedResponse'"
    )
    assert {url.rpartition("/all/")[2] for url, _ in ends} >= {"2026/may/5/p7/"}
    assert all("did not end within 6 pages" in detail for _, detail in ends)
    invented = rows(tmp_path, "select distinct outcome from lake.outcomes where length(article_id) > 7")
    assert invented == [("Gone",)]
    assert_whole(tmp_path, AT)


def test_listing_that_repeats_itself_is_read_once(newsroom: RunningNewsroom, tmp_path: Path) -> None:
    newsroom.misbehave([{"match": "*/all/*", "kind": "repeated_listing"}])
    crawl(newsroom, tmp_path, AT)
    details = rows(tmp_path, "select distinct detail from lake.outcomes where outcome = 'UnexpectedResponse'")
    assert details
    assert all("page 2 repeats page 1" in detail for (detail,) in details)
    assert_whole(tmp_path, AT)


async def test_sitemap_that_holds_itself_is_asked_once(newsroom: RunningNewsroom) -> None:
    outlet = load_outlet("korrespondent").with_hosts(newsroom.hosts)
    uk = replace(outlet.editions[0], feed_urls=(), sitemap_urls=(f"{outlet.editions[0].origin}/sitemap/sitemap.xml",))
    outlet = replace(outlet, editions=(uk,))
    newsroom.misbehave([{"match": "*/sitemap.xml*", "kind": "sitemap_of_itself"}])
    settings = CrawlSettings(pause_seconds=0, connect_to=newsroom.connect_to)
    async with Fetcher(settings, outlet.owns, lambda: AT, Tape()) as fetcher:
        (end,) = await discover_feeds(fetcher, outlet, "uk", {})
    assert (end.error, [each.target for each in newsroom.requests]) == (None, ["/robots.txt", "/sitemap/sitemap.xml"])


def test_ids_that_change_are_new_articles_each_time_and_nothing_else_breaks(
    newsroom: RunningNewsroom, tmp_path: Path
) -> None:
    """Nobody can tell: what a person does about it is in the README of this folder."""
    newsroom.misbehave([{"match": "*", "kind": "changing_ids"}])
    crawl(newsroom, tmp_path, AT, SOON)
    (per_id,) = rows(
        tmp_path, "select max(n) from (select count(*) as n from lake.articles group by edition, article_id)"
    )
    assert per_id == (1,)
    with connect(tmp_path) as connection:
        assert ledger_faults(connection) == []


def test_two_articles_at_one_url_are_versions_of_one(newsroom: RunningNewsroom, tmp_path: Path) -> None:
    pages = [url for article_id, url in WORLD.articles("uk", AT) if WORLD.article("uk", article_id, AT) is not None]
    target = pages[1].removeprefix("https://ua.korrespondent.example")
    match = pages[0].removeprefix("https://")
    newsroom.misbehave([{"match": match, "kind": "two_articles", "params": {"other": target}}])
    crawl(newsroom, tmp_path, AT, LATER)
    headlines = rows(tmp_path, f"select headline from lake.articles where url = '{pages[0]}'")
    other = rows(tmp_path, f"select headline from lake.articles where url = '{pages[1]}'")
    assert len(headlines) == 2
    assert other[0] in headlines
    assert_whole(tmp_path, LATER)


def test_an_article_under_two_urls_is_one_and_asked_for_once(newsroom: RunningNewsroom, tmp_path: Path) -> None:
    newsroom.misbehave([{"match": "*/all/*", "kind": "two_urls"}, {"match": "*-again", "kind": "two_urls"}])
    crawl(newsroom, tmp_path, AT)
    sighted = rows(
        tmp_path,
        "select max(n) from (select count(distinct url) as n from lake.sightings group by edition, article_id)",
    )
    asked = rows(
        tmp_path,
        "select max(n) from (select count(*) as n from lake.outcomes where kind = 'article' group by edition, article_id)",
    )
    assert (sighted, asked) == ([(2,)], [(1,)])
    assert_whole(tmp_path, AT)


@pytest.mark.parametrize("year", [1970, 2099])
def test_an_article_of_another_century_is_set_aside_until_its_page_is_mended(
    newsroom: RunningNewsroom, tmp_path: Path, year: int
) -> None:
    newsroom.misbehave([{"match": "*", "kind": "odd_year", "params": {"year": year}}])
    crawl(newsroom, tmp_path, AT)
    years = rows(tmp_path, "select distinct year(published_at) from lake.articles")
    assert years in ([], [(2026,)])  # those whose metadata says it right
    set_aside = rows(
        tmp_path, "select field, text from lake.quarantine where error = 'MalformedField' and text like '____-%'"
    )
    assert len(set_aside) > 3
    assert {(field, text[:4]) for field, text in set_aside} == {("published_at", str(year))}
    newsroom.behave()
    crawl(newsroom, tmp_path, LATER)
    assert_whole(tmp_path, LATER)


def test_damaged_listing_is_asked_for_whole_again(newsroom: RunningNewsroom, tmp_path: Path) -> None:
    """By the validators of the damaged body the server would say that nothing has changed since."""
    crawl(newsroom, tmp_path, AT - timedelta(hours=5))
    newsroom.misbehave([{"match": "*/all/*", "kind": "corrupt_gzip"}, {"match": "*/rss/*", "kind": "forbidden"}])
    crawl(newsroom, tmp_path, AT)
    newsroom.misbehave([{"match": "*/rss/*", "kind": "forbidden"}])
    newsroom.forget_requests()
    crawl(newsroom, tmp_path, AT + timedelta(seconds=20))
    newsroom.behave()
    with connect(tmp_path) as connection:
        assert ledger_faults(connection) == []
        # What no listing shows comes by the feed alone.
        listed = {
            (seen.edition, seen.article_id)
            for number in (1, 2, 3, 4, 5)
            for edition in ("uk", "ru")
            for seen in WORLD.listing(edition, DAY, number, AT)
        }
        had = set(connection.execute("select edition, article_id from lake.outcomes where kind = 'article'").fetchall())
    assert listed - had == set()


def test_backfill_takes_up_again_what_was_answered_by_an_error_page(newsroom: RunningNewsroom, tmp_path: Path) -> None:
    newsroom.misbehave([{"match": "*/*-*", "kind": "unavailable", "params": {"retry_after": None}, "share": 0.5}])
    for stamp in (AT, LATER):
        settings = newsroom_settings(newsroom, tmp_path, stamp, max_attempts=1, breaker_failures=1000)
        newsroom.set_clock(stamp)
        asyncio.run(run_outlet(settings, backfill_plan(backfill_run("korrespondent", DAY, stamp, again=True), DAY)))
        newsroom.behave()
    with connect(tmp_path) as connection:
        assert ledger_faults(connection) == []
        feed_only = {url for _, url in WORLD.articles("uk", LATER)} - {
            url for (url,) in rows(tmp_path, "select url from lake.sightings")
        }
        assert {url for url in lost_articles(connection, WORLD, LATER) if "/ua." in url} <= feed_only
