"""A published warehouse of invented rows, each written by hand below: two outlets, eight days, all that a digest tells of."""

from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Any

import duckdb
import pytest

from tests.warehouse.publish.invented import create_tables

DAY = date(2026, 5, 6)
AS_OF = datetime(2026, 5, 7, 6, 0, tzinfo=UTC)
"""Nine in the morning of Thursday, 7 May in Kyiv."""

ALPHA = "https://alpha.example"


def at(day: date, hour: int) -> datetime:
    return datetime(day.year, day.month, day.day, hour, tzinfo=UTC)


def article(article_id: str, edition: str, headline: str, day: date, **values: Any) -> dict[str, Any]:
    return {
        "outlet": "alpha",
        "edition": edition,
        "article_id": article_id,
        "url": f"{ALPHA}/{edition}/{article_id}",
        "headline": headline,
        "content_class": "editorial",
        "is_deleted": False,
        "rights": "link_required",
        "section": "city",
        "lead": f"Лід {article_id}",
        "authors": ["Ім’я Перше"],
        "published_at": at(day, 9),
        "published_date": day,
        "story_date": day,
    } | values


ARTICLES = [
    article("1", "uk", "Міст відкрито", DAY),
    article("1", "ru", "Мост открыт", DAY),
    article("2", "uk", "Трамвай <b>без</b> рейок & мотора", DAY),
    article("3", "uk", "Реклама кави", DAY, content_class="paid"),
    article("4", "uk", "Учорашнє", DAY - timedelta(days=1), rights="no_redistribution", authors=[]),
    article("5", "uk", "Позавчорашнє", DAY - timedelta(days=7)),
    article("6", "uk", "Ще одне тижневої давнини", DAY - timedelta(days=7)),
    article("7", "uk", "Чуже посилання", DAY, url="javascript:alert(1)"),
]
VIEWS = [
    ("1", "uk", DAY, 700.0),
    ("1", "ru", DAY, 300.0),
    ("2", "uk", DAY, 1_200.0),
    ("3", "uk", DAY, 5_000.0),
    ("4", "uk", DAY - timedelta(days=1), 1_000.0),
    ("7", "uk", DAY, 5.0),
]
"""Views gained: 7,205 on the day with the advert, 1,000 on the day before."""

TOPICS = [
    ("user:bridges", "user", "Мости", DAY, 1),
    ("tag:alpha:1", "tag", "трамвай", DAY, 9),
    *[("tag:alpha:1", "tag", "трамвай", DAY - timedelta(days=back), 2) for back in range(1, 8)],
    ("tag:alpha:2", "tag", "погода", DAY, 3),
    *[("tag:alpha:2", "tag", "погода", DAY - timedelta(days=back), 3) for back in range(1, 8)],
    ("tag:alpha:3", "tag", "дрібниця", DAY, 1),
    ("section:alpha:city", "section", "city", DAY, 30),
]

TOPIC_TITLES = [
    ("user:bridges", "user", "Мости"),
    ("tag:alpha:1", "tag", "трамвай"),
    ("tag:alpha:9", "tag", "Пошта"),
    ("special_topic:alpha:9", "special_topic", "пошта"),
]
ARTICLE_TOPICS = [("user:bridges", "1"), ("user:bridges", "3"), ("user:bridges", "4"), ("user:bridges", "7")]
"""Own topic: a bridge in two editions, an advert, an older article, and one whose URL no link may lead to."""

VERSIONS = [
    ("1", "uk", 1, "Міст закрито", at(DAY, 9), False),
    ("1", "uk", 2, "Міст відкрито", at(DAY, 12), True),
    ("4", "uk", 1, "Інше", at(DAY - timedelta(days=2), 9), False),
    ("4", "uk", 2, "Учорашнє", at(DAY - timedelta(days=1), 9), True),
]


def fill(connection: duckdb.DuckDBPyConnection, table: str, rows: list[dict[str, Any]]) -> None:
    for row in rows:
        names, marks = ", ".join(row), ", ".join(f"${name}" for name in row)
        connection.execute(f"insert into {table} ({names}) values ({marks})", row)


def completeness(day: date, status: str = "ok", day_status: str = "closing", edition: str = "uk") -> dict[str, Any]:
    return {
        "outlet": "alpha",
        "edition": edition,
        "published_date": day,
        "parsed_count": 4,
        "estimated_count": 5.0,
        "completeness": 0.8,
        "status": status,
        "day_status": day_status,
    }


