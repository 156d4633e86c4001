"""Inserting rows: a batch's tables in one transaction with its row in `runs`, or nothing."""

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from datetime import datetime

import duckdb
import msgspec
import pyarrow as pa
import pyarrow.compute as pc

from schemas.crawl_rows import Run
from schemas.errors import SchemaMismatch
from schemas.lake_tables import ARTICLE_TAGS, ARTICLES, RUNS, TABLES, TOPIC_TABLES
from warehouse.literals import literal

_CHANGED_VERSIONS = """
-- one row per incoming article version that differs from the one before it, in the lake or in the batch
with incoming as (
    select outlet, edition, article_id, capture_id, seen_at, content_hash
    from incoming_articles
),
stored as (
    select outlet, edition, article_id, null as capture_id, seen_at, content_hash
    from lake.articles
    where article_id between {first_id} and {last_id} and capture_id not in (select capture_id from incoming)
),
known as (
    select stored.* from stored semi join incoming using (outlet, edition, article_id)
    union all
    select * from incoming
),
compared as (
    select
        capture_id,
        content_hash,
        lag(content_hash) over (
            partition by outlet, edition, article_id
            order by seen_at, capture_id nulls first
        ) as earlier_hash
    from known
)
select capture_id
from compared
where capture_id is not null and content_hash is distinct from earlier_hash
"""
_VERSIONED = (ARTICLES.name, ARTICLE_TAGS.name)


def batch_ids_since(connection: duckdb.DuckDBPyConnection, outlet: str, since: datetime) -> set[str]:
    """Return the batches of an outlet that were committed since then."""
    query = f"select batch_id from lake.runs where outlet = {literal(outlet)} and committed_at >= {literal(since)}"
    return {row[0] for row in connection.execute(query).fetchall()}


def last_batches(connection: duckdb.DuckDBPyConnection, most: int) -> pa.Table:
    """Return the batches committed last, newest first, without the rows that only mark a run's end."""
    return connection.execute(
        "select batch_id, committed_at, capture_count, article_count, quarantine_count, failure_count "
        f"from lake.runs where stage <> 'end' order by committed_at desc, batch_id desc limit {most}"
    ).to_arrow_table()


def archive_files(connection: duckdb.DuckDBPyConnection) -> set[str]:
    """Return every archive file whose batch was committed, below archive/."""
    query = "select distinct warc_file from lake.runs where warc_file is not null"
    return {row[0] for row in connection.execute(query).fetchall()}


def archive_files_of(connection: duckdb.DuckDBPyConnection, run_id: str, stage: str) -> list[str]:
    """Return the archive files of a run's batches of one stage, below archive/, in the order of the batches."""
    of_stage = f"run_id = {literal(run_id)} and stage = {literal(stage)} and warc_file is not null"
    query = f"select warc_file from lake.runs where {of_stage} order by batch_id"
    return [row[0] for row in connection.execute(query).fetchall()]


def committed_files(connection: duckdb.DuckDBPyConnection) -> list[tuple[str, str, str]]:
    """Return batch, outlet and archive file of every committed batch that has a file, in the order of the files."""
    query = "select batch_id, outlet, warc_file from lake.runs where warc_file is not null order by warc_file, batch_id"
    return connection.execute(query).fetchall()


def has_batch(connection: duckdb.DuckDBPyConnection, batch_id: str) -> bool:
    """Whether the batch was committed."""
    query = f"select 1 from lake.runs where batch_id = {literal(batch_id)} limit 1"
    return connection.execute(query).fetchone() is not None


def insert_batch(
    connection: duckdb.DuckDBPyConnection, run: Run, tables: Mapping[str, pa.Table], *, is_replacing: bool
) -> Run | None:
    """Insert a batch in the connection's transaction and return its row of `runs`.

    None, and nothing is done, when it is there and not replaced.

    Raises:
        SchemaMismatch: a table is unknown, or its columns are not those of its declaration.
    """
    if has_batch(connection, run.batch_id):
        if not is_replacing:
            return None
        _delete_batch(connection, run.batch_id)
    with incoming(connection, tables):
        article_count = insert_incoming(connection, [name for name, rows in tables.items() if rows.num_rows])
    committed = msgspec.structs.replace(run, article_count=article_count)
    with incoming(connection, {RUNS.name: RUNS.from_records([committed])}):
        insert_incoming(connection, [RUNS.name])
    return committed


