"""The text of an article, found by its content."""

from collections.abc import Sequence

from transforms.generic.body_blocks import Block, Box, Outline
from transforms.generic.body_features import (
    DATE,
    HEADLINE,
    LABEL,
    TEXT_BIT,
    ends_as_sentence,
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
from transforms.generic.date_reading import READINGS
from transforms.generic.document import Document
from transforms.generic.sourced import Sourced

_HOPELESS = -5.0
"""What the boxes around a block may say against it before its text is not looked at."""
_PEERS = 2.0
"""How far below the best block others are taken where no block is likely."""
_NOT_LOOKED_AT = (0, 0, 0)
"""The bits of a block far from all prose, or in hopeless boxes."""
_FRONT_MATTER = sum(TEXT_BIT[name] for name in ("label", "opening", "credit", "byline", "no_letters", "links:all"))
"""What is said of a short block that stands before the text and is none."""
_LONGEST_SCRAP = 80
_UNKNOWN_SCRAPS = 2
"""Short blocks in a row that may stand between two of those."""
_HEADINGS = frozenset(("h2", "h3", "h4", "h5", "h6"))
_LITTLE = 250
"""Fewer characters in the page than these send us to its scripts."""


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
    kept = [
        (block, text)
        for block, (_, _, text), logit in zip(outline.blocks, rows, logits, strict=True)
        if logit > least and not text & HEADLINE
    ]
    return tuple(block.text for block, _ in kept[_front_matter(kept) :])


def _front_matter(kept: Sequence[tuple[Block, int]]) -> int:
    """Return how many blocks stand before the text itself: those up to the last date line, by-line, label, link or number.

    Among them may be a scrap or two of which nothing is known, such as a bare name; a sentence or a heading is text.

    Args:
        kept: the likely blocks, each with the bits of its text.
    """
    count = 0
    for place, (block, text) in enumerate(kept):
        is_text = ends_as_sentence(block.text) and not text & LABEL
        if is_text or block.size >= _LONGEST_SCRAP or place > count + _UNKNOWN_SCRAPS:
            break
        if text & _FRONT_MATTER or (text & DATE and any(reading.search(block.text) for reading in READINGS.values())):
            count = place + 1
        elif block.box.tag in _HEADINGS:
            break
    return count if count < len(kept) else 0
