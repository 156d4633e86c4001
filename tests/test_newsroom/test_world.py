"""The world follows from its seed, and changes with the clock as a news site does."""

import ast
import sys
from datetime import UTC, date, datetime, timedelta
from itertools import pairwise
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest

import tests.newsroom
from tests.newsroom.editions import EDITIONS
from tests.newsroom.story import TRAITS
from tests.newsroom.world import World
from tests.test_newsroom.conftest import AT

FIRST_DAY = date(2026, 5, 5)
KYIV = ZoneInfo("Europe/Kyiv")
MORNING = datetime(2026, 5, 5, 9, 0, tzinfo=UTC)


def article_ids(world: World, edition: str, at: datetime) -> list[str]:
    return [article_id for article_id, _ in world.articles(edition, at)]


def test_same_seed_gives_the_same_bytes() -> None:
    first, second = World(3, FIRST_DAY, 1, 30), World(3, FIRST_DAY, 1, 30)
    urls = [url for edition in EDITIONS for _, url in first.articles(edition, first.end)]
    urls += [
        "https://korrespondent.example/all/2026/may/5/",
        EDITIONS["uk"].feed_url,
        "https://korrespondent.example/robots.txt",
    ]
    for url in urls:
        host, _, path = url.removeprefix("https://").partition("/")
        assert first.page(host, f"/{path}", first.end) == second.page(host, f"/{path}", first.end)


def test_the_newsroom_needs_python_and_the_codings_of_the_program_alone() -> None:
    """`kronika demo` starts it from wherever it is installed; its bombs are packed by what the program unpacks with."""
    folder = Path(tests.newsroom.__file__).parent
    trees = [ast.parse(path.read_text(encoding="utf-8")) for path in folder.glob("*.py")]
    named = {n.name for tree in trees for node in ast.walk(tree) if isinstance(node, ast.Import) for n in node.names}
    named |= {str(node.module) for tree in trees for node in ast.walk(tree) if isinstance(node, ast.ImportFrom)}
    foreign = {name for name in named if name.split(".")[0] not in sys.stdlib_module_names}
    assert len(trees) > 20
    others = {name for name in foreign if name != "tests.newsroom" and not name.startswith("tests.newsroom.")}
    assert others == {"brotli", "zstandard"}


def test_another_seed_gives_another_world() -> None:
    first, second = World(3, FIRST_DAY, 1, 30), World(4, FIRST_DAY, 1, 30)
    assert [url for _, url in first.articles("uk", first.end)] != [url for _, url in second.articles("uk", first.end)]


def test_a_world_of_more_days_begins_with_the_same_days() -> None:
    short, long = World(3, FIRST_DAY, 1, 30), World(3, FIRST_DAY, 2, 30)
    at = datetime(2026, 5, 5, 20, 0, tzinfo=UTC)
    assert short.articles("ru", at) == long.articles("ru", at)
    assert [short.article("ru", i, at) for i in article_ids(short, "ru", at)] == [
        long.article("ru", i, at) for i in article_ids(long, "ru", at)
    ]


def test_what_is_seen_does_not_depend_on_what_was_asked_before(world: World) -> None:
    fresh = World(seed=7, first_day=FIRST_DAY, days=3, articles_per_day=60)
    article_id = article_ids(world, "uk", MORNING)[0]
    late = [world.related_links("uk", article_id, at) for at in (AT, MORNING)][1]
    assert fresh.related_links("uk", article_id, MORNING) == late


def test_weekdays_have_the_planned_number_of_stories_and_weekends_less() -> None:
    world = World(1, date(2026, 5, 8), days=2, articles_per_day=60)  # a Friday and a Saturday
    assert [sum(story.day == day for story in world.stories) for day in (date(2026, 5, 8), date(2026, 5, 9))] == [
        60,
        40,
    ]


