"""The ledger of an archive file that was cut off before it had one."""

from datetime import UTC, datetime, timedelta

from flows.ledger import ledger_of_captures
from schemas.crawl_rows import Capture
from schemas.lake_tables import CAPTURES

BEGAN = datetime(2026, 5, 7, 15, 0, tzinfo=UTC)


def capture(number: int, url: str, status_code: int, kind: str = "article") -> Capture:
    return Capture(
        capture_id=f"c{number}",
        batch_id="b",
        outlet="gazette",
        edition="uk",
        kind=kind,  # type: ignore[arg-type]
        url=url,
        article_id=url.rpartition("/")[2],
        captured_at=BEGAN + timedelta(seconds=number),
        status_code=status_code,
        is_unchanged=False,
        payload_digest=None,
        payload_bytes=0,
        content_type=None,
        etag=None,
        last_modified=None,
        warc_file="w",
        warc_offset=number,
        warc_length=1,
    )


def ledger(captures: list[Capture], redirects: dict[str, str]) -> list[tuple[str, str | None, str | None, int | None]]:
    lines = ledger_of_captures(CAPTURES.from_records(captures), redirects)
    return [(line.url, line.article_id, line.capture_id, line.status_code) for line in lines]


def test_the_last_of_a_urls_captures_decides_and_robots_is_none() -> None:
    captures = [capture(1, "/robots.txt", 200, "robots"), capture(2, "/1", 503), capture(3, "/1", 200)]
    assert ledger(captures, {}) == [("/1", "1", "c3", 200)]


def test_a_redirected_url_ends_as_the_page_it_led_to_which_nobody_asked_for() -> None:
    captures = [capture(1, "/1", 301), capture(2, "/2", 200), capture(3, "/moved", 302), capture(4, "/3", 503)]
    captures.append(capture(5, "/3", 200))
    assert ledger(captures, {"c1": "/moved", "c3": "/3"}) == [("/2", "2", "c2", 200), ("/1", "1", "c5", 200)]


def test_a_url_that_was_cut_off_on_its_way_has_no_end_yet() -> None:
    assert ledger([capture(1, "/1", 301)], {"c1": "/2"}) == []


def test_a_url_that_leads_to_itself_has_no_end_and_no_loop() -> None:
    captures = [capture(1, "/1", 302), capture(2, "/1", 302), capture(3, "/2", 302), capture(4, "/3", 302)]
    assert ledger(captures, {"c1": "/1", "c2": "/1", "c3": "/3", "c4": "/2"}) == []


def test_a_robots_that_was_moved_is_none_either() -> None:
    captures = [capture(1, "/robots.txt", 301, "robots"), capture(2, "/all", 200, "listing")]
    assert ledger(captures, {"c1": "/all"}) == []
