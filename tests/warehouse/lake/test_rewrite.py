"""Replacing a range, as a reparse does, and what is known of one article."""

from collections.abc import Iterator
from pathlib import Path

import pyarrow as pa
import pytest

from schemas.errors import SchemaMismatch
from tests.warehouse.lake.reading import as_dict, column, dump
from tests.warehouse.lake.rows import (
    HOST,
    article,
    at,
    capture,
    merged,
    outcome,
    page,
    quarantined,
    run,
    sighting,
    tables_of,
    tag,
)
from warehouse.lake import ArticleKey, Lake, article_tables, articles_at

IDS = "select capture_id from lake.captures order by all"


@pytest.fixture
def lake(tmp_path: Path) -> Lake:
    lake = Lake.open(tmp_path)
    lake.commit(run("b1"), merged(*(page(f"c{hour}", str(hour), hour) for hour in range(6))))
    lake.commit(run("b2"), tables_of(capture("p3", "3", 3, outlet="pravda"), article("p3", "3", 3, outlet="pravda")))
    return lake


def test_the_same_rows_again_change_nothing(lake: Lake) -> None:
    before = dump(lake)
    assert lake.replace_range(merged(*(page(f"c{h}", str(h), h) for h in range(6))), "korrespondent", at(0), at(5)) == 6
    assert dump(lake) == before


def test_only_the_range_of_the_outlet_is_replaced(lake: Lake) -> None:
    lake.replace_range(merged(page("new", "3", 3, "other")), "korrespondent", at(2), at(4))
    assert column(lake, IDS) == ["c0", "c1", "c5", "new", "p3"]
    assert column(lake, "select capture_id from lake.articles order by all") == ["c0", "c1", "c5", "new", "p3"]
    assert column(lake, "select distinct capture_id from lake.article_tags order by all") == ["c0", "c1", "c5", "new"]
    assert column(lake, "select batch_id from lake.runs order by all") == ["b1", "b2"]


def test_rows_may_come_in_parts(lake: Lake) -> None:
    def parts() -> Iterator[dict[str, pa.Table]]:
        yield merged(page("n1", "1", 1, "one"))
        yield merged(page("n2", "1", 2, "one"), page("n3", "1", 3, "two"))

    assert lake.replace_range(parts(), "korrespondent", at(0), at(9)) == 2
    assert column(lake, "select capture_id from lake.articles where outlet = 'korrespondent' order by all") == [
        "n1",
        "n3",
    ]
    assert column(lake, "select count(*) from lake.captures where outlet = 'korrespondent'") == [3]


def test_versions_are_compared_with_what_stays(lake: Lake) -> None:
    lake.replace_range(merged(page("n1", "0", 3, "one"), page("n2", "0", 4, "two")), "korrespondent", at(3), at(9))
    assert column(lake, "select capture_id from lake.articles where article_id = '0' order by seen_at") == ["c0", "n2"]


def test_a_range_may_be_emptied(lake: Lake) -> None:
    lake.replace_range({}, "korrespondent", at(0), at(9))
    assert column(lake, IDS) == ["p3"]


def test_only_named_tables_are_emptied(lake: Lake) -> None:
    lake.replace_range(tables_of(article("x", "1", 1)), "korrespondent", at(0), at(9), ("articles", "article_tags"))
    assert column(lake, "select capture_id from lake.articles order by all") == ["p3", "x"]
    assert column(lake, "select count(*) from lake.captures") == [7]


def test_an_error_on_the_way_replaces_nothing(lake: Lake, tmp_path: Path) -> None:
    def parts() -> Iterator[dict[str, pa.Table]]:
        yield merged(page("n1", "1", 1))
        yield {"pages": pa.table({"x": [1]})}

    before = dump(lake)
    with pytest.raises(SchemaMismatch, match="no such table"):
        lake.replace_range(parts(), "korrespondent", at(0), at(9))
    assert dump(lake) == before
    assert not list((tmp_path / "lake").glob("staging-*"))


def test_a_commit_between_two_replacements(lake: Lake) -> None:
    lake.replace_range({}, "korrespondent", at(0), at(2))
    lake.commit(run("b3"), merged(page("c9", "9", 1)))
    lake.replace_range(merged(page("c0", "0", 0)), "korrespondent", at(0), at(0))
    assert column(lake, IDS) == ["c0", "c3", "c4", "c5", "c9", "p3"]


def test_all_that_is_known_of_an_article(lake: Lake) -> None:
    url = f"{HOST}/ukraine/3-slug"
    old = f"{HOST}/ukraine/3-old-slug"
    rows = [
        sighting("l1", "3", 2, url=old),
        quarantined("q1", "3", 9),
        outcome(old, "3", 8),
        tag("p3", "3", 3, outlet="pravda"),
    ]
    lake.commit(run("b3"), tables_of(*rows))
    ours, theirs = ArticleKey("korrespondent", "uk", "3"), ArticleKey("pravda", "uk", "3")
    with lake.connect() as connection:
        assert articles_at(connection, url) == [ours, theirs]
        assert articles_at(connection, old) == [ours]
        assert articles_at(connection, f"{HOST}/nothing") == []
        found = {name: rows.to_pylist() for name, rows in article_tables(connection, "korrespondent", "3").items()}
    assert {name: len(rows) for name, rows in found.items()} == {
        "captures": 1,
        "sightings": 1,
        "articles": 1,
        "article_tags": 2,
        "related_links": 1,
        "view_counts": 1,
        "outcomes": 2,
        "quarantine": 1,
    }
    assert found["articles"] == [as_dict(article("c3", "3", 3))]
    assert [row["ended_at"] for row in found["outcomes"]] == [at(3), at(8)]
