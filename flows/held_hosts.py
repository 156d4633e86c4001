"""Hosts that asked to be left alone for longer than a run lasts (Retry-After), so that the next run keeps to it."""

from collections.abc import Mapping
from datetime import datetime
from pathlib import Path

import msgspec

from warehouse.disk import writing
from warehouse.replace import replace_file


def read_held_hosts(data: Path, outlet: str) -> dict[str, datetime]:
    """Return the hosts of an outlet that asked to be left alone, and until when, UTC.

    What is no such file counts as nothing: the host says it again.

    Raises:
        BadSettings: the folder cannot be read.
    """
    path = _path(data, outlet)
    try:
        with writing(path.parent):
            return msgspec.json.decode(path.read_bytes(), type=dict[str, datetime])
    except (FileNotFoundError, msgspec.DecodeError):
        return {}


def write_held_hosts(data: Path, outlet: str, held: Mapping[str, datetime]) -> None:
    """Keep which hosts of an outlet want to be left alone, and until when; the file goes where there are none.

    Raises:
        NoSpace: the disk is full.
        BadSettings: the folder cannot be written.
    """
    path = _path(data, outlet)
    with writing(path.parent):
        if held:
            path.parent.mkdir(parents=True, exist_ok=True)
            replace_file(path, msgspec.json.encode(held))
        else:
            path.unlink(missing_ok=True)


def _path(data: Path, outlet: str) -> Path:
    return data / "work" / f"held-hosts-{outlet}.json"
