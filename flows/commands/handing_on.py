"""Commands that hand numbers on: export."""

from pathlib import Path
from typing import Annotated, Literal

import typer

from flows.commands.crawling import check_order, day_of
from flows.commands.options import Data, Quiet, Verbose, start
from flows.commands.printing import hand_out, say


def register(app: typer.Typer) -> None:
    """Add the commands of this module to the program."""
    app.command("export")(export)


def export(
    mart: Annotated[str, typer.Argument(help="A published table, such as coverage_by_topic_day.")],
    output_format: Annotated[
        Literal["csv", "xlsx", "parquet", "json"], typer.Option("--format", "-f", help="What to write.")
    ] = "csv",
    first_day: Annotated[
        str | None, typer.Option("--from", metavar="YYYY-MM-DD", help="First day, of the reporting zone.")
    ] = None,
    last_day: Annotated[str | None, typer.Option("--to", metavar="YYYY-MM-DD", help="Last day.")] = None,
    output: Annotated[
        Path | None, typer.Option("--output", "-o", help="File to write; without it, standard output.")
    ] = None,
    data: Data = None,
    quiet: Quiet = False,
    verbose: Verbose = False,
) -> None:
    """Write a published table, or some days of it, as a file; times are those of the reporting zone.

    Example: [bold]kronika export coverage_by_topic_day --format xlsx --from 2026-05-01 --to 2026-05-07 -o coverage.xlsx[/]
    """
    settings = start(data, quiet=quiet, verbose=verbose)
    from warehouse.export import read_export
    from warehouse.query import write_query

    first, last = day_of("--from", first_day), day_of("--to", last_day)
    check_order(first, last)
    exported = read_export(settings.data / "published", mart, first, last)
    content = write_query(exported.result, output_format, output, exported.about)
    if output is None:
        hand_out(content, output_format)
    elif not quiet:
        say(f"{output}: {len(exported.result.rows)} rows of {mart}, data up to {exported.as_of}")
