"""What a person's SQL may not say, beside what duckdb refuses by its own settings."""

import re
from itertools import pairwise

import duckdb

from schemas.errors import QueryFailed

_READING = {
    duckdb.StatementType.SELECT,
    duckdb.StatementType.EXPLAIN,
    duckdb.StatementType.CREATE,  # of something temporary; duckdb refuses it in a database that is open read-only
    duckdb.StatementType.SET,
}
_NAME = re.compile(r'"((?:[^"]|"")*)"|([^\W\d]\w*)')
_REFUSED_FUNCTIONS = {
    # duckdb 1.5 ends the whole process where its log may not be written, which no setting prevents.
    "enable_logging": "it writes files",
    # Its SQL is put together while it runs, so that nobody can look at it before.
    "query": "the SQL inside it cannot be checked; write it out",
}

READ_ONLY: dict[str, str | bool | int | float | list[str]] = {
    "enable_external_access": "false",
    "autoinstall_known_extensions": "false",
    "autoload_known_extensions": "false",
    "allow_community_extensions": "false",
    "allow_unsigned_extensions": "false",
    "allow_persistent_secrets": "false",
}
"""Settings of a connection from which nothing leads to files, extensions or the network; to be locked."""


def check_sql(connection: duckdb.DuckDBPyConnection, sql: str) -> None:
    """Do nothing where every statement of the SQL only reads.

    Args:
        connection: the one that is to run it: even parsing reads files, for `import database`, where it may.
        sql: a person's SQL.

    Raises:
        QueryFailed: one of them does something else.
        duckdb.Error: it cannot be parsed.
    """
    for statement in connection.extract_statements(sql):
        if statement.type not in _READING:
            raise QueryFailed(f"{_kind(statement)} is refused: the warehouse can only be read, by select and the like")
    for name in _called(sql):
        if name in _REFUSED_FUNCTIONS:
            raise QueryFailed(f"the function {name} is refused: {_REFUSED_FUNCTIONS[name]}")


def _kind(statement: duckdb.Statement) -> str:
    try:
        return statement.type.name
    except ValueError:  # a kind that duckdb's Python side has no name for
        return "this statement"


def _called(sql: str) -> set[str]:
    """Return the names, in lower case, that an opening bracket follows; comments in between belong to their token."""
    starts = [offset for offset, _ in duckdb.tokenize(sql)]
    source = sql.encode()
    tokens = [source[start:end].decode() for start, end in pairwise([*starts, len(source)])]
    named = [(_NAME.match(token), following) for token, following in pairwise(tokens)]
    return {(name[1] or name[2]).casefold() for name, following in named if name and following.startswith("(")}
