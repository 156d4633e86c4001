"""House rules about Python files, and that each rule bites."""

import ast
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from tests.house import python_rules as rules
from tests.house.tree import files_like, text_of

Rule = Callable[[ast.AST], Iterator[str]]

PROGRAM = ("flows", "transforms", "schemas", "warehouse")
MAKES_ENVIRONMENT = {
    "flows/settings.py": "what a person sets",
    "flows/messages.py": "the addresses in APPRISE_URLS are secrets: no setting, which Prefect would keep, may hold them",
    "flows/orchestrator.py": "Prefect reads its settings from the environment when it is imported",
    "warehouse/build.py": "dbt takes what changes with every build from the environment, without parsing its project anew",
    "warehouse/lake_plugin.py": "dbt hands settings to a plug-in no other way when a person runs dbt alone",
}
FORBIDDEN_NAMES = {"utils", "util", "helpers", "helper", "manager", "managers", "misc", "common", "tools"}


def broken(rule: Rule, *rooms: str, but: tuple[str, ...] = ()) -> list[str]:
    paths = [path for room in rooms for path in files_like(".py", below=room) if str(path) not in but]
    assert paths, rooms
    return [f"{path}:{found}" for path in paths for found in rule(ast.parse(text_of(path), filename=str(path)))]


def test_nothing_catches_blindly() -> None:
    assert broken(rules.blind_catches, *PROGRAM, "tests") == []


def test_only_flows_read_the_clock() -> None:
    assert broken(rules.clock_readings, "transforms", "schemas", "warehouse") == []


def test_only_the_settings_read_the_environment() -> None:
    assert broken(rules.environment_readings, *PROGRAM, "tests/newsroom", but=tuple(MAKES_ENVIRONMENT)) == []


def test_transforms_and_schemas_neither_print_nor_log_nor_open() -> None:
    assert broken(rules.outputs, "transforms", "schemas") == []


def test_no_stand_in_takes_the_place_of_the_real_part() -> None:
    assert broken(rules.stand_ins, "tests") == []


def test_functions_are_short() -> None:
    assert broken(rules.long_functions, *PROGRAM, "tests") == []


def test_files_are_named_for_what_they_hold() -> None:
    named = {path: {part.removesuffix(".py") for part in path.parts} for path in files_like(".py")}
    assert [str(path) for path, parts in named.items() if parts & FORBIDDEN_NAMES] == []


@pytest.mark.parametrize("path", [*files_like(".py", ".sql", ".js", ".css", ".yml")], ids=str)
def test_files_are_under_300_lines(path: Path) -> None:
    assert len(text_of(path).splitlines()) < 300


@pytest.mark.parametrize(
    ("rule", "bad", "good"),
    [
        (rules.blind_catches, "try:\n    f()\nexcept Exception:\n    g()", "try:\n    f()\nexcept OSError:\n    g()"),
        (
            rules.blind_catches,
            "try:\n    f()\nexcept:\n    raise",
            "try:\n    f()\nexcept BaseException:\n    g()\n    raise",
        ),
        (
            rules.blind_catches,
            "try:\n    f()\nexcept (OSError, BaseException):\n    g()",
            "try:\n    f()\nfinally:\n    g()",
        ),
        (rules.blind_catches, "with suppress(Exception):\n    f()", "with contextlib.suppress(OSError):\n    f()"),
        (rules.clock_readings, "at = datetime.now(UTC)", "at = self.now()"),
        (rules.clock_readings, "clock = time.time", "clock = time.monotonic"),
        (rules.clock_readings, "day = datetime.date.today()", "day = instant.date()"),
        (rules.environment_readings, "home = os.environ['HOME']", "home = settings.home"),
        (rules.environment_readings, "from os import getenv", "from os import fsync"),
        (rules.outputs, "print(1)", "write(1)"),
        (rules.outputs, "import logging", "import math"),
        (rules.stand_ins, "from unittest import mock", "from unittest import TestCase"),
        (rules.stand_ins, "monkeypatch.setattr(a, 'b', 1)", "monkeypatch.setenv('KRONIKA_DATA', 'x')"),
        (rules.long_functions, "def f():\n" + "    g()\n" * 60, "def f():\n" + "    g()\n" * 59),
    ],
)
def test_each_rule_bites(rule: Rule, bad: str, good: str) -> None:
    assert list(rule(ast.parse(bad))) != []
    assert list(rule(ast.parse(good))) == []
