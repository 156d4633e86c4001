"""Many topics held against many articles.

The words of all topics are numbered together; of an article only the words that a topic asks for are kept, and only topics are
asked whose rarest needed word is there.
"""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass

from schemas.topic_rows import TopicRole
from transforms.topics.articles import ArticleText
from transforms.topics.compiled import Asked, CompiledClause, CompiledQuery, Vocabulary, compiled
from transforms.topics.parse import parse_query
from transforms.topics.positions import LEAD_END, TEXT_END, Positions, field_of, place_in_field, positions_of
from transforms.topics.query import FIELDS, Query
from transforms.topics.topic import Topic
from transforms.topics.word_forms import word_forms

MATCHER_VERSION = 1
"""Raised when the same query would hit other articles, or in another role: every topic is then matched anew."""

_WORDS_PER_HIT = 150
_MAIN_HITS = 3


@dataclass(frozen=True, slots=True)
class TopicMatch:
    """A topic that hits an article.

    Attributes:
        topic: the topic's name.
        role: main where headline and lead alone satisfy the query, or with at least 3 hits and one per 150 words; passing with
            a single hit in the last third of the body; else secondary.
        hit_count: places in headline, lead and body at which clauses match; matching clauses where the query asks for none.
        clauses: the clauses that match, each with its field, such as headline:дрон*, in the query's order.
    """

    topic: str
    role: TopicRole
    hit_count: int
    clauses: tuple[str, ...]


class Matcher:
    """Holds articles against topics.

    Raises:
        BadQuery: a topic's query cannot be read.
    """

    def __init__(self, topics: Sequence[Topic]) -> None:
        self._topics = [(topic, parse_query(topic.query)) for topic in topics]
        self._languages: dict[str, _Language] = {}

    def match(self, article: ArticleText) -> list[TopicMatch]:
        """Return the topics that hit an article, in the order in which they were given."""
        name = _plain_language(article.language)
        language = self._languages.get(name)
        if language is None:
            language = self._languages[name] = _Language(name, self._topics)
        return language.match(article)


class _Language:
    """The topics that articles of one language are held against."""

    def __init__(self, language: str, topics: Sequence[tuple[Topic, Query]]) -> None:
        vocabulary = Vocabulary(word_forms(language))
        self._queries = [
            (topic.name, compiled(query, vocabulary))
            for topic, query in topics
            if topic.language is None or _plain_language(topic.language) == language
        ]
        self._words = vocabulary.words()
        self._unguarded: list[int] = []
        self._guarded: dict[int, list[int]] = defaultdict(list)
        for index, (_, query) in enumerate(self._queries):
            if query.guard is None:
                self._unguarded.append(index)
            for number in query.guard or ():
                self._guarded[number].append(index)

    def match(self, article: ArticleText) -> list[TopicMatch]:
        positions = positions_of(article, self._words)
        asked, without_body = Asked.of(article, positions), Asked.of(article, _outside_body(positions))
        candidates = set(self._unguarded)
        for number in positions:
            candidates.update(self._guarded.get(number, ()))
        return [
            _match(name, query, asked, without_body)
            for name, query in (self._queries[index] for index in sorted(candidates))
            if query.is_met(asked)
        ]


def _match(name: str, query: CompiledQuery, asked: Asked, without_body: Asked) -> TopicMatch:
    matched = list(query.matched(asked))
    places = {place for _, each in matched for place in each if place < TEXT_END}
    names = [name for clause, each in matched for name in _named(clause, each)]
    return TopicMatch(
        name, _role(query, asked, without_body, places), len(places) or len(matched), tuple(dict.fromkeys(names))
    )


def _named(clause: CompiledClause, places: Sequence[int]) -> list[str]:
    """Return a clause as the query would have it with each field in which it matches."""
    if not clause.numbers:
        return [f"{clause.clause.field}:{clause.clause.text}"]
    found = {field_of(place) for place in places}
    return [f"{field}:{clause.clause.text}" for field in FIELDS if field in found]


def _role(query: CompiledQuery, asked: Asked, without_body: Asked, places: set[int]) -> TopicRole:
    if any(place < LEAD_END for place in places) and query.is_met(without_body):
        return "main"
    if len(places) >= _MAIN_HITS and len(places) * _WORDS_PER_HIT >= asked.article.word_count:
        return "main"
    if len(places) == 1:
        (place,) = places
        if place >= LEAD_END and place_in_field(place) * 3 >= asked.article.word_count * 2:
            return "passing"
    return "secondary"


def _outside_body(positions: Positions) -> Positions:
    """Return where words stand in headline, lead, tags and authors alone."""
    outside = {
        number: [place for place in places if place < LEAD_END or place >= TEXT_END]
        for number, places in positions.items()
        if places[0] < LEAD_END or places[-1] >= TEXT_END
    }
    return {number: places for number, places in outside.items() if places}


def _plain_language(language: str) -> str:
    return language.partition("-")[0].lower()
