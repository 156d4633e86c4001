"""Writers that die leave every complete record behind."""

import os
import signal
import subprocess
import sys
from pathlib import Path

import pytest

from tests.warehouse.archive.writing import FILE, PAGE, batch, respond
from warehouse.archive import RecoveredFile, read_captures, recover_open_files

_DYING = """
import os, signal, sys
from pathlib import Path
from tests.warehouse.archive.writing import batch, respond
archive = batch(Path(sys.argv[1]))
for number in range(int(sys.argv[2])):
    respond(archive, f"https://ua.korrespondent.example/{number}")
os.kill(os.getpid(), signal.SIGKILL)
"""


def die_while_writing(root: Path, responses: int) -> Path:
    died = subprocess.run([sys.executable, "-c", _DYING, str(root), str(responses)], check=False)
    assert died.returncode == -signal.SIGKILL
    return root / f"{FILE}.open"


def test_a_killed_writer_loses_nothing_that_was_written(tmp_path: Path) -> None:
    die_while_writing(tmp_path, 5)
    assert recover_open_files(tmp_path) == [RecoveredFile(FILE, 5, 0)]
    assert [c.body for c in read_captures(tmp_path, FILE)] == [PAGE] * 5
    assert not list(tmp_path.rglob("*.open"))


@pytest.mark.parametrize("kept", [-1, -9, -len(PAGE)])
def test_an_incomplete_last_record_is_cut_off(tmp_path: Path, kept: int) -> None:
    left = die_while_writing(tmp_path, 3)
    os.truncate(left, left.stat().st_size + kept)
    (recovered,) = recover_open_files(tmp_path)
    assert (recovered.relative_path, recovered.capture_count) == (FILE, 2)
    assert recovered.dropped_bytes > 0
    assert len(list(read_captures(tmp_path, FILE))) == 2


def test_a_file_without_responses_is_removed(tmp_path: Path) -> None:
    left = die_while_writing(tmp_path, 0)
    assert left.exists()
    assert recover_open_files(tmp_path) == [RecoveredFile(None, 0, 0)]
    assert not left.exists()


def test_an_error_in_the_batch_leaves_the_file_for_recovery(tmp_path: Path) -> None:
    def fail() -> None:
        with batch(tmp_path) as archive:
            respond(archive)
            raise KeyError("a fault of ours")

    with pytest.raises(KeyError):
        fail()
    assert not (tmp_path / FILE).exists()
    assert [r.capture_count for r in recover_open_files(tmp_path)] == [1]


def test_a_new_try_recovers_the_old_one_first(tmp_path: Path) -> None:
    die_while_writing(tmp_path, 2)
    with batch(tmp_path) as archive:
        respond(archive)
    assert archive.relative_path != FILE
    assert len(list(read_captures(tmp_path, FILE))) == 2
    assert len(list(read_captures(tmp_path, archive.relative_path))) == 1


def test_a_living_writer_is_left_alone(tmp_path: Path) -> None:
    with batch(tmp_path) as archive:
        respond(archive)
        assert recover_open_files(tmp_path) == []
        respond(archive)
    assert len(list(read_captures(tmp_path, FILE))) == 2


def test_nothing_to_recover(tmp_path: Path) -> None:
    assert recover_open_files(tmp_path / "never") == []
    assert recover_open_files(tmp_path) == []
