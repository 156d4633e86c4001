"""The fetcher against a real server on the loopback interface: answers, redirects, conditions."""

import gzip

import pytest

from flows.crawl.response import FetchRequest, FetchTrail
from schemas.errors import Blocked, Disallowed, Gone, NotModified, UnexpectedResponse
from tests.flows.crawl.crawling import HOST, NOW, OTHER_HOST, Earlier, article, crawl, url
from tests.flows.crawl.site import Asked, Site, answer

TRANSPORTS = pytest.mark.parametrize("transport", ["aiohttp", "httpx"])


@TRANSPORTS
async def test_response_is_recorded_as_it_was_sent(transport: str) -> None:
    body = gzip.compress("<p>Привіт</p>".encode())
    headers = [
        ("Content-Type", "text/html; charset=utf-8"),
        ("content-ENCODING", "gzip"),
        ("Set-Cookie", "a=1"),
        ("Set-Cookie", "b=2"),
    ]
    async with Site({"/1-a": answer(200, body, headers)}) as site, crawl(site, transport=transport) as (fetcher, tape):
        fetched = await fetcher.fetch(article("/1-a"))
    response = tape.responses[-1]
    assert fetched.response is response
    assert response.url == url("/1-a")
    assert response.captured_at == NOW
    assert (response.http_version, response.status_code, response.reason_phrase) == ("1.1", 200, "OK")
    assert response.headers == (
        (b"Content-Type", b"text/html; charset=utf-8"),
        (b"content-ENCODING", b"gzip"),
        (b"Set-Cookie", b"a=1"),
        (b"Set-Cookie", b"b=2"),
        (b"Content-Length", str(len(body)).encode()),
    )
    assert response.body == body


@TRANSPORTS
async def test_request_says_who_asks(transport: str) -> None:
    contact = "https://gazette-watch.example/bot"
    async with Site({"/1-a": answer(200)}) as site, crawl(site, transport=transport, contact=contact) as (fetcher, _):
        await fetcher.fetch(article("/1-a"))
        await fetcher.fetch(article("/1-a"))
    first, second = (asked for asked in site.asked if asked.path == "/1-a")
    assert first.host == HOST
    assert first.headers["user-agent"] == "Kronika/0.1.0 (+https://gazette-watch.example/bot)"
    assert first.headers["accept-encoding"] == "gzip, br, zstd"
    assert second.headers == first.headers


@TRANSPORTS
async def test_no_cookie_is_sent_back(transport: str) -> None:
    page = answer(200, b"x", [("Set-Cookie", "id=1; Path=/")])
    async with Site({"/1-a": page}) as site, crawl(site, transport=transport) as (fetcher, _):
        for _ in range(3):
            await fetcher.fetch(article("/1-a"))
    assert all("cookie" not in asked.headers for asked in site.asked)
    assert len(site.paths()) == 3


@TRANSPORTS
async def test_chunked_body_is_joined(transport: str) -> None:
    chunked = b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n5\r\nfirst\r\n7\r\n second\r\n0\r\n\r\n"
    async with Site({"/1-a": chunked}) as site, crawl(site, transport=transport) as (fetcher, _):
        fetched = await fetcher.fetch(article("/1-a"))
    assert fetched.response.body == b"first second"


@pytest.mark.parametrize(
    ("status", "leaf"),
    [
        (404, Gone),
        (410, Gone),
        (403, Blocked),
        (401, Blocked),
        (418, UnexpectedResponse),
        (204, UnexpectedResponse),
        (304, UnexpectedResponse),
        (300, UnexpectedResponse),
    ],
)
async def test_status_ends_at_once(status: int, leaf: type[Exception]) -> None:
    async with Site({"/1-a": answer(status)}) as site, crawl(site) as (fetcher, tape):
        trail = FetchTrail()
        with pytest.raises(leaf):
            await fetcher.fetch(article("/1-a"), trail)
    assert tape.seen == [(404, "/robots.txt"), (status, "/1-a")]
    assert (trail.status_code, trail.attempt_count, trail.capture_id) == (status, 1, "capture-2")


async def test_redirect_inside_the_outlet_is_followed_and_recorded() -> None:
    routes = {
        "/1-old": answer(301, b"moved", [("Location", "/1-new#comments")]),
        "/1-new": answer(302, b"", [("Location", url("/1-newest", OTHER_HOST))]),
        "/1-newest": answer(200, b"here"),
    }
    async with Site(routes) as site, crawl(site) as (fetcher, tape):
        fetched = await fetcher.fetch(article("/1-old"))
    assert fetched.response.url == url("/1-newest", OTHER_HOST)
    assert fetched.attempt_count == 1
    assert tape.seen == [
        (404, "/robots.txt"),
        (301, "/1-old"),
        (302, "/1-new"),
        (404, "/robots.txt"),
        (200, "/1-newest"),
    ]


async def test_redirect_away_is_not_followed() -> None:
    away = answer(302, b"", [("Location", "https://partner.example/1")])
    async with Site({"/1-a": away}) as site, crawl(site) as (fetcher, tape):
        with pytest.raises(UnexpectedResponse, match=r"away from the outlet, to https://partner\.example/1"):
            await fetcher.fetch(article("/1-a"))
    assert tape.seen[-1] == (302, "/1-a")


