"""What can be said of a block of a page by itself and by the boxes around it, as bits.

A block's bits stand in three numbers: those of every box around it, those of the two nearest, and those of its text.
"""

import re
from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass

from transforms.generic.body_blocks import Block, Box, Outline
from transforms.generic.body_hints import KINDS, kinds_of
from transforms.generic.body_labels import LABELS, bare_label
from transforms.generic.body_phrases import BYLINE, INSIDE, OPENING

BOX_TAGS = (
    "nav", "footer", "header", "aside", "form", "figure", "figcaption", "table", "article", "main", "li", "blockquote", "a", "details",
    "section",
)  # fmt: skip

HIDDEN = len(KINDS) + len(BOX_TAGS)
BOX_BITS: tuple[str, ...] = (*KINDS, *(f"<{tag}>" for tag in BOX_TAGS), "=hidden")
_TAG_BITS = {tag: 1 << (len(KINDS) + place) for place, tag in enumerate(BOX_TAGS)}
_OF_MOST = sum(
    1 << BOX_BITS.index(name) for name in ("text", "article", "content", "rich", "paywall", "<article>", "<main>")
)
"""What may be said of a box with most of the text: it is neither a menu nor a comment whatever it is called."""

_SIZES = tuple(f"size:{step}" for step in range(10))
_DENSITIES = ("links:none", "links:few", "links:some", "links:most", "links:all")
_TAGS = {
    "p": "p", "li": "li", "h1": "h1", "h2": "h2", "h3": "h2", "h4": "h4", "h5": "h4", "h6": "h4", "td": "td", "th": "td",
    "blockquote": "quote", "pre": "pre", "dd": "dd", "dt": "dd", "address": "address", "figcaption": "figcaption",
}  # fmt: skip
_TAG_NAMES = ("other", *dict.fromkeys(_TAGS.values()))
_COMMAS = ("commas:0", "commas:1", "commas:2", "commas:3")

_ENDS = frozenset(".!?…。！？")
_CLOSERS = frozenset("\"'”’»)]）」』*")
_WIDE = re.compile(r"[\u3040-\u30ff\u3400-\u9fff\uac00-\ud7af]")
_DATE = re.compile(r"\b(?:19|20)\d\d\b|\d{1,2}[:.]\d\d|\d{1,2}[./]\d{1,2}[./]\d{2,4}")
_MARGIN = 20
"""How many blocks before the first prose and after the last are looked at."""
_DIGIT = re.compile(r"\d")
_LETTER = re.compile(r"[^\W\d_]")
_FOLD = re.compile(r"\W+")
_FIRST_WORDS = re.compile(r"(\w+)(?:\W+(\w+))?")

TEXT_BITS: tuple[str, ...] = (
    *_SIZES, *_DENSITIES, *(f"tag:{name}" for name in _TAG_NAMES), *_COMMAS,
    "end", "colon", "in_item", "opening", "opening_long", "byline", "inside", "date", "no_letters", "upper", "headline", "like_headline",
    "repeated", "often", "link_line", "stated", "unstated:some", "unstated:most", "label", "credit", "credit_long", "described",
    "described:more",
)  # fmt: skip
TEXT_BIT = {name: 1 << place for place, name in enumerate(TEXT_BITS)}
_SIZE = [TEXT_BIT[name] for name in _SIZES]
_TAG = {tag: TEXT_BIT[f"tag:{name}"] for tag, name in _TAGS.items()}
_OTHER = TEXT_BIT["tag:other"]
_INSIDE = TEXT_BIT["inside"]
DATE, LABEL = TEXT_BIT["date"], TEXT_BIT["label"]
HEADLINE = TEXT_BIT["headline"]
"""Of a block that says the headline and no more."""
_LINK_LINE = TEXT_BIT["link_line"]
_LINKS_NONE, _LINKS_FEW, _LINKS_SOME, _LINKS_MOST, _LINKS_ALL = (TEXT_BIT[name] for name in _DENSITIES)
_COMMA_BITS = [TEXT_BIT[name] for name in _COMMAS]
_LONGEST_SHORT = 400
"""Characters below which the words of a block are looked at."""
_LONGEST_LINE = 300
_LONGEST_LABEL = 40
_BEGINNING = 30
"""Characters by which a block and a description are told to begin alike."""
_CUT = 5
"""Characters by which a text may be longer than a description and say no more."""


