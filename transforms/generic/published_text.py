"""Dates in the bare text of a page, for pages whose head and elements say nothing."""

import re
from collections.abc import Iterator

from transforms.generic.date_reading import Moment, read_moment, written_moments
from transforms.generic.document import Document
from transforms.generic.published_sources import Candidate

_BREAK = "\x1f"
_YEAR = re.compile(r"(?<![\d#])(?:19|20)\d\d(?!\d)|(?<=\d[./])[01]?\d[./]\d\d(?![\d./])|(?<=\d[年년])")
_CODE = re.compile(r"[{}=;\\<>\[\]]|©|\(c\)|copyright|https?:", re.IGNORECASE)
_LABEL = re.compile(
    r"publi|post|date|datum|stand\b|vom\b|veröffentl|erstellt|aktualis|updat|modif|revis|added|written|geschrieben|опубл|дата|"
    r"fecha|aggiorn|actualiz|inserit|dodano|vydáno|pubbl|julkaistu|tarih|ngày|tanggal",
    re.IGNORECASE,
)
_SCRIPT_DATE = re.compile(
    r"(?P<name>(?:[dD]ate[-_]?|first[-_]?|last[-_]?)?[pP]ubli(?:sh|cation|shed|c)(?:ed)?(?:[-_]?(?:[dD]ate|[aA]t|[oO]n|[tT]ime|[dD]ate[tT]ime))?|"
    r"pub_?[dD]ate)\\?[\"']?\s{0,2}[:=]\s{0,2}\\?[\"']?(?P<value>(?:19|20)\d\d[-/][^\"'\\,}<]{4,30}|1[0-9]{9}(?:\d{3})?)"
)
_NEAR_AFTER, _NEAR_BEFORE = 1500, 400
"""How many characters of text may stand between the headline and its date."""
_LEAD = 60
"""How far into its text a date may stand and still be said of the text."""
_LONGEST_TEXT = 120
_MOST_HITS = 60


def text_candidates(document: Document, *, month_first: bool) -> Iterator[Candidate]:
    """Yield the dates of the text: those near the headline, then those with a label, nearest first."""
    root = document.tree.root
    if root is None:
        return
    text = root.text(separator=_BREAK)
    yield from _near_headline(document, text, month_first)
    yield from _in_scripts(text)


def _in_scripts(text: str) -> Iterator[Candidate]:
    for match in _SCRIPT_DATE.finditer(text):
        if moment := read_moment(match["value"]):
            yield Candidate(moment, f"script:{match['name']}")
            return


def _near_headline(document: Document, text: str, month_first: bool) -> Iterator[Candidate]:
    headline = _headline_place(document, text)
    near: list[tuple[int, Moment, str]] = []
    end = -1
    for match in _YEAR.finditer(text):
        if match.start() < end:
            continue
        start = text.rfind(_BREAK, max(0, match.start() - 200), match.start()) + 1
        end = text.find(_BREAK, match.end(), match.end() + 200)
        end = match.end() + 200 if end < 0 else end
        segment = text[start:end].strip()
        if match.start() - start > _LEAD and len(segment) > _LONGEST_TEXT:
            continue
        if _CODE.search(segment):
            continue
        moments = written_moments(segment[:160], month_first=month_first)
        if not moments:
            continue
        distance = start - headline if start >= headline else (headline - start) * 3
        labelled = bool(_LABEL.search(segment[:80]))
        if -_NEAR_BEFORE < start - headline < _NEAR_AFTER:
            near.append((distance, moments[0], "text:headline"))
        elif labelled:
            near.append((distance + 100_000, moments[0], "text:label"))
        if len(near) >= _MOST_HITS:
            break
    near.sort(key=lambda entry: entry[0])
    for _, moment, source in near:
        yield Candidate(moment, source)


def _headline_place(document: Document, text: str) -> int:
    """Return where the text of the headline ends."""
    for heading in document.tree.css("h1"):
        words = heading.text(separator=_BREAK)
        if len(words.strip()) > 10:
            place = text.find(words)
            if place >= 0:
                return place + len(words)
    return 0
