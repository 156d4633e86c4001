"""Dates as Ukrainian and Russian pages write them, against the moment of the capture."""

from datetime import UTC, date, datetime

import pytest

from transforms.dates import names_a_date, read_date, read_day, read_feed_date, read_iso

KYIV = "Europe/Kyiv"
AFTERNOON = "2026-05-07T15:00:00Z"  # 18:00 in Kyiv


def utc(text: str) -> datetime:
    return datetime.fromisoformat(text)


@pytest.mark.parametrize(
    ("text", "captured_at", "at", "precision"),
    [
        # written out, in both languages, any case, no-break spaces anywhere
        ("7 травня 2026, 18:00", AFTERNOON, "2026-05-07T15:00:00Z", "minute"),
        ("7 мая 2026, 18:00", AFTERNOON, "2026-05-07T15:00:00Z", "minute"),
        ("7\u00a0ТРАВНЯ\u00a02026,\u00a018:00", AFTERNOON, "2026-05-07T15:00:00Z", "minute"),
        ("\u00a07 Травня 2026 \u00a0 18:00:09", AFTERNOON, "2026-05-07T15:00:09Z", "second"),
        ("Текст: Олена Вигадана, 07 травня 2026, 9:05", AFTERNOON, "2026-05-07T06:05:00Z", "minute"),
        ("7 травня 2026 р., 18:00", AFTERNOON, "2026-05-07T15:00:00Z", "minute"),
        ("7 мая 2026 года в 18:00", AFTERNOON, "2026-05-07T15:00:00Z", "minute"),
        ("7 травня 2026", AFTERNOON, "2026-05-06T21:00:00Z", "day"),
        ("07.05.2026 18:00", AFTERNOON, "2026-05-07T15:00:00Z", "minute"),
        ("Политика - 31 декабря 2025, 23:59", AFTERNOON, "2025-12-31T21:59:00Z", "minute"),
        # every month in the genitive
        ("1 січня 2026, 12:00", AFTERNOON, "2026-01-01T10:00:00Z", "minute"),
        ("1 лютого 2026, 12:00", AFTERNOON, "2026-02-01T10:00:00Z", "minute"),
        ("1 березня 2026, 12:00", AFTERNOON, "2026-03-01T10:00:00Z", "minute"),
        ("1 квітня 2026, 12:00", AFTERNOON, "2026-04-01T09:00:00Z", "minute"),
        ("1 червня 2026, 12:00", AFTERNOON, "2026-06-01T09:00:00Z", "minute"),
        ("1 липня 2026, 12:00", AFTERNOON, "2026-07-01T09:00:00Z", "minute"),
        ("1 серпня 2026, 12:00", AFTERNOON, "2026-08-01T09:00:00Z", "minute"),
        ("1 вересня 2026, 12:00", AFTERNOON, "2026-09-01T09:00:00Z", "minute"),
        ("1 жовтня 2026, 12:00", AFTERNOON, "2026-10-01T09:00:00Z", "minute"),
        ("1 листопада 2026, 12:00", AFTERNOON, "2026-11-01T10:00:00Z", "minute"),
        ("1 грудня 2026, 12:00", AFTERNOON, "2026-12-01T10:00:00Z", "minute"),
        ("1 января 2026, 12:00", AFTERNOON, "2026-01-01T10:00:00Z", "minute"),
        ("1 февраля 2026, 12:00", AFTERNOON, "2026-02-01T10:00:00Z", "minute"),
        ("1 марта 2026, 12:00", AFTERNOON, "2026-03-01T10:00:00Z", "minute"),
        ("1 апреля 2026, 12:00", AFTERNOON, "2026-04-01T09:00:00Z", "minute"),
        ("1 июня 2026, 12:00", AFTERNOON, "2026-06-01T09:00:00Z", "minute"),
        ("1 июля 2026, 12:00", AFTERNOON, "2026-07-01T09:00:00Z", "minute"),
        ("1 августа 2026, 12:00", AFTERNOON, "2026-08-01T09:00:00Z", "minute"),
        ("1 сентября 2026, 12:00", AFTERNOON, "2026-09-01T09:00:00Z", "minute"),
        ("1 октября 2026, 12:00", AFTERNOON, "2026-10-01T09:00:00Z", "minute"),
        ("1 ноября 2026, 12:00", AFTERNOON, "2026-11-01T10:00:00Z", "minute"),
        ("1 декабря 2026, 12:00", AFTERNOON, "2026-12-01T10:00:00Z", "minute"),
        # without the year: the last such day
        ("7 травня, 18:00", AFTERNOON, "2026-05-07T15:00:00Z", "minute"),
        ("6 травня", AFTERNOON, "2026-05-05T21:00:00Z", "day"),
        ("31 грудня, 23:50", "2026-01-01T09:00:00Z", "2025-12-31T21:50:00Z", "minute"),
        ("1 січня, 00:10", "2025-12-31T21:59:00Z", "2025-12-31T22:10:00Z", "minute"),
        ("29 лютого, 12:00", AFTERNOON, "2024-02-29T10:00:00Z", "minute"),
        # relative, and across midnight
        ("Сьогодні, 13:35", AFTERNOON, "2026-05-07T10:35:00Z", "minute"),
        ("СЕГОДНЯ,\u00a013:35", AFTERNOON, "2026-05-07T10:35:00Z", "minute"),
        ("Вчора, 13:35", AFTERNOON, "2026-05-06T10:35:00Z", "minute"),
        ("вчера в 13:35", AFTERNOON, "2026-05-06T10:35:00Z", "minute"),
        ("Позавчора, 13:35", AFTERNOON, "2026-05-05T10:35:00Z", "minute"),
        ("Вчора", AFTERNOON, "2026-05-05T21:00:00Z", "day"),
        ("Вчора, 00:01", "2026-05-07T21:01:00Z", "2026-05-06T21:01:00Z", "minute"),
        ("Вчора, 23:59", "2026-05-07T20:59:00Z", "2026-05-06T20:59:00Z", "minute"),
        ("Сьогодні, 23:50", "2026-05-07T21:00:02Z", "2026-05-07T20:50:00Z", "minute"),
        ("Сьогодні, 00:10", "2026-05-07T21:00:00Z", "2026-05-07T21:10:00Z", "minute"),  # its clock may be ahead
        ("18:00", AFTERNOON, "2026-05-07T15:00:00Z", "minute"),
        ("Політика - 17:05", AFTERNOON, "2026-05-07T14:05:00Z", "minute"),
        ("23:50", "2026-05-07T21:05:00Z", "2026-05-07T20:50:00Z", "minute"),
        # clocks go forward on 29 March 2026: 03:00 becomes 04:00
        ("29 березня 2026, 02:59", "2026-03-29T12:00:00Z", "2026-03-29T00:59:00Z", "minute"),
        ("29 березня 2026, 03:30", "2026-03-29T12:00:00Z", "2026-03-29T01:30:00Z", "minute"),
        ("29 березня 2026, 04:00", "2026-03-29T12:00:00Z", "2026-03-29T01:00:00Z", "minute"),
        ("29 березня 2026", "2026-03-29T12:00:00Z", "2026-03-28T22:00:00Z", "day"),
        ("Вчора, 13:35", "2026-03-29T21:30:00Z", "2026-03-29T10:35:00Z", "minute"),
        ("Вчора, 13:35", "2026-03-29T20:30:00Z", "2026-03-28T11:35:00Z", "minute"),
        # clocks go back on 25 October 2026: 03:00 to 04:00 comes twice, the first one is meant
        ("25 жовтня 2026, 02:59", "2026-10-25T12:00:00Z", "2026-10-24T23:59:00Z", "minute"),
        ("25 жовтня 2026, 03:30", "2026-10-25T12:00:00Z", "2026-10-25T00:30:00Z", "minute"),
        ("25 жовтня 2026, 04:00", "2026-10-25T12:00:00Z", "2026-10-25T02:00:00Z", "minute"),
        ("Сьогодні, 13:35", "2026-10-25T12:00:00Z", "2026-10-25T11:35:00Z", "minute"),
        ("Вчора, 13:35", "2026-10-25T12:00:00Z", "2026-10-24T10:35:00Z", "minute"),
        ("Вчора, 23:30", "2026-10-25T22:30:00Z", "2026-10-25T21:30:00Z", "minute"),
    ],
)
def test_dates_of_pages(text: str, captured_at: str, at: str, precision: str) -> None:
    instant = read_date(text, utc(captured_at), KYIV)
    assert instant is not None
    assert (instant.at, instant.precision) == (utc(at), precision)
    assert instant.at.utcoffset() == UTC.utcoffset(None)


