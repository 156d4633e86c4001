"""What a page of an outlet yielded, laid out for a person who checks the outlet's file."""

from collections import Counter
from typing import Any

from schemas.pages import ParsedPage
from transforms.text import collapse

_KEYS = frozenset(
    ("capture_id", "outlet", "edition", "content_hash", "seen_at", "parser_version", "field_sources", "disagreements")
)
_LONGEST = 160


def fields_of(rows: ParsedPage) -> list[dict[str, Any]]:
    """Return each field of an article page with its value, shortened, `None` where it is missing, and where it came from."""
    article = rows.article
    if article is None:
        return []
    sources = dict(source.split("=", 1) for source in article.field_sources or [])
    values = {name: getattr(article, name) for name in article.__struct_fields__ if name not in _KEYS}
    values["tags"] = [tag.tag for tag in rows.article_tags]
    own = [row.view_count for row in rows.view_counts if row.article_id == article.article_id]
    values["view_count"] = own[0] if own else None
    return [
        {"field": name, "value": _shown(value), "from": _source(name, sources, article.disagreements or [])}
        for name, value in values.items()
    ]


def items_of(rows: ParsedPage) -> list[dict[str, Any]]:
    """Return the articles that a listing or feed names."""
    return [
        {"article_id": row.article_id, "url": row.url, "published_at": row.published_at, "headline": row.headline}
        for row in rows.sightings
    ]


def links_by_block(rows: ParsedPage) -> dict[str, int]:
    """Return how many links each block of an article page has."""
    return dict(Counter(link.block for link in rows.related_links))


def _shown(value: Any) -> str | None:
    if value in (None, "", []):
        return None
    text = collapse(", ".join(value) if isinstance(value, list) else str(value))
    return text if len(text) <= _LONGEST else f"{text[:_LONGEST]}… ({len(text)} characters)"


def _source(name: str, sources: dict[str, str], disagreements: list[str]) -> str:
    source = sources.get(name, "")
    return f"{source}, others disagree" if name in disagreements else source
