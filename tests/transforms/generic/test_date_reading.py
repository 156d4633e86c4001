"""Dates as pages write them. All texts are invented; what they mean was written by hand."""

import time

import pytest

from transforms.generic.date_reading import read_moment, read_written

MACHINE = [
    ("2026-05-07T18:00:05+03:00", "2026-05-07T18:00:05+03:00", "second"),
    ("2026-05-07 18:00:05 +0300", "2026-05-07T18:00:05+03:00", "second"),
    ("2026-05-07T15:00:05.1234567Z", "2026-05-07T15:00:05+00:00", "second"),
    ("2026-05-07T18:00", "2026-05-07T18:00:00", "minute"),
    ("2026-05-07T15:00:5Z", "2026-05-07T15:00:05+00:00", "second"),
    ("2026-5-7 8:05:00", "2026-05-07T08:05:00", "second"),
    ("2026-05-07", "2026-05-07T00:00:00", "day"),
    ("20260507", "2026-05-07T00:00:00", "day"),
    ("20260507T180005+0300", "2026-05-07T18:00:05+03:00", "second"),
    ("1778166005", "2026-05-07T15:00:05+00:00", "second"),
    ("1778166005000", "2026-05-07T15:00:05+00:00", "second"),
    ("Thu, 07 May 2026 15:00:05 GMT", "2026-05-07T15:00:05+00:00", "second"),
    ("Thu, 7 May 2026 11:00:05 -0400", "2026-05-07T11:00:05-04:00", "second"),
]

WRITTEN = [
    ("May 7, 2026", "2026-05-07T00:00:00", "day"),  # English
    ("Sept. 3rd, 2026 at 6:05 p.m.", "2026-09-03T18:05:00", "minute"),
    ("Posted 7th of May 2026, 12 PM", "2026-05-07T12:00:00", "minute"),
    ("7 May 2026 12:30 BST", "2026-05-07T12:30:00+01:00", "minute"),
    ("May 7, 2026 6:05 PM EDT", "2026-05-07T18:05:00-04:00", "minute"),
    ("Jan 7, 2026 6:05 PM ET", "2026-01-07T18:05:00-05:00", "minute"),
    ("07-May-2026", "2026-05-07T00:00:00", "day"),
    ("7. Mai 2026, 18.05 Uhr", "2026-05-07T18:05:00", "minute"),  # German
    ("Stand: 07.05.2026 18:05", "2026-05-07T18:05:00", "minute"),
    ("3. Jänner 2026", "2026-01-03T00:00:00", "day"),
    ("07 Dezember, 2026", "2026-12-07T00:00:00", "day"),
    ("Publié le 1er août 2026 à 18h05", "2026-08-01T18:05:00", "minute"),  # French
    ("7 de septiembre de 2026, 18:05h", "2026-09-07T18:05:00", "minute"),  # Spanish
    ("7 maggio 2026 alle 18:05", "2026-05-07T18:05:00", "minute"),  # Italian
    ("7 de março de 2026 às 18h05", "2026-03-07T18:05:00", "minute"),  # Portuguese
    ("7 mei 2026 om 18:05", "2026-05-07T18:05:00", "minute"),  # Dutch
    ("7 września 2026, 18:05", "2026-09-07T18:05:00", "minute"),  # Polish
    ("7. května 2026 18:05", "2026-05-07T18:05:00", "minute"),  # Czech
    ("7. mája 2026", "2026-05-07T00:00:00", "day"),  # Slovak
    ("2026. május 7. 18:05", "2026-05-07T18:05:00", "minute"),  # Hungarian
    ("7 mai 2026, ora 18:05", "2026-05-07T18:05:00", "minute"),  # Romanian
    ("7 октомври 2026 г.", "2026-10-07T00:00:00", "day"),  # Bulgarian
    ("7 Μαΐου 2026, 6:05 μ.μ.", "2026-05-07T18:05:00", "minute"),  # Greek
    ("7 мая 2026 в 18:05 МСК", "2026-05-07T18:05:00+03:00", "minute"),  # Russian
    ("18:05, 7 травня 2026", "2026-05-07T18:05:00", "minute"),  # Ukrainian
    ("7 Mayıs 2026 Perşembe 18:05", "2026-05-07T18:05:00", "minute"),  # Turkish
    ("7 KASIM 2026", "2026-11-07T00:00:00", "day"),
    ("7 maj 2026 kl. 18.05", "2026-05-07T18:05:00", "minute"),  # Swedish
    ("7. desember 2026", "2026-12-07T00:00:00", "day"),  # Norwegian
    ("7. marts 2026", "2026-03-07T00:00:00", "day"),  # Danish
    ("7. toukokuuta 2026 klo 18.05", "2026-05-07T18:05:00", "minute"),  # Finnish
    ("2026年5月7日 18時05分", "2026-05-07T18:05:00", "minute"),  # Japanese
    ("2026年5月7日午後6:05", "2026-05-07T18:05:00", "minute"),
    ("2026年05月07日18：05", "2026-05-07T18:05:00", "minute"),  # Chinese
    ("2026년 5월 7일 오후 6:05", "2026-05-07T18:05:00", "minute"),  # Korean
    ("입력 2026.05.07. 오전 6:05", "2026-05-07T06:05:00", "minute"),
    ("7 مايو 2026", "2026-05-07T00:00:00", "day"),  # Arabic
    ("٧ مايو ٢٠٢٦", "2026-05-07T00:00:00", "day"),
    ("7 أيار / مايو 2026", "2026-05-07T00:00:00", "day"),
    ("Ngày 7 tháng 5, 2026", "2026-05-07T00:00:00", "day"),  # Vietnamese
    ("7 Agustus 2026, 18:05 WIB", "2026-08-07T18:05:00+07:00", "minute"),  # Indonesian
    ("7 मई 2026", "2026-05-07T00:00:00", "day"),  # Hindi
    ("7 พฤษภาคม 2569", "2026-05-07T00:00:00", "day"),  # Thai, Buddhist year
    ("7 במאי 2026", "2026-05-07T00:00:00", "day"),  # Hebrew
    ("2026 m. gegužės 7 d.", "2026-05-07T00:00:00", "day"),  # Lithuanian
    ("7. svibnja 2026.", "2026-05-07T00:00:00", "day"),  # Croatian
    ("07/05/2026 18:05 GMT+7", "2026-05-07T18:05:00+07:00", "minute"),
    ("07.05.26", "2026-05-07T00:00:00", "day"),
    ("07 | 05 | 2026", "2026-05-07T00:00:00", "day"),
]

