import csv
import fcntl
import shutil
from datetime import UTC, datetime
from pathlib import Path

import duckdb
import pyarrow.parquet as pq
import pytest

from schemas.errors import AlreadyRunning, BadSettings, CheckFailed, NothingCrawled
from tests.warehouse.publish.invented import AS_OF, ZONE, create_tables
from warehouse.publish import PublishReport, publish
from warehouse.published_tables import REQUIRED

NOTICE = "All of this is invented"


@pytest.fixture
def working(tmp_path: Path) -> Path:
    """A working database with every table and one article, whose headline a spreadsheet would run."""
    path = tmp_path / "models.duckdb"
    with duckdb.connect(path) as connection:
        create_tables(connection)
        connection.execute(
            "insert into articles by name select 'korrespondent' as outlet, 'uk' as edition, '1' as article_id, "
            "'=1+1' as headline, ['О. Приклад', '-М. Зразок'] as authors, timestamptz '2026-05-07 15:00:00+00' as published_at, "
            "date '2026-05-07' as published_date, 'https://ua.korrespondent.example/1' as url, null as lead, 12 as word_count"
        )
        connection.execute("create schema staging")
        connection.execute("create table staging.stg_articles as select 'secret' as body")
        connection.execute("create table int_scratch as select 1 as number")
    return path


def run(working: Path, published: Path) -> PublishReport:
    return publish(
        working,
        published,
        as_of=AS_OF,
        reporting_zone=ZONE,
        notice=NOTICE,
        published_at=datetime(2026, 5, 9, 13, tzinfo=UTC),
    )


def change(working: Path, sql: str) -> None:
    with duckdb.connect(working) as connection:
        connection.execute(sql)


def rows(database: Path, sql: str) -> list[tuple[object, ...]]:
    with duckdb.connect(database, read_only=True) as connection:
        return connection.execute(sql).fetchall()


def test_publishes_what_is_in_main_and_nothing_of_the_models_own(working: Path, tmp_path: Path) -> None:
    report = run(working, tmp_path / "published")
    tables = {name for (name,) in rows(report.warehouse, "select table_name from duckdb_tables()")}
    made = {str(name) for (name,) in rows(working, "select table_name from duckdb_tables()")}
    assert tables == {name for name in made if not name.startswith(("stg_", "int_"))} | {"publication"}
    assert set(REQUIRED) <= tables < made | {"publication"}
    assert report.row_counts["articles"] == 1
    assert report.row_counts["topics"] == 0
    assert {file.name for file in report.files} == {
        f"{name}.{kind}" for name in tables - {"publication"} for kind in ("parquet", "csv")
    }
    assert report.dashboard.read_text(encoding="utf-8").startswith("<!doctype html>")


def test_every_table_and_column_keeps_its_description(working: Path, tmp_path: Path) -> None:
    change(working, "comment on column articles.headline is 'It''s the \"headline\"'")
    warehouse = run(working, tmp_path / "published").warehouse
    assert rows(
        warehouse, "select comment from duckdb_columns() where table_name = 'articles' and column_name = 'headline'"
    ) == [('It\'s the "headline"',)]
    assert rows(warehouse, "select table_name from duckdb_tables() where comment is null") == []
    assert (
        rows(warehouse, "select table_name, column_name from duckdb_columns() where comment is null and not internal")
        == []
    )


def test_the_file_says_what_it_is(working: Path, tmp_path: Path) -> None:
    warehouse = run(working, tmp_path / "published").warehouse
    (found,) = rows(
        warehouse,
        "select epoch(published_at), epoch(as_of), reporting_zone, notice, row_counts['articles'], kronika_version <> '' from publication",
    )
    assert found == (1778331600.0, 1778330400.0, "Europe/Kyiv", NOTICE, 1, True)


def test_readers_get_a_read_only_file_that_duckdb_1_2_can_read(working: Path, tmp_path: Path) -> None:
    warehouse = run(working, tmp_path / "published").warehouse
    assert warehouse.stat().st_mode & 0o777 == 0o444
    assert rows(
        warehouse, "select tags['storage_version'] from duckdb_databases() where path like '%warehouse.duckdb'"
    ) == [("v1.2.0+",)]


def test_csv_is_safe_in_a_spreadsheet_and_parquet_is_as_it_is(working: Path, tmp_path: Path) -> None:
    run(working, tmp_path / "published")
    marts = tmp_path / "published" / "marts"
    with (marts / "articles.csv").open(encoding="utf-8", newline="") as file:
        (row,) = csv.DictReader(file)
    assert row["headline"] == "'=1+1"
    assert row["authors"] == "О. Приклад; '-М. Зразок"
    assert row["published_at"] == "2026-05-07T15:00:00Z"
    assert row["lead"] == ""
    table = pq.read_table(marts / "articles.parquet")
    assert table["headline"].to_pylist() == ["=1+1"]
    assert table["authors"].to_pylist() == [["О. Приклад", "-М. Зразок"]]
    assert pq.ParquetFile(marts / "articles.parquet").metadata.row_group(0).column(0).compression == "ZSTD"


