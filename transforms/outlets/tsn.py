"""TSN, in Ukrainian and Russian on one host. How surely all this is known: docs/outlets/README.md.

Known from several independent readers of the site: `c-card__*`, `c-article__*` and `time[datetime]`, the uk feed. From one old
reader only: the view counter `i-view`. Unproven: the author's and the tags' elements, the end of a day's pages, labels.
"""

from transforms.edition import Edition
from transforms.outlet import Outlet
from transforms.outlet_words import NOT_FOUND, PAID_LABELS, READ_ALSO
from transforms.shapes import AddressShape, ArticleShape, LabelMeanings, Layout, ListingShape

_ARTICLE = ArticleShape(
    scope=("div.c-article__box", "article.c-article", "main article"),
    headline=("h1.c-card__title", "h1.c-article__title", "h1"),
    outer_label=(".c-card__label",),
    author=("a.c-card__author", ".c-post-meta__author a"),
    newsroom_names=frozenset({"тсн", "тсн.ua", "tsn", "tsn.ua", "редакція тсн"}),
    published=("footer.c-card__foot time", ".c-card__foot time", "time[datetime]"),
    view_count=("dd.i-view", ".i-view"),
    lead=("div.c-article__lead", ".c-card__lead"),
    body=("div.c-article__body", "div.c-card__body"),
    not_body=("script, style, noscript, iframe, figure, .c-card, .c-banner",),
    not_body_text=READ_ALSO,
    image=("img.c-card__embed__img", ".c-card__embed img"),
    image_credit=(".c-card__embed figcaption", ".c-card__embed__caption"),
    tags=(".c-tag-list a", "ul.c-tags a"),
    error_page=NOT_FOUND,
)
_DAY = ListingShape(
    container=("main:has(article.c-card)", "div:has(> article.c-card)", ".c-feed-log"),
    item="article.c-card",
    link=("h3.c-card__title a[href]", "a.c-card__link[href]"),
    lead=(".c-card__lead",),
    label=(".c-card__label",),
    date=("footer.c-card__foot time", "time"),
)

OUTLET = Outlet(
    name="tsn",
    title="ТСН",
    time_zone="Europe/Kyiv",
    editions=(
        Edition("uk", "uk", "tsn.ua", ("https://tsn.ua/rss/full.rss",), other_hosts=("www.tsn.ua",)),
        Edition("ru", "ru", "tsn.ua", path="/ru"),
    ),
    addresses=AddressShape(
        article=r"/(?P<section>[a-z][\w-]*(?:/[a-z][\w-]*)*)/[^/?#]*-(?P<article_id>\d+)\.html",
        day_listing="/news/page-{page}?day={day}&month={month}&year={year:04}",
        listing=r"/news(?:/page-\d+)?/?|/archive/.*",
        tag_id=r"/tags/(?P<tag_id>[^/?#]+)/?",
    ),
    layouts=(Layout(_ARTICLE, (_DAY,)),),
    labels=LabelMeanings(paid=PAID_LABELS),
)
