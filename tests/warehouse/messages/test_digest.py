"""What the digest tells of the invented day; every expected figure is counted by hand in conftest.py's rows."""

from datetime import date
from pathlib import Path

import pytest

from schemas.errors import BadSettings
from tests.warehouse.messages.conftest import DAY
from warehouse.messages import digest_html, digest_text, read_digest, subject
from warehouse.messages.words import counted


def test_the_day_is_the_last_whole_one(published: Path) -> None:
    assert read_digest(published).day == DAY


def test_totals_stand_beside_the_day_before_and_the_weekday(published: Path) -> None:
    (row,) = read_digest(published).outlets
    assert (row["article_count"], row["story_count"], row["paid_count"]) == (4, 3, 1)
    assert (row["views_gained"], row["previous_views_gained"]) == (7_205.0, 1_000.0)
    assert (row["previous_story_count"], row["weekday_story_count"]) == (1, 2.0)
    assert (row["completeness"], row["day_status"]) == (0.8, "closing")


def test_own_topics_come_first_then_the_largest_changes_without_sections(published: Path) -> None:
    """трамвай rose from 2 to 9; погода stayed at 3; дрібниця is too small to tell of."""
    topics = read_digest(published).topics
    assert [row["topic_title"] for row in topics] == ["Мости", "трамвай", "погода"]
    assert [(row["story_count"], row["previous_story_count"]) for row in topics] == [(1, 0.0), (9, 2.0), (3, 3.0)]


def test_both_editions_are_one_story_and_adverts_are_none(published: Path) -> None:
    stories = read_digest(published).stories
    assert [(row["article_id"], row["views_gained"]) for row in stories] == [("2", 1_200.0), ("1", 1_000.0), ("7", 5.0)]
    assert stories[1]["headline"] == "Міст відкрито"


def test_a_headline_changed_on_the_day_is_told_with_what_it_was(published: Path) -> None:
    (change,) = read_digest(published).headlines
    assert (change["previous_headline"], change["headline"]) == ("Міст закрито", "Міст відкрито")


def test_gaps_of_the_last_seven_days_and_drift_are_told(published: Path) -> None:
    gaps = [(row["gap_date"].day, row["kind"], row["field"]) for row in read_digest(published).gaps]
    assert gaps == [(6, "drift", "lead"), (5, "drift", "lead"), (4, "gap", None)]


def test_a_burst_is_told_with_what_drove_it(published: Path) -> None:
    (row,) = read_digest(published).bursts
    assert (row["topic_title"], row["observed"], row["expected"]) == ("трамвай", 9, 2.25)
    assert [driver["headline"] for driver in row["drivers"]] == ["Міст відкрито"]


def test_the_text_reads_like_this(published: Path) -> None:
    text = digest_text(read_digest(published), "en")
    for line in (
        "Media monitoring: the day · Wednesday, 6 May 2026",
        "Invented news.",
        "alpha: 3 stories (4 articles), 1 paid, 7\u202f205 views gained",
        "  +50\u202f% stories on this weekday's mean of 4 weeks",
        "трамвай (alpha): 9, expected 2.2",
        "трамвай: 9 (mean of 7 days 2.0), 10 views gained",
        "1. Трамвай <b>без</b> рейок & мотора (alpha, 1\u202f200)",
        "   https://alpha.example/uk/2",
        "- Міст відкрито (was: Міст закрито)",
        "2026-05-04 alpha/uk: we did not look (80\u202f%)",
    ):
        assert line in text.splitlines(), line


def test_it_is_told_in_ukrainian_with_its_numbers(published: Path) -> None:
    digest = read_digest(published)
    assert subject(digest, "uk") == "Медіамоніторинг: підсумок дня · середа, 6 травня 2026"
    text = digest_text(digest, "uk")
    assert "трамвай (alpha): 9, очікувалося 2,2" in text
    assert "alpha: 3 історії (4 матеріали), 1 рекламний, 7\u202f205 нових переглядів" in text


@pytest.mark.parametrize(
    ("number", "uk", "en"),
    [
        (0, "0 історій", "0 stories"),
        (1, "1 історія", "1 story"),
        (2.4, "2 історії", "2 stories"),
        (5, "5 історій", "5 stories"),
        (11, "11 історій", "11 stories"),
        (13, "13 історій", "13 stories"),
        (21, "21 історія", "21 stories"),
        (1_222, "1\u202f222 історії", "1\u202f222 stories"),
    ],
)
def test_a_noun_has_the_form_of_its_number(number: float, uk: str, en: str) -> None:
    assert (counted(number, "stories", "uk"), counted(number, "stories", "en")) == (uk, en)


def test_texts_of_pages_are_texts_in_html_and_links_lead_to_the_web_alone(published: Path) -> None:
    page = digest_html(read_digest(published), "en")
    assert "Трамвай &lt;b&gt;без&lt;/b&gt; рейок &amp; мотора" in page
    assert "javascript:" not in page
    assert "Чуже посилання" in page
    assert 'href="https://alpha.example/uk/2"' in page
    assert "<script" not in page


def test_a_day_without_data_is_named(published: Path) -> None:
    with pytest.raises(BadSettings, match="nothing is known of 2027-01-01: the data end at 2026-05-07 09:00"):
        read_digest(published, date(2027, 1, 1))
