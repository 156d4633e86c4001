"""The tables as they are declared: described, keyed, and written down in docs/tables.md."""

from pathlib import Path

import pyarrow as pa
import pytest

from schemas.lake_tables import TABLES, TOPIC_TABLES
from schemas.table import Table
from schemas.tables_page import tables_page
from tests.house.tree import text_of

tables = pytest.mark.parametrize("table", [*TABLES, *TOPIC_TABLES], ids=lambda table: table.name)


@tables
def test_every_column_is_described(table: Table) -> None:
    assert [field.name for field in table.schema if len(field.metadata[b"description"]) < 4] == []


@tables
def test_a_table_says_what_one_row_is(table: Table) -> None:
    assert table.description.startswith("One row per ")
    assert table.description.endswith(".")


@tables
def test_the_key_is_of_columns_that_are_never_null(table: Table) -> None:
    assert [name for name in table.key if table.schema.field(name).nullable] == []


@tables
def test_the_day_is_that_of_an_instant(table: Table) -> None:
    field = table.schema.field(table.day_column)
    assert field.type == pa.timestamp("us", tz="UTC")
    assert not field.nullable


@tables
def test_columns_are_named_for_what_they_hold(table: Table) -> None:
    for field in table.schema:
        assert (field.type == pa.timestamp("us", tz="UTC")) == field.name.endswith("_at"), field.name
        assert (field.type == pa.bool_()) == field.name.startswith(("is_", "has_")), field.name
        assert field.type == pa.int64() or not field.name.endswith("_count"), field.name


def test_the_page_of_tables_is_current() -> None:
    assert text_of(Path("docs/tables.md")) == tables_page()
