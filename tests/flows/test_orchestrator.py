"""Prefect's temporary server: it starts beside the program's imports, answers, and ends with the program."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

from tests.flows.program import ROOT

pytestmark = pytest.mark.flow

_SERVE = """
import os, sys, urllib.request
from pathlib import Path
from flows.orchestrator import prepare_prefect, start_temporary_server, temporary_servers

prepare_prefect(Path(sys.argv[1]))
start_temporary_server()()
if temporary_servers():
    with urllib.request.urlopen(os.environ["PREFECT_API_URL"] + "/health", timeout=60) as answer:
        print(answer.status, "prefect" in sys.modules)
print(*temporary_servers())
"""


def _serve(data: Path, **environment: str) -> list[str]:
    done = subprocess.run(
        [sys.executable, "-c", _SERVE, str(data)],
        cwd=ROOT,
        env=os.environ | environment,
        capture_output=True,
        text=True,
        timeout=600,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    return done.stdout.splitlines()


def test_it_answers_and_ends_with_the_program(tmp_path: Path) -> None:
    answered, server = _serve(tmp_path)
    assert answered == "200 False"
    assert not Path("/proc", server).exists()
    assert (tmp_path / "prefect" / "prefect.db").exists()


def test_none_is_started_where_one_is_named(tmp_path: Path) -> None:
    assert _serve(tmp_path, PREFECT_API_URL="http://127.0.0.1:9/api") == [""]
