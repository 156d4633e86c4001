"""What models and publishing cost over a large lake: the first build, the next after a run of 2,000 pages, and that of the hour after.

Invents five outlets of two editions as the ingest would have committed them: listings and feeds asked every half hour, pages
had five times, counters, edits, deletions, reprints, paid items, storylines, special topics, and topics of a person's own. Then it
does what `kronika build` does, each time in a process of its own, commits a batch of half new pages and half revisits, which
is more than a day of news, and does it again; then the same with a twentieth of that, within the day.

    python -m tests.benchmarks.build_at_scale [--articles 100000] [--days N] [--batch 2000] [--topics 50] [--workers 1]
                                              [--check] [--keep FOLDER]

With --check everything is computed anew at the end, and the marts must be those that the builds before it left.
"""

import argparse
import math
import multiprocessing
import os
import random
import resource
import shutil
import sys
import time
from collections.abc import Callable, Iterable
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass, field
from datetime import datetime
from itertools import zip_longest
from pathlib import Path
from tempfile import TemporaryDirectory

import duckdb

from flows.publication import models, published
from flows.settings import Settings
from flows.topics import update_topics
from tests.benchmarks.scaled_lake import commit_between
from tests.benchmarks.scaled_outlets import ARTICLES_PER_DAY, Desk, Look, ScaledOutlet, invent_outlets, midnight
from tests.benchmarks.topics import invented_topics
from warehouse.build import working_database
from warehouse.lake.lake import Lake
from warehouse.literals import literal

DAYS_PER_COMMIT = 20
_TABLES = (
    "select table_name from duckdb_tables() where database_name = 'models' and schema_name = 'main' order by table_name"
)
SHOWN_NODES = 10
_HOURS = 20
"""What a batch is divided by to be that of an hour."""
AIM_PAGE_BYTES = 2_000_000
AIM_MEMORY_MB = 4_000


@dataclass(frozen=True)
class Phase:
    """What one phase cost, in a process of its own that begins with nothing imported."""

    name: str
    wall: float
    cpu: float
    peak_mb: int
    nodes: tuple[tuple[str, float], ...] = field(default=())


def topics_phase(settings: Settings, as_of: datetime) -> tuple[tuple[str, float], ...]:
    """Bring the topics up to date."""
    update_topics(settings, as_of)
    return ()


def build_phase(settings: Settings, as_of: datetime) -> tuple[tuple[str, float], ...]:
    """Build the models, and return the seconds of each and of their checks."""
    return models(settings, as_of).slowest


def refresh_phase(settings: Settings, as_of: datetime) -> tuple[tuple[str, float], ...]:
    """Build the models as if for the first time."""
    return models(settings, as_of, full_refresh=True).slowest


def publish_phase(settings: Settings, as_of: datetime) -> tuple[tuple[str, float], ...]:
    """Publish warehouse, marts and dashboard."""
    published(settings, as_of)
    return ()


Work = Callable[[Settings, datetime], tuple[tuple[str, float], ...]]
PHASES: dict[str, Work] = {"topics": topics_phase, "build": build_phase, "publish": publish_phase}


