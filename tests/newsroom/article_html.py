"""Renders an article's page from its truth."""

from __future__ import annotations

import json
from datetime import datetime
from html import escape
from typing import TYPE_CHECKING

from tests.newsroom import article_truth
from tests.newsroom.address import article_url, image_url
from tests.newsroom.article_truth import MALFORMED_DATE
from tests.newsroom.block_html import labelled, own_blocks_html
from tests.newsroom.boilerplate import footer, head_end, navigation, thumbnail
from tests.newsroom.counters import view_count
from tests.newsroom.editions import Edition
from tests.newsroom.planning import KYIV
from tests.newsroom.story import Story
from tests.newsroom.template import filled_template, spaced
from tests.newsroom.text_html import text_html
from tests.newsroom.truth import TagTruth
from tests.newsroom.vocabulary import in_language
from tests.newsroom.wording import authors, headline, lead

if TYPE_CHECKING:
    from tests.newsroom.world import World


def article_page(world: World, story: Story, edition: Edition, at: datetime, shared_blocks: str) -> str:
    """Return the page of a story that is live at `at`."""
    return (
        _head(story, edition, at)
        + head_end()
        + navigation(edition, story.section)
        + _main(world, story, edition, at, shared_blocks)
        + footer(edition)
    )


def _head(story: Story, edition: Edition, at: datetime) -> str:
    has_photo = "no_photo" not in story.traits
    title = escape(headline(story, edition.name, story.version(edition.name, at)))
    return filled_template(
        "article_head.html",
        notice=edition.words["notice"],
        language=edition.name,
        title=title,
        description=escape(lead(story, edition.name) or title),
        url=article_url(story, edition.name),
        image=image_url(story) if has_photo else f"{edition.origin}/static/logo.png",
        author_number=str(story.article_id % 97),
        feed_url=edition.feed_url,
        origin=edition.origin,
        metadata=_metadata(story, edition, at),
    )


def _metadata(story: Story, edition: Edition, at: datetime) -> str:
    """The second JSON-LD script; its author is a number, its "Z" sometimes stands behind Kyiv's wall clock."""
    published = article_truth.metadata_published_at(story, edition.name)
    if published is None:
        return ""
    is_z = "local_z_metadata" in story.traits
    data: dict[str, object] = {
        "@context": "https://schema.org",
        "@type": "NewsArticle",
        "headline": headline(story, edition.name, story.version(edition.name, at)),
        "datePublished": f"{published:%Y-%m-%dT%H:%M:%SZ}" if is_z else published.astimezone(KYIV).isoformat(),
        "author": {"@type": "Person", "name": str(story.article_id % 97)},
        "mainEntityOfPage": article_url(story, edition.name),
    }
    if modified := article_truth.modified_at(story, edition.name, at):
        data["dateModified"] = modified.astimezone(KYIV).isoformat()
    text = json.dumps(data, ensure_ascii=False).replace("</", "<\\/")
    return f'<script type="application/ld+json">{text}</script>\n'


def _main(world: World, story: Story, edition: Edition, at: datetime, shared_blocks: str) -> str:
    name = edition.name
    page = filled_template(
        "article_main.html",
        article_id=str(story.article_id),
        other_edition=_other_edition(story, edition, at),
        headline=_headline(story, edition, at),
        byline=_byline(story, edition),
        views=str(view_count(story, name, at)),
        url=article_url(story, name),
        photo=_photo(story, edition),
        text=text_html(story, edition, lead(story, name), article_truth.body_paragraphs(world, story, name, at)),
        tags=_tags(edition, article_truth.tags(story, name, at)),
        own_blocks=_own_blocks(world, story, edition, at),
        shared_blocks=shared_blocks,
    )
    return page.replace('<h1 class="post-item__title"></h1>\n', "") if story.kind == "no_headline" else page


def _headline(story: Story, edition: Edition, at: datetime) -> str:
    if story.kind == "no_headline":
        return ""
    label = edition.labels[story.label] if story.label else None
    return labelled(headline(story, edition.name, story.version(edition.name, at)), label)


def _other_edition(story: Story, edition: Edition, at: datetime) -> str:
    url = article_truth.other_edition_url(story, edition.name, at)
    return f'<a class="post-item__lang" href="{url}">{edition.words["other_edition"]}</a>\n' if url else ""


def _byline(story: Story, edition: Edition) -> str:
    names = authors(story, edition.name)
    links = ", ".join(_author_link(story, place, person) for place, person in enumerate(names))
    if "newsroom_author" in story.traits and "no_author" not in story.traits:
        links = edition.words["newsroom"]
    by = f"{edition.words['text_by']}: {links}, " if links else ""
    return by + _date(story, edition)


def _author_link(story: Story, place: int, person: str) -> str:
    mark = "" if "plain_author_link" in story.traits else ' class="article__author"'
    return f'<a{mark} href="/authors/{10 + (story.article_id + place) % 40}/">{escape(person)}</a>'


def _date(story: Story, edition: Edition) -> str:
    if story.kind == "malformed_date":
        return MALFORMED_DATE[edition.name]
    local = story.published[edition.name].astimezone(KYIV)
    space = "&nbsp;" if story.article_id % 2 else " "
    day = f"{local.day}{space}{edition.months[local.month - 1]} {local.year}"
    return day if "day_precision" in story.traits else f"{day},&nbsp;{local:%H:%M}"


def _photo(story: Story, edition: Edition) -> str:
    if "no_photo" in story.traits:
        return ""
    credit, caption = (part(story, edition.name) for part in (article_truth.image_credit, article_truth.image_caption))
    about = (
        f'<div class="post-item__photo-author">{edition.words["photo_by"]}: {escape(credit)}</div>' if credit else ""
    )
    about += f'<div class="post-item__photo-caption">{spaced(caption)}</div>' if caption else ""
    preview = f"background:url({thumbnail(story.article_id)})"
    image = f'<img src="{image_url(story)}" alt="{escape(caption or "")}" width="610" height="385" style="{preview}">'
    return f'<div class="post-item__photo clearfix">{image}<div class="post-item__photo-about">{about}</div></div>\n'


def _tags(edition: Edition, tags: tuple[TagTruth, ...]) -> str:
    """Special topic and tags stand in one block; the style sheet shows them in upper case."""
    rows = []
    for kind, word in (("special_topic", "special_topic"), ("tag", "tags")):
        links = [
            f'<a href="{(tag.tag_url or "").removeprefix(edition.origin)}">{escape(tag.tag)}</a>'
            for tag in tags
            if tag.kind == kind
        ]
        if links:
            title = f'<span class="post-item__tags-title">{edition.words[word]}: </span>'
            rows.append(f'<div class="post-item__tags-item">{title}{", ".join(links)}</div>')
    return f'<div class="post-item__tags clearfix">{"".join(rows)}</div>\n' if rows else ""


def _own_blocks(world: World, story: Story, edition: Edition, at: datetime) -> str:
    blocks = world.moment(edition.name, at).own_blocks(story)
    return own_blocks_html(
        edition,
        blocks,
        in_language(story.topic.name, edition.name),
        f"/special/{story.topic.special_id}-{story.topic.key}",
    )
