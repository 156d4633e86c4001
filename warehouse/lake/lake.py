"""The lake: the tables of `schemas.lake_tables` in DuckLake, where every batch is committed whole or not at all."""

import json
import time
from collections.abc import Callable, Mapping, Sequence
from contextlib import AbstractContextManager, nullcontext
from datetime import datetime, timedelta
from pathlib import Path
from types import TracebackType
from typing import Self, TypeVar

import duckdb
import pyarrow as pa

from schemas.crawl_rows import Run
from schemas.erasure_rows import Erasure
from schemas.errors import BadSettings, LakeTooNew
from schemas.lake_tables import LAKE_FORMAT
from warehouse.disk import writing
from warehouse.lake.attach import catalog_path, lake_folder
from warehouse.lake.batches import archive_files_of, batch_ids_since, has_batch, insert_batch, last_batches
from warehouse.lake.copies import remove_abandoned
from warehouse.lake.erase import NamedArticle, delete_articles
from warehouse.lake.layout import PROPERTIES, upgrade_sql
from warehouse.lake.locks import held
from warehouse.lake.maintenance import MaintenanceReport, maintain
from warehouse.lake.making import make_lake
from warehouse.lake.plan import (
    KnownArticle,
    NewArticle,
    PreviousCapture,
    ended_urls,
    known_articles,
    new_article_urls,
    previous_captures,
)
from warehouse.lake.purge import purge, purge_catalog
from warehouse.lake.refusals import is_conflict, lake_errors
from warehouse.lake.sessions import connect, has_lake, writing_connection
from warehouse.lake.statistics import TableStatistics, table_statistics
from warehouse.lake.topics import insert_topics
from warehouse.lake.transactions import in_transaction
from warehouse.literals import literal

Result = TypeVar("Result")

_PATIENCE_SECONDS = 300.0
_CONFLICT_PAUSES = (0.05, 0.1, 0.2, 0.4, 0.8, 1.6, 3.2)


