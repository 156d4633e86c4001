"""User topics and share of voice, from hits written by hand over the three days (see three_days)."""

from pathlib import Path

import pytest

from tests.warehouse.models import three_days
from tests.warehouse.models.lake_rows import OUTLET, at, commit, day, query
from tests.warehouse.models.topic_rows import add, competitive_set, hit, topic
from warehouse.build import build_models

MARTS = ("share_of_voice_day", "coverage_by_topic_day", "views_by_topic_day", "topic_hits", "topics")


@pytest.fixture(scope="module")
def data(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Build the three days with two topics, and a third without any hit; 101 is on both, 102 is paid, a hit of an old version and one of old content go."""
    folder = tmp_path_factory.mktemp("user_topics")
    commit(folder, "batch-2", [])
    commit(folder, "batch-3", [])
    commit(folder, "batch-1", three_days.rows())
    add(
        folder,
        topic("a", title_en="Letter A"),
        topic("b"),
        topic("idle"),
        competitive_set(1, ["a", "b"]),
        hit("a", "c101-2", "101"),
        hit("b", "c101-2", "101", role="secondary"),
        hit("a", "c101-1", "101"),
        hit("b", "c102", "102"),
        hit("a", "c103", "103"),
        hit("b", "c104", "104", content_hash="as it was before a reparse"),
    )
    build_models(folder, three_days.AS_OF)
    return folder


def test_topics_and_hits(data: Path) -> None:
    sql = "select topic_id, outlet, title, title_en, query_version, article_count, story_count from topics where topic_kind = 'user' order by topic_id"
    assert query(data, sql) == [
        ("user:a", OUTLET, "A", "Letter A", 1, 2, 2),
        ("user:b", OUTLET, "B", None, 1, 1, 1),
        ("user:idle", OUTLET, "Idle", None, 1, 0, 0),
    ]
    sql = "select first_published_date, last_published_date from topics where topic_id = 'user:idle'"
    assert query(data, sql) == [(None, None)]
    sql = "select topic_id, article_id, role, capture_id from topic_hits order by topic_id, article_id"
    assert query(data, sql) == [
        ("user:a", "101", "main", "c101-2"),
        ("user:a", "103", "main", "c103"),
        ("user:b", "101", "secondary", "c101-2"),
        ("user:b", "102", "main", "c102"),
    ]


def test_coverage_counts_the_main_role(data: Path) -> None:
    sql = """
        select topic_id, published_date, article_count, main_role_count, paid_count from coverage_by_topic_day
        where topic_kind = 'user' and edition = 'uk' and article_count + paid_count > 0 order by all
    """
    assert query(data, sql) == [
        ("user:a", day("05-07"), 1, 1, 0),
        ("user:a", day("05-08"), 1, 1, 0),
        ("user:b", day("05-07"), 1, 0, 1),
    ]
    others = "select count(main_role_count) from coverage_by_topic_day where topic_kind <> 'user'"
    assert query(data, others) == [(0,)]


def test_an_article_in_two_topics_weighs_half_in_each(data: Path) -> None:
    """The 7th has 101 alone (uk; its ru is no hit), on both; the 8th has 103, on one. 102 is paid."""
    sql = """
        select published_date, topic_id, weighted_count, share_by_count, share_by_main_role, share_by_unique_story
        from share_of_voice_day where published_date between '2026-05-07' and '2026-05-09' order by all
    """
    assert query(data, sql) == [
        (day("05-07"), "user:a", 0.5, 0.5, 1.0, 0.5),
        (day("05-07"), "user:b", 0.5, 0.5, 0.0, 0.5),
        (day("05-08"), "user:a", 1.0, 1.0, 1.0, 1.0),
        (day("05-08"), "user:b", 0.0, 0.0, 0.0, 0.0),
        (day("05-09"), "user:a", 0.0, None, None, None),
        (day("05-09"), "user:b", 0.0, None, None, None),
    ]
    views = "select sum(weighted_views), count(share_by_views) from share_of_voice_day"
    total = "select sum(views_gained) from views_by_article_day where edition = 'uk' and article_id in ('101', '103')"
    ((shared, with_share),) = query(data, views)
    assert shared == pytest.approx(query(data, total)[0][0])
    assert with_share == 4


def test_a_changed_topic_and_a_changed_set_touch_their_days(data: Path) -> None:
    """Long after the days are final: another query, a role, a third topic in the set, and a topic that goes."""
    later = at("06-25 12:00")
    build_models(data, later)
    add(
        data,
        topic("a", 2, is_removed=True),
        topic("b", 2, 2, article_count=1, previous_article_count=2),
        hit("b", "c104", "104", role="main", query_version=2),
        topic("c"),
        hit("c", "c101-2", "101", role="passing"),
        competitive_set(2, ["a", "b", "c"]),
    )
    assert not build_models(data, later).is_full_refresh
    incremental = {name: _rows(data, name) for name in MARTS}
    build_models(data, later, full_refresh=True)
    for name in MARTS:
        assert incremental[name] == _rows(data, name), name
    sql = "select topic_id, query_version, article_count, previous_article_count, is_current from topic_versions order by all"
    assert query(data, sql) == [
        ("user:a", 1, 2, None, False),
        ("user:b", 1, 2, None, False),
        ("user:b", 2, 1, 2, True),
        ("user:c", 1, 2, None, True),
        ("user:idle", 1, 2, None, True),
    ]
    assert query(data, "select distinct topic_id from share_of_voice_day order by all") == [("user:b",), ("user:c",)]


def _rows(data: Path, name: str) -> list[tuple[object, ...]]:
    rows = query(data, f"from {name} order by all")
    return [tuple(round(value, 9) if isinstance(value, float) else value for value in row) for row in rows]
