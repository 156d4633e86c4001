"""What a bad network and a bad site do, by name: rules of the newsroom, and which pages they concern."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from tests.newsroom.bombs import bomb

PAGES = {"articles": "*/*-*", "listings": "*/all/*", "feeds": "*/rss/*", "robots": "*/robots.txt*", "everything": "*"}
"""Shell patterns over host and target."""


@dataclass(frozen=True)
class Fault:
    """One way to fail.

    Attributes:
        kind: the newsroom's name of it.
        params: what it takes.
        outcomes: in what an article ends that meets it at every attempt; the outcome may also be `Parsed`.
    """

    kind: str
    params: Mapping[str, Any] = field(default_factory=dict)
    outcomes: frozenset[str] = frozenset()

    def rule(self, pages: str = "everything", share: float = 1.0, times: int | None = None) -> dict[str, Any]:
        """Return the newsroom's rule for some pages; what is meant for some requests takes `times`."""
        return {"match": PAGES[pages], "kind": self.kind, "share": share, "times": times, "params": self.params}


def _fault(kind: str, *outcomes: str, **params: Any) -> Fault:
    return Fault(kind, params, frozenset(outcomes))


_BUSY = ("HostBusy",)
_LOST = ("ConnectionFailed", "HostBusy")
_LATE = ("FetchTimeout", "HostBusy")

FAULTS: Mapping[str, Fault] = {
    "429, wait 1 s": _fault("too_many_requests", *_BUSY, retry_after=1),
    "429, wait to a date": _fault("too_many_requests", *_BUSY, retry_after=1, as_date=True),
    "429 without a wait": _fault("too_many_requests", *_BUSY, retry_after=None),
    "503, wait 1 s": _fault("unavailable", *_BUSY, retry_after=1),
    "503 without a wait": _fault("unavailable", "ServerFailed", "HostBusy", retry_after=None),
    "429, date in the past": _fault("too_many_requests", *_BUSY, retry_after=-86_400, as_date=True),
    "429, date years ahead": _fault("too_many_requests", *_BUSY, retry_after=315_000_000, as_date=True),
    "429, negative wait": _fault("too_many_requests", *_BUSY, retry_after=-5),
    "429, wait that is none": _fault("too_many_requests", *_BUSY, retry_after="Wed, soon +99999999999"),
    "429, wait of 40 digits": _fault("too_many_requests", *_BUSY, retry_after="9" * 40),
    "500": _fault("server_error", "ServerFailed", "HostBusy"),
    "403": _fault("forbidden", "Blocked", "HostBusy"),
    "challenge with 200": _fault("challenge", "Blocked", "HostBusy"),
    "challenge with 503": _fault("challenge", "Blocked", "HostBusy", status_code=503),
    "late first byte": _fault("slow", *_LATE, seconds=1.0),
    "dripping body": _fault("drip", *_LATE, seconds=3.0, pieces=30),
    "stalled body": _fault("stalled", *_LATE, seconds=1.0),
    "closed without an answer": _fault("dropped", *_LOST),
    "closed inside the head": _fault("dropped", *_LOST, after_bytes=30),
    "reset at once": _fault("reset", *_LOST, after_bytes=0),
    "reset inside the body": _fault("reset", *_LOST),
    "no HTTP": _fault("nonsense", *_LOST),
    "cut body": _fault("truncated", *_LOST),
    "Content-Length too long": _fault("length_too_long", *_LOST),
    "cut chunk": _fault("truncated_chunks", *_LOST),
    "chunk without a size": _fault("wrong_chunks", *_LOST),
    "endless redirects": _fault("redirect_loop", "UnexpectedResponse"),
    "redirect off the site": _fault("redirect_away", "UnexpectedResponse"),
    "gzip bomb": _fault("gzip_bomb", "Undecodable", megabytes=200),
    "brotli bomb": _fault("brotli_bomb", "Undecodable", megabytes=200),
    "zstd bomb": _fault("zstd_bomb", "Undecodable", megabytes=200),
    "damaged gzip": _fault("corrupt_gzip", "Undecodable"),
    "empty body": _fault("empty", "Undecodable", "MissingField"),
    "wrong charset": _fault("wrong_charset"),
    "200 MB, announced": _fault("huge", "UnexpectedResponse", megabytes=200),
    "200 MB in chunks": _fault("huge", "UnexpectedResponse", megabytes=200, is_announced=False),
    "start page in its place": _fault("wrong_page", "NotAnArticle", "MissingField"),
}
"""Faults that destroy no data: once the site recovers, all of it must come in."""

ROBOTS_FAULTS: Mapping[str, Fault] = {
    "robots.txt of 11 MB": _fault("padded", megabytes=11),
    "robots.txt is HTML": _fault("wrong_page"),
    "robots.txt answers 500": _fault("server_error", "Disallowed", "HostBusy"),
    "robots.txt redirects for ever": _fault("redirect_loop", "Disallowed"),
    "robots.txt is a bomb": _fault("gzip_bomb", megabytes=200),
    "robots.txt never comes": _fault("slow", "Disallowed", "HostBusy", seconds=1.0),
}
"""Faults of robots.txt alone, with what they mean for every article."""


def make_bombs() -> None:
    """Make the large bodies now, so that no server is late because it makes one."""
    for fault in FAULTS.values():
        if fault.kind.endswith("_bomb"):
            bomb(
                {"gzip": "gzip", "brotli": "br", "zstd": "zstd"}[fault.kind.removesuffix("_bomb")],
                fault.params["megabytes"],
            )
