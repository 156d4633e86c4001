"""Reading the archive: our own files record by record, anyone else's through warcio (`warehouse.archive.foreign`)."""

from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import BinaryIO

from schemas.errors import DamagedArchive
from warehouse.archive.captures import ArchivedCapture
from warehouse.archive.members import member_length, read_member
from warehouse.archive.records import Record, bare_id, decode_record, header_lines

_OUTCOMES_TYPE = "application/x-ndjson"


def record_offsets(path: Path) -> list[int]:
    """Return the bytes at which the records of a file begin, in order: where `read_captures` may start and stop.

    Raises:
        DamagedArchive: the file cannot be read to its end.
    """
    with _opened(path) as file:
        offsets = []
        offset = 0
        while length := member_length(file, offset):
            offsets.append(offset)
            offset += length
    if length is None:
        from warehouse.archive.foreign import foreign_offsets  # only somebody else's files need warcio

        offsets += foreign_offsets(path, offset)
    return offsets


def read_captures(
    archive_root: Path, relative_path: str, start: int = 0, stop: int | None = None
) -> Iterator[ArchivedCapture]:
    """Read the responses of a file, bodies of `revisit` records included where they are to be had.

    Args:
        archive_root: the archive's folder.
        relative_path: the file below it.
        start: byte at which a record begins.
        stop: byte at which another begins, where reading stops; None for the end of the file.

    Raises:
        DamagedArchive: a record is cut short or wrong.
    """
    with _opened(archive_root / relative_path) as file:
        offset = start
        while (stop is None or offset < stop) and (length := member_length(file, offset)):
            record = decode_record(read_member(file, relative_path, offset, length), relative_path, offset)
            if record.kind in ("response", "revisit"):
                yield _capture(archive_root, relative_path, offset, length, record)
            offset += length
        is_foreign = (stop is None or offset < stop) and member_length(file, offset) is None
    if is_foreign:
        from warehouse.archive.foreign import read_foreign_captures  # as above

        yield from read_foreign_captures(archive_root, relative_path, offset, stop)


def read_batch_info(path: Path) -> dict[str, str]:
    """Return the fields of the file's `warcinfo` record: what the batch was, and the software that wrote it.

    Raises:
        DamagedArchive: the file does not begin with a readable record.
    """
    with _opened(path) as file:
        record = _record_at(file, path.name, 0)
    if record is None:
        from warehouse.archive.foreign import foreign_info  # as above

        return foreign_info(path)
    return dict(header_lines(b"\r\n" + record.block.rstrip(b"\r\n")))


def read_outcomes(path: Path) -> bytes | None:
    """Return the outcomes (NDJSON) that `BatchArchive.write_outcomes` put into the file, None where there are none.

    Raises:
        DamagedArchive: the file cannot be read.
    """
    offsets = record_offsets(path)
    with _opened(path) as file:
        last = _record_at(file, path.name, offsets[-1]) if offsets else None
    is_ours = last is not None and last.kind == "metadata" and last.fields.get("content-type") == _OUTCOMES_TYPE
    return last.block if last is not None and is_ours else None


def _opened(path: Path) -> BinaryIO:
    try:
        return path.open("rb")
    except FileNotFoundError as error:
        raise DamagedArchive(str(path), 0, "the file is not there") from error


def _record_at(file: BinaryIO, name: str, offset: int) -> Record | None:
    """Return the record at an offset; None where somebody else wrote it."""
    length = member_length(file, offset)
    return decode_record(read_member(file, name, offset, length), name, offset) if length else None


def _capture(archive_root: Path, relative_path: str, offset: int, length: int, record: Record) -> ArchivedCapture:
    head, _, body = record.block.partition(b"\r\n\r\n")
    status_code = _status_code(head, relative_path, offset)
    if record.kind == "revisit" and status_code != 304:
        body = referred_body(archive_root, record)
    return ArchivedCapture(
        capture_id=record.record_id,
        url=record.fields.get("warc-target-uri", ""),
        captured_at=_instant(record.fields.get("warc-date", ""), relative_path, offset),
        status_code=status_code,
        headers=header_lines(head),
        body=body,
        is_unchanged=record.kind == "revisit" or status_code == 304,
        payload_digest=record.fields.get("warc-payload-digest"),
        warc_file=relative_path,
        warc_offset=offset,
        warc_length=length,
    )


def _status_code(head: bytes, name: str, offset: int) -> int:
    parts = head.split(b"\r\n", 1)[0].split(b" ", 2)
    if len(parts) < 2 or len(parts[1]) != 3 or not parts[1].isdigit():
        raise DamagedArchive(name, offset, "the response has no status line")
    return int(parts[1])


def _instant(text: str, name: str, offset: int) -> datetime:
    try:
        return datetime.fromisoformat(text).astimezone(UTC)
    except (ValueError, OverflowError) as error:
        raise DamagedArchive(name, offset, f"WARC-Date is {text[:40]!r}") from error


def referred_body(archive_root: Path, revisit: Record) -> bytes:
    """Return the body that a revisit record refers to; empty where its file is gone or holds another record by now."""
    record = _referred_record(archive_root, revisit)
    if record is None or record.record_id != bare_id(revisit.fields.get("warc-refers-to", "")):
        return b""
    return record.block.partition(b"\r\n\r\n")[2]


def refers_to_erased(archive_root: Path, revisit: Record) -> bool:
    """Whether a revisit record refers to one in whose place an empty one stands (`warehouse.archive.erase`)."""
    record = _referred_record(archive_root, revisit)
    return record is not None and record.kind == "metadata" and not record.block.strip()


def _referred_record(archive_root: Path, revisit: Record) -> Record | None:
    name = revisit.fields.get("warc-refers-to-filename", "")
    offset = revisit.fields.get("warc-refers-to-file-offset", "0")
    if not (offset.isascii() and offset.isdigit() and len(offset) < 19) or "\0" in name:
        return None
    path = (archive_root / name).resolve()
    if not name or not path.is_relative_to(archive_root.resolve()) or not path.is_file():
        return None
    with path.open("rb") as file:
        return _record_at(file, name, int(offset))
