"""Texts of strangers on a terminal: it shows them and obeys nothing in them."""

import logging
import unicodedata

_UNSEEN = frozenset({"Cc", "Cf", "Cs", "Zl", "Zp"})
_KEPT = frozenset("\n\t\u200c\u200d")
"""Line breaks and tabs; the two joiners, without which some scripts and emoji fall apart."""


def visible(text: str) -> str:
    r"""Return the text with each character that a terminal would obey, or not show, as its escape, such as `\x1b`.

    Those are controls (ECMA-48), marks that turn the direction of text (UAX #9), characters without a width, and halves of
    surrogate pairs, which no terminal can be sent at all.
    """
    if text.isprintable():
        return text
    return "".join(_escaped(character) for character in text)


def _escaped(character: str) -> str:
    if character in _KEPT or unicodedata.category(character) not in _UNSEEN:
        return character
    return character.encode("unicode_escape").decode("ascii")


class VisibleFormatter(logging.Formatter):
    """Formats lines of the log, which hold URLs and texts of pages."""

    def format(self, record: logging.LogRecord) -> str:
        """Return the line."""
        return visible(super().format(record))