@pytest.mark.parametrize(
    "text",
    [
        "",
        "Текст: Олена Вигадана",
        "31 червня 2026, 18:00",
        "7 травня 2026, 25:61",
        "7 квітнія 2026, 18:00",  # not today at 18:00
        "32 мая",
        "29 лютого 2026, 10:00",
        "13.13.2026",
        "0 травня 2026",
        "о 5 годині",
        "18:000",
        "1:18:00:00",
    ],
)
def test_what_is_no_date(text: str) -> None:
    assert read_date(text, utc(AFTERNOON), KYIV) is None


def test_a_time_stands_on_the_day_of_its_separator() -> None:
    instant = read_date("23:50", utc("2026-05-07T21:05:00Z"), KYIV, date(2026, 5, 5))
    assert instant is not None
    assert instant.at == utc("2026-05-05T20:50:00Z")


@pytest.mark.parametrize(
    ("text", "day"),
    [("7 ТРАВНЯ", date(2026, 5, 7)), ("6 мая 2025", date(2025, 5, 6)), ("Вчора", date(2026, 5, 6)), ("Реклама", None)],
)
def test_days_of_separators(text: str, day: date | None) -> None:
    assert read_day(text, utc(AFTERNOON), KYIV) == day


@pytest.mark.parametrize(
    ("text", "zulu_is_local", "at", "precision"),
    [
        ("2026-05-07T18:00:00+03:00", False, "2026-05-07T15:00:00Z", "second"),
        ("2026-05-07T18:00:00Z", False, "2026-05-07T18:00:00Z", "second"),
        ("2026-05-07T18:00:00Z", True, "2026-05-07T15:00:00Z", "second"),
        ("2026-05-07T18:00:00+03:00", True, "2026-05-07T15:00:00Z", "second"),
        ("2026-05-07T18:00", False, "2026-05-07T15:00:00Z", "minute"),
        ("2026-05-07", False, "2026-05-06T21:00:00Z", "day"),
    ],
)
def test_iso_dates(text: str, zulu_is_local: bool, at: str, precision: str) -> None:
    instant = read_iso(text, KYIV, zulu_is_local=zulu_is_local)
    assert instant is not None
    assert (instant.at, instant.precision) == (utc(at), precision)


