"""Truth of article pages: what each must yield, and what is shown on it."""

from __future__ import annotations

from datetime import UTC, datetime, time, timedelta
from typing import TYPE_CHECKING, Literal

from tests.newsroom import address
from tests.newsroom.chance import chance
from tests.newsroom.counters import view_count
from tests.newsroom.editions import EDITIONS, PAID_LABELS, other_edition
from tests.newsroom.moment import Item, has_special_topic
from tests.newsroom.planning import KYIV
from tests.newsroom.story import Story
from tests.newsroom.truth import ArticleTruth, CountTruth, Expectation, LinkTruth, TagTruth
from tests.newsroom.vocabulary import in_language, vocabulary
from tests.newsroom.wording import Paragraph, Run, authors, headline, lead, paragraphs
from tests.newsroom.wording import tags as story_tags

if TYPE_CHECKING:
    from tests.newsroom.world import World

OUTLET = "korrespondent"
MALFORMED_DATE = {"uk": "37 травня 2026, 25:61", "ru": "37 мая 2026, 25:61"}


def expectation(story: Story, edition: str, at: datetime) -> Expectation:
    """Return how a request for a published story's page ends."""
    url = address.article_url(story, edition)
    if not story.is_live(edition, at):
        return Expectation(url=url, status_code=story.deletion_status, outcome="Gone")
    if story.kind == "no_page":
        return Expectation(url=url, status_code=200, outcome="NotAnArticle")
    if story.kind == "no_headline":
        return Expectation(url=url, status_code=200, outcome="MissingField", field="headline")
    if story.kind == "malformed_date":
        text = MALFORMED_DATE[edition]
        return Expectation(url=url, status_code=200, outcome="MalformedField", field="published_at", text=text)
    return Expectation(url=url, status_code=200, outcome="Parsed")


def article(world: World, story: Story, edition: str, at: datetime) -> ArticleTruth:
    """Return the row of `articles` that a readable page yields."""
    body = "\n\n".join(paragraph.text for paragraph in body_paragraphs(world, story, edition, at))
    label = EDITIONS[edition].labels[story.label] if story.label else None
    has_photo = "no_photo" not in story.traits
    return ArticleTruth(
        outlet=OUTLET,
        edition=edition,
        article_id=str(story.article_id),
        url=address.article_url(story, edition),
        other_edition_url=other_edition_url(story, edition, at),
        headline=headline(story, edition, story.version(edition, at)),
        lead=lead(story, edition),
        body=body,
        authors=authors(story, edition),
        section=story.section,
        label=label,
        content_class="paid" if story.label in PAID_LABELS else "editorial",
        rights=_rights(story),
        published_at=published_at(story, edition),
        published_precision="day" if "day_precision" in story.traits else "minute",
        metadata_published_at=metadata_published_at(story, edition),
        modified_at=modified_at(story, edition, at),
        image_url=address.image_url(story) if has_photo else None,
        image_credit=image_credit(story, edition),
        image_caption=image_caption(story, edition),
        word_count=sum(any(map(str.isalnum, word)) for word in body.split()),
        language=EDITIONS[edition].name,
        disagreements=disagreements(story, edition),
    )


def body_paragraphs(world: World, story: Story, edition: str, at: datetime) -> tuple[Paragraph, ...]:
    """Return the paragraphs of the body at `at`."""
    return paragraphs(story, edition, story.version(edition, at), references(world, story, edition))


def references(world: World, story: Story, edition: str) -> tuple[Run, ...]:
    """Return the links that the text makes: to an earlier article, to another site, to a tag's page."""
    random = chance(story.seed, story.article_id, "references")
    runs: list[Run] = []
    earlier = [other for other in world.earlier_stories(story) if edition in other.published]
    if earlier and random.random() < 0.6:
        target = earlier[random.randrange(len(earlier))]
        text = in_language(target.topic.name, edition)
        runs.append(Run(text, address.article_url(target, edition), str(target.article_id), is_bold=True))
    if random.random() < 0.35:
        name = in_language(random.choice(vocabulary().general["org"]), edition)
        runs.append(Run(name, f"https://reports.example/{story.article_id}/", is_bold=random.random() < 0.5))
    if random.random() < 0.15:
        tag = story.topic.tags[0]
        runs.append(Run(in_language(tag.text, edition), address.tag_url(tag, edition), is_bold=True))
    return tuple(runs)


def other_edition_url(story: Story, edition: str, at: datetime) -> str | None:
    """Return the URL of the other edition's page, once that is published."""
    other = other_edition(EDITIONS[edition]).name
    return address.article_url(story, other) if story.is_published(other, at) else None


def published_at(story: Story, edition: str) -> datetime:
    """Return the instant that the byline gives: to the minute, or the Kyiv day's first instant."""
    published = story.published[edition]
    if "day_precision" in story.traits:
        return datetime.combine(published.astimezone(KYIV).date(), time(0), KYIV).astimezone(UTC)
    return as_shown(published)


def as_shown(instant: datetime) -> datetime:
    """Return the instant that a wall-clock time to the minute means; one that occurs twice means its first occurrence."""
    return instant.astimezone(KYIV).replace(second=0, fold=0).astimezone(UTC)


