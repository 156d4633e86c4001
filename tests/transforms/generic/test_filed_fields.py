"""Tags, section and image: from the source that is trusted most. All pages are invented."""

import pytest

from tests.transforms.generic.opened import json_ld, page
from transforms.generic.image import find_image
from transforms.generic.section import find_section
from transforms.generic.tags import find_tags

LINKED = '<p><a rel="category tag" href="/category/city/">City</a> <a rel="tag" href="/tag/bridge">#Bridge</a> <a rel="tag" href="/tag/river">River</a></p>'
PATHS = '<a href="https://outlet.example/news/topics/c1b2/">Bridge</a> <span><a href="/themen/fluss?from=story">#River</a></span>'
LISTED = '<ul class="article-tags"><li><a href="/x">Bridge</a></li><li><a href="/y">River</a></li></ul>'


@pytest.mark.parametrize(
    ("head", "body", "tags", "source"),
    [
        ("", LINKED, ("Bridge", "River"), "html:rel=tag"),
        ("", LISTED, ("Bridge", "River"), "html:tag_list"),
        (
            '<meta property="article:tag" content="Bridge"><meta property="article:tag" content="River">',
            "",
            ("Bridge", "River"),
            "meta:article:tag",
        ),
        ('<meta property="article:tag" content="Bridge, River, bridge">', "", ("Bridge", "River"), "meta:article:tag"),
        ('<meta name="news_keywords" content="Bridge; River">', "", ("Bridge", "River"), "meta:news_keywords"),
        ('<meta name="keywords" content="Bridge,River,">', "", ("Bridge", "River"), "meta:keywords"),
        (
            json_ld('"keywords": ["Bridge", {"@type": "DefinedTerm", "name": "River"}]'),
            "",
            ("Bridge", "River"),
            "json_ld:keywords",
        ),
        (
            json_ld('"keywords": "Bridge, River"') + '<meta name="keywords" content="news">',
            "",
            ("Bridge", "River"),
            "json_ld:keywords",
        ),
        ('<meta name="keywords" content="news">', LINKED, ("Bridge", "River"), "html:rel=tag"),
        ("", f"<h1>Bridge opened</h1>{PATHS}", ("Bridge", "River"), "html:tag_paths"),
        ("", f"<h1>Bridge opened</h1>{PATHS}<a href='/city'>City</a>{PATHS}", ("Bridge", "River"), "html:tag_paths"),
        ('<meta name="keywords" content="news">', f"<h1>Bridge opened</h1>{PATHS}", ("news",), "meta:keywords"),
    ],
)
def test_tags(head: str, body: str, tags: tuple[str, ...], source: str) -> None:
    found = find_tags(page(head, body))
    assert found is not None
    assert (found.value, found.source) == (tags, source)


@pytest.mark.parametrize(
    "body",
    [
        "",
        '<div class="widget tags"><a href="/x">Popular</a></div>',
        '<nav class="nav-tags"><a href="/x">Home</a></nav>',
        '<div class="tags"><a href="/x">Read</a> this long text that is no list of tags at all, but a paragraph that happens to be called so.</div>',
        '<div class="montage"><a href="/x">Mountain</a></div>',
        f"{PATHS}<h1>Bridge opened</h1>",
        f"<h1>Bridge opened</h1><nav>{PATHS}</nav><aside>{PATHS}</aside>",
        '<h1>Bridge opened</h1>See <a href="/topics/bridges">bridges</a> and <a href="/city">the city</a>.',
        "<h1>Bridge opened</h1>" + "".join(f'<a href="/tag/{n}">Pier {n}</a>' for n in range(16)),
        '<h1>Bridge opened</h1><a href="/topics">Topics</a> <a href="/tags/">Tags</a>',
    ],
)
def test_what_is_no_tag(body: str) -> None:
    assert find_tags(page("", body)) is None


CRUMBS = '<ol class="breadcrumb"><li><a href="/">Home</a></li><li><a href="/city">City</a></li><li><a href="/city/1">Bridge opened</a></li></ol>'
PATH = '{"@type": "BreadcrumbList", "itemListElement": [{"name": "Home"}, {"item": {"name": "City"}}, {"name": "Bridge opened"}]}'


@pytest.mark.parametrize(
    ("head", "body", "url", "section", "source"),
    [
        ("", LINKED, "https://outlet.example/1", "City", "html:rel=category"),
        (
            '<meta property="article:section" content="City &amp;amp; Region">',
            "",
            "https://outlet.example/1",
            "City & Region",
            "meta:article:section",
        ),
        (
            f'<script type="application/ld+json">{PATH}</script>',
            "",
            "https://outlet.example/1",
            "City",
            "json_ld:BreadcrumbList",
        ),
        ("", CRUMBS, "https://outlet.example/1", "City", "html:breadcrumbs"),
        (
            json_ld('"articleSection": ["City", "Region"]'),
            "",
            "https://outlet.example/1",
            "City",
            "json_ld:articleSection",
        ),
        ("", "", "https://outlet.example/city-life/bridge", "City life", "url"),
    ],
)
def test_section(head: str, body: str, url: str, section: str, source: str) -> None:
    found = find_section(page(head, body, url=url))
    assert found is not None
    assert (found.value, found.source) == (section, source)


