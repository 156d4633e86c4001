"""The lake: append-only tables in DuckLake, its catalogue in SQLite, its data in Parquet."""

from warehouse.lake.article_record import ArticleKey, article_tables, articles_at
from warehouse.lake.attach import attach_sql
from warehouse.lake.lake import Lake
from warehouse.lake.maintenance import MaintenanceReport
from warehouse.lake.plan import KnownArticle, NewArticle, PreviousCapture
from warehouse.lake.sessions import attach_snapshot, connect
from warehouse.lake.statistics import TableStatistics

__all__ = [
    "ArticleKey",
    "KnownArticle",
    "Lake",
    "MaintenanceReport",
    "NewArticle",
    "PreviousCapture",
    "TableStatistics",
    "article_tables",
    "articles_at",
    "attach_snapshot",
    "attach_sql",
    "connect",
]
