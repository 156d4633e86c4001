"""The newsroom as it runs: a world, a clock, rules of misbehaviour, and what was asked of it."""

import json
import time
from collections import deque
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any, NamedTuple

from tests.newsroom.editions import EDITIONS
from tests.newsroom.misbehaviour import Rule
from tests.newsroom.odd_content import odd_response
from tests.newsroom.pages import Response
from tests.newsroom.rendering import Rendering, simple_response
from tests.newsroom.world import World


class RequestSeen(NamedTuple):
    """A request that was answered. `seconds`: monotonic clock; `status_code` 0: the connection was cut or is dripping."""

    seconds: float
    method: str
    host: str
    target: str
    status_code: int
    is_conditional: bool


@dataclass(frozen=True, slots=True)
class Request:
    """A request, with header names in lower case."""

    method: str
    target: str
    host: str
    headers: Mapping[str, str]
    body: bytes
    is_kept_alive: bool


class Newsroom:
    """A world with a clock that stands still until it is set.

    Args:
        world: what is served.
        at: the first instant.
    """

    def __init__(self, world: World, at: datetime) -> None:
        self.world = world
        self.requests: deque[RequestSeen] = deque(maxlen=200_000)
        self.rules: list[Rule] = []
        self._renderings: dict[tuple[str, str], Rendering] = {}
        self._clock = at.astimezone(UTC)

    @property
    def clock(self) -> datetime:
        """The instant that is served, UTC."""
        return self._clock

    def set_clock(self, at: datetime) -> None:
        """Move the clock to an instant, earlier or later.

        Raises:
            ValueError: it has no time zone.
        """
        if at.tzinfo is None:
            raise ValueError("an instant needs a time zone")
        self._clock = at.astimezone(UTC)
        self._renderings.clear()

    def rendering(self, host: str, target: str) -> Rendering:
        """Return the page that `https://{host}{target}` shows now."""
        key = (host, target)
        if key not in self._renderings:
            self._renderings[key] = Rendering(self.world.page(host, target, self._clock), self._clock)
        return self._renderings[key]

    def misbehaving(self, request: Request) -> Rule | None:
        """Return the first rule that applies to a request."""
        url = request.host + request.target
        return next((rule for rule in self.rules if rule.applies(url)), None)

    def odd_rendering(self, rule: Rule, request: Request) -> Rendering:
        """Return the strange page that a rule shows in the place of the one that was asked for; it is sent without a coding."""
        url = request.host + request.target

        def shown(target: str) -> Response:
            return self.world.page(request.host, target, self._clock)

        return Rendering(odd_response(rule.kind, shown, url, rule.seen[url], rule.params), self._clock)

    def answer(self, request: Request) -> bytes:
        """Return the whole response to a well-behaved request."""
        if request.method not in ("GET", "HEAD"):
            return simple_response(405, self._clock, [("Allow", "GET, HEAD")])
        rendering = self.rendering(request.host, request.target)
        headers = request.headers
        if rendering.status_code == 200 and rendering.is_current(
            headers.get("if-none-match"), headers.get("if-modified-since")
        ):
            return rendering.not_modified
        is_gzip = "gzip" in headers.get("accept-encoding", "")
        if request.method == "HEAD":
            return rendering.gzip_head if is_gzip else rendering.plain_head
        return rendering.with_gzip if is_gzip else rendering.plain

    def log(self, request: Request, status_code: int) -> None:
        """Keep what was asked."""
        is_conditional = "if-none-match" in request.headers or "if-modified-since" in request.headers
        seen = RequestSeen(time.monotonic(), request.method, request.host, request.target, status_code, is_conditional)
        self.requests.append(seen)

    def warm(self) -> int:
        """Render every article page of this instant, so that serving costs next to nothing; return their number."""
        count = 0
        for edition in EDITIONS:
            for _, url in self.world.articles(edition, self._clock):
                host, _, path = url.removeprefix("https://").partition("/")
                count += bool(self.rendering(host, f"/{path}").with_gzip)
        return count

    def control(self, request: Request) -> bytes:
        """Answer a request to the control host: /clock, /misbehave, /requests, /warm."""
        try:
            result = self._controlled(request)
        except (ValueError, TypeError, KeyError) as error:
            return simple_response(
                400, self._clock, [("Content-Type", "text/plain; charset=utf-8")], f"{error}\n".encode()
            )
        if result is None:
            return simple_response(404, self._clock, [])
        return simple_response(200, self._clock, [("Content-Type", "application/json")], json.dumps(result).encode())

    def _controlled(self, request: Request) -> Any:
        match request.method, request.target:
            case "PUT", "/clock":
                self.set_clock(datetime.fromisoformat(request.body.decode().strip().strip('"')))
            case "PUT", "/misbehave":
                self.rules = rules_from(json.loads(request.body))
            case "DELETE", "/misbehave":
                self.rules = []
            case "DELETE", "/requests":
                self.requests.clear()
            case "GET", "/requests":
                return [seen._asdict() for seen in self.requests]
            case "PUT", "/warm":
                return {"count": self.warm()}
            case "GET", ("/clock" | "/misbehave"):
                pass
            case _:
                return None
        if request.target == "/clock":
            return self._clock.isoformat()
        return [
            {"match": rule.match, "kind": rule.kind, "times": rule.times, "share": rule.share} for rule in self.rules
        ]


def rules_from(values: Iterable[Mapping[str, Any]]) -> list[Rule]:
    """Make rules of plain values with the keys match, kind, times, share and params.

    Raises:
        ValueError: an unknown kind. TypeError: a key is missing or unknown.
    """
    return [Rule(**value) for value in values]
