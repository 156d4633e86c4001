"""Who may work where: one lock file a resource, held by the operating system and so freed when a process dies."""

import fcntl
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import IO

from schemas.errors import AlreadyRunning
from warehouse.disk import writing

_PROBES_OUTWAITED, _PROBE_SECONDS = 10, 0.01


def lock_path(folder: Path, name: str) -> Path:
    """Return the file of the lock `name` of a data folder."""
    return folder / "work" / f"{name}.lock"


@contextmanager
def exclusive(folder: Path, name: str, *, wait: bool = False) -> Iterator[None]:
    """Hold the lock `name` of a data folder.

    Args:
        folder: the data folder; its `work/` holds the lock files.
        name: what is locked, such as an outlet's name.
        wait: wait for the other holder instead of refusing.

    Raises:
        AlreadyRunning: another process holds it, and `wait` is false.
        NoSpace: the disk is full.
        BadSettings: the folder cannot be written.
    """
    path = lock_path(folder, name)
    with writing(path.parent):
        path.parent.mkdir(parents=True, exist_ok=True)
        handle = path.open("a")
    with handle:
        if wait:
            fcntl.flock(handle, fcntl.LOCK_EX)
        elif not _acquired(handle):
            raise AlreadyRunning(
                f"another run of {name} is at work on {folder}: wait for it to end (kronika status shows it)"
            )
        yield


def _acquired(handle: IO[str]) -> bool:
    """Take a lock, if nobody holds it; whoever asks `is_held` does so for an instant, and is not taken for a run."""
    for _ in range(_PROBES_OUTWAITED):
        try:
            fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            time.sleep(_PROBE_SECONDS)
        else:
            return True
    return False


@contextmanager
def sign_of_life(folder: Path, name: str) -> Iterator[None]:
    """Show a lock file that is held from the instant at which it can be seen, and gone when the work inside has ended.

    One that is there and not held is of a process that was killed.

    Raises:
        NoSpace: the disk is full.
        BadSettings: the folder cannot be written.
    """
    path = lock_path(folder, name)
    unseen = path.with_name(f".{path.name}")
    with writing(path.parent):
        path.parent.mkdir(parents=True, exist_ok=True)
        handle = unseen.open("a")
    with handle:
        fcntl.flock(handle, fcntl.LOCK_EX)
        with writing(path.parent):
            unseen.rename(path)
        try:
            yield
        finally:
            path.unlink(missing_ok=True)


def held_locks(folder: Path) -> list[str]:
    """Return the names of the locks that some process holds on a data folder now."""
    return [path.stem for path in sorted((folder / "work").glob("*.lock")) if is_held(path)]


def is_held(path: Path) -> bool:
    """Tell whether some process holds a lock file now."""
    try:
        with path.open("r") as handle:
            fcntl.flock(handle, fcntl.LOCK_SH | fcntl.LOCK_NB)
    except BlockingIOError:
        return True
    except FileNotFoundError:  # its holder has just ended
        return False
    return False
