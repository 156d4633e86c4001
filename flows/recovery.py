"""Batches that were archived and never committed, because a run was cut off in between."""

import logging
from datetime import datetime, timedelta
from pathlib import Path

from flows.batch_work import BatchSummary, batch_info, commit_batch
from flows.settings import Settings
from warehouse.archive import recover_open_files
from warehouse.lake import Lake

log = logging.getLogger("kronika.recovery")

# Files are kept under the UTC day on which their run began; a run that was cut off longer ago is a matter for `kronika reparse`.
_DAYS_LOOKED_AT = 3


async def recover_batches(settings: Settings, lake: Lake, outlet: str, now: datetime) -> list[BatchSummary]:
    """Commit the archived batches of an outlet that the lake does not hold.

    Call it only while holding the outlet's lock. The cost depends on the last days' files, not on the archive.
    """
    committed = lake.batch_ids_since(outlet, now - timedelta(days=_DAYS_LOOKED_AT))
    summaries = []
    for warc_file in _recent_files(settings.data / "archive", outlet, now):
        if batch_info(settings, warc_file)["batch_id"] in committed:
            continue
        log.warning("%s was archived and not committed: taking it in now", warc_file)
        summaries.append(await commit_batch(settings, lake, warc_file))
    return summaries


def _recent_files(archive: Path, outlet: str, now: datetime) -> list[str]:
    """Return the archive files of the last days, below the archive's root, oldest first."""
    files: list[str] = []
    for back in reversed(range(_DAYS_LOOKED_AT)):
        folder = archive / outlet / f"{now - timedelta(days=back):%Y/%m/%d}"
        if folder.is_dir():
            recover_open_files(folder)
            files += sorted(str(path.relative_to(archive)) for path in folder.glob("*.warc.gz"))
    return files
