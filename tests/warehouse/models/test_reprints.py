"""Reprints among invented texts: found as they are in truth, the same by an incremental build as by a full one."""

from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest

from schemas.article_rows import Article, RelatedLink
from schemas.table import Row
from tests.simulation.reprint_texts import InventedArticle, invent
from tests.simulation.reprints import AS_OF, FIRST, rows_of, score
from tests.warehouse.models.lake_rows import article, at, commit, page, query
from tests.warehouse.models.topic_rows import add, competitive_set, hit, topic
from warehouse.build import build_models

_NEW = 12
"""So many of the invented articles come with the second batch."""
_TEXT = (
    "Рятувальники зʼясували, чому п'ятий об’єкт у Ґанках залишився без опалення, і пообіцяли полагодити його до кінця тижня, "
    "а мешканцям ще двадцяти семи будинків порадили тримати воду в запасі та стежити за оголошеннями міської ради."
)


def _taken_over() -> list[Row]:
    """Return a text with its apostrophes and letters written otherwise, which names an agency and links to the source."""
    source = _row("source", "alpha", "05-20 10:00", _TEXT)
    other = _TEXT.replace("ʼ", "’").replace("п'", "п’").replace("Ґ", "Г").replace("оголош", "ого\u00adлош")
    body = f"Про це пише видання «Альфа» з посиланням на РБК-Україна.\n\n{other}"
    reprint = _row("reprint", "bravo", "05-20 14:00", body)
    link = RelatedLink(
        capture_id=reprint.capture_id, outlet="bravo", edition="uk", article_id="reprint", observed_at=reprint.seen_at,
        block="body", position=1, anchor_text="пише видання «Альфа»", label=None,
        target_url="https://www.alpha.example/uk/other", target_article_id=None,
    )  # fmt: skip
    again = _row("again", "alpha", "05-20 16:00", _TEXT)
    rows: list[Row] = [source, reprint, again, link]
    for each in (source, reprint, again):
        rows += page(each.capture_id, each.seen_at, "uk", each.article_id, outlet=each.outlet, batch_id="batch-2")
    return rows


def _row(article_id: str, outlet: str, time: str, body: str) -> Article:
    url = f"https://{outlet}.example/uk/{article_id}"
    return article(
        f"c-{article_id}", at(time), "uk", article_id, outlet=outlet, url=url, published_at=at(time), body=body
    )


def _no_longer_a_reprint(articles: list[InventedArticle]) -> tuple[InventedArticle, list[Row]]:
    """Return the first verbatim reprint and its second version: the outlet now has a text of its own."""
    old = next(each for each in articles if each.kind == "verbatim")
    own = " ".join(f"слово{number}" for number in range(90))
    published_at, seen_at = FIRST + timedelta(minutes=old.minute), at("06-20 10:00")
    url = f"https://{old.outlet}.example/{old.edition}/{old.article_id}"
    second = article(
        "c-second", seen_at, old.edition, old.article_id, outlet=old.outlet, url=url, published_at=published_at, body=own
    )  # fmt: skip
    pages = page("c-second", seen_at, old.edition, old.article_id, outlet=old.outlet, batch_id="batch-2")
    return replace(old, story=-1, kind="own text"), [second, *pages]


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, list[InventedArticle]]:
    """Return a lake built twice, the second time with what a second batch brought."""
    data, articles = tmp_path_factory.mktemp("reprints"), invent(48)
    commit(data, "batch-1", rows_of(articles[:-_NEW]))
    build_models(data, AS_OF)
    edited, version = _no_longer_a_reprint(articles)
    commit(data, "batch-2", [*rows_of(articles[-_NEW:], "batch-2"), *version, *_taken_over()])
    hits = [hit("heat", f"c-{article_id}", article_id, outlet="alpha") for article_id in ("source", "again")]
    add(data, topic("heat"), topic("other"), competitive_set(1, ["heat", "other"]), *hits)
    assert not build_models(data, AS_OF).is_full_refresh
    return data, [edited if each.article_id == edited.article_id else each for each in articles]


def test_precision_and_recall(built: tuple[Path, list[InventedArticle]]) -> None:
    found = score(*built)
    assert found.right > 100
    assert found.precision >= 0.95, found.wrong_kinds
    assert found.recall >= 0.95, found.kinds


def test_a_text_taken_over_with_its_source_named(built: tuple[Path, list[InventedArticle]]) -> None:
    """In the same outlet the text is published again: one unique story of two, and no reprint."""
    data, _ = built
    sql = """
        select article_id, cluster_id, is_first, is_tie, is_reprint, containment, agency, links_to_source, member_count, outlet_count
        from reprint_cluster where article_id in ('source', 'reprint', 'again') order by published_at
    """
    cluster = "alpha:uk:source"
    assert query(data, sql) == [
        ("source", cluster, True, False, False, 1.0, None, None, 3, 2),
        ("reprint", cluster, False, False, True, 1.0, "РБК-Україна", True, 3, 2),
        ("again", cluster, False, False, False, 1.0, None, False, 3, 2),
    ]
    days = """
        select outlet, reprint_count, first_count, agency_count, unattributed_count, reprinted_by_others_count
        from reprint_by_outlet_day
        where published_date = '2026-05-20' and edition = 'uk' and outlet in ('alpha', 'bravo') order by outlet
    """
    alpha, bravo = query(data, days)
    assert alpha[5] >= 1
    assert bravo[3] == 1
    stories = """
        select sum(story_count - unique_story_count), max(outlet_story_count - outlet_unique_story_count)
        from coverage_by_topic_day where outlet = 'alpha' and edition = 'uk' and topic_kind = 'section'
    """
    assert query(data, stories) == [(1, 1)]


def test_a_text_published_again_is_one_story_of_the_voice(built: tuple[Path, list[InventedArticle]]) -> None:
    data, _ = built
    sql = """
        select topic_id, weighted_count, weighted_story_count from share_of_voice_day
        where outlet = 'alpha' and published_date = '2026-05-20' order by topic_id
    """
    assert query(data, sql) == [("user:heat", 2, 1), ("user:other", 0, 0)]


def test_incremental_build_equals_full_refresh(built: tuple[Path, list[InventedArticle]]) -> None:
    data, _ = built
    marts = ("reprint_cluster", "reprint_by_outlet_day", "coverage_by_topic_day", "share_of_voice_day")
    incremental = {name: query(data, f"from {name} order by all") for name in marts}
    assert build_models(data, AS_OF, full_refresh=True).is_full_refresh
    for name in marts:
        assert incremental[name] == query(data, f"from {name} order by all"), name
