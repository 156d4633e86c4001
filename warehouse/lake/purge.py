"""Removing what deleted rows leave behind.

A deleted row stays in its Parquet file until the file is written anew, in the snapshots before, and as a smallest or largest
value in the catalogue's statistics.
"""

import sqlite3
from collections.abc import Callable
from contextlib import AbstractContextManager, closing
from pathlib import Path

import duckdb

from warehouse.lake.attach import BUSY_MILLISECONDS


def purge(connection: duckdb.DuckDBPyConnection, committing: Callable[[], AbstractContextManager[None]]) -> None:
    """Write every file anew that holds deleted rows, forget all snapshots but the last, and delete what they needed.

    Whoever reads an older snapshot at that moment loses it.
    """

    def step(call: str) -> None:
        with committing():
            connection.execute(f"call {call}").fetchall()

    step("ducklake_flush_inlined_data('lake')")
    step("ducklake_rewrite_data_files('lake', delete_threshold => 0)")
    with committing():
        snapshots = connection.execute("select snapshot_id from ducklake_snapshots('lake')").fetchall()
        old = sorted(number for (number,) in snapshots)[:-1]
        if old:
            connection.execute(f"call ducklake_expire_snapshots('lake', versions => {old})").fetchall()
    for call in (
        "ducklake_cleanup_old_files('lake', cleanup_all => true)",
        "ducklake_delete_orphaned_files('lake', cleanup_all => true)",
    ):
        step(call)


def purge_catalog(catalog: Path) -> None:
    """Set the smallest and largest texts of every column to those that files still hold, and wipe freed pages (VACUUM).

    Call it while nobody has the lake open to be written.
    """
    with closing(sqlite3.connect(catalog, timeout=BUSY_MILLISECONDS / 1000)) as connection:
        with connection:
            connection.execute(_NARROW)
        connection.execute("vacuum")
        connection.execute("pragma wal_checkpoint(truncate)")


_NARROW = """
update ducklake_table_column_stats as kept set
    min_value = (
        select case when count(*) = count(s.min_value) then min(s.min_value) end
        from ducklake_file_column_stats as s join ducklake_data_file as f using (data_file_id)
        where f.end_snapshot is null and s.table_id = kept.table_id and s.column_id = kept.column_id and s.value_count > 0
    ),
    max_value = (
        select case when count(*) = count(s.max_value) then max(s.max_value) end
        from ducklake_file_column_stats as s join ducklake_data_file as f using (data_file_id)
        where f.end_snapshot is null and s.table_id = kept.table_id and s.column_id = kept.column_id and s.value_count > 0
    )
where column_id in (
    select column_id from ducklake_column as c
    where c.table_id = kept.table_id and c.column_type = 'varchar' and c.end_snapshot is null
)
"""
