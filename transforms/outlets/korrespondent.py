"""Korrespondent.net, in Ukrainian and Russian. What is known of it, and how surely: docs/outlets/korrespondent.md."""

import re
from dataclasses import replace

from transforms.edition import Edition
from transforms.outlet import Outlet
from transforms.shapes import FIELDS, AddressShape, ArticleShape, BlockShape, LabelMeanings, Layout, ListingShape

_ARTICLE = ArticleShape(
    scope=("div.post-item",),
    headline=("h1.post-item__title", ".post-item__title"),
    label=("em",),
    byline=("div.post-item__info", ".post-item__info"),
    author=("a.article__author", "a"),
    byline_author=re.compile(r"текст\s*:\s*(?P<author>[^:\d]+?)\s*,\s*(?=\d|с[ье][ог]|вч)", re.IGNORECASE),
    newsroom_names=frozenset({"корреспондент.net", "кореспондент.net", "korrespondent.net"}),
    view_count=("div.post-item__views span", ".post-item__views"),
    lead=("div.post-item__text > h2", ".post-item__lead"),
    body=("div.post-item__text", ".post-item__text"),
    not_body=(
        "script, style, noscript, iframe, .subpartition-partnership, .korr_for_support, #insertNewsBlock, #insertGalleryBlock",
    ),
    not_body_text=re.compile(
        r"читайте так(?:ож|же)\b|чита(?:й|йте) .{0,60}google news|(?:новини|новости) (?:від|от) корр?еспондент\.net .{0,30}telegram",
        re.IGNORECASE,
    ),
    image=(".post-item__photo img",),
    image_credit=(".post-item__photo-about > .post-item__photo-author", ".post-item__photo-author"),
    image_credit_prefix=re.compile(r"^фото\s*:\s*", re.IGNORECASE),
    image_caption=(".post-item__photo-about > .post-item__photo-caption", ".post-item__photo-caption"),
    tags=("div.post-item__tags-item a", ".post-item__tags a"),
    blocks=(
        BlockShape("latest", ("останні", "последние", "новини україни: останні", "новости украины: последние")),
        BlockShape("popular", ("популярні", "популярные"), counts_seen_on="popular"),
        BlockShape("most_commented", ("коментовані", "комментируемые", "обговорювані", "обсуждаемые")),
        BlockShape("storylines", ("сюжети", "сюжеты")),
        BlockShape("on_topic", ("за темою", "по теме")),
        BlockShape("special_topic", topic_heading=True),
        BlockShape("read_also", ("читайте також", "читайте также"), counts_seen_on="read_also"),
        BlockShape("partner", ("новости партнеров", "новини партнерів", "новости партнёров"), is_external=True),
        BlockShape("editors_choice", ("вибір редактора", "выбор редактора")),
    ),
    not_blocks=("nav, footer, .nav, .footer, .post-item__tags",),
    described_only=FIELDS,  # all of it is known well: what is missing there has gone wrong, and metadata name numbers as authors
    error_page=re.compile(r"не\s+(?:знайден|найден|існує|существует)|\b404\b|помилка|ошибка", re.IGNORECASE),
)

_ARCHIVE = ListingShape(
    container=("div.articles-list", ".articles-list"),
    item="div.article",
    link=(".article__title a[href]", "h3 a[href], h2 a[href]"),
    label=(".article__title em",),
    lead=("div.article__text", ".article__text"),
    not_lead=(".article__date",),
    date=(".article__date",),
    advert=(".advertising",),
    advert_label="Реклама",
)
_LATEST = replace(
    _ARCHIVE,
    container=("div.time-articles", ".time-articles"),
    lead=(),
    date=(".article__time",),
    day_separator=".time-articles__date",
)
_PAID_LABELS = frozenset((
    "думка", "експертиза", "заява", "регіони", "гроші", "влада", "вибори", "тест-драйв", "спецпроекти", "спецпроєкти", "промо",
    "мнение", "экспертиза", "заявление", "регионы", "деньги", "власть", "выборы", "спецпроекты", "реклама",
))  # fmt: skip

OUTLET = Outlet(
    name="korrespondent",
    title="Korrespondent.net",
    time_zone="Europe/Kyiv",
    editions=(
        Edition("uk", "uk", "ua.korrespondent.net", ("https://k.img.com.ua/rss/ua/all_news2.0.xml",)),
        Edition("ru", "ru", "korrespondent.net", ("https://k.img.com.ua/rss/ru/all_news2.0.xml",)),
    ),
    addresses=AddressShape(
        article=r"/(?!(?:all|special|tag)/)(?P<section>[a-z][\w-]*(?:/[a-z][\w-]*)*)/(?P<article_id>[0-9]+)-[^/?#]*/?",
        day_listing="/all/{year}/{month_name}/{day}/",
        next_pages="p{page}/",
        listing=r"/all/.*|/ajax/module\.aspx",
        tag_id=r"/tag/(?P<tag_id>[0-9]+)(?:-[^/]*)?/?",
        special_topic_id=r"/special/(?P<tag_id>[0-9]+)(?:-[^/]*)?/?",
    ),
    layouts=(Layout(_ARTICLE, (_ARCHIVE, _LATEST)),),
    labels=LabelMeanings(
        paid=_PAID_LABELS,
        agency_text=("Інтерфакс-Укра", "Интерфакс-Укра", "EPA/UPG"),
        agency_credit=re.compile(r"[іи]нтерфакс-укра|\b(?:epa|upg|getty)\b", re.IGNORECASE),
        author_owned_sections=frozenset({"ya-korrespondent"}),
        author_owned=("я-кореспондент", "я-корреспондент"),
    ),
)
