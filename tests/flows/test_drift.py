"""A selector breaks: the run fails, nothing of it is in the tables, and a reparse with the mended one brings everything in."""

import asyncio
import shutil
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import asdict
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

import pytest

from flows.cli import exit_code
from flows.commits import archive_day
from flows.outlet_run import RunSummary, check_drift
from flows.reparse import reparse
from flows.settings import Settings
from flows.showing import current_status
from schemas.errors import FieldsDrifted
from schemas.lake_tables import TABLES
from tests.flows.mended_outlet import NOWHERE, selectors
from tests.flows.newsroom_run import crawl_at, newsroom_settings
from tests.newsroom.running import RunningNewsroom, serve
from tests.newsroom.world import World
from transforms.outlets import korrespondent
from warehouse.lake import connect

KYIV = ZoneInfo("Europe/Kyiv")
WORLD = World(seed=11, first_day=date(2026, 5, 5), days=6, articles_per_day=40)


def _kyiv(day: int, *hours: int) -> list[datetime]:
    return [datetime(2026, 5, day, hour, 30, tzinfo=KYIV).astimezone(UTC) for hour in hours]


GOOD_DAYS = [instant for day in (5, 6, 7, 8) for instant in _kyiv(day, 12, 23)]
NEXT_DAY = _kyiv(9, 13)
ROWS = [table.name for table in TABLES if table.name != "runs"]
ROWS_OF_ARTICLES = ("articles", "article_tags", "related_links", "view_counts")


@pytest.fixture(scope="module")
def newsroom() -> Iterator[RunningNewsroom]:
    with serve(WORLD) as newsroom:
        yield newsroom


@pytest.fixture(scope="module")
def good_days(newsroom: RunningNewsroom, tmp_path_factory: pytest.TempPathFactory) -> Path:
    data = tmp_path_factory.mktemp("good_days")
    summaries = asyncio.run(crawl_at(newsroom, data, GOOD_DAYS))
    assert [(summary.drifts, summary.warnings) for summary in summaries] == [([], [])] * len(GOOD_DAYS)
    return data


@pytest.fixture
def data(good_days: Path, tmp_path: Path) -> Path:
    return Path(shutil.copytree(good_days, tmp_path / "data"))


def _rows(data: Path, sql: str) -> list[dict[str, Any]]:
    with connect(data) as connection:
        rows: list[dict[str, Any]] = connection.execute(sql).to_arrow_table().to_pylist()
        return rows


def _dump(data: Path, names: list[str] = ROWS) -> dict[str, list[str]]:
    return {name: sorted(map(repr, _rows(data, f"select * from lake.{name}"))) for name in names}


def _settings(newsroom: RunningNewsroom, data: Path, **changes: Any) -> Settings:
    """Return settings under which any request would fail and be seen."""
    settings = newsroom_settings(newsroom, data, NEXT_DAY[-1])
    return settings.model_copy(update={"crawl": settings.crawl.__class__(connect_to={}), **changes})


def _crawl(newsroom: RunningNewsroom, data: Path, instants: list[datetime] = NEXT_DAY) -> list[RunSummary]:
    return asyncio.run(crawl_at(newsroom, data, instants))


def _assert_nothing_half(data: Path, before: dict[str, list[str]]) -> None:
    """The tables of articles are as before; each new article page is in quarantine, and each URL ended once."""
    assert _dump(data, list(ROWS_OF_ARTICLES)) == {name: before[name] for name in ROWS_OF_ARTICLES}
    twice = "select run_id, url from lake.outcomes group by run_id, url having count(*) > 1"
    assert _rows(data, twice) == []
    lost = (
        "from lake.captures anti join lake.outcomes using (batch_id, url) where kind in ('article', 'listing', 'feed')"
    )
    assert _rows(data, f"select url {lost}") == []
    ended = "select capture_id from lake.outcomes where outcome = 'Drifted' and branch = 'quarantine'"
    kept = "select capture_id from lake.quarantine where error = 'Drifted'"
    assert sorted(map(repr, _rows(data, ended))) == sorted(map(repr, _rows(data, kept)))
    counted = "select sum(quarantine_count) as n from lake.runs"
    assert _rows(data, counted) == _rows(data, "select count(*) as n from lake.quarantine")