@pytest.mark.parametrize(
    "url", ["https://outlet.example/", "https://outlet.example/2026/11/bridge", "https://outlet.example/article/bridge"]
)
def test_a_page_without_a_section(url: str) -> None:
    assert find_section(page('<meta property="article:section" content="Uncategorized">', url=url)) is None


OG = '<meta property="og:image" content="/img/bridge-social.jpg">'


@pytest.mark.parametrize(
    ("head", "body", "image", "source"),
    [
        (OG, "", "https://outlet.example/img/bridge-social.jpg", "meta:og:image"),
        (
            '<meta property="og:image" content="/img/logo.png"><meta name="twitter:image" content="/img/bridge.jpg">',
            "",
            "https://outlet.example/img/bridge.jpg",
            "meta:twitter:image",
        ),
        (
            json_ld('"image": {"@type": "ImageObject", "url": "https://img.example/bridge.jpg"}'),
            "",
            "https://img.example/bridge.jpg",
            "json_ld:image",
        ),
        (
            json_ld('"image": ["https://img.example/a.jpg", "https://img.example/b.jpg"]'),
            "",
            "https://img.example/a.jpg",
            "json_ld:image",
        ),
        (
            "",
            '<figure><img src="data:image/gif;base64,R0" data-src="/img/bridge.jpg"></figure>',
            "https://outlet.example/img/bridge.jpg",
            "html:figure",
        ),
        # the page itself shows another picture first
        (
            OG,
            '<img fetchpriority="high" src="/img/bridge-1200.jpg">',
            "https://outlet.example/img/bridge-1200.jpg",
            "html:fetchpriority",
        ),
        (
            OG,
            '<img fetchpriority="high" src="/img/other.jpg"><img srcset="/img/bridge-social.webp 2x">',
            "https://outlet.example/img/bridge-social.jpg",
            "meta:og:image",
        ),
        # a name with dots in it goes on until the ending
        (
            '<meta property="og:image" content="/img/media.7f3a.social.jpg">',
            '<img fetchpriority="high" src="/img/media.7f3a.wide.jpg">',
            "https://outlet.example/img/media.7f3a.wide.jpg",
            "html:fetchpriority",
        ),
        # a portrait of the author, which has but a name, is fetched before the picture
        (
            OG,
            (
                '<img fetchpriority="high" src="/img/ada.jpg" alt="Ada Marsh">'
                '<img fetchpriority="high" src="/img/bridge-1200.jpg" alt="The old bridge on the day it closed">'
            ),
            "https://outlet.example/img/bridge-1200.jpg",
            "html:fetchpriority",
        ),
        (
            OG
            + '<link rel="preload" as="image" href="/img/lazy-fallback.gif" fetchpriority="high">'
            + '<link rel="preload" as="image" href="#" imagesrcset="/img/bridge-600.jpg 600w, /img/bridge-1200.jpg 1200w" fetchpriority="high">',
            "",
            "https://outlet.example/img/bridge-600.jpg",
            "link:preload",
        ),
        # fetched early, but before nothing else
        (
            OG + '<link rel="preload" as="image" href="/img/teaser.jpg">',
            "",
            "https://outlet.example/img/bridge-social.jpg",
            "meta:og:image",
        ),
        (
            OG,
            (
                '<img loading="eager" src="/img/ada.jpg" alt="Ada Marsh">'
                '<img loading="eager" src="/img/bridge-1200.jpg" alt="The old bridge on the day it closed">'
            ),
            "https://outlet.example/img/bridge-1200.jpg",
            "html:loading=eager",
        ),
        (
            OG,
            '<img loading="eager" src="/img/ada.jpg" alt="Ada Marsh">',
            "https://outlet.example/img/bridge-social.jpg",
            "meta:og:image",
        ),
    ],
)
def test_image(head: str, body: str, image: str, source: str) -> None:
    found = find_image(page(head, body))
    assert found is not None
    assert (found.value, found.source) == (image, source)


def test_images_that_disagree_are_named() -> None:
    found = find_image(page(OG + '<meta name="twitter:image" content="/img/square.jpg">'))
    assert found is not None
    assert found.disagreeing == ("meta:twitter:image",)


def test_a_page_without_an_image() -> None:
    assert find_image(page("", '<img src="/small.jpg">')) is None
