import csv
import io
import json
from pathlib import Path

import pyarrow.parquet as pq
import pytest

from schemas.errors import BadSettings, NothingCrawled, QueryFailed
from tests.warehouse.publish.invented import AS_OF, ZONE
from warehouse.publish import publish
from warehouse.query import run_query, write_query


@pytest.fixture(scope="module")
def published(three_days: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("data") / "published"
    publish(three_days, folder, as_of=AS_OF, reporting_zone=ZONE)
    return folder


def test_a_query_gives_columns_types_and_rows(published: Path) -> None:
    result = run_query(
        published,
        "select 1 as one, 'так' as word, timestamptz '2026-05-07 18:00:00+03' as at_, sum(2) as total, null as nothing",
    )
    assert result.columns == ("one", "word", "at_", "total", "nothing")
    assert result.types[:3] == ("INTEGER", "VARCHAR", "TIMESTAMP WITH TIME ZONE")
    ((one, word, at, total, nothing),) = result.rows
    assert (one, word, at.isoformat(), int(total), nothing) == (1, "так", "2026-05-07T15:00:00+00:00", 2, None)


def test_the_last_of_several_statements_answers(published: Path) -> None:
    assert run_query(published, "select 1; select 2 as two").rows == [(2,)]


def test_two_columns_may_have_one_name(published: Path) -> None:
    result = run_query(published, "select 1 as a, 2 as a")
    assert result.rows == [(1, 2)]
    assert write_query(result, "csv") == b"a,a\r\n1,2\r\n"
    with pytest.raises(BadSettings, match="two columns are called a"):
        write_query(result, "json")


@pytest.mark.parametrize(
    ("sql", "message"),
    [
        ("selec 1", 'syntax error at or near "selec"'),
        ("select 1,\n  nope from articles", r"(?s)\"nope\" not found.*LINE 2:   nope from articles\n +\^"),
        ("select * from article", '(?s)article does not exist.*Did you mean "articles"'),
        ("select", "SELECT clause without selection list"),
        ("-- only a comment", "no statement of the SQL gives rows"),
    ],
)
def test_a_mistake_is_told_in_duckdbs_words_with_its_place(published: Path, sql: str, message: str) -> None:
    with pytest.raises(QueryFailed, match=message):
        run_query(published, sql)


@pytest.mark.parametrize(
    "sql",
    [
        "delete from articles",
        "create table mine as select 1",
        "copy articles to 'out.csv'",
        "copy (select 1) to '/dev/stdout'",
        "select * from read_csv('/etc/passwd')",
        "select * from read_text('/etc/passwd')",
        "select * from glob('/*')",
        "attach 'other.duckdb'",
        "export database 'folder'",
        "set enable_external_access = true",
        "reset lock_configuration",
        "install httpfs",
        "load httpfs",
        "select * from published",
    ],
)
def test_sql_reaches_nothing_but_the_warehouse(
    published: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, sql: str
) -> None:
    monkeypatch.chdir(tmp_path)
    with pytest.raises(QueryFailed):
        run_query(published, sql)
    assert list(tmp_path.iterdir()) == []


def test_formats_say_the_same(published: Path, tmp_path: Path) -> None:
    result = run_query(
        published,
        "select 'a,\"b\"' as text, ['x', 'ї'] as list, date '2026-05-07' as day, sum(9007199254740993::bigint) as big, 0.5::decimal(3, 1) as half, null as none",
    )
    (row,) = csv.DictReader(io.StringIO(write_query(result, "csv").decode(), newline=""))
    assert row == {
        "text": 'a,"b"',
        "list": '["x", "ї"]',
        "day": "2026-05-07",
        "big": "9007199254740993",
        "half": "0.5",
        "none": "",
    }
    assert json.loads(write_query(result, "json")) == [
        {"text": 'a,"b"', "list": ["x", "ї"], "day": "2026-05-07", "big": 9007199254740993, "half": 0.5, "none": None}
    ]
    write_query(result, "parquet", tmp_path / "out.parquet")
    assert pq.read_table(tmp_path / "out.parquet").column("list").to_pylist() == [["x", "ї"]]


def test_a_file_that_cannot_be_written_is_named(published: Path, tmp_path: Path) -> None:
    with pytest.raises(BadSettings, match=r"none/out\.csv cannot be written"):
        write_query(run_query(published, "select 1"), "csv", tmp_path / "none" / "out.csv")


def test_before_the_first_publish_there_is_nothing_to_ask(tmp_path: Path) -> None:
    with pytest.raises(NothingCrawled, match="kronika run"):
        run_query(tmp_path, "select 1")
