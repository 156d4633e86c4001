"""What responses mean."""

import pytest

from flows.crawl.response import HttpResponse
from flows.crawl.status import redirect_target, refusal, retry_after
from schemas.errors import HostBusy, ServerFailed, UnexpectedResponse
from tests.flows.crawl.crawling import NOW


def response(status: int, *headers: tuple[str, str]) -> HttpResponse:
    return HttpResponse(
        url="https://uk.gazette.example/all/2026/may/7/",
        captured_at=NOW,
        http_version="1.1",
        status_code=status,
        reason_phrase="",
        headers=tuple((name.encode(), value.encode()) for name, value in headers),
        body=b"",
    )


@pytest.mark.parametrize(
    ("value", "seconds"),
    [
        ("120", 120.0),
        (" 7 ", 7.0),
        ("Thu, 07 May 2026 15:02:00 GMT", 120.0),
        ("Thursday, 07-May-26 15:02:00 GMT", 120.0),
        ("Thu May  7 15:02:00 2026", 120.0),
        ("Thu, 07 May 2026 14:00:00 GMT", 0.0),
        ("soon", None),
        ("-5", None),
        ("", None),
        ("1.5", None),
        ("9" * 5000, 86_400.0),
        ("Fri, 31 Dec 9999 23:59:59 GMT", 86_400.0),
        ("Wed, 21 Oct 2015 07:28:00 +99999999999", None),
        ("Wed, 21 Oct 99999 07:28:00 GMT", None),
    ],
)
def test_retry_after(value: str, seconds: float | None) -> None:
    """All three date forms of RFC 9110, 5.6.7."""
    assert retry_after(response(429, ("Retry-After", value))) == seconds


def test_no_retry_after() -> None:
    assert retry_after(response(429)) is None


def test_busy_only_where_the_host_says_so() -> None:
    assert isinstance(refusal(response(503), is_conditional=False), ServerFailed)
    busy = refusal(response(503, ("Retry-After", "9")), is_conditional=False)
    assert isinstance(busy, HostBusy)
    assert (busy.host, busy.retry_after) == ("uk.gazette.example", 9.0)


@pytest.mark.parametrize(
    ("location", "target"),
    [
        ("/1-b", "https://uk.gazette.example/1-b"),
        ("p2/", "https://uk.gazette.example/all/2026/may/7/p2/"),
        ("//ru.gazette.example/1?a=b#top", "https://ru.gazette.example/1?a=b"),
        ("http://elsewhere.example/", "http://elsewhere.example/"),
        ("/новина", "https://uk.gazette.example/%D0%BD%D0%BE%D0%B2%D0%B8%D0%BD%D0%B0"),
        ("/%d0%bd a", "https://uk.gazette.example/%d0%bd%20a"),
        ("", None),
        ("http://[::elsewhere", None),
    ],
)
def test_redirect_target(location: str, target: str | None) -> None:
    assert redirect_target(response(301, ("location", location))) == target


def test_redirect_without_a_place_is_unexpected() -> None:
    assert isinstance(refusal(response(302), is_conditional=False), UnexpectedResponse)
    assert isinstance(refusal(response(302, ("Location", "//[")), is_conditional=False), UnexpectedResponse)
    assert refusal(response(302, ("Location", "/")), is_conditional=False) is None
