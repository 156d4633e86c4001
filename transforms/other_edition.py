"""The same article in another edition."""

from schemas.pages import CapturedPage
from transforms.html import Node, Tree
from transforms.outlet import Outlet, PageAddress
from transforms.urls import absolute_url


def other_edition_url(tree: Tree, scope: Node, address: PageAddress, outlet: Outlet, page: CapturedPage) -> str | None:
    """Return the URL of the same article in another edition, or `None` where the page names none.

    It is where the first link leads that goes to an article of another edition with the same id, those inside the article
    first; else where the head says that the page is in another language (`hreflang`), whatever the id there.
    """
    if len(outlet.editions) < 2:
        return None
    mark = f'"{address.article_id}"'
    nearest = scope.css_first(f"a[href*={mark}]")
    url = _url_in_other_edition(nearest, address, outlet, page, has_same_id=True) if nearest is not None else None
    if url is not None:
        return url
    for link in tree.css(f"a[href*={mark}], link[href*={mark}]"):
        if (url := _url_in_other_edition(link, address, outlet, page, has_same_id=True)) is not None:
            return url
    alternates = tree.head.css("link[hreflang][href]") if tree.head is not None else []
    found = (_url_in_other_edition(link, address, outlet, page, has_same_id=False) for link in alternates)
    return next((url for url in found if url is not None), None)


def _url_in_other_edition(
    link: Node, address: PageAddress, outlet: Outlet, page: CapturedPage, *, has_same_id: bool
) -> str | None:
    url = absolute_url(page.url, link.attrs["href"] or "")
    article = outlet.article_of(url) if url else None
    if article is None or article[0] == address.edition or (has_same_id and article[1] != address.article_id):
        return None
    return url
