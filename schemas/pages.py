"""What goes into a parser and what comes out of it."""

from datetime import datetime

import msgspec

from schemas.article_rows import Article, ArticleTag, RelatedLink, ViewCount
from schemas.crawl_rows import PageKind, Sighting


class CapturedPage(msgspec.Struct, frozen=True, kw_only=True):
    """A response with status 200, as a parser wants it.

    Attributes:
        capture_id: key of its row in `captures`.
        url: URL that was answered.
        kind: what the URL leads to.
        edition: edition it belongs to.
        article_id: the outlet's id, where the URL names one.
        captured_at: when the response began, UTC; relative dates are read against it.
        body: bytes after content decoding.
        content_type: the Content-Type header.
    """

    capture_id: str
    url: str
    kind: PageKind
    edition: str
    article_id: str | None
    captured_at: datetime
    body: bytes
    content_type: str | None


class ParsedPage(msgspec.Struct, frozen=True, kw_only=True):
    """All rows that one page yields."""

    article: Article | None = None
    article_tags: tuple[ArticleTag, ...] = ()
    related_links: tuple[RelatedLink, ...] = ()
    view_counts: tuple[ViewCount, ...] = ()
    sightings: tuple[Sighting, ...] = ()
