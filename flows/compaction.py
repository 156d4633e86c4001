"""The lake's nightly tidying, without an orchestrator."""

import logging
from datetime import timedelta

from flows.locks import exclusive
from flows.settings import Settings
from warehouse.lake import Lake

log = logging.getLogger("kronika.maintain")


def compact(settings: Settings) -> None:
    """Merge small files of the lake, forget snapshots that are older than the retention, delete what nothing refers to.

    Raises:
        NothingCrawled: there is no lake yet.
        AlreadyRunning: another compaction is at work.
    """
    with exclusive(settings.data, "maintenance"):
        Lake.open(settings.data, read_only=True).close()
        with Lake.open(settings.data) as lake:
            lake.maintain(settings.clock()(), timedelta(hours=settings.snapshot_retention_hours))
    log.info("lake compacted")
