"""What to fetch next."""

from pathlib import Path
from typing import Any

import pytest

from schemas.crawl_rows import Outcome
from tests.warehouse.lake.rows import HOST, article, at, capture, outcome, quarantined, run, sighting, tables_of
from warehouse.lake import KnownArticle, Lake, NewArticle, PreviousCapture


@pytest.fixture
def lake(tmp_path: Path) -> Lake:
    return Lake.open(tmp_path)


def body(capture_id: str, url: str, hours: float) -> PreviousCapture:
    return PreviousCapture(capture_id, url, at(hours), f"sha1:{capture_id}", f'"{capture_id}"', None, "b.warc.gz", 412)


def ended(article_id: str, name: str = "Parsed", branch: str = "ok", **fields: Any) -> Outcome:
    return outcome(f"{HOST}/ukraine/{article_id}-slug", article_id, outcome=name, branch=branch, **fields)


def test_new_articles_are_sighted_and_not_had(lake: Lake) -> None:
    lake.commit(
        run("b"),
        tables_of(
            sighting("l1", "1", 0),
            sighting("l1", "2", 0, 2),
            sighting("l1", "3", 0, 3, edition="ru"),
            sighting("l1", "4", -50),
            sighting("l1", "5", 0, outlet="pravda"),
            ended("2"),
            ended("3", edition="uk"),
        ),
    )
    assert lake.new_article_urls("korrespondent", at(-48)) == [
        NewArticle("ru", "3", f"{HOST}/ukraine/3-slug"),
        NewArticle("uk", "1", f"{HOST}/ukraine/1-slug"),
    ]
    assert lake.new_article_urls("unian", at(-48)) == []


def test_the_url_of_the_latest_sighting_is_taken(lake: Lake) -> None:
    lake.commit(
        run("b"),
        tables_of(
            sighting("l1", "1", 0, url=f"{HOST}/ukraine/1-old"),
            sighting("l2", "1", 1, url=f"{HOST}/ukraine/1-new"),
            sighting("l3", "1", 0.5, url=f"{HOST}/world/1-between"),
        ),
    )
    assert [new.url for new in lake.new_article_urls("korrespondent", at(-1))] == [f"{HOST}/ukraine/1-new"]


def test_newest_sightings_come_first(lake: Lake) -> None:
    lake.commit(
        run("b"), tables_of(*(sighting("l", article_id, hours) for article_id, hours in (("7", 2), ("9", 1), ("8", 2))))
    )
    assert [new.article_id for new in lake.new_article_urls("korrespondent", at(0))] == ["8", "7", "9"]


def test_an_article_that_ended_is_not_new_even_when_it_is_gone(lake: Lake) -> None:
    lake.commit(run("b"), tables_of(sighting("l1", "1", 0), ended("1", "Gone", "skippable")))
    assert lake.new_article_urls("korrespondent", at(-1)) == []


@pytest.mark.parametrize(
    ("name", "branch"),
    [
        ("ServerFailed", "retryable"),
        ("FetchTimeout", "retryable"),
        ("Disallowed", "skippable"),
        ("Blocked", "quarantine"),
        ("Undecodable", "quarantine"),
        ("UnexpectedResponse", "quarantine"),
    ],
)
def test_an_article_whose_page_was_not_had_stays_new(lake: Lake, name: str, branch: str) -> None:
    """Also where the answer was archived: an error page says nothing of the article."""
    failed = tables_of(sighting("l1", "1", 0), capture("c1", "1", 1, status_code=503), ended("1", name, branch))
    lake.commit(run("b"), failed)
    assert [new.article_id for new in lake.new_article_urls("korrespondent", at(-1))] == ["1"]
    lake.commit(run("b2"), tables_of(ended("1", "Parsed", "ok", batch_id="b2")))
    assert lake.new_article_urls("korrespondent", at(-1)) == []


def test_an_article_that_was_set_aside_is_not_new(lake: Lake) -> None:
    lake.commit(run("b"), tables_of(sighting("l1", "1", 0), ended("1", "MissingField", "quarantine")))
    assert lake.new_article_urls("korrespondent", at(-1)) == []


