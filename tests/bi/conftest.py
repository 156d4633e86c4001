from pathlib import Path

import pytest

from tests.warehouse.publish.invented import AS_OF, ZONE, build_invented
from warehouse.publish import publish


@pytest.fixture(scope="session")
def working_database(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return build_invented(tmp_path_factory.mktemp("work") / "models.duckdb", 10)


@pytest.fixture(scope="session")
def folder(working_database: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with `data/published/` in it, as a person has after a first build."""
    here = tmp_path_factory.mktemp("installation")
    publish(working_database, here / "data" / "published", as_of=AS_OF, reporting_zone=ZONE)
    return here
