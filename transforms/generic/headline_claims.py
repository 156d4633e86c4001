"""The titles that a page states in its metadata and shows as headings."""

import html
import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from transforms.generic.document import Document
from transforms.generic.outlet_names import comparable, without_outlet
from transforms.html import TEXT_NODE, Node
from transforms.text import collapse

TITLE_METAS = ("og:title", "twitter:title", "headline")
"""The `meta` elements that hold a title, the most trusted first."""
SAME, BEGINS, ENDS, HOLDS, FAMILIAR = 1.0, 0.92, 0.88, 0.85, 0.35
"""How far a heading agrees with a title: equal, begins or ends it, holds it, shares enough words to be the same story's."""
_SHARED_WORDS = 1.6
_SHORT, _LONG_END = 8, 20
_SEPARATORS = " -–—|:·"
_BREAK = "\x1f"
_WORD = re.compile(r"\w+")
_MAX_THINGS, _MAX_HEADINGS, _MAX_PIECES, _MAX_TEXT = 8, 40, 12, 600
_MAX_STATED = 1_000
"""Characters of a title in the metadata: a longer one is no title."""


@dataclass(frozen=True, slots=True)
class Claim:
    """A title that the page states or shows, without the outlet's name.

    Attributes:
        source: as in `Sourced`.
        text: collapsed.
        key: what is compared, see `comparable`.
        pieces: of a heading, its texts between the marks of markup.
    """

    source: str
    text: str
    key: str
    pieces: tuple[str, ...] = ()


def stated_titles(document: Document, names: frozenset[str]) -> list[Claim]:
    """Return the titles in the page's metadata, the most trusted first.

    Args:
        document: the page.
        names: what the outlet is called, see `outlet_names`.
    """
    bare: dict[str, str] = {}
    claims = []
    for source, text in _stated(document):
        if len(text) > _MAX_STATED:
            continue
        title = bare.get(text)
        if title is None:
            title = bare[text] = without_outlet(html.unescape(text), names)
        claims.append(Claim(source, title, comparable(title)))
    return claims


def _stated(document: Document) -> Iterator[tuple[str, str]]:
    articles = [thing for thing in document.things if thing.is_article][:_MAX_THINGS]
    for thing in articles:
        if text := thing.text("headline") or thing.text("name"):
            yield "json_ld:headline", text
    for name in TITLE_METAS:
        if contents := document.metas.get(name):
            yield "meta:" + name, contents[0]
    if document.titles:
        yield "html:title", document.titles[0]


def shown_headings(document: Document, rank: str, names: frozenset[str]) -> Iterator[Claim]:
    """Yield the first headings of a rank, `h1` or `h2`, that have a text and are not whole passages."""
    nodes = [node for node in document.headings if node.tag == rank]
    for node in nodes[:_MAX_HEADINGS]:
        text = node.text(separator=_BREAK)
        if "{" in text:
            text = _without_styles(node)
        if len(text) <= _MAX_TEXT and (shown := collapse(text.replace(_BREAK, ""))):
            pieces = tuple(piece for part in text.split(_BREAK) if (piece := collapse(part)))
            title = without_outlet(shown, names)
            yield Claim("html:" + rank, title, comparable(title), pieces)


def _without_styles(node: Node) -> str:
    texts = [part for part in node.traverse(include_text=True) if part.tag_id == TEXT_NODE]
    return _BREAK.join(
        part.text_content or "" for part in texts if part.parent is None or part.parent.tag not in ("style", "script")
    )


def most_agreeing(headings: Iterable[Claim], claims: Sequence[Claim]) -> tuple[Claim | None, float]:
    """Return the heading that agrees most with what is claimed, and how far it does, 0–1; the first of equals."""
    distinct = {claim.key: claim for claim in claims if claim.key}.values()
    best, most = None, 0.0
    for heading in headings:
        agreement = max((_agreement(heading, claim) for claim in distinct), default=0.0) if heading.key else 0.0
        if agreement > most:
            best, most = heading, agreement
            if most == SAME:
                break
    return best, most


def _agreement(heading: Claim, title: Claim) -> float:
    shown, stated = heading.key, title.key
    if shown == stated:
        return SAME
    if len(shown) > _SHORT and stated.startswith(shown):
        return BEGINS
    if len(shown) > _SHORT and stated.endswith(shown):
        return ENDS
    if len(stated) > _SHORT and (shown.endswith(stated) or shown.startswith(stated)):
        return HOLDS
    words, others = set(_WORD.findall(heading.text.casefold())), set(_WORD.findall(title.text.casefold()))
    return _SHARED_WORDS * len(words & others) / (len(words) + len(others) or 1)


def without_label(heading: Claim, claims: Sequence[Claim]) -> Claim:
    """Return a heading without a label or a date that markup sets apart inside of it, where the page states it without."""
    if not 2 <= len(heading.pieces) <= _MAX_PIECES:
        return heading
    for claim in claims:
        if claim.key == heading.key:
            return Claim(heading.source, claim.text, claim.key)
    keys = [comparable(piece) for piece in heading.pieces]
    cuts = range(1, len(keys))
    parts = {"".join(keys[cut:]) for cut in cuts} | {"".join(keys[:cut]) for cut in cuts}
    for claim in claims:
        if claim.key in parts and len(claim.key) > _SHORT:
            return Claim(heading.source, claim.text, claim.key)
    return next(filter(None, (_under_another_label(heading, keys, cut, claims) for cut in cuts)), heading)


def _under_another_label(heading: Claim, keys: Sequence[str], cut: int, claims: Sequence[Claim]) -> Claim | None:
    """Return the end of a heading after a mark of markup, where the page states it after other words."""
    key = "".join(keys[cut:])
    if len(key) <= _LONG_END or not any(claim.key.endswith(key) for claim in claims):
        return None
    return Claim(heading.source, " ".join(heading.pieces[cut:]).lstrip(_SEPARATORS), key)
