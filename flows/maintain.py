"""The Prefect flow for the night: compaction of the lake, then a rebuild of the late window with all checks."""

import asyncio

from prefect import flow, task
from prefect.cache_policies import NO_CACHE

from flows.build import build
from flows.compaction import compact
from flows.lost_runs import marked_alive
from flows.settings import Settings, load_settings


@task(name="compact the lake", cache_policy=NO_CACHE, persist_result=False)
async def compact_task(settings: Settings) -> None:
    """Compact beside the event loop."""
    await asyncio.to_thread(compact, settings)


@flow(name="maintain", validate_parameters=False, persist_result=False)
async def maintain(settings: Settings | None = None) -> None:
    """Compact the lake, then rebuild the late window with every check, and publish."""
    settings = settings or load_settings()
    async with marked_alive(settings):
        await compact_task(settings)
        await build(settings)
