"""Rows that tell what was asked, what came back and what became of it."""

from datetime import datetime
from typing import Annotated, Literal

from msgspec import Meta

from schemas.table import Row

PageKind = Literal["listing", "feed", "sitemap", "robots", "article", "count", "other"]
Channel = Literal["listing", "feed", "sitemap"]


class Capture(Row, frozen=True, kw_only=True):
    """One row per response that was archived."""

    capture_id: Annotated[str, Meta(description="UUID of the WARC record (WARC-Record-ID without urn:uuid: and brackets)")]
    batch_id: Annotated[str, Meta(description="Batch that brought it in; key of `runs`")]
    outlet: Annotated[str, Meta(description="Outlet's name, such as korrespondent")]
    edition: Annotated[str | None, Meta(description="Edition (uk, ru); null for pages that belong to none, such as robots.txt")]
    kind: Annotated[PageKind, Meta(description="What the URL leads to: listing, feed, sitemap, robots, article, count (an article's view count alone), other")]
    url: Annotated[str, Meta(description="URL that was answered (after normalisation, RFC 3986)")]
    article_id: Annotated[str | None, Meta(description="Outlet's own id of the article, where the URL names one")]
    captured_at: Annotated[datetime, Meta(description="When the response began (WARC-Date), UTC")]
    status_code: Annotated[int, Meta(description="HTTP status code (RFC 9110)")]
    is_unchanged: Annotated[bool, Meta(description="304, or a body identical to the last one archived of this URL (a WARC revisit record)")]
    payload_digest: Annotated[str | None, Meta(description="WARC-Payload-Digest: digest of the body as it was sent; null for a 304")]
    payload_bytes: Annotated[int, Meta(description="Length of the body as it was sent (still content-coded), bytes")]
    content_type: Annotated[str | None, Meta(description="Content-Type header")]
    etag: Annotated[str | None, Meta(description="ETag header")]
    last_modified: Annotated[str | None, Meta(description="Last-Modified header, as sent")]
    warc_file: Annotated[str, Meta(description="Path of the WARC file below archive/")]
    warc_offset: Annotated[int, Meta(description="Byte at which the record begins in the file")]
    warc_length: Annotated[int, Meta(description="Length of the compressed record, bytes")]


class Sighting(Row, frozen=True, kw_only=True):
    """One row per article link seen on a listing, feed or sitemap."""

    capture_id: Annotated[str, Meta(description="Capture of the listing; key of `captures`")]
    outlet: Annotated[str, Meta(description="Outlet's name")]
    edition: Annotated[str, Meta(description="Edition of the linked article")]
    article_id: Annotated[str, Meta(description="Outlet's own id of the linked article")]
    url: Annotated[str, Meta(description="URL of the linked article")]
    channel: Annotated[Channel, Meta(description="listing, feed or sitemap")]
    listing_url: Annotated[str, Meta(description="URL of the page it was seen on")]
    position: Annotated[int, Meta(description="Place on that page, from 1")]
    observed_at: Annotated[datetime, Meta(description="When that page was captured, UTC")]
    headline: Annotated[str | None, Meta(description="Headline there, without its label")]
    lead: Annotated[str | None, Meta(description="Lead there")]
    label: Annotated[str | None, Meta(description="Label there, such as Сюжет or Реклама")]
    published_at: Annotated[datetime | None, Meta(description="Publishing instant as the listing gives it, UTC")]
    published_precision: Annotated[Literal["second", "minute", "day"] | None, Meta(description="How exact published_at is")]


class Outcome(Row, frozen=True, kw_only=True):
    """One row per URL and batch: how the work on it ended."""

    batch_id: Annotated[str, Meta(description="Batch; key of `runs`")]
    run_id: Annotated[str, Meta(description="Run that the batch belongs to")]
    outlet: Annotated[str, Meta(description="Outlet's name")]
    edition: Annotated[str | None, Meta(description="Edition, where the URL belongs to one")]
    kind: Annotated[PageKind, Meta(description="What the URL leads to")]
    url: Annotated[str, Meta(description="URL that was asked for")]
    article_id: Annotated[str | None, Meta(description="Outlet's own id of the article, where the URL names one")]
    outcome: Annotated[str, Meta(description="Parsed, or the leaf of the error tree: Gone, NotModified, MissingField, …")]
    branch: Annotated[
        Literal["ok", "retryable", "skippable", "quarantine", "fatal"],
        Meta(description="Branch of the error tree; ok when rows were made"),
    ]
    detail: Annotated[str | None, Meta(description="The error's sentence")]
    status_code: Annotated[int | None, Meta(description="Status code of the last response, where there was one")]
    attempt_count: Annotated[int, Meta(description="Requests made for it, redirects apart")]
    capture_id: Annotated[str | None, Meta(description="Capture that decided, where there was a response")]
    ended_at: Annotated[datetime, Meta(description="When the work on it ended, UTC")]


class Quarantined(Row, frozen=True, kw_only=True):
    """One row per capture that was set aside because something on it is wrong."""

    capture_id: Annotated[str, Meta(description="Capture; key of `captures`")]
    batch_id: Annotated[str, Meta(description="Batch; key of `runs`")]
    outlet: Annotated[str, Meta(description="Outlet's name")]
    edition: Annotated[str | None, Meta(description="Edition, where the URL belongs to one")]
    kind: Annotated[PageKind, Meta(description="What the URL leads to")]
    url: Annotated[str, Meta(description="URL of the page")]
    article_id: Annotated[str | None, Meta(description="Outlet's own id of the article, where the URL names one")]
    captured_at: Annotated[datetime, Meta(description="When the page was captured, UTC")]
    error: Annotated[str, Meta(description="Leaf of the error tree: MissingField, MalformedField, Undecodable, Blocked, Drifted, …")]
    field: Annotated[str | None, Meta(description="Field that is missing or malformed; fields that fell out of the pages of the time (Drifted), separated by a comma and a blank")]
    text: Annotated[str | None, Meta(description="The malformed text, first 200 characters")]
    detail: Annotated[str, Meta(description="The error's sentence")]
    parser_version: Annotated[int, Meta(description="Version of what read the page, higher whenever the same page yields other rows")]


class Run(Row, frozen=True, kw_only=True):
    """One row per committed batch, and one with stage `end` when its run is complete."""

    batch_id: Annotated[str, Meta(description="Identity of the batch: a second commit of it is skipped")]
    run_id: Annotated[str, Meta(description="Run that it belongs to, such as news/korrespondent/20260507T150000Z")]
    flow: Annotated[Literal["news", "backfill", "import", "reparse"], Meta(description="What brought the pages in")]
    outlet: Annotated[str, Meta(description="Outlet's name")]
    stage: Annotated[Literal["discovery", "articles", "end"], Meta(description="Part of the run; end marks the run complete")]
    started_at: Annotated[datetime, Meta(description="When work on the batch began, UTC")]
    committed_at: Annotated[datetime, Meta(description="When it was handed to the lake, UTC")]
    warc_file: Annotated[str | None, Meta(description="Archive file of the batch, below archive/")]
    capture_count: Annotated[int, Meta(description="Responses archived")]
    article_count: Annotated[int, Meta(description="New article versions")]
    quarantine_count: Annotated[int, Meta(description="Captures set aside")]
    failure_count: Annotated[int, Meta(description="URLs that ended in a retryable error")]
