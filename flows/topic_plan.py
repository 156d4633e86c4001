"""What the topics folder changes in what the lake knows of topics: new versions, without the counts that matching gives."""

import hashlib
import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import cached_property
from pathlib import Path

from msgspec.structs import replace

from schemas.errors import BadSettings
from schemas.topic_errors import BadTopic
from schemas.topic_rows import TopicSet as TopicSetRow
from schemas.topic_rows import TopicVersion
from transforms.topics import MATCHER_VERSION, Topic, TopicFile, TopicSet, read_topic_file


@dataclass(frozen=True)
class TopicPlan:
    """What to do so that the lake knows the topics as the files have them.

    Attributes:
        changed: new or changed queries, to be matched over all history; their counts are still to come.
        renamed: new versions of topics whose query stays.
        removed: new versions that say that a topic is gone.
        kept: topics that stay as they are, those in wrong files and with wrong queries too.
        sets: new versions of competitive sets.
    """

    changed: tuple[TopicVersion, ...]
    renamed: tuple[TopicVersion, ...]
    removed: tuple[TopicVersion, ...]
    kept: tuple[TopicVersion, ...]
    sets: tuple[TopicSetRow, ...]

    @property
    def current(self) -> tuple[TopicVersion, ...]:
        """The topics that hold once this is done."""
        return (*self.changed, *self.renamed, *self.kept)

    @cached_property
    def query_versions(self) -> dict[str, int]:
        """The query version of each of them, by name."""
        return {version.topic: version.query_version for version in self.current}


def read_topics(folder: Path) -> TopicFile | None:
    """Read every file of a topics folder as one; None where there is no folder.

    A name that two files define is a mistake, as is a set with an unknown topic.

    Raises:
        BadSettings: the folder or a file cannot be read.
    """
    if not folder.exists():
        return None
    try:
        files = [read_topic_file(path.read_text("utf-8"), path.name) for path in sorted(folder.glob("*.toml"))]
    except (OSError, UnicodeDecodeError) as error:
        raise BadSettings(f"{folder} cannot be read: {error}; its files are TOML in UTF-8") from error
    mistakes = [mistake for file in files for mistake in file.mistakes]
    topics: dict[str, Topic] = {}
    for topic in (topic for file in files for topic in file.topics):
        if topic.name in topics:
            reason = f"{topics[topic.name].file} defines a topic of that name too"
            mistakes.append(BadTopic(topic.file, topic.name, reason, "give one of them another name"))
        topics.setdefault(topic.name, topic)
    wrong = frozenset[str]().union(*(file.wrong_topics for file in files))
    return TopicFile(
        topics=tuple(topics.values()),
        sets=tuple(_known_sets(files, topics.keys() | wrong, mistakes)),
        mistakes=tuple(mistakes),
        wrong_topics=wrong,
        is_read=all(file.is_read for file in files),
    )


def _known_sets(files: Sequence[TopicFile], names: set[str], mistakes: list[BadTopic]) -> list[TopicSet]:
    sets: dict[str, TopicSet] = {}
    for each in (each for file in files for each in file.sets):
        unknown = [name for name in each.topics if name not in names]
        if unknown:
            advice = f"known are {', '.join(sorted(names)) or 'none'}"
            mistakes.append(BadTopic(each.file, each.name, f"there is no topic {unknown[0]}", advice))
        elif each.name in sets:
            reason = f"{sets[each.name].file} defines a set of that name too"
            mistakes.append(BadTopic(each.file, each.name, reason, "give one of them another name"))
        else:
            sets[each.name] = each
    return list(sets.values())


def plan_topics(
    folder: TopicFile, known: Sequence[TopicVersion], known_sets: Sequence[TopicSetRow], at: datetime
) -> TopicPlan:
    """Compare the files with the last versions in the lake.

    Args:
        folder: what the files define.
        known: the last version of every topic in the lake.
        known_sets: the last version of every set there.
        at: the present instant, aware.
    """
    last = {version.topic: version for version in known}
    changed, renamed, kept = [], [], []
    for topic in folder.topics:
        before = last.get(topic.name)
        version = _version(topic, before, at)
        if before is None or version.query_version != before.query_version:
            changed.append(version)
        elif replace(version, version=before.version, added_at=before.added_at) == before:
            kept.append(before)
        else:
            renamed.append(version)
    defined = {topic.name for topic in folder.topics}
    others = [version for version in known if version.topic not in defined and not version.is_removed]
    gone = [version for version in others if folder.is_read and version.topic not in folder.wrong_topics]
    kept += [version for version in others if version not in gone]
    removed = [replace(version, version=version.version + 1, is_removed=True, added_at=at) for version in gone]
    sets = _set_versions(folder, known_sets, at)
    return TopicPlan(tuple(changed), tuple(renamed), tuple(removed), tuple(kept), tuple(sets))


def _version(topic: Topic, before: TopicVersion | None, at: datetime) -> TopicVersion:
    """Return a topic as a version: a new query version where it hits something else, or was gone."""
    digest = query_digest(topic)
    is_same = before is not None and not before.is_removed and before.query_digest == digest
    return TopicVersion(
        topic=topic.name,
        version=1 if before is None else before.version + 1,
        query_version=1 if before is None else before.query_version + (not is_same),
        query=topic.query,
        query_digest=digest,
        language=topic.language,
        title=topic.title,
        title_uk=topic.title_uk,
        title_ru=topic.title_ru,
        title_en=topic.title_en,
        file=topic.file,
        is_removed=False,
        added_at=at,
        article_count=before.article_count if before is not None and is_same else 0,
        previous_article_count=before.previous_article_count if before is not None and is_same else None,
    )


def query_digest(topic: Topic) -> str:
    """Return the hash of all that decides what a topic hits."""
    decisive = json.dumps([topic.query, topic.language, MATCHER_VERSION], ensure_ascii=False)
    return hashlib.blake2b(decisive.encode(), digest_size=16).hexdigest()


def _set_versions(folder: TopicFile, known: Sequence[TopicSetRow], at: datetime) -> list[TopicSetRow]:
    last: Mapping[str, TopicSetRow] = {version.set_name: version for version in known}
    found = []
    for each in folder.sets:
        before = last.get(each.name)
        version = TopicSetRow(
            set_name=each.name,
            version=1 if before is None else before.version + 1,
            title=each.title,
            topics=list(each.topics),
            file=each.file,
            is_removed=False,
            added_at=at,
        )
        if before is None or replace(version, version=before.version, added_at=before.added_at) != before:
            found.append(version)
    if not folder.mistakes:
        defined = {each.name for each in folder.sets}
        gone = (version for version in known if version.set_name not in defined and not version.is_removed)
        found += [replace(version, version=version.version + 1, is_removed=True, added_at=at) for version in gone]
    return found
