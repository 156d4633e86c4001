"""What commands print: tables for people, JSON for programs."""

import dataclasses
import shutil
import sys
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from datetime import date, datetime, timedelta
from pathlib import Path
from typing import TYPE_CHECKING, Any

from rich import box
from rich.console import Console
from rich.markup import escape
from rich.table import Table

from flows.commands.terminal import visible
from schemas.errors import BadSettings, FieldsDrifted
from warehouse.outgoing import json_text

if TYPE_CHECKING:
    import pyarrow as pa

    from flows.settings import Settings
    from flows.showing import InstallationStatus
    from warehouse.query import QueryResult

_MOST_ROWS = 200

# Where the output is no terminal, lines are as wide as tables want them; 80 columns would break every cell.
console = Console(width=None if sys.stdout.isatty() else 180)


def program() -> str:
    """Return how a person calls this program here: by its name where it is on the PATH, by its path elsewhere."""
    beside = Path(sys.executable).with_name("kronika")
    if shutil.which("kronika") or not beside.exists():
        return "kronika"
    return str(beside.relative_to(Path.cwd())) if beside.is_relative_to(Path.cwd()) else str(beside)


def say(text: str) -> None:
    """Print one line."""
    console.print(escape(visible(text)), highlight=False, soft_wrap=True)


def _plain(value: Any) -> Any:
    if dataclasses.is_dataclass(value) and not isinstance(value, type):
        return dataclasses.asdict(value)
    if isinstance(value, datetime | date):
        return value.isoformat()
    return str(value)


def print_json(value: Any) -> None:
    """Print a value as JSON, instants in ISO 8601."""
    print(json_text(value, default=_plain, indent=2))


def print_table(title: str | None, columns: Sequence[str], rows: Iterable[Sequence[Any]]) -> None:
    """Print rows as a table; numbers to the right, nothing for None."""
    table = Table(
        title=None if title is None else escape(visible(title)),
        title_justify="left",
        box=box.SIMPLE_HEAD,
        header_style="bold",
    )
    shown = [list(row) for row in rows]
    for index, column in enumerate(columns):
        numeric = any(isinstance(row[index], int | float) for row in shown)
        table.add_column(escape(visible(column)), justify="right" if numeric else "left", overflow="fold")
    for row in shown:
        table.add_row(*("" if value is None else escape(visible(_text(value))) for value in row))
    console.print(table)


def _text(value: Any) -> str:
    if isinstance(value, float):
        return f"{value:.3f}".rstrip("0").rstrip(".")
    if isinstance(value, datetime):
        return f"{value:%Y-%m-%d %H:%M:%S}Z" if value.utcoffset() == timedelta() else value.isoformat(" ")
    return str(value)


def print_query(result: "QueryResult") -> None:
    """Print what a query gave, at most 200 rows of it."""
    rows = result.rows
    print_table(None, result.columns, rows[:_MOST_ROWS])
    if len(rows) > _MOST_ROWS:
        say(f"{_MOST_ROWS} of {len(rows)} rows; --format csv prints them all")


def hand_out(content: bytes, output_format: str) -> None:
    """Write a file's content to standard output as it is.

    Raises:
        BadSettings: it is none that a terminal can show.
    """
    if output_format in {"parquet", "xlsx"} and sys.stdout.isatty():
        raise BadSettings(f"{output_format} is not for a terminal: name a file with --output")
    sys.stdout.buffer.write(content)
    sys.stdout.buffer.flush()


@contextmanager
def told_when_drifted(settings: "Settings", *, as_json: bool) -> Iterator[None]:
    """Print what the runs came to, all the same, where one fails because fields drifted."""
    try:
        yield
    except FieldsDrifted as drifted:
        print_run(settings, drifted.runs, as_json=as_json)
        raise


def print_run(settings: "Settings", summaries: "Sequence[Any]", *, as_json: bool, is_published: bool = True) -> None:
    """Print what each batch of some runs (`RunSummary`) came to, and the fields that are filled from elsewhere than before."""
    if as_json:
        print_json(list(summaries))
        return
    rows = [
        [batch.batch_id, batch.captures, batch.articles, batch.quarantined, _counted(batch.outcomes)]
        for summary in summaries
        for batch in summary.batches
    ]
    print_table(None, ("batch", "pages", "article versions", "quarantined", "outcomes"), rows)
    for warning in (warning for summary in summaries for warning in summary.warnings):
        say(f"look at {warning}; it is filled from elsewhere now")
    where = settings.data / "published"
    say(f"published in {where}" if is_published else f"not published yet: {program()} build does it")


def _counted(outcomes: dict[str, int]) -> str:
    return ", ".join(f"{count} {name}" for name, count in sorted(outcomes.items()))


_SHOWN_COLUMNS = {
    "articles": ("edition", "seen_at", "headline", "published_at", "modified_at", "word_count", "label", "section"),
    "article_tags": ("edition", "seen_at", "kind", "tag_id", "tag"),
    "topic_hits": ("edition", "seen_at", "topic", "role", "hit_count", "matched_clauses"),
    "related_links": ("edition", "observed_at", "block", "position", "anchor_text", "target_url"),
    "view_counts": ("edition", "observed_at", "view_count", "seen_on"),
    "sightings": ("edition", "observed_at", "channel", "position", "listing_url"),
    "captures": ("edition", "captured_at", "status_code", "is_unchanged", "warc_file", "warc_offset"),
    "outcomes": ("edition", "ended_at", "outcome", "attempt_count", "detail"),
    "quarantine": ("edition", "captured_at", "error", "field", "text"),
}


def print_shown(url: str, shown: "dict[str, pa.Table]") -> None:
    """Print all that is known of an article, a table each; bodies only with --json."""
    say(url)
    for name, columns in _SHOWN_COLUMNS.items():
        rows = shown[name].select(columns).to_pylist() if name in shown else []
        if rows:
            print_table(f"{name} ({len(rows)})", columns, [list(row.values()) for row in rows])


def print_status(state: "InstallationStatus") -> None:
    """Print what a data folder holds, its last runs, and what is at work."""
    say(f"data folder  {state.data} ({state.free_bytes // 1_000_000} MB free)")
    say(f"published    {state.published_as_of or 'nothing yet'}")
    say(f"at work      {', '.join(state.at_work) or 'nothing'}")
    if state.drifted_fields:
        columns = ("outlet", "edition", "field", "pages set aside", "first captured", "last captured")
        print_table(
            "fields that fell out: mend the selectors, then kronika reparse (docs/drift.md)",
            columns,
            [list(row.values()) for row in state.drifted_fields],
        )
    for warning in state.warnings:
        say(f"look at {warning}; it is filled from elsewhere now")
    print_table("tables", ("table", "rows", "files", "MB"), [list(row.values()) for row in state.tables])
    print_table(
        "last batches",
        ("batch", "committed", "pages", "article versions", "quarantined", "failed"),
        [list(row.values()) for row in state.last_batches],
    )
