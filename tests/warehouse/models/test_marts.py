"""Every mart of three invented days, against figures counted by hand (see three_days)."""

from pathlib import Path

from tests.warehouse.models.lake_rows import at, day, query


def test_articles(data: Path) -> None:
    sql = """
        select edition, article_id, headline, published_date, first_seen_at, last_seen_at, version_count, is_deleted
        from articles order by article_id, edition desc
    """
    assert query(data, sql) == [
        ("uk", "101", "Edited", day("05-07"), at("05-07 15:05"), at("05-08 15:00"), 2, False),
        ("ru", "101", "Headline 101", day("05-07"), at("05-07 15:05"), at("05-07 16:00"), 1, False),
        ("uk", "102", "Headline 102", day("05-07"), at("05-08 07:20"), at("05-08 07:30"), 1, False),
        ("uk", "103", "Онлайн", day("05-08"), at("05-08 07:20"), at("05-08 07:30"), 1, False),
        ("uk", "104", "Headline 104", day("05-08"), at("05-08 07:20"), at("05-08 07:30"), 1, True),
    ]
    assert query(data, "select distinct week_start from articles") == [(day("05-04"),)]


def test_article_versions(data: Path) -> None:
    sql = """
        select version_number, headline, seen_at, superseded_at, is_current, is_headline_changed, is_body_changed, is_silent_edit
        from article_versions where article_id = '101' and edition = 'uk' order by version_number
    """
    assert query(data, sql) == [
        (1, "Headline 101", at("05-07 16:00"), at("05-08 15:00"), False, False, False, False),
        (2, "Edited", at("05-08 15:00"), None, True, True, True, True),
    ]
    assert query(data, "select count(*) from article_versions") == [(6,)]


def test_article_tags_have_one_topic_in_both_editions(data: Path) -> None:
    sql = (
        "select edition, article_id, kind, tag, topic_id from article_tags order by article_id, edition, kind, position"
    )
    assert query(data, sql) == [
        ("ru", "101", "tag", "Война", "tag:korrespondent:7"),
        ("uk", "101", "tag", "Війна", "tag:korrespondent:7"),
        ("uk", "102", "tag", "Війна", "tag:korrespondent:7"),
        ("uk", "103", "tag", "  ВІЙНА ", "tag:korrespondent:7"),
        ("uk", "103", "tag", " ", None),
        ("uk", "104", "special_topic", "Євро", "special_topic:korrespondent:9"),
        ("uk", "104", "tag", "Футбол", "tag:korrespondent:8"),
    ]


def test_topics(data: Path) -> None:
    sql = """
        select topic_id, title, title_uk, title_ru, first_published_date, last_published_date, article_count, story_count
        from topics order by topic_id
    """
    assert query(data, sql) == [
        ("section:korrespondent:sport", "sport", "sport", None, day("05-08"), day("05-08"), 1, 1),
        ("section:korrespondent:ukraine", "ukraine", "ukraine", "ukraine", day("05-07"), day("05-08"), 3, 2),
        (
            "section:korrespondent:ukraine/politics",
            "ukraine/politics",
            "ukraine/politics",
            "ukraine/politics",
            day("05-07"),
            day("05-07"),
            2,
            1,
        ),
        ("section:korrespondent:world", "world", "world", None, day("05-07"), day("05-07"), 0, 0),
        ("special_topic:korrespondent:9", "Євро", "Євро", None, day("05-08"), day("05-08"), 1, 1),
        ("storyline:korrespondent:103", "Онлайн", "Онлайн", None, day("05-08"), day("05-08"), 2, 2),
        ("tag:korrespondent:7", "Війна", "Війна", "Война", day("05-07"), day("05-08"), 3, 2),
        ("tag:korrespondent:8", "Футбол", "Футбол", None, day("05-08"), day("05-08"), 1, 1),
    ]


def test_coverage_of_a_tag(data: Path) -> None:
    sql = """
        select
            edition, published_date, article_count, story_count, unique_story_count, main_role_count, paid_count,
            word_count, author_count, outlet_article_count, outlet_story_count, round(attention_share, 4),
            round(attention_share_low, 4), round(attention_share_high, 4), round(views_gained, 4),
            round(completeness, 4), round(article_count_adjusted, 4), day_status
        from coverage_by_topic_day where topic_id = 'tag:korrespondent:7' order by published_date, edition desc
    """
    closing, nothing = "closing", (None, None, None)
    assert query(data, sql) == [
        ("uk", day("05-07"), 1, 1, 1, None, 1, 100, 1, 1, 1, 1.0, 0.2065, 1.0, 224.4367, 1.0, 1.0, closing),
        ("ru", day("05-07"), 1, 1, 1, None, 0, 110, 1, 1, 1, 1.0, 0.2065, 1.0, 40.0, 1.0, 1.0, closing),
        ("uk", day("05-08"), 1, 1, 1, None, 0, 100, 2, 2, 2, 0.5, 0.0945, 0.9055, 135.5633, 0.6667, 1.5, closing),
        ("ru", day("05-08"), 0, 1, 1, None, 0, 0, 0, 0, 2, 0.5, 0.0945, 0.9055, 0.0, None, None, closing),
        ("uk", day("05-09"), 0, 0, 0, None, 0, 0, 0, 0, 0, *nothing, 0.0, None, None, "open"),
        ("ru", day("05-09"), 0, 0, 0, None, 0, 0, 0, 0, 0, *nothing, 0.0, None, None, "open"),
    ]


