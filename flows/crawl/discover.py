"""Finding what an outlet has published: listings, by day or newest first, feeds and sitemaps."""

import asyncio
from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from datetime import date, datetime
from zoneinfo import ZoneInfo

from flows.crawl.batch import FetchEnd, end_of, fetch_batch
from flows.crawl.fetch import Fetcher
from flows.crawl.response import Fetched, FetchRequest, FetchTrail, PreviousCapture
from schemas.crawl_rows import PageKind, Sighting
from schemas.errors import FatalError, KronikaError, NotModified, UnexpectedResponse
from schemas.pages import CapturedPage
from transforms.content_coding import decode_body
from transforms.dates import is_believable
from transforms.outlet import Outlet
from transforms.parse import parse_page

PreviousCaptures = Callable[[Sequence[str]], Mapping[str, PreviousCapture]]
"""Looks up the last captures of URLs; those never captured are not in the answer."""


async def discover(
    fetcher: Fetcher, outlet: Outlet, days: Sequence[date], previous_captures: PreviousCaptures, *, with_feeds: bool
) -> list[FetchEnd]:
    """Read the listings of every edition side by side: each edition is a host of its own, with its own pause.

    Args:
        fetcher: an open fetcher.
        outlet: whose listings and feeds.
        days: the outlet's local days, in the order in which they are wanted.
        previous_captures: looks up the last captures of all that may be asked for, once.
        with_feeds: read the feeds and sitemaps too.

    Raises:
        FatalError: a reason to stop the run.
    """
    names = [edition.name for edition in outlet.editions]
    most = fetcher.settings.max_listing_pages
    previous = previous_captures([url for name in names for url in _urls(outlet, name, days, most)])

    async def of_edition(name: str) -> list[FetchEnd]:
        ends = await discover_listings(fetcher, outlet, name, days, previous)
        return ends + (await discover_feeds(fetcher, outlet, name, previous) if with_feeds else [])

    return [end for ends in await asyncio.gather(*map(of_edition, names)) for end in ends]


def _urls(outlet: Outlet, edition: str, days: Sequence[date], most_pages: int) -> list[str]:
    """Return what the discovery of an edition may ask for; the page after the last tells whether a listing has ended."""
    named = outlet.edition(edition)
    pages = range(1, 2 if outlet.addresses.has_one_page_a_day else most_pages + 2)
    urls = [*named.feed_urls, *named.sitemap_urls]
    if outlet.addresses.day_listing is not None:
        urls += [outlet.listing_url(edition, day, page) for day in days for page in pages]
    elif outlet.addresses.newest_listing is not None:
        urls += [outlet.newest_url(edition, page) for page in pages]
    return urls


async def discover_listings(
    fetcher: Fetcher, outlet: Outlet, edition: str, days: Sequence[date], previous: Mapping[str, PreviousCapture]
) -> list[FetchEnd]:
    """Fetch the listings of one edition that hold some days, of whichever kind the outlet has.

    Args:
        fetcher: an open fetcher.
        outlet: whose listings.
        edition: name of the edition.
        days: the outlet's local days, in the order in which they are wanted.
        previous: the last captures, by URL.

    Raises:
        FatalError: a reason to stop the run.
    """
    if outlet.addresses.day_listing is not None:
        return [end for day in days for end in await discover_day(fetcher, outlet, edition, day, previous)]
    if outlet.addresses.newest_listing is not None and days:
        return await discover_newest(fetcher, outlet, edition, min(days), previous)
    return []


