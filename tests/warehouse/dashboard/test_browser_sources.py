"""The dashboard in headless Chromium: who writes, who had it first, what a topic is in its articles, when a storyline went on."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

OpenPage = Callable[..., Any]
Ask = Callable[[Path, str], list[tuple[Any, ...]]]
pytestmark = pytest.mark.browser


def table(page: Any, card: str) -> list[list[str]]:
    """Unfold the numbers under a card and return their cells."""
    page.locator(f"#{card} summary").click()
    rows = page.locator(f"#{card} details tbody tr")
    rows.first.wait_for()  # they are made once the browser tells that it unfolded the card
    return [row.locator("th, td").all_inner_texts() for row in rows.all()]


def test_authors_are_those_of_the_weeks_of_the_period(open_page: OpenPage, month: Path, ask: Ask) -> None:
    page = open_page(month, "lang=en&range=7&edition=uk")
    expected = ask(
        month,
        """select author, sum(article_count)::integer, sum(round(views_gained))::bigint, first(main_section order by article_count desc, week_start)
        from author_week where edition = 'uk' and week_start in ('2026-04-27', '2026-05-04') group by author order by 2 desc, author""",
    )
    assert len(expected) > 2
    rows = table(page, "authors")
    assert [(row[0], row[1], int(row[2].replace(",", "")), int(row[3].replace(",", "")), row[4]) for row in rows] == [
        (author, "Korrespondent, Ukrainian", articles, views, section) for author, articles, views, section in expected
    ]
    shown = page.locator("#authors > .scroll tbody tr").first.locator("th, td").all_inner_texts()
    assert shown[:2] == [expected[0][0], str(expected[0][1])]


def test_authors_of_a_topic_in_the_period(open_page: OpenPage, month: Path, ask: Ask) -> None:
    page = open_page(month, "lang=en&view=topic&topic=user:power&range=30")
    expected = ask(
        month,
        """with hits as (
            select edition, article_id, authors from topic_hits inner join articles using (outlet, edition, article_id)
            where topic_id = 'user:power' and content_class = 'editorial' and published_date between '2026-04-10' and '2026-05-09'
        ), signed as (select edition, unnest(authors) as author from hits)
        select author, if(edition = 'uk', 'Korrespondent, Ukrainian', 'Korrespondent, Russian'), count(*)::integer,
            count(*) / (select count(*) from hits where hits.edition = signed.edition)
        from signed group by author, edition order by author, 2""",
    )
    assert len(expected) > 2
    assert sorted((row[0], row[1], int(row[2]), row[3]) for row in table(page, "topic-authors")) == [
        (author, edition, count, f"{share:.1%}" if share < 1 else "100%")
        for author, edition, count, share in sorted(expected)
    ]


def test_who_had_it_first(open_page: OpenPage, month: Path, ask: Ask) -> None:
    page = open_page(month, "lang=en&range=all")
    ((first, tie, reprints, unattributed, articles),) = ask(
        month,
        """select sum(first_count)::integer, sum(tie_count)::integer, sum(reprint_count)::integer, sum(unattributed_count)::integer, sum(article_count)::integer
        from reprint_by_outlet_day where outlet = 'korrespondent'""",
    )
    assert min(first, tie, reprints, unattributed) > 0
    card = page.locator("#reprints")
    assert card.locator(".value").inner_text() == f"{reprints / articles:.1%}"
    assert f"reprints, {reprints} of {articles:,} articles" in card.inner_text()
    shared = first + tie + reprints
    assert card.locator(".key span:not(.swatch)").all_inner_texts() == [
        f"{name}: {count} ({count / shared:.0%})"
        for name, count in (("First here", first), ("Undecided", tie), ("Others first", reprints))
    ]
    assert card.locator(".shares dd").inner_text() == str(unattributed)
    assert sum(int(row[4]) for row in table(page, "reprints")) == reprints


def test_roles_and_clauses_of_a_topic_of_ones_own(open_page: OpenPage, month: Path, ask: Ask) -> None:
    page = open_page(month, "lang=en&view=topic&range=all&edition=uk&topic=user:grain")
    hits = "topic_hits as h inner join articles using (outlet, edition, article_id) where topic_id = 'user:grain' and edition = 'uk' and content_class = 'editorial'"
    roles: dict[str, int] = dict(ask(month, f"select role, count(*) from {hits} group by role"))
    assert set(roles) == {"main", "secondary", "passing"}
    texts = page.locator("#topic-roles .key span:not(.swatch)").all_inner_texts()
    assert [text.partition(" (")[0] for text in texts] == [
        f"{name.title()}: {roles[name]}" for name in ("main", "secondary", "passing")
    ]
    clauses = ask(
        month,
        f"select clause, count(*) from (select unnest(matched_clauses) as clause from {hits}) group by clause order by 2 desc, 1",
    )
    assert [name for name, _ in clauses] == ["headline:зерно", "headline:порт"]
    rows = page.locator("#topic-roles > .scroll tbody tr").all()
    assert [tuple(row.locator("th, td").all_inner_texts()) for row in rows] == [(name, str(n)) for name, n in clauses]
    assert sum(int(row[1]) for row in table(page, "topic-roles")) == roles["main"]


def test_only_topics_of_ones_own_have_roles(open_page: OpenPage, month: Path, ask: Ask) -> None:
    ((tag,),) = ask(month, "select topic_id from topics where title_uk = 'Вибори'")
    assert open_page(month, f"lang=en&view=topic&topic={tag}").locator("#topic-roles").is_hidden()


def test_a_storyline_shows_its_days(open_page: OpenPage, month: Path, ask: Ask) -> None:
    ((topic, stories, days),) = ask(
        month,
        "select topic_id, sum(story_count)::integer, count(*) filter (where story_count > 0) from storyline_day group by topic_id order by 2 desc, 1 limit 1",
    )
    page = open_page(month, f"lang=en&view=topic&range=all&topic={topic}")
    item = page.locator("#topic-storylines li")
    assert item.locator("svg rect").count() == 40
    assert item.locator(".visually-hidden").inner_text() == f"In the period: {stories} stories on {days} days"