def test_coverage_of_a_storyline_counts_itself_and_what_leads_to_it(data: Path) -> None:
    sql = """
        select published_date, article_count, author_count, views_gained from coverage_by_topic_day
        where topic_id = 'storyline:korrespondent:103' and edition = 'uk' order by published_date
    """
    assert query(data, sql) == [(day("05-08"), 2, 2, 80.0), (day("05-09"), 0, 0, 0.0)]


def test_every_topic_has_every_day(data: Path) -> None:
    sql = "select topic_id from coverage_by_topic_day group by topic_id having count(*) <> 2 * (date '2026-05-09' - min(published_date) + 1)"
    assert query(data, sql) == []
    rows = "select published_date, count(*) // 2 from coverage_by_topic_day group by published_date order by published_date"
    assert query(data, rows) == [(day("05-07"), 4), (day("05-08"), 8), (day("05-09"), 8)]


def test_views_by_article_day(data: Path) -> None:
    sql = """
        select edition, article_id, viewed_date, round(views_gained, 4), older_views_gained, view_count, observation_count
        from views_by_article_day order by article_id, edition desc, viewed_date
    """
    assert query(data, sql) == [
        ("uk", "101", day("05-07"), 224.4367, 0.0, 100, 1),
        ("uk", "101", day("05-08"), 75.5633, 0.0, 300, 1),
        ("ru", "101", day("05-07"), 40.0, 0.0, 40, 1),
        ("uk", "102", day("05-07"), 1.7949, 0.0, None, 0),
        ("uk", "102", day("05-08"), 9.2051, 0.0, 11, 1),
        ("uk", "103", day("05-08"), 60.0, 0.0, 60, 1),
        ("uk", "104", day("05-08"), 20.0, 0.0, 20, 1),
    ]


def test_views_by_topic_day(data: Path) -> None:
    sql = """
        select edition, viewed_date, round(views_gained, 4), viewed_article_count, round(views_per_article, 4),
            top10_share, round(gini, 4)
        from views_by_topic_day where topic_id = 'tag:korrespondent:7' order by viewed_date, edition desc
    """
    assert query(data, sql) == [
        ("uk", day("05-07"), 224.4367, 1, 224.4367, 1.0, 0.0),
        ("ru", day("05-07"), 40.0, 1, 40.0, 1.0, 0.0),
        ("uk", day("05-08"), 135.5633, 2, 67.7817, 1.0, 0.0574),
        ("ru", day("05-08"), 0.0, 0, None, None, None),
        ("uk", day("05-09"), 0.0, 0, None, None, None),
        ("ru", day("05-09"), 0.0, 0, None, None, None),
    ]


def test_section_mix(data: Path) -> None:
    sql = """
        select section, article_count, paid_count, outlet_article_count, article_share, article_count_adjusted
        from section_mix_day where edition = 'uk' and published_date = '2026-05-08' order by section
    """
    assert query(data, sql) == [
        ("sport", 1, 0, 2, 0.5, 1.5),
        ("ukraine", 1, 0, 2, 0.5, 1.5),
        ("ukraine/politics", 0, 0, 2, 0.0, 0.0),
        ("world", 0, 0, 2, 0.0, 0.0),
    ]
    paid = "select paid_count, article_count from section_mix_day where section = 'world' and published_date = '2026-05-07'"
    assert query(data, paid) == [(1, 0)]


def test_completeness(data: Path) -> None:
    sql = """
        select
            edition, published_date, parsed_count, listing_count, feed_count, both_count, known_count, estimated_count,
            round(completeness, 4), fetch_count, status
        from completeness_by_outlet_day order by published_date, edition desc
    """
    assert query(data, sql) == [
        ("uk", day("05-07"), 2, 2, 1, 1, 2, 2.0, 1.0, 2, "ok"),
        ("ru", day("05-07"), 1, 1, 0, 0, 1, 1.0, 1.0, 1, "ok"),
        ("uk", day("05-08"), 2, 3, 1, 1, 3, 3.0, 0.6667, 3, "suspect"),
        ("ru", day("05-08"), 0, 0, 0, 0, 0, None, None, 0, "gap"),
        ("uk", day("05-09"), 0, 0, 0, 0, 0, None, None, 0, "gap"),
        ("ru", day("05-09"), 0, 0, 0, 0, 0, None, None, 0, "gap"),
    ]


