"""The build as a whole: incremental builds, failing checks, empty lakes, and dbt by hand."""

import json
import logging
import os
import subprocess
import sys
from pathlib import Path

import duckdb
import pytest

from schemas.errors import AlreadyRunning, CheckFailed, NothingCrawled
from schemas.table import Row
from tests.warehouse.lake.older_formats import OLDER_FORMATS, make_older_format
from tests.warehouse.models import three_days
from tests.warehouse.models.lake_rows import (
    article,
    at,
    capture,
    commit,
    day,
    link,
    outcome,
    page,
    quarantined,
    query,
    tag,
    views,
)
from warehouse.build import build_models, working_database
from warehouse.lake.lake import Lake
from warehouse.parsed_models import PROJECT

LAYERS = ("staging", "intermediate", "marts")
TOPIC_MARTS = {
    "coverage_by_topic_day": "published_date",
    "topic_burst_day": "published_date",
    "views_by_topic_day": "viewed_date",
}
"""Marts with a row for each topic and day, and the column that has the day."""


def committed_three_days(data: Path) -> Path:
    commit(data, "batch-2", [])
    commit(data, "batch-3", [])
    commit(data, "batch-1", three_days.rows())
    return data


def test_no_lake(tmp_path: Path) -> None:
    with pytest.raises(NothingCrawled):
        build_models(tmp_path, at("05-09 18:00"))


def test_a_lake_of_an_older_version_is_brought_up_to_date(tmp_path: Path) -> None:
    make_older_format(tmp_path, OLDER_FORMATS[0])
    build_models(tmp_path, at("05-09 18:00"))
    assert query(tmp_path, "select headline from articles") == [("Заголовок one",)] * 3
    assert query(tmp_path, "select count(*) from field_quality_by_outlet_day where disagreement_count > 0") == [(0,)]


def test_empty_lake_builds_every_model_and_prints_nothing(
    tmp_path: Path, capfd: pytest.CaptureFixture[str], caplog: pytest.LogCaptureFixture
) -> None:
    Lake.open(tmp_path).close()
    before = dict(os.environ)
    begun: list[tuple[int, int]] = []
    with caplog.at_level(logging.DEBUG, logger="kronika.models"):
        report = build_models(tmp_path, at("05-09 18:00"), on_node=lambda number, total: begun.append((number, total)))
    assert report.is_full_refresh
    assert len({total for _, total in begun}) == 1
    assert begun[0][1] >= len({number for number, _ in begun}) >= report.model_count + report.test_count
    assert report.model_count == sum(len(list((PROJECT / "models").glob(f"{layer}/*.sql"))) for layer in LAYERS)
    assert report.test_count > len(list((PROJECT / "models" / "tests").glob("*.sql")))
    assert query(tmp_path, "select count(*) from coverage_by_topic_day") == [(0,)]
    assert dict(os.environ) == before
    assert capfd.readouterr() == ("", "")
    assert "coverage_by_topic_day" in caplog.text
    assert "\x1b[" not in caplog.text


def test_incremental_build_equals_full_refresh(tmp_path: Path) -> None:
    """Every mart, after late views, an edit that moves an article to another topic, a new storyline, and days that become final."""
    data = committed_three_days(tmp_path)
    build_models(data, three_days.AS_OF)
    commit(data, "batch-4", _later_rows())
    assert not build_models(data, at("05-25 12:00")).is_full_refresh
    marts = [name for (name,) in query(data, "select table_name from duckdb_tables() where schema_name = 'main'")]
    assert "topic_burst_day" in marts
    incremental = {name: _rows(data, name) for name in marts}
    assert build_models(data, at("05-25 12:00"), full_refresh=True).is_full_refresh
    for name in marts:
        assert incremental[name] == _rows(data, name), name
    statuses = "select published_date, day_status from completeness_by_outlet_day where edition = 'uk' order by all"
    assert query(data, statuses)[6:9] == [(day("05-13"), "final"), (day("05-14"), "final"), (day("05-15"), "closing")]
    assert query(
        data, "select sum(article_count) from coverage_by_topic_day where topic_id = 'tag:korrespondent:70'"
    ) == [(1,)]


