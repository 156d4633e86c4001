"""Maintenance changes files and never rows, whatever was committed, replaced and deleted before."""

import random
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pyarrow as pa
import pytest

from tests.warehouse.lake.reading import column, dump
from tests.warehouse.lake.rows import capture, merged, page, run, tables_of
from warehouse.lake import Lake, connect

FAR = timedelta(days=3)


def later() -> datetime:
    """When every snapshot of this test is past its retention; DuckLake stamps them with the real clock."""
    return datetime.now(UTC) + FAR


def files(data: Path) -> int:
    return len(list((data / "lake" / "data").rglob("*.parquet")))


def many(prefix: str, hours: float, count: int = 15) -> dict[str, pa.Table]:
    """More rows than DuckLake keeps in its catalogue."""
    return merged(*(page(f"{prefix}-{number}", f"{prefix}{number}", hours) for number in range(count)))


def test_small_files_become_few(tmp_path: Path) -> None:
    with Lake.open(tmp_path) as lake:
        for number in range(4):
            lake.commit(run(f"b{number}"), many(f"c{number}", number))
        before, count = dump(lake), files(tmp_path)
        report = lake.maintain(later())
        assert dump(lake) == before
    assert count == 4 * 6
    assert files(tmp_path) == 8
    assert report.merged_file_count > 0
    assert report.expired_snapshot_count > 4
    assert report.removed_file_count >= count


def test_files_stay_as_long_as_readers_may_need_them(tmp_path: Path) -> None:
    with Lake.open(tmp_path) as lake:
        for number in range(3):
            lake.commit(run(f"b{number}"), many(f"c{number}", number))
        with connect(tmp_path) as reader:
            reader.execute("begin transaction")
            reader.execute("select count(*) from lake.captures")
            lake.maintain(datetime.now(UTC))
            lake.commit(run("b9"), many("c9", 9))
            assert reader.execute("select count(*), max(length(url)) > 0 from lake.captures").fetchall() == [(45, True)]
        assert column(lake, "select count(*) from lake.captures") == [60]


def test_maintaining_an_empty_lake(tmp_path: Path) -> None:
    with Lake.open(tmp_path) as lake:
        report = lake.maintain(later())
        assert (report.merged_file_count, report.removed_file_count) == (0, 0)
        assert lake.commit(run("b"), many("c", 0))


@pytest.mark.parametrize("seed", range(3))
def test_any_course_of_events(tmp_path: Path, seed: int) -> None:
    chance = random.Random(seed)
    expected: dict[str, dict[str, int]] = {}
    with Lake.open(tmp_path) as lake:
        for step in range(25):
            batch_id = f"b{chance.randrange(6)}"
            rows = {f"{batch_id}-{step}-{n}": chance.randrange(800) for n in range(chance.choice([1, 3, 12, 40]))}
            captures = tables_of(*(capture(c, "1", hour, batch_id=batch_id) for c, hour in rows.items()))
            event = chance.choice(["commit", "commit", "replace", "maintain", "maintain later"])
            if event == "commit":
                is_new = lake.commit(run(batch_id), captures) is not None
                assert is_new == (batch_id not in expected)
                expected.setdefault(batch_id, rows)
            elif event == "replace":
                assert lake.commit(run(batch_id), captures, is_replacing=True)
                expected[batch_id] = rows
            else:
                lake.maintain(later() if event == "maintain later" else datetime.now(UTC))
            found = column(lake, "select capture_id from lake.captures order by capture_id")
            assert found == sorted(c for r in expected.values() for c in r), (step, event)
            assert column(lake, "select batch_id from lake.runs order by batch_id") == sorted(expected)
