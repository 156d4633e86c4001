"""User topics kept up to date: new article versions are held against all topics, new and changed topics against all history."""

import logging
from collections import Counter
from collections.abc import Iterator, Sequence, Set
from dataclasses import dataclass, field
from datetime import datetime
from typing import TypeAlias

import pyarrow as pa
from msgspec.structs import replace

from flows.progress import STEP_BEGUN
from flows.settings import Settings
from flows.topic_matching import MatchJob, TextBatch, matched_batches
from flows.topic_plan import TopicPlan, plan_topics, read_topics
from schemas.lake_tables import MATCHED_VERSIONS, TOPIC_HITS, TOPIC_SETS, TOPIC_VERSIONS
from schemas.topic_errors import BadTopic, BadTopics
from schemas.topic_rows import TopicVersion
from transforms.topics import Topic
from warehouse.lake import (
    Lake,
    article_texts,
    current_keys,
    last_topic_sets,
    last_topic_versions,
    topic_hit_counts,
    unmatched_keys,
)

log = logging.getLogger("kronika.topics")

Keys: TypeAlias = Set[tuple[str, str]]
"""capture_id and content_hash of article versions."""

_SMALLEST_FOR_WORKERS = 5_000
"""Article versions from which worker processes are started: each makes the topics ready for itself, which takes seconds."""


def update_topics(settings: Settings, as_of: datetime) -> tuple[BadTopic, ...]:
    """Bring topics and their hits in the lake up to date with the topics folder and the articles, in one transaction.

    A changed query is matched over all history, and its old and new counts are logged, before it takes the old one's place. A
    topic that cannot be read keeps its last good version. Without a folder, the topics that the lake knows stay.

    Args:
        settings: all settings.
        as_of: the present instant, aware.

    Returns:
        What in the folder cannot be used; it is logged too.

    Raises:
        NoSpace: the disk is full; topics are as they were.
        FatalError: a matching process died; topics are as they were.
        BadSettings: the folder cannot be read.
    """
    if not Lake.exists(settings.data):
        return ()
    folder = read_topics(settings.topics)
    for mistake in folder.mistakes if folder else ():
        log.error("%s", mistake)
    with Lake.open(settings.data) as lake:
        known = lake.ask(last_topic_versions)
        if folder is None:
            current = tuple(version for version in known if not version.is_removed)
            plan = TopicPlan((), (), (), current, ())
        else:
            plan = plan_topics(folder, known, lake.ask(last_topic_sets), as_of)
        with Lake.open(settings.data, read_only=True) as snapshot:
            tables = _tables(snapshot, plan, as_of, settings.workers)
        if tables:
            lake.add_topics(tables)
    return folder.mistakes if folder else ()


def check_topics(mistakes: Sequence[BadTopic]) -> None:
    """Fail where topics cannot be used, after all else is done.

    Raises:
        BadTopics: there are such.
    """
    if mistakes:
        raise BadTopics(mistakes)


def _tables(snapshot: Lake, plan: TopicPlan, as_of: datetime, workers: int) -> dict[str, pa.Table]:
    """Match what is to be matched and return the rows to be added; none where nothing changed."""
    tables = {}
    counts = Counter[str]()
    if plan.current:
        matching = _Matching(snapshot, plan, as_of, workers)
        hits, matched = matching.tables()
        counts = matching.counts
        if matched.num_rows:
            tables[MATCHED_VERSIONS.name] = matched
        if hits.num_rows:
            tables[TOPIC_HITS.name] = hits
    versions = (*_counted(snapshot, plan.changed, counts), *plan.renamed, *plan.removed)
    for version in plan.removed:
        log.info("topic %s is in no file any longer: its hits no longer count", version.topic)
    if versions:
        tables[TOPIC_VERSIONS.name] = TOPIC_VERSIONS.from_records(versions)
    if plan.sets:
        tables[TOPIC_SETS.name] = TOPIC_SETS.from_records(plan.sets)
    return tables


def _counted(snapshot: Lake, changed: Sequence[TopicVersion], counts: Counter[str]) -> Iterator[TopicVersion]:
    """Yield changed topics with what they hit, and tell what the version before hit."""
    before = snapshot.ask(topic_hit_counts) if changed else {}
    for version in changed:
        count = counts[version.topic]
        if version.query_version == 1:
            log.info("topic %s is new: it hits %d articles", version.topic, count)
            yield replace(version, article_count=count)
            continue
        previous = before.get(version.topic, 0)
        log.info(
            "topic %s has changed: version %d hit %d articles, version %d hits %d (%+d) and takes its place",
            version.topic, version.query_version - 1, previous, version.query_version, count, count - previous,
        )  # fmt: skip
        yield replace(version, article_count=count, previous_article_count=previous)


@dataclass(slots=True)
class _Matching:
    """One pass over the articles that a plan wants to be matched."""

    snapshot: Lake
    plan: TopicPlan
    as_of: datetime
    workers: int
    counts: Counter[str] = field(default_factory=Counter)

    def tables(self) -> tuple[pa.Table, pa.Table]:
        """Return hits, and the article versions that were not held against topics before.

        Raises:
            FatalError: a matching process died.
        """
        unmatched = self.snapshot.ask(unmatched_keys)
        if not (self.plan.changed or unmatched):
            return TOPIC_HITS.empty, MATCHED_VERSIONS.empty
        STEP_BEGUN.get()("matching topics: reading dictionaries")
        current = self.snapshot.ask(current_keys)
        expected = len(current) if self.plan.changed else len(unmatched)
        workers = self.workers if expected >= _SMALLEST_FOR_WORKERS else 1
        hits, matched, count = [TOPIC_HITS.empty], [MATCHED_VERSIONS.empty], 0
        for done in matched_batches(self._job(), self._batches(unmatched, current), workers):
            self.counts.update(done.counts)
            hits.append(done.hits)
            matched.append(done.matched)
            count += done.row_count
            STEP_BEGUN.get()(f"matching topics: {count} article versions done")
        log.info("%d article versions held against %d topics", count, len(self.plan.current))
        return pa.concat_tables(hits), pa.concat_tables(matched)

    def _batches(self, unmatched: Keys, current: Keys) -> Iterator[TextBatch]:
        for rows in article_texts(self.snapshot.connect(), "all" if self.plan.changed else "unmatched"):
            keys = list(zip(rows["capture_id"].to_pylist(), rows["content_hash"].to_pylist(), strict=True))
            yield TextBatch(rows, [key in unmatched for key in keys], [key in current for key in keys])

    def _job(self) -> MatchJob:
        return MatchJob(
            tuple(topic_of(version) for version in self.plan.current),
            tuple(topic_of(version) for version in self.plan.changed),
            self.plan.query_versions,
            self.as_of,
        )


def topic_of(version: TopicVersion) -> Topic:
    """Return a version of a topic as a topic."""
    return Topic(version.topic, version.query, version.title, version.language)