def test_editions_share_ids_but_not_slugs_and_some_articles_are_in_one_only(world: World) -> None:
    uk, ru = dict(world.articles("uk", AT)), dict(world.articles("ru", AT))
    shared = uk.keys() & ru.keys()
    assert 0.6 < len(shared) / len(uk.keys() | ru.keys()) < 0.95
    assert uk.keys() - ru.keys()
    assert ru.keys() - uk.keys()
    assert all(uk[i].rpartition("/")[0].replace("ua.", "") == ru[i].rpartition("/")[0] for i in shared)
    different = [i for i in shared if uk[i].rpartition("/")[2] != ru[i].rpartition("/")[2]]
    assert len(different) > 0.9 * len(shared)


def test_ids_grow_with_time(world: World) -> None:
    ids = [story.article_id for story in world.stories]
    first_published = [min(story.published.values()) for story in world.stories]
    assert ids == sorted(set(ids))
    assert first_published == sorted(first_published)


def test_some_articles_have_another_day_in_kyiv_than_in_utc(world: World) -> None:
    instants = [story.published["uk"] for story in world.stories if "uk" in story.published]
    assert sum(at.date() != at.astimezone(KYIV).date() for at in instants) >= 6


def test_every_kind_and_trait_is_there(world: World) -> None:
    assert {story.kind for story in world.stories} == {
        "news", "storyline", "paid", "reader", "agency", "no_headline", "malformed_date", "no_page", "test",
    }  # fmt: skip
    assert set().union(*(story.traits for story in world.stories)) == set(TRAITS)


def test_an_article_is_there_from_its_published_instant_on(world: World) -> None:
    story = next(s for s in world.stories if s.kind == "news" and "uk" in s.published and "feed_only" not in s.traits)
    published, article_id = story.published["uk"], str(story.article_id)
    before = published - timedelta(seconds=1)
    assert world.expectation("uk", article_id, before) is None
    assert world.article("uk", article_id, published) is not None
    day = published.astimezone(KYIV).date()
    assert article_id not in [s.article_id for s in world.listing("uk", day, 1, before)]
    assert world.listing("uk", day, 1, published)[0].article_id == article_id


def test_a_storyline_keeps_its_id_while_headline_and_body_change_for_days(world: World) -> None:
    story = next(s for s in world.stories if s.kind == "storyline" and s.day == FIRST_DAY)
    edition, article_id = "uk", str(story.article_id)
    begins = [story.published[edition] + version.since for version in story.versions]
    versions = [world.article(edition, article_id, at) for at in begins]
    assert begins[-1] - begins[0] > timedelta(hours=36)
    assert len({v.headline for v in versions if v}) == len(versions) >= 6
    assert len({v.body for v in versions if v}) == len(versions)
    assert {v.label for v in versions if v} == {"Сюжет"}


@pytest.mark.parametrize(("trait", "is_admitted"), [("silent_edit", False), ("admitted_edit", True)])
def test_edits_are_silent_or_admitted(world: World, trait: str, is_admitted: bool) -> None:
    other = {"silent_edit", "admitted_edit", "tag_edit"} - {trait}
    excluded = {*other, "deleted", "no_metadata"}
    story = next(
        s for s in world.stories if trait in s.traits and not s.traits & excluded and s.kind in ("news", "agency")
    )
    edition = next(iter(story.published))
    edited_at = story.published[edition] + story.versions[1].since
    before = world.article(edition, str(story.article_id), edited_at - timedelta(seconds=1))
    after = world.article(edition, str(story.article_id), edited_at)
    assert before
    assert after
    assert before.modified_at is None
    assert (before.headline, before.body) != (after.headline, after.body)
    assert after.modified_at == (edited_at if is_admitted else None)