@pytest.mark.parametrize("column", ["body", "Body"])
def test_a_body_is_never_published(working: Path, tmp_path: Path, column: str) -> None:
    change(working, f"alter table article_versions add column {column} varchar")
    with pytest.raises(CheckFailed, match="publish of article_versions failed: it has a column body"):
        run(working, tmp_path / "published")
    assert not (tmp_path / "published" / "warehouse.duckdb").exists()


@pytest.mark.parametrize(
    ("breakage", "message"),
    [
        ("drop table topics", "the models did not build topics"),
        ("comment on column articles.headline is null", "no description of headline"),
        ("comment on table articles is null", "no description of the table itself"),
    ],
)
def test_a_refused_publish_keeps_the_last_good_files(
    working: Path, tmp_path: Path, breakage: str, message: str
) -> None:
    published = tmp_path / "published"
    run(working, published)
    before = {file: file.read_bytes() for file in published.rglob("*") if file.is_file()}
    change(working, breakage)
    with pytest.raises(CheckFailed, match=message):
        run(working, published)
    assert {file: file.read_bytes() for file in published.rglob("*") if file.is_file()} == before


def test_publishing_again_replaces_everything_and_leaves_nothing_behind(working: Path, tmp_path: Path) -> None:
    published = tmp_path / "published"
    change(
        working,
        "create table extra as select 1 as number; comment on table extra is 'x'; comment on column extra.number is 'y'",
    )
    run(working, published)
    assert (published / "marts" / "extra.csv").exists()
    change(working, "drop table extra")
    (published / ".warehouse.duckdb.new").write_bytes(b"left by a killed publisher")
    (published / "marts" / ".articles.csv.new").write_bytes(b"likewise")
    (published / "warehouse.duckdb.wal").write_bytes(b"would be replayed into the new file")
    run(working, published)
    assert {file.name for file in published.iterdir()} == {
        "warehouse.duckdb",
        "dashboard.html",
        "marts",
        ".publish.lock",
    }
    assert {file.name for file in (published / "marts").iterdir()} == {
        f"{name}.{kind}" for name in run(working, published).row_counts for kind in ("parquet", "csv")
    }


def test_a_reader_keeps_the_file_it_has_open(working: Path, tmp_path: Path) -> None:
    published = tmp_path / "published"
    warehouse = run(working, published).warehouse
    with duckdb.connect(warehouse, read_only=True) as reader:
        change(working, "update articles set headline = 'later'")
        run(working, published)
        assert reader.execute("select headline from articles").fetchall() == [("=1+1",)]
    assert rows(warehouse, "select headline from articles") == [("later",)]


def test_two_publishers_never_meet(working: Path, tmp_path: Path) -> None:
    published = tmp_path / "published"
    published.mkdir()
    with (published / ".publish.lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        with pytest.raises(AlreadyRunning, match="another process is publishing"):
            run(working, published)
    run(working, published)


def test_without_models_there_is_nothing_to_publish(tmp_path: Path) -> None:
    with pytest.raises(NothingCrawled, match="kronika build"):
        run(tmp_path / "models.duckdb", tmp_path / "published")


def test_what_no_spreadsheet_can_open_has_no_csv(working: Path, tmp_path: Path) -> None:
    change(working, "insert into topics by name select 't' as topic_id from range(1048576)")
    marts = tmp_path / "published" / "marts"
    run(working, tmp_path / "published")
    assert (marts / "topics.parquet").exists()
    assert not (marts / "topics.csv").exists()
    change(working, "delete from topics where rowid = 0")
    run(working, tmp_path / "published")
    assert (marts / "topics.csv").exists()


def test_a_folder_that_cannot_be_written_is_named(working: Path, tmp_path: Path) -> None:
    (tmp_path / "published").write_text("a file", encoding="utf-8")
    with pytest.raises(BadSettings, match="published cannot be written"):
        run(working, tmp_path / "published")


def test_a_copy_of_the_folder_is_a_warehouse_too(working: Path, tmp_path: Path) -> None:
    run(working, tmp_path / "published")
    shutil.copytree(tmp_path / "published", tmp_path / "copy")
    assert rows(tmp_path / "copy" / "warehouse.duckdb", "select count(*) from warehouse.main.articles") == [(1,)]
