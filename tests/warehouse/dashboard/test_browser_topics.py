"""The dashboard in headless Chromium: the numbers of a topic's page and of the trust page are the warehouse's."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

OpenPage = Callable[..., Any]
Ask = Callable[[Path, str], list[tuple[Any, ...]]]
pytestmark = pytest.mark.browser


def figure(page: Any, title: str) -> Any:
    return page.locator(".figure:visible", has=page.locator("h2", has_text=title))


def opened_topic(open_page: OpenPage, folder: Path, ask: Ask, title: str, more: str = "") -> tuple[Any, str]:
    ((topic_id,),) = ask(folder, f"select distinct topic_id from topics where title_uk = '{title}'")
    page = open_page(folder, f"lang=en&view=topic&range=all&topic={topic_id}{more}")
    for summary in page.locator("#topic summary").all():
        summary.click()
    return page, topic_id


def cells(page: Any, card: str) -> list[list[str]]:
    rows = page.locator(f"#{card} details tbody tr")
    rows.first.wait_for()  # made when the table is unfolded
    return [row.locator("th, td").all_inner_texts() for row in rows.all()]


def test_coverage_share_and_views_by_day(open_page: OpenPage, month: Path, ask: Ask) -> None:
    page, topic = opened_topic(open_page, month, ask, "Вибори")
    days = ask(
        month,
        f"""select max(story_count)::integer, max(article_count) filter (where edition = 'uk'), max(article_count) filter (where edition = 'ru'), max(attention_share),
            sum(views_gained) filter (where edition = 'uk'), sum(views_gained) filter (where edition = 'ru')
        from coverage_by_topic_day where topic_id = '{topic}' group by published_date order by published_date""",
    )
    coverage = cells(page, "topic-coverage")
    assert [tuple(map(int, row[1:4])) for row in coverage] == [row[:3] for row in days]
    assert [row[3] for row in cells(page, "topic-share")] == [percent(share) for *_, share, _, _ in days]
    for row, (*_, ukrainian, russian) in zip(cells(page, "topic-views"), days, strict=True):
        assert abs(int(row[1].replace(",", "")) - ukrainian) <= 1
        assert abs(int(row[2].replace(",", "")) - russian) <= 1
    stories = sum(row[0] for row in days)
    ((outlet_stories,),) = ask(
        month, "select count(distinct article_id) from articles where content_class = 'editorial'"
    )
    assert figure(page, "Editorial articles").locator(".value").inner_text() == str(stories)
    assert figure(page, "Share of attention").locator(".value").inner_text() == percent(stories / outlet_stories)
    assert f"{stories} of {outlet_stories:,} stories" in figure(page, "Share of attention").inner_text()


def percent(share: float) -> str:
    return f"{share:.1%}" if 0 < share < 1 else f"{share:.0%}"


def test_bursts_and_their_drivers(open_page: OpenPage, month: Path, ask: Ask) -> None:
    page, topic = opened_topic(open_page, month, ask, "Футбол")
    bursts = ask(
        month,
        f"select strftime(published_date, '%-d %b'), observed, round(expected, 1), round(z, 1), drivers from topic_burst_day where topic_id = '{topic}' and is_burst order by published_date desc",
    )
    assert len(bursts) > 1
    assert figure(page, "Bursts").locator(".value").inner_text() == str(len(bursts))
    assert [(row[0], int(row[2])) for row in cells(page, "topic-bursts")] == [
        (day, observed) for day, observed, *_ in bursts
    ]
    assert page.locator("#topic-bursts .burst-head").first.inner_text().count(f"{bursts[0][1]} stor") == 1
    for item, burst in zip(page.locator("#topic-bursts .bursts > li").all(), bursts, strict=True):
        links = [link.get_attribute("href") for link in item.locator(".drivers a").all()]
        assert links == [driver["url"] for driver in burst[4]]
    assert page.locator("#topic-coverage svg path.burst").count() == len(bursts) + 1  # one stands in the key


def test_top_articles_are_those_of_the_topic(open_page: OpenPage, month: Path, ask: Ask) -> None:
    page, topic = opened_topic(open_page, month, ask, "Кіно", "&sort=-views")
    best = ask(
        month,
        f"""select url, sum(views_gained) from views_by_article_day inner join articles using (outlet, edition, article_id, url) inner join article_tags using (outlet, edition, article_id, url)
        where topic_id = '{topic}' and edition = 'uk' and content_class = 'editorial' group by url order by 2 desc limit 4""",
    )
    rows = page.locator("#topic-stories-rows > table tbody tr")
    assert [rows.nth(place).locator(".headline > a").get_attribute("href") for place in range(4)] == [
        url for url, _ in best
    ]
    titles = {row.locator(".extra").inner_text() for row in rows.all()}
    assert all("Кіно" in title for title in titles)
    ((half_life, low, high),) = ask(
        month,
        f"select half_life_hours, half_life_hours_low, half_life_hours_high from article_attention inner join articles using (outlet, edition, article_id) where articles.url = '{best[0][0]}'",
    )
    cell = rows.first.locator("td").nth(3).inner_text()
    assert cell.split("\n") == (
        [f"{half_life:.1f} h".replace(".0", ""), f"{low:.1f}–{high:.1f}".replace(".0", "")] if half_life else ["–"]
    )


@pytest.mark.parametrize(("voice", "column"), [("articles", "count"), ("stories", "story_count"), ("views", "views")])
def test_share_of_voice_of_a_set(open_page: OpenPage, month: Path, ask: Ask, voice: str, column: str) -> None:
    page, _ = opened_topic(open_page, month, ask, "Державний бюджет", f"&voice={voice}")
    shares = ask(
        month,
        f"""select title_en, sum(weighted_{column}) / (select sum(weighted_{column}) from share_of_voice_day where set_name = 'economy')
        from share_of_voice_day inner join topics using (topic_id, outlet) where set_name = 'economy' group by title_en""",
    )
    assert len(shares) == 3
    assert {row[0]: row[1] for row in cells(page, "topic-voices")} == {title: percent(share) for title, share in shares}
    assert abs(sum(share for _, share in shares) - 1) < 1e-9


def test_outlets_and_editions_of_a_topic(open_page: OpenPage, month: Path, ask: Ask) -> None:
    page, topic = opened_topic(open_page, month, ask, "Полтава в новинах")
    assert "Query: полтава" in page.locator("#topic-lead").inner_text()
    expected = ask(
        month,
        f"""select edition, count(*), count(*) / (select count(*) from articles as a where a.edition = h.edition and content_class = 'editorial')
        from topic_hits as h inner join articles using (outlet, edition, article_id) where topic_id = '{topic}' and content_class = 'editorial' group by edition order by 2 desc""",
    )
    rows = [row.locator("th, td").all_inner_texts() for row in page.locator("#topic-outlets tbody tr").all()]
    names = {"uk": "Korrespondent, Ukrainian", "ru": "Korrespondent, Russian"}
    assert [(row[0], row[1], row[2]) for row in rows] == [
        (names[edition], str(count), percent(share)) for edition, count, share in expected
    ]


def test_storylines_and_companions_of_a_tag(open_page: OpenPage, month: Path, ask: Ask) -> None:
    page, topic = opened_topic(open_page, month, ask, "Європейський Союз")
    shown = {row[0]: int(row[2]) for row in cells(page, "topic-storylines")}
    expected = ask(
        month,
        f"""select storyline.title, count(distinct tags.article_id) from storyline inner join related_links as links on links.target_article_id = string_split(topic_id, ':')[3] and links.block = 'on_topic'
        inner join article_tags as tags on tags.edition = links.edition and tags.article_id = links.article_id where tags.topic_id = '{topic}' group by storyline.title""",
    )
    assert shown == dict(expected)
    together: dict[str, int] = dict(
        ask(
            month,
            f"select case when topic_id_a = '{topic}' then title_b else title_a end, sum(n_ab)::integer from tag_cooccurrence_week where '{topic}' in (topic_id_a, topic_id_b) and npmi is not null group by 1",
        )
    )
    rows = [row.locator("th, td").all_inner_texts() for row in page.locator("#topic-companions tbody tr").all()]
    assert len(rows) > 1
    assert {row[0]: int(row[1]) for row in rows}.items() <= together.items()


def test_a_storyline_spans_days_of_the_reporting_zone(open_page: OpenPage, month: Path, ask: Ask) -> None:
    """Its first part came out four minutes after midnight in Kyiv, when it was still the day before in UTC and in New York."""
    ((storyline, first),) = ask(
        month,
        "select topic_id, first_published_at::varchar from storyline where first_published_at::date < (first_published_at at time zone 'Europe/Kyiv')::date",
    )
    assert first == "2026-03-30 21:04:00+00"
    page = open_page(month, f"lang=en&view=topic&range=all&topic={storyline}")
    assert "31 Mar – 9 May" in page.inner_text("#topic-storylines")


def test_nothing_is_expected_of_the_first_day(open_page: OpenPage, month: Path, ask: Ask) -> None:
    page, _ = opened_topic(open_page, month, ask, "Вибори")
    ((unknown,),) = ask(month, "select count(distinct published_date) from topic_burst_day where expected is null")
    expected = [row[4] for row in cells(page, "topic-coverage")]
    assert unknown >= 1
    assert expected[:unknown] == ["–"] * unknown
    assert "–" not in expected[unknown:]


def test_gaps_say_what_is_missing_and_what_to_do(open_page: OpenPage, month: Path, ask: Ask) -> None:
    page = open_page(month, "lang=en&view=trust&range=all")
    troubled = ask(
        month,
        "select count(distinct published_date), count(*), (select count(distinct published_date) from completeness_by_outlet_day) from completeness_by_outlet_day where status <> 'ok'",
    )
    ((days, rows, all_days),) = troubled
    assert rows > 0
    assert figure(page, "Days with gaps").locator(".value").inner_text() == f"{days} of {all_days}"
    shown = page.locator("#gaps .scroll tbody tr")
    assert 0 < shown.count() <= rows
    first = shown.first.inner_text()
    assert "kronika backfill --outlet korrespondent --from 2026-" in first or "wait until tomorrow" in first


def test_changed_headlines_are_those_of_the_mart(open_page: OpenPage, published: Path, ask: Ask) -> None:
    page = open_page(published, "lang=en&view=trust&range=all")
    page.locator("#headlines summary").click()
    expected = ask(published, "select headline, round(views_gained)::integer::varchar from headline_history")
    assert sorted((row[0], row[3]) for row in cells(page, "headlines")) == sorted(expected)


def test_both_editions_and_who_was_first(open_page: OpenPage, published: Path, ask: Ask) -> None:
    page = open_page(published, "lang=en&range=all")
    ((stories, paired, ukrainian),) = ask(
        published,
        "select sum(story_count)::integer, sum(paired_count)::integer, sum(uk_first_count)::integer from edition_parity_day",
    )
    assert page.locator("#parity .value").inner_text() == percent(paired / stories)
    assert f"Ukrainian first: {ukrainian} " in page.locator("#parity .key").inner_text()


def test_what_is_not_whole_says_so(open_page: OpenPage, month: Path, ask: Ask) -> None:
    page = open_page(month, "lang=en&kind=tag&range=all")
    ((parsed, everything),) = ask(
        month,
        "select sum(parsed_count), sum(greatest(estimated_count, known_count)) from completeness_by_outlet_day where completeness is not null",
    )
    share = int(parsed / everything * 1000) / 10
    assert 0 < share < 99.9
    for card in ("coverage", "views", "paid"):
        assert f"{share:.1f}% of what was published was seen" in page.locator(f"#{card} .wholeness").inner_text()
        assert "9 May is not over" in page.locator(f"#{card} .wholeness").inner_text()
    page.locator("#coverage .wholeness a").click()
    assert page.locator("h1").inner_text() == "Can these numbers be trusted?"