def metadata_published_at(story: Story, edition: str) -> datetime | None:
    """Return what the JSON-LD gives as datePublished: on some pages Kyiv's wall clock with a "Z"."""
    if "no_metadata" in story.traits or story.kind == "malformed_date":
        return None
    published = story.published[edition]
    if "local_z_metadata" in story.traits:
        return published + (published.astimezone(KYIV).utcoffset() or timedelta(0))
    return published


def disagreements(story: Story, edition: str) -> tuple[str, ...]:
    """Return the fields whose sources disagree: the byline's minute or day is not that of the metadata."""
    metadata, shown = metadata_published_at(story, edition), published_at(story, edition)
    if metadata is None:
        return ()
    if "day_precision" in story.traits:
        return () if metadata.astimezone(KYIV).date() == shown.astimezone(KYIV).date() else ("published_at",)
    return () if metadata.replace(second=0, microsecond=0) == shown else ("published_at",)


def modified_at(story: Story, edition: str, at: datetime) -> datetime | None:
    """Return what the JSON-LD gives as dateModified; an edit that is not admitted, or has no JSON-LD, is silent."""
    return None if "no_metadata" in story.traits else story.modified_at(edition, at)


def image_credit(story: Story, edition: str) -> str | None:
    """Return who took the photo."""
    if "no_photo" in story.traits or ("no_credit" in story.traits and not _is_agency_photo(story)):
        return None
    if "getty_photo" in story.traits:
        return "Getty Images"
    if "epa_photo" in story.traits:
        return "EPA/UPG"
    return in_language(chance(story.article_id, "credit").choice(vocabulary().general["credit"]), edition)


def image_caption(story: Story, edition: str) -> str | None:
    """Return what stands under the photo."""
    if story.traits & {"no_photo", "no_caption"}:
        return None
    return in_language(chance(story.article_id, "caption").choice(vocabulary().general["caption"]), edition)


def _is_agency_photo(story: Story) -> bool:
    return "no_photo" not in story.traits and bool(story.traits & {"getty_photo", "epa_photo"})


def _rights(story: Story) -> Literal["link_required", "no_redistribution", "author_owned"]:
    if story.kind == "reader":
        return "author_owned"
    if story.kind == "agency" or _is_agency_photo(story):
        return "no_redistribution"
    return "link_required"


def tags(story: Story, edition: str, at: datetime) -> tuple[TagTruth, ...]:
    """Return the special topic and the tags of the page."""
    rows = []
    if has_special_topic(story):
        name, url = in_language(story.topic.name, edition), address.special_topic_url(story.topic, edition)
        rows.append(_tag(story, edition, "special_topic", 1, story.topic.special_id, name, url))
    for position, tag in enumerate(story_tags(story, story.version(edition, at)), start=1):
        rows.append(
            _tag(story, edition, "tag", position, tag.tag_id, tag.shown(edition), address.tag_url(tag, edition))
        )
    return tuple(rows)


def _tag(
    story: Story,
    edition: str,
    kind: Literal["tag", "special_topic"],
    position: int,
    tag_id: str | None,
    text: str,
    url: str,
) -> TagTruth:
    return TagTruth(
        outlet=OUTLET,
        edition=edition,
        article_id=str(story.article_id),
        kind=kind,
        position=position,
        tag_id=tag_id,
        tag=text,
        tag_url=url,
    )


def blocks(world: World, story: Story, edition: str, at: datetime) -> dict[str, tuple[Item, ...]]:
    """Return every block of the page with its links; links of the text are the block `body`."""
    moment = world.moment(edition, at)
    runs = (run for paragraph in body_paragraphs(world, story, edition, at) for run in paragraph.runs if run.url)
    body = tuple(Item(run.text, None, run.url or "", run.target_article_id) for run in runs)
    return {"body": body} | moment.own_blocks(story) | moment.shared_blocks


def related_links(world: World, story: Story, edition: str, at: datetime) -> tuple[LinkTruth, ...]:
    """Return the rows of `related_links` that the page yields."""
    return tuple(
        LinkTruth(
            outlet=OUTLET,
            edition=edition,
            article_id=str(story.article_id),
            block=block,
            position=position,
            anchor_text=item.text,
            label=item.label,
            target_url=item.url,
            target_article_id=item.article_id,
        )
        for block, items in blocks(world, story, edition, at).items()
        for position, item in enumerate(items, start=1)
    )


def view_counts(world: World, story: Story, edition: str, at: datetime) -> tuple[CountTruth, ...]:
    """Return the rows of `view_counts` that the page yields."""
    own = _count(edition, str(story.article_id), view_count(story, edition, at), "article_page")
    shown = blocks(world, story, edition, at)
    listed = [
        _count(edition, item.article_id, item.views, seen_on)
        for seen_on in _SEEN_ON
        for item in shown[seen_on]
        if item.article_id and item.views is not None
    ]
    return own, *listed


_SEEN_ON: tuple[Literal["read_also", "popular"], ...] = ("read_also", "popular")


def _count(
    edition: str, article_id: str, views: int, seen_on: Literal["article_page", "read_also", "popular"]
) -> CountTruth:
    return CountTruth(outlet=OUTLET, edition=edition, article_id=article_id, view_count=views, seen_on=seen_on)
