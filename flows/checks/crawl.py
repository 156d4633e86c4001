"""The crawl: whether every URL came to one end, whether runs still come, and what they missed."""

from collections.abc import Iterator
from datetime import datetime, timedelta
from typing import Any

from flows.checks.check import Check, shown
from flows.checks.machine import day_span
from flows.drift import fields_set_aside
from flows.locks import is_held, lock_path
from flows.settings import Settings
from schemas.errors import NothingCrawled, QueryFailed
from warehouse.lake import Lake
from warehouse.lake.health import endless_runs, last_ends, set_aside_shares, unbalanced
from warehouse.query import run_query

_LATE = timedelta(days=1)
_RECENT = timedelta(days=7)
_SHARE_WARNING, _SHARE_WRONG = 0.05, 0.25
_MISSED = """
select outlet, edition, published_date, status, completeness
from completeness_by_outlet_day
where day_status <> 'open' and status <> 'ok' and published_date >= date '{since:%Y-%m-%d}'
order by published_date desc, outlet, edition
"""


def check_ledger(lake: Lake, since: datetime) -> Iterator[Check]:
    """Check that each URL of a batch ended once, and that captures, outcomes and batches know each other."""
    found = lake.ask(lambda connection: unbalanced(connection, since))
    for what, names in found.items():
        finding = f"{len(names)} {what}: {shown(names)}"
        yield Check(
            "ledger", "wrong", finding, "kronika reparse makes the tables anew; kronika verify says what differs"
        )
    if not found:
        yield Check("ledger", "ok", f"every URL since {since:%Y-%m-%d} ended once")


def check_runs(settings: Settings, lake: Lake, now: datetime, since: datetime) -> Iterator[Check]:
    """Check how long ago each outlet's last run ended, and name those that never did."""
    ends = lake.ask(last_ends)
    for outlet in settings.outlets:
        yield _last_run(settings, outlet, ends.get(outlet), now)
    at_work = {outlet for outlet in settings.outlets if is_held(lock_path(settings.data, outlet))}
    endless = [run_id for run_id, outlet in lake.ask(lambda c: endless_runs(c, since)) if outlet not in at_work]
    if endless:
        finding = (
            f"{len(endless)} since {since:%Y-%m-%d} came to no end (killed, or stopped by an error): {shown(endless)}"
        )
        yield Check(
            "unfinished runs", "warning", finding, "the next run goes on; kronika backfill brings in what they missed"
        )
    else:
        yield Check("unfinished runs", "ok", "none")


def _last_run(settings: Settings, outlet: str, ended_at: datetime | None, now: datetime) -> Check:
    name = f"last run of {outlet}"
    if ended_at is None:
        return Check(name, "warning", "none came to its end yet", f"kronika run --outlet {outlet}")
    age = now - ended_at
    finding = f"ended {ended_at:%Y-%m-%d %H:%M} UTC, {day_span(age)} ago"
    if age > timedelta(days=settings.days_back + 1):
        remedy = (
            f"kronika backfill --outlet {outlet} --from {ended_at:%Y-%m-%d} --to {now:%Y-%m-%d}, then mend the schedule"
        )
        return Check(name, "wrong", f"{finding}: the next run will not look back so far", remedy)
    if age > _LATE:
        return Check(name, "warning", finding, f"kronika run --outlet {outlet}; is the schedule at work?")
    return Check(name, "ok", finding)


def check_gaps(settings: Settings, since: datetime) -> Check:
    """Name the outlet-days since then, unfinished ones apart, that nobody looked at, or of which much is missing."""
    try:
        result = run_query(settings.data / "published", _MISSED.format(since=since))
    except (NothingCrawled, QueryFailed):
        return Check("gaps", "warning", "unknown, because nothing is published", "kronika build")
    days = [dict(zip(result.columns, row, strict=True)) for row in result.rows]
    if not days:
        return Check("gaps", "ok", f"no day since {since:%Y-%m-%d} is missing")
    first, last = days[-1]["published_date"], days[0]["published_date"]
    finding = f"{len(days)} outlet-days are incomplete: {shown([_day(each) for each in days])}"
    return Check("gaps", "warning", finding, f"kronika backfill --from {first} --to {last} --again")


def _day(row: dict[str, Any]) -> str:
    share = "" if row["completeness"] is None else f" ({row['completeness']:.0%})"
    return f"{row['outlet']}/{row['edition']} {row['published_date']} {row['status']}{share}"


def check_quarantine(settings: Settings, lake: Lake, now: datetime) -> Iterator[Check]:
    """Check how many of the last week's article pages could not be read, and whether fields fell out."""
    shares = lake.ask(lambda connection: set_aside_shares(connection, now - _RECENT))
    for outlet, (aside, read) in sorted(shares.items()):
        share = aside / read
        state = "wrong" if share > _SHARE_WRONG else "warning" if share > _SHARE_WARNING else "ok"
        finding = f"{aside} of the last week's {read} article pages ({share:.0%})"
        remedy = (
            'kronika sql "from field_quality_by_outlet_day" shows the fields; mend the selectors, then kronika reparse'
        )
        yield Check(f"quarantine of {outlet}", state, finding, None if state == "ok" else remedy)  # type: ignore[arg-type]
    drifted = fields_set_aside(lake, None, now - _RECENT)
    if drifted:
        names = sorted({f"{each.outlet}/{each.edition}/{each.field}" for each in drifted})
        yield Check(
            "drift", "wrong", f"fields fell out: {shown(names)}", "docs/drift.md; kronika status says since when"
        )
    else:
        yield Check("drift", "ok", "no field fell out in the last week")
