"""What the tables of the lake must hold, by what the newsroom knows, given which pages were captured when."""

from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from dataclasses import asdict
from datetime import date, datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from tests.newsroom.world import World

Rows = list[dict[str, Any]]
Comparable = Counter[tuple[tuple[str, Any], ...]]

KYIV = ZoneInfo("Europe/Kyiv")
NOT_OF_THE_TRUTH = {"articles": ("content_hash", "parser_version", "field_sources", "is_paywalled")}
"""Columns of which the newsroom knows nothing."""


def comparable(rows: Iterable[dict[str, Any]], *dropped: str) -> Comparable:
    """Return rows so that they can be compared, however often each is there."""
    return Counter(
        tuple(
            sorted(
                (name, tuple(value) if isinstance(value, list | tuple) else value)
                for name, value in row.items()
                if name not in dropped
            )
        )
        for row in rows
    )


class NewsroomTables:
    """The truth of some tables, for the captures of a lake.

    Args:
        world: what the newsroom served.
        rows: asks the lake.
    """

    def __init__(self, world: World, rows: Callable[[str], Rows]) -> None:
        self._world = world
        self._rows = rows

    def differences(self) -> dict[str, tuple[Comparable, Comparable]]:
        """Return, by table, the rows that are missing and those that are too many; only tables where there are any."""
        expected = {
            "articles": self.articles,
            "article_tags": self.article_tags,
            "related_links": self.related_links,
            "view_counts": self.view_counts,
            "sightings": self.sightings,
        }
        found = {}
        for table, truth in expected.items():
            dropped = NOT_OF_THE_TRUTH.get(table, ())
            there, wanted = comparable(self._rows(f"select * from lake.{table}"), *dropped), comparable(truth())
            if there != wanted:
                found[table] = (wanted - there, there - wanted)
        return found

    def article_pages(self) -> Rows:
        """Return the captures of article pages, oldest first."""
        return self._rows(
            "select capture_id, edition, article_id, url, captured_at, status_code, is_unchanged from lake.captures "
            "where kind = 'article' order by captured_at, url"
        )

    def articles(self) -> Iterator[dict[str, Any]]:
        """Yield every version of every article."""
        last: dict[tuple[str, str], Any] = {}
        for page in self.article_pages():
            truth = self._world.article(page["edition"], page["article_id"], page["captured_at"])
            tags = self._world.article_tags(page["edition"], page["article_id"], page["captured_at"])
            key = (page["edition"], page["article_id"])
            if truth is not None and last.get(key) != (truth, tags):
                last[key] = (truth, tags)
                yield asdict(truth) | {"capture_id": page["capture_id"], "seen_at": page["captured_at"]}

    def article_tags(self) -> Iterator[dict[str, Any]]:
        """Yield the tags of every version that is in the lake."""
        for version in self._rows("select capture_id, edition, article_id, seen_at from lake.articles"):
            for tag in self._world.article_tags(version["edition"], version["article_id"], version["seen_at"]):
                yield asdict(tag) | {"capture_id": version["capture_id"], "seen_at": version["seen_at"]}

    def related_links(self) -> Iterator[dict[str, Any]]:
        """Yield the links of every page that had changed."""
        for page in self.article_pages():
            if not page["is_unchanged"]:
                for link in self._world.related_links(page["edition"], page["article_id"], page["captured_at"]):
                    yield asdict(link) | {"capture_id": page["capture_id"], "observed_at": page["captured_at"]}

    def view_counts(self) -> Iterator[dict[str, Any]]:
        """Yield each page's own counter and those that it lists."""
        for page in self.article_pages():
            for count in self._world.view_counts(page["edition"], page["article_id"], page["captured_at"]):
                yield asdict(count) | {"capture_id": page["capture_id"], "observed_at": page["captured_at"]}

    def sightings(self) -> Iterator[dict[str, Any]]:
        """Yield what every changed listing and feed shows."""
        pages = self._rows(
            "select capture_id, edition, kind, url, captured_at from lake.captures "
            "where kind in ('listing', 'feed') and not is_unchanged and status_code = 200"
        )
        listed = self.listing_pages()
        for page in pages:
            at = page["captured_at"]
            if page["kind"] == "feed":
                sightings = self._world.feed(page["edition"], at)
            else:
                sightings = self._world.listing(page["edition"], *listed[page["url"]], at)
            for seen in sightings:
                yield asdict(seen) | {"capture_id": page["capture_id"], "observed_at": at}

    def listing_pages(self) -> dict[str, tuple[date, int]]:
        """Return the day and number of each listing page by its URL, written out here as the site's shape has it."""
        pages = {}
        for host in ("ua.korrespondent.example", "korrespondent.example"):
            for offset in range(-1, self._world.days + 1):
                day = self._world.first_day + timedelta(days=offset)
                for number in range(1, 12):
                    following = f"p{number}/" if number > 1 else ""
                    pages[f"https://{host}/all/2026/may/{day.day}/{following}"] = (day, number)
        return pages

    def fetched(self) -> Counter[tuple[str, str, datetime]]:
        """Return how often each article's page was captured at each instant."""
        return Counter((page["edition"], page["article_id"], page["captured_at"]) for page in self.article_pages())

    def to_be_fetched(self, instants: list[datetime]) -> Counter[tuple[str, str, datetime]]:
        """Return which articles a run at each instant fetches: what is listed for the first time, and what has come to an age."""
        first_listed = self._first_listed(instants)
        ages = [timedelta(hours=hours) for hours in (1, 6, 24, 168)]
        expected: Counter[tuple[str, str, datetime]] = Counter()
        for (edition, article_id), first in first_listed.items():
            anchor = last = first
            for instant in instants[instants.index(first) :]:
                if instant == first or any(last < anchor + age <= instant for age in ages):
                    expected[edition, article_id, instant] += 1
                    last = instant
                    page = self._world.article(edition, article_id, instant)
                    if page is not None and page.published_precision == "minute":
                        anchor = page.published_at
        return expected

    def _first_listed(self, instants: list[datetime]) -> dict[tuple[str, str], datetime]:
        first_listed: dict[tuple[str, str], datetime] = {}
        for instant in instants:
            today = instant.astimezone(KYIV).date()
            for edition in ("uk", "ru"):
                listed = [
                    seen
                    for day in (today, today - timedelta(days=1))
                    for number in range(1, 12)
                    for seen in self._world.listing(edition, day, number, instant)
                ]
                for seen in [*listed, *self._world.feed(edition, instant)]:
                    if not self._world.is_disallowed(seen.url):
                        first_listed.setdefault((edition, seen.article_id), instant)
        return first_listed
