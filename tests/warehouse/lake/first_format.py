"""A lake as the first format had it."""

import re
from collections.abc import Iterator
from pathlib import Path

from schemas.lake_tables import TOPIC_TABLES
from tests.warehouse.lake.rows import page, run, tables_of
from warehouse.lake.layout import layout_sql
from warehouse.lake.sessions import writing_connection

_ADDED = ("field_sources", "disagreements", "is_paywalled")


def _statements() -> Iterator[str]:
    """Yield the statements that made a lake of format 1."""
    for statement in layout_sql(1):
        if any(f"lake.{table.name}" in statement for table in TOPIC_TABLES):
            continue
        if not any(f"lake.articles.{column}" in statement for column in _ADDED):
            yield re.sub(rf", (?:{'|'.join(_ADDED)}) [a-z]+(?:\[\])?", "", statement)


def make_first_format(data: Path) -> None:
    """Make a lake as format 1 had it, with one batch of one article's page in it."""
    (data / "lake" / "data").mkdir(parents=True)
    with writing_connection(data) as connection:
        for statement in _statements():
            connection.execute(statement)
        for name, rows in tables_of(run("b"), *page("c1", "1")).items():
            connection.register("rows", rows.drop_columns([column for column in _ADDED if column in rows.schema.names]))
            connection.execute(f"insert into lake.{name} by name select * from rows")
