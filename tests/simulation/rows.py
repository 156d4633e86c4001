"""Simulated outlets as rows of the lake, as the ingest would have made them of pages."""

from collections.abc import Iterator
from datetime import UTC, datetime, time, timedelta

from schemas.article_rows import ViewCount
from schemas.table import Row
from tests.simulation import bursting, viewed
from tests.simulation.bursting import BurstingOutlet
from tests.simulation.truth import KYIV
from tests.simulation.viewed import Observation, SimulatedArticle
from tests.warehouse.models.lake_rows import article, article_url, capture, outcome, page, sighting, tag


def rows_of_viewed(articles: tuple[SimulatedArticle, ...]) -> Iterator[Row]:
    """Return the rows of what the crawler saw of an outlet with counters."""
    for simulated in articles:
        yield from _sightings(simulated)
        if simulated.is_parsed:
            yield from _pages(simulated)


def seen_headline_age(simulated: SimulatedArticle) -> float | None:
    """Return the age in hours at which the crawler first saw the article's second headline, if it did."""
    ages = [seen.age for seen in simulated.observations if seen.is_own_page]
    if simulated.headline_age is None:
        return None
    return next((age for age in ages if age >= simulated.headline_age), None)


def _sightings(simulated: SimulatedArticle) -> Iterator[Row]:
    seen_at = simulated.at(0.2)
    for channel, is_seen in (("listing", simulated.is_listed), ("feed", simulated.is_fed)):
        if is_seen:
            listing_id = f"{channel}-{simulated.edition}-{simulated.article_id}"
            shown = capture(
                listing_id,
                seen_at,
                outlet=viewed.OUTLET,
                edition=simulated.edition,
                kind=channel,
                url=f"https://{listing_id}.example/",
            )
            yield from (shown, outcome(shown))
            yield sighting(
                listing_id, seen_at, simulated.edition, simulated.article_id,
                outlet=viewed.OUTLET, channel=channel, published_at=simulated.published_at, published_precision="minute",
            )  # fmt: skip


def _pages(simulated: SimulatedArticle) -> Iterator[Row]:
    changed_age = seen_headline_age(simulated)
    for number, seen in enumerate(simulated.observations):
        capture_id = f"{simulated.edition}-{simulated.article_id}-{number}"
        seen_at = simulated.at(seen.age)
        yield _view_count(simulated, seen, capture_id)
        if not seen.is_own_page:
            continue
        yield from page(
            capture_id, seen_at, simulated.edition, simulated.article_id,
            outlet=viewed.OUTLET, batch_id=f"batch-{number}",
        )  # fmt: skip
        if changed_age == seen.age or not any(earlier.is_own_page for earlier in simulated.observations[:number]):
            headline = "Second headline" if changed_age == seen.age else "First headline"
            yield article(
                capture_id, seen_at, simulated.edition, simulated.article_id,
                outlet=viewed.OUTLET, published_at=simulated.published_at, headline=headline,
            )  # fmt: skip


def _view_count(simulated: SimulatedArticle, seen: Observation, capture_id: str) -> ViewCount:
    return ViewCount(
        capture_id=capture_id,
        outlet=viewed.OUTLET,
        edition=simulated.edition,
        article_id=simulated.article_id,
        observed_at=simulated.at(seen.age),
        view_count=seen.view_count,
        seen_on="article_page" if seen.is_own_page else "popular",
    )


def rows_of_bursting(outlet: BurstingOutlet) -> Iterator[Row]:
    """Return the rows of an outlet whose stories are all seen, at noon, with their topics as tags."""
    for day in outlet.days:
        noon = datetime.combine(day.day, time(12), KYIV).astimezone(UTC)
        for number, topics in enumerate(day.stories):
            article_id = f"{day.day:%Y%m%d}-{number}"
            seen_at = noon + timedelta(minutes=1)
            version = article(
                article_id, seen_at, "uk", article_id,
                outlet=bursting.OUTLET, published_at=noon, url=f"{article_url('uk', article_id)}-burst",
            )  # fmt: skip
            yield from page(article_id, seen_at, "uk", article_id, outlet=bursting.OUTLET)
            yield version
            yield from (tag(version, topic, topic, position) for position, topic in enumerate(topics, 1))
