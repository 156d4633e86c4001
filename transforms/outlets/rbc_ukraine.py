"""RBC-Ukraine, in Ukrainian and Russian on one host. How surely all this is known: docs/outlets/README.md.

Known from several independent readers of the site: the day archive with its `newsline`, the text's and the lead's elements, both
feeds. Unproven: the date's element (JSON-LD says it too), the author's, labels, whether ru is still written. No view counter was seen.
"""

from transforms.edition import Edition
from transforms.outlet import Outlet
from transforms.outlet_words import NOT_FOUND, PAID_LABELS, READ_ALSO
from transforms.shapes import AddressShape, ArticleShape, LabelMeanings, Layout, ListingShape

_ARTICLE = ArticleShape(
    scope=("div.publication-text-area", "article"),
    headline=("h1",),
    outer_label=(".publication-label",),
    author=(".publication-author a", ".publication-author"),
    newsroom_names=frozenset({"рбк-україна", "рбк-украина", "rbc-ukraine"}),
    published=(".publication-date", "time[datetime]"),
    lead=(".publication-lead",),
    body=(".publication-sticky-container", "div.txt"),
    not_body=(
        "script, style, noscript, iframe, .publication-img-wrapper, .publication-social, [id*=read_more], .tags",
    ),
    not_body_text=READ_ALSO,
    image=(".publication-img-wrapper img",),
    image_credit=(".publication-img-wrapper .photo-author",),
    image_caption=(".publication-img-wrapper .photo-caption",),
    tags=("div.tags a", ".publication-tags a"),
    error_page=NOT_FOUND,
)
_DAY = ListingShape(
    container=("div.newsline", "div:has(> .news-feed-item)"),
    item="a[href]",
    not_headline=("span.time",),
    date=("span.time",),
)

OUTLET = Outlet(
    name="rbc_ukraine",
    title="РБК-Україна",
    time_zone="Europe/Kyiv",
    editions=(
        Edition(
            "uk",
            "uk",
            "www.rbc.ua",
            ("https://www.rbc.ua/static/rss/all.ukr.rss.xml",),
            "/ukr",
            other_hosts=("rbc.ua",),
        ),
        Edition(
            "ru",
            "ru",
            "www.rbc.ua",
            ("https://www.rbc.ua/static/rss/all.rus.rss.xml",),
            "/rus",
            other_hosts=("rbc.ua",),
        ),
    ),
    addresses=AddressShape(
        article=r"/(?P<section>[a-z][\w-]*(?:/[a-z][\w-]*)*)/[^/?#]*-(?P<article_id>\d{9,})\.html",
        day_listing="/archive/{year:04}/{month:02}/{day:02}",
        tag_id=r"/tag/(?P<tag_id>[^/?#]+)/?",
    ),
    layouts=(Layout(_ARTICLE, (_DAY,)),),
    labels=LabelMeanings(paid=PAID_LABELS, agency_text=("Інтерфакс-Укра", "Интерфакс-Укра")),
)
