"""The headline of a page."""

import html
import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property

from transforms.generic.document import Document
from transforms.generic.outlet_names import comparable, outlet_names, without_outlet
from transforms.generic.sourced import Sourced
from transforms.html import Node
from transforms.text import collapse

TITLE_METAS = (
    "og:title",
    "twitter:title",
    "parsely-title",
    "sailthru.title",
    "citation_title",
    "dc.title",
    "dcterms.title",
    "title",
    "headline",
)
"""The `meta` elements that hold a title, the most trusted first."""
NEWS_TYPES = frozenset(
    [
        "NewsArticle",
        "ReportageNewsArticle",
        "AnalysisNewsArticle",
        "OpinionNewsArticle",
        "BackgroundNewsArticle",
        "LiveBlogPosting",
    ]
)
"""JSON-LD of these types is written by a newsroom: its headline is the headline, where others state one for search engines."""
SAME, BEGINS, ENDS, HOLDS, FAMILIAR = 1.0, 0.92, 0.88, 0.85, 0.35
"""How far a heading agrees with a title: equal, begins or ends it, holds it, shares enough words to be the same story's."""
LABEL_WORDS = 3
"""A heading of so few words that agrees with nothing is a section or a logo."""
_NAME_FOLLOWS = re.compile(r"\w\W+\w.*\s[-–—|»«·•]+\s$")
_WORD = re.compile(r"\w+")
_CUT_SHORT = ("…", "...")
_BREAK = "\x1f"
_MAX_THINGS, _MAX_HEADINGS = 8, 40
_SHORT = 8


@dataclass(frozen=True)
class Claim:
    """A title that the page states or shows, without the outlet's name.

    Attributes:
        source: as in `Sourced`.
        text: collapsed.
        pieces: of a heading, its texts between the marks of markup.
    """

    source: str
    text: str
    pieces: tuple[str, ...] = ()

    @cached_property
    def key(self) -> str:
        """What is compared."""
        return comparable(self.text)

    @cached_property
    def words(self) -> frozenset[str]:
        """Its words."""
        return frozenset(_WORD.findall(self.text.casefold()))


def find_headline(document: Document) -> Sourced[str] | None:
    """Return the headline, without the outlet's name."""
    names = outlet_names(document)
    claims = list(_claims(document, names))
    heading = _best_heading(document, claims, names)
    chosen = next((claim for rule in RULES if (claim := rule(document, claims, heading))), None)
    if chosen is None:
        return None
    others = [*claims, heading] if heading else claims
    disagreeing = dict.fromkeys(claim.source for claim in others if claim.key != chosen.key)
    return Sourced(chosen.text, chosen.source, tuple(disagreeing))


def _claims(document: Document, names: frozenset[str]) -> Iterator[Claim]:
    articles = [thing for thing in document.things if thing.is_article][:_MAX_THINGS]
    for thing in articles:
        if text := thing.text("headline") or thing.text("name"):
            yield Claim("json_ld:headline", without_outlet(html.unescape(text), names))
    for name in TITLE_METAS:
        if text := document.meta(name):
            yield Claim("meta:" + name, without_outlet(html.unescape(text), names))
    for text in document.titles[:1]:
        yield Claim("html:title", without_outlet(html.unescape(text), names))


def _best_heading(document: Document, claims: Sequence[Claim], names: frozenset[str]) -> Claim | None:
    """Return the heading that agrees most with what the page states."""
    shown = _headings((node for node in document.landmarks if node.tag == "h1"), "html:h1", names)
    headings = [heading for heading in shown if not _is_logo(heading, claims, names)]
    best, most = _most_agreeing(headings, claims)
    if best is not None and most >= FAMILIAR:
        return _trimmed(best, claims)
    lower = [
        _trimmed(heading, claims)
        for heading in _headings(
            [node for node in document.landmarks if node.tag == "h2"][:_MAX_HEADINGS], "html:h2", names
        )
    ]
    other, more = _most_agreeing(lower, claims)
    if other is not None and more >= ENDS:
        return other
    return next((heading for heading in headings if len(heading.words) > LABEL_WORDS), None)


def _is_logo(heading: Claim, claims: Sequence[Claim], names: frozenset[str]) -> bool:
    """Tell whether a heading names the outlet: by a known name, or as the end of a title with another before it."""
    if heading.key in names:
        return True
    for claim in claims:
        if claim.source == "html:title" and claim.text.endswith(heading.text):
            before = _NAME_FOLLOWS.search(claim.text[: -len(heading.text)])
            return before is not None
    return False


