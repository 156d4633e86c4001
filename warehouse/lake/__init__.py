"""The lake: append-only tables in DuckLake, its catalogue in SQLite, its data in Parquet."""

from warehouse.lake.article_record import ArticleKey, article_tables, articles_at
from warehouse.lake.attach import attach_sql
from warehouse.lake.batches import archive_files, committed_files
from warehouse.lake.compare import TableComparison, compare_batch
from warehouse.lake.erase import (
    ArticleTraces,
    NamedArticle,
    forgotten_articles,
    has_late_feeds,
    named_articles,
    recorded_counts,
    signed_articles,
    signing_authors,
    traces_of,
)
from warehouse.lake.field_measures import (
    DriftedField,
    FieldHistory,
    Measured,
    RecentBatch,
    drifted_fields,
    field_history,
    measures_of_batches,
    measures_of_tables,
    recent_batches,
)
from warehouse.lake.lake import Lake
from warehouse.lake.maintenance import MaintenanceReport
from warehouse.lake.plan import KnownArticle, NewArticle, PreviousCapture
from warehouse.lake.sessions import attach_snapshot, connect
from warehouse.lake.statistics import TableStatistics
from warehouse.lake.topics import (
    article_texts,
    current_keys,
    hits_of_article,
    last_topic_sets,
    last_topic_versions,
    topic_hit_counts,
    unmatched_keys,
)

__all__ = [
    "ArticleKey",
    "ArticleTraces",
    "DriftedField",
    "FieldHistory",
    "KnownArticle",
    "Lake",
    "MaintenanceReport",
    "Measured",
    "NamedArticle",
    "NewArticle",
    "PreviousCapture",
    "RecentBatch",
    "TableComparison",
    "TableStatistics",
    "archive_files",
    "article_tables",
    "article_texts",
    "articles_at",
    "attach_snapshot",
    "attach_sql",
    "committed_files",
    "compare_batch",
    "connect",
    "current_keys",
    "drifted_fields",
    "field_history",
    "forgotten_articles",
    "has_late_feeds",
    "hits_of_article",
    "last_topic_sets",
    "last_topic_versions",
    "measures_of_batches",
    "measures_of_tables",
    "named_articles",
    "recent_batches",
    "recorded_counts",
    "signed_articles",
    "signing_authors",
    "topic_hit_counts",
    "traces_of",
    "unmatched_keys",
]
