"""Commands for the outlets that are described: list, new, check."""

from pathlib import Path
from typing import Annotated, Any

import typer

from flows.commands.options import AsJson, Verbose, start
from flows.commands.printing import print_json, print_table, say
from schemas.errors import BadSettings

outlet_app = typer.Typer(help="The outlets that are described, and a way to add one.", no_args_is_help=True)

Url = Annotated[str | None, typer.Option("--url", help="Where a saved page stood, where the page does not say.")]


def register(app: typer.Typer) -> None:
    """Add the commands of this module to the program."""
    for name, command in (("list", outlet_list), ("new", new), ("check", check)):
        outlet_app.command(name)(command)
    app.add_typer(outlet_app, name="outlet")


def outlet_list(as_json: AsJson = False) -> None:
    """Print the outlets that can be crawled, with their editions, hosts and feeds.

    Example: [bold]kronika outlet list[/]
    """
    from transforms.outlets import load_outlet, outlet_names

    rows = [
        {
            "outlet": outlet.name,
            "title": outlet.title,
            "edition": edition.name,
            "host": f"{edition.host}{edition.path}",
            "feeds": edition.feed_urls,
        }
        for outlet in map(load_outlet, outlet_names())
        for edition in outlet.editions
    ]
    if as_json:
        print_json(rows)
        return
    columns = ("outlet", "title", "edition", "host")
    print_table(
        None, (*columns, "feeds"), [[*(row[name] for name in columns), "\n".join(row["feeds"])] for row in rows]
    )


def new(
    page: Annotated[str, typer.Argument(help="URL of an article of the outlet, or a file with one, saved as HTML.")],
    url: Url = None,
    name: Annotated[str | None, typer.Option("--name", help="Short name; the host's otherwise.")] = None,
    time_zone: Annotated[str, typer.Option("--time-zone", help="Zone of the clock on its pages.")] = "Europe/Kyiv",
    output: Annotated[
        Path | None, typer.Option("--output", "-o", help="File to write; transforms/outlets/NAME.py otherwise.")
    ] = None,
    verbose: Verbose = False,
) -> None:
    """Draft an outlet's file from one of its articles: feeds, URL patterns, selectors, and what needs none.

    Example: [bold]kronika outlet new https://visnyk.example/city/481516-mist[/]
    """
    settings = start(None, quiet=False, verbose=verbose)
    from flows.outlet_pages import draft_outlet, fetch_page, outlet_path, read_file, same_host
    from transforms.sketch_file import outlet_file

    is_url = _is_url(page)
    loose = fetch_page(settings, page, same_host(page)) if is_url else read_file(Path(page), url)
    sketch = draft_outlet(loose, name, time_zone)
    path = output or outlet_path(sketch.name)
    if path.exists():
        raise BadSettings(f"{path} is there already: give another --name or --output, or delete it first")
    path.write_text(outlet_file(sketch), encoding="utf-8")
    print_table(
        None,
        ("field", "found by", "selector"),
        [
            (field, sketch.sources.get(field), sketch.selectors.get(field))
            for field in sketch.sources | sketch.selectors
        ],
    )
    say(f"feeds: {', '.join(sketch.feeds) or 'none named on the page'}")
    where = page if is_url else f"{page} --url {loose.url}"
    say(f"wrote {path}: look through it, then try: kronika outlet check {sketch.name} {where}")


def check(
    name: Annotated[str, typer.Argument(help="Name of the outlet.")],
    page: Annotated[
        str | None,
        typer.Argument(help="URL or saved HTML file of a page of it; its newest listing and an article otherwise."),
    ] = None,
    url: Url = None,
    as_json: AsJson = False,
    verbose: Verbose = False,
) -> None:
    """Print what an outlet's file reads from a page: each field, its value, where it came from, and what is missing.

    Example: [bold]kronika outlet check korrespondent saved.html --url https://korrespondent.net/ukraine/1-x[/]
    """
    settings = start(None, quiet=False, verbose=verbose)
    from flows.outlet_pages import fetch_page, first_listing, parse_loose, read_file
    from transforms.outlets import load_outlet

    outlet = load_outlet(name)
    target = page or first_listing(settings, outlet)
    loose = fetch_page(settings, target, outlet.owns) if _is_url(target) else read_file(Path(target), url)
    reports = [_report(loose.url, parse_loose(outlet, loose))]
    if page is None and reports[0]["items"]:
        article = fetch_page(settings, reports[0]["items"][0]["url"], outlet.owns)
        reports.append(_report(article.url, parse_loose(outlet, article)))
    if as_json:
        print_json(reports)
        return
    for report in reports:
        _print_report(report)


def _is_url(text: str) -> bool:
    return text.startswith(("https://", "http://"))


def _report(url: str, rows: Any) -> dict[str, Any]:
    """Return what was read from a page, for printing."""
    from flows.outlet_check import fields_of, items_of, links_by_block

    return {
        "url": url,
        "fields": fields_of(rows),
        "items": items_of(rows),
        "links": links_by_block(rows),
        "view_counts": [(row.seen_on, row.article_id, row.view_count) for row in rows.view_counts],
    }


def _print_report(report: dict[str, Any]) -> None:
    say(report["url"])
    if report["fields"]:
        print_table(None, ("field", "value", "from"), [tuple(field.values()) for field in report["fields"]])
        missing = [field["field"] for field in report["fields"] if field["value"] is None]
        say(f"missing: {', '.join(missing) or 'nothing'}")
        links = ", ".join(f"{block} {count}" for block, count in report["links"].items())
        say(f"links: {links or 'none'}")
        counts = ", ".join(
            f"{count} of {article_id} ({seen_on})" for seen_on, article_id, count in report["view_counts"]
        )
        say(f"view counts: {counts or 'none'}")
    elif report["items"]:
        print_table(
            f"{len(report['items'])} articles listed; the first of them",
            ("article", "published", "headline"),
            [(item["article_id"], item["published_at"], item["headline"]) for item in report["items"][:10]],
        )
    else:
        say("no row comes from this page: it is of no kind that holds any")
