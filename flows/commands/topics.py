"""Commands for people's own topics: list, test."""

from typing import Annotated, Any

import typer

from flows.commands.options import AsJson, Data, Quiet, Verbose, start
from flows.commands.printing import print_json, print_table, say
from flows.progress import shown_progress
from schemas.errors import BadSettings
from schemas.topic_errors import BadTopics

topic_app = typer.Typer(help="Topics of your own: queries over the articles (docs/topics.md).", no_args_is_help=True)


def register(app: typer.Typer) -> None:
    """Add the commands of this module to the program."""
    for name, command in (("list", topic_list), ("test", topic_test)):
        topic_app.command(name)(command)
    app.add_typer(topic_app, name="topic")


def topic_list(as_json: AsJson = False, data: Data = None, verbose: Verbose = False) -> None:
    """Print the topics that are known and those of the topics folder, with versions and counts. Changes nothing.

    Exit code 2 where the folder holds topics that cannot be used; each is named with file, line and column.

    Example: [bold]kronika topic list[/]
    """
    settings = start(data, quiet=True, verbose=verbose)
    from flows.topic_listing import listed_topics

    listing = listed_topics(settings)
    if as_json:
        print_json(
            {"topics": listing.topics, "sets": listing.sets, "mistakes": [str(each) for each in listing.mistakes]}
        )
    elif not listing.topics:
        say(f"no topics: put files into {settings.topics} (docs/topics.md shows how), then kronika build")
    else:
        columns = ("topic", "title", "state", "version", "articles", "before", "since", "query")
        rows = [
            (
                each.topic, each.title, each.state, each.query_version, each.article_count, each.previous_article_count,
                each.added_at, each.query,
            )
            for each in listing.topics
        ]  # fmt: skip
        print_table(None, columns, rows)
        if listing.sets:
            print_table("sets that share the voice", ("set", "title", "topics"), listing.sets)
    if listing.mistakes:
        raise BadTopics(listing.mistakes)


def topic_test(
    query: Annotated[str | None, typer.Argument(help="Query in Lucene's syntax; in quotation marks.")] = None,
    topic: Annotated[str | None, typer.Option("--topic", help="A topic of the topics folder instead.")] = None,
    language: Annotated[str | None, typer.Option("--lang", help="Only articles of this language, such as uk.")] = None,
    limit: Annotated[int, typer.Option("--limit", min=1, help="How many hits to print, newest first.")] = 20,
    as_json: AsJson = False,
    data: Data = None,
    quiet: Quiet = False,
    verbose: Verbose = False,
) -> None:
    """Show which articles a query hits, in what role, and which clauses matched in which field. Changes nothing.

    A query that cannot be used is shown with a mark under the mistake; exit code 2. Exit code 3 where nothing is crawled yet.

    Example: [bold]kronika topic test '(дрон* AND угода) AND NOT section:sport'[/]
    """
    settings = start(data, quiet=quiet, verbose=verbose)
    if (query is None) == (topic is None):
        raise BadSettings("give a query, or --topic with the name of one: kronika topic test 'дрон* AND угода'")
    from flows.topic_trial import topic_named, try_query

    if topic is not None:
        found = topic_named(settings, topic)
        query, language = found.query, language or found.language
    with shown_progress(quiet=quiet or as_json):
        trial = try_query(settings, str(query), language)
    if as_json:
        hits: list[Any] = trial.hits[:limit]
        print_json(
            {
                "query": trial.query,
                "articles": trial.article_count,
                "hit_count": len(trial.hits),
                "roles": trial.roles,
                "hits": hits,
            }
        )
        return
    columns = ("published", "outlet", "edition", "article", "role", "hits", "headline", "why")
    rows = [
        (
            each.published_at, each.outlet, each.edition, each.article_id, each.role, each.hit_count, each.headline,
            "\n".join(each.clauses),
        )
        for each in trial.hits[:limit]
    ]  # fmt: skip
    print_table(None, columns, rows)
    roles = ", ".join(f"{trial.roles[role]} {role}" for role in ("main", "secondary", "passing"))
    shown = f"; the newest {limit} are shown, --limit shows more" if len(trial.hits) > limit else ""
    say(f"{len(trial.hits)} of {trial.article_count} articles ({roles}){shown}")
