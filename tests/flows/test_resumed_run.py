"""A backfill that was cut off and is taken up again is one run: each of its URLs has one end."""

import asyncio
import re
from collections.abc import Awaitable, Callable
from datetime import UTC, date, datetime
from pathlib import Path

import pytest

from flows.batches import backfill_run
from flows.outlet_run import Step, T, backfill_plan, plainly, run_outlet
from flows.progress import PAGE_DONE
from tests.flows.newsroom_run import newsroom_settings
from tests.newsroom.running import RunningNewsroom, serve
from tests.newsroom.world import World
from warehouse.lake import connect

DAY = date(2026, 5, 5)
AT = datetime(2026, 5, 6, 9, 0, tzinfo=UTC)
ARTICLE = re.compile(r"/\d+-")


class CutOffError(Exception):
    """Stands for whatever ends a run early."""


async def cut_off_before_the_second_batch(name: str, work: Callable[[], Awaitable[T]]) -> T:
    if name == "fetch articles 2":
        raise CutOffError
    return await work()


def cut_off_at_article(number: int) -> Callable[[str], None]:
    """Return what ends a run when so many of its article pages have come, in the middle of their batch."""
    come: list[str] = []

    def page_done(url: str) -> None:
        if ARTICLE.search(url):
            come.append(url)
        if len(come) == number:
            raise CutOffError

    return page_done


async def backfill(newsroom: RunningNewsroom, data: Path, step: Step = plainly) -> None:
    settings = newsroom_settings(newsroom, data, AT, max_attempts=1, breaker_failures=1000)
    settings = settings.model_copy(update={"batch_size": 12})
    await run_outlet(settings, backfill_plan(backfill_run("korrespondent", DAY, AT, again=False), DAY), step)


def test_what_failed_before_the_cut_is_left_to_the_next_run(tmp_path: Path) -> None:
    with serve(World(seed=5, first_day=DAY, days=1, articles_per_day=30), AT) as newsroom:
        newsroom.misbehave([{"match": "*/*-*", "kind": "server_error", "share": 0.5}])
        with pytest.raises(CutOffError):
            asyncio.run(backfill(newsroom, tmp_path, cut_off_before_the_second_batch))
        asyncio.run(backfill(newsroom, tmp_path))
    with connect(tmp_path) as lake:
        count, failed = lake.execute(
            "select count(*), count(*) filter (outcome = 'ServerFailed') from lake.outcomes where kind = 'article'"
        ).fetchall()[0]
        twice = lake.execute("select url from lake.outcomes group by run_id, url having count(*) > 1").fetchall()
    assert count > 12
    assert failed > 2
    assert twice == []


def test_cut_off_again_and_again_in_its_articles_it_still_ends_each_url_once(tmp_path: Path) -> None:
    """The archive files hold the robots.txt that each process asked for itself, which is no page that the run wanted."""
    with serve(World(seed=5, first_day=DAY, days=1, articles_per_day=30), AT) as newsroom:
        for _ in range(3):
            done = PAGE_DONE.set(cut_off_at_article(6))
            with pytest.raises(CutOffError):
                asyncio.run(backfill(newsroom, tmp_path))
            PAGE_DONE.reset(done)
        asyncio.run(backfill(newsroom, tmp_path))
    with connect(tmp_path) as lake:
        robots = lake.execute("select count(distinct warc_file) from lake.captures where kind = 'robots'").fetchall()
        ended = lake.execute("select url from lake.outcomes").fetchall()
        articles = lake.execute("select url from lake.captures where kind = 'article'").fetchall()
    assert robots == [(4,)]
    assert len(ended) == len(set(ended))
    assert set(articles) <= set(ended)
    assert len(articles) > 40
