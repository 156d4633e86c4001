"""Archive, lake and published files: whether they are there and know each other."""

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from itertools import groupby
from pathlib import Path

from flows.checks.check import Check, shown
from flows.checks.machine import day_span
from flows.locks import is_held
from flows.settings import Settings
from schemas.errors import NothingCrawled, QueryFailed
from schemas.lake_tables import LAKE_FORMAT
from transforms.outlets import load_outlet, outlet_names
from warehouse.archive.open_file import OPEN_SUFFIX
from warehouse.lake import Lake, archive_files
from warehouse.lake.health import catalog_faults, data_files, needed_files, newest_commit, parsed_articles
from warehouse.query import run_query

_REBUILD = "move the folder lake/ away, then kronika reparse: the archive gives every table again"
_PUBLISH = "kronika build"
_STALE = timedelta(days=1)


def check_format(lake: Lake) -> Check:
    """Name the lake's format."""
    if lake.is_older:
        return Check(
            "lake", "warning", f"it has an older format than {LAKE_FORMAT}", "the next kronika run brings it up to date"
        )
    return Check("lake", "ok", f"it opens, format {LAKE_FORMAT}")


def check_data_files(settings: Settings, *, is_full: bool) -> Iterator[Check]:
    """Compare the catalogue with the files on disk."""
    files = data_files(settings.data)
    faults = catalog_faults(settings.data) if is_full else []
    if faults:
        yield Check("catalogue", "wrong", shown(faults), _REBUILD)
    if files.missing:
        yield Check("data files", "wrong", f"{len(files.missing)} are gone or cut: {shown(files.missing)}", _REBUILD)
    elif files.orphans:
        finding = f"{len(files.orphans)} that nothing refers to: {shown(files.orphans)}"
        yield Check("data files", "warning", finding, "kronika maintain removes them once they are a day old")
    else:
        yield Check("data files", "ok", f"all {files.count} are there")


def check_archive(settings: Settings, lake: Lake, since: datetime) -> Iterator[Check]:
    """Compare the captures since then with the files that they point to, and the files with the batches."""
    archive = settings.data / "archive"
    needed = lake.ask(lambda connection: needed_files(connection, since))
    sizes = {each.warc_file: _size(archive / each.warc_file) for each in needed}
    lost = [each for each in needed if sizes[each.warc_file] is None]
    cut = [each for each in needed if _is_cut(each.warc_file, sizes[each.warc_file], each.needed_bytes)]
    if lost or cut:
        names = [f"{each.warc_file} is not there" for each in lost] + [f"{each.warc_file} is cut short" for each in cut]
        captures = sum(each.capture_count for each in (*lost, *cut))
        finding = f"{captures} captures point to files that are gone or cut: {shown(names)}"
        yield Check("archive", "wrong", finding, "restore them from a backup; kronika verify names every record")
    else:
        yield Check("archive", "ok", f"{len(needed)} files hold all that the captures since {since:%Y-%m-%d} point to")
    yield _check_uncommitted(archive, lake.ask(archive_files), since)


def check_parsers(lake: Lake) -> Iterator[Check]:
    """Name the outlets with articles that another version of the parser read than the present one."""
    known = outlet_names()
    others = [
        each
        for each in lake.ask(parsed_articles)
        if each.outlet in known and each.parser_version != load_outlet(each.outlet).parser_version
    ]
    for outlet, group in groupby(others, key=lambda each: each.outlet):
        articles = list(group)
        day = min(each.first_seen_at for each in articles).astimezone(UTC).date()
        finding = f"another version read {sum(each.count for each in articles)} articles of {outlet} since {day}"
        remedy = f"kronika reparse --outlet {outlet} --from {day}; until then no edit between versions is counted"
        yield Check("parsers", "warning", finding, remedy)
    if not others:
        yield Check("parsers", "ok", "the present ones read every article")


def _check_uncommitted(archive: Path, committed: set[str], since: datetime) -> Check:
    """Look for files of runs that were cut off: partial ones, and whole ones that no batch brought into the lake."""
    paths = list(_files_since(archive, since))
    partial = [path for path in paths if path.name.endswith(OPEN_SUFFIX) and not is_held(path)]
    names = [path.relative_to(archive).as_posix() for path in paths if not path.name.endswith(OPEN_SUFFIX)]
    unknown = [name for name in names if name not in committed]
    if partial or unknown:
        finding = f"{len(partial)} partial, {len(unknown)} whole and not in the lake: "
        finding += shown([path.relative_to(archive).as_posix() for path in partial] + unknown)
        remedy = "kronika run takes in those of the last 3 days, kronika reparse --from the older ones"
        return Check("archived batches", "warning", finding, remedy)
    return Check("archived batches", "ok", f"all {len(names)} files since {since:%Y-%m-%d} are in the lake")


def _files_since(archive: Path, since: datetime) -> Iterator[Path]:
    for folder in archive.glob("*/[0-9][0-9][0-9][0-9]/[0-9][0-9]/[0-9][0-9]"):
        year, month, day = map(int, folder.parts[-3:])
        if datetime(year, month, day, tzinfo=UTC) + timedelta(days=1) > since:
            yield from (path for path in folder.glob("*.warc.gz*") if not path.name.startswith("."))


def _size(path: Path) -> int | None:
    try:
        return path.stat().st_size
    except FileNotFoundError:
        return None


def _is_cut(name: str, size: int | None, needed: int) -> bool:
    """Tell whether a file is too short; offsets in a Zstandard file count uncompressed bytes, so its size says nothing."""
    return size is not None and size < needed and not name.endswith(".zst")


def check_published(settings: Settings, lake: Lake) -> Check:
    """Look whether the published warehouse can be read, and how old it is against the lake."""
    try:
        as_of: datetime = run_query(settings.data / "published", "select as_of from publication").rows[0][0]
    except NothingCrawled:
        return Check("published", "warning", "nothing is published", _PUBLISH)
    except (QueryFailed, IndexError) as error:
        return Check("published", "wrong", f"the warehouse cannot be read: {error}", _PUBLISH)
    newest = lake.ask(newest_commit)
    behind = timedelta() if newest is None else newest - as_of
    if behind > _STALE:
        finding = f"it ends {day_span(behind)} before the lake's last batch: builds fail, or nobody builds"
        return Check("published", "warning", finding, f"{_PUBLISH}; what it says tells why")
    return Check("published", "ok", f"as of {as_of:%Y-%m-%d %H:%M} UTC, readable")
