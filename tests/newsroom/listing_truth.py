"""Truth of listings and feeds: which articles they show, in which order, and what they say of each."""

from __future__ import annotations

from dataclasses import replace
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

LATEST_TARGET = "/ajax/module.aspx?spm_id=1055&type=-1&IsAjax=true"
"""Where the fragment of latest news is."""


def all_stories(world: World, edition: str, at: datetime, section: str | None = None) -> tuple[Story, ...]:
    """Return what the undated archive lists, newest first; of a section, with its subsections."""
    return tuple(
        story
        for story in world.moment(edition, at).live
        if "feed_only" not in story.traits and (section is None or f"{story.section}/".startswith(f"{section}/"))
    )


def day_stories(world: World, edition: str, day: date, at: datetime) -> tuple[Story, ...]:
    """Return what the archive of a Kyiv day lists, newest first."""
    return dated_stories(world, edition, f"{day}", at)


def dated_stories(
    world: World, edition: str, period: str, at: datetime, section: str | None = None
) -> tuple[Story, ...]:
    """Return what the archive of a year, month or day lists; the period is the beginning of an ISO date in Kyiv."""
    return tuple(
        story
        for story in all_stories(world, edition, at, section)
        if f"{story.published[edition].astimezone(KYIV).date()}".startswith(period)
    )


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


def latest_sightings(world: World, edition: str, at: datetime) -> tuple[SightingTruth, ...]:
    """Return the rows of `sightings` that the fragment of latest news yields: times alone, under the days' names."""
    rows = sightings(world, all_stories(world, edition, at), edition, 1, EDITIONS[edition].origin + LATEST_TARGET, at)
    return tuple(replace(row, lead=None) for row in rows)


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
