"""Connections to the lake."""

import shutil
import sqlite3
from contextlib import closing
from functools import cache
from pathlib import Path
from tempfile import gettempdir

import duckdb

from schemas.errors import BadSettings, NothingCrawled
from warehouse.disk import writing
from warehouse.lake.attach import BUSY_MILLISECONDS, attach_sql, catalog_path, lake_folder, load_sql
from warehouse.lake.copies import private_folder
from warehouse.lake.layout import PROPERTIES
from warehouse.lake.refusals import lake_errors
from warehouse.literals import literal

WRITER_THREADS = 1
"""A commit is many small steps: a second thread makes it dearer (500 pages: 210 against 111 ms of CPU) and, on two busy
cores, slower (303 against 166 ms)."""


def has_lake(data: Path) -> bool:
    """Whether the data folder has a lake; not where an older version was killed while it made one.

    Raises:
        BadSettings: the catalogue cannot be read.
    """
    if not catalog_path(data).is_file():
        return False
    tables = "select 1 from sqlite_master where name = 'ducklake_table'"
    with lake_errors(lake_folder(data)), closing(read_only_catalog(catalog_path(data))) as catalog:
        if catalog.execute(tables).fetchone() is None:
            return False
        made = catalog.execute(f"select 1 from ducklake_table where table_name = {literal(PROPERTIES)}")
        return made.fetchone() is not None


def connect(data: Path, *, read_only: bool = True) -> duckdb.DuckDBPyConnection:
    """Return a DuckDB connection with the lake of a data folder attached as `lake`, its zone UTC.

    A read-only one sees the lake as it is now for as long as it lives (see `attach_snapshot`).

    Raises:
        NothingCrawled: there is no lake in the data folder.
        BadSettings: the lake cannot be opened.
    """
    if not has_lake(data):
        raise NothingCrawled(f"there is no lake in {data} yet: crawl something first (kronika run, or kronika demo)")
    if not read_only:
        return writing_connection(data)
    connection = _connection()
    attach_snapshot(connection, data)
    return connection


def writing_connection(data: Path, catalog: Path | None = None) -> duckdb.DuckDBPyConnection:
    """Return a connection that writes to the lake; DuckLake makes an empty catalogue where there is none.

    Args:
        data: the data folder.
        catalog: another catalogue than the lake's own.

    Raises:
        BadSettings: the lake cannot be opened.
    """
    connection = _connection(threads=WRITER_THREADS)
    _execute(connection, attach_sql(data, read_only=False, catalog=catalog), data)
    return connection


def attach_snapshot(connection: duckdb.DuckDBPyConnection, data: Path) -> None:
    """Attach the lake as it is now, read-only, to a connection and its cursors, on a private copy of the catalogue.

    DuckLake reads a catalogue in SQLite by many queries on connections of their own, so that a query on the living
    catalogue, asked while maintenance merges files, could silently miss rows (measured: 37 wrong answers of 2,900 beside 40
    merges). The copy is one consistent state; the files it names are kept for the retention of `maintain`. It is deleted
    with the connection; what a killed reader leaves, by `maintain`.

    Raises:
        BadSettings: the lake cannot be opened.
        NoSpace: there is no room for the copy.
    """
    with writing(Path(gettempdir())):
        copy = private_folder(connection) / "catalog.sqlite"
    with (
        lake_errors(copy.parent if _is_lacking(copy.parent, catalog_path(data)) else lake_folder(data)),
        closing(read_only_catalog(catalog_path(data))) as source,
        closing(sqlite3.connect(copy)) as target,
    ):
        target.execute("pragma synchronous = off")
        source.backup(target)
        target.execute("pragma journal_mode = delete")
    _execute(connection, attach_sql(data, read_only=True, catalog=copy), data)


def _is_lacking(folder: Path, catalog: Path) -> bool:
    """Whether a folder has no room for a copy of the catalogue."""
    return shutil.disk_usage(folder).free < catalog.stat().st_size


def read_only_catalog(catalog: Path) -> sqlite3.Connection:
    """Return a connection to a catalogue that cannot write it."""
    return sqlite3.connect(f"{catalog.absolute().as_uri()}?mode=ro", uri=True, timeout=BUSY_MILLISECONDS / 1000)


def _connection(**config: int) -> duckdb.DuckDBPyConnection:
    """Return a connection that loads our extensions without looking at their signatures once more."""
    check_signatures()
    return duckdb.connect(config={**config, "allow_unsigned_extensions": "true"})


@cache
def check_signatures() -> None:
    """Let DuckDB check the signatures of the extensions, once a process: each time is 0.4 s of CPU, for 70 MB of hashes.

    Raises:
        BadSettings: an extension is not installed, or not as it was signed.
    """
    with duckdb.connect() as connection:
        for statement in load_sql():
            try:
                connection.execute(statement)
            except duckdb.IOException as error:
                raise BadSettings(f"{error}: install the packages of constraints.txt anew (sh install.sh)") from error


def _execute(connection: duckdb.DuckDBPyConnection, statements: list[str], data: Path) -> None:
    with lake_errors(lake_folder(data)):
        for statement in statements:
            connection.execute(statement)
