"""What dbt parsed is kept for other data folders, read back the same, and never taken when it is not whole."""

import json
from pathlib import Path
from typing import Any

import pytest

from warehouse.parsed_models import DEFAULT_VARIABLES, parsed_models


def _parsed(work: Path, kept: Path, monkeypatch: pytest.MonkeyPatch) -> str:
    """Parse for a data folder of its own; return what came, but for the instants at which it did."""
    work.mkdir(exist_ok=True)
    monkeypatch.setenv("KRONIKA_DATA", str(work))
    manifest: Any = parsed_models(DEFAULT_VARIABLES, work / "models.duckdb", kept)
    nodes = {name: node.to_dict() | {"created_at": None} for name, node in manifest.nodes.items()}
    return json.dumps(nodes, default=str, sort_keys=True)


def test_it_is_read_back_for_another_folder_and_made_anew_where_it_is_damaged(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    first, second, kept = tmp_path / "first", tmp_path / "second", tmp_path / "kept"
    parsed = _parsed(first, kept, monkeypatch)
    (file,) = kept.iterdir()
    written = file.stat().st_mtime_ns
    assert _parsed(second, kept, monkeypatch) == parsed
    assert (list(kept.iterdir()), file.stat().st_mtime_ns) == ([file], written)

    whole = file.read_bytes()
    (second / file.name).write_bytes(whole[:-1])
    (tmp_path / "refusing").write_text("a file, in which there can be no other")
    assert _parsed(second, tmp_path / "refusing", monkeypatch) == parsed
    assert len((second / file.name).read_bytes()) > len(whole) - 100
    assert (second / file.name).read_bytes() != whole[:-1]
