"""A small HTTP/1.1 server (RFC 9112): keep-alive, pipelining, and freedom to misbehave, which a library would not give."""

import asyncio
from collections.abc import Mapping
from socket import SO_LINGER, SOL_SOCKET
from struct import pack

from tests.newsroom.editions import CONTROL_HOST
from tests.newsroom.misbehaviour import SLOW_KINDS, Cut, Rule, faulty_response, misbehave_slowly
from tests.newsroom.newsroom import Newsroom, Request
from tests.newsroom.odd_content import ODD_KINDS
from tests.newsroom.rendering import simple_response

_LONGEST_HEAD = 64_000


class Connection(asyncio.Protocol):
    """One connection; requests on it are answered in turn."""

    def __init__(self, newsroom: Newsroom) -> None:
        self._newsroom = newsroom
        self._buffer = b""
        self._slow: asyncio.Task[None] | None = None
        self._transport: asyncio.Transport

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        """Keep the transport."""
        assert isinstance(transport, asyncio.Transport)
        self._transport = transport

    def connection_lost(self, exc: Exception | None) -> None:
        """Stop what is still being sent."""
        if self._slow:
            self._slow.cancel()

    def data_received(self, data: bytes) -> None:
        """Answer every request that is complete."""
        self._buffer += data
        self._answer_waiting()

    def _answer_waiting(self) -> None:
        while self._slow is None and not self._transport.is_closing():
            try:
                request = self._next_request()
            except ValueError:
                self._transport.write(simple_response(400, self._newsroom.clock, [("Connection", "close")]))
                self._transport.close()
                return
            if request is None:
                return
            self._answer(request)
            if not request.is_kept_alive and self._slow is None:
                self._transport.close()

    def _next_request(self) -> Request | None:
        """Take one request from the buffer; `None`: it is not complete yet.

        Raises:
            ValueError: it is malformed.
        """
        end = self._buffer.find(b"\r\n\r\n")
        if end < 0:
            if len(self._buffer) > _LONGEST_HEAD:
                raise ValueError("the head is too long")
            return None
        first, *lines = self._buffer[:end].decode("latin-1").split("\r\n")
        headers = {}
        for line in lines:
            name, _, value = line.partition(":")
            headers[name.lower()] = value.strip()
        length = int(headers.get("content-length", "0"))
        if len(self._buffer) < end + 4 + length:
            return None
        body = self._buffer[end + 4 : end + 4 + length]
        self._buffer = self._buffer[end + 4 + length :]
        return _request(first, headers, body)

    def _answer(self, request: Request) -> None:
        newsroom = self._newsroom
        if request.host == CONTROL_HOST:
            self._transport.write(newsroom.control(request))
            return
        rule = newsroom.misbehaving(request) if newsroom.rules else None
        if rule is None:
            self._send(request, newsroom.answer(request))
        elif rule.kind in ODD_KINDS:
            self._send(request, newsroom.odd_rendering(rule, request).plain)
        elif rule.kind in SLOW_KINDS:
            newsroom.log(request, 0)
            self._slow = asyncio.get_running_loop().create_task(self._misbehave_slowly(rule, request))
        else:
            rendering = newsroom.rendering(request.host, request.target)
            data, cut = faulty_response(rule, request.host + request.target, rendering, newsroom.clock)
            self._send(request, data)
            if cut:
                self._cut(cut)

    def _send(self, request: Request, data: bytes) -> None:
        self._newsroom.log(request, int(data[9:12]) if data.startswith(b"HTTP/") else 0)
        self._transport.write(data)

    def _cut(self, cut: Cut) -> None:
        """End the connection: with what was sent, in order; without anything sent, and where it is asked for, by a reset."""
        if cut == "reset":
            # Closing a socket that lingers for no time sends RST in the place of FIN (socket(7), SO_LINGER).
            self._transport.get_extra_info("socket").setsockopt(SOL_SOCKET, SO_LINGER, pack("ii", 1, 0))
            self._transport.abort()
        elif self._transport.get_write_buffer_size():
            self._transport.close()
        else:
            self._transport.write_eof()
            self._transport.close()

    async def _misbehave_slowly(self, rule: Rule, request: Request) -> None:
        rendering = self._newsroom.rendering(request.host, request.target)
        await misbehave_slowly(rule, rendering, self._transport)
        self._slow = None
        if request.is_kept_alive and not self._transport.is_closing():
            self._answer_waiting()
        else:
            self._transport.close()


def _request(first: str, headers: Mapping[str, str], body: bytes) -> Request:
    method, target, version = first.split(" ")
    host = headers.get("host", "").partition(":")[0].lower()
    if not host or not version.startswith("HTTP/1."):
        raise ValueError("no host, or not HTTP/1.1")
    if target.startswith(("http://", "https://")):
        target = "/" + target.split("/", 3)[3]
    connection = headers.get("connection", "").lower()
    is_kept_alive = connection != "close" and (version == "HTTP/1.1" or connection == "keep-alive")
    return Request(method, target, host, headers, body, is_kept_alive)


async def start_server(newsroom: Newsroom, port: int) -> asyncio.Server:
    """Listen on the loopback address; port 0 takes a free one.

    Raises:
        OSError: the port is taken.
    """
    return await asyncio.get_running_loop().create_server(lambda: Connection(newsroom), "127.0.0.1", port)


def port_of(server: asyncio.Server) -> int:
    """Return the port that a server listens on."""
    port: int = server.sockets[0].getsockname()[1]
    return port
