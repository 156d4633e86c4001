"""Killed anywhere: the program dies by SIGKILL in the middle of every stage, again and again, and nothing is lost.

    python -m tests.reliability.killed [--kills 200] [--seed 1] [--keep FOLDER]

A small newsroom is crawled hour by hour, compacted, built and published, by processes that are killed at random moments. The
stage is drawn first, then the moment inside it, so that each stage gets its share though their lengths differ. A reader polls published files and lake all the while. At the end
every table is held against what the newsroom knows. Prints a table, and exits with 1 where anything is wrong. Ctrl+C, or a
program that fails by itself, ends the killing early; what was found so far is still checked.
"""

import argparse
import asyncio
import random
import resource
import subprocess
import sys
from collections.abc import Iterator, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from multiprocessing import get_context
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from flows.doctor import examine
from flows.settings import Settings
from flows.verifying import verify
from tests.flows.newsroom_run import newsroom_settings
from tests.flows.newsroom_tables import NewsroomTables
from tests.newsroom.running import RunningNewsroom, serve
from tests.newsroom.world import World
from tests.reliability.readers import Seen, poll
from tests.reliability.stages import CRAWL_STAGES, STAGES, Killer, ProgramFailedError, build, crawl, keep
from warehouse.lake import connect
from warehouse.lake.health import data_files

FIRST_INSTANT = datetime(2026, 5, 5, 3, 0, tzinfo=UTC)
KILLS_A_DAY = 20
"""Fewer than fit into a day: news must go on until the last kill."""
PUBLISHED_WAYS = ("warehouse", "command", "parquet", "dashboard")
_NOT_OF_KILLS = ("settings", "disk", "versions", "gaps", "published", "quarantine of korrespondent")
"""Checks of the doctor that speak of the machine, and of pages that the newsroom broke."""


@dataclass
class Figures:
    """What a run of this script came to.

    Attributes:
        kills: kills by stage.
        instants: runs of an hour that were brought to their end.
        seen: what the reader saw.
        wrong: what is not as it must be at the end.
        cpu_seconds: of all processes, the newsroom and the reader among them.
    """

    kills: dict[str, int] = field(default_factory=dict)
    instants: int = 0
    seen: Seen = field(default_factory=Seen)
    wrong: list[str] = field(default_factory=list)
    cpu_seconds: float = 0


class Killed:
    """A data folder whose program is killed on and on."""

    def __init__(self, data: Path, newsroom: RunningNewsroom, seed: int) -> None:
        self._data = data
        self._newsroom = newsroom
        self._chance = random.Random(seed)
        self.killer = Killer(self._chance)
        self.instants = [FIRST_INSTANT]
        newsroom.set_clock(FIRST_INSTANT)

    def settings(self) -> Settings:
        """Return the settings of the present instant: small batches, and snapshots that are kept for a minute."""
        settings = newsroom_settings(self._newsroom, self._data, self.instants[-1])
        return settings.model_copy(update={"batch_size": 4, "snapshot_retention_hours": 1 / 60})

    def first_publication(self) -> None:
        """Crawl, build and publish once, so that there is something to read."""
        self.killer.run(None, self.settings(), crawl)
        self.killer.run(None, self.settings(), build)

    def kill(self, stage: str) -> None:
        """Kill the program in a stage; every other crawl then comes to its end, the next kill meets the others as they are."""
        for _ in range(20):
            if self.killer.run(stage, self.settings()):
                break
            self._go_on(stage)
        else:
            raise ProgramFailedError(f"{stage}: the program never came to it")
        if stage in CRAWL_STAGES and self._chance.random() < 1 / 2:
            self._finish()

    def _go_on(self, stage: str) -> None:
        if stage in CRAWL_STAGES:
            self._next_hour()

    def _finish(self) -> None:
        """Bring the hour's run to its end."""
        self.killer.run(None, self.settings(), crawl)
        self._next_hour()

    def _next_hour(self) -> None:
        self.instants.append(self.instants[-1] + timedelta(hours=1))
        self._newsroom.set_clock(self.instants[-1])

    def end(self, *, is_published: bool) -> None:
        """Do everything once more, to its end."""
        self.killer.run(None, self.settings(), crawl)
        if is_published:
            self.killer.run(None, self.settings(), build)

    def tidy(self) -> None:
        """Do the maintenance that removes what is left, now that nobody reads."""
        self.killer.run(None, self.settings().model_copy(update={"snapshot_retention_hours": 0}), keep)


def faults(settings: Settings, world: World, instants: list[datetime]) -> Iterator[str]:
    """Yield what is not as it must be in a data folder into which a world was crawled at some instants."""
    yield from _against_truth(world, settings.data, instants)
    yield from _left_behind(settings.data)
    for check in examine(settings):
        if check.state != "ok" and check.name not in _NOT_OF_KILLS:
            yield f"doctor: {check.name}: {check.finding}"
    yield from _archive_faults(settings)


