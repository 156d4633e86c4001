"""Erasing articles from the lake: their rows, and what others say of them.

The one place beside a reparse that deletes. What a deleted row leaves behind is removed by `warehouse.lake.purge`.
"""

from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass

import duckdb
import pyarrow as pa

from schemas.erasure_rows import Erasure
from schemas.errors import NAMES_FORGOTTEN, Forgotten
from schemas.lake_tables import (
    ARTICLE_TAGS,
    ARTICLES,
    CAPTURES,
    ERASURES,
    MATCHED_VERSIONS,
    OUTCOMES,
    QUARANTINE,
    RELATED_LINKS,
    SIGHTINGS,
    TOPIC_HITS,
    VIEW_COUNTS,
)
from warehouse.lake.layout import table_sql
from warehouse.literals import literal

NamedArticle = tuple[str, str]
"""Outlet and article id: all editions of an article."""

_NAMED_BY_ID = "(outlet, article_id) in (from erased_articles)"
_FROM_PAGE = "capture_id in (from erased_captures)"
_ABOUT = {
    table.name: _NAMED_BY_ID for table in (ARTICLES, ARTICLE_TAGS, OUTCOMES, QUARANTINE, TOPIC_HITS, MATCHED_VERSIONS)
} | {
    RELATED_LINKS.name: f"{_NAMED_BY_ID} or (outlet, target_article_id) in (from erased_articles)",
    SIGHTINGS.name: f"{_NAMED_BY_ID} or {_FROM_PAGE}",
    VIEW_COUNTS.name: f"{_NAMED_BY_ID} or {_FROM_PAGE}",  # their pages show counters of other articles too
    CAPTURES.name: _FROM_PAGE,
}
"""Which rows of each table are about the articles of the view `erased_articles`, or come from pages that hold their text."""

_CAPTURES = f"""
select capture_id from lake.captures where {_NAMED_BY_ID}
union
select capture_id from lake.sightings where {_NAMED_BY_ID} and channel = 'feed'
"""
"""The pages that hold the articles' text: their own, and the feeds that named them, which carry texts as a whole."""

_LATE_FEEDS = f"""
select capture_id from lake.outcomes
where kind = 'feed' and capture_id is not null and detail = {literal(NAMES_FORGOTTEN)}
"""

_NAMED = """
select distinct outlet, article_id from (
    select outlet, article_id from lake.captures
    union all
    select outlet, article_id from lake.sightings
    union all
    select outlet, article_id from lake.outcomes
    union all
    select outlet, article_id from lake.view_counts
    union all
    select outlet, target_article_id from lake.related_links
)
where article_id is not null
"""

_SIGNED = """
select distinct outlet, article_id
from lake.articles
where list_has_any(authors, (select list(author) from signing_authors))
"""

_SHOWN = """
select outlet, edition, article_id, arg_max(headline, seen_at) as headline, arg_max(url, seen_at) as url
from lake.articles
where (outlet, article_id) in (from erased_articles)
group by outlet, edition, article_id
order by outlet, article_id, edition
"""

_FILES = """
with records as (
    select warc_file, list(struct_pack("begin" := warc_offset, length := warc_length) order by warc_offset) as places
    from lake.captures
    where capture_id in (from erased_captures)
    group by warc_file
),
ledgers as (
    select distinct runs.warc_file
    from lake.outcomes
    inner join lake.runs using (batch_id)
    where (outcomes.outlet, outcomes.article_id) in (from erased_articles) and runs.warc_file is not null
)
select warc_file, coalesce(places, []) as places
from records
full join ledgers using (warc_file)
order by warc_file
"""

_END_FEEDS = f"""
update lake.outcomes set
    outcome = '{Forgotten.__name__}', branch = '{Forgotten.branch}', detail = {literal(str(Forgotten()))}, capture_id = null
where kind = 'feed' and {_FROM_PAGE}
"""
"""How the URL of a feed ends whose record is gone; a reparse says the same."""

_RECOUNT = """
update lake.runs set
    capture_count = (select count(*) from lake.captures where captures.batch_id = runs.batch_id),
    quarantine_count = (select count(*) from lake.quarantine where quarantine.batch_id = runs.batch_id),
    failure_count = (
        select count(*) from lake.outcomes where outcomes.batch_id = runs.batch_id and branch = 'retryable'
    ),
    article_count = (
        select count(*)
        from lake.articles
        where capture_id in (select capture_id from lake.captures where captures.batch_id = runs.batch_id)
    )
where batch_id in (select batch_id from touched_batches)
"""
_TOUCHED = """
select distinct batch_id from lake.captures where capture_id in (from erased_captures)
union
select distinct batch_id from lake.outcomes where (outlet, article_id) in (from erased_articles)
"""


@dataclass(frozen=True, slots=True)
class ArticleTraces:
    """What lake and archive hold of some articles.

    Attributes:
        articles: outlet, edition, article_id, headline and url of each that was parsed.
        row_counts: rows about them by table.
        files: archive file -> the records about them, byte at which each begins and its length; a file without records
            is one whose ledger names them.
    """

    articles: list[dict[str, str]]
    row_counts: dict[str, int]
    files: dict[str, dict[int, int]]

    @property
    def row_count(self) -> int:
        """Rows about them, all tables."""
        return sum(self.row_counts.values())

    @property
    def record_count(self) -> int:
        """WARC records about them."""
        return sum(map(len, self.files.values()))


