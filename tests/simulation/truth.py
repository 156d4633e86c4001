"""What the marts should say of a simulated article."""

from collections.abc import Mapping
from datetime import UTC, date, datetime, time, timedelta
from itertools import pairwise
from zoneinfo import ZoneInfo

from tests.simulation.viewed import SimulatedArticle

KYIV = ZoneInfo("Europe/Kyiv")


def last_age(article: SimulatedArticle) -> float:
    """Return the article's age in hours when its counter was last seen; what came later nobody can know."""
    return article.observations[-1].age


def views_by_day(article: SimulatedArticle) -> Mapping[date, int]:
    """Return the article's views on each local day until its counter was last seen."""
    ages = [0.0]
    midnight = _next_midnight(article.published_at)
    while (age := _hours(article.published_at, midnight)) < last_age(article):
        ages.append(age)
        midnight = _next_midnight(midnight)
    ages.append(last_age(article))
    first = article.published_at.astimezone(KYIV).date()
    views = [article.decay.views_at(age) for age in ages]
    return {first + timedelta(days=number): end - start for number, (start, end) in enumerate(pairwise(views))}


def half_life_hours(article: SimulatedArticle) -> float:
    """Return the age by which half of the views of seven days had come in."""
    return article.decay.age_of(article.decay.views_at(168) / 2, 168)


def views_by_headline(article: SimulatedArticle, seen_age: float) -> tuple[int, int]:
    """Return the views until the second headline was seen, at an age in hours, and those after."""
    before = article.decay.views_at(seen_age)
    return before, article.decay.views_at(last_age(article)) - before


def _next_midnight(instant: datetime) -> datetime:
    day = instant.astimezone(KYIV).date() + timedelta(days=1)
    return datetime.combine(day, time(), KYIV).astimezone(UTC)


def _hours(earlier: datetime, later: datetime) -> float:
    return (later - earlier).total_seconds() / 3600
