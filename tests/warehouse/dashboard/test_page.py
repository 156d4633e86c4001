import base64
import gzip
import hashlib
import json
import re
from pathlib import Path
from typing import Any

import duckdb
import pytest

from tests.warehouse.dashboard.reading import page_json
from tests.warehouse.publish.invented import AS_OF, ZONE, create_tables
from warehouse.dashboard import render_dashboard
from warehouse.dashboard.limits import LADDER
from warehouse.dashboard.page import embedded
from warehouse.dashboard.page_data import read_page_data
from warehouse.dashboard.texts import plain, web_address
from warehouse.publish import publish

TRICK = '</script><script>alert(1)</script><!-- \u202etxet desrever\u202c & "quoted"'


@pytest.fixture(scope="module")
def warehouse(three_days: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("published")
    return publish(three_days, folder, as_of=AS_OF, reporting_zone=ZONE).warehouse


@pytest.fixture
def small(tmp_path: Path) -> Path:
    """Two days, two editions, one article in both (the other edition after midnight) and one in Ukrainian alone; every number is written here by hand."""
    path = tmp_path / "warehouse.duckdb"
    with duckdb.connect(path) as connection:
        create_tables(connection)
        connection.execute("create table publication as select '9.9' as kronika_version, now() as published_at")
        connection.execute(_SMALL)
    return path


_SMALL = f"""
insert into articles by name
select 'o' as outlet, edition, id as article_id, 'https://o.example/' || id as url, headline, section, content_class,
    published_at::timestamptz as published_at, published_date::date as published_date, story_date::date as story_date, 'minute' as published_precision, 1 as version_count, false as is_deleted
from (values
    ('uk', '1', 'a/b', 'editorial', '2026-05-08 09:00:00+00', '2026-05-08', '2026-05-08', '{TRICK.replace("'", "''")}'),
    ('ru', '1', 'a', 'editorial', '2026-05-08 21:04:00+00', '2026-05-09', '2026-05-08', 'Первая'),
    ('uk', '2', null, 'editorial', '2026-05-09 09:00:00+00', '2026-05-09', '2026-05-09', 'Друга'),
    ('uk', '3', 'a', 'paid', '2026-05-09 10:00:00+00', '2026-05-09', '2026-05-09', 'Третя')
) as v (edition, id, section, content_class, published_at, published_date, story_date, headline);

insert into completeness_by_outlet_day by name
select 'o' as outlet, edition, day::date as published_date, parsed as parsed_count, l as listing_count, f as feed_count, b as both_count,
    parsed as known_count, n as estimated_count, c as completeness, c * 0.9 as completeness_low, c * 1.2 as completeness_high, status, day_status
from (values
    ('uk', '2026-05-08', 1, 1, 1, 1, 1.0, 1.0, 'ok', 'closing'), ('uk', '2026-05-09', 2, 5, 4, 3, 6.5, 0.25, 'suspect', 'open'),
    ('ru', '2026-05-08', 1, 1, 1, 1, 1.0, 1.0, 'ok', 'closing'), ('ru', '2026-05-09', 0, 0, 0, 0, null, null, 'gap', 'open')
) as v (edition, day, parsed, l, f, b, n, c, status, day_status);

insert into topics by name select 'tag:o:7' as topic_id, 'tag' as topic_kind, 'o' as outlet, 'Тема' as title, 'Тема' as title_uk;
insert into article_tags by name
select 'o' as outlet, unnest(['uk', 'ru']) as edition, '1' as article_id, 'tag' as kind, 1 as position, '7' as tag_id, 'Тема' as tag, 'tag:o:7' as topic_id;
insert into article_topics by name
select 'o' as outlet, unnest(['uk', 'ru']) as edition, '1' as article_id, 'tag' as topic_kind, 'tag:o:7' as topic_id;
insert into coverage_by_topic_day by name
select 'tag:o:7' as topic_id, 'tag' as topic_kind, 'o' as outlet, edition, day::date as published_date,
    n as article_count, stories as story_count, 0 as paid_count, views as views_gained, n as article_count_adjusted
from (values
    ('uk', '2026-05-08', 1, 1, 12.34), ('ru', '2026-05-08', 0, 1, 0), ('uk', '2026-05-09', 0, 0, 0), ('ru', '2026-05-09', 1, 0, 0)
) as v (edition, day, n, stories, views);

insert into view_counts by name
select 'o' as outlet, 'uk' as edition, '1' as article_id, observed::timestamptz as observed_at, n as view_count
from (values ('2026-05-08 10:00:00+00', 100), ('2026-05-09 11:40:00+00', 400), ('2026-05-09 12:40:00+00', 390)) as v (observed, n);
insert into views_by_article_day by name
select 'o' as outlet, 'uk' as edition, '1' as article_id, day::date as viewed_date, n as views_gained
from (values ('2026-05-08', 310.06), ('2026-05-09', 89.94)) as v (day, n);
"""


def test_series_stand_by_day_and_scope(small: Path) -> None:
    data = read_page_data(small, AS_OF)
    assert data["days"] == ["2026-05-08", "2026-05-09"]
    assert data["open"] == [False, True]
    assert data["scopes"] == [
        {"outlet": "o", "edition": "uk"},
        {"outlet": "o", "edition": "ru"},
        {"outlet": "o", "edition": None},
    ]
    assert data["sections"] == ["(none)", "a", "a/b"]
    # Scope 2 is the whole outlet: both editions of article 1 are one, of the first one's day and section.
    assert sorted(data["section_articles"], key=lambda row: (row["scope"], row["section"])) == [
        {"scope": 0, "section": 0, "articles": [0, 1], "paid_articles": [0, 0]},
        {"scope": 0, "section": 1, "articles": [0, 0], "paid_articles": [0, 1]},
        {"scope": 0, "section": 2, "articles": [1, 0], "paid_articles": [0, 0]},
        {"scope": 1, "section": 1, "articles": [0, 1], "paid_articles": [0, 0]},
        {"scope": 2, "section": 0, "articles": [0, 1], "paid_articles": [0, 0]},
        {"scope": 2, "section": 1, "articles": [0, 0], "paid_articles": [0, 1]},
        {"scope": 2, "section": 2, "articles": [1, 0], "paid_articles": [0, 0]},
    ]
    assert data["section_views"] == [{"scope": 0, "section": 2, "views": [310.1, 89.9], "paid_views": [0.0, 0.0]}]
    assert data["topics"] == [
        {"id": "tag:o:7", "kind": "tag", "title": "Тема", "uk": "Тема", "ru": None}
        | dict.fromkeys(("en", "first_date", "last_date", "query"))
    ]
    assert {(row["scope"], *row["articles"]) for row in data["coverage"]} == {(0, 1, 0), (1, 0, 1), (2, 1, 0)}
    assert [row["views"] for row in data["coverage"] if row["scope"] == 0] == [[12.3, 0]]
    assert sorted(data["topic_sections"], key=lambda row: row["scope"]) == [
        {"topic": 0, "scope": 0, "section": 2, "articles": [1, 0], "paid": [0, 0]},
        {"topic": 0, "scope": 1, "section": 1, "articles": [0, 1], "paid": [0, 0]},
        {"topic": 0, "scope": 2, "section": 2, "articles": [1, 0], "paid": [0, 0]},
    ]
    assert data["outlet_stories"] == [{"scope": 2, "stories": [1, 1]}]
    assert data["version"] == "9.9"


def test_completeness_has_its_interval(small: Path) -> None:
    uk, ru = read_page_data(small, AS_OF)["completeness"]
    assert uk["status"] == ["ok", "suspect"]
    assert uk["completeness"] == [1.0, 0.25]
    assert uk["completeness_low"][1] == pytest.approx(0.225)
    assert uk["completeness_high"][1] == pytest.approx(0.3)
    assert ru["status"] == ["ok", "gap"]
    assert ru["completeness"] == [1.0, None]


def test_both_editions_are_one_story_and_views_of_24_hours_follow_the_rules(small: Path) -> None:
    data = read_page_data(small, AS_OF)
    by_id: dict[str, list[dict[str, Any]]] = {story["id"]: [] for story in data["stories"]}
    for version in data["story_editions"]:
        by_id[data["stories"][version["story"]]["id"]].append(version)
    uk, ru = by_id["1"]
    assert (uk["edition"], ru["edition"]) == ("uk", "ru")
    assert {story["id"]: story["topics"] for story in data["stories"]} == {"1": [0], "2": [], "3": []}
    # 300 views came between ages 1 h and 26.67 h, of which ages 3.67 h to 26.67 h are the last 24 hours; the fall to 390 gains nothing.
    assert uk["gained"] == pytest.approx(300 * (3.32026 - 1.54045) / (3.32026 - 0.69315), abs=0.06)
    assert uk["views"] == 400.0
    assert ru["gained"] is None
    assert ru["views"] is None
    assert uk["headline"] == '</script><script>alert(1)</script><!-- txet desrever & "quoted"'
    assert by_id["2"][0]["section"] == "(none)"
    assert by_id["3"][0]["is_paid"] is True


def test_the_invented_page_equals_its_warehouse(warehouse: Path) -> None:
    data = read_page_data(warehouse, AS_OF)
    with duckdb.connect(warehouse, read_only=True) as connection:
        query = "select sum(article_count) from section_mix_day"
        assert (
            sum(sum(row["articles"]) for row in data["section_articles"] if row["scope"] < 2)
            == connection.execute(query).fetchall()[0][0]
        )
        places = {topic["id"]: place for place, topic in enumerate(data["topics"])}
        scopes = {(scope["outlet"], scope["edition"]): place for place, scope in enumerate(data["scopes"])}
        found = {(row["topic"], row["scope"]): row for row in data["coverage"]}
        rows = connection.execute(
            "select topic_id, outlet, edition, published_date, article_count, paid_count, story_count from coverage_by_topic_day where article_count > 0"
        ).fetchall()
    for topic, outlet, edition, day, articles, paid, story_count in rows:
        place = data["days"].index(day.isoformat())
        row = found[places[topic], scopes[outlet, edition]]
        assert (row["articles"][place], row["paid"][place]) == (articles, paid)
        assert found[places[topic], scopes[outlet, None]]["articles"][place] == story_count


def test_topics_days_and_stories_are_capped(tmp_path: Path) -> None:
    path = tmp_path / "warehouse.duckdb"
    with duckdb.connect(path) as connection:
        create_tables(connection)
        connection.execute("create table publication as select 'x' as kronika_version, now() as published_at")
        connection.execute(
            """
            insert into completeness_by_outlet_day by name
            select 'o' as outlet, 'uk' as edition, date '2026-05-09' - i::integer as published_date, 'ok' as status, 'final' as day_status from range(400) as r (i);
            insert into topics by name select 't' || i as topic_id, 'tag' as topic_kind, 'o' as outlet, 'T' as title from range(500) as r (i);
            insert into coverage_by_topic_day by name
            select 't' || i as topic_id, 'tag' as topic_kind, 'o' as outlet, 'uk' as edition, date '2026-05-09' - 20 as published_date, 500 - i as article_count, 0 as paid_count
            from range(500) as r (i);
            insert into articles by name
            select 'o' as outlet, 'uk' as edition, i::varchar as article_id, 'h' as headline, timestamptz '2026-05-01 00:00:00+00' as published_at,
                date '2026-05-01' as published_date, 'editorial' as content_class from range(2000) as r (i);
            """
        )
    data = read_page_data(path, AS_OF)
    assert (len(data["days"]), data["days"][0], data["days"][-1]) == (90, "2026-02-09", "2026-05-09")
    assert 30 <= len(data["topics"]) <= 60
    assert {"t0", "t29"} <= {topic["id"] for topic in data["topics"]}
    assert 150 <= len(data["stories"]) <= 500
    least = read_page_data(path, AS_OF, LADDER[-1])
    assert len(least["days"]) == 30
    assert 8 <= len(least["topics"]) <= 16
    assert len(least["stories"]) < len(data["stories"])


@pytest.mark.parametrize(
    ("days_ago", "last_day"), [(0, "2026-05-09"), (89, "2026-05-09"), (90, "2026-02-08"), (300, "2025-07-13")]
)
def test_a_page_of_nothing_but_silence_shows_what_was_seen_last(tmp_path: Path, days_ago: int, last_day: str) -> None:
    path = tmp_path / "warehouse.duckdb"
    with duckdb.connect(path) as connection:
        create_tables(connection)
        connection.execute("create table publication as select 'x' as kronika_version, now() as published_at")
        connection.execute(
            """
            insert into completeness_by_outlet_day by name
            select 'o' as outlet, 'uk' as edition, date '2026-05-09' - i::integer as published_date, 'gap' as status, 'final' as day_status,
                if(i < $days_ago, 0, 5) as known_count
            from range(400) as r (i)
            """,
            {"days_ago": days_ago},
        )
    days = read_page_data(path, AS_OF)["days"]
    assert (len(days), days[-1]) == (90, last_day)


def test_an_empty_warehouse_makes_a_page(tmp_path: Path) -> None:
    path = tmp_path / "warehouse.duckdb"
    with duckdb.connect(path) as connection:
        create_tables(connection)
        connection.execute("create table publication as select 'x' as kronika_version, now() as published_at")
    assert json.loads(page_json(render_dashboard(path, AS_OF, ZONE)))["days"] == []


def test_the_policy_allows_the_pages_own_script_and_style_and_nothing_else(small: Path) -> None:
    html = render_dashboard(small, AS_OF, ZONE, "Вигадано")
    (policy,) = re.findall(r'http-equiv="Content-Security-Policy" content="([^"]*)"', html)
    (script,) = re.findall(r'<script type="module">(.*?)</script>', html, re.S)
    (style,) = re.findall(r"<style>(.*?)</style>", html, re.S)

    def hashed(text: str) -> str:
        return "'sha256-" + base64.b64encode(hashlib.sha256(text.encode()).digest()).decode() + "'"

    assert dict(part.split(" ", 1) for part in policy.split("; ")) == {
        "default-src": "'none'",
        "script-src": hashed(script),
        "style-src": hashed(style),
        "img-src": "data:",
        "base-uri": "'none'",
        "form-action": "'none'",
        "require-trusted-types-for": "'script'",
    }
    assert html.count("<script") == 2
    assert not re.findall(r"\son\w+=|\sstyle=", html[: html.index("<script")])
    assert json.loads(page_json(html))["notice"] == "Вигадано"


def test_nothing_in_the_data_means_anything_in_the_source() -> None:
    written = {"headline": TRICK, "line": "a\u2028b\u2029c"}
    text = embedded(written)
    assert re.fullmatch(r"[A-Za-z0-9+/]+=*", text)
    assert json.loads(gzip.decompress(base64.b64decode(text))) == written
    with pytest.raises(ValueError, match="not JSON compliant"):
        embedded(float("nan"))


@pytest.mark.parametrize(
    ("url", "expected"),
    [
        ("https://ua.korrespondent.example/ukraine/1-a", "https://ua.korrespondent.example/ukraine/1-a"),
        ("http://korrespondent.example/?a=1&b=2", "http://korrespondent.example/?a=1&b=2"),
        ("javascript:alert(1)", None),
        (" javascript:alert(1)", None),
        ("JaVaScRiPt:alert(1)", None),
        ("java\nscript:alert(1)", None),
        ("data:text/html,x", None),
        ("//korrespondent.example/1", None),
        ("/ukraine/1", None),
        ("https://", None),
        ("https://[::1", None),
        ("https://good.example\u202e/moc.live", None),
        (None, None),
    ],
)
def test_links_lead_to_web_pages_only(url: str | None, expected: str | None) -> None:
    assert web_address(url) == expected


def test_texts_hold_no_control_characters() -> None:
    assert plain("a\x00b\u202ec\u2066d \n\t e\x7f") == "abcd e"
    assert plain(["\u200fя", None, 3]) == ["я", None, 3]