def _assert_equals_truth(data: Path) -> None:
    """Every version of every article, its tags, links and counts are those that the newsroom knows."""
    pages = _rows(data, "select * from lake.captures where kind = 'article' order by captured_at, url")
    versions, tags, links, counts = [], [], [], []
    last: dict[tuple[str, str], Any] = {}
    for page in pages:
        key, at = (page["edition"], page["article_id"]), page["captured_at"]
        seen = {"capture_id": page["capture_id"]}
        article, of_article = WORLD.article(*key, at), WORLD.article_tags(*key, at)
        if article is not None and last.get(key) != (article, of_article):
            last[key] = (article, of_article)
            versions.append(asdict(article) | seen | {"seen_at": at})
            tags += [asdict(tag) | seen | {"seen_at": at} for tag in of_article]
        if not page["is_unchanged"]:
            links += [asdict(link) | seen | {"observed_at": at} for link in WORLD.related_links(*key, at)]
        counts += [asdict(count) | seen | {"observed_at": at} for count in WORLD.view_counts(*key, at)]
    for name, expected in zip(ROWS_OF_ARTICLES, (versions, tags, links, counts), strict=True):
        found = _rows(data, f"select * from lake.{name}")
        assert len(found) == len(expected)
        assert Counter(_values(row, expected[0]) for row in found) == Counter(_values(row, row) for row in expected), (
            name
        )


def _values(row: dict[str, Any], columns: Iterable[str]) -> tuple[Any, ...]:
    return tuple(tuple(row[name]) if isinstance(row[name], list) else row[name] for name in sorted(columns))


def test_a_field_that_falls_out_fails_the_run_and_comes_back_by_a_reparse(
    newsroom: RunningNewsroom, data: Path
) -> None:
    before = _dump(data)
    with selectors(view_count=NOWHERE):
        summaries = _crawl(newsroom, data)
    with pytest.raises(FieldsDrifted) as failure:
        check_drift(summaries)
    assert exit_code(failure.value) == 10
    said = str(failure.value)
    assert "korrespondent (uk): view_count: filled in 0% of" in said
    assert "korrespondent (ru): view_count: filled in 0% of" in said
    assert "kronika reparse --outlet korrespondent --from 2026-05-09" in said
    assert '"korrespondent/view_count" = 2026-05-09' in said
    _assert_nothing_half(data, before)
    set_aside = _rows(
        data, "select distinct error, field from lake.quarantine where captured_at >= '2026-05-09 00:00:00+00'"
    )
    assert {"error": "Drifted", "field": "view_count"} in set_aside
    status = current_status(_settings(newsroom, data), 0)
    assert {(row["edition"], row["field"]) for row in status.drifted_fields} == {
        ("uk", "view_count"),
        ("ru", "view_count"),
    }

    asyncio.run(reparse(_settings(newsroom, data), date(2026, 5, 9)))
    assert _rows(data, "select * from lake.quarantine where error = 'Drifted'") == []
    assert current_status(_settings(newsroom, data), 0).drifted_fields == []
    _assert_equals_truth(data)


def test_a_reparse_leaves_what_a_parser_that_was_never_broken_would_have_given(
    newsroom: RunningNewsroom, data: Path, tmp_path: Path
) -> None:
    before = _dump(data)
    with selectors(lead=NOWHERE):
        (summary,) = _crawl(newsroom, data)
    assert {(drift.edition, drift.field) for drift in summary.drifts} == {("uk", "lead"), ("ru", "lead")}
    _assert_nothing_half(data, before)
    asyncio.run(reparse(_settings(newsroom, data), date(2026, 5, 9)))
    never_broken = tmp_path / "never_broken"
    never_broken.mkdir()
    (never_broken / "archive").symlink_to(data / "archive")
    asyncio.run(reparse(_settings(newsroom, never_broken)))
    assert _dump(data) == _dump(never_broken)


def test_a_length_that_explodes_is_seen(newsroom: RunningNewsroom, data: Path) -> None:
    with selectors(image_caption=("div.post-item__text",)):
        (summary,) = _crawl(newsroom, data)
    assert {(drift.edition, drift.field, drift.what) for drift in summary.drifts} == {
        ("uk", "image_caption", "long"),
        ("ru", "image_caption", "long"),
    }


