"""Apache Superset shows the dashboard that we ship, while the warehouse is published anew again and again.

    python -m tests.bi.superset [FOLDER] [--publications 20] [--readers 3] [--picture FILE.png]

Installs Superset into an environment of its own in FOLDER (a temporary one by default; 2 GB), serves it on the loopback
interface, imports the bundle by its API, lets Chromium open the dashboard, and asks for the data of every chart and
filter as the page did, over and over, while two publications take each other's place. Each answer must be that of one of the
two, whole, and of none that was replaced before the question. Prints a table, and exits with 1 where anything is wrong.
"""

import argparse
import sys
import threading
import time
from collections import Counter
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import duckdb
import httpx

from tests.bi import superset_api as api
from tests.bi.superset_browser import CHOSEN, EDITION, FIRST, LAST, SLUG, opened_dashboard, take_picture
from tests.bi.superset_server import Server, install, running
from tests.warehouse.publish.invented import AS_OF, ZONE, build_invented
from warehouse.publish import publish
from warehouse.superset import pack_bundle

Queries = dict[str, dict[str, Any]]
NARROWED = ", narrowed"
EDITORIAL = "select coalesce(sum(article_count), 0)::bigint from section_mix_day"


@dataclass(frozen=True)
class Read:
    """One answer.

    Attributes:
        chart: name of the chart or filter.
        asked_at, answered_at: seconds of the monotonic clock.
        rows: what came; None where it failed.
        error: why it failed.
    """

    chart: str
    asked_at: float
    answered_at: float
    rows: api.Rows | None
    error: str = ""


@dataclass
class Figures:
    """What a run of this script came to: how often each chart was read, and what was wrong with answers."""

    publications: int
    reads: Counter[str] = field(default_factory=Counter)
    failed: Counter[str] = field(default_factory=Counter)
    mixed: Counter[str] = field(default_factory=Counter)
    stale: Counter[str] = field(default_factory=Counter)
    changing: set[str] = field(default_factory=set)
    errors: list[str] = field(default_factory=list)

    @property
    def is_well(self) -> bool:
        """Whether every chart was read, changed with the publication where it shows what changed, and nothing was wrong."""
        return all(self.reads.values()) and not (self.failed + self.mixed + self.stale) and bool(self.changing)


class Publishing:
    """A published folder in which two invented warehouses take turns."""

    def __init__(self, folder: Path) -> None:
        # Blanks and letters of other alphabets in a path are what people have.
        self.published = folder / "published тут"
        self._works = [build_invented(folder / f"models_{seed}.duckdb", 30, seed=seed) for seed in (1, 2)]
        self.turns: list[tuple[int, float, float]] = []

    def publish(self, which: int) -> None:
        """Publish one of the two; `turns` says which, and between which instants the file was swapped."""
        begun = time.monotonic()
        publish(self._works[which], self.published, as_of=AS_OF, reporting_zone=ZONE)
        self.turns.append((which, begun, time.monotonic()))

    def current(self, since: float, until: float) -> set[int]:
        """Which of the two may have been the current one at some instant between two."""
        ends = [end for _, _, end in self.turns[1:]] + [float("inf")]
        return {
            which for (which, begun, _), end in zip(self.turns, ends, strict=True) if begun <= until and since <= end
        }


@contextmanager
def dashboard(programs: Path, folder: Path, publishing: Publishing) -> Iterator[tuple[Server, Queries]]:
    """Serve Superset with the bundle imported, and yield it with the query of every chart and filter, by name."""
    with running(programs, folder / "superset") as server:
        with api.logged_in(server) as client:
            bundle = pack_bundle(publishing.published)
            api.import_dashboard(client, bundle)
            api.import_assets(client, bundle)  # as one renews it
            names = api.chart_names(client, SLUG)
        with opened_dashboard(server) as (_, asked):
            queries = {_name(query, names): query for query in asked}
        with opened_dashboard(server, CHOSEN) as (_, asked):
            queries |= {
                f"{_name(query, names)}{NARROWED}": query for query in asked if query["form_data"].get("slice_id")
            }
        missing = {f"{name}{more}" for name in names.values() for more in ("", NARROWED)} - set(queries)
        if missing:
            raise RuntimeError(f"the dashboard did not ask for {sorted(missing)}")
        yield server, queries


def _name(query: dict[str, Any], names: dict[int, str]) -> str:
    form = query["form_data"]
    return names.get(form.get("slice_id"), f"filter {form.get('native_filter_id', '').removeprefix('NATIVE_FILTER-')}")


def answers(server: Server, queries: Queries) -> dict[str, api.Rows]:
    """Ask each query once."""
    with api.logged_in(server) as client:
        return {name: api.chart_rows(client, query) for name, query in queries.items()}


