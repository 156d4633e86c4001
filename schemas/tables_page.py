"""docs/tables.md, written from the tables' declarations: `python -m schemas.tables_page > docs/tables.md`."""

import sys

import pyarrow as pa

from schemas.lake_tables import ERASURES, LAKE_FORMAT, TABLES, TOPIC_TABLES
from schemas.table import Table

_INTRODUCTION = """\
# Tables of the lake

Generated from `schemas/` by `python -m schemas.tables_page > docs/tables.md`; do not edit.

What the crawl keeps, as it was seen, and what people's topics hit in it: rows are added and never changed, until somebody
has them erased (`kronika forget`). Instants are UTC with microseconds. Null means that the page does not say. Each table is partitioned
by the UTC day of the column named under it; `erasures` is there from the first erasure on. The published
warehouse (`warehouse.duckdb`) is modelled from these tables and describes itself: `select * from duckdb_columns()`.

Format of the lake: {lake_format}.
"""


def tables_page() -> str:
    """Return the Markdown page that describes every table and column of the lake."""
    return "\n".join(
        [_INTRODUCTION.format(lake_format=LAKE_FORMAT), *map(_section, (*TABLES, *TOPIC_TABLES, ERASURES))]
    )


def _section(table: Table) -> str:
    key = ", ".join(f"`{name}`" for name in table.key)
    rows = "\n".join(_row(field) for field in table.schema)
    return f"""\
## {table.name}

{table.description}

Key: {key}. Partitioned by the day of `{table.day_column}`.

| column | type | null | what it says |
|---|---|---|---|
{rows}
"""


def _row(field: pa.Field) -> str:
    description = field.metadata[b"description"].decode().replace("|", "\\|")
    return f"| `{field.name}` | {field.type} | {'yes' if field.nullable else 'no'} | {description} |"


if __name__ == "__main__":
    sys.stdout.write(tables_page())
