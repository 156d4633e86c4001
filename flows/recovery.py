"""Batches that were archived and never committed, because a run was cut off in between."""

import logging
from datetime import datetime, timedelta
from itertools import groupby
from pathlib import Path

from flows.batch_work import batch_info, parse_batch
from flows.commits import CommitReport, commit_batches
from flows.drift_judge import DriftJudge
from flows.settings import Settings
from warehouse.archive import recover_open_files
from warehouse.lake import Lake

log = logging.getLogger("kronika.recovery")

# Files are kept under the UTC day on which their run began; a run that was cut off longer ago is a matter for `kronika reparse`.
_DAYS_LOOKED_AT = 3


async def recover_batches(settings: Settings, lake: Lake, judge: DriftJudge, now: datetime) -> list[CommitReport]:
    """Commit the archived batches of the judge's outlet that the lake does not hold, those of a run judged together.

    Call it only while holding the outlet's lock. The cost depends on the last days' files, not on the archive.
    """
    committed = lake.batch_ids_since(judge.outlet, now - timedelta(days=_DAYS_LOOKED_AT))
    infos = {file: batch_info(settings, file) for file in _recent_files(settings.data / "archive", judge.outlet, now)}
    lost = [file for file, info in infos.items() if info["batch_id"] not in committed]
    reports = []
    for _, files in groupby(lost, key=lambda file: infos[file]["run_id"]):
        batches = []
        for file in files:
            log.warning("%s was archived and not committed: taking it in now", file)
            batches.append(await parse_batch(settings, file, infos[file]))
        reports.append(await commit_batches(settings, lake, judge, batches))
    return reports


def _recent_files(archive: Path, outlet: str, now: datetime) -> list[str]:
    """Return the archive files of the last days, below the archive's root, oldest first."""
    files: list[str] = []
    for back in reversed(range(_DAYS_LOOKED_AT)):
        folder = archive / outlet / f"{now - timedelta(days=back):%Y/%m/%d}"
        if folder.is_dir():
            recover_open_files(folder)
            files += sorted(str(path.relative_to(archive)) for path in folder.glob("*.warc.gz"))
    return files
