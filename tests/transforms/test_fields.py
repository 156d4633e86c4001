"""A described outlet overrides the generic extractor field by field."""

from dataclasses import replace
from datetime import UTC, datetime
from typing import Any

import pytest

from schemas.article_rows import Article
from schemas.errors import MissingField, NotAnArticle
from schemas.pages import CapturedPage
from tests.transforms.cases import captured
from transforms.fields import Fields
from transforms.generic.document import Document
from transforms.generic.sourced import Sourced
from transforms.outlet import Outlet
from transforms.outlets import load_outlet
from transforms.parse import parse_page
from transforms.shapes import FIELDS, ArticleShape

KORRESPONDENT = load_outlet("korrespondent")
URL = "https://ua.korrespondent.net/ukraine/4876543-slovo"
TEXT = "Довге речення про міст, який відкрили у Вигадані. Воно має досить слів, щоб бути текстом статті, а не підписом."
MORE = "Будували його два роки, і за цей час перевізники на човнах встигли полюбити тих, кого перевозили."
PAGE = f"""<!DOCTYPE html><!-- Invented. --><html lang="uk"><head><meta charset="utf-8"><title>Міст відкрили</title>
<meta property="og:title" content="Міст відкрили"><meta property="og:description" content="Опис мосту.">
<meta property="og:image" content="https://img.example/1.jpg">
<meta property="article:published_time" content="2026-05-07T18:00:00+03:00">
<script type="application/ld+json">{{"@type":"NewsArticle","headline":"Міст відкрили","author":{{"@type":"Person","name":"Олена Вигадана"}}}}</script>
</head><body><article><h1>Міст відкрили</h1><div class="story"><p>{TEXT}</p><p>{MORE}</p></div></article></body></html>"""


def outlet_with(shape: ArticleShape) -> Outlet:
    layout = KORRESPONDENT.layouts[0]
    return replace(KORRESPONDENT, layouts=(replace(layout, article=shape),))


def page(html: str = PAGE) -> CapturedPage:
    return CapturedPage(
        capture_id="0f0e0d0c-0000-4000-8000-000000000001",
        url=URL,
        kind="article",
        edition="uk",
        article_id="4876543",
        captured_at=datetime(2026, 5, 7, 16, 0, tzinfo=UTC),
        body=html.encode(),
        content_type="text/html; charset=utf-8",
    )


def article(outlet: Outlet, html: str = PAGE) -> Article:
    row = parse_page(outlet, page(html)).article
    assert row is not None
    return row


def sources(row: Article) -> dict[str, str]:
    return dict(source.split("=", 1) for source in row.field_sources or ())


def test_without_any_selector_all_is_read_generically() -> None:
    row = article(outlet_with(ArticleShape()))
    assert (row.headline, row.lead, row.authors) == ("Міст відкрили", "Опис мосту.", ["Олена Вигадана"])
    assert row.published_at == datetime(2026, 5, 7, 15, 0, tzinfo=UTC)
    assert row.body == f"{TEXT}\n\n{MORE}"
    assert row.image_url == "https://img.example/1.jpg"
    assert sources(row)["section"] == "url"
    assert "selector" not in sources(row).values()


def test_a_selector_that_finds_something_wins_and_the_others_are_filled() -> None:
    html = PAGE.replace("<h1>Міст відкрили</h1>", '<h1>Міст відкрили</h1><h2 class="own">Свій заголовок</h2>')
    row = article(outlet_with(ArticleShape(headline=("h2.own",), lead=("p.lead",))), html)
    assert (row.headline, sources(row)["headline"]) == ("Свій заголовок", "selector")
    assert (row.lead, sources(row)["lead"]) == ("Опис мосту.", sources(row)["lead"])
    assert sources(row)["lead"] != "selector"


@pytest.mark.parametrize(
    ("field", "is_required"),
    [("headline", True), ("body", True), ("published_at", True), ("lead", False), ("image_url", False)],
)
def test_a_field_that_is_described_only_is_not_looked_for_elsewhere(field: str, is_required: bool) -> None:
    outlet = outlet_with(ArticleShape(described_only=frozenset({field})))
    if is_required:
        with pytest.raises(MissingField) as caught:
            parse_page(outlet, page())
        assert caught.value.field == field
    else:
        row = article(outlet)
        assert getattr(row, field) is None
        assert field not in sources(row)


