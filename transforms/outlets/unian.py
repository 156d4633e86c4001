"""UNIAN, in Ukrainian (unian.ua) and Russian (unian.net). How surely all this is known: docs/outlets/README.md.

Known from several independent readers of the site: day listing, `list-thumbs__*` and `article__*` classes, the date as
`18:00, 07.05.26`, both feeds. Unproven: the author's and the photo's elements, `.article__label`, tags' URLs.
"""

from transforms.edition import Edition
from transforms.outlet import Outlet
from transforms.outlet_words import NOT_FOUND, PAID_LABELS, READ_ALSO
from transforms.shapes import AddressShape, ArticleShape, LabelMeanings, Layout, ListingShape

_ARTICLE = ArticleShape(
    scope=("div.article", "article"),
    headline=("h1",),
    outer_label=(".article__label",),
    author=("a.article__author-name", ".article__author a", ".article__author--bottom a"),
    newsroom_names=frozenset({"уніан", "униан", "unian"}),
    published=(".article__info-item.time", ".article__info .time"),
    view_count=("span.article__info-item.views", ".article__info-item.views"),
    lead=("p.article__like-h2", ".article__like-h2"),
    body=("div.article-text",),
    not_body=(
        "script, style, noscript, iframe, figure, .read-also-slider, .article__tags, .social-likes, .article-bottom",
    ),
    not_body_text=READ_ALSO,
    image=("figure.photo_block img", ".article-text figure img", ".article__image img"),
    image_caption=("figure.photo_block figcaption", ".article-text figure figcaption"),
    tags=(".article__tags a",),
    error_page=NOT_FOUND,
)
_DAY = ListingShape(
    container=("div:has(> .list-thumbs__item)", ".list-thumbs"),
    item=".list-thumbs__item",
    link=("a.list-thumbs__title[href]", ".list-thumbs__info h3 a[href]"),
    date=(".list-thumbs__time",),
)

OUTLET = Outlet(
    name="unian",
    title="УНІАН",
    time_zone="Europe/Kyiv",
    editions=(
        Edition("uk", "uk", "www.unian.ua", ("https://rss.unian.net/site/news_ukr.rss",), other_hosts=("unian.ua",)),
        Edition("ru", "ru", "www.unian.net", ("https://rss.unian.net/site/news_rus.rss",), other_hosts=("unian.net",)),
    ),
    addresses=AddressShape(
        article=r"/(?:(?P<section>[a-z][\w-]*(?:/[a-z][\w-]*)*)/)?(?:[^/?#]*-)?(?P<article_id>\d{5,})(?:-[^/?#]*)?\.html",
        day_listing="/news/archive/{year:04}{month:02}{day:02}",
        listing=r"/news/archive/?|/detail/(?:all|main)_news/?",
        tag_id=r"/tag/(?P<tag_id>[^/?#]+)/?",
    ),
    layouts=(Layout(_ARTICLE, (_DAY,)),),
    labels=LabelMeanings(paid=PAID_LABELS, agency_text=("Інтерфакс-Укра", "Интерфакс-Укра")),
)