@pytest.mark.parametrize("text", ["", "вчора", "2026-13-01", "2026-05-07T25:00:00Z", "0001-01-01T00:00:00+14:00"])
def test_what_is_no_iso_date(text: str) -> None:
    assert read_iso(text, KYIV) is None


@pytest.mark.parametrize(
    ("text", "at"),
    [
        ("Thu, 07 May 2026 18:00:21 +0300", "2026-05-07T15:00:21Z"),
        ("Thu, 07 May 2026 18:00:21 GMT", "2026-05-07T18:00:21Z"),
        ("07 May 2026 18:00:21", "2026-05-07T15:00:21Z"),
        ("2026-05-07T18:00:21+03:00", "2026-05-07T15:00:21Z"),
    ],
)
def test_dates_of_feeds(text: str, at: str) -> None:
    instant = read_feed_date(text, KYIV)
    assert instant is not None
    assert instant.at == utc(at)


@pytest.mark.parametrize("text", ["", "колись", "Thu, 99 May 2026 18:00:21 +0300", "Thu, 07 May 2026 18:00:21 +9999"])
def test_what_is_no_date_of_a_feed(text: str) -> None:
    assert read_feed_date(text, KYIV) is None


@pytest.mark.parametrize(
    ("text", "does"), [("18:00", True), ("7 травня", True), ("2026", True), ("Текст: Олена", False), ("", False)]
)
def test_what_looks_like_a_date(text: str, does: bool) -> None:
    assert names_a_date(text) is does
