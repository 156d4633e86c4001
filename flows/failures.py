"""What fails in a run and holds up nothing else: all of it is told at the end, and the gravest gives the exit code."""

from collections.abc import Iterator
from contextlib import contextmanager
from types import TracebackType
from typing import Self

from schemas.errors import FatalError, FieldsDrifted, KronikaError, NotDelivered
from schemas.topic_errors import BadTopics

_GRAVEST_FIRST: tuple[type[FatalError], ...] = (FieldsDrifted, NotDelivered, BadTopics)
"""Articles that are missing, then people who were not told, then topics that are as they were before."""


class Failures:
    """Keeps failures while a run goes on, and raises them at its end: the gravest, the others as its notes.

    An error that does end the run is raised as it is, those that were kept before it as its notes.
    """

    def __init__(self) -> None:
        self._kept: list[FatalError] = []

    def __bool__(self) -> bool:
        """Tell whether there are any."""
        return bool(self._kept)

    @contextmanager
    def kept(self, kind: type[FatalError]) -> Iterator[None]:
        """Keep a failure of this kind; the work inside is over, what comes after it goes on."""
        try:
            yield
        except kind as failure:
            self._kept.append(failure)

    def __enter__(self) -> Self:
        """Begin to keep."""
        return self

    def __exit__(
        self, _kind: type[BaseException] | None, error: BaseException | None, _traceback: TracebackType | None
    ) -> None:
        """Raise what was kept.

        Raises:
            FatalError: the gravest.
        """
        self._kept.sort(key=lambda failure: _GRAVEST_FIRST.index(type(failure)))
        if error is None and self._kept:
            raise _with_notes(self._kept[0], self._kept[1:])
        if isinstance(error, KronikaError):
            _with_notes(error, self._kept)


def _with_notes(error: KronikaError, others: list[FatalError]) -> KronikaError:
    for other in others:
        error.add_note(str(other))
    return error
