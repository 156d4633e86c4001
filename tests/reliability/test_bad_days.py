"""A short season of random faults through the real flow into the lake, and the checks that judge it."""

from datetime import UTC, date, datetime
from pathlib import Path

from tests.newsroom.newsroom import RequestSeen
from tests.newsroom.running import serve
from tests.newsroom.world import World
from tests.reliability.bad_days import REFUSED, BadDays, Mischief
from tests.reliability.site_checks import impolite_hosts, lost_articles, unaccounted_requests
from warehouse.lake import connect

DAY = date(2026, 5, 5)
HOURS = [datetime(2026, 5, 5, hour, 30, tzinfo=UTC) for hour in (7, 10, 12, 15, 18)]
WORLD = World(seed=3, first_day=DAY, days=1, articles_per_day=14, page_size=4)


def test_after_some_bad_hours_everything_comes_in(tmp_path: Path) -> None:
    with serve(WORLD, HOURS[0]) as newsroom:
        story = BadDays(newsroom, tmp_path)
        first = [Mischief("damaged gzip", "listings", times=1), Mischief("reset inside the body", "articles", 0.6)]
        story.suffer(HOURS[0], first)
        story.suffer(HOURS[1], [Mischief(REFUSED)])
        story.suffer(
            HOURS[2], [Mischief("robots.txt answers 500", "robots", 0.5), Mischief("challenge with 200", "feeds")]
        )
        season = story.recover(HOURS[3:], [DAY])
    assert season.problems == []
    assert season.late == []
    assert season.article_count > 15
    assert season.balance["had"] >= season.article_count
    assert not [state for state in season.balance if state.startswith("waiting")]
    assert season.faults["reset inside the body"].outcomes["ConnectionFailed"] > 0


def test_what_is_not_there_is_found_lost(tmp_path: Path) -> None:
    with serve(WORLD, HOURS[0]) as newsroom:
        story = BadDays(newsroom, tmp_path)
        story.suffer(HOURS[0], [Mischief("500", "articles")])
        requests = newsroom.requests
    with connect(tmp_path) as connection:
        assert len(lost_articles(connection, WORLD, HOURS[0])) > 3
        assert unaccounted_requests(connection, requests) == []
        repeated = next(each for each in requests if "robots" not in each.target)
        assert len(unaccounted_requests(connection, [*requests, *[repeated] * 9])) == 1


def test_requests_that_come_too_fast_are_found() -> None:
    def asked(*seconds: float) -> list[RequestSeen]:
        return [RequestSeen(at, "GET", "ua.example", "/", 200, is_conditional=False) for at in seconds]

    calm = [float(number) for number in range(30)]
    assert impolite_hosts(asked(*calm), 1.0) == {}
    assert impolite_hosts(asked(*calm, *(29.0 + number / 10 for number in range(9))), 1.0).keys() == {"ua.example"}
