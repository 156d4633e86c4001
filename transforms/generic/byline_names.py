"""The names in a byline, without what stands around them."""

import html
import re
from collections.abc import Iterable, Iterator

from transforms.generic.byline_words import BEFORE_DATES, BEFORE_NAMES, JOINERS, NOBODY, ROLES
from transforms.generic.date_words import MONTHS, bare_word
from transforms.text import collapse

_BEFORE = re.compile(
    r"^(?:" + "|".join(sorted(map(re.escape, BEFORE_NAMES), key=len, reverse=True)) + r")(?:\s*[:：|/–-]\s*|\s+)",
    re.IGNORECASE,
)
_INTRODUCTION = re.compile(
    r"(?:" + "|".join(sorted(map(re.escape, BEFORE_NAMES), key=len, reverse=True)) + r")\s*[:：|/–-]*", re.IGNORECASE
)
_ADDRESS = re.compile(r"\S+@\S+\.\S+|https?://\S+|\([^()]*\)|\[[^\[\]]*\]")
_HANDLE = re.compile(r"^@|^https?:|^www\.|\.(?:com|de|net|org|php|html)$|^\d+$")
_SPLIT = re.compile(
    r"\s*[,;/|&、，；·•\n]\s*|\s+[–—-]\s+|\s+(?:" + "|".join(map(re.escape, JOINERS)) + r")\s+", re.IGNORECASE
)
_DIGIT = re.compile(r"\d")
_AFTER_DATE = re.compile(r"\d.*?\s(?:by|von|par|por|door|oleh|przez|av|af|автор:?)\s+(?!\d)", re.IGNORECASE)
_PICTURE = re.compile(
    r"(?:foto|photo|bild|image|illustration|grafik|video|фото|ілюстрація|collage|credit)", re.IGNORECASE
)
_LETTER = re.compile(r"[^\W\d_]")
_AFTER = re.compile(r"\s*(?:기자|記者|记者|さん|氏)$")
_MARKS = " :.,;-–—|/•·*»«\"'“”„‘’<>←→"
_MAX_TEXT, _MAX_NAME, _MAX_WORDS = 200, 48, 5


def names_in(text: str) -> list[str]:
    """Return the names in a byline's text, in order, each once; none where it is too long to be one."""
    text = collapse(html.unescape(text))
    if not text or len(text) > _MAX_TEXT:
        return []
    return list(dict.fromkeys(_names(text)))


def names_among(pieces: Iterable[str]) -> list[str]:
    """Return the names in the texts of an element: those after an introduction such as "By", else the first that are whole names."""
    texts = [text for piece in pieces if (text := collapse(piece))]
    for place, text in enumerate(texts[:-1]):
        if _INTRODUCTION.fullmatch(text):
            return names_in(texts[place + 1]) or names_among(texts[place + 2 :])
    found = [names_in(text) for text in texts]
    return next((names for names in found if any(" " in name for name in names)), None) or next(
        (names for names in found if names), []
    )


def _names(text: str) -> Iterator[str]:
    text = _without_date(_without_introduction(_ADDRESS.sub(" ", text).strip(_MARKS)))
    for part in _SPLIT.split(text):
        name = _AFTER.sub("", _without_introduction(part.strip(_MARKS))).strip(_MARKS)
        if is_name(name):
            yield name


def _without_date(text: str) -> str:
    """Return what stands before a date, or after it where an introduction follows it."""
    if not _DIGIT.search(text):
        return text
    if match := _AFTER_DATE.search(text):
        return text[match.end() :]
    words = text.split()
    end = next((place for place, word in enumerate(words) if word[0].isdigit()), len(words))
    while (
        end and (bare_word(words[end - 1]) in MONTHS or words[end - 1].casefold() in BEFORE_DATES) and end < len(words)
    ):
        end -= 1
    return " ".join(words[:end])


def _without_introduction(text: str) -> str:
    for _ in range(2):
        text, count = _BEFORE.subn("", text, count=1)
        if not count:
            break
    return text


def is_name(text: str) -> bool:
    """Tell whether a text may be a person's name or a signature: a few words, none of them a role, not an address."""
    words = text.casefold().split()
    if not 1 <= len(words) <= _MAX_WORDS or not 2 <= len(text) <= _MAX_NAME:
        return False
    if _HANDLE.search(text) or _PICTURE.match(text) or not _LETTER.search(text):
        return False
    return not NOBODY.issuperset(words) and (len(words) == 1 or ROLES.isdisjoint(words))
