"""Renders feeds and the sitemap."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from email.utils import format_datetime
from html import escape
from typing import TYPE_CHECKING

from tests.newsroom import address, article_truth
from tests.newsroom.editions import RU_HOST, Edition
from tests.newsroom.planning import KYIV
from tests.newsroom.story import Story
from tests.newsroom.wording import headline, lead

if TYPE_CHECKING:
    from tests.newsroom.world import World

_NOTE = "<!-- Invented feed of Kronika's newsroom: no real article, person or outlet. -->"


def feed_xml(world: World, edition: Edition, stories: Sequence[Story], at: datetime) -> str:
    """Return the edition's RSS 2.0 feed, with the site's own `fulltext` and a GUID that both editions share."""
    items = "\n".join(_item(world, edition, story, at) for story in stories)
    return (
        f'<?xml version="1.0" encoding="utf-8"?>\n{_NOTE}\n<rss version="2.0"><channel>\n'
        f"<title>Korrespondent.example ({edition.name})</title><link>{edition.origin}/</link>"
        f"<description>{escape(edition.words['notice'])}</description><language>{edition.name}</language>\n"
        f"{items}\n</channel></rss>\n"
    )


def _item(world: World, edition: Edition, story: Story, at: datetime) -> str:
    title = headline(story, edition.name, story.version(edition.name, at))
    text = lead(story, edition.name)
    body = "".join(
        f"<p>{escape(paragraph.text)}</p>"
        for paragraph in article_truth.body_paragraphs(world, story, edition.name, at)
    )
    marked = f"<![CDATA[{title}]]>" if story.article_id % 2 else escape(title)
    picture = (
        ""
        if "no_photo" in story.traits
        else f'<enclosure url="{address.image_url(story)}" length="40000" type="image/jpeg"/>'
    )
    return (
        f"<item><title>{marked}</title><link>{_link(story, edition)}</link>"
        f'<guid isPermaLink="false">https://{RU_HOST}/{story.article_id}</guid>'
        f"<pubDate>{format_datetime(story.published[edition.name].astimezone(KYIV))}</pubDate>"
        f"<category>{escape(edition.sections[story.section])}</category>"
        + (f"<description><![CDATA[{text}]]></description>" if text else "<description/>")
        + f"<fulltext>{escape(body)}</fulltext>{picture}</item>"
    )


def _link(story: Story, edition: Edition) -> str:
    url = address.article_url(story, edition.name)
    return f"{url}?utm_source=rss&amp;utm_medium=feed" if story.article_id % 3 == 0 else url


def sitemap_xml(edition: Edition, stories: Sequence[Story]) -> str:
    """Return the edition's sitemap of its newest articles."""
    rows = "\n".join(
        f"<url><loc>{address.article_url(story, edition.name)}</loc>"
        f"<lastmod>{story.published[edition.name].isoformat()}</lastmod></url>"
        for story in stories
    )
    return (
        f'<?xml version="1.0" encoding="utf-8"?>\n{_NOTE}\n'
        f'<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">\n{rows}\n</urlset>\n'
    )
