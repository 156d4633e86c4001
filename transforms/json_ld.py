"""What a page says of itself in JSON-LD (schema.org), for the few things that the visible page says less well."""

from collections.abc import Iterator
from typing import Any

import msgspec

from transforms.html import Tree

_SCRIPTS = 'script[type="application/ld+json"]'
_MAX_DEPTH = 6


def dates(tree: Tree) -> tuple[str | None, str | None]:
    """Return datePublished and dateModified as written, of the first object of the page that has a datePublished.

    A script that is not JSON is passed over: it is metadata, and the page is whole without it.
    """
    scripts = (tree.head.css(_SCRIPTS) if tree.head else []) or tree.css(_SCRIPTS)
    for script in scripts:
        text = script.text()
        if "datePublished" not in text:
            continue
        try:
            document = msgspec.json.decode(text)
        except (msgspec.DecodeError, RecursionError):
            continue
        for thing in _objects(document):
            published = thing.get("datePublished")
            if isinstance(published, str):
                modified = thing.get("dateModified")
                return published, modified if isinstance(modified, str) else None
    return None, None


def _objects(value: Any, depth: int = 0) -> Iterator[dict[str, Any]]:
    """Yield the objects of a document: itself, the items of a list and of a @graph."""
    if depth > _MAX_DEPTH:
        return
    if isinstance(value, dict):
        yield value
        yield from _objects(value.get("@graph"), depth + 1)
        yield from _objects(value.get("mainEntity"), depth + 1)
    elif isinstance(value, list):
        for item in value:
            yield from _objects(item, depth + 1)
