"""Publishing: a whole new warehouse, marts and dashboard, written beside the old ones, verified, and swapped in.

Readers keep the file they have open; whoever opens next sees the new one. A publisher that is killed at any point leaves
the last good files and perhaps a hidden one, which the next publisher removes.
"""

import contextlib
import fcntl
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from importlib.metadata import version
from pathlib import Path

import duckdb

from schemas.errors import AlreadyRunning, CheckFailed, NothingCrawled
from warehouse.dashboard import render_dashboard
from warehouse.disk import refusal, writing
from warehouse.literals import literal
from warehouse.published_tables import PublishedTable, copy_tables, export_csv, export_parquet, find_tables
from warehouse.replace import TEMPORARY_SUFFIX, put_in_place, temporary_beside

STORAGE_VERSION = "v1.2.0"
"""Oldest duckdb that can read the published file."""


SPREADSHEET_ROWS = 1_048_575
"""Rows below a header that a spreadsheet can open. Longer tables have no CSV: 20 million links were 3 GB and a minute of CPU."""


@dataclass(frozen=True)
class PublishReport:
    """What was published.

    Attributes:
        warehouse: the read-only database.
        dashboard: the page.
        files: every Parquet and CSV file.
        row_counts: rows of each published table.
    """

    warehouse: Path
    dashboard: Path
    files: tuple[Path, ...]
    row_counts: dict[str, int]


def publish(
    working_database: Path,
    published: Path,
    *,
    as_of: datetime,
    reporting_zone: str,
    notice: str | None = None,
    published_at: datetime | None = None,
) -> PublishReport:
    """Publish what the models built: `warehouse.duckdb`, `marts/*.parquet|csv`, `dashboard.html`.

    A table with more rows than a spreadsheet can open has no CSV file.

    Args:
        working_database: the private database that the models were built in.
        published: folder that people and tools read from.
        as_of: the instant up to which the data go.
        reporting_zone: zone whose days the marts count by.
        notice: a sentence that every reader must see, such as that the data are invented.
        published_at: when it is published; `as_of` where not given.

    Raises:
        NothingCrawled: the models were never built.
        CheckFailed: a table is missing, holds body text, lacks a description, or the copy is not what was built.
        AlreadyRunning: another process is publishing into the same folder.
        NoSpace: the disk is full; the last good files stay.
        BadSettings: the folder cannot be written.
    """
    if not working_database.exists():
        raise NothingCrawled(f"no models at {working_database} yet: run `kronika build` first")
    with _writing(published):
        (published / "marts").mkdir(parents=True, exist_ok=True)
        with _only_publisher(published):
            _remove_leftovers(published)
            try:
                return _publish_all(working_database, published, as_of, reporting_zone, notice, published_at or as_of)
            finally:
                _remove_leftovers(published)


def _publish_all(
    working_database: Path, published: Path, as_of: datetime, zone: str, notice: str | None, published_at: datetime
) -> PublishReport:
    warehouse, dashboard = published / "warehouse.duckdb", published / "dashboard.html"
    new_warehouse = temporary_beside(warehouse)
    with _connection() as connection:
        connection.execute(f"attach {literal(str(working_database))} as working (read_only)")
        connection.execute(f"attach {literal(str(new_warehouse))} as warehouse (storage_version '{STORAGE_VERSION}')")
        connection.execute("begin")
        tables = copy_tables(connection, find_tables(connection))
        _describe_publication(connection, tables, as_of, zone, notice, published_at)
        connection.execute("commit")
        connection.execute("checkpoint warehouse")
        connection.execute("detach warehouse")
        connection.execute(f"attach {literal(str(new_warehouse))} as warehouse (read_only)")
        _verify(connection, tables)
        targets = [target for table in tables for target in _export(connection, table, published / "marts")]
    temporary_beside(dashboard).write_text(render_dashboard(new_warehouse, as_of, zone, notice), encoding="utf-8")
    # A write-ahead log that a crash left beside the old file would be replayed into the new one.
    warehouse.with_name(f"{warehouse.name}.wal").unlink(missing_ok=True)
    put_in_place(new_warehouse, warehouse, 0o444)
    for target in (*targets, dashboard):
        put_in_place(temporary_beside(target), target)
    _remove_stale(published / "marts", targets)
    return PublishReport(warehouse, dashboard, tuple(targets), {table.name: table.row_count for table in tables})


