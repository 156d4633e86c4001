"""Three invented days of an outlet, 7 to 9 May 2026 in Kyiv (UTC+3), from which the tests' figures are counted by hand.

101  uk and ru, published 7 May 18:00; edited without notice in uk on the 8th; tag 7 in both editions
102  uk, paid, published 7 May 23:30; tag 7
103  uk, a storyline, published 8 May 00:30 (the 7th in UTC); its tag has no id, and the text of tag 7
104  uk, published 8 May 10:00; its text leads to 103; deleted on the 9th
105  uk, seen on the listing of the 8th, its page never answered
"""

from schemas.table import Row
from tests.warehouse.models.lake_rows import (
    article,
    at,
    link,
    listing,
    outcome,
    page,
    page_capture,
    sighting,
    tag,
    views,
)

AS_OF = at("05-09 18:00")


def rows() -> list[Row]:
    """Return every row of the three days."""
    return [*_listings(), *_article_101(), *_article_102(), *_article_103(), *_article_104(), *_article_105()]


def _listings() -> list[Row]:
    first, second = at("05-07 15:05"), at("05-08 07:20")
    return [
        *listing("list-1", first),
        *listing("list-1-ru", first, "ru"),
        *listing("feed-1", first, kind="feed"),
        *listing("list-2", second),
        *listing("feed-2", second, kind="feed"),
        *listing("feed-3", at("05-08 07:50"), kind="feed", status_code=304),
        sighting("list-1", first, "uk", "101"),
        sighting("list-1-ru", first, "ru", "101"),
        sighting("feed-1", first, "uk", "101", channel="feed"),
        sighting("list-2", second, "uk", "103", 1),
        sighting("list-2", second, "uk", "104", 2),
        sighting("list-2", second, "uk", "105", 3, published_at=at("05-08 07:10"), published_precision="minute"),
        sighting("list-2", second, "uk", "102", 4),
        sighting("feed-2", second, "uk", "104", channel="feed"),
    ]


def _article_101() -> list[Row]:
    published = at("05-07 15:00")
    uk = article(
        "c101-1", at("05-07 16:00"), "uk", "101",
        published_at=published, section="ukraine/politics", authors=["Олена"], body="First",
    )  # fmt: skip
    edited = article(
        "c101-2", at("05-08 15:00"), "uk", "101",
        published_at=published, section="ukraine/politics", authors=["Олена"], body="Second", headline="Edited",
        disagreements=["published_at", "lead"],
    )  # fmt: skip
    ru = article(
        "c101-ru", at("05-07 16:00"), "ru", "101",
        published_at=published, section="ukraine/politics", authors=["Елена"], word_count=110,
    )  # fmt: skip
    return [
        *page("c101-1", uk.seen_at, "uk", "101"),
        *page("c101-2", edited.seen_at, "uk", "101", batch_id="batch-2"),
        *page("c101-ru", ru.seen_at, "ru", "101"),
        uk,
        edited,
        ru,
        tag(uk, "Війна", "7"),
        tag(edited, "Війна", "7"),
        tag(ru, "Война", "7"),
        views("c101-1", uk.seen_at, "uk", "101", 100),
        views("c101-2", edited.seen_at, "uk", "101", 300),
        views("c101-ru", ru.seen_at, "ru", "101", 40),
    ]


def _article_102() -> list[Row]:
    paid = article(
        "c102", at("05-08 07:30"), "uk", "102",
        published_at=at("05-07 20:30"), section="world", content_class="paid", label="Думка", word_count=50,
    )  # fmt: skip
    return [
        *page("c102", paid.seen_at, "uk", "102"),
        paid,
        tag(paid, "Війна", "7"),
        views("c102", paid.seen_at, "uk", "102", 11),
    ]


def _article_103() -> list[Row]:
    storyline = article(
        "c103", at("05-08 07:30"), "uk", "103",
        published_at=at("05-07 21:30"), label="Сюжет", headline="Онлайн", authors=["Олена", "Іван"],
        disagreements=["published_at"],
    )  # fmt: skip
    return [
        *page("c103", storyline.seen_at, "uk", "103"),
        storyline,
        tag(storyline, "  ВІЙНА ", None),
        tag(storyline, " ", None, 2),
        views("c103", storyline.seen_at, "uk", "103", 60),
    ]


def _article_104() -> list[Row]:
    leading = article(
        "c104", at("05-08 07:30"), "uk", "104",
        published_at=at("05-08 07:00"), section="sport", authors=["Іван"], word_count=80,
    )  # fmt: skip
    return [
        *page("c104", leading.seen_at, "uk", "104"),
        *page("c104-gone", at("05-09 07:30"), "uk", "104", 404, batch_id="batch-3"),
        leading,
        tag(leading, "Футбол", "8"),
        tag(leading, "Євро", "9", kind="special_topic"),
        link(leading, "body", "103"),
        link(leading, "popular", "101"),
        views("c104", leading.seen_at, "uk", "104", 20),
    ]


def _article_105() -> list[Row]:
    asked = page_capture("never", at("05-08 07:40"), "uk", "105")
    return [outcome(asked, "FetchTimeout", branch="retryable", capture_id=None, status_code=None)]
