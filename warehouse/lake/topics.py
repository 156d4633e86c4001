"""User topics in the lake: what was asked for, which article versions were held against it, and what it hit."""

from collections.abc import Iterator, Mapping
from typing import Literal

import duckdb
import pyarrow as pa

from schemas.lake_tables import TOPIC_SETS, TOPIC_VERSIONS
from schemas.topic_rows import TopicSet, TopicVersion
from warehouse.lake.batches import incoming
from warehouse.literals import literal

_BATCH_ROWS = 1_000

_LAST_TOPICS = f"""
select * from lake.{TOPIC_VERSIONS.name}
qualify row_number() over (partition by topic order by version desc) = 1
order by topic
"""

_LAST_SETS = f"""
select * from lake.{TOPIC_SETS.name}
qualify row_number() over (partition by set_name order by version desc) = 1
order by set_name
"""

_WANTED = """
-- one row per article version among these keys, with its tags
create or replace temp table wanted_versions as
with keys as ({keys}),
tags as (
    select capture_id, list(tag order by kind, position) as tags
    from lake.article_tags semi join keys using (capture_id)
    group by capture_id
)
select keys.capture_id, keys.content_hash, coalesce(tags.tags, []) as tags
from keys left join tags using (capture_id)
"""

# The wanted ones stand in a table of their own, so that their number is known: by a mere estimate of it, DuckDB takes the
# texts of all articles into memory and lets the keys pass by them.
_TEXTS = """
select
    articles.capture_id, articles.content_hash, articles.outlet, articles.edition, articles.article_id,
    articles.seen_at, articles.url, articles.published_at, articles.language, articles.headline, articles.lead,
    articles.body, articles.section, articles.authors, wanted_versions.tags, articles.word_count
from lake.articles as articles
inner join wanted_versions using (capture_id, content_hash)
"""

_ALL = "select capture_id, content_hash from lake.articles"
_UNMATCHED = f"{_ALL} anti join lake.matched_versions using (capture_id, content_hash)"
_CURRENT = f"""
{_ALL} qualify row_number() over (partition by outlet, edition, article_id order by seen_at desc, capture_id desc) = 1
"""

_HIT_COUNTS = f"""
-- one row per topic with hits: how many articles its last query version hits, by their current versions
with current_versions as ({_CURRENT}),
last_topics as ({_LAST_TOPICS})
select topic, count(*) as article_count
from lake.topic_hits
inner join last_topics using (topic, query_version)
semi join current_versions using (capture_id, content_hash)
group by topic
"""


_HITS_OF_ARTICLE = f"""
-- one row per topic that there is and version of an article that it hits
with last_topics as ({_LAST_TOPICS})
select topic_hits.*
from lake.topic_hits as topic_hits
inner join last_topics using (topic, query_version)
semi join lake.articles as articles
    on topic_hits.capture_id = articles.capture_id and topic_hits.content_hash = articles.content_hash
where not last_topics.is_removed and topic_hits.outlet = {{outlet}} and topic_hits.article_id = {{article_id}}
order by topic_hits.edition, topic_hits.topic, topic_hits.seen_at
"""


def last_topic_versions(connection: duckdb.DuckDBPyConnection) -> list[TopicVersion]:
    """Return the last version of every topic that there ever was, by name."""
    return [TopicVersion(**row) for row in connection.execute(_LAST_TOPICS).to_arrow_table().to_pylist()]


def last_topic_sets(connection: duckdb.DuckDBPyConnection) -> list[TopicSet]:
    """Return the last version of every competitive set that there ever was, by name."""
    return [TopicSet(**row) for row in connection.execute(_LAST_SETS).to_arrow_table().to_pylist()]


def topic_hit_counts(connection: duckdb.DuckDBPyConnection) -> dict[str, int]:
    """Return how many articles, editions apart, each topic's last query version hits in their current versions."""
    return dict(connection.execute(_HIT_COUNTS).fetchall())


def unmatched_keys(connection: duckdb.DuckDBPyConnection) -> set[tuple[str, str]]:
    """Return capture_id and content_hash of the article versions that were not held against the topics yet."""
    return set(connection.execute(_UNMATCHED).fetchall())


def current_keys(connection: duckdb.DuckDBPyConnection) -> set[tuple[str, str]]:
    """Return capture_id and content_hash of the current version of every article."""
    return set(connection.execute(_CURRENT).fetchall())


def article_texts(
    connection: duckdb.DuckDBPyConnection, which: Literal["all", "unmatched", "current"]
) -> Iterator[pa.RecordBatch]:
    """Yield article versions with the texts that topics are held against, about a thousand at a time."""
    keys = {"all": _ALL, "unmatched": _UNMATCHED, "current": _CURRENT}[which]
    connection.execute(_WANTED.format(keys=keys))
    yield from connection.execute(_TEXTS).to_arrow_reader(_BATCH_ROWS)


def hits_of_article(connection: duckdb.DuckDBPyConnection, outlet: str, article_id: str) -> pa.Table:
    """Return which topics hit which versions of an article, all its editions; topics that are no more are left out."""
    query = _HITS_OF_ARTICLE.format(outlet=literal(outlet), article_id=literal(article_id))
    return connection.execute(query).to_arrow_table()


def insert_topics(connection: duckdb.DuckDBPyConnection, tables: Mapping[str, pa.Table]) -> None:
    """Insert rows of topic tables in the connection's transaction.

    Raises:
        SchemaMismatch: a table's columns are not those of its declaration.
    """
    with incoming(connection, tables):
        for name in tables:
            connection.execute(f"insert into lake.{name} by name select * from incoming_{name}")