def test_freshness(data: Path) -> None:
    sql = """
        select
            edition, hour_at, hour_date, new_article_count, delay_p50_seconds, round(delay_p95_seconds, 1), poll_count,
            round(not_modified_share, 4), outcome_count, round(error_share, 4)
        from freshness_by_outlet_hour where poll_count > 0 order by hour_at, edition desc
    """
    assert query(data, sql) == [
        ("uk", at("05-07 15:00"), day("05-07"), 1, 300.0, 300.0, 2, 0.0, 2, 0.0),
        ("ru", at("05-07 15:00"), day("05-07"), 1, 300.0, 300.0, 1, 0.0, 1, 0.0),
        ("uk", at("05-08 07:00"), day("05-08"), 3, 35400.0, 38640.0, 3, 0.3333, 7, 0.1429),
    ]
    # From midnight in Kyiv on the 7th (21:00 UTC) to the hour of the build: 24 + 24 + 22 hours, two editions.
    assert query(data, "select count(*), min(hour_at) from freshness_by_outlet_hour") == [(140, at("05-06 21:00"))]


def test_field_quality(data: Path) -> None:
    sql = """
        select field, version_count, filled_count, fill_rate, baseline_version_count, baseline_fill_rate, is_drift
        from field_quality_by_outlet_day
        where edition = 'uk' and seen_date = '2026-05-08' and field in ('authors', 'lead', 'special_topic', 'view_count')
        order by field
    """
    assert query(data, sql) == [
        ("authors", 4, 3, 0.75, 1, 1.0, False),
        ("lead", 4, 4, 1.0, 1, 1.0, False),
        ("special_topic", 4, 1, 0.25, 1, 0.0, False),
        ("view_count", 4, 4, 1.0, 1, 1.0, False),
    ]


def test_fields_whose_sources_disagree(data: Path) -> None:
    sql = """
        select edition, seen_date, field, version_count, disagreement_count, disagreement_share
        from field_quality_by_outlet_day
        where disagreement_count > 0
        order by field
    """
    assert query(data, sql) == [
        ("uk", day("05-08"), "lead", 4, 1, 0.25),
        ("uk", day("05-08"), "published_time", 4, 2, 0.5),
    ]


def test_edits(data: Path) -> None:
    sql = """
        select
            edition, seen_date, version_count, edit_count, edited_article_count, headline_changed_count,
            body_changed_count, silent_edit_count, deleted_count, revisit_count
        from edits_by_outlet_day order by seen_date, edition desc
    """
    assert query(data, sql) == [
        ("uk", day("05-07"), 1, 0, 0, 0, 0, 0, 0, 0),
        ("ru", day("05-07"), 1, 0, 0, 0, 0, 0, 0, 0),
        ("uk", day("05-08"), 4, 1, 1, 1, 1, 1, 0, 1),
        ("ru", day("05-08"), 0, 0, 0, 0, 0, 0, 0, 0),
        ("uk", day("05-09"), 0, 0, 0, 0, 0, 0, 1, 1),
        ("ru", day("05-09"), 0, 0, 0, 0, 0, 0, 0, 0),
    ]


def test_everything_published_is_described(data: Path) -> None:
    sql = """
        select table_name, column_name from duckdb_columns()
        where schema_name = 'main' and not internal and coalesce(comment, '') = ''
        union all
        select table_name, null from duckdb_tables() where schema_name = 'main' and coalesce(comment, '') = ''
    """
    assert query(data, sql) == []


def test_only_the_marts_are_in_the_published_schema(data: Path) -> None:
    assert [
        name for (name,) in query(data, "select table_name from duckdb_tables() where schema_name = 'main' order by 1")
    ] == [
        "article_attention",
        "article_tags",
        "article_topics",
        "article_versions",
        "articles",
        "author_week",
        "completeness_by_outlet_day",
        "coverage_by_topic_day",
        "edition_parity_day",
        "edits_by_outlet_day",
        "field_quality_by_outlet_day",
        "freshness_by_outlet_hour",
        "headline_history",
        "paid_content_day",
        "related_links",
        "reprint_by_outlet_day",
        "reprint_cluster",
        "section_mix_day",
        "share_of_voice_day",
        "storyline",
        "storyline_day",
        "tag_cooccurrence_week",
        "tag_pairs",
        "topic_burst_day",
        "topic_hits",
        "topic_versions",
        "topics",
        "view_counts",
        "views_by_article_day",
        "views_by_topic_day",
    ]