@dataclass(frozen=True, slots=True)
class Wording:
    """What the text of a block is compared with.

    Attributes:
        headline: the folded headline of the page, empty where none is known.
        ends: its first and its last word.
        counts: how often the page has each text.
        phrases: those of `INSIDE` that any of its short texts has: to ask each text for all of them takes longer.
        descriptions: how long each description in the page's metadata is, by how it begins.
    """

    headline: str
    ends: tuple[str, str]
    counts: Mapping[str, int]
    phrases: Sequence[str]
    descriptions: Mapping[str, int]


def wording_of(blocks: Sequence[Block], looked_at: range, headline: str, descriptions: Sequence[str]) -> Wording:
    """Return what the text of each block is compared with.

    Args:
        blocks: all of the page.
        looked_at: which of them are looked at.
        headline: folded.
        descriptions: what the metadata of the page say that it is about.
    """
    near = blocks[looked_at.start : looked_at.stop]
    short = "\n".join([block.text for block in near if block.size < _LONGEST_SHORT]).lower()
    return Wording(
        headline,
        (headline.partition(" ")[0], headline.rpartition(" ")[2]),
        Counter([block.text for block in blocks]),
        [phrase for phrase in INSIDE if phrase in short],
        {text[:_BEGINNING]: len(text) for text in descriptions},
    )


def fold(text: str) -> str:
    """Return the words of a text alone, in one case."""
    return _FOLD.sub(" ", text.casefold()).strip()


def ends_as_sentence(text: str) -> bool:
    """Return whether a text ends with a full stop, a question or an exclamation mark, quotes closed after it or not."""
    return text[-1] in _ENDS or (text[-1] in _CLOSERS and (text[-2:-1] in _ENDS or text[-3:-2] in _ENDS))


def weigh_sizes(outline: Outline) -> None:
    """Set the size of each block as a reader of an alphabet would see it, and how much prose each box holds."""
    before = 0
    sums = [0]
    for block in outline.blocks:
        size, text = block.size, block.text
        if not text.isascii() and len(_WIDE.findall(text, 0, 20)) > 6:
            size = block.size = size * 5 // 2
            block.link_size = block.link_size * 5 // 2
        block.is_prose = size >= 60 and block.link_size < 0.3 * size and (size > 200 or ends_as_sentence(text))
        if block.is_prose:
            before += size
        sums.append(before)
    total = before or 1
    for box in outline.boxes:
        box.prose = (sums[box.end] - sums[box.start]) / total


def find_headline(outline: Outline, headline: str) -> int | None:
    """Return which block is the headline, the first heading that says it before the first text that does."""
    if not headline:
        return None
    length = len(headline)
    found = None
    for place, block in enumerate(outline.blocks):
        if abs(len(block.text) - length) <= 8 and fold(block.text) == headline:
            if block.box.tag == "h1":
                return place
            found = place if found is None else found
    return found


def set_box_bits(boxes: Iterable[Box], headline: int | None) -> None:
    """Set the bits of boxes, and of all around each.

    Args:
        boxes: in the order of the page; those around each stand before it, or are set already.
        headline: which block is the headline.
    """
    for box in boxes:
        box.read_attributes()
        bits = kinds_of(box.hint) if box.hint else 0
        bits |= _TAG_BITS.get(box.tag, 0)
        if box.hidden:
            bits |= 1 << HIDDEN
        if box.prose > 0.5 or (headline is not None and box.prose > 0.05 and box.start <= headline < box.end):
            bits &= _OF_MOST
        box.own = bits
        parent = box.parent
        if parent is None:
            box.around = box.near = bits
        else:
            box.around, box.near = bits | parent.around, bits | parent.own


def text_bits(block: Block, wording: Wording) -> int:
    """Return the bits of a block's text."""
    text, size, links = block.text, block.size, block.link_size
    box = block.box
    bits = _SIZE[min(9, (size + 1).bit_length() - 1)] | _TAG.get(box.tag, _OTHER)
    if links >= 0.9 * size:
        bits |= _LINKS_ALL
        if size < 30:
            return bits
        if box.tag in {"p", "div"}:
            bits |= _LINK_LINE
    else:
        bits |= _density_bit(links / size)
    commas = text.count(",") + (0 if text.isascii() else text.count("，") + text.count("、"))
    bits |= _COMMA_BITS[commas if commas < 3 else 3]
    if ends_as_sentence(text):
        bits |= TEXT_BIT["end"]
    elif text[-1] in ":：":
        bits |= TEXT_BIT["colon"]
    if box.tag != "p" and box.parent is not None and box.parent.tag == "li":
        bits |= TEXT_BIT["in_item"]
    if size < _LONGEST_SHORT:
        bits |= _short_bits(text, size, wording)
    if size > 15:
        times = wording.counts[text]
        if times > 1:
            bits |= TEXT_BIT["often"] if times > 2 else TEXT_BIT["repeated"]
    return bits


