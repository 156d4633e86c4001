"""HTTP/2 over TLS, with a real server that speaks it (Hypercorn) and a certificate of our own."""

import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable
from pathlib import Path
from typing import Any

import pytest
import trustme
from hypercorn.asyncio import serve
from hypercorn.config import Config

from flows.crawl.batch import fetch_batch
from flows.crawl.fetch import Fetcher
from flows.crawl.response import FetchRequest
from schemas.errors import ConnectionFailed
from tests.flows.crawl.crawling import HOST, NOW, Tape, article, owns, quick_settings

Message = dict[str, Any]


async def gazette(
    scope: Message, receive: Callable[[], Awaitable[Message]], send: Callable[[Message], Awaitable[None]]
) -> None:
    """Answer every page with what the server was asked."""
    host = dict(scope["headers"]).get(b"host", b"").decode()
    body = f"{scope['http_version']} {scope['scheme']} {host} {scope['path']}".encode()
    status = 404 if scope["path"] == "/robots.txt" else 200
    await send({"type": "http.response.start", "status": status, "headers": [(b"content-type", b"text/plain")]})
    await send({"type": "http.response.body", "body": body})


@pytest.fixture
async def tls_port(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, unused_tcp_port: int) -> AsyncIterator[int]:
    authority = trustme.CA()
    authority.cert_pem.write_to_path(str(tmp_path / "authority.pem"))
    certificate = authority.issue_cert(HOST)
    certificate.private_key_and_cert_chain_pem.write_to_path(str(tmp_path / "server.pem"))
    monkeypatch.setenv("SSL_CERT_FILE", str(tmp_path / "authority.pem"))
    config = Config()
    config.bind = [f"127.0.0.1:{unused_tcp_port}"]
    config.certfile = config.keyfile = str(tmp_path / "server.pem")
    config.accesslog = config.errorlog = None
    stop = asyncio.Event()
    server = asyncio.create_task(serve(gazette, config, shutdown_trigger=stop.wait))  # type: ignore[arg-type]
    while True:
        try:
            _, writer = await asyncio.open_connection("127.0.0.1", unused_tcp_port)
        except ConnectionRefusedError:
            await asyncio.sleep(0.02)
        else:
            writer.close()
            break
    yield unused_tcp_port
    stop.set()
    await server


@pytest.mark.parametrize(
    ("changes", "version"),
    [({"http2": True}, "2"), ({"transport": "httpx"}, "1.1"), ({"transport": "aiohttp"}, "1.1")],
)
async def test_versions_over_tls(tls_port: int, changes: dict[str, Any], version: str) -> None:
    """The certificate is for the outlet's name, so the TLS name must be kept although the connection leads elsewhere."""
    settings = quick_settings({HOST: f"https://127.0.0.1:{tls_port}"}, connections_per_host=4, **changes)
    tape = Tape()
    async with Fetcher(settings, owns, lambda: NOW, tape) as fetcher:
        ends = await fetch_batch(fetcher, [article(f"/{n}") for n in range(8)], concurrency=4)
    assert [end.error for end in ends] == [None] * 8
    pages = sorted((response.body.decode(), response.http_version) for response in tape.responses[1:])
    assert pages == [(f"{version} https {HOST} /{n}", version) for n in range(8)]


async def test_certificate_of_another_host_is_refused(tls_port: int) -> None:
    settings = quick_settings({"ru.gazette.example": f"https://127.0.0.1:{tls_port}"})
    tape = Tape()
    async with Fetcher(settings, owns, lambda: NOW, tape) as fetcher:
        request = FetchRequest(url="https://ru.gazette.example/1", kind="article")
        (end,) = await fetch_batch(fetcher, [request], concurrency=1)
    assert isinstance(end.error, ConnectionFailed)
    assert tape.responses == []
