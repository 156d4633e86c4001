"""The Prefect flow for the morning: the digest of the day before."""

import asyncio

from prefect import flow, task
from prefect.cache_policies import NO_CACHE

from flows.lost_runs import marked_alive
from flows.messages import deliver, digest_message
from flows.settings import Settings, load_settings
from warehouse.messages import read_digest


@task(name="send the digest", cache_policy=NO_CACHE, persist_result=False)
async def send_digest(settings: Settings) -> None:
    """Send the digest of the last whole day, beside the event loop."""
    told = await asyncio.to_thread(read_digest, settings.data / "published")
    await asyncio.to_thread(deliver, settings, digest_message(settings, told))


@flow(name="digest", validate_parameters=False, persist_result=False)
async def digest(settings: Settings | None = None) -> None:
    """Tell the services of the settings what the last whole day brought."""
    settings = settings or load_settings()
    async with marked_alive(settings):
        await send_digest(settings)
