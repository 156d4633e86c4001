"""WARC files that somebody else wrote (wget, Browsertrix, warcio, …), read through warcio.

Per-record gzip and uncompressed files are read in place. A Zstandard file (`.warc.zst`, with or without its own
dictionary) is read as one stream, and its offsets count uncompressed bytes. ARC files are read as warcio reads them.
"""

import struct
import zlib
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime
from pathlib import Path
from typing import IO
from uuid import UUID

import zstandard
from warcio.archiveiterator import ArchiveIterator
from warcio.bufferedreaders import ChunkedDataReader
from warcio.exceptions import ArchiveLoadFailed
from warcio.recordloader import ArcWarcRecord
from warcio.statusandheaders import StatusAndHeadersParserException

from schemas.errors import DamagedArchive
from warehouse.archive.captures import ArchivedCapture
from warehouse.archive.members import MOST_BYTES
from warehouse.archive.records import bare_id, header_lines, payload_digest, record_uuid

_UNREADABLE = (
    ArchiveLoadFailed,
    StatusAndHeadersParserException,
    zstandard.ZstdError,
    # What warcio trips over: a record without a type, numbers of any length, digests that are none, broken deflate.
    AttributeError,
    ValueError,
    OverflowError,
    zlib.error,
)
_PIECE_BYTES = 1 << 16
_MOST_INFO_BYTES = 1 << 20
_MOST_DICTIONARY_BYTES = 1 << 24
_ZSTD_MAGIC = b"\x28\xb5\x2f\xfd"
_ZSTD_DICTIONARY_MAGIC = b"\x5d\x2a\x4d\x18"
"""A skippable frame that holds the file's dictionary (specification of .warc.zst, IIPC)."""


def foreign_offsets(path: Path, start: int = 0) -> list[int]:
    """Return the bytes at which the records begin, from `start` on.

    Raises:
        DamagedArchive: the file cannot be read to its end.
    """
    return [offset for offset, _, _ in _records(path, path.name, start)]


def foreign_info(path: Path) -> dict[str, str]:
    """Return the fields of the first `warcinfo` record, or nothing."""
    for _, _, record in _records(path, path.name, 0):
        if record.rec_type == "warcinfo":
            return dict(header_lines(b"\r\n" + record.raw_stream.read(_MOST_INFO_BYTES).strip()))
        break
    return {}


def foreign_faults(path: Path, name: str, start: int) -> Iterator[tuple[int, str | None]]:
    """Yield the offset of each record, and which of its digests does not fit, if one does not.

    Raises:
        DamagedArchive: a record is cut short or wrong.
    """
    with _stream(path, start) as (file, _):
        iterator = ArchiveIterator(file, check_digests=True)
        try:
            for record in iterator:
                stream = record.content_stream()
                while stream.read(_PIECE_BYTES):
                    pass
                problems = record.digest_checker.problems
                yield iterator.offset, "; ".join(map(str, problems)) or None
        except _UNREADABLE as error:
            raise _damage(error, name, iterator.offset) from error


def read_foreign_captures(
    archive_root: Path, relative_path: str, start: int, stop: int | None
) -> Iterator[ArchivedCapture]:
    """Read the responses; chunks are put together, revisits look for their body in the same file.

    Raises:
        DamagedArchive: a record is cut short or wrong.
    """
    path = archive_root / relative_path
    bodies: _Bodies | None = None
    for offset, finish, record in _records(path, relative_path, start):
        if stop is not None and offset >= stop:
            return
        if record.rec_type not in ("response", "revisit") or record.http_headers is None:
            continue
        try:
            capture = _capture(record, relative_path, offset)
            if record.rec_type == "revisit" and not capture.body and capture.status_code != 304:
                bodies = bodies or _index_bodies(path, relative_path)
                capture = replace(capture, body=bodies.body_for(record))
            length = finish()
        except _UNREADABLE as error:
            raise _damage(error, relative_path, offset) from error
        yield replace(capture, warc_length=length)


