"""Where links lead, as an outlet sees it: to its own articles, to its tags, elsewhere."""

from functools import lru_cache
from typing import NamedTuple

from transforms.outlet import Outlet
from transforms.urls import absolute_url, origin_of

_SITE_WIDE = ("/", "https://", "http://")
_REMEMBERED = 16_384
"""The same popular and latest articles are linked from most pages of a batch."""


class Target(NamedTuple):
    """What a link leads to.

    Attributes:
        url: absolute and normalised.
        edition: edition of the article, where it is one of the outlet's own.
        article_id: id of that article.
        is_tag: whether it is the page of a tag or special topic.
        is_own: whether it is on one of the outlet's own hosts.
    """

    url: str
    edition: str | None
    article_id: str | None
    is_tag: bool
    is_own: bool


def read_target(base: str, reference: str, outlet: Outlet) -> Target | None:
    """Return what a link on the page `base` leads to, or `None` where it leads to no web page."""
    if reference.startswith(_SITE_WIDE):
        return _remembered(origin_of(base), reference, outlet)
    return _target(base, reference, outlet)


def _target(base: str, reference: str, outlet: Outlet) -> Target | None:
    url = absolute_url(base, reference)
    if url is None:
        return None
    edition, article_id = outlet.article_of(url) or (None, None)
    return Target(url, edition, article_id, outlet.tag_of(url) is not None, article_id is not None or outlet.owns(url))


_remembered = lru_cache(maxsize=_REMEMBERED)(_target)
