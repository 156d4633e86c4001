"""Invented outlets of the size of real ones: what their pages say, in real word forms that tell nothing."""

import math
import random
from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from functools import cached_property
from itertools import accumulate

from tests.benchmarks.topics import Vocabulary
from tests.simulation.truth import KYIV
from tests.simulation.viewed import Observation, SimulatedArticle, simulate_viewed

OUTLETS = ("alpha", "bravo", "charlie", "delta", "echo")
FIRST_DAY = date(2026, 1, 12)
ARTICLES_PER_DAY = 800
_PARSED_PER_STORY = 1.6 * 0.95  # editions, and the share of articles that the crawler finds and can read
_SECTIONS = [
    f"{section}/{part}"
    for section in ("ukraine", "world", "economy", "sport", "culture", "science", "society", "city")
    for part in ("events", "politics", "people", "reviews")
]
_AUTHORS = [f"Автор {number}" for number in range(40)]
_LASTING_TAGS = 1_500
_PASSING_TAGS_PER_DAY = 15
_TAG_WEIGHTS = list(accumulate(1 / (rank + 5) for rank in range(_LASTING_TAGS)))
_RUSSIAN_TAG_IDS = 1_000_000
STORIES_PER_STORYLINE = 300


@dataclass(frozen=True, slots=True)
class Look:
    """A counter seen at an instant, as the `place`-th time: on the article's own page, had as the `number`-th time, or on another."""

    at: datetime
    place: int
    number: int
    article: SimulatedArticle
    seen: Observation


@dataclass(frozen=True, slots=True)
class Texts:
    """The words of an article in one edition."""

    headline: str
    later_headline: str
    lead: str
    body: str


@dataclass(frozen=True, slots=True)
class Facts:
    """What all versions of an article in one edition share, beside its words."""

    authors: tuple[str, ...]
    section: str
    tags: tuple[tuple[str, str], ...]
    special_topic: tuple[str, str] | None
    is_storyline: bool
    storyline_id: str | None
    is_paid: bool
    is_deleted: bool


@dataclass(frozen=True)
class ScaledOutlet:
    """An outlet of two editions with its truth.

    Attributes:
        name: the outlet's name.
        articles: by edition, in the order of publishing.
        looks: everything that was seen of its counters, in order.
    """

    name: str
    articles: dict[str, list[SimulatedArticle]]
    looks: list[Look]

    def looks_between(self, begin: datetime, end: datetime) -> list[Look]:
        """Return what was seen from `begin` to before `end`."""
        return self.looks[bisect_left(self._instants, begin) : bisect_left(self._instants, end)]

    @cached_property
    def _instants(self) -> list[datetime]:
        return [look.at for look in self.looks]

    def newest(self, edition: str, channel: str, at: datetime, most: int) -> list[SimulatedArticle]:
        """Return the articles that a listing or feed shows at an instant, the newest first."""
        articles, instants = self._shown[edition, channel]
        end = bisect_right(instants, at)
        return articles[max(0, end - most) : end][::-1]

    @cached_property
    def _shown(self) -> dict[tuple[str, str], tuple[list[SimulatedArticle], list[datetime]]]:
        shown = {}
        for edition, articles in self.articles.items():
            for channel in ("listing", "feed"):
                there = [each for each in articles if (each.is_listed if channel == "listing" else each.is_fed)]
                shown[edition, channel] = there, [each.published_at for each in there]
        return shown


def midnight(day: int) -> datetime:
    """Return the instant at which a day begins in Kyiv; the first one is day 0."""
    return datetime.combine(FIRST_DAY + timedelta(days=day), time(), KYIV).astimezone(UTC)


def invent_outlets(article_count: int, day_count: int, days_after: int) -> list[ScaledOutlet]:
    """Return outlets that publish about so many articles in so many days, and as densely in the days after."""
    stories = max(1, round(article_count / day_count / len(OUTLETS) / _PARSED_PER_STORY))
    return [_outlet(name, day_count + days_after, stories) for name in OUTLETS]


