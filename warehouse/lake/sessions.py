"""Connections to the lake."""

from pathlib import Path

import duckdb

from schemas.errors import NothingCrawled
from warehouse.lake.attach import attach_sql, catalog_path, lake_folder
from warehouse.lake.refusals import lake_errors

WRITER_THREADS = 1
"""A commit is many small steps: with two threads it took twice the CPU and no less time (108 against 193 ms for 500 pages)."""


def connect(data: Path, *, read_only: bool = True) -> duckdb.DuckDBPyConnection:
    """Return a DuckDB connection with the lake of a data folder attached as `lake`, its zone UTC.

    Raises:
        NothingCrawled: there is no lake in the data folder.
        BadSettings: the lake cannot be opened.
    """
    if not catalog_path(data).is_file():
        raise NothingCrawled(f"there is no lake in {data} yet: crawl something first (kronika run, or kronika demo)")
    return attached(data, read_only=read_only)


def attached(data: Path, *, read_only: bool, threads: int | None = None) -> duckdb.DuckDBPyConnection:
    """Return a DuckDB connection with the lake attached; DuckLake makes an empty catalogue where there is none.

    Args:
        data: the data folder.
        read_only: refuse to write.
        threads: threads for its queries; as many as there are cores by default.

    Raises:
        BadSettings: the lake cannot be opened.
    """
    connection = duckdb.connect(config={} if threads is None else {"threads": threads})
    with lake_errors(lake_folder(data)):
        for statement in attach_sql(data, read_only=read_only):
            connection.execute(statement)
    return connection
