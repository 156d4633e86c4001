"""One at a time, across processes, and never a lock that outlives its holder."""

import subprocess
import sys
from pathlib import Path

import pytest

from flows.locks import exclusive
from schemas.errors import AlreadyRunning

_HOLDER = """
import sys
from pathlib import Path
from flows.locks import exclusive
with exclusive(Path(sys.argv[1]), "korrespondent"):
    print("held", flush=True)
    sys.stdin.read()
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
