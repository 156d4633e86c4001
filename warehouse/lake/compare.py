"""Holding the rows of a batch in the lake against those that its archive file gives."""

from collections.abc import Iterator, Mapping
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, field
from typing import Any

import duckdb
import pyarrow as pa

from schemas.crawl_rows import Run
from schemas.lake_tables import ARTICLE_TAGS, ARTICLES, CAPTURES, OUTCOMES, QUARANTINE, RUNS, TABLES
from schemas.table import Table
from warehouse.lake.batches import changed_versions
from warehouse.literals import literal

_MOST_KEYS = 5
_COMPARED = tuple(table for table in TABLES if table is not RUNS)


@dataclass(slots=True)
class TableComparison:
    """One table, in the archive and in the lake.

    Attributes:
        archive_rows: rows that the archive gives.
        lake_rows: rows that the lake holds.
        archive_digest: exclusive or of the hashes of the archive's rows, the same in any order.
        lake_digest: that of the lake's rows.
        missing: rows that the lake should hold and does not, by key.
        extra: rows that the archive does not give.
        different: rows that are there and say something else.
        keys: the first keys of each kind, as `missing capture_id=…`.
    """

    archive_rows: int = 0
    lake_rows: int = 0
    archive_digest: int = 0
    lake_digest: int = 0
    missing: int = 0
    extra: int = 0
    different: int = 0
    keys: list[str] = field(default_factory=list)

    @property
    def is_equal(self) -> bool:
        """Whether the lake holds what the archive gives."""
        return not (self.missing or self.extra or self.different)

    def add(self, other: "TableComparison") -> None:
        """Add another batch's."""
        self.archive_rows += other.archive_rows
        self.lake_rows += other.lake_rows
        self.archive_digest ^= other.archive_digest
        self.lake_digest ^= other.lake_digest
        self.missing += other.missing
        self.extra += other.extra
        self.different += other.different
        self.keys = [*self.keys, *other.keys][:_MOST_KEYS]


def compare_batch(
    connection: duckdb.DuckDBPyConnection, run: Run, tables: Mapping[str, pa.Table]
) -> dict[str, TableComparison]:
    """Compare a batch as its archive file gives it with the lake, table by table.

    Two things depend on the batches before it and are taken from the lake: an article version equal to the one before it is
    no row, and pages that were set aside because fields had drifted stay aside.

    Args:
        connection: the lake, to be read.
        run: the batch's row of `runs`, as parsed.
        tables: all its other tables.
    """
    with ExitStack() as views:
        for table in _COMPARED:
            views.enter_context(_view(connection, f"incoming_{table.name}", tables.get(table.name, table.empty)))
        views.enter_context(_stored(connection, run.batch_id))
        views.enter_context(_view(connection, "changed_versions", changed_versions(connection)))
        found = {table.name: _compare(connection, table) for table in _COMPARED}
    found[RUNS.name] = _compare_run(connection, run)
    return found


_NOT_SET_ASIDE = "(capture_id is null or capture_id not in (from set_aside_captures))"
_IS_VERSION = """capture_id not in (from set_aside_captures) and capture_id in (
    select capture_id from changed_versions union select capture_id from stored_articles
)"""
_EXPECTED = {
    CAPTURES.name: "true",
    ARTICLES.name: _IS_VERSION,
    ARTICLE_TAGS.name: _IS_VERSION,
}
_HELD = {OUTCOMES.name: _NOT_SET_ASIDE, QUARANTINE.name: _NOT_SET_ASIDE}
"""Rows of the lake that are compared: how the pages that were set aside ended is not told by the archive."""


