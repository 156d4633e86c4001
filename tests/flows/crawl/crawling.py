"""What the tests of this folder share: a record of responses, and a fetcher of an invented outlet."""

from collections.abc import AsyncIterator, Mapping
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime
from random import Random
from typing import Any
from urllib.parse import urlsplit

from flows.crawl.fetch import Fetcher
from flows.crawl.response import FetchRequest, HttpResponse, PreviousCapture
from flows.crawl.settings import CrawlSettings
from tests.flows.crawl.site import Site

NOW = datetime(2026, 5, 7, 15, 0, tzinfo=UTC)
HOST = "uk.gazette.example"
OTHER_HOST = "ru.gazette.example"


@dataclass(frozen=True)
class Earlier:
    """A capture of before."""

    url: str
    capture_id: str = "earlier"
    captured_at: datetime = NOW
    payload_digest: str | None = None
    etag: str | None = None
    last_modified: str | None = None
    warc_file: str = "earlier.warc.gz"
    warc_offset: int = 0


@dataclass(frozen=True)
class Capture:
    capture_id: str
    is_unchanged: bool


@dataclass
class Tape:
    """Keeps the responses in order. A body is unchanged when `payload_digest` of the previous capture is its text."""

    responses: list[HttpResponse] = field(default_factory=list)

    def __call__(self, response: HttpResponse, previous: PreviousCapture | None) -> Capture:
        self.responses.append(response)
        is_same = previous is not None and previous.payload_digest == response.body.decode("latin-1")
        return Capture(f"capture-{len(self.responses)}", is_same or response.status_code == 304)

    @property
    def seen(self) -> list[tuple[int, str]]:
        return [(response.status_code, urlsplit(response.url).path) for response in self.responses]


def url(path: str, host: str = HOST) -> str:
    return f"https://{host}{path}"


def article(path: str, **more: Any) -> FetchRequest:
    return FetchRequest(url=url(path), kind="article", edition="uk", **more)


def owns(address: str) -> bool:
    return urlsplit(address).hostname in {HOST, OTHER_HOST}


def quick_settings(connect_to: Mapping[str, str], **changes: Any) -> CrawlSettings:
    """Return settings without pauses and with waits of hundredths of a second."""
    quick: dict[str, Any] = {
        "pause_seconds": 0.0,
        "backoff_base": 0.01,
        "backoff_cap": 0.05,
        "breaker_failures": 100,
        "connect_timeout": 2.0,
        "read_timeout": 5.0,
        "total_deadline": 20.0,
        "max_attempts": 3,
    }
    return CrawlSettings(connect_to=connect_to, **quick | changes)


@asynccontextmanager
async def crawl(site: Site, **changes: Any) -> AsyncIterator[tuple[Fetcher, Tape]]:
    """Open a fetcher both of whose hosts lead to the site, unless `connect_to` says otherwise."""
    connect_to = changes.pop("connect_to", {HOST: site.base, OTHER_HOST: site.base})
    settings = quick_settings(connect_to, **changes)
    tape = Tape()
    async with Fetcher(settings, owns, lambda: NOW, tape, random=Random(7)) as fetcher:
        yield fetcher, tape