@dataclass
class _Bodies:
    """Where the bodies of a file stand, by all that a revisit may name them by."""

    path: Path
    name: str
    by_id: dict[str, int] = field(default_factory=dict)
    by_address: dict[tuple[str, str], int] = field(default_factory=dict)
    by_digest: dict[str, int] = field(default_factory=dict)

    def body_for(self, revisit: ArcWarcRecord) -> bytes:
        """Return the body that a revisit record refers to; empty where the file does not hold it."""
        header = revisit.rec_headers.get_header
        address = (header("WARC-Refers-To-Target-URI") or "", header("WARC-Refers-To-Date") or "")
        offset = self.by_id.get(bare_id(header("WARC-Refers-To") or ""))
        if offset is None:
            offset = self.by_address.get(address)
        if offset is None:
            offset = self.by_digest.get(header("WARC-Payload-Digest") or "")
        if offset is None:
            return b""
        _, _, record = next(_records(self.path, self.name, offset))
        return _body(record)


def _index_bodies(path: Path, name: str) -> _Bodies:
    bodies = _Bodies(path, name)
    for offset, _, record in _records(path, name, 0):
        header = record.rec_headers.get_header
        if record.rec_type == "response" and record.http_headers is not None:
            bodies.by_id.setdefault(bare_id(header("WARC-Record-ID") or ""), offset)
            bodies.by_address.setdefault((header("WARC-Target-URI") or "", header("WARC-Date") or ""), offset)
            bodies.by_digest.setdefault(header("WARC-Payload-Digest") or "no digest", offset)
    return bodies


def _records(path: Path, name: str, start: int) -> Iterator[tuple[int, Callable[[], int], ArcWarcRecord]]:
    """Yield offset, a function that reads to the record's end and returns its length, and the record."""
    with _stream(path, start) as (file, size):
        iterator = ArchiveIterator(file)
        offset = start
        try:
            for record in iterator:
                offset = iterator.offset
                # warcio takes any line of words for an ARC record; a real ARC file begins with its own header.
                if offset == 0 and record.format == "arc" and record.rec_type != "arc_header":
                    raise DamagedArchive(name, 0, "it begins with neither a WARC nor an ARC record")
                yield offset, iterator.get_record_length, record
                iterator.get_record_length()
                _check_whole(iterator, record, name, offset)
        except _UNREADABLE as error:
            raise _damage(error, name, offset) from error
        if iterator.offset < size:
            raise DamagedArchive(name, iterator.offset, "what follows is no whole WARC record")


def _damage(error: Exception, name: str, offset: int) -> DamagedArchive:
    if isinstance(error, zstandard.ZstdError):
        return DamagedArchive(name, offset, f"its Zstandard frame cannot be read ({error})")
    lines = str(error).strip().splitlines() or [type(error).__name__]
    return DamagedArchive(name, offset, lines[0][:200])


def _check_whole(iterator: ArchiveIterator, record: ArcWarcRecord, name: str, offset: int) -> None:
    """Check what warcio passes over: a record that was read to its end and is not whole."""
    if record.length is None:
        raise DamagedArchive(name, offset, "the record is cut short: it has no Content-Length")
    if iterator.err_count:
        raise DamagedArchive(name, offset, "the record is longer than its Content-Length says")
    if record.raw_stream.limit:
        raise DamagedArchive(name, offset, f"the record is cut short by {record.raw_stream.limit} bytes")
    member = iterator.reader.decompressor
    if member is not None and not member.eof:
        raise DamagedArchive(name, offset, "its gzip member is cut short")


@contextmanager
def _stream(path: Path, start: int) -> Iterator[tuple[IO[bytes], int]]:
    """Open a file at a record, with its size; a Zstandard file as its uncompressed bytes, size unknown (0)."""
    with path.open("rb") as file:
        magic = file.read(4)
        if magic not in (_ZSTD_MAGIC, _ZSTD_DICTIONARY_MAGIC):
            file.seek(start)
            yield file, path.stat().st_size
            return
        file.seek(0)
        with _zstandard_reader(file) as reader:
            while start > 0 and (passed := reader.read(start)):
                start -= len(passed)
            yield reader, 0