def test_a_reparse_with_the_broken_selector_lets_nothing_in(newsroom: RunningNewsroom, data: Path) -> None:
    before = _dump(data)
    with selectors(view_count=NOWHERE):
        _crawl(newsroom, data)
        with pytest.raises(FieldsDrifted):
            asyncio.run(reparse(_settings(newsroom, data), date(2026, 5, 9)))
    _assert_nothing_half(data, before)


def test_the_few_articles_of_the_runs_before_and_after_are_set_aside_too(newsroom: RunningNewsroom, data: Path) -> None:
    before = _dump(data)
    instants = _kyiv(9, 7, 10, 13, 14, 15)
    with selectors(view_count=NOWHERE):
        summaries = _crawl(newsroom, data, instants)
    assert [bool(summary.drifts) for summary in summaries].count(True) >= 2
    assert not summaries[0].drifts, "the first run has too few articles to tell"
    assert summaries[-1].drifts, "the last one has few, but the field is known to be broken"
    _assert_nothing_half(data, before)


def test_what_was_set_aside_is_not_fetched_anew_and_the_mended_selector_is_believed(
    newsroom: RunningNewsroom, data: Path
) -> None:
    with selectors(view_count=NOWHERE):
        _crawl(newsroom, data)
    set_aside = {row["url"] for row in _rows(data, "select url from lake.quarantine where error = 'Drifted'")}
    newsroom.forget_requests()
    (at_once,) = _crawl(newsroom, data, [datetime(2026, 5, 9, 10, 45, tzinfo=UTC)])
    asked = {f"https://{request.host}{request.target}" for request in newsroom.requests}
    assert set_aside
    assert asked
    assert not set_aside & asked
    (later,) = _crawl(newsroom, data, _kyiv(9, 15))
    assert (at_once.drifts, later.drifts) == ([], [])


def test_a_change_that_a_person_accepts_is_let_in(newsroom: RunningNewsroom, data: Path) -> None:
    with selectors(view_count=NOWHERE):
        _crawl(newsroom, data)
        accepting = _settings(newsroom, data, accepted_drift={"korrespondent/view_count": date(2026, 5, 9)})
        asyncio.run(reparse(accepting, date(2026, 5, 9)))
    assert _rows(data, "select * from lake.quarantine where error = 'Drifted'") == []
    assert _rows(data, "select 1 as one from lake.articles where seen_at >= '2026-05-09 00:00:00+00' limit 1")


def test_a_selector_that_the_generic_extractor_stands_in_for_is_told(newsroom: RunningNewsroom, data: Path) -> None:
    (layout,) = korrespondent.OUTLET.layouts
    with selectors(image=NOWHERE, described_only=layout.article.described_only - {"image_url"}):
        (summary,) = _crawl(newsroom, data)
        told = current_status(_settings(newsroom, data), 0).warnings
    assert summary.drifts == []
    assert {(drift.edition, drift.field, drift.source) for drift in summary.warnings} >= {
        ("uk", "image_url", "selector")
    }
    assert any("image_url from selector" in line for line in told)


def test_many_refused_pages_are_a_drift(newsroom: RunningNewsroom, data: Path) -> None:
    before = _dump(data)
    (layout,) = korrespondent.OUTLET.layouts
    only = layout.article.described_only | {"body", "headline"}
    with selectors(body=NOWHERE, described_only=only):
        (summary,) = _crawl(newsroom, data)
    assert {(drift.edition, drift.field) for drift in summary.drifts} == {("uk", "body"), ("ru", "body")}
    _assert_nothing_half(data, before)


def test_normal_days_and_small_runs_raise_no_alarm(newsroom: RunningNewsroom, data: Path) -> None:
    quiet = [datetime(2026, 5, 9, 1, 30, tzinfo=UTC), datetime(2026, 5, 9, 1, 45, tzinfo=UTC)]
    summaries = _crawl(newsroom, data, [*quiet, *_kyiv(9, 9, 13, 20), *_kyiv(10, 9, 15, 23)])
    assert [(summary.drifts, summary.warnings) for summary in summaries] == [([], [])] * len(summaries)


def test_the_day_of_an_archive_file_is_in_its_path() -> None:
    assert archive_day("korrespondent/2026/05/09/news-20260509T103000Z-articles-0001.warc.gz") == date(2026, 5, 9)
