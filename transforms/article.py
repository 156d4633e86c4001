"""An article page: all of its rows from one tree. What is read is taken out of the tree where it would stand in others' way."""

from __future__ import annotations  # inner functions would make their types anew for every page

from dataclasses import dataclass
from datetime import UTC
from typing import Any

from schemas.article_rows import Article, ArticleTag, ContentClass, ViewCount
from schemas.errors import Blocked, MalformedField, MissingField, NotAnArticle
from schemas.pages import CapturedPage, ParsedPage
from transforms.body import find_text, take_lead, take_paragraphs
from transforms.byline import Dates, read_authors, read_dates, without_newsroom
from transforms.challenge import challenge_reason
from transforms.content_hash import content_hash
from transforms.dates import Instant, zone
from transforms.fields import Fields
from transforms.generic.authors import find_authors
from transforms.generic.body import find_body
from transforms.generic.date_reading import Moment
from transforms.generic.description import find_description
from transforms.generic.document import Document
from transforms.generic.headline import find_headline
from transforms.generic.image import find_image
from transforms.generic.marks import find_paid, find_paywall
from transforms.generic.published import find_modified, find_published
from transforms.generic.section import find_section
from transforms.generic.sourced import Sourced
from transforms.generic.tags import find_tags
from transforms.html import Node, Tree, first, parse_html, take_label, text_of
from transforms.other_edition import other_edition_url
from transforms.outlet import Outlet, PageAddress
from transforms.related import read_body_links, read_related
from transforms.rights import rights_of
from transforms.shapes import ArticleShape, Layout
from transforms.tags import plain_tags, read_tags
from transforms.text import folded, whole_number, word_count
from transforms.urls import absolute_url

_CHALLENGE_BYTES = 16_384


@dataclass(frozen=True, slots=True)
class _Opened:
    """An article page with all that its reading needs."""

    outlet: Outlet
    page: CapturedPage
    address: PageAddress
    article_id: str
    edition: str
    tree: Tree
    scope: Node
    shape: ArticleShape
    fields: Fields


def parse_article(outlet: Outlet, page: CapturedPage) -> ParsedPage:
    """Return the rows of an article page: the article, its tags, the links of its blocks and the view counts on it.

    Fields are what the outlet's selectors find, else what the generic extractor finds.

    Raises:
        Undecodable: the bytes are no page.
        Blocked: the page is a challenge.
        NotAnArticle: the URL names no article, or the page says that there is none, or is a listing.
        MissingField: a required field is not there.
        MalformedField: a field is there and cannot be understood.
    """
    opened = _open(outlet, page)
    scope, shape = opened.scope, opened.shape
    label, headline = _headline(opened)
    tags = read_tags(scope, shape, outlet, page, opened.article_id)
    photo = _photo(opened)
    text = find_text(scope, shape)
    lead = take_lead(scope, text, shape)
    topics = [tag.tag for tag in tags if tag.kind == "special_topic"]
    related = read_related(opened.tree.body or scope, shape, topics, text, outlet, page, opened.article_id)
    body = "\n\n".join(take_paragraphs(text, shape)) if text is not None else ""
    tags = _all_tags(opened, tags)
    article = _article(opened, {"headline": headline, "label": label, "lead": lead, "body": body, **photo}, tags)
    body_links = read_body_links(text, outlet, page, opened.article_id) if text is not None else ()
    return ParsedPage(
        article=article,
        article_tags=tags,
        related_links=(*body_links, *related.links),
        view_counts=(*_own_view_count(opened), *related.view_counts),
    )


def _open(outlet: Outlet, page: CapturedPage) -> _Opened:
    """Return the page, parsed, or raise what it is instead of an article."""
    address = outlet.address(page.url)
    if address is None or address.article_id is None or address.edition is None:
        raise NotAnArticle(page.url, "its URL is not that of one of the outlet's articles")
    tree = parse_html(page.body, page.content_type)
    layout = outlet.layout_at(page.captured_at)
    shape = layout.article
    scope = first(tree, shape.scope) or tree.body
    if scope is None:
        raise MissingField("headline")
    if first(scope, shape.headline) is None and first(scope, shape.body) is None:
        _check_article(tree, page, layout)
    fields = Fields(page, shape.described_only)
    return _Opened(outlet, page, address, address.article_id, address.edition, tree, scope, shape, fields)


