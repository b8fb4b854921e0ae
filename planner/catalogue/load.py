"""The default catalogue as rows: what `planner template` starts from and every example builds on.

The numbers live in CSV files beside this module, one a sheet, with the columns of ``planner.tables.schema``. How they
were made is told in ``docs/catalogue.md``.
"""

from __future__ import annotations

import csv
from importlib.resources import files
from io import StringIO

from planner.tables.schema import SETTING_BY_NAME, SHEET_BY_NAME, Sheet

Row = dict[str, object]

CATALOGUE_SHEETS = (
    "Settings", "Contributions", "Instruments", "Inflation", "Cofinancing", "Limits", "Indicators", "Goals", "LockIns",
    "Statuses", "Factors", "Measures", "Products", "Initiators", "ClusterSteps", "Roadmaps", "Links", "Coefficients",
)  # fmt: skip
"""The sheets that have a default. What officials know of their towns, regions, budgets, loans and locks, and what is
observed and found in towns, is a case's own."""


def catalogue_rows() -> dict[str, list[Row]]:
    """The rows of every sheet of the default catalogue.

    Returns:
        Sheet name -> rows in the order of the file; each row maps every column of the sheet to text, a number
        (``float``, or ``int`` for integer columns and settings), or None where the cell is blank. Units are those
        of the schema's columns.

    Raises:
        ValueError: a file has other columns than its sheet, or a cell that is no number where one is needed; the
            message names file, line and column.
    """
    return {name: _sheet_rows(SHEET_BY_NAME[name]) for name in CATALOGUE_SHEETS}


def _sheet_rows(sheet: Sheet) -> list[Row]:
    file_name = f"{sheet.name}.csv"
    reader = csv.DictReader(StringIO(files("planner.catalogue").joinpath(file_name).read_text(encoding="utf-8")))
    expected = [column.name for column in sheet.columns]
    if reader.fieldnames is None or list(reader.fieldnames) != expected:
        raise ValueError(f"{file_name}: columns are {reader.fieldnames}, not {expected}")
    return [_row(sheet, cells, f"{file_name}, line {reader.line_num}") for cells in reader]


def _row(sheet: Sheet, cells: dict[str, str], place: str) -> Row:
    return {c.name: _value(_kind(sheet, c.name, cells), cells[c.name], f"{place}, {c.name}") for c in sheet.columns}


def _kind(sheet: Sheet, column_name: str, cells: dict[str, str]) -> str:
    """The kind of a cell; on sheet Settings the setting of the row decides it."""
    if sheet.name == "Settings" and column_name == "value":
        return SETTING_BY_NAME[cells["setting"]].kind
    return sheet.column(column_name).kind


def _value(kind: str, text: str, place: str) -> object:
    """One cell, typed; blank is None, never 0."""
    if text == "":
        return None
    if kind not in ("number", "integer"):
        return text
    try:
        return int(text) if kind == "integer" else float(text)
    except ValueError:
        raise ValueError(f"{place}: '{text}' is not {'a whole number' if kind == 'integer' else 'a number'}") from None
