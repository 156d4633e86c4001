"""The command that erases on request: forget."""

from typing import TYPE_CHECKING, Annotated

import typer

from flows.commands.options import AsJson, Data, Quiet, Verbose, start
from flows.commands.printing import print_json, print_table, say
from schemas.errors import BadSettings

if TYPE_CHECKING:
    from flows.settings import Settings


def register(app: typer.Typer) -> None:
    """Add the command of this module to the program."""
    app.command("forget")(forget)


def forget(
    url: Annotated[str | None, typer.Argument(help="URL of an article, of either edition.", show_default=False)] = None,
    author: Annotated[
        str | None, typer.Option("--author", metavar="NAME", help="Erase every article signed by this name instead.")
    ] = None,
    reason: Annotated[
        str | None, typer.Option("--reason", help="Kept with the record that something was erased.")
    ] = None,
    yes: Annotated[bool, typer.Option("--yes", "-y", help="Do not ask.")] = False,
    dry_run: Annotated[bool, typer.Option("--dry-run", help="List what would go, and change nothing.")] = False,
    as_json: AsJson = False,
    data: Data = None,
    quiet: Quiet = False,
    verbose: Verbose = False,
) -> None:
    """Erase an article, or all that a name signed, from tables, archive and published files; it never comes back.

    An article goes in all its editions and versions: its pages in the archive, the feeds that carried it, and every link,
    listing and counter that names it. A name goes with every article that it signed; articles that only mention it stay. What later
    pages bring of either makes no row, and an erased article is not asked for again. Listings and other articles' pages in the
    archive still hold its headline and link. The lake keeps, in erasures, that something was erased: when, why, how much, and a
    salted hash. Backups and files that others have copied are not reached.

    Without URL and --author it finishes what was cut off. Nothing else may be at work meanwhile.

    Example: [bold]kronika forget https://ua.korrespondent.net/ukraine/4871234-nazva --reason "letter of 5 May"[/]

    Example: [bold]kronika forget --author "Name Surname" --dry-run[/]
    """
    settings = start(data, quiet=quiet, verbose=verbose)
    if url is not None and author is not None:
        raise BadSettings("a URL and --author were given: erase one, then the other")
    if url is None and author is None:
        _finish(settings, as_json=as_json)
        return
    from flows.erasing import forget as erase
    from flows.erasing import subject_of_author, subject_of_url, traces

    subject = subject_of_author(settings, author) if author is not None else subject_of_url(settings, url or "")
    found = traces(settings, subject)
    if dry_run and as_json:
        print_json({"articles": found.articles, "rows": found.row_counts, "records": found.record_count})
        return
    if not as_json:
        columns = ("outlet", "edition", "article_id", "headline", "url")
        print_table("to be erased", columns, [list(row.values()) for row in found.articles])
        say(
            f"{found.row_count} rows of the lake, {found.record_count} records in {len(found.files)} files of the archive"
        )
    if dry_run:
        return
    if not yes:
        typer.confirm("Erase this for good?", abort=True, err=True)
    done = erase(settings, subject, reason)
    if as_json:
        print_json({"request_id": done.request_id, "rows": done.row_count, "records": done.record_count})
    else:
        say(
            f"erased: {done.row_count} rows, {done.record_count} records; kept as request {done.request_id} in erasures"
        )


def _finish(settings: "Settings", *, as_json: bool) -> None:
    """Finish erasures that were cut off."""
    from flows.erasing import finish_erasures

    done = finish_erasures(settings)
    if as_json:
        print_json(
            [{"request_id": key, "rows": each.row_count, "records": each.record_count} for key, each in done.items()]
        )
    elif done:
        say(f"finished what was cut off: {', '.join(done)}")
    else:
        say("nothing to finish; name a URL, or --author, to erase something")
