"""The deployments: news of each outlet every 15 minutes, maintenance at night, the digest in the morning; overlapping runs are refused."""

from prefect import aserve
from prefect.client.schemas.objects import ConcurrencyLimitConfig, ConcurrencyLimitStrategy
from prefect.deployments.runner import RunnerDeployment
from prefect.schedules import Cron
from prefect.types.entrypoint import EntrypointType

from flows.digest import digest
from flows.ingest import run
from flows.maintain import maintain
from flows.messages import has_services
from flows.settings import Settings

# CANCEL_NEW: a run that would overlap the one before is refused, not queued behind it.
_ONE_AT_A_TIME = ConcurrencyLimitConfig(limit=1, collision_strategy=ConcurrencyLimitStrategy.CANCEL_NEW)


async def deployments(settings: Settings) -> list[RunnerDeployment]:
    """Return one deployment an outlet, one for the night and, where somebody is to be told, one for the morning; in the reporting zone."""
    news = [
        await run.ato_deployment(
            f"news-{outlet}",
            description=f"News and revisits of {outlet}, then build and publish.",
            parameters={"outlets": [outlet]},
            schedule=Cron("*/15 * * * *", timezone=settings.reporting_zone),
            concurrency_limit=_ONE_AT_A_TIME,
            entrypoint_type=EntrypointType.MODULE_PATH,
        )
        for outlet in settings.outlets
    ]
    night = await maintain.ato_deployment(
        "nightly",
        description="Compaction of the lake, rebuild of the late window, all checks.",
        schedule=Cron("10 3 * * *", timezone=settings.reporting_zone),
        concurrency_limit=_ONE_AT_A_TIME,
        entrypoint_type=EntrypointType.MODULE_PATH,
    )
    morning = await digest.ato_deployment(
        "morning",
        description="The digest of the day before, to the services of the settings.",
        schedule=Cron("0 7 * * *", timezone=settings.reporting_zone),
        concurrency_limit=_ONE_AT_A_TIME,
        entrypoint_type=EntrypointType.MODULE_PATH,
    )
    return [*news, night, *([morning] if has_services(settings) else [])]


async def serve_deployments(settings: Settings) -> None:
    """Serve the deployments until interrupted; needs a standing Prefect server (PREFECT_API_URL)."""
    await aserve(*await deployments(settings), print_starting_message=False)
