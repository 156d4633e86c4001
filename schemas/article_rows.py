"""Rows that tell what a page said. Names follow schema.org (NewsArticle, InteractionCounter), in snake case."""

from datetime import datetime
from typing import Annotated, Literal

from msgspec import Meta

from schemas.table import Row

ContentClass = Literal["editorial", "paid"]
Rights = Literal["link_required", "no_redistribution", "author_owned"]
SeenOn = Literal["article_page", "count_endpoint", "read_also", "popular", "listing"]


class Article(Row, frozen=True, kw_only=True):
    """One row per version of an article: a capture whose content differs from the one before."""

    capture_id: Annotated[str, Meta(description="First capture that showed this version; key of `captures`")]
    outlet: Annotated[str, Meta(description="Outlet's name")]
    edition: Annotated[str, Meta(description="Edition (uk, ru)")]
    article_id: Annotated[str, Meta(description="Outlet's own id; both editions of an article share it where the outlet says so")]
    url: Annotated[str, Meta(description="URL of the page")]
    other_edition_url: Annotated[str | None, Meta(description="URL of the same article in the other edition")]
    headline: Annotated[str, Meta(description="Headline without its label")]
    lead: Annotated[str | None, Meta(description="Lead (standfirst)")]
    body: Annotated[str, Meta(description="Paragraphs, separated by a blank line; never published or exported")]
    authors: Annotated[list[str], Meta(description="Names in the byline, in order; empty when the newsroom signs")]
    section: Annotated[str | None, Meta(description="Section path, such as ukraine/politics")]
    label: Annotated[str | None, Meta(description="Label beside the headline, such as Сюжет or Думка")]
    content_class: Annotated[ContentClass, Meta(description="editorial, or paid where the label is one of the outlet's advertising labels")]
    rights: Annotated[
        Rights,
        Meta(description="link_required (default), no_redistribution (agency text or photo), author_owned (readers' texts)"),
    ]
    published_at: Annotated[datetime, Meta(description="When the outlet says it was published, UTC")]
    published_precision: Annotated[Literal["second", "minute", "day"], Meta(description="How exact published_at is")]
    metadata_published_at: Annotated[
        datetime | None, Meta(description="datePublished of the page's JSON-LD, UTC, to count disagreements with the byline")
    ]
    modified_at: Annotated[datetime | None, Meta(description="When the outlet says it was last modified, UTC")]
    image_url: Annotated[str | None, Meta(description="URL of the main photo")]
    image_credit: Annotated[str | None, Meta(description="Who took the photo, without the word Фото")]
    image_caption: Annotated[str | None, Meta(description="Caption of the photo")]
    word_count: Annotated[int, Meta(description="Words of the body")]
    language: Annotated[str, Meta(description="Language of the edition (BCP 47)")]
    content_hash: Annotated[str, Meta(description="BLAKE2b-128 of all that makes a version: every field above and the tags, without capture_id")]
    seen_at: Annotated[datetime, Meta(description="When this version was first captured, UTC")]
    parser_version: Annotated[int, Meta(description="Version of what read the page, higher whenever the same page yields other rows")]
    field_sources: Annotated[
        list[str] | None,
        Meta(
            description="Where each field came from, such as headline=selector: selector, url, json_ld:…, meta:…, html:… or text; "
            "null in rows written before it was kept"
        ),
    ] = None
    disagreements: Annotated[
        list[str] | None,
        Meta(description="Fields of which the page's sources say different things; null in rows written before it was kept"),
    ] = None
    is_paywalled: Annotated[bool | None, Meta(description="Whether the page says that only subscribers read all of it")] = None


class ArticleTag(Row, frozen=True, kw_only=True):
    """One row per tag of an article version."""

    capture_id: Annotated[str, Meta(description="Capture of the article version; key of `articles`")]
    outlet: Annotated[str, Meta(description="Outlet's name")]
    edition: Annotated[str, Meta(description="Edition")]
    article_id: Annotated[str, Meta(description="Outlet's own id of the article")]
    seen_at: Annotated[datetime, Meta(description="When the version was first captured, UTC")]
    kind: Annotated[Literal["tag", "special_topic"], Meta(description="tag or special_topic")]
    position: Annotated[int, Meta(description="Place among the tags of its kind, from 1")]
    tag_id: Annotated[str | None, Meta(description="Outlet's own id of the tag, from its URL")]
    tag: Annotated[str, Meta(description="Text of the tag as the page shows it")]
    tag_url: Annotated[str | None, Meta(description="URL of the tag's page")]


class RelatedLink(Row, frozen=True, kw_only=True):
    """One row per link that an article page shows in one of its blocks, per capture."""

    capture_id: Annotated[str, Meta(description="Capture that showed the link; key of `captures`")]
    outlet: Annotated[str, Meta(description="Outlet's name")]
    edition: Annotated[str, Meta(description="Edition of the page")]
    article_id: Annotated[str, Meta(description="Outlet's own id of the page's article")]
    observed_at: Annotated[datetime, Meta(description="When the page was captured, UTC")]
    block: Annotated[
        str,
        Meta(
            description="latest, popular, most_commented, storylines, on_topic, body, special_topic, read_also, partner or editors_choice"
        ),
    ]
    position: Annotated[int, Meta(description="Place in the block, from 1")]
    anchor_text: Annotated[str, Meta(description="Text of the link, without its label")]
    label: Annotated[str | None, Meta(description="Label at the link, such as Сюжет")]
    target_url: Annotated[str, Meta(description="Where it leads, absolute")]
    target_article_id: Annotated[str | None, Meta(description="Outlet's own id of the target, where the target is one of its articles")]


class ViewCount(Row, frozen=True, kw_only=True):
    """One row per observation of an article's view counter."""

    capture_id: Annotated[str, Meta(description="Capture that showed the number; key of `captures`")]
    outlet: Annotated[str, Meta(description="Outlet's name")]
    edition: Annotated[str, Meta(description="Edition whose counter it is")]
    article_id: Annotated[str, Meta(description="Outlet's own id of the article whose counter it is")]
    observed_at: Annotated[datetime, Meta(description="When it was observed, UTC")]
    view_count: Annotated[int, Meta(description="The number as shown; never corrected")]
    seen_on: Annotated[SeenOn, Meta(description="article_page (its own), count_endpoint (a page of the number alone), read_also, popular or listing (on another page)")]
