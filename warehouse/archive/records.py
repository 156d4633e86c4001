"""WARC records as bytes: what is written by `write`, read again by `read` (ISO 28500:2017, clauses 4 to 6)."""

import hashlib
from base64 import b32encode
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, datetime
from http import HTTPStatus
from uuid import UUID, uuid5

from schemas.errors import DamagedArchive

END_OF_RECORD = b"\r\n\r\n"
IDENTICAL_PAYLOAD = "http://netpreserve.org/warc/1.1/revisit/identical-payload-digest"
SERVER_NOT_MODIFIED = "http://netpreserve.org/warc/1.1/revisit/server-not-modified"
RESPONSE_TYPE = "application/http;msgtype=response"
TRANSFER_ENCODING_NAME = b"X-Crawl-Transfer-Encoding"
"""What the Transfer-Encoding header is called here (as in Common Crawl): the body is kept without that coding."""

_NAMESPACE = UUID("6b6f1c52-9d0f-5e9b-8f35-0c8f3b6a2d11")
_PHRASES = {status.value: status.phrase for status in HTTPStatus}
_LINE_ENDS = str.maketrans("\r\n", "  ")


def record_uuid(*parts: str) -> str:
    """Return the UUID (RFC 9562, version 5) that these parts always have."""
    return str(uuid5(_NAMESPACE, "\n".join(parts)))


def payload_digest(body: bytes) -> str:
    """Return the digest of a body as other tools write it: SHA-1, base 32."""
    return "sha1:" + b32encode(hashlib.sha1(body, usedforsecurity=False).digest()).decode("ascii")


def block_digest(head: bytes, body: bytes) -> str:
    """Return the digest of a record's block, given in two parts."""
    digest = hashlib.sha1(head, usedforsecurity=False)
    digest.update(body)
    return "sha1:" + b32encode(digest.digest()).decode("ascii")


def warc_date(instant: datetime) -> str:
    """Return an aware instant as WARC-Date, to the microsecond (W3C profile of ISO 8601)."""
    return instant.astimezone(UTC).replace(tzinfo=None).isoformat(timespec="microseconds") + "Z"


def encode_fields(fields: Iterable[tuple[str, str]]) -> bytes:
    """Return named fields as lines; line ends inside a value become blanks."""
    return "".join(f"{name}: {value.translate(_LINE_ENDS)}\r\n" for name, value in fields).encode()


def record_head(fields: Iterable[tuple[str, str]]) -> bytes:
    """Return version line and named fields of a record, with the empty line that ends them."""
    return b"WARC/1.1\r\n" + encode_fields(fields) + b"\r\n"


def http_head(http_version: str, status_code: int, reason: str, headers: Iterable[tuple[bytes, bytes]]) -> bytes:
    """Return status line and headers as HTTP/1.x writes them.

    HTTP/2 has neither status line nor reason phrase; what it sent is written as HTTP/1.1, as other crawlers do, and
    WARC-Protocol says what it was.
    """
    version = http_version if http_version in ("1.0", "1.1") else "1.1"
    lines = [f"HTTP/{version} {status_code} {reason or _PHRASES.get(status_code, '')}".encode()]
    for name, value in headers:
        lines.append((TRANSFER_ENCODING_NAME if name.lower() == b"transfer-encoding" else name) + b": " + value)
    return b"\r\n".join(line.replace(b"\r", b" ").replace(b"\n", b" ") for line in lines) + b"\r\n\r\n"


@dataclass(frozen=True, slots=True)
class Record:
    """A record: its named fields (lower-case names) and its block."""

    fields: dict[str, str]
    block: bytes

    @property
    def kind(self) -> str:
        """WARC-Type."""
        return self.fields.get("warc-type", "")

    @property
    def record_id(self) -> str:
        """WARC-Record-ID without brackets and `urn:uuid:`."""
        return bare_id(self.fields.get("warc-record-id", ""))


def bare_id(value: str) -> str:
    """Return a record id without brackets and `urn:uuid:`."""
    return value.strip("<> ").removeprefix("urn:uuid:")


def decode_record(data: bytes, name: str, offset: int) -> Record:
    """Read one of our own records from its inflated bytes.

    Raises:
        DamagedArchive: it is not a record, or its length is wrong.
    """
    head, separator, rest = data.partition(b"\r\n\r\n")
    if not separator or not head.startswith(b"WARC/1."):
        raise DamagedArchive(name, offset, "this is not a WARC record")
    fields = {key.lower(): value for key, value in header_lines(head)}
    length = fields.get("content-length", "")
    # An erased record's length has leading zeros; a number of thousands of digits is none that Python would read.
    if length.lstrip("0") != str(len(rest) - len(END_OF_RECORD)).lstrip("0") or not length:
        raise DamagedArchive(name, offset, f"Content-Length is {length[:20]!r}, the block has {len(rest) - 4} bytes")
    return Record(fields, rest[: -len(END_OF_RECORD)])


def header_lines(head: bytes) -> list[tuple[str, str]]:
    """Return the fields after the first line of a header block; UTF-8, else Latin-1 (RFC 9110, 5.5)."""
    pairs = []
    for line in _text(head).split("\r\n")[1:]:
        key, _, value = line.partition(":")
        pairs.append((key.strip(), value.strip(" \t")))
    return pairs


def _text(data: bytes) -> str:
    try:
        return data.decode()
    except UnicodeDecodeError:
        return data.decode("latin-1")
