"""Ukrainska Pravda, in Ukrainian, Russian and English. How surely all this is known: docs/outlets/README.md.

Known from several independent readers of the site: listings, `post_*` and `article_*` classes, the uk feed. Unproven: the feeds
of ru and en, `.post_label`, the photo's caption, what stands around the number on the count page (one number is looked for).
"""

from transforms.edition import Edition
from transforms.outlet import Outlet
from transforms.outlet_words import NOT_FOUND, PAID_LABELS, READ_ALSO
from transforms.shapes import AddressShape, ArticleShape, LabelMeanings, Layout, ListingShape

_ARTICLE = ArticleShape(
    scope=("article.post", ".container_sub_post_news"),
    headline=("h1.post_title", "h1.post_news_title"),
    label=("em",),
    outer_label=(".post_label",),
    byline=("div.post_time", "div.post_news_date", "div.post_date"),
    author=("span.post_author", "span.post_news_author", ".post_author_name"),
    newsroom_names=frozenset({"українська правда", "украинская правда", "ukrainska pravda", "уп"}),
    body=("div.post_text", "div.post_news_text", "div.post_article_text"),
    not_body=("script, style, noscript, iframe, ins, .image-box, .also_box, .post_also, .mobile-only-ads",),
    not_body_text=READ_ALSO,
    image=("img.post_photo_news_img", ".post_news_photo img", ".image-box img"),
    image_caption=(".post_photo_news_caption", ".image-box .image-box__caption"),
    tags=(".post_tags a", ".post_news_tags a"),
    error_page=NOT_FOUND,
)
_DAY = ListingShape(
    container=("div.container_sub_news_list_wrapper", "div.section_news_list_wrapper", "div:has(> .article_news_list)"),
    item="div.article_news_list",
    link=(".article_header a[href]", ".article_title a[href]", ".article_content a[href]"),
    label=("em",),
    lead=(".article_subheader",),
    date=(".article_time",),
)

OUTLET = Outlet(
    name="ukrainska_pravda",
    title="Українська правда",
    time_zone="Europe/Kyiv",
    editions=(
        Edition(
            "uk",
            "uk",
            "www.pravda.com.ua",
            ("https://www.pravda.com.ua/rss/view_news/",),
            other_hosts=("pravda.com.ua",),
        ),
        Edition("ru", "ru", "www.pravda.com.ua", ("https://www.pravda.com.ua/rus/rss/view_news/",), "/rus"),
        Edition("en", "en", "www.pravda.com.ua", ("https://www.pravda.com.ua/eng/rss/view_news/",), "/eng"),
    ),
    addresses=AddressShape(
        article=r"/(?P<section>news|articles|columns|interview|photo-video)/\d{4}/\d{1,2}/\d{1,2}/(?P<article_id>\d+)/?",
        day_listing="/news/date_{day:02}{month:02}{year:04}/",
        listing=r"/(?:news|articles|columns|archives)/(?:date_\d{8}/)?",
        count="/article/{article_id}/count-view.html",  # never the counter's own host: asking that one counts as a view
        tag_id=r"/tags/(?P<tag_id>[^/?#]+)/?",
    ),
    layouts=(Layout(_ARTICLE, (_DAY,)),),
    labels=LabelMeanings(paid=PAID_LABELS, agency_text=("Інтерфакс-Укра", "Интерфакс-Укра")),
)
