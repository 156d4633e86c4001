"""Text as a reader sees it: spaces collapsed, words counted, numbers read."""

import re

_GROUPED_NUMBER = re.compile(r"[0-9]{1,15}|[0-9]{1,3}(?: [0-9]{3}){1,4}")
_WIDTHLESS = str.maketrans(dict.fromkeys("\u200b\u2060\ufeff\u00ad"))
_MARKS = " :;.,!>»«›‹<•·|*→-–—"
_DASHES = frozenset("-–—•·|/&+=*")


def collapse(text: str) -> str:
    """Return the text with every run of white space, no-break spaces among them, as one space, and none at the ends.

    Soft hyphens and other characters without a width go.
    """
    if text.isprintable():  # so there is no white space but spaces, and nothing without a width
        return text.strip() if "  " not in text else " ".join(text.split())
    if "\u00ad" in text or "\u200b" in text or "\ufeff" in text or "\u2060" in text:
        text = text.translate(_WIDTHLESS)
    return " ".join(text.split())


def folded(text: str) -> str:
    """Return the text as headings and labels are compared: collapsed, case-folded, without marks at its ends."""
    return collapse(text).strip(_MARKS).casefold()


def word_count(text: str) -> int:
    """Return how many words the text has: runs between white space that are not a lone mark such as a dash."""
    words = text.split()
    return len(words) - sum(map(_DASHES.__contains__, words))


def whole_number(text: str) -> int | None:
    """Return the number that the text is, groups of thousands joined, or `None` where it is anything else."""
    text = collapse(text)
    return int(text.replace(" ", "")) if _GROUPED_NUMBER.fullmatch(text) else None
