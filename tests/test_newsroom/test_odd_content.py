"""Each kind of strange page, as it arrives; and the bodies and connections that are none."""

import re
import socket

import brotli
import pytest
import zstandard

from tests.newsroom.running import RunningNewsroom
from tests.test_newsroom.conftest import AT, Ask
from tests.test_newsroom.test_misbehaviour import URL, raw

ARTICLE_ID = re.compile(r'<a class="article__img-link" href="/[a-z/-]+/(\d+)-')


def ids(page: bytes) -> list[str]:
    return ARTICLE_ID.findall(page.decode())


def article(newsroom: RunningNewsroom, place: int = 40) -> str:
    return newsroom.world.articles("uk", AT)[place][1]


def test_endless_listing_goes_on_with_articles_that_nobody_has(newsroom: RunningNewsroom, ask: Ask) -> None:
    real = ids(ask(URL).body)
    newsroom.misbehave([{"match": "*/all/*", "kind": "endless_listing"}])
    assert ids(ask(URL).body) == real
    further = [ids(ask(f"{URL}p{number}/").body) for number in (8, 9)]
    assert further == [[f"9{number:03}{article_id}" for article_id in real] for number in (8, 9)]


def test_repeated_listing_shows_its_first_page_again(newsroom: RunningNewsroom, ask: Ask) -> None:
    newsroom.misbehave([{"match": "*/all/*", "kind": "repeated_listing"}])
    assert ids(ask(f"{URL}p7/").body) == ids(ask(URL).body)


def test_sitemap_of_itself(newsroom: RunningNewsroom, ask: Ask) -> None:
    newsroom.misbehave([{"match": "*/sitemap.xml*", "kind": "sitemap_of_itself"}])
    url = "https://ua.korrespondent.example/sitemap/sitemap.xml"
    assert re.findall("<loc>(.*?)</loc>", ask(url).body.decode()) == [url, f"{url}?again=1"]


def test_ids_change_with_each_request_and_lead_to_the_same_article(newsroom: RunningNewsroom, ask: Ask) -> None:
    real = ids(ask(URL).body)
    page = ask(article(newsroom)).body
    newsroom.misbehave([{"match": "*", "kind": "changing_ids"}])
    assert [ids(ask(URL).body) for _ in range(2)] == [[f"{each}{number:03}" for each in real] for number in (1, 2)]
    changed = re.sub(r"/(\d{7})-", r"/\g<1>002-", article(newsroom))
    assert ask(changed).body.count(b"post-item__title") == page.count(b"post-item__title") > 0


def test_two_articles_take_turns_at_one_url(newsroom: RunningNewsroom, ask: Ask) -> None:
    url, other = article(newsroom), article(newsroom, 41)
    pages = [ask(url).body, ask(other).body]
    target = other.removeprefix("https://ua.korrespondent.example")
    newsroom.misbehave([{"match": url.removeprefix("https://"), "kind": "two_articles", "params": {"other": target}}])
    assert [ask(url).body for _ in range(3)] == [pages[0], pages[1], pages[0]]


def test_an_article_has_a_second_url(newsroom: RunningNewsroom, ask: Ask) -> None:
    page = ask(article(newsroom)).body
    newsroom.misbehave([{"match": "*", "kind": "two_urls"}])
    assert f"{article(newsroom)}-again".rpartition("/")[2] not in page.decode()
    assert ask(f"{article(newsroom)}-again").status == 200
    assert ids(ask(URL).body)
    assert b"-again" in ask(URL).body


@pytest.mark.parametrize("year", [1, 1970, 2099, 9999])
def test_odd_years_stand_on_pages_listings_and_feeds(newsroom: RunningNewsroom, ask: Ask, year: int) -> None:
    newsroom.misbehave([{"match": "*", "kind": "odd_year", "params": {"year": year}}])
    feed = ask("https://k.img.korrespondent.example/rss/ua/all_news2.0.xml").body.decode()
    assert set(re.findall(r"<pubDate>\w+, \d+ \w+ (\d+)", feed)) == {f"{year:04}"}
    for url in (URL, article(newsroom)):
        assert re.search(rf"\d(?:\s|&nbsp;)травня {year:04}", ask(url).body.decode())


