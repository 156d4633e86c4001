"""A simulated outlet of one edition whose topics burst on known days."""

import math
from dataclasses import dataclass
from datetime import date, timedelta
from random import Random

OUTLET = "bursting"
STORIES_PER_DAY = 60
TOPIC_STORIES_PER_DAY = 12
_WEEKEND = 0.65
_BURST_FACTOR = 3.0
_BURSTS_PER_YEAR = 6
_QUIET_DAYS = 30


@dataclass(frozen=True, slots=True)
class SimulatedDay:
    """Stories of a day, as the topics that each is about."""

    day: date
    stories: tuple[tuple[str, ...], ...]


@dataclass(frozen=True, slots=True)
class BurstingOutlet:
    """Days of an outlet, and the bursts of its topics: topic and days."""

    days: tuple[SimulatedDay, ...]
    bursts: tuple[tuple[str, tuple[date, ...]], ...]

    @property
    def topics(self) -> tuple[str, ...]:
        """Return the names of the topics."""
        return tuple(sorted({topic for topic, _ in self.bursts}))


def simulate_bursting(random: Random, first_day: date, day_count: int, topic_count: int) -> BurstingOutlet:
    """Return an outlet with 60 stories a day, fewer on weekends, and topics of 12, each with bursts of one to three days.

    On a burst's days a topic has three times its stories. Its share of the outlet wanders from day to day besides, by 15 %.
    """
    days = [first_day + timedelta(days=number) for number in range(day_count)]
    topics = [f"topic-{number}" for number in range(topic_count)]
    bursts = tuple((topic, span) for topic in topics for span in _burst_spans(random, days))
    bursting = {(topic, day) for topic, span in bursts for day in span}
    return BurstingOutlet(tuple(_simulate_day(random, day, topics, bursting) for day in days), bursts)


def _burst_spans(random: Random, days: list[date]) -> list[tuple[date, ...]]:
    count = max(round(_BURSTS_PER_YEAR * (len(days) - _QUIET_DAYS) / 365), 1)
    starts = random.sample(days[_QUIET_DAYS:-3:7], count)
    return [tuple(start + timedelta(days=number) for number in range(random.randint(1, 3))) for start in sorted(starts)]


def _simulate_day(random: Random, day: date, topics: list[str], bursting: set[tuple[str, date]]) -> SimulatedDay:
    weekday = _WEEKEND if day.weekday() >= 5 else 1.0
    stories: list[list[str]] = [[] for _ in range(max(_poisson(random, STORIES_PER_DAY * weekday), 1))]
    for topic in topics:
        mean = TOPIC_STORIES_PER_DAY * weekday * math.exp(random.gauss(0, 0.15))
        if (topic, day) in bursting:
            mean *= _BURST_FACTOR
        count = _poisson(random, mean)
        stories += [[] for _ in range(count - len(stories))]
        for story in random.sample(stories, count):
            story.append(topic)
    return SimulatedDay(day, tuple(tuple(story) for story in stories))


def _poisson(random: Random, mean: float) -> int:
    """Draw a Poisson number (Knuth)."""
    count, product = 0, random.random()
    while product > math.exp(-mean):
        count, product = count + 1, product * random.random()
    return count
