"""One run of one outlet, from its listings to committed tables; an orchestrator only wraps the steps."""

import asyncio
import logging
import shutil
from collections.abc import AsyncIterator, Awaitable, Callable, Coroutine, Iterable, Iterator, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass, field, replace
from datetime import UTC, date, datetime, timedelta
from functools import partial
from itertools import count
from typing import Any, Protocol, TypeVar
from zoneinfo import ZoneInfo

from flows.batch_work import BatchSummary, Recorder, batch_info, crawl_batch, parse_batch
from flows.batches import RunIdentity, end_of
from flows.commits import MOST_HELD, CommitReport, commit_batches, drift_error
from flows.crawl.batch import FetchEnd, fetch_batch
from flows.crawl.discover import discover
from flows.crawl.fetch import Fetcher
from flows.crawl.response import FetchRequest
from flows.crawl.revisit import due_revisits
from flows.drift import BASELINE, Drift, fields_set_aside
from flows.drift_judge import DriftJudge
from flows.forgotten import forgotten_in
from flows.held_hosts import read_held_hosts, write_held_hosts
from flows.locks import exclusive
from flows.recovery import recover_batches
from flows.set_aside import ParsedBatch
from flows.settings import Settings
from schemas.errors import NoSpace
from transforms.outlet import Outlet
from transforms.outlets import load_outlet
from warehouse.archive import read_outcomes
from warehouse.disk import writing
from warehouse.lake import DriftedField, Lake

log = logging.getLogger("kronika.run")

T = TypeVar("T")


class Step(Protocol):
    """Does one named piece of a run; an orchestrator makes a task of it."""

    def __call__(self, name: str, work: Callable[[], Awaitable[T]]) -> Coroutine[Any, Any, T]:
        """Do the work and return what it returns."""
        ...


# Sighted this long ago and still never had: given up by news runs (a backfill takes them up again).
_SIGHTING_MEMORY = timedelta(days=3)


async def plainly(name: str, work: Callable[[], Awaitable[T]]) -> T:
    """Do a step as it is, without an orchestrator."""
    log.debug("%s", name)
    return await work()


@dataclass(frozen=True, slots=True)
class RunPlan:
    """What one run of an outlet covers.

    Attributes:
        identity: the run's keys.
        days: outlet-local days whose listings are read, in this order.
        with_feeds: read the feeds too.
        with_revisits: fetch due articles again.
        sighted_since: fetch what was sighted since then and never had, UTC.
    """

    identity: RunIdentity
    days: tuple[date, ...]
    with_feeds: bool
    with_revisits: bool
    sighted_since: datetime


@dataclass(frozen=True, slots=True)
class RunSummary:
    """What one run came to; empty when it had been complete before.

    Attributes:
        run_id: the run's key.
        batches: what each of its batches came to.
        was_complete: whether it had been complete before.
        drifts: fields that fell out of the pages; the new articles of their editions are in quarantine.
        warnings: fields that are filled from elsewhere than before.
        set_aside: all fields because of which pages of the outlet are in quarantine, where there are drifts.
    """

    run_id: str
    batches: list[BatchSummary] = field(default_factory=list)
    was_complete: bool = False
    drifts: list[Drift] = field(default_factory=list)
    warnings: list[Drift] = field(default_factory=list)
    set_aside: list[DriftedField] = field(default_factory=list)

    def add(self, report: CommitReport) -> None:
        """Add what the commit of some batches came to."""
        self.batches.extend(report.batches)
        self.drifts.extend(report.drifts)
        self.warnings.extend(report.warnings)


def news_plan(settings: Settings, outlet: Outlet, identity: RunIdentity, now: datetime) -> RunPlan:
    """Return the plan of a scheduled run: the last days' listings, the feeds, and the revisits that are due."""
    today = now.astimezone(ZoneInfo(outlet.time_zone)).date()
    days = tuple(today - timedelta(days=back) for back in range(settings.days_back + 1))
    return RunPlan(identity, days, with_feeds=True, with_revisits=True, sighted_since=now - _SIGHTING_MEMORY)


