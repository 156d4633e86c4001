"""The headline of a page."""

import re
from collections.abc import Callable, Sequence

from transforms.generic.document import Document
from transforms.generic.headline_claims import (
    ENDS,
    FAMILIAR,
    Claim,
    most_agreeing,
    shown_headings,
    stated_titles,
    without_label,
)
from transforms.generic.outlet_names import comparable, outlet_names
from transforms.generic.sourced import Sourced

NEWS_TYPES = frozenset(
    (
        "NewsArticle",
        "ReportageNewsArticle",
        "AnalysisNewsArticle",
        "OpinionNewsArticle",
        "BackgroundNewsArticle",
        "LiveBlogPosting",
    )
)
"""JSON-LD of these types is written by a newsroom, where other JSON-LD often states a title for search engines."""
LABEL_WORDS = 3
"""A heading of so few words that agrees with nothing is a section or a logo."""
_NAME_FOLLOWS = re.compile(r"\w\W+\w.*\s[-–—|»«·•]+\s$")
_CUT_SHORT = ("…", "...")
_SHORT, _LONG = 8, 400


def find_headline(document: Document) -> Sourced[str] | None:
    """Return the headline, without the outlet's name."""
    names = outlet_names(document)
    claims = stated_titles(document, names)
    heading = _best_heading(document, claims, names)
    chosen = next((claim for rule in RULES if (claim := rule(document, claims, heading))), None)
    if chosen is None:
        return None
    others = [*claims, heading] if heading else claims
    disagreeing = dict.fromkeys(claim.source for claim in others if claim.key != chosen.key)
    return Sourced(chosen.text, chosen.source, tuple(disagreeing))


def _best_heading(document: Document, claims: Sequence[Claim], names: frozenset[str]) -> Claim | None:
    """Return the heading that agrees most with what the page states; one that agrees with nothing if it is no label."""
    shown = shown_headings(document, "h1", names)
    headings = [heading for heading in shown if not _is_logo(heading, claims, names)]
    best, agreement = most_agreeing(headings, claims)
    if best is not None and agreement >= FAMILIAR:
        return without_label(best, claims)
    lower = [without_label(heading, claims) for heading in shown_headings(document, "h2", names)]
    best, agreement = most_agreeing(lower, claims)
    if best is not None and agreement >= ENDS:
        return best
    return next((heading for heading in headings if len(heading.text.split()) > LABEL_WORDS), None)


def _is_logo(heading: Claim, claims: Sequence[Claim], names: frozenset[str]) -> bool:
    """Tell whether a heading names the outlet: by a known name, or as the end of a title with another before it."""
    if heading.key in names:
        return True
    title = next((claim.text for claim in claims if claim.source == "html:title"), "")
    if not title.endswith(heading.text) or len(title) > _LONG:
        return False
    return _NAME_FOLLOWS.search(title[: -len(heading.text)]) is not None


def _newsroom_headline(document: Document, claims: Sequence[Claim], heading: Claim | None) -> Claim | None:
    """Return the headline of a newsroom's JSON-LD, where another source says the same or it names an alternative."""
    stated = next((claim for claim in claims if claim.source == "json_ld:headline"), None)
    thing = document.article_thing
    if stated is None or heading is None or thing is None or thing.types.isdisjoint(NEWS_TYPES):
        return None
    if stated.key == heading.key or stated.text.endswith(_CUT_SHORT):
        return None
    confirming = {claim.source: claim for claim in claims if claim.key == stated.key}
    if stated.key in heading.key or heading.key in stated.key:
        return confirming.get("meta:og:title")
    if alternative := thing.text("alternativeHeadline"):
        return stated if comparable(alternative) != heading.key else None
    return stated if "meta:og:title" in confirming else _third_title(claims, heading)


def _third_title(claims: Sequence[Claim], heading: Claim) -> Claim | None:
    """Return the title written for sharing, where it is neither the heading nor the newsroom's."""
    shared = _shared_title(claims)
    return shared if shared is not None and shared.key != heading.key else None


def _shared_title(claims: Sequence[Claim]) -> Claim | None:
    """Return the title written for sharing: two networks' metadata hold it, and it is not the one for search engines."""
    by_source = {claim.source: claim for claim in reversed(claims)}
    shared, other, title = (by_source.get(name) for name in ("meta:og:title", "meta:twitter:title", "html:title"))
    if shared is None or other is None or title is None:
        return None
    return shared if shared.key == other.key != title.key else None


def _shortened_heading(document: Document, claims: Sequence[Claim], heading: Claim | None) -> Claim | None:
    """Return the title written for sharing, where the heading begins with it."""
    shared = _shared_title(claims) if heading is not None else None
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
    shorter = (claim for claim in claims if _SHORT < len(claim.key) < len(first.key))
    beginnings = [claim for claim in shorter if first.key.startswith(claim.key)]
    return min(beginnings, key=lambda claim: len(claim.key), default=first)


Rule = Callable[[Document, Sequence[Claim], Claim | None], Claim | None]
RULES: tuple[Rule, ...] = (_newsroom_headline, _shortened_heading, _heading, _common_beginning)
"""How a title is chosen, in the order of trust: the first rule that finds one."""
