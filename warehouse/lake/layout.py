"""The lake's tables in SQL, from their one declaration in `schemas`."""

from collections.abc import Iterator

import pyarrow as pa

from schemas.lake_tables import ADDED_COLUMNS, ADDED_TABLES, TABLES, TOPIC_TABLES, UNPARTITIONED
from schemas.table import Table
from warehouse.literals import literal

PROPERTIES = "lake_properties"

_SQL_TYPES = {
    pa.string(): "varchar",
    pa.int64(): "bigint",
    pa.bool_(): "boolean",
    pa.float64(): "double",
    pa.timestamp("us", tz="UTC"): "timestamp with time zone",
    pa.list_(pa.string()): "varchar[]",
}
_PROPERTY_COMMENTS = {
    "key": "Name of the property: format, hosts",
    "value": "Its value; hosts is the JSON of real host and the host that plays it",
}


def layout_sql(lake_format: int) -> Iterator[str]:
    """Yield the statements that make an empty lake of a format.

    Every table is partitioned by the UTC month of its day column. Days would be too fine: DuckLake reads the statistics of
    every file of the lake for every scan, and a batch that spans 60 days (an import) cost 5.6 times as much and left 30
    times as many files; statistics inside the files pass over other days nearly as well. `runs` is not partitioned: its
    rows are few, and its key is looked up on every commit.
    """
    yield "call lake.set_option('parquet_compression', 'zstd')"
    for table in (*TABLES, *TOPIC_TABLES):
        yield from table_sql(table)
    yield f"create table lake.{PROPERTIES} (key varchar not null, value varchar not null)"
    yield f"comment on table lake.{PROPERTIES} is 'One row per property of the lake itself.'"
    for column, comment in _PROPERTY_COMMENTS.items():
        yield f"comment on column lake.{PROPERTIES}.{column} is {literal(comment)}"
    yield f"insert into lake.{PROPERTIES} values ('format', '{lake_format}')"


def table_sql(table: Table) -> Iterator[str]:
    """Yield the statements that make one table."""
    columns = (
        f"{field.name} {_SQL_TYPES[field.type]}{'' if field.nullable else ' not null'}" for field in table.schema
    )
    yield f"create table lake.{table.name} ({', '.join(columns)})"
    if table.name not in UNPARTITIONED:
        day = table.day_column
        yield f"alter table lake.{table.name} set partitioned by (year({day}), month({day}))"
    yield f"comment on table lake.{table.name} is {literal(table.description)}"
    for field in table.schema:
        yield _comment_sql(table, field)


def upgrade_sql(found: int, lake_format: int) -> Iterator[str]:
    """Yield the statements that bring a lake of an older format up to a newer one; rows stay as they are."""
    for number in range(found + 1, lake_format + 1):
        for table, column in ADDED_COLUMNS.get(number, ()):
            field = table.schema.field(column)
            yield f"alter table lake.{table.name} add column {column} {_SQL_TYPES[field.type]}"
            yield _comment_sql(table, field)
        for table in ADDED_TABLES.get(number, ()):
            yield from table_sql(table)
    yield f"update lake.{PROPERTIES} set value = '{lake_format}' where key = 'format'"


def _comment_sql(table: Table, field: pa.Field) -> str:
    description = field.metadata[b"description"].decode()
    return f"comment on column lake.{table.name}.{field.name} is {literal(description)}"
