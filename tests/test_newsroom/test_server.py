"""The newsroom over a real socket: HTTP/1.1 as a crawler meets it, and the clock."""

import gzip
import json
import socket
import time
from datetime import UTC, datetime, timedelta

import pytest

from tests.newsroom.editions import EDITIONS
from tests.newsroom.newsroom import Newsroom, Request
from tests.newsroom.running import RunningNewsroom
from tests.newsroom.world import World
from tests.test_newsroom.conftest import AT, Ask

LISTING = "https://ua.korrespondent.example/all/2026/may/6/"
CONTROL = "https://newsroom.control.example"


def first_article(world: World, edition: str = "uk") -> tuple[str, str]:
    return next((i, u) for i, u in world.articles(edition, AT) if world.article(edition, i, AT))


def test_hosts_are_told_apart_on_one_port(newsroom: RunningNewsroom, ask: Ask, world: World) -> None:
    (_, uk), (_, ru) = first_article(world, "uk"), first_article(world, "ru")
    assert b'lang="uk"' in ask(uk).body
    assert b'lang="ru"' in ask(ru).body
    assert b"<rss" in ask(EDITIONS["ru"].feed_url).body
    assert ask("https://kor.ill.korrespondent.example/m/610x385/1.jpg").headers["Content-Type"] == "image/gif"
    assert newsroom.connect_to["ua.korrespondent.example"] == f"http://127.0.0.1:{newsroom.port}"
    assert newsroom.hosts["korrespondent.net"] == "korrespondent.example"


def test_gzip_only_where_asked_for_and_the_same_bytes_each_time(ask: Ask, world: World) -> None:
    _, url = first_article(world)
    packed, again, plain = ask(url, Accept_Encoding="gzip, br"), ask(url, Accept_Encoding="gzip"), ask(url)
    assert packed.headers["Content-Encoding"] == "gzip"
    assert plain.headers["Content-Encoding"] is None
    assert packed.body == again.body
    assert gzip.decompress(packed.body) == plain.body
    assert len(packed.body) < len(plain.body) / 2


def test_head_has_no_body(ask: Ask, world: World) -> None:
    _, url = first_article(world)
    head, got = ask(url, method="HEAD"), ask(url)
    assert head.body == b""
    assert head.headers["Content-Length"] == str(len(got.body))


def test_other_methods_are_refused(ask: Ask) -> None:
    answer = ask(LISTING, method="POST", body="x")
    assert (answer.status, answer.headers["Allow"]) == (405, "GET, HEAD")


@pytest.mark.parametrize("url", [LISTING, EDITIONS["uk"].feed_url])
def test_listing_and_feed_answer_304_until_they_change(ask: Ask, newsroom: RunningNewsroom, url: str) -> None:
    first = ask(url)
    by_tag = ask(url, If_None_Match=first.headers["ETag"])
    by_date = ask(url, If_Modified_Since=first.headers["Last-Modified"])
    assert [(a.status, a.body) for a in (by_tag, by_date)] == [(304, b""), (304, b"")]
    assert by_tag.headers["ETag"] == first.headers["ETag"]
    assert ask(url, If_None_Match='"other"', If_Modified_Since=first.headers["Last-Modified"]).status == 200
    assert ask(url, If_Modified_Since="nonsense").status == 200
    newsroom.set_clock(AT - timedelta(days=1))
    changed = ask(url, If_None_Match=first.headers["ETag"])
    assert changed.status == 200
    assert changed.headers["ETag"] != first.headers["ETag"]


def test_an_article_keeps_its_validator_while_its_counter_grows(
    ask: Ask, newsroom: RunningNewsroom, world: World
) -> None:
    article_id, url = next(
        (i, u)
        for i, u in world.articles("uk", AT)
        if (s := world.story(i))
        and s.kind == "news"
        and len(s.versions) == 1
        and not s.traits & {"deleted", "cached_counter"}
    )
    newsroom.set_clock(
        AT - timedelta(hours=10) if world.expectation("uk", article_id, AT - timedelta(hours=10)) else AT
    )
    before = ask(url)
    newsroom.set_clock(AT + timedelta(hours=10))
    after = ask(url)
    assert before.headers["ETag"] == after.headers["ETag"]
    assert before.body != after.body


