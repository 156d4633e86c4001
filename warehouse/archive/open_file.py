"""A file that is being written: `<name>.warc.gz.open`, locked by its writer, renamed when whole."""

import fcntl
import os
from pathlib import Path
from typing import BinaryIO

from schemas.errors import AlreadyRunning
from warehouse.disk import writing

SUFFIX = ".warc.gz"
OPEN_SUFFIX = ".open"


class OpenFile:
    """One file of the archive while it grows.

    Attributes:
        relative_path: what it will be called, below the archive's root.
        number: 1, or that of the try where earlier ones of the same name are there already.
    """

    def __init__(self, archive_root: Path, relative_path: str) -> None:
        """Create and lock the file under the first free name.

        Raises:
            NoSpace: the disk is full.
            BadSettings: the folder cannot be written.
        """
        with writing(archive_root):
            (archive_root / relative_path).parent.mkdir(parents=True, exist_ok=True)
            self.relative_path, self.number = free_name(archive_root, relative_path)
            self._path = archive_root / self.relative_path
            self._handle = open_path(self._path).open("xb", buffering=0)
        lock(self._handle, self._path)
        self._end = 0

    def append(self, member: bytes) -> None:
        """Write one record and hand it to the system, so that it outlives this process.

        Raises:
            NoSpace: the disk is full; the file still ends with its last whole record.
        """
        with writing(self._path):
            try:
                rest = memoryview(member)
                while rest:
                    rest = rest[self._handle.write(rest) :]
            except OSError:
                os.ftruncate(self._handle.fileno(), self._end)
                raise
        self._end += len(member)

    def complete(self) -> None:
        """Bring the file to disk and give it its name."""
        with writing(self._path):
            os.fsync(self._handle.fileno())
            settle(open_path(self._path), self._path)
        self._handle.close()

    def close(self) -> None:
        """Let go of the file and its lock."""
        self._handle.close()


def open_path(path: Path) -> Path:
    """Return the name that a file has while it is written."""
    return path.with_name(path.name + OPEN_SUFFIX)


def lock(handle: BinaryIO, path: Path) -> None:
    """Mark the file as being written; the system frees the lock when the process dies.

    Raises:
        AlreadyRunning: another process has it.
    """
    try:
        fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError as error:
        raise AlreadyRunning(f"another process is writing {path}: wait for it to end") from error


def settle(source: Path, target: Path) -> None:
    """Rename a file that is on disk already, and bring the rename to disk."""
    source.replace(target)
    folder = os.open(target.parent, os.O_RDONLY | os.O_DIRECTORY)
    try:
        os.fsync(folder)
    finally:
        os.close(folder)


def free_name(root: Path, relative_path: str) -> tuple[str, int]:
    """Return the first of `x.warc.gz`, `x-2.warc.gz`, … that is neither there nor being written, and its number."""
    stem = relative_path.removesuffix(SUFFIX)
    number = 1
    candidate = stem + SUFFIX
    while (root / candidate).exists() or open_path(root / candidate).exists():
        number += 1
        candidate = f"{stem}-{number}{SUFFIX}"
    return candidate, number