def _later_rows() -> list[Row]:
    moved = article(
        "c104-2", at("05-20 08:00"), "uk", "104",
        published_at=at("05-08 07:00"), section="sport", authors=["Іван"], word_count=90, body="Again", lead="Other",
    )  # fmt: skip
    new = article("c106", at("05-24 09:00"), "uk", "106", published_at=at("05-24 08:00"), label="Сюжет")
    return [
        *page("c104-2", moved.seen_at, "uk", "104", batch_id="batch-4"),
        *page("c106", new.seen_at, "uk", "106", batch_id="batch-4"),
        moved,
        new,
        tag(moved, "Хокей", "70"),
        link(moved, "on_topic", "106"),
        views("c104-2", moved.seen_at, "uk", "104", 900),
        views("c106", new.seen_at, "uk", "103", 20),
        views("c106", new.seen_at, "uk", "106", 7),
    ]


def test_only_what_was_touched_is_built_anew(tmp_path: Path) -> None:
    """The rows of a final day that nothing touches are left as they are: a mark set on one of them is still there.

    A tag that comes back after its zero rows had ended gets those of the days between, and no other row of these days is
    written; its expectation goes on from the last of them.
    """
    data = committed_three_days(tmp_path)
    build_models(data, at("06-25 12:00"))
    with duckdb.connect(str(working_database(data))) as connection:
        connection.execute("update coverage_by_topic_day set word_count = 12345 where published_date = '2026-05-08'")
        connection.execute("update topic_burst_day set week_start = '1999-01-04' where published_date = '2026-05-08'")
        connection.execute("update views_by_topic_day set gini = 7 where viewed_date = '2026-05-08'")
    new = article("c107", at("06-25 09:00"), "uk", "107", published_at=at("06-25 08:00"), section="tech")
    pages = page("c107", new.seen_at, "uk", "107", batch_id="batch-4")
    commit(data, "batch-4", [*pages, new, tag(new, "Футбол", "8")])
    build_models(data, at("06-25 12:00"))
    assert query(data, "select sum(article_count) from coverage_by_topic_day where topic_id like '%tech'") == [(1,)]
    football = (
        "select count(*) from {} where topic_id = 'tag:korrespondent:8' and {} between '2026-06-07' and '2026-06-24'"
    )
    for mart, marked in (
        ("coverage_by_topic_day", "word_count = 12345"),
        ("topic_burst_day", "week_start = '1999-01-04'"),
        ("views_by_topic_day", "gini = 7"),
    ):
        date = TOPIC_MARTS[mart]
        assert query(data, f"select bool_and({marked}) from {mart} where {date} = '2026-05-08'") == [(True,)], mart
        assert query(data, football.format(mart, date)) > [(17,)], mart
    incremental = {name: _rows_but(data, name, "2026-05-08") for name in TOPIC_MARTS}
    build_models(data, at("06-25 12:00"), full_refresh=True)
    assert incremental == {name: _rows_but(data, name, "2026-05-08") for name in TOPIC_MARTS}


def _rows_but(data: Path, name: str, left_out: str) -> list[tuple[object, ...]]:
    return _rows(data, f"{name} where {TOPIC_MARTS[name]} <> '{left_out}'")


def _rows(data: Path, name: str) -> list[tuple[object, ...]]:
    """Return a mart's rows in order, fractions to nine digits: sums of doubles depend on their order."""
    rows = query(data, f"from {name} order by all")
    return [tuple(round(value, 9) if isinstance(value, float) else value for value in row) for row in rows]


def test_failing_check_is_named_with_its_rows_and_the_next_build_is_full(tmp_path: Path) -> None:
    data = committed_three_days(tmp_path)
    build_models(data, three_days.AS_OF)
    with Lake.open(data) as lake:
        twice = "insert into lake.outcomes select * replace ('batch-9' as batch_id) from lake.outcomes where article_id = '102'"
        lake.connect().execute(twice)
    with pytest.raises(CheckFailed) as failure:
        build_models(data, three_days.AS_OF)
    assert (failure.value.check, failure.value.rows) == ("one_outcome_per_url_and_run", 1)
    assert "from failures.one_outcome_per_url_and_run" in str(failure.value)
    assert query(data, "select run_id, outcome_count from failures.one_outcome_per_url_and_run") == [("run-1", 2)]
    with Lake.open(data) as lake:
        lake.connect().execute("delete from lake.outcomes where batch_id = 'batch-9'")
    assert build_models(data, three_days.AS_OF).is_full_refresh


