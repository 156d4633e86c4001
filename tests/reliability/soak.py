"""Thousands of runs over months of simulated time, in one process: what should level off, does it?

    python -m tests.reliability.soak [--runs 2000] [--days 90] [--articles-per-day 3] [--nights-a-build 6] [--keep FOLDER]

A small newsroom, in a process of its own, lives through the days; the crawl visits it at even distances, as `kronika schedule`
would. Every night the lake is compacted; every sixth night the models are built and published as well (all nights would be
more CPU than all the runs). All in one process that is never started anew: the scheduler's flows run in processes of their
own, so this is the harder case for memory and open files.

Prints a line a day while it works and, at the end or when it is interrupted, a table by tenth of the days and a verdict on each
measure: over the last third of the days it may rise by at most 5 %
of itself, or by less than half of what it rose over the middle third. Archive, lake, models and published files hold what was
seen, and grow with it: their sizes are counted, not judged. Ends with 1 where something grows that should not.

DuckLake dates snapshots by the machine's clock, which pretended instants do not move. So each night forgets the snapshots
older than the moment at which its pretended day began: those of one day are kept, as the retention of a day does.
"""

import argparse
import asyncio
import logging
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from functools import partial
from itertools import groupby
from pathlib import Path
from statistics import mean
from tempfile import TemporaryDirectory
from zoneinfo import ZoneInfo

from flows import demo
from flows.batches import news_run
from flows.compaction import compact
from flows.outlet_run import news_plan, run_outlet
from flows.publication import build_and_publish
from flows.settings import Settings, load_settings
from tests.reliability.levels import Sample, disk_of, open_file_count, resident_bytes, table_lines, verdict_lines
from transforms.outlets import load_outlet

KYIV = ZoneInfo("Europe/Kyiv")
_FIRST_HOUR = timedelta(hours=7)


@dataclass(frozen=True, slots=True)
class Course:
    """When the soak runs: `runs` runs at even distances over `days` days; what is built on which nights."""

    runs: int
    days: int
    nights_a_build: int

    def instants(self) -> Iterator[datetime]:
        """Yield the instant of each run, UTC."""
        first = datetime.combine(demo.FIRST_DAY, datetime.min.time(), KYIV).astimezone(UTC) + _FIRST_HOUR
        step = timedelta(days=self.days) / self.runs
        for number in range(self.runs):
            yield (first + number * step).replace(microsecond=0)


def _day_of(instant: datetime) -> int:
    """Return the number of the day in the newsroom's zone, from 0."""
    return (instant.astimezone(KYIV).date() - demo.FIRST_DAY).days


def _crawl(settings: Settings) -> int:
    """Do one run as the scheduled flow does; return how many responses it archived."""
    outlet = load_outlet("korrespondent").with_hosts(settings.hosts)
    now = settings.clock()()
    summary = asyncio.run(run_outlet(settings, news_plan(settings, outlet, news_run(outlet.name, now), now)))
    if summary.drifts:
        raise AssertionError(f"the newsroom does not drift: {summary.drifts}")
    return sum(batch.captures for batch in summary.batches)


def _compact(settings: Settings, day_began: datetime) -> None:
    """Do the nightly maintenance; `day_began` is by the machine's clock."""
    real = datetime.now(UTC)
    hours = (real - day_began).total_seconds() / 3600
    compact(settings.model_copy(update={"now": real, "snapshot_retention_hours": hours}))


def _cpu_seconds(work: Callable[[], object]) -> float:
    began = time.process_time()
    work()
    return time.process_time() - began


def soak(course: Course, settings: Settings, port: int) -> Iterator[Sample]:
    """Do all runs and nights; yield what was measured, a sample a day."""
    for day, instants in groupby(course.instants(), _day_of):
        began = datetime.now(UTC)
        captures, seconds = 0, []
        for instant in instants:
            pretending = settings.model_copy(update={"now": instant})
            demo.set_newsroom_clock(port, instant)
            start = time.process_time()
            captures += _crawl(pretending)
            seconds.append(time.process_time() - start)
        yield Sample(
            day=day,
            captures=captures,
            run_seconds=tuple(seconds),
            night_seconds=_cpu_seconds(partial(_compact, settings, began)),
            build_seconds=None if day % course.nights_a_build else _cpu_seconds(partial(build_and_publish, pretending)),
            resident_bytes=resident_bytes(),
            open_files=open_file_count(),
            disk=disk_of(settings.data, Path(tempfile.gettempdir())),
        )


def _tell(sample: Sample) -> None:
    built = "" if sample.build_seconds is None else f", build {sample.build_seconds:.1f} s"
    print(
        f"day {sample.day}: {len(sample.run_seconds)} runs of {1000 * mean(sample.run_seconds):.0f} ms, "
        f"night {sample.night_seconds:.1f} s{built}, {sample.resident_bytes / 1e6:.0f} MB, {sample.open_files} open files",
        file=sys.stderr,
        flush=True,
    )


@contextmanager
def _folder(keep: Path | None) -> Iterator[Path]:
    """Yield the data folder; temporary files of this process lie beside it, apart from those of other programs."""
    with TemporaryDirectory(prefix="kronika-soak-") as temporary:
        folder = keep or Path(temporary)
        tempfile.tempdir = str(folder / "temporary")
        Path(tempfile.tempdir).mkdir(parents=True)
        yield folder


def main() -> None:
    """Soak, and print table and verdict."""
    arguments = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    arguments.add_argument("--runs", type=int, default=2_000)
    arguments.add_argument("--days", type=int, default=90)
    arguments.add_argument("--articles-per-day", type=int, default=3)
    arguments.add_argument("--nights-a-build", type=int, default=6)
    arguments.add_argument("--keep", type=Path, help="leave the data here")
    options = arguments.parse_args()
    logging.basicConfig(level=logging.WARNING)
    logging.getLogger("kronika").setLevel(logging.WARNING)
    with (
        _folder(options.keep) as folder,
        demo.newsroom(articles_per_day=options.articles_per_day, days=options.days + 1) as port,
    ):
        settings = demo.demo_settings(load_settings(data=folder / "data", workers=1), port)
        samples: list[Sample] = []
        with suppress(KeyboardInterrupt):
            for sample in soak(Course(options.runs, options.days, options.nights_a_build), settings, port):
                samples.append(sample)
                _tell(sample)
    print("\n".join(table_lines(samples)))
    lines, is_level = verdict_lines(samples)
    print("\n".join(lines))
    sys.exit(0 if is_level else 1)


if __name__ == "__main__":
    main()
