"""Committing the batches of a run: first the verdict on all of them, then each in its own transaction."""

import asyncio
import logging
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date
from itertools import islice
from pathlib import PurePosixPath
from typing import TypeVar

from flows.batch_work import BatchSummary, batch_info, parse_batch, summarise
from flows.drift import Drift, one_a_field
from flows.drift_judge import DriftJudge
from flows.set_aside import ParsedBatch, set_aside
from flows.settings import Settings
from schemas.crawl_rows import Run
from schemas.errors import FieldsDrifted
from warehouse.lake import DriftedField, Lake

log = logging.getLogger("kronika.batch")

T = TypeVar("T")

MOST_HELD = 4
"""Batches that are held in memory for one verdict: two thousand pages by default, 60 MB of rows."""


@dataclass(frozen=True, slots=True)
class CommitReport:
    """What the commit of some batches came to.

    Attributes:
        batches: what each came to.
        drifts: fields that fell out; the pages are in quarantine.
        warnings: fields that now come from elsewhere.
    """

    batches: list[BatchSummary] = field(default_factory=list)
    drifts: list[Drift] = field(default_factory=list)
    warnings: list[Drift] = field(default_factory=list)

    def extend(self, other: "CommitReport") -> None:
        """Add what other batches came to."""
        self.batches.extend(other.batches)
        self.drifts.extend(other.drifts)
        self.warnings.extend(other.warnings)


async def commit_batches(
    settings: Settings, lake: Lake, judge: DriftJudge, batches: Sequence[ParsedBatch], *, is_replacing: bool = False
) -> CommitReport:
    """Judge batches of one run together, then commit each: as it is, or with the pages of drifted editions set aside.

    Batches of the runs before that show the same drift and were too few to tell are replaced, set aside in the same way.
    """
    verdict = judge.judge(batches) if batches else None
    if verdict is None:
        return CommitReport()
    report = CommitReport(drifts=verdict.drifts, warnings=verdict.warnings)
    for drift in (*verdict.drifts, *verdict.warnings):
        log.warning("%s", drift)
    for batch in batches:
        errors = verdict.set_aside.get(batch.run.batch_id)
        judged = set_aside(batch, errors) if errors else batch
        report.batches.append(await _commit(lake, judged, is_replacing=is_replacing))
    for earlier in verdict.earlier:
        batch = await parse_batch(settings, earlier.warc_file, batch_info(settings, earlier.warc_file))
        judged = set_aside(batch, verdict.set_aside[earlier.batch_id])
        report.batches.append(await _commit(lake, judged, is_replacing=True))
    return report


async def _commit(lake: Lake, batch: ParsedBatch, *, is_replacing: bool) -> BatchSummary:
    run = batch.run
    committed = await asyncio.to_thread(lake.commit, run, batch.tables, is_replacing=is_replacing)
    summary = summarise(batch, committed)
    log.info("%s: %s", run.batch_id, _told(run, summary.articles))
    return summary


def _told(run: Run, article_count: int) -> str:
    """Return what a batch came to, without what it has none of."""
    counts = (
        (article_count, "new article versions"),
        (run.quarantine_count, "quarantined"),
        (run.failure_count, "failed"),
    )
    return ", ".join([f"{run.capture_count} pages", *(f"{count} {what}" for count, what in counts if count)])


def drift_error(
    drifts: Iterable[Drift], set_aside_fields: Iterable[DriftedField], runs: Sequence[object] = ()
) -> FieldsDrifted:
    """Return the error that tells a person which fields drifted and what to do next.

    Args:
        drifts: the fields.
        set_aside_fields: all fields because of which pages are in quarantine.
        runs: what the runs came to.
    """
    since: dict[str, date] = {}
    for each in set_aside_fields:
        day = archive_day(each.first_warc_file)
        since[each.outlet] = min(day, since.get(each.outlet, day))
    drifts = one_a_field(drifts)
    remedies = [_remedy(outlet, first, drifts) for outlet, first in sorted(since.items())]
    return FieldsDrifted([str(drift) for drift in drifts], remedies, runs)


def _remedy(outlet: str, first: date, drifts: Iterable[Drift]) -> str:
    fields = sorted({drift.field for drift in drifts if drift.outlet == outlet})
    accepted = ", ".join(f'"{outlet}/{name}" = {first}' for name in fields)
    return (
        f"mend the selectors in transforms/outlets/{outlet}.py, then: kronika reparse --outlet {outlet} --from {first}; "
        f"or, where the outlet itself changed, put {accepted} under [accepted_drift] in kronika.toml before that reparse"
    )


def archive_day(warc_file: str) -> date:
    """Return the UTC day of the run under which an archive file of ours is kept."""
    year, month, day = PurePosixPath(warc_file).parts[-4:-1]
    return date(int(year), int(month), int(day))


def in_chunks(items: Iterable[T], size: int) -> Iterator[list[T]]:
    """Yield items in lists of at most `size`."""
    iterator = iter(items)
    while chunk := list(islice(iterator, size)):
        yield chunk
