"""How each field fares on articles: in the lake's last weeks, in its last batches, and in a batch that is not in it yet."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from typing import Any

import duckdb
import pyarrow as pa

from schemas.lake_tables import TABLES
from warehouse.lake.batches import changed_versions, incoming
from warehouse.lake.field_queries import (
    batches_query,
    drifted_query,
    history_query,
    incoming_query,
    recent_batches_query,
    seen_bounds_query,
)

_BASELINE = timedelta(days=28)
_LONGEST_POOL = timedelta(days=7)
_EARLY = timedelta(days=1)
"""How much earlier than its publishing, as the page gives it, an article may have been seen."""
_END_OF_TIME = datetime(9999, 1, 1, tzinfo=UTC)


@dataclass(frozen=True, slots=True)
class Measured:
    """What is measured on each article: how long a field is, or whether it comes from one source.

    Attributes:
        edition: edition of the articles.
        field: column of `articles`, what belongs to them (tags, related_links, view_count), or `page`, which is empty where
            an article's page was none.
        source: where it comes from (selector, json_ld); None for the field itself, whatever its source.
    """

    edition: str
    field: str
    source: str | None


@dataclass(frozen=True, slots=True)
class FieldHistory:
    """What was measured in the lake's last weeks.

    Attributes:
        measured: what.
        days: articles, and those where it was filled, of each day of publishing (UTC).
        typical_length: median length where filled; None where it never was.
        low_length: its 5 % quantile.
        high_length: its 95 % quantile.
    """

    measured: Measured
    days: tuple[tuple[int, int], ...]
    typical_length: float | None
    low_length: float | None
    high_length: float | None


@dataclass(frozen=True, slots=True)
class RecentBatch:
    """A committed batch of articles.

    Attributes:
        batch_id: its key.
        warc_file: its archive file.
        started_at: when it began, UTC.
    """

    batch_id: str
    warc_file: str
    started_at: datetime


@dataclass(frozen=True, slots=True)
class DriftedField:
    """A field because of which pages are set aside.

    Attributes:
        outlet: outlet's name.
        edition: edition of the pages.
        field: the field.
        page_count: pages that are set aside.
        first_captured_at: when the first of them was captured, UTC.
        last_captured_at: when the last of them was captured, UTC.
        first_warc_file: first archive file of them, in the order of their days.
    """

    outlet: str
    edition: str
    field: str
    page_count: int
    first_captured_at: datetime
    last_captured_at: datetime
    first_warc_file: str


def field_history(
    connection: duckdb.DuckDBPyConnection,
    outlet: str,
    *,
    published: tuple[datetime, datetime],
    seen_before: datetime,
    accepted: Mapping[tuple[str, str], date],
) -> list[FieldHistory]:
    """Return how the fields of an outlet fared on the versions of articles that were published and seen within bounds.

    Args:
        connection: connection with the lake attached.
        outlet: the outlet's name.
        published: first and last instant of publishing.
        seen_before: only what was captured before.
        accepted: (edition, field) -> first UTC day of captures that count for it, where a person said so.
    """
    seen = (published[0] - _EARLY, seen_before)
    first = _column(connection, seen_bounds_query(outlet, published, seen), "first")[0]
    if first is None:
        return []
    connection.register("accepted_drift", _accepted_table(accepted))
    try:
        rows = connection.execute(history_query(outlet, published, (first, seen_before))).to_arrow_table().to_pylist()
    finally:
        connection.unregister("accepted_drift")
    return [
        FieldHistory(
            Measured(row["edition"], row["field"], row["source"]),
            tuple((day["article_count"], day["filled_count"]) for day in row["days"]),
            row["typical_length"],
            row["low_length"],
            row["high_length"],
        )
        for row in rows
    ]


def _column(connection: duckdb.DuckDBPyConnection, query: str, name: str) -> list[Any]:
    """Return a column's values; by way of Arrow, because DuckDB's own instants are slower."""
    values: list[Any] = connection.execute(query).to_arrow_table()[name].to_pylist()
    return values


def _accepted_table(accepted: Mapping[tuple[str, str], date]) -> pa.Table:
    return pa.table(
        {
            "edition": pa.array([edition for edition, _ in accepted], pa.string()),
            "field": pa.array([field for _, field in accepted], pa.string()),
            "since": pa.array(list(accepted.values()), pa.date32()),
        }
    )


def recent_batches(
    connection: duckdb.DuckDBPyConnection,
    outlet: str,
    flow: str,
    *,
    before: datetime,
    without: Collection[str],
    most_articles: int,
) -> list[RecentBatch]:
    """Return the last batches of articles of a flow, oldest first, as many as hold so many versions together.

    At most a quarter of the versions of the last 28 days: the others are what they are judged by.

    Args:
        connection: connection with the lake attached.
        outlet: the outlet's name.
        flow: what brought the pages in.
        before: only batches that had begun by then, and not more than seven days before.
        without: batches to leave out.
        most_articles: go back no further once there are so many.
    """
    known = (before - _BASELINE, before)
    query = recent_batches_query(outlet, flow, known, before - _LONGEST_POOL, without, most_articles)
    rows = connection.execute(query).to_arrow_table().to_pylist()
    return [RecentBatch(row["batch_id"], row["warc_file"], row["started_at"]) for row in rows]


def measures_of_batches(
    connection: duckdb.DuckDBPyConnection, outlet: str, batches: Collection[RecentBatch]
) -> dict[str, dict[Measured, list[int]]]:
    """Return, for committed batches, the length of everything measured on each of their versions, 0 where it is empty."""
    measures: dict[str, dict[Measured, list[int]]] = {batch.batch_id: {} for batch in batches}
    if not batches:
        return measures
    seen = (min(batch.started_at for batch in batches), _END_OF_TIME)
    query = batches_query(outlet, measures, seen)
    for row in connection.execute(query).to_arrow_table().to_pylist():
        measures[row["batch_id"]][Measured(row["edition"], row["field"], row["source"])] = row["lengths"]
    return measures


def measures_of_tables(
    connection: duckdb.DuckDBPyConnection, tables: Mapping[str, pa.Table]
) -> dict[Measured, list[int]]:
    """Return the same for a batch that is not committed: for the versions of which a commit would be the first.

    Raises:
        SchemaMismatch: a table is unknown, or its columns are not those of its declaration.
    """
    everything = {table.name: tables.get(table.name, table.empty) for table in TABLES}
    with incoming(connection, everything):
        connection.register("changed_versions", changed_versions(connection))
        try:
            rows = connection.execute(incoming_query()).to_arrow_table().to_pylist()
        finally:
            connection.unregister("changed_versions")
    return {Measured(row["edition"], row["field"], row["source"]): row["lengths"] for row in rows}


def drifted_fields(
    connection: duckdb.DuckDBPyConnection, outlet: str | None, since: datetime, before: datetime
) -> list[DriftedField]:
    """Return the fields because of which pages that were captured within bounds are set aside.

    Args:
        connection: connection with the lake attached.
        outlet: the outlet's name; None for all.
        since: first instant of capture.
        before: instant before which they were captured.
    """
    query = drifted_query(outlet, (since, before))
    return [DriftedField(**row) for row in connection.execute(query).to_arrow_table().to_pylist()]
