"""Moments from the dates that pages write, for machines and for people, in any language."""

import re
import unicodedata
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta, timezone, tzinfo
from functools import cache
from zoneinfo import ZoneInfo

from transforms.dates import FIRST_YEAR, Precision
from transforms.generic.date_words import MONTHS, ZONE_HOURS, ZONE_NAMES, bare_word

_LAST_YEAR = 2100
_BUDDHIST = 543

_YEAR = r"(?P<year>(?:19|20|25)\d\d)(?![\d.,]*\d{3})"
_DAY = r"(?<![\d.,:/])(?P<day>[0-3]?\d)"
_WORD = r"(?P<month>[^\W\d_][^\s\d,/|()<>\"=;:‐–-]{1,14})"
_OF = r"(?:(?:de|del|of)\s+|d['’]|m\.\s*)?"
_AGAIN = r"(?:\s?/\s?[^\W\d]{3,12})?"  # Arabic names a month in two ways
_PATTERNS: dict[str, str] = {
    "year_first": r"(?<![\d.,:])(?P<year>(?:19|20)\d\d)(?P<mark>\s?[-/.‐–]\s?)(?P<month>[01]?\d)(?P=mark)(?P<day>[0-3]?\d)(?!\d)",
    "cjk": r"(?P<year>(?:19|20)\d\d)\s?[年년]\s?(?P<month>[01]?\d)\s?[月월]\s?(?P<day>[0-3]?\d)\s?[日일]?",
    "day_month": rf"{_DAY}(?:\.|º|ª|er|st|nd|rd|th|ste|-?го|-?е)?[\s/-]*{_OF}{_WORD}{_AGAIN},?[\s/-]*{_OF}{_YEAR}",
    "month_day": rf"{_WORD}\s*(?P<day>[0-3]?\d)(?:st|nd|rd|th|º)?\s?[.,]?\s+{_OF}{_YEAR}",
    "year_month_day": rf"{_YEAR}\.?\s*(?:m\.|gada|eko|thg|р\.)?\s*{_WORD}\s*(?P<day>[0-3]?\d)(?!\d|:)",
    "numeric": rf"{_DAY}(?P<mark>\s?[./|‐–-]\s?)(?P<month>[0-3]?\d)(?P=mark){_YEAR}",
    # No page of the corpora needs it; Vietnamese writes its months as numbers after a word.
    "vietnamese": rf"{_DAY}\s*tháng\s*(?P<month>[01]?\d),?\s*(?:năm\s*)?{_YEAR}",
    "short_year": rf"{_DAY}(?P<mark>[./-])(?P<month>[0-3]?\d)(?P=mark)(?P<year>\d\d)(?![\d.,:/-])",
}
"""How dates are written, the surest first."""
READINGS: dict[str, re.Pattern[str]] = {name: re.compile(text, re.IGNORECASE) for name, text in _PATTERNS.items()}

_HALF = r"[ap]\.?\s?m\b|[μπ]\.\s?μ"
_ZONE = r"\(?(?:(?:utc|gmt)\s?)?(?P<offset>[+-−]\d{1,2}(?::?\d\d)?)(?!\d)|\(?(?P<zone>[a-zмск]{1,5})\b"
_CLOCK = re.compile(
    r"(?P<before>上午|下午|午前|午後|오전|오후)?\s?(?<![\d.,/-])(?P<hour>[0-2]?\d)"
    r"(?:\s?(?::|\.(?=\d\d(?!\d))|h|時|시|点|點|ч)\s?(?P<minute>[0-5]\d)?[分분]?(?::(?P<second>[0-5]?\d)(?:\.\d+)?)?(?!\d|[.:/]\d)|(?=\s?[ap]\.?m\b))"
    rf"\s?(?P<half>{_HALF})?\.?\s?(?:uhr\s?)?(?:{_ZONE})?",
    re.IGNORECASE,
)
_GAP_AFTER = re.compile(r"T|[^\d\n]{0,24}?(?=(?:上午|下午|午前|午後|오전|오후)?\s?\d)")
_EPOCH = re.compile(r"(?P<seconds>\d{10})(?:\d{3})?(?:\.\d+)?")
_COMPACT = re.compile(
    r"((?:19|20)\d\d)([01]\d)([0-3]\d)(?:T?([0-2]\d)([0-5]\d)([0-5]\d)?)?(?:\.\d+)?(Z|[+-]\d\d:?\d\d)?"
)
_FRACTION = re.compile(r"(?<=:\d\d)[.,]\d+")
_SPACED_OFFSET = re.compile(r"\s+(?=[+-]\d\d:?\d\d$)")
_DIGITS = {ord(zero) + value: str(value) for zero in "٠۰०০੦૦௦೦๐" for value in range(10)}
"""Digits of other scripts: the patterns know years by their first two figures."""
_LATE = frozenset(("p", "μμ", "下午", "午後", "오후"))


