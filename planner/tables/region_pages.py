"""The page Start of a region's own workbook: what makes it one, and how it is told whether anybody has filled it in."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from planner.tables.cells import START_SHEET, CellValue, Grid
from planner.tables.fingerprint import fingerprint, rows_fingerprints
from planner.tables.names import match_key
from planner.tables.schema import SHEET_BY_NAME, SHEETS
from planner.tables.values import visible
from planner.words.naming import aliases

REGION, UNCHANGED, GIVEN = "Workbook of region", "Nothing to change", "Given fingerprint"
"""Labels in column A of the page; the answers stand beside them in column B."""
OFFICIAL_SHEETS = tuple(sheet.name for sheet in SHEETS if sheet.filled_by == "official")
LABELS_AMONG_ROWS = 30


def _looked_up() -> tuple[str, ...]:
    """Sheets whose ids an official needs, in the order of the schema, with those that these need in turn."""
    found: set[str] = set()
    asked = list(OFFICIAL_SHEETS)
    while asked:
        for column in SHEET_BY_NAME[asked.pop()].columns:
            new = set(column.refers_to) - found - set(OFFICIAL_SHEETS)
            found |= new
            asked.extend(new)
    return tuple(sheet.name for sheet in SHEETS if sheet.name in found)


LOOKED_UP_SHEETS = _looked_up()
"""Sheets of the planner and the catalogue in a region's workbook: for reading, and for lists to choose from."""
SETTINGS_SHOWN = ("first_year", "horizon_years", "price_year")
"""Settings that tell an official which years, and money of which year, are meant."""


@dataclass(frozen=True, slots=True)
class RegionPage:
    """What the page of a region's workbook says. Places name its cells in messages."""

    file: str
    file_number: int
    region: str
    place: str
    answered: bool
    """Whether anything was changed since the workbook was made, or is said to need no change."""


def region_page(book: Mapping[str, Grid]) -> RegionPage | None:
    """The page of a workbook that is a region's own; None for any other workbook."""
    start = book.get(START_SHEET)
    labels = {} if start is None else _labels(start)
    if start is None or REGION not in labels:
        return None
    row, region = labels[REGION]
    given = labels.get(GIVEN, (0, ""))[1]
    said = match_key(labels.get(UNCHANGED, (0, ""))[1]) in ("yes", "да")
    return RegionPage(
        start.file, start.file_number, region, start.place(row, 2), said or given != fingerprint_of_book(book)
    )


def _labels(start: Grid) -> dict[str, tuple[int, str]]:
    """Row and answer of each label of the page."""
    labels = {match_key(alias): label for label in (REGION, UNCHANGED, GIVEN) for alias in aliases(label)}
    found: dict[str, tuple[int, str]] = {}
    for number, cells in start.rows.items():
        if number > LABELS_AMONG_ROWS or not isinstance(cells[0], str):
            continue
        label = labels.get(match_key(cells[0]))
        if label is not None:
            found.setdefault(label, (number, _text(cells[1] if len(cells) > 1 else None)))
    return found


def _text(value: CellValue) -> str:
    return visible(value) if isinstance(value, str) else "" if value is None else str(value)


def fingerprint_of_book(book: Mapping[str, Grid]) -> str:
    """One fingerprint of all that officials fill in, whatever the program that saved the workbook."""
    return _together([fingerprint(book[name]) if name in book else _NOTHING for name in OFFICIAL_SHEETS])


def fingerprint_of_rows(rows: Mapping[str, Sequence[Mapping[str, object]]]) -> str:
    """The fingerprint that a workbook with these rows will have as long as nobody changes it."""
    prints = rows_fingerprints({name: rows.get(name, ()) for name in OFFICIAL_SHEETS})
    return _together([prints[name] for name in OFFICIAL_SHEETS])


def _together(prints: Sequence[str]) -> str:
    return hashlib.sha256("\n".join(prints).encode()).hexdigest()


_NOTHING = rows_fingerprints({"Towns": ()})["Towns"]
"""Fingerprint of a sheet without rows."""
