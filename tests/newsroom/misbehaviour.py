"""Rules by which the newsroom misbehaves, and what each kind of misbehaviour sends."""

from __future__ import annotations

import asyncio
import gzip
import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from email.utils import format_datetime
from fnmatch import translate
from functools import cached_property
from pathlib import Path
from typing import Any, Literal

from tests.newsroom.bombs import bomb
from tests.newsroom.chance import share
from tests.newsroom.odd_content import ODD_KINDS
from tests.newsroom.pages import HTML
from tests.newsroom.rendering import Rendering, response_head, simple_response

REFUSALS = (
    "too_many_requests",
    "unavailable",
    "server_error",
    "forbidden",
    "redirect_loop",
    "redirect_away",
    "challenge",
)
BROKEN_CONNECTIONS = (
    "truncated", "dropped", "reset", "nonsense", "length_too_long", "length_too_short", "truncated_chunks", "wrong_chunks",
)  # fmt: skip
ODD_BODIES = ("gzip_bomb", "brotli_bomb", "zstd_bomb", "corrupt_gzip", "empty", "wrong_charset")
SLOW_KINDS = ("slow", "drip", "stalled", "huge")
KINDS = (*REFUSALS, *BROKEN_CONNECTIONS, *ODD_BODIES, *SLOW_KINDS, *ODD_KINDS)

Cut = Literal["end", "reset"] | None
"""How the connection is cut after what was sent, if it is."""

_CHALLENGE = Path(__file__).parent / "templates" / "challenge.html"


@dataclass
class Rule:
    """How some URLs misbehave.

    Attributes:
        match: shell pattern over host and target, such as `ua.korrespondent.example/*` or `*/robots.txt`.
        kind: one of `KINDS`.
        times: how many first requests of each URL misbehave; all, where `None`.
        share: portion of the matching URLs that misbehave, the same ones each time.
        params: what the kind takes; see `faulty_response`, `misbehave_slowly` and `odd_content.odd_response`.
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


def faulty_response(rule: Rule, url: str, rendering: Rendering, at: datetime) -> tuple[bytes, Cut]:
    """Return the bytes that a misbehaviour sends at once, and how the connection is cut after them.

    Params: too_many_requests and unavailable take `retry_after` (seconds, or any text; `null` for none) and `as_date`; server_error
    takes `status_code`; wrong_charset `charset`; redirect_away `location`; bombs `megabytes`; challenge `status_code`; dropped and
    reset `after_bytes`.
    """
    if rule.kind in BROKEN_CONNECTIONS:
        return _broken_connection(rule, rendering)
    if rule.kind in ODD_BODIES:
        return _odd_body(rule, rendering), None
    status_code, headers, body = _refusal(rule, url, at)
    return simple_response(status_code, at, headers, body), None


def _broken_connection(rule: Rule, rendering: Rendering) -> tuple[bytes, Cut]:
    """Return a response that is not whole, or none at all. What a Content-Length or a chunk cuts is not content-coded."""
    if rule.kind == "nonsense":
        return b"220 newsroom.example ESMTP\r\n\r\n", "end"
    half = rendering.gzip_head_length + len(rendering.gzip_body) // 2
    ends = {
        "truncated": half,
        "dropped": rule.params.get("after_bytes", 0),
        "reset": rule.params.get("after_bytes", half),
    }
    if rule.kind in ends:
        return rendering.with_gzip[: ends[rule.kind]], "reset" if rule.kind == "reset" else "end"
    body = gzip.decompress(rendering.gzip_body)
    lengths = {"length_too_long": len(body) + 1000, "length_too_short": len(body) // 2}
    if rule.kind in lengths:
        return response_head(rendering.status_code, rendering.headers, lengths[rule.kind]) + body, "end"
    head = response_head(rendering.status_code, [*rendering.headers, ("Transfer-Encoding", "chunked")], None)
    size = b"%x" % len(body) if rule.kind == "truncated_chunks" else b"-1z"
    return head + size + b"\r\n" + body[: len(body) // 2], "end"


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
    coding = {"brotli_bomb": "br", "zstd_bomb": "zstd"}.get(rule.kind, "gzip")
    headers, body = [*rendering.headers, ("Content-Encoding", coding)], rendering.gzip_body
    if rule.kind.endswith("_bomb"):
        body = bomb(coding, rule.params.get("megabytes", 200))
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


async def misbehave_slowly(rule: Rule, rendering: Rendering, transport: asyncio.Transport) -> None:
    """Send a response late (`slow`), in small pieces (`drip`), half of it (`stalled`), or one that is `huge`.

    Params: the first three take `seconds`, drip takes `pieces`, huge takes `megabytes` and `is_announced`.
    """
    if rule.kind == "huge":
        await _send_huge(rule, rendering, transport)
        return
    seconds = rule.params.get("seconds", 2.0)
    if rule.kind == "slow":
        await asyncio.sleep(seconds)
        transport.write(rendering.with_gzip)
        return
    if rule.kind == "stalled":
        transport.write(rendering.with_gzip[: rendering.gzip_head_length + len(rendering.gzip_body) // 2])
        await asyncio.sleep(seconds)
        transport.close()
        return
    pieces = rule.params.get("pieces", 20)
    data = rendering.with_gzip
    size = -(-len(data) // pieces)
    for start in range(0, len(data), size):
        if transport.is_closing():
            return
        transport.write(data[start : start + size])
        await asyncio.sleep(seconds / pieces)


async def _send_huge(rule: Rule, rendering: Rendering, transport: asyncio.Transport) -> None:
    """Send megabytes of blanks as fast as they are taken, with their length or in chunks."""
    megabytes = rule.params.get("megabytes", 200)
    piece = b" " * 1_000_000
    is_announced = rule.params.get("is_announced", True)
    framing = ("Content-Length", str(megabytes * len(piece))) if is_announced else ("Transfer-Encoding", "chunked")
    transport.write(response_head(rendering.status_code, [*rendering.headers, framing], None))
    for _ in range(megabytes):
        # Only the connection's protocol is told when the buffer has emptied.
        while transport.get_write_buffer_size() > len(piece) and not transport.is_closing():  # noqa: ASYNC110
            await asyncio.sleep(0.001)
        if transport.is_closing():
            return
        transport.write(piece if is_announced else b"%x\r\n%b\r\n" % (len(piece), piece))
    transport.write(b"" if is_announced else b"0\r\n\r\n")
