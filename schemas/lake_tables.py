"""The tables of the lake, declared once; docs/tables.md is generated from here."""

from collections.abc import Mapping

from schemas.article_rows import Article, ArticleTag, RelatedLink, ViewCount
from schemas.crawl_rows import Capture, Outcome, Quarantined, Run, Sighting
from schemas.erasure_rows import Erasure
from schemas.table import Table

LAKE_FORMAT = 2
"""Raised with every change of the tables; `ADDED_COLUMNS` says what brings an older lake up to it."""

CAPTURES = Table("captures", Capture, ("capture_id",), "captured_at")
SIGHTINGS = Table("sightings", Sighting, ("capture_id", "position"), "observed_at")
ARTICLES = Table("articles", Article, ("capture_id",), "seen_at")
ARTICLE_TAGS = Table("article_tags", ArticleTag, ("capture_id", "kind", "position"), "seen_at")
RELATED_LINKS = Table("related_links", RelatedLink, ("capture_id", "block", "position"), "observed_at")
VIEW_COUNTS = Table("view_counts", ViewCount, ("capture_id", "edition", "article_id", "seen_on"), "observed_at")
OUTCOMES = Table("outcomes", Outcome, ("batch_id", "url"), "ended_at")
QUARANTINE = Table("quarantine", Quarantined, ("capture_id",), "captured_at")
RUNS = Table("runs", Run, ("batch_id",), "committed_at")

TABLES: tuple[Table, ...] = (
    CAPTURES,
    SIGHTINGS,
    ARTICLES,
    ARTICLE_TAGS,
    RELATED_LINKS,
    VIEW_COUNTS,
    OUTCOMES,
    QUARANTINE,
    RUNS,
)
"""Every table of the lake that batches fill, in the order in which they are created and committed."""

ERASURES = Table("erasures", Erasure, ("request_id", "subject_hash"), "erased_at")
"""What was erased on request; the lake has this table from the first erasure on."""

ADDED_COLUMNS: Mapping[int, tuple[tuple[Table, str], ...]] = {
    2: ((ARTICLES, "field_sources"), (ARTICLES, "disagreements"), (ARTICLES, "is_paywalled")),
}
"""The columns that each format added; rows written before hold null in them."""
