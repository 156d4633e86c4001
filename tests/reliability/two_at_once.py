"""Two at once: what may work side by side does, what may not is refused with exit code 7, and 20 readers never notice.

    python -m tests.reliability.two_at_once [--rounds 3] [--readers 20] [--seed 1]

Each round starts two runs of one outlet, a run and a compaction, a run and a reparse, and two publishers, each pair at the
same instant, while readers poll. At the end the tables are held against what the newsroom knows. Prints a table, and exits
with 1 where anything is wrong.
"""

import argparse
import sys
from collections import Counter
from collections.abc import Iterator, Sequence
from contextlib import ExitStack
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from pathlib import Path
from tempfile import TemporaryDirectory

from flows.settings import Settings
from tests.flows.newsroom_run import newsroom_settings
from tests.newsroom.running import RunningNewsroom, serve
from tests.newsroom.world import World
from tests.reliability.killed import FIRST_INSTANT, PUBLISHED_WAYS, faults, polling
from tests.reliability.readers import Seen
from tests.reliability.stages import Program, build, crawl, exit_codes, keep, reparse_all

PAIRS: dict[str, tuple[Program, Program]] = {
    "two runs of one outlet": (crawl, crawl),
    "a run and a compaction": (crawl, keep),
    "a run and a reparse": (crawl, reparse_all),
    "two publishers": (build, build),
    "a reparse and a publisher": (reparse_all, build),
}
REFUSED = 7


@dataclass
class Figures:
    """What a run of this script came to.

    Attributes:
        endings: how often each pair ended in which exit codes.
        seen: what the readers saw.
        wrong: what is not as it must be.
    """

    endings: dict[str, Counter[tuple[int, ...]]] = field(default_factory=dict)
    seen: list[Seen] = field(default_factory=list)
    wrong: list[str] = field(default_factory=list)


def side_by_side(
    data: Path, rounds: int, readers: int, seed: int, pairs: Sequence[str] = tuple(PAIRS), articles_per_day: int = 12
) -> Figures:
    """Start pairs so many times among readers, and return what was found."""
    figures = Figures({pair: Counter() for pair in pairs}, [Seen() for _ in range(readers)])
    is_published = any(build in PAIRS[pair] for pair in pairs)
    ways = (*(PUBLISHED_WAYS if is_published else ()), "lake")
    with serve(World(seed, FIRST_INSTANT.date(), 2, articles_per_day), FIRST_INSTANT) as newsroom, ExitStack() as polls:
        instants = [FIRST_INSTANT]
        settings = _at(newsroom, data, instants)
        assert exit_codes([crawl], settings) == [0]
        assert not is_published or exit_codes([build], settings) == [0]
        for number, seen in enumerate(figures.seen):
            polls.enter_context(polling(data, (ways[number % len(ways)],), 2.0, seen))
        for _ in range(rounds):
            for pair in pairs:
                programs = PAIRS[pair]
                if crawl in programs:
                    instants.append(instants[-1] + timedelta(hours=1))
                settings = _at(newsroom, data, instants)
                codes = exit_codes(programs, settings)
                figures.endings[pair][tuple(sorted(codes))] += 1
                if REFUSED in codes and crawl in programs:  # who was refused comes again
                    codes = exit_codes([crawl], settings)
                    figures.wrong += [f"{pair}: the second try ended in {codes}"] if codes != [0] else []
        polls.close()
        figures.wrong += [*_unexpected(figures), *faults(settings, newsroom.world, instants)]
    return figures


def _at(newsroom: RunningNewsroom, data: Path, instants: list[datetime]) -> Settings:
    newsroom.set_clock(instants[-1])
    settings = newsroom_settings(newsroom, data, instants[-1])
    return settings.model_copy(update={"batch_size": 4, "snapshot_retention_hours": 1 / 6})


def _unexpected(figures: Figures) -> Iterator[str]:
    """Yield the endings that should not be: only a run or reparse is refused, by the other one of the same outlet."""
    may_be_refused = {"two runs of one outlet", "a run and a reparse"}
    for pair, endings in figures.endings.items():
        allowed = {(0, 0), (0, REFUSED)} if pair in may_be_refused else {(0, 0)}
        yield from (f"{pair} ended in {codes}" for codes in endings if codes not in allowed)


def _print(figures: Figures) -> None:
    print("| at once | exit codes |\n|---|---|")
    for pair, endings in figures.endings.items():
        print(f"| {pair} | {', '.join(f'{codes}: {count}' for codes, count in sorted(endings.items()))} |")
    reads = sum((Counter(seen.reads) for seen in figures.seen), Counter[str]())
    wrong = [each for seen in figures.seen for each in seen.wrong] + figures.wrong
    print(f"\n{len(figures.seen)} readers, {reads.total()} reads: {dict(reads)}; wrong: {len(wrong)}")
    for each in wrong:
        print(f"WRONG: {each}")


def main() -> None:
    """Run the script."""
    parser = argparse.ArgumentParser(description="Let two work at once, among readers.")
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--readers", type=int, default=20)
    parser.add_argument("--seed", type=int, default=1)
    arguments = parser.parse_args()
    with TemporaryDirectory(prefix="kronika-two-") as temporary:
        figures = side_by_side(Path(temporary) / "data", arguments.rounds, arguments.readers, arguments.seed)
    _print(figures)
    sys.exit(bool(figures.wrong or any(seen.wrong for seen in figures.seen)))


if __name__ == "__main__":
    main()
