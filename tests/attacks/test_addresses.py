"""Attacks on the network: URLs, names and redirects that lead where the crawl must not go."""

from collections.abc import Iterator
from datetime import UTC, datetime
from typing import Any
from urllib.parse import urlsplit

import pytest

from flows.crawl.address import is_public, origin_of, without_user
from flows.crawl.client import HttpClient
from flows.crawl.response import FetchTrail
from flows.crawl.settings import CrawlSettings
from schemas.errors import BadSettings, ConnectionFailed, Disallowed, KronikaError, UnexpectedResponse
from tests.flows.crawl.crawling import HOST, article, crawl, quick_settings, url
from tests.flows.crawl.site import Site, answer

TRANSPORTS = pytest.mark.parametrize("transport", ["aiohttp", "httpx", "http2"])
NOW = datetime(2026, 5, 7, 15, 0, tzinfo=UTC)
WIRES: dict[str, dict[str, Any]] = {
    "aiohttp": {"transport": "aiohttp"},
    "httpx": {"transport": "httpx"},
    "http2": {"http2": True},
}

NOT_PUBLIC = [
    "0.0.0.0", "10.0.0.1", "100.64.0.1", "100.100.100.200", "127.0.0.1", "127.255.255.254", "168.63.129.16",
    "169.254.169.254", "169.254.170.2", "172.16.0.1", "172.31.255.255", "192.0.0.192", "192.0.2.1", "192.88.99.1",
    "192.168.0.1", "198.18.0.1", "198.51.100.1", "203.0.113.1", "224.0.0.1", "239.255.255.250", "240.0.0.1",
    "255.255.255.255", "::", "::1", "::7f00:1", "::127.0.0.1", "::ffff:127.0.0.1", "::ffff:a9fe:a9fe",
    "::ffff:0:7f00:1", "64:ff9b::7f00:1", "64:ff9b::169.254.169.254", "64:ff9b:1::1", "100::1", "2001::1",
    "2001:0:4136:e378:8000:63bf:3fff:fdd2", "2001:db8::1", "2002:7f00:1::", "2002:a9fe:a9fe::1", "3fff::1", "5f00::1",
    "fc00::1", "fd00:ec2::254", "fe80::1", "fe80::1%eth0", "fec0::1", "ff02::1",
]  # fmt: skip
PUBLIC = ["8.8.8.8", "::ffff:8.8.8.8", "64:ff9b::808:808", "2002:808:808::1", "2001:4860:4860::8888"]


@pytest.mark.parametrize("address", NOT_PUBLIC)
def test_address_of_a_private_network_is_not_public(address: str) -> None:
    assert not is_public(address)


@pytest.mark.parametrize("address", PUBLIC)
def test_address_of_everyone_is_public(address: str) -> None:
    assert is_public(address)


@pytest.mark.parametrize(
    "hostile",
    [
        "ftp://gazette.example/1-a",
        "file:///etc/passwd",
        "gopher://gazette.example:70/_x",
        "javascript:alert(1)",
        "data:text/html,x",
        "//gazette.example/1-a",
        "https:///1-a",
        "https://reader:word@gazette.example/1-a",
        "https://gazette.example@127.0.0.1/1-a",
        "https://gazette.example\\@127.0.0.1/1-a",
        "https://127.0.0.1\\.gazette.example/1-a",
        "https://gazette.example:22/1-a",
        "https://gazette.example:0/1-a",
        "https://gazette.example:65536/1-a",
        "https://gazette.example:8o/1-a",
        "https://gazette.example%00.evil.example/1-a",
        "https://gazette.example%2f@evil.example/1-a",
        "https://gaz ette.example/1-a",
        "https://газета.example/1-a",
        "https://①②⑦.⓪.⓪.①/1-a",
        "https://127。0。0。1/1-a",
        "https://[::1/1-a",
        "https://[::ffff:999.1.1.1]/1-a",
        "https://-gazette.example/1-a",
        "https://.gazette.example/1-a",
    ],
)
def test_url_that_readers_could_take_for_another_is_refused(hostile: str) -> None:
    with pytest.raises(Disallowed):
        origin_of(hostile, {80, 443})


