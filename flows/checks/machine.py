"""The machine: versions, settings, disk, locks."""

import shutil
from datetime import timedelta
from importlib.metadata import PackageNotFoundError, requires, version
from pathlib import Path

from packaging.requirements import Requirement

from flows.checks.check import Check, shown
from flows.locks import held_locks, lock_path
from flows.settings import Settings
from schemas.errors import BadSettings
from warehouse.archive import read_erasures
from warehouse.lake.attach import extension_path

_TIGHT = 5
"""A disk with less than so many times what a run asks for is tight."""
_LOST_RUN = "flow-run-"


def check_versions() -> Check:
    """Compare the installed packages with what this version was made for."""
    wrong = []
    for line in requires("kronika") or ():
        requirement = Requirement(line)
        if requirement.marker is not None and not requirement.marker.evaluate({"extra": ""}):
            continue
        try:
            installed = version(requirement.name)
        except PackageNotFoundError:
            wrong.append(f"{requirement.name} is missing")
            continue
        if not requirement.specifier.contains(installed, prereleases=True):
            wrong.append(f"{requirement.name} {installed} is not {requirement.specifier}")
    try:
        extension_path("ducklake")
    except BadSettings as error:
        wrong.append(str(error))
    if wrong:
        return Check("versions", "wrong", shown(wrong), "install kronika again with the versions of constraints.txt")
    return Check("versions", "ok", f"kronika {version('kronika')}, duckdb {version('duckdb')}, and what they need")


def check_settings(settings: Settings) -> Check:
    """Look for settings that are fit for trying out alone."""
    doubts = []
    if settings.now is not None:
        doubts.append(f"now pretends that it is {settings.now:%Y-%m-%d %H:%M}")
    if settings.crawl.contact is None:
        doubts.append("crawl.contact is not set: outlets cannot ask you to stop")
    if doubts:
        return Check("settings", "warning", shown(doubts), "set it in kronika.toml")
    return Check("settings", "ok", f"outlets {', '.join(settings.outlets)}; days of {settings.reporting_zone}")


def check_disk(settings: Settings) -> Check:
    """Compare what is free with what a run asks for."""
    folder = next(path for path in (settings.data, *settings.data.parents) if path.exists())
    free = shutil.disk_usage(folder).free // 1_000_000
    remedy = "free some, or point --data at another disk"
    if free < settings.min_free_mb:
        finding = f"{free} MB free: no run begins with less than {settings.min_free_mb} (min_free_mb)"
        return Check("disk", "wrong", finding, remedy)
    if free < _TIGHT * settings.min_free_mb:
        return Check("disk", "warning", f"{free} MB free, a run asks for {settings.min_free_mb}", remedy)
    return Check("disk", "ok", f"{free} MB free")


def check_locks(settings: Settings) -> Check:
    """Name what is at work, and the runs that were killed: theirs are the lock files of flow runs that nobody holds."""
    held = held_locks(settings.data)
    lost = [
        path.stem.removeprefix(_LOST_RUN)
        for path in sorted((settings.data / "work").glob(f"{_LOST_RUN}*.lock"))
        if path.stem not in held
    ]
    if lost:
        finding = f"killed before they ended: {shown(lost)}"
        return Check("runs at work", "warning", finding, "kronika run takes in what they had fetched, and marks them")
    at_work = [f"{name}{_holder(settings.data, name)}" for name in held if not name.startswith(_LOST_RUN)]
    return Check("runs at work", "ok", shown(at_work) or "none; no lock is held")


def _holder(data: Path, name: str) -> str:
    """Return the process that holds a lock, as the system tells it (proc(5), /proc/locks); nothing where it does not."""
    locks = Path("/proc/locks")
    try:
        inode = str(lock_path(data, name).stat().st_ino)
        lines = locks.read_text().splitlines()
    except OSError:
        return ""
    holders = [line.split()[4] for line in lines if "->" not in line and line.split()[5].rpartition(":")[2] == inode]
    return f" (process {holders[0]})" if holders else ""


def check_erasures(settings: Settings) -> Check:
    """Look for erasures that were cut off."""
    erasures = read_erasures(settings.data / "archive")
    if erasures.unfinished:
        finding = f"{len(erasures.unfinished)} requests to erase were begun and not finished"
        return Check("erasures", "wrong", finding, "kronika forget, without a name, finishes them")
    return Check("erasures", "ok", f"{len(erasures.begun)} requests, all carried out")


def day_span(age: timedelta) -> str:
    """Return an age as people say it."""
    hours = age.total_seconds() / 3600
    return f"{hours:.0f} hours" if hours < 48 else f"{hours / 24:.0f} days"
