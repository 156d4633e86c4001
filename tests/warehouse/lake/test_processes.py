"""Several processes on one lake: writers that race, writers that are killed, readers that never see a half."""

import json
import os
import signal
import sqlite3
import subprocess
import sys
import time
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from schemas.errors import NothingCrawled
from tests.warehouse.lake.reading import column, dump
from tests.warehouse.lake.rows import merged, page, run
from warehouse.lake import Lake

ROWS_A_BATCH = 12

_COMMIT = """
import sys
from pathlib import Path
from tests.warehouse.lake.test_processes import rows
from tests.warehouse.lake.rows import run
from warehouse.lake import Lake
data, name = Path(sys.argv[1]), sys.argv[2]
won = []
for number in range(4):
    with Lake.open(data) as lake:
        for batch_id in (f"{name}-{number}", f"shared-{number}"):
            if lake.commit(run(batch_id, number), rows(batch_id, number)):
                won.append(batch_id)
print(" ".join(won))
"""

_DIE = """
import os, signal, sys
from pathlib import Path
from tests.warehouse.lake.test_processes import rows
from tests.warehouse.lake.rows import run
from warehouse.lake import Lake
from warehouse.lake.batches import insert_batch

def insert_and_die(connection):
    assert insert_batch(connection, run("killed"), rows("killed", 5), is_replacing=False)
    os.kill(os.getpid(), signal.SIGKILL)

Lake.open(Path(sys.argv[1]))._write(insert_and_die)
"""

_READ = """
import sys
from pathlib import Path
from warehouse.lake import Lake
lake = Lake.open(Path(sys.argv[1]), read_only=True)
print("open", flush=True)
sys.stdin.read()
print(lake.has_batch("first"), flush=True)
"""

_MAINTAIN = """
import sys
import time
from datetime import UTC, datetime
from pathlib import Path
from warehouse.lake import Lake
with Lake.open(Path(sys.argv[1])) as lake:
    lake.maintain(datetime.now(UTC))
"""

_MAKE = """
import sys
from pathlib import Path
from warehouse.lake import Lake
Lake.open(Path(sys.argv[1])).close()
"""

_POLL = """
import json, sys
from pathlib import Path
from warehouse.lake import Lake
data = Path(sys.argv[1])
question = (
    "select (select count(*) from lake.captures where captured_at > timestamptz '2000-01-01 00:00:00+00'), "
    "(select count(distinct capture_id) from lake.articles), (select count(*) from lake.runs)"
)
seen = []
while not (data / "stop").exists():
    with Lake.open(data, read_only=True) as lake, lake.connect() as connection:
        connection.execute("begin transaction")
        seen.append([connection.execute(question).fetchone() for _ in range(3)])
print(json.dumps(seen))
"""


def rows(batch_id: str, hours: float) -> dict[str, object]:
    return merged(*(page(f"{batch_id}/{n}", f"{batch_id}/{n}", hours) for n in range(ROWS_A_BATCH)))


def started(script: str, *arguments: object, **environment: str) -> subprocess.Popen[str]:
    # Without a __file__ duckdb takes a program for a person's session, and prints the progress of what takes 2 s.
    command = [sys.executable, "-c", f"__file__ = 'test'\n{script}", *map(str, arguments)]
    pipe = subprocess.PIPE
    return subprocess.Popen(command, stdin=pipe, stdout=pipe, text=True, env=os.environ | environment)


def test_writers_that_race(tmp_path: Path) -> None:
    writers = [started(_COMMIT, tmp_path, name) for name in ("a", "b", "c")]
    won = [writer.communicate(timeout=120)[0].split() for writer in writers]
    assert [writer.returncode for writer in writers] == [0, 0, 0]
    every = sorted(f"{name}-{number}" for name in ("a", "b", "c", "shared") for number in range(4))
    assert sorted(batch_id for ids in won for batch_id in ids) == every
    with Lake.open(tmp_path, read_only=True) as lake:
        assert column(lake, "select batch_id from lake.runs order by batch_id") == every
        assert column(lake, "select count(*) from lake.captures") == [len(every) * ROWS_A_BATCH]
        assert column(lake, "select count(*) from lake.article_tags") == [len(every) * ROWS_A_BATCH * 2]


