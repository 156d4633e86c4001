"""Where a page's head says when it was published or modified: the sources in their order of trust."""

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass

from transforms.generic.date_reading import Moment, read_moment
from transforms.generic.document import Document

_URL_DAY = re.compile(r"(?<!\d)((?:19|20)\d\d)([-/._]?)([01]\d)\2([0-3]\d)(?!\d)")
_LONGEST_VALUE = 80
"""Characters of a value that can be a date; longer ones are texts that mention one."""


@dataclass(frozen=True, slots=True)
class Candidate:
    """A moment that a page may have been published at.

    Attributes:
        moment: as written.
        source: where it stands, as `Sourced.source` has it.
    """

    moment: Moment
    source: str


Source = tuple[str, Callable[[Document], str | None]]


def _meta(name: str) -> Source:
    return f"meta:{name}", lambda document: document.meta(name)


def _article(name: str) -> Source:
    return f"json_ld:{name}", lambda document: thing.text(name) if (thing := document.article_thing) else None


def _any_thing(name: str) -> Source:
    return f"json_ld:any.{name}", lambda document: next(
        (text for thing in document.things if (text := thing.text(name)) and "ImageObject" not in thing.types), None
    )


def _url_day(document: Document) -> str | None:
    match = _URL_DAY.search(document.url.partition("?")[0])
    return f"{match[1]}-{match[3]}-{match[4]}" if match else None


PUBLISHED: tuple[Source, ...] = (
    _article("datePublished"),
    _meta("article:published_time"),
    _meta("og:article:published_time"),
    _meta("cxenseparse:recs:publishtime"),
    _meta("cxenseparse:publishtime"),
    _meta("dc.date.issued"),
    _meta("date.available"),
    _meta("parsely-pub-date"),
    _meta("sailthru.date"),
    _meta("publish_date"),
    _meta("published"),
    _meta("dcterms.created"),
    _meta("date.created"),
    _any_thing("datePublished"),
    _meta("datepublished"),
    _meta("pubdate"),
    ("url", _url_day),
    _meta("dc.date"),
    _meta("date"),
    _article("dateCreated"),
)
"""Sources of the publication, the most trusted first."""

MODIFIED: tuple[Source, ...] = (
    _meta("article:modified_time"),
    _article("dateModified"),
    _any_thing("dateModified"),
    _meta("og:updated_time"),
    _meta("datemodified"),
    _meta("dcterms.modified"),
    _meta("last-modified"),
)
"""Sources of the last change, the most trusted first."""


def head_candidates(document: Document, sources: tuple[Source, ...], *, month_first: bool) -> Iterator[Candidate]:
    """Yield what the sources say, in their order."""
    for name, read in sources:
        text = read(document)
        if text and len(text) <= _LONGEST_VALUE and (moment := read_moment(text, month_first=month_first)):
            yield Candidate(moment, name)
