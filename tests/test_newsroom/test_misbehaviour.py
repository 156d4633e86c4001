"""Each misbehaviour, as it arrives over a socket."""

import gzip
import http.client
import socket
import time
import zlib
from email.utils import parsedate_to_datetime
from pathlib import Path

import pytest

from tests.newsroom.misbehaviour import KINDS, Rule
from tests.newsroom.running import RunningNewsroom
from tests.test_newsroom.conftest import AT, Ask

URL = "https://ua.korrespondent.example/all/2026/may/6/"
TARGET = b"GET /all/2026/may/6/ HTTP/1.1\r\nHost: ua.korrespondent.example\r\nAccept-Encoding: gzip\r\nConnection: close\r\n\r\n"


def raw(newsroom: RunningNewsroom) -> bytes:
    """Everything the server sends for one request, to the end of the connection."""
    with socket.create_connection(("127.0.0.1", newsroom.port), timeout=10) as connection:
        connection.sendall(TARGET)
        return b"".join(iter(lambda: connection.recv(65536), b""))


def test_429_asks_to_wait_some_seconds_and_ends_after_its_times(newsroom: RunningNewsroom, ask: Ask) -> None:
    newsroom.misbehave([{"match": "ua.*", "kind": "too_many_requests", "times": 2, "params": {"retry_after": 3}}])
    answers = [ask(URL) for _ in range(3)]
    assert [answer.status for answer in answers] == [429, 429, 200]
    assert answers[0].headers["Retry-After"] == "3"
    assert ask("https://korrespondent.example/all/2026/may/6/").status == 200


def test_times_count_for_each_url_apart(newsroom: RunningNewsroom, ask: Ask) -> None:
    newsroom.misbehave([{"match": "*", "kind": "server_error", "times": 1}])
    assert [ask(URL).status, ask(f"{URL}p2/").status, ask(URL).status] == [500, 500, 200]


def test_429_may_name_a_date(newsroom: RunningNewsroom, ask: Ask) -> None:
    newsroom.misbehave([{"match": "*", "kind": "too_many_requests", "params": {"retry_after": 30, "as_date": True}}])
    answer = ask(URL)
    assert answer.headers["Retry-After"] == "Thu, 07 May 2026 17:00:30 GMT"
    assert parsedate_to_datetime(answer.headers["Date"]) == AT


def test_503_with_and_without_retry_after(newsroom: RunningNewsroom, ask: Ask) -> None:
    newsroom.misbehave([{"match": "*", "kind": "unavailable", "params": {"retry_after": None}}])
    assert (ask(URL).status, ask(URL).headers["Retry-After"]) == (503, None)


def test_robots_txt_alone_can_fail(newsroom: RunningNewsroom, ask: Ask) -> None:
    newsroom.misbehave([{"match": "*/robots.txt", "kind": "server_error", "params": {"status_code": 502}}])
    assert (ask("https://korrespondent.example/robots.txt").status, ask(URL).status) == (502, 200)


def test_forbidden(newsroom: RunningNewsroom, ask: Ask) -> None:
    newsroom.misbehave([{"match": "*", "kind": "forbidden"}])
    assert ask(URL).status == 403


def test_slow_sends_everything_late(newsroom: RunningNewsroom, ask: Ask) -> None:
    newsroom.misbehave([{"match": "*", "kind": "slow", "params": {"seconds": 0.3}}])
    start = time.monotonic()
    answer = ask(URL)
    assert time.monotonic() - start >= 0.3
    assert answer.status == 200
    newsroom.behave()
    assert gzip.decompress(answer.body) == ask(URL).body


def test_drip_sends_everything_in_pieces(newsroom: RunningNewsroom) -> None:
    newsroom.misbehave([{"match": "*", "kind": "drip", "params": {"seconds": 0.4, "pieces": 8}}])
    arrivals = []
    with socket.create_connection(("127.0.0.1", newsroom.port), timeout=10) as connection:
        connection.sendall(TARGET)
        while connection.recv(65536):
            arrivals.append(time.monotonic())
    assert len(arrivals) >= 6
    assert arrivals[-1] - arrivals[0] >= 0.25


def test_other_connections_are_served_while_one_drips(newsroom: RunningNewsroom, ask: Ask) -> None:
    newsroom.misbehave([{"match": "ua.*", "kind": "drip", "params": {"seconds": 5, "pieces": 5}}])
    with socket.create_connection(("127.0.0.1", newsroom.port), timeout=10) as connection:
        connection.sendall(TARGET)
        assert connection.recv(65536)
        start = time.monotonic()
        assert ask("https://korrespondent.example/robots.txt").status == 200
        assert time.monotonic() - start < 2


