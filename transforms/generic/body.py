"""The text of an article, found by its content."""

from transforms.generic.body_blocks import Box, Outline
from transforms.generic.body_copies import without_copies
from transforms.generic.body_ends import without_ends
from transforms.generic.body_features import (
    HEADLINE,
    find_headline,
    fold,
    reading_range,
    set_box_bits,
    stated_bits,
    text_bits,
    wording_of,
)
from transforms.generic.body_score import boxed, placed
from transforms.generic.body_scripts import paragraphs_of, plain, scripted_text, stated_text
from transforms.generic.document import Document
from transforms.generic.sourced import Sourced
from transforms.generic.standfirst import find_deck

_HOPELESS = -5.0
"""What the boxes around a block may say against it before its text is not looked at."""
_PEERS = 2.0
"""How far below the best block others are taken where no block is likely."""
_NOT_LOOKED_AT = (0, 0, 0)
"""The bits of a block far from all prose, or in hopeless boxes."""
_LITTLE = 250
"""Fewer characters than these are hardly a text: where the page shows no more, its scripts may have it."""


def block_bits(document: Document, headline: str) -> list[tuple[int, int, int]]:
    """Return the bits of each block of a page: of the boxes around it, of the nearest, of its text.

    The boxes of prose are looked at first: they say how far the others matter.
    """
    outline = document.outline
    outline.headline = find_headline(outline, headline)
    set_box_bits([box for box in outline.boxes if box.prose], outline.headline)
    inside = reading_range(outline, _is_hopeless)
    set_box_bits(_within(outline, inside), outline.headline)
    wording = wording_of(outline.blocks, inside, headline, _descriptions(document))
    rows = [_NOT_LOOKED_AT] * len(outline.blocks)
    for place in inside:
        block = outline.blocks[place]
        box = block.box
        if not _is_hopeless(box):
            rows[place] = (box.around, box.near, text_bits(block, wording))
    stated = fold(plain(stated_text(document)))
    if len(stated) > 200:
        extra = stated_bits(outline, stated)
        rows = [
            (around, near, text | more if text else 0) for (around, near, text), more in zip(rows, extra, strict=True)
        ]
    return rows


def _descriptions(document: Document) -> list[str]:
    return [text for name in ("description", "og:description") for text in document.metas.get(name, ())]


def _within(outline: Outline, places: range) -> list[Box]:
    """Return the boxes without prose that hold any of these blocks."""
    first, end = places.start, places.stop
    return [box for box in outline.boxes if not box.prose and box.start < end and box.end > first]


def _is_hopeless(box: Box) -> bool:
    return boxed(box.around, box.near) < _HOPELESS


def find_body(document: Document, headline: str | None) -> Sourced[tuple[str, ...]] | None:
    """Return the paragraphs of the article in order.

    They are the blocks of the page that are likely body; where those are next to nothing, the text that the page keeps in its scripts.
    """
    shown = _shown(document, headline)
    size = sum(map(len, shown))
    if size < _LITTLE:
        for source, text in (("json_ld:articleBody", stated_text(document)), ("script", scripted_text(document))):
            kept = tuple(block.text for block in paragraphs_of(text)) if len(text) > 2 * size else ()
            if sum(map(len, kept)) > 2 * size:
                return Sourced(kept, source)
    return Sourced(shown, "html") if shown else None


def _shown(document: Document, headline: str | None) -> tuple[str, ...]:
    rows = block_bits(document, fold(headline or ""))
    outline = document.outline
    logits = placed(outline, rows)
    least = min(0.0, max(logits, default=0.0) - _PEERS)
    deck = find_deck(outline, outline.headline)
    kept = [
        (block, text, logit)
        for block, (_, _, text), logit in zip(outline.blocks, rows, logits, strict=True)
        if logit > least and not text & HEADLINE
    ]
    below_deck = [one for one in kept if one[0] is not deck]
    is_enough = sum(block.size for block, _, _ in below_deck) >= _LITTLE
    return tuple(block.text for block, _, _ in without_copies(without_ends(below_deck if is_enough else kept)))
