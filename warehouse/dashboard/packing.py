"""Rows and series as short JSON: a page of many topics would be three times as long as its numbers."""

from collections.abc import Sequence
from itertools import groupby
from typing import Any

from warehouse.dashboard.layout import Row


def packed_rows(rows: Sequence[Row], series: Sequence[str] = ()) -> Row:
    """Return rows as columns; `unpack.js` reads them back.

    Args:
        rows: all of the same columns.
        series: columns that hold a list of numbers, one a day, none below zero; they lose the zeros at both ends, and
            several zeros in a row become one number below zero, which tells how many they were.
    """
    names = list(rows[0]) if rows else []
    return {
        "columns": {
            name: [_trimmed(row[name]) for row in rows] if name in series else _column([row[name] for row in rows])
            for name in names
        },
        "series": [name for name in series if name in names],
        "count": len(rows),
    }


def _trimmed(values: list[float]) -> list[float]:
    """Return the place of the first number that is not zero, then the numbers to the last that is not."""
    known = [place for place, value in enumerate(values) if value != 0]
    if not known:
        return []
    short: list[float] = [known[0]]
    for is_zero, group in groupby(values[known[0] : known[-1] + 1], key=lambda value: value == 0):
        numbers = list(group)
        short.extend([-len(numbers)] if is_zero and len(numbers) > 1 else map(_short, numbers))
    return short


def _short(value: float) -> float:
    """Return a number without a fraction of zero: `3.0` is four characters too long."""
    return int(value) if isinstance(value, float) and value.is_integer() else value


def _column(values: list[Any]) -> Any:
    """Return a column, each different text once where texts repeat."""
    if not any(isinstance(value, str | list) for value in values):
        return [_short(value) for value in values]
    keys = [repr(value) for value in values]
    different = dict(zip(keys, values, strict=True))
    if len(different) * 2 > len(values):
        return values
    places = {key: place for place, key in enumerate(different)}
    return {"values": list(different.values()), "at": [places[key] for key in keys]}
