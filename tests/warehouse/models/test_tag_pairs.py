"""Tags of two editions that are one, learned from invented articles; which pairs there are is known by hand."""

import shutil
from pathlib import Path

import pytest

from schemas.table import Row
from tests.warehouse.models.lake_rows import article, at, commit, page, query, tag
from warehouse.build import build_models

TAGS = {
    # uk, ru -> articles
    ("Війна", "Война"): range(12),
    ("Бюджет", "Бюджет"): range(12, 20),
    ("Дрони", "Дроны"): range(8, 16),
    ("Рідкісне", "Редкое"): range(4),
}
"""Pairs of tags, and the articles that carry both; `Рідкісне` has one article too few."""

ONLY_UK = {"Аналітика": range(20), "\u200b": range(3)}
"""Tags that the Russian edition does not have."""

ALWAYS_TOGETHER = (("Ліс", "Степ"), ("Чаща", "Поле"))
"""Two and two that no article tells apart: nothing says which is which."""


def _rows() -> list[Row]:
    rows: list[Row] = []
    for number in range(30):
        for edition in ("uk", "ru"):
            seen_at = at("05-07 10:00")
            row = article(f"{edition}{number}", seen_at, edition, str(number), published_at=at("05-07 09:00"))
            texts = [pair[edition == "ru"] for pair, articles in TAGS.items() if number in articles]
            if edition == "uk":
                texts += [text for text, articles in ONLY_UK.items() if number in articles]
            if number >= 22:
                texts += ALWAYS_TOGETHER[edition == "ru"]
            rows += [*page(row.capture_id, seen_at, edition, str(number)), row]
            rows += [tag(row, text, None, position) for position, text in enumerate(texts, 1)]
    return rows


@pytest.fixture(scope="module")
def first_day(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("tag_pairs")
    commit(folder, "batch-1", _rows())
    build_models(folder, at("05-07 18:00"))
    return folder


@pytest.fixture(scope="module")
def data(first_day: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = Path(shutil.copytree(first_day, tmp_path_factory.mktemp("tag_pairs") / "data"))
    assert not build_models(folder, at("05-09 18:00")).is_full_refresh
    return folder


def test_nothing_is_learned_of_a_day_that_is_not_over(first_day: Path) -> None:
    assert query(
        first_day, "select count(*), count(distinct edition) from article_tags where topic_id is not null"
    ) == [(116, 2)]
    assert query(first_day, "select count(*) from tag_pairs") == [(0,)]


def test_pairs_are_learned_from_five_articles_on_and_never_guessed(data: Path) -> None:
    sql = "select tag_text_a, tag_text_b, topic_id, pair_count, decided_by from tag_pairs order by all"
    assert query(data, sql) == [
        ("война", "війна", "tag:korrespondent:=война", 12, "learned"),
        ("дрони", "дроны", "tag:korrespondent:=дрони", 8, "learned"),
    ]
    ((pmi, npmi),) = query(data, "select pmi, npmi from tag_pairs where tag_text_b = 'війна'")
    # 28 articles have tags in both editions (12 of the war's, 8 of the budget's without it, 8 of the forest's): ln(12 * 28 / (12 * 12))
    assert pmi == pytest.approx(0.8473, abs=0.0001)
    assert npmi == pytest.approx(1)


def test_joined_tags_are_one_topic_with_both_titles_and_raw_texts_stay(data: Path) -> None:
    sql = "select topic_id, title_uk, title_ru, article_count, story_count from topics where topic_id like '%=война'"
    assert query(data, sql) == [("tag:korrespondent:=война", "Війна", "Война", 24, 12)]
    assert query(data, "select distinct tag from article_tags where topic_id like '%=война' order by tag") == [
        ("Война",),
        ("Війна",),
    ]


def test_an_empty_key_matches_nothing(data: Path) -> None:
    assert query(data, "select count(*), count(topic_id) from article_tags where tag = '\u200b'") == [(3, 0)]


def test_a_pair_that_falls_apart_touches_its_days(data: Path) -> None:
    """Later versions of most articles of the war drop its Russian tag: long final days are counted anew."""
    later = at("07-25 12:00")
    build_models(data, later)
    rows: list[Row] = []
    for number in range(10):
        seen_at = at("07-24 10:00")
        row = article(f"again{number}", seen_at, "ru", str(number), published_at=at("05-07 09:00"), body="Again")
        rows += [*page(row.capture_id, seen_at, "ru", str(number), batch_id="batch-2"), row, tag(row, "Мир", None)]
    commit(data, "batch-2", rows)
    assert not build_models(data, later).is_full_refresh
    names = ("coverage_by_topic_day", "topics", "tag_pairs")
    incremental = {name: query(data, f"from {name} order by all") for name in names}
    build_models(data, later, full_refresh=True)
    for name in names:
        assert incremental[name] == query(data, f"from {name} order by all"), name
    # война is left in 2 articles; мир now comes with 10 of the 12 of війна, and with nothing else so often.
    assert query(data, "select tag_text_a, tag_text_b, pair_count from tag_pairs order by all") == [
        ("війна", "мир", 10),
        ("дрони", "дроны", 6),
    ]
