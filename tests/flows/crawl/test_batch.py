"""Batches: every request ends in exactly one end."""

import asyncio
import logging
from random import Random
from typing import Any

import pytest

from flows.crawl.batch import fetch_batch
from flows.crawl.fetch import Fetcher
from flows.crawl.response import FetchRequest, HttpResponse, PreviousCapture
from schemas.errors import Disallowed, Gone, NoSpace, ServerFailed
from tests.flows.crawl.crawling import (
    HOST,
    NOW,
    OTHER_HOST,
    Capture,
    Earlier,
    article,
    crawl,
    owns,
    quick_settings,
    url,
)
from tests.flows.crawl.site import Site, answer


async def test_each_request_has_one_end_in_order(caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level(logging.INFO)
    routes = {
        "/1": answer(200, b"one"),
        "/2": answer(404),
        "/3": [answer(500), answer(200, b"three")],
        "/4": answer(500),
        "/6": answer(200, b"six"),
    }
    earlier = Earlier(url("/6"), payload_digest="six")
    requests = [article(f"/{n}", article_id=str(n)) for n in range(1, 6)] + [article("/6", previous=earlier)]
    robots = answer(200, b"User-agent: *\nDisallow: /5\n")
    async with Site(routes, robots=robots) as site, crawl(site) as (fetcher, tape):
        ends = await fetch_batch(fetcher, requests, concurrency=4)
    assert [end.request for end in ends] == requests
    assert [type(end.error) for end in ends] == [type(None), Gone, type(None), ServerFailed, Disallowed, type(None)]
    assert {end.error.__traceback__ for end in ends if end.error is not None} == {None}  # its frames would hold bodies
    assert [end.status_code for end in ends] == [200, 404, 200, 500, None, 200]
    assert [end.attempt_count for end in ends] == [1, 1, 2, 3, 0, 1]
    assert [end.is_unchanged for end in ends] == [False] * 5 + [True]
    assert {end.ended_at for end in ends} == {NOW}
    answered = {f"capture-{n}": response.url for n, response in enumerate(tape.responses, 1)}
    assert [answered.get(end.capture_id or "") for end in ends] == [
        url("/1"), url("/2"), url("/3"), url("/4"), None, url("/6"),
    ]  # fmt: skip
    assert caplog.messages[-1] == "fetched 3 of 6 pages (1 unchanged), 1 Disallowed, 1 Gone, 1 ServerFailed"


async def test_batch_may_be_empty_or_hold_what_is_no_url() -> None:
    async with Site() as site, crawl(site) as (fetcher, _):
        assert await fetch_batch(fetcher, [], concurrency=4) == []
        (end,) = await fetch_batch(fetcher, [FetchRequest(url="https://[", kind="other")], concurrency=4)
    assert isinstance(end.error, Disallowed)


async def test_slow_host_does_not_hold_back_another() -> None:
    async def slowly(writer: asyncio.StreamWriter) -> None:
        await asyncio.sleep(0.1)
        writer.write(answer(200, b"slow"))

    routes: dict[str, Any] = {f"{HOST}/{n}": slowly for n in range(4)}
    routes |= {f"{OTHER_HOST}/{n}": answer(200, b"quick") for n in range(4)}
    requests = [FetchRequest(url=url(f"/{n}", host), kind="article") for host in (HOST, OTHER_HOST) for n in range(4)]
    async with Site(routes) as site, crawl(site, connections_per_host=1) as (fetcher, tape):
        await fetch_batch(fetcher, requests, concurrency=2)
    bodies = [response.body for response in tape.responses if response.status_code == 200]
    assert bodies == [b"quick"] * 4 + [b"slow"] * 4


async def test_concurrency_is_kept() -> None:
    async def page(writer: asyncio.StreamWriter) -> None:
        await asyncio.sleep(0.01)
        writer.write(answer(200, b"page"))

    requests = [article(f"/{n}") for n in range(30)]
    routes = {f"/{n}": page for n in range(30)}
    async with Site(routes) as site, crawl(site, connections_per_host=8) as (fetcher, _):
        await fetch_batch(fetcher, requests, concurrency=5)
    assert site.most_at_once == 5


async def test_full_disk_stops_the_batch() -> None:
    taken: list[str] = []

    def record(response: HttpResponse, previous: PreviousCapture | None) -> Capture:
        if len(taken) == 3:
            raise NoSpace("archive")
        taken.append(response.url)
        return Capture(f"capture-{len(taken)}", is_unchanged=False)

    routes = {f"/{n}": answer(200, b"page") for n in range(50)}
    async with Site(routes) as site:
        settings = quick_settings({HOST: site.base})
        async with Fetcher(settings, owns, lambda: NOW, record, random=Random(1)) as fetcher:
            with pytest.raises(NoSpace):
                await fetch_batch(fetcher, [article(f"/{n}") for n in range(50)], concurrency=4)
        assert len(taken) == 3
        assert len(site.paths()) < 10


async def test_cancelled_batch_leaves_nothing_running() -> None:
    asked = asyncio.Event()

    async def never(writer: asyncio.StreamWriter) -> None:
        asked.set()
        await asyncio.sleep(3)

    before = asyncio.all_tasks()
    async with Site({"/1": never}) as site, crawl(site, read_timeout=9.0) as (fetcher, _):
        batch = asyncio.create_task(fetch_batch(fetcher, [article("/1")], concurrency=1))
        await asked.wait()
        batch.cancel()
        with pytest.raises(asyncio.CancelledError):
            await batch
        mine = {task for task in asyncio.all_tasks() - before if "Site" not in repr(task.get_coro())}
        assert mine == set()
