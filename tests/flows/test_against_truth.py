"""The tables of the lake equal what the newsroom knows, row by row, over three days with revisits, edits and deletions."""

import asyncio
from collections import Counter
from collections.abc import Iterator
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

import duckdb
import pytest

from flows.reparse import reparse
from schemas.lake_tables import TABLES
from tests.flows.newsroom_run import crawl_at, newsroom_settings
from tests.flows.newsroom_tables import KYIV, NOT_OF_THE_TRUTH, NewsroomTables, comparable
from tests.newsroom.running import RunningNewsroom, serve
from tests.newsroom.truth import ArticleTruth
from tests.newsroom.world import World
from warehouse.build import build_models, working_database
from warehouse.lake import connect

FIRST_DAY = date(2026, 5, 5)
INSTANTS = [
    datetime(2026, 5, day, hour, 30, tzinfo=KYIV).astimezone(UTC) for day in (5, 6, 7) for hour in (0, 8, 13, 19, 23)
]
WORLD = World(seed=11, first_day=FIRST_DAY, days=3, articles_per_day=30)


class CrawledLake:
    """A newsroom that was crawled at every instant, and the lake that came of it."""

    def __init__(self, data: Path, newsroom: RunningNewsroom) -> None:
        self.data = data
        self.newsroom = newsroom

    def rows(self, sql: str) -> list[dict[str, Any]]:
        with connect(self.data) as connection:
            rows: list[dict[str, Any]] = connection.execute(sql).to_arrow_table().to_pylist()
            return rows


@pytest.fixture(scope="module")
def lake(tmp_path_factory: pytest.TempPathFactory) -> Iterator[CrawledLake]:
    data = tmp_path_factory.mktemp("crawled")
    with serve(WORLD) as newsroom:
        asyncio.run(crawl_at(newsroom, data, INSTANTS))
        yield CrawledLake(data, newsroom)


@pytest.fixture(scope="module")
def newsroom(lake: CrawledLake) -> NewsroomTables:
    return NewsroomTables(WORLD, lake.rows)


def test_every_version_of_every_article_is_there(lake: CrawledLake, newsroom: NewsroomTables) -> None:
    found = lake.rows("select * from lake.articles")
    assert comparable(found, *NOT_OF_THE_TRUTH["articles"]) == comparable(newsroom.articles())
    assert max(Counter((row["edition"], row["article_id"]) for row in found).values()) >= 3


def test_every_version_has_its_tags(lake: CrawledLake, newsroom: NewsroomTables) -> None:
    expected = comparable(newsroom.article_tags())
    assert expected.total() > 300
    assert comparable(lake.rows("select * from lake.article_tags")) == expected


def test_every_changed_page_has_its_links(lake: CrawledLake, newsroom: NewsroomTables) -> None:
    expected = comparable(newsroom.related_links())
    assert expected.total() > 10_000
    assert comparable(lake.rows("select * from lake.related_links")) == expected


def test_every_page_gives_its_own_counter_and_those_it_lists(lake: CrawledLake, newsroom: NewsroomTables) -> None:
    expected = list(newsroom.view_counts())
    assert {row["seen_on"] for row in expected} >= {"article_page", "read_also"}
    assert comparable(lake.rows("select * from lake.view_counts")) == comparable(expected)


def test_every_changed_listing_and_feed_gives_its_sightings(lake: CrawledLake, newsroom: NewsroomTables) -> None:
    expected = list(newsroom.sightings())
    assert {row["channel"] for row in expected} == {"listing", "feed"}
    assert comparable(lake.rows("select * from lake.sightings")) == comparable(expected)


def test_what_was_listed_was_fetched_at_once_and_again_at_its_ages(newsroom: NewsroomTables) -> None:
    expected = newsroom.to_be_fetched(INSTANTS)
    assert len({(edition, article_id) for edition, article_id, _ in expected}) > 100
    assert newsroom.fetched() == expected


def test_each_broken_page_is_set_aside_and_each_deleted_one_is_gone(
    lake: CrawledLake, newsroom: NewsroomTables
) -> None:
    endings = {
        (row["url"], row["ended_at"]): row
        for row in lake.rows("select * from lake.outcomes where kind = 'article' and capture_id is not null")
    }
    seen: Counter[str] = Counter()
    for page in newsroom.article_pages():
        expected = WORLD.expectation(page["edition"], page["article_id"], page["captured_at"])
        assert expected is not None
        ending = endings[page["url"], page["captured_at"]]
        outcome = "NotModified" if page["is_unchanged"] else expected.outcome
        assert (ending["outcome"], ending["status_code"]) == (outcome, expected.status_code), page["url"]
        seen[outcome] += 1
    assert seen["Gone"] >= 1
    assert seen["MissingField"] + seen["MalformedField"] >= 1
    set_aside = lake.rows("select url, captured_at, error, field, text from lake.quarantine")
    assert set_aside
    for row in set_aside:
        page = next(page for page in newsroom.article_pages() if page["url"] == row["url"])
        expected = WORLD.expectation(page["edition"], page["article_id"], row["captured_at"])
        assert expected is not None
        assert (row["error"], row["field"], row["text"]) == (expected.outcome, expected.field, expected.text)


