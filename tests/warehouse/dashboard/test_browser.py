"""The dashboard in headless Chromium: what a person sees, and that the page asks nobody for anything."""

import shutil
from collections.abc import Callable
from pathlib import Path
from typing import Any

import duckdb
import pytest

from tests.warehouse.publish.invented import AS_OF, ZONE, build_invented
from warehouse.publish import publish

OpenPage = Callable[..., Any]
Ask = Callable[[Path, str], list[tuple[Any, ...]]]
pytestmark = pytest.mark.browser


@pytest.mark.parametrize(
    ("width", "language", "theme"),
    [(390, "uk", "dark"), (390, "en", "light"), (820, "uk", "light"), (1280, "en", "dark"), (1280, "uk", "auto")],
)
def test_nothing_is_wider_than_the_window(
    open_page: OpenPage, published: Path, month: Path, width: int, language: str, theme: str
) -> None:
    for folder in (published, month):
        page = open_page(
            folder, f"lang={language}&theme={theme}&range=all", width, is_mobile=width == 390, has_touch=width == 390
        )
        for summary in page.locator("summary").all():
            summary.click()
        assert page.evaluate("[document.documentElement.scrollWidth, innerWidth]") == [width, width]
        assert page.locator("#coverage svg").count() >= 2
        assert "undefined" not in page.inner_text("body")
        assert "NaN" not in page.content()


@pytest.mark.parametrize("days", [0, 1])
def test_a_page_of_hardly_any_days_is_whole(open_page: OpenPage, tmp_path: Path, days: int) -> None:
    publish(build_invented(tmp_path / "models.duckdb", days), tmp_path, as_of=AS_OF, reporting_zone=ZONE)
    page = open_page(tmp_path, "lang=en", 390, is_mobile=True)
    assert page.evaluate("document.documentElement.scrollWidth") == 390
    assert page.locator("main").get_by_text("There is nothing in this period yet.").count() == (3 if days == 0 else 0)
    page.get_by_role("link", name="Trust", exact=True).click()
    assert page.locator("#completeness h2").inner_text() == "Completeness by day"
    assert page.locator("main").get_by_text("There is nothing in this period yet.").count() == (5 if days == 0 else 0)
    page.get_by_role("link", name="Topic", exact=True).click()
    assert page.locator("#topic-lead").inner_text() != ""
    assert page.evaluate("document.documentElement.scrollWidth") == 390


def test_the_language_switch_changes_every_word(open_page: OpenPage, published: Path) -> None:
    page = open_page(published, "lang=uk")
    assert page.locator("h1").inner_text() == "Висвітлення за темами й днями"
    page.get_by_role("button", name="English").click()
    assert page.locator("h1").inner_text() == "Coverage by topic and day"
    assert page.evaluate("document.documentElement.lang") == "en"
    assert "lang=uk" not in page.url
    assert page.evaluate("document.activeElement.textContent") == "English"
    assert "Перегляди" not in page.inner_text("body")
    page.get_by_role("button", name="Українська").click()
    assert "Coverage" not in page.inner_text("body")
    assert page.locator("#notice").inner_text() == "Усе вигадано"


def test_a_link_shows_what_its_sender_saw(open_page: OpenPage, month: Path) -> None:
    page = open_page(month)
    page.get_by_role("button", name="7 days").click()
    page.get_by_role("button", name="Special topics").click()
    page.locator("#coverage .rows button").first.click()
    again = open_page(month, page.url.split("#")[1])
    assert again.inner_text("main") == page.inner_text("main")
    assert again.locator("#coverage .legend button").count() == 1
    assert page.url == again.url


def test_a_nonsense_fragment_is_ignored(open_page: OpenPage, published: Path) -> None:
    page = open_page(
        published,
        "lang=xx&view=__proto__&topic=nobody&range=-3&kind=constructor&sort=__proto__&from=2020-01-01&to=%00&section=%3Cb%3E&topics=a,b&measure=1e9&shown=1e9&tables=x,coverage",
    )
    assert page.locator("h1").inner_text() == "Coverage by topic and day"
    assert page.locator("#coverage .rows button").count() > 1


def test_charts_are_walked_by_keyboard(open_page: OpenPage, published: Path, ask: Ask) -> None:
    page = open_page(published, "lang=en&kind=tag")
    page.get_by_role("button", name="Views", exact=True).first.focus()
    page.locator("#coverage .heat svg").focus()
    page.keyboard.press("Home")
    tip = page.locator("#tip")
    assert tip.inner_text().startswith("Thursday 7 May")
    page.keyboard.press("ArrowRight")
    page.keyboard.press("ArrowDown")
    title = page.locator("#coverage .rows button").nth(1).inner_text()
    ((count,),) = ask(
        published,
        f"select distinct c.story_count from coverage_by_topic_day as c inner join topics using (topic_id) where title_uk = '{title}' and published_date = '2026-05-08'",
    )
    assert tip.inner_text().startswith(f"Friday 8 May\n{title}\n{count}")
    page.keyboard.press("Escape")
    assert not tip.is_visible()


def test_eight_lines_at_most(open_page: OpenPage, published: Path) -> None:
    page = open_page(published, "lang=en&kind=tag")
    assert page.locator("#coverage .legend button").count() == 5
    for _ in range(5):
        page.locator("#coverage .rows button[aria-pressed=false]").first.click()
    assert page.locator("#coverage .legend button").count() == 8
    for _ in range(8):
        page.locator("#coverage .legend button").first.click()
    assert page.locator("#coverage .legend button").count() == 0


def test_hostile_headlines_stay_text(open_page: OpenPage, three_days: Path, tmp_path: Path) -> None:
    working = tmp_path / "models.duckdb"
    shutil.copy(three_days, working)
    trick = "</script><img src=x onerror=alert(1)><script>alert(2)</script>"
    with duckdb.connect(working) as connection:
        connection.execute(
            "update articles set headline = ?, url = 'javascript:alert(3)', section = '<b>x</b>'", [trick]
        )
        connection.execute("update topics set title_uk = ?, title = ?", [trick, trick])
    publish(working, tmp_path / "published", as_of=AS_OF, reporting_zone=ZONE, notice=trick)
    page = open_page(tmp_path / "published")
    assert page.locator("#stories tbody .headline > bdi").first.inner_text() == trick
    assert page.locator("#notice").inner_text() == trick
    assert page.locator("main img, main b:not(.tip b), main a[href^=javascript]").count() == 0
    assert page.locator("script").count() == 2


def test_print_leaves_the_controls_out(open_page: OpenPage, month: Path) -> None:
    page = open_page(month)
    page.emulate_media(media="print")
    assert not page.locator("#filters").is_visible()
    assert page.locator("#print-range").inner_text().startswith("Period: 10 Apr – 9 May.")
    assert page.locator("#coverage svg").first.is_visible()
