"""The Prefect flows that bring pages in: `news` for one outlet, `run` for all and the build after them."""

import asyncio
from collections.abc import Awaitable, Callable, Sequence
from datetime import datetime
from typing import Any, TypeVar

from prefect import flow, task
from prefect.artifacts import acreate_table_artifact
from prefect.cache_policies import NO_CACHE

from flows.batches import news_run
from flows.build import build
from flows.failures import Failures
from flows.lost_runs import forget_old_runs, marked_alive
from flows.messages import has_services, send_alerts
from flows.outlet_run import RunPlan, RunSummary, check_drift, news_plan, run_outlet
from flows.settings import Settings, load_settings
from schemas.errors import FieldsDrifted, NotDelivered
from schemas.topic_errors import BadTopics
from transforms.outlets import load_outlet

T = TypeVar("T")


@task(cache_policy=NO_CACHE, persist_result=False)
async def step(work: Callable[[], Awaitable[Any]]) -> Any:
    """Do one batch's stage; what makes a second one do nothing is the batch's id in the lake, not a cache."""
    return await work()


async def as_task(name: str, work: Callable[[], Awaitable[T]]) -> T:
    """Do a step of a run as a Prefect task of that name."""
    result: T = await step.with_options(name=name, task_run_name=name)(work)
    return result


async def ingest(settings: Settings, plan: RunPlan) -> RunSummary:
    """Do one run of an outlet with tasks, and show in the UI what it came to, its drifted fields in the description."""
    summary = await run_outlet(settings, plan, as_task)
    rows = [
        {
            "batch": batch.batch_id,
            "pages archived": batch.captures,
            "article versions": batch.articles,
            "quarantined": batch.quarantined,
            **{f"ended as {name}": count for name, count in sorted(batch.outcomes.items())},
        }
        for batch in summary.batches
    ]
    columns = {column: "" for row in rows for column in row}
    await acreate_table_artifact(
        table=[{**columns, **row} for row in rows],
        key=summary.run_id.lower().replace("/", "-").replace("_", "-"),
        description="\n".join(
            [f"What {summary.run_id} fetched, wrote and set aside.", *map(str, (*summary.drifts, *summary.warnings))]
        ),
    )
    return summary


@flow(name="news", flow_run_name="news-{outlet}", validate_parameters=False, persist_result=False)
async def news(outlet: str, settings: Settings | None = None) -> RunSummary:
    """Read an outlet's listings and feeds, fetch what is new and what is due for a revisit, commit it.

    Args:
        outlet: the outlet's name.
        settings: all settings; read from file and environment when a schedule starts the flow.

    Raises:
        FieldsDrifted: fields fell out of the outlet's pages; the new articles are in quarantine.
    """
    settings = settings or load_settings()
    now = settings.clock()()
    described = load_outlet(outlet).with_hosts(settings.hosts)
    async with marked_alive(settings):
        summary = await ingest(settings, news_plan(settings, described, news_run(outlet, now), now))
    check_drift([summary])
    return summary


@flow(name="run", validate_parameters=False, persist_result=False)
async def run(settings: Settings | None = None, outlets: tuple[str, ...] | None = None) -> list[RunSummary]:
    """Bring in the news of every outlet in the settings, then build and publish.

    An outlet whose fields drifted holds up neither the others nor the publishing: its new articles are not among the rows.

    Raises:
        FieldsDrifted: fields fell out of the pages of an outlet, after all else is done.
        NotDelivered: an alert was not taken by a service, after all was published; it is told again the next time.
        BadTopics: topics cannot be used; all else is done. Of several failures the gravest is raised, with the others as notes.
    """
    settings = settings or load_settings()
    summaries: list[RunSummary] = []
    async with marked_alive(settings):
        for outlet in outlets or settings.outlets:
            try:
                summaries.append(await news(outlet, settings))
            except FieldsDrifted as drifted:
                summaries += [each for each in drifted.runs if isinstance(each, RunSummary)]
        with Failures() as failures:
            with failures.kept(FieldsDrifted):
                check_drift(summaries)
            with failures.kept(BadTopics):
                await build(settings)
            await forget_old_runs()
            with failures.kept(NotDelivered):
                await tell_alerts(settings)
    return summaries


@task(name="tell alerts", cache_policy=NO_CACHE, persist_result=False)
async def tell_alerts(settings: Settings) -> None:
    """Tell whom the settings name of what is new and wants attention, beside the event loop."""
    if has_services(settings):
        await asyncio.to_thread(send_alerts, settings)


@flow(name="rehearse", validate_parameters=False, persist_result=False)
async def rehearse(
    settings: Settings, instants: Sequence[datetime], set_site_clock: Callable[[datetime], None]
) -> list[RunSummary]:
    """Do the main job at pretended instants against a site whose clock can be set, then build and publish once.

    Args:
        settings: all settings, but for the instant.
        instants: when to crawl, in order.
        set_site_clock: called before each crawl.
    """
    summaries = []
    async with marked_alive(settings):
        for instant in instants:
            set_site_clock(instant)
            pretending = settings.model_copy(update={"now": instant})
            summaries += [await news(outlet, pretending) for outlet in settings.outlets]
        await build(settings.model_copy(update={"now": instants[-1]}))
    return summaries
