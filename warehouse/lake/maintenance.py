"""Keeping the lake in shape, nightly: few large files, no old snapshots, no files that nothing refers to.

Retention protects readers: a query that began on a snapshot finds its files for that long.
"""

from collections.abc import Callable
from contextlib import AbstractContextManager
from dataclasses import dataclass
from datetime import datetime, timedelta

import duckdb

from warehouse.literals import literal

_DELETED_SHARE = 0.1
"""Files of which a reparse has replaced more than this are written anew."""


@dataclass(frozen=True, slots=True)
class MaintenanceReport:
    """What maintenance did.

    Attributes:
        merged_file_count: small files that were merged into larger ones.
        expired_snapshot_count: snapshots that were forgotten.
        removed_file_count: files that were deleted, of forgotten snapshots or left by killed writers.
    """

    merged_file_count: int
    expired_snapshot_count: int
    removed_file_count: int


def maintain(
    connection: duckdb.DuckDBPyConnection,
    now: datetime,
    retention: timedelta,
    committing: Callable[[], AbstractContextManager[None]],
) -> MaintenanceReport:
    """Run the steps in order, each in its own transaction under the writers' lock.

    Args:
        connection: connection with the lake attached.
        now: the present instant, aware.
        retention: how long a snapshot and its files are kept.
        committing: gives the writers' lock.
    """

    def step(call: str) -> int:
        with committing():
            return len(connection.execute(call).fetchall())

    before = literal(now - retention)
    step("call ducklake_flush_inlined_data('lake')")
    step(f"call ducklake_rewrite_data_files('lake', delete_threshold => {_DELETED_SHARE})")
    with committing():
        files = _file_count(connection)
        connection.execute("call ducklake_merge_adjacent_files('lake')")
        merged = files - _file_count(connection)
    expired = step(f"call ducklake_expire_snapshots('lake', older_than => {before})")
    removed = step(f"call ducklake_cleanup_old_files('lake', older_than => {before})")
    removed += step(f"call ducklake_delete_orphaned_files('lake', older_than => {before})")
    return MaintenanceReport(merged, expired, removed)


def _file_count(connection: duckdb.DuckDBPyConnection) -> int:
    row = connection.execute("select sum(file_count) from ducklake_table_info('lake')").fetchone()
    return int(row[0] or 0) if row else 0
