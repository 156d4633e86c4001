"""Single pages for a person who describes an outlet, from a file or from the site; nothing of them is kept."""

import asyncio
import uuid
from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from pathlib import Path
from urllib.parse import urlsplit
from zoneinfo import ZoneInfo

from flows.crawl.fetch import Fetcher
from flows.crawl.response import FetchRequest, HttpResponse, PreviousCapture
from flows.settings import Settings
from schemas.errors import BadSettings, MissingField
from schemas.pages import CapturedPage, ParsedPage
from transforms import outlets
from transforms.content_coding import decode_body
from transforms.generic.canonical import find_canonical
from transforms.generic.document import Document, read_document
from transforms.generic.extract import extract
from transforms.outlet import Outlet
from transforms.parse import parse_page
from transforms.sketch import Sketch, sketch_outlet

_NO_CAPTURE = str(uuid.UUID(int=0))


@dataclass(frozen=True, slots=True)
class LoosePage:
    """A page that is in no archive.

    Attributes:
        url: where it was found.
        body: after content decoding.
        content_type: the Content-Type header, where there was one.
        captured_at: when it was fetched, or its file was last changed, UTC.
    """

    url: str
    body: bytes
    content_type: str | None
    captured_at: datetime

    def document(self) -> Document:
        """Return the page, opened anew."""
        return read_document(self.body, self.url, self.content_type)


@dataclass(frozen=True, slots=True)
class _Unarchived:
    """Stands for the capture of a response that is not archived."""

    capture_id: str = _NO_CAPTURE
    is_unchanged: bool = False


def read_file(path: Path, url: str | None) -> LoosePage:
    """Return a page that was saved as HTML.

    Args:
        path: the file.
        url: where the page stood; what the page itself says where it is not given.

    Raises:
        BadSettings: there is no such file, or nothing says where the page stood.
        Undecodable: the file is no page.
    """
    try:
        body, changed_at = path.read_bytes(), path.stat().st_mtime
    except OSError as error:
        raise BadSettings(f"{path} cannot be read: {error.strerror}") from error
    page = LoosePage(url or "", body, None, datetime.fromtimestamp(changed_at, UTC))
    if url is None:
        said = find_canonical(page.document())
        if said is None or not urlsplit(said.value).hostname:
            raise BadSettings(f"{path} does not say which page it is: give its address with --url")
        page = replace(page, url=said.value)
    return page


def fetch_page(settings: Settings, url: str, owns: Callable[[str], bool]) -> LoosePage:
    """Return a page of the site, asked for once, by the rules of every crawl (robots.txt, limits, User-Agent).

    Args:
        settings: how to crawl.
        url: which page.
        owns: tells the hosts to which redirects are followed.

    Raises:
        KronikaError: there is no such page, or it could not be had.
    """

    def unarchived(_response: HttpResponse, _previous: PreviousCapture | None) -> _Unarchived:
        return _Unarchived()

    async def fetch() -> HttpResponse:
        async with Fetcher(settings.crawl, owns, settings.clock(), unarchived) as fetcher:
            return (await fetcher.fetch(FetchRequest(url=url, kind="other", edition=None, article_id=None))).response

    response = asyncio.run(fetch())
    body = decode_body(response.body, response.header("content-encoding"), settings.crawl.max_decoded_bytes)
    return LoosePage(response.url, body, response.header("content-type"), response.captured_at)


def draft_outlet(page: LoosePage, name: str | None, time_zone: str) -> Sketch:
    """Return the draft of the outlet of an article page.

    Raises:
        Undecodable: the page is none.
        MissingField: it has no headline or no text, so it is no article.
    """
    document = page.document()
    found = extract(document, page.captured_at)
    for field, value in (("headline", found.headline), ("body", found.body)):
        if value is None:
            raise MissingField(field)
    return sketch_outlet(name or _name_of_host(page.url), document, found, time_zone)


def parse_loose(outlet: Outlet, page: LoosePage) -> ParsedPage:
    """Return the rows that a page of an outlet yields.

    Raises:
        BadSettings: its URL is not one of the outlet's.
        QuarantineError: something on it is wrong or missing.
        NotAnArticle: it is none.
    """
    address = outlet.address(page.url)
    if address is None:
        hosts = ", ".join(edition.host for edition in outlet.editions)
        raise BadSettings(f"{page.url} is not a page of {outlet.name}, whose hosts are {hosts}")
    captured = CapturedPage(
        capture_id=_NO_CAPTURE,
        url=address.url,
        kind=address.kind,
        edition=address.edition or outlet.editions[0].name,
        article_id=address.article_id,
        captured_at=page.captured_at,
        body=page.body,
        content_type=page.content_type,
    )
    return parse_page(outlet, captured)


def first_listing(settings: Settings, outlet: Outlet) -> str:
    """Return the URL on which an outlet shows its newest articles: its feed, else its listing of today.

    Raises:
        BadSettings: the outlet's file names none.
    """
    edition = outlet.editions[0]
    if edition.feed_urls:
        return edition.feed_urls[0]
    if outlet.addresses.newest_listing:
        return outlet.newest_url(edition.name, 1)
    if outlet.addresses.day_listing:
        today = settings.clock()().astimezone(ZoneInfo(outlet.time_zone)).date()
        return outlet.listing_url(edition.name, today, 1)
    raise BadSettings(f"{outlet.name} names no feed and no listing: its articles would never be found")


def same_host(url: str) -> Callable[[str], bool]:
    """Return what tells whether another URL is on the host of this one, with or without `www.`."""
    host = _bare_host(url)
    return lambda other: _bare_host(other) == host


def outlet_path(name: str) -> Path:
    """Return where the file of an outlet belongs."""
    return Path(outlets.__file__).with_name(f"{name}.py")


def _bare_host(url: str) -> str:
    return (urlsplit(url).hostname or "").removeprefix("www.")


def _name_of_host(url: str) -> str:
    """Return a name for the outlet of a host: its second-level domain, as a Python module can be called."""
    labels = _bare_host(url).split(".")
    name = "".join(character if character.isalnum() else "_" for character in labels[0])
    return name if name.isidentifier() and name.isascii() else "outlet"
