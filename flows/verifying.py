"""The lake held against the archive: each record against its digest, each row against what its page gives today."""

import logging
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import Any

from flows.batch_work import parse_batch
from flows.commits import archive_day
from flows.reparse import archive_files_of, info_of, is_within
from flows.settings import Settings
from schemas.errors import DamagedArchive, NothingCrawled
from transforms.outlets import outlet_names
from warehouse.archive import RecordFault, check_records
from warehouse.lake import Lake, TableComparison, committed_files, compare_batch

log = logging.getLogger("kronika.verify")


@dataclass(slots=True)
class VerifyReport:
    """What holding the lake against the archive found.

    Attributes:
        file_count: archive files read.
        record_count: records checked.
        faults: records, or files, that are not what they say.
        tables: each table, in the archive and in the lake.
        unread_batches: batches whose file cannot be parsed, or is not there; their rows are not compared.
    """

    file_count: int = 0
    record_count: int = 0
    faults: list[RecordFault] = field(default_factory=list)
    tables: dict[str, TableComparison] = field(default_factory=lambda: defaultdict(TableComparison))
    unread_batches: list[str] = field(default_factory=list)

    @property
    def is_sound(self) -> bool:
        """Whether every record is whole and the lake holds what the archive gives."""
        return not self.faults and not self.unread_batches and all(each.is_equal for each in self.tables.values())


async def verify(
    settings: Settings, first: date | None = None, last: date | None = None, outlets: tuple[str, ...] | None = None
) -> VerifyReport:
    """Check every record, and parse every file again to compare its rows with those of the lake; changes nothing.

    What was erased on request is in neither.

    Args:
        settings: all settings.
        first: first UTC day of runs; None for the first there is.
        last: last such day. Imported files have no day and are checked when both are None.
        outlets: outlets to check; None for all.

    Raises:
        NothingCrawled: there is no lake, or nothing of that kind.
    """
    report = VerifyReport()
    with Lake.open(settings.data, read_only=True) as lake:
        committed: dict[tuple[str, str], list[str]] = defaultdict(list)
        for batch_id, outlet, warc_file in lake.ask(committed_files):
            committed[warc_file, outlet].append(batch_id)
        files = sorted(_files(settings, committed, first, last, outlets))
        checked: set[str] = set()
        for warc_file, outlet in files:
            if warc_file not in checked:
                checked.add(warc_file)
                _check_file(settings, warc_file, report)
            await _compare_file(settings, lake, warc_file, outlet, committed[warc_file, outlet], report)
    if not files:
        raise NothingCrawled(f"{settings.data} holds no pages of these outlets and days: kronika run fetches some")
    return report


def _files(
    settings: Settings,
    committed: dict[Any, Any],
    first: date | None,
    last: date | None,
    outlets: tuple[str, ...] | None,
) -> set[tuple[str, str]]:
    """Return the files to check, each with its outlet: those on disk, and those that the lake says there are."""
    names = outlets or outlet_names()
    return {
        (warc_file, outlet)
        for warc_file, outlet in (*committed, *_on_disk(settings.data / "archive", names))
        if outlet in names and _is_asked_for(warc_file, first, last)
    }


def _on_disk(archive: Path, outlets: tuple[str, ...]) -> Iterator[tuple[str, str]]:
    for outlet in outlets:
        for _, warc_file in archive_files_of(archive, outlet):
            yield warc_file, outlet


def _is_asked_for(warc_file: str, first: date | None, last: date | None) -> bool:
    if warc_file.startswith("imported/"):
        return first is None and last is None
    return is_within(archive_day(warc_file), first, last)


def _check_file(settings: Settings, warc_file: str, report: VerifyReport) -> None:
    count, faults = check_records(settings.data / "archive", warc_file)
    report.file_count += 1
    report.record_count += count
    report.faults += faults
    log.info("%s: %d records, %d faults", warc_file, count, len(faults))


async def _compare_file(
    settings: Settings, lake: Lake, warc_file: str, outlet: str, batch_ids: list[str], report: VerifyReport
) -> None:
    try:
        batch = await parse_batch(settings, warc_file, info_of(settings, outlet, warc_file))
    except DamagedArchive:  # its faults are in the report
        report.unread_batches += batch_ids or [warc_file]
        return
    for name, comparison in lake.ask(lambda connection: compare_batch(connection, batch.run, batch.tables)).items():
        report.tables[name].add(comparison)
