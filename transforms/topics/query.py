"""What a query is, once it is read: clauses, joined by and, or and not."""

from dataclasses import dataclass
from typing import Literal, TypeAlias

Field = Literal["headline", "lead", "body", "tag", "author", "section", "outlet"]

TEXT_FIELDS: tuple[Field, ...] = ("headline", "lead", "body")
"""Fields that a clause without a field is looked for in."""

FIELDS: tuple[Field, ...] = (*TEXT_FIELDS, "tag", "author", "section", "outlet")


@dataclass(frozen=True, slots=True)
class Clause:
    """A word, a prefix or a phrase, as the query has it.

    Attributes:
        text: as it is written, without its field.
        field: field to which it is limited; None for headline, lead and body.
        words: its words as typed; one for a word, several for a phrase.
        is_prefix: whether it ends in `*`: the last word stands for all that begin so.
        slop: how far the words of a phrase may be moved, all moves together (Lucene's sloppy phrases).
    """

    text: str
    field: Field | None
    words: tuple[str, ...]
    is_prefix: bool = False
    slop: int = 0


@dataclass(frozen=True, slots=True)
class All:
    """Every part has to match."""

    parts: "tuple[Query, ...]"


@dataclass(frozen=True, slots=True)
class Any:
    """One part has to match."""

    parts: "tuple[Query, ...]"


@dataclass(frozen=True, slots=True)
class Without:
    """The part must not match."""

    part: "Query"


Query: TypeAlias = Clause | All | Any | Without