def drivers(headline: str) -> list[dict[str, Any]]:
    url = f"{ALPHA}/uk/1"
    return [{"article_id": "1", "edition": "uk", "headline": headline, "url": url, "views_gained": 700.0}]


def burst(topic_id: str, title: str, day: date, kind: str = "tag") -> dict[str, Any]:
    return {
        "topic_id": topic_id,
        "topic_kind": kind,
        "topic_title": title,
        "outlet": "alpha",
        "published_date": day,
        "observed": 9,
        "expected": 2.25,
        "z": 4.5,
        "is_burst": True,
        "drivers": drivers("Міст відкрито"),
    }


def drift(day: date) -> dict[str, Any]:
    return {
        "outlet": "alpha",
        "edition": "uk",
        "field": "lead",
        "seen_date": day,
        "fill_rate": 0.1,
        "baseline_fill_rate": 0.95,
        "is_drift": True,
    }


@pytest.fixture
def published(tmp_path: Path) -> Path:
    folder = tmp_path / "published"
    folder.mkdir()
    with duckdb.connect(folder / "warehouse.duckdb") as connection:
        connection.execute("set TimeZone = 'UTC'")
        create_tables(connection)
        without_constraints(connection)
        connection.execute(
            "create table publication as select $1::timestamptz as as_of, 'Europe/Kyiv' as reporting_zone, "
            "'Invented news.' as notice",
            [AS_OF],
        )
        fill(connection, "articles", ARTICLES)
        fill(connection, "views_by_article_day", [
            {"outlet": "alpha", "article_id": each, "edition": edition, "viewed_date": day, "views_gained": views}
            for each, edition, day, views in VIEWS
        ])  # fmt: skip
        fill(connection, "coverage_by_topic_day", [
            {
                "topic_id": topic, "topic_kind": kind, "topic_title": title, "outlet": "alpha", "edition": "uk",
                "published_date": day, "unique_story_count": stories, "story_count": stories, "views_gained": 10.0,
            }
            for topic, kind, title, day, stories in TOPICS
        ])  # fmt: skip
        fill(connection, "topics", [
            {"topic_id": topic, "topic_kind": kind, "title": title, "outlet": "alpha"} for topic, kind, title in TOPIC_TITLES
        ])  # fmt: skip
        fill(connection, "article_topics", [
            {name: row[name] for name in ("outlet", "edition", "article_id", "url", "published_at")} | {"topic_id": topic}
            for topic, article_id in ARTICLE_TOPICS for row in ARTICLES if row["article_id"] == article_id
        ])  # fmt: skip
        fill(connection, "article_versions", [
            {
                "outlet": "alpha", "article_id": each, "edition": edition, "version_number": number, "headline": headline,
                "seen_at": seen_at, "is_headline_changed": changed, "url": f"{ALPHA}/{edition}/{each}",
            }
            for each, edition, number, headline, seen_at, changed in VERSIONS
        ])  # fmt: skip
        fill(connection, "completeness_by_outlet_day", [
            *[completeness(DAY - timedelta(days=back)) for back in (0, 1, 3, 4, 5, 6, 7)],
            completeness(DAY - timedelta(days=2), "gap"),
            completeness(DAY + timedelta(days=1), "suspect", "open"),
        ])  # fmt: skip
        fill(connection, "edits_by_outlet_day", [
            {"outlet": "alpha", "edition": "uk", "seen_date": DAY, "edited_article_count": 3, "silent_edit_count": 2, "deleted_count": 1},
        ])  # fmt: skip
        fill(connection, "topic_burst_day", [
            burst("tag:alpha:1", "трамвай", DAY - timedelta(days=1)),
            burst("tag:alpha:1", "трамвай", DAY),
            burst("tag:alpha:2", "погода", DAY - timedelta(days=6)),
            burst("section:alpha:city", "city", DAY, "section"),
        ])  # fmt: skip
        fill(connection, "field_quality_by_outlet_day", [drift(DAY), drift(DAY - timedelta(days=1))])
    return folder


def without_constraints(connection: duckdb.DuckDBPyConnection) -> None:
    """Let rows leave out the columns that a digest does not read."""
    for table, column in connection.execute(
        "select table_name, column_name from duckdb_columns() where not internal and not is_nullable"
    ).fetchall():
        connection.execute(f"alter table {table} alter column {column} drop not null")
