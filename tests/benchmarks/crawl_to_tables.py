"""CPU a page and peak memory from listings to committed tables, politeness off, against a newsroom in another process.

Run: python -m tests.benchmarks.crawl_to_tables [--pages 5000] [--workers N]

Prints the CPU (user + system) of this process and its parsing workers per archived page, and the peak resident memory of the
largest process. The newsroom's own CPU is not counted. A page is 80–120 kB of HTML, sent gzipped, as outlets send it.
"""

import argparse
import asyncio
import logging
import resource
import tempfile
import time
from dataclasses import replace
from datetime import datetime, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

from flows import demo
from flows.batches import news_run
from flows.outlet_run import RunSummary, news_plan, run_outlet
from flows.parse_pool import close_pool
from flows.settings import Settings, load_settings
from transforms.outlets import load_outlet

KYIV = ZoneInfo("Europe/Kyiv")


def _cpu_seconds(who: int) -> float:
    usage = resource.getrusage(who)
    return usage.ru_utime + usage.ru_stime


def _peak_megabytes(who: int) -> float:
    return resource.getrusage(who).ru_maxrss / 1000


def _crawl(settings: Settings) -> RunSummary:
    outlet = load_outlet("korrespondent").with_hosts(settings.hosts)
    now = settings.clock()()
    plan = news_plan(settings, outlet, news_run(outlet.name, now), now)
    try:
        return asyncio.run(run_outlet(settings, plan))
    finally:
        close_pool()  # ends the workers, so that their CPU is counted among the children's


def main() -> None:
    """Crawl the newsroom once and print the figures."""
    arguments = argparse.ArgumentParser(description=__doc__)
    arguments.add_argument("--pages", type=int, default=5_000)
    arguments.add_argument("--workers", type=int, default=None)
    options = arguments.parse_args()
    logging.basicConfig(level=logging.WARNING)
    instant = datetime.combine(demo.FIRST_DAY + timedelta(days=1), datetime.min.time(), KYIV) - timedelta(minutes=1)
    # Four stories of five are in both editions, so a story makes 1.8 pages.
    with (
        tempfile.TemporaryDirectory() as folder,
        demo.newsroom(articles_per_day=round(options.pages / 1.6), days=1) as port,
    ):
        demo.set_newsroom_clock(port, instant)
        # Rendered beforehand: hardware threads of one core slow each other, and it is the crawl that is measured.
        demo.command_newsroom(port, "warm", timeout=300)
        settings = demo.demo_settings(load_settings(data=Path(folder), now=instant, workers=options.workers), port)
        settings = settings.model_copy(update={"crawl": replace(settings.crawl, connections_per_host=8)})
        cpu_before = _cpu_seconds(resource.RUSAGE_SELF)
        began = time.perf_counter()
        summary = _crawl(settings)
        seconds = time.perf_counter() - began
        own = _cpu_seconds(resource.RUSAGE_SELF) - cpu_before
        workers = _cpu_seconds(resource.RUSAGE_CHILDREN)
    archived = sum(batch.captures for batch in summary.batches)
    articles = sum(batch.articles for batch in summary.batches)
    print(f"{archived} responses, {articles} articles in {seconds:.1f} s")
    print(
        f"CPU a page: {1000 * (own + workers) / archived:.2f} ms (crawl and commit {own:.1f} s, workers {workers:.1f} s)"
    )
    own_peak, worker_peak = _peak_megabytes(resource.RUSAGE_SELF), _peak_megabytes(resource.RUSAGE_CHILDREN)
    print(f"peak memory: {own_peak:.0f} MB, largest worker {worker_peak:.0f} MB")


if __name__ == "__main__":
    main()
