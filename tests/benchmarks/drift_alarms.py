"""How often normal days raise an alarm: `python -m tests.benchmarks.drift_alarms [--days 90] [--deviations 3 3.5 4]`.

Two streams of articles, a run every quarter of an hour, judged as the flows judge (docs/drift.md): the newsroom's articles, and
an outlet made up to be hard, whose sections fill a field very differently, come in series, and change places at the weekend.
"""

import argparse
import random
from collections import defaultdict
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from statistics import quantiles

from tests.newsroom.editions import EDITIONS
from tests.newsroom.truth import ArticleTruth
from tests.newsroom.world import World
from transforms.drift import History, find_drift

QUARTER = timedelta(minutes=15)
POOLED, BASELINE = 300, timedelta(days=28)
FIRST_DAY = date(2026, 3, 2)  # a Monday
LENGTHS: dict[str, Callable[[ArticleTruth], int]] = {
    "lead": lambda article: len(article.lead or ""),
    "authors": lambda article: len(article.authors),
    "label": lambda article: len(article.label or ""),
    "body": lambda article: article.word_count,
    "headline": lambda article: len(article.headline),
    "image_url": lambda article: int(article.image_url is not None),
    "image_credit": lambda article: len(article.image_credit or ""),
    "image_caption": lambda article: len(article.image_caption or ""),
    "other_edition_url": lambda article: int(article.other_edition_url is not None),
    "metadata_published_at": lambda article: int(article.metadata_published_at is not None),
    "published_time": lambda article: int(article.published_precision != "day"),
}


@dataclass(frozen=True, slots=True)
class Seen:
    """What one article said, by (edition, field)."""

    at: datetime
    lengths: dict[tuple[str, str], int]


def newsroom_articles(days: int) -> Iterator[Seen]:
    """Yield the newsroom's articles of some days, in the order of publishing."""
    world = World(seed=23, first_day=FIRST_DAY, days=days, articles_per_day=60)
    seen = []
    for edition in EDITIONS:
        for article_id, _ in world.articles(edition, world.end):
            article = world.article(edition, article_id, world.end)
            if article is not None:
                lengths = {(edition, name): length(article) for name, length in LENGTHS.items()}
                seen.append(Seen(article.published_at, lengths))
    yield from sorted(seen, key=lambda each: each.at)


def hard_articles(days: int, chance: random.Random) -> Iterator[Seen]:
    """Yield 300 articles a day: six sections in series of five on average, other sections at the weekend and at night."""
    rates = {f"field {share:.0%}": share for share in (1.0, 0.9, 0.7, 0.5, 0.3)}
    sections = (1.15, 1.05, 1.0, 0.8, 0.5, 0.25)
    section = 0
    for number in range(days * 300):
        at = datetime(FIRST_DAY.year, FIRST_DAY.month, FIRST_DAY.day, tzinfo=UTC) + number * timedelta(days=1) / 300
        is_odd = at.weekday() >= 5 or at.hour < 6
        if chance.random() < 0.2:
            section = chance.choices(range(6), (1, 1, 2, 3, 3, 2) if is_odd else (3, 3, 3, 2, 1, 0.5))[0]
        filled = {name: chance.random() < min(1.0, rate * sections[section]) for name, rate in rates.items()}
        yield Seen(at, {("uk", name): is_filled * chance.randint(30, 90) for name, is_filled in filled.items()})


def alarms(articles: list[Seen], deviations: float) -> Iterator[tuple[datetime, tuple[str, str], str]]:
    """Yield each run and field that would have been called drifted; such articles stay, as if each alarm were accepted."""
    batches: dict[datetime, list[Seen]] = defaultdict(list)
    for article in articles:
        batches[article.at - (article.at - datetime.min.replace(tzinfo=UTC)) % QUARTER].append(article)
    order = sorted(batches)
    histories: dict[date, dict[tuple[str, str], History]] = {}
    for number, start in enumerate(order):
        known = sum(len(batches[at]) for at in order[:number] if at >= start - BASELINE)
        first = number
        pooled = 0
        while first and pooled < min(POOLED, known / 4):
            first -= 1
            pooled += len(batches[order[first]])
        if start.date() not in histories:
            histories[start.date()] = _histories(
                [a for at in order[:first] if at >= start - BASELINE for a in batches[at]]
            )
        window = [batches[at] for at in order[first : number + 1]]
        for measured, history in histories[start.date()].items():
            lengths = [[a.lengths[measured] for a in batch if measured in a.lengths] for batch in window]
            if lengths[-1] and (found := find_drift(history, lengths, deviations)):
                yield start, measured, found.what


def _histories(articles: list[Seen]) -> dict[tuple[str, str], History]:
    of_day: dict[tuple[str, str], dict[date, list[int]]] = defaultdict(lambda: defaultdict(list))
    for article in articles:
        for measured, length in article.lengths.items():
            of_day[measured][article.at.date()].append(length)
    return {measured: _history(list(days.values())) for measured, days in of_day.items()}


def _history(days: list[list[int]]) -> History:
    counts = tuple((len(lengths), sum(length > 0 for length in lengths)) for lengths in days)
    filled = [length for lengths in days for length in lengths if length > 0]
    if len(filled) < 2:
        return History(counts, None, None, None)
    cuts = quantiles(filled, n=20, method="inclusive")
    return History(counts, cuts[9], cuts[0], cuts[18])


def main() -> None:
    """Print alarms by stream and threshold."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--days", type=int, default=90)
    parser.add_argument("--deviations", type=float, nargs="+", default=[3.0, 3.5, 4.0])
    options = parser.parse_args()
    streams = {
        "newsroom": list(newsroom_articles(options.days)),
        "hard outlet": list(hard_articles(options.days, random.Random(5))),
    }
    for name, articles in streams.items():
        for deviations in options.deviations:
            found = list(alarms(articles, deviations))
            fields = sorted({f"{field} ({what})" for _, (_, field), what in found})
            runs = len({start for start, _, _ in found})
            print(f"{name}, {len(articles)} articles, {deviations:g} deviations: {runs} runs with an alarm; {fields}")


if __name__ == "__main__":
    main()
