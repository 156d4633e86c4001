"""The rows of the lake that follow from invented outlets, committed as the ingest does."""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from datetime import datetime, timedelta
from hashlib import blake2b
from typing import Any

from msgspec.structs import replace

from schemas.article_rows import Article, RelatedLink, ViewCount
from schemas.table import Row
from tests.benchmarks.lake_growth import run_row
from tests.benchmarks.scaled_outlets import Desk, Facts, Look, ScaledOutlet, Texts
from tests.simulation.rows import seen_headline_age
from tests.simulation.viewed import SimulatedArticle
from tests.warehouse.models.lake_rows import article, by_table, capture, outcome, sighting, tag
from warehouse.lake.lake import Lake

POLL_MINUTES = 30
FEED_AFTER_MINUTES = 7
SHOWN_ON_LISTING = 20
_READ_ALSO = 5
_SOURCES = [f"{field}=selector" for field in ("headline", "lead", "body", "authors", "tags")]


def commit_between(
    lake: Lake, desk: Desk, outlet: ScaledOutlet, begin: datetime, end: datetime, looks: Iterable[Look]
) -> int:
    """Commit the listings of an outlet between two instants and what was seen of its articles; return the pages.

    A batch holds no page twice, so that each time that pages were had is a batch of its own.
    """
    numbered: dict[int, list[Look]] = defaultdict(list)
    for look in looks:
        numbered[look.number if look.seen.is_own_page else 0].append(look)
    stamp = f"{outlet.name}-{begin:%Y%m%dT%H%M}"
    for number in sorted(numbered.keys() | {0}):
        batch_id = f"{stamp}-{number}"
        rows = [row for look in numbered[number] for row in _look_rows(desk, outlet, look, batch_id)]
        if number == 0:
            rows += _poll_rows(outlet, begin, end, batch_id)
        lake.commit(replace(run_row(batch_id, end), outlet=outlet.name), by_table(rows))
    return sum(look.seen.is_own_page for each in numbered.values() for look in each)


def _key(*parts: object) -> str:
    return blake2b(" ".join(map(str, parts)).encode(), digest_size=16).hexdigest()


def _url(outlet: str, edition: str, article_id: str) -> str:
    return f"https://{outlet}.example/{edition}/{article_id}-slug"


def _poll_rows(outlet: ScaledOutlet, begin: datetime, end: datetime, batch_id: str) -> Iterator[Row]:
    """Yield the listings and feeds that were asked for: what they show, where something is new."""
    for edition in outlet.articles:
        for channel, first in (("listing", begin), ("feed", begin + timedelta(minutes=FEED_AFTER_MINUTES))):
            at = first
            before = outlet.newest(edition, channel, first - timedelta(minutes=POLL_MINUTES), 1)
            while at < end:
                shown = outlet.newest(edition, channel, at, SHOWN_ON_LISTING)
                yield from _poll(outlet.name, edition, channel, at, batch_id, shown if shown[:1] != before else [])
                before, at = shown[:1], at + timedelta(minutes=POLL_MINUTES)


def _poll(
    outlet: str, edition: str, channel: str, at: datetime, batch_id: str, shown: list[SimulatedArticle]
) -> Iterator[Row]:
    capture_id, url = _key(outlet, edition, channel, at), f"https://{outlet}.example/{edition}/{channel}/"
    polled = capture(
        capture_id, at, outlet=outlet, edition=edition, kind=channel, url=url, batch_id=batch_id,
        status_code=200 if shown else 304, is_unchanged=not shown,
    )  # fmt: skip
    yield from (polled, outcome(polled, "Parsed" if shown else "NotModified", run_id=f"{batch_id}-{at:%d%H%M}"))
    for position, each in enumerate(shown, 1):
        yield sighting(
            capture_id, at, edition, each.article_id, position,
            outlet=outlet, channel=channel, listing_url=url, url=_url(outlet, edition, each.article_id),
            published_at=each.published_at, published_precision="minute",
        )  # fmt: skip