def _delete_batch(connection: duckdb.DuckDBPyConnection, batch_id: str) -> None:
    """Delete every row of a batch in the connection's transaction, its row in `runs` too."""
    of_batch = f"where batch_id = {literal(batch_id)}"
    captures = connection.execute(f"select capture_id, captured_at from lake.captures {of_batch}").to_arrow_table()
    connection.register("captures_of_batch", captures)
    bounds = pc.min_max(captures["captured_at"]).as_py()
    for table in TABLES:
        if "batch_id" in table.schema.names:
            connection.execute(f"delete from lake.{table.name} {of_batch}")
        elif captures.num_rows:
            connection.execute(
                f"delete from lake.{table.name} where capture_id in (select capture_id from captures_of_batch) "
                f"and {table.day_column} between {literal(bounds['min'])} and {literal(bounds['max'])}"
            )
    connection.unregister("captures_of_batch")


@contextmanager
def incoming(connection: duckdb.DuckDBPyConnection, tables: Mapping[str, pa.Table]) -> Iterator[None]:
    """Show Arrow tables to the connection as views `incoming_<name>` for a while.

    Raises:
        SchemaMismatch: a table is unknown, or its columns are not those of its declaration.
    """
    check_tables(tables)
    for name, rows in tables.items():
        connection.register(f"incoming_{name}", rows)
    try:
        yield
    finally:
        for name in tables:
            connection.unregister(f"incoming_{name}")


def check_tables(tables: Mapping[str, pa.Table]) -> None:
    """Check that tables are those of the declaration in `schemas`.

    Raises:
        SchemaMismatch: one is unknown, its columns are others, or a required one holds nulls.
    """
    schemas = {table.name: table.schema for table in (*TABLES, *TOPIC_TABLES)}
    for name, rows in tables.items():
        if name not in schemas:
            raise SchemaMismatch(name, "the lake has no such table")
        if not rows.schema.equals(schemas[name]):
            raise SchemaMismatch(name, "its columns are not those of the declaration in schemas")
        for field in rows.schema:
            if not field.nullable and rows[field.name].null_count:
                raise SchemaMismatch(name, f"{field.name} is null in {rows[field.name].null_count} rows")


def insert_incoming(connection: duckdb.DuckDBPyConnection, names: list[str]) -> int:
    """Insert the views `incoming_<name>` in the connection's transaction and return how many article versions were new.

    An article version whose content is that of the version before it (by `seen_at`; in the lake or among these rows) is no
    version: it is dropped with its tags.
    """
    changed = (
        changed_versions(connection) if ARTICLES.name in names else pa.table({"capture_id": pa.array([], pa.string())})
    )
    connection.register("changed_versions", changed)
    for name in names:
        versions = " where capture_id in (select capture_id from changed_versions)" if name in _VERSIONED else ""
        connection.execute(f"insert into lake.{name} by name select * from incoming_{name}{versions}")
    connection.unregister("changed_versions")
    return int(changed.num_rows)


def changed_versions(connection: duckdb.DuckDBPyConnection) -> pa.Table:
    """Return the capture ids of the versions to keep among the view `incoming_articles`.

    The bounds of the ids are given as constants: outlets number their articles in time, so DuckLake passes over the files
    of other times by their statistics.
    """
    bounds = connection.execute("select min(article_id), max(article_id) from incoming_articles").fetchone()
    first_id, last_id = bounds if bounds and bounds[0] is not None else ("", "")
    query = _CHANGED_VERSIONS.format(first_id=literal(first_id), last_id=literal(last_id))
    return connection.execute(query).to_arrow_table()
