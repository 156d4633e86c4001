"""How large the lake is."""

from dataclasses import dataclass

import duckdb

from schemas.lake_tables import TABLES, TOPIC_TABLES


@dataclass(frozen=True, slots=True)
class TableStatistics:
    """Size of one table.

    Attributes:
        table: its name.
        row_count: rows.
        file_count: Parquet files.
        file_bytes: their size, bytes.
    """

    table: str
    row_count: int
    file_count: int
    file_bytes: int


def table_statistics(connection: duckdb.DuckDBPyConnection) -> list[TableStatistics]:
    """Return the size of every table that the lake has (an older one lacks some), in the order of their declaration."""
    query = "select table_name, file_count, file_size_bytes from ducklake_table_info('lake')"
    files = {name: (int(count), int(size)) for name, count, size in connection.execute(query).fetchall()}
    return [
        _statistics_of(connection, table.name, *files[table.name])
        for table in (*TABLES, *TOPIC_TABLES)
        if table.name in files
    ]


def _statistics_of(connection: duckdb.DuckDBPyConnection, name: str, count: int, size: int) -> TableStatistics:
    row = connection.execute(f"select count(*) from lake.{name}").fetchone()
    return TableStatistics(name, int(row[0]) if row else 0, count, size)
