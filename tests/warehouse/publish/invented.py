"""A working database as the models leave it, with invented data: its tables are the models' own contracts."""

import math
import random
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from functools import cache
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

import duckdb
import pyarrow as pa
import yaml

from tests.warehouse.publish.invented_marts import MARTS
from tests.warehouse.publish.invented_sources import SOURCES
from tests.warehouse.publish.invented_stories import AUTHORS, PLACES, RUSSIAN_TAGS, SPECIAL_TOPICS, STORIES
from tests.warehouse.publish.invented_views import VIEWS

ZONE = "Europe/Kyiv"
AS_OF = datetime(2026, 5, 9, 12, 40, tzinfo=UTC)
OUTLET = "korrespondent"
MODELS = Path(__file__).parents[3] / "warehouse" / "models" / "marts"
RUSSIAN_LAG = timedelta(minutes=14)
AGES = (1, 6, 24, 168)


@dataclass(frozen=True)
class Invented:
    """Rows of the facts; the marts are made of them in SQL."""

    articles: list[dict[str, Any]]
    tags: list[dict[str, Any]]
    observations: list[dict[str, Any]]
    views: list[dict[str, Any]]


def build_invented(database: Path, days: int, as_of: datetime = AS_OF, seed: int = 1) -> Path:
    """Write a working database with `days` days of invented news up to `as_of`; the same for the same arguments."""
    facts = invent(days, as_of, random.Random(seed))
    with duckdb.connect(database) as connection:
        connection.execute("set TimeZone = 'UTC'")
        create_tables(connection)
        for table, rows in vars(facts).items():
            connection.register(f"new_{table}", pa.Table.from_pylist(rows) if rows else _NOTHING[table])
        for statement in (*MARTS, *VIEWS, *SOURCES):
            connection.execute(statement, _parameters(statement, days, as_of))
    return database


def create_tables(connection: duckdb.DuckDBPyConnection) -> None:
    """Create every published table, empty, with the names, types and descriptions of the models' contracts."""
    for model in _contracts():
        name, columns = model["name"], model["columns"]
        declared = ", ".join(f"{column['name']} {column['data_type']}" for column in columns)
        connection.execute(f"create table {name} ({declared})")
        connection.execute(f"comment on table {name} is {_text(model['description'])}")
        for column in columns:
            connection.execute(f"comment on column {name}.{column['name']} is {_text(column['description'])}")


@cache
def _contracts() -> tuple[dict[str, Any], ...]:
    files = [yaml.safe_load(file.read_text(encoding="utf-8")) for file in sorted(MODELS.glob("*.yml"))]
    return tuple(model for file in files for model in file.get("models", []))


def invent(days: int, as_of: datetime, rng: random.Random) -> Invented:
    """Invent stories of so many days; the last one ends at `as_of`."""
    facts = Invented([], [], [], [])
    today = as_of.astimezone(ZoneInfo(ZONE)).date()
    for back in range(days - 1, -1, -1):
        day = today - timedelta(days=back)
        count = rng.randint(16, 24) if day.weekday() >= 5 else rng.randint(30, 44)
        for number in range(count):
            published_at = datetime(day.year, day.month, day.day, tzinfo=ZoneInfo(ZONE)) + timedelta(
                minutes=rng.randint(0, 1439)
            )
            if published_at <= as_of - timedelta(minutes=20):
                _add_story(facts, 4800000 + (today - day).days * -60 + number, published_at.astimezone(UTC), as_of, rng)
    return facts


def _add_story(facts: Invented, number: int, published_at: datetime, as_of: datetime, rng: random.Random) -> None:
    weights = [
        3 + 2 * math.sin(place + published_at.toordinal() / (5 + place)) + 1 / (1 + place)
        for place in range(len(STORIES))
    ]
    section, tags, *headlines = rng.choices(STORIES, [max(weight, 0.2) for weight in weights])[0]
    place = rng.choice(PLACES)
    is_paid = rng.random() < 0.06
    editions = ("uk", "ru") if rng.random() < 0.85 else ("uk",)
    base = rng.lognormvariate(7, 1.1)
    for edition, headline in zip(editions, headlines, strict=False):
        if edition == "ru":
            published_at += RUSSIAN_LAG
        host = "ua.korrespondent.example" if edition == "uk" else "korrespondent.example"
        base *= 0.6 if edition == "ru" else 1
        key = {"outlet": OUTLET, "edition": edition, "article_id": str(number)}
        facts.articles.append(
            key
            | {
                "url": f"https://{host}/{section}/{number}-invented",
                "headline": headline.format(uk=place[0], ru=place[1]),
                "section": section,
                "content_class": "paid" if is_paid else "editorial",
                "authors": [rng.choice(AUTHORS)] if rng.random() < 0.7 else [],
                "published_at": published_at,
                "version_count": rng.choice((1, 1, 1, 1, 2, 3)),
                "is_deleted": rng.random() < 0.01,
            }
        )
        facts.tags.extend(_tags(key, tags, edition, rng))
        facts.observations.extend(_observations(key, published_at, base, as_of))
        facts.views.extend(_views(key, published_at, base, as_of))


