import io
import json
from datetime import date, datetime
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

import openpyxl
import pyarrow.parquet as pq
import pytest

from schemas.errors import BadSettings, NothingCrawled
from tests.warehouse.publish.invented import AS_OF, ZONE
from warehouse.export import read_export
from warehouse.publish import publish
from warehouse.query import QueryFormat, run_query, write_query


@pytest.fixture(scope="module")
def published(three_days: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("data") / "published"
    publish(three_days, folder, as_of=AS_OF, reporting_zone=ZONE, notice="Invented news.")
    return folder


def written(published: Path, mart: str, output_format: QueryFormat, *days: date) -> bytes:
    exported = read_export(published, mart, *days)
    return write_query(exported.result, output_format, None, exported.about)


def count_of(published: Path, sql: str) -> int:
    ((count,),) = run_query(published, sql).rows
    assert count > 0
    return int(count)


def test_all_of_a_table_is_exported_without_days(published: Path) -> None:
    exported = read_export(published, "articles")
    assert len(exported.result.rows) == count_of(published, "select count(*) from articles")
    assert exported.as_of == "2026-05-09 15:40 +0300"


def test_days_are_those_of_the_reporting_zone_and_both_are_included(published: Path) -> None:
    """21:30 UTC is half past midnight in Kyiv: the observation is one of the next day."""
    day = date(2026, 5, 8)
    exported = read_export(published, "view_counts", day, day)
    expected = count_of(
        published,
        "select count(*) from view_counts where observed_at >= '2026-05-07 21:00:00Z' and observed_at < '2026-05-08 21:00:00Z'",
    )
    assert len(exported.result.rows) == expected


def test_a_table_of_days_is_cut_by_its_own_day(published: Path) -> None:
    exported = read_export(published, "coverage_by_topic_day", date(2026, 5, 8))
    days = {row[exported.result.columns.index("published_date")] for row in exported.result.rows}
    assert days == {date(2026, 5, 8), date(2026, 5, 9)}


def test_instants_are_told_on_the_clock_of_the_reporting_zone(published: Path) -> None:
    (utc,) = run_query(published, "select min(observed_at) from view_counts").rows[0]
    first = min(json.loads(written(published, "view_counts", "json")), key=lambda row: row["observed_at"])
    assert first["observed_at"].endswith("+03:00")
    assert datetime.fromisoformat(first["observed_at"]) == utc


def test_parquet_keeps_types_and_instants(published: Path) -> None:
    table = pq.read_table(io.BytesIO(written(published, "view_counts", "parquet")))
    assert str(table.schema.field("observed_at").type) == f"timestamp[us, tz={ZONE}]"
    assert str(table.schema.field("view_count").type) == "int64"


def sheets(content: bytes) -> dict[str, list[tuple[Any, ...]]]:
    book = openpyxl.load_workbook(io.BytesIO(content))
    return {sheet.title: list(sheet.iter_rows(values_only=True)) for sheet in book.worksheets}


def test_a_workbook_holds_the_rows_and_says_what_they_are(published: Path) -> None:
    found = sheets(written(published, "view_counts", "xlsx"))
    header, *rows = found["data"]
    assert header[:5] == ("outlet", "edition", "article_id", "observed_at", "view_count")
    assert len(rows) == count_of(published, "select count(*) from view_counts")
    utc, views = run_query(published, "select observed_at, view_count from view_counts limit 1").rows[0]
    assert rows[0][3:5] == (utc.astimezone(ZoneInfo(ZONE)).replace(tzinfo=None), views)
    about = dict(found["about"])
    assert about["data up to"] == "2026-05-09 15:40 +0300"
    assert about["times"] == ZONE
    assert about["notice"] == "Invented news."
    assert about["column view_count"].startswith("The number as shown")


def test_a_text_in_a_workbook_is_never_a_formula_or_a_link(published: Path) -> None:
    sql = "select '=1+1' as formula, 'https://example.org/' as link, ['a', 'b'] as words, 0.5 as half, null as nothing"
    content = write_query(run_query(published, sql), "xlsx")
    sheet = openpyxl.load_workbook(io.BytesIO(content))["data"]
    formula, link, words, half, nothing = next(sheet.iter_rows(min_row=2))
    assert (formula.value, formula.data_type) == ("=1+1", "s")
    assert (link.value, link.hyperlink) == ("https://example.org/", None)
    assert (words.value, half.value, nothing.value) == ("a; b", 0.5, None)


@pytest.mark.parametrize(
    ("mart", "days", "says"),
    [
        ("coverage", (), "there is no published table 'coverage'; there are article_attention, article_tags"),
        ("topics", (date(2026, 5, 8),), "topics has no days to choose from: leave --from and --to out"),
    ],
)
def test_what_cannot_be_exported_is_named(published: Path, mart: str, days: tuple[date, ...], says: str) -> None:
    with pytest.raises(BadSettings) as refused:
        read_export(published, mart, *days)
    assert says in str(refused.value)


def test_without_a_warehouse_it_says_what_to_do(tmp_path: Path) -> None:
    with pytest.raises(NothingCrawled, match="kronika run"):
        read_export(tmp_path, "articles")
