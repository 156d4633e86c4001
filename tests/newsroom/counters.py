"""View counters: fast at first, then like a logarithm of the age; some cached, some falling, some restarted."""

from datetime import UTC, datetime, timedelta
from functools import lru_cache
from math import exp, log1p

from tests.newsroom.chance import chance, share
from tests.newsroom.story import Story

RESET_AFTER = timedelta(hours=9)


def view_count(story: Story, edition: str, at: datetime) -> int:
    """Return the number that the article's own page shows at `at`."""
    shown_at = _cached_at(story, edition, at)
    age = shown_at - story.published[edition]
    if "reset_counter" in story.traits and age >= RESET_AFTER:
        return int(_scale(story, edition) * _curve(age - RESET_AFTER) * 0.3)
    return int(_scale(story, edition) * _curve(age))


def listed_view_count(story: Story, edition: str, at: datetime) -> int:
    """Return the number that other pages show for it: refreshed every ten minutes."""
    return view_count(story, edition, floor(at, minutes=10))


def comment_count(story: Story, edition: str, at: datetime) -> int:
    """Return the number of comments that other pages show."""
    return int(
        view_count(story, edition, floor(at, minutes=60))
        * (0.002 + 0.01 * share(story.seed, story.article_id, "comments"))
    )


def floor(at: datetime, minutes: int) -> datetime:
    """Round an instant down to a whole multiple of `minutes` since the epoch."""
    seconds = int(at.timestamp())
    return datetime.fromtimestamp(seconds - seconds % (60 * minutes), UTC)


def _cached_at(story: Story, edition: str, at: datetime) -> datetime:
    """Return the instant whose number is shown: some are refreshed rarely, and now and then a stale cache answers."""
    shown = floor(at, minutes=15 if story.article_id % 3 else 60) if "cached_counter" in story.traits else at
    if share(story.seed, story.article_id, edition, "stale", floor(at, minutes=60)) < 0.03:
        return shown - timedelta(minutes=100)
    return shown


def _curve(age: timedelta) -> float:
    hours = age.total_seconds() / 3600
    return 0.0 if hours <= 0 else 0.75 * (1 - exp(-hours / 2.5)) + 0.22 * log1p(hours)


@lru_cache(maxsize=100_000)
def _scale(story: Story, edition: str) -> float:
    random = chance(story.seed, story.article_id, edition, "scale")
    least = 3000.0 if "reset_counter" in story.traits else 40.0
    return min(40_000.0, max(least, random.lognormvariate(6.4, 1.1)))
