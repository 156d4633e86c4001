"""When the next request to a host may start.

The two classes know nothing of clocks, sockets or asyncio: every method takes the monotonic time, in seconds, as an argument.
"""

from random import Random

from flows.crawl.settings import CrawlSettings

_MAX_SLOWNESS = 8
_CALM_SUCCESSES = 20
_MAX_BREAKER_DOUBLINGS = 5


def backoff_seconds(failure_count: int, base: float, cap: float, random: Random) -> float:
    """Return how long to wait after a failure: half of it fixed, half random, so that waiters do not march in step.

    Args:
        failure_count: failures in a row so far, from 1.
        base: wait after the first one, seconds.
        cap: longest wait, seconds.
        random: source of the jitter.
    """
    ceiling = min(cap, base * 2.0 ** min(failure_count - 1, 30))
    return ceiling * (0.5 + random.random() / 2)


class HostPace:
    """The pauses of one host, and how they grow when it asks us to slow down."""

    def __init__(self, settings: CrawlSettings, random: Random) -> None:
        self._settings = settings
        self._random = random
        self._pause = settings.pause_seconds
        self._started_at = float("-inf")
        self._next_at = float("-inf")
        self._slowed_at = float("-inf")
        self._slow_count = 0
        self._slowness = 1
        self._calm_count = 0

    def lengthen(self, crawl_delay: float) -> None:
        """Keep to a Crawl-delay where it is longer than the pause so far, from the last request on."""
        self._pause = max(self._pause, crawl_delay)
        self._next_at = max(self._next_at, self._started_at + self._pause)

    def wait_seconds(self, at: float) -> float:
        """Return how long to wait before the next request, 0 when it may start."""
        return max(0.0, self._next_at - at)

    def start(self, at: float) -> None:
        """A request starts: the next one waits its pause, which is never shorter than the setting."""
        self._started_at = at
        jitter = 1 + self._random.random() * self._settings.pause_jitter
        self._next_at = max(self._next_at, at + self._pause * self._slowness * jitter)

    def succeed(self, started_at: float) -> None:
        """A request that started then was answered: after a while without complaints the pause shrinks back."""
        if started_at < self._slowed_at:
            return
        self._slow_count = 0
        self._calm_count += 1
        if self._calm_count >= _CALM_SUCCESSES and self._slowness > 1:
            self._slowness //= 2
            self._calm_count = 0

    def slow(self, at: float, started_at: float, retry_after: float | None) -> None:
        """The host asked to slow down: nothing starts before `retry_after`, or an exponential back-off, is over.

        Answers to requests that were under way when the host first complained say nothing new; they do not add up.
        """
        if started_at >= self._slowed_at:
            self._slowed_at = at
            self._slow_count += 1
            self._slowness = min(_MAX_SLOWNESS, self._slowness * 2)
            self._calm_count = 0
        settings = self._settings
        wait = backoff_seconds(self._slow_count, settings.backoff_base, settings.backoff_cap, self._random)
        self._next_at = max(self._next_at, at + max(wait, retry_after or 0.0))


class CircuitBreaker:
    """Stops asking a host that fails again and again (closed, open, half-open)."""

    def __init__(self, failures: int, seconds: float) -> None:
        self._failures = failures
        self._seconds = seconds
        self._failure_count = 0
        self._open_count = 0
        self._closes_at = float("-inf")

    @property
    def is_open(self) -> bool:
        """Whether requests are held back; once `wait_seconds` is 0 the next one is the only probe."""
        return self._open_count > 0

    def wait_seconds(self, at: float) -> float:
        """Return how long the circuit stays open, 0 when a request may start."""
        return max(0.0, self._closes_at - at) if self.is_open else 0.0

    def succeed(self, started_at: float) -> None:
        """A request was answered; the success of one that started before the circuit opened does not close it."""
        if started_at >= self._closes_at:
            self._failure_count = 0
            self._open_count = 0

    def fail(self, at: float, started_at: float) -> None:
        """A request failed: the circuit opens after so many in a row, and for twice as long after a failed probe."""
        if self.is_open and started_at < self._closes_at:
            return
        self._failure_count += 1
        if self.is_open or self._failure_count >= self._failures:
            self._closes_at = at + self._seconds * 2 ** min(self._open_count, _MAX_BREAKER_DOUBLINGS)
            self._open_count += 1
