"""When a known article is fetched again."""

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

import pytest

from flows.crawl.response import FetchRequest
from flows.crawl.revisit import due_age, due_revisits
from tests.flows.crawl.crawling import Earlier

ANCHOR = datetime(2026, 5, 1, 12, 0, tzinfo=UTC)
H1, H6, H24, D7 = timedelta(hours=1), timedelta(hours=6), timedelta(hours=24), timedelta(days=7)
MINUTE = timedelta(minutes=1)


@pytest.mark.parametrize(
    ("now", "captured", "age"),
    [
        (MINUTE, timedelta(), None),
        (H1 - MINUTE, MINUTE, None),
        (H1, MINUTE, H1),
        (H1, H1, None),
        (H1 + MINUTE, H1 - MINUTE, H1),
        (H6 - MINUTE, MINUTE, H1),
        (H6, MINUTE, H6),
        (H6, H1, H6),
        (H6 + MINUTE, H6, None),
        (H24, H6, H24),
        (2 * H24, H24, None),
        (D7 - MINUTE, H6, H24),
        (D7, H24, D7),
        (2 * D7 - MINUTE, H24, D7),
        (2 * D7, H24, None),
        (30 * H24, MINUTE, None),
        (H1, -H1, H1),
    ],
)
def test_due_age(now: timedelta, captured: timedelta, age: timedelta | None) -> None:
    assert due_age(ANCHOR, ANCHOR + captured, ANCHOR + now) == age


def test_ages_are_a_setting_in_any_order() -> None:
    ages = (timedelta(hours=2), timedelta(minutes=30))
    assert due_age(ANCHOR, ANCHOR, ANCHOR + timedelta(hours=1), ages) == timedelta(minutes=30)
    assert due_age(ANCHOR, ANCHOR, ANCHOR + timedelta(hours=3), ages) == timedelta(hours=2)
    assert due_age(ANCHOR, ANCHOR, ANCHOR + timedelta(hours=4), ages) is None
    assert due_age(ANCHOR, ANCHOR, ANCHOR + timedelta(hours=1), ()) is None


@dataclass(frozen=True)
class Known:
    article_id: str
    anchor_at: datetime
    last_captured_at: datetime
    previous: Earlier | None = None
    edition: str = "uk"

    @property
    def url(self) -> str:
        return f"https://uk.gazette.example/{self.article_id}"


def test_requests_come_with_the_slot_that_lapses_first_at_the_head() -> None:
    now = ANCHOR + D7 + H1
    earlier = Earlier("https://uk.gazette.example/1", etag='"1"')
    old = Known("1", ANCHOR, ANCHOR + H24, earlier)
    young = Known("2", now - H1 - MINUTE, now - H1)
    done = Known("3", now - H1 - MINUTE, now - MINUTE)
    assert due_revisits([old, young, done], now) == [
        FetchRequest(url="https://uk.gazette.example/2", kind="article", edition="uk", article_id="2"),
        FetchRequest(
            url="https://uk.gazette.example/1", kind="article", edition="uk", article_id="1", previous=earlier
        ),
    ]
