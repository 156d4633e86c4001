"""Making a lake: beside the place where it will be, so that there is a whole one or none, whenever the maker is killed."""

from pathlib import Path

import duckdb

from schemas.lake_tables import LAKE_FORMAT
from warehouse.lake.attach import catalog_path
from warehouse.lake.layout import layout_sql
from warehouse.lake.refusals import lake_errors
from warehouse.lake.sessions import writing_connection
from warehouse.lake.transactions import in_transaction
from warehouse.replace import put_in_place, temporary_beside

_LOGS = ("-wal", "-shm", "-journal")
"""What SQLite keeps beside a database: it would be replayed into another one of the same name."""


def make_lake(data: Path) -> None:
    """Make an empty lake; call it while holding the writers' lock.

    Raises:
        NoSpace: the disk is full.
        BadSettings: the lake's folder cannot be written.
    """
    catalog = catalog_path(data)
    new = temporary_beside(catalog)
    _remove(new)
    with lake_errors(catalog.parent), writing_connection(data, catalog=new) as connection:
        in_transaction(connection, _make_layout)
    _remove(catalog)
    put_in_place(new, catalog)


def _make_layout(connection: duckdb.DuckDBPyConnection) -> None:
    for statement in layout_sql(LAKE_FORMAT):
        connection.execute(statement)


def _remove(catalog: Path) -> None:
    """Remove a catalogue that holds nothing, with what SQLite kept beside it."""
    for path in (catalog, *(catalog.with_name(catalog.name + log) for log in _LOGS)):
        path.unlink(missing_ok=True)
