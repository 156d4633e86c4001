"""Rows for the lake's tests, invented and written out by hand."""

from collections.abc import Sequence
from datetime import UTC, datetime, timedelta
from typing import Any

import pyarrow as pa

from schemas.article_rows import Article, ArticleTag, RelatedLink, ViewCount
from schemas.crawl_rows import Capture, Outcome, Quarantined, Run, Sighting
from schemas.lake_tables import TABLES
from schemas.table import Row

NOON = datetime(2026, 5, 7, 12, 0, tzinfo=UTC)
HOST = "https://ua.korrespondent.example"


def at(hours: float) -> datetime:
    """Hours after noon of 7 May 2026."""
    return NOON + timedelta(hours=hours)


def tables_of(*rows: Row) -> dict[str, pa.Table]:
    """The rows as tables, each with its own kind."""
    return {
        table.name: table.from_records([row for row in rows if type(row) is table.row])
        for table in TABLES
        if any(type(row) is table.row for row in rows)
    }


def run(batch_id: str, hours: float = 0, **fields: Any) -> Run:
    return Run(
        **{
            "batch_id": batch_id,
            "run_id": batch_id.rpartition("/")[0] or batch_id,
            "flow": "news",
            "outlet": "korrespondent",
            "stage": "articles",
            "started_at": at(hours),
            "committed_at": at(hours),
            "warc_file": f"{batch_id}.warc.gz",
            "capture_count": 0,
            "article_count": 99,
            "quarantine_count": 0,
            "failure_count": 0,
            **fields,
        }
    )


def capture(capture_id: str, article_id: str | None, hours: float = 0, **fields: Any) -> Capture:
    return Capture(
        **{
            "capture_id": capture_id,
            "batch_id": "b",
            "outlet": "korrespondent",
            "edition": "uk",
            "kind": "article" if article_id else "listing",
            "url": f"{HOST}/ukraine/{article_id}-slug" if article_id else f"{HOST}/all/",
            "article_id": article_id,
            "captured_at": at(hours),
            "status_code": 200,
            "is_unchanged": False,
            "payload_digest": f"sha1:{capture_id}",
            "payload_bytes": 20_000,
            "content_type": "text/html",
            "etag": f'"{capture_id}"',
            "last_modified": None,
            "warc_file": "b.warc.gz",
            "warc_offset": 412,
            "warc_length": 20_500,
            **fields,
        }
    )


def article(capture_id: str, article_id: str, hours: float = 0, content: str = "one", **fields: Any) -> Article:
    return Article(
        **{
            "capture_id": capture_id,
            "outlet": "korrespondent",
            "edition": "uk",
            "article_id": article_id,
            "url": f"{HOST}/ukraine/{article_id}-slug",
            "other_edition_url": None,
            "headline": f"Заголовок {content}",
            "lead": None,
            "body": "Перший абзац.\n\nДругий абзац.",
            "authors": ["Олена Вигадана", "Пан О'Хто"],
            "section": "ukraine",
            "label": None,
            "content_class": "editorial",
            "rights": "link_required",
            "published_at": at(-1),
            "published_precision": "minute",
            "metadata_published_at": None,
            "modified_at": None,
            "image_url": None,
            "image_credit": None,
            "image_caption": None,
            "word_count": 4,
            "language": "uk",
            "content_hash": content,
            "seen_at": at(hours),
            "parser_version": 1,
            "field_sources": [],
            "disagreements": [],
            **fields,
        }
    )


def tag(capture_id: str, article_id: str, hours: float = 0, position: int = 1, **fields: Any) -> ArticleTag:
    return ArticleTag(
        **{
            "capture_id": capture_id,
            "outlet": "korrespondent",
            "edition": "uk",
            "article_id": article_id,
            "seen_at": at(hours),
            "kind": "tag",
            "position": position,
            "tag_id": str(position),
            "tag": "ВОЙНА",
            "tag_url": f"{HOST}/tag/{position}/",
            **fields,
        }
    )


def sighting(capture_id: str, article_id: str, hours: float = 0, position: int = 1, **fields: Any) -> Sighting:
    return Sighting(
        **{
            "capture_id": capture_id,
            "outlet": "korrespondent",
            "edition": "uk",
            "article_id": article_id,
            "url": f"{HOST}/ukraine/{article_id}-slug",
            "channel": "listing",
            "listing_url": f"{HOST}/all/",
            "position": position,
            "observed_at": at(hours),
            "headline": None,
            "lead": None,
            "label": None,
            "published_at": None,
            "published_precision": None,
            **fields,
        }
    )


def link(capture_id: str, article_id: str, hours: float = 0, **fields: Any) -> RelatedLink:
    return RelatedLink(
        **{
            "capture_id": capture_id,
            "outlet": "korrespondent",
            "edition": "uk",
            "article_id": article_id,
            "observed_at": at(hours),
            "block": "read_also",
            "position": 1,
            "anchor_text": "Інша новина",
            "label": None,
            "target_url": f"{HOST}/world/9-insha",
            "target_article_id": "9",
            **fields,
        }
    )


def views(capture_id: str, article_id: str, hours: float = 0, count: int = 10, **fields: Any) -> ViewCount:
    return ViewCount(
        **{
            "capture_id": capture_id,
            "outlet": "korrespondent",
            "edition": "uk",
            "article_id": article_id,
            "observed_at": at(hours),
            "view_count": count,
            "seen_on": "article_page",
            **fields,
        }
    )


def outcome(url: str, article_id: str | None, hours: float = 0, **fields: Any) -> Outcome:
    return Outcome(
        **{
            "batch_id": "b",
            "run_id": "r",
            "outlet": "korrespondent",
            "edition": "uk",
            "kind": "article",
            "url": url,
            "article_id": article_id,
            "outcome": "Parsed",
            "branch": "ok",
            "detail": None,
            "status_code": 200,
            "attempt_count": 1,
            "capture_id": None,
            "ended_at": at(hours),
            **fields,
        }
    )


def quarantined(capture_id: str, article_id: str, hours: float = 0, **fields: Any) -> Quarantined:
    return Quarantined(
        **{
            "capture_id": capture_id,
            "batch_id": "b",
            "outlet": "korrespondent",
            "edition": "uk",
            "kind": "article",
            "url": f"{HOST}/ukraine/{article_id}-slug",
            "article_id": article_id,
            "captured_at": at(hours),
            "error": "MissingField",
            "field": "headline",
            "text": None,
            "detail": "the page has no headline",
            "parser_version": 1,
            **fields,
        }
    )


def page(capture_id: str, article_id: str, hours: float = 0, content: str = "one") -> tuple[Row, ...]:
    """Everything that one article page yields."""
    return (
        capture(capture_id, article_id, hours),
        article(capture_id, article_id, hours, content),
        tag(capture_id, article_id, hours),
        tag(capture_id, article_id, hours, 2),
        link(capture_id, article_id, hours),
        views(capture_id, article_id, hours),
        outcome(f"{HOST}/ukraine/{article_id}-slug", article_id, hours),
    )


def merged(*groups: Sequence[Row]) -> dict[str, pa.Table]:
    """The rows of several pages as tables."""
    return tables_of(*(row for group in groups for row in group))
