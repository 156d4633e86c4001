"""Who wrote an article and when it was published, as its byline and its metadata say."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from schemas.pages import CapturedPage
from transforms import json_ld
from transforms.dates import Instant, is_believable, read_iso, zone
from transforms.html import Node, Tree, every, first
from transforms.outlet import Outlet
from transforms.shapes import ArticleShape
from transforms.shown_date import shown_date
from transforms.text import collapse, folded

_FREE = {True: True, False: False, "true": True, "false": False}
_SAME_SECONDS = 60.0


@dataclass(frozen=True, slots=True)
class Dates:
    """What byline and metadata say of an article's dates.

    Attributes:
        published: the instant; the byline's, else the metadata's; `None` where neither can be believed.
        disbelieved: the instant of the first of them, where neither can be believed.
        source: where it stands.
        metadata_at: the metadata's instant, read as written, also where its "Z" stands behind a local time.
        modified: when it was last changed.
        is_disagreed: byline and metadata say different things.
        is_paywalled: whether the same metadata says that only subscribers read all of it.
    """

    published: Instant | None
    disbelieved: Instant | None
    source: str
    metadata_at: datetime | None
    modified: Instant | None
    is_disagreed: bool
    is_paywalled: bool | None


def read_authors(scope: Node, byline: Node | None, shape: ArticleShape) -> list[str] | None:
    """Return the names in the byline, each once; none where the newsroom signs, `None` where nothing says who does."""
    names = [collapse(node.text()) for node in every(byline or scope, shape.author)]
    if not names and byline is not None and shape.byline_author:
        match = shape.byline_author.search(collapse(byline.text()))
        names = [name.strip() for name in match["author"].split(",")] if match else []
    if not names and (byline is None or not (shape.author or shape.byline_author)):
        return None
    return without_newsroom(names, shape)


def without_newsroom(names: Iterable[str], shape: ArticleShape) -> list[str]:
    """Return names, each once, without those of the newsroom itself."""
    return [name for name in dict.fromkeys(names) if name and folded(name) not in shape.newsroom_names]


def read_dates(
    tree: Tree, scope: Node, byline: Node | None, shape: ArticleShape, outlet: Outlet, page: CapturedPage
) -> Dates:
    """Return when an article was published and changed.

    The byline wins: metadata is known to give local times as if they were UTC. Where only metadata is there, or what the byline
    says cannot be believed, it is read as written. A modified time of the same metadata is corrected by what the byline shows of its "Z".

    Raises:
        MalformedField: the byline names a date that cannot be understood.
    """
    thing = json_ld.dated_thing(tree)
    data = thing.data if thing is not None else {}
    published_text: str | None = data.get("datePublished")
    modified_text: str | None = data.get("dateModified")
    metadata = read_iso(published_text, outlet.time_zone) if published_text else None
    shown = _shown_date(scope, byline, shape, outlet, page)
    is_local = _zulu_is_local(published_text, metadata, shown, outlet)
    is_text = isinstance(modified_text, str)
    modified = read_iso(modified_text or "", outlet.time_zone, zulu_is_local=is_local) if is_text else None
    said = [instant for instant in (shown, metadata) if instant is not None]
    believed = next((instant for instant in said if is_believable(instant.at, page.captured_at)), None)
    return Dates(
        published=believed,
        disbelieved=said[0] if said and believed is None else None,
        source="selector" if believed is shown else "json_ld:datePublished",
        metadata_at=metadata.at if metadata else None,
        modified=modified,
        is_disagreed=shown is not None and metadata is not None and not _is_same(shown, metadata, outlet),
        is_paywalled=_is_paywalled(data.get("isAccessibleForFree")),
    )


def _is_paywalled(free: object) -> bool | None:
    """Return whether `isAccessibleForFree` says so: a boolean, or its name."""
    known = _FREE.get(free.lower() if isinstance(free, str) else free) if isinstance(free, str | bool) else None
    return None if known is None else not known


def _is_same(shown: Instant, metadata: Instant, outlet: Outlet) -> bool:
    """Tell whether two instants are equal as far as the byline gives it: to the minute, or to the day of the outlet."""
    if shown.precision == "day":
        local = zone(outlet.time_zone)
        return shown.at.astimezone(local).date() == metadata.at.astimezone(local).date()
    return abs((metadata.at - shown.at).total_seconds()) < _SAME_SECONDS


def _shown_date(
    scope: Node, byline: Node | None, shape: ArticleShape, outlet: Outlet, page: CapturedPage
) -> Instant | None:
    """Return the instant that the page shows, or `None` where it shows none."""
    node = first(byline or scope, shape.published) or byline
    return shown_date(node, page.captured_at, outlet.time_zone, shape.datetime_zone) if node is not None else None


def _zulu_is_local(text: str | None, metadata: Instant | None, shown: Instant | None, outlet: Outlet) -> bool:
    """Tell whether the "Z" of the metadata stands behind a local time: read as one, it is the byline's minute."""
    if text is None or metadata is None or shown is None or shown.precision == "day":
        return False
    local = read_iso(text, outlet.time_zone, zulu_is_local=True)
    if local is None or metadata.at == local.at:
        return False
    return abs((local.at - shown.at).total_seconds()) < 60 <= abs((metadata.at - shown.at).total_seconds())
