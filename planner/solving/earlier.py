"""An earlier plan as a start: which of its decisions still fit the case, and which do not."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from models.arrays import Arrays
from models.blocks import Choice
from models.case import NO_ROADMAP
from models.columns import NOT_THERE
from planner.tables.cells import CellValue, Grid, read_sheets
from planner.tables.faults import Fault, Faults
from planner.tables.plan_layout import FIRST_DATA_ROW, HEADER_ROW
from planner.words import Words, named, say
from planner.words.naming import aliases, localised_parts, meant_parts

DECISIONS = {"Town plans": ("town", "roadmap"), "Funded": ("town", "measure", "kind", "start_year", "scale")}
"""Sheets and columns of a plan that hold its decisions."""


@dataclass(frozen=True)
class Earlier:
    """Decisions of an earlier plan in the arrays of a case, and those that no longer fit, in words."""

    choice: Choice
    misfits: tuple[Words, ...]


def read_earlier(path: Path, arrays: Arrays) -> Earlier:
    """Roadmaps and starts of the plan in ``path`` that the case still offers.

    A town that is new takes no roadmap; a start whose roadmap or option is gone is left out and told. Raises Faults if
    the file is no plan.
    """
    grids = read_sheets(path, wanted=DECISIONS.__contains__)
    missing = [name for name in DECISIONS if name not in grids]
    if missing:
        message = say("the sheet is not there; a plan made by `planner solve` has it")
        raise Faults([Fault(f"{path.name}: {named(name)}", message) for name in missing])
    towns, lines = (list(records(grids[name], columns)) for name, columns in DECISIONS.items())
    misfits: list[Words] = []
    choice = roadmaps_of(arrays, towns, misfits)
    add_starts(arrays, choice, lines, misfits)
    return Earlier(choice, tuple(misfits))


def records(grid: Grid, columns: Sequence[str]) -> Iterator[Mapping[str, object]]:
    """Rows of a sheet by column, with ids for their names in any language. Raises Faults where a header is missing."""
    called = {alias: column for column in columns for alias in aliases(column)}
    headers = {called.get(str(cell), ""): position for position, cell in enumerate(grid.rows.get(HEADER_ROW, ()))}
    missing = [column for column in columns if column not in headers]
    if missing:
        messages = (say("the header {name} is not in the row of headers", name=column) for column in missing)
        raise Faults([Fault(grid.place(HEADER_ROW, 1), message) for message in messages])
    for number, cells in sorted(grid.rows.items()):
        if number >= FIRST_DATA_ROW:
            row = {
                column: meant_in(column, cells[headers[column]]) if headers[column] < len(cells) else None
                for column in columns
            }
            if row["town"] is not None:
                yield row


def meant_in(column: str, cell: CellValue) -> CellValue:
    """The id that a cell stands for; a town goes by its own."""
    return meant_parts(cell) if isinstance(cell, str) and column != "town" else cell


def roadmaps_of(arrays: Arrays, towns: Sequence[Mapping[str, object]], misfits: list[Words]) -> Choice:
    """The earlier roadmaps, without starts; the first offered one where the earlier is not offered."""
    menu, sets = arrays.menu, arrays.sets
    number = {name: p for p, name in enumerate(menu.names)}
    none = number[NO_ROADMAP]
    roadmap = np.where(menu.offered[:, none], none, menu.offered.argmax(axis=1))
    for row in towns:
        town, name = str(row["town"]), str(row["roadmap"])
        if town not in sets.town:
            misfits.append(say("{town}: no such town in the case", town=town))
        elif name not in number or not menu.offered[sets.town[town], number[name]]:
            misfits.append(say("{town}: roadmap {roadmap} is not offered", town=town, roadmap=localised_parts(name)))
        else:
            roadmap[sets.town[town]] = number[name]
    return Choice(roadmap, np.full(arrays.start_cells[:2], -1, dtype=np.int64), np.zeros(arrays.start_cells[:2]))


def add_starts(arrays: Arrays, choice: Choice, lines: Sequence[Mapping[str, object]], misfits: list[Words]) -> None:
    """Put the earlier starts that are still offered into the choice."""
    sets = arrays.sets
    seen: set[tuple[str, str]] = set()
    for row in lines:
        town, measure, year, scale = str(row["town"]), str(row["measure"]), row["start_year"], row["scale"]
        if row["kind"] != "started" or (town, measure) in seen or town not in sets.town:
            continue
        seen.add((town, measure))
        t = sets.town[town]
        column = arrays.columns.of(sets, t, measure) if measure in sets.STARTED else NOT_THERE
        start = sets.year.get(int(year), -1) if isinstance(year, int | float) else -1
        if column == NOT_THERE or start < 0 or not arrays.effects.offered[t, choice.roadmap[t], column, start]:
            stated = int(year) if isinstance(year, int | float) else year
            misfits.append(say("{town}: {measure} in {year} is not offered", town=town, measure=measure, year=stated))
            continue
        choice.start[t, column] = start
        choice.scale[t, column] = float(scale) if isinstance(scale, int | float) else 0.0
