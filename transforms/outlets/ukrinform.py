"""Ukrinform, in Ukrainian and English, each on a host of its own. How surely all this is known: docs/outlets/README.md.

Known from several independent readers of the site: the listing, `newsTitle`, `newsHeading`, `newsText`, `newsAuthor`, `a.tag`,
`time[datetime]`, the interview's elements, the uk feed. Unproven: the feed of en, the photo's elements. No view counter was seen.
"""

from transforms.edition import Edition
from transforms.outlet import Outlet
from transforms.outlet_words import NOT_FOUND, PAID_LABELS, READ_ALSO
from transforms.shapes import AddressShape, ArticleShape, LabelMeanings, Layout, ListingShape

_ARTICLE = ArticleShape(
    scope=("article.news", "article.interviewBlock"),
    headline=("h1.newsTitle", "h1.firstTitle", ".firstTitle", "h1"),
    outer_label=(".newsLabel",),
    author=(".newsAuthor a", ".newsAuthor"),
    newsroom_names=frozenset({"укрінформ", "ukrinform"}),
    published=("time[datetime]", ".firstDate span"),
    lead=(".newsHeading",),
    body=("div.newsText", "div.interviewText"),
    not_body=("script, style, noscript, iframe, figure, .readMore, aside",),
    not_body_text=READ_ALSO,
    image=("img.newsImage", "figure.newsImage img"),
    image_caption=("figure.newsImage figcaption",),
    tags=("a.tag",),
    error_page=NOT_FOUND,
)
_ALL_NEWS = ListingShape(
    container=("section.restList",),
    item="article",
    link=("h2 a[href]",),
    lead=("section p",),
    date=("time",),
)

OUTLET = Outlet(
    name="ukrinform",
    title="Укрінформ",
    time_zone="Europe/Kyiv",
    editions=(
        Edition(
            "uk",
            "uk",
            "www.ukrinform.ua",
            ("https://www.ukrinform.ua/rss/block-lastnews",),
            other_hosts=("ukrinform.ua",),
        ),
        Edition(
            "en",
            "en",
            "www.ukrinform.net",
            ("https://www.ukrinform.net/rss/block-lastnews",),
            other_hosts=("ukrinform.net",),
        ),
    ),
    addresses=AddressShape(
        article=r"/rubric-(?P<section>[\w-]+)/(?P<article_id>\d+)-[^/?#]*\.html",
        newest_listing="/block-lastnews?page={page}",
        listing=r"/block-lastnews",
        tag_id=r"/tag-(?P<tag_id>[^/?#]+)/?",
    ),
    layouts=(Layout(_ARTICLE, (_ALL_NEWS,)),),
    labels=LabelMeanings(paid=PAID_LABELS),
)
