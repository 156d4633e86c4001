"""Commands that look whether all is well: doctor, verify."""

from typing import TYPE_CHECKING, Annotated

import typer

from flows.commands.crawling import check_order, day_of
from flows.commands.options import AsJson, Data, FirstRunDay, LastRunDay, Outlets, Quiet, Verbose, known_outlets, start
from flows.commands.printing import print_json, print_table, program, say
from schemas.errors import Unsound

if TYPE_CHECKING:
    from flows.verifying import VerifyReport

_MOST_FAULTS = 20


def register(app: typer.Typer) -> None:
    """Add the commands of this module to the program."""
    for command in (doctor, verify):
        app.command(command.__name__)(command)


def doctor(
    full: Annotated[
        bool,
        typer.Option("--full", help="All that is there, not the last 30 days; verify too. Takes as long as reparse."),
    ] = False,
    as_json: AsJson = False,
    data: Data = None,
    quiet: Quiet = False,
    verbose: Verbose = False,
) -> None:
    """Check the installation: one line a check, with what it means and what to do next. Changes nothing.

    Versions, settings, disk, runs at work and killed, erasures; lake, data files, archive, ledger, last runs, gaps by outlet and
    day, quarantine and drift, published files. For a monitor: exit code 0 when all is well or only to be looked at some day,
    11 when something is wrong, 2 when the settings cannot be read.

    Example: [bold]kronika doctor --quiet[/]
    """
    settings = start(data, quiet=quiet, verbose=verbose)
    from flows.doctor import examine, worst

    checks = examine(settings, is_full=full)
    state = worst(checks)
    if as_json:
        print_json({"state": state, "checks": checks})
    else:
        for check in checks:
            if not quiet or check.state != "ok":
                say(f"{check.state:8} {check.name}: {check.finding}")
                if check.remedy is not None:
                    say(f"{'':8} -> {check.remedy}")
    if state == "wrong":
        wrong = sum(check.state == "wrong" for check in checks)
        raise Unsound(f"{wrong} of {len(checks)} checks are wrong: what to do next stands under each")


def verify(
    first: FirstRunDay = None,
    last: LastRunDay = None,
    outlet: Outlets = None,
    as_json: AsJson = False,
    data: Data = None,
    quiet: Quiet = False,
    verbose: Verbose = False,
) -> None:
    """Check every record's digests and compare the lake with what the archive gives today; changes nothing.

    It parses the archive again, as reparse does, and takes as long. A newer parser that reads a page otherwise shows as rows
    that differ: kronika reparse brings them up to date. Exit code 11 when something differs.

    Example: [bold]kronika verify --from 2026-05-01 --outlet korrespondent[/]
    """
    settings = start(data, quiet=quiet, verbose=verbose)
    first_day, last_day = day_of("--from", first), day_of("--to", last)
    check_order(first_day, last_day)
    import asyncio

    from flows.verifying import verify as verify_lake

    report = asyncio.run(verify_lake(settings, first_day, last_day, known_outlets(outlet)))
    if as_json:
        print_json(_as_data(report))
    else:
        _print_verified(report)
    if not report.is_sound:
        raise Unsound(
            f"lake and archive in {settings.data} differ, see above: {program()} reparse rebuilds the tables from the archive; "
            "records that are damaged come back from a backup alone"
        )


def _print_verified(report: "VerifyReport") -> None:
    say(f"{report.file_count} files, {report.record_count} records, {len(report.faults)} at fault")
    for fault in report.faults[:_MOST_FAULTS]:
        say(f"  {fault.warc_file} at byte {fault.offset}: {fault.reason}")
    for batch_id in report.unread_batches[:_MOST_FAULTS]:
        say(f"  not compared: {batch_id}")
    columns = ("table", "in the archive", "in the lake", "missing", "extra", "different", "digest of the lake")
    rows = [
        [name, each.archive_rows, each.lake_rows, each.missing, each.extra, each.different, f"{each.lake_digest:016x}"]
        for name, each in report.tables.items()
    ]
    print_table(None, columns, rows)
    for name, each in report.tables.items():
        for key in each.keys:
            say(f"  {name}: {key}")


def _as_data(report: "VerifyReport") -> dict[str, object]:
    tables = {
        name: {
            "archive_rows": each.archive_rows,
            "lake_rows": each.lake_rows,
            "archive_digest": f"{each.archive_digest:016x}",
            "lake_digest": f"{each.lake_digest:016x}",
            "missing": each.missing,
            "extra": each.extra,
            "different": each.different,
            "keys": each.keys,
        }
        for name, each in report.tables.items()
    }
    return {
        "is_sound": report.is_sound,
        "files": report.file_count,
        "records": report.record_count,
        "faults": report.faults,
        "unread_batches": report.unread_batches,
        "tables": tables,
    }
