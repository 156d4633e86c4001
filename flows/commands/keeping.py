"""Commands that keep the house: build, maintain, schedule."""

from typing import Annotated

import typer

from flows.commands.options import AsJson, Data, Quiet, Verbose, start
from flows.commands.printing import print_json, say
from flows.progress import shown_progress


def register(app: typer.Typer) -> None:
    """Add the commands of this module to the program."""
    for command in (build, maintain, schedule):
        app.command(command.__name__)(command)


def build(
    full_refresh: Annotated[
        bool, typer.Option("--full-refresh", help="Rebuild every day, not only the late window.")
    ] = False,
    data: Data = None,
    as_json: AsJson = False,
    quiet: Quiet = False,
    verbose: Verbose = False,
) -> None:
    """Build the models from the lake, run every check, and publish.

    Example: [bold]kronika build --full-refresh[/]
    """
    settings = start(data, quiet=quiet, verbose=verbose)
    from flows.publication import build_and_publish

    with shown_progress(quiet=quiet):
        report = build_and_publish(settings, full_refresh=full_refresh)
    if as_json:
        print_json(report)
    else:
        say(f"published {report.warehouse}, {len(report.files)} mart files and {report.dashboard}")


def maintain(data: Data = None, quiet: Quiet = False, verbose: Verbose = False) -> None:
    """Compact the lake, then rebuild the late window and publish; once a night is enough.

    Example: [bold]kronika maintain[/]
    """
    settings = start(data, quiet=quiet, verbose=verbose)
    from flows.compaction import compact
    from flows.publication import build_and_publish

    with shown_progress(quiet=quiet):
        compact(settings)
        report = build_and_publish(settings)
    say(f"lake compacted; published {report.warehouse}")


def schedule(
    port: Annotated[int, typer.Option("--port", help="Port of Prefect's server and UI on 127.0.0.1.")] = 4200,
    data: Data = None,
    quiet: Quiet = False,
    verbose: Verbose = False,
) -> None:
    """Serve the deployments until interrupted: news every 15 minutes, maintenance at night.

    Starts a Prefect server on this machine, unless PREFECT_API_URL names one.

    Example: [bold]kronika schedule --port 4200[/]
    """
    settings = start(data, quiet=quiet, verbose=verbose)
    import asyncio

    from flows.crawl.address import without_user
    from flows.orchestrator import prepare_prefect, standing_server

    prepare_prefect(settings.data, verbose=verbose)
    with standing_server(port) as address:
        say(f"Prefect's UI is at {without_user(address).removesuffix('/api')}; stop with Ctrl+C")
        from flows.schedule import serve_deployments

        asyncio.run(serve_deployments(settings))
