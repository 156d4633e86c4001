"""The main image of an article."""

import re
from collections.abc import Callable, Iterator
from typing import Any

from transforms.generic.document import Document
from transforms.generic.sourced import Sourced
from transforms.html import Node
from transforms.urls import absolute_url

_NO_IMAGE = re.compile(
    r"^data:|(?:^|[/_.-])(?:logo|default|placeholder|blank|spacer|pixel|favicon|dummy|no-?image)s?(?:[/_.-]|\d|$)|\.svg(?:$|\?)",
    re.IGNORECASE,
)
_ADDRESSES = ("src", "data-src", "srcset", "data-srcset")


def find_image(document: Document) -> Sourced[str] | None:
    """Return the URL of the main image, absolute.

    The picture that the page shows first is the main one where the image it declares is not on the page at all: that is one cut for
    other sites.
    """
    declared = [(source, url) for source, read in SOURCES for url in read(document) if url]
    good = [one for one in declared if not _NO_IMAGE.search(one[1])]
    shown = next(
        filter(None, map(_address, (node for node in document.filing.lead_images if node.attrs.get("fetchpriority")))),
        None,
    )
    if shown and not (good and _is_shown(good[0][1], document)):
        good.insert(0, ("html:fetchpriority", shown))
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


def _address(image: Node) -> str | None:
    """Return where an image lies; of a set of sizes the first."""
    attributes = image.attrs
    for attribute in _ADDRESSES:
        address = (attributes.get(attribute) or "").strip().partition(" ")[0]
        if address and not _NO_IMAGE.search(address):
            return address
    return None


def _is_shown(url: str, document: Document) -> bool:
    """Tell whether the page shows an image, of whatever size its file's name stands for."""
    names = f"/{_name(url)}.", f"%2F{_name(url)}."
    for node in document.tree.css("img, source"):
        attributes = node.attrs
        for attribute in _ADDRESSES:
            value = attributes.get(attribute)
            if value and not value.startswith("data:") and (names[0] in value or names[1] in value):
                return True
    return False


def _name(url: str) -> str:
    """Return the name of the image's file, without its ending, which formats of it share."""
    return url.partition("?")[0].rstrip("/").rpartition("/")[2].rpartition("%2F")[2].partition(".")[0]


SOURCES: tuple[tuple[str, Callable[[Document], Iterator[str]]], ...] = (
    ("meta:og:image", _in_meta("og:image")),
    ("json_ld:image", _in_json_ld),
    ("meta:twitter:image", _in_meta("twitter:image")),
    ("html:figure", _in_figure),
)
"""Where the image stands, the most trusted first. The second and third answer on pages without the first, of which no corpus knows
the image: kept for those."""
