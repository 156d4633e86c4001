"""Whether a live installation is well: every check of `flows.checks`, in the order in which a person wants to know."""

import asyncio
from collections.abc import Callable, Iterable, Iterator
from datetime import timedelta
from itertools import chain

from flows.checks.check import Check, State, shown
from flows.checks.crawl import check_gaps, check_ledger, check_quarantine, check_runs
from flows.checks.keeping import check_archive, check_data_files, check_format, check_parsers, check_published
from flows.checks.machine import check_disk, check_erasures, check_locks, check_settings, check_versions
from flows.settings import Settings
from flows.verifying import verify
from schemas.errors import KronikaError, NothingCrawled
from warehouse.lake import Lake

_LOOKED_BACK = timedelta(days=30)
_ALL = timedelta(days=36_500)


def examine(settings: Settings, *, is_full: bool = False) -> list[Check]:
    """Check everything.

    The cost depends on what came in during the last 30 days and on the number of data files.

    Args:
        settings: all settings.
        is_full: check all that is there: every page of the catalogue, every record, and every row against the archive.
    """
    machine = (check_versions, lambda: check_settings(settings), lambda: check_disk(settings))
    at_work = (lambda: check_locks(settings), lambda: check_erasures(settings))
    return [
        *chain.from_iterable(_found(check) for check in machine),
        *chain.from_iterable(_found(check) for check in at_work),
        *_found(lambda: _check_kept(settings, is_full=is_full), name="lake"),
    ]


def worst(checks: Iterable[Check]) -> State:
    """Return the worst state among some checks."""
    states = {check.state for check in checks}
    return "wrong" if "wrong" in states else "warning" if "warning" in states else "ok"


def _found(check: Callable[[], Check | Iterable[Check]], name: str = "kronika") -> list[Check]:
    """Return what a check found; where it cannot be done, that is what it found."""
    found: list[Check] = []
    try:
        result = check()
        for each in (result,) if isinstance(result, Check) else result:
            found.append(each)  # noqa: PERF402  # those before an error count
    except NothingCrawled as error:
        found.append(Check(name, "warning", str(error)))
    except KronikaError as error:
        found.append(Check(name, "wrong", str(error)))
    return found


def _check_kept(settings: Settings, *, is_full: bool) -> Iterator[Check]:
    """Check all that needs the lake."""
    now = settings.clock()()
    since = now - (_ALL if is_full else _LOOKED_BACK)
    with Lake.open(settings.data, read_only=True) as lake:
        checks: tuple[tuple[str, Callable[[], Check | Iterable[Check]]], ...] = (
            ("lake", lambda: check_format(lake)),
            ("data files", lambda: check_data_files(settings, is_full=is_full)),
            ("archive", lambda: check_archive(settings, lake, since)),
            ("parsers", lambda: check_parsers(lake)),
            ("ledger", lambda: check_ledger(lake, since)),
            ("runs", lambda: check_runs(settings, lake, now, since)),
            ("gaps", lambda: check_gaps(settings, since)),
            ("quarantine", lambda: check_quarantine(settings, lake, now)),
            ("published", lambda: check_published(settings, lake)),
        )
        for name, check in checks:
            yield from _found(check, name)
    if is_full:
        yield from _found(lambda: _check_all_rows(settings), "verify")


def _check_all_rows(settings: Settings) -> Check:
    report = asyncio.run(verify(settings))
    if report.is_sound:
        return Check(
            "verify", "ok", f"{report.record_count} records are whole, and every row is as the archive gives it"
        )
    names = [name for name, each in report.tables.items() if not each.is_equal]
    finding = (
        f"{len(report.faults)} records at fault, {len(report.unread_batches)} batches unreadable, tables that differ: "
    )
    return Check("verify", "wrong", finding + (shown(names) or "none"), "kronika verify names each")
