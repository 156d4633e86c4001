"""Lakes as older formats had them: today's layout without what later formats added."""

import re
from collections.abc import Iterator
from pathlib import Path

from schemas.lake_tables import ADDED_COLUMNS, ADDED_TABLES, LAKE_FORMAT
from tests.warehouse.lake.rows import page, run, tables_of
from warehouse.lake.layout import layout_sql
from warehouse.lake.sessions import writing_connection

OLDER_FORMATS = range(1, LAKE_FORMAT)


def tables_since(lake_format: int) -> set[str]:
    """The tables that formats after this one added."""
    return {table.name for number, tables in ADDED_TABLES.items() if number > lake_format for table in tables}


def columns_since(lake_format: int) -> dict[str, list[str]]:
    """The columns that formats after this one added, by table."""
    added: dict[str, list[str]] = {}
    for number, columns in ADDED_COLUMNS.items():
        for table, column in columns if number > lake_format else ():
            added.setdefault(table.name, []).append(column)
    return added


def _statements(lake_format: int) -> Iterator[str]:
    """Yield the statements that made a lake of this format."""
    later_tables, later_columns = tables_since(lake_format), columns_since(lake_format)
    for statement in layout_sql(lake_format):
        table = re.search(r"\blake\.(\w+)", statement)
        columns = later_columns.get(table[1], ()) if table else ()
        if table and table[1] in later_tables:
            continue
        if not any(f"lake.{table[1]}.{column}" in statement for column in columns if table):
            yield (
                re.sub(rf", (?:{'|'.join(columns)}) [a-z]+(?:\[\])?(?: not null)?", "", statement)
                if columns
                else statement
            )


def make_older_format(data: Path, lake_format: int = 1) -> None:
    """Make a lake as an older format had it, with one batch of three articles' pages in it."""
    (data / "lake" / "data").mkdir(parents=True)
    later = columns_since(lake_format)
    with writing_connection(data) as connection:
        connection.execute("begin transaction")
        for statement in _statements(lake_format):
            connection.execute(statement)
        for name, rows in tables_of(run("b"), *page("c1", "1"), *page("c2", "2"), *page("c3", "3")).items():
            connection.register("rows", rows.drop_columns(later.get(name, [])))
            connection.execute(f"insert into lake.{name} by name select * from rows")
        connection.execute("commit")
