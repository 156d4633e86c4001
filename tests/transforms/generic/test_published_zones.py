"""The clocks that invented pages are written by."""

import pytest

from transforms.generic.document import read_document
from transforms.generic.published import find_published


def published_at(url: str, *metas: str, lang: str = "en") -> str | None:
    names = ("article:published_time", "dc.date.issued", "publish_date")
    head = "".join(f'<meta property="{name}" content="{content}">' for name, content in zip(names, metas, strict=False))
    found = find_published(
        read_document(f'<html lang="{lang}"><head>{head}</head><body></body></html>'.encode(), url), None
    )
    return found.value.at.isoformat() if found else None


def test_offset_of_the_page_is_kept() -> None:
    assert published_at("https://outlet.ua/1", "2026-05-07T23:30:00-05:00") == "2026-05-07T23:30:00-05:00"


@pytest.mark.parametrize(
    ("url", "lang", "expected"),
    [
        ("https://outlet.ua/1", "uk", "2026-05-07T18:00:05+03:00"),
        ("https://outlet.de/1", "de", "2026-05-07T18:00:05+02:00"),
        ("https://outlet.co.uk/1", "en", "2026-05-07T18:00:05+01:00"),
        ("https://outlet.jp/1", "ja", "2026-05-07T18:00:05+09:00"),
        ("https://outlet.com/1", "ko", "2026-05-07T18:00:05+09:00"),  # a world domain, a language of one zone
        ("https://outlet.com/1", "en", "2026-05-07T18:00:05"),
        ("https://outlet.com.au/1", "en", "2026-05-07T18:00:05"),  # a country of several zones
    ],
)
def test_local_time_by_country_or_language(url: str, lang: str, expected: str) -> None:
    assert published_at(url, "2026-05-07T18:00:05", lang=lang) == expected


def test_winter_and_summer_time() -> None:
    assert published_at("https://outlet.ua/1", "2026-01-07T18:00:05") == "2026-01-07T18:00:05+02:00"


def test_utc_becomes_the_clock_of_the_country() -> None:
    assert published_at("https://outlet.ua/1", "2026-05-07T22:30:00Z") == "2026-05-08T01:30:00+03:00"


def test_same_instant_elsewhere_with_an_offset() -> None:
    assert (
        published_at("https://outlet.com/1", "2026-05-07T04:00:05Z", "2026-05-06T21:00:05-07:00")
        == "2026-05-06T21:00:05-07:00"
    )


def test_utc_and_local_time_tell_the_offset() -> None:
    assert (
        published_at("https://outlet.com/1", "2026-05-07T04:00:05Z", "2026-05-06 21:00:05")
        == "2026-05-06T21:00:05-07:00"
    )
    assert (
        published_at("https://outlet.com/1", "2026-05-06 21:00:05", "2026-05-07T04:00:05Z")
        == "2026-05-06T21:00:05-07:00"
    )


def test_day_of_the_url_decides_the_day_of_an_instant() -> None:
    assert published_at("https://outlet.com/2026/05/06/1", "2026-05-07T03:30:00Z") == "2026-05-06T23:30:00-04:00"
    assert published_at("https://outlet.com/2026/05/08/1", "2026-05-07T22:30:00Z") == "2026-05-08T00:30:00+02:00"


def test_day_of_the_url_too_far_away_decides_nothing() -> None:
    assert published_at("https://outlet.com/2026/05/01/1", "2026-05-07T03:30:00Z") == "2026-05-07T03:30:00+00:00"


def test_midnight_is_no_time_of_day() -> None:
    assert published_at("https://outlet.com.uy/1", "2026-05-07T00:00:00Z") == "2026-05-07T00:00:00+00:00"
