"""The invented words, read from the files in words/: topics with paired Ukrainian and Russian templates."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path

_FOLDER = Path(__file__).parent / "words"
_TOPIC_FILES = ("politics.txt", "economy.txt", "life.txt")

Pair = tuple[str, str]
"""Ukrainian and Russian form of one thing."""

_INDEX = {"uk": 0, "ru": 1}


def in_language(pair: Pair, edition: str) -> str:
    """Return the form of the pair that the edition uses."""
    return pair[_INDEX[edition]]


@dataclass(frozen=True, eq=False)
class Tag:
    """A tag. `is_russian_everywhere`: the Ukrainian page shows it in Russian too, as the real site does with some."""

    tag_id: str
    text: Pair
    is_russian_everywhere: bool

    def shown(self, edition: str) -> str:
        """Return its text on a page of the edition."""
        return self.text[1] if self.is_russian_everywhere else in_language(self.text, edition)


@dataclass(frozen=True, eq=False)
class Topic:
    """What stories can be about."""

    key: str
    section: str
    special_id: str | None
    name: Pair
    tags: tuple[Tag, ...]
    headlines: tuple[Pair, ...]
    leads: tuple[Pair, ...]
    sentences: tuple[Pair, ...]


@dataclass(frozen=True, eq=False)
class Vocabulary:
    """Every word the newsroom has."""

    topics: tuple[Topic, ...]
    general: Mapping[str, tuple[Pair, ...]]
    people_tags: tuple[Tag, ...]


def _lines(name: str) -> list[list[str]]:
    text = (_FOLDER / name).read_text(encoding="utf-8")
    return [
        [cell.strip() for cell in line.split("|")] for line in text.splitlines() if line and not line.startswith("#")
    ]


def _grouped(lines: list[list[str]]) -> dict[str, tuple[Pair, ...]]:
    groups: dict[str, list[Pair]] = {}
    for kind, uk, ru in lines:
        groups.setdefault(kind.split()[0], []).append((uk, ru))
    return {kind: tuple(pairs) for kind, pairs in groups.items()}


def _tag(line: list[str]) -> Tag:
    tag_id = line[0].split()[1]
    return Tag(tag_id, (line[1], line[2]), is_russian_everywhere=int(tag_id) % 3 == 0)


def _topic(head: list[str], lines: list[list[str]]) -> Topic:
    words = _grouped(lines)
    return Topic(
        key=head[1],
        section=head[2],
        special_id=None if head[3] == "-" else head[3],
        name=words["name"][0],
        tags=tuple(_tag(line) for line in lines if line[0].startswith("tag ")),
        headlines=words["headline"],
        leads=words["lead"],
        sentences=words["sentence"],
    )


def _topics(name: str) -> list[Topic]:
    heads: list[tuple[list[str], list[list[str]]]] = []
    for line in _lines(name):
        if line[0] == "topic":
            heads.append((line, []))
        else:
            heads[-1][1].append(line)
    return [_topic(head, lines) for head, lines in heads]


@cache
def vocabulary() -> Vocabulary:
    """Read the word files, once."""
    general = _grouped(_lines("lists.txt")) | _grouped(_lines("general.txt"))
    people = tuple(Tag(str(9001 + i), pair, is_russian_everywhere=True) for i, pair in enumerate(general["person"]))
    topics = tuple(topic for name in _TOPIC_FILES for topic in _topics(name))
    return Vocabulary(topics, general, people)
