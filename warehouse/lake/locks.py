"""One writer at a time: a lock file that the operating system frees when a process dies.

DuckLake lets two appends pass side by side, so it would not notice two processes that commit the same batch; and SQLite
refuses, at once and in spite of its busy timeout, a reader that turns writer while another writer waits. Writers of one
machine therefore queue here.
"""

import fcntl
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from schemas.errors import AlreadyRunning
from warehouse.disk import writing

_PAUSE_SECONDS = 0.02


@contextmanager
def held(path: Path, patience_seconds: float) -> Iterator[None]:
    """Hold the lock file, waiting for whoever has it.

    Raises:
        AlreadyRunning: it was not freed within `patience_seconds`.
    """
    with writing(path), path.open("ab") as handle:
        deadline = time.monotonic() + patience_seconds
        while not _acquired(handle.fileno()):
            if time.monotonic() > deadline:
                raise AlreadyRunning(
                    f"another process has been writing {path.parent} for {patience_seconds:g} s: wait for it"
                )
            time.sleep(_PAUSE_SECONDS)
        yield


def _acquired(descriptor: int) -> bool:
    try:
        fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        return False
    return True
