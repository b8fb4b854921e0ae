"""From grids of cells to typed rows with an origin: the first half of reading a case.

A cell with a fault is left out of its row, so that whatever looks at several cells can skip the row instead of telling
the same fault twice.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from difflib import get_close_matches
from typing import Any

from planner.tables.cells import CellValue, Grid
from planner.tables.faults import Fault, Notice, Order, wording
from planner.tables.names import Names, foreign_letters, listed, look_alike, match_key, quoted
from planner.tables.places import PlacedRow, column_letter, column_number
from planner.tables.schema import GUIDE, SHEETS, Column, Sheet
from planner.tables.values import WrongValue, is_blank, typed
from planner.words import Words, named, say
from planner.words.naming import aliases, canonical, meant

CELL = re.compile(r"([A-Z]{1,3})([1-9][0-9]{0,6})")
HEADER_AMONG_ROWS = 10
NEAR_NAME = 0.65
"""Likeness, 0 to 1, from which a name that is not known is taken for a slip of the pen."""
SHEET_NUMBER = {sheet.name: number for number, sheet in enumerate(SHEETS)}


@dataclass(slots=True)
class Row:
    """One filled row: typed ``values`` by column; None is blank, a missing key is a cell with a fault."""

    origin: PlacedRow
    order: tuple[int, int, int]
    values: dict[str, Any]

    def filled(self, *columns: str) -> bool:
        """Whether all these cells hold a value without fault."""
        return all(self.values.get(column) is not None for column in columns)

    def sound(self, *columns: str) -> bool:
        """Whether these cells have no fault; they may be blank."""
        return all(column in self.values for column in columns)

    def __getitem__(self, column: str) -> Any:
        return self.values[column]


@dataclass(slots=True)
class Draft:
    """A case on its way: rows by sheet, ids by sheet, and the faults so far."""

    rows: dict[str, list[Row]] = field(default_factory=lambda: {sheet.name: [] for sheet in SHEETS})
    names: dict[str, Names] = field(default_factory=dict)
    unreadable: set[str] = field(default_factory=set)
    """Sheets whose rows could not be taken up at all."""
    uncertain: set[str] = field(default_factory=set)
    """Sheets with a row whose id could not be read, so that a name may be known after all."""
    first_free: dict[str, tuple[str, Order]] = field(default_factory=dict)
    faults: list[Fault] = field(default_factory=list)
    notices: list[Notice] = field(default_factory=list)
    books_of_regions: frozenset[int] = frozenset()
    """Numbers of the files that one region speaks in; their rows are told apart from equal ones of others."""
    single: bool = False
    """Whether there is one workbook, so that no other can have said a row before."""
    said: dict[tuple[str, tuple[tuple[str, str], ...]], int] = field(default_factory=dict)

    def said_before(self, sheet: str, file_number: int, cells: Mapping[str, CellValue]) -> bool:
        """Whether another workbook has the very same row, as when several were made from one template."""
        if self.single or file_number in self.books_of_regions:
            return False
        same = {column: canonical(value) if isinstance(value, str) else value for column, value in cells.items()}
        key = (sheet, tuple(sorted((column, repr(value)) for column, value in same.items())))
        return self.said.setdefault(key, file_number) != file_number

    def fault_at(self, row: Row, column: str, message: Words) -> None:
        """Add a fault at one cell and take the cell out of the row."""
        letters = list(row.origin.columns)
        number = letters.index(column) if column in letters else len(letters)
        self.faults.append(Fault(row.origin.cell(column), message, (*row.order, number)))

    def fault_missing(self, sheet: str, message: Words) -> None:
        """Add a fault at the first free row of a sheet, where the missing row is to be written."""
        place, order = self.first_free.get(sheet, (named(sheet), (0, SHEET_NUMBER[sheet], 0, 0)))
        self.faults.append(Fault(place, message, order))


def find_header(grid: Grid, names: Collection[str]) -> tuple[int, dict[str, int]] | None:
    """The header row among the first ten: its number and the column of each name found, both counted from 1.

    It is the first row with the most names; titles and explanations may stand above. None if no row has any.
    """
    wanted = by_spelling(names)
    best: tuple[int, dict[str, int]] | None = None
    for number in sorted(grid.rows):
        if number > HEADER_AMONG_ROWS:
            break
        found: dict[str, int] = {}
        for column, value in enumerate(grid.rows[number], start=1):
            name = wanted.get(match_key(value)) if isinstance(value, str) else None
            if name is not None:
                found.setdefault(name, column)
        if found and (best is None or len(found) > len(best[1])):
            best = number, found
    return best


def by_spelling(names: Iterable[str]) -> dict[str, str]:
    """Names of columns by what a header is compared with, in every language."""
    return {match_key(alias): name for name in names for alias in aliases(name)}


def records(grid: Grid, names: Collection[str]) -> list[tuple[int, dict[str, CellValue]]]:
    """Raw rows under the header row: number of the row and the filled cells by header. Blank rows are left out."""
    header = find_header(grid, names)
    if header is None:
        return []
    header_row, columns = header
    table = []
    for number, cells in grid.rows.items():
        if number <= header_row:
            continue
        filled = {
            name: cells[column - 1]
            for name, column in columns.items()
            if column <= len(cells) and not is_blank(cells[column - 1])
        }
        if filled:
            table.append((number, filled))
    return table


def tabulate(books: Sequence[Mapping[str, Grid]], books_of_regions: Collection[int] = ()) -> Draft:
    """Typed rows of all books, one book after the other."""
    draft = Draft(books_of_regions=frozenset(books_of_regions), single=len(books) == 1)
    for sheet in SHEETS:
        grids = [book[sheet.name] for book in books if sheet.name in book]
        if not grids and sheet.row_required and books:
            _missing_sheet(draft, sheet, books)
        for grid in grids:
            _take_up(draft, sheet, grid)
        if grids and sheet.row_required and not draft.rows[sheet.name] and sheet.name not in draft.unreadable:
            message = wording(
                say("sheet {sheet} has no rows", sheet=sheet.name),
                say("nothing"),
                say("at least one row"),
                say("fill it in"),
            )
            draft.fault_missing(sheet.name, message)
            draft.unreadable.add(sheet.name)
    return draft


def _missing_sheet(draft: Draft, sheet: Sheet, books: Sequence[Mapping[str, Grid]]) -> None:
    files = sorted({grid.file_number: grid.file for book in books for grid in book.values()}.items())
    number, file = files[0] if files else (0, named(sheet.name))
    message = say(
        "sheet {sheet} is missing: it is expected in one of the workbooks; copy it from the template", sheet=sheet.name
    )
    draft.faults.append(Fault(file, message, (number, SHEET_NUMBER[sheet.name], 0, 0)))
    draft.unreadable.add(sheet.name)


def _take_up(draft: Draft, sheet: Sheet, grid: Grid) -> None:
    required = [column.name for column in sheet.columns if column.required]
    header = find_header(grid, [column.name for column in sheet.columns])
    place = f"{grid.file}: {grid.sheet}"
    order = (grid.file_number, SHEET_NUMBER[sheet.name])
    if header is None or len(header[1]) * 2 < len(required):
        if not grid.rows and not sheet.row_required:
            return
        draft.unreadable.add(sheet.name)
        message = wording(
            say("no header row"),
            say("nothing like it in the first {rows} rows", rows=HEADER_AMONG_ROWS),
            _headers(required),
            say("copy the header row from the template"),
        )
        draft.faults.append(Fault(place, message, (*order, 0, 0)))
        return
    header_row, columns = header
    missing = [name for name in required if name not in columns]
    for name in missing:
        draft.faults.append(_header_missing(grid, header_row, columns, name, order))
    draft.faults.extend(_headers_twice(sheet, grid, header_row, columns, order))
    misspelt = list(_headers_misspelt(sheet, grid, header_row, columns, order))
    draft.faults.extend(fault for fault, _ in misspelt)
    if missing:
        draft.unreadable.add(sheet.name)
        return
    merges = list(merged_cells(grid, header_row, columns, order))
    draft.faults.extend(merge.fault for merge in merges)
    draft.notices.extend(_not_read(sheet, grid, header_row, columns))
    absent = [column.name for column in sheet.columns if column.name not in columns]
    lost = Lost(
        frozenset(absent if any(merge.of_headers for merge in merges) else (name for _, name in misspelt)),
        frozenset(cell for merge in merges for cell in merge.hidden),
    )
    rows = records(grid, list(columns))
    letters = {name: column_letter(column) for name, column in columns.items()}
    for number, cells in rows:
        if not draft.said_before(sheet.name, grid.file_number, cells):
            draft.rows[sheet.name].append(_typed_row(draft, sheet, grid, number, cells, letters, lost))
    free = max([header_row, *(number for number, _ in rows)]) + 1
    draft.first_free.setdefault(sheet.name, (f"{place}!{min(letters.values())}{free}", (*order, free, 0)))


def _header_missing(
    grid: Grid, header_row: int, columns: Mapping[str, int], name: str, order: tuple[int, int]
) -> Fault:
    """Tell a column that is not there, at the header that seems to be meant for it where there is one."""
    strangers = {
        number: value
        for number, value in enumerate(grid.rows[header_row], start=1)
        if isinstance(value, str) and not is_blank(value) and number not in columns.values()
    }
    near = [number for number, value in strangers.items() if _meant(value, [name])]
    swallowed = [
        area.column
        for area in areas(grid)
        if area.row <= header_row <= area.last_row and area.last_column > area.column
    ]
    if near:
        column = near[0]
        message = wording(
            say(
                "column {name} is missing, its header is misspelt{letters}",
                name=name, letters=_letters(strangers[column], name),
            ),
            quoted(strangers[column]),
            _headers([name]),
            say("correct the header"),
        )  # fmt: skip
    elif swallowed:
        column = swallowed[0]
        message = say(
            "column {name} is missing, header cells are merged here; unmerge them and write each header into its cell",
            name=name,
        )
    else:
        column = 1
        message = wording(
            say("column {name} is missing", name=name),
            _headers(columns),
            _headers([name]),
            say("add the header and fill the column"),
        )
    return Fault(grid.place(header_row, column), message, (*order, header_row, 0 if column == 1 else column))


def _headers(names: Iterable[str]) -> Words:
    """Names of columns in a row. Those of another language may hold commas."""
    return listed((say("{header}", header=name) for name in names), 20)


def _meant(text: str, names: Sequence[str]) -> str:
    """The one of some names that a text seems to mean: a look-alike, or a slip of the pen; empty if none."""
    spellings = {match_key(alias): name for name in names for alias in aliases(name)}
    near = get_close_matches(match_key(text), spellings, 1, NEAR_NAME)
    twin = look_alike(text, spellings) or (near[0] if near else "")
    return spellings.get(twin, "")


def _letters(text: str, name: str) -> Words:
    """`` (it looks the same but ...)`` where a text only looks like a name, in any language."""
    twin = look_alike(text, aliases(name))
    return say(" ({letters})", letters=foreign_letters(text, twin)) if twin else Words("")


@dataclass(frozen=True, slots=True)
class Area:
    """A range of merged cells, all counted from 1."""

    text: str
    row: int
    column: int
    last_row: int
    last_column: int


def areas(grid: Grid) -> Iterable[Area]:
    """Merged cells of a sheet."""
    for text in grid.merged:
        corners = [CELL.fullmatch(corner) for corner in text.split(":")]
        if len(corners) == 2 and corners[0] and corners[1]:
            (column, row), (last_column, last_row) = ((c[1], int(c[2])) for c in corners if c)
            yield Area(text, row, column_number(column), last_row, column_number(last_column))


@dataclass(frozen=True, slots=True)
class Merge:
    """Merged cells that lose something: the fault, and the cells of the table that seem blank, by row and column."""

    fault: Fault
    of_headers: bool
    hidden: tuple[tuple[int, int], ...]


@dataclass(frozen=True, slots=True)
class Lost:
    """What seems blank for a fault that is told already: whole columns by name, cells by row and column."""

    columns: frozenset[str] = frozenset()
    cells: frozenset[tuple[int, int]] = frozenset()


def merged_cells(grid: Grid, header_row: int, columns: Mapping[str, int], order: tuple[int, int]) -> Iterable[Merge]:
    """Merged cells keep the value of the first alone, so those of a table lose what the others seem to hold."""
    known = set(columns.values())
    for area in areas(grid):
        covered = range(area.column, area.last_column + 1)
        of_headers = area.row <= header_row <= area.last_row
        lost = [c for c in covered if of_headers and c not in known and column_is_filled(grid, header_row, c)]
        hidden = tuple(
            (row, column)
            for row in grid.rows
            if max(area.row, header_row + 1) <= row <= area.last_row
            for column in covered
            if column in known and (row, column) != (area.row, area.column)
        )
        if not lost and not hidden:
            continue
        message = _headers_merged(area, lost[0]) if lost else _cells_merged(area)
        order_of_cell = (*order, area.row, area.column)
        yield Merge(Fault(grid.place(area.row, area.column), message, order_of_cell), bool(lost), hidden)


def _headers_merged(area: Area, column: int) -> Words:
    return say(
        "headers are merged ({area}), so that nothing below {column} is read; unmerge them and fill in each cell",
        area=area.text, column=column_letter(column),
    )  # fmt: skip


def _cells_merged(area: Area) -> Words:
    return say(
        "cells are merged ({area}), so that the value counts for the first of them alone; unmerge them and fill in "
        "each cell",
        area=area.text,
    )


def column_is_filled(grid: Grid, header_row: int, column: int) -> bool:
    """Whether any cell of a column below the header holds something."""
    return any(
        number > header_row and column <= len(cells) and not is_blank(cells[column - 1])
        for number, cells in grid.rows.items()
    )


def _not_read(sheet: Sheet, grid: Grid, header_row: int, columns: Mapping[str, int]) -> Iterable[Notice]:
    """Columns that are not read though something stands in them, and rows that are read though nobody sees them."""
    headers = grid.rows[header_row]
    for column in range(1, max(map(len, grid.rows.values())) + 1):
        header = headers[column - 1] if column <= len(headers) else None
        known = isinstance(header, str) and by_spelling(columns).get(match_key(header)) is not None
        guides = isinstance(header, str) and match_key(header) in map(match_key, aliases(GUIDE))
        if column in columns.values() or known or guides or not column_is_filled(grid, header_row, column):
            continue
        message = (
            say("the column has no header, so nothing below it is read")
            if is_blank(header)
            else say(
                "'{header}' is no column of {sheet}, so nothing below it is read",
                header=str(header),
                sheet=sheet.name,
            )
        )
        yield Notice(grid.place(header_row, column), message)
    hidden = [str(number) for number in sorted(grid.hidden_rows & set(grid.rows)) if number > header_row]
    if hidden:
        message = say(
            "{count:row|rows} {rows} cannot be seen (hidden or filtered out) but count",
            count=len(hidden), rows=listed(hidden),
        )  # fmt: skip
        yield Notice(f"{grid.file}: {grid.sheet}", message)


def _headers_twice(
    sheet: Sheet, grid: Grid, header_row: int, columns: Mapping[str, int], order: tuple[int, int]
) -> Iterable[Fault]:
    keys = by_spelling(columns)
    for column, value in enumerate(grid.rows[header_row], start=1):
        name = keys.get(match_key(value)) if isinstance(value, str) else None
        if name is not None and column != columns[name]:
            message = say(
                "header {name} stands twice in sheet {sheet}, first in {place}; rename or delete one of the two "
                "columns",
                name=name, sheet=sheet.name, place=grid.place(header_row, columns[name]),
            )  # fmt: skip
            yield Fault(grid.place(header_row, column), message, (*order, header_row, column))


def _headers_misspelt(
    sheet: Sheet, grid: Grid, header_row: int, columns: Mapping[str, int], order: tuple[int, int]
) -> Iterable[tuple[Fault, str]]:
    """Headers that are nearly the name of a column which is not there: its cells would be dropped without a word."""
    absent = [column.name for column in sheet.columns if column.name not in columns and not column.required]
    for number, value in enumerate(grid.rows[header_row], start=1):
        if isinstance(value, str) and number not in columns.values():
            meant = _meant(value, absent)
            if meant:
                message = say(
                    "'{header}' is no column of {sheet}, so nothing below it is read{letters}; did you mean {name}?",
                    header=value, sheet=sheet.name, letters=_letters(value, meant), name=meant,
                )  # fmt: skip
                yield Fault(grid.place(header_row, number), message, (*order, header_row, number)), meant


def _typed_row(
    draft: Draft,
    sheet: Sheet,
    grid: Grid,
    number: int,
    cells: Mapping[str, CellValue],
    letters: Mapping[str, str],
    lost: Lost,
) -> Row:
    remarks = {
        column.name: str(cells[column.name])
        for column in sheet.columns
        if column.name in REMARKS and column.name in cells and isinstance(cells[column.name], str)
    }
    origin = PlacedRow(grid.file, grid.sheet, number, letters, remarks)
    row = Row(origin, (grid.file_number, SHEET_NUMBER[sheet.name], number), {})
    for column in sheet.columns:
        raw = cells.get(column.name)
        place = (number, column_number(letters[column.name])) if column.name in letters else None
        if column.name in lost.columns or place in lost.cells:
            continue
        if column.kind == "value":
            row.values[column.name] = raw
            continue
        try:
            value = typed(column, raw, is_name=is_name(sheet, column))
            row.values[column.name] = meant(value) if isinstance(value, str) and is_id(sheet, column) else value
        except WrongValue as wrong:
            draft.fault_at(row, column.name, wrong.message)
    return row


OWN_IDS = ("Towns", "Regions", "Proposals", "Industries", "Clusters", "Residents")
"""Sheets whose rows are called as the workbook likes: what names them is never taken for an id of the project."""


def is_id(sheet: Sheet, column: Column) -> bool:
    """Whether a column gives the rows of its sheet an id that may be one of the catalogue's, in any language."""
    return column is sheet.columns[0] and column.kind in ("id", "text") and sheet.name not in OWN_IDS


REMARKS = ("note", "unit", "meaning")
"""Columns of text that a typed row of the case may not hold; the origin of the row keeps them."""


def is_name(sheet: Sheet, column: Column) -> bool:
    """Whether a text names something, so that a slip of the spreadsheet in it matters."""
    return column.kind != "text" or column.name in sheet.key
