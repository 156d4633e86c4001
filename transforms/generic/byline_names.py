"""The names in a byline, without what stands around them."""

import html
import re
from collections.abc import Iterable, Iterator, Sequence

from transforms.generic.byline_words import BEFORE_NAMES, JOINERS, NEVER, NOT_IN_NAMES
from transforms.generic.date_words import MONTHS, bare_word
from transforms.text import collapse

_INTRODUCTIONS = "|".join(sorted(map(re.escape, BEFORE_NAMES), key=len, reverse=True))
_BEFORE = re.compile(rf"(?:{_INTRODUCTIONS})(?:\s*[:：|]\s*|\s+(?:[–-]\s+)?)", re.IGNORECASE)
_INTRODUCTION = re.compile(rf"(?:{_INTRODUCTIONS})\s*[:：|/–-]*", re.IGNORECASE)
_INLINE = re.compile(
    r"(?:(?:(?:written|posted|text|words|story|reported) )?by|(?:eine? \w+ )?von|par|por|door|av|af|від"
    r"|автор(?:ка)?:?|текст:?|author:|autor(?:in|ka|a)?:|auteur ?:|text:|tekst:|texto:)\s",
    re.IGNORECASE,
)
_ADDRESS = re.compile(r"[^\s@]{1,80}@[^\s@]+|https?://\S+|\([^()]*\)|\[[^\[\]]*\]|(?<=\s)@\S+")
_HANDLE = re.compile(r"^@|^https?:|^www\.|^\d+$|/")
_SPLIT = re.compile(
    r"(?<!\s)\s*[,;/|&、，；·•∙\n]\s*|(?<!\s)\s+(?:[–—-]|" + "|".join(map(re.escape, sorted(JOINERS))) + r")\s+",
    re.IGNORECASE,
)
_DIGIT = re.compile(r"\d")
_AFTER_DATE = re.compile(r"\d.*?\s(?:by|von|par|por|door|oleh|przez|av|af|автор:?)\s+(?!\d)", re.IGNORECASE)
_LETTER = re.compile(r"[^\W\d_]")
_AFTER = re.compile(r"\s*(?:기자|記者|记者|さん|氏)$")
_MARKS = " :.,;-–—|/•·*»«\"'“”„‘’<>←→©"
_MAX_STATED, _MAX_TEXT, _MAX_BYLINE, _MAX_NAME = 2_000, 200, 90, 48
_MAX_WORDS, _MAX_FULL = 6, 4


def names_in(text: str) -> list[str]:
    """Return the names in a text that metadata gives, in order, each once."""
    return list(dict.fromkeys(_names(collapse(html.unescape(text[:_MAX_STATED])))))


def names_shown(pieces: Iterable[str]) -> list[str]:
    """Return the names in the texts of an element of the page.

    Names follow an introduction such as "By", else the first text that looks like a person's full name holds them, else
    the first that may be a signature.
    """
    texts = [text for piece in pieces if (text := collapse(piece))]
    for place, text in enumerate(texts):
        if is_introduction(text) and (names := names_following(texts[place + 1 :])):
            return names
    found = [_shown(text) for text in texts]
    full = next((names for names in found if any(" " in name for name in names)), None)
    return full or next((names for names in found if names), [])


def names_following(texts: Sequence[str]) -> list[str]:
    """Return the names in the first of the texts, and in those joined to it by a comma or a word such as "and"."""
    names = _shown(texts[0]) if texts else []
    for joiner, text in zip(texts[1::2], texts[2::2], strict=False):
        if not names or joiner.strip(" ,&").casefold() not in ("", *JOINERS):
            break
        names += _shown(text)
    return names


def full_names(text: str) -> list[str]:
    """Return the names in a text if all of them are a person's full names."""
    names = _shown(text) if len(text) <= _MAX_BYLINE else []
    return names if all(map(_is_full_name, names)) else []


def is_introduction(text: str) -> bool:
    """Tell whether a text only introduces names, such as "By" or "Autor:"."""
    return _INTRODUCTION.fullmatch(text) is not None


def introduced_names(text: str) -> list[str]:
    """Return the full names in a text that begins with an introduction, such as "By Ann Lee"; none where it goes on otherwise."""
    return full_names(text) if _INLINE.match(text) else []


def _is_full_name(name: str) -> bool:
    words = name.split()
    return 2 <= len(words) <= _MAX_FULL and words[0][0].isupper() and words[-1][0].isupper()


def _shown(text: str) -> list[str]:
    if len(text) > _MAX_TEXT:
        return []
    return [name for name in dict.fromkeys(_names(text)) if _looks_like_name(name)]


def _looks_like_name(name: str) -> bool:
    """Tell whether words that the page shows are a name: none is common beside bylines, first and last begin as names do."""
    words = name.split()
    if not NOT_IN_NAMES.isdisjoint(word.strip(":.!?’'") for word in name.casefold().split()):
        return False
    return len(words) == 1 or not (words[0][0].islower() and words[-1][0].islower())


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
    end = next((place for place, word in enumerate(words) if place and word[0].isdigit()), len(words))
    if end < len(words):
        while end and bare_word(words[end - 1]) in MONTHS:
            end -= 1
    return " ".join(words[:end])


def _without_introduction(text: str) -> str:
    for _ in range(2):
        match = _BEFORE.match(text)
        if match is None:
            break
        text = text[match.end() :]
    return text


def is_name(text: str) -> bool:
    """Tell whether a text may be a person's name or a signature: a few words, no address, not only numbers."""
    words = text.split()
    if not 1 <= len(words) <= _MAX_WORDS or not 2 <= len(text) <= _MAX_NAME or text.casefold() in NEVER:
        return False
    return not _HANDLE.search(text) and _LETTER.search(text) is not None


def is_weak(name: str) -> bool:
    """Tell whether a signature is a login: believed only where the page names nobody else."""
    return " " not in name and (name.islower() or _DIGIT.search(name) is not None)
