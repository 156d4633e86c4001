"""What the page shows, read from the published warehouse and laid out as series by day."""

import re
import unicodedata
from collections.abc import Iterable
from datetime import date, datetime, timedelta
from importlib.resources import files
from math import isfinite
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import duckdb

MOST_DAYS = 90
MOST_TOPICS = 30
MOST_STORIES = 200

Row = dict[str, Any]


def read_page_data(warehouse: Path, as_of: datetime) -> dict[str, Any]:
    """Read everything that the page shows; instants are ISO 8601 in UTC, days ISO 8601 in the reporting zone."""
    with duckdb.connect(warehouse, read_only=True) as connection:
        connection.execute("set TimeZone = 'UTC'")
        calendar = _rows(connection, "calendar", most_days=MOST_DAYS)
        days = _every_day(row["day"] for row in calendar)
        layout = Layout(days, calendar)
        period = {"first_day": min(days, default=as_of.date()), "last_day": max(days, default=as_of.date())}
        topics = _rows(connection, "topics", **period, most_topics=MOST_TOPICS)
        topic_ids = {"topic_ids": [topic["id"] for topic in topics]}
        return {
            **_calendar(layout, calendar),
            "topics": [{name: plain(value) for name, value in topic.items()} for topic in topics],
            "most_topics": MOST_TOPICS,
            "coverage": _coverage(layout, topics, _rows(connection, "coverage", **period, **topic_ids)),
            "outlet_stories": _outlet_stories(layout, _rows(connection, "outlet_stories", **period)),
            **_sections(layout, connection, period, topics, topic_ids),
            "quality": _by_source(layout, _rows(connection, "quality", **period)),
            "freshness": _by_source(layout, _rows(connection, "freshness", **period)),
            "edits": _by_source(layout, _rows(connection, "edits", **period)),
            "stories": stories(_rows(connection, "stories", **period, as_of=as_of, most_stories=MOST_STORIES)),
            "most_stories": MOST_STORIES,
            "version": _rows(connection, "publication")[0]["kronika_version"],
        }


def _every_day(known: Iterable[date]) -> list[date]:
    days = sorted(set(known))
    return [days[0] + timedelta(days=ahead) for ahead in range((days[-1] - days[0]).days + 1)] if days else []


class Layout:
    """Where things stand: days, and scopes, which are each edition of each outlet, then each outlet as a whole."""

    def __init__(self, days: list[date], calendar: list[Row]) -> None:
        self.days = days
        sources = list(dict.fromkeys((row["outlet"], row["edition"]) for row in calendar))
        self.sources: list[tuple[str, str]] = sources
        self.scopes = [*sources, *((outlet, None) for outlet in dict.fromkeys(outlet for outlet, _ in sources))]
        self._days = {day: place for place, day in enumerate(days)}
        self._scopes = {scope: place for place, scope in enumerate(self.scopes)}

    def day(self, row: Row) -> int:
        """Return the place of a row's day."""
        return self._days[row["day"]]

    def scope(self, row: Row) -> int:
        """Return the place of a row's outlet and edition."""
        return self._scopes[row["outlet"], row["edition"]]

    def series(self, rows: Iterable[Row], columns: Iterable[str], empty: float | None = 0) -> Row:
        """Spread one column after another over the days; days without a row hold `empty`."""
        spread: Row = {column: [empty] * len(self.days) for column in columns}
        for row in rows:
            for column, values in spread.items():
                values[self.day(row)] = row[column]
        return spread


def _calendar(layout: Layout, calendar: list[Row]) -> Row:
    columns = [name for name in calendar[0] if name not in {"outlet", "edition", "day", "is_open"}] if calendar else []
    return {
        "days": [day.isoformat() for day in layout.days],
        "open": [any(row["is_open"] for row in calendar if row["day"] == day) for day in layout.days],
        "scopes": [{"outlet": outlet, "edition": edition} for outlet, edition in layout.scopes],
        "completeness": [
            {"scope": scope, **layout.series(rows, columns, None)} for scope, rows in _grouped(calendar, layout.scope)
        ],
    }


def _coverage(layout: Layout, topics: list[Row], rows: list[Row]) -> list[Row]:
    places = {topic["id"]: place for place, topic in enumerate(topics)}
    columns = ("articles", "paid", "views", "adjusted")
    by_edition = [
        {"topic": topic, "scope": scope, **layout.series(group, columns)}
        for (topic, scope), group in _grouped(rows, lambda row: (places[row["topic_id"]], layout.scope(row)))
    ]
    # story_count is of the outlet: every edition's row of a topic and day has the same.
    wholes = [row | {"edition": None, "articles": row["stories"]} for row in rows]
    by_outlet = [
        {"topic": topic, "scope": scope, **layout.series(group, ("articles",))}
        for (topic, scope), group in _grouped(wholes, lambda row: (places[row["topic_id"]], layout.scope(row)))
    ]
    return by_edition + by_outlet