def test_deleted_articles_are_gone_from_an_instant_on(world: World) -> None:
    deletions = world.deletions(world.end + timedelta(days=3))
    assert {deletion.status_code for deletion in deletions} == {404, 410}
    for gone in deletions:
        before = world.expectation(gone.edition, gone.article_id, gone.deleted_at - timedelta(seconds=1))
        after = world.expectation(gone.edition, gone.article_id, gone.deleted_at)
        assert before
        assert after
        assert before.status_code == 200
        assert (after.status_code, after.outcome) == (gone.status_code, "Gone")
        assert world.article(gone.edition, gone.article_id, gone.deleted_at) is None
        assert gone.article_id not in [s.article_id for s in world.feed(gone.edition, gone.deleted_at)]


def test_counters_start_fast_and_then_grow_like_a_logarithm(world: World) -> None:
    gains = {"first": 0, "second": 0, "last": 0}
    for article_id, _ in world.articles("uk", MORNING):
        story = world.story(article_id)
        if story is None or not world.view_counts("uk", article_id, MORNING) or "reset_counter" in story.traits:
            continue
        counts = [
            own[0].view_count
            for hours in (0, 3, 6, 27, 30)
            if (own := world.view_counts("uk", article_id, story.published["uk"] + timedelta(hours=hours)))
        ]
        if len(counts) == 5:
            gains["first"] += counts[1] - counts[0]
            gains["second"] += counts[2] - counts[1]
            gains["last"] += counts[4] - counts[3]
    assert gains["first"] > 2 * gains["second"] > 4 * gains["last"] > 0


def test_some_counters_stand_still_fall_back_or_start_again(world: World) -> None:
    still = falls = 0
    for article_id, _ in world.articles("uk", MORNING):
        instants = [MORNING + timedelta(minutes=30 * step) for step in range(40)]
        shown = [own[0].view_count for at in instants if (own := world.view_counts("uk", article_id, at))]
        still += sum(b == a for a, b in pairwise(shown))
        falls += sum(b < a for a, b in pairwise(shown))
    reset = next(s for s in world.stories if "reset_counter" in s.traits and "cached_counter" not in s.traits)
    edition = next(iter(reset.published))
    around = [
        world.view_counts(edition, str(reset.article_id), reset.published[edition] + timedelta(hours=hours))[
            0
        ].view_count
        for hours in (8.9, 9.1)
    ]
    assert still > 20
    assert falls > 10
    assert around[1] < around[0] / 2
    assert around[0] - around[1] > 20


def test_popular_blocks_change_and_hold_counters_of_other_articles(world: World) -> None:
    article_id = article_ids(world, "ru", MORNING)[0]
    popular = {
        at: [link.target_article_id for link in world.related_links("ru", article_id, at) if link.block == "popular"]
        for at in (MORNING, AT)
    }
    counted = [count for count in world.view_counts("ru", article_id, AT) if count.seen_on == "popular"]
    assert popular[MORNING] != popular[AT]
    assert [count.article_id for count in counted] == popular[AT]
    assert len(popular[AT]) == 10


def test_listing_and_feed_differ_in_both_directions(world: World) -> None:
    days = [FIRST_DAY + timedelta(days=offset) for offset in range(3)]
    listed = {s.article_id for day in days for page in range(1, 5) for s in world.listing("uk", day, page, AT)}
    fed = [s.article_id for s in world.feed("uk", AT)]
    assert len(fed) == len(set(fed)) == 120
    assert set(fed) - listed
    assert {i for i in listed if int(i) > min(map(int, fed))} - set(fed)
    assert len(set(fed) & listed) > 0.85 * len(fed)


def test_quarantine_has_truth(world: World) -> None:
    expected = [world.expectation("uk", i, AT) for i in article_ids(world, "uk", AT)]
    fields = {(e.outcome, e.field) for e in expected if e}
    assert {("MissingField", "headline"), ("MalformedField", "published_at"), ("NotAnArticle", None)} <= fields
    broken = next(e for e in expected if e and e.outcome == "MalformedField")
    assert broken.text == "37 травня 2026, 25:61"


def test_instants_without_a_zone_are_read_by_no_one(world: World) -> None:
    with pytest.raises(TypeError):
        world.articles("uk", datetime(2026, 5, 7))  # noqa: DTZ001 - that is the point
