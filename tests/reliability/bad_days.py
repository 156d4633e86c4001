"""Simulated days of a site that misbehaves, crawled by the real program; then the site recovers, and everything is compared."""

import asyncio
import time
from collections import Counter, defaultdict
from collections.abc import Sequence
from contextlib import nullcontext
from dataclasses import dataclass, field
from datetime import date, datetime
from pathlib import Path

from flows.batches import backfill_run, news_run
from flows.outlet_run import backfill_plan, news_plan, run_outlet
from tests.flows.newsroom_run import newsroom_settings
from tests.newsroom.misbehaviour import Rule
from tests.newsroom.running import RunningNewsroom
from tests.reliability.site_checks import (
    balance,
    false_rows,
    impolite_hosts,
    ledger_faults,
    lost_articles,
    unaccounted_requests,
)
from tests.reliability.site_faults import FAULTS, ROBOTS_FAULTS
from transforms.outlets import load_outlet
from warehouse.lake import connect

REFUSED = "connection refused"
PAUSE_SECONDS = 0.01
QUICK = {
    "pause_seconds": PAUSE_SECONDS,
    "pause_jitter": 0.0,
    "backoff_cap": 0.05,
    "breaker_seconds": 0.2,
    "patience_seconds": 1.5,
    "connect_timeout": 0.5,
    "read_timeout": 0.4,
    "total_deadline": 2.0,
    "max_attempts": 3,
    "max_listing_pages": 8,
}
"""Waits of hundredths of a second, so that days pass in minutes; the rules are those of production."""


@dataclass(frozen=True)
class Mischief:
    """One fault for some pages.

    Attributes:
        name: the fault's; `REFUSED` concerns all pages.
        pages: which pages it concerns.
        share: portion of their URLs that meet it.
        times: how many first requests of each URL in a run meet it; all where `None`.
    """

    name: str
    pages: str = "everything"
    share: float = 1.0
    times: int | None = None

    def rule(self) -> dict[str, object]:
        """Return the newsroom's rule."""
        fault = ROBOTS_FAULTS[self.name] if self.name in ROBOTS_FAULTS else FAULTS[self.name]
        return fault.rule(self.pages, self.share, self.times)


@dataclass
class FaultRecord:
    """What one fault came to: requests that met it, in what URLs ended in those runs, and which articles' URLs they were."""

    request_count: int = 0
    outcomes: Counter[str] = field(default_factory=Counter)
    article_urls: set[str] = field(default_factory=set)
    brought_in: int = 0


@dataclass
class Season:
    """What some bad days came to.

    Attributes:
        faults: record of each fault, by its name.
        run_count: runs, those after the recovery included.
        longest_run_seconds: wall time of the longest.
        problems: everything that does not hold; empty where all is well.
        balance: sighted articles by what became of them.
        late: articles that only a backfill brought in.
        article_count: articles that could be read at the end.
    """

    faults: dict[str, FaultRecord] = field(default_factory=lambda: defaultdict(FaultRecord))
    run_count: int = 0
    longest_run_seconds: float = 0.0
    problems: list[str] = field(default_factory=list)
    balance: dict[str, int] = field(default_factory=dict)
    late: list[str] = field(default_factory=list)
    article_count: int = 0


class BadDays:
    """A newsroom, a data folder, and the runs between them.

    Args:
        newsroom: where it is served.
        data: an empty data folder.
    """

    def __init__(self, newsroom: RunningNewsroom, data: Path) -> None:
        self._newsroom = newsroom
        self._data = data
        self.season = Season()

    def suffer(self, instant: datetime, mischiefs: Sequence[Mischief]) -> None:
        """Do the run of an instant at a site that misbehaves."""
        is_refused = any(each.name == REFUSED for each in mischiefs)
        chosen = [each for each in mischiefs if each.name != REFUSED]
        rules = self._newsroom.misbehave([each.rule() for each in chosen])
        with self._newsroom.refusing() if is_refused else nullcontext():
            run_id = self._run(instant)
        self._newsroom.behave()
        for mischief, rule in zip(chosen, rules, strict=True):
            self._note(mischief.name, run_id, rule)
        if is_refused:
            self._note(REFUSED, run_id, None)

    def recover(self, instants: Sequence[datetime], days: Sequence[date]) -> Season:
        """Do runs at a site that is well again, the backfill of some days where that is not enough, and check everything."""
        for instant in instants:
            self._run(instant)
        world, end = self._newsroom.world, instants[-1]
        with connect(self._data) as connection:
            self.season.late = lost_articles(connection, world, end)
        for day in days if self.season.late else ():
            self._run(end, day)
        self._check(end)
        return self.season

    def _run(self, instant: datetime, day: date | None = None) -> str:
        """Do one run of the real flow, or the backfill of a day; return its id."""
        self._newsroom.set_clock(instant)
        settings = newsroom_settings(self._newsroom, self._data, instant, **QUICK)
        outlet, now = load_outlet("korrespondent").with_hosts(self._newsroom.hosts), settings.clock()()
        plan = news_plan(settings, outlet, news_run(outlet.name, now), now)
        if day is not None:
            plan = backfill_plan(backfill_run(outlet.name, day, now, again=True), day)
        asked_before = len(self._newsroom.requests)
        started_at = time.monotonic()
        asyncio.run(run_outlet(settings, plan))
        season = self.season
        season.run_count += 1
        season.longest_run_seconds = max(season.longest_run_seconds, time.monotonic() - started_at)
        for host, seconds in impolite_hosts(self._newsroom.requests[asked_before:], PAUSE_SECONDS).items():
            season.problems.append(f"{host} was asked {seconds:.2f} s too fast at {instant}")
        return plan.identity.run_id

    def _note(self, name: str, run_id: str, rule: Rule | None) -> None:
        """Add what the URLs that met a fault in a run came to; all URLs of the run where there is no rule."""
        query = "select url, kind, outcome, attempt_count from lake.outcomes where run_id = ?"
        with connect(self._data) as connection:
            ended = {row[0]: row for row in connection.execute(query, [run_id]).fetchall()}
        counts = {url: row[3] for url, row in ended.items()}
        if rule is not None:
            most = float("inf") if rule.times is None else rule.times
            counts = {f"https://{url}": min(seen, most) for url, seen in rule.seen.items()}
        record = self.season.faults[name]
        record.request_count += sum(map(int, counts.values()))
        record.outcomes.update(ended[url][2] for url in counts if url in ended)
        record.article_urls.update(url for url in counts if url in ended and ended[url][1] == "article")

    def _check(self, end: datetime) -> None:
        """Compare ledger, rows and requests with what the newsroom knows."""
        season, world = self.season, self._newsroom.world
        with connect(self._data) as connection:
            season.balance = balance(connection)
            season.problems += ledger_faults(connection)
            season.problems += [f"false row: {each}" for each in false_rows(connection, world)]
            season.problems += [f"lost: {each}" for each in lost_articles(connection, world, end)]
            season.problems += unaccounted_requests(connection, self._newsroom.requests)
            had = {url for (url,) in connection.execute("select distinct url from lake.articles").fetchall()}
        season.article_count = sum(
            world.article(edition, article_id, end) is not None
            for edition in ("uk", "ru")
            for article_id, _ in world.articles(edition, end)
        )
        for record in season.faults.values():
            record.brought_in = len(record.article_urls & had)