def backfill_plan(identity: RunIdentity, day: date) -> RunPlan:
    """Return the plan of one outlet-day of the past: its listings and every article not yet had."""
    epoch = datetime(1970, 1, 1, tzinfo=UTC)
    return RunPlan(identity, (day,), with_feeds=False, with_revisits=False, sighted_since=epoch)


def with_counts(requests: Iterable[FetchRequest], outlet: Outlet) -> Iterator[FetchRequest]:
    """Yield requests for articles, each followed by the one for its view count where that has a page of its own.

    Editions that share such a page have it asked once. It is always asked for whole: a counter is never unchanged.
    """
    asked: set[str] = set()
    for request in requests:
        yield request
        url = outlet.count_url(request.article_id) if request.article_id else None
        if url is not None and url not in asked:
            asked.add(url)
            edition = outlet.editions[0].name
            yield FetchRequest(url=url, kind="count", edition=edition, article_id=request.article_id)


class OutletRun:
    """The steps of one run, which share the lake, the outlet and one polite fetcher."""

    def __init__(self, settings: Settings, plan: RunPlan, lake: Lake) -> None:
        self._settings = settings
        self._plan = plan
        self._lake = lake
        self._outlet = load_outlet(plan.identity.outlet).with_hosts(settings.hosts)
        self._now = settings.clock()
        self._recorder = Recorder()
        crawl = replace(settings.crawl, pause_seconds=max(settings.crawl.pause_seconds, self._outlet.pause_seconds))
        held = read_held_hosts(settings.data, self._outlet.name)
        self._fetcher = Fetcher(crawl, self._outlet.owns, self._now, self._recorder, held=held)
        self._judge = DriftJudge(settings, lake, self._outlet.name)

    async def run(self, step: Step) -> RunSummary:
        """Discover, fetch and commit; a run that was complete before does nothing.

        Raises:
            FatalError: the run must stop; what was committed stays.
        """
        identity = self._plan.identity
        if self._lake.has_batch(identity.end_batch_id):
            log.info("%s is complete already", identity.run_id)
            return RunSummary(identity.run_id, was_complete=True)
        started_at = self._now()
        summary = RunSummary(identity.run_id)
        for report in await recover_batches(self._settings, self._lake, self._judge, started_at):
            summary.add(report)
        async with self._fetcher, self._keeping_held_hosts():
            if not self._is_discovered():
                warc_file = await step("discover", self._discover)
                parsed = await self._parse(warc_file)
                summary.add(await step("commit discovery", partial(self._commit, [parsed])))
            await self._fetch_articles(step, summary)
        self._lake.commit(end_of(identity, started_at, self._now()), {})
        if summary.drifts:
            summary.set_aside.extend(fields_set_aside(self._lake, identity.outlet, started_at - BASELINE))
        return summary

    @asynccontextmanager
    async def _keeping_held_hosts(self) -> AsyncIterator[None]:
        """Keep, however the run ends, which hosts want to be left alone for longer than it lasts."""
        try:
            yield
        finally:
            write_held_hosts(self._settings.data, self._outlet.name, self._fetcher.held())

    def _is_discovered(self) -> bool:
        """Whether a discovery of this run is in the lake whole: one that was cut off has no ledger, and left listings unread."""
        archive = self._settings.data / "archive"
        return any(read_outcomes(archive / file) is not None for file in self._discovery_files())

    def _discovery_files(self) -> list[str]:
        return self._lake.archive_files_of(self._plan.identity.run_id, "discovery")

    async def _discover(self) -> str:
        tries = len(self._discovery_files())
        batch_id = self._plan.identity.batch_id("discovery", tries + 1 if tries else 0)
        return await crawl_batch(self._settings, self._plan.identity, batch_id, self._recorder, self._crawl_listings)

    async def _crawl_listings(self) -> list[FetchEnd]:
        plan, previous_captures = self._plan, self._lake.previous_captures
        return await discover(self._fetcher, self._outlet, plan.days, previous_captures, with_feeds=plan.with_feeds)

    async def _fetch_articles(self, step: Step, summary: RunSummary) -> None:
        """Fetch what is due, batch by batch, each parsed while the next is fetched; commit once all can be judged together."""
        identity = self._plan.identity
        requests = self._due_requests()
        size = self._settings.batch_size
        held: list[asyncio.Task[ParsedBatch]] = []
        try:
            for number, start in enumerate(range(0, len(requests), size), self._next_batch_number()):
                batch_id = identity.batch_id("articles", number)
                fetching = partial(self._crawl_articles, batch_id, requests[start : start + size])
                warc_file = await step(f"fetch articles {number}", fetching)
                if len(held) == MOST_HELD:
                    summary.add(await self._commit_held(step, held))
                held.append(asyncio.create_task(self._parse(warc_file)))
        finally:
            summary.add(await self._commit_held(step, held))

    async def _commit_held(self, step: Step, held: list[asyncio.Task[ParsedBatch]]) -> CommitReport:
        """Judge and commit the batches that were parsed, and hold them no more."""
        batches = [await parsing for parsing in held]
        held.clear()
        return await step("commit articles", partial(self._commit, batches)) if batches else CommitReport()

    async def _parse(self, warc_file: str) -> ParsedBatch:
        return await parse_batch(self._settings, warc_file, batch_info(self._settings, warc_file))

    async def _commit(self, batches: Sequence[ParsedBatch]) -> CommitReport:
        return await commit_batches(self._settings, self._lake, self._judge, batches)

    async def _crawl_articles(self, batch_id: str, requests: Sequence[FetchRequest]) -> str:
        crawl = partial(fetch_batch, self._fetcher, requests, self._settings.crawl.concurrency)
        return await crawl_batch(self._settings, self._plan.identity, batch_id, self._recorder, crawl)

    def _next_batch_number(self) -> int:
        """Return the first number that no batch of this run has: a run that was cut off goes on counting."""
        batch_ids = (self._plan.identity.batch_id("articles", number) for number in count(1))
        return next(number for number, batch_id in enumerate(batch_ids, 1) if not self._lake.has_batch(batch_id))

    def _due_requests(self) -> list[FetchRequest]:
        """Return what to fetch: articles sighted and never had, then those due for a revisit, each with its count page.

        What was erased on request is not asked for again, nor what a run that was cut off has asked for already.
        """
        new = self._lake.new_article_urls(self._outlet.name, self._plan.sighted_since)
        requests = [
            FetchRequest(url=article.url, kind="article", edition=article.edition, article_id=article.article_id)
            for article in new
        ]
        if self._plan.with_revisits:
            now, ages = self._now(), self._settings.revisit_ages
            known = self._lake.known_articles(self._outlet.name, now - 2 * max(ages))
            requests += due_revisits(known, now, ages)
        forgotten = forgotten_in(self._settings.data / "archive")
        wanted: dict[tuple[str | None, str | None], FetchRequest] = {}
        for request in requests:
            if not forgotten.has_article(self._outlet.name, request.article_id):
                wanted.setdefault((request.edition, request.article_id), request)  # one never had may be due too
        ended = self._lake.ended_urls(self._plan.identity.run_id)
        return [request for request in with_counts(wanted.values(), self._outlet) if request.url not in ended]


def check_drift(summaries: Sequence[RunSummary]) -> None:
    """Fail where fields fell out of the pages of a run.

    Raises:
        FieldsDrifted: it says which fields, how, and what to do next.
    """
    drifts = [drift for summary in summaries for drift in summary.drifts]
    if drifts:
        raise drift_error(drifts, [each for summary in summaries for each in summary.set_aside], summaries)


async def run_outlet(settings: Settings, plan: RunPlan, step: Step = plainly) -> RunSummary:
    """Do one run of one outlet under the outlet's lock; whether fields drifted stands in its summary.

    Raises:
        AlreadyRunning: another run of the outlet is at work.
        NoSpace: less is free than the settings ask for.
        FatalError: the run must stop.
    """
    _check_space(settings)
    with exclusive(settings.data, plan.identity.outlet), Lake.open(settings.data) as lake:
        lake.bind(settings.hosts)
        return await OutletRun(settings, plan, lake).run(step)


def _check_space(settings: Settings) -> None:
    with writing(settings.data):
        settings.data.mkdir(parents=True, exist_ok=True)
    free = shutil.disk_usage(settings.data).free
    if free < settings.min_free_mb * 1_000_000:
        raise NoSpace(str(settings.data), free)