def _describe_publication(
    connection: duckdb.DuckDBPyConnection,
    tables: tuple[PublishedTable, ...],
    as_of: datetime,
    zone: str,
    notice: str | None,
    published_at: datetime,
) -> None:
    """Add the table `publication`: what this file is."""
    connection.execute(
        "create table warehouse.main.publication as select $published_at::timestamptz as published_at, "
        "$as_of::timestamptz as as_of, $zone::varchar as reporting_zone, $notice::varchar as notice, "
        "$version::varchar as kronika_version, $row_counts::map(varchar, bigint) as row_counts",
        {
            "published_at": published_at,
            "as_of": as_of,
            "zone": zone,
            "notice": notice,
            "version": version("kronika"),
            "row_counts": {table.name: table.row_count for table in tables},
        },
    )
    connection.execute(
        "comment on table warehouse.main.publication is 'One row: what this file is and how far it goes'"
    )
    for column, description in _PUBLICATION_COLUMNS.items():
        connection.execute(f"comment on column warehouse.main.publication.{column} is {literal(description)}")


_PUBLICATION_COLUMNS = {
    "published_at": "When this file was published, UTC",
    "as_of": "Instant up to which the data go, UTC",
    "reporting_zone": "Time zone whose calendar days the marts count by",
    "notice": "What every reader must know, such as that the data are invented; null when there is nothing",
    "kronika_version": "Version of Kronika that published it",
    "row_counts": "Rows of each table, by its name",
}


def _verify(connection: duckdb.DuckDBPyConnection, tables: tuple[PublishedTable, ...]) -> None:
    """Compare the closed and reopened file with what was built: rows and descriptions."""
    described = {
        name: (comment, columns)
        for name, comment, columns in connection.execute(
            "select t.table_name, any_value(t.comment), count(c.comment) from duckdb_tables() as t "
            "inner join duckdb_columns() as c on c.table_oid = t.table_oid and c.database_name = t.database_name "
            "where t.database_name = 'warehouse' group by t.table_name"
        ).fetchall()
    }
    for table in tables:
        (rows,) = connection.execute(f'select count(*) from warehouse.main."{table.name}"').fetchone() or (None,)
        if rows != table.row_count:
            raise CheckFailed(
                f"publish of {table.name}", reason=f"{table.row_count} rows were built, {rows} were written"
            )
        if described.get(table.name) != (table.comment, len(table.columns)):
            raise CheckFailed(f"publish of {table.name}", reason="its descriptions were not carried over")


def _export(connection: duckdb.DuckDBPyConnection, table: PublishedTable, marts: Path) -> list[Path]:
    parquet, csv = marts / f"{table.name}.parquet", marts / f"{table.name}.csv"
    export_parquet(connection, table, temporary_beside(parquet))
    if table.row_count > SPREADSHEET_ROWS:
        return [parquet]
    export_csv(connection, table, temporary_beside(csv))
    return [parquet, csv]


def _connection() -> duckdb.DuckDBPyConnection:
    connection = duckdb.connect()
    connection.execute("set TimeZone = 'UTC'")
    connection.execute("set enable_progress_bar = false")  # else duckdb draws one into the output of a long copy
    return connection


@contextlib.contextmanager
def _only_publisher(published: Path) -> Iterator[None]:
    """Hold the folder's lock; the system lets go of it when the process dies."""
    with (published / ".publish.lock").open("w") as lock:
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError as error:
            raise AlreadyRunning(
                f"another process is publishing into {published}: try again when it is done"
            ) from error
        yield


def _remove_leftovers(published: Path) -> None:
    """Remove what a killed or refused publisher left; the lock says that none is at work."""
    for folder in (published, published / "marts"):
        for leftover in (*folder.glob(f".*{TEMPORARY_SUFFIX}"), *folder.glob(f".*{TEMPORARY_SUFFIX}.wal")):
            leftover.unlink()


def _remove_stale(marts: Path, targets: list[Path]) -> None:
    """Remove the files of tables that are published no more."""
    for file in (*marts.glob("*.parquet"), *marts.glob("*.csv")):
        if file not in targets:
            file.unlink()


@contextlib.contextmanager
def _writing(published: Path) -> Iterator[None]:
    """Turn the disk's refusals, which duckdb and Python tell differently, into errors that a person can act on."""
    try:
        with writing(published):
            yield
    except duckdb.Error as error:
        known = refusal(str(error), published)
        if known is None:
            raise
        raise known from error
