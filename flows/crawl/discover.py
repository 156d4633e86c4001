"""Finding what an outlet has published: day listings and feeds."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import date, datetime

from flows.crawl.batch import FetchEnd, end_of, fetch_batch
from flows.crawl.fetch import Fetcher
from flows.crawl.response import Fetched, FetchRequest, FetchTrail, PreviousCapture, PreviousCaptures
from schemas.crawl_rows import Sighting
from schemas.errors import FatalError, KronikaError, NotModified, UnexpectedResponse
from schemas.pages import CapturedPage
from transforms.content_coding import decode_body
from transforms.outlet import Outlet
from transforms.parse import parse_page


async def discover_day(
    fetcher: Fetcher, outlet: Outlet, edition: str, day: date, previous_captures: PreviousCaptures
) -> list[FetchEnd]:
    """Fetch the listing of one edition and day, page by page, until the page without articles.

    Each page is asked conditionally, by its own validators, but only where its successor was asked before too: that page
    had articles, so a 304 means that it has them still and paging goes on. The page that ended paging last time is asked
    without conditions, since a 304 has no body that tells whether the end has moved.

    Args:
        fetcher: an open fetcher.
        outlet: whose listing.
        edition: name of the edition.
        day: the outlet's local day.
        previous_captures: looks up the last captures of URLs.

    Returns:
        The end of each page, in order. Paging stops at the first page that cannot be had or parsed, that repeats an
        earlier one, or at the limit; its end says so.

    Raises:
        FatalError: a reason to stop the run.
    """
    most = fetcher.settings.max_listing_pages
    previous = previous_captures([outlet.listing_url(edition, day, page) for page in range(1, most + 2)])
    ends: list[FetchEnd] = []
    seen: dict[frozenset[str], int] = {}
    for page in range(1, most + 1):
        request = _listing_request(outlet, edition, day, page, previous)
        end, sightings = await _listing_page(fetcher, outlet, edition, request)
        if sightings:
            articles = frozenset(sighting.url for sighting in sightings)
            first_page = seen.setdefault(articles, page)
            if first_page != page:
                end = _repeated(end, page, first_page)
        ends.append(end)
        is_unchanged = isinstance(end.error, NotModified)
        if not is_unchanged and (end.error is not None or not sightings):
            return ends
    ends.append(_endless(outlet.listing_url(edition, day, most + 1), edition, most, fetcher.now()))
    return ends


async def discover_feeds(
    fetcher: Fetcher, outlet: Outlet, edition: str, previous_captures: PreviousCaptures
) -> list[FetchEnd]:
    """Fetch the feeds of one edition, each conditionally.

    Args:
        fetcher: an open fetcher.
        outlet: whose feeds.
        edition: name of the edition.
        previous_captures: looks up the last captures of URLs.

    Raises:
        FatalError: a reason to stop the run.
    """
    urls = outlet.edition(edition).feed_urls
    previous = previous_captures(urls)
    requests = [
        FetchRequest(url=url, kind="feed", edition=edition, previous=previous.get(url), conditional=True)
        for url in urls
    ]
    return await fetch_batch(fetcher, requests, concurrency=max(1, len(requests)))


def _listing_request(
    outlet: Outlet, edition: str, day: date, page: int, previous: Mapping[str, PreviousCapture]
) -> FetchRequest:
    url = outlet.listing_url(edition, day, page)
    successor = outlet.listing_url(edition, day, page + 1)
    return FetchRequest(
        url=url, kind="listing", edition=edition, previous=previous.get(url), conditional=successor in previous
    )


async def _listing_page(
    fetcher: Fetcher, outlet: Outlet, edition: str, request: FetchRequest
) -> tuple[FetchEnd, tuple[Sighting, ...]]:
    trail = FetchTrail()
    try:
        fetched = await fetcher.fetch(request, trail)
        page = _page(fetched, edition, fetcher.settings.max_decoded_bytes)
        sightings = parse_page(outlet, page).sightings
    except FatalError:
        raise
    except KronikaError as error:
        return end_of(request, trail, error, fetcher.now()), ()
    return end_of(request, trail, None, fetcher.now()), sightings


def _page(fetched: Fetched, edition: str, limit: int) -> CapturedPage:
    response = fetched.response
    return CapturedPage(
        capture_id=fetched.capture_id,
        url=response.url,
        kind=fetched.request.kind,
        edition=edition,
        article_id=None,
        captured_at=response.captured_at,
        body=decode_body(response.body, response.header("content-encoding"), limit),
        content_type=response.header("content-type"),
    )


def _repeated(end: FetchEnd, page: int, first_page: int) -> FetchEnd:
    reason = f"page {page} repeats page {first_page}, so paging was stopped"
    return replace(end, error=UnexpectedResponse(end.request.url, reason))


def _endless(url: str, edition: str, pages: int, ended_at: datetime) -> FetchEnd:
    """Return the end of the page after the last one that may be asked."""
    request = FetchRequest(url=url, kind="listing", edition=edition)
    error = UnexpectedResponse(url, f"it was not fetched: paging did not end within {pages} pages")
    return end_of(request, FetchTrail(), error, ended_at)
