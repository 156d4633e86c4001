import xml.etree.ElementTree as ET
from pathlib import Path

import duckdb
import pytest

from schemas.errors import BadSettings
from warehouse.messages import topic_feed, write_user_feeds

CREATOR = "{http://purl.org/dc/elements/1.1/}creator"


def items(content: bytes) -> list[ET.Element]:
    return ET.fromstring(content).findall("channel/item")


def test_a_topic_has_its_editorial_articles_newest_first_both_editions_as_one(published: Path) -> None:
    """The advert is none of them, nor is the article whose URL no link may lead to."""
    found = items(topic_feed(published, "bridges"))
    assert [(item.findtext("title"), item.findtext("link")) for item in found] == [
        ("Міст відкрито", "https://alpha.example/uk/1"),
        ("Учорашнє", "https://alpha.example/uk/4"),
    ]
    assert [item.findtext("pubDate") for item in found] == [
        "Wed, 06 May 2026 09:00:00 +0000",
        "Tue, 05 May 2026 09:00:00 +0000",
    ]
    assert [item.findtext("guid") for item in found] == ["kronika:alpha:1", "kronika:alpha:4"]


def test_a_lead_that_may_not_be_passed_on_stays_out(published: Path) -> None:
    first, second = items(topic_feed(published, "bridges"))
    assert (first.findtext("description"), first.findtext(CREATOR)) == ("Лід 1", "Ім’я Перше")
    assert (second.findtext("description"), second.findtext(CREATOR)) == (None, None)


@pytest.mark.parametrize("topic", ["bridges", "user:bridges", "мости"])
def test_a_topic_is_found_by_name_id_or_title(published: Path, topic: str) -> None:
    assert ET.fromstring(topic_feed(published, topic)).findtext("channel/title") == "Мости"


def test_the_number_of_items_can_be_limited(published: Path) -> None:
    assert len(items(topic_feed(published, "bridges", most_items=1))) == 1


@pytest.mark.parametrize(
    ("topic", "says"),
    [
        ("nothing", "there is no topic 'nothing'"),
        ("ПОШТА", "several topics are called 'ПОШТА': name one by its id, special_topic:alpha:9, tag:alpha:9"),
    ],
)
def test_a_topic_that_cannot_be_told_is_named(published: Path, topic: str, says: str) -> None:
    with pytest.raises(BadSettings, match=says):
        topic_feed(published, topic)


def test_own_topics_have_files_and_those_that_are_no_more_lose_theirs(published: Path) -> None:
    (published / "feeds").mkdir()
    (published / "feeds" / "old.xml").write_text("<rss/>")
    assert write_user_feeds(published) == [published / "feeds" / "bridges.xml"]
    assert [file.name for file in (published / "feeds").iterdir()] == ["bridges.xml"]
    with duckdb.connect(published / "warehouse.duckdb") as connection:
        connection.execute("delete from topics where topic_kind = 'user'")
    assert write_user_feeds(published) == []
    assert list((published / "feeds").iterdir()) == []
