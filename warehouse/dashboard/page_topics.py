"""What the page of a topic shows, and what the overview shows of topics beside their coverage."""

from typing import Any

from warehouse.dashboard.layout import Layout, Row, grouped, json_value
from warehouse.dashboard.reading import Reading
from warehouse.dashboard.texts import plain, web_address


def read_topics(reading: Reading, layout: Layout, topics: list[Row]) -> Row:
    """Read what stands on topics' own pages: their bursts, their share of voice, the storylines that they meet."""
    places = {topic["id"]: place for place, topic in enumerate(topics)}
    bursts = reading.rows("bursts")
    return {
        "topics": [{name: json_value(value) for name, value in topic.items()} for topic in topics],
        "coverage": _coverage(layout, places, reading.rows("coverage")),
        "expected": _by_topic(layout, places, reading.rows("expected"), ("expected",)),
        "bursts": [
            {"topic": places[row["topic_id"]], **layout.placed(_without(row, "topic_id", "drivers"))} for row in bursts
        ],
        "drivers": [
            {"burst": place, "edition": driver["edition"], "headline": plain(driver["headline"])}
            | {"url": web_address(driver["url"]), "views": driver["views_gained"]}
            for place, row in enumerate(bursts)
            for driver in row["drivers"] or ()
        ],
        "voices": _voices(layout, places, reading.rows("voices")),
        "storylines": [layout.placed(row) for row in reading.rows("storylines")],
        "storyline_days": [
            {"storyline": storyline, "scope": scope, **layout.series(group, ("stories",))}
            for (storyline, scope), group in grouped(
                reading.rows("storyline_days"), lambda row: (row["id"], layout.scope(row))
            )
        ],
        "roles": _by_topic(layout, places, reading.rows("roles"), ("main", "secondary", "passing")),
        "clauses": _of_topics(layout, places, reading.rows("clauses"), "clause"),
        "topic_authors": _of_topics(layout, places, reading.rows("topic_authors"), "author"),
        "topic_storylines": [
            {"topic": places[row["topic_id"]], "storyline": row["storyline_id"], "stories": row["stories"]}
            for row in reading.rows("topic_storylines")
        ],
        "companions": [
            {"topic": places[row["topic_id"]], **layout.placed(_without(row, "topic_id"))}
            | {"companion": places.get(row["companion"])}
            for row in reading.rows("companions")
        ],
    }


def _coverage(layout: Layout, places: dict[str, int], rows: list[Row]) -> list[Row]:
    # story_count is of the outlet: every edition's row of a topic and day has the same.
    wholes = [row | {"edition": None, "articles": row["stories"], "paid": 0, "views": 0} for row in rows]
    return _by_topic(layout, places, rows + wholes, ("articles", "paid", "views"))


def _by_topic(layout: Layout, places: dict[str, int], rows: list[Row], columns: tuple[str, ...]) -> list[Row]:
    groups = grouped(rows, lambda row: (places[row["topic_id"]], layout.scope(row)))
    return [{"topic": topic, "scope": scope, **layout.series(group, columns)} for (topic, scope), group in groups]


def _of_topics(layout: Layout, places: dict[str, int], rows: list[Row], name: str) -> list[Row]:
    groups = grouped(rows, lambda row: (places[row["topic_id"]], row[name], layout.scope(row)))
    return [
        {"topic": topic, name: plain(text), "scope": scope, **layout.series(group, ("articles",))}
        for (topic, text, scope), group in groups
    ]


def _voices(layout: Layout, places: dict[str, int], rows: list[Row]) -> list[Row]:
    groups = grouped(rows, lambda row: (row["set_name"], row["topic_id"], layout.scope(row)))
    columns = ("articles", "stories", "main_role", "views")
    return [
        {
            "set": name,
            "set_title": plain(group[0]["set_title"]),
            "topic": places.get(topic),
            "title": plain(group[0]["topic_title"]),
            "scope": scope,
        }
        | layout.series(group, columns)
        for (name, topic, scope), group in groups
    ]


def _without(row: Row, *names: Any) -> Row:
    return {name: value for name, value in row.items() if name not in names}
