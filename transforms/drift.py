"""Whether a field has fallen out of an outlet's pages: its articles of late against those of the weeks before.

A field is judged by two figures, its fill rate and its typical length, on as many of the newest batches as it takes to be
sure. The thresholds and what they were measured by stand in docs/drift.md.
"""

import math
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import accumulate
from typing import Literal

What = Literal["fill", "short", "long"]

CERTAIN = 3.5
"""Standard deviations of the intervals by which a verdict is reached: thirteen articles without a field that all had."""
AT_SIGHT = 0.0
"""The same where a field is known to be broken, so that it is for the new articles to show that it is not."""

FALLEN = 0.5
"""A field has fallen out when fewer than this share of the articles that would have had it do."""
CHANGED_LENGTH = 2.0
"""Its typical length has collapsed or exploded when it changed by this factor or more."""

_FEWEST_ARTICLES = 50
_FEWEST_DAYS = 2
_FEWEST_OF_DAY = 20
_LOWEST_RATE = 0.02


@dataclass(frozen=True, slots=True)
class History:
    """A field of one edition in the weeks before.

    Attributes:
        days: articles, and those with the field, of each day.
        typical_length: median length where it was filled: characters, words, or entries of a list; None where it never was.
        low_length: length below which one article in twenty lay.
        high_length: length above which one article in twenty lay.
    """

    days: tuple[tuple[int, int], ...]
    typical_length: float | None
    low_length: float | None
    high_length: float | None

    @property
    def article_count(self) -> int:
        """Articles of all days."""
        return sum(count for count, _ in self.days)

    @property
    def fill_rate(self) -> float:
        """Share of the articles that had the field."""
        return sum(filled for _, filled in self.days) / max(self.article_count, 1)

    @property
    def usual_rate(self) -> float:
        """Fill rate of a poor day: a weekend or a quiet section is no drift.

        The lowest of the days with enough articles, the lowest tenth left out; never above the rate of all days.
        """
        rates = sorted(filled / count for count, filled in self.days if count >= _FEWEST_OF_DAY)
        poor = rates[len(rates) // 10] if rates else 1.0
        return min(poor, self.fill_rate)

    @property
    def can_judge(self) -> bool:
        """Whether it is long enough, and the field filled often enough, to be judged by."""
        is_long_enough = self.article_count >= _FEWEST_ARTICLES and len(self.days) >= _FEWEST_DAYS
        return is_long_enough and self.usual_rate >= _LOWEST_RATE

    def is_short(self, length: int) -> bool:
        """Whether a length is at most half the typical one, and one of the shortest."""
        if self.typical_length is None or self.low_length is None:
            return False
        return length * CHANGED_LENGTH <= self.typical_length and length < self.low_length

    def is_long(self, length: int) -> bool:
        """Whether a length is at least twice the typical one, and one of the longest."""
        if self.typical_length is None or self.high_length is None:
            return False
        return length >= self.typical_length * CHANGED_LENGTH and length > self.high_length


@dataclass(frozen=True, slots=True)
class Finding:
    """A field that drifted.

    Attributes:
        what: fill: it fell out; short, long: its typical length collapsed or exploded.
        batch_count: the newest batches that show it, the last one included.
        article_count: their articles.
        filled_count: of these, with the field.
        typical_length: median length where it is filled; None where it is not.
        history: the field before.
    """

    what: What
    batch_count: int
    article_count: int
    filled_count: int
    typical_length: float | None
    history: History


@dataclass(frozen=True, slots=True)
class _Counts:
    """A field on the articles of some batches; short and long ones are among the filled."""

    articles: int = 0
    filled: int = 0
    short: int = 0
    long: int = 0

    def __add__(self, other: "_Counts") -> "_Counts":
        return _Counts(
            self.articles + other.articles,
            self.filled + other.filled,
            self.short + other.short,
            self.long + other.long,
        )


def wilson_interval(hits: int, trials: int, deviations: float) -> tuple[float, float]:
    """Return the Wilson score interval of a share (Wilson 1927); everything is possible without a trial."""
    if trials == 0:
        return 0.0, 1.0
    share, square = hits / trials, deviations * deviations
    middle = share + square / (2 * trials)
    half = deviations * math.sqrt(share * (1 - share) / trials + square / (4 * trials * trials))
    scale = 1 + square / trials
    return max(0.0, (middle - half) / scale), min(1.0, (middle + half) / scale)


def find_drift(history: History, batches: Sequence[Sequence[int]], deviations: float = CERTAIN) -> Finding | None:
    """Return how a field drifted in the newest batches, or None where nothing shows that it did.

    The newest batch is judged, then the newest two, and so on; the finding is the one with the strongest evidence, which
    reaches back to where the drift began.

    Args:
        history: the field before these batches.
        batches: the field's length on each article, 0 where it is empty; a batch each, oldest first.
        deviations: how sure to be, in standard deviations.
    """
    if not history.can_judge:
        return None
    newest_first = [_counts(history, batch) for batch in reversed(batches)]
    found: list[tuple[float, What, int]] = []
    for number, counts in enumerate(accumulate(newest_first), 1):
        if counts.articles:
            found += [(margin, what, number) for what, margin in _margins(history, counts, deviations)]
    if not found:
        return None
    margin, what, number = max(found, key=lambda each: each[0])
    return _finding(what, history, batches[len(batches) - number :]) if margin > 0 else None


def _margins(history: History, counts: _Counts, deviations: float) -> Iterable[tuple[What, float]]:
    """Yield by how much each figure is past its threshold."""
    _, highest_rate = wilson_interval(counts.filled, counts.articles, deviations)
    yield "fill", FALLEN * history.usual_rate - highest_rate
    if counts.filled:
        yield "short", wilson_interval(counts.short, counts.filled, deviations)[0] - 0.5
        yield "long", wilson_interval(counts.long, counts.filled, deviations)[0] - 0.5


def _counts(history: History, lengths: Sequence[int]) -> _Counts:
    filled = [length for length in lengths if length > 0]
    return _Counts(len(lengths), len(filled), sum(map(history.is_short, filled)), sum(map(history.is_long, filled)))


def _finding(what: What, history: History, batches: Sequence[Sequence[int]]) -> Finding:
    lengths = [length for batch in batches for length in batch]
    filled = sorted(length for length in lengths if length > 0)
    return Finding(what, len(batches), len(lengths), len(filled), _median(filled), history)


def _median(ordered: Sequence[int]) -> float | None:
    if not ordered:
        return None
    middle = len(ordered) // 2
    return float(ordered[middle]) if len(ordered) % 2 else (ordered[middle - 1] + ordered[middle]) / 2