def _check_article(tree: Tree, page: CapturedPage, layout: Layout) -> None:
    """Raise what a page is on which the selectors found neither headline nor text, where it is no article."""
    if reason := challenge_reason(200, {}, page.body[:_CHALLENGE_BYTES]):
        raise Blocked(reason)
    title = text_of(first(tree, ("title",))) or ""
    pattern = layout.article.error_page
    if pattern is not None and pattern.search(title):
        raise NotAnArticle(page.url, f"it is an error page with status 200: {title[:100]!r}")
    is_described = layout.article.headline or layout.article.body
    if is_described and any(first(tree, listing.container) is not None for listing in layout.listings):
        raise NotAnArticle(page.url, "it is a listing")


def _headline(opened: _Opened) -> tuple[str | None, str]:
    """Return label and headline."""
    shape = opened.shape
    node = first(opened.scope, shape.headline)
    label = take_label(node, shape.label) if node is not None else None
    if label is None and shape.outer_label:
        label = text_of(first(opened.scope, shape.outer_label))
    headline = opened.fields.settle("headline", text_of(node), find_headline)
    if headline is None:
        raise MissingField("headline")
    return label, headline


def _all_tags(opened: _Opened, described: tuple[ArticleTag, ...]) -> tuple[ArticleTag, ...]:
    """Return the tags that the selectors found, else those that the generic extractor finds, which have no URL."""
    texts = opened.fields.settle("tags", tuple(tag.tag for tag in described), find_tags)
    return described or plain_tags(texts or (), opened.outlet, opened.page, opened.article_id)


def _article(opened: _Opened, said: dict[str, Any], tags: tuple[ArticleTag, ...]) -> Article:
    """Return the row of the article."""
    outlet, page, shape, settle = opened.outlet, opened.page, opened.shape, opened.fields.settle
    byline = first(opened.scope, shape.byline)
    dates = read_dates(opened.tree, opened.scope, byline, shape, outlet, page)
    content_class = _content_class(opened, said["label"])
    values: dict[str, Any] = {
        **said,
        "outlet": outlet.name,
        "edition": opened.edition,
        "article_id": opened.article_id,
        "url": opened.address.url,
        "other_edition_url": other_edition_url(opened.tree, opened.scope, opened.address, outlet, page),
        "lead": settle("lead", said["lead"], lambda document: find_description(document, said["headline"])),
        "authors": _authors(opened, byline, said["headline"]),
        "section": settle("section", opened.address.section, find_section, "url"),
        "content_class": content_class,
        **_dates(opened, dates),
        "image_url": settle("image_url", said["image_url"], find_image),
        "language": outlet.edition(opened.edition).language,
    }
    is_paywalled = _is_paywalled(opened, dates)
    values["body"] = body = _body(opened, said, is_paid=content_class == "paid")
    values["word_count"] = word_count(body)
    values["rights"] = rights_of(values, byline, outlet.labels)
    return Article(
        capture_id=page.capture_id,
        content_hash=content_hash(values, tags),
        seen_at=page.captured_at,
        parser_version=outlet.parser_version,
        field_sources=opened.fields.source_list(),
        disagreements=opened.fields.disagreements,
        is_paywalled=is_paywalled,
        **values,
    )


def _content_class(opened: _Opened, label: str | None) -> ContentClass:
    """Return whether somebody paid for the article: its label, or another mark of the page, says so."""

    def find(document: Document) -> Sourced[ContentClass] | None:
        found = find_paid(document)
        return Sourced("paid", found.source, found.disagreeing) if found is not None and found.value else None

    described: ContentClass | None = "paid" if folded(label or "") in opened.outlet.labels.paid else None
    return opened.fields.settle("content_class", described, find) or "editorial"


