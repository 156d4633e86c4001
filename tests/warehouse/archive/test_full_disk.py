"""A full disk is told as such, and what was written before it stays readable."""

from pathlib import Path

from tests.warehouse.small_disk import run_on_small_disk

_FILL = """
import os, sys
from pathlib import Path
from schemas.errors import NoSpace
from tests.warehouse.archive.writing import FILE, batch, respond
from warehouse.archive import read_captures, recover_open_files
root = Path(sys.argv[1]) / "archive"
written = 0
try:
    with batch(root) as archive:
        while True:
            respond(archive, body=os.urandom(30_000))
            written += 1
except NoSpace as error:
    print(type(error).__name__, "free some" in str(error))
(recovered,) = recover_open_files(root)
print(written == recovered.capture_count == len(list(read_captures(root, FILE))), written > 5, recovered.dropped_bytes)
"""


def test_no_space(tmp_path: Path) -> None:
    assert run_on_small_disk("400k", tmp_path, _FILL) == "NoSpace True\nTrue True 0\n"
