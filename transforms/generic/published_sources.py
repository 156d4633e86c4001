"""Where a page's head says when it was published or modified: the sources in their order of trust."""

import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache
from itertools import islice

from transforms.generic.date_reading import Moment, read_moment
from transforms.generic.document import Document

_URL_DAY = re.compile(r"(?<!\d)((?:19|20)\d\d)([-/._]?)([01]\d)\2([0-3]\d)(?!\d)")
_PUBLICATION = re.compile(
    r"^(?!.*(?:modif|updat|expir|image|video)).*(?:publi(?:sh|c)|pub[-_.]?date|sailthru\.date|date[-_.](?:issued|created|available)|terms\.(?:created|issued))"
)
"""Names of `meta` elements that speak of a publication."""
_CHANGE = re.compile(r"^(?!.*(?:image|video)).*(?:modif|last[-_.]?mod)")
"""Names of `meta` elements that speak of a change."""
_MOST_READ = 20
"""Values that are read of a source at most."""
_LONGEST_NAME = 100
"""Characters of a `meta` element's name that are looked at."""
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


Source = Callable[[Document], Iterator[tuple[str, str]]]
"""Yields where something stands, as `Sourced.source` has it, and what it says."""


def _meta(name: str) -> Source:
    return lambda document: ((f"meta:{name}", content) for content in document.metas.get(name, ())[:1])


def _metas_named(pattern: re.Pattern[str]) -> Source:
    is_named = lru_cache(maxsize=1024)(lambda name: pattern.search(name) is not None)  # pages use the same few names
    return lambda document: (
        (f"meta:{name}", contents[0]) for name, contents in document.metas.items() if is_named(name[:_LONGEST_NAME])
    )


def _article(name: str) -> Source:
    def read(document: Document) -> Iterator[tuple[str, str]]:
        thing = document.article_thing
        if thing and (text := thing.text(name)):
            yield f"json_ld:{name}", text

    return read


def _any_thing(name: str) -> Source:
    def read(document: Document) -> Iterator[tuple[str, str]]:
        texts = (thing.text(name) for thing in document.things if "ImageObject" not in thing.types)
        if text := next(filter(None, texts), None):
            yield f"json_ld:any.{name}", text

    return read


def _url_day(document: Document) -> Iterator[tuple[str, str]]:
    if match := _URL_DAY.search(document.url.partition("?")[0]):
        yield "url", f"{match[1]}-{match[3]}-{match[4]}"


PUBLISHED: dict[str, Source] = {
    "json_ld": _article("datePublished"),
    "article": _metas_named(re.compile(r"^(?:og:)?article:published_time$")),
    "metas": _metas_named(_PUBLICATION),
    "url": _url_day,
}
"""Sources of the publication that are believed before the body of the page, the most trusted first."""

WEAK: dict[str, Source] = {
    "any_json_ld": _any_thing("datePublished"),
    "dc": _meta("dc.date"),
    "date": _meta("date"),
}
"""Sources that are asked where the body is silent, too: on many pages they hold another date."""

MODIFIED: dict[str, Source] = {
    "article": _meta("article:modified_time"),
    "json_ld": _article("dateModified"),
    "any_json_ld": _any_thing("dateModified"),
    "og": _meta("og:updated_time"),
    "metas": _metas_named(_CHANGE),
}
"""Sources of the last change, the most trusted first."""


def head_candidates(document: Document, sources: Mapping[str, Source]) -> Iterator[Candidate]:
    """Yield what the sources say, in their order, each place once."""
    seen: set[str] = set()
    for read in sources.values():
        for name, text in islice(read(document), _MOST_READ):
            if name in seen or len(text) > _LONGEST_VALUE:
                continue
            seen.add(name)
            if moment := read_moment(text):
                yield Candidate(moment, name)
