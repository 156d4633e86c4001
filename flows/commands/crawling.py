"""Commands that bring pages in: demo, run, backfill, import, reparse."""

from datetime import date, timedelta
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from flows.commands.options import (
    AsJson,
    Data,
    FirstRunDay,
    LastRunDay,
    NoBuild,
    Outlets,
    Quiet,
    Verbose,
    known_outlets,
    start,
)
from flows.commands.printing import print_json, print_run, say, told_when_drifted
from flows.progress import shown_progress
from schemas.errors import BadSettings, FieldsDrifted

if TYPE_CHECKING:
    from flows.settings import Settings


def register(app: typer.Typer) -> None:
    """Add the commands of this module to the program."""
    for name, command in (
        ("demo", demo),
        ("run", run),
        ("backfill", backfill),
        ("import", import_),
        ("reparse", reparse),
    ):
        app.command(name)(command)


def demo(data: Data = None, quiet: Quiet = False, verbose: Verbose = False) -> None:
    """Run everything against the newsroom: a local site with invented news. Needs no internet.

    Example: [bold]kronika demo --data /tmp/kronika-demo[/]
    """
    settings = start(data, quiet=quiet, verbose=verbose)
    from flows.demo import print_results, run_demo
    from flows.orchestrator import prepare_prefect, start_temporary_server

    prepare_prefect(settings.data, verbose=verbose)
    with shown_progress(quiet=quiet):
        run_demo(settings, start_temporary_server())
    print_results(settings)


def run(
    data: Data = None,
    outlet: Outlets = None,
    as_json: AsJson = False,
    quiet: Quiet = False,
    verbose: Verbose = False,
) -> None:
    """Crawl the news of the last days and the revisits that are due, then build and publish.

    Example: [bold]kronika run --outlet korrespondent[/]
    """
    settings = start(data, quiet=quiet, verbose=verbose, outlets=known_outlets(outlet))
    import asyncio

    from flows.orchestrator import prepare_prefect, start_temporary_server

    prepare_prefect(settings.data, verbose=verbose)
    wait_for_server = start_temporary_server()
    from flows.ingest import run as run_flow

    wait_for_server()
    with told_when_drifted(settings, as_json=as_json), shown_progress(quiet=quiet):
        summaries = asyncio.run(run_flow(settings))
    print_run(settings, summaries, as_json=as_json)


def backfill(
    first: Annotated[str, typer.Option("--from", metavar="YYYY-MM-DD", help="First day, outlet's calendar.")],
    last: Annotated[str, typer.Option("--to", metavar="YYYY-MM-DD", help="Last day, included.")],
    data: Data = None,
    outlet: Outlets = None,
    again: Annotated[bool, typer.Option("--again", help="Also days that an earlier backfill completed.")] = False,
    no_build: NoBuild = False,
    as_json: AsJson = False,
    quiet: Quiet = False,
    verbose: Verbose = False,
) -> None:
    """Crawl past days, newest first; started again it goes on where it stopped.

    Example: [bold]kronika backfill --from 2026-05-01 --to 2026-05-07[/]
    """
    settings = start(data, quiet=quiet, verbose=verbose, outlets=known_outlets(outlet))
    first_day, last_day = _required_day("--from", first), _required_day("--to", last)
    check_order(first_day, last_day)
    if last_day > settings.clock()().date() + timedelta(days=1):
        raise BadSettings(f"--to {last} is in the future: give a day up to today")
    import asyncio

    from flows.orchestrator import prepare_prefect, start_temporary_server

    prepare_prefect(settings.data, verbose=verbose)
    wait_for_server = start_temporary_server()
    from flows.backfill import backfill as backfill_flow

    wait_for_server()
    with told_when_drifted(settings, as_json=as_json), shown_progress(quiet=quiet):
        summaries = asyncio.run(
            backfill_flow(first_day, last_day, settings=settings, again=again, with_build=not no_build)
        )
    print_run(settings, summaries, as_json=as_json, is_published=not no_build)


def import_(
    files: Annotated[list[Path], typer.Argument(metavar="FILE.warc.gz…", help="WARC files of any tool.")],
    data: Data = None,
    no_build: NoBuild = False,
    as_json: AsJson = False,
    quiet: Quiet = False,
    verbose: Verbose = False,
) -> None:
    """Take in WARC files that someone else wrote; outlets are recognised by their hosts.

    Example: [bold]kronika import crawl-2026-05.warc.gz[/]
    """
    settings = start(data, quiet=quiet, verbose=verbose)
    import asyncio

    from flows.batch_work import BatchSummary
    from flows.imports import import_file

    async def import_all() -> list[BatchSummary]:
        return [summary for file in files for summary in await import_file(settings, file)]

    with shown_progress(quiet=quiet):
        summaries = asyncio.run(import_all())
    if not no_build:
        _publish(settings, quiet=quiet, is_told=not as_json)
    print_json(summaries) if as_json else say(f"{len(files)} files taken in, {len(summaries)} batches")


def reparse(
    data: Data = None,
    first: FirstRunDay = None,
    last: LastRunDay = None,
    outlet: Outlets = None,
    no_build: NoBuild = False,
    as_json: AsJson = False,
    quiet: Quiet = False,
    verbose: Verbose = False,
) -> None:
    """Rebuild every table from the archive, without a single request.

    Example: [bold]kronika reparse --from 2026-05-01 --outlet korrespondent[/]
    """
    settings = start(data, quiet=quiet, verbose=verbose)
    first_day, last_day = day_of("--from", first), day_of("--to", last)
    check_order(first_day, last_day)
    import asyncio

    from flows.failures import Failures
    from flows.reparse import reparse as reparse_archive
    from schemas.topic_errors import BadTopics

    with Failures() as failures:
        with failures.kept(FieldsDrifted), shown_progress(quiet=quiet):
            count = asyncio.run(reparse_archive(settings, first_day, last_day, known_outlets(outlet)))
        with failures.kept(BadTopics):
            if not no_build:
                _publish(settings, quiet=quiet, is_told=not (as_json or failures), full_refresh=True)
    print_json({"batches": count}) if as_json else say(f"{count} batches parsed again")


def _required_day(option: str, text: str) -> date:
    try:
        return date.fromisoformat(text)
    except ValueError as error:
        raise BadSettings(f"{option} {text!r} is no day ({error}): write it like 2026-05-01") from error


def day_of(option: str, text: str | None) -> date | None:
    """Return the day that an option names, if it names one.

    Raises:
        BadSettings: it is no day.
    """
    return None if text is None else _required_day(option, text)


def check_order(first: date | None, last: date | None) -> None:
    """Check that the first day is not after the last.

    Raises:
        BadSettings: it is.
    """
    if first is not None and last is not None and first > last:
        raise BadSettings(f"--from {first} is after --to {last}: give the earlier day first")


def _publish(settings: "Settings", *, quiet: bool, is_told: bool, full_refresh: bool = False) -> None:
    from flows.publication import build_and_publish

    with shown_progress(quiet=quiet):
        report = build_and_publish(settings, full_refresh=full_refresh)
    if is_told:
        say(f"published {report.warehouse}")
