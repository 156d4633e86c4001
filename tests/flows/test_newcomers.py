"""What a newcomer pastes and runs, against a crawled and published newsroom: the twenty queries and the notebook."""

import re
from pathlib import Path

import nbformat
import pytest
from nbclient import NotebookClient

from tests.flows.kept_newsroom import Installation
from warehouse.query import run_query

DOCS = Path(__file__).parents[2] / "docs"
QUERIES = re.findall(r"^```sql\n(.*?)^```", (DOCS / "queries.md").read_text(encoding="utf-8"), re.MULTILINE | re.DOTALL)

NEEDS_MORE_THAN_A_DAY = {"12", "13", "14"}
"""Numbers of the queries that find nothing on the newsroom's one day: what views are after a day, and a burst wants a past."""


def test_there_are_twenty_and_two() -> None:
    headings = re.findall(r"^### (\d+)\. ", (DOCS / "queries.md").read_text(encoding="utf-8"), re.MULTILINE)
    assert headings == [str(number) for number in range(1, 21)]
    assert len(QUERIES) == 22


@pytest.mark.parametrize("number", range(1, 23))
def test_a_query_of_the_page_gives_rows(number: int, crawled_and_published: Installation) -> None:
    result = run_query(crawled_and_published.data / "published", QUERIES[number - 1])
    assert result.rows or str(number) in NEEDS_MORE_THAN_A_DAY


def test_the_notebook_runs_from_top_to_bottom(
    crawled_and_published: Installation, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("KRONIKA_DATA", str(crawled_and_published.data))
    notebook = nbformat.read(DOCS / "first_look.ipynb", as_version=4)  # type: ignore[no-untyped-call]
    assert all(not cell.get("outputs") for cell in notebook.cells), "commit it without outputs"
    NotebookClient(
        notebook, timeout=120, kernel_name="python3", resources={"metadata": {"path": str(tmp_path)}}
    ).execute()
    printed = [output.text for cell in notebook.cells for output in cell.get("outputs", ()) if "text" in output]
    (check,) = (text for text in printed if "largest difference" in text)
    assert float(check.split()[-2]) < 0.001
