"""Batches for the archive's tests. The pages are invented here."""

import gzip
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path

from warehouse.archive import ArchivedCapture, BatchArchive, RecordedCapture

STARTED_AT = datetime(2026, 5, 7, 15, 0, tzinfo=UTC)
PAGE = gzip.compress("<html><h1>Вигадана новина</h1></html>".encode() * 400, mtime=0)
GZIP = ((b"Content-Type", b"text/html; charset=utf-8"), (b"Content-Encoding", b"gzip"))
FILE = "korrespondent/2026/05/07/news-1.warc.gz"


@dataclass(frozen=True)
class Previous:
    """A capture as the lake gives it back for the next fetch of its URL."""

    capture_id: str
    url: str
    captured_at: datetime
    payload_digest: str | None
    warc_file: str
    warc_offset: int


def previous_of(capture: ArchivedCapture) -> Previous:
    return Previous(
        capture.capture_id,
        capture.url,
        capture.captured_at,
        capture.payload_digest,
        capture.warc_file,
        capture.warc_offset,
    )


def batch(root: Path, file: str = FILE, batch_id: str = "news/korrespondent/1/articles") -> BatchArchive:
    info = {"batch_id": batch_id, "outlet": "korrespondent", "started_at": STARTED_AT.isoformat()}
    return BatchArchive(root, file, info, "Kronika/0.1.0")


def respond(
    archive: BatchArchive,
    url: str = "https://ua.korrespondent.example/ukraine/1-odyn",
    body: bytes = PAGE,
    *,
    status_code: int = 200,
    headers: tuple[tuple[bytes, bytes], ...] = GZIP,
    http_version: str = "1.1",
    after: float = 0.0,
    is_cut: bool = False,
    previous: Previous | None = None,
) -> RecordedCapture:
    return archive.write_response(
        url=url,
        captured_at=STARTED_AT + timedelta(seconds=after),
        http_version=http_version,
        status_code=status_code,
        reason_phrase="" if http_version == "2" else "Whatever",
        headers=headers,
        body=body,
        is_cut=is_cut,
        previous=previous,
    )
