"""Fingerprints of the sheets of a case: equal where the filled cells are equal."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Mapping, Sequence
from typing import cast

from planner.tables.cells import CellValue, Grid, Uncomputed
from planner.tables.names import match_key
from planner.tables.plan_layout import PLAN_SHEET_BY_NAME
from planner.tables.schema import SHEET_BY_NAME
from planner.tables.tabulate import find_header, records
from planner.tables.values import visible
from planner.words.naming import aliases, canonical

WITNESSES = ("Prices", "Branches", "Branch prices", "State prices")
COLUMNS: dict[str, tuple[str, ...]] = {
    name: tuple(column.name for column in PLAN_SHEET_BY_NAME[name].columns) for name in WITNESSES
}
COLUMNS |= {sheet.name: tuple(column.name for column in sheet.columns) for sheet in SHEET_BY_NAME.values()}
"""Columns of the sheets that have a fingerprint: those of a case, and the prices and branches of a plan, a witness
that nobody can compute again."""


def fingerprint(grid: Grid) -> str:
    """SHA-256 over the filled cells of a sheet of a case, in hexadecimal digits.

    The text that is hashed has one line for each row that is not blank, in the order of the sheet, and in it the filled
    cells in the order of the schema, as ``header=value``. Numbers are written with 12 digits, because programs that
    save a workbook again do not keep more; texts without blanks around them. Blank rows and cells, the place of the
    table in the sheet, columns the schema does not know and formats do not count.
    """
    return hashlib.sha256("\n".join(_canonical(grid)).encode()).hexdigest()


def sheet_fingerprints(grids: Mapping[str, Grid]) -> dict[str, str]:
    """Fingerprints of sheets that have been read, by name of the sheet."""
    return {name: fingerprint(grids[name]) for name in COLUMNS if name in grids}


def rows_fingerprints(rows: Mapping[str, Sequence[Mapping[str, object]]]) -> dict[str, str]:
    """Fingerprints that sheets will have once these rows are written, by name of the sheet."""
    return {name: fingerprint(_grid(name, rows[name])) for name in COLUMNS if name in rows}


def _grid(name: str, rows: Sequence[Mapping[str, object]]) -> Grid:
    lines = [tuple(cast(CellValue, row.get(column)) for column in COLUMNS[name]) for row in rows]
    return Grid(name, name, dict(enumerate([COLUMNS[name], *lines], start=1)))


def _canonical(grid: Grid) -> Iterator[str]:
    known = {match_key(alias): columns for name, columns in COLUMNS.items() for alias in aliases(name)}
    names = known[match_key(grid.sheet)]
    header = find_header(grid, names)
    present = [name for name in names if header and name in header[1]]
    for _, cells in records(grid, present):
        yield "\t".join(f"{name}={_cell(cells[name])}" for name in present if name in cells)


def _cell(value: CellValue) -> str:
    """One cell without ambiguity: what kind of value it is, then the value with its tabs and line ends escaped."""
    if isinstance(value, bool):
        return f"truth {value}"
    if isinstance(value, int | float):
        return f"number {float(value) + 0.0:.12g}"  # adding 0 makes 0 of -0
    if isinstance(value, str):
        return f"text {canonical(visible(value))!r}"
    if isinstance(value, Uncomputed):
        return f"formula {value.formula!r}"
    return f"date {value}"
