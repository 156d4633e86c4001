"""What a topic is, and a set of topics that share the voice."""

from dataclasses import dataclass

from schemas.topic_errors import BadTopic


@dataclass(frozen=True, slots=True)
class Topic:
    """A topic as its file has it.

    Attributes:
        name: its name, lower case.
        query: query in Lucene's syntax; one that can be read.
        title: title.
        language: language (BCP 47) to whose articles it is limited; None for all.
        title_uk: title in Ukrainian, where the file gives one.
        title_ru: title in Russian, where the file gives one.
        title_en: title in English, where the file gives one.
        file: file that defines it.
    """

    name: str
    query: str
    title: str
    language: str | None = None
    title_uk: str | None = None
    title_ru: str | None = None
    title_en: str | None = None
    file: str = ""


@dataclass(frozen=True, slots=True)
class TopicSet:
    """A competitive set: topics among which attention is shared out.

    Attributes:
        name: its name, lower case.
        title: title.
        topics: names of its topics, in order.
        file: file that defines it.
    """

    name: str
    title: str
    topics: tuple[str, ...]
    file: str = ""


@dataclass(frozen=True, slots=True)
class TopicFile:
    """What a file defines, and what is wrong in it.

    Attributes:
        topics: topics that can be used.
        sets: sets that can be read; that their topics exist is not looked at here.
        mistakes: what cannot be used, each with its place and what to do.
        wrong_topics: names of topics that are there and cannot be used.
        is_read: whether the file as a whole could be read.
    """

    topics: tuple[Topic, ...] = ()
    sets: tuple[TopicSet, ...] = ()
    mistakes: tuple[BadTopic, ...] = ()
    wrong_topics: frozenset[str] = frozenset()
    is_read: bool = True
