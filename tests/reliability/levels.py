"""What the soak measures of a process and its data folder, and whether it levels off."""

import os
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from statistics import linear_regression, mean, median

_TENTHS = 10
_MOST_RISE = 0.05
_FEWEST = 2
_NOISE = {"open files": 2.0, "temporary files": 0.5}
"""Rises that count as none, in the measure's own unit, where 5 % of it would be less than one."""


@dataclass(frozen=True, slots=True)
class Folder:
    """Files below a folder, and their bytes."""

    files: int
    bytes: int


@dataclass(frozen=True, slots=True)
class Disk:
    """What lies on the disk.

    Attributes:
        archive: the archive; grows with what was seen.
        lake: the lake's data files; grow with what was seen, and are at best one a table and month.
        months: months of which the lake has data.
        catalog_bytes: the lake's catalogue with its log.
        work: locks, logs, the models' working database.
        published: what readers get.
        temporary_files: what is left in the folder for temporary files.
    """

    archive: Folder
    lake: Folder
    months: int
    catalog_bytes: int
    work: Folder
    published: Folder
    temporary_files: int


@dataclass(frozen=True, slots=True)
class Sample:
    """What was measured at the end of a simulated day.

    Attributes:
        day: its number, from 0.
        run_seconds: CPU seconds of each run of the day.
        night_seconds: CPU seconds of compaction.
        build_seconds: CPU seconds of building and publishing; None on days without.
        resident_bytes: memory of the process (RSS) after them.
        open_files: file descriptors after them.
        captures: responses archived on the day.
        disk: what lies on the disk.
    """

    day: int
    run_seconds: tuple[float, ...]
    night_seconds: float
    build_seconds: float | None
    resident_bytes: int
    open_files: int
    captures: int
    disk: Disk


_Measure = Callable[[Sample], float | None]
_JUDGED: dict[str, _Measure] = {
    "run ms": lambda sample: 1000 * median(sample.run_seconds),
    "night s": lambda sample: sample.night_seconds,
    "build s": lambda sample: sample.build_seconds,
    "memory MB": lambda sample: sample.resident_bytes / 1e6,
    "open files": lambda sample: sample.open_files,
    "catalogue kB": lambda sample: sample.disk.catalog_bytes / 1e3,
    "work files": lambda sample: sample.disk.work.files,
    "published files": lambda sample: sample.disk.published.files,
    "temporary files": lambda sample: sample.disk.temporary_files,
    "lake files a month": lambda sample: sample.disk.lake.files / sample.disk.months,
}
_COUNTED: dict[str, _Measure] = {
    "work MB": lambda sample: sample.disk.work.bytes / 1e6,
    "lake MB": lambda sample: sample.disk.lake.bytes / 1e6,
    "published MB": lambda sample: sample.disk.published.bytes / 1e6,
    "archive files": lambda sample: sample.disk.archive.files,
    "archive MB": lambda sample: sample.disk.archive.bytes / 1e6,
}


def resident_bytes() -> int:
    """Return the memory that this process holds (RSS)."""
    pages = int(Path("/proc/self/statm").read_text().split()[1])
    return pages * os.sysconf("SC_PAGE_SIZE")


def open_file_count() -> int:
    """Return how many file descriptors this process has open."""
    return len(os.listdir("/proc/self/fd"))


def disk_of(data: Path, temporary: Path) -> Disk:
    """Measure a data folder and what is left in the folder for temporary files."""
    catalog = (path for path in (data / "lake").glob("catalog.sqlite*"))
    return Disk(
        archive=_folder(data / "archive"),
        lake=_folder(data / "lake" / "data"),
        months=len({(path.parent.name, path.name) for path in (data / "lake" / "data").rglob("month=*")}) or 1,
        catalog_bytes=sum(path.stat().st_size for path in catalog),
        work=_folder(data / "work"),
        published=_folder(data / "published"),
        temporary_files=sum(1 for _ in temporary.glob("kronika-catalog-*")),
    )


def _folder(folder: Path) -> Folder:
    sizes = [path.stat().st_size for path in folder.rglob("*") if path.is_file()]
    return Folder(len(sizes), sum(sizes))


def table_lines(samples: Sequence[Sample]) -> list[str]:
    """Return a Markdown table: a line a tenth of the days, each measure's median over it."""
    measures = {**_JUDGED, **_COUNTED}
    size = max(1, -(-len(samples) // _TENTHS))
    lines = [f"| days | runs | captures | {' | '.join(measures)} |", f"|---|{'---|' * (len(measures) + 2)}"]
    for start in range(0, len(samples), size):
        part = samples[start : start + size]
        runs, captures = sum(len(sample.run_seconds) for sample in part), sum(sample.captures for sample in part)
        values = " | ".join(f"{_median(part, measure)}" for measure in measures.values())
        lines.append(f"| {part[0].day}–{part[-1].day} | {runs} | {captures} | {values} |")
    return lines


def verdict_lines(samples: Sequence[Sample]) -> tuple[list[str], bool]:
    """Return a line on each measure that should level off, and whether all do."""
    third = len(samples) // 3
    middle, last = samples[third : 2 * third], samples[2 * third :]
    lines, is_all_level = [], True
    for name, measure in _JUDGED.items():
        if min(len(_values(part, measure)) for part in (middle, last)) < _FEWEST:
            lines.append(f"not judged: {name} was measured on fewer than {_FEWEST} days of a third")
            is_all_level = False
            continue
        before, after = _rise(middle, measure), _rise(last, measure)
        allowed = max(_MOST_RISE * mean(_values(last, measure).values()), _NOISE.get(name, 0.0), before / 2)
        is_level = after <= allowed
        is_all_level &= is_level
        lines.append(
            f"{'level' if is_level else 'GROWS'}: {name} rose by {before:.3g} over the middle third of the days, "
            f"by {after:.3g} over the last (allowed: {allowed:.3g})"
        )
    return lines, is_all_level


def _rise(samples: Sequence[Sample], measure: _Measure) -> float:
    """Return by how much a measure rises over some days, along its line of least squares."""
    measured = _values(samples, measure)
    line = linear_regression(list(measured), list(measured.values()))
    return line.slope * (samples[-1].day - samples[0].day)


def _median(samples: Sequence[Sample], measure: _Measure) -> str:
    values = _values(samples, measure).values()
    return f"{median(values):.4g}" if values else "–"


def _values(samples: Sequence[Sample], measure: _Measure) -> dict[int, float]:
    """Return the measure by day, where it was taken."""
    return {sample.day: value for sample in samples if (value := measure(sample)) is not None}
