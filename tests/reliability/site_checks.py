"""What must hold however bad the site is: asked of the lake, of the newsroom's truth and of its log of requests."""

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import asdict
from datetime import UTC, datetime
from itertools import groupby
from typing import Any

import duckdb

from tests.newsroom.newsroom import RequestSeen
from tests.newsroom.world import World
from warehouse.lake.health import unbalanced

_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
_NOT_OF_THE_PAGE = {"content_hash", "parser_version", "field_sources", "is_paywalled"}
_CLOCK_SLACK = 0.25
"""Seconds by which requests may arrive closer together than they were started, on a busy machine."""

_BALANCE = """
-- one row per sighted article: had, or how the last try ended
with sighted as (
    select distinct edition, article_id from lake.sightings
),
had as (
    select distinct edition, article_id from lake.articles
),
ended as (
    select edition, article_id, arg_max(outcome, ended_at) as outcome, arg_max(branch, ended_at) as branch
    from lake.outcomes where kind = 'article' group by edition, article_id
)
select
    case
        when had.article_id is not null then 'had'
        when outcome is null then 'never asked'
        when branch = 'retryable' then 'waiting: ' || outcome
        else 'given up: ' || outcome
    end as state,
    count(*)
from sighted left join had using (edition, article_id) left join ended using (edition, article_id)
group by state order by state
"""


def ledger_faults(connection: duckdb.DuckDBPyConnection) -> list[str]:
    """Return what is wrong with the ledger: a URL with two ends in a run, an article sighted and never asked for, …"""
    twice = connection.execute("select url from lake.outcomes group by run_id, url having count(*) > 1").fetchall()
    faults = [f"{url} ended twice in a run" for (url,) in twice]
    faults += [f"{what}: {each}" for what, found in unbalanced(connection, _EPOCH).items() for each in found]
    unasked = balance(connection).get("never asked", 0)
    return faults + ([f"{unasked} articles were sighted and never asked for"] if unasked else [])


def balance(connection: duckdb.DuckDBPyConnection) -> dict[str, int]:
    """Return how many of the sighted articles are had, are waited for and were given up, with the reason."""
    return dict(connection.execute(_BALANCE).fetchall())


def false_rows(connection: duckdb.DuckDBPyConnection, world: World) -> list[str]:
    """Return the article versions that are not what the newsroom showed at that instant.

    A redirect may have led to the same page under a query: an article's URL is the one that answered.
    """
    found = connection.execute("select * from lake.articles").to_arrow_table().to_pylist()
    return [
        f"{row['url']} as of {row['seen_at']}"
        for row in found
        if _comparable(row | {"url": row["url"].partition("?")[0]})
        != _expected(world, row["edition"], row["article_id"], row["seen_at"])
    ]


def lost_articles(connection: duckdb.DuckDBPyConnection, world: World, at: datetime) -> list[str]:
    """Return the URLs of the articles that can be read at an instant and are not in the lake."""
    had = set(connection.execute("select distinct edition, article_id from lake.articles").fetchall())
    return [
        url
        for edition in ("uk", "ru")
        for article_id, url in world.articles(edition, at)
        if (edition, article_id) not in had
        and not world.is_disallowed(url)
        and world.article(edition, article_id, at) is not None
    ]


def impolite_hosts(requests: Iterable[RequestSeen], pause_seconds: float) -> dict[str, float]:
    """Return the hosts that were asked faster than their pause, and by how many seconds; judged over every 20 requests."""
    found: dict[str, float] = {}
    for host, seen in groupby(sorted(requests, key=lambda each: (each.host, each.seconds)), key=lambda each: each.host):
        at = [each.seconds for each in seen]
        for width in (5, 20):
            spans = (later - earlier for earlier, later in zip(at, at[width:], strict=False))
            short = width * pause_seconds - min(spans, default=float("inf"))
            if short > _CLOCK_SLACK:
                found[host] = max(short, found.get(host, 0.0))
    return found


def unaccounted_requests(connection: duckdb.DuckDBPyConnection, requests: Sequence[RequestSeen]) -> list[str]:
    """Return the targets that were asked more often than the ledger says; robots.txt and redirects are not in it."""
    said = "select url, sum(attempt_count) from lake.outcomes group by url"
    attempts = {url.removeprefix("https://"): int(count) for url, count in connection.execute(said).fetchall()}
    asked = Counter(each.host + each.target for each in requests if not each.target.startswith("/robots.txt"))
    return [
        f"{url} was asked {count} times, the ledger says {attempts.get(url, 0)}"
        for url, count in asked.items()
        if "?again=" not in url and count > attempts.get(url, 0)
    ]


def _expected(world: World, edition: str, article_id: str, at: datetime) -> dict[str, Any] | None:
    truth = world.article(edition, article_id, at)
    return None if truth is None else _comparable(asdict(truth))


def _comparable(row: dict[str, Any]) -> dict[str, Any]:
    dropped = {*_NOT_OF_THE_PAGE, "capture_id", "seen_at"}
    return {
        name: list(value) if isinstance(value, tuple) else value for name, value in row.items() if name not in dropped
    }
