"""Queries made ready to be asked of many articles of one language."""

from bisect import bisect_left
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import count

from transforms.topics.articles import ArticleText
from transforms.topics.fold import folded
from transforms.topics.phrases import exact_phrase, sloppy_phrase
from transforms.topics.positions import Positions, Words, span_of
from transforms.topics.query import All, Any, Clause, Query, Without
from transforms.topics.word_forms import WordForms


@dataclass(frozen=True, slots=True)
class Asked:
    """An article as queries are asked of it.

    Attributes:
        article: the article.
        positions: where the queries' words stand in it.
    """

    article: ArticleText
    positions: Positions


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
        return places[bisect_left(places, self.begin) : bisect_left(places, self.end)]

    def is_met(self, asked: Asked) -> bool:
        """Tell whether it matches."""
        if self.numbers:
            return bool(self.places(asked))
        return self.is_value(asked.article)

    def is_value(self, article: ArticleText) -> bool:
        """Tell whether the article's section or outlet is the one that is asked for; a section holds those below it."""
        value = folded((article.section if self.clause.field == "section" else article.outlet) or "")
        wanted = folded(self.clause.words[0])
        if self.clause.is_prefix:
            return value.startswith(wanted)
        return value == wanted or (self.clause.field == "section" and value.startswith(f"{wanted}/"))


def compiled(query: Query, vocabulary: Vocabulary) -> "CompiledQuery":
    """Return a query made ready, its words numbered."""
    clauses: list[CompiledClause] = []
    return CompiledQuery(_Node.of(query, vocabulary, clauses, is_wanted=True), tuple(clauses))


@dataclass(frozen=True, slots=True)
class _Node:
    """A part of a query: a clause, or an operator over parts."""

    operator: type[Query]
    parts: "tuple[_Node, ...]"
    clause: CompiledClause | None

    @classmethod
    def of(cls, query: Query, vocabulary: Vocabulary, clauses: list[CompiledClause], *, is_wanted: bool) -> "_Node":
        match query:
            case Clause():
                clause = _compiled_clause(query, vocabulary)
                if is_wanted:
                    clauses.append(clause)
                return cls(Clause, (), clause)
            case Without(part):
                return cls(Without, (cls.of(part, vocabulary, clauses, is_wanted=False),), None)
            case All(parts) | Any(parts):
                made = tuple(cls.of(part, vocabulary, clauses, is_wanted=is_wanted) for part in parts)
                return cls(type(query), made, None)

    def is_met(self, asked: Asked) -> bool:
        if self.clause is not None:
            return self.clause.is_met(asked)
        if self.operator is All:
            return all(part.is_met(asked) for part in self.parts)
        if self.operator is Any:
            return any(part.is_met(asked) for part in self.parts)
        return not self.parts[0].is_met(asked)

    def guard(self) -> frozenset[int] | None:
        """Return word numbers of which one is there wherever the part matches; None where there are none such."""
        if self.clause is not None:
            longest = max(zip(self.clause.clause.words, self.clause.numbers, strict=False), key=_length, default=None)
            return None if longest is None else frozenset({longest[1]})
        guards = [part.guard() for part in self.parts]
        if self.operator is All:
            return min((each for each in guards if each is not None), key=len, default=None)
        if self.operator is Any and None not in guards:
            return frozenset[int]().union(*(each for each in guards if each is not None))
        return None


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
        node: the whole.
        wanted: its clauses that are not under a NOT, in order.
    """

    node: _Node
    wanted: tuple[CompiledClause, ...]

    def is_met(self, asked: Asked) -> bool:
        """Tell whether an article matches."""
        return self.node.is_met(asked)

    def guard(self) -> frozenset[int] | None:
        """Return word numbers of which one is there in every article that matches; None where no word has to be."""
        return self.node.guard()

    def matched(self, asked: Asked) -> Iterator[tuple[CompiledClause, Sequence[int]]]:
        """Yield the clauses that match, each with its places; a section or outlet has none."""
        for clause in self.wanted:
            if clause.numbers:
                places = clause.places(asked)
                if places:
                    yield clause, places
            elif clause.is_value(asked.article):
                yield clause, ()
