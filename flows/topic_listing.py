"""The topics as files and lake have them, side by side."""

from dataclasses import dataclass
from datetime import datetime
from typing import Literal

from flows.settings import Settings
from flows.topic_plan import plan_topics, read_topics
from schemas.topic_errors import BadTopic
from schemas.topic_rows import TopicSet, TopicVersion
from transforms.topics import TopicFile
from warehouse.lake import Lake, last_topic_sets, last_topic_versions, topic_hit_counts

State = Literal["matched", "new", "changed", "removed"]


@dataclass(frozen=True, slots=True)
class ListedTopic:
    """A topic as a person wants to see it.

    Attributes:
        topic: its name.
        title: its title.
        query: its query, as the file has it now.
        state: matched: lake and file agree; new, changed or removed: the next build brings the lake up to date.
        query_version: version of the query that the lake holds hits of; None for a new one.
        article_count: articles that version hits today; None for a new one.
        previous_article_count: articles that the version before hit when it was replaced.
        added_at: when that version was taken in, UTC.
    """

    topic: str
    title: str
    query: str
    state: State
    query_version: int | None
    article_count: int | None
    previous_article_count: int | None
    added_at: datetime | None


@dataclass(frozen=True, slots=True)
class TopicListing:
    """All topics and sets, and what is wrong in their files."""

    topics: tuple[ListedTopic, ...]
    sets: tuple[tuple[str, str, str], ...]
    mistakes: tuple[BadTopic, ...]


def listed_topics(settings: Settings) -> TopicListing:
    """Return the topics of folder and lake, by name; without either there are none."""
    folder = read_topics(settings.topics)
    known: list[TopicVersion] = []
    known_sets: list[TopicSet] = []
    counts: dict[str, int] = {}
    if Lake.exists(settings.data):
        with Lake.open(settings.data, read_only=True) as lake:
            if not lake.is_older:
                known, known_sets = lake.ask(last_topic_versions), lake.ask(last_topic_sets)
                counts = lake.ask(topic_hit_counts)
    plan = plan_topics(folder or TopicFile(is_read=False), known, known_sets, settings.clock()())
    last = {version.topic: version for version in known if not version.is_removed}
    listed: list[tuple[TopicVersion, State]] = [
        *((version, "changed" if version.topic in last else "new") for version in plan.changed),
        *((version, "matched") for version in (*plan.renamed, *plan.kept)),
        *((version, "removed") for version in plan.removed),
    ]
    topics = [_listed(version, state, last.get(version.topic), counts) for version, state in listed]
    sets = [(each.name, each.title, ", ".join(each.topics)) for each in folder.sets] if folder else []
    if folder is None:
        standing = (each for each in known_sets if not each.is_removed)
        sets = [(each.set_name, each.title, ", ".join(each.topics)) for each in standing]
    return TopicListing(
        tuple(sorted(topics, key=lambda each: each.topic)),
        tuple(sorted(sets)),
        folder.mistakes if folder else (),
    )


def _listed(version: TopicVersion, state: State, known: TopicVersion | None, counts: dict[str, int]) -> ListedTopic:
    return ListedTopic(
        topic=version.topic,
        title=version.title,
        query=version.query,
        state=state,
        query_version=None if known is None else known.query_version,
        article_count=None if known is None else counts.get(version.topic, 0),
        previous_article_count=None if known is None else known.previous_article_count,
        added_at=None if known is None else known.added_at,
    )
