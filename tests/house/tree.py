"""The repository's own files, for the house rules to read."""

import subprocess
from functools import cache
from pathlib import Path

ROOT = Path(__file__).parents[2]
ROOMS = ("flows", "transforms", "schemas", "warehouse", "tests")


@cache
def files() -> tuple[Path, ...]:
    """Every file that is in the repository or about to be, relative to its root."""
    listing = subprocess.run(
        ["git", "ls-files", "-z", "--cached", "--others", "--exclude-standard"],
        cwd=ROOT,
        check=True,
        capture_output=True,
        text=True,
    ).stdout
    paths = sorted({Path(name) for name in listing.split("\0") if name})
    return tuple(path for path in paths if (ROOT / path).is_file())


def files_like(*suffixes: str, below: str = ".") -> tuple[Path, ...]:
    """The files with one of these suffixes, in one folder or everywhere."""
    return tuple(path for path in files() if path.suffix in suffixes and path.is_relative_to(below))


def text_of(path: Path) -> str:
    """The file's text."""
    return (ROOT / path).read_text(encoding="utf-8")
