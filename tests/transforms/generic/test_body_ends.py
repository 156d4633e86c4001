"""What stands above and below a text, and is none. Every page here is ours, and what it must give was written by hand."""

import pytest

from tests.transforms.generic.ferries import ARTICLE, FIRST, HEADLINE, body, page, paragraphs, text_of
from transforms.generic.body_blocks import Block, Box
from transforms.generic.body_ends import without_ends
from transforms.generic.body_score import Likely


@pytest.mark.parametrize(
    "above",
    [
        "<p>6,762</p>",
        "<div>17 January 2012</div>",
        "<p>By Ann Gull</p>",
        "<p>9 min read</p>",
        "<p>Share:</p>",
        "<h2>On this page</h2>",
        "<p>Loading...</p>",
        "<p>Teilen</p>",
        "<p>Версия для печати</p>",
        "<p>原文</p>",
        '<p><a href="/boats">Boats</a></p><p><a href="/lakes">Lakes</a></p>',
        "<div>6,762</div><div>Ann Gull</div><div>9 January 2012</div>",
    ],
)
def test_labels_dates_by_lines_and_numbers_above_the_text_go(above: str) -> None:
    assert body(page(f'<div class="article-body">{above}{paragraphs()}</div>')) == ARTICLE


@pytest.mark.parametrize(
    "above",
    ["<h2>How the ferries of 2012 came back</h2>", "<p>Share and share alike.</p>", "<p>They sail again</p>"],
)
def test_headings_sentences_and_bare_scraps_above_the_text_stay(above: str) -> None:
    found = body(page(f'<div class="article-body">{above}{paragraphs()}</div>'))
    assert found == (text_of(above), *ARTICLE)


@pytest.mark.parametrize(
    "below",
    ["<p>Additional reporting by Ann Gull</p>", "<p>Les også: Isen på sjøen</p>"],
)
def test_credits_and_calls_below_the_text_go(below: str) -> None:
    assert body(page(f'<div class="article-body">{paragraphs()}{below}</div>')) == ARTICLE


def test_lines_of_nothing_but_numbers_are_a_body_where_nothing_else_is() -> None:
    assert body("<html><body><main><p>1912</p><p>1913</p></main></body></html>", None) == ("1912", "1913")


def _likely(*texts: tuple[str, float], tag: str = "p") -> list[tuple[Block, int, float]]:
    """Return an article's paragraphs, surely text, and these below it, each with its logit."""
    rows = [*((text, 5.0, "p") for text in ARTICLE), *((text, logit, tag) for text, logit in texts)]
    blocks = [(Block(text, 0, Box(None, None, tag, place)), logit) for place, (text, logit, tag) in enumerate(rows)]
    return [(block, 0, logit) for block, logit in blocks]


def _texts(kept: Likely) -> tuple[str, ...]:
    return tuple(block.text for block, _, _ in kept)


@pytest.mark.parametrize(
    "scraps", [("Lake News Agency",), ("___",), ("Ann Gull", "Harbour reporter"), ("gulls@lake.example",)]
)
def test_doubtful_scraps_below_the_text_go(scraps: tuple[str, ...]) -> None:
    assert _texts(without_ends(_likely(*((scrap, 0.7) for scrap in scraps)))) == ARTICLE


@pytest.mark.parametrize(
    ("text", "logit", "tag"),
    [
        pytest.param("And so they sail.", 0.7, "p", id="a sentence"),
        pytest.param("Monday: nine boats", 0.7, "li", id="an item of a list"),
        pytest.param("They sail again", 1.3, "p", id="surely text"),
        pytest.param("They sail again " * 6, 0.7, "p", id="long"),
    ],
)
def test_what_may_end_a_text(text: str, logit: float, tag: str) -> None:
    assert _texts(without_ends(_likely((text, logit), tag=tag))) == (*ARTICLE, text)


def test_scraps_are_a_body_where_nothing_else_is() -> None:
    scraps = _likely(("They sail again", 0.7))[-1:]
    assert without_ends(scraps) == scraps


DECK = "They sailed for a hundred years, then for eleven they did not, and nobody had asked the gulls."


def test_a_deck_goes_with_the_headline() -> None:
    header = f'<header><p class="dek">{DECK}</p><p>9 January 2012</p></header>'
    assert body(page(f'{header}<div class="article-body">{paragraphs()}</div>')) == ARTICLE


@pytest.mark.parametrize("name", ["dek", "lead", "intro"])
def test_a_first_paragraph_is_text_whatever_it_is_called(name: str) -> None:
    found = body(page(f'<div class="article-body"><p class="{name}">{DECK}</p>{paragraphs()}</div>'))
    assert found == (DECK, *ARTICLE)


def test_a_deck_is_the_text_where_there_is_no_other() -> None:
    offer = "<div class='offers'><p>Read on for as much as a bus ride costs, and end it whenever you like to end it.</p></div>"
    markup = f"<html><body><main><h1>{HEADLINE}</h1><p class='dek'>{DECK}</p></main>{offer}</body></html>"
    found = body(markup)
    assert found is not None
    assert found[0] == DECK


def test_a_page_that_is_all_for_readers_without_scripts() -> None:
    markup = f"<html><body><noscript><main><h1>{HEADLINE}</h1>{paragraphs()}</main></noscript></body></html>"
    assert body(markup) == ARTICLE


def test_a_short_text_far_from_all_prose_of_the_page() -> None:
    lines = (
        "“Are they sailing again?” the old man asked.",
        "“They are, from May on,” the gull said, and sat down.",
        "“Then wake me in April, would you.”",
    )
    menu = "".join(f"<li><a href='/{n}'>Pier {n}</a></li>" for n in range(30))
    side = f"<div class='sidebar'><ul class='menu'>{menu}</ul><p>{FIRST}</p></div>"
    article = "".join(f"<p>{line}</p>" for line in lines)
    found = body(f"<html><body><article><h1>{HEADLINE}</h1>{article}</article>{side}</body></html>")
    assert found is not None
    assert found[: len(lines)] == lines


@pytest.mark.parametrize("name", ["p402_premium", "subscriber-only", "subscription-content"])
def test_text_behind_a_paywall_asks_nobody_to_subscribe(name: str) -> None:
    article = f'{paragraphs(ARTICLE[:-1])}<div class="{name}"><p>{ARTICLE[-1]}</p></div>'
    assert body(page(f'<div class="article-body">{article}</div>')) == ARTICLE
