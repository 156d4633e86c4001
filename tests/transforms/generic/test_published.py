"""When articles were published, on invented pages; what they say was written by hand."""

from datetime import UTC, datetime

import pytest

from transforms.generic.date_reading import Moment
from transforms.generic.document import read_document
from transforms.generic.published import find_modified, find_published
from transforms.generic.sourced import Sourced

PARAGRAPH = (
    "<p>The old harbour of the town was dredged for the first time in forty years, and the ferries may call again.</p>"
)


def published(
    page: str, url: str = "https://outlet.example/harbour", captured_at: datetime | None = None
) -> Sourced[Moment] | None:
    return find_published(read_document(page.encode(), url), captured_at)


def at(found: Sourced[Moment] | None) -> str | None:
    return found.value.at.isoformat() if found else None


def day(found: Sourced[Moment] | None) -> str | None:
    return found.value.day.isoformat() if found else None


def article(head: str = "", above: str = "", below: str = "", after: str = "", lang: str = "en") -> str:
    return (
        f'<html lang="{lang}"><head><title>Harbour opens | The Outlet</title>{head}</head><body><nav>Home News Sport</nav>{above}'
        f"<h1>Harbour opens after forty years</h1>{below}{PARAGRAPH * 12}{after}<footer>© 1998–2031 The Outlet</footer></body></html>"
    )


def ld(text: str) -> str:
    return f'<script type="application/ld+json">{text}</script>'


HEADS = [
    ('<meta property="article:published_time" content="2026-05-07T18:00:05+03:00">', "2026-05-07T18:00:05+03:00"),
    ('<meta property="og:article:published_time" content="2026-05-07T18:00:05+03:00">', "2026-05-07T18:00:05+03:00"),
    ('<meta name="DC.date.issued" content="2026-05-07">', "2026-05-07T00:00:00"),
    ('<meta name="parsely-pub-date" content="2026-05-07T15:00:05Z">', "2026-05-07T15:00:05+00:00"),
    ('<meta name="publication_date" content="2026/05/07">', "2026-05-07T00:00:00"),
    ('<meta name="sailthru.date" content="Thu, 07 May 2026 15:00:05 +0000">', "2026-05-07T15:00:05+00:00"),
    ('<meta name="cXenseParse:recs:publishtime" content="2026-05-07T15:00:05.000Z">', "2026-05-07T15:00:05+00:00"),
    ('<meta itemprop="datePublished" content="2026-05-07">', "2026-05-07T00:00:00"),
    ('<meta name="date" content="2026-05-07T15:00:05Z">', "2026-05-07T15:00:05+00:00"),
    (ld('{"@type": "NewsArticle", "datePublished": "2026-05-07T18:00:05+03:00"}'), "2026-05-07T18:00:05+03:00"),
    (
        ld('{"@graph": [{"@type": "WebPage"}, {"@type": "Article", "datePublished": "2026-05-07T15:00:05Z"}]}'),
        "2026-05-07T15:00:05+00:00",
    ),
    (
        ld('{"@type": "NewsArticle", "datePublished": "2026-05-07T15:00:05Z", "headline": "He said "no""}'),
        "2026-05-07T15:00:05+00:00",
    ),
]


@pytest.mark.parametrize(("head", "expected"), HEADS)
def test_head(head: str, expected: str) -> None:
    assert at(published(article(head))) == expected


BODIES = [
    ('<time datetime="2026-05-07T18:00:05+03:00">yesterday</time>', "2026-05-07T18:00:05+03:00"),
    ("<time>7 May 2026, 18:05</time>", "2026-05-07T18:05:00"),
    (
        '<abbr itemprop="datePublished" title="2026-05-07T18:05:00+03:00">18:05</abbr>',
        "2026-05-07T18:05:00+03:00",
    ),
    ('<span itemprop="datePublished" content="2026-05-07">Thursday</span>', "2026-05-07T00:00:00"),
    ("<div>By Ann Example | May 7, 2026</div>", "2026-05-07T00:00:00"),
    ("<p>Posted on 7 May 2026 at 18:05 by Ann Example</p>", "2026-05-07T18:05:00"),
    ("<div>Stand: 07.05.2026, 18:05 Uhr</div>", "2026-05-07T18:05:00"),
    ("<div>Опубліковано: 7 травня 2026, 18:05</div>", "2026-05-07T18:05:00"),
    ("<div>2026年5月7日 18:05</div>", "2026-05-07T18:05:00"),
    ("<div>07.05.26</div>", "2026-05-07T00:00:00"),
    ("<div>7 May 2026</div><div>Last updated: 9 June 2027</div>", "2026-05-07T00:00:00"),
]


@pytest.mark.parametrize(("below", "expected"), BODIES)
def test_body(below: str, expected: str) -> None:
    assert at(published(article(below=below))) == expected


@pytest.mark.parametrize(
    ("lang", "below"),
    [("bn", "১৮:০৫, ৭ মে ২০২৬"), ("hi", "७ मई २०२६"), ("ar", "٧ مايو ٢٠٢٦"), ("th", "7 พฤษภาคม 2569 เวลา 18:05 น.")],
)
def test_figures_and_eras_of_other_languages(lang: str, below: str) -> None:
    assert day(published(article(below=f"<div>{below}</div>", lang=lang))) == "2026-05-07"


def test_body_above_the_headline() -> None:
    assert day(published(article(above="<div>7 May 2026</div>"))) == "2026-05-07"


