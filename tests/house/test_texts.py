"""House rules about texts: what no file may name, SQL, Markdown, versions."""

import re
import tomllib
from pathlib import Path

import pytest
from packaging.markers import Marker
from packaging.requirements import Requirement
from packaging.specifiers import SpecifierSet
from packaging.utils import canonicalize_name

from tests.house.tree import ROOT, files, files_like, text_of

TEXTS = (".py", ".sql", ".md", ".toml", ".txt", ".yaml", ".yml", ".sh", ".html", ".css", ".js", ".csv", "")
MODELS = files_like(".sql", below="warehouse/models/staging") + files_like(".sql", below="warehouse/models/marts")
MODELS += files_like(".sql", below="warehouse/models/intermediate")
MARKER = r"\(?[a-z_]+ [<>=!]+ '[\w.]+'\)?"
PYTHONS = ("3.11.0", "3.11.9", "3.12.1", "3.13.0")

# Put together from parts, so that this file does not name them either.
REGISTRIES = "|".join(
    re.escape(host)
    for host in (
        "py" + "pi.org",
        "python" + "hosted.org",
        "registry.np" + "mjs",
        "proxy.go" + "lang.org",
        "crates" + ".io/api",
    )
)
MACHINE_PATHS = (
    r"(?<![\w./}-])/(?:" + "|".join(("wo" + "rk", "ro" + "ot", "ho" + "me", "op" + "t", "Us" + "ers")) + r")/\w"
)
SCRATCH_PATHS = r"(?<![\w./-])/tm" + r"p/(?!kronika)\w"
FORBIDDEN = re.compile(f"{REGISTRIES}|{MACHINE_PATHS}|{SCRATCH_PATHS}")
CLOCK_OF_SQL = re.compile(
    r"\b(?:now|today|get_current_timestamp|get_current_time)\s*\(|\bcurrent_(?:date|time|timestamp)\b"
)


@pytest.mark.parametrize("path", [path for path in files_like(*TEXTS) if path.name != "LICENSE"], ids=str)
def test_no_file_names_a_registry_or_a_path_of_a_machine(path: Path) -> None:
    assert FORBIDDEN.findall(text_of(path)) == []


@pytest.mark.parametrize("text", ["see /wo" + "rk/main", "--index https://py" + "pi.org/simple", "open('/tm" + "p/x')"])
def test_the_rule_about_names_bites(text: str) -> None:
    assert FORBIDDEN.search(text)


def test_no_lock_file_is_kept() -> None:
    assert [str(path) for path in files() if path.name == "uv.lock" or path.name.startswith("pylock")] == []


@pytest.mark.parametrize("path", MODELS, ids=str)
def test_a_model_says_first_what_one_row_is(path: Path) -> None:
    assert re.match(r"-- one row(?: per [\w(]|: )", text_of(path)), text_of(path).splitlines()[0]


@pytest.mark.parametrize("path", files_like(".sql"), ids=str)
def test_sql_takes_the_time_as_an_argument(path: Path) -> None:
    code = re.sub(r"--.*", "", text_of(path))
    assert CLOCK_OF_SQL.findall(code) == []


@pytest.mark.parametrize("path", files_like(".md"), ids=str)
def test_links_between_pages_lead_somewhere(path: Path) -> None:
    targets = re.findall(r"\]\((?!https?:|#|mailto:)([^)#\s]+)", text_of(path))
    assert [target for target in targets if not (ROOT / path.parent / target).exists()] == []


@pytest.mark.parametrize("path", [*files_like(".py", ".sql", ".toml", ".yml", ".yaml", ".sh")], ids=str)
def test_pages_that_code_points_to_are_there(path: Path) -> None:
    named = set(re.findall(r"\bdocs/[\w/-]+\.md\b", text_of(path)))
    named |= {
        str(next(ROOT.glob(f"docs/decisions/{number}-*.md"), f"docs/decisions/{number}"))
        for number in decisions_in(path)
    }
    assert [page for page in sorted(named) if not (ROOT / page).exists()] == []


def decisions_in(path: Path) -> list[str]:
    return re.findall(r"docs/decisions/(\d{4})\b(?!-)", text_of(path))


def test_decisions_are_numbered_and_short() -> None:
    pages = files_like(".md", below="docs/decisions")
    assert [page.name[:4] for page in pages] == [f"{number:04}" for number in range(1, len(pages) + 1)]
    assert {page.name: len(text_of(page).splitlines()) for page in pages if len(text_of(page).splitlines()) > 30} == {}


@pytest.mark.parametrize("path", files_like(".html", ".xml", below="tests"), ids=str)
def test_a_whole_page_says_that_it_is_invented(path: Path) -> None:
    text = text_of(path)
    assert "invented" in text.lower() or not re.match(r"\s*<(?:!doctype|html|\?xml)", text, re.IGNORECASE)


def test_the_newsroom_names_none_of_the_real_hosts() -> None:
    """A page of its that somebody passes on must not look like the outlet's."""
    pages = files_like(".html", ".css", ".js", ".txt", ".json", ".toml", below="tests/newsroom")
    assert [
        str(path) for path in pages if re.search(r"korrespondent\.net/|k\.img\.com\.ua|kor\.ill\.in\.ua", text_of(path))
    ] == []


def constraints() -> list[Requirement]:
    lines = text_of(Path("constraints.txt")).splitlines()
    return [Requirement(line) for line in lines if line and not line.startswith("#")]


def test_constraints_are_names_versions_and_markers_alone() -> None:
    for line in text_of(Path("constraints.txt")).splitlines()[1:]:
        assert re.fullmatch(rf"[a-z0-9-]+==[0-9][\w.]*(?: ; {MARKER}(?: (?:and|or) {MARKER})*)?", line), line


@pytest.mark.parametrize("python", PYTHONS)
def test_constraints_fix_every_dependency_once(python: str) -> None:
    project = tomllib.loads(text_of(Path("pyproject.toml")))["project"]
    declared = [Requirement(line) for line in project["dependencies"]]
    declared += [Requirement(line) for extra in project["optional-dependencies"].values() for line in extra]
    fixed: dict[str, SpecifierSet] = {}
    for constraint in constraints():
        if applies(constraint.marker, python):
            assert canonicalize_name(constraint.name) not in fixed
            fixed[canonicalize_name(constraint.name)] = constraint.specifier
    for requirement in declared:
        if requirement.name != project["name"]:
            version = next(iter(fixed[canonicalize_name(requirement.name)])).version
            assert requirement.specifier.contains(version), requirement


def applies(marker: Marker | None, python: str) -> bool:
    """Whether a constraint is for CPython of this version on Linux."""
    environment = {
        "python_full_version": python,
        "python_version": python.rpartition(".")[0],
        "sys_platform": "linux",
        "platform_python_implementation": "CPython",
        "implementation_name": "cpython",
    }
    return marker is None or marker.evaluate(environment)
