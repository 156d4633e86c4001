"""A published table, or some days of it, as rows to hand on: instants on the clock of the reporting zone."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import NamedTuple
from zoneinfo import ZoneInfo

import duckdb
import pyarrow as pa

from schemas.errors import BadSettings
from warehouse.literals import literal
from warehouse.published_tables import quoted
from warehouse.query import QueryResult, open_published, rows_of

_TABLES = """
select
    t.table_name,
    t.comment,
    list(
        {'name': c.column_name, 'type': c.data_type, 'description': coalesce(c.comment, '')} order by c.column_index
    ) as columns
from duckdb_tables() as t
inner join duckdb_columns() as c on c.table_oid = t.table_oid and c.database_name = t.database_name
where not t.temporary
group by t.table_name, t.comment
order by t.table_name
"""

_WEEK = '"week_start"'


class _Column(NamedTuple):
    name: str
    type: str
    description: str


@dataclass(frozen=True)
class Export:
    """Rows of a published table and what they are.

    Attributes:
        result: the rows, in the order of the table; instants in the reporting zone.
        mart: name of the table.
        description: what one row is.
        columns: name -> description of each column, in order.
        zone: IANA name of the reporting zone.
        as_of: the instant up to which the data go, as text in that zone.
        notice: what every reader must know, such as that the data are invented.
    """

    result: QueryResult
    mart: str
    description: str
    columns: dict[str, str]
    zone: str
    as_of: str
    notice: str | None

    @property
    def about(self) -> dict[str, str]:
        """What a person who finds the file must know, a line each: table, instant, zone, notice, columns."""
        notice = {"notice": self.notice} if self.notice else {}
        head = {"table": self.mart, "one row": self.description, "data up to": self.as_of, "times": self.zone}
        return head | notice | {f"column {name}": text for name, text in self.columns.items()}


def read_export(published: Path, mart: str, first_day: date | None = None, last_day: date | None = None) -> Export:
    """Return a table of the published warehouse, from one day to another, both included.

    Days are those of the reporting zone; of a table by week, the weeks that have one of the days in them.

    Raises:
        BadSettings: there is no such table, or it has no days and some were asked for.
        NothingCrawled: nothing was published yet.
    """
    with open_published(published) as connection:
        description, columns = _described(connection, mart)
        publication = "select as_of, reporting_zone, notice from publication"
        ((as_of, zone, notice),) = rows_of(connection, publication).rows
        days = _days(mart, columns, zone, first_day, last_day)
        result = rows_of(connection, f"select * from {quoted(mart)} {days}")
    described = {column.name: column.description for column in columns}
    until = f"{as_of.astimezone(ZoneInfo(zone)):%Y-%m-%d %H:%M %z}"
    table = on_the_clock_of(result.table, zone)
    return Export(QueryResult(table, result.types), mart, description, described, zone, until, notice)


def _described(connection: duckdb.DuckDBPyConnection, mart: str) -> tuple[str, list[_Column]]:
    """Return the table's description and its columns."""
    rows = rows_of(connection, _TABLES).rows
    tables = {name: (comment or "", [_Column(**column) for column in columns]) for name, comment, columns in rows}
    if mart not in tables:
        raise BadSettings(f"there is no published table {mart!r}; there are {', '.join(tables)}")
    return tables[mart]


def _days(mart: str, columns: Sequence[_Column], zone: str, first_day: date | None, last_day: date | None) -> str:
    """Return the WHERE clause for the days."""
    if first_day is None and last_day is None:
        return ""
    day = _day_of_row(columns, zone)
    if day is None:
        raise BadSettings(f"{mart} has no days to choose from: leave --from and --to out")
    until = f"{day} + 6" if day == _WEEK else day
    conditions = [
        *([f"{until} >= date {literal(first_day.isoformat())}"] if first_day else []),
        *([f"{day} <= date {literal(last_day.isoformat())}"] if last_day else []),
    ]
    return "where " + " and ".join(conditions)


def _day_of_row(columns: Sequence[_Column], zone: str) -> str | None:
    """Return the SQL expression of the day that a row is of: its first day or week, else the day of its first instant.

    A table whose only days are the first and last of something has none.
    """
    days = (column.name for column in columns if column.type == "DATE")
    own = next((quoted(name) for name in days if not name.startswith(("first_", "last_"))), None)
    if own or any(column.type == "DATE" for column in columns):
        return own
    instants = (column.name for column in columns if column.type == "TIMESTAMP WITH TIME ZONE")
    return next((f"({quoted(name)} at time zone {literal(zone)})::date" for name in instants), None)


def on_the_clock_of(table: pa.Table, zone: str) -> pa.Table:
    """Return the table with the same instants, told in a zone: as text they have its offset."""
    kinds = [
        pa.timestamp(field.type.unit, zone) if pa.types.is_timestamp(field.type) and field.type.tz else field.type
        for field in table.schema
    ]
    return table.cast(pa.schema([field.with_type(kind) for field, kind in zip(table.schema, kinds, strict=True)]))
