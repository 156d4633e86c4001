"""How the views of an article come in: a curve of known shape."""

import math
from dataclasses import dataclass
from random import Random

_PEAK_HOUR = 15.0


@dataclass(frozen=True, slots=True)
class Decay:
    """Views of an article by its age: a log-normal body, a power-law tail, and fewer readers by night.

    Attributes:
        total: views that it would have after an endless time.
        median_hours: age by which half of the body has come in.
        sigma: deviation of the body's ln(age).
        tail_share: share of the views that come by the tail.
        tail_hours: scale of the tail.
        tail_exponent: exponent of the tail.
        hour: local hour of publishing, 0 to 24.
        night: how much the stream of readers swings over a day, 0 (not at all) to 1 (none at three in the morning).
    """

    total: float
    median_hours: float
    sigma: float
    tail_share: float
    tail_hours: float
    tail_exponent: float
    hour: float
    night: float

    def views_at(self, age: float) -> int:
        """Return the whole views that came in until an age in hours."""
        hours = self._readers_hours(max(age, 0.0))
        if hours <= 0:
            return 0
        body = 0.5 * (1 + math.erf((math.log(hours) - math.log(self.median_hours)) / (self.sigma * math.sqrt(2))))
        tail = 1 - (1 + hours / self.tail_hours) ** -self.tail_exponent
        return int(self.total * ((1 - self.tail_share) * body + self.tail_share * tail))

    def age_of(self, views: float, latest: float) -> float:
        """Return the age in hours, at most `latest`, by which so many views had come in."""
        low, high = 0.0, latest
        for _ in range(40):
            middle = (low + high) / 2
            low, high = (low, middle) if self.views_at(middle) >= views else (middle, high)
        return high

    def _readers_hours(self, age: float) -> float:
        """Return the age on a clock that runs with the stream of readers: fast by day, slowly by night."""
        swing = self.night * 24 / math.tau
        return age + swing * (_angle_sine(self.hour + age) - _angle_sine(self.hour))


def _angle_sine(hour: float) -> float:
    return math.sin(math.tau * (hour - _PEAK_HOUR) / 24)


def draw_decay(random: Random, hour: float, night: float) -> Decay:
    """Draw the curve of an article that is published at a local hour."""
    return Decay(
        total=math.exp(random.gauss(7, 1.1)),
        median_hours=math.exp(random.gauss(math.log(4), 0.6)),
        sigma=random.uniform(0.9, 1.4),
        tail_share=random.uniform(0.05, 0.3),
        tail_hours=random.uniform(1, 5),
        tail_exponent=random.uniform(0.6, 1.2),
        hour=hour,
        night=night,
    )
