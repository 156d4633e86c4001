"""Whole HTTP responses as bytes, made once per page and instant: with gzip, without, head alone, 304."""

from __future__ import annotations

import gzip
from datetime import datetime
from email.utils import format_datetime, parsedate_to_datetime
from http import HTTPStatus

from tests.newsroom.pages import Response

GZIP_LEVEL = 5


def response_head(status_code: int, headers: list[tuple[str, str]], length: int | None) -> bytes:
    """Return status line and headers (RFC 9112, section 2.1)."""
    lines = [
        f"HTTP/1.1 {status_code} {HTTPStatus(status_code).phrase}",
        *(f"{name}: {value}" for name, value in headers),
    ]
    if length is not None:
        lines.append(f"Content-Length: {length}")
    return ("\r\n".join(lines) + "\r\n\r\n").encode("latin-1")


def simple_response(status_code: int, at: datetime, headers: list[tuple[str, str]], body: bytes = b"") -> bytes:
    """Return a response without content coding."""
    return response_head(status_code, [*_common(at), *headers], len(body)) + body


def _common(at: datetime) -> list[tuple[str, str]]:
    return [("Date", format_datetime(at.replace(microsecond=0), usegmt=True)), ("Server", "newsroom")]


class Rendering:
    """One page at one instant, ready to be sent. It keeps the packed bytes alone: a large world fits into memory.

    Args:
        response: the page.
        at: the instant.

    Attributes:
        status_code: HTTP status.
        headers: headers but Content-Encoding and Content-Length.
        with_gzip: the whole response under gzip, the same bytes each time.
        gzip_head_length: how many of them are the head.
    """

    def __init__(self, response: Response, at: datetime) -> None:
        own = [*response.headers, ("Content-Type", response.content_type), ("Vary", "Accept-Encoding")]
        body = gzip.compress(response.body, GZIP_LEVEL, mtime=0)
        self.status_code = response.status_code
        self.headers = [*_common(at), *own]
        head = response_head(response.status_code, [*self.headers, ("Content-Encoding", "gzip")], len(body))
        self.with_gzip = head + body
        self.gzip_head_length = len(head)
        self._validators = dict(response.headers)
        self._at = at

    @property
    def gzip_head(self) -> bytes:
        """Head of the response under gzip."""
        return self.with_gzip[: self.gzip_head_length]

    @property
    def gzip_body(self) -> bytes:
        """The body under gzip."""
        return self.with_gzip[self.gzip_head_length :]

    @property
    def plain(self) -> bytes:
        """The response without content coding."""
        body = gzip.decompress(self.gzip_body)
        return response_head(self.status_code, self.headers, len(body)) + body

    @property
    def plain_head(self) -> bytes:
        """Head of the response without content coding."""
        return response_head(self.status_code, self.headers, len(gzip.decompress(self.gzip_body)))

    @property
    def not_modified(self) -> bytes:
        """304 with the validators (RFC 9110, section 15.4.5)."""
        return response_head(304, [*_common(self._at), *self._validators.items()], None)

    def is_current(self, if_none_match: str | None, if_modified_since: str | None) -> bool:
        """Tell whether a conditional request is answered by 304 (RFC 9110, section 13.2.2; entity tags compared weakly)."""
        validators = self._validators
        if if_none_match is not None:
            tags = [tag.strip().removeprefix("W/") for tag in if_none_match.split(",")]
            return validators.get("ETag", "").removeprefix("W/") in tags or tags == ["*"]
        if if_modified_since is None or "Last-Modified" not in validators:
            return False
        try:
            return parsedate_to_datetime(validators["Last-Modified"]) <= parsedate_to_datetime(if_modified_since)
        except (
            ValueError,
            TypeError,
        ):  # a date that cannot be read is ignored (RFC 9110, 13.1.3); naive against aware too
            return False
