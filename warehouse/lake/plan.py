"""What to fetch next, asked of the lake."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Any

import duckdb
import pyarrow as pa
import pyarrow.compute as pc

from warehouse.literals import literal

_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
_FIRST_CAPTURE_MARGIN = timedelta(days=14)
"""How far before `since` first captures are looked for: longer than any revisit comes after the visit before it."""


_BODY_AGE = timedelta(days=31)


@dataclass(frozen=True, slots=True)
class NewArticle:
    """An article that was sighted and whose page was never had.

    Attributes:
        edition: edition of the link.
        article_id: outlet's own id.
        url: URL of its latest sighting.
    """

    edition: str
    article_id: str
    url: str


@dataclass(frozen=True, slots=True)
class PreviousCapture:
    """The last archived body of a URL: a response with status 200 that is not itself a `revisit`.

    Attributes:
        capture_id: its key.
        url: its URL.
        captured_at: when it was captured, UTC.
        payload_digest: WARC-Payload-Digest.
        etag: ETag header.
        last_modified: Last-Modified header.
        warc_file: file that holds it, below archive/.
        warc_offset: byte at which it begins there.
    """

    capture_id: str
    url: str
    captured_at: datetime
    payload_digest: str | None
    etag: str | None
    last_modified: str | None
    warc_file: str
    warc_offset: int


@dataclass(frozen=True, slots=True)
class KnownArticle:
    """An article that was captured, for planning its revisits.

    Attributes:
        edition: its edition.
        article_id: outlet's own id.
        url: URL of its latest capture.
        anchor_at: when it was published; when it was first captured, where that is not known to the minute; UTC.
        last_captured_at: when it was last captured, whatever the status, UTC.
        previous: its last archived body, None where there is none.
    """

    edition: str
    article_id: str
    url: str
    anchor_at: datetime
    last_captured_at: datetime
    previous: PreviousCapture | None


_SIGHTED = """
-- one row per article sighted since then, with the URL of its latest sighting
select edition, article_id, url, observed_at
from lake.sightings
where outlet = {outlet} and observed_at >= {since}
qualify row_number() over (partition by edition, article_id order by observed_at desc, position, url) = 1
"""

_NEVER_ANSWERED = """
-- one row per sighted article of which nothing is known: an error page, a redirect that leads nowhere, a challenge or a
-- damaged body says nothing of it; a page that could not be parsed is kept, and a better parser will read it
with answered as (
    select edition, article_id
    from lake.outcomes
    where
        outlet = {outlet} and kind = 'article' and article_id between {first_id} and {last_id}
        and branch <> 'retryable'
        and outcome not in ('Disallowed', 'Blocked', 'Undecodable', 'UnexpectedResponse')
)
select edition, article_id, url
from sighted_articles
anti join answered using (edition, article_id)
order by observed_at desc, article_id desc, edition
"""

_KNOWN = """
-- one row per article whose anchor is since then, with its last archived body
with captured as (
    select
        edition,
        article_id,
        min(captured_at) as first_captured_at,
        max(captured_at) as last_captured_at,
        arg_max(url, captured_at) as last_url
    from lake.captures
    where outlet = {outlet} and kind = 'article' and captured_at >= {first_since}
    group by edition, article_id
),
parsed as (
    select edition, article_id, arg_max(published_at, seen_at) as published_at
    from lake.articles
    where outlet = {outlet} and seen_at >= {first_since} and published_precision <> 'day'
    group by edition, article_id
),
bodies as (
    select edition, article_id, {body}
    from lake.captures
    where
        outlet = {outlet} and kind = 'article' and captured_at >= {since}
        and status_code = 200 and not is_unchanged
    group by edition, article_id
)
select
    captured.edition,
    captured.article_id,
    captured.last_url,
    coalesce(parsed.published_at, captured.first_captured_at) as anchor_at,
    captured.last_captured_at,
    bodies.capture_id,
    bodies.url,
    bodies.captured_at,
    bodies.payload_digest,
    bodies.etag,
    bodies.last_modified,
    bodies.warc_file,
    bodies.warc_offset
from captured
left join parsed using (edition, article_id)
left join bodies using (edition, article_id)
where
    captured.edition is not null and captured.article_id is not null
    and coalesce(parsed.published_at, captured.first_captured_at) >= {since}
