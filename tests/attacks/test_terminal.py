"""Attacks on the terminal of whoever runs the program: escape sequences, markup and invisible characters in texts."""

import json
import logging
from pathlib import Path

import duckdb
import pytest

from flows.commands.terminal import VisibleFormatter, visible
from tests.flows.program import kronika
from warehouse.outgoing import json_text

HOSTILE = (
    "\x1b]0;owned\x07\x1b[2J\x1b[31mred\x9b31m\x08\x7f\r[bold red]loud[/] [link=https://evil.example]x[/link] "
    "\u202egpj.exe\u2066\u200b\u200f\ufeff\u2028 end"
)
OBEYED = frozenset("\x1b\x07\x08\x7f\x9b\r\u202e\u2066\u200b\u200f\ufeff\u2028")


def test_hostile_text_is_shown() -> None:
    assert visible("Новина — «так»\u00a0🙂\n\tдалі") == "Новина — «так»\\xa0🙂\n\tдалі".replace("\\xa0", "\u00a0")
    assert visible("a\x1b[2J\u202eb\x9b\ud800") == "a\\x1b[2J\\u202eb\\x9b\\ud800"
    assert visible("👩\u200d🚀 می\u200cخواهم") == "👩\u200d🚀 می\u200cخواهم"


def test_json_means_the_same_and_holds_no_command() -> None:
    text = json_text({"headline": HOSTILE, HOSTILE: ["\ud800"]})
    assert not OBEYED & set(text)
    assert json.loads(text) == {"headline": HOSTILE, HOSTILE: ["\ud800"]}


def test_line_of_the_log_holds_no_command() -> None:
    record = logging.LogRecord("kronika", logging.INFO, "", 0, "quarantined %s", (HOSTILE,), None)
    assert not OBEYED & set(VisibleFormatter("%(message)s").format(record))


@pytest.mark.parametrize("output", ["table", "csv", "json"])
def test_answer_of_a_query_commands_nothing(tmp_path: Path, output: str) -> None:
    (tmp_path / "published").mkdir()
    with duckdb.connect(tmp_path / "published" / "warehouse.duckdb") as connection:
        connection.execute("create table t (headline varchar)")
        connection.execute("insert into t values ($1), ('[/]'), ('[red]x')", [HOSTILE])
    sql = f'select headline, headline as "{HOSTILE.replace(chr(13), "")}" from t'
    ended = kronika("sql", sql, "--format", output, cwd=tmp_path, KRONIKA_DATA=str(tmp_path))
    assert (ended.returncode, ended.stderr) == (0, "")
    assert not (OBEYED - set("\r\u202e\u2066\u200b\u200f\ufeff\u2028" if output == "csv" else "")) & set(ended.stdout)
    assert "[bold red]loud[/]" in ended.stdout
    assert "[red]x" in ended.stdout


def test_error_commands_nothing(tmp_path: Path) -> None:
    (tmp_path / "published").mkdir()
    duckdb.connect(tmp_path / "published" / "warehouse.duckdb").close()
    ended = kronika("sql", f'select "{HOSTILE}"', cwd=tmp_path, KRONIKA_DATA=str(tmp_path))
    assert ended.returncode == 9
    assert not OBEYED & set(ended.stderr)
    assert "[bold red]loud[/]" in ended.stderr