def test_failing_model_is_named_with_the_databases_reason(tmp_path: Path) -> None:
    seen_at = at("05-07 10:00")
    long = article("c1", seen_at, "uk", "1", published_at=seen_at, word_count=3_000_000_000)
    commit(tmp_path, "batch-1", [*page("c1", seen_at, "uk", "1"), long])
    with pytest.raises(CheckFailed, match="3000000000 can't be cast") as failure:
        build_models(tmp_path, three_days.AS_OF)
    assert failure.value.check == "article_versions"


def test_open_working_database(tmp_path: Path) -> None:
    Lake.open(tmp_path).close()
    working_database(tmp_path).parent.mkdir()
    hold = f"import duckdb, sys; held = duckdb.connect({str(working_database(tmp_path))!r}); print(1, flush=True); sys.stdin.read()"
    with subprocess.Popen([sys.executable, "-c", hold], stdin=subprocess.PIPE, stdout=subprocess.PIPE) as holder:
        assert holder.stdout is not None
        holder.stdout.readline()
        with pytest.raises(AlreadyRunning, match=r"models\.duckdb"):
            build_models(tmp_path, at("05-09 18:00"))
        holder.communicate()


def test_missing_field_is_drift(tmp_path: Path) -> None:
    """The lead stood in 100 of 100 versions, then in 5 of 10: 0.5 is below 1 - 3 * sqrt(101/102 * 1/102 / 10) = 0.907."""
    rows: list[Row] = []
    for number in range(110):
        hour, lead = ("05-06 10:00", "Lead") if number < 100 else ("05-07 10:00", "Lead" if number % 2 else None)
        version = article(f"c{number}", at(hour), "uk", str(number), published_at=at(hour), lead=lead)
        rows += [*page(version.capture_id, version.seen_at, "uk", version.article_id), version]
    commit(tmp_path, "batch-1", rows)
    build_models(tmp_path, at("05-07 12:00"))
    drift = "select field, seen_date, filled_count, version_count from field_quality_by_outlet_day where is_drift"
    assert query(tmp_path, drift) == [("lead", day("05-07"), 5, 10)]


def test_pages_set_aside_are_drift(tmp_path: Path) -> None:
    """Three pages were set aside on a day without a version: two fields had fallen out of two of them, one of the third."""
    seen_at = at("05-06 10:00")
    good = article("good", seen_at, "uk", "1", published_at=seen_at)
    rows: list[Row] = [*page("good", seen_at, "uk", "1"), good]
    for number, fields in enumerate(("lead", "authors, lead", "authors, lead"), 2):
        shown = capture(f"c{number}", at("05-07 10:00"), article_id=str(number))
        rows += [shown, outcome(shown, "Drifted", branch="quarantine"), quarantined(shown, "Drifted", field=fields)]
    commit(tmp_path, "batch-1", rows)
    build_models(tmp_path, at("05-07 12:00"))
    drift = """
        select field, seen_date, version_count, set_aside_count, fill_rate from field_quality_by_outlet_day
        where is_drift order by field
    """
    assert query(tmp_path, drift) == [
        ("authors", day("05-07"), 0, 2, None),
        ("lead", day("05-07"), 0, 3, None),
    ]


def test_dbt_by_hand(tmp_path: Path) -> None:
    """A person in warehouse/ with KRONIKA_DATA set builds, runs the unit tests and makes the documentation."""
    data = committed_three_days(tmp_path / "data")
    (data / "work").mkdir()
    environment = os.environ | {"KRONIKA_DATA": str(data), "KRONIKA_AS_OF": three_days.AS_OF.isoformat()}
    folders = [f"--target-path={tmp_path / 'target'}", f"--log-path={tmp_path / 'logs'}"]
    dbt = [sys.executable, "-c", "from dbt.cli.main import cli; cli()"]
    for command in (["build"], ["docs", "generate"]):
        done = subprocess.run(
            [*dbt, *command, *folders], cwd=PROJECT, env=environment, capture_output=True, text=True, check=False
        )
        assert done.returncode == 0, done.stdout
    results = json.loads((tmp_path / "target" / "manifest.json").read_text())
    assert len(results["unit_tests"]) >= 28
    catalog = json.loads((tmp_path / "target" / "catalog.json").read_text())
    coverage = catalog["nodes"]["model.kronika.coverage_by_topic_day"]
    assert coverage["columns"]["attention_share"]["type"] == "DOUBLE"
