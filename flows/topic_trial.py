"""A query tried on the articles of the lake: which it hits, in what role, and by which clauses."""

from collections import Counter
from dataclasses import dataclass, field
from datetime import datetime

from flows.progress import STEP_BEGUN
from flows.settings import Settings
from flows.topic_matching import article_text
from flows.topic_plan import read_topics
from schemas.errors import BadSettings
from schemas.topic_errors import BadTopics
from transforms.topics import Matcher, Topic, parse_query
from warehouse.lake import Lake, article_texts


@dataclass(frozen=True, slots=True)
class TriedHit:
    """An article that a query hits, in its current version."""

    outlet: str
    edition: str
    article_id: str
    published_at: datetime
    headline: str
    url: str
    role: str
    hit_count: int
    clauses: tuple[str, ...]


@dataclass(slots=True)
class Trial:
    """What a query hits.

    Attributes:
        query: the query.
        article_count: articles that it was held against, editions apart.
        hits: those that it hits, newest first.
    """

    query: str
    article_count: int = 0
    hits: list[TriedHit] = field(default_factory=list)

    @property
    def roles(self) -> Counter[str]:
        """How many it hits in each role."""
        return Counter(hit.role for hit in self.hits)


def topic_named(settings: Settings, name: str) -> Topic:
    """Return a topic of the topics folder.

    Raises:
        BadSettings: there is none of that name.
        BadTopics: it cannot be used.
    """
    folder = read_topics(settings.topics)
    if folder is None:
        raise BadSettings(f"there is no topics folder {settings.topics}: docs/topics.md shows how to begin one")
    wrong = [mistake for mistake in folder.mistakes if mistake.name == name]
    found = next((topic for topic in folder.topics if topic.name == name), None)
    if wrong and found is None:
        raise BadTopics(wrong)
    if found is None:
        known = ", ".join(topic.name for topic in folder.topics) or "none"
        raise BadSettings(f"no file in {settings.topics} defines a topic {name}; known are {known}")
    return found


def try_query(settings: Settings, query: str, language: str | None) -> Trial:
    """Hold a query against the current version of every article.

    Args:
        settings: all settings.
        query: query in Lucene's syntax.
        language: language to whose articles it is limited; None for all.

    Raises:
        BadQuery: the query cannot be read.
        NothingCrawled: there is no lake.
    """
    parse_query(query)
    matcher = Matcher([Topic("trial", query, "trial", language)])
    trial = Trial(query)
    with Lake.open(settings.data, read_only=True) as lake:
        for batch in article_texts(lake.connect(), "current"):
            STEP_BEGUN.get()(f"{trial.article_count} articles tried")
            trial.article_count += batch.num_rows
            for row in batch.to_pylist():
                trial.hits += [
                    TriedHit(
                        outlet=row["outlet"],
                        edition=row["edition"],
                        article_id=row["article_id"],
                        published_at=row["published_at"],
                        headline=row["headline"],
                        url=row["url"],
                        role=match.role,
                        hit_count=match.hit_count,
                        clauses=match.clauses,
                    )
                    for match in matcher.match(article_text(row))
                ]
    trial.hits.sort(key=lambda hit: (-hit.published_at.timestamp(), hit.outlet, hit.article_id, hit.edition))
    return trial