order by anchor_at, captured.article_id, captured.edition
"""

_PREVIOUS = """
-- one row per asked URL that has an archived body which could be read: the validators of one that could not would have
-- the server say that it has not changed
select {body}
from lake.captures
anti join (select capture_id from lake.quarantine where captured_at >= {since}) using (capture_id)
where
    url in (select url from asked_urls) and captured_at >= {since}
    and status_code = 200 and not is_unchanged
group by url
"""

_BODY = """
    unnest(arg_max(struct_pack(
        capture_id := capture_id, url := url, captured_at := captured_at, payload_digest := payload_digest,
        etag := etag, last_modified := last_modified, warc_file := warc_file, warc_offset := warc_offset
    ), captured_at))
"""


def new_article_urls(connection: duckdb.DuckDBPyConnection, outlet: str, since: datetime) -> list[NewArticle]:
    """Return the articles of an outlet that were sighted since then and never had, newest sighting first."""
    sighted = connection.execute(_SIGHTED.format(outlet=literal(outlet), since=literal(since))).to_arrow_table()
    if not sighted.num_rows:
        return []
    bounds = pc.min_max(sighted["article_id"]).as_py()
    query = _NEVER_ANSWERED.format(
        outlet=literal(outlet), first_id=literal(bounds["min"]), last_id=literal(bounds["max"])
    )
    return [NewArticle(*row) for row in _rows(connection, query, sighted_articles=sighted)]


def known_articles(connection: duckdb.DuckDBPyConnection, outlet: str, since: datetime) -> list[KnownArticle]:
    """Return an outlet's articles that were published (or, never parsed, first captured) since then, oldest first."""
    first_since = literal(since - _FIRST_CAPTURE_MARGIN)
    query = _KNOWN.format(outlet=literal(outlet), since=literal(since), first_since=first_since, body=_BODY)
    return [
        KnownArticle(edition, article_id, url, anchor_at, last_captured_at, _previous(body))
        for edition, article_id, url, anchor_at, last_captured_at, *body in _rows(connection, query)
    ]


def previous_captures(
    connection: duckdb.DuckDBPyConnection, urls: Sequence[str], since: datetime | None
) -> dict[str, PreviousCapture]:
    """Return the last archived body of each URL that has one and is not in quarantine, captured since then.

    By default since 31 days before the newest batch, because URLs alone do not tell which files to pass over: the body of
    a page that was not fetched for longer is archived anew.
    """
    newest = (
        connection.execute("select max(committed_at) as newest from lake.runs").to_arrow_table()["newest"][0].as_py()
    )
    if newest is None:
        return {}
    since = since or newest - _BODY_AGE
    asked = pa.table({"url": pa.array(list(urls), pa.string())})
    rows = _rows(connection, _PREVIOUS.format(body=_BODY, since=literal(since)), asked_urls=asked)
    return {row[1]: PreviousCapture(*row) for row in rows}


def ended_urls(connection: duckdb.DuckDBPyConnection, run_id: str) -> set[str]:
    """Return the URLs that came to an end in a run already, however they did."""
    query = f"select url from lake.outcomes where run_id = {literal(run_id)}"
    return {url for (url,) in connection.execute(query).fetchall()}


def _previous(body: Sequence[Any]) -> PreviousCapture | None:
    return None if body[0] is None else PreviousCapture(*body)


def _rows(connection: duckdb.DuckDBPyConnection, query: str, **views: pa.Table) -> Iterator[tuple[Any, ...]]:
    for name, rows in views.items():
        connection.register(name, rows)
    try:
        found = connection.execute(query).to_arrow_table()
    finally:
        for name in views:
            connection.unregister(name)
    return zip(*map(_values, found.columns), strict=True)


def _values(column: pa.ChunkedArray) -> list[Any]:
    """Return a column's values; instants by way of integers, ten times faster than pyarrow's own way."""
    if not pa.types.is_timestamp(column.type):
        return list(column.to_pylist())
    return [
        None if value is None else _EPOCH + timedelta(microseconds=value)
        for value in column.cast(pa.int64()).to_pylist()
    ]
