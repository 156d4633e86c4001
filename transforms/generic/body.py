"""The text of an article, found by its content."""

import html
import re
from collections import Counter

from transforms.generic.body_blocks import Outline, read_outline
from transforms.generic.body_features import (
    find_headline,
    fold,
    near_bits,
    set_box_bits,
    stated_bits,
    text_bits,
    weigh_sizes,
)
from transforms.generic.body_score import boxed, placed
from transforms.generic.document import Document
from transforms.generic.sourced import Sourced

_HOPELESS = -5.0
"""What the boxes around a block may say against it before its text is not looked at."""
_PEERS = 2.0
"""How far below the best block others are taken where no block is likely."""
_MARKUP = re.compile(r"<[^<>]*>")


def stated_text(document: Document) -> str:
    """Return the article's text as the page's JSON-LD gives it, or an empty text."""
    longest = ""
    for thing in document.things:
        value = thing.data.get("articleBody")
        if isinstance(value, str) and len(value) > len(longest):
            longest = value
    return html.unescape(_MARKUP.sub(" ", longest)) if longest else ""


def block_bits(document: Document, outline: Outline, headline: str) -> list[tuple[int, int, int]]:
    """Return the bits of each block: of the boxes around it, of the nearest, of its text."""
    weigh_sizes(outline)
    outline.headline = find_headline(outline, headline)
    set_box_bits(outline, outline.headline)
    texts = Counter([block.text for block in outline.blocks])
    rows = []
    for block in outline.blocks:
        box = block.box
        around, near = box.around, near_bits(box)
        rows.append((around, near, text_bits(block, headline, texts) if boxed(around, near) > _HOPELESS else 0))
    stated = fold(stated_text(document))
    if len(stated) > 200:
        extra = stated_bits(outline, stated)
        rows = [
            (around, near, text | more if text else 0) for (around, near, text), more in zip(rows, extra, strict=True)
        ]
    return rows


def find_body(document: Document, headline: str | None) -> Sourced[tuple[str, ...]] | None:
    """Return the paragraphs of the article in order."""
    root = document.tree.body
    if root is None:
        return None
    outline = read_outline(root)
    rows = block_bits(document, outline, fold(headline) if headline else "")
    logits = placed(outline, rows)
    least = min(0.0, max(logits, default=0.0) - _PEERS)
    paragraphs = tuple(block.text for block, logit in zip(outline.blocks, logits, strict=True) if logit > least)
    return Sourced(paragraphs, "html") if paragraphs else None
