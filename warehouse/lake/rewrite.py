"""Replacing an outlet's rows of a time, as a reparse does."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from datetime import datetime
from pathlib import Path
from tempfile import TemporaryDirectory

import duckdb
import pyarrow as pa
import pyarrow.parquet as pq

from schemas.lake_tables import RUNS, TABLES
from warehouse.disk import writing
from warehouse.lake.batches import check_tables, insert_incoming
from warehouse.lake.literals import literal

REPLACED = tuple(table.name for table in TABLES if table is not RUNS)
"""What a reparse rebuilds: everything but `runs`, which tells what was crawled."""


@contextmanager
def staged(parts: Iterable[Mapping[str, pa.Table]], folder: Path) -> Iterator[dict[str, Path]]:
    """Keep tables that come in parts in Parquet files for a while, so that they need not fit into memory.

    Raises:
        SchemaMismatch: a table is unknown, or its columns are not those of its declaration.
        NoSpace: the disk is full.
    """
    with writing(folder), TemporaryDirectory(prefix="staging-", dir=folder) as name:
        writers: dict[str, pq.ParquetWriter] = {}
        paths: dict[str, Path] = {}
        try:
            for part in parts:
                check_tables(part)
                for table, rows in part.items():
                    if table not in writers:
                        paths[table] = Path(name) / f"{table}.parquet"
                        writers[table] = pq.ParquetWriter(paths[table], rows.schema, compression="zstd")
                    writers[table].write_table(rows)
        finally:
            for writer in writers.values():
                writer.close()
        yield paths


def replace_range(
    connection: duckdb.DuckDBPyConnection,
    paths: Mapping[str, Path],
    outlet: str,
    first_at: datetime,
    last_at: datetime,
    names: Sequence[str],
) -> int:
    """Replace rows in the connection's transaction by those of Parquet files; return how many article versions came in."""
    for table in TABLES:
        if table.name in names:
            during = f"{table.day_column} between {literal(first_at)} and {literal(last_at)}"
            connection.execute(f"delete from lake.{table.name} where outlet = {literal(outlet)} and {during}")
    for name, path in paths.items():
        rows = connection.read_parquet(str(path))
        connection.register(f"incoming_{name}", rows)
    try:
        return insert_incoming(connection, list(paths))
    finally:
        for name in paths:
            connection.unregister(f"incoming_{name}")