def _tags(key: dict[str, str], tags: Sequence[str], edition: str, rng: random.Random) -> Iterator[dict[str, Any]]:
    names = sorted(RUSSIAN_TAGS)
    for position, tag in enumerate(tags, 1):
        text = tag if edition == "uk" else RUSSIAN_TAGS[tag]
        yield key | {"kind": "tag", "position": position, "tag_id": str(100 + names.index(tag)), "tag": text}
    if int(key["article_id"]) % 5 == 0:
        number = int(key["article_id"]) // 5 % 2
        text = SPECIAL_TOPICS[number][edition == "ru"]
        yield key | {"kind": "special_topic", "position": 1, "tag_id": str(900 + number), "tag": text}


def _curve(published_at: datetime, base: float, at: datetime) -> float:
    return base * math.log1p(max((at - published_at).total_seconds(), 0) / 3600)


def _observed_until(published_at: datetime, as_of: datetime) -> datetime:
    return max(
        (published_at + timedelta(hours=age) for age in (0.3, *AGES) if published_at + timedelta(hours=age) <= as_of),
        default=published_at,
    )


def _observations(
    key: dict[str, str], published_at: datetime, base: float, as_of: datetime
) -> Iterator[dict[str, Any]]:
    for age in (0.3, *AGES):
        at = published_at + timedelta(hours=age)
        if at <= as_of:
            yield key | {"observed_at": at, "view_count": int(_curve(published_at, base, at))}


def _views(key: dict[str, str], published_at: datetime, base: float, as_of: datetime) -> Iterator[dict[str, Any]]:
    end = _observed_until(published_at, as_of)
    whole = int(_curve(published_at, base, end))
    scale = whole / _curve(published_at, base, end) if end > published_at else 0
    day = published_at.astimezone(ZoneInfo(ZONE)).date()
    while (start := _midnight(day)) <= end:
        low, high = max(start, published_at), min(_midnight(day + timedelta(days=1)), end)
        gain = (_curve(published_at, base, high) - _curve(published_at, base, low)) * scale
        yield key | {"viewed_date": day, "views_gained": gain}
        day += timedelta(days=1)


def _midnight(day: date) -> datetime:
    return datetime(day.year, day.month, day.day, tzinfo=ZoneInfo(ZONE))


def _parameters(statement: str, days: int, as_of: datetime) -> dict[str, Any]:
    today = as_of.astimezone(ZoneInfo(ZONE)).date()
    known = {"zone": ZONE, "as_of": as_of, "first_day": today - timedelta(days=days - 1), "today": today, "days": days}
    return {name: value for name, value in known.items() if f"${name}" in statement}


def _text(text: str) -> str:
    return "'" + text.strip().replace("'", "''") + "'"


_KEY = [("outlet", pa.string()), ("edition", pa.string()), ("article_id", pa.string())]
_NOTHING = {
    "articles": pa.schema(
        [
            *_KEY,
            *((name, pa.string()) for name in ("url", "headline", "section", "content_class")),
            ("authors", pa.list_(pa.string())),
            ("published_at", pa.timestamp("us", "UTC")),
            ("version_count", pa.int64()),
            ("is_deleted", pa.bool_()),
        ]
    ).empty_table(),
    "tags": pa.schema(
        [*_KEY, ("kind", pa.string()), ("position", pa.int64()), ("tag_id", pa.string()), ("tag", pa.string())]
    ).empty_table(),
    "observations": pa.schema(
        [*_KEY, ("observed_at", pa.timestamp("us", "UTC")), ("view_count", pa.int64())]
    ).empty_table(),
    "views": pa.schema([*_KEY, ("viewed_date", pa.date32()), ("views_gained", pa.float64())]).empty_table(),
}
