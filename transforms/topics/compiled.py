"""Queries made ready to be asked of many articles of one language."""

from bisect import bisect_left
from collections import defaultdict
from collections.abc import Callable, Iterator, Sequence, Set
from dataclasses import dataclass
from itertools import count
from typing import TypeAlias

from transforms.topics.articles import ArticleText
from transforms.topics.fold import folded
from transforms.topics.phrases import exact_phrase, sloppy_phrase
from transforms.topics.positions import Positions, Words, span_of
from transforms.topics.query import All, Any, Clause, Field, Query, Without
from transforms.topics.word_forms import WordForms


class Present(dict[Field | None, Set[int]]):
    """Field -> numbers of the queries' words that stand in it, found when first asked for; None for headline, lead and body."""

    def __init__(self, positions: Positions) -> None:
        super().__init__()
        self._positions = positions

    def __missing__(self, field: Field | None) -> Set[int]:
        begin, end = span_of(field)
        found = {number for number, places in self._positions.items() if places[-1] >= begin and places[0] < end}
        if begin:  # places before and after it, and none in it
            found = {number for number in found if _between(self._positions[number], begin, end)}
        self[field] = found
        return found


@dataclass(frozen=True, slots=True)
class Asked:
    """An article as queries are asked of it.

    Attributes:
        article: the article.
        positions: where the queries' words stand in it.
        present: which of them stand in each field.
    """

    article: ArticleText
    positions: Positions
    present: Present

    @classmethod
    def of(cls, article: ArticleText, positions: Positions) -> "Asked":
        """Return an article with the places of the queries' words in it."""
        return cls(article, positions, Present(positions))


def _between(places: Sequence[int], begin: int, end: int) -> Sequence[int]:
    """Return the places from `begin` on that are before `end`."""
    return places[bisect_left(places, begin) : bisect_left(places, end)]


class Vocabulary:
    """The words of all queries, numbered; the same word of two queries has one number."""

    def __init__(self, forms: WordForms) -> None:
        self._forms = forms
        self._numbers: dict[tuple[str, bool], int] = {}
        self._count = count()

    def number(self, word: str, *, is_prefix: bool) -> int:
        """Return the number of a query's word."""
        known = (word, is_prefix)
        if known not in self._numbers:
            self._numbers[known] = next(self._count)
        return self._numbers[known]

    def words(self) -> Words:
        """Return which words of articles are which words of the queries."""
        keys: dict[str, set[int]] = defaultdict(set)
        prefixes: dict[str, set[int]] = defaultdict(set)
        for (word, is_prefix), number in self._numbers.items():
            for key in self._forms.keys(word):  # a prefix that is a word stands for its forms too: угода* for угоди
                keys[key].add(number)
            if is_prefix:
                prefixes[folded(word)].add(number)
        return Words(keys, prefixes, self._forms.key)


@dataclass(frozen=True, slots=True)
class CompiledClause:
    """A clause with the numbers of its words.

    Attributes:
        clause: the clause.
        numbers: numbers of its words, in order; empty for a section or an outlet.
        begin: first position of its field.
        end: position after its field's last.
    """

    clause: Clause
    numbers: tuple[int, ...]
    begin: int
    end: int

    def places(self, asked: Asked) -> Sequence[int]:
        """Return where the clause matches."""
        several = [asked.positions.get(number, ()) for number in self.numbers]
        if not all(several):
            return ()
        if len(several) == 1:
            places: Sequence[int] = several[0]
        elif self.clause.slop:
            places = sloppy_phrase(several, self.clause.slop)
        else:
            places = exact_phrase(several)
        return _between(places, self.begin, self.end)

    def test(self) -> "Test":
        """Return what tells whether it matches."""
        if not self.numbers:
            return lambda asked: self.is_value(asked.article)
        are_present = _all_present(self.clause.field, frozenset(self.numbers))
        if len(self.numbers) == 1:
            return are_present
        return lambda asked: are_present(asked) and bool(self.places(asked))

    def is_value(self, article: ArticleText) -> bool:
        """Tell whether the article's section or outlet is the one that is asked for; a section holds those below it."""
        value = folded((article.section if self.clause.field == "section" else article.outlet) or "")
        wanted = folded(self.clause.words[0])
        if self.clause.is_prefix:
            return value.startswith(wanted)
        return value == wanted or (self.clause.field == "section" and value.startswith(f"{wanted}/"))


Test: TypeAlias = Callable[[Asked], bool]
"""Tells whether a query, or a part of it, matches."""