class Lake:
    """The lake of one data folder; a context manager that closes its connection.

    Opened to be read, it is the lake as it was then. Opened to be written, it sees every commit, and its questions wait for
    other processes' commits and maintenance.
    """

    def __init__(self, data: Path, connection: duckdb.DuckDBPyConnection, *, read_only: bool) -> None:
        self._folder = lake_folder(data)
        self._connection = connection
        self._is_reader = read_only

    @classmethod
    def open(cls, data: Path, *, read_only: bool = False) -> Self:
        """Open the lake of a data folder; make an empty one where there is none, and bring an older one up to date.

        Raises:
            NothingCrawled: there is none, and it is only to be read.
            LakeTooNew: a newer version of Kronika wrote it.
            NoSpace: the disk is full.
            BadSettings: the folder cannot be written.
        """
        if read_only:
            lake = cls(data, connect(data), read_only=True)
        else:
            folder = lake_folder(data)
            with writing(folder):
                (folder / "data").mkdir(parents=True, exist_ok=True)
            with held(folder / "commit.lock", _PATIENCE_SECONDS):
                if not has_lake(data):
                    make_lake(data)
                lake = cls(data, writing_connection(data), read_only=False)
        lake._check_format()
        return lake

    @staticmethod
    def exists(data: Path) -> bool:
        """Whether the data folder has a lake."""
        return has_lake(data)

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, traceback: TracebackType | None
    ) -> None:
        self.close()

    def close(self) -> None:
        """Close the connection."""
        self._connection.close()

    @property
    def is_older(self) -> bool:
        """Whether an older version wrote it and it was not yet opened to be written, which brings it up to date."""
        return self._format() < LAKE_FORMAT

    def connect(self) -> duckdb.DuckDBPyConnection:
        """Return a cursor of this lake's connection, for queries of one's own; best on a lake opened to be read."""
        return self._connection.cursor()

    def bind(self, hosts: Mapping[str, str]) -> None:
        """Say which hosts are played by which: a lake of invented pages never takes real ones.

        Raises:
            BadSettings: the lake was made for other hosts.
        """
        wanted = json.dumps(dict(hosts), sort_keys=True)
        found = self._property("hosts")
        if found is None:
            self._write(lambda connection: _set_property(connection, "hosts", wanted))
            found = self._property("hosts")
        if found != wanted:
            raise BadSettings(
                f"the lake in {self._folder} holds pages of other hosts ({found}, wanted {wanted}): "
                "point --data at another folder"
            )

    def commit(self, run: Run, tables: Mapping[str, pa.Table], *, is_replacing: bool = False) -> Run | None:
        """Commit a batch: all its tables and its row in `runs`, in one transaction.

        Article versions equal to the version before them are dropped with their tags.

        Args:
            run: the batch.
            tables: its rows by table.
            is_replacing: put these rows in the place of those that the batch brought in before, as a reparse does.

        Returns:
            The batch's row of `runs`, its `article_count` being the new versions; None when the batch is there already
            and is not to be replaced, and nothing was done.

        Raises:
            SchemaMismatch: a table is unknown, or its columns are not those of its declaration.
            NoSpace: the disk is full; nothing of the batch is visible.
            AlreadyRunning: other writers did not let go.
        """
        return self._write(lambda connection: insert_batch(connection, run, tables, is_replacing=is_replacing))

    def has_batch(self, batch_id: str) -> bool:
        """Whether the batch was committed."""
        return self.ask(lambda connection: has_batch(connection, batch_id))

    def archive_files_of(self, run_id: str, stage: str) -> list[str]:
        """Return the archive files of a run's batches of one stage, below archive/, in the order of the batches."""
        return self.ask(lambda connection: archive_files_of(connection, run_id, stage))

    def batch_ids_since(self, outlet: str, since: datetime) -> set[str]:
        """Return the batches of an outlet that were committed since then."""
        return self.ask(lambda connection: batch_ids_since(connection, outlet, since))

    def last_batches(self, most: int) -> pa.Table:
        """Return the batches committed last, newest first."""
        return self.ask(lambda connection: last_batches(connection, most))

    def new_article_urls(self, outlet: str, since: datetime) -> list[NewArticle]:
        """Return the articles sighted since then whose page was never had, newest sighting first."""
        return self.ask(lambda connection: new_article_urls(connection, outlet, since))

    def ended_urls(self, run_id: str) -> set[str]:
        """Return the URLs that came to an end in a run already, however they did."""
        return self.ask(lambda connection: ended_urls(connection, run_id))

    def known_articles(self, outlet: str, since: datetime) -> list[KnownArticle]:
        """Return the articles published (or, never parsed, first captured) since then, oldest first."""
        return self.ask(lambda connection: known_articles(connection, outlet, since))

    def previous_captures(self, urls: Sequence[str], since: datetime | None = None) -> dict[str, PreviousCapture]:
        """Return the last archived body of each URL that has one and is not in quarantine, captured since then.

        By default since 31 days before the newest batch: older bodies are archived anew.
        """
        return self.ask(lambda connection: previous_captures(connection, urls, since))

    def add_topics(self, tables: Mapping[str, pa.Table]) -> None:
        """Add rows of the topic tables, in one transaction.

        Raises:
            SchemaMismatch: a table's columns are not those of its declaration.
            NoSpace: the disk is full; nothing is visible.
            AlreadyRunning: other writers did not let go.
        """
        self._write(lambda connection: insert_topics(connection, tables))

    def maintain(self, now: datetime, retention: timedelta = timedelta(days=1)) -> MaintenanceReport:
        """Merge small files, forget snapshots older than `retention`, remove files that nothing refers to and copies of killed readers.

        Raises:
            NoSpace: the disk is full; the lake is as it was.
            AlreadyRunning: other writers did not let go.
        """
        remove_abandoned()
        with lake_errors(self._folder):
            return maintain(self._connection, now, retention, self._committing)

    def erase(self, articles: Sequence[NamedArticle], record: Sequence[Erasure]) -> None:
        """Delete every row about articles, and write down that it was done, in one transaction.

        Raises:
            NoSpace: the disk is full; nothing is deleted.
            AlreadyRunning: other writers did not let go.
        """
        self._write(lambda connection: delete_articles(connection, articles, record))

    def purge(self) -> None:
        """Remove what deleted rows left: in data files, in older snapshots and in the catalogue; closes the lake.

        Raises:
            NoSpace: the disk is full; it can be done again.
            AlreadyRunning: other writers did not let go.
        """
        with lake_errors(self._folder):
            purge(self._connection, self._committing)
            self.close()
            with self._committing():
                purge_catalog(catalog_path(self._folder.parent))

    def statistics(self) -> list[TableStatistics]:
        """Return rows, files and bytes of every table."""
        return self.ask(table_statistics)

    def ask(self, work: Callable[[duckdb.DuckDBPyConnection], Result]) -> Result:
        """Ask the lake a question: a reader its own snapshot, a writer the living catalogue while nobody rewrites it."""
        with nullcontext() if self._is_reader else self._committing(), lake_errors(self._folder):
            return work(self._connection)

    def _write(self, work: Callable[[duckdb.DuckDBPyConnection], Result]) -> Result:
        """Do work in one transaction, one writer at a time; again after a pause when another was in the way."""
        with self._committing(), lake_errors(self._folder):
            for pause in _CONFLICT_PAUSES:
                try:
                    return in_transaction(self._connection, work)
                except duckdb.Error as error:
                    if not is_conflict(error):
                        raise
                time.sleep(pause)
            return in_transaction(self._connection, work)

    def _committing(self) -> AbstractContextManager[None]:
        return held(self._folder / "commit.lock", _PATIENCE_SECONDS)

    def _check_format(self) -> None:
        found = self._format()
        if found > LAKE_FORMAT:
            self.close()
            raise LakeTooNew(found, LAKE_FORMAT)
        if found < LAKE_FORMAT and not self._is_reader:
            self._write(_upgrade)

    def _format(self) -> int:
        return int(self._property("format") or 0)

    def _property(self, key: str) -> str | None:
        query = f"select value from lake.{PROPERTIES} where key = {literal(key)}"
        row = self.ask(lambda connection: connection.execute(query).fetchone())
        return None if row is None else str(row[0])


def _upgrade(connection: duckdb.DuckDBPyConnection) -> None:
    """Bring the lake up to date, in the connection's transaction; another process may have done it meanwhile."""
    row = connection.execute(f"select value from lake.{PROPERTIES} where key = 'format'").fetchone()
    for statement in upgrade_sql(int(row[0]) if row else 0, LAKE_FORMAT):
        connection.execute(statement)


def _set_property(connection: duckdb.DuckDBPyConnection, key: str, value: str) -> None:
    connection.execute(
        f"insert into lake.{PROPERTIES} select {literal(key)}, {literal(value)} "
        f"where not exists (select 1 from lake.{PROPERTIES} where key = {literal(key)})"
    )
