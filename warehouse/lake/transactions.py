"""One transaction, rolled back on any error."""

from collections.abc import Callable
from typing import TypeVar

import duckdb

Result = TypeVar("Result")


def in_transaction(
    connection: duckdb.DuckDBPyConnection, work: Callable[[duckdb.DuckDBPyConnection], Result]
) -> Result:
    """Do work in one transaction of the connection and return its result."""
    connection.execute("begin transaction")
    try:
        result = work(connection)
        connection.execute("commit")
    except BaseException:
        _roll_back(connection)
        raise
    return result


def _roll_back(connection: duckdb.DuckDBPyConnection) -> None:
    try:
        connection.execute("rollback")
    except duckdb.TransactionException:
        return  # a commit that failed has ended the transaction already