@contextmanager
def _stored(connection: duckdb.DuckDBPyConnection, batch_id: str) -> Iterator[None]:
    """Hold the batch's rows of the lake as tables `stored_<name>` for a while."""
    of_batch = f"batch_id = {literal(batch_id)}"
    names = []
    try:
        for table in (CAPTURES, *(each for each in _COMPARED if each is not CAPTURES)):
            condition = of_batch if "batch_id" in table.schema.names else _of_captures(connection, table)
            connection.execute(
                f"create or replace temp table stored_{table.name} as "
                f"select {_columns(table)} from lake.{table.name} where {condition}"
            )
            names.append(f"stored_{table.name}")
        connection.execute(
            "create or replace temp table set_aside_captures as "
            "select capture_id from stored_quarantine where error = 'Drifted'"
        )
        names.append("set_aside_captures")
        yield
    finally:
        for name in names:
            connection.execute(f"drop table {name}")


def _of_captures(connection: duckdb.DuckDBPyConnection, table: Table) -> str:
    """Return the condition for rows of the batch's captures; the bounds let DuckLake pass over other months' files."""
    first, last = connection.execute("select min(captured_at), max(captured_at) from stored_captures").fetchall()[0]
    if first is None:
        return "false"
    day = table.day_column
    return (
        f"capture_id in (select capture_id from stored_captures) and {day} between {literal(first)} and {literal(last)}"
    )


def _compare(connection: duckdb.DuckDBPyConnection, table: Table) -> TableComparison:
    expected = f"select {_columns(table)} from incoming_{table.name} where {_EXPECTED.get(table.name, _NOT_SET_ASIDE)}"
    held = f"select {_columns(table)} from stored_{table.name} where {_HELD.get(table.name, 'true')}"
    archive_rows, archive_digest = _digest(connection, expected)
    lake_rows, lake_digest = _digest(connection, held)
    result = TableComparison(archive_rows, lake_rows, archive_digest, lake_digest)
    if (archive_rows, archive_digest) != (lake_rows, lake_digest):
        missing = _keys(connection, table, f"({expected}) except all ({held})")
        extra = _keys(connection, table, f"({held}) except all ({expected})")
        both = set(missing) & set(extra)
        result.missing = len(missing) - len(both)
        result.extra = len(extra) - len(both)
        result.different = len(both)
        for kind, keys in (("missing", missing), ("extra", extra), ("different", both)):
            shown = sorted(set(keys) - (both if kind != "different" else set()))[:_MOST_KEYS]
            result.keys += [f"{kind} {key}" for key in shown]
    return result


def _compare_run(connection: duckdb.DuckDBPyConnection, run: Run) -> TableComparison:
    """Compare a batch's own row: whether it is there, and two of its counts; the others depend on batches before it."""
    query = f"select capture_count, failure_count from lake.runs where batch_id = {literal(run.batch_id)}"
    held = connection.execute(query).fetchall()
    result = TableComparison(archive_rows=1, lake_rows=len(held))
    if not held:
        result.missing = 1
        result.keys.append(f"missing batch_id={run.batch_id}")
    elif held != [(run.capture_count, run.failure_count)]:
        result.different = 1
        result.keys.append(f"different batch_id={run.batch_id}")
    return result


def _digest(connection: duckdb.DuckDBPyConnection, query: str) -> tuple[int, int]:
    row = connection.execute(f"select count(*), coalesce(bit_xor(hash(r)), 0) from ({query}) as r").fetchall()[0]
    return int(row[0]), int(row[1])


def _keys(connection: duckdb.DuckDBPyConnection, table: Table, query: str) -> list[str]:
    """Return the key of each row of a query as `column=value, …`."""
    rows = connection.execute(f"select {', '.join(table.key)} from ({query})").fetchall()
    return [_key(table, row) for row in rows]


def _key(table: Table, values: tuple[Any, ...]) -> str:
    return ", ".join(f"{name}={value}" for name, value in zip(table.key, values, strict=True))


def _columns(table: Table) -> str:
    return ", ".join(table.schema.names)


@contextmanager
def _view(connection: duckdb.DuckDBPyConnection, name: str, rows: pa.Table) -> Iterator[None]:
    connection.register(name, rows)
    try:
        yield
    finally:
        connection.unregister(name)
