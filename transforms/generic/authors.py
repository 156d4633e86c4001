"""Who wrote an article."""

from collections.abc import Iterable, Iterator, Mapping
from itertools import chain
from typing import Any

from transforms.generic.byline_names import is_weak, names_in
from transforms.generic.bylines import classed_names, marked_names, names_near
from transforms.generic.document import Document
from transforms.generic.outlet_names import comparable, is_outlet, outlet_names
from transforms.generic.sourced import Sourced

AUTHOR_METAS = (
    "cxenseparse:author",
    "citation_author",
    "byl",
    "article:author",
    "author",
    "dc.contributor",
    "dc.creator",
)
"""The `meta` elements that name authors, the most trusted first."""
PAGE_TYPES = frozenset(("WebPage", "Recipe", "MedicalWebPage", "DiscussionForumPosting", "HowTo", "CreativeWork"))
"""JSON-LD objects whose author is the article's where no article is described."""
WRITTEN_BY = frozenset(
    ("written by", "by", "author", "verfasst von", "geschrieben von", "von", "écrit par", "escrito por", "scritto da")
)
"""What `twitter:label1` says where `twitter:data1` names the author, in lower case."""
_MAX_DEPTH = 3


def find_authors(document: Document, headline: str | None = None) -> Sourced[tuple[str, ...]] | None:
    """Return the names of the authors, in order; the outlet's own name only where nobody else signs.

    Args:
        document: the page.
        headline: its headline, beside which a byline is looked for.
    """
    stated = [(source, names) for source, names in _stated_names(document) if names]
    chosen = _most_trusted(chain(stated, _shown_names(document, headline)), outlet_names(document))
    if chosen is None:
        return None
    keys = set(map(comparable, chosen[1]))
    disagreeing = dict.fromkeys(source for source, names in stated if keys != set(map(comparable, names)))
    return Sourced(tuple(dict.fromkeys(chosen[1])), chosen[0], tuple(disagreeing))


def _most_trusted(sources: Iterable[tuple[str, list[str]]], outlet: frozenset[str]) -> tuple[str, list[str]] | None:
    """Return the first source that names a person, else the first that has any signature.

    A newsroom's JSON-LD tells whether the outlet signs beside a person; elsewhere its name is glued on.
    """
    signature = None
    for source, names in sources:
        others = [name for name in names if not is_outlet(name, outlet)]
        if not all(map(is_weak, others)):
            return source, names if source == "json_ld:author" else others
        if signature is None:
            signed = [name for name in names if not _is_login_of(name, outlet)]
            signature = (source, signed) if signed else None
    return signature


def _is_login_of(name: str, outlet: frozenset[str]) -> bool:
    """Tell whether a signature is the account of the outlet, not its name."""
    return name.islower() and " " not in name and is_outlet(name, outlet)


def _stated_names(document: Document) -> Iterator[tuple[str, list[str]]]:
    """Yield what each source of the metadata says, in the order of trust."""
    people = {
        thing.data["@id"]: thing.data
        for thing in document.things
        if isinstance(thing.data.get("@id"), str) and "name" in thing.data
    }
    for thing in document.things:
        if thing.is_article:
            yield "json_ld:author", _all_names(_texts(thing.data.get("author"), people))
    for thing in document.things:
        if not thing.types.isdisjoint(PAGE_TYPES):
            yield "json_ld:page author", _all_names(_texts(thing.data.get("author"), people))
    for name in AUTHOR_METAS:
        if contents := document.metas.get(name):
            yield "meta:" + name, _all_names(contents)
    if (document.meta("twitter:label1") or "").casefold() in WRITTEN_BY:
        yield "meta:twitter:data1", _all_names(document.metas.get("twitter:data1", ()))


def _shown_names(document: Document, headline: str | None) -> Iterator[tuple[str, list[str]]]:
    """Yield what each source of the page's body says, in the order of trust."""
    yield from marked_names(document)
    yield "text", names_near(document, headline)
    yield "html:class", classed_names(document)


def _all_names(texts: Iterable[str]) -> list[str]:
    return [name for text in texts for name in names_in(text)]


def _texts(value: Any, people: Mapping[str, dict[str, Any]], depth: int = 0) -> Iterator[str]:
    """Yield the names in a JSON-LD value: a text, a person, a reference to one that stands elsewhere, or a list of these."""
    if isinstance(value, str):
        yield value
    elif isinstance(value, list) and depth < _MAX_DEPTH:
        for item in value:
            yield from _texts(item, people, depth + 1)
    elif isinstance(value, dict):
        person = value if "name" in value else people.get(str(value.get("@id")), value)
        if isinstance(name := person.get("name"), str):
            yield name