def named_articles(connection: duckdb.DuckDBPyConnection) -> Iterator[NamedArticle]:
    """Yield every article that the lake names, also those that only a listing or a link names."""
    found = connection.execute(_NAMED)
    while rows := found.fetchmany(10_000):
        yield from rows


def signing_authors(connection: duckdb.DuckDBPyConnection) -> list[str]:
    """Return every name in a byline, as it is written there."""
    return [row[0] for row in connection.execute("select distinct unnest(authors) from lake.articles").fetchall()]


def signed_articles(connection: duckdb.DuckDBPyConnection, authors: Iterable[str]) -> list[NamedArticle]:
    """Return the articles with a version that is signed by one of these names."""
    names = pa.table({"author": pa.array(list(authors), pa.string())})
    with _view(connection, "signing_authors", names):
        return [(outlet, article_id) for outlet, article_id in connection.execute(_SIGNED).fetchall()]


def forgotten_articles(connection: duckdb.DuckDBPyConnection) -> list[NamedArticle]:
    """Return the articles of which no row was made because an erased name signed them, and whose pages are archived."""
    query = """
        select distinct outlet, article_id from lake.outcomes
        where outcome = 'Forgotten' and capture_id is not null and article_id is not null
    """
    return [(outlet, article_id) for outlet, article_id in connection.execute(query).fetchall()]


def has_late_feeds(connection: duckdb.DuckDBPyConnection) -> bool:
    """Whether feeds came in that name an article which was erased before."""
    return connection.execute(f"{_LATE_FEEDS} limit 1").fetchone() is not None


def traces_of(
    connection: duckdb.DuckDBPyConnection, articles: Iterable[NamedArticle], *, with_late_feeds: bool = False
) -> ArticleTraces:
    """Return what lake and archive hold of articles; with the feeds, if asked for, that came in after an erasure."""
    with _erased(connection, articles, with_late_feeds=with_late_feeds):
        counts = {
            name: connection.execute(f"select count(*) from lake.{name} where {about}").fetchall()[0][0]
            for name, about in _ABOUT.items()
            if _has_table(connection, name)
        }
        files = {
            warc_file: {place["begin"]: place["length"] for place in places}
            for warc_file, places in connection.execute(_FILES).fetchall()
        }
        return ArticleTraces(connection.execute(_SHOWN).to_arrow_table().to_pylist(), counts, files)


def delete_articles(
    connection: duckdb.DuckDBPyConnection, articles: Iterable[NamedArticle], record: Iterable[Erasure]
) -> None:
    """Delete every row about articles and write down that it was done, in the connection's transaction."""
    rows = ERASURES.from_records(list(record))
    _make_erasures(connection)
    with _erased(connection, articles, with_late_feeds=True):
        touched = connection.execute(_TOUCHED).to_arrow_table()
        connection.execute(_END_FEEDS)
        for name, about in _ABOUT.items():
            connection.execute(f"delete from lake.{name} where {about}")
    with _view(connection, "touched_batches", touched):
        if touched.num_rows:
            connection.execute(_RECOUNT)
    with _view(connection, "incoming_erasures", rows):
        connection.execute("insert into lake.erasures by name select * from incoming_erasures")


def recorded_counts(connection: duckdb.DuckDBPyConnection) -> dict[str, tuple[int, int]]:
    """Return the rows and records of every request whose rows are deleted, by its key."""
    if not _has_table(connection, ERASURES.name):
        return {}
    query = "select distinct request_id, row_count, record_count from lake.erasures"
    return {request_id: (rows, records) for request_id, rows, records in connection.execute(query).fetchall()}


def _has_table(connection: duckdb.DuckDBPyConnection, name: str) -> bool:
    """Tell whether the lake has a table: an older one, opened to be read, lacks some."""
    query = f"select 1 from duckdb_tables() where database_name = 'lake' and table_name = '{name}'"
    return connection.execute(query).fetchone() is not None


def _make_erasures(connection: duckdb.DuckDBPyConnection) -> None:
    if not _has_table(connection, ERASURES.name):
        for statement in table_sql(ERASURES):
            connection.execute(statement)


def _keys(articles: Iterable[NamedArticle]) -> pa.Table:
    pairs = list(articles)
    return pa.table(
        {
            "outlet": pa.array([outlet for outlet, _ in pairs], pa.string()),
            "article_id": pa.array([article_id for _, article_id in pairs], pa.string()),
        }
    )


@contextmanager
def _erased(
    connection: duckdb.DuckDBPyConnection, articles: Iterable[NamedArticle], *, with_late_feeds: bool
) -> Iterator[None]:
    """Show what is to be erased as the views `erased_articles` and `erased_captures`."""
    with _view(connection, "erased_articles", _keys(articles)):
        captures = connection.execute(f"{_CAPTURES} union {_LATE_FEEDS}" if with_late_feeds else _CAPTURES)
        with _view(connection, "erased_captures", captures.to_arrow_table()):
            yield


@contextmanager
def _view(connection: duckdb.DuckDBPyConnection, name: str, rows: pa.Table) -> Iterator[None]:
    connection.register(name, rows)
    try:
        yield
    finally:
        connection.unregister(name)
