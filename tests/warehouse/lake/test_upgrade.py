"""A lake of every older format is brought up to today's, once and whole; one of a newer format is refused and left alone."""

import signal
import subprocess
import sys
import time
from collections.abc import Iterable
from pathlib import Path
from typing import Any

import duckdb
import pytest

from schemas.errors import LakeTooNew
from schemas.lake_tables import ADDED_COLUMNS, ADDED_TABLES, LAKE_FORMAT
from tests.flows.program import ROOT, kronika
from tests.warehouse.lake.older_formats import OLDER_FORMATS, columns_since, make_older_format, tables_since
from tests.warehouse.lake.rows import merged, page, run
from warehouse.lake import Lake, connect

_LAYOUT = """
select table_name, column_name, data_type, comment
from duckdb_columns()
where database_name = 'lake'
order by all
"""
_PARTITIONS = """
select table_name, transform
from __ducklake_metadata_lake.ducklake_partition_column
inner join __ducklake_metadata_lake.ducklake_table using (table_id)
order by all
"""


def _read(data: Path, query: str) -> list[tuple[Any, ...]]:
    with connect(data) as connection:
        return connection.execute(query).fetchall()


def _rows(data: Path, without: dict[str, list[str]], tables: Iterable[str]) -> dict[str, list[str]]:
    """Every row of some tables, but for some columns."""
    found = {}
    with connect(data) as connection:
        for table in tables:
            excluded = f" exclude ({', '.join(without[table])})" if table in without else ""
            rows = connection.execute(f"select *{excluded} from lake.{table}").fetchall()
            found[table] = sorted(map(repr, rows))
    return found


def _old_tables(data: Path) -> list[str]:
    query = "select table_name from duckdb_tables() where database_name = 'lake' and table_name <> 'lake_properties'"
    return sorted(name for (name,) in _read(data, query))


def _lake_files(data: Path) -> dict[str, bytes]:
    """Every file of the lake but SQLite's log and its index, which readers make as well."""
    files = (path for path in (data / "lake").rglob("*") if path.is_file() and not path.name.endswith(("-wal", "-shm")))
    return {str(path): path.read_bytes() for path in files}


def test_every_format_says_what_it_added() -> None:
    assert set(ADDED_COLUMNS) | set(ADDED_TABLES) == set(range(2, LAKE_FORMAT + 1))


@pytest.mark.parametrize("lake_format", OLDER_FORMATS)
def test_an_older_lake_becomes_one_of_today_and_keeps_every_row(tmp_path: Path, lake_format: int) -> None:
    old, new = tmp_path / "old", tmp_path / "new"
    make_older_format(old, lake_format)
    Lake.open(new).close()
    tables, added = _old_tables(old), columns_since(lake_format)
    assert not tables_since(lake_format) & set(tables)
    before = _rows(old, {}, tables)
    assert len(before["articles"]) == 3
    for _ in range(2):
        with Lake.open(old) as lake:
            assert not lake.is_older
    for query in (_LAYOUT, _PARTITIONS, "select * from lake.lake_properties"):
        assert sorted(_read(old, query)) == sorted(_read(new, query))
    assert _rows(old, added, tables) == before
    for table, columns in added.items():
        assert set(_read(old, f"select {', '.join(columns)} from lake.{table}")) == {(None,) * len(columns)}
    with Lake.open(old) as lake:
        lake.commit(run("later"), merged(page("c9", "9")))
    assert len(_read(old, "select * from lake.articles")) == 4


@pytest.mark.parametrize("lake_format", OLDER_FORMATS)
def test_reading_an_older_lake_changes_nothing(tmp_path: Path, lake_format: int) -> None:
    make_older_format(tmp_path, lake_format)
    before = _lake_files(tmp_path)
    with Lake.open(tmp_path, read_only=True) as lake:
        assert lake.is_older
    assert _lake_files(tmp_path) == before


def test_an_upgrade_that_fails_leaves_the_lake_as_it_was(tmp_path: Path) -> None:
    make_older_format(tmp_path)
    with connect(tmp_path, read_only=False) as connection:
        connection.execute("alter table lake.articles add column disagreements varchar[]")
    with pytest.raises(duckdb.Error, match="disagreements"):
        Lake.open(tmp_path)
    with Lake.open(tmp_path, read_only=True) as lake:
        assert lake.is_older
        assert "field_sources" not in lake.connect().execute("from lake.articles").to_arrow_table().schema.names


