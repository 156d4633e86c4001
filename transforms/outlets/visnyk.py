"""Вісник. Drafted from one page by `kronika outlet new`; nothing here is proven yet.

Its feed is the one that the page names. Read without selectors, as generic extraction finds them:
lead (meta), section (url), language (meta).
"""

from transforms.edition import Edition
from transforms.outlet import Outlet
from transforms.shapes import AddressShape, ArticleShape, Layout

_ARTICLE = ArticleShape(
    headline=("h1.story__title",),
    author=("a.story__author",),
    published=("time.story__date",),
    view_count=("span.story__views",),
    body=("main.story",),
    tags=("ul.topics a",),
)

OUTLET = Outlet(
    name="visnyk",
    title="Вісник",
    time_zone="Europe/Kyiv",
    editions=(Edition("uk", "uk", "visnyk.example", ("https://visnyk.example/rss/all.xml",)),),
    addresses=AddressShape(
        article=r"/(?P<section>[a-z][\w-]*(?:/[a-z][\w-]*)*)/(?P<article_id>[0-9]+)-[^/?#]*/?",
        # TODO the archive of a day or the listing of all articles, newest first, where the outlet has one:
        # day_listing="/archive/{year}/{month:02}/{day:02}/",
        # newest_listing="/news/page/{page}/",
    ),
    layouts=(Layout(_ARTICLE, ()),),
)
