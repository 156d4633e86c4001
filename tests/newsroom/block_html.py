"""Renders the blocks of links. Their classes are invented: what names a block is its heading."""

from collections.abc import Mapping
from html import escape

from tests.newsroom.boilerplate import thumbnail
from tests.newsroom.editions import Edition
from tests.newsroom.moment import Item
from tests.newsroom.template import spaced


def shared_blocks_html(edition: Edition, blocks: Mapping[str, tuple[Item, ...]]) -> str:
    """Return the side column, the same on all pages of a moment."""
    return (
        _tabs(edition, blocks)
        + _storylines(edition, blocks["storylines"])
        + _editors_choice(edition, blocks["editors_choice"])
    )


def own_blocks_html(edition: Edition, blocks: Mapping[str, tuple[Item, ...]], topic_name: str, topic_url: str) -> str:
    """Return the blocks below an article; an empty one is left out, heading and all."""
    words = edition.words
    pieces = []
    if blocks["on_topic"]:
        items = "".join(
            f'<li>{_link(item, edition)}<span class="on-topic__time">{_nbsp(item.remark)}</span></li>'
            for item in blocks["on_topic"]
        )
        pieces.append(
            f'<div class="on-topic"><div class="on-topic__heading">{words["on_topic"].upper()}</div><ul>{items}</ul></div>\n'
        )
    if blocks["special_topic"]:
        items = "".join(
            f'<div class="partition__item">{_link(item, edition)}</div>' for item in blocks["special_topic"]
        )
        heading = f'<h2 class="partition__title"><a href="{topic_url}">{escape(topic_name)}</a></h2>'
        pieces.append(f'<div class="partition">{heading}<div class="partition__list">{items}</div></div>\n')
    if blocks["read_also"]:
        items = "".join(_card(item, edition, "read-also") for item in blocks["read_also"])
        heading = f'<h3 class="read-also__title">{words["read_also"]}</h3>'
        pieces.append(f'<div class="read-also">{heading}<div class="read-also__list">{items}</div></div>\n')
    if blocks["partner"]:
        items = "".join(
            f'<li class="partners__item"><a href="{item.url}" rel="nofollow" target="_blank">{spaced(item.text)}</a></li>'
            for item in blocks["partner"]
        )
        pieces.append(f'<div class="partners"><h3>{words["partner"].upper()}</h3><ul>{items}</ul></div>\n')
    return "".join(pieces)


def _tabs(edition: Edition, blocks: Mapping[str, tuple[Item, ...]]) -> str:
    names = ("latest", "popular", "most_commented")
    tabs = "".join(
        f'<li class="news-tabs__tab"><a href="#tab-{place}">{edition.words[name]}</a></li>'
        for place, name in enumerate(names)
    )
    panes = "".join(
        f'<div class="news-tabs__pane" id="tab-{place}">{"".join(_row(item, edition) for item in blocks[name])}</div>\n'
        for place, name in enumerate(names)
    )
    title = f'<div class="news-tabs__title">{edition.words["latest_news"]}:</div>'
    return f'<div class="news-tabs">{title}<ul class="news-tabs__nav">{tabs}</ul>\n{panes}</div>\n'


def _storylines(edition: Edition, items: tuple[Item, ...]) -> str:
    rows = "".join(f'<li class="storylines__item">{_link(item, edition)}</li>' for item in items)
    heading = f'<h3 class="storylines__title"><a href="/special/">{edition.words["storylines"]}</a> &gt;&gt;</h3>'
    return f'<div class="storylines">{heading}<ul>{rows}</ul></div>\n'


def _editors_choice(edition: Edition, items: tuple[Item, ...]) -> str:
    arrows = '<a class="choice__arrow" href="#">‹</a><span class="choice__page">1/4</span><a class="choice__arrow" href="#">›</a>'
    cards = "".join(_card(item, edition, "choice") for item in items)
    title = f'<h3 class="choice__title">{edition.words["editors_choice"].upper()}</h3>'
    return f'<div class="choice">{title}<div class="choice__nav">{arrows}</div><div class="choice__list">{cards}</div></div>\n'


def _row(item: Item, edition: Edition) -> str:
    """One line of a tab: a number in brackets counts comments, one after a bullet counts views."""
    if item.views is not None:
        return f'<div class="news-tabs__item">{_link(item, edition)} <span class="news-tabs__views">•&nbsp;{item.views}</span></div>'
    mark = "comments" if item.remark and item.remark.startswith("(") else "time"
    return f'<div class="news-tabs__item"><span class="news-tabs__{mark}">{item.remark}</span> {_link(item, edition)}</div>'


def _card(item: Item, edition: Edition, name: str) -> str:
    """A link with its picture, which is a second link to the same page."""
    href = _href(item, edition)
    picture = f'<a class="{name}__img-link" href="{href}"><img src="{thumbnail(item.url)}" alt="" loading="lazy"></a>'
    views = "" if item.views is None else f' <span class="{name}__views">• {item.views}</span>'
    return f'<div class="{name}__item">{picture}<div class="{name}__text">{_link(item, edition)}{views}</div></div>'


def _link(item: Item, edition: Edition) -> str:
    return f'<a href="{_href(item, edition)}">{labelled(item.text, item.label)}</a>'


def labelled(text: str, label: str | None) -> str:
    """Return a headline with its label glued to it, as the site does."""
    return spaced(text) + (f"<em>{label}</em>" if label else "")


def _href(item: Item, edition: Edition) -> str:
    """Own pages are linked without host; some carry tracking parameters or a place on the page."""
    if item.views is not None and item.article_id and int(item.article_id) % 4 == 0:
        return f"{item.url}?utm_source=newsroom&amp;utm_medium=block"
    if item.article_id and int(item.article_id) % 7 == 0:
        return f"{item.url}#comments"
    return item.url.removeprefix(edition.origin)


def _nbsp(text: str | None) -> str:
    return (text or "").replace(" ", "&nbsp;")
