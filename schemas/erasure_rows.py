"""Rows that tell that something was erased on request, without telling what."""

from datetime import datetime
from typing import Annotated, Literal

from msgspec import Meta

from schemas.table import Row

ErasureSubject = Literal["article", "author"]
ErasureRequest = Literal["url", "author"]


class Erasure(Row, frozen=True, kw_only=True):
    """One row per article or name that was erased on request."""

    request_id: Annotated[
        str, Meta(description="Request that asked for it; an author's request erases several articles")
    ]
    subject: Annotated[ErasureSubject, Meta(description="What was erased: article, or author (the name of one)")]
    subject_hash: Annotated[
        str,
        Meta(description="Salted BLAKE2b-128 of outlet and article id, or of the name; what was erased stands nowhere"),
    ]
    request: Annotated[ErasureRequest, Meta(description="What the request named: url or author")]
    reason: Annotated[str | None, Meta(description="Why, in the words of who erased it")]
    erased_at: Annotated[datetime, Meta(description="When it was asked for, UTC")]
    row_count: Annotated[int, Meta(description="Rows that the whole request took out of the lake")]
    record_count: Annotated[int, Meta(description="WARC records that the whole request took out of the archive")]