@pytest.mark.parametrize(
    ("full", "bare"),
    [
        ("https://reader:word@gazette.example/1-a", "https://gazette.example/1-a"),
        ("https://a@b@gazette.example:8080?q=c@d", "https://gazette.example:8080?q=c@d"),
        ("https://gazette.example/mail@me", "https://gazette.example/mail@me"),
        ("mailto:me@gazette.example", "mailto:me@gazette.example"),
    ],
)
def test_message_names_no_user(full: str, bare: str) -> None:
    assert without_user(full) == bare


def client_for(wire: str, port: int, *answers: str) -> tuple[HttpClient, list[str]]:
    """Return a client that may ask a port, whose names have these addresses, one at a time, the last one for ever."""
    settings = CrawlSettings(allowed_ports=frozenset({80, 443, port}), connect_timeout=2.0, **WIRES[wire])
    asked: list[str] = []
    left: Iterator[str] = iter(answers[:-1])

    async def resolve(host: str, _: int) -> list[tuple[int, str]]:
        asked.append(host)
        return [(10 if ":" in (found := next(left, answers[-1])) else 2, found)]

    return (HttpClient(settings, lambda: NOW, resolve) if answers else HttpClient(settings, lambda: NOW)), asked


async def refusal_of(client: HttpClient, target: str) -> KronikaError:
    async with client:
        with pytest.raises(KronikaError) as refused:
            await client.get(target, {}, 5.0)
    return refused.value


@TRANSPORTS
@pytest.mark.parametrize(
    "host",
    ["localhost", "localhost.", "127.0.0.1", "127.1", "2130706433", "0x7f000001", "0x7f.0.0.1", "0177.0.0.1",
     "017700000001", "0", "[::1]", "[::ffff:127.0.0.1]", "[::ffff:7f00:1]", "[::]", "127.0.0.1."],
)  # fmt: skip
async def test_every_spelling_of_loopback_is_refused(transport: str, host: str) -> None:
    async with Site({"/1-a": answer(200, b"private")}) as site:
        port = urlsplit(site.base).port or 0
        client, _ = client_for(transport, port)
        refused = await refusal_of(client, f"http://{host}:{port}/1-a")
    # Whatever the system does not take for an address at all is refused as a name that there is not.
    assert isinstance(refused, Disallowed | ConnectionFailed)
    assert site.asked == []


@TRANSPORTS
@pytest.mark.parametrize("address", NOT_PUBLIC)
async def test_name_that_leads_into_a_private_network_is_refused(transport: str, address: str) -> None:
    client, asked = client_for(transport, 80, address)
    refused = await refusal_of(client, "http://evil.example/1-a")
    assert isinstance(refused, Disallowed)
    assert refused.url == "http://evil.example/1-a"
    assert address in refused.reason
    assert asked == ["evil.example"]


@TRANSPORTS
async def test_name_is_looked_at_again_for_each_connection(transport: str) -> None:
    """DNS rebinding: public at the first look, ours at the second."""
    async with Site({"/1-a": answer(200, b"private")}) as site:
        port = urlsplit(site.base).port or 0
        # The tests' own rule refuses the socket: no answer from there is needed.
        client, asked = client_for(transport, port, "8.8.8.8", "127.0.0.1")
        async with client:
            with pytest.raises((RuntimeError, ExceptionGroup), match=r"8\.8\.8\.8|TaskGroup"):
                await client.get(f"http://evil.example:{port}/1-a", {}, 1.0)
            if transport == "aiohttp":
                await forget_names(client)
            with pytest.raises(Disallowed):
                await client.get(f"http://evil.example:{port}/1-a", {}, 1.0)
    assert asked == ["evil.example", "evil.example"]
    assert site.asked == []


async def forget_names(client: HttpClient) -> None:
    """Do what ten seconds do to aiohttp's memory of names."""
    client._transport.client.connector.clear_dns_cache()  # type: ignore[attr-defined]


@TRANSPORTS
async def test_connection_is_made_to_the_address_that_was_looked_at(transport: str) -> None:
    """The system knows no such name: only the answer that was checked can have led to the site."""
    if transport == "http2":
        pytest.skip("the site speaks HTTP/1.1 to whoever asks without TLS: the same as httpx")
    async with Site({"/1-a": answer(200, b"page")}) as site:
        base = site.base.replace("127.0.0.1", "newsroom.invalid")
        settings = quick_settings({HOST: base}, **WIRES[transport])

        async def resolve(host: str, _: int) -> list[tuple[int, str]]:
            return [(2, "127.0.0.1")] if host == "newsroom.invalid" else []

        async with HttpClient(settings, lambda: NOW, resolve) as client:
            assert (await client.get(url("/1-a"), {}, 5.0)).body == b"page"


