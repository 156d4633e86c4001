from datetime import UTC, date, datetime

from warehouse.dashboard.page_data import stories


def test_editions_of_one_article_are_joined() -> None:
    row = dict.fromkeys(("tags", "authors", "url", "gained", "views")) | {
        "outlet": "o", "section": "a", "precision": "minute", "is_paid": False, "versions": 1, "is_deleted": False,
        "published_at": datetime(2026, 5, 9, 9, tzinfo=UTC), "day": date(2026, 5, 9),
    }  # fmt: skip
    joined = stories(
        [
            row | {"article_id": "2", "edition": "uk", "headline": "В", "topic_ids": ["b", "a"]},
            row | {"article_id": "1", "edition": "uk", "headline": "А", "topic_ids": None},
            row | {"article_id": "2", "edition": "ru", "headline": "Б", "topic_ids": ["b", "a"]},
        ],
        [{"id": "a"}, {"id": "b"}],
    )
    assert joined["stories"] == [
        {"outlet": "o", "id": "2", "topics": [1, 0]},
        {"outlet": "o", "id": "1", "topics": []},
    ]
    assert [(version["story"], version["headline"]) for version in joined["story_editions"]] == [
        (0, "В"),
        (0, "Б"),
        (1, "А"),
    ]