def test_connection_is_kept_alive_and_requests_may_be_pipelined(newsroom: RunningNewsroom) -> None:
    request = b"GET /robots.txt HTTP/1.1\r\nHost: korrespondent.example\r\n\r\n"
    with socket.create_connection(("127.0.0.1", newsroom.port), timeout=10) as connection:
        connection.sendall(request + request[:30])
        time.sleep(0.05)
        connection.sendall(request[30:] + request.replace(b"\r\n\r\n", b"\r\nConnection: close\r\n\r\n"))
        received = b"".join(iter(lambda: connection.recv(65536), b""))
    assert received.count(b"HTTP/1.1 200 OK\r\n") == 3


@pytest.mark.parametrize("data", [b"nonsense\r\n\r\n", b"GET / HTTP/1.1\r\n\r\n", b"x" * 70_000])
def test_malformed_requests_are_400(newsroom: RunningNewsroom, data: bytes) -> None:
    with socket.create_connection(("127.0.0.1", newsroom.port), timeout=10) as connection:
        connection.sendall(data)
        assert connection.recv(65536).startswith(b"HTTP/1.1 400 ")


def test_clock_is_read_and_set_through_the_control_host(ask: Ask, newsroom: RunningNewsroom) -> None:
    assert json.loads(ask(f"{CONTROL}/clock").body) == "2026-05-07T17:00:00+00:00"
    assert (
        json.loads(ask(f"{CONTROL}/clock", method="PUT", body="2026-05-06T12:00:00+03:00").body)
        == "2026-05-06T09:00:00+00:00"
    )
    assert newsroom.clock == datetime(2026, 5, 6, 9, 0, tzinfo=UTC)
    assert b'<div class="articles-list"></div>' in ask("https://ua.korrespondent.example/all/2026/may/7/").body


@pytest.mark.parametrize(
    ("path", "body", "said"),
    [
        ("/clock", "2026-05-06T12:00:00", b"time zone"),
        ("/clock", "yesterday", b"isoformat"),
        ("/misbehave", "[{", b"Expecting"),
        ("/misbehave", '[{"match": "*", "kind": "sulk"}]', b"unknown misbehaviour 'sulk'"),
        ("/misbehave", '[{"kind": "slow"}]', b"match"),
    ],
)
def test_wrong_control_requests_are_told_why(
    ask: Ask, newsroom: RunningNewsroom, path: str, body: str, said: bytes
) -> None:
    answer = ask(CONTROL + path, method="PUT", body=body)
    assert answer.status == 400
    assert said in answer.body
    assert newsroom.clock == AT
    assert ask(LISTING).status == 200


def test_unknown_control_path_is_404(ask: Ask) -> None:
    assert ask(f"{CONTROL}/nothing").status == 404


def test_requests_are_remembered_until_forgotten(ask: Ask, newsroom: RunningNewsroom) -> None:
    ask(LISTING)
    ask("https://korrespondent.example/nothing", If_None_Match='"x"')
    seen = [(r.method, r.host, r.target, r.status_code, r.is_conditional) for r in newsroom.requests]
    assert seen == [
        ("GET", "ua.korrespondent.example", "/all/2026/may/6/", 200, False),
        ("GET", "korrespondent.example", "/nothing", 404, True),
    ]
    assert len(json.loads(ask(f"{CONTROL}/requests").body)) == 2
    newsroom.forget_requests()
    assert newsroom.requests == []


def test_a_rendered_page_costs_less_than_a_millisecond(world: World) -> None:
    served = Newsroom(world, AT)
    assert served.warm() == sum(len(world.articles(edition, AT)) for edition in EDITIONS)
    host, _, path = first_article(world)[1].removeprefix("https://").partition("/")
    request = Request("GET", f"/{path}", host, {"accept-encoding": "gzip"}, b"", is_kept_alive=True)
    start = time.process_time()
    for _ in range(1000):
        assert served.answer(request)
        served.log(request, 200)
    assert (time.process_time() - start) / 1000 < 0.001
