"""Ad-hoc SQL over the published warehouse: read-only, with no way out to files, extensions or the network."""

import csv
import io
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date, datetime, time
from decimal import Decimal
from pathlib import Path
from types import MappingProxyType
from typing import Any, Literal

import duckdb
import pyarrow as pa

from schemas.errors import BadSettings, NothingCrawled, QueryFailed
from warehouse.outgoing import csv_text, json_text
from warehouse.query_rules import READ_ONLY, check_sql

QueryFormat = Literal["csv", "json", "parquet", "xlsx"]


@dataclass(frozen=True)
class QueryResult:
    """What a query gave.

    Attributes:
        table: the rows; instants in UTC.
        types: duckdb's name of each column's type, in the order of the columns.
    """

    table: pa.Table
    types: tuple[str, ...]

    @property
    def columns(self) -> tuple[str, ...]:
        """Names of the columns, in order; SQL allows two of the same name."""
        return tuple(self.table.column_names)

    @property
    def rows(self) -> list[tuple[Any, ...]]:
        """Rows as Python values; instants are aware datetimes in UTC.

        Raises:
            QueryFailed: a date or instant is outside of the years 1 to 9999.
        """
        try:
            columns = [column.to_pylist() for column in self.table.columns]
        except (OverflowError, ValueError) as error:
            raise QueryFailed(f"a value cannot be shown: {error}; cast its column to varchar") from error
        return list(zip(*columns, strict=True)) if columns else []


def run_query(published: Path, sql: str) -> QueryResult:
    """Run a person's SQL against `published/warehouse.duckdb`; of several statements the last one's rows come back.

    Raises:
        NothingCrawled: there is no published warehouse yet.
        QueryFailed: the SQL does more than read, or duckdb refuses it; the message is its own, with the line and the
            place in it.
    """
    with open_published(published) as connection:
        check_sql(connection, sql)
        return rows_of(connection, sql)


@contextmanager
def open_published(published: Path) -> Iterator[duckdb.DuckDBPyConnection]:
    """Open the published warehouse as it is now, read-only and with no way out; a publication meanwhile changes nothing.

    Raises:
        NothingCrawled: there is no published warehouse yet.
        QueryFailed: duckdb refuses what is asked of the connection.
    """
    warehouse = published / "warehouse.duckdb"
    if not warehouse.exists():
        raise NothingCrawled(f"there is no warehouse at {warehouse} yet: crawl something with `kronika run` first")
    try:
        with duckdb.connect(warehouse, read_only=True, config=READ_ONLY) as connection:
            connection.execute("set TimeZone = 'UTC'")
            connection.execute("set python_enable_replacements = false")
            connection.execute("set lock_configuration = true")
            yield connection
    except duckdb.Error as error:
        raise QueryFailed(str(error)) from error


def rows_of(
    connection: duckdb.DuckDBPyConnection, sql: str, parameters: Mapping[str, object] | None = None
) -> QueryResult:
    """Run SQL and return the rows of its last statement.

    Raises:
        QueryFailed: no statement gives rows.
        duckdb.Error: it cannot be run.
    """
    connection.execute(sql, parameters)
    if connection.description is None:
        raise QueryFailed("no statement of the SQL gives rows: begin it with select, from, describe or summarize")
    types = tuple(str(column[1]) for column in connection.description)
    return QueryResult(connection.to_arrow_table(), types)


def write_query(
    result: QueryResult,
    output_format: QueryFormat,
    output: Path | None = None,
    about: Mapping[str, str] = MappingProxyType({}),
) -> bytes:
    r"""Return the result as bytes of a format, and put them into a file where one is named.

    CSV is UTF-8 with a header row and `\r\n` (RFC 4180), its texts by the rule of `warehouse.outgoing`; JSON is an array of
    objects; lists and structs inside CSV are JSON. Instants are ISO 8601 with their offset; in a workbook, wall-clock times.

    Args:
        result: the rows.
        output_format: csv, json, parquet or xlsx.
        output: file to write; its folder must be there.
        about: lines of a workbook's second sheet.

    Raises:
        BadSettings: the file cannot be written, two columns of the same name are to become keys of one object, or the rows
            do not fit into a sheet.
        QueryFailed: a value cannot be written in this format.
    """
    writers: dict[QueryFormat, Callable[[QueryResult], bytes]] = {
        "csv": _csv_bytes,
        "json": _json_bytes,
        "parquet": _parquet_bytes,
        "xlsx": lambda rows: _workbook_bytes(rows, about),
    }
    content = writers[output_format](result)
    if output is not None:
        write_file(output, content)
    return content


def write_file(output: Path, content: bytes) -> None:
    """Put what a person asked for into the file that they named.

    Raises:
        BadSettings: it cannot be written.
    """
    try:
        output.write_bytes(content)
    except OSError as error:
        raise BadSettings(
            f"{output} cannot be written: {error.strerror}; name a file in a folder that exists"
        ) from error


def _csv_bytes(result: QueryResult) -> bytes:
    text = io.StringIO(newline="")
    writer = csv.writer(text)
    writer.writerow([csv_text(name) for name in result.columns])
    writer.writerows([_csv_value(value) for value in row] for row in result.rows)
    return text.getvalue().encode()


def _csv_value(value: object) -> object:
    if isinstance(value, list | dict | tuple):
        value = json_text(value, default=_json_value)
    elif value is not None and not isinstance(value, str | int | float):
        value = _json_value(value)
    return csv_text(value) if isinstance(value, str) else value


def _json_bytes(result: QueryResult) -> bytes:
    names = _distinct_names(result)
    objects = [dict(zip(names, row, strict=True)) for row in result.rows]
    return (json_text(objects, default=_json_value) + "\n").encode()


def _json_value(value: object) -> object:
    """Turn what JSON has no type for into what it has; whole decimals (a SUM of BIGINT is one) stay whole."""
    if isinstance(value, Decimal):
        return int(value) if value == value.to_integral_value() else float(value)
    if isinstance(value, datetime | date | time):
        return value.isoformat()
    if isinstance(value, bytes):
        return value.hex()
    return str(value)


def _workbook_bytes(result: QueryResult, about: Mapping[str, str]) -> bytes:
    from warehouse.workbook import workbook_bytes

    return workbook_bytes(result.columns, result.rows, about)


def _parquet_bytes(result: QueryResult) -> bytes:
    import pyarrow.parquet as pq

    _distinct_names(result)
    sink = io.BytesIO()
    try:
        pq.write_table(result.table, sink, compression="zstd")
    except pa.ArrowNotImplementedError as error:  # an interval or a union
        raise QueryFailed(f"Parquet has no such type: {error}; cast the column to varchar") from error
    return sink.getvalue()


def _distinct_names(result: QueryResult) -> tuple[str, ...]:
    repeated = sorted({name for name in result.columns if result.columns.count(name) > 1})
    if repeated:
        raise BadSettings(f"two columns are called {repeated[0]}: give one another name with `as`, or write CSV")
    return result.columns
