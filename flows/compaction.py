"""The lake's nightly tidying, without an orchestrator."""

import logging
from datetime import timedelta

from flows.erasing import finish_erasures
from flows.locks import exclusive
from flows.settings import Settings
from schemas.errors import AlreadyRunning
from warehouse.lake import Lake

log = logging.getLogger("kronika.maintain")


def compact(settings: Settings) -> None:
    """Merge small files of the lake, forget snapshots that are older than the retention, delete what nothing refers to.

    Before that it finishes what somebody asked to erase, unless a run is at work.

    Raises:
        NothingCrawled: there is no lake yet.
        AlreadyRunning: another compaction is at work.
    """
    try:
        finish_erasures(settings)
    except AlreadyRunning as busy:
        log.warning("what is to be erased waits for the next maintenance: %s", busy)
    with exclusive(settings.data, "maintenance"):
        Lake.open(settings.data, read_only=True).close()
        with Lake.open(settings.data) as lake:
            lake.maintain(settings.clock()(), timedelta(hours=settings.snapshot_retention_hours))
    log.info("lake compacted")