def _density_bit(share: float) -> int:
    if share == 0:
        return _LINKS_NONE
    return _LINKS_FEW if share < 0.15 else _LINKS_SOME if share < 0.4 else _LINKS_MOST


def _short_bits(text: str, size: int, wording: Wording) -> int:
    lower = text.lower()
    bits = _phrase_bits(text, lower, size, wording.phrases)
    described = wording.descriptions.get(text[:_BEGINNING])
    if described is not None and size > _BEGINNING:
        bits |= TEXT_BIT["described:more"] if len(text) > described + _CUT else TEXT_BIT["described"]
    if size >= _LONGEST_LINE:
        return bits
    if size < 60 and _DIGIT.search(text) and _DATE.search(text):
        bits |= TEXT_BIT["date"]
    if not text[0].isalpha() and not _LETTER.search(text, 0, 60):
        bits |= TEXT_BIT["no_letters"]
    if size > 5 and text.isupper():
        bits |= TEXT_BIT["upper"]
    return bits | _headline_bits(lower, wording) if wording.headline and size < 200 else bits


def _phrase_bits(text: str, lower: str, size: int, phrases: Sequence[str]) -> int:
    bits = 0
    for words in phrases:
        if words in lower:
            bits = _INSIDE
            break
    if size >= _LONGEST_LINE:
        return bits
    if size < _LONGEST_LABEL and bare_label(lower) in LABELS:
        bits |= TEXT_BIT["label"]
    if opening := OPENING.match(lower):
        kind = opening.lastgroup or "opening"
        return bits | TEXT_BIT[kind if size < 80 else f"{kind}_long"]
    return bits | TEXT_BIT["byline"] if BYLINE.match(text) else bits


def _headline_bits(text: str, wording: Wording) -> int:
    headline = wording.headline
    if not _may_share(text if text.isascii() else text.casefold(), wording):
        return 0
    words = fold(text)
    if words == headline:
        return TEXT_BIT["headline"]
    return TEXT_BIT["like_headline"] if len(words) > 15 and (words in headline or headline in words) else 0


def _may_share(text: str, wording: Wording) -> bool:
    """Tell by single words, in less time than folding all takes, whether a text can be in the headline or have it inside."""
    first = _FIRST_WORDS.search(text)
    if first is None:
        return False
    one, two = first.groups()
    if (one if two is None else f"{one} {two}") in wording.headline:
        return True
    return wording.ends[0] in text and wording.ends[1] in text


def stated_bits(outline: Outline, stated: str) -> list[int]:
    """Return for each block whether the page's metadata give it as part of the article, as bits of its text.

    Args:
        outline: the page.
        stated: the article's text as the metadata give it, folded.
    """
    found = [fold(block.text[:80]) in stated if block.size >= 20 else False for block in outline.blocks]
    prose = sum(block.size for block in outline.blocks if block.size >= 60 and block.link_size < 0.3 * block.size) or 1
    share = sum(block.size for block, is_in in zip(outline.blocks, found, strict=True) if is_in) / prose
    missing = TEXT_BIT["unstated:most"] if share > 0.6 else TEXT_BIT["unstated:some"] if share > 0.2 else 0
    return [TEXT_BIT["stated"] if is_in else missing for is_in in found]


def reading_range(outline: Outline, is_hopeless: Callable[[Box], bool]) -> range:
    """Return which blocks are looked at: those from a little before the first prose to a little after the last.

    A text may have no prose, so that all prose stands in the margin of the page: those after the headline are looked at in any case.
    """
    count, headline = len(outline.blocks), outline.headline
    prose = [place for place, block in enumerate(outline.blocks) if block.is_prose and not is_hopeless(block.box)]
    if not prose:
        return range(count)
    start, end = max(0, prose[0] - _MARGIN), min(count, prose[-1] + _MARGIN)
    if headline is None:
        return range(start, end)
    return range(min(start, headline), max(end, min(count, headline + _MARGIN)))
