"""From the lake to the published files: models and their checks, then warehouse, marts and dashboard."""

import logging
from collections.abc import Callable
from contextlib import AbstractContextManager
from datetime import datetime

from flows.locks import exclusive
from flows.progress import STEP_BEGUN
from flows.settings import Settings
from flows.topics import check_topics, update_topics
from warehouse.build import BuildReport, build_models, working_database
from warehouse.messages import write_user_feeds
from warehouse.publish import PublishReport, publish

log = logging.getLogger("kronika.build")


def build_lock(settings: Settings) -> AbstractContextManager[None]:
    """Hold the right to build and publish; a second build waits for the first."""
    return exclusive(settings.data, "build", wait=True)


def models(settings: Settings, as_of: datetime, *, full_refresh: bool = False) -> BuildReport:
    """Build every model from the lake and run every check.

    Raises:
        NothingCrawled: there is no lake yet.
        CheckFailed: a model or check failed.
    """
    log.info("building the models and checking them")
    report = build_models(
        settings.data,
        as_of,
        reporting_zone=settings.reporting_zone,
        late_window_days=settings.late_window_days,
        full_refresh=full_refresh,
        on_node=_shown_node(),
    )
    log.info("%d models built, %d checks passed", report.model_count, report.test_count)
    return report


def _shown_node() -> Callable[[int, int], None]:
    step = STEP_BEGUN.get()  # looked up here, because dbt calls from threads of its own
    step("building models")
    return lambda number, total: step(f"building models: {number} of {total}, their checks among them")


def published(settings: Settings, as_of: datetime) -> PublishReport:
    """Publish what the last build made, and the feeds of the user topics."""
    STEP_BEGUN.get()("publishing")
    report = publish(
        working_database(settings.data),
        settings.data / "published",
        as_of=as_of,
        reporting_zone=settings.reporting_zone,
        notice=settings.notice,
    )
    write_user_feeds(settings.data / "published")
    log.info("published to %s", settings.data / "published")
    return report


def build_and_publish(settings: Settings, *, full_refresh: bool = False) -> PublishReport:
    """Bring topics up to date, build the models, run their checks, and publish; without an orchestrator.

    Raises:
        NothingCrawled: there is no lake yet.
        CheckFailed: a model or check failed; the last good warehouse stays as it is.
        NoSpace: the disk is full.
        BadTopics: topics cannot be used; all else is done.
    """
    as_of = settings.clock()()
    with build_lock(settings):
        mistakes = update_topics(settings, as_of)
        models(settings, as_of, full_refresh=full_refresh)
        report = published(settings, as_of)
    check_topics(mistakes)
    return report
