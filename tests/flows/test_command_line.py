"""The program as a person starts it: each mistake is one line that says what to do, with its own exit code."""

import subprocess
import sys
from importlib.metadata import version
from pathlib import Path

import duckdb
import pytest

from tests.flows.program import ROOT, kronika


@pytest.mark.parametrize(
    ("arguments", "code", "says"),
    [
        (("run", "--outlet", "pravda"), 2, "unknown outlet 'pravda'; known are: censor, korrespondent"),
        (("backfill", "--from", "2026-05-32", "--to", "2026-05-07"), 2, "--from '2026-05-32' is no day"),
        (("backfill", "--from", "2026-05-07", "--to", "2026-05-01"), 2, "--from 2026-05-07 is after --to 2026-05-01"),
        (("backfill", "--from", "2026-05-07", "--to", "2999-05-01"), 2, "in the future"),
        (("import", "nothing.warc.gz"), 2, "nothing.warc.gz: there is no such file"),
        (("sql", "select 1"), 3, "kronika run"),
        (("build",), 3, "kronika run"),
        (("export", "articles"), 3, "kronika run"),
        (("digest",), 3, "kronika run"),
        (("digest", "--day", "yesterday"), 2, "--day 'yesterday' is no day"),
        (("alert",), 3, "kronika run"),
        (("feed", "tram"), 3, "kronika run"),
        (("export", "articles", "--from", "2026-05-07", "--to", "2026-05-01"), 2, "--from 2026-05-07 is after"),
        (("status",), 3, "kronika run"),
        (("reparse",), 3, "kronika run"),
        (("show", "https://ua.korrespondent.net/ukraine/4871234-a"), 3, "kronika run"),
        (("frobnicate",), 2, "No such command"),
    ],
)
def test_a_mistake_is_named_with_its_remedy(tmp_path: Path, arguments: tuple[str, ...], code: int, says: str) -> None:
    done = kronika(*arguments, cwd=tmp_path)
    assert (done.returncode, says in done.stderr) == (code, True), done.stderr
    assert "Traceback" not in done.stderr
    assert done.stdout == ""


def test_a_damaged_warc_is_named_with_its_place(tmp_path: Path) -> None:
    (tmp_path / "broken.warc.gz").write_bytes(b"this is no WARC file")
    done = kronika("import", "broken.warc.gz", cwd=tmp_path)
    assert done.returncode == 8
    assert "broken.warc.gz is damaged at byte 0" in done.stderr
    assert "Traceback" not in done.stderr


def test_a_wrong_setting_is_named(tmp_path: Path) -> None:
    done = kronika("status", cwd=tmp_path, KRONIKA_BATCH_SIZE="many")
    assert done.returncode == 2
    assert "KRONIKA_BATCH_SIZE" in done.stderr


def test_too_little_space_stops_before_anything_is_fetched(tmp_path: Path) -> None:
    done = kronika("run", "--quiet", cwd=tmp_path, KRONIKA_MIN_FREE_MB="1000000000")
    assert done.returncode == 6
    assert "no space left" in done.stderr
    assert "Traceback" not in done.stderr


@pytest.mark.parametrize(
    "command",
    [
        "demo",
        "run",
        "backfill",
        "import",
        "reparse",
        "build",
        "sql",
        "export",
        "digest",
        "alert",
        "feed",
        "show",
        "schedule",
        "maintain",
        "doctor",
        "verify",
        "forget",
        "outlet list",
        "status",
    ],
)
def test_each_command_explains_itself_with_an_example(tmp_path: Path, command: str) -> None:
    done = kronika(*command.split(), "--help", cwd=tmp_path)
    assert done.returncode == 0
    assert f"Example: kronika {command}" in done.stdout


def test_versions_are_told_in_one_line(tmp_path: Path) -> None:
    done = kronika("--version", cwd=tmp_path)
    python = ".".join(map(str, sys.version_info[:3]))
    assert (done.returncode, done.stderr) == (0, "")
    assert done.stdout == f"kronika {version('kronika')}, Python {python}, DuckDB {duckdb.__version__}\n"


def test_the_program_starts_without_what_only_its_commands_need(tmp_path: Path) -> None:
    heavy = {"asyncio", "dbt", "duckdb", "httpx", "prefect", "pyarrow", "pydantic"}
    code = f"import sys, flows.cli; print(sorted({heavy} & set(sys.modules)))"
    done = subprocess.run(
        [sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True, timeout=120, check=False
    )
    assert (done.returncode, done.stdout) == (0, "[]\n"), done.stderr


def test_outlets_are_listed_as_json(tmp_path: Path) -> None:
    done = kronika("outlet", "list", "--json", cwd=tmp_path)
    assert done.returncode == 0
    assert '"host": "ua.korrespondent.net"' in done.stdout
