"""What goes into a fetch and what comes out of it."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from typing import Protocol

from schemas.crawl_rows import PageKind


class PreviousCapture(Protocol):
    """The last archived response of a URL that had a body, as the lake knows it."""

    @property
    def capture_id(self) -> str:
        """Key of its row in `captures`."""

    @property
    def url(self) -> str:
        """URL that was answered."""

    @property
    def captured_at(self) -> datetime:
        """When, UTC."""

    @property
    def payload_digest(self) -> str | None:
        """Its WARC-Payload-Digest."""

    @property
    def etag(self) -> str | None:
        """Its ETag header."""

    @property
    def last_modified(self) -> str | None:
        """Its Last-Modified header, as sent."""

    @property
    def warc_file(self) -> str:
        """Archive file, below the archive's folder."""

    @property
    def warc_offset(self) -> int:
        """Byte at which its record begins there."""


@dataclass(frozen=True, slots=True, kw_only=True)
class FetchRequest:
    """A URL to fetch.

    Attributes:
        url: what to ask for.
        kind: what it leads to.
        edition: edition it belongs to, where it belongs to one.
        article_id: the outlet's id, where the URL names one.
        previous: the last archived response of the URL.
        conditional: send the validators of `previous`. Never for article pages: a view counter may change under an
            unchanged validator.
        kept_bytes: how much is wanted of a longer body; one longer than the settings allow is refused where it is `None`.
    """

    url: str
    kind: PageKind
    edition: str | None = None
    article_id: str | None = None
    previous: PreviousCapture | None = None
    conditional: bool = False
    kept_bytes: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class HttpResponse:
    """One whole response.

    Attributes:
        url: URL that was answered.
        captured_at: when its head arrived, UTC.
        http_version: `1.0`, `1.1` or `2`.
        status_code: status code (RFC 9110).
        reason_phrase: text after the status code; empty with HTTP/2.
        headers: names and values as received, in order.
        body: as it was sent: content coding kept, transfer coding removed.
        is_cut: the body went on: only its beginning was wanted.
    """

    url: str
    captured_at: datetime
    http_version: str
    status_code: int
    reason_phrase: str
    headers: tuple[tuple[bytes, bytes], ...]
    body: bytes
    is_cut: bool = False

    def header(self, name: str) -> str | None:
        """Return the first value of a header, or `None`; `name` in lower case."""
        wanted = name.encode("ascii")
        for key, value in self.headers:
            if key.lower() == wanted:
                return value.decode("latin-1")
        return None


class RecordedCapture(Protocol):
    """What the archive says of a response that it has just taken in."""

    @property
    def capture_id(self) -> str:
        """UUID of the WARC record."""

    @property
    def is_unchanged(self) -> bool:
        """The body is the previous one, byte for byte, or the answer was a 304."""


Record = Callable[[HttpResponse, PreviousCapture | None], RecordedCapture]
"""Archives a response; called once for every response, in the order in which they come."""


@dataclass(slots=True)
class FetchTrail:
    """What a fetch has left behind so far, however it ends.

    Attributes:
        status_code: of the last response.
        attempt_count: requests made, redirects apart.
        capture_id: of the last response.
        is_unchanged: the last response's body was archived before.
        wire_seconds: time between sending a request and having its response, all told.
    """

    status_code: int | None = None
    attempt_count: int = 0
    capture_id: str | None = None
    is_unchanged: bool = False
    wire_seconds: float = 0.0


@dataclass(frozen=True, slots=True)
class Fetched:
    """A fetch that ended well: status 200 and no challenge.

    Attributes:
        request: what was asked for.
        response: the answer, of the last URL where there were redirects.
        capture_id: its record in the archive.
        is_unchanged: its body was archived before.
        attempt_count: requests made, redirects apart.
    """

    request: FetchRequest
    response: HttpResponse
    capture_id: str
    is_unchanged: bool
    attempt_count: int
