"""What DuckDB's, DuckLake's and SQLite's errors mean to a person: they come as text, so they are told by their text."""

import shutil
import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import duckdb

from schemas.errors import BadSettings, NoSpace
from warehouse.disk import is_full, is_refused

_DAMAGED = ("file is not a database", "database disk image is malformed")
_DATA_FILE = (".parquet", "zstd decompression failure")
_OTHER_VERSION = "ducklake catalog version mismatch"
_UNCLEAR, _LITTLE = "disk i/o error", 1_000_000
"""What SQLite says when its log's index finds no room, and the bytes below which that is the reason."""
_CONFLICT = ("conflict", "database is locked", "database table is locked")


def is_conflict(error: duckdb.Error) -> bool:
    """Whether another writer was in the way, so that the same transaction may pass on another try."""
    return not is_full(str(error)) and any(sign in str(error).lower() for sign in _CONFLICT)


@contextmanager
def lake_errors(folder: Path) -> Iterator[None]:
    """Turn errors of the database about `folder` into errors that a person can act on; others pass.

    Raises:
        NoSpace: the disk is full.
        BadSettings: the folder cannot be read or written, or its catalogue is damaged or of another version.
    """
    try:
        yield
    except (duckdb.Error, sqlite3.Error) as error:
        text = str(error).lower()
        free = shutil.disk_usage(folder).free
        if is_full(text) or (_UNCLEAR in text and free < _LITTLE):
            raise NoSpace(str(folder), free) from error
        if is_refused(text):
            message = f"the lake in {folder} cannot be read or written ({error}): check the folder's permissions"
            raise BadSettings(message) from error
        if _OTHER_VERSION in text:
            message = f"the lake in {folder} was made by another version of DuckLake ({error}): install a newer kronika"
            raise BadSettings(message) from error
        if any(sign in text for sign in _DAMAGED):
            message = (
                f"the catalogue of the lake in {folder} is damaged ({error}): move {folder} away, then kronika reparse"
            )
            raise BadSettings(message) from error
        if any(sign in text for sign in _DATA_FILE):
            message = f"a data file of the lake in {folder} is gone or damaged ({error}): move {folder} away, then kronika reparse"
            raise BadSettings(message) from error
        raise
