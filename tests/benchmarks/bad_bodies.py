"""Peak memory of a crawl whose article pages are bombs or endless: `python -m tests.benchmarks.bad_bodies`.

Each kind in a process of its own, beside one whose pages are as they should be; the site runs in the process that prints.
"""

import argparse
import asyncio
import resource
import subprocess
import sys
import tempfile
from collections.abc import Mapping
from datetime import UTC, date, datetime
from pathlib import Path

from flows.batches import news_run
from flows.crawl.settings import CrawlSettings
from flows.outlet_run import news_plan, run_outlet
from flows.settings import Settings
from tests.newsroom.editions import REAL_HOSTS, SITE_HOSTS
from tests.newsroom.running import serve
from tests.newsroom.world import World
from tests.reliability.site_faults import FAULTS, make_bombs
from transforms.outlets import load_outlet

AT = datetime(2026, 5, 5, 20, 0, tzinfo=UTC)
KINDS = ("gzip bomb", "brotli bomb", "zstd bomb", "200 MB, announced", "200 MB in chunks")


def crawl_once(port: int, data: Path) -> float:
    """Do one run against the site at a port with the settings of production but its pauses; return the peak, MB."""
    connect_to: Mapping[str, str] = dict.fromkeys(SITE_HOSTS, f"http://127.0.0.1:{port}")
    crawl = CrawlSettings(pause_seconds=0.0, backoff_base=0.01, breaker_failures=1000, connect_to=connect_to)
    settings = Settings(data=data, hosts=dict(REAL_HOSTS), crawl=crawl, now=AT, min_free_mb=0)
    outlet = load_outlet("korrespondent").with_hosts(REAL_HOSTS)
    asyncio.run(run_outlet(settings, news_plan(settings, outlet, news_run(outlet.name, AT), AT)))
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024


def main() -> None:
    """Print the peak of each kind."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument(
        "--articles", type=int, default=60, help="stories of the day; four of five are in both editions"
    )
    parser.add_argument("--child", nargs=2, metavar=("PORT", "DATA"), help=argparse.SUPPRESS)
    arguments = parser.parse_args()
    if arguments.child:
        print(f"{crawl_once(int(arguments.child[0]), Path(arguments.child[1])):.0f}")
        return
    make_bombs()
    with serve(World(11, date(2026, 5, 5), 1, arguments.articles), AT) as newsroom:
        for name in ("pages as they should be", *KINDS):
            newsroom.misbehave([FAULTS[name].rule("articles")] if name in FAULTS else [])
            with tempfile.TemporaryDirectory() as data:
                command = [sys.executable, "-m", "tests.benchmarks.bad_bodies", "--child", str(newsroom.port), data]
                done = subprocess.run(command, capture_output=True, text=True, check=True)
            print(f"{name:24} {done.stdout.strip()} MB", flush=True)


if __name__ == "__main__":
    main()