def _is_paywalled(opened: _Opened, dates: Dates) -> bool | None:
    """Return whether only subscribers read all of it, or `None` where nothing says so."""
    if first(opened.scope, opened.shape.paywall) is not None:
        return True
    if dates.is_paywalled is not None or "is_paywalled" in opened.shape.described_only:
        return dates.is_paywalled
    found = find_paywall(opened.fields.document)
    return found.value if found is not None else None


def _authors(opened: _Opened, byline: Node | None, headline: str) -> list[str]:
    """Return who signs; nobody where the byline names the newsroom alone."""
    described = read_authors(opened.scope, byline, opened.shape)
    if described is not None and not described:
        return []

    def find(document: Document) -> Sourced[list[str]] | None:
        found = find_authors(document, headline)
        return Sourced(without_newsroom(found.value, opened.shape), found.source, found.disagreeing) if found else None

    return opened.fields.settle("authors", described, find) or []


def _dates(opened: _Opened, dates: Dates) -> dict[str, Any]:
    """Return when the article was published and changed."""
    fields, time_zone, captured_at = opened.fields, opened.outlet.time_zone, opened.page.captured_at
    published = fields.settle(
        "published_at",
        dates.published,
        lambda page: _instant(find_published(page, captured_at), time_zone),
        dates.source,
    )
    if published is None and dates.disbelieved is not None:
        raise MalformedField("published_at", dates.disbelieved.at.isoformat())
    if published is None:
        raise MissingField("published_at")
    if dates.is_disagreed:
        fields.disagreements.append("published_at")
    modified = fields.settle(
        "modified_at",
        dates.modified,
        lambda page: _instant(find_modified(page, captured_at), time_zone),
        "json_ld:dateModified",
    )
    return {
        "published_at": published.at,
        "published_precision": published.precision,
        "metadata_published_at": dates.metadata_at,
        "modified_at": modified.at if modified else None,
    }


def _instant(found: Sourced[Moment] | None, time_zone: str) -> Sourced[Instant] | None:
    """Return the instant of a moment; one without a zone is read on the outlet's clock."""
    if found is None:
        return None
    at = found.value.at if found.value.has_zone else found.value.at.replace(tzinfo=zone(time_zone))
    return Sourced(Instant(at.astimezone(UTC), found.value.precision), found.source, found.disagreeing)


def _body(opened: _Opened, said: dict[str, Any], *, is_paid: bool) -> str:
    """Return the text; paid pages may have none."""

    def find(document: Document) -> Sourced[str] | None:
        found = find_body(document, said["headline"])
        return Sourced("\n\n".join(found.value), found.source, found.disagreeing) if found else None

    described: str = said["body"]
    if is_paid and not described:
        return ""
    body = opened.fields.settle("body", described, find)
    if not body:
        raise MissingField("body")
    return body


def _photo(opened: _Opened) -> dict[str, str | None]:
    """Return URL, credit and caption of the main photo as the selectors find them, before what is no text is removed."""
    shape = opened.shape
    node = first(opened.scope, shape.image)
    source = (node.attrs.get("data-src") or node.attrs.get("src")) if node is not None else None
    credit = text_of(first(opened.scope, shape.image_credit))
    if credit and shape.image_credit_prefix:
        credit = shape.image_credit_prefix.sub("", credit, count=1) or None
    return {
        "image_url": absolute_url(opened.page.url, source) if source else None,
        "image_credit": credit,
        "image_caption": text_of(first(opened.scope, shape.image_caption)),
    }


def _own_view_count(opened: _Opened) -> tuple[ViewCount, ...]:
    """Return the page's own view count, where it shows one."""
    text = text_of(first(opened.scope, opened.shape.view_count))
    if text is None:
        return ()
    count = whole_number(text)
    if count is None:
        raise MalformedField("view_count", text)
    row = ViewCount(
        capture_id=opened.page.capture_id,
        outlet=opened.outlet.name,
        edition=opened.edition,
        article_id=opened.article_id,
        observed_at=opened.page.captured_at,
        view_count=count,
        seen_on="article_page",
    )
    return (row,)
