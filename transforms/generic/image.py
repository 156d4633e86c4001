"""The main image of an article."""

import re
from collections.abc import Callable, Iterator
from typing import Any

from transforms.generic.document import Document
from transforms.generic.sourced import Sourced
from transforms.html import Node
from transforms.urls import absolute_url

_NO_IMAGE = re.compile(
    r"^data:|(?:^|[/_.-])(?:logo|default|placeholder|fallback|blank|spacer|pixel|favicon|dummy|no-?image)s?(?:[/_.-]|\d|$)|\.svg(?:$|\?)",
    re.IGNORECASE,
)
_ADDRESSES = ("src", "data-src", "srcset", "data-srcset")
_FEW_WORDS = 3
"""Words of an alternative text that may be no more than a name."""


def find_image(document: Document) -> Sourced[str] | None:
    """Return the URL of the main image, absolute.

    The picture that the page loads first is the main one where the file that it declares is not on the page at all: that is one cut
    for other sites.
    """
    declared = [(source, url) for source, read in SOURCES for url in read(document) if url]
    good = [one for one in declared if not _NO_IMAGE.search(one[1])]
    first = next(((source, url) for source, read in LOADED_FIRST for url in read(document)), None)
    if first and not (good and _is_shown(good[0][1], document)):
        good.insert(0, first)
    for source, url in good or declared[:1]:
        if absolute := absolute_url(document.url, url) if document.url else url:
            return Sourced(absolute, source, tuple(name for name, other in good if _name(other) != _name(url)))
    return None


def _in_meta(name: str) -> Callable[[Document], Iterator[str]]:
    return lambda document: iter(document.metas.get(name, ()))


def _in_json_ld(document: Document) -> Iterator[str]:
    for thing in document.things:
        if thing.is_article:
            yield from _urls(thing.data.get("image"))


def _urls(value: Any) -> Iterator[str]:
    if isinstance(value, str):
        yield value.strip()
    elif isinstance(value, dict):
        yield from _urls(value.get("url") or value.get("contentUrl"))
    elif isinstance(value, list):
        for item in value[:3]:
            yield from _urls(item)


def _in_figure(document: Document) -> Iterator[str]:
    """Yield the first image of a figure; only a page that declares none is searched."""
    if not any(True for _, read in SOURCES[:-1] for _ in read(document)):
        yield from filter(None, map(_address, document.tree.css("figure img, article img")[:3]))


def _with_priority(document: Document) -> Iterator[str]:
    """Yield the images that are fetched before others, those that words describe first: a portrait of the author has but a name."""
    urgent = [
        node for node in document.filing.lead_images if (node.attributes.get("fetchpriority") or "").lower() == "high"
    ]
    yield from filter(None, map(_address, sorted(urgent, key=_is_described, reverse=True)))


def _preloaded(document: Document) -> Iterator[str]:
    """Yield the images that the head has fetched before others."""
    for link in document.links:
        attributes = link.attributes
        if (link.relation, attributes.get("as"), attributes.get("fetchpriority")) == ("preload", "image", "high"):
            for attribute in ("href", "imagesrcset"):
                address = (attributes.get(attribute) or "").strip().partition(" ")[0].strip("#,")
                if address and not _NO_IMAGE.search(address):
                    yield address
                    break


def _loaded_at_once(document: Document) -> Iterator[str]:
    """Yield the images that are not to wait until they are seen, where words describe them."""
    eager = (node for node in document.filing.lead_images if (node.attributes.get("loading") or "").lower() == "eager")
    yield from filter(None, map(_address, filter(_is_described, eager)))


def _is_described(image: Node) -> bool:
    return len((image.attributes.get("alt") or "").split()) > _FEW_WORDS


def _address(image: Node) -> str | None:
    """Return where an image lies; of a set of sizes the first."""
    attributes = image.attributes
    for attribute in _ADDRESSES:
        address = (attributes.get(attribute) or "").strip().partition(" ")[0]
        if address and not _NO_IMAGE.search(address):
            return address
    return None


def _is_shown(url: str, document: Document) -> bool:
    """Tell whether the page shows an image in the same cut: one in another has another name."""
    names = f"/{_name(url)}.", f"%2F{_name(url)}."
    for node in document.tree.css("img, source"):
        attributes = node.attributes
        for attribute in _ADDRESSES:
            value = attributes.get(attribute)
            if value and not value.startswith("data:") and (names[0] in value or names[1] in value):
                return True
    return False


def _name(url: str) -> str:
    """Return the name of the image's file without its ending, which formats of it share."""
    file = url.partition("?")[0].rstrip("/").rpartition("/")[2].rpartition("%2F")[2]
    return file.rpartition(".")[0] or file


SOURCES: tuple[tuple[str, Callable[[Document], Iterator[str]]], ...] = (
    ("meta:og:image", _in_meta("og:image")),
    ("json_ld:image", _in_json_ld),
    ("meta:twitter:image", _in_meta("twitter:image")),
    ("html:figure", _in_figure),
)
"""Where the image stands, the most trusted first. The second and third answer on pages without the first, of which no corpus knows
the image: kept for those."""

LOADED_FIRST: tuple[tuple[str, Callable[[Document], Iterator[str]]], ...] = (
    ("html:fetchpriority", _with_priority),
    ("link:preload", _preloaded),
    ("html:loading=eager", _loaded_at_once),
)
"""What tells the picture that the page loads first, the surest first."""
