"""The page's queries, asked of a published warehouse."""

import re
from datetime import date, datetime
from importlib.resources import files
from math import isfinite
from typing import Any

import duckdb

from warehouse.dashboard.layout import Row


class Reading:
    """An open warehouse and the values that the queries' parameters have."""

    def __init__(self, connection: duckdb.DuckDBPyConnection, **parameters: Any) -> None:
        connection.execute("set TimeZone = 'UTC'")
        self._connection = connection
        self._parameters = parameters

    def knowing(self, **parameters: Any) -> "Reading":
        """Return the same warehouse with more values known."""
        return Reading(self._connection, **self._parameters, **parameters)

    def create(self, query: str) -> None:
        """Run a query that leaves a temporary table for those after it."""
        self._execute(query)

    def rows(self, query: str) -> list[Row]:
        """Return what a query finds; JSON has no NaN, and a share of nothing is nothing."""
        rows: list[Row] = self._execute(query).to_arrow_table().to_pylist()
        return [
            {name: None if isinstance(value, float) and not isfinite(value) else value for name, value in row.items()}
            for row in rows
        ]

    def _execute(self, query: str) -> duckdb.DuckDBPyConnection:
        text = (files("warehouse.dashboard") / "queries" / f"{query}.sql").read_text(encoding="utf-8")
        named = {name: self._parameters[name] for name in set(re.findall(r"\$(\w+)", text))}
        return self._connection.execute(text, named or None)


def period(days: list[date], as_of: datetime) -> Row:
    """Return the parameters that every query of the period has."""
    return {"first_day": min(days, default=as_of.date()), "last_day": max(days, default=as_of.date())}