def _against_truth(world: World, data: Path, instants: list[datetime]) -> Iterator[str]:
    def rows(sql: str) -> list[dict[str, Any]]:
        found: list[dict[str, Any]] = connection.execute(sql).to_arrow_table().to_pylist()
        return found

    with connect(data) as connection:
        tables = NewsroomTables(world, rows)
        for table, (missing, surplus) in tables.differences().items():
            yield f"{table}: {missing.total()} rows missing, {surplus.total()} too many"
        wanted, fetched = tables.to_be_fetched(instants), tables.fetched()
        if wanted != fetched:
            yield f"{(wanted - fetched).total()} pages never captured, {(fetched - wanted).total()} captured for nothing"
        twice = rows("select batch_id, url from lake.outcomes group by batch_id, url having count(*) > 1")
        yield from (f"{row['url']} ended twice in {row['batch_id']}" for row in twice)


def _left_behind(data: Path) -> Iterator[str]:
    files = data_files(data)
    yield from (f"data file {name} is an orphan" for name in files.orphans)
    yield from (f"data file {name} is gone" for name in files.missing)
    for pattern in ("archive/**/*.open", "published/**/.*.new*", "published/*.wal", "lake/.*"):
        yield from (f"{path.relative_to(data)} was left" for path in data.glob(pattern))


def _archive_faults(settings: Settings) -> Iterator[str]:
    report = asyncio.run(verify(settings))
    yield from (f"{fault.warc_file} at {fault.offset}: {fault.reason}" for fault in report.faults)
    yield from (f"{batch} cannot be read" for batch in report.unread_batches)
    yield from (f"{name} is not what the archive gives" for name, table in report.tables.items() if not table.is_equal)
    files = [str(path) for path in (settings.data / "archive").rglob("*.warc.gz")]
    command = [sys.executable, "-c", "from warcio.cli import main; main()", "check", *files]
    judged = subprocess.run(command, capture_output=True, text=True, check=False)
    if judged.returncode:
        yield f"warcio: {judged.stdout[-500:]}{judged.stderr[-500:]}"


@contextmanager
def polling(data: Path, ways: tuple[str, ...], pause_seconds: float, seen: Seen) -> Iterator[None]:
    """Have a reader poll while the context lasts, and take over what it saw."""
    processes = get_context("forkserver")
    done, results = processes.Event(), processes.Queue()
    reader = processes.Process(target=poll, args=(data, ways, pause_seconds, done, results))
    reader.start()
    try:
        yield
    finally:
        done.set()
        reported = results.get(timeout=300)
        seen.reads, seen.wrong = reported.reads, reported.wrong
        reader.join()


def kill_everywhere(
    data: Path,
    kills: int,
    seed: int,
    stages: Sequence[str] = STAGES,
    articles_per_day: int = 8,
    pause_seconds: float = 10,
) -> Figures:
    """Kill the program so many times, as many in each stage, and return what was found at the end."""
    figures = Figures()
    drawn = [stages[number % len(stages)] for number in range(kills)]
    random.Random(seed).shuffle(drawn)
    is_published = "publish" in stages
    ways = (*(PUBLISHED_WAYS if is_published else ()), "lake")
    days = 2 + kills // KILLS_A_DAY
    with serve(World(seed, FIRST_INSTANT.date(), days, articles_per_day), FIRST_INSTANT) as newsroom:
        killed = Killed(data, newsroom, seed)
        if is_published:
            killed.first_publication()
        with polling(data, ways, pause_seconds, figures.seen):
            try:
                _kill_each(killed, drawn)
                killed.end(is_published=is_published)
            except ProgramFailedError as failure:
                figures.wrong.append(str(failure))
        killed.tidy()
        figures.wrong.extend(faults(killed.settings(), newsroom.world, killed.instants))
    figures.kills = dict(killed.killer.kills)
    figures.instants = len(killed.instants)
    used = resource.getrusage(resource.RUSAGE_CHILDREN), resource.getrusage(resource.RUSAGE_SELF)
    figures.cpu_seconds = sum(each.ru_utime + each.ru_stime for each in used)
    return figures


def _kill_each(killed: Killed, drawn: Sequence[str]) -> None:
    with suppress(KeyboardInterrupt):
        for number, stage in enumerate(drawn, 1):
            killed.kill(stage)
            print(f"{number}/{len(drawn)} {stage}", file=sys.stderr, flush=True)


def _print(figures: Figures) -> None:
    print("| stage | kills |\n|---|---|")
    for stage in STAGES:
        print(f"| {stage} | {figures.kills.get(stage, 0)} |")
    print(f"\n{sum(figures.kills.values())} kills over {figures.instants} hours, {figures.cpu_seconds:.0f} s of CPU")
    print(f"reads: {figures.seen.reads}; wrong: {len(figures.seen.wrong)}")
    for each in (*figures.seen.wrong, *figures.wrong):
        print(f"WRONG: {each}")


def main() -> None:
    """Run the script."""
    parser = argparse.ArgumentParser(description="Kill the program anywhere; see that nothing is lost.")
    parser.add_argument("--kills", type=int, default=200)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--keep", type=Path, help="an empty folder for the data, which stay there")
    arguments = parser.parse_args()
    with TemporaryDirectory(prefix="kronika-killed-") as temporary:
        figures = kill_everywhere((arguments.keep or Path(temporary)) / "data", arguments.kills, arguments.seed)
    _print(figures)
    sys.exit(bool(figures.wrong or figures.seen.wrong))


if __name__ == "__main__":
    main()
