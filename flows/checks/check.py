"""What one check found."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

State = Literal["ok", "warning", "wrong"]

_SHOWN = 3


@dataclass(frozen=True, slots=True)
class Check:
    """What one check found.

    Attributes:
        name: what was looked at.
        state: ok; warning: look at it some day; wrong: something is lost, or will be.
        finding: what was found.
        remedy: what to do next; None where nothing is to be done.
    """

    name: str
    state: State
    finding: str
    remedy: str | None = None


def shown(names: Sequence[str]) -> str:
    """Return the first of some names, and how many more there are."""
    rest = len(names) - _SHOWN
    return ", ".join(names[:_SHOWN]) + (f" and {rest} more" if rest > 0 else "")
