"""The body of pages that nobody described. Every page here is ours, and what it must give was written by hand."""

import json
import time

import pytest

from tests.transforms.generic.ferries import ARTICLE, FIRST, FOURTH, HEADLINE, SECOND, THIRD, body, page, paragraphs
from transforms.generic.body import block_bits, find_body
from transforms.generic.body_features import TEXT_BIT
from transforms.generic.document import read_document


def test_paragraphs_of_a_plain_page_in_order() -> None:
    assert body(page(f'<div class="article-body">{paragraphs()}</div>')) == ARTICLE


def test_source_says_html() -> None:
    document = read_document(page(paragraphs()).encode(), "https://news.example/ferries")
    found = find_body(document, HEADLINE)
    assert found is not None
    assert found.source == "html"


def test_bare_text_with_line_breaks() -> None:
    text = "<br><br>".join(ARTICLE)
    assert body(page(f'<div class="text">{text}</div>')) == ARTICLE


def test_divs_in_place_of_paragraphs() -> None:
    assert body(page("".join(f"<div>{text}</div>" for text in ARTICLE))) == ARTICLE


def test_layout_of_tables_and_fonts() -> None:
    text = "<br><br>".join(ARTICLE)
    menu = "<br>".join(f'<a href="/{n}">Section {n}</a>' for n in range(8))
    markup = f"""<html><body><table width="780"><tr><td width="160">{menu}</td>
    <td><font size="4"><b>{HEADLINE}</b></font><br><br><font face="Arial">{text}</font></td></tr></table></body></html>"""
    assert body(markup) == ARTICLE


def test_cyrillic() -> None:
    texts = (
        "Міська рада у вівторок вирішила відновити поромну лінію через озеро, яку закрили одинадцять років тому.",
        "Два пороми, збудовані на місцевій верфі, ходитимуть кожні сорок хвилин із травня до кінця вересня.",
        "«Ми довго на це чекали», — сказав начальник порту, який пам’ятає останній рейс через озеро.",
    )
    headline = "Пороми повертаються на озеро"
    assert body(page(paragraphs(texts)).replace(HEADLINE, headline), headline) == texts


@pytest.mark.parametrize(
    "noise",
    [
        '<figure><img src="a.jpg"><figcaption>The last ferry in the harbour. Photo: A. Gull</figcaption></figure>',
        '<div class="share-buttons"><a href="#">Share on Facebook</a> <a href="#">Tweet</a></div>',
        '<div class="newsletter-signup"><h4>Newsletter</h4><p>Sign up for our newsletter and get the news each morning.</p></div>',
        '<p><a href="/x">Read also: How the lake froze over in a single night</a></p>',
        '<script>var text = "The town council voted on something else entirely, and nobody saw it coming at all.";</script>',
        '<div class="advert"><p>Advertisement</p></div>',
        '<div class="visually-hidden"><span class="sr-only">Article content</span></div>',
    ],
)
def test_noise_between_the_paragraphs_goes(noise: str) -> None:
    article = f"<p>{FIRST}</p><p>{SECOND}</p>{noise}<p>{THIRD}</p><p>{FOURTH}</p>"
    assert body(page(f'<div class="article-body">{article}</div>')) == ARTICLE


@pytest.mark.parametrize(
    ("text", "bit"),
    [
        ("Ferries sail again across the lake of Marrow Bay", "described"),
        ("Ferries sail again across the lake of Marrow Bay, which froze over in a single night.", "described:more"),
        ("Ferries sail again, and gulls follow them", None),
    ],
)
def test_a_text_is_told_from_the_description_of_the_page(text: str, bit: str | None) -> None:
    markup = (
        '<html><head><meta name="description" content="Ferries sail again across the lake of Marrow Bay."></head>'
        f"<body><p>{text}</p></body></html>"
    )
    document = read_document(markup.encode(), "https://news.example/ferries")
    _, _, bits = block_bits(document, "")[0]
    told = [name for name in ("described", "described:more") if bits & TEXT_BIT[name]]
    assert told == ([bit] if bit else [])


