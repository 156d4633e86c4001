"""The sentence or two between headline and text. Every page here is ours, and what it must give was written by hand."""

import pytest

from tests.transforms.generic.opened import page
from transforms.generic.description import find_description

HEADLINE = "Bridge opened at last"
LEAD = "It took two years longer than promised, and the ferrymen are not amused."
TEXT = "The new bridge over the river was opened on Friday by the mayor, who came late because of the traffic on the old one."
META = "News of the bridge over the river, in pictures."
FEW_WORDS = "The ferrymen are not amused."


def _described(above_the_text: str, headline: str = f"<h1>{HEADLINE}</h1>") -> tuple[str, str] | None:
    """Return description and source of an article page that has this between its headline and its text."""
    body = f"<main>{headline}{above_the_text}<div class='story'><p>{TEXT}</p><p>{TEXT}</p></div></main>"
    found = find_description(page(f'<meta name="description" content="{META}">', body), HEADLINE)
    return (found.value, found.source) if found else None


@pytest.mark.parametrize(
    "markup",
    [
        f'<p class="article__lead">{LEAD}</p>',
        f'<h2 class="dek">{LEAD}</h2>',
        f'<div id="standfirst"><p>{LEAD}</p></div>',
        f'<div class="postExcerpt">{LEAD}</div>',
        f'<div class="sub-title">{LEAD}</div>',
        f'<p class="byline">By Olena Kravets</p><p>12 May 2026</p><p class="vorspann">{LEAD}</p>',
        f'<div class="summary">{LEAD}</div>',
        f'<p class="lead">{FEW_WORDS}</p><p class="lead">{LEAD}</p>',
        f'<p>{TEXT}</p><div class="intro">{LEAD}</div>',
        f'<div class="summary">In this story: {TEXT}</div><p class="deck">{LEAD}</p>',
    ],
)
def test_a_page_shows_its_standfirst(markup: str) -> None:
    assert _described(markup) == (LEAD, "html:standfirst")


@pytest.mark.parametrize(
    "markup",
    [
        pytest.param("", id="nothing between"),
        pytest.param(f"<p>{LEAD}</p>", id="nothing says what it is"),
        pytest.param(f'<p class="lead">{FEW_WORDS}</p>', id="too short"),
        pytest.param(f'<p class="has-lead">{LEAD}</p>', id="said of the page"),
        pytest.param(f'<figure class="lead-image"><p>{LEAD}</p></figure>', id="a caption"),
        pytest.param(f'<figure class="lead"><figcaption>{LEAD}</figcaption></figure>', id="a caption by its element"),
        pytest.param(f'<p class="lead"><a href="/other-1">{LEAD}</a></p>', id="a link to another story"),
        pytest.param(f"<p>{TEXT}</p><p>{TEXT}</p><h2 class='subheading'>{LEAD}</h2>", id="after the text began"),
        pytest.param("<p>Share</p>" * 9 + f'<p class="lead">{LEAD}</p>', id="far below"),
    ],
)
def test_what_is_no_standfirst(markup: str) -> None:
    assert _described(markup) == (META, "meta:description")


def test_it_is_looked_for_below_the_first_heading_where_no_headline_is_known() -> None:
    found = find_description(page("", f'<h1>Bridge</h1><p class="lead">{LEAD}</p><p>{TEXT}</p>'), None)
    assert found is not None
    assert (found.value, found.disagreeing) == (LEAD, ())


def test_what_the_metadata_say_else_is_counted() -> None:
    head = f'<meta name="description" content="{META}"><meta name="twitter:description" content="{META}">'
    found = find_description(page(head, f'<h1>{HEADLINE}</h1><p class="lead">{LEAD}</p><p>{TEXT}</p>'), HEADLINE)
    assert found is not None
    assert (found.value, found.disagreeing) == (LEAD, ("meta:description", "meta:twitter:description"))
