"""Runs a newsroom in a thread, for tests."""

import asyncio
import threading
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import contextmanager
from datetime import datetime
from typing import Any, TypeVar

from tests.newsroom.editions import REAL_HOSTS, SITE_HOSTS
from tests.newsroom.http_server import port_of, start_server
from tests.newsroom.misbehaviour import Rule
from tests.newsroom.newsroom import Newsroom, RequestSeen, rules_from
from tests.newsroom.world import World

Result = TypeVar("Result")


class RunningNewsroom:
    """A newsroom that listens.

    Attributes:
        world: what is served.
        port: where it listens, on 127.0.0.1.
        hosts: real host -> the host that the newsroom plays it under.
        connect_to: played host -> scheme, address and port to connect to.
    """

    def __init__(self, newsroom: Newsroom, loop: asyncio.AbstractEventLoop, server: asyncio.Server) -> None:
        self._newsroom = newsroom
        self._loop = loop
        self._server = server
        self.world = newsroom.world
        self.port = port = port_of(server)
        self.hosts: Mapping[str, str] = REAL_HOSTS
        self.connect_to: Mapping[str, str] = dict.fromkeys(SITE_HOSTS, f"http://127.0.0.1:{port}")

    @property
    def clock(self) -> datetime:
        """The instant that is served, UTC."""
        return self._newsroom.clock

    @property
    def requests(self) -> list[RequestSeen]:
        """What was asked so far, control apart."""
        return self._on_loop(lambda: list(self._newsroom.requests))

    def forget_requests(self) -> None:
        """Begin the list of requests anew."""
        self._on_loop(self._newsroom.requests.clear)

    def set_clock(self, at: datetime) -> None:
        """Serve another instant from now on.

        Raises:
            ValueError: it has no time zone.
        """
        self._on_loop(lambda: self._newsroom.set_clock(at))

    def misbehave(self, rules: Iterable[Mapping[str, Any]]) -> list[Rule]:
        """Replace the rules of misbehaviour; keys: match, kind, times, share, params (see `misbehaviour.Rule`).

        Returns:
            The rules, which keep count of the URLs that meet them.

        Raises:
            ValueError: an unknown kind. TypeError: a key is missing or unknown.
        """
        chosen = rules_from(rules)
        self._on_loop(lambda: setattr(self._newsroom, "rules", chosen))
        return chosen

    def behave(self) -> None:
        """Drop all rules."""
        self.misbehave(())

    @contextmanager
    def refusing(self) -> Iterator[None]:
        """Listen no more while the context lasts: connections are refused."""
        self._on_loop(self._server.close)
        try:
            yield
        finally:
            listening = start_server(self._newsroom, self.port)
            self._server = asyncio.run_coroutine_threadsafe(listening, self._loop).result()

    def stop_listening(self) -> None:
        """Listen no more."""
        self._on_loop(self._server.close)

    def warm(self) -> int:
        """Render every article page of this instant; return their number."""
        return self._on_loop(self._newsroom.warm)

    def _on_loop(self, call: Callable[[], Result]) -> Result:
        async def called() -> Result:
            return call()

        return asyncio.run_coroutine_threadsafe(called(), self._loop).result()


@contextmanager
def serve(world: World, at: datetime | None = None, port: int = 0) -> Iterator[RunningNewsroom]:
    """Serve a world on the loopback address while the context lasts; the clock stands at `at`, by default the world's end."""
    loop = asyncio.new_event_loop()
    newsroom = Newsroom(world, at or world.end)
    server = loop.run_until_complete(start_server(newsroom, port))
    thread = threading.Thread(target=loop.run_forever, name="newsroom", daemon=True)
    thread.start()
    running = RunningNewsroom(newsroom, loop, server)
    try:
        yield running
    finally:
        running.stop_listening()
        asyncio.run_coroutine_threadsafe(_cancel_all(), loop).result()
        loop.call_soon_threadsafe(loop.stop)
        thread.join()
        loop.close()


async def _cancel_all() -> None:
    tasks = asyncio.all_tasks() - {asyncio.current_task()}
    for task in tasks:
        task.cancel()
    await asyncio.gather(*tasks, return_exceptions=True)
