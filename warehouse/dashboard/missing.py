"""Tables that an older warehouse does not have yet, as the page reads them: empty."""

import duckdb

COLUMNS = {
    "topic_burst_day": (
        "topic_id varchar, topic_kind varchar, topic_title varchar, outlet varchar, published_date date, observed integer, "
        "expected double, z double, phi double, is_burst boolean, "
        "drivers struct(article_id varchar, edition varchar, headline varchar, url varchar, views_gained double)[]"
    ),
    "storyline": (
        "topic_id varchar, outlet varchar, title varchar, part_count integer, article_count integer, story_count integer, "
        "first_published_at timestamptz, last_published_at timestamptz, longest_gap_days double, views_gained double, "
        "is_dormant boolean"
    ),
    "tag_cooccurrence_week": (
        "outlet varchar, week_start date, topic_id_a varchar, topic_id_b varchar, title_a varchar, title_b varchar, "
        "n_a integer, n_b integer, n_ab integer, npmi double, n_ab_change double"
    ),
    "article_attention": (
        "outlet varchar, edition varchar, article_id varchar, half_life_hours double, half_life_hours_low double, "
        "half_life_hours_high double"
    ),
    "headline_history": (
        "outlet varchar, edition varchar, article_id varchar, position integer, headline varchar, "
        "first_seen_at timestamptz, last_seen_at timestamptz, is_current boolean, views_gained double"
    ),
    "edition_parity_day": (
        "outlet varchar, published_date date, story_count integer, paired_count integer, uk_first_count integer, "
        "ru_first_count integer, same_time_count integer, lag_minutes_p50 double, lag_minutes_p90 double"
    ),
    "paid_content_day": "outlet varchar, edition varchar, published_date date, labels varchar[]",
}


def stand_in_for_missing_tables(connection: duckdb.DuckDBPyConnection) -> None:
    """Create an empty temporary table for each that the warehouse lacks."""
    found = connection.execute("select table_name from duckdb_tables() where not internal").fetchall()
    for name in COLUMNS.keys() - {name for (name,) in found}:
        connection.execute(f"create temp table {name} ({COLUMNS[name]})")
