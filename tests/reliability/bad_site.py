"""A bad network and a bad site, for as long as one likes.

`python -m tests.reliability.bad_site --minutes 60 --seed 1` mixes every fault at random over simulated days: seasons of three
days with a run every two hours, after which the site recovers. `--each` has every fault alone in their place. Prints what
each fault came to; the exit code is 1 where something does not hold.
"""

import argparse
import resource
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from random import Random
from zoneinfo import ZoneInfo

from tests.newsroom.running import serve
from tests.newsroom.world import World
from tests.reliability.bad_days import REFUSED, BadDays, FaultRecord, Mischief, Season
from tests.reliability.site_faults import FAULTS, ROBOTS_FAULTS, make_bombs

KYIV = ZoneInfo("Europe/Kyiv")
FIRST_DAY = date(2026, 5, 5)
RECOVERY = (timedelta(hours=25), timedelta(hours=27))
"""When the runs after the last bad one begin: a host that asks to be left alone for years is left alone for a day."""
_PAGES = ("articles", "articles", "listings", "feeds", "robots", "everything")


def instants(days: int, hours: int) -> list[datetime]:
    """Return when runs begin: every so many hours, from eight in the morning of the first day."""
    begin = datetime(FIRST_DAY.year, FIRST_DAY.month, FIRST_DAY.day, 8, 30, tzinfo=KYIV).astimezone(UTC)
    count = (24 * days - 9) // hours
    return [begin + timedelta(hours=hours * number) for number in range(count)]


def mixed_season(seed: int, days: int, hours: int, articles_per_day: int, data: Path) -> Season:
    """Live through some days of faults at random, each lasting some runs, and the recovery after them."""
    random = Random(seed)
    world = World(seed, FIRST_DAY, days, articles_per_day, page_size=15)
    bad = instants(days, hours)
    lasting: list[tuple[int, Mischief]] = []
    with serve(world) as newsroom:
        story = BadDays(newsroom, data)
        for number, instant in enumerate(bad):
            lasting = [(until, each) for until, each in lasting if until > number]
            for _ in range(random.choice((0, 1, 1, 2, 3))):
                lasting.append((number + random.choice((1, 1, 2, 4)), any_mischief(random)))
            story.suffer(instant, [each for _, each in lasting])
        all_days = [FIRST_DAY + timedelta(days=number) for number in range(days)]
        return story.recover([bad[-1] + after for after in RECOVERY], all_days)


def any_mischief(random: Random) -> Mischief:
    """Return a fault at random, for some pages, some of their URLs, and some or all requests of each."""
    name = random.choice([*FAULTS, *ROBOTS_FAULTS, REFUSED])
    if name == REFUSED:
        return Mischief(name)
    pages = "robots" if name in ROBOTS_FAULTS else random.choice(_PAGES)
    return Mischief(name, pages, random.choice((0.1, 0.3, 0.6, 1.0)), random.choice((None, None, 1, 2)))


def lone_season(name: str, articles_per_day: int, data: Path) -> Season:
    """Have one fault alone at three runs of a day: for all, for half, for the first request; then the recovery."""
    world = World(11, FIRST_DAY, 1, articles_per_day, page_size=8)
    pages = "robots" if name in ROBOTS_FAULTS else "everything"
    all_, half, once = instants(1, 5)
    with serve(world) as newsroom:
        story = BadDays(newsroom, data)
        story.suffer(all_, [Mischief(name, pages)])
        story.suffer(half, [Mischief(name, "robots" if pages == "robots" else "articles", share=0.5)])
        story.suffer(once, [Mischief(name, pages, times=1)])
        return story.recover([once + after for after in RECOVERY], [FIRST_DAY])


def main() -> None:
    """Run and print; the exit code is 1 where something does not hold."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--minutes", type=float, default=60, help="begin no further season after so many minutes")
    parser.add_argument("--seed", type=int, default=1, help="of the first season; each further one has the next")
    parser.add_argument("--each", action="store_true", help="every fault alone, once")
    parser.add_argument("--days", type=int, default=3, help="simulated days a season")
    parser.add_argument("--articles", type=int, default=20, help="stories a day")
    arguments = parser.parse_args()
    make_bombs()
    began_at = time.monotonic()
    seasons = list(_lone(arguments) if arguments.each else _mixed(arguments, began_at + 60 * arguments.minutes))
    _print(seasons, time.monotonic() - began_at, arguments.days)
    sys.exit(any(season.problems for season in seasons))


def _mixed(arguments: argparse.Namespace, until: float) -> Iterator[Season]:
    seed = arguments.seed
    while time.monotonic() < until:
        with tempfile.TemporaryDirectory() as folder:
            season = mixed_season(seed, arguments.days, 2, arguments.articles, Path(folder))
        _progress(f"season {seed}", season)
        yield season
        seed += 1


def _lone(arguments: argparse.Namespace) -> Iterator[Season]:
    for name in (REFUSED, *FAULTS, *ROBOTS_FAULTS):
        with tempfile.TemporaryDirectory() as folder:
            season = lone_season(name, arguments.articles, Path(folder))
        _progress(name, season)
        yield season


def _progress(name: str, season: Season) -> None:
    memory = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024
    print(
        f"{name}: {season.run_count} runs, the longest {season.longest_run_seconds:.1f} s, {season.article_count} articles, "
        f"{len(season.late)} by backfill alone, {len(season.problems)} problems, peak so far {memory} MB",
        flush=True,
    )
    for problem in season.problems[:20]:
        print("   ", problem, flush=True)


def _print(seasons: list[Season], seconds: float, days: int) -> None:
    totals: dict[str, FaultRecord] = {}
    states: Counter[str] = Counter()
    for season in seasons:
        states.update(season.balance)
        for name, record in season.faults.items():
            total = totals.setdefault(name, FaultRecord())
            total.request_count += record.request_count
            total.outcomes.update(record.outcomes)
            total.brought_in += record.brought_in
            # Seasons have the same addresses for other articles.
            total.article_urls |= {f"{id(season)} {url}" for url in record.article_urls}
    print(f"\n{'fault':32} {'requests':>8} {'articles':>8} {'had':>6}  outcomes in those runs")
    for name, total in totals.items():
        outcomes = ", ".join(f"{outcome} {count}" for outcome, count in total.outcomes.most_common())
        print(f"{name:32} {total.request_count:8} {len(total.article_urls):8} {total.brought_in:6}  {outcomes}")
    print("\nsighted articles: " + ", ".join(f"{state} {count}" for state, count in sorted(states.items())))
    print(
        f"{len(seasons)} seasons of {days} simulated days, {sum(season.run_count for season in seasons)} runs in {seconds / 60:.1f} min; "
        f"the longest run {max(season.longest_run_seconds for season in seasons):.1f} s; "
        f"{sum(len(season.late) for season in seasons)} articles by backfill alone; "
        f"{sum(len(season.problems) for season in seasons)} problems; "
        f"peak memory of program and site together {resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024} MB"
    )


if __name__ == "__main__":
    main()
