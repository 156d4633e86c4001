"""A disk that refuses while a run is at work: what the program says, that nothing is damaged, and that the next run goes on.

The stages that build and publish take longer: `python -m tests.reliability.faults` tries them too.
"""

import asyncio
import shutil
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

import pytest

from tests.flows.newsroom_run import crawl_at
from tests.newsroom.running import RunningNewsroom, serve
from tests.reliability.disk_faults import can_mount
from tests.reliability.faults import BEFORE, DURING, WORLD, tried


@pytest.fixture(scope="module")
def newsroom() -> Iterator[RunningNewsroom]:
    with serve(WORLD) as running:
        yield running


@pytest.fixture(scope="module")
def folders(newsroom: RunningNewsroom, tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Path]:
    """A data folder before the fault, and one that went through the same instants without any."""
    if not can_mount():
        pytest.skip("user namespaces with mounts are not allowed here")
    sound, fresh = (tmp_path_factory.mktemp("faults") / name for name in ("sound", "fresh"))
    asyncio.run(crawl_at(newsroom, sound, [BEFORE]))
    shutil.copytree(sound, fresh)
    asyncio.run(crawl_at(newsroom, fresh, [DURING, DURING + timedelta(hours=9)]))
    return sound, fresh


@pytest.mark.parametrize(("fault", "stage"), [("full", "archive"), ("full", "catalogue")])
def test_a_run_says_what_to_do_and_the_next_one_goes_on(
    newsroom: RunningNewsroom, folders: tuple[Path, Path], tmp_path: Path, fault: str, stage: str
) -> None:
    verdict = tried(fault, stage, *folders, tmp_path, newsroom)
    assert verdict.wrong == ()
    assert verdict.message
