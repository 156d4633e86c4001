"""Attacks by a stranger's SQL on `kronika sql`: files, extensions, the network, settings, the process itself."""

import contextlib
from pathlib import Path

import duckdb
import pytest

from schemas.errors import QueryFailed
from tests.flows.program import kronika
from warehouse.query import QueryFormat, run_query, write_query

SECRET = "canary-of-a-file"
FORMATS: tuple[QueryFormat, ...] = ("csv", "json", "parquet")
WRITES_OR_READS_FILES = [
    "copy t to '{out}'", "copy (select 1) to '/dev/stdout'", "copy t from '{file}'", "copy from database warehouse to memory",
    "copy (select 1) to '{published}/warehouse.duckdb.tmp/x.csv'", "export database '{out}'", "import database '{folder}'",
    "select * from read_csv('{file}')", "select * from read_text('{file}')", "select * from read_blob('{folder}/*')",
    "select * from '{file}'", "from read_json('{file}')", "from read_parquet('{file}')", "from glob('{folder}/*')",
    "from sniff_csv('{file}')", "from query_table('{file}')", "select * from query('from read_text(''{file}'')')",
    "from read_text('/proc/self/environ')", "explain analyze copy t to '{out}'", "create temp table x as from read_text('{file}')",
    "attach '{out}.db'", "attach ':memory:' as m", "attach 'sqlite:{out}'", "attach '{out}.db' (type sqlite)",
    "pragma enable_profiling = 'json'", "pragma enable_profiling", "pragma profiling_output = '{out}'",
    "set profiling_output = '{out}'", "set log_query_path = '{out}'", "set temp_directory = '{out}'",
    "set home_directory = '{folder}'", "set secret_directory = '{folder}'", "set file_search_path = '{folder}'",
    "checkpoint", "vacuum",
]  # fmt: skip
LEADS_ELSEWHERE = [
    "from 'https://gazette.example/x.csv'", "from read_csv('http://127.0.0.1:9/x')", "from read_parquet('s3://bucket/x')",
    "install httpfs", "install spatial from community", "load httpfs", "load sqlite_scanner", "load '{out}.duckdb_extension'",
    "force install httpfs", "update extensions", "set autoinstall_known_extensions = true", "set autoload_known_extensions = true",
    "set allow_unsigned_extensions = true", "set custom_extension_repository = 'http://gazette.example'", "call dbgen(sf = 0.01)",
    "create persistent secret s (type http, bearer_token 'x')", "set enable_external_access = true",
    "reset enable_external_access", "set lock_configuration = false", "set python_enable_replacements = true",
    "set allowed_directories = ['/']", "set allowed_paths = ['{file}']",
]  # fmt: skip
CHANGES = [
    "insert into t values (2)", "update t set a = 2", "delete from t", "drop table t", "alter table t add column c int",
    "create table u as select 1", "create or replace view v as select 1", "comment on table t is 'x'",
    "begin; select 1", "detach warehouse", "prepare p as select 1; execute p", "select 1; drop table t; select 2",
]  # fmt: skip


@pytest.fixture
def published(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    folder = tmp_path / "published"
    folder.mkdir()
    with duckdb.connect(folder / "warehouse.duckdb") as connection:
        connection.execute("create table t as select 1 as a")
    (tmp_path / "private").mkdir()
    (tmp_path / "private" / "schema.sql").write_text(f"select '{SECRET}'")
    (tmp_path / "home").mkdir()
    monkeypatch.setenv("HOME", str(tmp_path / "home"))
    return folder


@pytest.mark.parametrize("attack", WRITES_OR_READS_FILES + LEADS_ELSEWHERE + CHANGES)
def test_sql_that_does_more_than_read_is_refused(published: Path, tmp_path: Path, attack: str) -> None:
    before = sorted(tmp_path.rglob("*"))
    private = tmp_path / "private"
    sql = attack.format(out=tmp_path / "out", file=private / "schema.sql", folder=private, published=published)
    with pytest.raises(QueryFailed) as refused:
        run_query(published, sql)
    assert SECRET not in str(refused.value)
    assert sorted(tmp_path.rglob("*")) == before
    assert run_query(published, "select a from t").rows == [(1,)]


@pytest.mark.parametrize(
    "attack",
    [
        "call enable_logging(storage = 'file', storage_path = '{0}')",
        "from enable_logging(storage = 'file', storage_path = '{0}'); select 1",
        "from system.main.\"Enable_Logging\" /* ( */ (storage = 'file', storage_path = '{0}'); select 1",
        "from query('from enable_' || 'logging(storage = ''file'', storage_path = ''{0}'')'); select 1",
        "explain analyze from enable_logging(storage = 'file', storage_path = '{0}'); select 1",
    ],
)
def test_log_of_the_database_neither_ends_the_process_nor_writes(published: Path, tmp_path: Path, attack: str) -> None:
    """duckdb 1.5.5 aborts where its log may not be written: a process of its own, so that the tests live on."""
    ended = kronika("sql", attack.format(tmp_path / "out"), cwd=tmp_path, KRONIKA_DATA=str(tmp_path))
    assert (ended.returncode, ended.stdout) == (9, "")
    assert "is refused" in ended.stderr
    assert not (tmp_path / "out").exists()


@pytest.mark.parametrize(
    "sql",
    [
        "select count(*) from t", "from t", "describe t", "summarize t", "show tables", "explain select 1", "table t",
        "with x as (select 1) select * from x", "pivot t on a using count(*)", "values (1)", "explain analyze select 1",
        "create temp table x as select 1; select * from x", "set variable x = 1; select getvariable('x')",
        "select 'enable_logging(' as query, 'query(' as x", "select table_name, comment from duckdb_tables()",
    ],
)  # fmt: skip
def test_sql_that_reads_is_answered(published: Path, sql: str) -> None:
    assert run_query(published, sql).rows


@pytest.mark.parametrize(
    "value",
    ["date 'infinity'", "timestamp '290000-01-01'", "timestamptz '-infinity'", "interval '99999999 years'",
     "union_value(a := 1)", "'NaN'::double", "'\\xFF'::blob", "[date 'infinity']", "map {'a': date '-infinity'}"],
)  # fmt: skip
def test_value_that_python_has_no_word_for_is_told(published: Path, value: str) -> None:
    with contextlib.suppress(QueryFailed):
        assert len(run_query(published, f"select {value} as x").rows) == 1
    for kind in FORMATS:
        try:
            write_query(run_query(published, f"select {value} as x"), kind)
        except QueryFailed as failed:
            assert "cast" in str(failed)  # noqa: PT017  # some formats can tell it, the others must say what to do
