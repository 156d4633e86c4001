"""Every refusal of the disk at every stage: what a person sees, whether anything is damaged, and how the next run goes.

    python -m tests.reliability.faults [--stage NAME …]

A small newsroom is crawled, built and published once. For each fault and stage a copy of that is taken, the stage is done in a
process of its own while its folder refuses, and then once more on a sound disk. Prints a table; ends with 1 where an exit code is not the
documented one, a message is a traceback, something is damaged, or the next run does not end equal to the newsroom's truth.
"""

import argparse
import asyncio
import shutil
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from tempfile import TemporaryDirectory

from flows.publication import build_and_publish
from tests.flows.newsroom_run import crawl_at, newsroom_settings
from tests.flows.newsroom_tables import NewsroomTables, Rows
from tests.newsroom.running import RunningNewsroom, serve
from tests.newsroom.world import World
from tests.reliability.disk_faults import FAULTS, can_mount
from warehouse.lake import connect
from warehouse.query import run_query

WORLD = World(seed=11, first_day=date(2026, 5, 5), days=1, articles_per_day=20)
BEFORE = datetime(2026, 5, 5, 5, 30, tzinfo=UTC)
DURING = datetime(2026, 5, 5, 10, 30, tzinfo=UTC)
CODES = {"full": 6, "read-only": 2, "no permission": 2}
"""The documented exit codes."""


@dataclass(frozen=True, slots=True)
class Stage:
    """A stage, the folder that refuses, and the room that is left there where the disk is to be full."""

    work: str
    folder: str
    room: int


STAGES = {
    "archive": Stage("run", "archive", 20_000),
    "lake commit": Stage("run", "lake/data", 8_000),
    "catalogue": Stage("run", "lake", 20_000),
    "locks": Stage("run", "work", 0),
    "compaction": Stage("compaction", "lake", 8_000),
    "models": Stage("models", "work", 200_000),
    "publish": Stage("publish", "published", 500_000),
}


@dataclass(frozen=True, slots=True)
class Verdict:
    """What came of a fault at a stage."""

    fault: str
    stage: str
    exit_code: int
    message: str
    wrong: tuple[str, ...]


def write_settings(folder: Path, newsroom: RunningNewsroom, now: datetime) -> None:
    """Write the kronika.toml that lets the program crawl the newsroom at an instant."""
    lines = [f"now = {now.isoformat()}", "min_free_mb = 0", "[hosts]"]
    lines += [f'"{real}" = "{played}"' for real, played in newsroom.hosts.items()]
    lines += ["[crawl]", "pause_seconds = 0", "[crawl.connect_to]"]
    lines += [f'"{host}" = "{address}"' for host, address in newsroom.connect_to.items()]
    (folder / "kronika.toml").write_text("\n".join(lines))


def lake_rows(data: Path, sql: str) -> Rows:
    """Ask the lake."""
    with connect(data) as connection:
        rows: Rows = connection.execute(sql).to_arrow_table().to_pylist()
        return rows


def wrong_in_the_lake(data: Path, world: World = WORLD) -> list[str]:
    """Return the tables that are not as the newsroom knows them, for the pages that were captured."""
    return sorted(NewsroomTables(world, lambda sql: lake_rows(data, sql)).differences())


def _files(folder: Path) -> dict[str, bytes]:
    return {
        path.relative_to(folder).as_posix(): path.read_bytes()
        for path in sorted(folder.rglob("*"))
        if path.is_file() and not path.name.startswith(".")
    }


def _damage(data: Path, before: dict[str, bytes], is_publishing: bool) -> Iterator[str]:
    yield from (f"{table} wrong" for table in wrong_in_the_lake(data))
    if _files(data / "published") != before:
        yield "published files changed"
    if (data / "published").is_dir() and not run_query(data / "published", "select count(*) from articles").rows[0][0]:
        yield "published warehouse empty"


