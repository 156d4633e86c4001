"""Fetching a URL politely, to its end."""

import asyncio
import time
from collections.abc import Awaitable, Callable, Mapping
from datetime import datetime, timedelta
from random import Random
from types import TracebackType

from flows.crawl.address import origin_of, without_user
from flows.crawl.client import HttpClient
from flows.crawl.gate import HostGate
from flows.crawl.politeness import backoff_seconds
from flows.crawl.response import Fetched, FetchRequest, FetchTrail, PreviousCapture, Record
from flows.crawl.robots import SIZE_LIMIT, Robots, read_robots, unavailable_robots
from flows.crawl.settings import CrawlSettings
from flows.crawl.status import redirect_target, refusal
from schemas.errors import (
    ConnectionFailed,
    HostBusy,
    KronikaError,
    QuarantineError,
    RetryableError,
    SkippableError,
    UnexpectedResponse,
)

_ROBOTS_SECONDS = 24 * 3600.0
_UNREADABLE_ROBOTS_SECONDS = 600.0


class _Origin:
    """What is known of one scheme and authority during a run; http and https of a host share its gate."""

    def __init__(self, root: str, gate: HostGate) -> None:
        self.root = root
        self.gate = gate
        self.robots = Robots()
        self.robots_expire_at = float("-inf")
        self.robots_lock = asyncio.Lock()


