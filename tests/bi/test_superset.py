"""Superset itself, where KRONIKA_SUPERSET names a folder for its environment: `python -m tests.bi.superset`, with fewer publications."""

import os
from pathlib import Path

import pytest

from tests.bi.superset import run


def test_superset_reads_while_the_warehouse_is_published_again() -> None:
    folder = os.environ.get("KRONIKA_SUPERSET")
    if not folder:
        pytest.skip("KRONIKA_SUPERSET names no folder for an environment of Apache Superset (2 GB): it was not tried")
    Path(folder).mkdir(parents=True, exist_ok=True)
    figures = run(Path(folder).absolute(), publications=3, readers=2)
    assert figures.errors == []
    assert figures.is_well, figures
