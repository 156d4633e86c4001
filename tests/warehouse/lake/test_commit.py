"""A batch is committed whole, once, and without versions that are none."""

from pathlib import Path

import msgspec
import pyarrow as pa
import pytest

from schemas.errors import SchemaMismatch
from schemas.lake_tables import CAPTURES, RUNS, TABLES
from tests.warehouse.lake.reading import as_dict, column, dump
from tests.warehouse.lake.rows import article, capture, merged, page, quarantined, run, sighting, tables_of, tag
from warehouse.lake import Lake

VERSIONS = "select capture_id from lake.articles order by seen_at, capture_id"
TAGS = "select distinct capture_id from lake.article_tags order by capture_id"


def test_every_row_comes_back(tmp_path: Path) -> None:
    rows = [*page("c1", "1"), sighting("c0", "1"), quarantined("c2", "2")]
    with Lake.open(tmp_path) as lake:
        assert lake.commit(run("b"), tables_of(*rows))
    with Lake.open(tmp_path, read_only=True) as lake:
        found = dump(lake)
    assert found.pop("runs") == [as_dict(msgspec.structs.replace(run("b"), article_count=1))]
    assert found == {
        table.name: sorted(
            (as_dict(row) for row in rows if type(row) is table.row), key=lambda row: [row[name] for name in table.key]
        )
        for table in TABLES
        if table is not RUNS
    }


def test_a_batch_is_committed_once(tmp_path: Path) -> None:
    with Lake.open(tmp_path) as lake:
        assert not lake.has_batch("b")
        assert lake.commit(run("b"), merged(page("c1", "1")))
        before = dump(lake)
        assert not lake.commit(run("b"), merged(page("c2", "2")))
        assert dump(lake) == before
        assert lake.has_batch("b")
        assert not lake.has_batch("b' or true --")


def test_a_run_without_rows(tmp_path: Path) -> None:
    with Lake.open(tmp_path) as lake:
        assert lake.commit(run("news/korrespondent/1/end", stage="end"), {})
        assert lake.commit(run("empty"), {CAPTURES.name: CAPTURES.empty})
        assert column(lake, "select article_count from lake.runs") == [0, 0]


def test_an_equal_version_is_dropped_with_its_tags(tmp_path: Path) -> None:
    with Lake.open(tmp_path) as lake:
        lake.commit(run("b1"), merged(page("c1", "1", 0)))
        lake.commit(run("b2"), merged(page("c2", "1", 1)))
        assert column(lake, VERSIONS) == ["c1"]
        assert column(lake, TAGS) == ["c1"]
        assert column(lake, "select capture_id from lake.captures order by all") == ["c1", "c2"]
        assert column(lake, "select capture_id from lake.view_counts order by all") == ["c1", "c2"]
        assert column(lake, "select article_count from lake.runs order by batch_id") == [1, 0]


def test_a_return_to_an_earlier_content_is_a_version(tmp_path: Path) -> None:
    with Lake.open(tmp_path) as lake:
        for number, content in enumerate(["one", "two", "one", "one"]):
            lake.commit(run(f"b{number}"), merged(page(f"c{number}", "1", number, content)))
        assert column(lake, VERSIONS) == ["c0", "c1", "c2"]


def test_versions_inside_a_batch_are_compared_in_time_order(tmp_path: Path) -> None:
    with Lake.open(tmp_path) as lake:
        lake.commit(
            run("b"),
            merged(
                page("c3", "1", 3, "two"),
                page("c1", "1", 1, "one"),
                page("c2", "1", 2, "one"),
                page("c4", "1", 4, "two"),
            ),
        )
        assert column(lake, VERSIONS) == ["c1", "c3"]
        assert column(lake, TAGS) == ["c1", "c3"]


def test_older_captures_that_come_later_are_compared_with_what_was_before_them(tmp_path: Path) -> None:
    with Lake.open(tmp_path) as lake:
        lake.commit(run("b1"), merged(page("c1", "1", 0, "one"), page("c9", "1", 9, "two")))
        lake.commit(run("b2"), merged(page("c5", "1", 5, "one"), page("c6", "1", 6, "three")))
        assert column(lake, VERSIONS) == ["c1", "c6", "c9"]


def test_editions_and_outlets_have_versions_of_their_own(tmp_path: Path) -> None:
    with Lake.open(tmp_path) as lake:
        lake.commit(run("b1"), merged(page("c1", "1", 0)))
        others = [article("c2", "1", 1, edition="ru"), article("c3", "1", 1, outlet="pravda"), article("c4", "10", 1)]
        lake.commit(run("b2"), tables_of(*others))
        assert column(lake, VERSIONS) == ["c1", "c2", "c3", "c4"]


def test_article_without_tags_and_ids_of_any_text(tmp_path: Path) -> None:
    with Lake.open(tmp_path) as lake:
        lake.commit(run("b1"), tables_of(article("c1", "o'brien", 0), article("c2", "Я", 0), article("c3", "", 0)))
        lake.commit(
            run("b2"), tables_of(article("d1", "o'brien", 1), article("d2", "Я", 1), article("d3", "", 1, "two"))
        )
        assert column(lake, VERSIONS) == ["c1", "c2", "c3", "d3"]


def _with_null(rows: pa.Table, name: str) -> pa.Table:
    index = rows.schema.get_field_index(name)
    return rows.set_column(index, rows.schema.field(name), pa.nulls(rows.num_rows, rows.schema.field(name).type))


@pytest.mark.parametrize(
    ("tables", "reason"),
    [
        ({"pages": CAPTURES.empty}, "no such table"),
        ({"captures": CAPTURES.empty.drop_columns(["url"])}, "columns are not those"),
        ({"captures": _with_null(CAPTURES.from_records([capture("c", "1")]), "url")}, "url is null in 1 rows"),
    ],
)
def test_rows_that_do_not_fit_leave_nothing(tmp_path: Path, tables: dict[str, pa.Table], reason: str) -> None:
    with Lake.open(tmp_path) as lake:
        with pytest.raises(SchemaMismatch, match=reason):
            lake.commit(run("b"), {**merged(page("c1", "1")), **tables})
        assert all(rows == [] for rows in dump(lake).values())
        assert lake.commit(run("b"), merged(page("c1", "1")))


def test_tags_of_no_version_are_no_rows(tmp_path: Path) -> None:
    with Lake.open(tmp_path) as lake:
        lake.commit(run("b"), tables_of(article("c1", "1"), tag("c1", "1"), tag("stray", "1")))
        assert column(lake, TAGS) == ["c1"]