def test_wrong_page_is_the_start_page(newsroom: RunningNewsroom, ask: Ask) -> None:
    newsroom.misbehave([{"match": "*/robots.txt", "kind": "wrong_page"}])
    answer = ask("https://ua.korrespondent.example/robots.txt")
    assert (answer.status, answer.headers["Content-Type"]) == (200, "text/html; charset=utf-8")
    assert b"articles-list" in answer.body


def test_padded_goes_on_for_megabytes(newsroom: RunningNewsroom, ask: Ask) -> None:
    newsroom.misbehave([{"match": "*/robots.txt", "kind": "padded", "params": {"megabytes": 2}}])
    body = ask("https://ua.korrespondent.example/robots.txt").body
    assert (b"Disallow: /search/" in body[:500], len(body) > 2_000_000) == (True, True)


@pytest.mark.parametrize("kind", ["brotli_bomb", "zstd_bomb"])
def test_bombs_of_other_codings(newsroom: RunningNewsroom, ask: Ask, kind: str) -> None:
    newsroom.misbehave([{"match": "*", "kind": kind, "params": {"megabytes": 5}}])
    body = ask(URL).body
    unpack = brotli.decompress if kind == "brotli_bomb" else zstandard.ZstdDecompressor().decompressobj().decompress
    assert len(body) < 20_000
    assert unpack(body) == b" " * 5_000_000


def test_lengths_that_lie(newsroom: RunningNewsroom) -> None:
    sent = {}
    for kind in ("length_too_long", "length_too_short"):
        newsroom.misbehave([{"match": "*", "kind": kind}])
        head, _, body = raw(newsroom).partition(b"\r\n\r\n")
        announced = re.search(rb"Content-Length: (\d+)", head)
        assert announced
        sent[kind] = int(announced[1]) - len(body)
    assert sent["length_too_long"] == 1000
    assert sent["length_too_short"] < -1000


def test_chunks_that_end_too_early_or_have_no_size(newsroom: RunningNewsroom) -> None:
    for kind, size in (("truncated_chunks", rb"[0-9a-f]+\r\n<"), ("wrong_chunks", rb"-1z\r\n<")):
        newsroom.misbehave([{"match": "*", "kind": kind}])
        head, _, body = raw(newsroom).partition(b"\r\n\r\n")
        assert b"Transfer-Encoding: chunked" in head
        assert re.match(size, body)
        assert not body.endswith(b"0\r\n\r\n")


def test_reset_and_nonsense(newsroom: RunningNewsroom) -> None:
    newsroom.misbehave([{"match": "*", "kind": "reset"}])
    with pytest.raises(ConnectionResetError):
        raw(newsroom)
    newsroom.misbehave([{"match": "*", "kind": "nonsense"}])
    assert raw(newsroom).startswith(b"220 ")


def test_stalled_sends_half_and_then_nothing(newsroom: RunningNewsroom) -> None:
    newsroom.misbehave([{"match": "*", "kind": "stalled", "params": {"seconds": 0.2}}])
    head, _, body = raw(newsroom).partition(b"\r\n\r\n")
    announced = re.search(rb"Content-Length: (\d+)", head)
    assert announced
    assert len(body) == int(announced[1]) // 2


@pytest.mark.parametrize("is_announced", [True, False])
def test_huge_is_as_long_as_it_says(newsroom: RunningNewsroom, ask: Ask, is_announced: bool) -> None:
    params = {"megabytes": 3, "is_announced": is_announced}
    newsroom.misbehave([{"match": "*", "kind": "huge", "params": params}])
    assert len(ask(URL).body) == 3_000_000


def test_refusing_takes_no_connection_until_it_is_over(newsroom: RunningNewsroom, ask: Ask) -> None:
    with newsroom.refusing(), pytest.raises(ConnectionRefusedError):
        socket.create_connection(("127.0.0.1", newsroom.port), timeout=10)
    assert ask(URL).status == 200
