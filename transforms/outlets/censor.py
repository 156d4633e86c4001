"""Censor.NET, in Ukrainian and Russian on one host. How surely all this is known: docs/outlets/README.md.

Known from several independent readers of the site: the day archive and its `news-list-item` rows, `time.g-time`, `news-text`,
`news-tags`, both feeds, and that it bans fast crawlers. From one old reader only: the view counter. Unproven: author, photo, labels.
"""

from transforms.edition import Edition
from transforms.outlet import Outlet
from transforms.outlet_words import NOT_FOUND, PAID_LABELS, READ_ALSO
from transforms.shapes import AddressShape, ArticleShape, LabelMeanings, Layout, ListingShape

_ARTICLE = ArticleShape(
    scope=("article.news", "main", "div.article"),
    headline=("h1",),
    outer_label=(".news-label",),
    author=(".news-author a", ".main-items-text__author a"),
    newsroom_names=frozenset({"цензор.нет", "censor.net", "цензор.net"}),
    published=("time.g-time",),
    view_count=(".main-items-text__count", "div.hit span.info"),
    body=("div.news-text",),
    not_body=("script, style, noscript, iframe, figure, .related-news, .news-tags, .banner",),
    not_body_text=READ_ALSO,
    image=("figure.news-image img", ".news-image img"),
    image_caption=("figure.news-image figcaption",),
    tags=(".news-tags a",),
    error_page=NOT_FOUND,
)
_DAY = ListingShape(
    container=(".items-list",),
    item=".news-list-item",
    link=("a.news-list-item__link[href]", "h2 a[href]"),
    headline=(".news-list-item__title",),
    lead=(".news-list-item__excerpt",),
    label=(".news-list-item__label",),
    date=("time.g-time",),
)

OUTLET = Outlet(
    name="censor",
    title="Цензор.НЕТ",
    time_zone="Europe/Kyiv",
    editions=(
        Edition(
            "uk",
            "uk",
            "censor.net",
            ("https://censor.net/includes/news_uk.xml",),
            "/ua",
            other_hosts=("www.censor.net",),
        ),
        Edition(
            "ru",
            "ru",
            "censor.net",
            ("https://censor.net/includes/news_ru.xml",),
            "/ru",
            other_hosts=("www.censor.net",),
        ),
    ),
    addresses=AddressShape(
        article=r"/(?P<section>[a-z][a-z_]*)/(?P<article_id>\d+)(?:/[^/?#]*)?/?",
        day_listing="/news/all/page/{page}/archive/{year:04}-{month:02}-{day:02}/category/0/sortby/date",
        listing=r"/news/all(?:/.*)?",
        tag_id=r"/(?:theme|tag)/(?P<tag_id>\d+)(?:/[^/?#]*)?/?",
    ),
    layouts=(Layout(_ARTICLE, (_DAY,)),),
    labels=LabelMeanings(paid=PAID_LABELS, author_owned_sections=frozenset({"blogs"})),
    pause_seconds=6.0,
)
