"""NV, in Ukrainian and Russian on one host. How surely all this is known: docs/outlets/README.md.

Known from several independent readers of the site: the listing and its `row-result` rows, both feeds, the date without a year,
`content_wrapper`, `article__tags`, `opinion_author_name`. Unproven: the names of the view counter's and the paywall's classes, labels.
"""

from transforms.edition import Edition
from transforms.outlet import Outlet
from transforms.outlet_words import NOT_FOUND, PAID_LABELS, READ_ALSO
from transforms.shapes import AddressShape, ArticleShape, LabelMeanings, Layout, ListingShape

_SUBHOSTS = ("biz.nv.ua", "life.nv.ua", "techno.nv.ua", "health.nv.ua", "sport.nv.ua")

_ARTICLE = ArticleShape(
    scope=("div.article", "article"),
    headline=("h1",),
    outer_label=(".article__head__label", ".partner-label"),
    author=(".opinion_author_name", ".article__head__author a", ".article__author a"),
    newsroom_names=frozenset({"nv", "нв", "нв преміум", "nv premium"}),
    published=(".article__head__additional_published", "span.pub-date"),
    view_count=(".article__head__additional_views", ".article__views"),
    lead=(".subtitle",),
    body=(".article__content__body", ".content_wrapper"),
    not_body=("script, style, noscript, iframe, .article__content__head_img, .read-also, .subscribe, .banner",),
    not_body_text=READ_ALSO,
    image=(".article__content__head_img img", ".article__content__head_img-image img"),
    image_credit=(".article__content__head_img-image_copyright",),
    tags=(".article__tags a", "a.tag"),
    paywall=(".paywall", ".article__paywall"),
    error_page=NOT_FOUND,
)
_ALL_NEWS = ListingShape(
    container=("div:has(> .row-result)", "div:has(.row-result)"),
    item=".row-result",
    link=("a.row-result-body[href]", "a[href]"),
    headline=(".title",),
    label=(".partner-label",),
    date=(".additional-pub-date",),
)

OUTLET = Outlet(
    name="nv",
    title="NV",
    time_zone="Europe/Kyiv",
    editions=(
        Edition("uk", "uk", "nv.ua", ("https://nv.ua/ukr/rss/all.xml",), "/ukr", other_hosts=_SUBHOSTS),
        Edition("ru", "ru", "nv.ua", ("https://nv.ua/rss/all.xml",), other_hosts=_SUBHOSTS),
    ),
    addresses=AddressShape(
        article=r"/(?P<section>[a-z][\w-]*(?:/[a-z][\w-]*)*)/[^/?#]*-(?P<article_id>\d+)\.html",
        newest_listing="/allnews.html?page={page}",
        listing=r"/allnews\.html",
        tag_id=r"/tags/(?P<tag_id>[^/?#]+?)(?:\.html)?/?",
    ),
    layouts=(Layout(_ARTICLE, (_ALL_NEWS,)),),
    labels=LabelMeanings(paid=PAID_LABELS, author_owned_sections=frozenset({"blogs"})),
)
