"""robots.txt (RFC 9309): what is allowed, and what follows when it cannot be read."""

import asyncio
import gzip

import pytest

from flows.crawl.response import FetchRequest
from flows.crawl.robots import SIZE_LIMIT
from schemas.errors import ConnectionFailed, Disallowed, HostBusy, ServerFailed
from tests.flows.crawl.crawling import HOST, OTHER_HOST, article, crawl, url
from tests.flows.crawl.site import Answer, Site, answer

HTML = b"<!doctype html><title>404</title><p>User-agent: * Disallow: / </p><!-- written for this test -->"


async def is_allowed(site: Site, path: str = "/1-a") -> bool:
    async with crawl(site) as (fetcher, _):
        try:
            await fetcher.fetch(article(path))
        except Disallowed:
            return False
    return True


def robots(text: str | bytes) -> bytes:
    return answer(200, text if isinstance(text, bytes) else text.encode(), [("Content-Type", "text/plain")])


@pytest.mark.parametrize(
    ("text", "path", "allowed"),
    [
        ("", "/1-a", True),
        ("User-agent: *\nDisallow: /\n", "/1-a", False),
        ("User-agent: *\nDisallow: /\nAllow: /1\n", "/1-a", True),
        ("User-agent: *\nDisallow: /*.php$\n", "/ajax/module.php", False),
        ("User-agent: *\nDisallow: /*.php$\n", "/ajax/module.php5", True),
        ("User-agent: kronika\nDisallow: /\n\nUser-agent: *\nAllow: /\n", "/1-a", False),
        ("User-agent: *\nDisallow: /\n\nUser-agent: KRONIKA\nDisallow: /private/\n", "/1-a", True),
        ("User-agent: otherbot\nUser-agent: Kronika\nDisallow: /1\n", "/1-a", False),
        ("User-agent: kronikabot\nDisallow: /\n", "/2-b", True),
        ("\ufeffUser-agent: *\r\nDisallow: /1\r\n", "/1-a", False),
    ],
)
async def test_rules(text: str, path: str, allowed: bool) -> None:
    routes = {"/1-a": answer(200, b"a"), "/2-b": answer(200, b"b")}
    routes |= {"/ajax/module.php": answer(200, b"c"), "/ajax/module.php5": answer(200, b"d")}
    async with Site(routes, robots=robots(text)) as site:
        assert await is_allowed(site, path) is allowed
        assert site.paths() == ([path] if allowed else [])


@pytest.mark.parametrize(
    ("said", "allowed"),
    [
        (answer(404, b"none"), True),
        (answer(410, b"none"), True),
        (answer(401, b"none"), True),
        (answer(403, b"none"), True),
        (answer(418, b"none"), True),
        (answer(500, b"oops"), False),
        (answer(503, b"oops"), False),
        (answer(204), False),
        (robots(HTML), True),
        (robots(b"\x00\xff\xfe binary \x00"), True),
        (answer(302, b"", [("Location", "https://elsewhere.example/robots.txt")]), False),
        (answer(302, b"", [("Location", "/robots.txt")]), False),
        (answer(200, b"User-agent: *", [("Content-Encoding", "gzip")]), False),
        (answer(200, b"<title>Just a moment...</title>"), False),
        (answer(200, gzip.compress(b"User-agent: *\nDisallow: /", mtime=0), [("Content-Encoding", "gzip")]), False),
        (answer(200, gzip.compress(b"", mtime=0), [("Content-Encoding", "gzip")]), True),
    ],
)
async def test_answers(said: Answer, allowed: bool) -> None:
    async with Site({"/robots.txt": said, "/1-a": answer(200, b"a")}) as site:
        assert await is_allowed(site) is allowed


async def test_answer_that_never_comes_disallows() -> None:
    async def stay_silent(writer: asyncio.StreamWriter) -> None:
        await asyncio.sleep(2)

    async with Site({"/robots.txt": stay_silent}) as site, crawl(site, read_timeout=0.1) as (fetcher, _):
        with pytest.raises(Disallowed, match="could not be read"):
            await fetcher.fetch(article("/1-a"))


async def test_nobody_there_is_no_rule() -> None:
    """Nothing is fetched either, but the outcome says that the connection failed."""
    async with Site() as gone:
        base = gone.base
    async with Site() as site, crawl(site, connect_to={HOST: base}) as (fetcher, _):
        with pytest.raises(ConnectionFailed):
            await fetcher.fetch(article("/1-a"))


async def test_busy_host_is_asked_again_before_it_counts_as_disallowed() -> None:
    routes = {"/robots.txt": [answer(429), robots("")], "/1-a": answer(200, b"a")}
    async with Site(routes) as site:
        assert await is_allowed(site)


