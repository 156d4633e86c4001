"""Readers as people are: each asks again and again, of the published files and of the lake, and says what it saw wrong."""

import json
import os
import signal
import sys
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from multiprocessing.queues import Queue
from multiprocessing.synchronize import Event
from pathlib import Path
from typing import Protocol

import duckdb

from schemas.errors import KronikaError, NothingCrawled
from warehouse.lake import connect
from warehouse.query import run_query

_COUNTS = "select as_of, published_at, to_json(row_counts) from publication"
_HALVES = """
-- one row per batch of which the lake shows other rows than the batch brought in, and per capture of no batch
with captured as (
    -- A batch that was killed with nothing but its robots.txt has no outcome.
    select
        batch_id, count(*) as captures, count(*) filter (where kind <> 'robots') as pages,
        count(articles.capture_id) as articles
    from lake.captures left join lake.articles using (capture_id)
    group by batch_id
),
ended as (
    select batch_id, count(*) as outcomes from lake.outcomes group by batch_id
),
set_aside as (
    select batch_id, count(*) as quarantined from lake.quarantine group by batch_id
)
select batch_id
from lake.runs
left join captured using (batch_id)
left join ended using (batch_id)
left join set_aside using (batch_id)
where
    capture_count <> coalesce(captures, 0) or article_count <> coalesce(articles, 0)
    or quarantine_count <> coalesce(quarantined, 0) or (pages > 0 and stage <> 'discovery' and outcomes is null)
union all
select capture_id from lake.captures anti join lake.runs using (batch_id)
"""


@dataclass
class Seen:
    """What a reader came to.

    Attributes:
        reads: how often it asked, by what it asked.
        wrong: what failed, or did not fit together.
    """

    reads: dict[str, int] = field(default_factory=dict)
    wrong: list[str] = field(default_factory=list)

    def count(self, what: str) -> None:
        self.reads[what] = self.reads.get(what, 0) + 1


def be_a_program() -> None:
    """Have duckdb take this process for a program: it prints the progress of long queries for a person's session alone."""
    sys.modules["__main__"].__file__ = __file__


def poll(data: Path, ways: tuple[str, ...], pause_seconds: float, done: Event, results: "Queue[Seen]") -> None:
    """Ask in turns until told to stop, then report. Ways: warehouse, command, parquet, csv, dashboard, lake."""
    be_a_program()
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # who ends the script from a terminal wants the report
    readers = [_READERS[way](data) for way in ways]
    seen = Seen()
    starter = os.getppid()
    while not done.is_set() and os.getppid() == starter:
        for way, reader in zip(ways, readers, strict=True):
            try:
                seen.wrong += [f"{way}: {each}" for each in reader.read()]
            except NothingCrawled:
                continue
            except (KronikaError, duckdb.Error, OSError) as error:
                seen.wrong.append(f"{way}: {type(error).__name__}: {error}")
            seen.count(way)
        time.sleep(pause_seconds)
    results.put(seen)


class _Reader(Protocol):
    def read(self) -> list[str]:
        """Ask once, and return what did not fit together."""
        ...


class _Warehouse:
    """Connects for each question, as BI tools are told to; every table must be of the one publication, none older than before."""

    def __init__(self, data: Path) -> None:
        self._file = data / "published" / "warehouse.duckdb"
        self._newest = ""

    def read(self) -> list[str]:
        if not self._file.exists():
            raise NothingCrawled
        with duckdb.connect(self._file, read_only=True) as connection:
            connection.execute("set TimeZone = 'UTC'")
            row = connection.execute(_COUNTS).fetchone()
            assert row is not None
            counts = json.loads(row[2])
            found = {name: connection.execute(f'select count(*) from "{name}"').fetchone() for name in counts}
        wrong = [
            f"{name}: {found[name]} rows, not {count}" for name, count in counts.items() if found[name] != (count,)
        ]
        if str(row[0]) < self._newest:
            wrong.append(f"as of {row[0]} after {self._newest}")
        self._newest = str(row[0])
        return wrong


class _Command:
    """Asks as `kronika sql` does: two tables of one publication must know the same articles."""

    def __init__(self, data: Path) -> None:
        self._published = data / "published"

    def read(self) -> list[str]:
        query = "select count(*) from articles anti join article_versions using (outlet, edition, article_id)"
        ((strangers,),) = run_query(self._published, query).rows
        return [f"{strangers} articles have no version"] if strangers else []


class _Files:
    """Reads every mart's file from its beginning to its end; asks again, once, where that met the file's swap (docs/bi.md)."""

    def __init__(self, data: Path, suffix: str) -> None:
        self._marts = data / "published" / "marts"
        self._suffix = suffix

    def read(self) -> list[str]:
        for path in sorted(self._marts.glob(f"*.{self._suffix}")):
            question, published = f"select count(*), count(columns(*)) from '{path}'", path.stat().st_ino
            try:
                duckdb.sql(question).fetchall()
            except duckdb.Error:
                if path.stat().st_ino == published:
                    raise
                duckdb.sql(question).fetchall()
        return []


class _Dashboard:
    """Opens the page, which must be whole."""

    def __init__(self, data: Path) -> None:
        self._page = data / "published" / "dashboard.html"

    def read(self) -> list[str]:
        if not self._page.exists():
            raise NothingCrawled
        return [] if self._page.read_text(encoding="utf-8").rstrip().endswith("</html>") else ["the page has no end"]


class _Lake:
    """Reads the lake as the models do: every batch must be whole, and none that was there may be gone."""

    def __init__(self, data: Path) -> None:
        self._data = data
        self._batches: set[str] = set()

    def read(self) -> list[str]:
        with connect(self._data) as connection:
            halves = [f"{row[0]} is half" for row in connection.execute(_HALVES).fetchall()]
            batches = {row[0] for row in connection.execute("select batch_id from lake.runs").fetchall()}
        gone = [f"{batch} is gone" for batch in self._batches - batches]
        self._batches = batches
        return halves + gone


_READERS: dict[str, Callable[[Path], _Reader]] = {
    "warehouse": _Warehouse,
    "command": _Command,
    "parquet": lambda data: _Files(data, "parquet"),
    "csv": lambda data: _Files(data, "csv"),
    "dashboard": _Dashboard,
    "lake": _Lake,
}
