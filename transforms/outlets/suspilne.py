"""Suspilne, in Ukrainian. How surely all this is known: docs/outlets/README.md.

Known from a reader of the site: the day archive, `c-article-card` and `c-article-content`; from many lists: the feed. Times are in
`time[datetime]`, in UTC. Unproven: the author's, the photo's and the tags' elements. No view counter was seen.
"""

from transforms.edition import Edition
from transforms.outlet import Outlet
from transforms.outlet_words import NOT_FOUND, PAID_LABELS, READ_ALSO
from transforms.shapes import AddressShape, ArticleShape, LabelMeanings, Layout, ListingShape

_ARTICLE = ArticleShape(
    scope=("article.c-article", "article"),
    headline=("h1.c-article-headline", "h1"),
    outer_label=(".c-article-label--partner",),
    author=(".c-article-info__author a", ".c-article-info__author"),
    newsroom_names=frozenset({"суспільне новини", "суспільне", "suspilne"}),
    published=("time.c-article-info__time", "time[datetime]"),
    datetime_zone="UTC",
    body=("div.c-article-content",),
    not_body=("script, style, noscript, iframe, figure, .c-article-card, .c-article-content__related",),
    not_body_text=READ_ALSO,
    image=(".c-article-cover img", ".c-article-content figure img"),
    image_credit=(".c-article-cover figcaption",),
    tags=(".c-article-tags a",),
    error_page=NOT_FOUND,
)
_DAY = ListingShape(
    container=("main:has(a.c-article-card)", "div:has(a.c-article-card)"),
    item="a.c-article-card",
    headline=(".c-article-card__headline-inner", ".c-article-card__headline"),
    date=("time.c-article-card__info__time", "time"),
    datetime_zone="UTC",
)

OUTLET = Outlet(
    name="suspilne",
    title="Суспільне",
    time_zone="Europe/Kyiv",
    editions=(
        Edition(
            "uk", "uk", "suspilne.media", ("https://suspilne.media/rss/all.rss",), other_hosts=("www.suspilne.media",)
        ),
    ),
    addresses=AddressShape(
        article=r"/(?:(?P<section>[a-z][a-z-]*)/)?(?P<article_id>\d+)-[^/?#]*/?",
        day_listing="/archive/{year:04}/{month}/{day}/",
        listing=r"/archive/.*|/latest/",
        tag_id=r"/tag/(?P<tag_id>[^/?#]+)/?",
    ),
    layouts=(Layout(_ARTICLE, (_DAY,)),),
    labels=LabelMeanings(paid=PAID_LABELS),
)