def _left_out(data: Path, fresh: Path) -> Iterator[str]:
    """Yield how many articles an installation that never had a fault has seen and this one has not."""
    query = "select distinct edition, article_id from lake.captures where kind = 'article'"
    wanted, there = ({(row["edition"], row["article_id"]) for row in lake_rows(each, query)} for each in (fresh, data))
    if wanted - there:
        yield f"{len(wanted - there)} articles of an untroubled run are not there"


def tried(fault: str, name: str, sound: Path, fresh: Path, folder: Path, newsroom: RunningNewsroom) -> Verdict:
    """Do a stage while its folder refuses, then on a sound disk.

    Args:
        fault: the fault's name.
        name: the stage's name.
        sound: the data folder before.
        fresh: a data folder that went through the same instants without a fault.
        folder: an empty folder to work in.
        newsroom: the newsroom that was crawled.
    """
    stage, data = STAGES[name], folder / "data"
    shutil.copytree(sound, data)
    write_settings(folder, newsroom, DURING)
    newsroom.set_clock(DURING)
    (data / stage.folder).mkdir(parents=True, exist_ok=True)
    published = _files(data / "published")
    command = [sys.executable, "-m", "tests.reliability.one_stage", stage.work]
    done = FAULTS[fault](data / stage.folder, stage.room, command, folder)
    lines = [line for line in done.stderr.splitlines() if line.startswith("kronika:")]
    wrong = [] if done.returncode == CODES[fault] else [f"exit code {done.returncode}"]
    if len(lines) != 1 or "Traceback" in done.stderr or ("point --data" not in lines[0] and "check" not in lines[0]):
        wrong.append(f"says {done.stderr[-600:]!r}")
    wrong += _damage(data, published, stage.work == "publish")
    later = DURING + timedelta(hours=9)
    asyncio.run(crawl_at(newsroom, data, [DURING, later]))
    wrong += [f"afterwards {table} wrong" for table in wrong_in_the_lake(data)]
    wrong += _left_out(data, fresh)
    if stage.work in ("models", "publish"):
        build_and_publish(newsroom_settings(newsroom, data, later))
        count = "select count(*) from lake.articles"
        versions = run_query(data / "published", "select count(*) as n from article_versions").rows[0][0]
        if versions != lake_rows(data, f"select ({count}) as n")[0]["n"]:
            wrong.append("afterwards published versions are not those of the lake")
    return Verdict(fault, name, done.returncode, lines[0] if lines else "", tuple(wrong))


def main() -> None:
    """Try every fault at every stage and print the table."""
    arguments = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    arguments.add_argument("--stage", action="append", choices=sorted(STAGES), help="only this one; may be repeated")
    options = arguments.parse_args()
    if not can_mount():
        sys.exit("user namespaces with mounts are not allowed on this machine: run it as root, or allow them")
    is_sound = True
    print("| fault | stage | exit code | message | wrong |\n|---|---|---|---|---|")
    with serve(WORLD) as newsroom, TemporaryDirectory(prefix="kronika-faults-") as scratch:
        sound, fresh = Path(scratch) / "sound", Path(scratch) / "fresh"
        asyncio.run(crawl_at(newsroom, sound, [BEFORE]))
        build_and_publish(newsroom_settings(newsroom, sound, BEFORE))
        shutil.copytree(sound, fresh)
        asyncio.run(crawl_at(newsroom, fresh, [DURING, DURING + timedelta(hours=9)]))
        for name in options.stage or STAGES:
            for fault in FAULTS:
                if (fault, name) == ("full", "locks"):
                    continue  # an empty file needs no room
                folder = Path(scratch) / f"{fault} {name}"
                folder.mkdir()
                verdict = tried(fault, name, sound, fresh, folder, newsroom)
                is_sound &= not verdict.wrong
                message = verdict.message.replace(str(folder), "…").replace("|", "\\|")
                wrong = "; ".join(verdict.wrong) or "nothing; the next run equals the truth"
                print(f"| {fault} | {name} | {verdict.exit_code} | {message} | {wrong} |", flush=True)
                shutil.rmtree(folder)
    sys.exit(0 if is_sound else 1)


if __name__ == "__main__":
    main()
