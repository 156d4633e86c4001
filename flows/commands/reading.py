"""Commands that only read: sql, show, status."""

import shutil
from pathlib import Path
from typing import Annotated, Literal

import typer

from flows.commands.options import AsJson, Data, Quiet, Verbose, start
from flows.commands.printing import hand_out, print_json, print_query, print_shown, print_status


def register(app: typer.Typer) -> None:
    """Add the commands of this module to the program."""
    for name, command in (("sql", sql), ("show", show), ("status", status)):
        app.command(name)(command)


def sql(
    query: Annotated[str, typer.Argument(help="SQL of DuckDB; - reads it from standard input.")],
    output_format: Annotated[
        Literal["table", "csv", "json", "parquet", "xlsx"],
        typer.Option("--format", "-f", help="How to print the rows."),
    ] = "table",
    output: Annotated[Path | None, typer.Option("--output", "-o", help="File to write instead of printing.")] = None,
    as_json: AsJson = False,
    data: Data = None,
    quiet: Quiet = False,
    verbose: Verbose = False,
) -> None:
    """Ask the published warehouse, read-only.

    Example: [bold]kronika sql "select headline, view_count from articles join view_counts using (outlet, edition, article_id) limit 5"[/]
    """
    settings = start(data, quiet=quiet, verbose=verbose)
    from warehouse.query import run_query, write_query

    text = typer.get_text_stream("stdin").read() if query == "-" else query
    result = run_query(settings.data / "published", text)
    chosen = "json" if as_json else output_format
    if chosen == "table":
        print_query(result)
        return
    content = write_query(result, chosen, output, {"query": text, "times": "UTC"})
    if output is None:
        hand_out(content, chosen)


def show(
    url: Annotated[str, typer.Argument(help="URL of an article, of either edition.")],
    as_json: Annotated[bool, typer.Option("--json", help="Print all of it as JSON, the body too.")] = False,
    data: Data = None,
    quiet: Quiet = False,
    verbose: Verbose = False,
) -> None:
    """Print all that is known of an article: versions, tags, user topics that hit it and why, links, observations, outcomes.

    Example: [bold]kronika show https://ua.korrespondent.net/ukraine/4871234-nazva --json[/]
    """
    settings = start(data, quiet=quiet, verbose=verbose)
    from flows.showing import known_of

    shown = known_of(settings, url)
    if as_json:
        print_json({name: table.to_pylist() for name, table in shown.items()})
    else:
        print_shown(url, shown)


def status(as_json: AsJson = False, data: Data = None, quiet: Quiet = False, verbose: Verbose = False) -> None:
    """Print what the data folder holds, the last runs, and what is at work.

    Example: [bold]kronika status[/]
    """
    settings = start(data, quiet=quiet, verbose=verbose)
    from flows.showing import current_status

    state = current_status(settings, shutil.disk_usage(settings.data if settings.data.exists() else Path.cwd()).free)
    if as_json:
        print_json(state)
    else:
        print_status(state)
