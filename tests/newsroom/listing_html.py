"""Renders listings: day and section archives, pages of tags and special topics."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from tests.newsroom import address
from tests.newsroom.boilerplate import footer, head_end, navigation, thumbnail
from tests.newsroom.editions import PARTNER_HOST, Edition
from tests.newsroom.listing_truth import listed_label
from tests.newsroom.planning import KYIV
from tests.newsroom.story import Story
from tests.newsroom.template import filled_template, spaced
from tests.newsroom.vocabulary import in_language, vocabulary
from tests.newsroom.wording import headline, lead

if TYPE_CHECKING:
    from datetime import datetime


def listing_page(
    edition: Edition,
    title: str,
    stories: Sequence[Story],
    at: datetime,
    folder: str,
    number: int,
    page_count: int,
    section: str = "",
) -> str:
    """Return a page of a listing; past the last page its list is empty.

    Args:
        edition: whose page.
        title: heading of the listing.
        stories: what this page shows, in order.
        at: the instant.
        folder: path of the listing's first page.
        number: number of this page, from 1.
        page_count: number of pages; with one there is no pagination.
        section: section to mark in the menu.
    """
    head = filled_template(
        "plain_head.html",
        notice=edition.words["notice"],
        language=edition.name,
        title=title,
        feed_url=edition.feed_url,
        origin=edition.origin,
    )
    main = filled_template(
        "listing_main.html",
        title=title,
        items=_items(edition, stories, at),
        pagination=_pagination(edition, folder, number, page_count) if page_count > 1 else "",
        special_topic=edition.words["special_topic"],
        special_topics=_special_topics(edition),
    )
    return head + head_end() + navigation(edition, section) + main + footer(edition)


def latest_fragment(edition: Edition, stories: Sequence[Story], at: datetime) -> str:
    """Return the fragment of latest news: no page around it, times under the names of their days."""
    pieces = [f"<!-- Invented page of Kronika's newsroom: {edition.words['notice']}. -->"]
    day = None
    for story in stories:
        local = story.published[edition.name].astimezone(KYIV)
        if local.date() != day:
            day = local.date()
            pieces.append(f'<div class="time-articles__date">{day.day} {edition.months[day.month - 1].upper()}</div>')
        title = _title(edition, story, at, address.article_path(story, edition.name))
        time = f'<div class="article__time">{local:%H:%M}</div>'
        pieces.append(f'<div class="article">{time}<div class="article__title">{title}</div></div>')
    return '<div class="time-articles">' + "\n".join(pieces) + "</div>\n"


def _items(edition: Edition, stories: Sequence[Story], at: datetime) -> str:
    """Adverts for other sites stand among the items."""
    pieces = []
    for place, story in enumerate(stories):
        pieces.append(_item(edition, story, at))
        if place in (6, 22):
            pieces.append(_advert(edition, place))
    return "\n".join(["", *pieces, ""]) if pieces else ""


def _item(edition: Edition, story: Story, at: datetime) -> str:
    url = address.article_path(story, edition.name)
    text = lead(story, edition.name)
    date = _date(edition, story)
    inside = story.article_id % 3 == 0
    words = f"{spaced(text) if text else ''}{date if inside else ''}"
    body = f'<div class="article__text">{words}</div>{"" if inside else date}'
    image = f'<a class="article__img-link" href="{url}"><img src="{thumbnail(story.article_id)}" alt="" width="210" height="140"></a>'
    return f'<div class="article article_rubric_top">{image}<div class="article__title">{_title(edition, story, at, url)}</div>{body}</div>'


def _title(edition: Edition, story: Story, at: datetime, url: str) -> str:
    """The title's link stands in an h3, an h2 or neither; paid items have the label of an advert."""
    label = listed_label(story, edition.name)
    advert = ' class="advertising"' if story.kind == "paid" else ""
    mark = f"<em{advert}>{label}</em>" if label else ""
    link = f'<a href="{url}">{spaced(headline(story, edition.name, story.version(edition.name, at)))}{mark}</a>'
    tag = ("h3", "h2", "")[story.article_id % 3]
    return f"<{tag}>{link}</{tag}>" if tag else link


def _date(edition: Edition, story: Story) -> str:
    local = story.published[edition.name].astimezone(KYIV)
    rubric = f'<a class="article__rubric" href="/{story.section}/">{edition.sections[story.section]}</a>'
    return f'<div class="article__date">{rubric} - {local.day} {edition.months[local.month - 1]} {local.year},&nbsp;{local:%H:%M}</div>'


def _advert(edition: Edition, place: int) -> str:
    text = vocabulary().general["partner"][place % 5][1]
    mark = f'<span class="advertising">{edition.words["ad"]}</span>'
    title = f'<a href="https://{PARTNER_HOST}/promo/{place}.html" rel="nofollow">{text}{mark}</a>'
    return f'<div class="article article_rubric_top"><div class="article__title">{title}</div><div class="article__text">{text}</div></div>'


def _pagination(edition: Edition, folder: str, number: int, page_count: int) -> str:
    links = [
        f'<a class="pagination__link" href="{folder}{f"p{page}/" if page > 1 else ""}">{page}</a>'
        for page in range(1, page_count + 1)
    ]
    if number < page_count:
        forward = f'class="pagination__link pagination__forward" href="{folder}p{number + 1}/"'
        links.append(f"<a {forward}>{edition.words['next']}</a>")
    items = "".join(f'<li class="pagination__item">{link}</li>' for link in links)
    return f'<ul class="pagination pagination_news">{items}</ul>'


def _special_topics(edition: Edition) -> str:
    return "".join(
        f'<li><a href="/special/{topic.special_id}-{topic.key}">{in_language(topic.name, edition.name)}</a></li>'
        for topic in vocabulary().topics
        if topic.special_id
    )
