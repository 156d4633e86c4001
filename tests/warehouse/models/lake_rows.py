"""Rows of an invented lake, written by hand with sensible defaults, and committed as the ingest would."""

from collections.abc import Iterable
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

import duckdb
import pyarrow as pa

from schemas.article_rows import Article, ArticleTag, RelatedLink, ViewCount
from schemas.crawl_rows import Capture, Outcome, Quarantined, Run, Sighting
from schemas.lake_tables import TABLES
from schemas.table import Row
from warehouse.build import working_database
from warehouse.lake.lake import Lake

OUTLET = "korrespondent"
_TABLES = {table.row: table for table in TABLES}


def at(text: str) -> datetime:
    """Return the instant of `MM-DD HH:MM` in 2026, UTC."""
    return datetime.strptime(f"2026-{text}", "%Y-%m-%d %H:%M").replace(tzinfo=UTC)


def article_url(edition: str, article_id: str) -> str:
    host = "ua.korrespondent.example" if edition == "uk" else "korrespondent.example"
    return f"https://{host}/ukraine/{article_id}-slug"


def day(text: str) -> date:
    """Return the day `MM-DD` in 2026."""
    return at(f"{text} 00:00").date()


def capture(capture_id: str, captured_at: datetime, **values: Any) -> Capture:
    row: dict[str, Any] = {
        "batch_id": "batch-1",
        "outlet": OUTLET,
        "edition": "uk",
        "kind": "article",
        "url": f"https://ua.korrespondent.example/{capture_id}",
        "article_id": None,
        "status_code": 200,
        "is_unchanged": False,
        "payload_digest": "sha1:X",
        "payload_bytes": 1,
        "content_type": "text/html",
        "etag": None,
        "last_modified": None,
        "warc_file": "a.warc.gz",
        "warc_offset": 0,
        "warc_length": 1,
    }
    return Capture(capture_id=capture_id, captured_at=captured_at, **(row | values))


def outcome(of: Capture, name: str = "Parsed", **values: Any) -> Outcome:
    row: dict[str, Any] = {
        "batch_id": of.batch_id,
        "run_id": of.batch_id.replace("batch", "run"),
        "outlet": of.outlet,
        "edition": of.edition,
        "kind": of.kind,
        "url": of.url,
        "article_id": of.article_id,
        "branch": "ok" if name == "Parsed" else "skippable",
        "detail": None,
        "status_code": of.status_code,
        "attempt_count": 1,
        "capture_id": of.capture_id,
        "ended_at": of.captured_at,
    }
    return Outcome(outcome=name, **(row | values))


def quarantined(of: Capture, error: str, **values: Any) -> Quarantined:
    row: dict[str, Any] = {
        "capture_id": of.capture_id,
        "batch_id": of.batch_id,
        "outlet": of.outlet,
        "edition": of.edition,
        "kind": of.kind,
        "url": of.url,
        "article_id": of.article_id,
        "captured_at": of.captured_at,
        "field": None,
        "text": None,
        "detail": error,
        "parser_version": 1,
    }
    return Quarantined(error=error, **(row | values))


def page(
    capture_id: str, captured_at: datetime, edition: str, article_id: str, status_code: int = 200, **values: Any
) -> list[Row]:
    """Return the capture of an article page and its outcome."""
    row = page_capture(capture_id, captured_at, edition, article_id, status_code=status_code, **values)
    return [row, outcome(row, "Parsed" if status_code == 200 else "Gone")]


def page_capture(capture_id: str, captured_at: datetime, edition: str, article_id: str, **values: Any) -> Capture:
    url = article_url(edition, article_id)
    return capture(capture_id, captured_at, edition=edition, article_id=article_id, url=url, **values)


def listing(
    capture_id: str, captured_at: datetime, edition: str = "uk", kind: str = "listing", **values: Any
) -> list[Row]:
    """Return the capture of a listing or feed and its outcome."""
    row = capture(capture_id, captured_at, edition=edition, kind=kind, **values)
    return [row, outcome(row)]


