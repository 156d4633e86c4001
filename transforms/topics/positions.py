"""Where in an article the words of queries stand.

A position is a number: the field's range, and in it the word's place. Tags and authors are kept apart by a gap that no
slop spans.
"""

from collections import defaultdict
from collections.abc import Callable, Mapping, Sequence
from typing import TypeAlias

from transforms.topics.articles import ArticleText
from transforms.topics.fold import folded, words_of
from transforms.topics.query import Field

_FIELD_SIZE = 1 << 32
_GAP = 1_000
_RANKS: Mapping[Field, int] = {"headline": 0, "lead": 1, "body": 2, "tag": 3, "author": 4}
_FIELD_OF_RANK = {rank: field for field, rank in _RANKS.items()}

TEXT_END = 3 * _FIELD_SIZE
"""Positions below it are those of headline, lead and body."""

LEAD_END = 2 * _FIELD_SIZE
"""Positions below it are those of headline and lead."""

Positions: TypeAlias = Mapping[int, Sequence[int]]
"""Number of a query's word -> where it stands, in order."""


def field_of(position: int) -> Field:
    """Return the field that a position lies in."""
    return _FIELD_OF_RANK[position // _FIELD_SIZE]


def place_in_field(position: int) -> int:
    """Return how many words of its field stand before it."""
    return position % _FIELD_SIZE


def span_of(field: Field | None) -> tuple[int, int]:
    """Return the positions of a field, the end not included; those of headline, lead and body for None."""
    if field is None:
        return 0, TEXT_END
    return _RANKS[field] * _FIELD_SIZE, (_RANKS[field] + 1) * _FIELD_SIZE


class Words(dict[str, tuple[int, ...]]):
    """Folded word -> numbers of the queries' words that it is a form of; found once, then remembered."""

    def __init__(
        self, keys: Mapping[str, set[int]], prefixes: Mapping[str, set[int]], key_of: Callable[[str], str]
    ) -> None:
        super().__init__()
        self._keys = keys
        self._prefixes = prefixes
        self._lengths = sorted({len(prefix) for prefix in prefixes})
        self._key_of = key_of

    def __missing__(self, word: str) -> tuple[int, ...]:
        found = set(self._keys.get(self._key_of(word), ()))
        for length in self._lengths:
            if length > len(word):
                break
            found |= self._prefixes.get(word[:length], set())
        numbers = tuple(sorted(found))
        if len(self) < _MOST_REMEMBERED:
            self[word] = numbers
        return numbers


_MOST_REMEMBERED = 2_000_000


def positions_of(article: ArticleText, words: Words) -> dict[int, list[int]]:
    """Return where the queries' words stand in an article."""
    found: dict[int, list[int]] = defaultdict(list)
    for rank, texts in enumerate(
        ((article.headline,), (article.lead or "",), (article.body,), article.tags, article.authors)
    ):
        begin = rank * _FIELD_SIZE
        for text in texts:
            several = words_of(folded(text))
            for at, numbers in enumerate(map(words.__getitem__, several), begin):
                for number in numbers:
                    found[number].append(at)
            begin += len(several) + _GAP
    return found
