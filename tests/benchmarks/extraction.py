"""How right and how fast the generic extractor is on real pages.

    KRONIKA_CORPUS=… python -m tests.benchmarks.extraction [--peers [NAME,…]] [--by lang] [--step 10] [--markdown] [--raise-floors]

Prints every column of the scorer by corpus, beside those of the peers that are installed, measured in the same run page by page in
turns, and the CPU a page of each. Exits with 1 where a column is below its floor (`extraction_floors.json`); floors are only
ever raised. `extract` is what the corpora's own scorer calls:

    python evaluate.py --extractor tests.benchmarks.extraction:extract
"""

import argparse
import json
import statistics
import sys
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from tests.benchmarks.corpora import COLUMNS, Corpora, Extractor, Result, as_bytes, corpora_or_exit, run
from tests.benchmarks.extraction_peers import installed_peers
from transforms.generic.document import read_document
from transforms.generic.extract import extract as extract_fields
from transforms.html import parse_html

OURS = "kronika"
TREE = "bare tree"
FLOORS = Path(__file__).with_name("extraction_floors.json")
_MARGIN = 0.0005
"""Figures have three digits."""


def extract(html: bytes | str, url: str) -> dict[str, Any]:
    """Return the fields of a page as the scorer names them; a page without text yields none."""
    document = read_document(as_bytes(html), url)
    fields = extract_fields(document)
    values = {
        "title": fields.headline,
        "authors": fields.authors,
        "description": fields.description,
        "section": fields.section,
        "tags": fields.tags,
        "image": fields.image,
        "language": fields.language,
        "canonical_url": fields.canonical_url,
    }
    answer: dict[str, Any] = {name: found.value for name, found in values.items() if found is not None}
    if fields.published is not None:
        moment = fields.published.value
        answer["published"] = moment.day.isoformat() if moment.precision == "day" else moment.at.isoformat()
    if fields.body is not None:
        answer["body"] = "\n\n".join(fields.body.value)
    return answer


def bare_tree(html: bytes | str, _url: str) -> dict[str, Any]:
    """Only parse the page: the least that any extractor pays."""
    parse_html(as_bytes(html), None)
    return {}


def floors() -> dict[str, dict[str, float]]:
    """Return what was reached before, by corpus and column."""
    return json.loads(FLOORS.read_text(encoding="utf-8")) if FLOORS.exists() else {}


def below_floors(corpora: Corpora, result: Result) -> list[str]:
    """Return a sentence for each column that is lower than it was."""
    missed = [f"{failure} (no page may fail)" for failure in result.failures]
    for corpus, columns in floors().items():
        reached = corpora.figures(result.scores[corpus]) if corpus in result.scores else {}
        for column, floor in columns.items():
            if corpus in result.scores and reached.get(column, 0.0) < floor - _MARGIN:
                missed.append(f"{corpus}, {COLUMNS[column]}: {reached.get(column, 0.0):.3f} is below {floor:.3f}")
    return missed


def raise_floors(corpora: Corpora, result: Result) -> None:
    """Write down what was reached where it is more than before."""
    raised = floors()
    for corpus, scores in result.scores.items():
        figures = corpora.figures(scores)
        known = raised.setdefault(corpus, {})
        for column in COLUMNS.keys() & figures.keys():
            known[column] = max(known.get(column, 0.0), round(figures[column], 3))
    FLOORS.write_text(json.dumps(raised, indent=1, sort_keys=True) + "\n", encoding="utf-8")


def table(corpora: Corpora, results: Mapping[str, Result], *, markdown: bool) -> str:
    """Return the figures as a table: a line a corpus and column, ours first, then each peer's."""
    names = [name for name in results if name != TREE]
    lines = [["corpus", "column", *names, *(["best peer"] if len(names) > 1 else [])]]
    for group in results[OURS].scores:
        reached = [corpora.figures(results[name].scores[group]) for name in names]
        for column, words in COLUMNS.items():
            if column in reached[0]:
                figures = [figure.get(column) for figure in reached]
                peers = [figure for figure in figures[1:] if figure is not None]
                lines.append(
                    [group, words, *map(_three_digits, figures), *([_three_digits(max(peers))] if peers else [])]
                )
    return _markdown(lines) if markdown else _plain(lines)


def costs(results: Mapping[str, Result]) -> str:
    """Return a line an extractor: its CPU and its failures."""
    return "\n".join(
        f"{name}: {statistics.fmean(result.seconds) * 1000:.2f} ms of CPU a page (median {statistics.median(result.seconds) * 1000:.2f}, "
        f"longest {max(result.seconds) * 1000:.0f}), {len(result.failures)} failures"
        for name, result in results.items()
    )


def _peers(names: str | None) -> dict[str, Extractor]:
    """Return the peers asked for: none, all that are installed, or those that are named."""
    if names is None:
        return {}
    wanted = names.split(",")
    return {name: peer for name, peer in installed_peers().items() if not names or name in wanted}


def _three_digits(figure: float | None) -> str:
    """Return a figure; nothing for 0, which means that an extractor does not give the field at all."""
    return f"{figure:.3f}" if figure else ""


def _markdown(lines: Sequence[Sequence[str]]) -> str:
    rows = ["| " + " | ".join(line) + " |" for line in lines]
    return "\n".join([rows[0], "|" + "---|" * len(lines[0]), *rows[1:]])


def _plain(lines: Sequence[Sequence[str]]) -> str:
    widths = [max(map(len, cells)) for cells in zip(*lines, strict=True)]
    return "\n".join("  ".join(cell.ljust(width) for cell, width in zip(line, widths, strict=True)) for line in lines)


def main(arguments: Sequence[str] | None = None) -> int:
    """Run and print; return 1 where a floor was missed."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--corpus", help="names, separated by commas; all of them otherwise")
    parser.add_argument(
        "--peers",
        nargs="?",
        const="",
        help="installed peers that read the same pages: names, or all where none is named",
    )
    parser.add_argument("--by", help="break down by a field of the manifest, such as lang")
    parser.add_argument("--step", type=int, default=1, help="take every so many-th page only")
    parser.add_argument("--markdown", action="store_true")
    parser.add_argument("--raise-floors", action="store_true")
    options = parser.parse_args(arguments)
    corpora = corpora_or_exit()
    extractors: dict[str, Extractor] = {OURS: extract, TREE: bare_tree, **_peers(options.peers)}
    names = options.corpus.split(",") if options.corpus else corpora.names()
    results = run(corpora, corpora.pages(names, options.step), extractors, options.by)
    print(table(corpora, results, markdown=options.markdown), costs(results), sep="\n\n")
    is_whole = options.by is None and options.step == 1
    if options.raise_floors and is_whole:
        raise_floors(corpora, results[OURS])
    missed = below_floors(corpora, results[OURS]) if is_whole else []
    print(*missed, sep="\n", end="\n" if missed else "")
    return 1 if missed else 0


if __name__ == "__main__":
    sys.exit(main())
