"""One request on the wire, by httpx's transports.

The transports are called directly: redirects, cookies, decoding and retries, which httpx's client would add, are either
decided elsewhere in this package or not wanted, and cost as much CPU as the transport itself (docs/decisions, fetching).
No cookie is kept, so every page is what a first visit sees. Neither transport asks a second time by itself, so that every
request that a host sees had its turn and counts as an attempt.
"""

import asyncio
import time
from collections.abc import Callable
from datetime import datetime
from types import TracebackType
from urllib.parse import urlsplit

import aiohttp
import httpx

from flows.crawl.address import AddressGuard, Resolve, system_addresses
from flows.crawl.response import HttpResponse
from flows.crawl.settings import CrawlSettings
from flows.crawl.transports import open_transport
from schemas.errors import ConnectionFailed, Disallowed, FetchTimeout, KronikaError, UnexpectedResponse

_ACCEPT = "text/html,application/xhtml+xml,application/rss+xml,application/xml;q=0.9,*/*;q=0.8"


class HttpClient:
    """Sends GET requests and reads whole bodies, as they are sent.

    Args:
        settings: time-outs, limits, transport, connect_to.
        now: wall clock, for `captured_at`.
        resolve: how names become addresses.
    """

    def __init__(
        self, settings: CrawlSettings, now: Callable[[], datetime], resolve: Resolve = system_addresses
    ) -> None:
        self._settings = settings
        self._now = now
        self._guard = AddressGuard(settings.connect_to, resolve)
        self._transport = open_transport(settings, self._guard)
        self._timeouts = {
            "connect": settings.connect_timeout,
            "read": settings.read_timeout,
            "write": settings.read_timeout,
            "pool": settings.connect_timeout,  # aiohttp takes it for the whole way to a connection, the name's resolution too
        }
        self._headers = [
            (b"User-Agent", settings.user_agent_header.encode("ascii")),
            (b"Accept", _ACCEPT.encode("ascii")),
            (b"Accept-Encoding", b"gzip, br, zstd"),
        ]

    async def __aenter__(self) -> "HttpClient":
        await self._transport.__aenter__()
        return self

    async def __aexit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        traceback: TracebackType | None,
    ) -> None:
        await self._transport.__aexit__(kind, error, traceback)

    async def get(
        self, url: str, validators: dict[str, str], seconds: float, kept_bytes: int | None = None
    ) -> HttpResponse:
        """Ask for a URL and read its answer to the end.

        Args:
            url: http or https URL.
            validators: headers that make the request conditional; may be empty.
            seconds: time that all of it may take.
            kept_bytes: how much of a longer body is wanted; nothing of one that is longer than the limit where it is `None`.

        Raises:
            FetchTimeout: it took longer, or one of its phases did.
            ConnectionFailed: no connection, or it ended before the body was whole.
            UnexpectedResponse: the body is larger than the limit.
            Disallowed: the host's address is private, or the URL cannot be sent.
        """
        self._guard.check(url)
        started_at = time.monotonic()
        try:
            async with asyncio.timeout(seconds):
                return await self._exchange(url, self._request(url, validators), kept_bytes)
        except (httpx.TransportError, aiohttp.ClientError) as error:
            raise _wire_error(url, error, time.monotonic() - started_at) from error
        except TimeoutError as error:
            raise FetchTimeout(url, round(time.monotonic() - started_at, 1)) from error
        except (Disallowed, ConnectionFailed) as error:  # of the guard, which knows the host alone
            raise type(error)(url, error.reason) from error

    def _request(self, url: str, validators: dict[str, str]) -> httpx.Request:
        parts = urlsplit(url)
        base = self._settings.connect_to.get(parts.hostname or "")
        target = url
        if base is not None:
            query = f"?{parts.query}" if parts.query else ""
            target = f"{base.rstrip('/')}{parts.path or '/'}{query}"
        headers = [(b"Host", parts.netloc.encode("ascii")), *self._headers]
        headers += [(name.encode("ascii"), value.encode("latin-1", "replace")) for name, value in validators.items()]
        extensions = {"timeout": self._timeouts, "sni_hostname": parts.hostname if base is not None else None}
        try:
            return httpx.Request("GET", target, headers=headers, extensions=extensions)
        except (httpx.InvalidURL, UnicodeError) as error:
            raise Disallowed(url, f"it is not a URL: {error}") from error

    async def _exchange(self, url: str, request: httpx.Request, kept_bytes: int | None) -> HttpResponse:
        response = await self._transport.handle_async_request(request)
        try:
            captured_at = self._now()
            body, is_cut = await self._body(url, response, kept_bytes)
        finally:
            await response.aclose()
        version = response.extensions.get("http_version", b"HTTP/1.1")
        return HttpResponse(
            url=url,
            captured_at=captured_at,
            http_version=version.decode("ascii").removeprefix("HTTP/"),
            status_code=response.status_code,
            reason_phrase=response.extensions.get("reason_phrase", b"").decode("latin-1"),
            headers=tuple(response.headers.raw),
            body=body,
            is_cut=is_cut,
        )

    async def _body(self, url: str, response: httpx.Response, kept_bytes: int | None) -> tuple[bytes, bool]:
        """Return the body, and whether it went on after what is kept."""
        limit = self._settings.max_body_bytes if kept_bytes is None else kept_bytes
        announced = response.headers.get("content-length", "")
        # Python reads no number of more than 4,300 digits, and a float is as long a body as any.
        if kept_bytes is None and announced.isdecimal() and float(announced) > limit:
            raise UnexpectedResponse(url, f"its body of {announced[:20]} bytes is larger than {limit}")
        chunks: list[bytes] = []
        size = 0
        async for chunk in response.aiter_raw():
            size += len(chunk)
            if size > limit and kept_bytes is None:
                raise UnexpectedResponse(url, f"its body is larger than {limit} bytes")
            chunks.append(chunk)
            if size > limit:
                return b"".join(chunks)[:limit], True
        return chunks[0] if len(chunks) == 1 else b"".join(chunks), False


def _wire_error(url: str, error: Exception, seconds: float) -> KronikaError:
    """Return ours for an error of the transport.

    httpx-aiohttp maps every lost connection to `ConnectTimeout`, so its cause decides what it was.
    """
    cause = error.__cause__ if isinstance(error.__cause__, aiohttp.ClientError) else error
    if isinstance(cause, httpx.TimeoutException | TimeoutError):
        return FetchTimeout(url, round(seconds, 1))
    if isinstance(cause, httpx.UnsupportedProtocol | aiohttp.InvalidURL):
        return Disallowed(url, f"it cannot be sent: {cause}")
    return ConnectionFailed(url, " ".join(str(cause).split()) or type(cause).__name__)
