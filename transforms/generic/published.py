"""When an article was published, and when it was modified."""

from collections.abc import Iterable, Iterator, Sequence
from datetime import UTC, date, datetime, time, timedelta

from transforms.dates import AHEAD
from transforms.generic.date_reading import Moment
from transforms.generic.document import Document
from transforms.generic.published_elements import are_of_one_article, element_candidates
from transforms.generic.published_sources import MODIFIED, PUBLISHED, WEAK, Candidate, head_candidates
from transforms.generic.published_text import (
    DATE_PUBLISHED,
    PUBLICATION_KEYS,
    page_text,
    script_candidates,
    text_candidates,
)
from transforms.generic.published_zones import on_page_clock, zone_of_page
from transforms.generic.sourced import Sourced

TRUSTED = ("meta:article:published_time",)
"""Sources that are believed alone, whatever the body shows."""
_ONE_DAY = timedelta(days=1)


def find_published(document: Document, captured_at: datetime | None) -> Sourced[Moment] | None:
    """Return when the article was published, on the page's own clock.

    The head is asked first, and the body where the head is silent, gives no time, or gives a date that is to be doubted.

    Args:
        document: the page.
        captured_at: when it was captured, aware; dates after it are not believed.
    """
    found = _past(head_candidates(document, PUBLISHED), captured_at)
    is_doubtful = _is_doubtful(document, found)
    if is_doubtful or all(_is_day(candidate.moment) for candidate in found):
        shown = _past(_body_candidates(document), captured_at)
        found = shown + found if is_doubtful and not _agree(found[0], shown) else found + shown
    if not found:
        found = _past(head_candidates(document, WEAK), captured_at)
    if not found:
        found = _past(_scripted(document), captured_at)
    return _sourced(document, _up_to_the_change(document, found, captured_at))


def find_modified(document: Document, captured_at: datetime | None) -> Sourced[Moment] | None:
    """Return when the article was last modified. See `find_published`."""
    found = _past(head_candidates(document, MODIFIED), captured_at)
    return _sourced(document, found)


def _is_doubtful(document: Document, found: Sequence[Candidate]) -> bool:
    """Tell whether a single place in the head gives the date, and none that is hardly ever wrong.

    Many systems put the making of the page, or its last import, where the publication should stand; what a newsroom's JSON-LD
    says is right, and so is article:published_time.
    """
    if not found or found[0].source in TRUSTED or _agree(found[0], found[1:]):
        return False
    thing = document.article_thing
    is_by_newsroom = thing is not None and any("News" in name for name in thing.types)
    return not (is_by_newsroom and found[0].source == "json_ld:datePublished")


def _agree(candidate: Candidate, others: Sequence[Candidate]) -> bool:
    """Tell whether another source gives the same day: clocks apart as the world's are, or day and month the other way round."""
    day = candidate.moment.day
    return any(
        abs((other.moment.day - day).days) <= 1
        or (other.moment.day.year, other.moment.day.day, other.moment.day.month) == (day.year, day.month, day.day)
        for other in others
    )


def _body_candidates(document: Document) -> Iterator[Candidate]:
    """Yield what the body says: marked elements, then scripts, then text; dates of many articles are asked last."""
    marked = element_candidates(document)
    if are_of_one_article(marked):
        yield from marked
        return
    text = page_text(document.tree.body)
    if not any("datePublished" in thing.data for thing in document.things):
        scripts = (part for part in (page_text(document.tree.head), text) if "atePublished" in part)
        in_scripts = [candidate for part in scripts for candidate in script_candidates(part, DATE_PUBLISHED)]
        yield from in_scripts if are_of_one_article(in_scripts) else ()
    yield from text_candidates(document, text)
    yield from marked


def _scripted(document: Document) -> Iterator[Candidate]:
    """Yield what the scripts of the head, then those of the body, hold under any key of a publication."""
    for part in (document.tree.head, document.tree.body):
        yield from script_candidates(page_text(part), PUBLICATION_KEYS)


def _up_to_the_change(
    document: Document, found: Sequence[Candidate], captured_at: datetime | None
) -> Sequence[Candidate]:
    """Return the candidates that are not later than the page's last change, where any is.

    What is later is the making of the page, or an event that it announces.
    """
    if len({candidate.moment.day for candidate in found}) < 2:
        return found
    changes = [candidate.moment.day for candidate in _past(head_candidates(document, MODIFIED), captured_at)]
    latest = max(changes, default=date.max - _ONE_DAY) + _ONE_DAY  # the clocks of two places
    return [candidate for candidate in found if candidate.moment.day <= latest] or found


def _past(candidates: Iterable[Candidate], captured_at: datetime | None) -> list[Candidate]:
    return [candidate for candidate in candidates if captured_at is None or _is_past(candidate.moment, captured_at)]


def _is_past(moment: Moment, captured_at: datetime) -> bool:
    return (moment.at if moment.has_zone else moment.at.replace(tzinfo=UTC)) <= captured_at + AHEAD


def _is_day(moment: Moment) -> bool:
    """Tell whether the moment is no more than a day: midnight to the second stands for one."""
    return moment.precision == "day" or moment.at.time() == time()


def _sourced(document: Document, candidates: Sequence[Candidate]) -> Sourced[Moment] | None:
    if not candidates:
        return None
    best = candidates[0]
    if _is_day(best.moment):
        best = next((c for c in candidates if c.moment.day == best.moment.day and not _is_day(c.moment)), best)
    witnesses = (candidate.moment for candidate in candidates if candidate is not best)
    moment = on_page_clock(best.moment, witnesses, zone_of_page(document))
    disagreeing = dict.fromkeys(candidate.source for candidate in candidates if candidate.moment.day != moment.day)
    return Sourced(moment, best.source, tuple(disagreeing))
