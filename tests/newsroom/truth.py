"""What each table must hold, as the newsroom knows it. Fields are named as the columns of `schemas`; instants are aware, UTC."""

from dataclasses import dataclass
from datetime import datetime
from typing import Literal

Outcome = Literal["Parsed", "Gone", "NotAnArticle", "MissingField", "MalformedField"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Expectation:
    """How one undisturbed request for a page ends."""

    url: str
    status_code: int
    outcome: Outcome
    field: str | None = None
    text: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class ArticleTruth:
    """A row of `articles`, without what only the parser knows: capture_id, seen_at, content_hash, parser_version, sources."""

    outlet: str
    edition: str
    article_id: str
    url: str
    other_edition_url: str | None
    headline: str
    lead: str | None
    body: str
    authors: tuple[str, ...]
    section: str | None
    label: str | None
    content_class: Literal["editorial", "paid"]
    rights: Literal["link_required", "no_redistribution", "author_owned"]
    published_at: datetime
    published_precision: Literal["minute", "day"]
    metadata_published_at: datetime | None
    modified_at: datetime | None
    image_url: str | None
    image_credit: str | None
    image_caption: str | None
    word_count: int
    language: str
    disagreements: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class TagTruth:
    """A row of `article_tags`, without capture_id and seen_at."""

    outlet: str
    edition: str
    article_id: str
    kind: Literal["tag", "special_topic"]
    position: int
    tag_id: str | None
    tag: str
    tag_url: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class LinkTruth:
    """A row of `related_links`, without capture_id and observed_at."""

    outlet: str
    edition: str
    article_id: str
    block: str
    position: int
    anchor_text: str
    label: str | None
    target_url: str
    target_article_id: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class CountTruth:
    """A row of `view_counts`, without capture_id and observed_at."""

    outlet: str
    edition: str
    article_id: str
    view_count: int
    seen_on: Literal["article_page", "read_also", "popular"]


@dataclass(frozen=True, slots=True, kw_only=True)
class SightingTruth:
    """A row of `sightings`, without capture_id and observed_at."""

    outlet: str
    edition: str
    article_id: str
    url: str
    channel: Literal["listing", "feed"]
    listing_url: str
    position: int
    headline: str
    lead: str | None
    label: str | None
    published_at: datetime
    published_precision: Literal["second", "minute"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Deletion:
    """An article's page that is gone from `deleted_at` on."""

    edition: str
    article_id: str
    url: str
    deleted_at: datetime
    status_code: int
