"""The `kronika` command. Heavy imports stay inside the commands, so that --help answers at once."""

import platform
import sys
from collections.abc import Sequence
from typing import Annotated

import typer
from rich.markup import escape

from flows.commands import checking, crawling, forgetting, handing_on, keeping, outlets, reading, topics
from flows.commands.terminal import visible
from flows.progress import console
from schemas.errors import (
    AlreadyRunning,
    BadSettings,
    CheckFailed,
    DamagedArchive,
    FieldsDrifted,
    KronikaError,
    LakeTooNew,
    NoSpace,
    NotDelivered,
    NothingCrawled,
    QueryFailed,
    Unsound,
)

EXIT_CODES: dict[type[KronikaError], int] = {
    BadSettings: 2,
    NothingCrawled: 3,
    CheckFailed: 4,
    LakeTooNew: 5,
    NoSpace: 6,
    AlreadyRunning: 7,
    DamagedArchive: 8,
    QueryFailed: 9,
    FieldsDrifted: 10,
    Unsound: 11,
    NotDelivered: 12,
}
"""Exit codes by error; 0 is success, 1 anything else, 130 an interrupt."""

app = typer.Typer(
    name="kronika",
    help="Media monitoring: crawl outlets, archive every page, observe views over time, publish coverage by topic and day.",
    epilog="Exit codes: 0 done · 2 settings or arguments · 3 nothing crawled yet · 4 a check failed, nothing published · "
    "5 lake made by a newer version · 6 no space · 7 another run is at work · 8 damaged WARC · 9 the query failed · "
    "10 a field drifted, the new articles are in quarantine · 11 doctor or verify found something wrong · "
    "12 a message was not delivered · 1 anything else",
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
    rich_markup_mode="rich",
)
for _group in (crawling, reading, handing_on, outlets, topics, keeping, checking, forgetting):
    _group.register(app)


def _print_versions(is_asked: bool) -> None:
    if is_asked:
        from importlib.metadata import version

        print(f"kronika {version('kronika')}, Python {platform.python_version()}, DuckDB {version('duckdb')}")
        raise typer.Exit


@app.callback()
def _program(
    _: Annotated[
        bool,
        typer.Option(
            "--version",
            callback=_print_versions,
            is_eager=True,
            help="Print the versions of Kronika, Python and DuckDB.",
        ),
    ] = False,
) -> None:
    """Take the options that stand before a command."""


def exit_code(error: KronikaError) -> int:
    """Return the exit code that tells this error."""
    return next((code for kind, code in EXIT_CODES.items() if isinstance(error, kind)), 1)


def main(arguments: Sequence[str] | None = None) -> None:
    """Run the command line and leave with its exit code; an error that a person can mend is one line, no traceback."""
    try:
        app(args=arguments)
    except KronikaError as error:
        for told in (str(error), *getattr(error, "__notes__", ())):
            console.print(f"[bold red]kronika:[/] {escape(visible(told))}", highlight=False, soft_wrap=True)
        sys.exit(exit_code(error))
    except KeyboardInterrupt:
        console.print("kronika: interrupted; what was committed stays, start again to go on")
        sys.exit(130)


if __name__ == "__main__":
    main()
