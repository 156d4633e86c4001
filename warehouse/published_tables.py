"""Which tables are published, and how each is copied and exported."""

from dataclasses import dataclass
from pathlib import Path

import duckdb

from schemas.errors import CheckFailed
from warehouse.literals import literal
from warehouse.outgoing import csv_expression

REQUIRED = (
    "articles",
    "article_versions",
    "article_tags",
    "related_links",
    "view_counts",
    "topics",
    "coverage_by_topic_day",
    "views_by_article_day",
    "views_by_topic_day",
    "topic_burst_day",
    "article_attention",
    "headline_history",
    "storyline",
    "storyline_day",
    "tag_cooccurrence_week",
    "section_mix_day",
    "author_week",
    "paid_content_day",
    "edition_parity_day",
    "completeness_by_outlet_day",
    "freshness_by_outlet_hour",
    "field_quality_by_outlet_day",
    "edits_by_outlet_day",
    "reprint_cluster",
    "reprint_by_outlet_day",
)
"""Tables that people rely on. Whatever else the models put into schema `main` is published too."""

NOT_PUBLISHED = ("stg_", "int_")
"""dbt's prefixes of models that are nobody's but the models'."""


_NUMBERS_AND_TIMES = {"BIGINT", "BOOLEAN", "DATE", "DOUBLE", "INTEGER", "TIMESTAMP WITH TIME ZONE"}


@dataclass(frozen=True)
class PublishedTable:
    """One published table: its columns in order with their types, its description, and its number of rows."""

    name: str
    columns: tuple[tuple[str, str], ...]
    comment: str
    column_comments: tuple[str, ...]
    row_count: int = 0


_RELATIONS = """
with relations as (
    select table_oid as oid, table_name as name, comment from duckdb_tables()
    where database_name = 'working' and schema_name = 'main' and not temporary
    union all
    select view_oid as oid, view_name as name, comment from duckdb_views()
    where database_name = 'working' and schema_name = 'main' and not temporary and not internal
)

select
    r.name,
    r.comment,
    list(c.column_name order by c.column_index) as columns,
    list(c.data_type order by c.column_index) as types,
    list(coalesce(c.comment, '') order by c.column_index) as comments
from relations as r
inner join duckdb_columns() as c on c.database_name = 'working' and c.table_oid = r.oid
group by r.name, r.comment
order by r.name
"""


def find_tables(connection: duckdb.DuckDBPyConnection) -> tuple[PublishedTable, ...]:
    """List what is to be published of the database attached as `working`.

    Raises:
        CheckFailed: a required table is missing, a table has a column `body`, or a table or column has no description.
    """
    tables = tuple(
        PublishedTable(name, tuple(zip(columns, types, strict=True)), comment or "", tuple(comments))
        for name, comment, columns, types, comments in connection.execute(_RELATIONS).fetchall()
        if not name.startswith(NOT_PUBLISHED)
    )
    missing = sorted(set(REQUIRED) - {table.name for table in tables})
    if missing:
        raise CheckFailed("publish", reason=f"the models did not build {', '.join(missing)}")
    for table in tables:
        _check_table(table)
    return tables


def _check_table(table: PublishedTable) -> None:
    names = [name for name, _ in table.columns]
    if "body" in [name.lower() for name in names]:
        raise CheckFailed(f"publish of {table.name}", reason="it has a column body, and body text is never published")
    undescribed = [name for name, comment in zip(names, table.column_comments, strict=True) if not comment]
    if undescribed or not table.comment:
        reason = f"no description of {', '.join(undescribed) or 'the table itself'}: add it to the model's YAML file"
        raise CheckFailed(f"publish of {table.name}", reason=reason)


def copy_tables(
    connection: duckdb.DuckDBPyConnection, tables: tuple[PublishedTable, ...]
) -> tuple[PublishedTable, ...]:
    """Copy tables with their descriptions from `working` to `warehouse`, and return them with their numbers of rows."""
    return tuple(_copy_table(connection, table) for table in tables)


def _copy_table(connection: duckdb.DuckDBPyConnection, table: PublishedTable) -> PublishedTable:
    target = f"warehouse.main.{quoted(table.name)}"
    connection.execute(f"create table {target} as from working.main.{quoted(table.name)}")
    connection.execute(f"comment on table {target} is {literal(table.comment)}")
    for (name, _), comment in zip(table.columns, table.column_comments, strict=True):
        connection.execute(f"comment on column {target}.{quoted(name)} is {literal(comment)}")
    (row_count,) = connection.execute(f"select count(*) from working.main.{quoted(table.name)}").fetchone() or (0,)
    return PublishedTable(table.name, table.columns, table.comment, table.column_comments, row_count)


def export_parquet(connection: duckdb.DuckDBPyConnection, table: PublishedTable, file: Path) -> None:
    """Write a table as Parquet (zstd), its description in the file's metadata."""
    connection.execute(
        f"copy (from warehouse.main.{quoted(table.name)}) to {literal(str(file))} "
        f"(format parquet, compression zstd, kv_metadata {{description: {literal(table.comment)}}})"
    )


def export_csv(connection: duckdb.DuckDBPyConnection, table: PublishedTable, file: Path) -> None:
    """Write a table as CSV for spreadsheets: lists joined by `; `, instants ISO 8601 in UTC.

    Texts stand there by the rule of `warehouse.outgoing`; the Parquet files have every text as it is.
    """
    columns = ", ".join(_csv_column(name, kind) for name, kind in table.columns)
    connection.execute(
        f"copy (select {columns} from warehouse.main.{quoted(table.name)}) to {literal(str(file))} "
        "(format csv, header, timestampformat '%Y-%m-%dT%H:%M:%SZ')"
    )


def _csv_column(name: str, kind: str) -> str:
    if kind in _NUMBERS_AND_TIMES:
        return quoted(name)
    if kind == "VARCHAR[]":
        return f"array_to_string([{csv_expression('item')} for item in {quoted(name)}], '; ') as {quoted(name)}"
    return f"{csv_expression(f'{quoted(name)}::varchar')} as {quoted(name)}"


def quoted(name: str) -> str:
    """Quote a name for SQL."""
    return '"' + name.replace('"', '""') + '"'
