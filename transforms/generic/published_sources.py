"""Where a page's head says when it was published or modified: the sources in their order of trust."""

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass

from transforms.generic.date_reading import Moment, read_moment
from transforms.generic.document import Document

_URL_DAY = re.compile(r"(?<!\d)((?:19|20)\d\d)([-/._]?)([01]\d)\2([0-3]\d)(?!\d)")
_PUBLICATION = re.compile(
    r"^(?!.*(?:modif|updat|expir|image|video)).*(?:publi(?:sh|c)|pub[-_.]?date|sailthru\.date|date[-_.](?:issued|created|available)|terms\.(?:created|issued))"
)
"""Names of `meta` elements that speak of a publication."""
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


def _named(names: re.Pattern[str]) -> Source:
    return "meta:*", lambda document: next(
        (
            contents[0]
            for name, contents in document.metas.items()
            if names.search(name) and read_moment(contents[0][:_LONGEST_VALUE])
        ),
        None,
    )


PUBLISHED: tuple[Source, ...] = (
    _article("datePublished"),
    _meta("article:published_time"),
    _meta("og:article:published_time"),
    _named(_PUBLICATION),
    ("url", _url_day),
)
"""Sources of the publication that are believed before the body of the page, the most trusted first."""

WEAK: tuple[Source, ...] = (
    _any_thing("datePublished"),
    _article("dateCreated"),
    _meta("dc.date"),
    _meta("date"),
)
"""Sources that are asked where the body is silent, too: on many pages they hold another date."""

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
