"""What goes into the archive and what comes out of it."""

from dataclasses import dataclass
from datetime import datetime
from typing import Protocol


class PreviousRecord(Protocol):
    """The last archived body of a URL, to which a `revisit` record can refer."""

    @property
    def capture_id(self) -> str:
        """UUID of the record that holds the body."""

    @property
    def url(self) -> str:
        """Its URL."""

    @property
    def captured_at(self) -> datetime:
        """Its WARC-Date."""

    @property
    def payload_digest(self) -> str | None:
        """Digest of the body, as `payload_digest` writes it."""

    @property
    def warc_file(self) -> str:
        """File that holds it, below archive/."""

    @property
    def warc_offset(self) -> int:
        """Byte at which it begins there."""


@dataclass(frozen=True, slots=True)
class RecordedCapture:
    """What became of a response that was written.

    Attributes:
        capture_id: UUID of its record.
        is_unchanged: a 304, or a body identical to the previous one of its URL (a `revisit` record).
    """

    capture_id: str
    is_unchanged: bool


@dataclass(frozen=True, slots=True)
class ArchivedCapture:
    """One response read from the archive.

    Attributes:
        capture_id: UUID of its record.
        url: WARC-Target-URI.
        captured_at: WARC-Date, UTC.
        status_code: HTTP status code.
        headers: names and values as archived, in order.
        body: as sent, still content-coded, transfer-coding removed; empty for a 304, and for a revisit whose body is not
            to be had.
        is_unchanged: it is a `revisit` record, or a 304.
        payload_digest: WARC-Payload-Digest, SHA-1 in base 32; None for a 304.
        warc_file: file below archive/.
        warc_offset: byte at which the record begins.
        warc_length: length of the (compressed) record, bytes.
    """

    capture_id: str
    url: str
    captured_at: datetime
    status_code: int
    headers: list[tuple[str, str]]
    body: bytes
    is_unchanged: bool
    payload_digest: str | None
    warc_file: str
    warc_offset: int
    warc_length: int

    def header(self, name: str) -> str | None:
        """Return the first header of that name (in any case), or None."""
        wanted = name.lower()
        return next((value for key, value in self.headers if key.lower() == wanted), None)
