"""Rules by which the newsroom misbehaves, and what each kind of misbehaviour sends."""

from __future__ import annotations

import asyncio
import gzip
import re
import zlib
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from email.utils import format_datetime
from fnmatch import translate
from functools import cached_property, lru_cache
from pathlib import Path
from typing import Any

from tests.newsroom.chance import share
from tests.newsroom.pages import HTML
from tests.newsroom.rendering import Rendering, response_head, simple_response

KINDS = (
    "too_many_requests", "unavailable", "server_error", "forbidden", "slow", "drip", "truncated", "wrong_charset", "redirect_loop",
    "redirect_away", "gzip_bomb", "corrupt_gzip", "empty", "challenge", "dropped",
)  # fmt: skip

_CHALLENGE = Path(__file__).parent / "templates" / "challenge.html"


@dataclass
class Rule:
    """How some URLs misbehave.

    Attributes:
        match: shell pattern over host and target, such as `ua.korrespondent.example/*` or `*/robots.txt`.
        kind: one of `KINDS`.
        times: how many first requests of each URL misbehave; all, where `None`.
        share: portion of the matching URLs that misbehave, the same ones each time.
        params: what the kind takes; see `faulty_response` and `misbehave_slowly`.
    """

    match: str
    kind: str
    times: int | None = None
    share: float = 1.0
    params: Mapping[str, Any] = field(default_factory=dict)
    seen: dict[str, int] = field(default_factory=dict)

    def __post_init__(self) -> None:
        if self.kind not in KINDS:
            raise ValueError(f"unknown misbehaviour {self.kind!r}; known are {', '.join(KINDS)}")

    @cached_property
    def _pattern(self) -> re.Pattern[str]:
        return re.compile(translate(self.match))

    def applies(self, url: str) -> bool:
        """Tell whether this request of `url` (host and target) misbehaves, and count it."""
        if not self._pattern.match(url) or share(url, self.kind) >= self.share:
            return False
        self.seen[url] = self.seen.get(url, 0) + 1
        return self.times is None or self.seen[url] <= self.times


def faulty_response(rule: Rule, url: str, rendering: Rendering, at: datetime) -> tuple[bytes, bool]:
    """Return the bytes that a misbehaviour sends at once, and whether the connection is cut after them.

    Params: too_many_requests and unavailable take `retry_after` (seconds; `null` for none) and `as_date`; server_error takes
    `status_code`; wrong_charset `charset`; redirect_away `location`; gzip_bomb `megabytes`; challenge `status_code`; dropped
    `after_bytes`.
    """
    if rule.kind == "truncated":
        return rendering.with_gzip[: rendering.gzip_head_length + len(rendering.gzip_body) // 2], True
    if rule.kind == "dropped":
        return rendering.with_gzip[: rule.params.get("after_bytes", 0)], True
    if rule.kind in ("gzip_bomb", "corrupt_gzip", "empty", "wrong_charset"):
        return _odd_body(rule, rendering), False
    status_code, headers, body = _refusal(rule, url, at)
    return simple_response(status_code, at, headers, body), False


def _refusal(rule: Rule, url: str, at: datetime) -> tuple[int, list[tuple[str, str]], bytes]:
    """Return status code, headers and body of an answer that is not the page."""
    params, html = rule.params, [("Content-Type", HTML)]
    match rule.kind:
        case "too_many_requests":
            return 429, [*html, *_retry_after(rule, at)], b"<title>too many requests</title>"
        case "unavailable":
            return 503, [*html, *_retry_after(rule, at)], b"<title>unavailable</title>"
        case "redirect_loop":
            return 302, [("Location", _next_in_loop(url))], b""
        case "redirect_away":
            return 302, [("Location", params.get("location", "https://elsewhere.example/"))], b""
        case "challenge":
            return params.get("status_code", 200), html, _CHALLENGE.read_bytes()
    return params.get("status_code", 403 if rule.kind == "forbidden" else 500), html, b"<title>error</title>"


def _odd_body(rule: Rule, rendering: Rendering) -> bytes:
    """A response whose head and body do not fit each other."""
    headers, body = [*rendering.headers, ("Content-Encoding", "gzip")], rendering.gzip_body
    if rule.kind == "gzip_bomb":
        body = _bomb(rule.params.get("megabytes", 200))
    elif rule.kind == "corrupt_gzip":
        body = body[: len(body) // 2] + bytes(64) + body[len(body) // 2 + 64 :]
    elif rule.kind == "empty":
        body = gzip.compress(b"", mtime=0)
    elif rule.kind == "wrong_charset":
        charset = rule.params.get("charset", "windows-1251")
        headers = [
            (name, value.replace("utf-8", charset) if name == "Content-Type" else value) for name, value in headers
        ]
    return response_head(rendering.status_code, headers, len(body)) + body


def _retry_after(rule: Rule, at: datetime) -> list[tuple[str, str]]:
    seconds = rule.params.get("retry_after", 1)
    if seconds is None:
        return []
    if rule.params.get("as_date"):
        return [("Retry-After", format_datetime((at + timedelta(seconds=seconds)).replace(microsecond=0), usegmt=True))]
    return [("Retry-After", str(seconds))]


def _next_in_loop(url: str) -> str:
    """A loop that never repeats a URL: no client sees it by comparing."""
    path, _, number = url.partition("?again=")
    return f"https://{path}?again={int(number or 0) + 1}"


@lru_cache(maxsize=2)
def _bomb(megabytes: int) -> bytes:
    compressor = zlib.compressobj(9, wbits=31)
    piece = b" " * 1_000_000
    return b"".join([*(compressor.compress(piece) for _ in range(megabytes)), compressor.flush()])


async def misbehave_slowly(rule: Rule, rendering: Rendering, transport: asyncio.Transport) -> None:
    """Send a whole response late (`slow`) or in small pieces (`drip`); both take `seconds`, drip takes `pieces`."""
    seconds = rule.params.get("seconds", 2.0)
    if rule.kind == "slow":
        await asyncio.sleep(seconds)
        transport.write(rendering.with_gzip)
        return
    pieces = rule.params.get("pieces", 20)
    data = rendering.with_gzip
    size = -(-len(data) // pieces)
    for start in range(0, len(data), size):
        if transport.is_closing():
            return
        transport.write(data[start : start + size])
        await asyncio.sleep(seconds / pieces)
