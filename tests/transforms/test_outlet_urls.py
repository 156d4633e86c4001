"""URLs of outlets whose editions share a host, list by page number, or count views on a page apart."""

from datetime import UTC, date, datetime

import pytest

from schemas.errors import MalformedField, MissingField
from schemas.pages import CapturedPage
from transforms.count import parse_count
from transforms.edition import Edition
from transforms.outlet import Outlet
from transforms.outlets import load_outlet
from transforms.shapes import AddressShape

DAY = date(2026, 5, 7)


def outlet(addresses: AddressShape, *editions: Edition) -> Outlet:
    return Outlet(
        "gazette", "Gazette", "Europe/Kyiv", editions or (Edition("uk", "uk", "gazette.example"),), addresses, ()
    )


@pytest.mark.parametrize(
    ("day_listing", "next_pages", "first", "third"),
    [
        ("/{day:02}{month:02}{year:04}/", None, "/07052026/", "/07052026/"),
        ("/{year:04}{month:02}{day:02}", "?p={page}", "/20260507", "/20260507?p=3"),
        ("/{year}/{month}/{day}/", "p{page}/", "/2026/5/7/", "/2026/5/7/p3/"),
        (
            "/page-{page}?day={day}&month={month}&year={year}",
            None,
            "/page-1?day=7&month=5&year=2026",
            "/page-3?day=7&month=5&year=2026",
        ),
        ("/{month_name}/{day}/{year}", None, "/may/7/2026", "/may/7/2026"),
    ],
)
def test_listings_by_day(day_listing: str, next_pages: str | None, first: str, third: str) -> None:
    gazette = outlet(AddressShape(article="/(?P<article_id>x)", day_listing=day_listing, next_pages=next_pages))
    assert gazette.listing_url("uk", DAY, 1) == f"https://gazette.example{first}"
    assert gazette.listing_url("uk", DAY, 3) == f"https://gazette.example{third}"
    assert gazette.addresses.has_one_page_a_day == (first == third)
    address = gazette.address(f"https://gazette.example{third}")
    assert address is not None
    assert address.kind == "listing"
    assert gazette.listing_day(f"https://gazette.example{third}") == DAY


def test_no_day_of_a_listing() -> None:
    gazette = outlet(AddressShape(article="/(?P<article_id>x)", day_listing="/{year}/{month}/{day}/"))
    assert gazette.listing_day("https://gazette.example/2026/6/31/") is None
    assert gazette.listing_day("https://gazette.example/2026/may/") is None


def test_a_listing_by_page_alone() -> None:
    gazette = outlet(AddressShape(article="/(?P<article_id>x)", newest_listing="/all?page={page}"))
    assert gazette.newest_url("uk", 4) == "https://gazette.example/all?page=4"
    with pytest.raises(ValueError, match="no listings by day"):
        gazette.listing_url("uk", DAY, 1)
    with pytest.raises(ValueError, match="no listing of all articles"):
        load_outlet("korrespondent").newest_url("uk", 1)


EDITIONS = (
    Edition("ru", "ru", "gazette.example", ("https://gazette.example/feed.xml",)),
    Edition(
        "uk",
        "uk",
        "gazette.example",
        ("https://gazette.example/rss/uk.xml",),
        "/ukr",
        ("https://gazette.example/news.xml",),
    ),
    Edition(
        "en",
        "en",
        "en.gazette.example",
        ("https://gazette.example/rss/en.xml",),
        other_hosts=("www.en.gazette.example",),
    ),
)
SHARED = outlet(
    AddressShape(
        article=r"/(?P<section>[a-z]+)/[a-z]*-(?P<article_id>\d+)\.html",
        day_listing="/{year}/{month}/{day}/",
        count="/views/{article_id}.txt",
        tag_id="/tag/(?P<tag_id>[a-z]+)",
    ),
    *EDITIONS,
)


