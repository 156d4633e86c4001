"""What an outlet's declaration says of URLs, and how outlets are found."""

from dataclasses import replace
from datetime import UTC, date, datetime

import pytest

from schemas.errors import BadSettings
from transforms.outlet import PageAddress
from transforms.outlets import load_outlet, outlet_names

OUTLET = load_outlet("korrespondent")
UK = "https://ua.korrespondent.net"
RU = "https://korrespondent.net"
LATEST = f"{UK}/ajax/module.aspx?spm_id=1055&type=-1&IsAjax=true"


@pytest.mark.parametrize(
    ("url", "address"),
    [
        (f"{UK}/ukraine/politics/4876543-uriad", ("article", "uk", "4876543", f"{UK}/ukraine/politics/4876543-uriad", "ukraine/politics")),
        (f"{RU}/ukraine/4876543-x?utm_source=a#b", ("article", "ru", "4876543", f"{RU}/ukraine/4876543-x", "ukraine")),
        (f"{RU}/ukraine/4876543-x?p=2", ("article", "ru", "4876543", f"{RU}/ukraine/4876543-x?p=2", "ukraine")),
        ("HTTP://UA.korrespondent.net:80/world/1-%D0%B0", ("article", "uk", "1", "http://ua.korrespondent.net/world/1-%D0%B0", "world")),
        (f"{UK}/all/2026/may/7/p2/", ("listing", "uk", None, f"{UK}/all/2026/may/7/p2/", None)),
        (f"{RU}/all/", ("listing", "ru", None, f"{RU}/all/", None)),
        (f"{RU}/all/ukraine/politics/2026/may/7/", ("listing", "ru", None, f"{RU}/all/ukraine/politics/2026/may/7/", None)),
        (LATEST, ("listing", "uk", None, LATEST, None)),
        ("https://k.img.com.ua/rss/ua/all_news2.0.xml", ("feed", "uk", None, "https://k.img.com.ua/rss/ua/all_news2.0.xml", None)),
        ("https://k.img.com.ua/rss/ru/sport.xml", ("feed", "ru", None, "https://k.img.com.ua/rss/ru/sport.xml", None)),
        ("https://k.img.com.ua/robots.txt", ("robots", None, None, "https://k.img.com.ua/robots.txt", None)),
        (f"{UK}/robots.txt", ("robots", None, None, f"{UK}/robots.txt", None)),
        (f"{UK}/sitemap/ua/sitemap.xml", ("sitemap", "uk", None, f"{UK}/sitemap/ua/sitemap.xml", None)),
        (f"{UK}/special/2345-viina", ("other", "uk", None, f"{UK}/special/2345-viina", None)),
        (f"{UK}/tag/77/", ("other", "uk", None, f"{UK}/tag/77/", None)),
        (UK, ("other", "uk", None, f"{UK}/", None)),
        (f"{UK}/4876543-x", ("other", "uk", None, f"{UK}/4876543-x", None)),
    ],
)  # fmt: skip
def test_what_a_url_leads_to(url: str, address: tuple[str, str | None, str | None, str, str | None]) -> None:
    found = OUTLET.address(url)
    assert found is not None
    assert (found.kind, found.edition, found.article_id, found.url, found.section) == address
    assert OUTLET.owns(url)


@pytest.mark.parametrize(
    "url",
    [
        "https://dengi.example/ukraine/1-x",
        "https://korrespondent.net.evil.example/ukraine/1-x",
        "https://xkorrespondent.net/ukraine/1-x",
        "https://blogs.korrespondent.net/ukraine/1-x",
        "ftp://korrespondent.net/ukraine/1-x",
        "https://[broken",
        "not a url",
        "",
    ],
)
def test_urls_of_others(url: str) -> None:
    assert OUTLET.address(url) is None
    assert not OUTLET.owns(url)


def test_listing_urls_count_pages_from_one_and_pad_no_day() -> None:
    assert OUTLET.listing_url("uk", date(2026, 5, 7), 1) == f"{UK}/all/2026/may/7/"
    assert OUTLET.listing_url("ru", date(2026, 12, 31), 3) == f"{RU}/all/2026/december/31/p3/"
    with pytest.raises(ValueError, match="pages count from 1"):
        OUTLET.listing_url("uk", date(2026, 5, 7), 0)
    with pytest.raises(ValueError, match="it has uk, ru"):
        OUTLET.listing_url("en", date(2026, 5, 7), 1)


def test_tags_by_their_urls() -> None:
    assert OUTLET.tag_of(f"{UK}/tag/77/") == ("tag", "77")
    assert OUTLET.tag_of(f"{RU}/special/2345-viina") == ("special_topic", "2345")
    assert OUTLET.tag_of("https://other.example/tag/77/") is None


def test_other_hosts_play_the_outlet() -> None:
    hosts = {
        "ua.korrespondent.net": "ua.korrespondent.example",
        "korrespondent.net": "korrespondent.example",
        "k.img.com.ua": "k.img.korrespondent.example",
    }
    played = OUTLET.with_hosts(hosts)
    assert played.editions[0].feed_urls == ("https://k.img.korrespondent.example/rss/ua/all_news2.0.xml",)
    assert played.listing_url("uk", date(2026, 5, 7), 1) == "https://ua.korrespondent.example/all/2026/may/7/"
    url = "https://korrespondent.example/world/1-x"
    assert played.address(url) == PageAddress("article", "ru", "1", url, "world")
    assert played.address(f"{RU}/world/1-x") is None
    assert OUTLET.address(f"{RU}/world/1-x") is not None


def test_a_redesign_is_one_more_layout() -> None:
    old = OUTLET.layouts[0]
    new = replace(old, since=date(2026, 6, 1))
    outlet = replace(OUTLET, layouts=(old, new))
    assert outlet.layout_at(datetime(2026, 5, 31, 23, 59, tzinfo=UTC)) is old
    assert outlet.layout_at(datetime(2026, 6, 1, tzinfo=UTC)) is new


def test_outlets_are_found_by_their_files() -> None:
    assert "korrespondent" in outlet_names()
    for name in outlet_names():
        assert load_outlet(name).name == name


def test_an_unknown_outlet_names_those_that_are_known() -> None:
    with pytest.raises(BadSettings, match=r"unknown outlet 'pravda'; known are: .*korrespondent"):
        load_outlet("pravda")