async def discover_day(
    fetcher: Fetcher, outlet: Outlet, edition: str, day: date, previous: Mapping[str, PreviousCapture]
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
        previous: the last captures, by URL.

    Returns:
        The end of each page, in order. Paging stops at the first page that cannot be had or parsed, that repeats an
        earlier one, or at the limit; its end says so. Where a day has one page, there is no paging.

    Raises:
        FatalError: a reason to stop the run.
    """
    if outlet.addresses.has_one_page_a_day:
        return [await _only_page(fetcher, outlet, edition, day, previous)]
    most = fetcher.settings.max_listing_pages
    ends: list[FetchEnd] = []
    seen: dict[frozenset[str], int] = {}
    for page in range(1, most + 1):
        request = _listing_request(outlet, edition, day, page, previous)
        end, sightings = await _listing_page(fetcher, outlet, edition, request)
        end = _unless_repeated(end, sightings, page, seen)
        ends.append(end)
        is_unchanged = isinstance(end.error, NotModified)
        if not is_unchanged and (end.error is not None or not sightings):
            return ends
    ends.append(_endless(outlet.listing_url(edition, day, most + 1), edition, most, fetcher.now()))
    return ends


async def discover_newest(
    fetcher: Fetcher, outlet: Outlet, edition: str, first_day: date, previous: Mapping[str, PreviousCapture]
) -> list[FetchEnd]:
    """Fetch the listing of all articles of one edition, newest first, until a page ends before a day.

    Its pages shift with every new article, so none is asked conditionally, and two pages may share articles. A page whose
    last date that can be believed lies before the day ends paging.

    Args:
        fetcher: an open fetcher.
        outlet: whose listing.
        edition: name of the edition.
        first_day: the first local day that is wanted.
        previous: the last captures, by URL.

    Returns:
        The end of each page, in order, as of `discover_day`.

    Raises:
        FatalError: a reason to stop the run.
    """
    most = fetcher.settings.max_listing_pages
    urls = [outlet.newest_url(edition, page) for page in range(1, most + 2)]
    local = ZoneInfo(outlet.time_zone)
    ends: list[FetchEnd] = []
    seen: dict[frozenset[str], int] = {}
    for page, url in enumerate(urls[:most], start=1):
        request = FetchRequest(url=url, kind="listing", edition=edition, previous=previous.get(url))
        end, sightings = await _listing_page(fetcher, outlet, edition, request)
        end = _unless_repeated(end, sightings, page, seen)
        ends.append(end)
        dates = [
            sighting.published_at
            for sighting in sightings
            if sighting.published_at is not None and is_believable(sighting.published_at, end.ended_at)
        ]
        if end.error is not None or not sightings or (dates and dates[-1].astimezone(local).date() < first_day):
            return ends
    ends.append(_endless(urls[most], edition, most, fetcher.now()))
    return ends


async def discover_feeds(
    fetcher: Fetcher, outlet: Outlet, edition: str, previous: Mapping[str, PreviousCapture]
) -> list[FetchEnd]:
    """Fetch the feeds and sitemaps of one edition, each conditionally.

    Args:
        fetcher: an open fetcher.
        outlet: whose feeds.
        edition: name of the edition.
        previous: the last captures, by URL.

    Raises:
        FatalError: a reason to stop the run.
    """
    named = outlet.edition(edition)
    kinds: dict[str, PageKind] = dict.fromkeys(named.feed_urls, "feed")
    kinds.update(dict.fromkeys(named.sitemap_urls, "sitemap"))
    requests = [
        FetchRequest(url=url, kind=kind, edition=edition, previous=previous.get(url), conditional=True)
        for url, kind in kinds.items()
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


async def _only_page(
    fetcher: Fetcher, outlet: Outlet, edition: str, day: date, previous: Mapping[str, PreviousCapture]
) -> FetchEnd:
    """Fetch the one page of a day's listing; a 304 means that nothing has changed on that day."""
    url = outlet.listing_url(edition, day, 1)
    request = FetchRequest(url=url, kind="listing", edition=edition, previous=previous.get(url), conditional=True)
    end, _ = await _listing_page(fetcher, outlet, edition, request)
    return end


def _unless_repeated(
    end: FetchEnd, sightings: Sequence[Sighting], page: int, seen: dict[frozenset[str], int]
) -> FetchEnd:
    """Return the end of a page, an error where an earlier page, now remembered in `seen`, held the same articles."""
    if not sightings:
        return end
    first_page = seen.setdefault(frozenset(sighting.url for sighting in sightings), page)
    if first_page == page:
        return end
    reason = f"page {page} repeats page {first_page}, so paging was stopped"
    return replace(end, error=UnexpectedResponse(end.request.url, reason))


def _endless(url: str, edition: str, pages: int, ended_at: datetime) -> FetchEnd:
    """Return the end of the page after the last one that may be asked."""
    request = FetchRequest(url=url, kind="listing", edition=edition)
    error = UnexpectedResponse(url, f"it was not fetched: paging did not end within {pages} pages")
    return end_of(request, FetchTrail(), error, ended_at)
