"""When an article was published, and when it was modified."""

from datetime import datetime

from transforms.dates import Instant, read_iso
from transforms.generic.document import Document
from transforms.generic.sourced import Sourced


def find_published(document: Document, captured_at: datetime | None) -> Sourced[Instant] | None:
    """Return when the article was published."""
    text = document.meta("article:published_time")
    instant = read_iso(text, "UTC") if text else None
    return Sourced(instant, "meta:article:published_time") if instant else None


def find_modified(document: Document, captured_at: datetime | None) -> Sourced[Instant] | None:
    """Return when the article was last modified."""
    text = document.meta("article:modified_time")
    instant = read_iso(text, "UTC") if text else None
    return Sourced(instant, "meta:article:modified_time") if instant else None
