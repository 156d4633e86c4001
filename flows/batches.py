"""What runs and batches are called, in the lake and in the archive."""

from dataclasses import dataclass
from datetime import date, datetime

from schemas.crawl_rows import Run


@dataclass(frozen=True, slots=True)
class RunIdentity:
    """One run of one outlet.

    Attributes:
        flow: news or backfill.
        outlet: the outlet's name.
        stamp: what tells the run from others of its flow: an instant, or a day.
        day: UTC day under which its files are kept.
    """

    flow: str
    outlet: str
    stamp: str
    day: date

    @property
    def run_id(self) -> str:
        """The run's key, such as `news/korrespondent/20260507T150000Z`."""
        return f"{self.flow}/{self.outlet}/{self.stamp}"

    @property
    def end_batch_id(self) -> str:
        """Key of the `runs` row which says that the run is complete."""
        return f"{self.run_id}/end"

    def batch_id(self, stage: str, number: int = 0) -> str:
        """Key of a batch: `…/discovery` or `…/articles-0001`."""
        return f"{self.run_id}/{stage}-{number:04}" if number else f"{self.run_id}/{stage}"

    def warc_file(self, batch_id: str) -> str:
        """Path below archive/ of the file that holds a batch."""
        name = batch_id.removeprefix(f"{self.run_id}/")
        return f"{self.outlet}/{self.day:%Y/%m/%d}/{self.flow}-{self.stamp}-{name}.warc.gz"


def news_run(outlet: str, now: datetime) -> RunIdentity:
    """Return the identity of a news run that begins at `now` (UTC)."""
    return RunIdentity("news", outlet, f"{now:%Y%m%dT%H%M%SZ}", now.date())


def backfill_run(outlet: str, day: date, now: datetime, *, again: bool) -> RunIdentity:
    """Return the identity of the backfill of an outlet-day; with `again` it is a new one beside the first."""
    stamp = f"{day:%Y%m%d}" + (f"-again-{now:%Y%m%dT%H%M%SZ}" if again else "")
    return RunIdentity("backfill", outlet, stamp, now.date())


def end_of(identity: RunIdentity, started_at: datetime, now: datetime) -> Run:
    """Return the row that marks a run as complete."""
    return Run(
        batch_id=identity.end_batch_id,
        run_id=identity.run_id,
        flow=identity.flow,  # type: ignore[arg-type]  # news or backfill
        outlet=identity.outlet,
        stage="end",
        started_at=started_at,
        committed_at=now,
        warc_file=None,
        capture_count=0,
        article_count=0,
        quarantine_count=0,
        failure_count=0,
    )
