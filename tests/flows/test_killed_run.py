"""A run that is killed outright: its batches are finished by the next run, which also says of it that it was killed."""

import os
import sqlite3
import subprocess
import sys
import time
from contextlib import suppress
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import pytest

from tests.flows.program import ROOT, kronika
from tests.newsroom.running import RunningNewsroom, serve
from tests.newsroom.world import World
from warehouse.lake import connect

pytestmark = pytest.mark.flow

AT = datetime(2026, 5, 5, 15, 0, tzinfo=UTC)


def _write_settings(folder: Path, newsroom: RunningNewsroom) -> None:
    lines = [f"now = {AT.isoformat()}", "[hosts]"]
    lines += [f'"{real}" = "{played}"' for real, played in newsroom.hosts.items()]
    lines += ["[crawl]", "pause_seconds = 0", "[crawl.connect_to]"]
    lines += [f'"{host}" = "{address}"' for host, address in newsroom.connect_to.items()]
    (folder / "kronika.toml").write_text("\n".join(lines))


def _kill_while_fetching_articles(folder: Path) -> None:
    process = subprocess.Popen(
        [sys.executable, "-m", "flows.cli", "run"],
        cwd=folder,
        env=os.environ | {"PYTHONPATH": str(ROOT)},
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
        start_new_session=True,
    )
    archive = folder / "data" / "archive"
    deadline = time.monotonic() + 180
    while not list(archive.rglob("*articles*.open")) and time.monotonic() < deadline and process.poll() is None:
        time.sleep(0.1)
    assert list(archive.rglob("*articles*.open")), "the run never got to its articles"
    process.kill()  # alone, as the system does that runs out of memory: what it started lives on
    process.wait()


def _processes_of(data: Path) -> list[str]:
    """Return the command lines of the processes whose Prefect is at home in a data folder."""
    home = f"PREFECT_HOME={data / 'prefect'}".encode()
    found = []
    for process in Path("/proc").glob("[0-9]*"):
        with suppress(OSError):
            if home in (process / "environ").read_bytes().split(b"\0"):
                found.append((process / "cmdline").read_text())
    return found


def _forget_a_sign_of_life(data: Path) -> None:
    """Leave one of the killed flow runs as a process leaves it that is killed before it could show its sign of life."""
    sign = min((data / "work").glob("flow-run-*.lock"), key=lambda path: path.stat().st_mtime)
    sign.unlink()
    with sqlite3.connect(data / "prefect" / "prefect.db") as server:
        began = (datetime.now(UTC) - timedelta(minutes=2)).strftime("%Y-%m-%d %H:%M:%S.%f")
        run_id = sign.stem.removeprefix("flow-run-")
        changed = server.execute("update flow_run set expected_start_time = ? where id = ?", (began, run_id))
        assert changed.rowcount == 1


def test_the_next_run_finishes_it_and_marks_it_as_crashed(tmp_path: Path) -> None:
    world = World(seed=5, first_day=date(2026, 5, 5), days=1, articles_per_day=40)
    with serve(world, AT) as newsroom:
        _write_settings(tmp_path, newsroom)
        newsroom.misbehave([{"match": "ua.*-*", "kind": "slow", "share": 1.0, "params": {"seconds": 2}}])
        _kill_while_fetching_articles(tmp_path)
        newsroom.behave()
        _forget_a_sign_of_life(tmp_path / "data")
        done = kronika("run", "--json", cwd=tmp_path, timeout=300)
    assert done.returncode == 0, done.stderr
    assert _processes_of(tmp_path / "data") == []
    with sqlite3.connect(tmp_path / "data" / "prefect" / "prefect.db") as server:
        states = server.execute("select state_type from flow_run order by created").fetchall()
    assert ("RUNNING",) not in states
    assert states.count(("CRASHED",)) == 2  # `run`, and `news` inside it
    assert not list((tmp_path / "data" / "archive").rglob("*.open"))
    with connect(tmp_path / "data") as lake:
        captured = {
            row[0] for row in lake.execute("select article_id from lake.captures where kind = 'article'").fetchall()
        }
        repeated = lake.execute("select url from lake.captures where kind = 'article' group by url having count(*) > 1")
        assert repeated.fetchall() == []
    published = {article_id for edition in ("uk", "ru") for article_id, url in world.articles(edition, AT)}
    assert len(captured & published) >= 0.9 * len(published)
