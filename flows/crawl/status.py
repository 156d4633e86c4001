"""What a response means: pure functions of it."""

from datetime import UTC, datetime
from email.utils import parsedate_to_datetime
from urllib.parse import urlsplit

from flows.crawl.response import HttpResponse
from schemas.errors import (
    Blocked,
    Gone,
    HostBusy,
    KronikaError,
    NotModified,
    ServerFailed,
    UnexpectedResponse,
)
from transforms.challenge import challenge_reason
from transforms.content_coding import decode_prefix
from transforms.redirects import redirected_to

_LONGEST_WAIT = 24 * 3600.0
"""Nobody means years, in seconds or by a date: after a day the host is asked once again."""
_CHALLENGE_PREFIX = 4096


def refusal(response: HttpResponse, is_conditional: bool) -> KronikaError | None:
    """Return why a response is not a page to work on, or `None` for a 200 and for redirects, which are followed.

    Args:
        response: the answer.
        is_conditional: validators were sent, so that a 304 answers the question.
    """
    status_code = response.status_code
    if status_code == 200 or status_code >= 400:
        reason = _challenge(response)
        if reason is not None:
            return Blocked(reason)
    if status_code == 200 or redirect_target(response) is not None:
        return None
    if status_code == 304 and is_conditional:
        return NotModified(response.url)
    if status_code >= 400:
        return _failure(response)
    return UnexpectedResponse(response.url, f"status {status_code}")


def _failure(response: HttpResponse) -> KronikaError:
    """Return the error for a status of 400 or more (RFC 9110, 15.5 and 15.6)."""
    status_code = response.status_code
    wait = retry_after(response)
    if status_code == 429 or (status_code == 503 and wait is not None):
        return HostBusy(_host(response.url), wait)
    if status_code in {404, 410}:
        return Gone(response.url, status_code)
    if status_code in {401, 403, 451}:
        return Blocked(f"status {status_code} {response.reason_phrase}".rstrip())
    if status_code >= 500:
        return ServerFailed(response.url, status_code)
    return UnexpectedResponse(response.url, f"status {status_code}")


def _challenge(response: HttpResponse) -> str | None:
    """Return why this is a challenge page, looking at its first kilobytes only."""
    headers = {name.decode("latin-1").lower(): value.decode("latin-1") for name, value in response.headers}
    prefix = decode_prefix(response.body, headers.get("content-encoding"), _CHALLENGE_PREFIX)
    return challenge_reason(response.status_code, headers, prefix)


def redirect_target(response: HttpResponse) -> str | None:
    """Return the absolute URL that a redirect leads to, without fragment, or `None` where it is none or names no URL."""
    locations = (value for name, value in response.headers if name.lower() == b"location" and value.strip())
    return redirected_to(response.url, response.status_code, next(locations, None))


def retry_after(response: HttpResponse) -> float | None:
    """Return the seconds that Retry-After asks for, from either of its forms (RFC 9110, 10.2.3), or `None`.

    A date is read against the server's own Date header where it sent one, so that a wrong clock does no harm. No answer is
    longer than a day.
    """
    value = response.header("retry-after")
    if value is None:
        return None
    if value.strip().isdecimal():
        return min(float(value), _LONGEST_WAIT)
    until = _http_date(value)
    if until is None:
        return None
    since = _http_date(response.header("date") or "") or response.captured_at
    return min(max(0.0, (until - since).total_seconds()), _LONGEST_WAIT)


def _http_date(value: str) -> datetime | None:
    try:
        instant = parsedate_to_datetime(value)
    except ValueError:
        return None
    return instant if instant.tzinfo else instant.replace(tzinfo=UTC)


def _host(url: str) -> str:
    return urlsplit(url).hostname or url
