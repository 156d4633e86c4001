"""Taking the articles of drifted editions out of a batch: into quarantine, all that they brought with them."""

from collections.abc import Mapping
from dataclasses import dataclass, replace

import msgspec
import pyarrow as pa
import pyarrow.compute as pc

from flows.outcomes import ending_of, quarantined
from schemas.crawl_rows import Run
from schemas.errors import Drifted
from schemas.lake_tables import ARTICLE_TAGS, ARTICLES, CAPTURES, OUTCOMES, QUARANTINE, RELATED_LINKS, VIEW_COUNTS
from transforms.outlets import load_outlet

_ROWS_OF_PAGES = (ARTICLES.name, ARTICLE_TAGS.name, RELATED_LINKS.name, VIEW_COUNTS.name)


@dataclass(frozen=True, slots=True)
class ParsedBatch:
    """A batch, parsed and not committed.

    Attributes:
        run: its row of `runs`.
        tables: all its other tables.
    """

    run: Run
    tables: dict[str, pa.Table]


def set_aside(batch: ParsedBatch, errors: Mapping[str, Drifted]) -> ParsedBatch:
    """Return the batch with the article pages of some editions in quarantine.

    Their captures stay, their URLs end as `Drifted`, and no row that they gave is left: version, tags, links and view counts.

    Args:
        batch: the batch.
        errors: edition -> why its pages are set aside.
    """
    tables = dict(batch.tables)
    pages = [row for row in _article_pages(batch) if row["edition"] in errors]
    for edition, error in errors.items():
        capture_ids = pa.array([row["capture_id"] for row in pages if row["edition"] == edition], pa.string())
        for name in _ROWS_OF_PAGES:
            tables[name] = tables[name].filter(pc.invert(pc.is_in(tables[name]["capture_id"], capture_ids)))
        tables[OUTCOMES.name] = _ended_as(tables[OUTCOMES.name], capture_ids, error)
    version = load_outlet(batch.run.outlet).parser_version
    rows = [quarantined(errors[row["edition"]], **row, parser_version=version) for row in pages]
    tables[QUARANTINE.name] = pa.concat_tables([tables[QUARANTINE.name], QUARANTINE.from_records(rows)])
    run = msgspec.structs.replace(batch.run, quarantine_count=len(tables[QUARANTINE.name]))
    return replace(batch, run=run, tables=tables)


def _article_pages(batch: ParsedBatch) -> list[dict[str, str]]:
    """Return what identifies each article page that gave rows."""
    gave_rows = pa.chunked_array(
        [chunk for name in _ROWS_OF_PAGES for chunk in batch.tables[name]["capture_id"].chunks], pa.string()
    )
    captures = batch.tables[CAPTURES.name]
    is_page = pc.and_(pc.equal(captures["kind"], "article"), pc.is_in(captures["capture_id"], gave_rows))
    columns = ["capture_id", "batch_id", "outlet", "edition", "kind", "url", "article_id", "captured_at"]
    pages: list[dict[str, str]] = captures.filter(is_page).select(columns).to_pylist()
    return pages


def _ended_as(outcomes: pa.Table, capture_ids: pa.Array, error: Drifted) -> pa.Table:
    """Return the outcomes with another ending for the URLs that these captures decided."""
    ending = ending_of(error)
    is_one = pc.is_in(outcomes["capture_id"], capture_ids)
    for name, value in (("outcome", ending.outcome), ("branch", ending.branch), ("detail", ending.detail)):
        field = outcomes.schema.field(name)
        column = pc.if_else(is_one, pa.scalar(value, field.type), outcomes[name])
        outcomes = outcomes.set_column(outcomes.schema.get_field_index(name), field, column)
    return outcomes
