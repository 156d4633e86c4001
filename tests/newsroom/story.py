"""What a story is: the facts from which all its pages, in both editions and at any instant, follow."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Literal

from tests.newsroom.vocabulary import Pair, Topic

Kind = Literal["news", "storyline", "paid", "reader", "agency", "no_headline", "malformed_date", "no_page", "test"]

TRAITS: Mapping[str, float] = {
    "silent_edit": 0.06,
    "admitted_edit": 0.05,
    "tag_edit": 0.02,
    "deleted": 0.02,
    "reset_counter": 0.004,
    "cached_counter": 0.2,
    "not_in_feed": 0.04,
    "feed_only": 0.03,
    "div_body": 0.12,
    "no_author": 0.1,
    "newsroom_author": 0.05,
    "two_authors": 0.04,
    "plain_author_link": 0.08,
    "day_precision": 0.01,
    "no_photo": 0.08,
    "getty_photo": 0.07,
    "epa_photo": 0.05,
    "no_caption": 0.3,
    "no_credit": 0.15,
    "no_lead": 0.04,
    "local_z_metadata": 0.35,
    "no_metadata": 0.08,
    "photo_label": 0.05,
    "video_label": 0.04,
    "person_tag": 0.3,
    "no_tags": 0.04,
    "no_special_topic": 0.3,
}
"""Trait -> share of the stories that have it. Every trait is given to at least one ordinary story of a day, while there are enough."""


@dataclass(frozen=True, slots=True)
class Version:
    """What a story says from `since` (after its edition's publishing) on.

    Attributes:
        since: when it begins.
        headline: which headline.
        body: which revision of the text.
        tag_count_change: tags fewer than the story has in the end (0 or negative).
        is_admitted: the page shows this version's instant as its modified time.
    """

    since: timedelta
    headline: int
    body: int
    tag_count_change: int
    is_admitted: bool


@dataclass(frozen=True, slots=True)
class Values:
    """What stands in the blanks of a story's sentences."""

    n: int
    m: int
    pct: int
    sum: int
    city: Pair
    person: Pair
    org: Pair


@dataclass(frozen=True, slots=True, eq=False)
class Story:
    """One story of the newsroom, in one edition or both.

    Attributes:
        seed: the world's seed.
        article_id: shared by the editions.
        day: Kyiv day for which it was planned.
        topic: what it is about.
        section: section path of its URL.
        kind: what sort of page it has.
        label: key of its label, if any.
        published: edition -> publishing instant, UTC, to the second; has the editions that carry it.
        versions: what it says, in time order; the first begins at 0.
        deleted_after: time from publishing to deletion.
        deletion_status: 404 or 410.
        traits: names from `TRAITS`.
        values: its blanks.
    """

    seed: int
    article_id: int
    day: date
    topic: Topic
    section: str
    kind: Kind
    label: str | None
    published: Mapping[str, datetime]
    versions: tuple[Version, ...]
    deleted_after: timedelta | None
    deletion_status: int
    traits: frozenset[str]
    values: Values

    def is_published(self, edition: str, at: datetime) -> bool:
        """Tell whether the edition has published it by `at`, deleted since or not."""
        return edition in self.published and self.published[edition] <= at

    def deleted_at(self, edition: str) -> datetime | None:
        """Return the instant from which the edition's page is gone."""
        return None if self.deleted_after is None else self.published[edition] + self.deleted_after

    def is_live(self, edition: str, at: datetime) -> bool:
        """Tell whether the edition shows it at `at`."""
        gone = self.is_published(edition, at) and self.deleted_at(edition)
        return self.is_published(edition, at) and (not gone or at < gone)

    def version(self, edition: str, at: datetime) -> Version:
        """Return what it says at `at`."""
        age = at - self.published[edition]
        return next((version for version in reversed(self.versions) if version.since <= age), self.versions[0])

    def modified_at(self, edition: str, at: datetime) -> datetime | None:
        """Return the modified time that the page admits at `at`."""
        age = at - self.published[edition]
        admitted = [version.since for version in self.versions if version.is_admitted and version.since <= age]
        return self.published[edition] + admitted[-1] if admitted else None