class Fetcher:
    """Fetches the pages of one outlet during one run; an async context manager.

    Keeps a gate (pauses, back-off, circuit breaker) and the robots.txt of each host. Belongs to one event loop.

    Args:
        settings: how to crawl.
        outlet_owns: whether a URL's host is one of the outlet's own; redirects to others are not followed.
        now: wall clock, aware UTC.
        record: archives each response as it comes.
        held: host -> instant (UTC) until which it asked to be left alone, in an earlier run.
        monotonic: clock of pauses and deadlines, seconds.
        sleep: waits that many seconds.
        random: source of all jitter.
    """

    def __init__(
        self,
        settings: CrawlSettings,
        outlet_owns: Callable[[str], bool],
        now: Callable[[], datetime],
        record: Record,
        *,
        held: Mapping[str, datetime] | None = None,
        monotonic: Callable[[], float] = time.monotonic,
        sleep: Callable[[float], Awaitable[None]] = asyncio.sleep,
        random: Random | None = None,
    ) -> None:
        self.settings = settings
        self.now = now
        self._outlet_owns = outlet_owns
        self._record = record
        self._held = held or {}
        self._monotonic = monotonic
        self._sleep = sleep
        self._random = random or Random()  # noqa: S311  # jitter, no secret
        self._origins: dict[str, _Origin] = {}
        self._gates: dict[str, HostGate] = {}
        self._client = HttpClient(settings, now)

    def held(self) -> dict[str, datetime]:
        """Return the hosts that want to be left alone, and until when, UTC: what the next run has to keep to."""
        now = self.now()
        asked = {host: gate.held_seconds for host, gate in self._gates.items()}
        unasked = {host: until for host, until in self._held.items() if host not in asked and until > now}
        return unasked | {host: now + timedelta(seconds=seconds) for host, seconds in asked.items() if seconds > 0}

    async def __aenter__(self) -> "Fetcher":
        await self._client.__aenter__()
        return self

    async def __aexit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        traceback: TracebackType | None,
    ) -> None:
        await self._client.__aexit__(kind, error, traceback)

    async def fetch(self, request: FetchRequest, trail: FetchTrail | None = None) -> Fetched:
        """Fetch a URL: its turn at the host, retries, redirects inside the outlet, robots.txt before each.

        Args:
            request: what to ask for.
            trail: filled in as it goes, so that it tells of attempts and captures also after an error.

        Raises:
            RetryableError: `FetchTimeout`, `ConnectionFailed`, `HostBusy` or `ServerFailed`, after all attempts.
            SkippableError: `Disallowed`, `Gone` or `NotModified`.
            QuarantineError: `Blocked` or `UnexpectedResponse`.
            FatalError: the archive cannot take the response.
        """
        trail = FetchTrail() if trail is None else trail
        return await self._follow(request, trail, is_checked=self.settings.respect_robots)

    async def _follow(self, request: FetchRequest, trail: FetchTrail, *, is_checked: bool) -> Fetched:
        url = request.url
        seen = {url}
        for _ in range(self.settings.max_redirects + 1):
            if is_checked:
                await self._check_robots(url)
            fetched = await self._answer(url, request, trail)
            target = redirect_target(fetched.response)
            if target is None:
                return fetched
            if target in seen:
                raise UnexpectedResponse(request.url, f"redirects in a loop, by {url}")
            if not self._outlet_owns(target):
                raise UnexpectedResponse(request.url, f"redirects away from the outlet, to {without_user(target)}")
            if url.startswith("https:") and not target.startswith("https:"):
                raise UnexpectedResponse(request.url, f"redirects out of https, to {without_user(target)}")
            seen.add(target)
            url = target
        raise UnexpectedResponse(request.url, f"more than {self.settings.max_redirects} redirects")

    async def _answer(self, url: str, request: FetchRequest, trail: FetchTrail) -> Fetched:
        """Ask until there is an answer, the attempts are used up, or the deadline has passed."""
        gate = self._origin(url).gate
        failure_count = 0
        while True:
            async with gate.turn() as started_at:
                trail.attempt_count += 1 if failure_count or trail.attempt_count == 0 else 0
                try:
                    fetched = await self._ask(url, request, trail)
                except KronikaError as error:
                    gate.report(error, started_at)
                    if not isinstance(error, RetryableError) or self._is_last(trail):
                        raise
                    failure = error.as_value()
                else:
                    gate.report(None, started_at)
                    return fetched
            failure_count += 1
            await self._back_off(failure, failure_count)

    def _is_last(self, trail: FetchTrail) -> bool:
        is_late = trail.wire_seconds >= self.settings.total_deadline
        return is_late or trail.attempt_count >= self.settings.max_attempts

    async def _back_off(self, error: RetryableError, failure_count: int) -> None:
        # A busy host has slowed its gate, which is where the URL waits for its next turn.
        if not isinstance(error, HostBusy):
            base, cap = self.settings.backoff_base, self.settings.backoff_cap
            await self._sleep(backoff_seconds(failure_count, base, cap, self._random))

    async def _ask(self, url: str, request: FetchRequest, trail: FetchTrail) -> Fetched:
        """Send one request and archive its response, whatever it is; raise where it is no page."""
        previous = request.previous if request.previous is not None and request.previous.url == url else None
        validators = _validators(previous) if request.conditional else {}
        started_at = self._monotonic()
        try:
            seconds = self.settings.total_deadline - trail.wire_seconds
            response = await self._client.get(url, validators, seconds, request.kept_bytes)
        finally:
            trail.wire_seconds += self._monotonic() - started_at
        capture = self._record(response, previous)
        trail.status_code = response.status_code
        trail.capture_id = capture.capture_id
        trail.is_unchanged = capture.is_unchanged
        error = refusal(response, is_conditional=bool(validators))
        if error is not None:
            raise error
        return Fetched(request, response, capture.capture_id, capture.is_unchanged, trail.attempt_count)

    def _origin(self, url: str) -> _Origin:
        root, host = origin_of(url, self.settings.allowed_ports)
        origin = self._origins.get(root)
        if origin is None:
            gate = self._gates.get(host)
            if gate is None:
                gate = HostGate(host, self.settings, self._random, self._monotonic, self._sleep)
                if host in self._held:
                    gate.hold((self._held[host] - self.now()).total_seconds())
                self._gates[host] = gate
            origin = self._origins[root] = _Origin(root, gate)
        return origin

    async def _check_robots(self, url: str) -> None:
        origin = self._origin(url)
        if origin.robots_expire_at <= self._monotonic():
            async with origin.robots_lock:
                if origin.robots_expire_at <= self._monotonic():
                    await self._load_robots(origin)
        origin.robots.check(url, self.settings.user_agent)

    async def _load_robots(self, origin: _Origin) -> None:
        trail = FetchTrail()
        request = FetchRequest(url=f"{origin.root}/robots.txt", kind="robots", kept_bytes=SIZE_LIMIT)
        try:
            fetched = await self._follow(request, trail, is_checked=False)
            robots = read_robots(fetched.response)
        except (RetryableError, SkippableError, QuarantineError) as error:
            # Nothing was sent, or nobody was there: that says nothing of rules, and the URL ends with the error itself.
            if trail.attempt_count == 0 or (trail.status_code is None and isinstance(error, ConnectionFailed)):
                raise
            robots = unavailable_robots(trail.status_code, str(error))
        origin.robots = robots
        seconds = _ROBOTS_SECONDS if robots.refusal is None else _UNREADABLE_ROBOTS_SECONDS
        origin.robots_expire_at = self._monotonic() + seconds
        origin.gate.lengthen_pause(robots.crawl_delay(self.settings.user_agent))


def _validators(previous: PreviousCapture | None) -> dict[str, str]:
    """Return the headers that make a request conditional (RFC 9110, 13.1.2 and 13.1.3)."""
    if previous is None:
        return {}
    pairs = (("If-None-Match", previous.etag), ("If-Modified-Since", previous.last_modified))
    return {name: value for name, value in pairs if value is not None}
