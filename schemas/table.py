"""What a table is: a row type whose fields carry their descriptions, and the Arrow schema that follows from it.

Rows are `msgspec.Struct`s rather than dataclasses: made several times faster (docs/decisions/0001 has the figures), which
matters at seventy rows a page.
"""

import typing
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import cached_property
from operator import attrgetter
from types import NoneType, UnionType
from typing import Annotated, Any, Literal, get_args, get_origin

import msgspec
import pyarrow as pa

from schemas.errors import SchemaMismatch


class Row(msgspec.Struct, frozen=True, kw_only=True):
    """One row of a table. Instants are aware datetimes in UTC; `None` means that the page does not say."""


_ARROW_TYPES: dict[Any, pa.DataType] = {
    str: pa.string(),
    int: pa.int64(),
    bool: pa.bool_(),
    float: pa.float64(),
    datetime: pa.timestamp("us", tz="UTC"),
    list[str]: pa.list_(pa.string()),
}


def _arrow_type(annotation: Any) -> tuple[pa.DataType, bool, str]:
    """Return Arrow type, nullability and description of one field's annotation."""
    description = ""
    if get_origin(annotation) is Annotated:
        annotation, *extras = get_args(annotation)
        description = next((e.description or "" for e in extras if isinstance(e, msgspec.Meta)), "")
    nullable = False
    if get_origin(annotation) in (typing.Union, UnionType):
        (annotation,) = (a for a in get_args(annotation) if a is not NoneType)
        nullable = True
    if get_origin(annotation) is Literal:
        annotation = str
    return _ARROW_TYPES[annotation], nullable, description


@dataclass(frozen=True)
class Table:
    """A table of the lake.

    Attributes:
        name: its name in the lake.
        row: the type of its rows.
        key: the columns that identify a row.
        day_column: the instant by whose UTC month the table is partitioned, and by which its rows are pruned.
    """

    name: str
    row: type[Row]
    key: tuple[str, ...]
    day_column: str

    @cached_property
    def schema(self) -> pa.Schema:
        """Arrow schema with each column's description in its metadata under `description`."""
        hints = typing.get_type_hints(self.row, include_extras=True)
        fields = []
        for name in self.row.__struct_fields__:
            arrow_type, nullable, description = _arrow_type(hints[name])
            fields.append(pa.field(name, arrow_type, nullable=nullable, metadata={"description": description}))
        return pa.schema(fields, metadata={"description": self.description})

    @property
    def description(self) -> str:
        """What one row is: the first line of the row type's docstring."""
        return (self.row.__doc__ or "").strip().splitlines()[0]

    @property
    def empty(self) -> pa.Table:
        """The table without rows."""
        return self.schema.empty_table()

    def from_records(self, records: Sequence[Row]) -> pa.Table:
        """Build an Arrow table of exactly this schema.

        Raises:
            SchemaMismatch: a record is of another type, a value does not fit its column, or a required one is `None`
                (Arrow itself does not enforce non-null).
        """
        for foreign in set(map(type, records)) - {self.row}:
            raise SchemaMismatch(self.name, f"{foreign.__name__} is not a {self.row.__name__}")
        columns = []
        for field in self.schema:
            values = list(map(attrgetter(field.name), records))
            try:
                column = pa.array(values, type=field.type)
            except (pa.ArrowInvalid, pa.ArrowTypeError) as error:
                raise SchemaMismatch(self.name, f"{field.name}: {error}") from error
            if not field.nullable and column.null_count:
                raise SchemaMismatch(self.name, f"{field.name} is null in {column.null_count} rows")
            columns.append(column)
        return pa.Table.from_arrays(columns, schema=self.schema)