def test_end_of_the_article() -> None:
    assert day(published(article(after="<p>Published: 7 May 2026</p>"))) == "2026-05-07"


def test_script() -> None:
    script = '<script>window.state = {"article": {"publishedAt": "2026-05-07T15:00:05Z"}};</script>'
    assert at(published(article(after=script))) == "2026-05-07T15:00:05+00:00"


def test_script_of_the_head() -> None:
    script = '<script>window.state = {"article": {"publishedAt": "2026-05-07T15:00:05Z"}};</script>'
    assert at(published(article(script))) == "2026-05-07T15:00:05+00:00"


def test_menu_that_holds_the_headline_too() -> None:
    menu = "<p>The Harbour is rebuilt</p>" + "<p>Elsewhere in the town nothing happened.</p>" * 1000
    page = f"<title>The Harbour is rebuilt</title>{menu}<h2>The Harbour is rebuilt</h2><div>7 May 2026</div>"
    assert day(published(page)) == "2026-05-07"


def test_dates_after_the_last_change_are_not_believed_beside_others() -> None:
    head = (
        '<meta name="published-time" content="2026-09-01T10:00:00Z">'
        '<meta name="published-date" content="2026-05-07">'
        '<meta name="modified-date" content="2026-06-01">'
    )
    assert day(published(article(head))) == "2026-05-07"
    alone = (
        '<meta name="published-time" content="2026-09-01T10:00:00Z"><meta name="modified-date" content="2026-06-01">'
    )
    assert day(published(article(alone))) == "2026-09-01"


SILENT = [
    article(),
    article(
        below="<p>The first stone was laid, as the oldest people of the town tell each other, on 7 May 1999 by the mayor of that time, and nobody remembers her name.</p>"
    ),
    article(after="<p>Copyright 7 May 2026 The Outlet</p>"),
    article('<meta property="article:published_time" content="soon">'),
    article('<meta property="article:modified_time" content="2026-05-07T18:00:05+03:00">'),
    article('<meta property="article:expiration_time" content="2026-05-07T18:00:05+03:00">'),
    article('<meta name="generator" content="Press 2026.05.07">'),
    "<p>2026",
]


@pytest.mark.parametrize("page", SILENT)
def test_page_that_does_not_say(page: str) -> None:
    assert published(page) is None


def test_day_in_the_url_is_a_fallback() -> None:
    found = published(article(), "https://outlet.example/2026/05/07/harbour.html")
    assert (day(found), found and found.source) == ("2026-05-07", "url")


def test_time_of_the_body_completes_the_day_of_the_url() -> None:
    page = article(below='<time datetime="2026-05-07T18:00:05+03:00">yesterday</time>')
    assert at(published(page, "https://outlet.example/20260507/harbour")) == "2026-05-07T18:00:05+03:00"


def test_article_is_believed_before_other_objects() -> None:
    head = ld(
        '[{"@type": "VideoObject", "datePublished": "2024-01-01"}, {"@type": "NewsArticle", "headline": "Harbour", "datePublished": "2026-05-07"}]'
    )
    assert day(published(article(head))) == "2026-05-07"


def test_publication_is_believed_before_change() -> None:
    head = (
        '<meta property="article:modified_time" content="2026-06-01T10:00:00Z">'
        '<meta property="article:published_time" content="2026-05-07T10:00:00Z">'
    )
    document = read_document(article(head).encode(), "https://outlet.example/1")
    assert day(find_published(document, None)) == "2026-05-07"
    assert day(find_modified(document, None)) == "2026-06-01"


def test_dates_of_listed_articles_are_not_believed() -> None:
    teasers = "".join(
        f'<li><time datetime="2026-04-{number:02}">{number} April</time> Another story</li>' for number in range(1, 9)
    )
    assert day(published(article(above=f"<ul>{teasers}</ul>", below="<div>7 May 2026</div>"))) == "2026-05-07"


def test_sources_that_disagree_are_named() -> None:
    head = ld('{"@type": "NewsArticle", "datePublished": "2026-05-07T15:00:05Z"}')
    head += '<meta property="article:published_time" content="2026-05-01T10:00:00Z">'
    found = published(article(head))
    assert found is not None
    assert (found.source, found.disagreeing) == ("json_ld:datePublished", ("meta:article:published_time",))


def test_dates_after_the_capture_are_not_believed() -> None:
    captured_at = datetime(2026, 5, 8, 12, tzinfo=UTC)
    head = '<meta property="article:published_time" content="2031-05-07T10:00:00Z">'
    assert published(article(head), captured_at=captured_at) is None
    assert day(published(article(head, below="<div>7 May 2026</div>"), captured_at=captured_at)) == "2026-05-07"


def test_page_confirms_what_a_single_place_in_its_head_says() -> None:
    head = ld('{"@type": "BlogPosting", "datePublished": "2026-05-07T15:00:05Z"}')
    assert day(published(article(head, below="<div>3 March 2025</div>"))) == "2025-03-03"
    assert day(published(article(head, below="<div>3 March 2025</div>" + "<div>7 May 2026</div>"))) == "2026-05-07"
    assert (
        day(published(article(head, below="<div>05.07.2026</div>"))) == "2026-05-07"
    )  # day and month the other way round


def test_newsroom_is_believed_alone() -> None:
    head = ld('{"@type": "NewsArticle", "datePublished": "2026-05-07T15:00:05Z"}')
    assert day(published(article(head, below="<div>3 March 2025</div>"))) == "2026-05-07"
