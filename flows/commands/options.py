"""Options that several commands share, and what they set up."""

import logging
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from flows.commands.terminal import VisibleFormatter
from flows.progress import console

if TYPE_CHECKING:
    from flows.settings import Settings

Data = Annotated[
    Path | None,
    typer.Option(
        "--data", help="Folder of archive, lake and published files (KRONIKA_DATA; default ./data).", show_default=False
    ),
]
Quiet = Annotated[bool, typer.Option("--quiet", "-q", help="Print results and errors only.")]
Verbose = Annotated[bool, typer.Option("--verbose", "-v", help="Print every step, the orchestrator's too.")]
AsJson = Annotated[bool, typer.Option("--json", help="Print the result as JSON.")]
Outlets = Annotated[
    list[str] | None,
    typer.Option(
        "--outlet", help="Only this outlet; may be given several times (kronika outlet list).", show_default=False
    ),
]
FirstRunDay = Annotated[
    str | None, typer.Option("--from", metavar="YYYY-MM-DD", help="First day of runs, UTC.", show_default=False)
]
LastRunDay = Annotated[
    str | None, typer.Option("--to", metavar="YYYY-MM-DD", help="Last such day.", show_default=False)
]
NoBuild = Annotated[bool, typer.Option("--no-build", help="Stop after the tables; kronika build publishes later.")]


def start(data: Path | None, *, quiet: bool, verbose: bool, **options: Any) -> "Settings":
    """Load the settings and set up what is printed meanwhile.

    Raises:
        BadSettings: a setting, variable or option cannot be used.
    """
    from flows.settings import load_settings

    log_to_terminal(quiet=quiet, verbose=verbose)
    return load_settings(data=data, **options)


def log_to_terminal(*, quiet: bool, verbose: bool) -> None:
    """Send our log to standard error: with colour on a terminal, as plain lines elsewhere."""
    level = logging.DEBUG if verbose else logging.WARNING if quiet else logging.INFO
    handler: logging.Handler
    if console.is_terminal:
        from rich.logging import RichHandler

        handler = RichHandler(console=console, show_path=False, show_level=verbose, log_time_format="[%X]")
        handler.setFormatter(VisibleFormatter("%(message)s"))
    else:
        handler = logging.StreamHandler()
        handler.setFormatter(VisibleFormatter("%(asctime)s %(levelname)s %(name)s: %(message)s"))
    log = logging.getLogger("kronika")
    log.handlers[:] = [handler]
    log.setLevel(level)
    log.propagate = False


def known_outlets(names: list[str] | None) -> tuple[str, ...] | None:
    """Return the outlets asked for; None when none was named.

    Raises:
        BadSettings: one of them is unknown; the message lists the known ones.
    """
    from transforms.outlets import load_outlet

    if not names:
        return None
    return tuple(load_outlet(name).name for name in names)