@pytest.mark.parametrize(
    ("path", "kind", "edition", "article_id"),
    [
        ("gazette.example/ukr/world/a-1.html", "article", "uk", "1"),
        ("gazette.example/world/a-1.html", "article", "ru", "1"),
        ("gazette.example/ukraine/a-1.html", "article", "ru", "1"),
        ("gazette.example/ukr/a-1.html", "other", "uk", None),
        ("en.gazette.example/world/a-1.html", "article", "en", "1"),
        ("www.en.gazette.example/world/a-1.html", "article", "en", "1"),
        ("gazette.example/ukr/2026/5/7/", "listing", "uk", None),
        ("gazette.example/2026/5/7/", "listing", "ru", None),
        ("gazette.example/feed.xml", "feed", "ru", None),
        ("gazette.example/rss/uk.xml", "feed", "uk", None),
        ("gazette.example/rss/en.xml", "feed", "en", None),
        ("gazette.example/news.xml", "sitemap", "uk", None),
        ("gazette.example/ukr/sitemap-1.xml", "sitemap", "uk", None),
        ("gazette.example/views/15.txt", "count", "ru", "15"),
        ("gazette.example/robots.txt", "robots", None, None),
        ("gazette.example/ukr", "other", "uk", None),
        ("gazette.example/", "other", "ru", None),
    ],
)
def test_editions_on_one_host_are_told_by_their_paths(
    path: str, kind: str, edition: str | None, article_id: str | None
) -> None:
    address = SHARED.address(f"https://{path}")
    assert address is not None
    assert (address.kind, address.edition, address.article_id) == (kind, edition, article_id)


def test_tags_of_an_edition_with_a_path() -> None:
    assert SHARED.tag_of("https://gazette.example/ukr/tag/war") == ("tag", "war")
    assert SHARED.tag_of("https://gazette.example/tag/war") == ("tag", "war")


def test_other_hosts_play_all_of_an_edition() -> None:
    played = SHARED.with_hosts({"gazette.example": "played.example", "www.en.gazette.example": "www.played.example"})
    assert played.editions[1].sitemap_urls == ("https://played.example/news.xml",)
    assert played.editions[2].other_hosts == ("www.played.example",)
    assert played.listing_url("uk", DAY, 1) == "https://played.example/ukr/2026/5/7/"
    assert played.count_url("15") == "https://played.example/views/15.txt"


def test_an_article_whose_url_says_no_section() -> None:
    address = load_outlet("suspilne").address("https://suspilne.media/1012345-slovo/")
    assert address is not None
    assert (address.article_id, address.section) == ("1012345", None)


@pytest.mark.parametrize(
    ("name", "url", "article_id"),
    [
        ("unian", "https://www.unian.ua/pogoda/news/viddal-10000-tysyach-2026-13370011.html", "13370011"),
        ("unian", "https://www.unian.ua/10012345-starij-slug-2020.html", "10012345"),
        ("nv", "https://nv.ua/ukr/slovo-50512345.html", None),
        ("ukrainska_pravda", "https://www.pravda.com.ua/eng/columns/2026/05/07/7512345/", "7512345"),
        ("ukrainska_pravda", "https://www.pravda.com.ua/rus/news/date_07052026/", None),
        ("censor", "https://censor.net/ru/photo_news/3343434", "3343434"),
        ("tsn", "https://tsn.ua/ru/prosport/futbol/match-2812344.html", "2812344"),
    ],
)
def test_ids_of_articles(name: str, url: str, article_id: str | None) -> None:
    address = load_outlet(name).address(url)
    assert address is not None
    assert address.article_id == article_id


def count_page(body: bytes) -> CapturedPage:
    return CapturedPage(
        capture_id="0f0e0d0c-0000-4000-8000-000000000001",
        url="https://gazette.example/views/15.txt",
        kind="count",
        edition="ru",
        article_id="15",
        captured_at=datetime(2026, 5, 7, 16, 0, tzinfo=UTC),
        body=body,
        content_type="text/html",
    )


@pytest.mark.parametrize(
    ("body", "count"),
    [
        (b"0", 0),
        (b"12345\n", 12345),
        (b"<b>12&nbsp;345</b>", 12345),
        (b'{"views": "1,234"}', 1234),
        (b"Views: 77.", 77),
    ],
)
def test_a_count_page_holds_one_number(body: bytes, count: int) -> None:
    (row,) = parse_count(SHARED, count_page(body))
    assert (row.outlet, row.edition, row.article_id, row.view_count, row.seen_on) == (
        "gazette",
        "ru",
        "15",
        count,
        "count_endpoint",
    )


@pytest.mark.parametrize(
    ("body", "error"), [(b"<p></p>", MissingField), (b"none", MalformedField), (b"1 of 2", MalformedField)]
)
def test_a_count_page_without_a_number(body: bytes, error: type[Exception]) -> None:
    with pytest.raises(error):
        parse_count(SHARED, count_page(body))
