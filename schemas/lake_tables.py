"""The tables of the lake, declared once; docs/tables.md is generated from here."""

from collections.abc import Mapping

from schemas.article_rows import Article, ArticleTag, RelatedLink, ViewCount
from schemas.crawl_rows import Capture, Outcome, Quarantined, Run, Sighting
from schemas.erasure_rows import Erasure
from schemas.table import Table
from schemas.topic_rows import MatchedVersion, TopicHit, TopicSet, TopicVersion

LAKE_FORMAT = 3
"""Raised with every change of the tables.

To add a format: change the declarations, raise this number by one, and say below, under the new number, which columns and
tables it added. That is all: an older lake is brought up to it, over all formats between, when it is next opened to be
written; `tests/warehouse/lake/test_upgrade.py` makes a lake of every older format from the same two mappings and tries it.
Columns and tables are only ever added. A column that is taken away, renamed or of another type would need rows to be
rewritten: rebuild the lake from the archive instead (`kronika reparse`).
"""

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

TOPIC_VERSIONS = Table("topic_versions", TopicVersion, ("topic", "version"), "added_at")
TOPIC_SETS = Table("topic_sets", TopicSet, ("set_name", "version"), "added_at")
TOPIC_HITS = Table("topic_hits", TopicHit, ("topic", "query_version", "capture_id", "content_hash"), "seen_at")
MATCHED_VERSIONS = Table("matched_versions", MatchedVersion, ("capture_id", "content_hash"), "seen_at")

TOPIC_TABLES: tuple[Table, ...] = (TOPIC_VERSIONS, TOPIC_SETS, TOPIC_HITS, MATCHED_VERSIONS)
"""Tables that follow from articles and from people's topics; no batch fills them."""

UNPARTITIONED = ("runs", "topic_versions", "topic_sets", "erasures")
"""Tables of few rows, which are not split by month."""

ERASURES = Table("erasures", Erasure, ("request_id", "subject_hash"), "erased_at")
"""What was erased on request; the lake has this table from the first erasure on."""

ADDED_COLUMNS: Mapping[int, tuple[tuple[Table, str], ...]] = {
    2: ((ARTICLES, "field_sources"), (ARTICLES, "disagreements"), (ARTICLES, "is_paywalled")),
}
"""The columns that a format added; rows written before hold null in them."""

ADDED_TABLES: Mapping[int, tuple[Table, ...]] = {3: TOPIC_TABLES}
"""The tables that a format added."""
