"""The Prefect flow that brings in the past: outlet-day by outlet-day, newest first, resumable."""

from datetime import date, timedelta

from prefect import flow

from flows.batches import backfill_run
from flows.build import build
from flows.ingest import ingest
from flows.lost_runs import marked_alive
from flows.outlet_run import RunSummary, backfill_plan, check_drift
from flows.settings import Settings, load_settings


def days_newest_first(first: date, last: date) -> list[date]:
    """Return every day from `last` back to `first`."""
    return [last - timedelta(days=back) for back in range((last - first).days + 1)]


@flow(name="backfill", flow_run_name="backfill-{first}-{last}", validate_parameters=False, persist_result=False)
async def backfill(
    first: date,
    last: date,
    outlets: tuple[str, ...] | None = None,
    settings: Settings | None = None,
    *,
    again: bool = False,
    with_build: bool = True,
) -> list[RunSummary]:
    """Fetch the listings of each outlet-day and every article on them that was never had.

    An outlet-day that an earlier backfill completed is passed over, unless `again`; so a backfill that was cut off
    is resumed by starting it again.

    Raises:
        FieldsDrifted: fields fell out of the pages of an outlet-day; the backfill stops there.
    """
    settings = settings or load_settings()
    summaries = []
    async with marked_alive(settings):
        for day in days_newest_first(first, last):
            for outlet in outlets or settings.outlets:
                identity = backfill_run(outlet, day, settings.clock()(), again=again)
                summaries.append(await ingest(settings, backfill_plan(identity, day)))
                check_drift(summaries)
        if with_build:
            await build(settings)
    return summaries
