"""Refuse markup that would take the parser seconds, before it is parsed.

Lexbor's time grows with the square of the depth of nesting (80,000 nested elements: 20 s), of the attributes of one element, of
the options of one list and, worst, of formatting elements left open (2,000 times `<p><b id=…>` make two million nodes); inside C no alarm
reaches it.
So the work that markup makes is counted before, in one linear pass. A page whose counts could not hurt at any depth is let through on
the counts alone; 99 % of 2,085 real news pages have fewer than 6,200 tags, and the deepest has 732 levels.
"""

import re
from collections import Counter, defaultdict

from schemas.errors import Undecodable

_HARMLESS_ELEMENTS = 4_096
_HARMLESS_UNCLOSED = 512
_HARMLESS_COPIES = 1_000_000
_HARMLESS_TAGS = 1_400
"""A page of nothing but elements left open, with the fewest copies that are refused: 0.3 s with all that is read of it."""
_MAX_ELEMENTS = 100_000
_MAX_DEPTH = 4_096
_MAX_STEPS = 50_000_000
"""How often the parser may look at an open element or at another option: 0.1 s."""
_MAX_COPIES = 250_000
"""How many formatting elements the parser may open again: 0.2 s."""
_MAX_SAME_OPEN = 3
"""How many formatting elements of the same name and attributes the parser keeps (HTML Standard, 13.2.4.3)."""
_MAX_ATTRIBUTE_STEPS = 30_000_000
_LARGE_BYTES = 1_000_000
_WINDOW_BYTES, _LARGE_WINDOW_BYTES = 4_096, 256

_SKIPPED = re.compile(
    rb"<!--[^-]*+(?:-(?!->)[^-]*+)*+(?:-->|\Z)|<(script|style|textarea|title)\b[^<]*+(?:<(?!/\1\s*>)[^<]*+)*+(?:</\1\s*>|\Z)",
    re.IGNORECASE,
)
_CLOSING = re.compile(rb"</")
_NEVER_CLOSED = re.compile(rb"<(?:!|img\b|br\b|meta\b|link\b|input\b|path\b|hr\b|source\b)", re.IGNORECASE)
_TAG = re.compile(rb"<(/?)([a-zA-Z][a-zA-Z0-9]*)")
_ATTRIBUTE = re.compile(rb"[\s/]*+[^\s/>][^\s/>=]*+(?:\s*+=\s*+(?:\"[^\"]*+\"|'[^']*+'|[^\s>]*+))?")
_VOID = frozenset(b"area base br col embed hr img input link meta param source track wbr".split())
_ENDS_ITSELF = frozenset(b"p li dt dd option optgroup tr td th thead tbody tfoot colgroup rp rt html head body".split())
"""Elements whose end tag may be left out: the next one ends them, and what nests them is counted."""
_COMPARED = frozenset(b"option html body".split())
"""Elements that the parser compares with all before."""
_ALONE = frozenset(b"a nobr".split())
"""Formatting elements that end the one before."""
_FORMATTING = _ALONE | frozenset(b"b big code em font i s small strike strong tt u".split())
_KEY_BYTES = 64
_SLASH = ord("/")


def check_nesting(markup: bytes) -> None:
    """Raise where markup is made so that it cannot be parsed in a short time.

    Raises:
        Undecodable: it has too many elements, too deep, too many open at once, or too many attributes.
    """
    _check_attributes(markup)
    tag_count = markup.count(b"<")
    if tag_count <= _HARMLESS_TAGS:
        return
    if tag_count <= 2 * _HARMLESS_ELEMENTS and _is_nearly_closed(markup, tag_count):
        return
    markup = _SKIPPED.sub(b"", markup)
    element_count = markup.count(b"<") - len(_CLOSING.findall(markup))
    if element_count > _MAX_ELEMENTS:
        raise Undecodable(f"it has {element_count} elements, more than {_MAX_ELEMENTS}")
    _check_depth(markup)


