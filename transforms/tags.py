"""The tags and special topics of an article."""

from collections.abc import Iterable

from schemas.article_rows import ArticleTag
from schemas.pages import CapturedPage
from transforms.html import Node, every, text_of
from transforms.outlet import Outlet
from transforms.shapes import ArticleShape
from transforms.urls import absolute_url


def read_tags(
    scope: Node, shape: ArticleShape, outlet: Outlet, page: CapturedPage, article_id: str
) -> tuple[ArticleTag, ...]:
    """Return the tags of an article, each with its id where its URL names one.

    A link that leads to no page of tags is a tag all the same: it stands among them.
    """
    rows: list[ArticleTag] = []
    positions = {"tag": 0, "special_topic": 0}
    for node in every(scope, shape.tags):
        text = text_of(node)
        if text is None:
            continue
        url = absolute_url(page.url, node.attrs.get("href") or "")
        kind, tag_id = (outlet.tag_of(url) if url else None) or ("tag", None)
        positions[kind] += 1
        rows.append(
            ArticleTag(
                capture_id=page.capture_id,
                outlet=outlet.name,
                edition=page.edition,
                article_id=article_id,
                seen_at=page.captured_at,
                kind=kind,
                position=positions[kind],
                tag_id=tag_id,
                tag=text,
                tag_url=url,
            )
        )
    return tuple(rows)


def plain_tags(texts: Iterable[str], outlet: Outlet, page: CapturedPage, article_id: str) -> tuple[ArticleTag, ...]:
    """Return tags of which only the texts are known."""
    return tuple(
        ArticleTag(
            capture_id=page.capture_id,
            outlet=outlet.name,
            edition=page.edition,
            article_id=article_id,
            seen_at=page.captured_at,
            kind="tag",
            position=position,
            tag_id=None,
            tag=text,
            tag_url=None,
        )
        for position, text in enumerate(texts, start=1)
    )