def article(capture_id: str, seen_at: datetime, edition: str, article_id: str, **values: Any) -> Article:
    row: dict[str, Any] = {
        "outlet": OUTLET,
        "url": article_url(edition, article_id),
        "other_edition_url": None,
        "headline": f"Headline {article_id}",
        "lead": "Lead",
        "body": "Body",
        "authors": [],
        "section": "ukraine",
        "label": None,
        "content_class": "editorial",
        "rights": "link_required",
        "published_precision": "minute",
        "metadata_published_at": None,
        "modified_at": None,
        "image_url": None,
        "image_credit": None,
        "image_caption": None,
        "word_count": 100,
        "language": edition,
        "content_hash": capture_id,
        "parser_version": 1,
    }
    return Article(capture_id=capture_id, seen_at=seen_at, edition=edition, article_id=article_id, **(row | values))


def tag(of: Article, text: str, tag_id: str | None, position: int = 1, kind: str = "tag") -> ArticleTag:
    return ArticleTag(
        capture_id=of.capture_id,
        outlet=of.outlet,
        edition=of.edition,
        article_id=of.article_id,
        seen_at=of.seen_at,
        kind=kind,  # type: ignore[arg-type]
        position=position,
        tag_id=tag_id,
        tag=text,
        tag_url=None,
    )


def link(of: Article, block: str, target_article_id: str | None, position: int = 1) -> RelatedLink:
    return RelatedLink(
        capture_id=of.capture_id,
        outlet=of.outlet,
        edition=of.edition,
        article_id=of.article_id,
        observed_at=of.seen_at,
        block=block,
        position=position,
        anchor_text="Link",
        label=None,
        target_url="https://ua.korrespondent.example/target",
        target_article_id=target_article_id,
    )


def views(capture_id: str, observed_at: datetime, edition: str, article_id: str, view_count: int) -> ViewCount:
    return ViewCount(
        capture_id=capture_id,
        outlet=OUTLET,
        edition=edition,
        article_id=article_id,
        observed_at=observed_at,
        view_count=view_count,
        seen_on="article_page",
    )


def sighting(
    capture_id: str, observed_at: datetime, edition: str, article_id: str, position: int = 1, **values: Any
) -> Sighting:
    row: dict[str, Any] = {
        "outlet": OUTLET,
        "url": article_url(edition, article_id),
        "channel": "listing",
        "listing_url": "https://ua.korrespondent.example/all/",
        "headline": None,
        "lead": None,
        "label": None,
        "published_at": None,
        "published_precision": None,
    }
    return Sighting(
        capture_id=capture_id,
        observed_at=observed_at,
        edition=edition,
        article_id=article_id,
        position=position,
        **(row | values),
    )


def by_table(rows: Iterable[Row]) -> dict[str, pa.Table]:
    """Return rows as a batch brings them: a table of each kind."""
    by_type: dict[type[Row], list[Row]] = {}
    for row in rows:
        by_type.setdefault(type(row), []).append(row)
    return {_TABLES[kind].name: _TABLES[kind].from_records(many) for kind, many in by_type.items()}


def commit(data: Path, batch_id: str, rows: Iterable[Row], flow: str = "news") -> None:
    """Commit rows as one batch."""
    tables = by_table(rows)
    run = Run(
        batch_id=batch_id,
        run_id=batch_id.replace("batch", "run"),
        flow=flow,  # type: ignore[arg-type]
        outlet=OUTLET,
        stage="articles",
        started_at=at("05-01 00:00"),
        committed_at=at("05-01 00:00"),
        warc_file=None,
        capture_count=tables["captures"].num_rows if "captures" in tables else 0,
        article_count=0,
        quarantine_count=0,
        failure_count=0,
    )
    with Lake.open(data) as lake:
        lake.commit(run, tables)


def query(data: Path, sql: str) -> list[tuple[Any, ...]]:
    """Return rows of the working database, instants in UTC."""
    with duckdb.connect(str(working_database(data)), read_only=True) as connection:
        connection.execute("set timezone = 'UTC'")
        return [tuple(row.values()) for row in connection.execute(sql).to_arrow_table().to_pylist()]
