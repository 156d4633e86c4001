"""A simulated outlet with two editions, counters and two channels of discovery, and what a crawler saw of it."""

import math
from dataclasses import dataclass
from datetime import datetime, timedelta
from random import Random

from tests.simulation.decay import Decay, draw_decay

OUTLET = "viewed"
REVISIT_HOURS = (1, 6, 24, 168)
_POLL_HOURS = 0.25


@dataclass(frozen=True, slots=True)
class Observation:
    """What a counter showed at an age of its article, in hours."""

    age: float
    view_count: int
    is_own_page: bool


@dataclass(frozen=True, slots=True)
class SimulatedArticle:
    """An article of one edition with its truth.

    Attributes:
        article_id: shared by both editions of a story.
        edition: uk or ru.
        published_at: aware, UTC, to the minute.
        decay: its views by age; nothing that the counter does changes them.
        reset_age: age in hours at which its counter starts anew, where it does.
        headline_age: age in hours from which it bears its second headline, where it has one.
        is_listed: whether the crawler saw it on a listing.
        is_fed: whether the crawler saw it in a feed.
        is_parsed: whether its page was had and read.
        observations: what the crawler saw of its counter, in order.
    """

    article_id: str
    edition: str
    published_at: datetime
    decay: Decay
    reset_age: float | None
    headline_age: float | None
    is_listed: bool
    is_fed: bool
    is_parsed: bool
    observations: tuple[Observation, ...]

    def at(self, age: float) -> datetime:
        """Return the instant at an age in hours, to the microsecond."""
        return self.published_at + timedelta(hours=age)


def simulate_viewed(
    random: Random, first_day: datetime, day_count: int, stories_per_day: int, night: float
) -> tuple[SimulatedArticle, ...]:
    """Return the articles of an outlet, from the local midnight `first_day` (aware, UTC) on.

    Args:
        random: what everything is drawn from.
        first_day: the first midnight.
        day_count: days on which something is published.
        stories_per_day: stories of a mean day; three in five come out in both editions.
        night: see `Decay`.
    """
    articles = []
    for number in range(day_count * stories_per_day):
        hour = _publishing_hour(random)
        minutes = round(60 * (24 * (number // stories_per_day) + hour))
        articles.append(_article(random, number, "uk", first_day + timedelta(minutes=minutes), hour, night))
        if random.random() < 0.6:
            lag = round(random.gauss(10, 25))
            published_at = first_day + timedelta(minutes=minutes + lag)
            articles.append(_article(random, number, "ru", published_at, hour + lag / 60, night))
    return tuple(articles)


def _publishing_hour(random: Random) -> float:
    hour = random.triangular(6, 24, 13)
    return hour if random.random() < 0.9 else random.uniform(0, 24)


def _article(
    random: Random, number: int, edition: str, published_at: datetime, hour: float, night: float
) -> SimulatedArticle:
    decay = draw_decay(random, hour, night)
    reset_age = math.exp(random.uniform(math.log(2), math.log(100))) if random.random() < 0.02 else None
    is_listed, is_fed = random.random() < 0.95, random.random() < 0.6
    return SimulatedArticle(
        article_id=str(number),
        edition=edition,
        published_at=published_at,
        decay=decay,
        reset_age=reset_age,
        headline_age=random.uniform(0.5, 12) if random.random() < 0.1 else None,
        is_listed=is_listed,
        is_fed=is_fed,
        is_parsed=(is_listed or is_fed) and random.random() < 0.97,
        observations=_observe(random, decay, reset_age),
    )


def _observe(random: Random, decay: Decay, reset_age: float | None) -> tuple[Observation, ...]:
    """Look at once, again at the revisits' ages, of which one in twenty is missed, and wherever other pages list it."""
    own = [random.uniform(0, _POLL_HOURS)]
    own += [age + random.uniform(0, _POLL_HOURS) for age in REVISIT_HOURS if random.random() >= 0.05]
    listed = [decay.age_of(random.random() * decay.views_at(168), 168) for _ in range(_sighting_count(random))]
    ages = sorted([(age, True) for age in own] + [(age, False) for age in listed])
    return tuple(Observation(age, _shown(random, decay, reset_age, age), is_own) for age, is_own in ages)


def _sighting_count(random: Random) -> int:
    """Draw a Poisson number of mean 2 (Knuth)."""
    count, product = 0, random.random()
    while product > math.exp(-2):
        count, product = count + 1, product * random.random()
    return count


def _shown(random: Random, decay: Decay, reset_age: float | None, age: float) -> int:
    """Return what the counter shows; one time in twenty it comes from a cache, 5 to 60 minutes old."""
    if random.random() < 0.05:
        age -= random.uniform(5, 60) / 60
    if reset_age is not None and age >= reset_age:
        return decay.views_at(age) - decay.views_at(reset_age)
    return decay.views_at(age)
