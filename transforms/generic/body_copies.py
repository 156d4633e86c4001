"""Texts that a page has twice: once to be read, once for print, for narrow screens or for those who have paid."""

from transforms.generic.body_blocks import Block
from transforms.generic.body_score import Likely

_PARAGRAPH = 60
"""Characters from which on a text that is repeated tells of a copy: a refrain, a label or a heading is shorter."""
_COPIED = 0.3
"""How much of the text is repeated where it stands there twice."""
_WHOLE = 1_500
_PARTS = 3


def without_copies(kept: Likely) -> Likely:
    """Return the likely blocks without those of a second copy."""
    parts = _without_whole(kept)
    texts: set[str] = set()
    once: list[tuple[Block, int, float]] = []
    size = repeated = 0
    for one in parts:
        block = one[0]
        size += block.size
        if block.text not in texts:
            texts.add(block.text)
            once.append(one)
        elif block.size >= _PARAGRAPH:
            repeated += block.size
    return once if repeated > _COPIED * size else parts


def _without_whole(kept: Likely) -> Likely:
    """Return the blocks without one that holds the text of several others: the whole text in one piece."""
    if not kept:
        return kept
    whole = max((block for block, _, _ in kept), key=lambda block: block.size)
    if whole.size < _WHOLE:
        return kept
    others = (block.text for block, _, _ in kept if block is not whole and block.size >= _PARAGRAPH)
    if sum(text in whole.text for text in others) < _PARTS:
        return kept
    return [one for one in kept if one[0] is not whole]
