"""The fields of a described outlet's page, settled one by one: what its selectors find, else what the generic extractor finds."""

from collections.abc import Callable
from dataclasses import dataclass, field
from functools import cached_property
from typing import TypeVar

from schemas.pages import CapturedPage
from transforms.generic.document import Document, read_document
from transforms.generic.sourced import Sourced

Value = TypeVar("Value")


@dataclass
class Fields:
    """Where the fields of one page come from.

    Attributes:
        page: the capture.
        described_only: fields that the generic extractor is not asked for.
        sources: where each settled field stands, by its name, in the order in which they were settled.
        disagreements: settled fields of which other places on the page say something else.
    """

    page: CapturedPage
    described_only: frozenset[str]
    sources: dict[str, str] = field(default_factory=dict)
    disagreements: list[str] = field(default_factory=list)

    @cached_property
    def document(self) -> Document:
        """The page, opened for the generic extractor: anew, since reading by selectors takes things out of its tree."""
        return read_document(self.page.body, self.page.url, self.page.content_type)

    def settle(
        self,
        name: str,
        described: Value | None,
        find: Callable[[Document], Sourced[Value] | None],
        source: str = "selector",
    ) -> Value | None:
        """Return what is described, else what the generic extractor finds, and remember where that stands.

        Args:
            name: the field.
            described: what the outlet's own selectors, or its URL, say; empty where they say nothing.
            find: asks the generic extractor; called only where nothing is described.
            source: where the described value stands.
        """
        if described:
            self.sources[name] = source
            return described
        if name in self.described_only:
            return described
        found = find(self.document)
        if found is None or not found.value:
            return described
        self.sources[name] = found.source
        if found.disagreeing:
            self.disagreements.append(name)
        return found.value

    def source_list(self) -> list[str]:
        """Return the sources as the table holds them: `headline=selector`."""
        return [f"{name}={source}" for name, source in self.sources.items()]
