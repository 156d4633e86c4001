"""A test case is a folder in pages/: an invented page, and what a person reading it expects (expected.json)."""

import json
from datetime import datetime
from pathlib import Path
from typing import Any

from schemas.crawl_rows import Sighting
from schemas.lake_tables import ARTICLE_TAGS, ARTICLES, RELATED_LINKS, SIGHTINGS, VIEW_COUNTS
from schemas.pages import CapturedPage, ParsedPage

PAGES = Path(__file__).parent / "pages"

ARTICLE_COLUMNS_OF_THE_CAPTURE = {"capture_id", "seen_at", "content_hash", "parser_version"}
COLUMNS_ABOUT_READING = {"field_sources", "disagreements", "is_paywalled"}


def case_names() -> list[str]:
    return sorted(folder.name for folder in PAGES.iterdir() if folder.is_dir())


def expected(name: str) -> dict[str, Any]:
    read: dict[str, Any] = json.loads((PAGES / name / "expected.json").read_text(encoding="utf-8"))
    return read


def captured(name: str) -> CapturedPage:
    wanted = expected(name)
    (file,) = (PAGES / name).glob("page.*")
    html = file.suffix == ".html"
    return CapturedPage(
        capture_id="0f0e0d0c-0000-4000-8000-000000000001",
        url=wanted["url"],
        kind=wanted["kind"],
        edition=wanted["edition"],
        article_id=wanted.get("article", {}).get("article_id"),
        captured_at=datetime.fromisoformat(wanted["captured_at"]),
        body=file.read_bytes(),
        content_type="text/html; charset=utf-8" if html else "application/xml",
    )


def check_rows_fit(parsed: ParsedPage) -> None:
    """Raise where a row that a page yielded does not fit its table."""
    ARTICLES.from_records([parsed.article] if parsed.article else [])
    for table, rows in (
        (ARTICLE_TAGS, parsed.article_tags),
        (RELATED_LINKS, parsed.related_links),
        (VIEW_COUNTS, parsed.view_counts),
        (SIGHTINGS, parsed.sightings),
    ):
        table.from_records(rows)


def shown(parsed: ParsedPage) -> dict[str, Any]:
    """Return what a page yielded in the form of expected.json."""
    if parsed.article is None:
        return {"sightings": [_sighting(row) for row in parsed.sightings]}
    article = {
        column: _plain(getattr(parsed.article, column))
        for column in parsed.article.__struct_fields__
        if column not in ARTICLE_COLUMNS_OF_THE_CAPTURE | COLUMNS_ABOUT_READING
    }
    return {
        "article": article,
        "article_tags": [[t.kind, t.position, t.tag_id, t.tag, t.tag_url] for t in parsed.article_tags],
        "related_links": [
            [link.block, link.position, link.anchor_text, link.label, link.target_url, link.target_article_id]
            for link in parsed.related_links
        ],
        "view_counts": [[v.edition, v.article_id, v.view_count, v.seen_on] for v in parsed.view_counts],
    }


def _sighting(row: Sighting) -> list[Any]:
    columns = (
        row.article_id,
        row.edition,
        row.position,
        row.headline,
        row.lead,
        row.label,
        row.published_at,
        row.published_precision,
        row.url,
    )
    return [_plain(value) for value in columns]


def _plain(value: Any) -> Any:
    return value.isoformat().replace("+00:00", "Z") if isinstance(value, datetime) else value
