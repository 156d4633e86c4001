"""Instants from the dates that Ukrainian and Russian pages write.

Relative dates are read against the moment of the capture, on the clock of the outlet. Local times become UTC with the rule
of PEP 495 for `fold=0`: a time that occurs twice (clocks go back) is its first occurrence, and a time that does not
occur (clocks go forward) is read with the offset that held before the jump.
"""

import re
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from email.utils import parsedate_to_datetime
from functools import cache
from typing import Literal
from zoneinfo import ZoneInfo

from transforms.text import collapse

Precision = Literal["second", "minute", "day"]

_MONTHS = {
    name: number
    for names in (
        "січня лютого березня квітня травня червня липня серпня вересня жовтня листопада грудня",
        "января февраля марта апреля мая июня июля августа сентября октября ноября декабря",
        "january february march april may june july august september october november december",
    )
    for number, name in enumerate(names.split(), 1)
}
_DAYS_BACK = {"сьогодні": 0, "сегодня": 0, "вчора": 1, "учора": 1, "вчера": 1, "позавчора": 2, "позавчера": 2}

_TIME = r"(?P<hour>\d{1,2}):(?P<minute>\d{2})(?::(?P<second>\d{2}))?(?![\d:])"
_THEN_TIME = rf"(?:,?\s*(?:(?:о|об|в)\s+)?{_TIME})?"
_YEAR = r"(?P<year>\d{4})(?!\d)(?:\s*(?:р\.|г\.|року\b|года\b))?"
_WRITTEN = re.compile(rf"(?<!\d)(?P<day>\d{{1,2}})\s+(?P<month>{'|'.join(_MONTHS)})\b(?:,?\s+{_YEAR})?{_THEN_TIME}")
_NUMERIC = re.compile(rf"(?<!\d)(?P<day>\d{{1,2}})\.(?P<month>\d{{1,2}})\.(?P<year>\d{{4}}|\d{{2}})(?!\d){_THEN_TIME}")
_TIME_BEFORE = re.compile(r"(?<![\d:])(?P<hour>\d{1,2}):(?P<minute>\d{2})(?::(?P<second>\d{2}))?,?\s*$")
_RELATIVE = re.compile(rf"\b(?P<word>{'|'.join(_DAYS_BACK)})\b{_THEN_TIME}")
_TIME_ALONE = re.compile(rf"(?<![\d:]){_TIME}")
_DIGIT = re.compile(r"\d")
_DATED = re.compile(r"\d{4}|\d:\d\d|\d\s+\w")

FIRST_YEAR = 1995
"""Of articles on the web, nearly: what says it is older is an empty date of some system, such as 1 January 1970."""
AHEAD = timedelta(days=2)
"""How far a date may lie ahead of the capture: announced and mistyped dates lie further."""
_CLOCK_TOLERANCE = timedelta(minutes=15)
"""How far an outlet's clock may run ahead of ours before "today, 23:50" must mean yesterday."""


@dataclass(frozen=True, slots=True)
class Instant:
    """An instant in UTC, and how exactly it was given."""

    at: datetime
    precision: Precision


@cache
def zone(name: str) -> ZoneInfo:
    """Return the time zone (made once: looking one up costs more than reading a date)."""
    return ZoneInfo(name)


def is_believable(published_at: datetime, captured_at: datetime) -> bool:
    """Tell whether an article can have been published then: neither before there were any, nor long after its capture."""
    return published_at.year >= FIRST_YEAR and published_at <= captured_at + AHEAD


def read_date(text: str, captured_at: datetime, time_zone: str, day: date | None = None) -> Instant | None:
    """Return the instant that a text names, or `None` where it names none.

    Read are `7 травня 2026, 18:00`, `7 мая, 18:00`, `7 May 2026`, `07.05.2026 18:00`, `18:00, 07.05.26`,
    `Сьогодні/Вчора, 13:35`, `18:00` and `7 травня`, in any case and with no-break spaces, anywhere in the text.

    Without a year it is the last such day that is not after the day after the capture. A time alone counts only where no
    other number stands beside it: that would be a date not understood.

    Args:
        text: the text of the date's element.
        captured_at: when the page was captured, aware.
        time_zone: IANA name of the zone of the outlet's clock.
        day: local day of a bare `HH:MM`, where a separator names it; the capture's day otherwise.
    """
    text = collapse(text).lower()
    local_now = captured_at.astimezone(zone(time_zone))
    if match := _WRITTEN.search(text):
        return _written(match, _MONTHS[match["month"]], local_now, _clock_beside(match, text))
    if match := _NUMERIC.search(text):
        return _written(match, int(match["month"]), local_now, _clock_beside(match, text))
    if match := _RELATIVE.search(text):
        back = timedelta(days=_DAYS_BACK[match["word"]])
        return _not_ahead(match, local_now.date() - back, local_now)
    if (
        (match := _TIME_ALONE.search(text))
        and not _DIGIT.search(text, match.end())
        and not _DIGIT.search(text[: match.start()])
    ):
        return _local_instant(match, day, local_now) if day else _not_ahead(match, local_now.date(), local_now)
    return None


