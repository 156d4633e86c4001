"""A sitemap (sitemaps.org, 0.9): the articles that it lists. An index of sitemaps lists none."""

from schemas.crawl_rows import Sighting
from schemas.errors import MissingField
from schemas.pages import CapturedPage
from transforms.outlet import Outlet
from transforms.urls import absolute_url
from transforms.xml import child_text, local_name, parse_xml


def parse_sitemap(outlet: Outlet, page: CapturedPage) -> tuple[Sighting, ...]:
    """Return a sighting for each of the outlet's own articles in a sitemap; it says neither headline nor publishing date.

    Raises:
        Undecodable: the bytes are no XML.
        Blocked: they are the page of a challenge.
        MissingField: the document is neither a `urlset` nor a `sitemapindex`.
    """
    root = parse_xml(page.body)
    if local_name(root) not in ("urlset", "sitemapindex"):
        raise MissingField("urlset")
    sightings: list[Sighting] = []
    for entry in root:
        location = child_text(entry, "loc")
        url = absolute_url(page.url, location) if location else None
        address = outlet.address(url) if url else None
        if address is not None and address.article_id is not None:
            sightings.append(
                Sighting(
                    capture_id=page.capture_id,
                    outlet=outlet.name,
                    edition=address.edition or page.edition,
                    article_id=address.article_id,
                    url=address.url,
                    channel="sitemap",
                    listing_url=page.url,
                    position=len(sightings) + 1,
                    observed_at=page.captured_at,
                    headline=None,
                    lead=None,
                    label=None,
                    published_at=None,
                    published_precision=None,
                )
            )
    return tuple(sightings)
