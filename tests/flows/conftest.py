import asyncio
from collections.abc import Iterator
from pathlib import Path

import pytest

from flows.publication import build_and_publish
from tests.flows.kept_newsroom import EXAMPLE_TOPICS, INSTANTS, WORLD, Installation
from tests.flows.newsroom_run import crawl_at
from tests.newsroom.running import serve


@pytest.fixture(scope="session")
def crawled_and_published(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Installation]:
    data = tmp_path_factory.mktemp("kept") / "data"
    with serve(WORLD) as newsroom:
        asyncio.run(crawl_at(newsroom, data, INSTANTS))
        installation = Installation(data, newsroom)
        build_and_publish(installation.settings().model_copy(update={"topics": EXAMPLE_TOPICS}))
        yield installation


@pytest.fixture
def installation(crawled_and_published: Installation, tmp_path: Path) -> Installation:
    """A copy of it that a test may damage."""
    return crawled_and_published.copied_to(tmp_path / "data")


@pytest.fixture
def tables(crawled_and_published: Installation, tmp_path: Path) -> Installation:
    """A copy of archive and lake alone, of which nothing was published: building takes longer than all else."""
    return crawled_and_published.copied_to(tmp_path / "data", without=("published", "work"))
