"""The authors of invented pages; who they are was written by hand."""

import json
from typing import Any

import pytest

from transforms.generic.authors import find_authors
from transforms.generic.byline_names import is_weak, names_in, names_shown
from transforms.generic.document import read_document
from transforms.generic.sourced import Sourced

TEXT = (
    "<p>The council of the small town met on Monday evening and talked about the old bridge until midnight, and then went home.</p>"
    * 4
)
TITLE = "Old bridge to close in May"


def authors(head: str = "", byline: str = "", after: str = "", before: str = "") -> Sourced[tuple[str, ...]] | None:
    page = f"<html><head><title>{TITLE}</title>{head}</head><body>{before}<article><h1>{TITLE}</h1>{byline}{TEXT}</article>{after}</body></html>"
    return find_authors(read_document(page.encode(), "https://www.marsh-courier.example/news/bridge"), TITLE)


def names(head: str = "", byline: str = "", after: str = "", before: str = "") -> tuple[str, ...]:
    found = authors(head, byline, after, before)
    return found.value if found else ()


def article(author: Any, *others: Any) -> str:
    things = [{"@type": "NewsArticle", "headline": TITLE, "author": author}, *others]
    return f'<script type="application/ld+json">{json.dumps({"@graph": things})}</script>'


@pytest.mark.parametrize(
    ("author", "expected"),
    [
        ({"@type": "Person", "name": "Ida Lund"}, ("Ida Lund",)),
        ([{"@type": "Person", "name": "Ida Lund"}, {"@type": "Person", "name": "Bo Ek"}], ("Ida Lund", "Bo Ek")),
        ("Ida Lund and Bo Ek", ("Ida Lund", "Bo Ek")),
        (["By Ida Lund", "Bo Ek"], ("Ida Lund", "Bo Ek")),
        ({"@id": "#ida"}, ("Ida Lund",)),
        ({"@type": "Organization", "name": "Fen Press Agency"}, ("Fen Press Agency",)),
    ],
)
def test_json_ld_names_the_authors(author: Any, expected: tuple[str, ...]) -> None:
    found = authors(article(author, {"@type": "Person", "@id": "#ida", "name": "Ida Lund"}))
    assert found == Sourced(expected, "json_ld:author")


def test_a_person_in_the_byline_wins_over_the_outlet_in_the_metadata() -> None:
    head = '<meta property="og:site_name" content="Marsh Courier">' + article(
        {"@type": "Organization", "name": "Marsh Courier"}
    )
    found = authors(head, "<p>By <a href='/authors/ida-lund'>Ida Lund</a></p>")
    assert found == Sourced(("Ida Lund",), "text", ("json_ld:author",))


def test_the_outlet_signs_where_nobody_else_does() -> None:
    head = '<meta property="og:site_name" content="Marsh Courier"><meta name="author" content="Marsh Courier">'
    assert names(head) == ("Marsh Courier",)


@pytest.mark.parametrize(
    "content",
    [
        "admin",
        "undefined",
        "https://social.example/marsh-courier",
        "12345",
        "marsh-courier",
        "desk@marsh-courier.example",
    ],
)
def test_what_systems_put_where_no_author_is_known_is_nobody(content: str) -> None:
    assert names(f'<meta name="author" content="{content}"><meta property="article:author" content="{content}">') == ()


def test_a_name_wins_over_a_login() -> None:
    assert names('<meta name="author" content="ilund7">', "<div class='byline'>Ida Lund</div>") == ("Ida Lund",)
    assert names('<meta name="author" content="ilund7">') == ("ilund7",)


def test_sources_that_name_others_are_counted() -> None:
    head = article({"@type": "Person", "name": "Ida Lund"}) + '<meta name="author" content="Bo Ek">'
    assert authors(head) == Sourced(("Ida Lund",), "json_ld:author", ("meta:author",))


def test_microdata_and_links_name_the_authors() -> None:
    microdata = '<span itemprop="author" itemscope><meta itemprop="name" content="Ida Lund"></span>'
    assert authors(byline=microdata) == Sourced(("Ida Lund",), "html:itemprop")
    links = '<p>By <a rel="author" href="/a/1">Ida Lund</a> and <a rel="author" href="/a/2">Bo Ek</a></p>'
    assert authors(byline=links) == Sourced(("Ida Lund", "Bo Ek"), "html:rel")