def test_a_killed_writer_leaves_nothing_visible(tmp_path: Path) -> None:
    with Lake.open(tmp_path) as lake:
        lake.commit(run("first"), rows("first", 0))
        before = dump(lake)
    dead = started(_DIE, tmp_path)
    dead.communicate(timeout=60)
    assert dead.returncode == -signal.SIGKILL
    left = len(list(tmp_path.rglob("*.parquet")))
    with Lake.open(tmp_path) as lake:
        assert dump(lake) == before
        assert lake.maintain(datetime.now(UTC) + timedelta(days=2)).removed_file_count > 0
        assert len(list(tmp_path.rglob("*.parquet"))) < left
        assert lake.commit(run("killed"), rows("killed", 5))
        assert column(lake, "select count(*) from lake.captures") == [2 * ROWS_A_BATCH]


def test_maintenance_removes_what_a_killed_reader_left_and_not_what_a_living_one_needs(tmp_path: Path) -> None:
    data, copies = tmp_path / "data", tmp_path / "copies"
    copies.mkdir()
    with Lake.open(data) as lake:
        lake.commit(run("first"), rows("first", 0))
    killed, living = (started(_READ, data, TMPDIR=str(copies)) for _ in range(2))
    for reader in (killed, living):
        assert reader.stdout is not None
        assert reader.stdout.readline() == "open\n"
    killed.kill()
    killed.communicate()
    assert len(list(copies.iterdir())) == 2
    started(_MAINTAIN, data, TMPDIR=str(copies)).communicate(timeout=60)
    assert len(list(copies.iterdir())) == 1
    assert living.communicate("", timeout=60)[0] == "True\n"
    assert list(copies.iterdir()) == []


@pytest.mark.parametrize("made_bytes", [1, 150_000], ids=["at its beginning", "with all but our tables"])
def test_a_lake_whose_making_was_killed_is_none_yet(tmp_path: Path, made_bytes: int) -> None:
    maker = started(_MAKE, tmp_path)
    folder = tmp_path / "lake"
    while maker.poll() is None and sum(file.stat().st_size for file in folder.glob(".*.sqlite.new*")) < made_bytes:
        time.sleep(0.0005)
    maker.kill()
    maker.communicate()
    assert list(folder.glob(".*.sqlite.new*"))
    assert not Lake.exists(tmp_path)
    with pytest.raises(NothingCrawled):
        Lake.open(tmp_path, read_only=True)
    with Lake.open(tmp_path) as lake:
        assert lake.commit(run("first"), rows("first", 0))
    assert not list(folder.glob(".*"))


def test_what_an_older_version_left_of_a_lake_is_made_anew(tmp_path: Path) -> None:
    (tmp_path / "lake").mkdir()
    with sqlite3.connect(tmp_path / "lake" / "catalog.sqlite") as catalog:
        catalog.execute("create table ducklake_table (table_name varchar)")
    with pytest.raises(NothingCrawled):
        Lake.open(tmp_path, read_only=True)
    with Lake.open(tmp_path) as lake:
        assert lake.commit(run("first"), rows("first", 0))


def test_readers_see_whole_batches_beside_commits_and_maintenance(tmp_path: Path) -> None:
    with Lake.open(tmp_path) as lake:
        lake.commit(run("b0"), rows("b0", 0))
        readers = [started(_POLL, tmp_path) for _ in range(2)]
        for number in range(1, 13):
            lake.commit(run(f"b{number}"), rows(f"b{number}", number))
            if number % 3 == 0:
                lake.maintain(datetime.now(UTC))
        (tmp_path / "stop").touch()
    for reader in readers:
        seen = json.loads(reader.communicate(timeout=60)[0])
        assert reader.returncode == 0
        assert len(seen) > 3
        assert all(
            captures == articles == runs * ROWS_A_BATCH for answers in seen for captures, articles, runs in answers
        )
        assert all(len({tuple(answer) for answer in answers}) == 1 for answers in seen)
        assert [answers[0][2] for answers in seen] == sorted(answers[0][2] for answers in seen)


def test_a_writer_asks_the_newest_state(tmp_path: Path) -> None:
    with Lake.open(tmp_path) as lake, Lake.open(tmp_path) as other, Lake.open(tmp_path, read_only=True) as reader:
        other.commit(run("b1"), rows("b1", 0))
        other.maintain(datetime.now(UTC))
        assert lake.has_batch("b1")
        assert not reader.has_batch("b1")
        assert [known.article_id for known in lake.known_articles("korrespondent", datetime(2026, 5, 1, tzinfo=UTC))]
        assert lake.commit(run("b2"), rows("b2", 1))
