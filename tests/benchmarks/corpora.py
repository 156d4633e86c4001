"""Real pages with ground truth, which belong to their publishers and are not part of the project, and their scorer.

The folder, named by the variable `KRONIKA_CORPUS`, holds `evaluate.py` (the scorer) and a folder a corpus.
"""

import importlib.util
import os
from collections import defaultdict
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

VARIABLE = "KRONIKA_CORPUS"
Extractor = Callable[[bytes | str, str], dict[str, Any]]

COLUMNS = {
    "body_sh_f1": "body F1",
    "body_exact": "body exact",
    "seg_f1": "segments",
    "lead_ok": "first words",
    "title_exact": "title exact",
    "date_day": "day",
    "date_min": "minute",
    "date_abstain": "no date where there is none",
    "authors_f1": "authors F1",
    "authors_abstain": "no author where there is none",
    "tags_f1": "tags F1",
    "image": "image",
    "section": "section",
    "description_f1": "description F1",
    "language": "language",
}
"""The scorer's columns, with the words of the tables."""


class NoCorpus(Exception):
    """The corpora are not on this machine."""


@dataclass(frozen=True, slots=True)
class Page:
    """A page of a corpus.

    Attributes:
        corpus: name of its corpus.
        row: its line in the manifest, truth included.
        html: its bytes, or its text where the corpus says how to decode it.
    """

    corpus: str
    row: Mapping[str, Any]
    html: bytes | str


def as_bytes(html: bytes | str) -> bytes:
    """Return a page's bytes; a text, which its corpus decoded, in UTF-8."""
    return html.encode("utf-8", "replace") if isinstance(html, str) else html


@dataclass
class Result:
    """What one extractor reached.

    Attributes:
        scores: page by page, by the group that was asked for (a corpus, or corpus and language).
        failures: pages on which it raised, with the error's words.
        seconds: CPU of each page.
    """

    scores: dict[str, list[dict[str, Any]]] = field(default_factory=lambda: defaultdict(list))
    failures: list[str] = field(default_factory=list)
    seconds: list[float] = field(default_factory=list)


class Corpora:
    """The corpora of a folder."""

    def __init__(self, folder: Path) -> None:
        """Load the scorer.

        Raises:
            NoCorpus: it is not there.
        """
        path = folder / "evaluate.py"
        spec = importlib.util.spec_from_file_location("evaluate", path)
        if not path.is_file() or spec is None or spec.loader is None:
            raise NoCorpus(f"{path} is not there: {VARIABLE} names the folder of the corpora and their scorer")
        scorer: Any = importlib.util.module_from_spec(spec)
        spec.loader.exec_module(scorer)
        scorer.CORPUS = str(folder)
        self._scorer = scorer

    def names(self) -> list[str]:
        """Return the names of the corpora."""
        return list(self._scorer.names())

    def pages(self, names: Sequence[str], step: int = 1) -> Iterator[Page]:
        """Yield the development pages of corpora; every so many-th where `step` says so."""
        for name in names:
            for row in list(self._scorer.load(name, "dev"))[::step]:
                yield Page(name, row, self._scorer.page(name, row))

    def answer(self, extractor: Extractor, page: Page, html: bytes | str) -> tuple[dict[str, Any], str | None, float]:
        """Return what an extractor makes of a page in these bytes, the words of the error where it raised, and its CPU seconds."""
        answer, failure, seconds = self._scorer.call(extractor, html, page.row)
        return answer, failure, seconds

    def score(self, page: Page, answer: Mapping[str, Any]) -> dict[str, Any]:
        """Return the scores of an answer."""
        return dict(self._scorer.score_page(page.row["gold"], answer))

    def figures(self, scores: Sequence[Mapping[str, Any]]) -> dict[str, float]:
        """Return the figures of many pages, by the scorer's column."""
        return dict(self._scorer.aggregate(scores))


def corpora_or_exit() -> Corpora:
    """Return the corpora that the variable names; where it names none, say so and end the program with 2."""
    try:
        return corpora_from_environment()
    except NoCorpus as error:
        print(f"skipped: {error}")
        raise SystemExit(2) from error


def corpora_from_environment() -> Corpora:
    """Return the corpora that the variable names.

    Raises:
        NoCorpus: it names none.
    """
    folder = os.environ.get(VARIABLE)
    if not folder:
        raise NoCorpus(
            f"set {VARIABLE} to the folder of the corpora and their scorer: they are not part of the project"
        )
    return Corpora(Path(folder))


def run(
    corpora: Corpora, pages: Iterator[Page], extractors: Mapping[str, Extractor], by: str | None = None
) -> dict[str, Result]:
    """Let every extractor read every page, in turns, and return what each reached.

    Args:
        corpora: scores the answers.
        pages: what to read.
        extractors: by name.
        by: a field of the manifest, such as `lang`, by which a corpus is broken down.
    """
    results = {name: Result() for name in extractors}
    for page in pages:
        group = page.corpus if by is None else f"{page.corpus} {page.row.get(by)}"
        for name, extractor in extractors.items():
            result = results[name]
            answer, failure, seconds = corpora.answer(extractor, page, page.html)
            result.seconds.append(seconds)
            if failure is not None:
                result.failures.append(f"{page.row['id']}: {failure}")
            result.scores[group].append(corpora.score(page, answer))
    return results
