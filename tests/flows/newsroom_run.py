"""Runs of the real ingest against a newsroom in this process, at pretended instants, without an orchestrator."""

from collections.abc import Sequence
from datetime import datetime
from pathlib import Path
from typing import Any

from flows.batches import news_run
from flows.crawl.settings import CrawlSettings
from flows.outlet_run import RunSummary, news_plan, run_outlet
from flows.settings import Settings
from tests.newsroom.running import RunningNewsroom
from transforms.outlets import load_outlet


def newsroom_settings(newsroom: RunningNewsroom, data: Path, now: datetime, **crawl: object) -> Settings:
    """Return settings for the newsroom, without pauses unless they are given."""
    quick: dict[str, Any] = {"pause_seconds": 0.0, "backoff_base": 0.01, "connect_to": newsroom.connect_to}
    fetching = CrawlSettings(**quick | crawl)
    return Settings(data=data, hosts=dict(newsroom.hosts), crawl=fetching, now=now, workers=1, min_free_mb=0)


async def crawl_at(
    newsroom: RunningNewsroom, data: Path, instants: Sequence[datetime], **crawl: object
) -> list[RunSummary]:
    """Crawl at each instant, as the scheduled flow does."""
    summaries = []
    for instant in instants:
        newsroom.set_clock(instant)
        settings = newsroom_settings(newsroom, data, instant, **crawl)
        outlet = load_outlet("korrespondent").with_hosts(newsroom.hosts)
        now = settings.clock()()
        summaries.append(await run_outlet(settings, news_plan(settings, outlet, news_run(outlet.name, now), now)))
    return summaries