def test_every_url_ends_a_run_in_exactly_one_outcome(lake: CrawledLake) -> None:
    twice = lake.rows("select run_id, url, count(*) as n from lake.outcomes group by run_id, url having count(*) > 1")
    assert twice == []
    unaccounted = lake.rows(
        "select url from lake.captures anti join lake.outcomes using (batch_id, url) where kind in ('article', 'listing', 'feed')"
    )
    assert unaccounted == []


@pytest.fixture(scope="module")
def marts(lake: CrawledLake) -> Iterator[duckdb.DuckDBPyConnection]:
    build_models(lake.data, INSTANTS[-1])
    with duckdb.connect(working_database(lake.data), read_only=True) as connection:
        yield connection


def _last_pages(newsroom: NewsroomTables) -> dict[tuple[str, str], tuple[ArticleTruth, datetime]]:
    """Return each article as its last readable capture showed it, and when that was."""
    last = {}
    for page in newsroom.article_pages():
        truth = WORLD.article(page["edition"], page["article_id"], page["captured_at"])
        if truth is not None:
            last[page["edition"], page["article_id"]] = (truth, page["captured_at"])
    return last


def test_published_articles_are_as_last_seen_and_know_of_deletion(
    newsroom: NewsroomTables, marts: duckdb.DuckDBPyConnection
) -> None:
    status = {(page["edition"], page["article_id"]): page["status_code"] for page in newsroom.article_pages()}
    expected = {
        (
            *key,
            truth.headline,
            truth.published_at.astimezone(KYIV).date(),
            truth.content_class,
            status[key] in (404, 410),
        )
        for key, (truth, _) in _last_pages(newsroom).items()
    }
    found = marts.execute(
        "select edition, article_id, headline, published_date, content_class, is_deleted from articles"
    ).fetchall()
    assert set(found) == expected
    assert any(is_deleted for *_, is_deleted in expected)


def test_coverage_counts_the_editorial_articles_of_each_tag_and_day(
    newsroom: NewsroomTables, marts: duckdb.DuckDBPyConnection
) -> None:
    expected: Counter[tuple[str, str, date]] = Counter()
    for (edition, article_id), (truth, seen_at) in _last_pages(newsroom).items():
        for tag in WORLD.article_tags(edition, article_id, seen_at):
            if tag.kind == "tag" and truth.content_class == "editorial":
                day = truth.published_at.astimezone(KYIV).date()
                expected[f"tag:korrespondent:{tag.tag_id}", edition, day] += 1
    found = marts.execute(
        "select topic_id, edition, published_date, article_count from coverage_by_topic_day "
        "where topic_kind = 'tag' and article_count > 0"
    ).fetchall()
    assert Counter({tuple(key): count for *key, count in found}) == expected


def _dump(lake: CrawledLake) -> dict[str, list[Any]]:
    """Return every table but `runs` (which says when a batch was committed), ordered."""
    return {
        table.name: sorted(map(repr, lake.rows(f"select * from lake.{table.name}")))
        for table in TABLES
        if table.name != "runs"
    }


def test_a_second_run_adds_nothing(lake: CrawledLake) -> None:
    before = _dump(lake)
    asyncio.run(crawl_at(lake.newsroom, lake.data, INSTANTS))
    assert _dump(lake) == before


@pytest.mark.parametrize("keeps_lake", [True, False], ids=["into the same lake", "into a new lake"])
def test_a_reparse_without_a_request_gives_the_same_tables(
    lake: CrawledLake, tmp_path: Path, *, keeps_lake: bool
) -> None:
    before = _dump(lake)
    data = tmp_path
    (data / "archive").symlink_to(lake.data / "archive")
    if keeps_lake:
        data = lake.data
    settings = newsroom_settings(lake.newsroom, data, INSTANTS[-1])
    # Nothing listens at this address: a request would fail and be seen in the outcomes.
    settings = settings.model_copy(update={"crawl": settings.crawl.__class__(connect_to={})})
    asyncio.run(reparse(settings))
    assert _dump(CrawledLake(data, lake.newsroom)) == before
