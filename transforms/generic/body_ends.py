"""What is likely text by its looks, stands at the beginning or at the end of an article, and is none."""

from transforms.generic.body_features import DATE, LABEL, TEXT_BIT, ends_as_sentence
from transforms.generic.body_score import Likely
from transforms.generic.date_reading import READINGS

_FRONT_MATTER = sum(TEXT_BIT[name] for name in ("label", "opening", "credit", "byline", "no_letters", "links:all"))
"""What is said of a short block that stands before the text and is none."""
_LONGEST_SCRAP = 80
_UNKNOWN_SCRAPS = 2
"""Short blocks in a row that may stand between two of those."""
_HEADINGS = frozenset(("h2", "h3", "h4", "h5", "h6"))
_SURE = 1.0
"""The logit from which on a scrap after the text is text too."""
_LISTED = frozenset(("blockquote", "dd", "dt", "li", "pre", "td"))
"""Elements whose texts may be as short as they like."""


def without_ends(kept: Likely) -> Likely:
    """Return the likely blocks from the first to the last that is text."""
    return kept[_front_matter(kept) : len(kept) - _back_matter(kept)]


def _front_matter(kept: Likely) -> int:
    """Return how many blocks stand before the text itself: those up to the last date line, by-line, label, link or number.

    Among them may be a scrap or two of which nothing is known, such as a bare name; a sentence or a heading is text.
    """
    count = 0
    for place, (block, text, _) in enumerate(kept):
        is_text = ends_as_sentence(block.text) and not text & LABEL
        if is_text or block.size >= _LONGEST_SCRAP or place > count + _UNKNOWN_SCRAPS:
            break
        if text & _FRONT_MATTER or (text & DATE and any(reading.search(block.text) for reading in READINGS.values())):
            count = place + 1
        elif block.box.tag in _HEADINGS:
            break
    return count if count < len(kept) else 0


def _back_matter(kept: Likely) -> int:
    """Return how many blocks stand after the text itself: agencies, names and labels, none of them a sentence or surely text."""
    count = 0
    for block, _, logit in reversed(kept):
        box = block.box
        is_listed = box.tag in _LISTED or (box.parent is not None and box.parent.tag in _LISTED)
        if is_listed or logit > _SURE or block.size >= _LONGEST_SCRAP or ends_as_sentence(block.text):
            break
        count += 1
    return count if count < len(kept) else 0
