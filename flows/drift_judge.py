"""The verdict on the articles of a run before they are committed: did a field fall out of the outlet's pages?"""

from collections.abc import Iterable, Mapping, Sequence
from datetime import UTC, date, datetime
from functools import partial

from flows.drift import BASELINE, Drift, FoundDrift, Verdict, drift_of, fields_set_aside, verdict_of
from flows.set_aside import ParsedBatch
from flows.settings import Settings
from schemas.lake_tables import ARTICLES
from transforms.drift import AT_SIGHT, History, find_drift
from transforms.outlets import load_outlet
from warehouse.lake import (
    Lake,
    Measured,
    RecentBatch,
    field_history,
    measures_of_batches,
    measures_of_tables,
    recent_batches,
)

_POOLED_ARTICLES = 300
"""The last batches are judged together with the run's own until they hold so many article versions."""

Lengths = Mapping[Measured, list[int]]


class DriftJudge:
    """Judges the batches of an outlet, one run after the other; remembers the weeks before for runs of the same day."""

    def __init__(self, settings: Settings, lake: Lake, outlet: str) -> None:
        self.outlet = outlet
        self._accepted = accepted_fields(settings, outlet)
        self._lake = lake
        self._histories: dict[tuple[date, date], dict[Measured, History]] = {}

    def judge(self, batches: Sequence[ParsedBatch]) -> Verdict:
        """Return the verdict on batches of one run, which the lake does not hold or holds as they were parsed before."""
        own = {batch.run.batch_id: self._measures(batch) for batch in batches if batch.run.stage == "articles"}
        if not any(own.values()):
            return Verdict()
        run = batches[0].run
        recent = self._recent(run.flow, run.started_at, list(own))
        lengths = self._lengths_of(recent) | own
        first = min([run.started_at, *(batch.started_at for batch in recent)])
        histories = self._history(_published_day(batches), first)
        found: list[FoundDrift] = []
        for number in range(len(recent), len(lengths)):
            found += self._certain(histories, lengths, list(lengths)[: number + 1])
        found += self._at_sight(histories, lengths, found, list(own), run.started_at)
        return verdict_of(found, recent)

    def moved_sources(self, now: datetime) -> list[Drift]:
        """Return the fields that the last articles of the news runs have from elsewhere than those before them."""
        recent = self._recent("news", now, [])
        if not recent:
            return []
        histories = self._history(now.date(), recent[0].started_at)
        found = self._certain(histories, self._lengths_of(recent), [batch.batch_id for batch in recent])
        return verdict_of(list(found), []).warnings

    def _measures(self, batch: ParsedBatch) -> Lengths:
        return self._lake.ask(partial(measures_of_tables, tables=batch.tables))

    def _lengths_of(self, batches: Sequence[RecentBatch]) -> dict[str, Lengths]:
        return dict(self._lake.ask(partial(measures_of_batches, outlet=self.outlet, batches=batches)))

    def _recent(self, flow: str, before: datetime, without: Sequence[str]) -> list[RecentBatch]:
        return self._lake.ask(
            partial(
                recent_batches,
                outlet=self.outlet,
                flow=flow,
                before=before,
                without=without,
                most_articles=_POOLED_ARTICLES,
            )
        )

    def _history(self, published: date, seen_before: datetime) -> dict[Measured, History]:
        """Return the fields of the articles published in the 28 days about a day and seen before an instant.

        Asked of the lake once for all runs of a day: a reparse has a hundred of them.
        """
        key = (published, seen_before.date())
        if key not in self._histories:
            midnight = datetime(published.year, published.month, published.day, tzinfo=UTC)
            rows = self._lake.ask(
                partial(
                    field_history,
                    outlet=self.outlet,
                    published=(midnight - BASELINE, midnight + BASELINE),
                    seen_before=seen_before,
                    accepted=self._accepted,
                )
            )
            self._histories[key] = {
                row.measured: History(row.days, row.typical_length, row.low_length, row.high_length) for row in rows
            }
        return self._histories[key]

    def _certain(
        self, histories: Mapping[Measured, History], lengths: Mapping[str, Lengths], batch_ids: Sequence[str]
    ) -> Iterable[FoundDrift]:
        """Yield what batches, the last of which brought articles, show with certainty."""
        for measured, history in histories.items():
            if measured not in lengths[batch_ids[-1]]:
                continue
            finding = find_drift(history, [lengths[batch_id].get(measured, []) for batch_id in batch_ids])
            if finding is not None and (measured.source is None or finding.what == "fill"):
                yield FoundDrift(drift_of(self.outlet, measured, finding), batch_ids[-finding.batch_count :])

    def _at_sight(
        self,
        histories: Mapping[Measured, History],
        lengths: Mapping[str, Lengths],
        certain: Sequence[FoundDrift],
        own: Sequence[str],
        started_at: datetime,
    ) -> Iterable[FoundDrift]:
        """Yield what needs no certainty: fields that fell out of another edition, or of earlier articles set aside."""
        fallen = [each for each in certain if each.drift.source is None]
        known = {(each.drift.edition, each.drift.field) for each in fallen}
        earlier = fields_set_aside(self._lake, self.outlet, started_at - BASELINE, started_at)
        before = {(each.edition, each.field) for each in earlier}
        for measured, history in histories.items():
            if measured.source is not None or (measured.edition, measured.field) in known:
                continue
            shown = {batch for each in fallen if each.drift.field == measured.field for batch in each.batch_ids}
            if (measured.edition, measured.field) in before:
                shown |= set(own)
            batch_ids = [batch_id for batch_id in lengths if batch_id in shown]
            pooled = [length for batch_id in batch_ids for length in lengths[batch_id].get(measured, [])]
            finding = find_drift(history, [pooled], AT_SIGHT)
            if finding is not None:
                yield FoundDrift(drift_of(self.outlet, measured, finding), batch_ids)


def accepted_fields(settings: Settings, outlet: str) -> dict[tuple[str, str], date]:
    """Return (edition, field) -> first UTC day of articles against which it is judged, where a person said so."""
    accepted = {}
    for edition in load_outlet(outlet).editions:
        for name, since in settings.accepted_drift.items():
            place, _, field = name.rpartition("/")
            if place in (outlet, f"{outlet}/{edition.name}"):
                accepted[edition.name, field] = since
    return accepted


def _published_day(batches: Sequence[ParsedBatch]) -> date:
    """Return the day in the middle of the articles' publishing; the run's own where it has none."""
    instants = sorted(at for batch in batches for at in batch.tables[ARTICLES.name]["published_at"].to_pylist())
    at: datetime = instants[len(instants) // 2] if instants else batches[0].run.started_at
    return at.date()
