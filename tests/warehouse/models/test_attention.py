"""Attention, headlines and bursts of three invented days, against figures counted by hand (see three_days)."""

from pathlib import Path

from tests.warehouse.models.lake_rows import at, day, query


def test_bursts(data: Path) -> None:
    """The 7th teaches a share of 1 of 1; of the 8th 1 of 2 is counted: (0.9 * 0.1 * 1 + 0.1 * 0.5) / 0.19 = 0.7368."""
    sql = """
        select published_date, observed, round(expected, 4), round(z, 4), phi, round(expected_share, 4), is_burst, drivers
        from topic_burst_day where topic_id = 'tag:korrespondent:7' order by published_date
    """
    assert query(data, sql) == [
        (day("05-07"), 1, None, None, 1.0, 0.0, False, []),
        (day("05-08"), 1, 2.0, -0.7071, 1.0, 1.0, False, []),
        (day("05-09"), 0, None, None, 1.0, 0.7368, False, []),
    ]


def test_attention(data: Path) -> None:
    """By ln(1 + age) the slopes at 0, 1 and 24 hours of 101 are 144.27, 108.23 and 28.12: 124.44 of 200 views by age 6."""
    sql = """
        select edition, article_id, views_at_1h, round(views_at_6h, 4), views_at_24h, views_at_7d, observation_count
        from article_attention where article_id in ('101', '104') order by article_id, edition desc
    """
    assert query(data, sql) == [
        ("uk", "101", 100.0, 224.4367, 300.0, None, 2),
        ("ru", "101", 40.0, None, None, None, 1),
        ("uk", "104", None, None, None, None, 1),
    ]


def test_headlines(data: Path) -> None:
    sql = """
        select edition, position, headline, first_seen_at, last_seen_at, is_current, views_gained
        from headline_history where article_id = '101' order by edition desc, position
    """
    assert query(data, sql) == [
        ("uk", 1, "Headline 101", at("05-07 16:00"), at("05-08 15:00"), False, 300.0),
        ("uk", 2, "Edited", at("05-08 15:00"), at("05-08 15:00"), True, 0.0),
        ("ru", 1, "Headline 101", at("05-07 16:00"), at("05-07 16:00"), True, 40.0),
    ]
