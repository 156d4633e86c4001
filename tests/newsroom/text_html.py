"""Renders the text of an article, with all that stands in it and is not text."""

from collections.abc import Iterator
from html import escape
from itertools import groupby

from tests.newsroom.chance import share
from tests.newsroom.editions import PARTNER_HOST, Edition
from tests.newsroom.story import Story
from tests.newsroom.template import spaced
from tests.newsroom.wording import Paragraph, Run


def text_html(story: Story, edition: Edition, lead: str | None, paragraphs: tuple[Paragraph, ...]) -> str:
    """Return what stands in `div.post-item__text`."""
    elements: list[str] = []
    for kind, group in groupby(paragraphs, key=lambda paragraph: paragraph.kind):
        elements += _group(story, kind, list(group))
    for place, html in reversed(_junk(story, edition)):
        elements.insert(place, html)
    return "\n".join([f"<h2>{spaced(lead)}</h2>", *elements] if lead else elements)


def _group(story: Story, kind: str, group: list[Paragraph]) -> Iterator[str]:
    """Yield the elements of neighbouring paragraphs of one kind."""
    inner = ["".join(_run(run) for run in paragraph.runs) for paragraph in group]
    if kind == "li":
        yield "<ul>" + "".join(f"<li>{text}</li>" for text in inner) + "</ul>"
    elif kind == "h2":
        yield from (f"<h2>{text}</h2>" for text in inner)
    elif kind == "quote":
        yield from (f"<blockquote>{f'<p>{text}</p>' if story.article_id % 2 else text}</blockquote>" for text in inner)
    else:
        tag = "div" if "div_body" in story.traits else "p"
        yield from (f"<{tag}>{text}</{tag}>" for text in inner)


def _run(run: Run) -> str:
    if run.url is None:
        return spaced(run.text)
    link = f'<a href="{run.url}"{"" if run.target_article_id else _REL}>{escape(run.text)}</a>'
    return f"<strong>{link}</strong>" if run.is_bold else link


_REL = ' target="_blank" rel="nofollow"'
_END = 1000


def _junk(story: Story, edition: Edition) -> list[tuple[int, str]]:
    """Return what is not text: (number of elements before it, HTML), in order."""
    words = edition.words
    read_also = f'<a href="/world/{4_000_000 + story.article_id % 999}-junk">{words["details"]}</a>'
    slot = f"{{id:'in-text-{story.article_id}',sizes:[[610,250]]}}"
    partner = f'<a href="https://{PARTNER_HOST}/">{PARTNER_HOST}</a>'
    channel = '<a href="https://t.example/kronika-newsroom">https://t.example/kronika-newsroom</a>'
    pieces = [
        (
            1,
            f'<p><span style="color:#ff0000;"><strong>{words["read_also"].upper()}: {read_also}</strong></span></p>',
            0.5,
        ),
        (1, '<div id="insertNewsBlock"><a href="/all/">.</a></div>', 1.0),
        (2, f'<div class="subpartition-partnership"><p>{words["ad"]}: {partner}</p></div>', 0.4),
        (3, f"<script>window.adSlots=window.adSlots||[];adSlots.push({slot});</script>", 1.0),
        (3, '<div id="insertGalleryBlock"><p>1/7</p></div>', 0.2),
        (
            4,
            '<iframe src="https://video.example/embed/1" width="610" height="343">video</iframe><noscript>video</noscript>',
            0.2,
        ),
        (_END, f'<div class="korr_for_support"><p>{words["support"]}</p></div>', 0.5),
        (_END, f"<p><em>{words['telegram']} {channel}</em></p>", 0.8),
        (_END, f'<p><strong><a href="https://news.example/google">{words["google"]}</a></strong></p>', 0.5),
    ]
    return [
        (place, html)
        for number, (place, html, portion) in enumerate(pieces)
        if share(story.article_id, "junk", number) < portion
    ]
