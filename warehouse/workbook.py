"""Rows as an Excel workbook (Office Open XML, ECMA-376): a sheet of the rows, and one that says what they are."""

import io
from collections.abc import Mapping, Sequence
from datetime import date, datetime
from decimal import Decimal
from math import isfinite
from typing import Any

import xlsxwriter
from xlsxwriter.format import Format
from xlsxwriter.worksheet import Worksheet

from schemas.errors import BadSettings
from warehouse.outgoing import json_text

MOST_ROWS = 1_048_575
"""Rows below the header that a sheet can hold."""

_LONGEST_TEXT = 32_767
_WIDEST = 60
_ROWS_THAT_SET_WIDTHS = 200


def workbook_bytes(names: Sequence[str], rows: Sequence[Sequence[Any]], about: Mapping[str, str]) -> bytes:
    """Return a workbook with the sheets `data` and `about`.

    Texts are texts, whatever they begin with: no formula and no link is made of one. An instant stands as the wall-clock
    time of its zone, which `about` should name, since a cell has no zone. Lists are joined by `; `, structs are JSON.

    Args:
        names: the columns.
        rows: values in the order of the columns.
        about: lines of the second sheet, such as column -> description.

    Raises:
        BadSettings: there are more rows than a sheet holds.
    """
    if len(rows) > MOST_ROWS:
        raise BadSettings(
            f"{len(rows)} rows do not fit into a sheet, which holds {MOST_ROWS}: choose fewer days with --from and --to, "
            "or write Parquet or CSV"
        )
    content = io.BytesIO()
    # Texts are written by write_string alone; times without a zone are what the format has.
    with xlsxwriter.Workbook(content, {"in_memory": True, "constant_memory": False}) as workbook:
        formats = {
            datetime: workbook.add_format({"num_format": "yyyy-mm-dd hh:mm:ss"}),
            date: workbook.add_format({"num_format": "yyyy-mm-dd"}),
        }
        bold = workbook.add_format({"bold": True, "bottom": 1})
        _write_data(workbook.add_worksheet("data"), names, rows, formats, bold)
        _write_about(workbook.add_worksheet("about"), about, workbook.add_format({"text_wrap": True, "valign": "top"}))
    return content.getvalue()


def _write_data(
    sheet: Worksheet,
    names: Sequence[str],
    rows: Sequence[Sequence[Any]],
    formats: Mapping[type, Format],
    bold: Format,
) -> None:
    for column, name in enumerate(names):
        sheet.write_string(0, column, name, bold)
        shown = [len(str(row[column])) for row in rows[:_ROWS_THAT_SET_WIDTHS] if row[column] is not None]
        sheet.set_column(column, column, min(max([len(name), *shown]) + 2, _WIDEST))
    for number, row in enumerate(rows, 1):
        for column, value in enumerate(row):
            _write_value(sheet, number, column, value, formats)
    sheet.freeze_panes(1, 0)
    if names:
        sheet.autofilter(0, 0, len(rows), len(names) - 1)


def _write_value(sheet: Worksheet, row: int, column: int, value: Any, formats: Mapping[type, Format]) -> None:
    match value:
        case None:
            return
        case bool():
            sheet.write_boolean(row, column, value)
        case int() | float() | Decimal() if _is_number_of_a_cell(value):
            sheet.write_number(row, column, value)
        case datetime():
            sheet.write_datetime(row, column, value.replace(tzinfo=None), formats[datetime])
        case date():
            sheet.write_datetime(row, column, value, formats[date])
        case _:
            sheet.write_string(row, column, _text(value))


def _is_number_of_a_cell(value: float | Decimal) -> bool:
    """Tell whether a cell can hold it: finite, and not a whole number that a double would round."""
    return abs(value) < 2**53 if isinstance(value, int) else isfinite(value)


def _text(value: Any) -> str:
    if isinstance(value, list) and all(isinstance(item, str) for item in value):
        text = "; ".join(value)
    else:
        text = value if isinstance(value, str) else json_text(value, default=str) if _is_nested(value) else str(value)
    return text if len(text) <= _LONGEST_TEXT else text[: _LONGEST_TEXT - 1] + "…"


def _is_nested(value: Any) -> bool:
    return isinstance(value, list | dict | tuple)


def _write_about(sheet: Worksheet, about: Mapping[str, str], wrapped: Format) -> None:
    sheet.set_column(0, 0, 32)
    sheet.set_column(1, 1, 110, wrapped)
    for row, (name, text) in enumerate(about.items()):
        sheet.write_string(row, 0, name)
        sheet.write_string(row, 1, text, wrapped)
