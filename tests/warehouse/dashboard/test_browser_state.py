"""The dashboard in headless Chromium: every choice is in the link, and the back button takes it back."""

from collections.abc import Callable
from pathlib import Path
from typing import Any
from urllib.parse import parse_qs

import pytest

OpenPage = Callable[..., Any]
pytestmark = pytest.mark.browser


def fragment(page: Any) -> dict[str, str]:
    return {name: value for name, (value,) in parse_qs(page.url.split("#")[1]).items()}


def test_the_back_button_takes_choices_back_one_by_one(open_page: OpenPage, month: Path) -> None:
    page = open_page(month, "lang=en&kind=tag")
    page.get_by_role("button", name="7 days").click()
    page.get_by_role("link", name="Topic", exact=True).click()
    title = page.locator("#page-title").inner_text()
    page.locator("select[data-key=edition]").select_option("ru")
    assert page.locator("#page-title").inner_text() != title
    page.go_back()
    assert page.locator("#page-title").inner_text() == title
    page.go_back()
    assert page.locator("#page-title").inner_text() == "Coverage by topic and day"
    assert page.locator("#overview").is_visible()
    assert not page.locator("#topic").is_visible()
    assert page.get_by_role("button", name="7 days").get_attribute("aria-pressed") == "true"
    page.go_back()
    assert page.get_by_role("button", name="30 days").get_attribute("aria-pressed") == "true"
    page.go_forward()
    assert fragment(page) == {"lang": "en", "kind": "tag", "range": "7"}


def test_typing_is_in_the_link_but_not_in_the_history(open_page: OpenPage, published: Path) -> None:
    page = open_page(published, "lang=en&kind=tag")
    page.get_by_role("button", name="Share of attention").click()
    page.get_by_role("searchbox").fill("шах")
    page.locator("#coverage summary").click()
    page.wait_for_function("location.hash.includes('tables=coverage')")
    assert fragment(page) == {"lang": "en", "kind": "tag", "measure": "share", "search": "шах", "tables": "coverage"}
    page.go_back()
    assert fragment(page) == {"lang": "en", "kind": "tag"}
    assert page.get_by_role("searchbox").input_value() == ""


@pytest.mark.parametrize("view", ["overview", "topic", "trust"])
def test_a_pasted_link_gives_the_same_picture(open_page: OpenPage, month: Path, view: str) -> None:
    page = open_page(month, f"lang=uk&kind=tag&view={view}&theme=dark")
    page.locator("#filters input[data-key=from]").fill("2026-04-20")
    page.locator("select[data-key=edition]").select_option("uk")
    if view != "trust":
        page.locator("select[data-key=section]").select_option("economics")
        page.get_by_role("button", name="Показати ще").click() if view == "overview" else None
    page.locator("main summary").first.click()
    page.wait_for_function("location.hash.includes('tables=')")
    page.evaluate("document.activeElement.blur(); scrollTo(0, 0)")
    page.mouse.move(0, 0)
    again = open_page(month, page.url.split("#")[1], color_scheme="dark")
    assert again.screenshot(full_page=True) == page.screenshot(full_page=True)


def test_a_topic_is_opened_from_wherever_it_is_named(open_page: OpenPage, month: Path) -> None:
    page = open_page(month, "lang=uk&kind=tag")
    title = page.locator("#coverage .legend a").nth(1).inner_text()
    page.locator("#coverage .legend a").nth(1).click()
    assert page.locator("h1").inner_text() == title
    assert fragment(page)["view"] == "topic"
    page.locator("select[data-key=topic]").select_option(label="Дрони")
    assert page.locator("h1").inner_text() == "Дрони"
    page.locator("select[data-key=topic]").select_option("")
    assert page.locator("#overview").is_visible()
    page.locator("#bursts .burst-head a").first.click()
    assert page.locator("#topic-bursts .drivers a").count() > 0
