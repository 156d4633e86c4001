"""Every table again from the archive, without a request."""

import logging
from collections.abc import Iterator
from datetime import date
from itertools import groupby
from pathlib import Path

from flows.batch_work import parse_batch
from flows.commits import MOST_HELD, commit_batches, drift_error, in_chunks
from flows.drift import START_OF_TIME, Drift, fields_set_aside
from flows.drift_judge import DriftJudge
from flows.imports import import_info, outlets_in
from flows.locks import exclusive
from flows.progress import STEP_BEGUN
from flows.settings import Settings
from schemas.errors import NothingCrawled
from transforms.outlets import outlet_names
from warehouse.archive import read_batch_info
from warehouse.lake import Lake

log = logging.getLogger("kronika.reparse")


async def reparse(
    settings: Settings, first: date | None = None, last: date | None = None, outlets: tuple[str, ...] | None = None
) -> int:
    """Parse the archive again, outlet by outlet in the order of the runs; each batch is replaced in one transaction.

    Args:
        settings: all settings.
        first: first UTC day of runs to parse again; None for the first there is.
        last: last such day; None for the last there is. Imported files have no day and are taken when both are None.
        outlets: outlets to parse again; None for all.

    Returns:
        How many batches were parsed.

    Raises:
        NothingCrawled: the archive holds nothing of that kind.
        FieldsDrifted: fields fell out of the pages of some runs; these are in quarantine, all else is done.
        DamagedArchive: a file cannot be read; the batches before it are done.
    """
    archive = settings.data / "archive"
    count = 0
    drifts: list[Drift] = []
    imported = _imported_files(settings, archive) if first is None and last is None else {}
    for outlet in outlets or outlet_names():
        warc_files = [warc_file for day, warc_file in archive_files_of(archive, outlet) if is_within(day, first, last)]
        warc_files += [warc_file for warc_file, its_outlets in imported.items() if outlet in its_outlets]
        if not warc_files:
            continue
        with exclusive(settings.data, outlet):
            drifts += await _reparse_files(settings, outlet, warc_files)
        log.info("%s: %d batches parsed again", outlet, len(warc_files))
        count += len(warc_files)
    if not count:
        raise NothingCrawled(f"{archive} holds no pages of these outlets and days: kronika run fetches some")
    if drifts:
        with Lake.open(settings.data, read_only=True) as lake:
            raise drift_error(drifts, fields_set_aside(lake, None, START_OF_TIME))
    return count


async def _reparse_files(settings: Settings, outlet: str, warc_files: list[str]) -> list[Drift]:
    """Parse archive files again, oldest run first: whether a version is new, or a field is drifting, depends on those before."""
    infos = [(info_of(settings, outlet, warc_file), warc_file) for warc_file in warc_files]
    infos.sort(key=lambda each: (each[0]["started_at"], each[0]["batch_id"]))
    drifts: list[Drift] = []
    with Lake.open(settings.data) as lake:
        lake.bind(settings.hosts)
        judge = DriftJudge(settings, lake, outlet)
        for _, of_run in groupby(infos, key=lambda each: each[0]["run_id"]):
            for chunk in in_chunks(of_run, MOST_HELD):
                STEP_BEGUN.get()(f"parsing again: {chunk[0][0]['batch_id']}")
                batches = [await parse_batch(settings, warc_file, info) for info, warc_file in chunk]
                report = await commit_batches(settings, lake, judge, batches, is_replacing=True)
                drifts += report.drifts
    return drifts


def info_of(settings: Settings, outlet: str, warc_file: str) -> dict[str, str]:
    """Return what an archive file says of its batch, or what an import says of a file that is not ours.

    Raises:
        DamagedArchive: the file does not begin with a readable record.
    """
    info = read_batch_info(settings.data / "archive" / warc_file)
    if "batch_id" in info:
        return info
    return import_info(outlet, Path(warc_file).name.partition("-")[0], settings.clock()())


def archive_files_of(archive: Path, outlet: str) -> Iterator[tuple[date, str]]:
    """Yield the files that we crawled of an outlet, each with the UTC day of its run."""
    for path in (archive / outlet).glob("*/*/*/*.warc.gz"):
        year, month, day = path.parts[-4:-1]
        yield date(int(year), int(month), int(day)), str(path.relative_to(archive))


def _imported_files(settings: Settings, archive: Path) -> dict[str, set[str]]:
    """Return the imported files, each with the outlets whose pages it holds."""
    paths = (path for path in (archive / "imported").glob("*") if not path.name.startswith("."))
    return {str(path.relative_to(archive)): outlets_in(settings, path) for path in paths}


def is_within(day: date, first: date | None, last: date | None) -> bool:
    """Tell whether a day is in a span, whose ends may be open."""
    return (first is None or first <= day) and (last is None or day <= last)