@pytest.mark.parametrize(
    ("byline", "expected"),
    [
        ("<p>By Ida Lund</p>", ("Ida Lund",)),
        ("<p>Written by</p><p>Ida Lund</p>", ("Ida Lund",)),
        ("<div><span>Von</span> <b>Ida Lund</b> <span>und</span> <b>Bo Ek</b></div>", ("Ida Lund", "Bo Ek")),
        ("<div>Von Ida Lund, Bo Ek | 3. Mai 2031, 8:00 Uhr</div>", ("Ida Lund", "Bo Ek")),
        ("<p>Par Ida Lund</p>", ("Ida Lund",)),
        ("<p>Por Ida Lund y Bo Ek</p>", ("Ida Lund", "Bo Ek")),
        ("<p>Автор: Леся Болотна</p>", ("Леся Болотна",)),
        ("<p>Текст: Леся Болотна, Остап Міст</p>", ("Леся Болотна", "Остап Міст")),
        ("<p><span>Авторка:</span> <a href='/people/1'>Леся Болотна</a></p>", ("Леся Болотна",)),
        ("<p>3 травня 2031</p><a href='/authors/bolotna'>Леся Болотна</a>", ("Леся Болотна",)),
        ("<p><a href='/autoren/lund'>Ida von der Au</a></p>", ("Ida von der Au",)),
        ("<div class='article-author'>Ida Lund</div>", ("Ida Lund",)),
    ],
)
def test_a_byline_stands_beside_the_headline(byline: str, expected: tuple[str, ...]) -> None:
    assert names(byline=byline) == expected


@pytest.mark.parametrize(
    "byline",
    [
        "<p>By midnight the council had gone home.</p>",
        "<p>By using this page you agree to our terms.</p>",
        "<p>Von Freitag an bleibt die Brücke zu.</p>",
        "<p>Від редакції</p>",
        "<div class='author-image'>Photo: Bo Ek</div>",
        "<div class='byline'>3 May 2031, 8:00</div>",
        "<div class='byline'>Published on May 3, 2031</div>",
    ],
)
def test_what_only_begins_like_a_byline_names_nobody(byline: str) -> None:
    assert names(byline=byline) == ()


def test_an_author_s_box_after_the_text_names_the_author() -> None:
    box = "<div class='author-box'><h4>Ida Lund</h4><p>Ida Lund writes about rivers, bridges and the people who mend them.</p></div>"
    assert authors(byline=f"<p>{'The bridge is old. ' * 20}</p>", after=box) == Sourced(("Ida Lund",), "html:class")


@pytest.mark.parametrize(
    "other",
    [
        "<div class='comments'><div class='comment-author'>Bo Ek</div></div>",
        "<div class='related'><div><span class='byline'>By Bo Ek</span></div></div>",
        "<div id='recommended'><p>By Bo Ek</p></div>",
    ],
)
def test_the_names_of_other_texts_are_not_the_author_s(other: str) -> None:
    assert names(after=other) == ()
    assert names(before=other) == ()


def test_names_of_teasers_after_the_text_are_not_the_author_s() -> None:
    teasers = "<ul class='teaser-list'><li><span class='author-name'>Bo Ek</span></li></ul>"
    assert names(byline=f"<p>{'The bridge is old. ' * 20}</p>", after=teasers) == ()


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Ida Lund &amp; Bo Ek", ["Ida Lund", "Bo Ek"]),
        ("Ida Lund (Ostend)", ["Ida Lund"]),
        ("Ida Lund ida@marsh-courier.example", ["Ida Lund"]),
        ("Ida Lund - Marsh Courier", ["Ida Lund", "Marsh Courier"]),
        ("Ida Lund; Bo Ek", ["Ida Lund", "Bo Ek"]),
        ("Per-Erik Ås", ["Per-Erik Ås"]),
        ("Леся Болотна та Остап Міст", ["Леся Болотна", "Остап Міст"]),
        ("김철수 기자", ["김철수"]),
        ("文：山田花子", ["山田花子"]),
        ("", []),
    ],
)
def test_names_are_read_from_a_text(text: str, expected: list[str]) -> None:
    assert names_in(text) == expected


@pytest.mark.parametrize(
    ("pieces", "expected"),
    [
        (["Politics", "By", "Ida Lund", "Senior Reporter"], ["Ida Lund"]),
        (["Ida Lund", "3 May 2031"], ["Ida Lund"]),
        (["Posted on May 3, 2031 by Ida Lund"], ["Ida Lund"]),
        (["Read more", "Follow", "Share"], []),
    ],
)
def test_names_are_read_from_the_texts_of_an_element(pieces: list[str], expected: list[str]) -> None:
    assert names_shown(pieces) == expected


def test_a_login_is_a_weak_signature() -> None:
    assert all(map(is_weak, ("ilund7", "ilund", "i.lund")))
    assert not any(map(is_weak, ("Ida Lund", "Ida", "Остап Міст")))


def test_a_page_without_a_byline_has_no_authors() -> None:
    assert authors() is None


def test_hostile_bylines_cost_little() -> None:
    deep = "<div class='author'>" * 200 + "x " * 50_000 + "</div>" * 200
    assert (
        names(f'<meta name="author" content="{"1 " * 200_000}"><meta name="byl" content="{"@" * 500_000}">', deep) == ()
    )
