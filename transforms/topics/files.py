"""The files of a topics folder: TOML with a table for each topic and each set."""

import re
import tomllib
from collections.abc import Callable, Mapping
from typing import Any, TypeVar

from schemas.topic_errors import BadQuery, BadTopic
from transforms.topics.parse import parse_query
from transforms.topics.places import place_in_query, query_line, table_line
from transforms.topics.topic import Topic, TopicFile, TopicSet

Made = TypeVar("Made")

_NAME = re.compile(r"[a-z0-9][a-z0-9_]*")
_LANGUAGE = re.compile(r"[A-Za-z]{2,3}(?:-[A-Za-z0-9]+)*")
_TOPIC_KEYS = ("title", "query", "lang", "title_uk", "title_ru", "title_en")
_SET_KEYS = ("title", "topics")
_TOML_PLACE = re.compile(r"\(at line (\d+), column (\d+)\)")


def read_topic_file(text: str, file: str) -> TopicFile:
    """Read a file of topics.

    Args:
        text: its text.
        file: its name, for messages.

    Returns:
        What it defines, and every mistake in it; a mistake in one topic leaves the others as they are.
    """
    try:
        tables = tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        place = _TOML_PLACE.search(str(error))
        line, column = (int(place.group(1)), int(place.group(2))) if place else (None, None)
        reason = f"it is no TOML: {_TOML_PLACE.sub('', str(error)).strip()}"
        mistake = BadTopic(file, None, reason, "mend that line; docs/topics.md shows a file", line=line, column=column)
        return TopicFile(mistakes=(mistake,), is_read=False)
    return _Reader(text, file).read(tables)


class _Reader:
    """Reads the tables of one file."""

    def __init__(self, text: str, file: str) -> None:
        self._text = text
        self._file = file
        self._mistakes: list[BadTopic] = []

    def read(self, tables: Mapping[str, Any]) -> TopicFile:
        """Return the topics and sets that can be used, and the mistakes."""
        for name in tables.keys() - {"topics", "sets"}:
            self._wrong(name, f"there is no table {name}", "a file holds [topics.NAME] and [sets.NAME]", table=name)
        topics = self._all(tables.get("topics", {}), "topics", self._topic)
        sets = self._all(tables.get("sets", {}), "sets", self._set)
        named = tables.get("topics", {})
        names = set(named) if isinstance(named, dict) else set()
        return TopicFile(
            topics=tuple(topics),
            sets=tuple(sets),
            mistakes=tuple(self._mistakes),
            wrong_topics=frozenset(names - {topic.name for topic in topics}),
        )

    def _all(self, tables: Any, kind: str, make: Callable[[str, Mapping[str, Any]], Made | None]) -> list[Made]:
        if not isinstance(tables, dict):
            self._wrong(None, f"{kind} is no table", f"write [{kind}.NAME] above the lines of each", table=kind)
            return []
        made = (make(name, table) for name, table in tables.items() if self._is_named(name, table, kind))
        return [each for each in made if each is not None]

    def _is_named(self, name: str, table: Any, kind: str) -> bool:
        if not isinstance(table, dict):
            self._wrong(name, f"{kind}.{name} is no table", f"write [{kind}.{name}] and its lines under it", table=kind)
            return False
        if not _NAME.fullmatch(name):
            advice = "names are of small Latin letters, digits and _; the title may hold anything"
            self._wrong(name, f"{name!r} is no name", advice, table=f"{kind}.{name}")
            return False
        return True

    def _topic(self, name: str, table: Mapping[str, Any]) -> Topic | None:
        place = f"topics.{name}"
        if not self._has(name, place, table, _TOPIC_KEYS, ("title", "query")):
            return None
        language = table.get("lang")
        if language is not None and not _LANGUAGE.fullmatch(language):
            self._wrong(name, f"lang {language!r} is no language", 'write it like lang = "uk"', table=place)
            return None
        try:
            parse_query(table["query"])
        except BadQuery as error:
            self._wrong_query(name, error)
            return None
        titles = {key: table.get(key) for key in ("title_uk", "title_ru", "title_en")}
        return Topic(
            name, table["query"], table["title"], language.lower() if language else None, file=self._file, **titles
        )

    def _set(self, name: str, table: Mapping[str, Any]) -> TopicSet | None:
        place = f"sets.{name}"
        topics = table.get("topics")
        if not isinstance(topics, list) or not all(isinstance(each, str) for each in topics):
            self._wrong(name, "a set wants the names of its topics", 'write topics = ["one", "another"]', table=place)
            return None
        if not self._has(name, place, {**table, "topics": "…"}, _SET_KEYS, ("title", "topics")):
            return None
        if len(set(topics)) < len(topics) or len(topics) < 2:
            self._wrong(
                name, "a set wants two topics or more, each once", "they share the voice among them", table=place
            )
            return None
        return TopicSet(name, table["title"], tuple(topics), self._file)

    def _has(
        self, name: str, place: str, table: Mapping[str, Any], known: tuple[str, ...], needed: tuple[str, ...]
    ) -> bool:
        unknown = sorted(table.keys() - set(known))
        missing = [key for key in needed if not str(table.get(key, "")).strip()]
        wrong = [key for key in known if key in table and not isinstance(table[key], str)]
        if unknown:
            self._wrong(name, f"there is no key {unknown[0]}", f"keys are {', '.join(known)}", table=place)
        if missing:
            self._wrong(name, f"it has no {missing[0]}", f'write {missing[0]} = "…" under [{place}]', table=place)
        if wrong:
            self._wrong(name, f"{wrong[0]} is no text", "put it into quotation marks", table=place)
        return not (unknown or missing or wrong)

    def _wrong(self, name: str | None, reason: str, advice: str, *, table: str) -> None:
        line = table_line(self._text, table)
        self._mistakes.append(BadTopic(self._file, name, reason, advice, line=line))

    def _wrong_query(self, name: str, error: BadQuery) -> None:
        line, column = place_in_query(self._text, query_line(self._text, name), error.offset)
        mistake = BadTopic(self._file, name, error.reason, error.advice, line=line, column=column, query_error=error)
        self._mistakes.append(mistake)
