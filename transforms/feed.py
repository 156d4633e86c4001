"""An RSS 2.0 feed: the articles that it announces, in their order.

Items of some outlets hold a non-standard `fulltext` with the whole body. It is not kept: the archive has it, and an article's page says
the same with its structure. The GUID is not used either, for it is not unique across languages: the link is.
"""

import re
from html import unescape
from xml.etree.ElementTree import Element

from schemas.crawl_rows import Sighting
from schemas.errors import MalformedField, MissingField
from schemas.pages import CapturedPage
from transforms.dates import read_feed_date
from transforms.outlet import Outlet, PageAddress
from transforms.text import collapse
from transforms.urls import absolute_url
from transforms.xml import child_text, local_name, parse_xml

_MARKUP = re.compile(r"<[^<>]*>")


def parse_feed(outlet: Outlet, page: CapturedPage) -> tuple[Sighting, ...]:
    """Return a sighting for each of the outlet's own articles in a feed.

    Raises:
        Undecodable: the bytes are no XML.
        Blocked: they are the page of a challenge.
        MissingField: there is no `channel`, or an item has no `link`.
        MalformedField: a `pubDate` cannot be understood.
    """
    root = parse_xml(page.body)
    channel = next((element for element in root if local_name(element) == "channel"), None)
    if channel is None:
        raise MissingField("channel")
    sightings: list[Sighting] = []
    for item in channel:
        if local_name(item) == "item":
            address = _address(item, outlet, page)
            if address is not None and address.article_id is not None:
                sightings.append(_sighting(item, address, len(sightings) + 1, outlet, page))
    return tuple(sightings)


def _address(item: Element, outlet: Outlet, page: CapturedPage) -> PageAddress | None:
    link = child_text(item, "link")
    if link is None:
        raise MissingField("link")
    url = absolute_url(page.url, link)
    return outlet.address(url) if url else None


def _sighting(item: Element, address: PageAddress, position: int, outlet: Outlet, page: CapturedPage) -> Sighting:
    text = child_text(item, "pubDate")
    published = read_feed_date(text, outlet.time_zone) if text else None
    if text and published is None:
        raise MalformedField("pubDate", text)
    return Sighting(
        capture_id=page.capture_id,
        outlet=outlet.name,
        edition=address.edition or page.edition,
        article_id=address.article_id or "",
        url=address.url,
        channel="feed",
        listing_url=page.url,
        position=position,
        observed_at=page.captured_at,
        headline=_plain(child_text(item, "title")),
        lead=_plain(child_text(item, "description")),
        label=None,
        published_at=published.at if published else None,
        published_precision=published.precision if published else None,
    )


def _plain(text: str | None) -> str | None:
    """Return a text that may be HTML, as titles and descriptions of feeds are, without its markup."""
    if text is None:
        return None
    return collapse(unescape(_MARKUP.sub(" ", text)) if "<" in text or "&" in text else text) or None
