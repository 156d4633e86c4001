"""The ledger of a batch: how each URL ended, kept in the archive beside the responses, so that a reparse can tell it again.

What the fetch decided (timeouts, robots.txt, attempts) is in the ledger; what the parser decides about a capture is not,
because a newer parser may decide otherwise.
"""

from collections.abc import Iterable, Mapping
from datetime import datetime
from typing import Any

import msgspec
import pyarrow as pa

from flows.crawl.batch import FetchEnd
from flows.outcomes import Ending, ending_of, outcome_row
from schemas.crawl_rows import Outcome, PageKind
from schemas.errors import Forgotten
from schemas.lake_tables import OUTCOMES

_FORGOTTEN = ending_of(Forgotten())


class LedgerLine(msgspec.Struct, frozen=True, kw_only=True):
    """How the fetching of one URL ended. `ending` is None where a capture decides."""

    url: str
    kind: PageKind
    edition: str | None
    article_id: str | None
    ending: Ending | None
    status_code: int | None
    attempt_count: int
    capture_id: str | None
    ended_at: datetime


def ledger_lines(ends: Iterable[FetchEnd]) -> list[LedgerLine]:
    """Return the ledger of what the crawl did."""
    return [
        LedgerLine(
            url=end.request.url,
            kind=end.request.kind,
            edition=end.request.edition,
            article_id=end.request.article_id,
            ending=None if end.error is None else ending_of(end.error),
            status_code=end.status_code,
            attempt_count=end.attempt_count,
            capture_id=end.capture_id,
            ended_at=end.ended_at,
        )
        for end in ends
    ]


def ledger_of_captures(captures: pa.Table, redirects: Mapping[str, str]) -> list[LedgerLine]:
    """Return the ledger of an archive file that has none (cut off, or someone else's): each URL's last capture decides.

    A URL that was redirected ends as the page it led to, which then has no line of its own; one whose redirect was archived
    and nothing after it has none either, and is asked for again. A robots.txt is no page that was wanted: every process
    of a run asks for it itself, and no ledger has it.

    Args:
        captures: rows of the table `captures`.
        redirects: capture_id of a redirect -> URL that it led to.
    """
    columns = ["url", "kind", "edition", "article_id", "status_code", "capture_id", "captured_at"]
    first: dict[str, dict[str, Any]] = {}
    last: dict[str, dict[str, Any]] = {}
    asked_for: dict[str, str] = {}
    for row in captures.select(columns).sort_by("captured_at").to_pylist():
        url = asked_for.get(row["url"], row["url"])
        first.setdefault(url, row)
        if row["capture_id"] in redirects:
            asked_for[redirects[row["capture_id"]]] = url
        elif first[url]["kind"] != "robots":
            last[url] = row
    return [
        LedgerLine(
            url=url,
            kind=first[url]["kind"],
            edition=first[url]["edition"],
            article_id=first[url]["article_id"],
            ending=None,
            status_code=row["status_code"],
            attempt_count=1,
            capture_id=row["capture_id"],
            ended_at=row["captured_at"],
        )
        for url, row in last.items()
    ]


def encode_ledger(lines: Iterable[LedgerLine]) -> bytes:
    """Return the ledger as NDJSON."""
    return b"".join(msgspec.json.encode(line) + b"\n" for line in lines)


def decode_ledger(data: bytes) -> list[LedgerLine]:
    """Read the ledger back."""
    decoder = msgspec.json.Decoder(LedgerLine)
    return [decoder.decode(line) for line in data.splitlines()]


def outcomes_table(
    lines: Iterable[LedgerLine], endings: Mapping[str, Ending], *, batch_id: str, run_id: str, outlet: str
) -> pa.Table:
    """Return one row per URL: the fetch's own ending where it failed, else that of the deciding capture.

    A URL that was redirected to an article that was erased ends as `Forgotten`, without a capture.
    """
    rows: list[Outcome] = []
    for line in lines:
        ending = line.ending or endings.get(line.capture_id or "", _FORGOTTEN)
        rows.append(
            outcome_row(
                ending,
                batch_id=batch_id,
                run_id=run_id,
                outlet=outlet,
                edition=line.edition,
                kind=line.kind,
                url=line.url,
                article_id=line.article_id,
                status_code=line.status_code,
                attempt_count=line.attempt_count,
                capture_id=line.capture_id if line.capture_id in endings else None,
                ended_at=line.ended_at,
            )
        )
    return OUTCOMES.from_records(rows)
