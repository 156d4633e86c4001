"""The gate before a host: one request after another, with its pauses."""

import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from random import Random

from flows.crawl.politeness import CircuitBreaker, HostPace
from flows.crawl.settings import CrawlSettings
from schemas.errors import Blocked, HostBusy, KronikaError, RetryableError


class HostGate:
    """Lets requests to one host through, first come first served.

    Args:
        host: name for messages.
        settings: pauses, limits, patience.
        random: source of the jitter.
        monotonic: clock of the pauses, seconds.
        sleep: waits that many seconds.
    """

    def __init__(
        self,
        host: str,
        settings: CrawlSettings,
        random: Random,
        monotonic: Callable[[], float],
        sleep: Callable[[float], Awaitable[None]],
    ) -> None:
        self._host = host
        self._patience = settings.patience_seconds
        self._monotonic = monotonic
        self._sleep = sleep
        self._pace = HostPace(settings, random)
        self._breaker = CircuitBreaker(settings.breaker_failures, settings.breaker_seconds)
        self._held_until = float("-inf")
        self._connections = asyncio.Semaphore(settings.connections_per_host)
        self._turns = asyncio.Lock()

    def lengthen_pause(self, crawl_delay: float) -> None:
        """Keep to a Crawl-delay where it is longer than our own pause."""
        self._pace.lengthen(crawl_delay)

    def hold(self, seconds: float) -> None:
        """Let nothing through for so long: the host asked for it before."""
        self._held_until = max(self._held_until, self._monotonic() + seconds)

    @property
    def held_seconds(self) -> float:
        """How much longer the host itself wants to be left alone, 0 where it asked for nothing or the time is over."""
        return max(0.0, self._held_until - self._monotonic())

    @asynccontextmanager
    async def turn(self) -> AsyncIterator[float]:
        """Wait for one's turn and hold a connection; gives the monotonic time at which the turn came.

        While the host's circuit is half-open, the probe keeps the gate shut behind it until its end is reported.

        Raises:
            HostBusy: the wait would be longer than our patience; nothing was sent.
        """
        async with self._connections:
            async with self._turns:
                started_at = await self._wait()
                if self._breaker.is_open:
                    yield started_at
                    return
            yield started_at

    async def _wait(self) -> float:
        while True:
            at = self._monotonic()
            wait = max(self._held_until - at, self._pace.wait_seconds(at), self._breaker.wait_seconds(at))
            if wait <= 0:
                self._pace.start(at)
                return at
            if wait > self._patience:
                raise HostBusy(self._host, round(wait, 1))
            # The host may be slowed while we sleep, so look again after it.
            await self._sleep(wait)

    def report(self, error: KronikaError | None, started_at: float) -> None:
        """Say how the request that started then ended, before leaving one's turn.

        429, 503 with Retry-After and challenges slow the whole host. These and all retryable failures count towards the
        circuit breaker; any other answer shows that the host works.
        """
        at = self._monotonic()
        if isinstance(error, HostBusy | Blocked):
            retry_after = error.retry_after if isinstance(error, HostBusy) else None
            self._pace.slow(at, started_at, retry_after)
            self.hold(retry_after or 0.0)
        if isinstance(error, RetryableError | Blocked):
            self._breaker.fail(at, started_at)
            return
        self._pace.succeed(started_at)
        self._breaker.succeed(started_at)
