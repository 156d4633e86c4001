"""The forms of a word.

Ukrainian and Russian are inflected by pymorphy3 with its dictionaries: the words of a query are turned into all their forms,
once, so that no word of an article needs an analysis. Languages that Snowball knows have their stems compared, any other
the words as they are.
"""

from collections.abc import Iterable
from functools import lru_cache

import snowballstemmer
from pymorphy3 import MorphAnalyzer
from pymorphy3.analyzer import Parse

from transforms.topics.fold import folded, typed

_INFLECTED = ("uk", "ru")
_STEMMED = {
    "cs": "czech",
    "da": "danish",
    "de": "german",
    "en": "english",
    "es": "spanish",
    "fr": "french",
    "it": "italian",
    "nl": "dutch",
    "pl": "polish",
    "pt": "portuguese",
    "ro": "romanian",
    "sv": "swedish",
    "tr": "turkish",
}


class WordForms:
    """Word forms of one language: a word of an article is one of a query's when `key` of the one is in `keys` of the other."""

    def key(self, word: str) -> str:
        """Return the key of an article's word, which is folded."""
        return word

    def keys(self, word: str) -> frozenset[str]:
        """Return the keys of a query's word, as it was typed."""
        return frozenset({folded(word)})


class _Inflected(WordForms):
    def __init__(self, language: str) -> None:
        self._analyzer = MorphAnalyzer(lang=language, probability_estimator_cls=None)  # it only puts readings in order

    def keys(self, word: str) -> frozenset[str]:
        plain = typed(word)
        words = {plain}
        for reading in _lexemes(_meant(plain, self._analyzer.parse(plain))):
            words.update(form.word for form in reading.lexeme)
        return frozenset(folded("\n".join(words)).split("\n"))  # folded at once: a sixth of the time


def _lexemes(readings: Iterable[Parse]) -> Iterable[Parse]:
    """Return one reading for each lexeme: those of one dictionary form and one paradigm have the same forms."""
    return {(reading.normal_form, *reading.methods_stack[0][2:3]): reading for reading in readings}.values()


def _meant(word: str, parses: Iterable[Parse]) -> list[Parse]:
    """Return the readings of a word that count: where it is a dictionary form, those whose dictionary form it is.

    People write dictionary forms: мати is a mother (or to have), not the mats that it could be as well.
    """
    readings = list(parses)
    named = [reading for reading in readings if folded(reading.normal_form) == folded(word)]
    return named or readings


class _Stemmed(WordForms):
    def __init__(self, algorithm: str) -> None:
        self._stem = lru_cache(maxsize=200_000)(snowballstemmer.stemmer(algorithm).stemWord)

    def key(self, word: str) -> str:
        return folded(self._stem(word))

    def keys(self, word: str) -> frozenset[str]:
        return frozenset({self.key(folded(word))})


@lru_cache(maxsize=32)
def word_forms(language: str) -> WordForms:
    """Return the word forms of a language (BCP 47; its first subtag counts)."""
    name = language.partition("-")[0].lower()
    if name in _INFLECTED:
        return _Inflected(name)
    return _Stemmed(_STEMMED[name]) if name in _STEMMED else WordForms()