def test_what_the_page_does_not_say_is_missing() -> None:
    html = "<!-- Invented. --><title></title><body><article><p>Слово.</p></article>"
    with pytest.raises(MissingField):
        parse_page(outlet_with(ArticleShape()), page(html))


def test_an_error_page_is_no_article_whatever_can_be_read_on_it() -> None:
    shape = ArticleShape(error_page=KORRESPONDENT.layouts[0].article.error_page)
    with pytest.raises(NotAnArticle):
        parse_page(outlet_with(shape), page(PAGE.replace("<title>Міст відкрили", "<title>Сторінку не знайдено")))


def test_a_page_whose_selectors_find_everything_is_opened_once() -> None:
    def never(document: Document) -> Sourced[str] | None:
        raise AssertionError("asked for nothing")

    fields = Fields(page(), frozenset({"lead"}))
    assert fields.settle("headline", "Заголовок", never) == "Заголовок"
    assert fields.settle("lead", None, never) is None
    assert fields.settle("section", "ukraine", never, "url") == "ukraine"
    assert "document" not in vars(fields)
    assert fields.source_list() == ["headline=selector", "section=url"]


def test_korrespondent_is_described_in_full() -> None:
    assert KORRESPONDENT.layouts[0].article.described_only == FIELDS


def test_disagreeing_sources_are_named() -> None:
    def find(document: Document) -> Sourced[str] | None:
        return Sourced("Опис", "meta:og:description", ("json_ld:description",))

    fields = Fields(page(), frozenset())
    assert fields.settle("lead", "", find) == "Опис"
    assert (fields.disagreements, fields.source_list()) == (["lead"], ["lead=meta:og:description"])


@pytest.mark.parametrize(
    ("name", "disagreements"),
    [("plain_ru", []), ("metadata_disagrees", ["published_at"]), ("date_in_metadata_only", [])],
)
def test_byline_and_metadata_are_compared(name: str, disagreements: list[str]) -> None:
    row = parse_page(KORRESPONDENT, captured(name)).article
    assert row is not None
    assert row.disagreements == disagreements


def test_what_is_said_of_the_reading_makes_no_version() -> None:
    plain = article(outlet_with(ArticleShape()))
    described = article(outlet_with(ArticleShape(headline=("h1",), body=("div.story",))))
    assert plain.field_sources != described.field_sources
    assert plain.content_hash == described.content_hash


@pytest.mark.parametrize(
    ("free", "is_paywalled"),
    [("true", False), ("false", True), ('"False"', True), ('"True"', False), ('"perhaps"', None), ("1.5", None)],
)
def test_subscribers_texts_are_told_by_metadata(free: str, is_paywalled: bool | None) -> None:
    said = f'{{"@type":"NewsArticle","datePublished":"2026-05-07T18:00:00+03:00","isAccessibleForFree":{free}}}'
    html = PAGE.replace("</head>", f'<script type="application/ld+json">{said}</script></head>')
    assert article(outlet_with(ArticleShape()), html).is_paywalled is is_paywalled


def test_what_somebody_paid_for_is_told_without_a_selector_too() -> None:
    html = PAGE.replace("<h1>", "<div>Новини компаній</div><h1>")
    row = article(outlet_with(ArticleShape()), html)
    assert (row.content_class, row.label) == ("paid", None)
    assert sources(row)["content_class"] != "selector"
    assert (
        article(outlet_with(ArticleShape(described_only=frozenset({"content_class"}))), html).content_class
        == "editorial"
    )


def test_subscribers_texts_are_told_by_a_selector() -> None:
    shape: dict[str, Any] = {"paywall": (".for-subscribers",)}
    html = PAGE.replace("<h1>", '<b class="for-subscribers"></b><h1>')
    assert article(outlet_with(ArticleShape(**shape)), html).is_paywalled is True
    assert article(outlet_with(ArticleShape(**shape))).is_paywalled is None
