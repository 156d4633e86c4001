"""What each rule of the generic extractor is worth: the figures without it.

    KRONIKA_CORPUS=… python -m tests.benchmarks.extraction_ablation [--table headline.RULES] [--step 3]

Rules stand in tables (public module-level tuples, dicts and sets) of `transforms/generic/`. Each entry of a table of rules is taken
away in turn, a table of words as a whole, and every column that changes is printed. A rule without which no column is lower is marked
IDLE: it has to go. Corpora are read whole unless `--step` says every so many-th page.
"""

import argparse
import importlib
import pkgutil
import sys
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from types import ModuleType
from typing import Any

import transforms.generic
from tests.benchmarks.corpora import COLUMNS, Corpora, corpora_or_exit, run
from tests.benchmarks.extraction import OURS, extract
from transforms.generic import extract as extraction

_LEAST = 0.0005
_MOST_RULES = 20
"""A longer table is one of words."""
_NO_TRUTH = ("marks", "published_sources.MODIFIED")
"""Tables of fields that the corpora know nothing of."""
_AT_IMPORT = "body"
"""Modules whose tables are made into one table of numbers when they are imported: `body_weights.py` says what those are worth."""
Figures = dict[tuple[str, str], float]


def modules() -> list[ModuleType]:
    """Return the modules of the generic extractor."""
    names = sorted(module.name for module in pkgutil.iter_modules(transforms.generic.__path__))
    return [importlib.import_module(f"transforms.generic.{name}") for name in names]


def tables() -> dict[str, Any]:
    """Return the tables of rules by `module.NAME`, each where it is defined."""
    found: dict[str, Any] = {}
    known: set[int] = set()
    for module in modules():
        for name, value in vars(module).items():
            is_table = name[0].isupper() and name.isupper() and isinstance(value, tuple | dict | frozenset)
            if is_table and id(value) not in known and _is_defined_in(module, name):
                known.add(id(value))
                found[f"{module.__name__.rpartition('.')[2]}.{name}"] = value
    return found


def _is_defined_in(module: ModuleType, name: str) -> bool:
    source = open(module.__file__ or "", encoding="utf-8").read()  # noqa: SIM115
    return f"\n{name} = " in source or f"\n{name}: " in source


def variants(table: Any) -> Iterator[tuple[str, Any]]:
    """Yield what is taken away, and the table without it."""
    if isinstance(table, frozenset) or len(table) > _MOST_RULES:
        yield f"all {len(table)} words", type(table)()
    elif isinstance(table, Mapping):
        for key in table:
            yield str(key), {name: value for name, value in table.items() if name != key}
    else:
        for place, entry in enumerate(table):
            yield _words(entry), table[:place] + table[place + 1 :]


def _words(entry: Any) -> str:
    if isinstance(entry, tuple) and entry:
        entry = entry[0]
    return getattr(entry, "__name__", None) or getattr(entry, "name", None) or str(entry)


@contextmanager
def without(table: Any, rest: Any) -> Iterator[None]:
    """Let every module that knows a table know the rest of it instead."""
    places = [(module, name) for module in modules() for name, value in list(vars(module).items()) if value is table]
    for module, name in places:
        setattr(module, name, rest)
    try:
        yield
    finally:
        for module, name in places:
            setattr(module, name, table)


def figures(corpora: Corpora, step: int) -> Figures:
    """Return the figure of every corpus and column, those of the text apart."""
    result = run(corpora, corpora.pages(corpora.names(), step), {OURS: extract})[OURS]
    return {
        (corpus, column): value
        for corpus, scores in result.scores.items()
        for column, value in corpora.figures(scores).items()
        if column in COLUMNS
    }


def main(arguments: Sequence[str] | None = None) -> int:
    """Print what each rule is worth; return 1 where one is worth nothing."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--table", action="append", help="module.NAME, or the beginning of it; all of them otherwise")
    parser.add_argument("--step", type=int, default=1)
    options = parser.parse_args(arguments)
    corpora = corpora_or_exit()
    chosen = {
        name: table
        for name, table in tables().items()
        if not name.startswith((*_NO_TRUTH, _AT_IMPORT))
        and (not options.table or any(name.startswith(wanted) for wanted in options.table))
    }
    # The search for the text takes the longest, and these rules do not change it.
    vars(extraction)["find_body"] = lambda *_: None
    whole = figures(corpora, options.step)
    idle = 0
    for name, table in chosen.items():
        for removed, rest in variants(table):
            with without(table, rest):
                changed = figures(corpora, options.step)
            idle += _print_worth(name, removed, whole, changed)
    return 1 if idle else 0


def _print_worth(name: str, removed: str, whole: Figures, changed: Figures) -> bool:
    """Print what a rule is worth, and return whether it is worth nothing."""
    worth = {key: value - changed.get(key, 0.0) for key, value in whole.items()}
    moved = {key: by for key, by in worth.items() if abs(by) >= _LEAST}
    gains = sum(by > 0 for by in moved.values())
    shown = ", ".join(f"{corpus} {COLUMNS[column]} {by:+.3f}" for (corpus, column), by in moved.items())
    print(f"{'' if gains else 'IDLE '}{name} | {removed} | {shown or 'nothing'}", flush=True)
    return not gains


if __name__ == "__main__":
    sys.exit(main())
