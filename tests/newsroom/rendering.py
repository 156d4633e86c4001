"""Whole HTTP responses as bytes, made once per page and instant: with gzip, without, head alone, 304."""

from __future__ import annotations

import gzip
from dataclasses import dataclass
from datetime import datetime
from email.utils import format_datetime, parsedate_to_datetime
from functools import cached_property
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


@dataclass
class Rendering:
    """One page at one instant, ready to be sent.

    Attributes:
        response: the page.
        at: the instant.
    """

    response: Response
    at: datetime

    @cached_property
    def headers(self) -> list[tuple[str, str]]:
        """Headers but Content-Encoding and Content-Length."""
        own = [*self.response.headers, ("Content-Type", self.response.content_type), ("Vary", "Accept-Encoding")]
        return [*_common(self.at), *own]

    @cached_property
    def gzip_body(self) -> bytes:
        """The body under gzip, the same bytes each time."""
        return gzip.compress(self.response.body, GZIP_LEVEL, mtime=0)

    @cached_property
    def with_gzip(self) -> bytes:
        """The response under gzip."""
        return self.gzip_head + self.gzip_body

    @cached_property
    def gzip_head(self) -> bytes:
        """Head of the response under gzip."""
        headers = [*self.headers, ("Content-Encoding", "gzip")]
        return response_head(self.response.status_code, headers, len(self.gzip_body))

    @property
    def plain(self) -> bytes:
        """The response without content coding."""
        return self.plain_head + self.response.body

    @cached_property
    def plain_head(self) -> bytes:
        """Head of the response without content coding."""
        return response_head(self.response.status_code, self.headers, len(self.response.body))

    @cached_property
    def not_modified(self) -> bytes:
        """304 with the validators (RFC 9110, section 15.4.5)."""
        return response_head(304, [*_common(self.at), *self.response.headers], None)

    def is_current(self, if_none_match: str | None, if_modified_since: str | None) -> bool:
        """Tell whether a conditional request is answered by 304 (RFC 9110, section 13.2.2; entity tags compared weakly)."""
        validators = dict(self.response.headers)
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