def test_truncated_promises_more_than_it_sends(newsroom: RunningNewsroom, ask: Ask) -> None:
    newsroom.misbehave([{"match": "*", "kind": "truncated"}])
    with pytest.raises(http.client.IncompleteRead) as caught:
        ask(URL)
    assert caught.value.expected is not None
    assert caught.value.expected > 1000


def test_dropped_sends_nothing_or_a_little(newsroom: RunningNewsroom) -> None:
    newsroom.misbehave([{"match": "*", "kind": "dropped"}])
    assert raw(newsroom) == b""
    newsroom.misbehave([{"match": "*", "kind": "dropped", "params": {"after_bytes": 20}}])
    assert len(raw(newsroom)) == 20


def test_wrong_charset_leaves_the_body_as_it_is(newsroom: RunningNewsroom, ask: Ask) -> None:
    newsroom.misbehave([{"match": "*", "kind": "wrong_charset"}])
    answer = ask(URL)
    assert answer.headers["Content-Type"] == "text/html; charset=windows-1251"
    assert "Архів новин" in gzip.decompress(answer.body).decode("utf-8")


def test_redirect_loop_never_ends_and_never_repeats(newsroom: RunningNewsroom, ask: Ask) -> None:
    newsroom.misbehave([{"match": "*may/6/*", "kind": "redirect_loop"}])
    url, visited = URL, []
    for _ in range(5):
        answer = ask(url)
        assert answer.status == 302
        visited.append(url)
        url = answer.headers["Location"]
    assert len(set(visited)) == 5
    assert url == f"{URL}?again=5"


def test_redirect_away_leads_to_another_site(newsroom: RunningNewsroom, ask: Ask) -> None:
    newsroom.misbehave([{"match": "*", "kind": "redirect_away"}])
    assert (ask(URL).status, ask(URL).headers["Location"]) == (302, "https://elsewhere.example/")


def test_gzip_bomb_is_small_on_the_wire(newsroom: RunningNewsroom, ask: Ask) -> None:
    newsroom.misbehave([{"match": "*", "kind": "gzip_bomb", "params": {"megabytes": 50}}])
    answer = ask(URL, Accept_Encoding="gzip")
    assert len(answer.body) < 100_000
    assert len(gzip.decompress(answer.body)) == 50_000_000


def test_corrupt_gzip_cannot_be_unpacked(newsroom: RunningNewsroom, ask: Ask) -> None:
    newsroom.misbehave([{"match": "*", "kind": "corrupt_gzip"}])
    with pytest.raises((zlib.error, gzip.BadGzipFile, EOFError)):
        gzip.decompress(ask(URL).body)


def test_empty_is_200_without_a_page(newsroom: RunningNewsroom, ask: Ask) -> None:
    newsroom.misbehave([{"match": "*", "kind": "empty"}])
    answer = ask(URL)
    assert (answer.status, gzip.decompress(answer.body)) == (200, b"")


def test_challenge_comes_with_status_200(newsroom: RunningNewsroom, ask: Ask) -> None:
    newsroom.misbehave([{"match": "*", "kind": "challenge"}])
    answer = ask(URL)
    assert answer.status == 200
    assert b"<title>Just a moment...</title>" in answer.body
    assert b"articles-list" not in answer.body


def test_a_share_of_urls_misbehaves_the_same_ones_each_time() -> None:
    urls = [f"korrespondent.example/world/{number}-x" for number in range(400)]
    first, second = (
        [url for url in urls if rule.applies(url)]
        for rule in (Rule("*", "unavailable", share=0.25), Rule("*", "unavailable", share=0.25))
    )
    assert first == second
    assert 60 < len(first) < 140


def test_every_kind_is_tried_here_or_beside() -> None:
    texts = [path.read_text() for path in Path(__file__).parent.glob("test_*.py")]
    assert [kind for kind in KINDS if not any(f'"{kind}"' in text for text in texts)] == []


def test_behaving_again(newsroom: RunningNewsroom, ask: Ask) -> None:
    control = "https://newsroom.control.example/misbehave"
    assert ask(control, method="PUT", body='[{"match": "*", "kind": "forbidden"}]').status == 200
    assert ask(URL).status == 403
    assert ask(control, method="DELETE").body == b"[]"
    assert ask(URL).status == 200
