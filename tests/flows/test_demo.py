"""The main job as a new user starts it: `kronika demo`, twice, then what the README promises to be there."""

import csv
import io
import json
import subprocess
import sys
from pathlib import Path
from typing import Any

import duckdb
import pytest

from tests.flows.program import kronika
from tests.warehouse.dashboard.reading import page_json

pytestmark = pytest.mark.flow


class Demo:
    """A data folder in which the demo ran, and what it printed."""

    def __init__(self, folder: Path, printed: str) -> None:
        self.folder = folder
        self.printed = printed
        self.published = folder / "data" / "published"

    def sql(self, query: str) -> list[dict[str, Any]]:
        done = kronika("sql", "--json", query, cwd=self.folder)
        assert done.returncode == 0, done.stderr
        rows: list[dict[str, Any]] = json.loads(done.stdout)
        return rows


@pytest.fixture(scope="module")
def demo(tmp_path_factory: pytest.TempPathFactory) -> Demo:
    folder = tmp_path_factory.mktemp("demo")
    done = kronika("demo", cwd=folder, timeout=400)
    assert done.returncode == 0, done.stderr
    assert "Traceback" not in done.stderr
    return Demo(folder, done.stdout)


def _counts(demo: Demo) -> dict[str, int]:
    with duckdb.connect(demo.published / "warehouse.duckdb", read_only=True) as warehouse:
        names = [row[0] for row in warehouse.execute("select table_name from duckdb_tables()").fetchall()]
        return {name: warehouse.execute(f"select count(*) from {name}").fetchall()[0][0] for name in names}


def test_it_ends_with_coverage_files_and_three_queries(demo: Demo) -> None:
    assert "2026-05-05" in demo.printed
    assert "2026-05-07" in demo.printed
    assert str(demo.published / "dashboard.html") in demo.printed
    queries = [line.strip() for line in demo.printed.splitlines() if "kronika sql --data" in line]
    assert len(queries) == 3
    for query in queries:
        rows = demo.sql(query.split('"')[1])
        assert rows


def test_what_others_rely_on_is_published(demo: Demo) -> None:
    counts = _counts(demo)
    for name in (
        "articles",
        "article_versions",
        "article_tags",
        "related_links",
        "view_counts",
        "coverage_by_topic_day",
    ):
        assert counts[name] > 100, name
        assert (demo.published / "marts" / f"{name}.parquet").stat().st_size > 0
        with (demo.published / "marts" / f"{name}.csv").open(newline="") as file:
            assert sum(1 for _ in csv.reader(file)) == counts[name] + 1


def test_every_table_and_column_is_described(demo: Demo) -> None:
    undescribed = (
        "select table_name, column_name from duckdb_columns() where comment is null and not internal "
        "union all select table_name, null from duckdb_tables() where comment is null and not internal"
    )
    assert demo.sql(undescribed) == []


def test_article_text_stays_in_the_lake(demo: Demo) -> None:
    with duckdb.connect(demo.published / "warehouse.duckdb", read_only=True) as warehouse:
        columns = warehouse.execute("select column_name from duckdb_columns()").fetchall()
    assert "body" not in {name for (name,) in columns}


def test_the_notice_says_that_the_news_are_invented(demo: Demo) -> None:
    page = page_json((demo.published / "dashboard.html").read_text(encoding="utf-8"))
    assert "Invented news" in page
    assert page.count("korrespondent.example/") > 50
    assert "korrespondent.net/" not in page


def test_warcio_accepts_the_archive(demo: Demo) -> None:
    files = sorted(map(str, (demo.folder / "data" / "archive").rglob("*.warc.gz")))
    assert len(files) >= 20
    checked = subprocess.run(
        [sys.executable, "-m", "warcio.cli", "check", *files], capture_output=True, text=True, timeout=120, check=False
    )
    assert (checked.returncode, checked.stdout) == (0, "")


def test_an_article_is_shown_with_all_that_is_known(demo: Demo) -> None:
    url = demo.sql("select url from articles where version_count >= 3 order by version_count desc limit 1")[0]["url"]
    done = kronika("show", url, "--json", cwd=demo.folder)
    assert done.returncode == 0, done.stderr
    known = json.loads(done.stdout)
    assert len(known["articles"]) >= 3
    assert len(known["articles"][0]["body"]) > 200
    assert known["view_counts"]
    assert known["outcomes"]


def test_csv_and_parquet_come_out_of_a_query(demo: Demo) -> None:
    done = kronika("sql", "-f", "csv", "select edition, count(*) as n from articles group by edition", cwd=demo.folder)
    assert {row["edition"] for row in csv.DictReader(io.StringIO(done.stdout))} == {"uk", "ru"}
    target = demo.folder / "out.parquet"
    assert kronika("sql", "-f", "parquet", "-o", str(target), "select 1 as one", cwd=demo.folder).returncode == 0
    assert duckdb.sql(f"select one from '{target}'").fetchall() == [(1,)]


def test_real_pages_are_kept_out_of_invented_ones(demo: Demo) -> None:
    done = kronika("reparse", "--no-build", cwd=demo.folder)
    assert done.returncode == 2
    assert "other hosts" in done.stderr


def test_a_second_run_changes_no_count(demo: Demo) -> None:
    before = _counts(demo)
    done = kronika("demo", "--quiet", cwd=demo.folder, timeout=400)
    assert done.returncode == 0, done.stderr
    assert _counts(demo) == before