def read_while_publishing(
    server: Server, queries: Queries, publishing: Publishing, times: int, readers: int
) -> list[Read]:
    """Publish so many times beside so many readers, each of whom reads every chart in turn; return all that they read."""
    done = threading.Event()
    reads: list[Read] = []

    def read() -> None:
        with api.logged_in(server) as client:
            while not done.is_set():
                reads.extend(_read_once(client, name, query) for name, query in queries.items())

    threads = [threading.Thread(target=read) for _ in range(readers)]
    for thread in threads:
        thread.start()
    for turn in range(times):
        publishing.publish(turn % 2)
        print(f"published {turn + 1} of {times}; {len(reads)} reads", flush=True)
    done.set()
    for thread in threads:
        thread.join()
    return reads


def _read_once(client: httpx.Client, name: str, query: dict[str, Any]) -> Read:
    asked_at = time.monotonic()
    try:
        rows = api.chart_rows(client, query)
    except (api.Refused, httpx.HTTPError) as error:
        return Read(name, asked_at, time.monotonic(), None, str(error))
    return Read(name, asked_at, time.monotonic(), rows)


def judged(reads: Sequence[Read], truth: Sequence[dict[str, api.Rows]], publishing: Publishing) -> Figures:
    """Hold every answer against what the two publications say, and which of them was there to be read."""
    figures = Figures(len(publishing.turns))
    figures.changing = {name for name in truth[0] if truth[0][name] != truth[1][name]}
    for name in truth[0]:
        figures.reads[name] = 0
    for read in reads:
        figures.reads[read.chart] += 1
        of = {which for which in (0, 1) if read.rows == truth[which][read.chart]}
        if read.rows is None:
            figures.failed[read.chart] += 1
            figures.errors.append(f"{read.chart}: {read.error}")
        elif not of:
            figures.mixed[read.chart] += 1
            closest = min((set(read.rows) ^ set(each[read.chart]) for each in truth), key=len)
            figures.errors.append(f"{read.chart}: of neither publication: {sorted(closest, key=repr)[:4]}")
        elif not of & publishing.current(read.asked_at, read.answered_at):
            figures.stale[read.chart] += 1
    return figures


def run(folder: Path, publications: int, readers: int, picture: Path | None = None) -> Figures:
    """Do all that this script does, in a folder; what was installed there is used again."""
    programs = install(folder / "environment")
    with TemporaryDirectory(dir=folder) as scratch:
        publishing = Publishing(Path(scratch))
        publishing.publish(0)
        with dashboard(programs, Path(scratch), publishing) as (server, queries):
            truth = [answers(server, queries)]
            publishing.publish(1)
            truth.append(answers(server, queries))
            check_by_hand(truth[1], publishing.published / "warehouse.duckdb")
            reads = read_while_publishing(server, queries, publishing, publications, readers)
            if picture:
                take_picture(server, picture)
            return judged(reads, truth, publishing)


def check_by_hand(truth: dict[str, api.Rows], warehouse: Path) -> None:
    """Hold one chart's sum, without and with filters, against the published file itself.

    Raises:
        RuntimeError: they differ.
    """
    narrow = f"where edition = '{EDITION}' and published_date >= '{FIRST}' and published_date < '{LAST}'"
    for name, condition in (("Editorial articles", ""), (f"Editorial articles{NARROWED}", narrow)):
        shown = sum(dict(row)["articles"] for row in truth[name])
        with duckdb.connect(warehouse, read_only=True) as connection:
            ((published,),) = connection.execute(f"{EDITORIAL} {condition}").fetchall()
        if shown != published or not shown:
            raise RuntimeError(f"{name}: the chart has {shown}, the warehouse {published}")


def report(figures: Figures) -> None:
    print(f"\n{'chart':<42}{'reads':>7}{'failed':>8}{'mixed':>7}{'stale':>7}  differs between publications")
    for name, reads in figures.reads.items():
        differs = "yes" if name in figures.changing else "no"
        print(
            f"{name:<42}{reads:>7}{figures.failed[name]:>8}{figures.mixed[name]:>7}{figures.stale[name]:>7}  {differs}"
        )
    print(f"\n{figures.publications} publications, {sum(figures.reads.values())} reads, {sum(figures.failed.values())} failed, "
          f"{sum(figures.mixed.values())} mixed, {sum(figures.stale.values())} stale")  # fmt: skip
    for error in figures.errors[:5]:
        print(error)


def main() -> None:
    options = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    options.add_argument(
        "folder", nargs="?", type=Path, help="folder for Superset's environment; used again when there"
    )
    options.add_argument("--publications", type=int, default=20)
    options.add_argument("--readers", type=int, default=3)
    options.add_argument("--picture", type=Path, help="PNG file to write of the imported dashboard")
    chosen = options.parse_args()
    with TemporaryDirectory() as temporary:
        folder: Path = chosen.folder or Path(temporary)
        folder.mkdir(parents=True, exist_ok=True)
        figures = run(folder.absolute(), chosen.publications, chosen.readers, chosen.picture)
    report(figures)
    sys.exit(not figures.is_well)


if __name__ == "__main__":
    main()
