"""Dates in the bare text of a page, weighed by their words and by how far they stand from the headline."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import islice

from transforms.generic.date_reading import read_moment, written_moments
from transforms.generic.document import Document
from transforms.generic.published_sources import Candidate
from transforms.generic.published_zones import language_of
from transforms.html import Node

_BREAK = "\x1f"
_YEARS = (re.compile(r"20[0-4]\d(?!\d)"), re.compile(r"199\d(?!\d)"))
_OTHER_YEARS = {
    **dict.fromkeys(("ar", "ur", "ckb"), re.compile(r"٢٠[٠-٤]\d(?!\d)")),
    "fa": re.compile(r"۲۰[۰-۴]\d(?!\d)"),
    **dict.fromkeys(("hi", "mr", "ne"), re.compile(r"२०[०-४]\d(?!\d)")),
    "bn": re.compile(r"২০[০-৪]\d(?!\d)"),
    "th": re.compile(r"25[4-9]\d(?!\d)"),
}
"""Years as some languages write them, too: in figures of their own, or of the Buddhist era."""
_DAY_AND_YEAR = re.compile(r"\d\D{1,25}\d{2,4}|\d{4}\D{1,16}\d")
_SHORT_YEARS = (re.compile(r"\.[01]?\d\.\d\d(?![\d./,])"), re.compile(r"/[01]?\d/\d\d(?![\d./,])"))
"""Months and years in two figures. All these patterns begin with certain letters, which a search finds fast."""
_PUBLISHED = re.compile(
    r"publi[csée]|posted|released|written|date\b|datum|stand\b|\bvom\b|\bam\b|veröffentl|erstellt|gepubliceerd|geplaatst|опубл|дата|"
    r"fecha|pubbl|inserit|dodano|opublik|vydáno|publik|julkaistu|tarih|ngày|tanggal|δημοσ|megjelen|入力|입력|등록|发布|發布|公開|投稿|掲載",
    re.IGNORECASE,
)
_VALUE = r"\\?[\"']?\s{0,2}[:=]\s{0,2}\\?[\"'](?P<value>(?:19|20)\d\d[-/][^\"'\\,}<]{4,30})"
DATE_PUBLISHED = re.compile(rf"atePublished{_VALUE}")
"""The key of schema.org, in JSON of any kind, broken or not."""
PUBLICATION_KEYS = re.compile(rf"ubli(?:sh|c)(?:ed|ation)?[-_]?(?:[dD]ate|[aA]t|[oO]n|[tT]ime){{0,2}}{_VALUE}")
"""Keys of like meaning."""

_AFTER = ((300, 3.0), (1000, 2.0), (3000, 1.0), (8000, 0.0))
_BEFORE = ((150, 3.0), (300, 2.0), (1000, 0.0))
"""Weights by the characters between the headline and a date after or before it."""
_FARTHEST = 30_000
"""Characters after the headline that are read: what comes later is mostly scripts."""
_BARE, _SAID_PUBLISHED = 2.0, 2.0
_LEAST = 2.0
"""Weight below which a date is not believed to be the article's."""
_BARE_REST = 14
"""Characters beside a date that still leave its text a mere date."""
_LEAD = 60
"""How far into its text a date may stand and still be said of the text."""
_LONGEST_TEXT = 120
"""Characters of a text that is read however late its date stands."""
_MOST_READ = 12
"""Dates that are read on a page at most, those nearest to the headline."""
_MOST_PLACES = 3
"""Places of the headline around which a date is looked for."""


@dataclass(frozen=True, slots=True)
class _Segment:
    text: str
    before: str
    start: int


def page_text(node: Node | None) -> str:
    """Return the text of a part of a page, scripts and all, with a break between two elements."""
    return node.text(separator=_BREAK) if node else ""


