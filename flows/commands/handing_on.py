"""Commands that hand numbers on: export, digest, alert, feed, superset."""

from pathlib import Path
from typing import Annotated, Literal

import typer

from flows.commands.crawling import check_order, day_of
from flows.commands.options import AsJson, Data, Quiet, Verbose, start
from flows.commands.printing import hand_out, print_json, say


def register(app: typer.Typer) -> None:
    """Add the commands of this module to the program."""
    for command in (export, digest, alert, feed, superset):
        app.command(command.__name__)(command)


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
        say(f"{output}: {exported.result.table.num_rows} rows of {mart}, data up to {exported.as_of}")


def digest(
    day: Annotated[
        str | None,
        typer.Option("--day", metavar="YYYY-MM-DD", help="Day of the reporting zone; default the last whole one."),
    ] = None,
    output_format: Annotated[
        Literal["text", "html", "json"], typer.Option("--format", "-f", help="How to print it.")
    ] = "text",
    send: Annotated[
        bool, typer.Option("--send", help="Send it to the services of the settings instead of printing.")
    ] = False,
    data: Data = None,
    quiet: Quiet = False,
    verbose: Verbose = False,
) -> None:
    """Print or send the digest of a day: totals, changes, bursts, top stories, edits, gaps.

    Example: [bold]kronika digest --day 2026-05-06 --format html[/]
    """
    settings = start(data, quiet=quiet, verbose=verbose)
    from warehouse.messages import digest_html, digest_text, read_digest

    told = read_digest(settings.data / "published", day_of("--day", day))
    if send:
        from flows.messages import deliver, digest_message

        say(f"digest of {told.day} sent to {deliver(settings, digest_message(settings, told))} services")
    elif output_format == "json":
        print_json(told)
    else:
        render = digest_html if output_format == "html" else digest_text
        hand_out(render(told, settings.messages.language).encode(), output_format)


def alert(
    dry_run: Annotated[
        bool, typer.Option("--dry-run", help="Print what would be told; send and remember nothing.")
    ] = False,
    as_json: AsJson = False,
    data: Data = None,
    quiet: Quiet = False,
    verbose: Verbose = False,
) -> None:
    """Tell the services of the settings of bursts, gaps and drift that nobody was told of yet.

    Example: [bold]kronika alert --dry-run[/]
    """
    settings = start(data, quiet=quiet, verbose=verbose)
    from flows.messages import send_alerts, unsent_alerts
    from warehouse.messages import alert_text

    alerts = unsent_alerts(settings) if dry_run else send_alerts(settings)
    if as_json:
        print_json(alerts)
        return
    for each in alerts:
        say(alert_text(each, settings.messages.language))
    say(f"{len(alerts)} alerts {'to tell' if dry_run else 'told'}")


def feed(
    topic: Annotated[str, typer.Argument(help="Id or title of a topic, or the name of one of your own.")],
    output: Annotated[
        Path | None, typer.Option("--output", "-o", help="File to write; without it, standard output.")
    ] = None,
    data: Data = None,
    quiet: Quiet = False,
    verbose: Verbose = False,
) -> None:
    """Write the newest articles of a topic as RSS; those of your own topics are in published/feeds/ after each build.

    Example: [bold]kronika feed drone_deals --output drone_deals.xml[/]
    """
    settings = start(data, quiet=quiet, verbose=verbose)
    from warehouse.messages import topic_feed
    from warehouse.query import write_file

    content = topic_feed(settings.data / "published", topic)
    if output is None:
        hand_out(content, "rss")
    else:
        write_file(output, content)


def superset(
    output: Annotated[Path, typer.Option("--output", "-o", help="ZIP file to write.")] = Path("kronika-superset.zip"),
    warehouse: Annotated[
        str | None,
        typer.Option(
            "--warehouse",
            metavar="PATH",
            help="Absolute path at which Superset will find warehouse.duckdb; default the published one here.",
        ),
    ] = None,
    language: Annotated[Literal["en", "uk"], typer.Option("--language", help="Language of titles and columns.")] = "en",
    data: Data = None,
    quiet: Quiet = False,
    verbose: Verbose = False,
) -> None:
    """Write a dashboard over the published warehouse for Apache Superset, to be imported there.

    Example: [bold]kronika superset --output kronika-superset.zip[/]
    """
    settings = start(data, quiet=quiet, verbose=verbose)
    from warehouse.query import write_file
    from warehouse.superset import pack_bundle

    content = pack_bundle(settings.data / "published", warehouse, language)
    write_file(output, content)
    if not quiet:
        say(f"{output}: import it in Superset, on the page Dashboards")