def compiled(query: Query, vocabulary: Vocabulary) -> "CompiledQuery":
    """Return a query made ready, its words numbered."""
    clauses: list[CompiledClause] = []
    part = _part(query, vocabulary, clauses, is_wanted=True)
    return CompiledQuery(part.is_met, part.guard, tuple(clauses))


@dataclass(frozen=True, slots=True)
class _Part:
    """A part of a query made ready.

    Attributes:
        is_met: tells whether it matches.
        guard: word numbers of which one is there wherever it matches; None where there are none such.
        word: its clause, where it is nothing but a single word.
    """

    is_met: Test
    guard: frozenset[int] | None
    word: CompiledClause | None = None


def _part(query: Query, vocabulary: Vocabulary, clauses: list[CompiledClause], *, is_wanted: bool) -> _Part:
    match query:
        case Clause():
            clause = _compiled_clause(query, vocabulary)
            if is_wanted:
                clauses.append(clause)
            return _Part(clause.test(), _longest_word(clause), clause if len(clause.numbers) == 1 else None)
        case Without(part):
            unwanted = _part(part, vocabulary, clauses, is_wanted=False).is_met
            return _Part(lambda asked: not unwanted(asked), None)
        case All(queries):
            parts = [_part(each, vocabulary, clauses, is_wanted=is_wanted) for each in queries]
            guard = min((part.guard for part in parts if part.guard is not None), key=len, default=None)
            return _Part(_all_of(_joined(parts, _all_present)), guard)
        case Any(queries):
            parts = [_part(each, vocabulary, clauses, is_wanted=is_wanted) for each in queries]
            guards = [part.guard for part in parts if part.guard is not None]
            union = frozenset[int]().union(*guards) if len(guards) == len(parts) else None
            return _Part(_any_of(_joined(parts, _one_present)), union)


def _joined(parts: Sequence[_Part], of_words: Callable[[Field | None, frozenset[int]], Test]) -> list[Test]:
    """Return the tests of parts, single words first: those of one field are tested at once."""
    words: dict[Field | None, set[int]] = defaultdict(set)
    for part in parts:
        if part.word is not None:
            words[part.word.clause.field].update(part.word.numbers)
    together = [of_words(field, frozenset(numbers)) for field, numbers in words.items()]
    return together + [part.is_met for part in parts if part.word is None]


def _all_present(field: Field | None, numbers: frozenset[int]) -> Test:
    return lambda asked: numbers <= asked.present[field]


def _one_present(field: Field | None, numbers: frozenset[int]) -> Test:
    return lambda asked: not numbers.isdisjoint(asked.present[field])


def _all_of(tests: Sequence[Test]) -> Test:
    if len(tests) == 1:
        return tests[0]

    def are_all_met(asked: Asked) -> bool:
        for test in tests:  # a loop: all() over a generator costs three times as much  # noqa: SIM110
            if not test(asked):
                return False
        return True

    return are_all_met


def _any_of(tests: Sequence[Test]) -> Test:
    if len(tests) == 1:
        return tests[0]

    def is_one_met(asked: Asked) -> bool:
        for test in tests:  # noqa: SIM110
            if test(asked):
                return True
        return False

    return is_one_met


def _longest_word(clause: CompiledClause) -> frozenset[int] | None:
    """Return the number of a clause's longest word, which is likely the rarest; None for a section or an outlet."""
    longest = max(zip(clause.clause.words, clause.numbers, strict=False), key=_length, default=None)
    return None if longest is None else frozenset({longest[1]})


def _length(word: tuple[str, int]) -> int:
    return len(word[0])


def _compiled_clause(clause: Clause, vocabulary: Vocabulary) -> CompiledClause:
    if clause.field in ("section", "outlet"):
        return CompiledClause(clause, (), 0, 0)
    last = len(clause.words) - 1
    numbers = (
        vocabulary.number(word, is_prefix=clause.is_prefix and index == last) for index, word in enumerate(clause.words)
    )
    return CompiledClause(clause, tuple(numbers), *span_of(clause.field))


@dataclass(frozen=True, slots=True)
class CompiledQuery:
    """A query made ready.

    Attributes:
        is_met: tells whether an article matches.
        guard: word numbers of which one is there in every article that matches; None where no word has to be.
        wanted: its clauses that are not under a NOT, in order.
    """

    is_met: Test
    guard: frozenset[int] | None
    wanted: tuple[CompiledClause, ...]

    def matched(self, asked: Asked) -> Iterator[tuple[CompiledClause, Sequence[int]]]:
        """Yield the clauses that match, each with its places; a section or outlet has none."""
        for clause in self.wanted:
            if clause.numbers:
                places = clause.places(asked)
                if places:
                    yield clause, places
            elif clause.is_value(asked.article):
                yield clause, ()
