"""What becomes of files whose writer died: every complete record is kept.

The rule: a `<name>.warc.gz.open` that no process holds is cut after its last complete record, brought to disk and given
its name (or the next free `<name>-2.warc.gz`). One without a single response is removed. Its batch was never committed, so
its captures are in no table until the file is parsed; the outcomes of URLs without a response are lost with the process.
"""

import os
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO

from schemas.errors import AlreadyRunning, DamagedArchive
from warehouse.archive.members import member_length, read_member
from warehouse.archive.open_file import OPEN_SUFFIX, SUFFIX, free_name, lock, open_path, settle
from warehouse.archive.records import decode_record
from warehouse.disk import writing


@dataclass(frozen=True, slots=True)
class RecoveredFile:
    """A file that was left open.

    Attributes:
        relative_path: what it is called now, below the archive's root; None where it was removed.
        capture_count: responses that were kept.
        dropped_bytes: bytes of the incomplete record at its end.
    """

    relative_path: str | None
    capture_count: int
    dropped_bytes: int


def recover_open_files(archive_root: Path) -> list[RecoveredFile]:
    """Recover every file that was left open; those that a living process writes are passed over.

    Raises:
        NoSpace: the disk is full.
        BadSettings: the folder cannot be written.
    """
    recovered = []
    for path in sorted(archive_root.rglob("*" + SUFFIX + OPEN_SUFFIX)):
        relative_path = path.relative_to(archive_root).as_posix().removesuffix(OPEN_SUFFIX)
        try:
            result = recover_file(archive_root, relative_path)
        except AlreadyRunning:
            continue
        if result is not None:
            recovered.append(result)
    return recovered


def recover_file(archive_root: Path, relative_path: str) -> RecoveredFile | None:
    """Recover one file by the rule of this module; None where there is nothing to recover.

    Raises:
        AlreadyRunning: a living process is writing it.
        NoSpace: the disk is full.
        BadSettings: the folder cannot be written.
    """
    source = open_path(archive_root / relative_path)
    if not source.exists():
        return None
    with writing(source), source.open("r+b") as file:
        lock(file, archive_root / relative_path)
        end, captures = _complete_records(file, source.name)
        dropped = os.fstat(file.fileno()).st_size - end
        if not captures:
            source.unlink()
            return RecoveredFile(None, 0, dropped)
        file.truncate(end)
        os.fsync(file.fileno())
        target = _free_target(archive_root, relative_path)
        settle(source, archive_root / target)
    return RecoveredFile(target, captures, dropped)


def _free_target(archive_root: Path, relative_path: str) -> str:
    """Return the file's own name, or the next free one where it is taken."""
    if not (archive_root / relative_path).exists():
        return relative_path
    return free_name(archive_root, relative_path)[0]


def _complete_records(file: BinaryIO, name: str) -> tuple[int, int]:
    """Return where the last complete record ends, and how many responses stand before it."""
    offset = captures = 0
    while length := member_length(file, offset):
        try:
            record = decode_record(read_member(file, name, offset, length), name, offset)
        except DamagedArchive:
            break
        captures += record.kind in ("response", "revisit")
        offset += length
    return offset, captures
