"""Making, finding and refusing lakes."""

import shutil
import sqlite3
from contextlib import closing
from pathlib import Path

import duckdb
import pytest

from schemas.errors import BadSettings, LakeTooNew, NothingCrawled
from schemas.lake_tables import ARTICLES, LAKE_FORMAT, TABLES, TOPIC_TABLES
from tests.warehouse.lake.first_format import make_first_format
from tests.warehouse.lake.reading import column
from tests.warehouse.lake.rows import merged, page, run
from warehouse.lake import Lake, attach_sql, connect

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


def test_a_lake_of_a_newer_version_is_left_alone(tmp_path: Path) -> None:
    Lake.open(tmp_path).close()
    with connect(tmp_path, read_only=False) as connection:
        connection.execute("update lake.lake_properties set value = '7' where key = 'format'")
    for read_only in (True, False):
        with pytest.raises(LakeTooNew, match="install a newer kronika") as caught:
            Lake.open(tmp_path, read_only=read_only)
        assert (caught.value.found, caught.value.supported) == (7, LAKE_FORMAT)


def test_a_lake_of_an_older_version_gets_the_new_columns_and_tables(tmp_path: Path) -> None:
    make_first_format(tmp_path)
    with Lake.open(tmp_path, read_only=True) as lake:
        assert lake.is_older
        assert (
            "field_sources" not in lake.connect().execute("select * from lake.articles").to_arrow_table().schema.names
        )
    for _ in range(2):
        with Lake.open(tmp_path) as lake:
            assert not lake.is_older
    with Lake.open(tmp_path) as lake:
        lake.commit(run("later"), merged(page("c2", "2")))
        read = lake.connect().execute("select * from lake.articles order by article_id").to_arrow_table()
        assert read.schema.names == ARTICLES.schema.names
        assert read["field_sources"].to_pylist() == [None, []]
        assert read["headline"].null_count == 0
        assert [column(lake, f"select count(*) from lake.{table.name}") for table in TOPIC_TABLES] == [[0]] * 4
    with connect(tmp_path) as connection:
        query = "select data_type, comment from duckdb_columns() where table_name = 'articles' and column_name = 'disagreements'"
        (found,) = connection.execute(query).fetchall()
    assert found == ("VARCHAR[]", ARTICLES.schema.field("disagreements").metadata[b"description"].decode())


def test_an_upgrade_that_fails_leaves_the_lake_as_it_was(tmp_path: Path) -> None:
    make_first_format(tmp_path)
    with connect(tmp_path, read_only=False) as connection:
        connection.execute("alter table lake.articles add column disagreements varchar[]")
    with pytest.raises(duckdb.Error, match="disagreements"):
        Lake.open(tmp_path)
    with Lake.open(tmp_path, read_only=True) as lake:
        assert lake.is_older
        assert (
            "field_sources" not in lake.connect().execute("select * from lake.articles").to_arrow_table().schema.names
        )


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
