"""The articles of a topic as a feed (RSS 2.0), for whoever follows it in a reader."""

import xml.etree.ElementTree as ET
from email.utils import format_datetime
from pathlib import Path
from typing import Any

import duckdb

from schemas.errors import BadSettings
from warehouse.dashboard.texts import plain, web_address
from warehouse.disk import writing
from warehouse.messages.sql import query_text
from warehouse.query import open_published, rows_of
from warehouse.replace import replace_file

MOST_ITEMS = 100

_CREATOR = "{http://purl.org/dc/elements/1.1/}creator"
ET.register_namespace("dc", "http://purl.org/dc/elements/1.1/")


def topic_feed(published: Path, topic: str, most_items: int = MOST_ITEMS) -> bytes:
    """Return a topic's editorial articles as RSS 2.0, the newest first, both editions of an article as one item.

    An item links to the article and has its headline, authors and section, and its lead where the outlet lets that be passed
    on (`rights`); instants are in UTC.

    Args:
        published: the folder of published files.
        topic: the topic's id, the name of a user topic, or a title that only one topic has.
        most_items: how many items at most.

    Raises:
        BadSettings: there is no such topic, or several have the title.
        NothingCrawled: nothing was published yet.
    """
    with open_published(published) as connection:
        topic_id, title = _found(connection, topic)
        return _feed(connection, topic_id, title, most_items)


def write_user_feeds(published: Path) -> list[Path]:
    """Write the feed of every user topic to `feeds/<name>.xml`, remove those of topics that are no more, and return the files.

    Raises:
        NoSpace: the disk is full.
        NothingCrawled: nothing was published yet.
    """
    folder = published / "feeds"
    with open_published(published) as connection, writing(folder):
        topics = rows_of(connection, "select distinct topic_id, title from topics where topic_kind = 'user'").rows
        written = [folder / f"{topic_id.removeprefix('user:')}.xml" for topic_id, _ in topics]
        folder.mkdir(exist_ok=True)
        for (topic_id, title), file in zip(topics, written, strict=True):
            replace_file(file, _feed(connection, topic_id, title, MOST_ITEMS))
        for stale in set(folder.glob("*.xml")) - set(written):
            stale.unlink()
    return written


def _found(connection: duckdb.DuckDBPyConnection, topic: str) -> tuple[str, str]:
    """Return id and title of the topic that a person names."""
    sql = (
        "select topic_id, any_value(title) from topics "
        "where topic_id in ($topic, 'user:' || $topic) or lower(title) = lower($topic) group by topic_id order by topic_id"
    )
    rows = rows_of(connection, sql, {"topic": topic}).rows
    exact = [row for row in rows if row[0] in {topic, f"user:{topic}"}] or rows
    if not exact:
        raise BadSettings(f'there is no topic {topic!r}: kronika sql "select topic_id, title from topics" lists them')
    if len(exact) > 1:
        raise BadSettings(
            f"several topics are called {topic!r}: name one by its id, {', '.join(row[0] for row in exact)}"
        )
    topic_id, title = exact[0]
    return topic_id, title


def _feed(connection: duckdb.DuckDBPyConnection, topic_id: str, title: str, most_items: int) -> bytes:
    sql = query_text("feed")
    rows = rows_of(connection, sql, {"topic_id": topic_id, "most_items": most_items}).table.to_pylist()
    ((as_of,),) = rows_of(connection, "select as_of from publication").rows
    linked = [(row, url) for row in rows if (url := web_address(row["url"])) is not None]
    rss = ET.Element("rss", version="2.0")
    channel = ET.SubElement(rss, "channel")
    _add(channel, title=plain(title), description=f"Kronika: {plain(title)}", lastBuildDate=format_datetime(as_of))
    # RSS wants the page that a feed is of; a topic has none, so it is the newest article's.
    _add(channel, link=linked[0][1] if linked else "about:blank", generator="Kronika")
    for row, url in linked:
        _add_item(ET.SubElement(channel, "item"), row, url)
    ET.indent(rss)
    return bytes(ET.tostring(rss, encoding="utf-8", xml_declaration=True))


def _add_item(item: ET.Element, row: dict[str, Any], url: str) -> None:
    _add(item, title=plain(row["headline"]), link=url, pubDate=format_datetime(row["published_at"]))
    guid = ET.SubElement(item, "guid", isPermaLink="false")
    guid.text = f"kronika:{row['outlet']}:{plain(row['article_id'])}"
    _add(item, description=plain(row["lead"]), category=plain(row["section"]))
    for author in plain(row["authors"]) or ():
        ET.SubElement(item, _CREATOR).text = author


def _add(parent: ET.Element, **texts: str | None) -> None:
    """Add an element for each text that there is."""
    for name, text in texts.items():
        if text:
            ET.SubElement(parent, name).text = text
