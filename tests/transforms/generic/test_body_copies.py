"""Pages that have their text twice. Every page here is ours, and what it must give was written by hand."""

import pytest

from tests.transforms.generic.ferries import ARTICLE, FOURTH, body, page, paragraphs

MORE = tuple(
    f"On the {day} of the week the boats cross {count} times, and the last one waits for those who come by train."
    for day, count in (("first", 31), ("second", 33), ("third", 35), ("fourth", 37), ("fifth", 39), ("sixth", 41))
)
WHOLE = (*ARTICLE, *MORE, "The harbour office knows more.")


@pytest.mark.parametrize(
    "copy",
    [
        pytest.param(f'<div class="article-premium-text">{paragraphs(WHOLE)}</div>', id="for those who have paid"),
        pytest.param(f'<div class="article-text-mobile">{paragraphs(WHOLE)}</div>', id="for narrow screens"),
        pytest.param(f'<div class="article-text-full">{" ".join(WHOLE * 2)}</div>', id="in one piece"),
    ],
)
def test_a_copy_of_the_text_goes(copy: str) -> None:
    assert body(page(f'<div class="article-body">{paragraphs(WHOLE)}</div>{copy}')) == WHOLE


def test_half_a_copy_goes_too() -> None:
    begun = f'<div class="article-begun">{paragraphs(WHOLE[:6])}</div>'
    assert body(page(f'{begun}<div class="article-body">{paragraphs(WHOLE)}</div>')) == WHOLE


def test_what_is_said_again_within_a_text_stays() -> None:
    refrain = "And the gulls, who had been there before all of us, said what gulls have always said."
    text = (*ARTICLE, refrain, *MORE, refrain, FOURTH)
    assert body(page(f'<div class="article-body">{paragraphs(text)}</div>')) == text