def _headings(nodes: Iterable[Node], source: str, names: frozenset[str]) -> Iterator[Claim]:
    for node in nodes:
        pieces = node.text(separator=_BREAK)
        if "{" in pieces:
            pieces = _without_styles(node)
        texts = tuple(text for piece in pieces.split(_BREAK) if (text := collapse(piece)))
        if texts:
            yield Claim(source, without_outlet(collapse(pieces.replace(_BREAK, "")), names), texts)


def _without_styles(node: Node) -> str:
    return _BREAK.join(
        text.text(deep=False)
        for text in node.traverse(include_text=True)
        if text.tag_id == 2 and text.parent.tag != "style"
    )


def _most_agreeing(headings: Iterable[Claim], claims: Sequence[Claim]) -> tuple[Claim | None, float]:
    best, most = None, 0.0
    for heading in headings:
        agreement = max((_agreement(heading, claim) for claim in claims), default=0.0)
        if agreement > most:
            best, most = heading, agreement
    return best, most


def _agreement(heading: Claim, title: Claim) -> float:
    shown, stated = heading.key, title.key
    if not shown or not stated:
        return 0.0
    if shown == stated:
        return SAME
    if len(shown) > _SHORT and stated.startswith(shown):
        return BEGINS
    if len(shown) > _SHORT and stated.endswith(shown):
        return ENDS
    if len(stated) > _SHORT and (shown.endswith(stated) or shown.startswith(stated)):
        return HOLDS
    return 1.6 * len(heading.words & title.words) / (len(heading.words) + len(title.words) or 1)


def _trimmed(heading: Claim, claims: Sequence[Claim]) -> Claim:
    """Return a heading without a label or a date that markup sets apart inside of it, where the page states it without."""
    if len(heading.pieces) < 2:
        return heading
    for claim in claims:
        if claim.key == heading.key:
            return Claim(heading.source, claim.text)
    keys = [comparable(piece) for piece in heading.pieces]
    parts = {"".join(keys[cut:]) for cut in range(1, len(keys))} | {"".join(keys[:cut]) for cut in range(1, len(keys))}
    for claim in claims:
        if claim.key in parts and len(claim.key) > _SHORT:
            return Claim(heading.source, claim.text)
    return heading


def _newsroom_headline(document: Document, claims: Sequence[Claim], heading: Claim | None) -> Claim | None:
    """Return the headline of a newsroom's JSON-LD, where others say the same or it names an alternative beside it."""
    stated = next((claim for claim in claims if claim.source == "json_ld:headline"), None)
    if stated is None or stated.text.endswith(_CUT_SHORT) or heading is None or stated.key == heading.key:
        return None
    thing = document.article_thing
    if thing is None or thing.types.isdisjoint(NEWS_TYPES):
        return None
    confirming = {claim.source: claim for claim in claims if claim.key == stated.key}
    if stated.key in heading.key or heading.key in stated.key:
        return confirming.get("meta:og:title")
    if alternative := thing.text("alternativeHeadline"):
        return stated if comparable(alternative) != heading.key else None
    if "meta:og:title" in confirming:
        return stated
    shared = _shared(claims)
    if shared is not None and shared.key != heading.key:
        return shared
    return stated if "html:title" in confirming else None


def _shared(claims: Sequence[Claim]) -> Claim | None:
    """Return the title written for sharing: two networks' metadata hold it, and it is not the one for search engines."""
    by_source = {claim.source: claim for claim in reversed(claims)}
    shared, other, title = (by_source.get(name) for name in ("meta:og:title", "meta:twitter:title", "html:title"))
    if shared is None or other is None or title is None:
        return None
    return shared if shared.key == other.key != title.key else None


def _shortened_heading(document: Document, claims: Sequence[Claim], heading: Claim | None) -> Claim | None:
    """Return the title written for sharing, where the heading begins with it."""
    shared = _shared(claims) if heading is not None else None
    if shared is None or heading is None or len(shared.key) <= _SHORT:
        return None
    return shared if heading.key != shared.key and heading.key.startswith(shared.key) else None


def _heading(document: Document, claims: Sequence[Claim], heading: Claim | None) -> Claim | None:
    """Return the heading."""
    return heading


def _common_beginning(document: Document, claims: Sequence[Claim], heading: Claim | None) -> Claim | None:
    """Return the most trusted title, cut where another one ends that it begins with."""
    first = next(iter(claims), None)
    if first is None:
        return None
    shorter = [
        claim for claim in claims if _SHORT < len(claim.key) < len(first.key) and first.key.startswith(claim.key)
    ]
    return min(shorter, key=lambda claim: len(claim.key), default=first)


RULES = (_newsroom_headline, _shortened_heading, _heading, _common_beginning)
"""How a title is chosen, in the order of trust: the first rule that finds one."""
