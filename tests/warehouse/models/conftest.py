"""The three invented days, built once for all modules that read them."""

from pathlib import Path

import pytest

from tests.warehouse.models import three_days
from tests.warehouse.models.lake_rows import commit
from warehouse.build import build_models


@pytest.fixture(scope="package")
def data(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("three_days")
    commit(folder, "batch-2", [])
    commit(folder, "batch-3", [])
    commit(folder, "batch-1", three_days.rows())
    assert build_models(folder, three_days.AS_OF).is_full_refresh
    return folder
