"""The models as dbt parsed them, kept for the builds to come: parsing takes 7 s of CPU, reading this back 0.3 s.

dbt's own way, partial parsing, holds for one data folder alone, because its profile names the folder. What is parsed knows
nothing of the data: it follows from the models, the variables and the versions, and the file's name says from which.
"""

import hashlib
import json
import os
import sys
from collections.abc import Mapping
from contextlib import suppress
from importlib.metadata import version
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from warehouse.build_failure import failure_of_build
from warehouse.disk import writing
from warehouse.replace import put_in_place

PROJECT = Path(__file__).parent
"""Folder of dbt_project.yml."""

KEPT = PROJECT / "target"
"""Where dbt itself, called by hand, leaves what it makes of the project."""

DEFAULT_VARIABLES: Mapping[str, Any] = {"reporting_zone": "Europe/Kyiv", "late_window_days": 10}
"""What settings that nobody changed make of the project's variables."""

_DIGEST_SIZE = 16
_KEPT_FILES = 5
"""Of other versions of the models, and of other variables."""


def source_digest() -> str:
    """Return a hash of the models' text and of the settings that dbt's project has for them."""
    files = sorted(path for path in (PROJECT / "models").rglob("*") if path.is_file())
    digest = hashlib.blake2b(digest_size=_DIGEST_SIZE)
    for path in (PROJECT / "dbt_project.yml", *files):
        digest.update(path.relative_to(PROJECT).as_posix().encode() + b"\0" + path.read_bytes())
    return digest.hexdigest()


def parsed_models(variables: Mapping[str, Any], database: Path, kept: Path = KEPT) -> Any:
    """Return dbt's manifest of the models: as an earlier build of this installation parsed them, or parsed now and kept.

    Args:
        variables: variables of the project that are given to dbt.
        database: the database that is to be built.
        kept: folder for the builds of all data folders; the database's own is taken where this one cannot be written.

    Raises:
        CheckFailed: dbt cannot parse the models.
        NoSpace: the disk is full.
        BadSettings: the folder cannot be written.
    """
    from dbt.cli.main import dbtRunner
    from dbt.contracts.graph.manifest import Manifest

    name = _file_name(variables)
    for folder in (kept, database.parent):
        content = _read(folder / name)
        if content is not None:
            return Manifest.from_msgpack(content)
    parse = command("parse", database, variables, "--no-partial-parse", "--no-write-json")
    result = dbtRunner().invoke(parse)
    if not result.success:
        raise failure_of_build(result.exception, database)
    _keep(result.result.to_msgpack(), name, kept, database.parent)
    return result.result


def command(name: str, database: Path, variables: Mapping[str, Any], *options: str) -> list[str]:
    """Return the command line of one of dbt's commands on the models.

    Args:
        name: the command.
        database: the database that the models are built in; beside it stands what dbt writes.
        variables: variables of the project.
        options: more options of the command.
    """
    work = database.parent
    return [
        "--log-level=none",
        "--log-level-file=info",
        f"--log-path={work / 'logs'}",
        "--no-use-colors",
        "--no-use-colors-file",
        "--no-send-anonymous-usage-stats",
        name,
        f"--project-dir={PROJECT}",
        f"--profiles-dir={PROJECT}",
        f"--target-path={work / 'dbt'}",
        f"--vars={json.dumps(variables)}",
        *options,
    ]


def _file_name(variables: Mapping[str, Any]) -> str:
    """Return a name that differs wherever dbt could parse otherwise."""
    profile = (PROJECT / "profiles.yml").read_text("utf-8")
    versions = [version("dbt-core"), version("dbt-duckdb"), sys.version]
    origin = json.dumps([source_digest(), profile, variables, versions], sort_keys=True)
    return f"models-{_digest(origin.encode()).hex()}.msgpack"


def _read(file: Path) -> bytes | None:
    """Return what was kept; None where nothing was, or not as a whole."""
    with suppress(OSError):
        digest, content = (whole := file.read_bytes())[:_DIGEST_SIZE], whole[_DIGEST_SIZE:]
        if digest == _digest(content):
            return content
    return None


def _keep(content: bytes, name: str, for_all: Path, for_one: Path) -> None:
    with suppress(OSError):
        _write(content, for_all / name)
        return
    with writing(for_one):
        _write(content, for_one / name)


def _write(content: bytes, file: Path) -> None:
    """Put the file in place as a whole, whoever else does, and remove the oldest of the others."""
    file.parent.mkdir(exist_ok=True)
    temporary = file.with_name(f".{file.name}.{os.getpid()}")
    try:
        temporary.write_bytes(_digest(content) + content)
        put_in_place(temporary, file)
    finally:
        temporary.unlink(missing_ok=True)
    others = sorted(set(file.parent.glob("models-*.msgpack")) - {file}, key=lambda other: other.stat().st_mtime)
    for other in others[:-_KEPT_FILES]:
        other.unlink(missing_ok=True)


def _digest(content: bytes) -> bytes:
    return hashlib.blake2b(content, digest_size=_DIGEST_SIZE).digest()


if __name__ == "__main__":  # at the end of an installation, so that no build has to wait for it
    with TemporaryDirectory() as folder:
        parsed_models(DEFAULT_VARIABLES, Path(folder) / "models.duckdb")
