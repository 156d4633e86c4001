"""The dashboard in headless Chromium: what a person sees, and that the page asks nobody for anything."""

import csv
import shutil
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import duckdb
import pytest

from tests.warehouse.publish.invented import AS_OF, ZONE, build_invented
from warehouse.publish import publish

playwright = pytest.importorskip(
    "playwright.sync_api", reason="playwright is not installed: the dashboard is not opened in a browser"
)
CHROMIUM = next(filter(None, map(shutil.which, ("chromium", "chromium-browser", "google-chrome"))), None)
FLAGS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]
pytestmark = [
    pytest.mark.browser,
    pytest.mark.skipif(CHROMIUM is None, reason="Chromium is not installed: the dashboard is not opened in a browser"),
]
OpenPage = Callable[..., Any]


@pytest.fixture(scope="module")
def published(three_days: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("published")
    publish(three_days, folder, as_of=AS_OF, reporting_zone=ZONE, notice="Усе вигадано")
    return folder


@pytest.fixture(scope="module")
def month(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("month")
    publish(build_invented(folder / "models.duckdb", 40), folder, as_of=AS_OF, reporting_zone=ZONE)
    return folder


@pytest.fixture(scope="module")
def browser() -> Iterator[Any]:
    with playwright.sync_playwright() as tool:
        chromium = tool.chromium.launch(executable_path=CHROMIUM, args=FLAGS)
        yield chromium
        chromium.close()


@pytest.fixture
def open_page(browser: Any) -> Iterator[OpenPage]:
    """Open a dashboard; at the end, whatever the browser complained of or asked for fails the test."""
    complaints: list[str] = []
    contexts = []

    def opened(folder: Path, fragment: str = "lang=en", width: int = 1280, **options: Any) -> Any:
        context = browser.new_context(
            viewport={"width": width, "height": 900}, timezone_id="America/New_York", locale="en-US", **options
        )
        contexts.append(context)
        page = context.new_page()
        page.on("console", lambda message: complaints.append(message.text))
        page.on("pageerror", lambda error: complaints.append(str(error)))
        page.on("dialog", lambda dialog: complaints.append(dialog.message))
        page.on(
            "request",
            lambda request: (
                complaints.append(request.url) if not request.url.startswith(("file:", "data:", "blob:")) else None
            ),
        )
        page.goto(f"{(folder / 'dashboard.html').as_uri()}#{fragment}")
        return page

    yield opened
    for context in contexts:
        context.close()
    assert complaints == []


def ask(folder: Path, sql: str) -> list[tuple[Any, ...]]:
    with duckdb.connect(folder / "warehouse.duckdb", read_only=True) as connection:
        return connection.execute(sql).fetchall()


def figure(page: Any, title: str) -> str:
    text: str = page.locator(".figure", has_text=title).locator(".value").first.inner_text()
    return text


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
    assert page.locator("#completeness h2").inner_text() == "Completeness by day"
    assert page.get_by_text("There is nothing in this period yet.").count() == (7 if days == 0 else 0)


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


def test_numbers_are_the_warehouses(open_page: OpenPage, published: Path) -> None:
    page = open_page(published)
    ((stories, texts, paid),) = ask(
        published,
        "select count(distinct article_id) filter (where content_class = 'editorial'), count(*) filter (where content_class = 'editorial'), "
        "count(distinct article_id) filter (where content_class = 'paid') from articles",
    )
    assert figure(page, "Editorial articles") == str(stories)
    assert f"language versions apart: {texts}" in page.inner_text("#figures")
    assert f"paid, apart: {paid}" in page.inner_text("#figures")
    page.get_by_label("Edition").select_option("ru")
    ((russian,),) = ask(published, "select sum(article_count)::integer from section_mix_day where edition = 'ru'")
    assert figure(page, "Editorial articles") == str(russian)
    ((views,),) = ask(
        published,
        "select sum(views_gained) from views_by_article_day inner join articles using (outlet, edition, article_id) where edition = 'ru' and content_class = 'editorial'",
    )
    page.locator("#views summary").click()
    shown = sum(int(text.replace(",", "")) for text in page.locator("#views td.number").all_inner_texts())
    assert abs(shown - views) < 3


def test_the_table_under_the_heat_map_is_the_mart(open_page: OpenPage, published: Path) -> None:
    page = open_page(published, "lang=en&kind=tag")
    page.locator("#coverage summary").click()
    expected = {
        title: [total, *days]
        for title, total, days in ask(
            published,
            "select topic_title, sum(n)::integer, list(n order by published_date) from (select distinct t.title as topic_title, published_date, c.story_count as n "
            "from coverage_by_topic_day as c inner join (select topic_id, title_uk as title from topics) as t using (topic_id) where topic_kind = 'tag' and edition = 'uk') "
            "group by topic_title having sum(n) > 0",
        )
    }
    shown = {}
    for row in page.locator("#coverage tbody tr").all():
        title, *numbers = row.locator("th, td").all_inner_texts()
        shown[title] = [int(number) for number in numbers]
    assert shown == expected
    page.get_by_role("button", name="Share of attention").click()
    ((title, share),) = ask(
        published,
        "select title_uk, attention_share from coverage_by_topic_day inner join topics using (topic_id) where coverage_by_topic_day.topic_kind = 'tag' and edition = 'uk' and published_date = '2026-05-08' order by attention_share desc, title_uk limit 1",
    )
    row = page.locator("#coverage tbody tr", has=page.locator("th", has_text=title))
    assert row.locator("td").nth(2).inner_text() == f"{share:.1%}"


def test_a_section_narrows_topics_and_articles(open_page: OpenPage, published: Path) -> None:
    page = open_page(published)
    page.locator("select[data-key=section]").select_option("ukraine")
    ((stories,),) = ask(
        published,
        "select count(distinct article_id) from articles where section like 'ukraine/%' and content_class = 'editorial'",
    )
    assert figure(page, "Editorial articles") == str(stories)
    page.locator("#coverage summary").click()
    titles = set(page.locator("#coverage tbody th").all_inner_texts())
    assert titles == {
        title
        for (title,) in ask(
            published,
            "select distinct tag from article_tags inner join articles using (outlet, edition, article_id) where kind = 'tag' and edition = 'uk' and section like 'ukraine/%' and content_class = 'editorial'",
        )
    }
    assert {text.split(" › ")[0] for text in page.locator("#stories td.section-name").all_inner_texts()} == {"Ukraine"}
    page.get_by_role("button", name="Reset").click()
    assert page.locator("select[data-key=section]").input_value() == ""


def test_headlines_lead_to_their_sources(open_page: OpenPage, published: Path) -> None:
    page = open_page(published, "lang=uk")
    link = page.locator("#stories tbody .headline > a").first
    ((url,),) = ask(
        published,
        f"select url from articles where edition = 'uk' and headline = '{link.inner_text()}' and url = '{link.get_attribute('href')}'",
    )
    assert url.startswith("https://ua.korrespondent.example/")
    assert link.get_attribute("rel") == "noopener noreferrer"


def test_the_search_box_finds_headlines_of_both_editions(open_page: OpenPage, published: Path) -> None:
    page = open_page(published)
    page.get_by_label("Search headlines and sections").fill("ПРЕМ'ЄРА")
    headlines = page.locator("#stories tbody .headline > a").all_inner_texts()
    assert headlines
    assert all(headline.startswith("Прем’єра тижня") for headline in headlines)
    page.get_by_label("Search headlines and sections").fill("премьера")
    assert page.locator("#stories tbody .headline > a").all_inner_texts() != []
    page.get_by_label("Search headlines and sections").fill("zzz")
    assert page.get_by_text("Nothing found.").is_visible()


def test_rows_are_sorted_by_what_is_asked(open_page: OpenPage, published: Path) -> None:
    page = open_page(published)
    page.locator("#stories thead button", has_text="Views").click()
    numbers = [
        int(text.split("\n")[0].replace(",", ""))
        for text in page.locator("#stories tbody tr td:last-child").all_inner_texts()
    ]
    assert len(numbers) == 20
    assert numbers == sorted(numbers, reverse=True)
    assert page.locator("#stories thead th[aria-sort=descending]").inner_text() == "Views ↓"
    page.reload()
    assert page.locator("#stories thead th[aria-sort=descending]").inner_text() == "Views ↓"


def test_a_link_shows_what_its_sender_saw(open_page: OpenPage, month: Path) -> None:
    page = open_page(month)
    page.get_by_role("button", name="7 days").click()
    page.get_by_role("button", name="Special topics").click()
    page.locator("#coverage .rows button").first.click()
    again = open_page(month, page.url.split("#")[1])
    assert again.inner_text("body") == page.inner_text("body")
    assert again.locator("#coverage .legend button").count() == 1


def test_a_nonsense_fragment_is_ignored(open_page: OpenPage, published: Path) -> None:
    page = open_page(
        published,
        "lang=xx&range=-3&kind=constructor&sort=__proto__&from=2020-01-01&to=%00&section=%3Cb%3E&topics=a,b&measure=1e9",
    )
    assert page.locator("h1").inner_text() == "Coverage by topic and day"
    assert page.locator("#coverage .rows button").count() > 3


def test_charts_are_walked_by_keyboard(open_page: OpenPage, published: Path) -> None:
    page = open_page(published)
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
    page = open_page(published)
    assert page.locator("#coverage .legend button").count() == 5
    for _ in range(5):
        page.locator("#coverage .rows button[aria-pressed=false]").first.click()
    assert page.locator("#coverage .legend button").count() == 8
    for _ in range(8):
        page.locator("#coverage .legend button").first.click()
    assert page.locator("#coverage .legend button").count() == 0


def test_a_table_is_saved_as_csv(open_page: OpenPage, published: Path, tmp_path: Path) -> None:
    page = open_page(published, "lang=uk")
    page.locator("#completeness summary").click()
    with page.expect_download() as download:
        page.locator("#completeness").get_by_role("button", name="Завантажити CSV").click()
    assert download.value.suggested_filename == "kronika-completeness-2026-05-07-2026-05-09.csv"
    download.value.save_as(tmp_path / "table.csv")
    with (tmp_path / "table.csv").open(encoding="utf-8-sig", newline="") as file:
        rows = list(csv.DictReader(file))
    expected = ask(
        published,
        "select published_date::varchar, edition, status, parsed_count::varchar from completeness_by_outlet_day order by published_date, edition = 'ru'",
    )
    assert [(row["День"], row["Редакція"], row["Стан"], row["Розібрано"]) for row in rows] == expected


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
