"""Dependencies: what is imported is declared, and what is declared has its line in the README."""

import ast
import re
import sys
import tomllib
from importlib.metadata import packages_distributions
from pathlib import Path

from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

from tests.house.tree import ROOMS, files_like, text_of

OTHERWISE_NAMED = {"newspaper": ["newspaper4k"], "newsplease": ["news-please"]}
"""Distributions of packages with another name, of the group that is seldom installed."""
PROJECT = tomllib.loads(text_of(Path("pyproject.toml")))["project"]


def declared(*extras: str) -> set[str]:
    """Names of the declared dependencies, with those of these extras."""
    lines = [*PROJECT["dependencies"], *(line for extra in extras for line in PROJECT["optional-dependencies"][extra])]
    return {str(canonicalize_name(Requirement(line).name)) for line in lines}


def imported(*rooms: str) -> dict[str, str]:
    """Other people's packages that files of these rooms import, with one file that does."""
    found: dict[str, str] = {}
    for path in (path for room in rooms for path in files_like(".py", below=room)):
        for node in ast.walk(ast.parse(text_of(path))):
            if isinstance(node, ast.Import):
                names = [alias.name for alias in node.names]
            elif isinstance(node, ast.ImportFrom) and node.module and node.level == 0:
                names = [node.module]
            else:
                continue
            found |= {name.partition(".")[0]: str(path) for name in names}
    return {name: path for name, path in found.items() if name not in {*sys.stdlib_module_names, *ROOMS}}


def undeclared(packages: dict[str, str], names: set[str]) -> dict[str, str]:
    distributions = OTHERWISE_NAMED | dict(packages_distributions())
    return {
        package: path
        for package, path in packages.items()
        if not names & {canonicalize_name(name) for name in distributions.get(package, [package])}
    }


def test_what_the_program_imports_is_declared() -> None:
    assert undeclared(imported("flows", "transforms", "schemas", "warehouse", "tests/newsroom"), declared()) == {}


def test_what_the_tests_import_is_declared() -> None:
    assert undeclared(imported("tests"), declared("test", "bi", "peers")) == {}


def test_each_dependency_has_its_reason_in_the_readme() -> None:
    section = text_of(Path("README.md")).partition("\n## Dependencies\n")[2].partition("\n## ")[0]
    first_cells = re.findall(r"^\| (.+?) \|", section, re.MULTILINE)
    explained = {str(canonicalize_name(name)) for cell in first_cells for name in re.findall(r"`([\w.-]+)`", cell)}
    assert declared() - explained == set()
    assert explained - declared() == set()
