"""Who wrote an article and when it was published, as its byline and its metadata say."""

import re
from dataclasses import dataclass
from datetime import datetime

from schemas.errors import MalformedField, MissingField
from schemas.pages import CapturedPage
from transforms import json_ld
from transforms.dates import Instant, Precision, names_a_date, read_date, read_iso
from transforms.html import Node, Tree, every, first
from transforms.outlet import Outlet
from transforms.shapes import ArticleShape
from transforms.text import collapse, folded

_FROM_FIRST_DIGIT = re.compile(r"\d.*", re.DOTALL)


@dataclass(frozen=True, slots=True)
class Published:
    """When an article was published.

    Attributes:
        at: the instant, UTC; the byline's, else the metadata's.
        precision: how exact it is.
        metadata_at: the metadata's instant, read as written, also where its "Z" stands behind a local time.
        modified_at: when it was last changed, UTC.
    """

    at: datetime
    precision: Precision
    metadata_at: datetime | None
    modified_at: datetime | None


def read_authors(byline: Node | None, shape: ArticleShape) -> list[str]:
    """Return the names in the byline, each once; none where the newsroom signs."""
    if byline is None:
        return []
    names = [collapse(node.text()) for node in every(byline, shape.author)]
    if not names and shape.byline_author and (match := shape.byline_author.search(collapse(byline.text()))):
        names = [name.strip() for name in match["author"].split(",")]
    return [name for name in dict.fromkeys(names) if name and folded(name) not in shape.newsroom_names]


def read_published(
    tree: Tree, byline: Node | None, shape: ArticleShape, outlet: Outlet, page: CapturedPage
) -> Published:
    """Return when an article was published.

    The byline wins: metadata is known to give local times as if they were UTC. Where only metadata is there, it is read as
    written. A modified time of the same metadata is corrected by what the byline shows of its "Z".

    Raises:
        MissingField: neither byline nor metadata says when.
        MalformedField: the byline names a date that cannot be understood.
    """
    published_text, modified_text = json_ld.dates(tree)
    metadata = read_iso(published_text, outlet.time_zone) if published_text else None
    shown = _byline_date(byline, shape, outlet, page)
    instant = shown or metadata
    if instant is None:
        raise MissingField("published_at")
    is_local = _zulu_is_local(published_text, metadata, shown, outlet)
    modified = read_iso(modified_text, outlet.time_zone, zulu_is_local=is_local) if modified_text else None
    return Published(
        instant.at, instant.precision, metadata.at if metadata else None, modified.at if modified else None
    )


def _byline_date(byline: Node | None, shape: ArticleShape, outlet: Outlet, page: CapturedPage) -> Instant | None:
    """Return the instant that the byline names, or `None` where it names none."""
    node = (first(byline, shape.published) or byline) if byline is not None else None
    if node is None:
        return None
    text = collapse(node.attrs.get("datetime") or node.text())
    instant = read_iso(text, outlet.time_zone) or read_date(text, page.captured_at, outlet.time_zone)
    if instant is None and names_a_date(text):
        match = _FROM_FIRST_DIGIT.search(text)
        raise MalformedField("published_at", match[0] if match else text)
    return instant


def _zulu_is_local(text: str | None, metadata: Instant | None, shown: Instant | None, outlet: Outlet) -> bool:
    """Tell whether the "Z" of the metadata stands behind a local time: read as one, it is the byline's minute."""
    if text is None or metadata is None or shown is None or shown.precision == "day":
        return False
    local = read_iso(text, outlet.time_zone, zulu_is_local=True)
    if local is None or metadata.at == local.at:
        return False
    return abs((local.at - shown.at).total_seconds()) < 60 <= abs((metadata.at - shown.at).total_seconds())
