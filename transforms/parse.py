"""One page in, all of its rows out."""

from schemas.pages import CapturedPage, ParsedPage
from transforms.article import parse_article
from transforms.count import parse_count
from transforms.feed import parse_feed
from transforms.listing import parse_listing
from transforms.outlet import Outlet
from transforms.sitemap import parse_sitemap


def parse_page(outlet: Outlet, page: CapturedPage) -> ParsedPage:
    """Return all rows that a page yields; a page of no kind that holds any yields none.

    Args:
        outlet: whose page it is.
        page: a response with status 200, after content decoding.

    Raises:
        QuarantineError: something on the page is wrong: `Undecodable`, `Blocked`, `MissingField`, `MalformedField`.
        NotAnArticle: the page has the URL of an article and is none.
    """
    match page.kind:
        case "article":
            return parse_article(outlet, page)
        case "count":
            return ParsedPage(view_counts=parse_count(outlet, page))
        case "listing":
            return ParsedPage(sightings=parse_listing(outlet, page))
        case "feed":
            return ParsedPage(sightings=parse_feed(outlet, page))
        case "sitemap":
            return ParsedPage(sightings=parse_sitemap(outlet, page))
        case _:
            return ParsedPage()
