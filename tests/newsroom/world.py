"""The world: every truth of the newsroom as a pure function of the instant."""

from bisect import bisect_left
from datetime import UTC, date, datetime, timedelta
from functools import cached_property, lru_cache

from tests.newsroom import address, article_truth, listing_truth
from tests.newsroom.editions import EDITIONS
from tests.newsroom.moment import Moment
from tests.newsroom.pages import Response, Site
from tests.newsroom.planning import KYIV, stories_of_day
from tests.newsroom.story import Story
from tests.newsroom.truth import ArticleTruth, CountTruth, Deletion, Expectation, LinkTruth, SightingTruth, TagTruth


class World:
    """An invented news site over some days; see the package's docstring for what it answers.

    Args:
        seed: chooses everything that is left to chance.
        first_day: first Kyiv day with stories.
        days: number of days with stories.
        articles_per_day: stories planned for a weekday; four of five are in both editions.
        page_size: articles on a page of a listing.
        feed_size: articles in a feed.
        crawl_delay: Crawl-delay of robots.txt, in seconds.
    """

    def __init__(
        self,
        seed: int,
        first_day: date,
        days: int = 3,
        articles_per_day: int = 60,
        *,
        page_size: int = 40,
        feed_size: int = 120,
        crawl_delay: float | None = None,
    ) -> None:
        self.seed = seed
        self.first_day = first_day
        self.days = days
        self.articles_per_day = articles_per_day
        self.page_size = page_size
        self.feed_size = feed_size
        self.crawl_delay = crawl_delay
        self.moment = lru_cache(maxsize=16)(self._moment)
        self._site = Site(self)

    @cached_property
    def stories(self) -> tuple[Story, ...]:
        """Every story, in the order of ids."""
        days = (self.first_day + timedelta(days=offset) for offset in range(self.days))
        return tuple(
            story for day in days for story in stories_of_day(self.seed, day, self.first_day, self.articles_per_day)
        )

    @cached_property
    def end(self) -> datetime:
        """Midnight in Kyiv after the last day with stories, UTC."""
        return datetime.combine(self.first_day + timedelta(days=self.days), datetime.min.time(), KYIV).astimezone(UTC)

    @cached_property
    def _by_id(self) -> dict[str, Story]:
        return {str(story.article_id): story for story in self.stories}

    def _moment(self, edition: str, at: datetime) -> Moment:
        return Moment(edition, at.astimezone(UTC), self.stories)

    def story(self, article_id: str) -> Story | None:
        """Return the story of an id."""
        return self._by_id.get(article_id)

    def earlier_stories(self, story: Story) -> tuple[Story, ...]:
        """Return some stories with smaller ids, which a text may refer to."""
        place = bisect_left(self.stories, story.article_id, key=lambda other: other.article_id)
        return self.stories[max(0, place - 60) : max(0, place - 5)]

    def page(self, host: str, path: str, at: datetime) -> Response:
        """Return what `https://{host}{path}` answers at `at`."""
        return self._site.answer(host, path, at.astimezone(UTC))

    def is_disallowed(self, url: str) -> bool:
        """Tell whether robots.txt forbids the URL."""
        return self._site.is_disallowed(url)

    def articles(self, edition: str, at: datetime) -> tuple[tuple[str, str], ...]:
        """Return (article_id, url) of every article published by `at`, deleted ones too, in the order of ids."""
        published = (story for story in self.stories if story.is_published(edition, at))
        return tuple((str(story.article_id), address.article_url(story, edition)) for story in published)

    def deletions(self, at: datetime) -> tuple[Deletion, ...]:
        """Return the deletions that have happened by `at`."""
        return tuple(
            Deletion(
                edition=edition,
                article_id=str(story.article_id),
                url=address.article_url(story, edition),
                deleted_at=deleted_at,
                status_code=story.deletion_status,
            )
            for story in self.stories
            for edition in EDITIONS
            if edition in story.published and (deleted_at := story.deleted_at(edition)) and deleted_at <= at
        )

    def expectation(self, edition: str, article_id: str, at: datetime) -> Expectation | None:
        """Return how one request for the article's page ends at `at`; `None` where it has never been published."""
        story = self._by_id.get(article_id)
        return article_truth.expectation(story, edition, at) if story and story.is_published(edition, at) else None

    def _readable(self, edition: str, article_id: str, at: datetime) -> Story | None:
        expected = self.expectation(edition, article_id, at)
        return self._by_id[article_id] if expected and expected.outcome == "Parsed" else None

    def article(self, edition: str, article_id: str, at: datetime) -> ArticleTruth | None:
        """Return the row that the page yields at `at`; `None` where it may yield none."""
        story = self._readable(edition, article_id, at)
        return article_truth.article(self, story, edition, at) if story else None

    def article_tags(self, edition: str, article_id: str, at: datetime) -> tuple[TagTruth, ...]:
        """Return the tags that the page shows at `at`."""
        story = self._readable(edition, article_id, at)
        return article_truth.tags(story, edition, at) if story else ()

    def related_links(self, edition: str, article_id: str, at: datetime) -> tuple[LinkTruth, ...]:
        """Return the links that the page shows in its blocks at `at`."""
        story = self._readable(edition, article_id, at)
        return article_truth.related_links(self, story, edition, at) if story else ()

    def view_counts(self, edition: str, article_id: str, at: datetime) -> tuple[CountTruth, ...]:
        """Return the counters that the page shows at `at`: its own first, then those of other articles."""
        story = self._readable(edition, article_id, at)
        return article_truth.view_counts(self, story, edition, at) if story else ()

    def listing(self, edition: str, day: date, number: int, at: datetime) -> tuple[SightingTruth, ...]:
        """Return what page `number` (from 1) of a day's archive shows at `at`; empty past the last page."""
        url = address.listing_url(edition, day, number)
        return listing_truth.sightings(
            self, listing_truth.day_stories(self, edition, day, at), edition, number, url, at
        )

    def latest(self, edition: str, at: datetime) -> tuple[SightingTruth, ...]:
        """Return what the fragment of latest news shows at `at`."""
        return listing_truth.latest_sightings(self, edition, at)

    def feed(self, edition: str, at: datetime) -> tuple[SightingTruth, ...]:
        """Return what the edition's feed shows at `at`."""
        return listing_truth.feed_sightings(self, edition, at)