def test_urls_that_ended_in_a_run(lake: Lake) -> None:
    lake.commit(run("b"), tables_of(ended("1", "FetchTimeout", "retryable"), ended("2", run_id="another")))
    assert lake.ended_urls("r") == {f"{HOST}/ukraine/1-slug"}
    assert lake.ended_urls("never") == set()


def test_known_articles_with_their_last_body(lake: Lake) -> None:
    url = f"{HOST}/ukraine/1-slug"
    lake.commit(
        run("b"),
        tables_of(
            capture("c1", "1", 0),
            capture("c2", "1", 1),
            capture("c3", "1", 2, is_unchanged=True),
            capture("c4", "1", 3, status_code=404, url=f"{HOST}/ukraine/1-moved"),
            article("c1", "1", 0, published_at=at(-1)),
            article("c2", "1", 1, "two", published_at=at(-0.5)),
        ),
    )
    moved = f"{HOST}/ukraine/1-moved"
    assert lake.known_articles("korrespondent", at(-24)) == [
        KnownArticle("uk", "1", moved, at(-0.5), at(3), body("c2", url, 1))
    ]


def test_known_articles_are_bounded_by_their_anchor(lake: Lake) -> None:
    lake.commit(
        run("b"),
        tables_of(
            capture("c1", "1", 0),
            article("c1", "1", 0, published_at=at(-100)),
            capture("c2", "2", 0),
            article("c2", "2", 0, published_at=at(-10)),
            capture("c3", "3", -3),
            capture("c4", "3", 0),
            capture("c5", "4", -30),
            capture("c6", "4", 0),
            capture("c7", "5", 0, outlet="pravda"),
            capture("c8", None, 0),
        ),
    )
    known = lake.known_articles("korrespondent", at(-24))
    assert [(k.article_id, k.anchor_at) for k in known] == [("2", at(-10)), ("3", at(-3))]


def test_a_page_that_never_answered_well_has_no_body(lake: Lake) -> None:
    lake.commit(run("b"), tables_of(capture("c1", "1", 0, status_code=500)))
    (known,) = lake.known_articles("korrespondent", at(-24))
    assert known.previous is None
    assert known.anchor_at == at(0)


def test_previous_captures_are_the_last_bodies(lake: Lake) -> None:
    listing = f"{HOST}/all/"
    lake.commit(
        run("b"),
        tables_of(
            capture("c1", None, 0),
            capture("c2", None, 1),
            capture("c3", None, 2, is_unchanged=True),
            capture("c4", None, 3, status_code=503),
            capture("c5", None, 4, status_code=304, is_unchanged=True, payload_digest=None),
            capture("c6", "6", 4),
        ),
    )
    asked = [listing, f"{HOST}/never/", listing]
    assert lake.previous_captures(asked) == {listing: body("c2", listing, 1)}
    assert lake.previous_captures(asked, at(1)) == {listing: body("c2", listing, 1)}
    assert lake.previous_captures(asked, at(2)) == {}
    assert lake.previous_captures([]) == {}


def test_a_body_in_quarantine_is_no_previous_capture(lake: Lake) -> None:
    """Its validators would have the server answer 304 for a page that was never read."""
    listing = f"{HOST}/all/"
    lake.commit(run("b"), tables_of(capture("c1", None, 0), capture("c2", None, 1), quarantined("c2", "", 1)))
    assert lake.previous_captures([listing]) == {listing: body("c1", listing, 0)}


def test_bodies_of_long_ago_are_archived_anew(lake: Lake) -> None:
    assert lake.previous_captures([f"{HOST}/all/"]) == {}
    lake.commit(run("b1"), tables_of(capture("c1", None, 0)))
    assert list(lake.previous_captures([f"{HOST}/all/"])) == [f"{HOST}/all/"]
    lake.commit(run("b2", hours=32 * 24), {})
    assert lake.previous_captures([f"{HOST}/all/"]) == {}
    assert list(lake.previous_captures([f"{HOST}/all/"], at(0))) == [f"{HOST}/all/"]


def test_urls_are_never_sql(lake: Lake) -> None:
    url = f"{HOST}/it's"
    lake.commit(run("b"), tables_of(capture("c1", None, 0, url=url)))
    assert list(lake.previous_captures([url])) == [url]
    assert lake.known_articles("o'utlet", at(0)) == []
