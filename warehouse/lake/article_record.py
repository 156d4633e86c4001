"""All that the lake knows of one article."""

from dataclasses import dataclass

import duckdb
import pyarrow as pa

from schemas.lake_tables import RUNS, TABLES
from warehouse.literals import literal

_KEYS = """
-- one row per article that this URL was seen to lead to
with seen as (
    select outlet, edition, article_id from lake.captures where url = {url}
    union
    select outlet, edition, article_id from lake.sightings where url = {url}
    union
    select outlet, edition, article_id from lake.outcomes where url = {url}
)
select outlet, edition, article_id
from seen
where edition is not null and article_id is not null
order by outlet, edition, article_id
"""


@dataclass(frozen=True, slots=True)
class ArticleKey:
    """What identifies an article.

    Attributes:
        outlet: outlet's name.
        edition: edition (uk, ru).
        article_id: outlet's own id.
    """

    outlet: str
    edition: str
    article_id: str


def articles_at(connection: duckdb.DuckDBPyConnection, url: str) -> list[ArticleKey]:
    """Return the articles that a URL was seen to lead to; mostly one, none where it was never seen."""
    return [ArticleKey(*row) for row in connection.execute(_KEYS.format(url=literal(url))).fetchall()]


def article_tables(connection: duckdb.DuckDBPyConnection, outlet: str, article_id: str) -> dict[str, pa.Table]:
    """Return every row about an article, all its editions, by table and in time order."""
    about = f"outlet = {literal(outlet)} and article_id = {literal(article_id)}"
    found = {}
    for table in TABLES:
        if table is not RUNS:
            order = ", ".join(dict.fromkeys((table.day_column, *table.key)))
            query = f"select * from lake.{table.name} where {about} order by {order}"
            found[table.name] = connection.execute(query).to_arrow_table()
    return found
