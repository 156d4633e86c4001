"""A selector breaks, as a person meets it: the command fails with its code, says what to do, and doing it mends everything."""

import asyncio
import json
import os
import subprocess
import sys
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

import pytest

from tests.flows.newsroom_run import crawl_at
from tests.flows.program import ROOT, kronika
from tests.newsroom.running import RunningNewsroom, serve
from tests.newsroom.world import World
from warehouse.query import run_query

pytestmark = pytest.mark.flow

WORLD = World(seed=11, first_day=date(2026, 5, 5), days=5, articles_per_day=40)
GOOD_DAYS = [datetime(2026, 5, day, hour, 30, tzinfo=UTC) for day in (5, 6, 7, 8) for hour in (9, 20)]
NEXT_DAY = datetime(2026, 5, 9, 12, 30, tzinfo=UTC)

BROKEN_PROGRAM = """
from tests.flows.mended_outlet import NOWHERE, selectors
from flows.cli import main
with selectors(view_count=NOWHERE):
    main()
"""


def _write_settings(folder: Path, newsroom: RunningNewsroom) -> None:
    lines = [f"now = {NEXT_DAY.isoformat()}", "min_free_mb = 0", "[hosts]"]
    lines += [f'"{real}" = "{played}"' for real, played in newsroom.hosts.items()]
    lines += ["[crawl]", "pause_seconds = 0", "[crawl.connect_to]"]
    lines += [f'"{host}" = "{address}"' for host, address in newsroom.connect_to.items()]
    (folder / "kronika.toml").write_text("\n".join(lines))


def _with_broken_selector(*arguments: str, cwd: Path) -> "subprocess.CompletedProcess[str]":
    return subprocess.run(
        [sys.executable, "-c", BROKEN_PROGRAM, *arguments],
        cwd=cwd,
        env=os.environ | {"PYTHONPATH": str(ROOT), "COLUMNS": "200"},
        capture_output=True,
        text=True,
        timeout=300,
        check=False,
    )


def _published(folder: Path, sql: str) -> list[tuple[Any, ...]]:
    return [tuple(row) for row in run_query(folder / "data" / "published", sql).rows]


def test_the_run_fails_the_last_good_rows_stay_and_a_reparse_heals(tmp_path: Path) -> None:
    with serve(WORLD, GOOD_DAYS[0]) as newsroom:
        asyncio.run(crawl_at(newsroom, tmp_path / "data", GOOD_DAYS))
        _write_settings(tmp_path, newsroom)
        assert kronika("build", cwd=tmp_path).returncode == 0
        articles = "select edition, article_id, headline from articles order by all"
        before = _published(tmp_path, articles)
        newsroom.set_clock(NEXT_DAY)
        (tmp_path / "topics").mkdir()
        (tmp_path / "topics" / "wrong.toml").write_text("[topics.wrong]\ntitle = 'Wrong'\nquery = 'drone AND ('\n")
        failed = _with_broken_selector("run", "--json", cwd=tmp_path)

    assert failed.returncode == 10, failed.stderr
    assert "korrespondent (uk): view_count: filled in 0% of" in failed.stderr
    assert "kronika reparse --outlet korrespondent --from 2026-05-09" in failed.stderr
    assert "wrong.toml, line 3, column 20: wrong: this parenthesis is never closed" in failed.stderr
    assert "Traceback" not in failed.stderr
    (summary,) = json.loads(failed.stdout)
    assert {(drift["edition"], drift["field"]) for drift in summary["drifts"]} == {
        ("uk", "view_count"),
        ("ru", "view_count"),
    }
    assert _published(tmp_path, articles) == before
    set_aside = """
        select edition, field, set_aside_count > 10 from field_quality_by_outlet_day
        where seen_date = '2026-05-09' and set_aside_count > 0 order by edition
    """
    assert _published(tmp_path, set_aside) == [("ru", "view_count", True), ("uk", "view_count", True)]
    status = kronika("status", cwd=tmp_path)
    assert "fields that fell out" in status.stdout
    completeness = (
        "select edition, status from completeness_by_outlet_day where published_date = '2026-05-09' order by edition"
    )
    assert _published(tmp_path, completeness) == [("ru", "suspect"), ("uk", "suspect")]

    (tmp_path / "topics" / "wrong.toml").unlink()
    mended = kronika("reparse", "--outlet", "korrespondent", "--from", "2026-05-09", cwd=tmp_path)
    assert mended.returncode == 0, mended.stderr
    assert len(_published(tmp_path, articles)) > len(before)
    assert _published(tmp_path, set_aside) == []
    assert _published(tmp_path, completeness) == [("ru", "ok"), ("uk", "ok")]
    assert "fields that fell out" not in kronika("status", cwd=tmp_path).stdout
