"""A small world, and a client that says exactly what came over the socket."""

import http.client
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime
from email.message import Message

import pytest

from tests.newsroom.running import RunningNewsroom, serve
from tests.newsroom.world import World

AT = datetime(2026, 5, 7, 17, 0, tzinfo=UTC)


@dataclass(frozen=True)
class Answer:
    """What one request brought."""

    status: int
    headers: Message
    body: bytes


Ask = Callable[..., Answer]


@pytest.fixture(scope="session")
def world() -> World:
    return World(seed=7, first_day=date(2026, 5, 5), days=3, articles_per_day=60)


@pytest.fixture
def newsroom(world: World) -> Iterator[RunningNewsroom]:
    with serve(world, AT) as running:
        yield running


@pytest.fixture
def ask(newsroom: RunningNewsroom) -> Ask:
    def answer(url: str, method: str = "GET", body: str | None = None, **headers: str) -> Answer:
        host, _, path = url.removeprefix("https://").partition("/")
        connection = http.client.HTTPConnection("127.0.0.1", newsroom.port, timeout=10)
        named = {name.replace("_", "-"): value for name, value in headers.items()}
        connection.request(method, f"/{path}", body=body, headers={"Host": host, **named})
        response = connection.getresponse()
        data = response.read()
        connection.close()
        return Answer(response.status, response.headers, data)

    return answer