def text_candidates(document: Document, text: str) -> list[Candidate]:
    """Return the dates of a page's text, the best one first: those around the first place of the headline that has any."""
    other = _OTHER_YEARS.get(language_of(document).partition("-")[0])
    years = (*_YEARS, other) if other else _YEARS
    found = (_candidates_near(headline, text, years) for headline in _headline_places(document, text))
    return next(filter(None, found), [])


def _candidates_near(headline: int | None, text: str, years: Sequence[re.Pattern[str]]) -> list[Candidate]:
    weighed: list[tuple[float, int, Candidate]] = []
    for segment in _segments(text, headline, years):
        moments = written_moments(segment.text[:160])
        if moments and (weight := _weight(segment, headline)) >= _LEAST:
            distance = abs(segment.start - (headline or 0))
            weighed.append((-weight, distance, Candidate(moments[0], "text")))
    return [candidate for *_, candidate in sorted(weighed, key=lambda entry: entry[:2])]


def script_candidates(text: str, keys: re.Pattern[str]) -> list[Candidate]:
    """Return the moments that scripts hold under such keys."""
    moments = (read_moment(match["value"]) for match in islice(keys.finditer(text), _MOST_READ))
    return [Candidate(moment, "script") for moment in moments if moment]


def _segments(text: str, headline: int | None, years: Sequence[re.Pattern[str]]) -> Iterator[_Segment]:
    """Yield the texts of elements that hold a year and can be about a date, those nearest to the headline first."""
    seen: set[int] = set()
    for place in sorted(_year_places(text, headline, years), key=lambda place: abs(place - (headline or 0))):
        start = text.rfind(_BREAK, max(0, place - 200), place) + 1 or max(0, place - 200)
        if start in seen:
            continue
        end = text.find(_BREAK, place, place + 200)
        segment = text[start : end if end >= 0 else place + 200].strip()
        is_long = place - start > _LEAD and len(segment) > _LONGEST_TEXT
        if is_long or not _DAY_AND_YEAR.search(segment):
            continue
        if len(seen) == _MOST_READ:
            return
        seen.add(start)
        yield _Segment(segment, text[max(0, start - 40) : start], start)


def _year_places(text: str, headline: int | None, years: Sequence[re.Pattern[str]]) -> Iterator[int]:
    headline = headline or 0
    for pattern in years:
        yield from (match.start() for match in pattern.finditer(text, 0, headline + _FARTHEST))
    begin, end = max(0, headline - _BEFORE[1][0]), headline + _AFTER[1][0]
    for pattern in _SHORT_YEARS:
        yield from (match.start() for match in pattern.finditer(text, begin, end))


def _weight(segment: _Segment, headline: int | None) -> float:
    said = segment.before + segment.text[:80]
    weight = _SAID_PUBLISHED if _PUBLISHED.search(said) else 0.0
    if sum(map(str.isalpha, segment.text)) <= _BARE_REST:
        weight += _BARE
    return weight if headline is None else weight + _nearness(segment.start - headline)


def _nearness(distance: int) -> float:
    steps = _AFTER if distance >= 0 else _BEFORE
    return next((weight for limit, weight in steps if abs(distance) < limit), 0.0)


def _headline_places(document: Document, text: str) -> Iterator[int | None]:
    """Yield where in the text the headline ends, menus and lists that hold it too; `None` where it is not in the text."""
    words = next((words for words in _headlines(document) if words in text), None)
    if words is None:
        yield None
        return
    place = text.find(words)
    for _ in range(_MOST_PLACES):
        yield place + len(words)
        place = text.find(words, place + len(words))
        if place < 0:
            return


def _headlines(document: Document) -> Iterator[str]:
    for heading in (node for node in document.landmarks if node.tag == "h1"):
        words = heading.text(separator=_BREAK)
        if len(words.strip()) > 10:
            yield words
    for title in (document.meta("og:title"), *document.titles):
        if title:
            yield title
            yield re.split(r" [|–—-] ", title)[0]
