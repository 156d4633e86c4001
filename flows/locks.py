"""Who may work where: one lock file a resource, held by the operating system and so freed when a process dies."""

import fcntl
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from schemas.errors import AlreadyRunning


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
    """
    path = lock_path(folder, name)
    path.parent.mkdir(parents=True, exist_ok=True)
    with path.open("a") as handle:
        try:
            fcntl.flock(handle, fcntl.LOCK_EX | (0 if wait else fcntl.LOCK_NB))
        except BlockingIOError as error:
            raise AlreadyRunning(
                f"another run of {name} is at work on {folder}: wait for it to end (kronika status shows it)"
            ) from error
        yield


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
