"""Replacing a file as a whole: a reader sees the old one or the new one, never a part, also across a power cut."""

import contextlib
import os
from pathlib import Path

TEMPORARY_SUFFIX = ".new"


def temporary_beside(target: Path) -> Path:
    """Return the hidden name under which a new version of `target` is written, on the same file system."""
    return target.with_name(f".{target.name}{TEMPORARY_SUFFIX}")


def replace_file(target: Path, content: bytes, mode: int = 0o644) -> None:
    """Write `content` beside `target` and put it in its place.

    Raises:
        OSError: the file cannot be written; the old one stays and nothing is left beside it.
    """
    temporary = temporary_beside(target)
    try:
        temporary.write_bytes(content)
        put_in_place(temporary, target, mode)
    except OSError:
        with contextlib.suppress(OSError):
            temporary.unlink(missing_ok=True)
        raise


def put_in_place(temporary: Path, target: Path, mode: int = 0o644) -> None:
    """Make a finished file durable and rename it over `target` (POSIX rename(2) is atomic).

    Raises:
        OSError: it cannot be made durable or renamed.
    """
    temporary.chmod(mode)
    _sync(temporary)
    temporary.replace(target)
    _sync(target.parent)


def _sync(path: Path) -> None:
    descriptor = os.open(path, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)