def _look_rows(desk: Desk, outlet: ScaledOutlet, look: Look, batch_id: str) -> Iterator[Row]:
    seen = look.article
    capture_id = _key(outlet.name, seen.edition, seen.article_id, look.place)
    counted = ViewCount(
        capture_id=capture_id,
        outlet=outlet.name,
        edition=seen.edition,
        article_id=seen.article_id,
        observed_at=look.at,
        view_count=look.seen.view_count,
        seen_on="article_page" if look.seen.is_own_page else "popular",
    )
    if not look.seen.is_own_page:
        yield counted
        return
    facts = desk.facts(outlet.name, seen)
    is_gone = facts.is_deleted and look.number == 4
    page = capture(
        capture_id, look.at, outlet=outlet.name, edition=seen.edition, article_id=seen.article_id, batch_id=batch_id,
        url=_url(outlet.name, seen.edition, seen.article_id), status_code=404 if is_gone else 200,
    )  # fmt: skip
    yield from (page, outcome(page, "Gone" if is_gone else "Parsed", run_id=batch_id))
    if not is_gone:
        yield counted
        yield from _page_rows(desk, outlet.name, look, capture_id, facts)


def _page_rows(desk: Desk, outlet: str, look: Look, capture_id: str, facts: Facts) -> Iterator[Row]:
    seen, number = look.article, int(look.article.article_id)
    if look.number == 0 or look.seen.age == seen_headline_age(seen):
        version = _version(outlet, look, capture_id, facts, desk.texts(outlet, seen))
        yield version
        yield from (tag(version, text, id_, place) for place, (id_, text) in enumerate(dict(facts.tags).items(), 1))
        if facts.special_topic:
            yield tag(version, facts.special_topic[1], facts.special_topic[0], kind="special_topic")
    for place in range(1, _READ_ALSO + 1):
        yield _link(outlet, look, capture_id, "read_also", str(max(number - place * 3, 0)), place)
    if facts.storyline_id:
        yield _link(outlet, look, capture_id, "on_topic", facts.storyline_id)


def _link(
    outlet: str, look: Look, capture_id: str, block: str, target_article_id: str, position: int = 1
) -> RelatedLink:
    edition = look.article.edition
    return RelatedLink(
        capture_id=capture_id,
        outlet=outlet,
        edition=edition,
        article_id=look.article.article_id,
        observed_at=look.at,
        block=block,
        position=position,
        anchor_text=f"Anchor of {target_article_id} at {outlet}",
        label=None,
        target_url=_url(outlet, edition, target_article_id),
        target_article_id=target_article_id,
    )


def _version(outlet: str, look: Look, capture_id: str, facts: Facts, texts: Texts) -> Article:
    seen, changed_age = look.article, seen_headline_age(look.article)
    is_changed = changed_age is not None and look.seen.age >= changed_age
    is_silent = int(seen.article_id) % 3 == 0
    values: dict[str, Any] = {
        "outlet": outlet,
        "url": _url(outlet, seen.edition, seen.article_id),
        "other_edition_url": _url(outlet, "ru" if seen.edition == "uk" else "uk", seen.article_id),
        "headline": texts.later_headline if is_changed else texts.headline,
        "lead": texts.lead,
        "body": f"{texts.body}\n\n{texts.lead}" if is_changed else texts.body,
        "authors": list(facts.authors),
        "section": facts.section,
        "label": "Реклама" if facts.is_paid else "Сюжет" if facts.is_storyline else None,
        "content_class": "paid" if facts.is_paid else "editorial",
        "published_at": seen.published_at,
        "modified_at": look.at if is_changed and not is_silent else None,
        "image_url": f"https://{outlet}.example/photo/{seen.article_id}",
        "word_count": texts.body.count(" ") + 1,
        "content_hash": _key(outlet, seen.edition, seen.article_id, is_changed),
        "field_sources": _SOURCES,
        "disagreements": [],
        "is_paywalled": False,
    }
    return article(capture_id, look.at, seen.edition, seen.article_id, **values)