@contextmanager
def opened_stream(path: Path) -> Iterator[IO[bytes]]:
    """Open a Zstandard file as its uncompressed bytes."""
    with path.open("rb") as file, _zstandard_reader(file) as reader:
        yield reader


@contextmanager
def _zstandard_reader(file: IO[bytes]) -> Iterator[IO[bytes]]:
    magic = file.read(4)
    file.seek(0)
    dictionary = _dictionary(file) if magic == _ZSTD_DICTIONARY_MAGIC else None
    decompressor = zstandard.ZstdDecompressor(dict_data=dictionary)
    with decompressor.stream_reader(file, read_across_frames=True) as reader:
        yield reader


def _dictionary(file: IO[bytes]) -> zstandard.ZstdCompressionDict:
    """Read the dictionary frame at the head of the file; it may be compressed itself."""
    try:
        (size,) = struct.unpack("<4xI", file.read(8))
        data = file.read(size)
        if data.startswith(_ZSTD_MAGIC):
            with zstandard.ZstdDecompressor().stream_reader(data) as reader:
                data = reader.read(_MOST_DICTIONARY_BYTES)
        return zstandard.ZstdCompressionDict(data)
    except (struct.error, zstandard.ZstdError) as error:
        raise DamagedArchive(Path(file.name).name, 0, f"its dictionary cannot be read ({error})") from error


def _capture(record: ArcWarcRecord, name: str, offset: int) -> ArchivedCapture:
    header = record.rec_headers.get_header
    body = _body(record)
    status_code = _status_code(record, name, offset)
    is_revisit = record.rec_type == "revisit"
    digest = payload_digest(body) if body or not is_revisit else header("WARC-Payload-Digest")
    return ArchivedCapture(
        capture_id=_capture_id(header("WARC-Record-ID"), name, offset),
        url=header("WARC-Target-URI") or "",
        captured_at=_instant(header("WARC-Date") or "", name, offset),
        status_code=status_code,
        headers=[(str(key), str(value)) for key, value in record.http_headers.headers],
        body=body,
        is_unchanged=is_revisit or status_code == 304,
        payload_digest=None if status_code == 304 else digest,
        warc_file=name,
        warc_offset=offset,
        warc_length=0,
    )


def _body(record: ArcWarcRecord) -> bytes:
    """Return the body without transfer-coding (RFC 9112, 7.1); warcio reads on where the chunks are none."""
    coding = record.http_headers.get_header("Transfer-Encoding") or ""
    stream = record.raw_stream
    if coding.strip().lower().endswith("chunked"):
        stream = ChunkedDataReader(stream)
    pieces: list[bytes] = []
    size = 0
    while size <= MOST_BYTES and (piece := stream.read(_PIECE_BYTES)):
        pieces.append(piece)
        size += len(piece)
    if size > MOST_BYTES:
        raise ArchiveLoadFailed(f"the body of a record is longer than {MOST_BYTES} bytes")
    return b"".join(pieces)


def _capture_id(record_id: str | None, name: str, offset: int) -> str:
    """Return the record's UUID, or one made from what it has instead."""
    bare = bare_id(record_id or "")
    try:
        return str(UUID(bare))
    except ValueError:
        return record_uuid(bare) if bare else record_uuid(name, str(offset))


def _status_code(record: ArcWarcRecord, name: str, offset: int) -> int:
    code = record.http_headers.get_statuscode()
    if len(code) != 3 or not (code.isascii() and code.isdigit()):
        raise DamagedArchive(name, offset, f"the response's status is {code[:20]!r}")
    return int(code)


def _instant(text: str, name: str, offset: int) -> datetime:
    """Read a WARC-Date, or the 14 digits of an ARC file."""
    try:
        if len(text) == 14 and text.isdigit():
            return datetime.strptime(text, "%Y%m%d%H%M%S").replace(tzinfo=UTC)
        instant = datetime.fromisoformat(text)
        return instant.replace(tzinfo=UTC) if instant.tzinfo is None else instant.astimezone(UTC)
    except (ValueError, OverflowError) as error:
        raise DamagedArchive(name, offset, f"WARC-Date is {text[:40]!r}") from error
