"""Erasing records: each gives way to an empty one of the same length, so that every other stays where it is, byte for byte.

Offsets hold: those in the lake, and those that revisit records of other files name. So archive and lake agree about where a
record stands at every moment, whenever the process dies: the file is the old one or the new one (rename(2)). What takes a
record's place is a `metadata` record of blanks that says when, and nothing else.
"""

import shutil
from collections.abc import Iterator, Mapping
from contextlib import suppress
from datetime import datetime
from pathlib import Path
from typing import IO

from schemas.errors import DamagedArchive
from warehouse.archive.members import encode_member, member_length, read_member, stored_content_bytes, stored_member
from warehouse.archive.read import record_offsets
from warehouse.archive.records import END_OF_RECORD, block_digest, record_head, record_uuid, warc_date
from warehouse.disk import writing
from warehouse.replace import put_in_place, temporary_beside

ERASED_URI = "urn:kronika:erased"
_PIECE_BYTES = 1 << 20
_GZIP_MAGIC = b"\x1f\x8b"
_ZSTD_MAGICS = (b"\x28\xb5\x2f\xfd", b"\x5d\x2a\x4d\x18")


def erase_records(
    archive_root: Path,
    relative_path: str,
    places: Mapping[int, int],
    erased_at: datetime,
    outcomes: bytes | None = None,
) -> None:
    """Put empty records in the place of some records of a file; the file is replaced as a whole.

    Args:
        archive_root: the archive's folder.
        relative_path: file below it.
        places: byte at which a record begins -> its length, as `captures` has them.
        erased_at: when it was asked for, aware.
        outcomes: what the record of outcomes, the last one of a file of ours, is to say from now on; None leaves it.

    Raises:
        DamagedArchive: the file cannot be read, or a record is too short to be replaced; it stays as it was.
        NoSpace: the disk is full; the file stays as it was.
        BadSettings: the folder cannot be written.
    """
    path = archive_root / relative_path
    temporary = temporary_beside(path)
    before = record_offsets(path)
    with writing(path):
        try:
            _write_without(path, temporary, relative_path, places, erased_at)
            if outcomes is not None:
                _replace_outcomes(temporary, relative_path, before[-1], outcomes)
            if record_offsets(temporary) != before:
                raise DamagedArchive(relative_path, min(places, default=0), "its records moved while some were erased")
            put_in_place(temporary, path)
        finally:
            with suppress(OSError):
                temporary.unlink(missing_ok=True)


def remove_leftovers(archive_root: Path) -> None:
    """Remove what an erasure left that was killed before it had replaced its file."""
    for leftover in (*archive_root.rglob(".*.warc.gz.new"), *(archive_root / "imported").glob(".*.new")):
        leftover.unlink(missing_ok=True)


def _write_without(path: Path, temporary: Path, name: str, places: Mapping[int, int], erased_at: datetime) -> None:
    with path.open("rb") as file:
        is_stream = file.read(4) in _ZSTD_MAGICS
    if is_stream:
        _recode_without(path, temporary, name, places, erased_at)
        return
    shutil.copyfile(path, temporary)
    with temporary.open("r+b") as file:
        for offset, length in places.items():
            file.seek(offset)
            is_member = file.read(2) == _GZIP_MAGIC
            file.seek(offset)
            file.write(_empty_record(name, offset, length, erased_at, is_member=is_member))


def _recode_without(path: Path, temporary: Path, name: str, places: Mapping[int, int], erased_at: datetime) -> None:
    """Write a Zstandard file, whose offsets count uncompressed bytes, anew, as one frame without a dictionary."""
    import zstandard

    from warehouse.archive.foreign import opened_stream  # only somebody else's files are of this kind

    with (
        opened_stream(path) as source,
        temporary.open("wb") as file,
        zstandard.ZstdCompressor().stream_writer(file, closefd=False) as target,
    ):
        offset = 0
        for begin, length in sorted(places.items()):
            for piece in _pieces(source, begin - offset):
                target.write(piece)
            for _ in _pieces(source, length):
                pass  # what is erased
            target.write(_empty_record(name, begin, length, erased_at, is_member=False))
            offset = begin + length
        shutil.copyfileobj(source, target)


def _pieces(source: IO[bytes], length: int) -> Iterator[bytes]:
    """Yield the next bytes of a stream, `length` of them."""
    while length > 0 and (piece := source.read(min(length, _PIECE_BYTES))):
        yield piece
        length -= len(piece)


def _empty_record(name: str, offset: int, length: int, erased_at: datetime, *, is_member: bool) -> bytes:
    """Return a record of exactly this length: as a gzip member, or as it is."""
    size = stored_content_bytes(length) if is_member else length
    head = record_head(
        [
            ("WARC-Type", "metadata"),
            ("WARC-Record-ID", f"<urn:uuid:{record_uuid(ERASED_URI, name, str(offset))}>"),
            ("WARC-Date", warc_date(erased_at)),
            ("Content-Length", "0" * 12),
        ]
    )
    blank_count = size - len(head) - len(END_OF_RECORD)
    if blank_count < 0:
        raise DamagedArchive(name, offset, f"a record of {length} bytes is too short to be replaced by an empty one")
    content = head.replace(b"0" * 12, b"%012d" % blank_count) + b" " * blank_count + END_OF_RECORD
    return stored_member(content, length) if is_member else content


def _replace_outcomes(path: Path, name: str, offset: int, outcomes: bytes) -> None:
    """Replace the last record of a file, with all its fields but the two that tell of its block."""
    with path.open("r+b") as file:
        length = member_length(file, offset)
        if not length:
            raise DamagedArchive(name, offset, "its last record is not one of ours")
        head = read_member(file, name, offset, length).partition(b"\r\n\r\n")[0]
        lines = [_field_of_block(line, outcomes) for line in head.split(b"\r\n")]
        member = encode_member(b"\r\n".join(lines) + b"\r\n\r\n", outcomes + END_OF_RECORD, is_coded=False)
        file.seek(offset)
        file.truncate()
        file.write(member)


def _field_of_block(line: bytes, block: bytes) -> bytes:
    if line.startswith(b"Content-Length:"):
        return b"Content-Length: %d" % len(block)
    if line.startswith(b"WARC-Block-Digest:"):
        return b"WARC-Block-Digest: " + block_digest(b"", block).encode()
    return line