def _outlet(name: str, day_count: int, stories_per_day: int) -> ScaledOutlet:
    simulated = simulate_viewed(random.Random(name), midnight(0), day_count, stories_per_day, night=0.6)
    by_edition: dict[str, list[SimulatedArticle]] = {"uk": [], "ru": []}
    for article in sorted(simulated, key=lambda each: each.published_at):
        by_edition[article.edition].append(article)
    looks = [look for article in simulated if article.is_parsed for look in _looks(article)]
    return ScaledOutlet(name, by_edition, sorted(looks, key=lambda look: look.at))


def _looks(article: SimulatedArticle) -> list[Look]:
    looks, number = [], 0
    for place, seen in enumerate(article.observations):
        looks.append(Look(article.at(seen.age), place, number, article, seen))
        number += seen.is_own_page
    return looks


class Desk:
    """Writes the outlets' pages: the same words for the same article every time, so that none are kept."""

    def __init__(self, vocabularies: dict[str, Vocabulary]) -> None:
        self._vocabularies = vocabularies

    def facts(self, outlet: str, article: SimulatedArticle) -> Facts:
        """Return what an article's pages say, beside their texts."""
        chance = self._chance(outlet, article)
        number, day = int(article.article_id), (article.published_at - midnight(0)).days
        return Facts(
            authors=(chance.choice(_AUTHORS),) if chance.random() < 0.7 else (),
            section=chance.choice(_SECTIONS),
            tags=tuple(self._tag(chance, day, article.edition) for _ in range(chance.randint(3, 6))),
            special_topic=self._named(chance.randrange(20), article.edition) if chance.random() < 0.1 else None,
            is_storyline=number % STORIES_PER_STORYLINE == 0,
            storyline_id=str(number - number % STORIES_PER_STORYLINE) if chance.random() < 0.1 else None,
            is_paid=chance.random() < 0.04,
            is_deleted=chance.random() < 0.01,
        )

    def texts(self, outlet: str, article: SimulatedArticle) -> Texts:
        """Return the words of an article's pages; one text in twenty is that of another outlet."""
        chance = self._chance(outlet, article)
        words = self._vocabularies[article.edition].some(chance, 37)
        source = chance.choice(OUTLETS) if chance.random() < 0.05 else outlet
        return Texts(
            headline=" ".join(words[:8]).capitalize(),
            later_headline=" ".join(words[8:15]).capitalize(),
            lead=" ".join(words[15:]).capitalize(),
            body=self._body(source, article),
        )

    def _chance(self, outlet: str, article: SimulatedArticle) -> random.Random:
        """Return what a story is drawn from, the same in both editions."""
        return random.Random(f"{outlet} {article.article_id}")

    def _body(self, outlet: str, article: SimulatedArticle) -> str:
        chance = random.Random(f"text {outlet} {article.edition} {article.article_id}")
        words = self._vocabularies[article.edition].some(chance, round(math.exp(chance.gauss(5.6, 0.5))))
        paragraphs = (_sentences(words[begin : begin + 45]) for begin in range(0, len(words), 45))
        return "\n\n".join(paragraphs)

    def _tag(self, chance: random.Random, day: int, edition: str) -> tuple[str, str]:
        """Draw a tag as its id and text: one that lasts, a few of them frequent, or one of the days around."""
        if chance.random() < 0.7:
            (rank,) = chance.choices(range(_LASTING_TAGS), cum_weights=_TAG_WEIGHTS)
        else:
            rank = _LASTING_TAGS + day * _PASSING_TAGS_PER_DAY + chance.randrange(4 * _PASSING_TAGS_PER_DAY)
        return self._named(rank, edition)

    def _named(self, rank: int, edition: str) -> tuple[str, str]:
        forms = self._vocabularies[edition].forms
        text = f"{forms[rank % len(forms)]} {forms[rank * 7 % len(forms)]}"
        return str(rank + (_RUSSIAN_TAG_IDS if edition == "ru" else 0)), text


def _sentences(words: Sequence[str]) -> str:
    return " ".join(" ".join(words[at : at + 12]).capitalize() + "." for at in range(0, len(words), 12))
