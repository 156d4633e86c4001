"""The real program in a process of its own, which says what it has come to, so that it can be killed in the middle of it."""

import asyncio
import os
import random
import signal
import sys
import time
from collections import defaultdict
from collections.abc import Awaitable, Callable, Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from itertools import pairwise
from multiprocessing import get_context
from multiprocessing.connection import Connection
from multiprocessing.synchronize import Barrier
from pathlib import Path
from typing import TypeVar

from flows.batches import news_run
from flows.cli import exit_code
from flows.compaction import compact
from flows.outlet_run import news_plan, run_outlet
from flows.publication import build_lock, models, published
from flows.reparse import reparse
from flows.settings import Settings
from schemas.errors import KronikaError
from tests.reliability.readers import be_a_program
from transforms.outlets import load_outlet

T = TypeVar("T")

CRAWL_STAGES = ("start", "discover", "commit discovery", "fetch articles", "archive write", "commit articles")
STAGES = (*CRAWL_STAGES, "compaction", "build", "publish")

_processes = get_context("forkserver")
_processes.set_forkserver_preload(
    [
        "tests.reliability.readers",
        "tests.reliability.stages",
        "dbt.cli.main",
        "dbt.adapters.duckdb.connections",
        "warehouse.lake_plugin",
    ]
)
Program = Callable[[Settings, Connection], None]


def crawl(settings: Settings, said: Connection) -> None:
    """Do the run of an instant, as `kronika run` does without its orchestrator."""

    async def step(name: str, work: Callable[[], Awaitable[T]]) -> T:
        said.send(" ".join(word for word in name.split() if not word.isdigit()))
        return await work()

    said.send("start")
    outlet, now = load_outlet("korrespondent").with_hosts(settings.hosts), settings.clock()()
    asyncio.run(run_outlet(settings, news_plan(settings, outlet, news_run(outlet.name, now), now), step))


def keep(settings: Settings, said: Connection) -> None:
    """Compact, on the real clock: it is files and snapshots that age."""
    said.send("compaction")
    compact(settings.model_copy(update={"now": None}))


def build(settings: Settings, said: Connection) -> None:
    """Build and publish, as `kronika build` does."""
    said.send("build")
    with build_lock(settings):
        models(settings, settings.clock()())
        said.send("publish")
        published(settings, settings.clock()())


def reparse_all(settings: Settings, said: Connection) -> None:
    """Parse the archive again, as `kronika reparse` does."""
    said.send("reparse")
    asyncio.run(reparse(settings))


def exit_codes(programs: Sequence[Program], settings: Settings) -> list[int]:
    """Start programs at the same instant and return their exit codes, as the command line gives them."""
    barrier = _processes.Barrier(len(programs))
    processes = [_processes.Process(target=_together, args=(program, settings, barrier)) for program in programs]
    for process in processes:
        process.start()
    for process in processes:
        process.join()
    return [process.exitcode or 0 for process in processes]


def _together(program: Program, settings: Settings, barrier: Barrier) -> None:
    be_a_program()
    _, writes = _processes.Pipe(duplex=False)
    barrier.wait()
    try:
        program(settings, writes)
    except KronikaError as error:
        sys.exit(exit_code(error))


def _live(program: Program, settings: Settings, said: Connection) -> None:
    be_a_program()
    os.setsid()
    program(settings, said)
    said.send("done")


def program_of(stage: str) -> Program:
    """Return the program that comes to a stage."""
    return {"compaction": keep, "build": build, "publish": build}.get(stage, crawl)


class ProgramFailedError(Exception):
    """The program ended by itself, and not well."""


@dataclass
class Killer:
    """Starts the program and kills it in the middle of a stage.

    Attributes:
        chance: draws the moments.
        kills: how many kills fell into each stage.
        seconds: how long each stage lasted where it was not cut off.
    """

    chance: random.Random
    kills: dict[str, int] = field(default_factory=lambda: defaultdict(int))
    seconds: dict[str, list[float]] = field(default_factory=lambda: defaultdict(list))

    def run(self, stage: str | None, settings: Settings, program: Program | None = None) -> bool:
        """Start the program; kill it in the stage, or let it end where none is named.

        Returns:
            Whether it was killed: it is not when it ends before the moment that was drawn.

        Raises:
            ProgramFailedError: it failed by itself.
        """
        reads, writes = _processes.Pipe(duplex=False)
        process = _processes.Process(target=_live, args=(program or program_of(stage or "start"), settings, writes))
        process.start()
        writes.close()
        said: list[tuple[str, float]] = []
        try:
            if stage is not None and self._came_to(
                "fetch articles" if stage == "archive write" else stage, reads, said
            ):
                self._wait_inside(stage, settings.data / "archive")
                with suppress(ProcessLookupError):  # it has come to its end
                    os.killpg(process.pid or 0, signal.SIGKILL)
            while _hear(reads, said):
                pass
            process.join()
        finally:
            reads.close()
        return self._count(stage, said, process.exitcode)

    def _came_to(self, stage: str, reads: Connection, said: list[tuple[str, float]]) -> bool:
        while not (said and said[-1][0] == stage):
            if not _hear(reads, said):
                return False
        return True

    def _wait_inside(self, stage: str, archive: Path) -> None:
        if stage == "archive write":
            _wait_for_bytes(archive, self.chance.randrange(60_000))
            return
        lasted = sorted(self.seconds[stage])
        time.sleep(self.chance.uniform(0, lasted[len(lasted) // 2] if lasted else 0.1))

    def _count(self, stage: str | None, said: list[tuple[str, float]], exitcode: int | None) -> bool:
        for (name, began), (_, ended) in pairwise(said):
            self.seconds[name].append(ended - began)
        if exitcode == -signal.SIGKILL:
            fell_into = "archive write" if stage == "archive write" and said[-1][0] == "fetch articles" else said[-1][0]
            self.kills[fell_into] += 1
            return True
        if exitcode:
            stage = said[-1][0] if said else "the start"
            raise ProgramFailedError(f"{stage}: the program failed with exit code {exitcode}")
        return False


def _hear(reads: Connection, said: list[tuple[str, float]]) -> bool:
    try:
        said.append((reads.recv(), time.monotonic()))
    except EOFError:
        return False
    return said[-1][0] != "done"


def _wait_for_bytes(archive: Path, most: int) -> None:
    """Wait until a file that is being written has grown so large, or is whole."""
    for _ in range(2_000):
        files = list(archive.rglob("*articles*.open"))
        if any(file.stat().st_size >= most for file in files if file.exists()):
            return
        time.sleep(0.001)
