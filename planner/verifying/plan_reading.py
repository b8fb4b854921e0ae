"""The sheets of a plan as plain records, each value with the cell it stands in.

Nothing is believed: a missing sheet, header or value, a formula without a computed value, a number where a name belongs
are faults that name the cell.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from math import isfinite
from pathlib import Path

from models.case import Case
from planner.tables.cells import CellValue, Grid, Uncomputed, read_sheets
from planner.tables.faults import Fault
from planner.tables.plan_layout import (
    FIRST_DATA_ROW,
    HEADER_ROW,
    PLAN_SHEET_BY_NAME,
    PLAN_SHEETS,
    TITLE_ROW,
    PlanColumn,
    PlanSheet,
    columns_of,
)
from planner.tables.read import is_stranger
from planner.tables.schema import SHEET_BY_NAME
from planner.tables.values import shown
from planner.words import Words, chosen, localised, named, say
from planner.words.every_language import is_said
from planner.words.naming import aliases, meant_parts

Value = str | float
NOTHING_WRONG = Words("")

OWN_NAMES = ("town", "towns", "name", "region", "measure_name", "place", "cluster", "resident", "row", "branch")
"""Columns with what a workbook itself calls its towns and rows, which is never taken for an id of the project."""


@dataclass(frozen=True, slots=True)
class Record:
    """One row of a sheet of the plan: its values by column and the name of each cell."""

    row: int
    values: Mapping[str, Value]
    places: Mapping[str, str]

    def text(self, column: str) -> str:
        return str(self.values[column])

    def number(self, column: str) -> float:
        value = self.values[column]
        assert not isinstance(value, str)
        return value

    def place(self, column: str) -> str:
        return self.places[column]


@dataclass(frozen=True, slots=True)
class Plan:
    """The records of every sheet of a plan, and where each sheet begins, for what is missing from it."""

    file: str
    records: Mapping[str, Sequence[Record]]
    titles: Mapping[str, str] = field(default_factory=dict)
    """What the workbook calls its sheets."""

    def sheet(self, name: str) -> str:
        return f"{self.file}: {self.titles.get(name, name)}"


def read_grids(path: Path) -> tuple[dict[str, Grid], list[str]]:
    """The raw cells of the sheets of a plan and of the case in it, and the names of sheets that belong to neither.

    The workbook is read once: reading takes a good part of the time of verifying. Raises Faults if it is no workbook.
    """
    names = {*PLAN_SHEET_BY_NAME, *SHEET_BY_NAME}
    strangers: list[str] = []

    def wanted(name: str) -> bool:
        if is_stranger(name):
            strangers.append(name)
        return name in names

    return read_sheets(path, wanted=wanted), strangers


def read_plan(grids: Mapping[str, Grid], case: Case, file: str) -> tuple[Plan, list[Fault]]:
    """Turn the cells of every plan sheet into records; rows with faults are left out and told."""
    records: dict[str, list[Record]] = {}
    faults: list[Fault] = []
    lock_ins, goals = [row.lock_in for row in case.lock_ins], [goal.goal for goal in case.goals]
    for sheet in PLAN_SHEETS:
        grid = grids.get(sheet.name)
        if grid is None:
            faults.append(Fault(f"{file}: {named(sheet.name)}", say("the sheet is not there; a plan has it")))
            continue
        columns, wrong = _read_headers(grid, sheet, columns_of(sheet, lock_ins, goals))
        faults += wrong
        faults += _wrong_titles(grid, sheet, case.settings.title)
        if wrong:
            continue
        records[sheet.name] = []
        for number, cells in sorted(grid.rows.items()):
            if number >= FIRST_DATA_ROW:
                record, wrong = _read_row(grid, sheet, number, cells, columns)
                faults += wrong
                if record:
                    records[sheet.name].append(record)
    return Plan(file, records, {name: grid.sheet for name, grid in grids.items()}), faults


def _wrong_titles(grid: Grid, sheet: PlanSheet, case_title: str) -> Iterator[Fault]:
    """The title (of the summary: the title of the case) and the sentence on how to read a sheet."""

    def title() -> str:
        return localised(case_title) if sheet.name == "Summary" else say(sheet.title)

    def reading() -> str:
        return say(sheet.reading)

    for row, expected in ((TITLE_ROW, title), (TITLE_ROW + 1, reading)):
        cells = grid.rows.get(row, ())
        there = cells[0] if cells else None
        if not isinstance(there, str) or not is_said(there, expected):
            message = say("{there} is there, '{expected}' belongs there", there=_shown(there), expected=expected())
            yield Fault(grid.place(row, 1), message)


def _read_headers(
    grid: Grid, sheet: PlanSheet, columns: Sequence[PlanColumn]
) -> tuple[dict[int, PlanColumn], list[Fault]]:
    """The position (from 0) of every column, or what is wrong with the headers."""
    by_name = {column.name: column for column in columns}
    called = {alias: column.name for column in columns for alias in aliases(column.name)}
    found: dict[int, PlanColumn] = {}
    faults = []
    for position, cell in enumerate(grid.rows.get(HEADER_ROW, ())):
        if cell is None or cell == "":
            continue
        column = by_name.pop(called.get(cell, ""), None) if isinstance(cell, str) else None
        if column is None:
            message = say("{there} is no header of {sheet}", there=_shown(cell), sheet=sheet.name)
            faults.append(Fault(grid.place(HEADER_ROW, position + 1), message))
        else:
            found[position] = column
    place = f"{grid.file}: {grid.sheet}!A{HEADER_ROW}"
    faults += [Fault(place, say("the header {name} is not in the row of headers", name=name)) for name in by_name]
    return found, faults


def _read_row(
    grid: Grid, sheet: PlanSheet, row: int, cells: Sequence[CellValue], columns: Mapping[int, PlanColumn]
) -> tuple[Record | None, list[Fault]]:
    values: dict[str, Value] = {}
    faults = []
    for position, column in columns.items():
        cell = cells[position] if position < len(cells) else None
        anything = sheet.name == "Summary" and column.name == "value"
        value, wrong = _any_value(cell) if anything else _typed_value(cell, column)
        if wrong:
            faults.append(Fault(grid.place(row, position + 1), wrong))
        values[column.name] = value
    for position, cell in enumerate(cells):
        if position not in columns and cell not in (None, ""):
            message = say("{there} stands under no header", there=_shown(cell))
            faults.append(Fault(grid.place(row, position + 1), message))
    places = {column.name: grid.place(row, position + 1) for position, column in columns.items()}
    return (None if faults else Record(row, values, places)), faults


def _any_value(cell: CellValue) -> tuple[Value, Words]:
    """A figure of the Summary, which may be a text, a number, a time or blank."""
    if isinstance(cell, Uncomputed):
        return "", _not_computed(cell)
    if isinstance(cell, datetime | date | time | timedelta):
        return str(cell), NOTHING_WRONG
    if isinstance(cell, int | float) and not isinstance(cell, bool):
        return float(cell), NOTHING_WRONG if isfinite(cell) else say("the number is not finite")
    return "" if cell is None else str(cell), NOTHING_WRONG


def _not_computed(cell: Uncomputed) -> Words:
    return say(
        "the formula {formula} has no computed value; open the plan in a spreadsheet program and save it",
        formula=cell.formula,
    )


def _typed_value(cell: CellValue, column: PlanColumn) -> tuple[Value, Words]:
    """The value of a cell and what is wrong with it, if anything."""
    if isinstance(cell, Uncomputed):
        return "", _not_computed(cell)
    if column.kind == "text":
        text = "" if cell is None else cell
        if not isinstance(text, str):
            return "", say("{there} is there, a text belongs there", there=_shown(cell))
        return text if column.name in OWN_NAMES else meant_parts(text), NOTHING_WRONG
    if column.may_be_blank and cell in (None, ""):
        return "", NOTHING_WRONG
    if isinstance(cell, bool) or not isinstance(cell, int | float) or not isfinite(cell):
        return 0.0, say("{there} is there, a number belongs there", there=_shown(cell))
    if column.kind == "integer" and cell != int(cell):
        return 0.0, say("{there!r} is there, a whole number belongs there", there=cell)
    return float(cell), NOTHING_WRONG


def _shown(cell: CellValue) -> Words:
    """What a cell holds, as somebody typed it."""
    if cell is None:
        return say("nothing")
    return Words(repr(cell) if chosen() == "en" else shown(cell))
