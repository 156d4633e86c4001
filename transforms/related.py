"""The links of an article page by block, and the view counts that blocks show of other articles."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from schemas.article_rows import RelatedLink, SeenOn, ViewCount
from schemas.pages import CapturedPage
from transforms.blocks import Block, find_blocks
from transforms.html import Node
from transforms.links import Link, counts_after_links, read_links
from transforms.outlet import Outlet
from transforms.shapes import ArticleShape

_BODY = "body"


@dataclass(frozen=True, slots=True)
class Related:
    """Rows of the blocks of one page."""

    links: tuple[RelatedLink, ...]
    view_counts: tuple[ViewCount, ...]


def read_related(
    body: Node,
    shape: ArticleShape,
    topics: Sequence[str],
    text: Node | None,
    outlet: Outlet,
    page: CapturedPage,
    article_id: str,
) -> Related:
    """Return the links of the page's blocks, those of the article's text apart, and the counts beside them.

    Blocks that stand in the text are removed from it.

    Args:
        body: the whole page.
        shape: which blocks there may be.
        topics: names of the article's special topics.
        text: the element of the article's text.
        outlet: whose page.
        page: the capture.
        article_id: the page's article.
    """
    if not shape.blocks:
        return Related((), ())
    for selector in shape.not_blocks:
        for node in body.css(selector):
            node.decompose()
    rows: list[RelatedLink] = []
    counts: dict[tuple[SeenOn, str, str], ViewCount] = {}
    for block in find_blocks(body, shape.blocks, topics, text, page.url, outlet):
        shown = counts_after_links(block.regions) if block.shape.counts_seen_on else {}
        links = list(read_links(block.regions, page.url, outlet, shape.label))
        rows += _rows(block.shape.name, _items(links), outlet, page, article_id)
        if seen_on := block.shape.counts_seen_on:
            for row in _counts(links, shown, seen_on, outlet, page):
                counts.setdefault((row.seen_on, row.edition, row.article_id), row)
        if block.in_text:
            _remove(block)
    return Related(tuple(rows), tuple(counts.values()))


def read_body_links(text: Node, outlet: Outlet, page: CapturedPage, article_id: str) -> list[RelatedLink]:
    """Return the links in an article's text, to own pages and others."""
    return _rows(_BODY, read_links((text,), page.url, outlet, ()), outlet, page, article_id)


def _items(links: Iterable[Link]) -> list[Link]:
    """Return the links of a block that are its items: one for each target, and none to a listing of them all."""
    items: dict[str, Link] = {}
    for link in links:
        target = link.target
        if target.url not in items and (target.article_id or target.is_tag or not target.is_own):
            items[target.url] = link
    return list(items.values())


def _rows(block: str, links: Iterable[Link], outlet: Outlet, page: CapturedPage, article_id: str) -> list[RelatedLink]:
    return [
        RelatedLink(
            capture_id=page.capture_id,
            outlet=outlet.name,
            edition=page.edition,
            article_id=article_id,
            observed_at=page.captured_at,
            block=block,
            position=position,
            anchor_text=link.text,
            label=link.label,
            target_url=link.target.url,
            target_article_id=link.target.article_id,
        )
        for position, link in enumerate(links, start=1)
    ]


def _counts(
    links: Iterable[Link], shown: Mapping[int, int], seen_on: SeenOn, outlet: Outlet, page: CapturedPage
) -> list[ViewCount]:
    """Return the counts beside links: they belong to the articles that the links lead to."""
    return [
        ViewCount(
            capture_id=page.capture_id,
            outlet=outlet.name,
            edition=link.target.edition,
            article_id=link.target.article_id,
            observed_at=page.captured_at,
            view_count=count,
            seen_on=seen_on,
        )
        for link in links
        if link.target.article_id is not None
        and link.target.edition is not None
        and (count := shown.get(link.id_)) is not None
    ]


def _remove(block: Block) -> None:
    for region in block.regions:
        region.decompose()
    block.heading.decompose()