@dataclass(frozen=True, slots=True)
class Moment:
    """When something was, as a page wrote it.

    Attributes:
        at: in the page's own zone where it gave one, else local time without a zone.
        precision: how exactly it was given.
    """

    at: datetime
    precision: Precision

    @property
    def day(self) -> date:
        """The calendar day on the page's own clock."""
        return self.at.date()

    @property
    def has_zone(self) -> bool:
        """Whether the moment is an instant: its zone is known."""
        return self.at.tzinfo is not None


def read_moment(text: str) -> Moment | None:
    """Return the moment that a text for machines gives: ISO 8601, epoch, RFC 5322, or a date as people write it.

    5/6/2019 is 5 June, on every page.
    """
    text = text.strip()
    return _iso(text) or _compact(text) or _epoch(text) or read_written(text)


def read_written(text: str) -> Moment | None:
    """Return the first moment that a text for people names, or `None`. See `read_moment`."""
    return next(iter(written_moments(text)), None)


def written_moments(text: str) -> list[Moment]:
    """Return the moments that the text names in the surest of the ways of writing them, in order."""
    if not text.isascii():
        text = unicodedata.normalize("NFKC", text).translate(_DIGITS)
    for pattern in READINGS.values():
        days = ((match, _day(match)) for match in pattern.finditer(text))
        if moments := [_with_clock(day, text, match) for match, day in days if day]:
            return moments
    return []


def _iso(text: str) -> Moment | None:
    if text[:2] not in {"19", "20"} or text[4:5] != "-":
        return None
    try:
        at = datetime.fromisoformat(_SPACED_OFFSET.sub("", _FRACTION.sub("", text)))
    except ValueError:
        return None
    return _plausible(at, "day" if len(text) <= 10 else "second" if text.count(":") > 1 else "minute")


def _compact(text: str) -> Moment | None:
    match = _COMPACT.fullmatch(text)
    if not match:
        return None
    year, month, day, hour, minute, second, zone = match.groups()
    clock = f"T{hour}:{minute}:{second or '00'}{zone or ''}" if hour else ""
    try:
        at = datetime.fromisoformat(f"{year}-{month}-{day}{clock}")
    except ValueError:
        return None
    return _plausible(at, "second" if second else "minute" if hour else "day")


def _epoch(text: str) -> Moment | None:
    match = _EPOCH.fullmatch(text)
    return _plausible(datetime.fromtimestamp(int(match["seconds"]), UTC), "second") if match else None


def _plausible(at: datetime, precision: Precision) -> Moment | None:
    return Moment(at, precision) if FIRST_YEAR <= at.year <= _LAST_YEAR else None


def _day(match: re.Match[str]) -> date | None:
    year, month, day = int(match["year"]), _month(match["month"]), int(match["day"])
    if month is None:
        return None
    if year < 100:
        year += 2000
    elif year > _LAST_YEAR:
        year -= _BUDDHIST
    if match.re in _NUMERIC and month > 12:
        day, month = month, day
    try:
        return date(year, month, day) if year >= FIRST_YEAR else None
    except ValueError:
        return None


_NUMERIC = (READINGS["numeric"], READINGS["short_year"])


def _month(text: str) -> int | None:
    return int(text) if text.isdecimal() else MONTHS.get(bare_word(text))


def _with_clock(day: date, text: str, match: re.Match[str]) -> Moment:
    """Return the day with the time that stands right after it, or else right before it."""
    gap = _GAP_AFTER.match(text, match.end())
    clock = _CLOCK.match(text, gap.end()) if gap else None
    moment = _at(day, clock) if clock else None
    if moment is None:
        for clock in _CLOCK.finditer(text, max(0, match.start() - 40), match.start()):
            if not any(map(str.isdigit, text[clock.end() : match.start()])):
                moment = _at(day, clock)
    return moment or Moment(datetime.combine(day, time()), "day")


def _at(day: date, clock: re.Match[str]) -> Moment | None:
    hour, half = int(clock["hour"]), clock["before"] or clock["half"]
    if half:
        late = half in _LATE or half[0].lower() in "pμ"
        hour = hour % 12 + (12 if late else 0)
    try:
        at = datetime.combine(day, time(hour, int(clock["minute"] or 0), int(clock["second"] or 0)))
    except ValueError:
        return None
    zone = _zone(clock["offset"], clock["zone"])
    return Moment(at.replace(tzinfo=zone), "second" if clock["second"] else "minute")


def _zone(offset: str | None, letters: str | None) -> tzinfo | None:
    if offset:
        digits = offset[1:].replace(":", "")
        hours, minutes = (digits, "0") if len(digits) < 3 else (digits[:-2], digits[-2:])
        minutes_east = int(hours) * 60 + int(minutes)
        east = timedelta(minutes=minutes_east if offset[0] == "+" else -minutes_east)
        return timezone(east) if abs(east) < timedelta(hours=15) else None
    letters = (letters or "").lower()
    if letters in ZONE_NAMES:
        return zone_of(ZONE_NAMES[letters])
    return timezone(timedelta(hours=ZONE_HOURS[letters])) if letters in ZONE_HOURS else None


@cache
def zone_of(name: str) -> ZoneInfo:
    """Return the time zone of an IANA name (made once: looking one up costs more than reading a date)."""
    return ZoneInfo(name)
