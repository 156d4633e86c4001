"""Reading the lake back in tests."""

from typing import Any

import pyarrow as pa

from schemas.lake_tables import TABLES
from schemas.table import Row
from warehouse.lake import Lake


def dump(lake: Lake) -> dict[str, list[dict[str, Any]]]:
    """Every row of every table, in the order of its key."""
    with lake.connect() as connection:
        return {
            table.name: connection.execute(f"select * from lake.{table.name} order by {', '.join(table.key)}")
            .to_arrow_table()
            .to_pylist()
            for table in TABLES
        }


def column(lake: Lake, query: str) -> list[Any]:
    """The first column of a query."""
    with lake.connect() as connection:
        found: pa.Table = connection.execute(query).to_arrow_table()
    return list(found.column(0).to_pylist())


def as_dict(row: Row) -> dict[str, Any]:
    return {name: getattr(row, name) for name in row.__struct_fields__}
