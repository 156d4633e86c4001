"""What the page shows, read from the published warehouse and laid out as series by day."""

from datetime import datetime
from pathlib import Path
from typing import Any

import duckdb

from warehouse.dashboard.layout import Layout, Row, grouped, json_value
from warehouse.dashboard.limits import Limits
from warehouse.dashboard.packing import packed_rows
from warehouse.dashboard.page_topics import read_topics
from warehouse.dashboard.reading import Reading, period
from warehouse.dashboard.texts import plain, web_address

SERIES = {
    "coverage": ("articles", "paid", "views"),
    "expected": ("expected",),
    "voices": ("articles", "stories", "main_role", "views"),
    "section_articles": ("articles", "paid_articles"),
    "section_views": ("views", "paid_views"),
    "topic_sections": ("articles", "paid"),
    "outlet_stories": ("stories",),
    "storyline_days": ("stories",),
    "roles": ("main", "secondary", "passing"),
    "clauses": ("articles",),
    "topic_authors": ("articles",),
    "quality": ("versions", "filled", "drift", "baseline"),
}
"""Rows that hold series by day, and which of their columns these are."""

TABLES = ("freshness", "edits", "stories", "story_editions", "bursts", "drivers", "storylines", "topic_storylines")
MORE_TABLES = ("companions", "headlines", "parity", "paid_labels", "topics", "completeness", "authors", "reprints")


def read_page_data(warehouse: Path, as_of: datetime, limits: Limits | None = None) -> dict[str, Any]:
    """Read everything that the page shows; instants are ISO 8601 in UTC, days ISO 8601 in the reporting zone."""
    limits = limits or Limits()
    with duckdb.connect(warehouse, read_only=True) as connection:
        reading = Reading(connection, most_days=limits.days, as_of=as_of)
        calendar = reading.rows("calendar")
        layout = Layout(calendar)
        reading = reading.knowing(
            **period(layout.days, as_of),
            most_topics=limits.topics,
            most_stories=limits.stories,
            most_topic_stories=limits.topic_stories,
            most_bursts=limits.bursts,
            most_headlines=limits.headlines,
            most_authors=limits.authors,
            most_topic_authors=limits.topic_authors,
        )
        topics = reading.rows("topics")
        reading = reading.knowing(topic_ids=[topic["id"] for topic in topics])
        reading.create("page_articles")
        reading.create("page_article_topics")
        reading.create("page_storylines")
        reading.create("page_hits")
        return {
            **_calendar(layout, calendar),
            **read_topics(reading, layout, topics),
            **_sections(layout, reading, topics),
            **_trust(layout, reading),
            **stories(reading.rows("stories"), topics),
            "outlet_stories": _outlet_stories(layout, reading.rows("outlet_stories")),
            "paid_labels": [layout.placed(row) for row in reading.rows("paid_labels")],
            "authors": [layout.placed(row) for row in reading.rows("authors")],
            "reprints": [layout.placed(row) for row in reading.rows("reprints")],
            "most_topics": limits.topics,
            "version": reading.rows("publication")[0]["kronika_version"],
        }


def packed(data: dict[str, Any]) -> dict[str, Any]:
    """Return the same data in fewer characters; `unpack.js` reads them back."""
    short = {name: packed_rows(data[name], series) for name, series in SERIES.items()}
    return data | short | {name: packed_rows(data[name]) for name in (*TABLES, *MORE_TABLES)}


def _calendar(layout: Layout, calendar: list[Row]) -> Row:
    columns = [name for name in calendar[0] if name not in {"outlet", "edition", "day", "is_open"}] if calendar else []
    return {
        "days": [day.isoformat() for day in layout.days],
        "open": [any(row["is_open"] for row in calendar if row["day"] == day) for day in layout.days],
        "scopes": [{"outlet": outlet, "edition": edition} for outlet, edition in layout.scopes],
        "completeness": [
            {"scope": scope, **layout.series(rows, columns, None)} for scope, rows in grouped(calendar, layout.scope)
        ],
    }


def _outlet_stories(layout: Layout, rows: list[Row]) -> list[Row]:
    return [{"scope": scope, **layout.series(group, ("stories",))} for scope, group in grouped(rows, layout.scope)]


def _sections(layout: Layout, reading: Reading, topics: list[Row]) -> Row:
    articles = reading.rows("section_articles")
    views = reading.rows("section_views")
    in_topics = reading.rows("topic_sections")
    names = sorted({row["section"] for row in (*articles, *views)})
    places = {name: place for place, name in enumerate(names)}
    topic_places = {topic["id"]: place for place, topic in enumerate(topics)}

    def spread(rows: list[Row], columns: tuple[str, ...]) -> list[Row]:
        return [
            {"scope": scope, "section": section, **layout.series(group, columns)}
            for (scope, section), group in grouped(rows, lambda row: (layout.scope(row), places[row["section"]]))
        ]

    return {
        "sections": [plain(name) for name in names],
        "section_articles": spread(articles, ("articles", "paid_articles")),
        "section_views": spread(views, ("views", "paid_views")),
        "topic_sections": [
            {"topic": topic_places[topic], **row}
            for topic, rows in grouped(in_topics, lambda row: row["topic_id"])
            for row in spread(rows, ("articles", "paid"))
        ],
    }


def _trust(layout: Layout, reading: Reading) -> Row:
    fields = grouped(reading.rows("quality"), lambda row: (layout.scope(row), row["field"]))
    headlines = reading.rows("headlines")
    return {
        "quality": [
            {"scope": scope, "field": field}
            | layout.series(rows, ("versions", "filled", "drift"))
            | layout.series(rows, ("baseline",), None)
            for (scope, field), rows in fields
        ],
        "freshness": [layout.placed(row) for row in reading.rows("freshness")],
        "edits": [layout.placed(row) for row in reading.rows("edits")],
        "headlines": [layout.placed(row | {"url": web_address(row["url"])}) for row in headlines],
        "parity": [layout.placed(row) for row in reading.rows("parity")],
    }


def stories(rows: list[Row], topics: list[Row]) -> dict[str, list[Row]]:
    """Return stories, which join the editions of an article, and these editions, in the order in which the rows come."""
    places = {topic["id"]: place for place, topic in enumerate(topics)}
    groups = grouped(rows, lambda row: (row["outlet"], row["article_id"]))
    return {
        "stories": [
            {
                "outlet": group[0]["outlet"],
                "id": plain(group[0]["article_id"]),
                "topics": [places[topic] for topic in group[0]["topic_ids"] or ()],
            }
            for _, group in groups
        ],
        "story_editions": [
            {"story": place, **_edition(row)} for place, (_, group) in enumerate(groups) for row in group
        ],
    }


def _edition(row: Row) -> Row:
    kept = {name: json_value(value) for name, value in row.items() if name not in {"outlet", "article_id", "topic_ids"}}
    return kept | {"url": web_address(row["url"])}
