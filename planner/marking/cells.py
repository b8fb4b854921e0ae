"""Cells of one sheet by row and column, with the looks they have or take over from row and column."""

from __future__ import annotations

import re
from collections.abc import Iterator

from planner.marking.package import CannotMark, Element, Package, tag
from planner.tables.places import column_letter
from planner.words import say

CELL = re.compile(r"([A-Z]{1,3})([1-9][0-9]{0,6})")
Spot = tuple[int, int]
"""Row and column, from 1."""


def spot_of(name: str) -> Spot | None:
    """Row and column of a cell such as ``F7``; None for anything else."""
    match = CELL.fullmatch(name.replace("$", ""))
    if match is None:
        return None
    column = 0
    for letter in match[1]:
        column = 26 * column + ord(letter) - ord("A") + 1
    return int(match[2]), column


def name_of(spot: Spot) -> str:
    return f"{column_letter(spot[1])}{spot[0]}"


def as_number(text: str | None, otherwise: int) -> int:
    """A whole number that a stranger may have written."""
    return int(text) if text and text.isdecimal() and len(text) < 10 else otherwise


class Cells:
    """The cells of a sheet."""

    def __init__(self, package: Package, part: str) -> None:
        self.part = part
        self.root = package.tree(part)
        found = self.root.find(tag("sheetData"))
        if found is None:
            raise CannotMark(say("its part {part} has no rows", part=part))
        self._data = found
        self._rows: dict[int, Element] = {}
        self._cells: dict[Spot, Element] = {}
        self._index()

    def _index(self) -> None:
        """Find all cells; those that do not say where they are stand behind the one before."""
        number = 0
        for row in self._data.iterchildren(tag("row")):
            number = as_number(row.get("r"), number + 1)
            row.set("r", str(number))
            self._rows.setdefault(number, row)
            column = 0
            for cell in row.iterchildren(tag("c")):
                spot = spot_of(str(cell.get("r") or ""))
                column = spot[1] if spot else column + 1
                cell.set("r", name_of((number, column)))
                self._cells.setdefault((number, column), cell)

    def items(self) -> Iterator[tuple[Spot, Element]]:
        """Every cell that is there."""
        yield from list(self._cells.items())

    def styles(self) -> Iterator[tuple[Spot, int]]:
        """The look of every cell that is there."""
        for spot, cell in self.items():
            yield spot, as_number(cell.get("s"), 0)

    def style(self, spot: Spot) -> int:
        """The look of a cell, whether it is there or not."""
        cell = self._cells.get(spot)
        return self.inherited(spot) if cell is None else as_number(cell.get("s"), 0)

    def inherited(self, spot: Spot) -> int:
        """The look that a cell takes from its row or column if it is not there itself."""
        row = self._rows.get(spot[0])
        if row is not None and row.get("customFormat") in ("1", "true"):
            return as_number(row.get("s"), 0)
        for column in self.root.iterfind(f"{tag('cols')}/{tag('col')}"):
            if as_number(column.get("min"), 0) <= spot[1] <= as_number(column.get("max"), 0):
                return as_number(column.get("style"), 0)
        return 0

    def set_style(self, spot: Spot, style: int) -> None:
        """Give a cell a look; a cell that is not there is made."""
        cell = self._cells.get(spot)
        if cell is None:
            cell = self._make(spot)
        if style:
            cell.set("s", str(style))
        else:
            cell.attrib.pop("s", "")

    def prune(self, spot: Spot) -> None:
        """Remove a cell that says nothing its row or column does not say, and its row if nothing is left of it."""
        cell = self._cells[spot]
        if len(cell) or as_number(cell.get("s"), 0) != self.inherited(spot):
            return
        row = self._rows[spot[0]]
        row.remove(self._cells.pop(spot))
        if not len(row) and set(row.attrib) <= {"r", "spans"}:
            self._data.remove(self._rows.pop(spot[0]))

    def first_filled(self, row: int) -> Spot:
        """The first cell of a row that holds anything, or the first."""
        filled = [spot for spot, cell in self._cells.items() if spot[0] == row and len(cell)]
        return min(filled, default=(row, 1))

    def _make(self, spot: Spot) -> Element:
        number, column = spot
        row = self._rows.get(number)
        if row is None:
            row = self._data.makeelement(tag("row"), {"r": str(number)})
            after = max((other for other in self._rows if other < number), default=None)
            self._data.insert(0 if after is None else self._data.index(self._rows[after]) + 1, row)
            self._rows[number] = row
        row.attrib.pop("spans", "")  # may be left out, and is wrong when a cell is added outside
        cell = row.makeelement(tag("c"), {"r": name_of(spot)})
        before = [other for other in row.iterchildren(tag("c")) if (spot_of(str(other.get("r"))) or spot)[1] < column]
        row.insert(row.index(before[-1]) + 1 if before else 0, cell)
        self._cells[spot] = cell
        return cell

    # --- Sizes, for the box of a note -----------------------------------------------------------------------------

    def widths(self) -> dict[int, float]:
        """Widths of the columns that have one of their own, in characters, of the first thousand."""
        found: dict[int, float] = {}
        for column in self.root.iterfind(f"{tag('cols')}/{tag('col')}"):
            hidden = column.get("hidden") in ("1", "true")
            for number in range(as_number(column.get("min"), 1), min(as_number(column.get("max"), 0), 1_000) + 1):
                found[number] = 0.0 if hidden else as_float(column.get("width"), 9.0)
        return found

    def height(self, row: int) -> float:
        """The height of a row in points."""
        found = self._rows.get(row)
        if found is not None and found.get("hidden") in ("1", "true"):
            return 0.0
        return 15.0 if found is None else as_float(found.get("ht"), 15.0)


def as_float(text: str | None, otherwise: float) -> float:
    """A size that a stranger may have written."""
    try:
        number = float(text or "")
    except ValueError:
        return otherwise
    return number if 0 <= number <= 10_000 else otherwise