def _is_nearly_closed(markup: bytes, tag_count: int) -> bool:
    """Tell whether too few elements are left open, or end tags without one, for the parser to be slow at any depth."""
    limit = min(_HARMLESS_UNCLOSED, _HARMLESS_COPIES // tag_count)
    unclosed_count = tag_count - 2 * len(_CLOSING.findall(markup))
    if unclosed_count > limit:
        unclosed_count -= len(_NEVER_CLOSED.findall(markup))
    return -_HARMLESS_UNCLOSED <= unclosed_count <= limit


def _check_attributes(markup: bytes) -> None:
    """Raise where tags have too many attributes.

    A tag long enough to hold them covers a whole window in which no other begins; scripts and styles do too, so what covers one is
    looked at, once.
    """
    window = _WINDOW_BYTES if len(markup) < _LARGE_BYTES else _LARGE_WINDOW_BYTES
    steps, begun, looked_at = 0, 0, -1
    for start in range(0, len(markup) - window, window):
        if markup.find(b"<", start, start + window) >= 0:
            begun = start
        elif looked_at != begun:
            looked_at = begun
            opening = markup.rfind(b"<", begun, start)
            if markup[opening + 1 : opening + 2].isalpha():
                steps += _attribute_steps(markup, opening + 1)
                if steps > _MAX_ATTRIBUTE_STEPS:
                    raise Undecodable("its elements have too many attributes")


def _attribute_steps(markup: bytes, start: int) -> int:
    """Return how often the parser compares attributes of a tag: each with those before."""
    count = 0
    while count * count <= _MAX_ATTRIBUTE_STEPS and (match := _ATTRIBUTE.match(markup, start)) is not None:
        start = match.end()
        count += 1
    return count * count


def _check_depth(markup: bytes) -> None:
    """Raise where elements are nested too deeply; an end tag counts only where such an element is open."""
    open_elements: Counter[bytes] = Counter()
    compared: Counter[bytes] = Counter()
    formatting = _OpenFormatting()
    depth = steps = 0
    for match in _TAG.finditer(markup):
        closing, name = match.groups()
        name = name.lower()
        if name in _VOID or (open_elements[b"svg"] and markup[markup.find(b">", match.end()) - 1] == _SLASH):
            continue
        steps += depth
        if name in _FORMATTING:
            formatting.step(name, closing, markup[match.end() : match.end() + _KEY_BYTES])
        elif not closing:
            formatting.copies += formatting.count
        if name in _COMPARED and not closing:
            compared[name] += 1
            steps += compared[name]
        if steps > _MAX_STEPS or formatting.copies > _MAX_COPIES:
            raise Undecodable("too many of its elements are left open, or nested too deeply")
        if name in _ENDS_ITSELF or (closing and not open_elements[name]):
            continue
        step = -1 if closing else 1
        open_elements[name] += step
        depth += step
        if depth > _MAX_DEPTH:
            raise Undecodable(f"its elements are nested more than {_MAX_DEPTH} deep")


class _OpenFormatting:
    """The formatting elements that are open: each block opens them again.

    Attributes:
        count: how many are.
        copies: how many were opened again.
    """

    def __init__(self) -> None:
        self.count = self.copies = 0
        self._open: defaultdict[bytes, list[bytes | None]] = defaultdict(list)
        self._same: Counter[bytes] = Counter()

    def step(self, name: bytes, closing: bytes, following: bytes) -> None:
        """Take note of a tag; `following` begins with its attributes."""
        still_open = self._open[name]
        if still_open and (closing or name in _ALONE):
            key = still_open.pop()
            if key is not None:
                self._same[key] -= 1
                self.count -= 1
        if not closing:
            key = name + following.partition(b">")[0]
            is_kept = self._same[key] < _MAX_SAME_OPEN
            still_open.append(key if is_kept else None)
            self._same[key] += is_kept
            self.count += is_kept
