"""The dashboard in headless Chromium: its numbers are the warehouse's."""

import csv
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

OpenPage = Callable[..., Any]
Ask = Callable[[Path, str], list[tuple[Any, ...]]]
pytestmark = pytest.mark.browser


def figure(page: Any, title: str) -> str:
    text: str = page.locator(".figure", has_text=title).locator(".value").first.inner_text()
    return text


def test_numbers_are_the_warehouses(open_page: OpenPage, published: Path, ask: Ask) -> None:
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


def test_the_table_under_the_heat_map_is_the_mart(open_page: OpenPage, published: Path, ask: Ask) -> None:
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


def test_a_section_narrows_topics_and_articles(open_page: OpenPage, published: Path, ask: Ask) -> None:
    page = open_page(published, "lang=en&kind=tag")
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


def test_headlines_lead_to_their_sources(open_page: OpenPage, published: Path, ask: Ask) -> None:
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


def test_a_table_is_saved_as_csv(open_page: OpenPage, published: Path, tmp_path: Path, ask: Ask) -> None:
    page = open_page(published, "lang=uk&view=trust")
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
