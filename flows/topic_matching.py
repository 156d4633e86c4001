"""Batches of article versions held against topics, in this process or in several.

Runs in spawned worker processes, so it imports nothing heavy: a worker gets the topics once, then batches, and gives back hits.
"""

import multiprocessing
import os
import threading
from collections import Counter, deque
from collections.abc import Iterable, Iterator
from concurrent.futures import Future, ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from dataclasses import dataclass
from datetime import datetime
from itertools import islice
from typing import Any

import pyarrow as pa

from schemas.errors import FatalError
from schemas.lake_tables import MATCHED_VERSIONS, TOPIC_HITS
from schemas.topic_rows import MatchedVersion, TopicHit
from transforms.topics import ArticleText, Matcher, Topic

_KEY = ("capture_id", "content_hash", "outlet", "edition", "article_id", "seen_at")
_BATCHES_AHEAD = 2
"""Batches a worker has waiting: it never waits itself, and few texts are in memory."""


@dataclass(frozen=True, slots=True)
class MatchJob:
    """What article versions are held against.

    Attributes:
        current: all topics: for versions that were not held against topics before.
        changed: those of them that are new or changed: for all others.
        query_versions: query version of each topic, by name.
        matched_at: instant of the matching, aware.
    """

    current: tuple[Topic, ...]
    changed: tuple[Topic, ...]
    query_versions: dict[str, int]
    matched_at: datetime


@dataclass(frozen=True, slots=True)
class TextBatch:
    """Article versions to be matched.

    Attributes:
        rows: rows of `article_texts`.
        is_new: for each, whether it was never held against topics.
        is_current: for each, whether it is its article's current version.
    """

    rows: pa.RecordBatch
    is_new: list[bool]
    is_current: list[bool]


@dataclass(frozen=True, slots=True)
class MatchedBatch:
    """What came of a batch.

    Attributes:
        hits: rows of `topic_hits`.
        matched: rows of `matched_versions`.
        counts: topic -> articles that it hits by their current version.
        row_count: article versions of the batch.
    """

    hits: pa.Table
    matched: pa.Table
    counts: Counter[str]
    row_count: int


class BatchMatcher:
    """Holds batches against the topics of a job."""

    def __init__(self, job: MatchJob) -> None:
        self._job = job
        self._of_all = Matcher(job.current)
        self._of_changed = Matcher(job.changed)

    def match(self, batch: TextBatch) -> MatchedBatch:
        """Return what hits a batch, and which of it were not held against topics before."""
        hits: list[TopicHit] = []
        matched: list[MatchedVersion] = []
        counts = Counter[str]()
        for row, is_new, is_current in zip(batch.rows.to_pylist(), batch.is_new, batch.is_current, strict=True):
            found = self._hits(self._of_all if is_new else self._of_changed, row)
            hits += found
            if is_new:
                matched.append(MatchedVersion(**_key(row), matched_at=self._job.matched_at))
            if is_current:
                counts.update(hit.topic for hit in found)
        return MatchedBatch(
            TOPIC_HITS.from_records(hits), MATCHED_VERSIONS.from_records(matched), counts, batch.rows.num_rows
        )

    def _hits(self, matcher: Matcher, row: dict[str, Any]) -> list[TopicHit]:
        key = _key(row)
        return [
            TopicHit(
                **key,
                topic=match.topic,
                query_version=self._job.query_versions[match.topic],
                role=match.role,
                hit_count=match.hit_count,
                matched_clauses=list(match.clauses),
                matched_at=self._job.matched_at,
            )
            for match in matcher.match(article_text(row))
        ]


def matched_batches(job: MatchJob, batches: Iterable[TextBatch], workers: int) -> Iterator[MatchedBatch]:
    """Yield what comes of each batch, in their order; with several workers, each in a process of its own.

    Batches are taken as they are needed: a few for each worker are in memory at a time.

    Raises:
        FatalError: a worker died.
    """
    if workers == 1:
        yield from map(BatchMatcher(job).match, batches)
        return
    context = multiprocessing.get_context("spawn")
    pool = ProcessPoolExecutor(workers, mp_context=context, initializer=_begin_worker, initargs=(job,))
    try:
        yield from _in_order(pool, iter(batches), workers * _BATCHES_AHEAD)
    except BrokenProcessPool as error:
        raise FatalError(
            "a matching process died (out of memory?); topics are as they were: build again, with fewer workers if it recurs"
        ) from error
    finally:
        pool.shutdown(cancel_futures=True)


def _in_order(pool: ProcessPoolExecutor, batches: Iterator[TextBatch], ahead: int) -> Iterator[MatchedBatch]:
    # Read before anything is handed on, so that all workers start at once: a pool in which one dies while it starts another
    # waits for that one for ever (CPython 3.11, ProcessPoolExecutor).
    first = list(islice(batches, ahead))
    waiting: deque[Future[MatchedBatch]] = deque(pool.submit(_match_in_worker, batch) for batch in first)
    while waiting:
        yield waiting.popleft().result()
        waiting.extend(pool.submit(_match_in_worker, batch) for batch in islice(batches, 1))


_matchers: list[BatchMatcher] = []
"""In a worker: what it was started with."""


def _begin_worker(job: MatchJob) -> None:
    threading.Thread(target=_end_with_parent, daemon=True).start()
    _matchers.append(BatchMatcher(job))


def _match_in_worker(batch: TextBatch) -> MatchedBatch:
    return _matchers[0].match(batch)


def _end_with_parent() -> None:
    """End this process when the program that started it was killed: waiting for work, it would not see that."""
    parent = multiprocessing.parent_process()
    if parent is not None:
        parent.join()
        os._exit(1)


def _key(row: dict[str, Any]) -> dict[str, Any]:
    return {name: row[name] for name in _KEY}


def article_text(row: dict[str, Any]) -> ArticleText:
    """Return a row of `article_texts` as what topics are held against."""
    return ArticleText(
        outlet=row["outlet"],
        language=row["language"],
        headline=row["headline"],
        lead=row["lead"],
        body=row["body"],
        tags=tuple(row["tags"]),
        authors=tuple(row["authors"]),
        section=row["section"],
        word_count=row["word_count"],
    )
