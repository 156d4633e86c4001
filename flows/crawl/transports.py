"""What carries requests: httpx's transports, connecting to nothing but the addresses that were looked at."""

import asyncio
import socket
from collections.abc import Iterable
from typing import Self

import aiohttp
import httpcore
import httpx
from aiohttp.abc import AbstractResolver, ResolveResult
from aiohttp.connector import Connection
from httpx_aiohttp import AiohttpTransport

from flows.crawl.address import AddressGuard
from flows.crawl.settings import CrawlSettings

_KEEPALIVE_SECONDS = 30.0


def open_transport(settings: CrawlSettings, guard: AddressGuard) -> httpx.AsyncBaseTransport:
    """Return the transport that the settings ask for; its own limits are off, the gates hold them.

    Neither reads proxies or passwords from the environment.
    """
    context = httpx.create_ssl_context()
    if settings.http2 or settings.transport == "httpx":
        transport = httpx.AsyncHTTPTransport(verify=context, http2=settings.http2, trust_env=False)
        # httpx hands no network backend on to its pool, which is the only place that sees the address.
        transport._pool = httpcore.AsyncConnectionPool(
            ssl_context=context,
            max_connections=None,
            max_keepalive_connections=None,
            keepalive_expiry=_KEEPALIVE_SECONDS,
            http2=settings.http2,
            network_backend=_GuardedBackend(guard),
        )
        return transport

    def session() -> aiohttp.ClientSession:
        connector = aiohttp.TCPConnector(
            limit=0, ssl=context, keepalive_timeout=_KEEPALIVE_SECONDS, resolver=_GuardedResolver(guard)
        )
        jar = aiohttp.DummyCookieJar()
        opened = aiohttp.ClientSession(
            connector=connector, cookie_jar=jar, auto_decompress=False, response_class=_Response
        )
        # It would ask a second time by itself, without the host's pause, where a kept connection ends before the answer.
        opened._retry_connection = False
        return opened

    return AiohttpTransport(verify=context, client=session)


class _Response(aiohttp.ClientResponse):
    """An answer whose reason phrase may be in any charset: the transport above encodes it, and could not."""

    async def start(self, connection: Connection) -> Self:
        """Read the head."""
        await super().start(connection)
        self.reason = (self.reason or "").encode("utf-8", "replace").decode("utf-8")
        return self


class _GuardedResolver(AbstractResolver):
    """Gives aiohttp a name's addresses; it asks for none of a host that is an address itself."""

    def __init__(self, guard: AddressGuard) -> None:
        self._guard = guard

    async def resolve(
        self, host: str, port: int = 0, family: socket.AddressFamily = socket.AF_UNSPEC
    ) -> list[ResolveResult]:
        return [
            ResolveResult(
                hostname=host, host=address, port=port, family=kind, proto=0, flags=int(socket.AI_NUMERICHOST)
            )
            for kind, address in await self._guard.addresses(host, port)
            if family in (socket.AF_UNSPEC, kind)
        ]

    async def close(self) -> None:
        """Nothing is held."""


class _GuardedBackend(httpcore.AsyncNetworkBackend):
    """Connects httpcore to a name's addresses, one after the other."""

    def __init__(self, guard: AddressGuard) -> None:
        self._guard = guard
        self._inner = httpcore.AnyIOBackend()

    async def connect_tcp(
        self,
        host: str,
        port: int,
        timeout: float | None = None,  # noqa: ASYNC109  # the name is httpcore's
        local_address: str | None = None,
        socket_options: Iterable[httpcore.SOCKET_OPTION] | None = None,
    ) -> httpcore.AsyncNetworkStream:
        options = list(socket_options or ())
        try:
            async with asyncio.timeout(timeout):
                return await self._first(host, port, local_address, options)
        except TimeoutError as error:
            raise httpcore.ConnectTimeout(f"no connection to {host} within {timeout} s") from error

    async def _first(
        self, host: str, port: int, local_address: str | None, options: list[httpcore.SOCKET_OPTION]
    ) -> httpcore.AsyncNetworkStream:
        failure: Exception = httpcore.ConnectError(f"{host} has no address")
        for _, address in await self._guard.addresses(host, port):
            try:
                return await self._inner.connect_tcp(address, port, local_address=local_address, socket_options=options)
            except httpcore.ConnectError as error:
                failure = error
        raise failure
