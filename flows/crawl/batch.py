"""Fetching many URLs, each to exactly one end."""

import asyncio
import logging
from collections import Counter, deque
from collections.abc import Awaitable, Sequence
from dataclasses import dataclass
from datetime import datetime
from urllib.parse import urlsplit

from flows.crawl.fetch import Fetcher
from flows.crawl.response import FetchRequest, FetchTrail
from schemas.errors import FatalError, KronikaError

_log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class FetchEnd:
    """How the work on one request ended; holds no body, so that a batch needs little memory.

    Attributes:
        request: what was asked for.
        error: why there is no usable page, or `None`.
        status_code: of the last response, where there was one.
        attempt_count: requests made, redirects apart.
        capture_id: of the last response, where there was one.
        is_unchanged: its body was archived before.
        ended_at: when, UTC.
    """

    request: FetchRequest
    error: KronikaError | None
    status_code: int | None
    attempt_count: int
    capture_id: str | None
    is_unchanged: bool
    ended_at: datetime


def end_of(request: FetchRequest, trail: FetchTrail, error: KronikaError | None, ended_at: datetime) -> FetchEnd:
    """Return the end of a request from what its fetch left behind."""
    kept = None if error is None else error.as_value()
    return FetchEnd(
        request, kept, trail.status_code, trail.attempt_count, trail.capture_id, trail.is_unchanged, ended_at
    )


async def fetch_end(fetcher: Fetcher, request: FetchRequest) -> FetchEnd:
    """Fetch one URL and return how that ended, dropping the body (it is in the archive).

    Raises:
        FatalError: the archive cannot take the response, or another reason to stop.
    """
    trail = FetchTrail()
    try:
        await fetcher.fetch(request, trail)
    except FatalError:
        raise
    except KronikaError as error:
        return end_of(request, trail, error, fetcher.now())
    return end_of(request, trail, None, fetcher.now())


async def fetch_batch(fetcher: Fetcher, requests: Sequence[FetchRequest], concurrency: int) -> list[FetchEnd]:
    """Fetch URLs of one or more hosts and return their ends in the order of the requests.

    Each host has workers of its own, so that a slow one does not hold back the others.

    Args:
        fetcher: an open fetcher.
        requests: what to fetch.
        concurrency: requests under way at once over all hosts; each host has at least one.

    Raises:
        FatalError: a reason to stop; requests under way are abandoned.
    """
    ends: list[FetchEnd | None] = [None] * len(requests)
    queues: dict[str | None, deque[int]] = {}
    for index, request in enumerate(requests):
        queues.setdefault(_host(request.url), deque()).append(index)

    async def work(queue: deque[int]) -> None:
        while queue:
            index = queue.popleft()
            ends[index] = await fetch_end(fetcher, requests[index])

    most = min(fetcher.settings.connections_per_host, max(1, concurrency // max(1, len(queues))))
    workers = [work(queue) for queue in queues.values() for _ in range(min(most, len(queue)))]
    await _run_all(workers)
    done = [end for end in ends if end is not None]
    _log.info("%s", _summary(done))
    return done


async def _run_all(workers: Sequence[Awaitable[None]]) -> None:
    """Run coroutines to their end; the first error cancels the others and is raised as it is."""
    tasks = [asyncio.ensure_future(worker) for worker in workers]
    try:
        await asyncio.gather(*tasks)
    finally:
        for task in tasks:
            task.cancel()
        await asyncio.gather(*tasks, return_exceptions=True)


def _host(url: str) -> str:
    """Return the host of a URL, or the URL itself where it has none (the fetcher refuses it)."""
    try:
        return urlsplit(url).hostname or url
    except ValueError:
        return url


def _summary(ends: Sequence[FetchEnd]) -> str:
    errors = Counter(type(end.error).__name__ for end in ends if end.error is not None)
    unchanged = sum(end.error is None and end.is_unchanged for end in ends)
    parts = [f"fetched {len(ends) - errors.total()} of {len(ends)} pages ({unchanged} unchanged)"]
    parts += [f"{count} {name}" for name, count in sorted(errors.items())]
    return ", ".join(parts)