async def test_redirect_loop_ends() -> None:
    routes = {"/1-a": answer(302, b"", [("Location", "/1-b")]), "/1-b": answer(302, b"", [("Location", "/1-a")])}
    async with Site(routes) as site, crawl(site) as (fetcher, _):
        with pytest.raises(UnexpectedResponse, match="loop"):
            await fetcher.fetch(article("/1-a"))
    assert site.paths() == ["/1-a", "/1-b"]


async def test_at_most_five_redirects() -> None:
    def next_one(asked: Asked) -> bytes:
        number = int(asked.path[1:])
        return answer(302, b"", [("Location", f"/{number + 1}")]) if number < 6 else answer(200, b"end")

    async with Site({f"/{n}": next_one for n in range(8)}) as site, crawl(site) as (fetcher, _):
        with pytest.raises(UnexpectedResponse, match="more than 5 redirects"):
            await fetcher.fetch(article("/0"))
        assert site.paths() == ["/0", "/1", "/2", "/3", "/4", "/5"]
        assert (await fetcher.fetch(article("/1"))).response.body == b"end"


async def test_redirect_to_what_robots_disallows_is_not_followed() -> None:
    routes = {
        "/1-a": answer(302, b"", [("Location", "/private/1")]),
        "/robots.txt": answer(200, b"User-agent: *\nDisallow: /private/\n"),
    }
    async with Site(routes) as site, crawl(site) as (fetcher, _):
        with pytest.raises(Disallowed):
            await fetcher.fetch(article("/1-a"))
    assert site.paths() == ["/1-a"]


async def test_conditional_request_and_not_modified() -> None:
    earlier = Earlier(url("/all/"), etag='W/"5"', last_modified="Thu, 07 May 2026 10:00:00 GMT")
    async with Site({"/all/": answer(304, headers=[("ETag", 'W/"5"')])}) as site, crawl(site) as (fetcher, tape):
        trail = FetchTrail()
        with pytest.raises(NotModified):
            await fetcher.fetch(article("/all/", previous=earlier, conditional=True), trail)
    assert site.asked[-1].headers["if-none-match"] == 'W/"5"'
    assert site.asked[-1].headers["if-modified-since"] == "Thu, 07 May 2026 10:00:00 GMT"
    assert tape.seen[-1] == (304, "/all/")
    assert (trail.status_code, trail.capture_id, trail.is_unchanged) == (304, "capture-2", True)


async def test_article_is_asked_without_conditions_and_its_body_decides() -> None:
    earlier = Earlier(url("/1-a"), etag='"5"', payload_digest="same")
    async with Site({"/1-a": [answer(200, b"same"), answer(200, b"other")]}) as site, crawl(site) as (fetcher, _):
        first = await fetcher.fetch(article("/1-a", previous=earlier))
        second = await fetcher.fetch(article("/1-a", previous=earlier))
    assert "if-none-match" not in site.asked[-1].headers
    assert (first.is_unchanged, second.is_unchanged) == (True, False)


async def test_previous_capture_of_another_url_does_not_count_after_a_redirect() -> None:
    earlier = Earlier(url("/1-a"), etag='"5"', payload_digest="same")
    routes = {"/1-a": answer(301, b"", [("Location", "/1-b")]), "/1-b": answer(200, b"same")}
    async with Site(routes) as site, crawl(site) as (fetcher, _):
        fetched = await fetcher.fetch(article("/1-a", previous=earlier, conditional=True))
    assert "if-none-match" in site.asked[1].headers
    assert "if-none-match" not in site.asked[2].headers
    assert not fetched.is_unchanged


async def test_wrong_charset_is_none_of_the_fetchers_business() -> None:
    body = "<p>Київ</p>".encode("windows-1251")
    page = answer(200, body, [("Content-Type", "text/html; charset=utf-8")])
    async with Site({"/1-a": page}) as site, crawl(site) as (fetcher, _):
        assert (await fetcher.fetch(article("/1-a"))).response.body == body


STRANGE_ADDRESSES = [
    "ftp://uk.gazette.example/1",
    "https://me@uk.gazette.example/1",
    "https://uk.gazette.example:8080/1",
    "/1-a",
    "https://[/1",
]


@pytest.mark.parametrize("address", STRANGE_ADDRESSES)
async def test_only_plain_web_addresses_are_asked(address: str) -> None:
    request = FetchRequest(url=address, kind="article")
    async with Site() as site, crawl(site) as (fetcher, _):
        with pytest.raises(Disallowed):
            await fetcher.fetch(request)
    assert site.asked == []


async def test_private_address_is_refused() -> None:
    """A host that is not in connect_to, and whose name leads to the loopback interface."""
    request = FetchRequest(url="http://localhost/1-a", kind="article")
    async with Site() as site, crawl(site, respect_robots=False) as (fetcher, _):
        with pytest.raises(Disallowed, match="not a public address"):
            await fetcher.fetch(request)
