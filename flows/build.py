"""The Prefect flow that builds the models, checks them and publishes."""

import asyncio

from prefect import flow, task
from prefect.artifacts import acreate_table_artifact
from prefect.cache_policies import NO_CACHE

from flows.lost_runs import marked_alive
from flows.publication import build_lock, models, published
from flows.settings import Settings, load_settings
from flows.topics import check_topics, update_topics
from schemas.topic_errors import BadTopic
from warehouse.build import BuildReport
from warehouse.publish import PublishReport


@task(name="match topics", cache_policy=NO_CACHE, persist_result=False)
async def topics_task(settings: Settings) -> tuple[BadTopic, ...]:
    """Bring topics and their hits up to date, beside the event loop."""
    return await asyncio.to_thread(update_topics, settings, settings.clock()())


@task(name="build models", cache_policy=NO_CACHE, persist_result=False)
async def build_task(settings: Settings, *, full_refresh: bool) -> BuildReport:
    """Build the models and run their checks, beside the event loop."""
    return await asyncio.to_thread(models, settings, settings.clock()(), full_refresh=full_refresh)


@task(name="publish", cache_policy=NO_CACHE, persist_result=False)
async def publish_task(settings: Settings) -> PublishReport:
    """Swap the published files, beside the event loop."""
    return await asyncio.to_thread(published, settings, settings.clock()())


@flow(name="build", validate_parameters=False, persist_result=False)
async def build(settings: Settings | None = None, *, full_refresh: bool = False) -> PublishReport:
    """Bring topics up to date, build, check and publish; a failing check stops before publishing.

    Raises:
        BadTopics: topics cannot be used; all else is done.
    """
    settings = settings or load_settings()
    async with marked_alive(settings):
        with build_lock(settings):
            mistakes = await topics_task(settings)
            built = await build_task(settings, full_refresh=full_refresh)
            report = await publish_task(settings)
    await acreate_table_artifact(
        table=[{"models": built.model_count, "checks": built.test_count, **report.row_counts}],
        key="published",
        description=f"Rows of the warehouse in {settings.data / 'published'}.",
    )
    check_topics(mistakes)
    return report
