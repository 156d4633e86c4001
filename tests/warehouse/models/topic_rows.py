"""Rows of user topics, written by hand with sensible defaults, and put into a lake as the matching would."""

from pathlib import Path
from typing import Any

from schemas.lake_tables import TOPIC_HITS, TOPIC_SETS, TOPIC_VERSIONS
from schemas.table import Row
from schemas.topic_rows import TopicHit, TopicSet, TopicVersion
from tests.warehouse.models.lake_rows import OUTLET, at
from warehouse.lake.lake import Lake

_TABLES = {table.row: table for table in (TOPIC_VERSIONS, TOPIC_SETS, TOPIC_HITS)}


def topic(name: str, version: int = 1, query_version: int = 1, **values: Any) -> TopicVersion:
    row: dict[str, Any] = {
        "query": f"headline:{name}",
        "query_digest": name,
        "language": None,
        "title": name.title(),
        "title_uk": None,
        "title_ru": None,
        "title_en": None,
        "file": "topics.toml",
        "is_removed": False,
        "added_at": at("05-09 10:00"),
        "article_count": 2,
        "previous_article_count": None,
    }
    return TopicVersion(topic=name, version=version, query_version=query_version, **(row | values))


def competitive_set(version: int, topics: list[str]) -> TopicSet:
    added_at = at("05-09 10:00")
    return TopicSet(
        set_name="rivals", version=version, title="Rivals", topics=topics, file="t.toml", is_removed=False, added_at=added_at
    )  # fmt: skip


def hit(name: str, capture_id: str, article_id: str, role: str = "main", **values: Any) -> TopicHit:
    row: dict[str, Any] = {
        "query_version": 1,
        "content_hash": capture_id,
        "outlet": OUTLET,
        "edition": "uk",
        "hit_count": 2,
        "matched_clauses": [f"headline:{name}"],
    }
    return TopicHit(
        topic=name,
        capture_id=capture_id,
        article_id=article_id,
        role=role,  # type: ignore[arg-type]
        seen_at=at("05-08 10:00"),
        matched_at=at("05-09 10:00"),
        **(row | values),
    )


def add(data: Path, *rows: Row) -> None:
    by_type: dict[type[Row], list[Row]] = {}
    for row in rows:
        by_type.setdefault(type(row), []).append(row)
    with Lake.open(data) as lake:
        lake.add_topics({_TABLES[kind].name: _TABLES[kind].from_records(many) for kind, many in by_type.items()})
