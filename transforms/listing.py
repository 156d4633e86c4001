"""A listing: the articles that it shows, in their order."""

from collections.abc import Iterator
from datetime import date

from schemas.crawl_rows import Sighting
from schemas.errors import Blocked, MissingField
from schemas.pages import CapturedPage
from transforms.challenge import challenge_reason
from transforms.dates import Instant, read_day
from transforms.html import Node, Tree, first, parse_html, take_label, text_of
from transforms.outlet import Outlet, PageAddress
from transforms.shapes import ListingShape
from transforms.shown_date import shown_date
from transforms.urls import absolute_url

_CHALLENGE_BYTES = 16_384


def parse_listing(outlet: Outlet, page: CapturedPage) -> tuple[Sighting, ...]:
    """Return a sighting for each of the outlet's own articles that a listing shows; an empty list has none.

    Adverts for other sites, which stand among the items, are passed over.

    Raises:
        Undecodable: the bytes are no page.
        Blocked: the page is a challenge.
        MissingField: the page has no list of articles (`articles_list`), or an article in it no headline.
        MalformedField: a date cannot be understood.
    """
    tree = parse_html(page.body, page.content_type)
    container, shape = _container(tree, outlet, page)
    sightings: list[Sighting] = []
    for item, day in _items(container, shape, outlet, page):
        found = _own_link(item, shape, outlet, page)
        if found is not None:
            sightings.append(_sighting(item, *found, day, len(sightings) + 1, shape, outlet, page))
    return tuple(sightings)


def _container(tree: Tree, outlet: Outlet, page: CapturedPage) -> tuple[Node, ListingShape]:
    """Return the list and its shape."""
    for shape in outlet.layout_at(page.captured_at).listings:
        container = first(tree, shape.container)
        if container is not None:
            return container, shape
    if reason := challenge_reason(200, {}, page.body[:_CHALLENGE_BYTES]):
        raise Blocked(reason)
    raise MissingField("articles_list")


def _items(
    container: Node, shape: ListingShape, outlet: Outlet, page: CapturedPage
) -> Iterator[tuple[Node, date | None]]:
    """Yield the items, each with the day that the last separator before it names, else the one that the page's URL names."""
    day = outlet.listing_day(page.url)
    if shape.day_separator is None:
        yield from ((node, day) for node in container.css(shape.item))
        return
    for node in container.css(f"{shape.item}, {shape.day_separator}"):
        if node.css_matches(shape.day_separator):
            day = read_day(node.text(), page.captured_at, outlet.time_zone)
        else:
            yield node, day


def _own_link(item: Node, shape: ListingShape, outlet: Outlet, page: CapturedPage) -> tuple[Node, PageAddress] | None:
    """Return the headline's link and where it leads, or `None` where that is not one of the outlet's articles."""
    link = first(item, shape.link) if shape.link else item
    url = absolute_url(page.url, link.attrs.get("href") or "") if link is not None else None
    address = outlet.address(url) if url else None
    return (link, address) if link is not None and address is not None and address.article_id is not None else None


def _sighting(
    item: Node,
    link: Node,
    address: PageAddress,
    day: date | None,
    position: int,
    shape: ListingShape,
    outlet: Outlet,
    page: CapturedPage,
) -> Sighting:
    """Return the row of one item."""
    label = take_label(item, shape.label)
    if label is None and first(item, shape.advert) is not None:
        label = take_label(item, shape.advert) or shape.advert_label
    published = _date(item, day, shape, outlet, page)
    for selector in shape.not_headline:
        for part in link.css(selector):
            part.decompose()
    headline = text_of(first(item, shape.headline)) or text_of(link)
    if headline is None:
        raise MissingField("headline")
    return Sighting(
        capture_id=page.capture_id,
        outlet=outlet.name,
        edition=address.edition or page.edition,
        article_id=address.article_id or "",
        url=address.url,
        channel="listing",
        listing_url=page.url,
        position=position,
        observed_at=page.captured_at,
        headline=headline,
        lead=_lead(item, shape),
        label=label,
        published_at=published.at if published else None,
        published_precision=published.precision if published else None,
    )


def _date(item: Node, day: date | None, shape: ListingShape, outlet: Outlet, page: CapturedPage) -> Instant | None:
    node = first(item, shape.date)
    return shown_date(node, page.captured_at, outlet.time_zone, shape.datetime_zone, day) if node is not None else None


def _lead(item: Node, shape: ListingShape) -> str | None:
    """Return the lead, without the date that may stand in the same element."""
    node = first(item, shape.lead)
    if node is None:
        return None
    for selector in shape.not_lead:
        for part in node.css(selector):
            part.decompose()
    return text_of(node)
