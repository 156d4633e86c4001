"""Truth of listings and feeds: which articles they show, in which order, and what they say of each."""

from __future__ import annotations

from datetime import date, datetime
from typing import TYPE_CHECKING

from tests.newsroom import address
from tests.newsroom.article_truth import OUTLET, as_shown
from tests.newsroom.editions import EDITIONS
from tests.newsroom.planning import KYIV
from tests.newsroom.story import Story
from tests.newsroom.truth import SightingTruth
from tests.newsroom.wording import headline, lead

if TYPE_CHECKING:
    from tests.newsroom.world import World


def all_stories(world: World, edition: str, at: datetime, section: str | None = None) -> tuple[Story, ...]:
    """Return what the undated archive lists, newest first; of a section, with its subsections."""
    return tuple(
        story
        for story in world.moment(edition, at).live
        if "feed_only" not in story.traits and (section is None or f"{story.section}/".startswith(f"{section}/"))
    )


def day_stories(world: World, edition: str, day: date, at: datetime, section: str | None = None) -> tuple[Story, ...]:
    """Return what the archive of a Kyiv day lists, newest first."""
    stories = all_stories(world, edition, at, section)
    return tuple(story for story in stories if story.published[edition].astimezone(KYIV).date() == day)


def on_page(world: World, stories: tuple[Story, ...], number: int) -> tuple[Story, ...]:
    """Return the stories of page `number`, from 1."""
    return stories[(number - 1) * world.page_size : number * world.page_size]


def sightings(
    world: World, stories: tuple[Story, ...], edition: str, number: int, url: str, at: datetime
) -> tuple[SightingTruth, ...]:
    """Return the rows of `sightings` that a page of a listing yields."""
    return tuple(
        SightingTruth(
            outlet=OUTLET,
            edition=edition,
            article_id=str(story.article_id),
            url=address.article_url(story, edition),
            channel="listing",
            listing_url=url,
            position=position,
            headline=headline(story, edition, story.version(edition, at)),
            lead=lead(story, edition),
            label=listed_label(story, edition),
            published_at=as_shown(story.published[edition]),
            published_precision="minute",
        )
        for position, story in enumerate(on_page(world, stories, number), start=1)
    )


def listed_label(story: Story, edition: str) -> str | None:
    """Return the label on listings: «Реклама» for everything that is paid."""
    if story.kind == "paid":
        return EDITIONS[edition].labels["ad"]
    return EDITIONS[edition].labels[story.label] if story.label else None


def feed_stories(world: World, edition: str, at: datetime) -> tuple[Story, ...]:
    """Return what the feed holds: the newest, less a few that it misses."""
    shown = (story for story in world.moment(edition, at).live if "not_in_feed" not in story.traits)
    return tuple(shown)[: world.feed_size]


def feed_sightings(world: World, edition: str, at: datetime) -> tuple[SightingTruth, ...]:
    """Return the rows of `sightings` that the feed yields."""
    return tuple(
        SightingTruth(
            outlet=OUTLET,
            edition=edition,
            article_id=str(story.article_id),
            url=address.article_url(story, edition),
            channel="feed",
            listing_url=EDITIONS[edition].feed_url,
            position=position,
            headline=headline(story, edition, story.version(edition, at)),
            lead=lead(story, edition),
            label=None,
            published_at=story.published[edition],
            published_precision="second",
        )
        for position, story in enumerate(feed_stories(world, edition, at), start=1)
    )
