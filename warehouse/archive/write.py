"""Writing the archive: one file a batch."""

import os
from collections import Counter
from collections.abc import Iterable, Mapping
from datetime import UTC, datetime
from pathlib import Path
from types import TracebackType
from typing import Self

from warehouse.archive.captures import PreviousRecord, RecordedCapture
from warehouse.archive.members import encode_member
from warehouse.archive.open_file import OpenFile
from warehouse.archive.records import (
    END_OF_RECORD,
    IDENTICAL_PAYLOAD,
    RESPONSE_TYPE,
    SERVER_NOT_MODIFIED,
    block_digest,
    encode_fields,
    http_head,
    payload_digest,
    record_head,
    record_uuid,
    warc_date,
)
from warehouse.archive.recover import recover_file

OUTCOMES_URI = "urn:kronika:outcomes"
_UNCODED = (b"", b"identity")
_PROTOCOLS = {"1.0": "http/1.0", "1.1": "http/1.1", "2": "h2", "3": "h3"}


class BatchArchive:
    """Context manager that writes the responses of one batch to one WARC file.

    The file is `<name>.warc.gz.open` until it is whole; a clean exit brings it to disk (fsync) and renames it. After an
    error, or when the process dies, it stays as it is: `recover_open_files` keeps every complete record of it.

    Attributes:
        relative_path: the file below the archive's root. When a file of the asked name is there already (an earlier try
            of the batch, whose responses are not thrown away), this is the next free `<name>-2.warc.gz`.
    """

    def __init__(self, archive_root: Path, relative_path: str, batch: Mapping[str, str], software: str) -> None:
        """Open the file and write its `warcinfo` record.

        Args:
            archive_root: the archive's folder.
            relative_path: file below it, ending in `.warc.gz`.
            batch: what the batch is, at least `batch_id` and `started_at` (ISO 8601); goes into the `warcinfo` record.
            software: name and version of the program.

        Raises:
            AlreadyRunning: another process is writing this batch.
            NoSpace: the disk is full.
            BadSettings: the folder cannot be written.
        """
        recover_file(archive_root, relative_path)
        self._batch = dict(batch)
        self._software = software
        self._sequence: Counter[str] = Counter()
        self._latest: datetime | None = None
        self._file = OpenFile(archive_root, relative_path)
        self._write_info()

    @property
    def relative_path(self) -> str:
        """The file below the archive's root."""
        return self._file.relative_path

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, traceback: TracebackType | None
    ) -> None:
        """Complete the file, or leave it for recovery after an error."""
        if kind is None:
            self._file.complete()
        else:
            self._file.close()

    def write_response(
        self,
        *,
        url: str,
        captured_at: datetime,
        http_version: str,
        status_code: int,
        reason_phrase: str,
        headers: Iterable[tuple[bytes, bytes]],
        body: bytes,
        is_cut: bool = False,
        previous: PreviousRecord | None = None,
    ) -> RecordedCapture:
        """Write one response as it came.

        A 304, and a 200 whose body is byte for byte that of `previous`, become `revisit` records (ISO 28500, 6.7.2 and
        6.7.3) that name the record, file and offset of that body.

        Args:
            url: URL that answered.
            captured_at: when the response began, aware.
            http_version: "1.1", "2", ….
            status_code: HTTP status code.
            reason_phrase: as sent; empty in HTTP/2.
            headers: as received.
            body: content-coding kept, transfer-coding removed.
            is_cut: the body went on, and no more of it was read (WARC-Truncated; ISO 28500, 5.13).
            previous: last archived body of the URL.

        Raises:
            NoSpace: the disk is full; the file still ends with its last whole record.
        """
        headers = tuple(headers)
        digest = payload_digest(body)
        is_unchanged = status_code == 304 or (
            status_code == 200 and previous is not None and previous.payload_digest == digest
        )
        profile = _profile(status_code, digest, previous)
        capture_id = self._next_id(url)
        self._latest = max(self._latest or captured_at, captured_at)
        head = http_head(http_version, status_code, reason_phrase, headers)
        block = b"" if profile else body
        fields = [
            ("WARC-Type", "revisit" if profile else "response"),
            ("WARC-Record-ID", f"<urn:uuid:{capture_id}>"),
            ("WARC-Warcinfo-ID", f"<urn:uuid:{self._info_id}>"),
            ("WARC-Target-URI", url),
            ("WARC-Date", warc_date(captured_at)),
            ("WARC-Protocol", _PROTOCOLS.get(http_version, f"http/{http_version}")),
            *profile,
            *([] if status_code == 304 else [("WARC-Payload-Digest", digest)]),
            *([("WARC-Truncated", "length")] if is_cut else []),
            ("WARC-Block-Digest", block_digest(head, block)),
            ("Content-Type", RESPONSE_TYPE),
            ("Content-Length", str(len(head) + len(block))),
        ]
        self._file.append(encode_member(record_head(fields) + head, block + END_OF_RECORD, is_coded=_is_coded(headers)))
        return RecordedCapture(capture_id, is_unchanged)

    def write_outcomes(self, lines: bytes) -> None:
        """Write how the batch's URLs ended (NDJSON) as one `metadata` record about the file."""
        fields = [
            ("WARC-Type", "metadata"),
            ("WARC-Record-ID", f"<urn:uuid:{self._next_id(OUTCOMES_URI)}>"),
            ("WARC-Refers-To", f"<urn:uuid:{self._info_id}>"),
            ("WARC-Target-URI", OUTCOMES_URI),
            ("WARC-Date", warc_date(self._latest or self._started_at)),
            ("WARC-Block-Digest", block_digest(b"", lines)),
            ("Content-Type", "application/x-ndjson"),
            ("Content-Length", str(len(lines))),
        ]
        self._file.append(encode_member(record_head(fields), lines + END_OF_RECORD, is_coded=False))

    def _write_info(self) -> None:
        software = [("software", self._software), ("format", "WARC File Format 1.1")]
        standard = [("conformsTo", "https://iipc.github.io/warc-specifications/specifications/warc-format/warc-1.1/")]
        block = encode_fields([*software, *standard, *self._batch.items()])
        fields = [
            ("WARC-Type", "warcinfo"),
            ("WARC-Record-ID", f"<urn:uuid:{self._info_id}>"),
            ("WARC-Date", warc_date(self._started_at)),
            ("WARC-Filename", os.path.basename(self.relative_path)),
            ("WARC-Block-Digest", block_digest(b"", block)),
            ("Content-Type", "application/warc-fields"),
            ("Content-Length", str(len(block))),
        ]
        self._file.append(encode_member(record_head(fields), block + END_OF_RECORD, is_coded=False))

    @property
    def _info_id(self) -> str:
        return record_uuid(*self._try, "warcinfo")

    @property
    def _try(self) -> tuple[str, ...]:
        """What tells this file's records from those of an earlier try of the same batch."""
        return (self._batch.get("batch_id", self.relative_path), str(self._file.number))

    @property
    def _started_at(self) -> datetime:
        return datetime.fromisoformat(self._batch["started_at"]).astimezone(UTC)

    def _next_id(self, url: str) -> str:
        self._sequence[url] += 1
        return record_uuid(*self._try, url, str(self._sequence[url]))


def _profile(status_code: int, digest: str, previous: PreviousRecord | None) -> list[tuple[str, str]]:
    """Return the fields that make a record a revisit of `previous`, or none."""
    if previous is None:
        return []
    if status_code == 304:
        profile = SERVER_NOT_MODIFIED
    elif status_code == 200 and previous.payload_digest == digest:
        profile = IDENTICAL_PAYLOAD
    else:
        return []
    return [
        ("WARC-Profile", profile),
        ("WARC-Refers-To", f"<urn:uuid:{previous.capture_id}>"),
        ("WARC-Refers-To-Target-URI", previous.url),
        ("WARC-Refers-To-Date", warc_date(previous.captured_at)),
        ("WARC-Refers-To-Filename", previous.warc_file),
        ("WARC-Refers-To-File-Offset", str(previous.warc_offset)),
    ]


def _is_coded(headers: Iterable[tuple[bytes, bytes]]) -> bool:
    """Whether the body is compressed already, by its content-coding."""
    return any(name.lower() == b"content-encoding" and value.strip().lower() not in _UNCODED for name, value in headers)
