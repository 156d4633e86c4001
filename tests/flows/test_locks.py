"""One at a time, across processes, and never a lock that outlives its holder."""

import subprocess
import sys
from pathlib import Path

import pytest

from flows.locks import exclusive, is_held, lock_path, sign_of_life
from schemas.errors import AlreadyRunning, BadSettings

_HOLDER = """
import sys
from pathlib import Path
from flows.locks import exclusive
with exclusive(Path(sys.argv[1]), "korrespondent"):
    print("held", flush=True)
    sys.stdin.read()
"""


_PROBE = """
import sys
from pathlib import Path
from flows.locks import is_held, lock_path
path = lock_path(Path(sys.argv[1]), "korrespondent")
print("probing", flush=True)
while path.exists():
    is_held(path)
"""


def test_another_process_is_refused_until_the_holder_is_gone(tmp_path: Path) -> None:
    command = [sys.executable, "-c", _HOLDER, str(tmp_path)]
    with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE) as holder:
        assert holder.stdout is not None
        assert holder.stdout.readline() == b"held\n"
        with pytest.raises(AlreadyRunning, match="korrespondent"), exclusive(tmp_path, "korrespondent"):
            pass
        with exclusive(tmp_path, "another outlet"):
            pass
        holder.kill()
    with exclusive(tmp_path, "korrespondent"):
        pass


def test_who_asks_whether_a_run_is_at_work_is_not_taken_for_one(tmp_path: Path) -> None:
    with exclusive(tmp_path, "korrespondent"):
        pass
    with subprocess.Popen([sys.executable, "-c", _PROBE, str(tmp_path)], stdout=subprocess.PIPE) as probe:
        assert probe.stdout is not None
        assert probe.stdout.readline() == b"probing\n"
        try:
            for _ in range(2_000):
                with exclusive(tmp_path, "korrespondent"):
                    pass
        finally:
            lock_path(tmp_path, "korrespondent").unlink()


def test_a_sign_of_life_is_held_while_it_can_be_seen_and_then_gone(tmp_path: Path) -> None:
    path = lock_path(tmp_path, "flow-run-1")
    with sign_of_life(tmp_path, "flow-run-1"):
        assert is_held(path)
    assert list(path.parent.iterdir()) == []


def test_a_folder_that_cannot_hold_a_sign_of_life_is_named(tmp_path: Path) -> None:
    (tmp_path / "data").write_text("a file where the data folder should be")
    with (
        pytest.raises(BadSettings, match=r"data/work cannot be written"),
        sign_of_life(tmp_path / "data", "flow-run-1"),
    ):
        pass
