"""What the README says of commands, settings, exit codes and tables is so."""

import re
import shlex
import tomllib
from pathlib import Path
from typing import Any

import pytest
import typer

from flows.cli import EXIT_CODES, app
from flows.settings import MessageSettings, Settings, load_settings
from tests.house.tree import ROOT, files_like, text_of

README = text_of(Path("README.md"))
PROGRAM: Any = typer.main.get_command(app)


def section(title: str) -> str:
    return README.partition(f"\n## {title}\n")[2].partition("\n## ")[0]


def commands_in(text: str) -> list[str]:
    """Every `kronika …` in inline code, help texts and lines of code blocks, without the folder and what precedes `&&`."""
    blocks = [line for block in re.findall(r"```sh\n(.*?)```", text, re.DOTALL) for line in block.splitlines()]
    lines = [part.strip() for line in blocks for part in line.split(" && ")]
    lines += re.findall(r"(?<!`)`(kronika [^`]+)`(?!`)", text) + re.findall(r"\[bold\](kronika [^\[]*)\[/\]", text)
    bare = [line.removeprefix(".venv/bin/") for line in lines]
    return [line for line in bare if line.startswith("kronika ")]


def leaves(command: Any, name: str = "kronika") -> dict[str, Any]:
    """Every command that does something, by its full name."""
    if not hasattr(command, "commands"):
        return {name: command}
    return {
        full: leaf for word, below in command.commands.items() for full, leaf in leaves(below, f"{name} {word}").items()
    }


LEAVES = leaves(PROGRAM)


def check_usage(line: str) -> None:
    """Parse a command line as the program would, without running it; raises what the program would print."""
    words = shlex.split(line)[1:]
    command = PROGRAM
    while hasattr(command, "commands"):
        assert words, line
        assert words[0] in command.commands, line
        command = command.commands[words.pop(0)]
    command.make_context(line, [word for word in words if word != "--help"])


@pytest.mark.parametrize("line", sorted({*commands_in(README), *commands_in(text_of(Path("CONTRIBUTING.md")))}))
def test_every_command_of_the_readme_exists(line: str) -> None:
    check_usage(line)


def test_every_command_is_in_the_readme() -> None:
    told = commands_in(section("Commands"))
    assert [name for name in LEAVES if not any(f"{line} ".startswith(f"{name} ") for line in told)] == []


@pytest.mark.parametrize("name", LEAVES)
def test_every_command_has_an_example_that_can_be_typed(name: str) -> None:
    examples = commands_in(LEAVES[name].help or "")
    assert [example for example in examples if example.startswith(name)]
    for example in examples:
        check_usage(example)


@pytest.mark.parametrize(
    ("line", "error"),
    [
        ("kronika fly", AssertionError),
        ("kronika run --height 3", typer.BadParameter.__base__),
        ("kronika backfill --from 2026-05-01", typer.BadParameter.__base__),
    ],
)
def test_a_wrong_command_would_be_noticed(line: str, error: type[Exception]) -> None:
    with pytest.raises(error):
        check_usage(line)


def test_the_exit_codes_are_told() -> None:
    told = {int(code) for code in re.findall(r"^\| (\d+) \|", section("Commands"), re.MULTILINE)}
    assert told == {0, 1, *EXIT_CODES.values()}


def test_the_settings_file_of_the_readme_is_read(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (example,) = re.findall(r"```toml\n(.*?)```", section("Settings"), re.DOTALL)
    (tmp_path / "kronika.toml").write_text(example)
    monkeypatch.chdir(tmp_path)
    settings = load_settings()
    shown = tomllib.loads(example)
    assert settings.crawl.contact == shown["crawl"]["contact"]
    assert settings.messages == MessageSettings(services=Path("services.yml"), language="uk")
    defaults = Settings().model_dump()
    assert {name: value for name, value in shown.items() if name not in {"crawl", "messages"}} == {
        name: list(defaults[name])
        if isinstance(defaults[name], tuple)
        else str(defaults[name])
        if name in ("data", "topics")
        else defaults[name]
        for name in shown
        if name not in {"crawl", "messages"}
    }


def test_the_published_tables_are_told() -> None:
    told = {
        name
        for row in re.findall(r"^\| (`.+?) \|", section("Tables"), re.MULTILINE)
        for name in re.findall(r"`(\w+)`", row)
    }
    assert told == {path.stem for path in files_like(".sql", below="warehouse/models/marts")}


def test_the_scripts_of_the_figures_are_there() -> None:
    scripts = re.findall(r"`(tests/benchmarks/\w+\.py)`", section("Figures"))
    assert [script for script in scripts if not (ROOT / script).is_file()] == []


def test_the_two_commands_are_what_ci_runs() -> None:
    """`.ci/run` takes the command for the tests from the one line that begins like this."""
    assert re.findall(r"^sh install\.sh test && .*", README, re.MULTILINE) == ["sh install.sh test && .venv/bin/pytest"]
    assert "grep -E '^sh install\\.sh test && ' README.md" in (ROOT / ".ci/run").read_text()