def read_day(text: str, captured_at: datetime, time_zone: str) -> date | None:
    """Return the local day that a separator such as `7 ТРАВНЯ` or `Вчора` names, or `None`."""
    instant = read_date(text, captured_at, time_zone)
    return instant.at.astimezone(zone(time_zone)).date() if instant and instant.precision == "day" else None


def names_a_date(text: str) -> bool:
    """Tell whether a text looks as if it held a date or a time, understood or not."""
    return _DATED.search(collapse(text)) is not None


def read_iso(text: str, time_zone: str, *, zulu_is_local: bool = False) -> Instant | None:
    """Return the instant of an ISO 8601 text, or `None` where it is none. Without an offset it is local time.

    Args:
        text: such as `2026-05-07T18:00:00+03:00`.
        time_zone: zone of a text without an offset.
        zulu_is_local: the outlet writes its local time with a "Z".
    """
    text = text.strip()
    try:
        at = datetime.fromisoformat(text)
    except ValueError:
        return None
    if at.tzinfo is None or (zulu_is_local and text[-1:] in "Zz"):
        at = at.replace(tzinfo=zone(time_zone))
    precision: Precision = "day" if len(text) <= 10 else "second" if at.second or text.count(":") > 1 else "minute"
    return _utc(at, precision)


def read_feed_date(text: str, time_zone: str) -> Instant | None:
    """Return the instant of an RSS date (RFC 5322, as RSS 2.0 asks), or `None`. Without an offset it is local time."""
    try:
        at = parsedate_to_datetime(collapse(text))
    except (ValueError, TypeError, IndexError, OverflowError):  # what the standard library raises on odd dates
        return read_iso(text, time_zone)
    return _utc(at if at.tzinfo else at.replace(tzinfo=zone(time_zone)), "second")


def _utc(at: datetime, precision: Precision) -> Instant | None:
    """Return the instant in UTC, or `None` at the edges of the calendar."""
    try:
        return Instant(at.astimezone(UTC), precision)
    except (OverflowError, ValueError):
        return None


def _clock_beside(match: re.Match[str], text: str) -> re.Match[str]:
    """Return the match that holds the time of a date: its own, else that of a time right before it."""
    return match if match["hour"] else _TIME_BEFORE.search(text[: match.start()]) or match


def _written(match: re.Match[str], month: int, local_now: datetime, clock: re.Match[str]) -> Instant | None:
    """Return the instant of a date with a month; without a year, the last one not after tomorrow."""
    day_number = int(match["day"])
    if match["year"]:
        year = int(match["year"]) + (2000 if len(match["year"]) == 2 else 0)
        day = _date(year, month, day_number)
        return _local_instant(clock, day, local_now) if day else None
    latest = local_now.date() + timedelta(days=1)
    years = range(latest.year, latest.year - 8, -1)  # 29 February may be eight years back
    days = (_date(year, month, day_number) for year in years)
    day = next((day for day in days if day and day <= latest), None)
    return _local_instant(clock, day, local_now) if day else None


def _date(year: int, month: int, day: int) -> date | None:
    try:
        return date(year, month, day)
    except ValueError:
        return None


def _not_ahead(match: re.Match[str], day: date, local_now: datetime) -> Instant | None:
    """Return the instant on that day, or a day before where it would lie ahead of the capture.

    A page made just before midnight and captured just after it says "today" of what is yesterday by now.
    """
    instant = _local_instant(match, day, local_now)
    if instant and instant.precision != "day" and instant.at > local_now + _CLOCK_TOLERANCE:
        return _local_instant(match, day - timedelta(days=1), local_now)
    return instant


def _local_instant(match: re.Match[str], day: date, local_now: datetime) -> Instant | None:
    """Return the instant of a matched time on a local day; without a time, the day's first moment."""
    if match["hour"] is None:
        return _utc(datetime.combine(day, time(), local_now.tzinfo), "day")
    try:
        clock = time(int(match["hour"]), int(match["minute"]), int(match["second"] or 0))
    except ValueError:
        return None
    precision: Precision = "second" if match["second"] else "minute"
    return _utc(datetime.combine(day, clock, local_now.tzinfo), precision)
