"""Odd hours and odd days: the clock set back between runs and inside one, both changes of Kyiv's clock, leap day, new year.

At the end every table equals what the newsroom knows, for the pages that were captured, and every article that was listed is there.
"""

import asyncio
from collections.abc import Callable, Sequence
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import pytest

from flows.batches import news_run
from flows.outlet_run import news_plan, run_outlet
from flows.settings import Settings
from tests.flows.newsroom_run import crawl_at, newsroom_settings
from tests.flows.newsroom_tables import NewsroomTables
from tests.newsroom.running import serve
from tests.newsroom.world import World
from tests.reliability.faults import lake_rows
from transforms.outlets import load_outlet

MONTHS = [
    "january",
    "february",
    "march",
    "april",
    "may",
    "june",
    "july",
    "august",
    "september",
    "october",
    "november",
    "december",
]


class TablesOfAnyYear(NewsroomTables):
    """The truth of a newsroom that does not live in May 2026."""

    def listing_pages(self) -> dict[str, tuple[date, int]]:
        days = [self._world.first_day + timedelta(days=offset) for offset in range(-1, self._world.days + 1)]
        return {
            f"https://{host}/all/{day.year}/{MONTHS[day.month - 1]}/{day.day}/{following}": (day, number)
            for host in ("ua.korrespondent.example", "korrespondent.example")
            for day in days
            for number, following in enumerate(("", *(f"p{number}/" for number in range(2, 12))), 1)
        }


def _utc(*parts: int) -> datetime:
    return datetime(*parts, tzinfo=UTC)  # type: ignore[arg-type, misc]  # year to minute


@pytest.mark.parametrize(
    ("first_day", "instants"),
    [
        # 03:00 becomes 04:00 in Kyiv at 01:00 UTC.
        (date(2026, 3, 28), [_utc(2026, 3, 29, 0, 50), _utc(2026, 3, 29, 1, 10), _utc(2026, 3, 29, 20, 50)]),
        # 04:00 becomes 03:00 in Kyiv at 01:00 UTC: 03:20 is there twice.
        (date(2026, 10, 24), [_utc(2026, 10, 25, 0, 20), _utc(2026, 10, 25, 1, 20), _utc(2026, 10, 25, 21, 50)]),
        (date(2028, 2, 28), [_utc(2028, 2, 28, 22, 30), _utc(2028, 2, 29, 12, 0), _utc(2028, 2, 29, 22, 30)]),
        (date(2026, 12, 31), [_utc(2026, 12, 31, 20, 0), _utc(2026, 12, 31, 22, 30), _utc(2027, 1, 1, 21, 50)]),
        (date(2026, 5, 5), [_utc(2026, 5, 5, 12, 0), _utc(2026, 5, 5, 11, 0), _utc(2026, 5, 5, 20, 0)]),
    ],
    ids=["clock forward", "clock back", "leap day", "new year", "set back an hour between runs"],
)
def test_the_tables_equal_the_truth(tmp_path: Path, first_day: date, instants: Sequence[datetime]) -> None:
    world = World(seed=3, first_day=first_day, days=2, articles_per_day=24)
    with serve(world) as newsroom:
        asyncio.run(crawl_at(newsroom, tmp_path, instants))
    tables = TablesOfAnyYear(world, lambda sql: lake_rows(tmp_path, sql))
    assert tables.differences() == {}
    seen = {(row["edition"], row["article_id"]) for row in tables.article_pages()}
    listed = {
        (edition, sighting.article_id)
        for edition in ("uk", "ru")
        for day in (first_day, first_day + timedelta(days=1))
        for sighting in world.listing(edition, day, 1, instants[-1])
        if not world.is_disallowed(sighting.url)
    }
    assert len(listed) > 20
    assert listed <= seen


class SettingsOfJumpingClock(Settings):
    """Settings whose clock goes on by a second with each look at it, and an hour back after so many looks."""

    def clock(self) -> Callable[[], datetime]:
        assert self.now is not None
        instants = (self.now + timedelta(seconds=look, hours=-1 if look > 30 else 0) for look in range(100_000))
        return lambda: next(instants)


def test_a_clock_that_is_set_back_inside_a_run_loses_nothing(tmp_path: Path) -> None:
    at = _utc(2026, 5, 5, 12, 0)
    world = World(seed=3, first_day=date(2026, 5, 5), days=1, articles_per_day=24)
    with serve(world, at) as newsroom:
        settings = newsroom_settings(newsroom, tmp_path, at)
        jumping = SettingsOfJumpingClock.model_validate(settings.model_dump() | {"crawl": settings.crawl})
        outlet = load_outlet("korrespondent").with_hosts(newsroom.hosts)
        asyncio.run(run_outlet(jumping, news_plan(jumping, outlet, news_run(outlet.name, at), at)))
        clocks = [row["captured_at"] for row in lake_rows(tmp_path, "select captured_at from lake.captures")]
        assert min(clocks) < at - timedelta(minutes=50)
        assert max(clocks) >= at
        first = set(_captured(tmp_path))
        asyncio.run(crawl_at(newsroom, tmp_path, [at + timedelta(minutes=15)]))
    twice = lake_rows(tmp_path, "select run_id, url from lake.outcomes group by all having count(*) > 1")
    assert twice == []
    assert first <= set(_captured(tmp_path))
    published = {
        url for edition in ("uk", "ru") for _, url in world.articles(edition, at) if not world.is_disallowed(url)
    }
    assert len(published) > 20
    assert published <= {row["url"] for row in lake_rows(tmp_path, "select url from lake.captures")}


def _captured(data: Path) -> list[tuple[str, str]]:
    rows = lake_rows(data, "select edition, article_id from lake.captures where kind = 'article'")
    return [(row["edition"], row["article_id"]) for row in rows]
