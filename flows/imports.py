"""WARC files that someone else wrote: copied into the archive, parsed and committed like a crawl of ours."""

import hashlib
import logging
import os
import shutil
from datetime import datetime
from pathlib import Path

from flows.batch_work import BatchSummary, parse_batch, summarise
from flows.locks import exclusive
from flows.progress import STEP_BEGUN
from flows.settings import Settings
from schemas.errors import BadSettings
from transforms.outlets import load_outlet, outlet_names
from warehouse.archive import read_captures
from warehouse.lake import Lake

log = logging.getLogger("kronika.import")


async def import_file(settings: Settings, path: Path) -> list[BatchSummary]:
    """Take in one WARC file: one batch for each outlet whose pages it holds. A second import of it adds nothing.

    Raises:
        BadSettings: the file is not there, or holds no page of a known outlet.
        DamagedArchive: it cannot be read.
    """
    if not path.is_file():
        raise BadSettings(f"{path}: there is no such file")
    STEP_BEGUN.get()(f"taking in {path.name}")
    digest = _digest(path)
    outlets = outlets_in(settings, path)
    if not outlets:
        known = ", ".join(outlet_names())
        raise BadSettings(
            f"{path}: no page of a known outlet in it (known: {known}; kronika outlet list shows their hosts)"
        )
    warc_file = _keep_copy(settings.data / "archive", path, digest)
    return [await _import_outlet(settings, warc_file, outlet, digest) for outlet in sorted(outlets)]


async def _import_outlet(settings: Settings, warc_file: str, outlet: str, digest: str) -> BatchSummary:
    with exclusive(settings.data, outlet), Lake.open(settings.data) as lake:
        lake.bind(settings.hosts)
        batch = await parse_batch(settings, warc_file, import_info(outlet, digest, settings.clock()()))
        summary = summarise(batch, lake.commit(batch.run, batch.tables))
    log.info(
        "%s: %d pages of %s, %s", warc_file, summary.captures, outlet, "new" if summary.is_new else "known already"
    )
    return summary


def import_info(outlet: str, digest: str, now: datetime) -> dict[str, str]:
    """Return what our own files say of their batch in their first record, for a file that is not ours."""
    return {
        "run_id": f"import/{outlet}/{digest[:16]}",
        "batch_id": f"import/{outlet}/{digest[:16]}/articles",
        "flow": "import",
        "outlet": outlet,
        "stage": "articles",
        "started_at": now.isoformat(),
    }


def _digest(path: Path) -> str:
    with path.open("rb") as handle:
        return hashlib.file_digest(handle, "sha256").hexdigest()


def outlets_in(settings: Settings, path: Path) -> set[str]:
    """Return the outlets that own a URL in a WARC file.

    Raises:
        DamagedArchive: it cannot be read.
    """
    outlets = [load_outlet(name).with_hosts(settings.hosts) for name in outlet_names()]
    found: set[str] = set()
    for capture in read_captures(path.parent, path.name):
        found.update(outlet.name for outlet in outlets if outlet.name not in found and outlet.address(capture.url))
    return found


def _keep_copy(archive: Path, path: Path, digest: str) -> str:
    """Copy the file into the archive under its digest, whole or not at all; return its path below the archive.

    A file that is there already, under whatever name, stays as it is: something may have been erased from it.
    """
    there = next((archive / "imported").glob(f"{digest[:16]}-*"), None)
    target = there or archive / "imported" / f"{digest[:16]}-{path.name}"
    if not target.exists():
        target.parent.mkdir(parents=True, exist_ok=True)
        partial = target.with_name(f".{target.name}.part")
        shutil.copyfile(path, partial)
        os.replace(partial, target)
    return str(target.relative_to(archive))