NO_DATES = [
    "",
    "Copyright 2026",
    "© 1999–2026",
    "Kapitel 3 aus 2026",
    "31 февраля 2026",
    "2026-13-45",
    "7 Foo 2026",
    "+49 30 2026",
    "0.05.2026",
]


@pytest.mark.parametrize(("text", "at", "precision"), MACHINE)
def test_text_for_machines(text: str, at: str, precision: str) -> None:
    moment = read_moment(text)
    assert moment is not None
    assert (moment.at.isoformat(), moment.precision) == (at, precision)


@pytest.mark.parametrize(("text", "at", "precision"), WRITTEN)
def test_text_for_people(text: str, at: str, precision: str) -> None:
    moment = read_written(text)
    assert moment is not None
    assert (moment.at.isoformat(), moment.precision) == (at, precision)


@pytest.mark.parametrize("text", NO_DATES)
def test_text_without_a_date(text: str) -> None:
    assert read_moment(text) is None


def test_order_of_day_and_month() -> None:
    moment = read_moment("05/06/2026")
    assert moment is not None
    assert moment.day.isoformat() == "2026-06-05"


@pytest.mark.parametrize("text", ["13/05/2026", "05/13/2026"])
def test_order_that_the_numbers_themselves_decide(text: str) -> None:
    moment = read_moment(text)
    assert moment is not None
    assert moment.day.isoformat() == "2026-05-13"


def test_years_before_the_web_are_not_read() -> None:
    assert read_moment("1970-01-01") is None
    assert read_moment("7 May 1969") is None


@pytest.mark.parametrize(
    "unit", ["2026-", "1 ", "12 maj ", "2026 ", "9.", "12:30 ", "7 May 2026 12:30 ", "a" * 20 + " "]
)
def test_time_is_linear(unit: str) -> None:
    def seconds(size: int) -> float:
        text = unit * (size // len(unit))
        started = time.process_time()
        read_written(text)
        return time.process_time() - started

    assert seconds(200_000) < 40 * max(seconds(20_000), 0.002)
