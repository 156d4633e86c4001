"""Mistakes in people's own topics, each with its place and what to do."""

from collections.abc import Sequence

from schemas.errors import BadSettings


class BadQuery(BadSettings):
    """A query cannot be used; the message shows it with a mark under the place of the mistake.

    Attributes:
        query: the query.
        offset: characters before the mistake.
        reason: what is wrong.
        advice: what to do.
    """

    def __init__(self, query: str, offset: int, reason: str, advice: str) -> None:
        before = query[:offset]
        line_begin = before.rfind("\n") + 1
        self.column = offset - line_begin + 1
        line = query[line_begin:].split("\n", 1)[0]
        mark = " " * (offset - line_begin) + "^"
        super().__init__(f"the query is wrong in column {self.column}: {reason}; {advice}\n  {line}\n  {mark}")
        self.query = query
        self.offset = offset
        self.reason = reason
        self.advice = advice


class BadTopic(BadSettings):
    """A topic or set of the topics folder cannot be used; names it, its file, line and column, and what to do."""

    def __init__(
        self,
        file: str,
        name: str | None,
        reason: str,
        advice: str,
        *,
        line: int | None = None,
        column: int | None = None,
        query_error: BadQuery | None = None,
    ) -> None:
        place = ", ".join(
            [file, *([] if line is None else [f"line {line}"]), *([] if column is None else [f"column {column}"])]
        )
        shown = "" if query_error is None else "\n" + str(query_error).partition("\n")[2]
        super().__init__(f"{place}: {'' if name is None else f'{name}: '}{reason}; {advice}{shown}")
        self.file = file
        self.name = name
        self.reason = reason
        self.line = line
        self.column = column


class BadTopics(BadSettings):
    """Some topics cannot be used; the others are up to date, and these hit what their last good version hits."""

    def __init__(self, mistakes: Sequence[BadTopic]) -> None:
        lines = "\n  ".join(str(mistake) for mistake in mistakes)
        super().__init__(f"topics that cannot be used (the others are up to date, what is published holds):\n  {lines}")
        self.mistakes = tuple(mistakes)
