"""A first draft of an outlet from a page, on an invented one."""

import re

import pytest

from transforms.generic.document import read_document
from transforms.generic.extract import extract
from transforms.sketch import Sketch, article_pattern, sketch_outlet

# Invented: no outlet's page.
PAGE = """<!doctype html><html lang="uk"><head><title>Міст через річку відкрили | Вісник</title>
<meta property="og:site_name" content="Вісник"><meta property="og:title" content="Міст через річку відкрили">
<link rel="alternate" type="application/rss+xml" href="/rss/all.xml">
<script type="application/ld+json">{"@type": "NewsArticle", "headline": "Міст через річку відкрили",
 "datePublished": "2026-05-12T09:10:00+03:00", "author": {"@type": "Person", "name": "Олена Кравець"}}</script></head>
<body><nav><a href="/city">Місто</a></nav><main class="story">
<h1 class="story__title">Міст через річку відкрили</h1>
<p class="story__lead">Будували його на два роки довше, ніж обіцяли, і перевізники на човнах невдоволені.</p>
<div class="story__meta"><a class="story__author" href="/a/1">Олена Кравець</a> <time class="story__date">12 травня 2026, 09:10</time>
<span class="story__views">1 204</span></div>
<div class="story__text"><p>Новий міст через річку відкрили у вівторок зранку, і першими ним проїхали автобуси.</p>
<p>Будівництво тривало два роки, його кілька разів зупиняли через брак грошей, розповіли в міській раді.</p>
<p>Наступного року поруч обіцяють прокласти доріжку для велосипедів, а старий міст розберуть.</p></div>
</main></body></html>"""


def _sketch() -> Sketch:
    url = "https://visnyk.example/city/roads/481516-mist-vidkryly"
    document = read_document(PAGE.encode(), url)
    return sketch_outlet("visnyk", document, extract(document), "Europe/Kyiv")


def test_a_page_shows_where_its_fields_stand() -> None:
    sketch = _sketch()
    assert sketch.selectors["headline"] == "h1.story__title"
    assert sketch.selectors["author"] == "a.story__author"
    assert sketch.selectors["published"] == "time.story__date"
    assert sketch.selectors["lead"] == "p.story__lead"
    assert sketch.selectors["view_count"] == "span.story__views"
    assert sketch.selectors["body"] == "div.story__text"


def test_a_page_names_its_outlet_and_feeds() -> None:
    sketch = _sketch()
    assert (sketch.title, sketch.host, sketch.language) == ("Вісник", "visnyk.example", "uk")
    assert sketch.feeds == ("https://visnyk.example/rss/all.xml",)


@pytest.mark.parametrize(
    ("path", "article_id", "section", "other"),
    [
        ("/city/roads/481516-mist-vidkryly", "481516", "city/roads", "/world/481517-inshe"),
        ("/news/2026/05/12/7445566/", "7445566", "news", "/articles/2025/11/03/7000001/"),
        ("/society/mist-vidkryly-2345678.html", "2345678", "society", "/economy/zerno-2345679.html"),
        ("/2026/05/mist-vidkryly/", "mist-vidkryly", None, "/2025/12/inshe/"),
        ("/rubric-polytics/4112233-mist.html", "4112233", "rubric-polytics", "/rubric-economy/4112234-zerno-x.html"),
        ("/mist-n12345678", "12345678", None, "/zerno-i-more-n12345679"),
    ],
)
def test_the_path_of_an_article_becomes_a_pattern(path: str, article_id: str, section: str | None, other: str) -> None:
    pattern = article_pattern(path)
    match = re.fullmatch(pattern, path)
    assert match is not None, pattern
    assert match["article_id"] == article_id
    assert match.groupdict().get("section") == section
    assert re.fullmatch(pattern, other), pattern
