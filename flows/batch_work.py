"""One batch: crawled into one archive file, then parsed from it; its commit, in one transaction, is in `commits`."""

from collections import Counter
from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from datetime import datetime
from importlib.metadata import version

from flows.batches import RunIdentity
from flows.crawl.batch import FetchEnd
from flows.crawl.response import HttpResponse, PreviousCapture, RecordedCapture
from flows.forgotten import forgotten_in
from flows.ledger import decode_ledger, encode_ledger, ledger_lines, ledger_of_captures, outcomes_table
from flows.parse_archive import ParseJob
from flows.parse_pool import parse_file
from flows.progress import PAGE_DONE, STEP_BEGUN
from flows.set_aside import ParsedBatch
from flows.settings import Settings
from schemas.crawl_rows import Run
from schemas.errors import DamagedArchive
from schemas.lake_tables import ARTICLES, CAPTURES, OUTCOMES, QUARANTINE
from warehouse.archive import BatchArchive, read_batch_info, read_outcomes

SOFTWARE = f"Kronika/{version('kronika')}"


@dataclass(frozen=True, slots=True)
class BatchSummary:
    """What one batch came to; the row of a run's artifact.

    Attributes:
        batch_id: the batch.
        captures: responses archived.
        articles: new article versions.
        quarantined: captures set aside.
        outcomes: how many URLs ended in each outcome.
        is_new: false when the lake held the batch already.
    """

    batch_id: str
    captures: int
    articles: int
    quarantined: int
    outcomes: dict[str, int]
    is_new: bool


class Recorder:
    """Hands every response of the crawl to the archive file that is open at the moment."""

    def __init__(self) -> None:
        self.archive: BatchArchive | None = None

    def __call__(self, response: HttpResponse, previous: PreviousCapture | None) -> RecordedCapture:
        """Archive one response and return its capture.

        Raises:
            NoSpace: the disk is full.
        """
        if self.archive is None:
            raise AssertionError("a response came while no batch was open")
        PAGE_DONE.get()(response.url)
        return self.archive.write_response(
            url=response.url,
            captured_at=response.captured_at,
            http_version=response.http_version,
            status_code=response.status_code,
            reason_phrase=response.reason_phrase,
            headers=response.headers,
            body=response.body,
            is_cut=response.is_cut,
            previous=previous,
        )


async def crawl_batch(
    settings: Settings,
    identity: RunIdentity,
    batch_id: str,
    recorder: Recorder,
    crawl: Callable[[], Awaitable[list[FetchEnd]]],
) -> str:
    """Crawl one batch into one archive file, its ledger included; return the file's path below archive/."""
    STEP_BEGUN.get()(batch_id)
    stage = batch_id.removeprefix(f"{identity.run_id}/").partition("-")[0]
    info = {
        "run_id": identity.run_id,
        "batch_id": batch_id,
        "flow": identity.flow,
        "outlet": identity.outlet,
        "stage": stage,
        "started_at": settings.clock()().isoformat(),
    }
    with BatchArchive(settings.data / "archive", identity.warc_file(batch_id), info, SOFTWARE) as archive:
        recorder.archive = archive
        try:
            ends = await crawl()
        finally:
            recorder.archive = None
        archive.write_outcomes(encode_ledger(ledger_lines(ends)))
    return archive.relative_path


def parse_job(settings: Settings, outlet: str, warc_file: str, batch_id: str) -> ParseJob:
    """Return the job that parses one whole archive file."""
    return ParseJob(
        archive=settings.data / "archive",
        warc_file=warc_file,
        start=0,
        stop=None,
        outlet=outlet,
        hosts=tuple(settings.hosts.items()),
        batch_id=batch_id,
        max_decoded_bytes=settings.crawl.max_decoded_bytes,
    )


async def parse_batch(settings: Settings, warc_file: str, info: dict[str, str]) -> ParsedBatch:
    """Parse the archive file of a batch.

    Returns:
        The batch, equal for the crawl and for every later reparse.

    Raises:
        DamagedArchive: the file cannot be read.
    """
    batch_id, outlet = info["batch_id"], info["outlet"]
    parsed = await parse_file(parse_job(settings, outlet, warc_file, batch_id), settings.workers)
    ledger = read_outcomes(settings.data / "archive" / warc_file)
    if ledger is not None:
        lines = decode_ledger(ledger)
    elif info["stage"] == "discovery":  # cut off: the run reads all its listings again, and that is how they end
        lines = []
    else:
        lines = ledger_of_captures(parsed.tables[CAPTURES.name], parsed.redirects)
    forgotten = forgotten_in(settings.data / "archive")
    lines = [line for line in lines if not forgotten.has_article(outlet, line.article_id)]
    tables = dict(parsed.tables)
    tables[OUTCOMES.name] = outcomes_table(
        lines, parsed.endings, batch_id=batch_id, run_id=info["run_id"], outlet=outlet
    )
    failures = [branch for branch in tables[OUTCOMES.name]["branch"].to_pylist() if branch == "retryable"]
    run = Run(
        batch_id=batch_id,
        run_id=info["run_id"],
        flow=info["flow"],  # type: ignore[arg-type]  # written by us or by import
        outlet=outlet,
        stage=info["stage"],  # type: ignore[arg-type]
        started_at=datetime.fromisoformat(info["started_at"]),
        committed_at=settings.clock()(),
        warc_file=warc_file,
        capture_count=len(tables[CAPTURES.name]),
        article_count=len(tables[ARTICLES.name]),
        quarantine_count=len(tables[QUARANTINE.name]),
        failure_count=len(failures),
    )
    return ParsedBatch(run, tables)


def batch_info(settings: Settings, warc_file: str) -> dict[str, str]:
    """Return what an archive file says of its batch.

    Raises:
        DamagedArchive: the file is not one of ours, or cannot be read.
    """
    info = read_batch_info(settings.data / "archive" / warc_file)
    if "batch_id" not in info:
        raise DamagedArchive(
            warc_file, 0, "its first record does not say which batch it is; take it in by kronika import"
        )
    return info


def summarise(batch: ParsedBatch, committed: Run | None) -> BatchSummary:
    """Return the summary of a batch; `committed` is None where the lake held it already."""
    return BatchSummary(
        batch_id=batch.run.batch_id,
        captures=batch.run.capture_count,
        articles=0 if committed is None else committed.article_count,
        quarantined=batch.run.quarantine_count,
        outcomes=dict(Counter(batch.tables[OUTCOMES.name]["outcome"].to_pylist())),
        is_new=committed is not None,
    )
