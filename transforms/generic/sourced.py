"""A value together with where on the page it came from."""

from dataclasses import dataclass
from typing import Generic, TypeVar

Value = TypeVar("Value")


@dataclass(frozen=True, slots=True)
class Sourced(Generic[Value]):
    """What a page says of a field.

    Attributes:
        value: what was believed.
        source: where it stands, as `kind:name`, such as `json_ld:headline`, `meta:og:title`, `html:h1` or `text`.
        disagreeing: the sources that say something else.
    """

    value: Value
    source: str
    disagreeing: tuple[str, ...] = ()
