"""Who wrote an article."""

from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from transforms.generic.byline_names import is_weak, names_in
from transforms.generic.bylines import classed_names, marked_names, names_near
from transforms.generic.document import Document
from transforms.generic.outlet_names import comparable, is_outlet, outlet_names
from transforms.generic.sourced import Sourced

AUTHOR_METAS = (
    "sailthru.author",
    "parsely-author",
    "cxenseparse:author",
    "article:author_name",
    "og:article:author",
    "citation_author",
    "byl",
    "article:author",
    "author",
    "og:author",
    "dc.contributor",
    "dcterms.creator",
    "dc.creator",
)
"""The `meta` elements that name authors, the most trusted first."""
PAGE_TYPES = frozenset(("WebPage", "Recipe", "MedicalWebPage", "DiscussionForumPosting", "HowTo", "CreativeWork"))
"""JSON-LD objects whose author is the article's where no article is described."""
WRITTEN_BY = frozenset(
    ("written by", "by", "author", "verfasst von", "geschrieben von", "von", "écrit par", "escrito por", "scritto da")
)
"""What `twitter:label1` says where `twitter:data1` names the author, in lower case."""


def find_authors(document: Document, headline: str | None = None) -> Sourced[tuple[str, ...]] | None:
    """Return the names of the authors, in order; the outlet's own name only where nobody else signs."""
    outlet = outlet_names(document)
    weak = None
    for source, names in _sources(document, headline):
        others = [name for name in names if not is_outlet(name, outlet)]
        if not all(map(is_weak, others)):
            return Sourced(tuple(dict.fromkeys(names if source == "json_ld:author" else others)), source)
        names = [name for name in names if not (name.islower() and " " not in name and comparable(name) in outlet)]
        if names and weak is None:
            weak = Sourced(tuple(dict.fromkeys(names)), source)
    return weak


def _sources(document: Document, headline: str | None) -> Iterator[tuple[str, list[str]]]:
    """Yield what each source says, in the order of trust."""
    people = {
        thing.data["@id"]: thing.data
        for thing in document.things
        if isinstance(thing.data.get("@id"), str) and "name" in thing.data
    }
    for thing in document.things:
        if thing.is_article:
            yield "json_ld:author", _all_names(_stated(thing.data.get("author"), people))
    for thing in document.things:
        if not thing.types.isdisjoint(PAGE_TYPES):
            yield "json_ld:page author", _all_names(_stated(thing.data.get("author"), people))
    for name in AUTHOR_METAS:
        yield "meta:" + name, _all_names(document.metas.get(name, ()))
    if (document.meta("twitter:label1") or "").casefold() in WRITTEN_BY:
        yield "meta:twitter:data1", _all_names(document.metas.get("twitter:data1", ()))
    yield "html:itemprop", marked_names(document, "itemprop")
    yield "html:rel", marked_names(document, "rel")
    yield "text", names_near(document, headline)
    yield "html:class", classed_names(document)


def _all_names(texts: Iterable[str]) -> list[str]:
    return [name for text in texts for name in names_in(text)]


def _stated(value: Any, people: Mapping[str, dict[str, Any]]) -> Iterator[str]:
    """Yield the names in a JSON-LD value: a text, a person, a reference to one that stands elsewhere, or a list of these."""
    if isinstance(value, str):
        yield value
    elif isinstance(value, list):
        for item in value:
            yield from _stated(item, people)
    elif isinstance(value, dict):
        if "name" not in value:
            value = people.get(str(value.get("@id")), value)
        name = value.get("name")
        if isinstance(name, str):
            yield name
