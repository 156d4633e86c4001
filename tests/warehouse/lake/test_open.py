"""Making, finding and refusing lakes."""

import shutil
import sqlite3
from contextlib import closing
from pathlib import Path

import duckdb
import pytest

from schemas.errors import BadSettings, NothingCrawled
from schemas.lake_tables import TABLES, TOPIC_TABLES
from tests.flows.program import ROOT, kronika
from tests.warehouse.lake.reading import column
from tests.warehouse.lake.rows import merged, page, run
from warehouse.lake import Lake, attach_sql, connect
from warehouse.lake.attach import extension_path

HOSTS = {"ua.korrespondent.net": "ua.korrespondent.example"}


def test_nothing_is_made_for_a_reader(tmp_path: Path) -> None:
    with pytest.raises(NothingCrawled, match="kronika run"):
        Lake.open(tmp_path, read_only=True)
    with pytest.raises(NothingCrawled, match="kronika demo"):
        connect(tmp_path)
    assert list(tmp_path.iterdir()) == []


def test_a_reader_cannot_write(tmp_path: Path) -> None:
    Lake.open(tmp_path).close()
    with connect(tmp_path) as connection, pytest.raises(duckdb.Error, match="read-only"):
        connection.execute("delete from lake.runs")


def test_tables_and_columns_are_described_as_declared(tmp_path: Path) -> None:
    Lake.open(tmp_path).close()
    with connect(tmp_path) as connection:
        query = "select table_name, comment from duckdb_tables() where database_name = 'lake'"
        tables = dict(connection.execute(query).fetchall())
        query = "select table_name, column_name, data_type, is_nullable, comment from duckdb_columns() where database_name = 'lake'"
        columns = {(table, name): rest for table, name, *rest in connection.execute(query).fetchall()}
    assert tables["captures"] == "One row per response that was archived."
    assert set(tables) == {"lake_properties", *(table.name for table in (*TABLES, *TOPIC_TABLES))}
    assert columns["captures", "warc_length"] == ["BIGINT", False, "Length of the compressed record, bytes"]
    assert columns["articles", "authors"][:2] == ["VARCHAR[]", False]
    assert columns["captures", "captured_at"][0] == "TIMESTAMP WITH TIME ZONE"
    assert columns["captures", "etag"] == ["VARCHAR", True, "ETag header"]
    assert all(comment for *_, comment in columns.values())


def test_instants_are_read_in_utc(tmp_path: Path) -> None:
    with Lake.open(tmp_path) as lake:
        lake.commit(run("b"), merged(page("c1", "1")))
        assert column(lake, "select captured_at::varchar from lake.captures") == ["2026-05-07 12:00:00+00"]


def test_a_catalogue_of_a_newer_ducklake(tmp_path: Path) -> None:
    Lake.open(tmp_path).close()
    with closing(sqlite3.connect(tmp_path / "lake" / "catalog.sqlite")) as catalog, catalog:
        catalog.execute("update ducklake_metadata set value = '9.0' where key = 'version'")
    for read_only in (True, False):
        with pytest.raises(BadSettings, match="install a newer kronika"):
            Lake.open(tmp_path, read_only=read_only)


def test_a_lake_is_bound_to_its_hosts(tmp_path: Path) -> None:
    with Lake.open(tmp_path) as lake:
        lake.bind(HOSTS)
        lake.bind(dict(HOSTS))
        with pytest.raises(BadSettings, match="point --data at another folder"):
            lake.bind({})
    with Lake.open(tmp_path) as lake:
        lake.bind(HOSTS)
        assert column(lake, "select count(*) from lake.lake_properties where key = 'hosts'") == [1]


def test_a_moved_data_folder(tmp_path: Path) -> None:
    with Lake.open(tmp_path / "a") as lake:
        lake.commit(run("b1"), merged(*(page(f"c{n}", str(n)) for n in range(20))))
    shutil.move(tmp_path / "a", tmp_path / "it's here")
    with Lake.open(tmp_path / "it's here") as lake:
        lake.commit(run("b2"), merged(*(page(f"d{n}", str(n + 20)) for n in range(20))))
        assert column(lake, "select count(*) from lake.articles") == [40]
    with Lake.open(tmp_path / "it's here", read_only=True) as lake:
        assert column(lake, "select count(*) from lake.articles") == [40]


def test_a_relative_data_folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    with Lake.open(Path("data")) as lake:
        lake.commit(run("b1"), merged(*(page(f"c{n}", str(n)) for n in range(20))))
    monkeypatch.chdir("/")
    with Lake.open(tmp_path / "data", read_only=True) as lake:
        assert column(lake, "select count(*) from lake.articles") == [20]


def test_attaching_by_hand_as_dbt_does(tmp_path: Path) -> None:
    with Lake.open(tmp_path) as lake:
        lake.commit(run("b"), merged(page("c1", "1")))
    with duckdb.connect() as connection:
        for statement in attach_sql(tmp_path, read_only=True):
            connection.execute(statement)
        assert connection.execute("select count(*) from lake.articles").fetchall() == [(1,)]


def test_a_data_folder_that_is_a_file(tmp_path: Path) -> None:
    (tmp_path / "data").write_text("not a folder")
    with pytest.raises(BadSettings, match="point --data at a folder"):
        Lake.open(tmp_path / "data")


def test_a_catalogue_that_is_none(tmp_path: Path) -> None:
    (tmp_path / "lake").mkdir()
    (tmp_path / "lake" / "catalog.sqlite").write_bytes(b"this is no SQLite file" * 100)
    for read_only in (True, False):
        with pytest.raises(BadSettings, match="kronika reparse"):
            Lake.open(tmp_path, read_only=read_only)


def test_sizes(tmp_path: Path) -> None:
    with Lake.open(tmp_path) as lake:
        lake.commit(run("b"), merged(*(page(f"c{n}", str(n)) for n in range(20))))
        found = {each.table: each for each in lake.statistics()}
    assert (found["captures"].row_count, found["captures"].file_count) == (20, 1)
    assert found["captures"].file_bytes > 1000
    assert (found["article_tags"].row_count, found["runs"].row_count, found["sightings"].row_count) == (40, 1, 0)


def test_an_extension_that_is_not_as_it_was_signed(tmp_path: Path) -> None:
    Lake.open(tmp_path / "data").close()
    path = extension_path("ducklake")
    forged = tmp_path / "duckdb_extension_ducklake" / "extensions" / path.parent.name / path.name
    forged.parent.mkdir(parents=True)
    content = bytearray(path.read_bytes())
    content[1_000_000] ^= 1
    forged.write_bytes(content)
    (tmp_path / "duckdb_extension_ducklake" / "__init__.py").touch()
    done = kronika("status", "--data", str(tmp_path / "data"), cwd=tmp_path, PYTHONPATH=f"{tmp_path}:{ROOT}")
    assert done.returncode == 2
    assert "signature" in done.stderr
    assert "install the packages of constraints.txt anew" in done.stderr
    assert "Traceback" not in done.stderr
