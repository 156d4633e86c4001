"""Refuse markup that would take the parser seconds, before it is parsed.

Lexbor's time grows with the square of the depth of nesting (80,000 nested elements: 20 s), of the attributes of one element
and, worst, of formatting elements left open (2,000 times `<p><b id=…>` make two million nodes); inside C no alarm reaches it.
Every count here is one linear pass. A page whose counts could not hurt at any depth is let through on the counts alone; 99 % of 2,085
real news pages have fewer than 6,200 tags.
"""

import re
from collections import Counter

from schemas.errors import Undecodable

_HARMLESS_ELEMENTS = 4_096
_HARMLESS_UNCLOSED = 512
_HARMLESS_TAGS = 1_024
_MAX_ELEMENTS = 50_000
_MAX_DEPTH = 512
"""Where browsers stop nesting elements too."""
_MAX_OPEN_FORMATTING = 256
_WINDOW_BYTES = 8_192
_MAX_ATTRIBUTES = 1_024

_SKIPPED = re.compile(
    rb"<!--.*?(?:-->|\Z)|<(script|style|textarea|title|svg)\b.*?(?:</\1\s*>|\Z)", re.DOTALL | re.IGNORECASE
)
_CLOSING = re.compile(rb"</")
_TAG = re.compile(rb"<(/?)([a-zA-Z][a-zA-Z0-9]*)")
_ATTRIBUTE = re.compile(rb"[\s/]*+[^\s/>][^\s/>=]*+(?:\s*+=\s*+(?:\"[^\"]*+\"|'[^']*+'|[^\s>]*+))?")
_VOID = frozenset(b"area base br col embed hr img input link meta param source track wbr".split())
_ENDS_ITSELF = frozenset(b"p li dt dd option optgroup tr td th thead tbody tfoot colgroup rp rt html head body".split())
"""Elements whose end tag may be left out: the next one ends them, and what nests them is counted."""
_FORMATTING = frozenset(b"a b big code em font i nobr s small strike strong tt u".split())


def check_nesting(markup: bytes) -> None:
    """Raise where markup is nested too deeply to be parsed in a short time.

    Raises:
        Undecodable: it has too many elements, too deep, too many open at once, or too many attributes on one.
    """
    _check_attributes(markup)
    tag_count = markup.count(b"<")
    if tag_count <= _HARMLESS_TAGS:
        return
    closing_count = len(_CLOSING.findall(markup))
    element_count = tag_count - closing_count
    if element_count <= _HARMLESS_ELEMENTS and element_count - closing_count <= _HARMLESS_UNCLOSED:
        return
    if element_count > _MAX_ELEMENTS:
        raise Undecodable(f"it has {element_count} elements, more than {_MAX_ELEMENTS}")
    _check_depth(_SKIPPED.sub(b"", markup))


def _check_attributes(markup: bytes) -> None:
    """Raise where one tag has too many attributes.

    A tag long enough to hold them covers a whole window in which no other begins; scripts and styles do too, so what covers one is
    looked at.
    """
    for start in range(0, len(markup) - _WINDOW_BYTES, _WINDOW_BYTES):
        if markup.find(b"<", start, start + _WINDOW_BYTES) < 0:
            opening = markup.rfind(b"<", 0, start)
            if markup[opening + 1 : opening + 2].isalpha() and _has_many_attributes(markup, opening + 1):
                raise Undecodable(f"an element has more than {_MAX_ATTRIBUTES} attributes")


def _has_many_attributes(markup: bytes, start: int) -> bool:
    for _ in range(_MAX_ATTRIBUTES + 1):
        match = _ATTRIBUTE.match(markup, start)
        if match is None:
            return False
        start = match.end()
    return True


def _check_depth(markup: bytes) -> None:
    """Raise where elements are nested too deeply; an end tag counts only where such an element is open."""
    open_elements: Counter[bytes] = Counter()
    depth = formatting = 0
    for match in _TAG.finditer(markup):
        closing, name = match.groups()
        name = name.lower()
        if name in _VOID or name in _ENDS_ITSELF:
            continue
        if closing:
            if not open_elements[name]:
                continue
            step = -1
        else:
            step = 1
        open_elements[name] += step
        depth += step
        formatting += step if name in _FORMATTING else 0
        if depth > _MAX_DEPTH or formatting > _MAX_OPEN_FORMATTING:
            raise Undecodable(
                f"its elements are nested more than {_MAX_DEPTH} deep, or {_MAX_OPEN_FORMATTING} are left open"
            )