def _outlet_stories(layout: Layout, rows: list[Row]) -> list[Row]:
    grouped = _grouped([row | {"edition": None} for row in rows], layout.scope)
    return [{"scope": scope, **layout.series(group, ("stories",))} for scope, group in grouped]


def _sections(
    layout: Layout, connection: duckdb.DuckDBPyConnection, period: Row, topics: list[Row], topic_ids: Row
) -> Row:
    articles = _rows(connection, "section_articles", **period)
    views = _rows(connection, "section_views", **period)
    in_topics = _rows(connection, "topic_sections", **period, **topic_ids)
    names = sorted({row["section"] for row in (*articles, *views)})
    places = {name: place for place, name in enumerate(names)}
    topic_places = {topic["id"]: place for place, topic in enumerate(topics)}

    def spread(rows: list[Row], columns: tuple[str, ...]) -> list[Row]:
        return [
            {"scope": scope, "section": section, **layout.series(group, columns)}
            for (scope, section), group in _grouped(rows, lambda row: (layout.scope(row), places[row["section"]]))
        ]

    return {
        "sections": [plain(name) for name in names],
        "section_articles": spread(articles, ("articles", "paid_articles")),
        "section_views": spread(views, ("views", "paid_views")),
        "topic_sections": [
            (
                topic_places[row["topic_id"]],
                layout.scope(row),
                places[row["section"]],
                layout.day(row),
                row["articles"],
                row["paid"],
            )
            for row in in_topics
        ],
    }


def _by_source(layout: Layout, rows: list[Row]) -> list[Row]:
    return [
        {"scope": layout.scope(row), "day": layout.day(row)}
        | {name: _json_value(value) for name, value in row.items() if name not in {"outlet", "edition", "day"}}
        for row in rows
    ]


def stories(rows: list[Row]) -> list[Row]:
    """Join the editions of an article into one story, in the order in which the rows come."""
    return [
        {
            "outlet": group[0]["outlet"],
            "id": plain(group[0]["article_id"]),
            "editions": [_edition(row) for row in group],
        }
        for _, group in _grouped(rows, lambda row: (row["outlet"], row["article_id"]))
    ]


def _edition(row: Row) -> Row:
    texts = {name: plain(row[name]) for name in ("edition", "headline", "section", "tags", "authors")}
    numbers = {name: row[name] for name in ("precision", "is_paid", "versions", "is_deleted", "gained", "views")}
    return (
        texts
        | numbers
        | {
            "url": web_address(row["url"]),
            "published_at": _json_value(row["published_at"]),
            "day": _json_value(row["day"]),
        }
    )


def web_address(url: str | None) -> str | None:
    """Return a URL that a link may lead to: absolute, http or https, without characters that deceive; else `None`."""
    if url is None or plain(url) != url or any(character.isspace() for character in url):
        return None
    try:
        parts = urlsplit(url)
    except ValueError:
        return None
    is_safe = parts.scheme in {"http", "https"} and parts.hostname and "@" not in parts.netloc
    return url if is_safe and parts.netloc.isascii() else None


def plain(value: Any) -> Any:
    """Return text without control characters and those that reorder it on the screen (UAX #9) or have no width, lists alike."""
    if isinstance(value, list):
        return [plain(item) for item in value]
    if not isinstance(value, str):
        return value
    kept = "".join(" " if character.isspace() else character for character in value)
    return re.sub(
        " +", " ", "".join(c for c in kept if unicodedata.category(c) != "Cc" and c not in _DECEIVING)
    ).strip()


_DECEIVING = frozenset(
    "\u00ad\u200b\u2060\ufeff\u061c\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069"
)


def _json_value(value: Any) -> Any:
    return value.isoformat() if isinstance(value, date | datetime) else plain(value)


def _grouped(rows: Iterable[Row], key: Any) -> list[tuple[Any, list[Row]]]:
    groups: dict[Any, list[Row]] = {}
    for row in rows:
        groups.setdefault(key(row), []).append(row)
    return list(groups.items())


def _rows(connection: duckdb.DuckDBPyConnection, query: str, **parameters: Any) -> list[Row]:
    text = (files("warehouse.dashboard") / "queries" / f"{query}.sql").read_text(encoding="utf-8")
    rows: list[Row] = connection.execute(text, parameters or None).to_arrow_table().to_pylist()
    # JSON has no NaN; a share of nothing is nothing.
    return [
        {name: None if isinstance(value, float) and not isfinite(value) else value for name, value in row.items()}
        for row in rows
    ]
