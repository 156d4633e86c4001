"""A small HTTP/1.1 server on the loopback interface whose every byte a test decides."""

import asyncio
from collections.abc import Awaitable, Callable, Iterable, Mapping
from dataclasses import dataclass, field
from types import TracebackType
from typing import Any

REASONS = {
    200: "OK",
    301: "Moved Permanently",
    302: "Found",
    304: "Not Modified",
    404: "Not Found",
    429: "Too Many Requests",
}


@dataclass(frozen=True)
class Asked:
    """A request as the server saw it; header names in lower case, `at` is the loop's time."""

    path: str
    headers: dict[str, str]
    at: float

    @property
    def host(self) -> str:
        return self.headers["host"]


Answer = bytes | Callable[[asyncio.StreamWriter], Awaitable[None]]


def answer(
    status: int = 200, body: bytes = b"", headers: Iterable[tuple[str, str]] = (), length: int | None = None
) -> bytes:
    """Return a whole response; `length` makes its Content-Length lie."""
    lines = [f"HTTP/1.1 {status} {REASONS.get(status, 'Other')}"]
    lines += [f"{name}: {value}" for name, value in headers]
    if status != 304:
        lines.append(f"Content-Length: {len(body) if length is None else length}")
    return "\r\n".join(lines).encode() + b"\r\n\r\n" + body


@dataclass
class Site:
    """Answers by path (or host and path).

    A route is the bytes of a response, a coroutine function that writes to the connection, a function that makes either of
    the request, or a list of such answers, which is used up but for its last one.
    `robots` is what /robots.txt answers where no route says otherwise. Whatever else has no route is a 404.
    """

    routes: Mapping[str, Any] = field(default_factory=dict)
    robots: bytes = b"HTTP/1.1 404 Not Found\r\nContent-Length: 0\r\n\r\n"
    asked: list[Asked] = field(default_factory=list)
    most_at_once: int = 0
    _at_once: int = 0

    async def __aenter__(self) -> "Site":
        self._server = await asyncio.start_server(self._serve, "127.0.0.1", 0)
        self._open: set[asyncio.StreamWriter] = set()
        return self

    async def __aexit__(
        self, kind: type[BaseException] | None, error: BaseException | None, traceback: TracebackType | None
    ) -> None:
        self._server.close()
        for writer in tuple(self._open):
            writer.close()
        await self._server.wait_closed()

    @property
    def base(self) -> str:
        host, port = self._server.sockets[0].getsockname()
        return f"http://{host}:{port}"

    def paths(self) -> list[str]:
        """Return the paths that were asked, in order, robots.txt apart."""
        return [asked.path for asked in self.asked if asked.path != "/robots.txt"]

    async def _serve(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        self._open.add(writer)
        try:
            while not writer.is_closing():
                head = await reader.readuntil(b"\r\n\r\n")
                await self._answer(_parse(head), writer)
        except (asyncio.IncompleteReadError, ConnectionError):
            pass
        finally:
            self._open.discard(writer)
            writer.close()

    async def _answer(self, asked: Asked, writer: asyncio.StreamWriter) -> None:
        self.asked.append(asked)
        self._at_once += 1
        self.most_at_once = max(self.most_at_once, self._at_once)
        try:
            found = self._find(asked)
            if isinstance(found, bytes):
                writer.write(found)
                await writer.drain()
            else:
                await found(writer)
        finally:
            self._at_once -= 1

    def _find(self, asked: Asked) -> Answer:
        route = self.routes.get(asked.host + asked.path, self.routes.get(asked.path))
        if route is None:
            return self.robots if asked.path == "/robots.txt" else answer(404, b"nothing here")
        if isinstance(route, list):
            route = route.pop(0) if len(route) > 1 else route[0]
        is_answer = isinstance(route, bytes) or asyncio.iscoroutinefunction(route)
        found: Answer = route if is_answer else route(asked)
        return found


def _parse(head: bytes) -> Asked:
    first, *lines = head.decode("latin-1").split("\r\n")
    headers = dict(line.split(": ", 1) for line in lines if line)
    return Asked(first.split(" ")[1], {k.lower(): v for k, v in headers.items()}, asyncio.get_running_loop().time())