async def test_host_that_is_held_back_ends_as_busy() -> None:
    changes = {"breaker_failures": 1, "breaker_seconds": 900.0, "max_attempts": 1}
    async with Site({"/1-a": answer(500)}) as site, crawl(site, **changes) as (fetcher, _):
        with pytest.raises(ServerFailed):
            await fetcher.fetch(article("/1-a"))
        http = FetchRequest(url=f"http://{HOST}/1-a", kind="article")
        with pytest.raises(HostBusy):
            await fetcher.fetch(http)
    assert site.paths() == ["/1-a"]


async def test_robots_is_asked_once_per_host_and_recorded() -> None:
    routes = {f"/{n}": answer(200, b"page") for n in range(4)}
    async with Site(routes) as site, crawl(site, connections_per_host=4) as (fetcher, tape):
        await asyncio.gather(*(fetcher.fetch(article(f"/{n}")) for n in range(4)))
        await fetcher.fetch(FetchRequest(url=url("/1", OTHER_HOST), kind="article"))
    asked = [(asked.host, asked.path) for asked in site.asked if asked.path == "/robots.txt"]
    assert asked == [(HOST, "/robots.txt"), (OTHER_HOST, "/robots.txt")]
    assert tape.seen[0] == (404, "/robots.txt")


async def test_robots_redirects_inside_the_outlet_are_followed() -> None:
    routes = {
        f"{HOST}/robots.txt": answer(301, b"", [("Location", url("/robots.txt", OTHER_HOST))]),
        f"{OTHER_HOST}/robots.txt": robots("User-agent: *\nDisallow: /1\n"),
    }
    async with Site(routes) as site:
        assert not await is_allowed(site)


async def test_robots_passes_the_gate_and_its_crawl_delay_holds_for_the_first_page() -> None:
    routes = {"/1-a": answer(200, b"a"), "/2-b": answer(200, b"b")}
    slow = robots("User-agent: *\nCrawl-delay: 0.3\n")
    async with Site(routes, robots=slow) as site, crawl(site, pause_seconds=0.1) as (fetcher, _):
        await fetcher.fetch(article("/1-a"))
        await fetcher.fetch(article("/2-b"))
    first, second, third = (asked.at for asked in site.asked)
    # The pause runs from when a request was started here; it may have arrived a little later.
    assert second - first >= 0.2
    assert third - second >= 0.2


async def test_only_the_first_500_kib_are_read_without_the_line_that_the_limit_cuts() -> None:
    filler = b"Disallow: /filler\n" * (SIZE_LIMIT // 18 - 2)
    head = b"User-agent: *\n" + filler
    cut = b"Disallow: /1-a-" + b"x" * 100 + b"\n"
    head += b"#" * (SIZE_LIMIT - len(head) - 15) + b"\n"
    late = head + cut[:14] + cut[14:] + b"Disallow: /2-b\n"
    assert late[:SIZE_LIMIT].endswith(b"Disallow: /1-a")
    routes = {"/1-a": answer(200, b"a"), "/2-b": answer(200, b"b")}
    async with Site(routes, robots=robots(late)) as site, crawl(site) as (fetcher, _):
        await fetcher.fetch(article("/1-a"))
        await fetcher.fetch(article("/2-b"))
        with pytest.raises(Disallowed):
            await fetcher.fetch(article("/filler"))


@pytest.mark.parametrize("headers", [[], [("Transfer-Encoding", "chunked")]], ids=["announced", "chunked"])
async def test_more_than_a_page_may_have_is_read_to_its_500th_kib(headers: list[tuple[str, str]]) -> None:
    """RFC 9309, 2.5: a limit of what is read, never of what may be there."""
    long = b"User-agent: *\nDisallow: /1-a\n" + b"# as long as it gets\n" * 50_000

    async def write(writer: asyncio.StreamWriter) -> None:
        chunked = b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n%x\r\n%b\r\n0\r\n\r\n" % (len(long), long)
        writer.write(chunked if headers else robots(long))

    routes = {"/robots.txt": write, "/1-a": answer(200, b"a"), "/2-b": answer(200, b"b")}
    async with Site(routes) as site, crawl(site, max_body_bytes=1_000_000) as (fetcher, tape):
        with pytest.raises(Disallowed, match="disallows it"):
            await fetcher.fetch(article("/1-a"))
        await fetcher.fetch(article("/2-b"))
    assert (len(tape.responses[0].body), tape.responses[0].is_cut) == (SIZE_LIMIT, True)


async def test_robots_can_be_left_alone() -> None:
    site = Site({"/1-a": answer(200, b"a")}, robots=robots("User-agent: *\nDisallow: /"))
    async with site, crawl(site, respect_robots=False) as (fetcher, _):
        await fetcher.fetch(article("/1-a"))
    assert [asked.path for asked in site.asked] == ["/1-a"]
