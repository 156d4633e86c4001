"""A full disk is told as such, and the lake stays as it was."""

from pathlib import Path

from tests.warehouse.small_disk import run_on_small_disk

_FILL = """
import os, sys
from pathlib import Path
from schemas.errors import NoSpace
from tests.warehouse.lake.rows import article, run, tables_of
from warehouse.lake import Lake, connect
data = Path(sys.argv[1])
committed = 0
try:
    with Lake.open(data) as lake:
        while True:
            body = os.urandom(100_000).hex()
            rows = [article(f"{committed}-{n}", f"{committed}-{n}", body=body[n:]) for n in range(20)]
            lake.commit(run(f"b{committed}"), tables_of(*rows))
            committed += 1
except NoSpace as error:
    print(type(error).__name__, "free some" in str(error))
with connect(data) as connection:
    runs, articles = connection.execute("select (select count(*) from lake.runs), (select count(*) from lake.articles)").fetchone()
print(committed > 0, runs == committed, articles == 20 * committed)
"""


def test_no_space(tmp_path: Path) -> None:
    assert run_on_small_disk("4m", tmp_path, _FILL) == "NoSpace True\nTrue True True\n"
