"""Who may import whom: the contracts of pyproject.toml hold, and each bites when it is broken on purpose."""

import shutil
import subprocess
import sys
import tomllib
from pathlib import Path

import pytest

from tests.house.tree import ROOMS, ROOT, files_like

CONTRACTS = {
    contract["id"]: contract["name"]
    for contract in tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["tool"]["importlinter"][
        "contracts"
    ]
}

BREACHES = [
    ("rooms", "transforms/urls.py", "import warehouse.publish"),
    ("rooms", "warehouse/publish.py", "import transforms.urls"),
    ("rooms", "warehouse/publish.py", "import flows.settings"),
    ("rooms", "transforms/urls.py", "import flows.settings"),
    ("rooms", "schemas/errors.py", "import transforms.urls"),
    ("rooms", "schemas/errors.py", "def late() -> None:\n    import warehouse.publish"),
    ("pure", "transforms/urls.py", "import duckdb"),
    ("pure", "schemas/errors.py", "import httpx"),
    ("pure", "transforms/urls.py", "from prefect import task"),
    ("outlets", "transforms/outlets/korrespondent.py", "import transforms.outlets.another"),
    ("network", "flows/settings.py", "import httpx"),
    ("network", "warehouse/publish.py", "from aiohttp import ClientSession"),
    ("messages", "flows/build.py", "import apprise"),
    ("orchestrator", "flows/settings.py", "import prefect"),
    ("orchestrator", "warehouse/publish.py", "def late() -> None:\n    from prefect import task"),
    ("newsroom", "tests/newsroom/truth.py", "from transforms import urls"),
    ("program", "warehouse/publish.py", "import tests.newsroom"),
]


def lint_imports(tree: Path) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-c", "from importlinter.cli import lint_imports_command as lint; lint()", "--no-cache"]
    return subprocess.run(command, cwd=tree, capture_output=True, text=True, timeout=120, check=False)


def broken_contracts(report: str) -> set[str]:
    """Ids of the contracts that the report calls broken (it wraps long names over lines)."""
    unwrapped = " ".join(report.split())
    return {contract for contract, name in CONTRACTS.items() if f"{name} BROKEN" in unwrapped}


@pytest.fixture
def copy(tmp_path: Path) -> Path:
    """A copy of the Python files, with a second outlet."""
    for path in files_like(".py"):
        (tmp_path / path).parent.mkdir(parents=True, exist_ok=True)
        shutil.copyfile(ROOT / path, tmp_path / path)
    shutil.copyfile(ROOT / "pyproject.toml", tmp_path / "pyproject.toml")
    (tmp_path / "transforms/outlets/another.py").write_text("")
    return tmp_path


def test_the_contracts_hold(copy: Path) -> None:
    result = lint_imports(copy)
    assert result.returncode == 0, result.stdout + result.stderr
    assert f"{len(CONTRACTS)} kept, 0 broken" in result.stdout


@pytest.mark.parametrize(("contract", "file", "bad_import"), BREACHES)
def test_a_breach_breaks_its_contract(copy: Path, contract: str, file: str, bad_import: str) -> None:
    with (copy / file).open("a", encoding="utf-8") as module:
        module.write(f"\n\n{bad_import}\n")
    result = lint_imports(copy)
    assert result.returncode != 0
    assert contract in broken_contracts(result.stdout), result.stdout + result.stderr


def test_every_contract_is_broken_once() -> None:
    assert {contract for contract, _, _ in BREACHES} == set(CONTRACTS)


def test_every_room_is_under_contract() -> None:
    settings = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["tool"]["importlinter"]
    assert set(settings["root_packages"]) == set(ROOMS)


@pytest.mark.parametrize(
    ("module", "too_heavy"),
    [
        (
            "flows.parse_archive",
            {"prefect", "polars", "duckdb", "dbt", "httpx", "aiohttp", "pydantic_settings", "typer"},
        ),
        ("flows.cli", {"prefect", "polars", "duckdb", "dbt", "pyarrow", "aiohttp"}),
    ],
)
def test_what_must_start_fast_imports_nothing_heavy(module: str, too_heavy: set[str]) -> None:
    program = f"import {module}, sys; print(*sys.modules)"
    loaded = subprocess.run(
        [sys.executable, "-c", program], capture_output=True, text=True, check=True, timeout=60
    ).stdout.split()
    assert too_heavy & set(loaded) == set()