def test_comments_of_readers_are_no_body() -> None:
    comments = "".join(
        f'<li class="comment"><p>I took that ferry as a child, number {n}, and I would take it again tomorrow, believe me.</p></li>'
        for n in range(9)
    )
    markup = page(paragraphs()).replace(
        "</main>", f'<div id="comments" class="comments"><ol>{comments}</ol></div></main>'
    )
    assert body(markup) == ARTICLE


def test_lists_and_sub_headlines_inside_stay() -> None:
    items = (
        "Monday to Friday, from six in the morning until ten at night.",
        "Saturday and Sunday, from eight in the morning until midnight.",
    )
    article = f"<p>{FIRST}</p><p>{SECOND}</p><h2>When the boats cross</h2><ul><li>{items[0]}</li><li>{items[1]}</li></ul><p>{THIRD}</p><p>{FOURTH}</p>"
    found = body(page(f'<div class="entry-content">{article}</div>'))
    assert found == (FIRST, SECOND, "When the boats cross", *items, THIRD, FOURTH)


def test_links_within_sentences_stay() -> None:
    linked = SECOND.replace("Marrow Bay", '<a href="/marrow-bay">Marrow Bay</a>')
    assert body(page(paragraphs((FIRST, linked, THIRD, FOURTH)))) == ARTICLE


def test_text_shown_only_when_pointed_at_goes() -> None:
    pointed = FIRST.replace("council", 'council<span style="display: none">The council has twelve members.</span>')
    assert body(page(paragraphs((pointed, SECOND, THIRD, FOURTH)))) == ARTICLE


def test_a_sentence_over_two_lines_is_one() -> None:
    broken = FIRST.replace(", which closed", ",<br>which closed")
    assert body(page(f"<div>{broken}<br><br>{SECOND}<br><br>{THIRD}<br><br>{FOURTH}</div>")) == ARTICLE


def test_text_of_the_json_ld_where_the_page_shows_none() -> None:
    thing = {"@type": "NewsArticle", "headline": HEADLINE, "articleBody": "\n\n".join(ARTICLE)}
    markup = f'<html><head><script type="application/ld+json">{json.dumps(thing)}</script></head><body><div id="root"></div></body></html>'
    document = read_document(markup.encode(), "https://news.example/ferries")
    found = find_body(document, HEADLINE)
    assert found is not None
    assert (found.value, found.source) == (ARTICLE, "json_ld:articleBody")


def test_text_of_a_script_where_the_page_shows_none() -> None:
    state = {"menu": ["news", "sport"] * 200, "story": {"html": paragraphs()}}
    markup = f'<html><body><div id="root"></div><script id="state" type="application/json">{json.dumps(state)}</script></body></html>'
    document = read_document(markup.encode(), "https://news.example/ferries")
    found = find_body(document, HEADLINE)
    assert found is not None
    assert (found.value, found.source) == (ARTICLE, "script")


@pytest.mark.parametrize(
    "markup",
    ["<html><body></body></html>", "<html><body><div></div></body></html>", "<html><body>   <p> </p></body></html>"],
)
def test_page_without_text_has_no_body(markup: str) -> None:
    assert body(markup) is None


def test_time_grows_with_the_page_alone() -> None:
    def seconds(count: int) -> float:
        document = read_document(page(paragraphs(ARTICLE * count)).encode(), "https://news.example/ferries")
        started = time.process_time()
        find_body(document, HEADLINE)
        return time.process_time() - started

    short, long = (
        min(seconds(count) for _ in range(4)) for count in (80, 800)
    )  # the best of four: a busy machine is no fault
    assert long < 30 * max(short, 0.005)


def test_scripts_full_of_quotes_take_no_time() -> None:
    document = read_document(
        ("<script>" + '"\\' * 200_000 + "</script><p>a</p>").encode(), "https://news.example/ferries"
    )
    started = time.process_time()
    find_body(document, HEADLINE)
    assert time.process_time() - started < 1
