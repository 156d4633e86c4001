"""The outlet's file as somebody edits it: with other selectors for a while."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from typing import Any

from transforms.outlets import korrespondent

NOWHERE = ("div.renamed-in-a-redesign",)


@contextmanager
def selectors(**of_article: Any) -> Iterator[None]:
    """Describe the outlet's articles by other selectors inside the block."""
    described = korrespondent.OUTLET
    (layout,) = described.layouts
    other = replace(layout, article=replace(layout.article, **of_article))
    korrespondent.OUTLET = replace(described, layouts=(other,), revision=described.revision + 1)
    try:
        yield
    finally:
        korrespondent.OUTLET = described
