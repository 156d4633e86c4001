"""Texts as they are compared: what spelling and typing change, and meaning does not, is folded away."""

import re
import unicodedata
from collections.abc import Mapping

_APOSTROPHES = "\u2019\u02bc\u2018\u02bb\u0060\u00b4\u2032\uff07"
_UNSEEN = "\u0301\u00ad\u200b\u200c\u200d\u2060\ufeff"  # stress mark, soft hyphen, characters without a width
_TYPED = dict.fromkeys(_APOSTROPHES, "'") | dict.fromkeys(_UNSEEN, "")
_FOLDED = _TYPED | {"ґ": "г", "ё": "е"}
_WORD = re.compile(r"[^\W_]+(?:'[^\W_]+)*")


def typed(text: str) -> str:
    """Return a text case-folded, in NFC, with one kind of apostrophe and without stress marks; ґ and ё stay."""
    return _replaced(unicodedata.normalize("NFC", text.casefold()), _TYPED)


def folded(text: str) -> str:
    """Return a text as it is compared: as `typed`, and ґ is г, ё is е."""
    return _replaced(unicodedata.normalize("NFC", text.casefold()), _FOLDED)


def _replaced(text: str, replacements: Mapping[str, str]) -> str:
    """Return a text with characters replaced; most are in few texts, and `translate` would ask for every character."""
    for character, replacement in replacements.items():
        if character in text:
            text = text.replace(character, replacement)
    return text


def words_of(text: str) -> list[str]:
    """Return the words of a folded text, in order; a hyphen parts two words, an apostrophe inside does not."""
    return _WORD.findall(text)
