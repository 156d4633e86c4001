"""Drift, said in words: a field that fell out of an outlet's pages, and what becomes of a run's batches because of it."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from functools import partial

from schemas.errors import Drifted
from transforms.drift import Finding, What
from warehouse.lake import DriftedField, Lake, Measured, RecentBatch, drifted_fields

BASELINE = timedelta(days=28)
"""How long before, and in a backfill after, the articles reaches what they are judged by."""
START_OF_TIME, END_OF_TIME = datetime(1970, 1, 1, tzinfo=UTC), datetime(9999, 1, 1, tzinfo=UTC)


@dataclass(frozen=True, slots=True)
class Drift:
    """A field of an edition that is not what it was.

    Attributes:
        outlet: outlet's name.
        edition: the edition.
        field: the field.
        source: where it came from and comes from no more (it is filled from elsewhere); None for the field itself.
        what: fill: it fell out; short, long: its typical length collapsed or exploded.
        article_count: newest articles that show it.
        fill_rate: share of these with the field.
        typical_length: their median length, where filled.
        fill_rate_before: share in the 28 days before.
        typical_length_before: median length then.
        article_count_before: articles then.
    """

    outlet: str
    edition: str
    field: str
    source: str | None
    what: What
    article_count: int
    fill_rate: float
    typical_length: float | None
    fill_rate_before: float
    typical_length_before: float | None
    article_count_before: int

    def __str__(self) -> str:
        name = self.field if self.source is None else f"{self.field} from {self.source}"
        if self.what == "fill":
            said = f"filled in {self.fill_rate:.0%} of {self.article_count} new articles, before in {self.fill_rate_before:.0%}"
        else:
            said = (
                f"typical length {self.typical_length:g} in {self.article_count} new articles, "
                f"before {self.typical_length_before:g}"
            )
        return f"{self.outlet} ({self.edition}): {name}: {said} of {self.article_count_before} in 28 days"


@dataclass(frozen=True, slots=True)
class Verdict:
    """What becomes of a run's batches.

    Attributes:
        drifts: fields that fell out.
        warnings: fields that now come from elsewhere; nothing is set aside for them.
        set_aside: batch -> edition -> why its article pages are set aside.
        earlier: batches among them that were committed before the evidence sufficed.
    """

    drifts: list[Drift] = field(default_factory=list)
    warnings: list[Drift] = field(default_factory=list)
    set_aside: dict[str, dict[str, Drifted]] = field(default_factory=dict)
    earlier: list[RecentBatch] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class FoundDrift:
    """A drift, and the batches that show it."""

    drift: Drift
    batch_ids: Sequence[str]


def fields_set_aside(
    lake: Lake, outlet: str | None, since: datetime, before: datetime = END_OF_TIME
) -> list[DriftedField]:
    """Return the fields because of which pages captured within bounds are in quarantine; of one outlet, or of all."""
    return lake.ask(partial(drifted_fields, outlet=outlet, since=since, before=before))


def drift_of(outlet: str, measured: Measured, finding: Finding) -> Drift:
    """Return a finding about something measured on an outlet's articles."""
    return Drift(
        outlet=outlet,
        edition=measured.edition,
        field=measured.field,
        source=measured.source,
        what=finding.what,
        article_count=finding.article_count,
        fill_rate=finding.filled_count / finding.article_count,
        typical_length=finding.typical_length,
        fill_rate_before=finding.history.fill_rate,
        typical_length_before=finding.history.typical_length,
        article_count_before=finding.history.article_count,
    )


def verdict_of(found: Sequence[FoundDrift], recent: Sequence[RecentBatch]) -> Verdict:
    """Return the verdict that follows from what was found; `recent` are the batches that are committed."""
    fallen = [each for each in found if each.drift.source is None]
    drifts = one_a_field(each.drift for each in fallen)
    set_aside: dict[str, dict[str, Drifted]] = {}
    for each in fallen:
        for batch_id in each.batch_ids:
            set_aside.setdefault(batch_id, {})[each.drift.edition] = _error(drifts, each.drift.edition)
    return Verdict(
        drifts=drifts,
        warnings=one_a_field(each.drift for each in found if each.drift.source is not None),
        set_aside=set_aside,
        earlier=[batch for batch in recent if batch.batch_id in set_aside],
    )


def one_a_field(drifts: Iterable[Drift]) -> list[Drift]:
    """Return one drift an edition and field: the one that most articles show."""
    widest: dict[tuple[str, str, str, str], Drift] = {}
    for drift in sorted(drifts, key=lambda each: each.article_count):
        widest[drift.outlet, drift.edition, drift.field, drift.source or ""] = drift
    return [widest[key] for key in sorted(widest)]


def _error(drifts: Sequence[Drift], edition: str) -> Drifted:
    of_edition = [drift for drift in drifts if drift.edition == edition]
    return Drifted([drift.field for drift in of_edition], "; ".join(map(str, of_edition)))