_KILLED = """
import os, signal, sys
from itertools import islice
from pathlib import Path
from schemas.lake_tables import LAKE_FORMAT
from warehouse.lake.layout import upgrade_sql
from warehouse.lake.sessions import writing_connection
with writing_connection(Path(sys.argv[1])) as connection:
    connection.execute("begin transaction")
    for statement in islice(upgrade_sql(1, LAKE_FORMAT), int(sys.argv[2])):
        connection.execute(statement)
    print(flush=True)
    if sys.argv[3] == "commit":
        connection.execute("commit")
    sys.stdin.read()
"""


@pytest.mark.parametrize(
    ("statements", "end", "milliseconds"),
    [(4, "none", 0), (10_000, "none", 0), (10_000, "commit", 2), (10_000, "commit", 10)],
)
def test_an_upgrade_that_is_killed_is_finished_by_the_next(
    tmp_path: Path, statements: int, end: str, milliseconds: int
) -> None:
    make_older_format(tmp_path)
    tables = _old_tables(tmp_path)
    before = _rows(tmp_path, {}, tables)
    command = [sys.executable, "-c", _KILLED, str(tmp_path), str(statements), end]
    with subprocess.Popen(command, cwd=ROOT, stdin=subprocess.PIPE, stdout=subprocess.PIPE) as process:
        assert process.stdout is not None
        assert process.stdout.readline() == b"\n"
        time.sleep(milliseconds / 1000)
        process.send_signal(signal.SIGKILL)
    with Lake.open(tmp_path, read_only=True) as lake:
        columns = set(lake.connect().execute("from lake.articles").to_arrow_table().schema.names)
        whole = {True: set(), False: set(columns_since(1)["articles"])}[lake.is_older]
    assert columns & set(columns_since(1)["articles"]) == whole
    Lake.open(tmp_path).close()
    assert _rows(tmp_path, columns_since(1), tables) == before
    assert _read(tmp_path, "select value from lake.lake_properties where key = 'format'") == [(str(LAKE_FORMAT),)]


_OPENED = """
import sys
from pathlib import Path
from warehouse.lake import Lake
print(flush=True)
sys.stdin.readline()
with Lake.open(Path(sys.argv[1])) as lake:
    print(lake.is_older)
"""


def test_programs_that_open_it_at_once_upgrade_it_once(tmp_path: Path) -> None:
    make_older_format(tmp_path)
    command = [sys.executable, "-c", _OPENED, str(tmp_path)]
    pipes: dict[str, Any] = {
        "cwd": ROOT,
        "stdin": subprocess.PIPE,
        "stdout": subprocess.PIPE,
        "stderr": subprocess.PIPE,
    }
    programs = [subprocess.Popen(command, text=True, **pipes) for _ in range(3)]
    for program in programs:
        assert program.stdout is not None
        program.stdout.readline()
    for program in programs:
        assert program.stdin is not None
        program.stdin.write("\n")
        program.stdin.flush()
    ends = [(*program.communicate(timeout=120), program.returncode) for program in programs]
    assert ends == [("False\n", "", 0)] * 3
    assert len(_read(tmp_path, "from lake.articles")) == 3


def test_a_lake_of_a_newer_version_is_left_alone(tmp_path: Path) -> None:
    data = tmp_path / "data"
    Lake.open(data).close()
    newer = LAKE_FORMAT + 1
    with connect(data, read_only=False) as connection:
        connection.execute(f"update lake.lake_properties set value = '{newer}' where key = 'format'")
    before = _lake_files(data)
    for read_only in (True, False):
        with pytest.raises(LakeTooNew, match="install a newer kronika") as caught:
            Lake.open(data, read_only=read_only)
        assert (caught.value.found, caught.value.supported) == (newer, LAKE_FORMAT)
    for command in ("build", "maintain"):
        done = kronika(command, "--data", str(data), cwd=tmp_path)
        assert (done.returncode, done.stderr.count("\n")) == (5, 1), done.stderr
        assert f"the lake has format {newer}, this version reads up to {LAKE_FORMAT}" in done.stderr
    assert _lake_files(data) == before
