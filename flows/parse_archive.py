"""From a batch's archive file to Arrow tables: the same code for a crawl, a reparse and an import.

Runs in spawned worker processes, so it imports nothing heavy; a worker gets paths and small values and gives back tables.
"""

from collections import defaultdict
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path

import msgspec
import pyarrow as pa

from flows.forgotten import forgotten_in
from flows.outcomes import OK, Ending, attempt, ending_of, quarantined, unchanged
from schemas.crawl_rows import Capture
from schemas.errors import NAMES_FORGOTTEN, Blocked, Gone, KronikaError, QuarantineError, ServerFailed
from schemas.lake_tables import (
    ARTICLE_TAGS,
    ARTICLES,
    CAPTURES,
    QUARANTINE,
    RELATED_LINKS,
    SIGHTINGS,
    VIEW_COUNTS,
)
from schemas.pages import CapturedPage, ParsedPage
from schemas.table import Row, Table
from transforms.challenge import challenge_reason
from transforms.content_coding import decode_body
from transforms.forgotten import Forgotten, without_forgotten
from transforms.outlet import Outlet, PageAddress
from transforms.outlets import load_outlet
from transforms.parse import parse_page
from transforms.redirects import redirected_to
from warehouse.archive import ArchivedCapture, read_captures

PARSED_TABLES: tuple[Table, ...] = (
    CAPTURES,
    SIGHTINGS,
    ARTICLES,
    ARTICLE_TAGS,
    RELATED_LINKS,
    VIEW_COUNTS,
    QUARANTINE,
)
_CHALLENGE_PREFIX_BYTES = 4_096


@dataclass(frozen=True, slots=True)
class ParseJob:
    """A part of an archive file to parse.

    Attributes:
        archive: the archive's root folder.
        warc_file: file below it.
        start: byte of the first record.
        stop: byte after the last record; None for the rest of the file.
        outlet: name of the outlet whose pages are taken; others are passed over.
        hosts: real host -> host that plays it.
        batch_id: batch that the rows belong to.
        max_decoded_bytes: longest body after content decoding.
    """

    archive: Path
    warc_file: str
    start: int
    stop: int | None
    outlet: str
    hosts: tuple[tuple[str, str], ...]
    batch_id: str
    max_decoded_bytes: int


@dataclass(frozen=True, slots=True)
class ParsedPart:
    """Tables of one job, how each capture ended and where it led as a redirect (both keyed by capture_id)."""

    tables: dict[str, pa.Table]
    endings: dict[str, Ending] = field(default_factory=dict)
    redirects: dict[str, str] = field(default_factory=dict)


def parse_part(job: ParseJob) -> ParsedPart:
    """Parse the captures of one part of an archive file, those of erased articles apart.

    Raises:
        DamagedArchive: the file cannot be read.
        SchemaMismatch: our own rows do not fit their tables.
    """
    outlet = load_outlet(job.outlet).with_hosts(dict(job.hosts))
    rows: dict[str, list[Row]] = defaultdict(list)
    endings: dict[str, Ending] = {}
    redirects: dict[str, str] = {}
    forgotten = forgotten_in(job.archive)
    for capture in read_captures(job.archive, job.warc_file, job.start, job.stop):
        address = outlet.address(capture.url)
        if address is None or forgotten.has_article(outlet.name, address.article_id):
            continue
        rows[CAPTURES.name].append(_capture_row(capture, address, job))
        endings[capture.capture_id] = _parse_capture(outlet, capture, address, job, rows, forgotten)
        if target := redirected_to(capture.url, capture.status_code, capture.header("location")):
            redirects[capture.capture_id] = target
    tables = {table.name: table.from_records(rows[table.name]) for table in PARSED_TABLES}
    return ParsedPart(tables, endings, redirects)


def _parse_capture(
    outlet: Outlet,
    capture: ArchivedCapture,
    address: PageAddress,
    job: ParseJob,
    rows: dict[str, list[Row]],
    forgotten: Forgotten,
) -> Ending:
    """Add what one capture says to `rows` and return how it ended."""
    has_counts = address.kind in ("article", "count")
    if capture.status_code == 304 or (capture.is_unchanged and not (has_counts and capture.body)):
        return unchanged(capture.url)
    page = attempt(lambda: _page_rows(outlet, capture, address, job.max_decoded_bytes))
    result: ParsedPage | KronikaError = page
    if isinstance(page, ParsedPage):
        result = attempt(partial(without_forgotten, page, outlet.name, forgotten))
    if isinstance(result, KronikaError):
        if isinstance(result, QuarantineError):
            rows[QUARANTINE.name].append(_quarantine_row(result, outlet, capture, address, job))
        return ending_of(result)
    rows[VIEW_COUNTS.name].extend(result.view_counts)
    if capture.is_unchanged:
        return unchanged(capture.url)
    rows[SIGHTINGS.name].extend(result.sightings)
    rows[ARTICLE_TAGS.name].extend(result.article_tags)
    rows[RELATED_LINKS.name].extend(result.related_links)
    if result.article is not None:
        rows[ARTICLES.name].append(result.article)
    is_naming = address.kind == "feed" and isinstance(page, ParsedPage) and len(page.sightings) > len(result.sightings)
    return msgspec.structs.replace(OK, detail=NAMES_FORGOTTEN) if is_naming else OK


def _page_rows(outlet: Outlet, capture: ArchivedCapture, address: PageAddress, max_decoded_bytes: int) -> ParsedPage:
    if capture.status_code in (404, 410):
        raise Gone(capture.url, capture.status_code)
    if capture.status_code >= 500:
        raise ServerFailed(capture.url, capture.status_code)
    if capture.status_code != 200 or address.kind in ("robots", "other") or address.edition is None:
        return ParsedPage()
    body = decode_body(capture.body, capture.header("content-encoding"), max_decoded_bytes)
    reason = challenge_reason(
        capture.status_code,
        {name.lower(): value for name, value in capture.headers},
        body[:_CHALLENGE_PREFIX_BYTES],
    )
    if reason is not None:
        raise Blocked(reason)
    page = CapturedPage(
        capture_id=capture.capture_id,
        url=capture.url,
        kind=address.kind,
        edition=address.edition,
        article_id=address.article_id,
        captured_at=capture.captured_at,
        body=body,
        content_type=capture.header("content-type"),
    )
    return parse_page(outlet, page)


def _capture_row(capture: ArchivedCapture, address: PageAddress, job: ParseJob) -> Capture:
    return Capture(
        capture_id=capture.capture_id,
        batch_id=job.batch_id,
        outlet=job.outlet,
        edition=address.edition,
        kind=address.kind,
        url=capture.url,
        article_id=address.article_id,
        captured_at=capture.captured_at,
        status_code=capture.status_code,
        is_unchanged=capture.is_unchanged,
        payload_digest=capture.payload_digest,
        payload_bytes=len(capture.body),
        content_type=capture.header("content-type"),
        etag=capture.header("etag"),
        last_modified=capture.header("last-modified"),
        warc_file=capture.warc_file,
        warc_offset=capture.warc_offset,
        warc_length=capture.warc_length,
    )


def _quarantine_row(
    error: QuarantineError, outlet: Outlet, capture: ArchivedCapture, address: PageAddress, job: ParseJob
) -> Row:
    return quarantined(
        error,
        capture_id=capture.capture_id,
        batch_id=job.batch_id,
        outlet=outlet.name,
        edition=address.edition,
        kind=address.kind,
        url=capture.url,
        article_id=address.article_id,
        captured_at=capture.captured_at,
        parser_version=outlet.parser_version,
    )
