from pathlib import Path

import pytest

from tests.warehouse.publish.invented import build_invented


@pytest.fixture(scope="session")
def three_days(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A working database with three days of invented news."""
    return build_invented(tmp_path_factory.mktemp("work") / "models.duckdb", 3)