def _costs(name: str, work: Work, settings: Settings, as_of: datetime) -> Phase:
    began, spent = time.perf_counter(), _cpu_seconds()
    nodes = work(settings, as_of)
    peaks = [resource.getrusage(who).ru_maxrss for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN)]
    return Phase(name, time.perf_counter() - began, _cpu_seconds() - spent, max(peaks) // 1024, nodes)


def _cpu_seconds() -> float:
    """Return the CPU seconds of this process and of those that it started and that ended."""
    return sum(os.times()[:4])


def measured(name: str, work: Work, settings: Settings, as_of: datetime) -> Phase:
    """Do a phase's work in a process of its own, and return what it cost."""
    with ProcessPoolExecutor(1, mp_context=multiprocessing.get_context("spawn")) as process:
        phase = process.submit(_costs, name, work, settings, as_of).result()
    print(f"{name:24}{phase.wall:10.1f}{phase.cpu:10.1f}{phase.peak_mb:10}", flush=True)
    return phase


def measure_run(label: str, settings: Settings, as_of: datetime) -> list[Phase]:
    """Do what `kronika build` does, and print what each phase cost and the most expensive models and checks."""
    print(f"\n{label:24}{'wall s':>10}{'cpu s':>10}{'peak MB':>10}")
    phases = [measured(name, work, settings, as_of) for name, work in PHASES.items()]
    print(f"{'all':24}{sum(each.wall for each in phases):10.1f}{sum(each.cpu for each in phases):10.1f}")
    _print_nodes(phases[1])
    return phases


def _print_nodes(phase: Phase) -> None:
    total = sum(seconds for _, seconds in phase.nodes)
    print(f"  {len(phase.nodes)} models and checks, {total:.1f} s in all (wall time, two at a time); the slowest:")
    for name, seconds in phase.nodes[:SHOWN_NODES]:
        print(f"  {seconds:8.2f}  {name[:90]}")


def make_lake(data: Path, desk: Desk, outlets: list[ScaledOutlet], days: int) -> None:
    """Commit all that was seen in so many days, as the ingest would have."""
    began, pages = time.process_time(), 0
    with Lake.open(data) as lake:
        for first in range(0, days, DAYS_PER_COMMIT):
            begin, end = midnight(first), midnight(min(first + DAYS_PER_COMMIT, days))
            pages += sum(
                commit_between(lake, desk, outlet, begin, end, outlet.looks_between(begin, end)) for outlet in outlets
            )
        lake.maintain(midnight(days))
        counts = {
            table: lake.connect().execute(f"select count(*) from lake.{table}").fetchall()[0][0]
            for table in ("articles", "captures", "sightings", "view_counts", "article_tags", "related_links")
        }
    print(f"a lake of {pages:,} pages made in {time.process_time() - began:.0f} s of CPU:", end=" ")
    print(", ".join(f"{count:,} {table}" for table, count in counts.items()), flush=True)


def commit_batch(data: Path, desk: Desk, outlets: list[ScaledOutlet], begin: datetime, size: int) -> datetime:
    """Commit a run's worth of pages, half new and half had again; return the instant at which it ends."""
    half, far = size // 2, outlets[0].looks[-1].at
    firsts = sorted(
        look.at
        for outlet in outlets
        for look in outlet.looks_between(begin, far)
        if look.number == 0 and look.seen.is_own_page
    )
    end = firsts[half - 1] if len(firsts) >= half else far
    revisited = 0
    with Lake.open(data) as lake:
        for outlet in outlets:
            looks = outlet.looks_between(begin, end)
            chosen = _half_revisits(looks, half // len(outlets), random.Random(outlet.name))
            revisited += sum(look.number > 0 and look.seen.is_own_page for look in chosen)
            commit_between(lake, desk, outlet, begin, end, chosen)
    print(f"\na batch of {len([at for at in firsts if at < end]):,} new pages and {revisited:,} revisits", flush=True)
    return end


def _half_revisits(looks: Iterable[Look], most: int, chance: random.Random) -> list[Look]:
    revisits = [look for look in looks if look.number > 0 and look.seen.is_own_page]
    kept = set(map(id, chance.sample(revisits, min(most, len(revisits)))))
    return [look for look in looks if look.number == 0 or id(look) in kept]


def write_topics(folder: Path, count: int) -> Desk:
    """Write files of topics, and return a desk that writes in the words that they ask for."""
    vocabularies, topics = invented_topics(count)
    folder.mkdir(parents=True, exist_ok=True)
    lines = [f"[topics.{topic.name}]\ntitle = \"Topic {topic.name}\"\nquery = '{topic.query}'\n" for topic in topics]
    names = ", ".join(f'"{topic.name}"' for topic in topics[:5])
    (folder / "topics.toml").write_text(
        "\n".join([*lines, f'[sets.some]\ntitle = "Some"\ntopics = [{names}]\n']), encoding="utf-8"
    )
    return Desk(vocabularies)


def sizes(data: Path) -> str:
    """Return what stands on the disk, in MB."""
    places = {name: data / name for name in ("lake", "work", "published")}
    found = {
        name: sum(file.stat().st_size for file in place.rglob("*") if file.is_file()) for name, place in places.items()
    }
    return "disk: " + ", ".join(f"{name} {size / 1e6:.0f} MB" for name, size in found.items())


def check(settings: Settings, as_of: datetime) -> int:
    """Compute everything anew; print and return how many tables then differ from what the last build left."""
    database = working_database(settings.data)
    before = database.with_name("before.duckdb")
    shutil.copyfile(database, before)
    print(f"\n{'computed anew':24}{'wall s':>10}{'cpu s':>10}{'peak MB':>10}")
    measured("build", refresh_phase, settings, as_of)
    with duckdb.connect(str(database), read_only=True) as connection:
        connection.execute(f"attach {literal(str(before))} as before (read_only)")
        tables = connection.execute(_TABLES).fetchall()
        differing = [name for (name,) in tables if _is_different(connection, name)]
    before.unlink()
    print(f"{len(tables) - len(differing)} of {len(tables)} tables are the same")
    return len(differing)


def _is_different(connection: duckdb.DuckDBPyConnection, table: str) -> bool:
    """Tell whether a table has other rows, and print the first; sums of fractions depend on their order, and may differ a little."""
    names = ("before.main", "models.main")
    old, new = (
        sorted(
            connection.execute(f"from {one}.{table} except all from {other}.{table}").fetchall(),
            key=lambda row: [str(value) for value in row if not isinstance(value, float)],
        )
        for one, other in (names, names[::-1])
    )
    wrong = [pair for pair in zip_longest(old, new) if not _is_close(*pair)]
    for before, after in wrong[:2]:
        print(f"DIFFERS: {table}, {len(wrong)} rows, such as\n  {before}\n  {after}")
    return bool(wrong)


def _is_close(one: object, other: object) -> bool:
    if isinstance(one, float) and isinstance(other, float):
        return math.isclose(one, other, rel_tol=1e-9, abs_tol=1e-9)
    if isinstance(one, list | tuple) and isinstance(other, list | tuple):
        return len(one) == len(other) and all(map(_is_close, one, other))
    if isinstance(one, dict) and isinstance(other, dict):
        return _is_close(list(one.items()), list(other.items()))
    return one == other


def measure(folder: Path, options: argparse.Namespace) -> int:
    """Make the lake, build twice, and print; return 1 where something is not as it must be."""
    days = options.days or max(1, round(options.articles / ARTICLES_PER_DAY))
    settings = Settings(data=folder / "data", topics=folder / "topics", workers=options.workers)
    desk = write_topics(settings.topics, options.topics)
    outlets = invent_outlets(options.articles, days, days_after=2 + options.batch * days // options.articles)
    make_lake(settings.data, desk, outlets, days)
    phases = measure_run("first build", settings, midnight(days))
    print(sizes(settings.data))
    end = commit_batch(settings.data, desk, outlets, midnight(days), options.batch)
    phases += measure_run("next build", settings, end)
    end = commit_batch(settings.data, desk, outlets, end, options.batch // _HOURS)
    phases += measure_run("within the day", settings, end)
    print(sizes(settings.data))
    page = (settings.data / "published" / "dashboard.html").stat().st_size
    peak = max(phase.peak_mb for phase in phases)
    print(f"dashboard {page / 1e6:.2f} MB; peak memory {peak} MB")
    differing = check(settings, end) if options.check else 0
    return int(differing > 0 or page > AIM_PAGE_BYTES or peak > AIM_MEMORY_MB)


def main() -> int:
    """Measure and print; 1 when the dashboard or the memory is over its limit, or a table differs."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--articles", type=int, default=100_000)
    parser.add_argument("--days", type=int, help=f"by default as many as make {ARTICLES_PER_DAY} articles a day")
    parser.add_argument("--batch", type=int, default=2_000)
    parser.add_argument("--topics", type=int, default=50)
    parser.add_argument("--workers", type=int, default=1)
    parser.add_argument("--check", action="store_true", help="compute everything anew at the end and compare")
    parser.add_argument("--keep", type=Path, help="folder for lake, models and published files, kept")
    options = parser.parse_args()
    if options.keep:
        return measure(options.keep, options)
    with TemporaryDirectory() as folder:
        return measure(Path(folder), options)


if __name__ == "__main__":
    sys.exit(main())
