"""The dashboard in headless Chromium for people who do not point at it: axe-core's rules, the keyboard, what is read out."""

from collections.abc import Callable
from importlib.resources import files
from pathlib import Path
from typing import Any

import pytest

OpenPage = Callable[..., Any]
pytestmark = pytest.mark.browser

# Axe cannot tell the colours of SVG text apart from its background; test_assets.py computes those contrasts.
VIOLATIONS = """async () => (await axe.run(document, { resultTypes: ["violations"] })).violations
    .map((rule) => [rule.id, rule.nodes.length, rule.nodes[0].html])"""


@pytest.mark.parametrize("view", ["overview", "topic", "trust"])
@pytest.mark.parametrize(("language", "theme", "width"), [("uk", "light", 1280), ("en", "dark", 390)])
def test_axe_finds_nothing(open_page: OpenPage, month: Path, view: str, language: str, theme: str, width: int) -> None:
    pytest.importorskip("axe_playwright_python", reason="axe is not installed: no page was examined")
    page = open_page(month, f"lang={language}&theme={theme}&view={view}&kind=tag&range=7", width)
    for summary in page.locator("summary").all():
        summary.click()
    page.evaluate((files("axe_playwright_python") / "axe.min.js").read_text(encoding="utf-8"))
    assert page.evaluate(VIOLATIONS) == []


def test_axe_would_find_something(open_page: OpenPage, published: Path) -> None:
    pytest.importorskip("axe_playwright_python", reason="axe is not installed: no page was examined")
    page = open_page(published)
    page.evaluate(
        "document.querySelector('#filters select').parentNode.replaceWith(document.querySelector('#filters select'))"
    )
    page.evaluate((files("axe_playwright_python") / "axe.min.js").read_text(encoding="utf-8"))
    assert [rule for rule, *_ in page.evaluate(VIOLATIONS)] == ["select-name"]


def test_the_keyboard_meets_everything_in_the_order_of_reading(open_page: OpenPage, published: Path) -> None:
    page = open_page(published, "lang=en&kind=tag")
    met = []
    for _ in range(30):
        page.keyboard.press("Tab")
        met.append(page.evaluate("document.activeElement.dataset.key ?? document.activeElement.id"))
        # The button inside a date field shows its own focus, which no script can see.
        assert page.evaluate(
            "getComputedStyle(document.activeElement).outlineStyle === 'solid' || !document.activeElement.matches(':focus')"
        ), met[-1]
    ordered = [
        "skip",
        "view overview",
        "view topic",
        "view trust",
        "uk,en uk",
        "auto,light,dark auto",
        "from",
        "reset",
        "topic",
        "edition",
        "section",
        "content",
    ]
    assert [key for key in dict.fromkeys(met) if key in ordered] == ordered


def test_the_skip_link_leads_past_the_filters(open_page: OpenPage, published: Path) -> None:
    page = open_page(published)
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    assert page.evaluate("document.activeElement.id") == "main"
    assert "lang=en" in page.url


def test_a_choice_is_read_out_and_keeps_the_focus(open_page: OpenPage, month: Path) -> None:
    page = open_page(month)
    page.get_by_role("button", name="7 days").focus()
    page.keyboard.press("Enter")
    assert page.evaluate("document.activeElement.textContent") == "7 days"
    count = page.locator(".figure .value").first.inner_text()
    assert (
        page.locator("#live").inner_text()
        == f"Coverage by topic and day: 3 May – 9 May, articles that the filters leave: {count}"
    )
    page.get_by_role("link", name="Trust", exact=True).press("Enter")
    assert page.evaluate("document.activeElement.id") == "page-title"
    assert page.locator("#live").inner_text().startswith("Can these numbers be trusted?: 3 May – 9 May")


def test_every_chart_has_its_name_and_its_table(open_page: OpenPage, month: Path) -> None:
    for view in ("overview", "topic", "trust"):
        page = open_page(month, f"lang=en&view={view}&kind=tag")
        for card in page.locator("section.card:visible").all():
            charts = card.locator("svg[role=img]").all()
            assert all(chart.get_attribute("aria-label") for chart in charts)
            assert not charts or card.locator("details").count() >= 1, card.get_attribute("id")


def test_nothing_moves_where_less_motion_is_asked_for(open_page: OpenPage, published: Path) -> None:
    page = open_page(published, reduced_motion="reduce")
    moving = "[...document.querySelectorAll('*')].filter((node) => getComputedStyle(node).transitionDuration !== '0s').length"
    assert page.evaluate(moving) == 0
    assert open_page(published).evaluate(moving) > 0