@TRANSPORTS
async def test_address_of_the_newsroom_is_allowed_to_its_own_hosts_alone(transport: str) -> None:
    async with Site({"/1-a": answer(200, b"private")}) as site:
        port = urlsplit(site.base).port or 0
        for base in (site.base, site.base.replace("127.0.0.1", "localhost")):
            settings = quick_settings({HOST: base}, allowed_ports=frozenset({443, port}), **WIRES[transport])
            target = f"{base}/1-a"
            assert isinstance(await refusal_of(HttpClient(settings, lambda: NOW), target), Disallowed)
    assert site.asked == []


@TRANSPORTS
@pytest.mark.parametrize(
    ("location", "leaf"),
    [
        ("http://169.254.169.254/latest/meta-data/", UnexpectedResponse),
        ("http://[fd00:ec2::254]/latest/meta-data/", UnexpectedResponse),
        ("http://127.0.0.1:{port}/secret", UnexpectedResponse),
        ("http://localhost:{port}/secret", UnexpectedResponse),
        ("//127.0.0.1:{port}/secret", UnexpectedResponse),
        ("file:///etc/passwd", UnexpectedResponse),
        ("ftp://uk.gazette.example/secret", UnexpectedResponse),
        ("javascript:alert(1)", UnexpectedResponse),
        ("https://uk.gazette.example:8443/secret", Disallowed),
        ("https://reader:canary@uk.gazette.example/secret", Disallowed),
        ("https://uk.gazette.example@127.0.0.1:{port}/secret", UnexpectedResponse),
        ("https://127.0.0.1\\@uk.gazette.example/secret", Disallowed),
        ("http://uk.gazette.example/secret", UnexpectedResponse),
        ("https://uk.gazette.example.evil.example/secret", UnexpectedResponse),
        ("https://uk.gazette.example%0d%0aX-Injected:1/secret", UnexpectedResponse),
    ],
)
async def test_redirect_leads_nowhere_else(transport: str, location: str, leaf: type[Exception]) -> None:
    async with Site({"/secret": answer(200, b"private")}) as site:
        port = urlsplit(site.base).port
        target = location.replace("{port}", str(port))
        site.routes = {**site.routes, "/1-a": answer(302, b"", [("Location", target)])}
        async with crawl(site, **WIRES[transport]) as (fetcher, _):
            with pytest.raises(leaf) as refused:
                await fetcher.fetch(article("/1-a"), FetchTrail())
    assert "/secret" not in site.paths()
    assert "canary" not in str(refused.value)


@TRANSPORTS
async def test_nothing_of_ours_goes_along(transport: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """No cookie, referrer or password, even where the environment and the site ask for them."""
    monkeypatch.setenv("HTTP_PROXY", "http://reader:canary@127.0.0.1:9")
    monkeypatch.setenv("ALL_PROXY", "http://reader:canary@127.0.0.1:9")
    first = answer(302, b"", [("Location", "https://ru.gazette.example/1-a"), ("Set-Cookie", "a=1; Domain=.example")])
    asks = answer(401, b"", [("WWW-Authenticate", "Basic realm=x"), ("Set-Cookie", "b=2")])
    routes = {"uk.gazette.example/1-a": first, "ru.gazette.example/1-a": asks}
    async with Site(routes) as site, crawl(site, **WIRES[transport]) as (fetcher, _):
        for _ in range(2):
            with pytest.raises(KronikaError):
                await fetcher.fetch(article("/1-a"))
    assert len(site.paths()) == 4
    sent = {name for asked in site.asked for name in asked.headers}
    assert sent <= {"host", "user-agent", "accept", "accept-encoding", "connection"}


def test_setting_that_names_a_user_is_refused_without_repeating_it() -> None:
    with pytest.raises(BadSettings) as refused:
        CrawlSettings(connect_to={HOST: "http://reader:canary@127.0.0.1:8000"})
    assert "canary" not in str(refused.value)
