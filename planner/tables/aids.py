"""What helps to fill in a sheet: notes on headers, the meaning of scores, and headings that cannot be overwritten."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import xlsxwriter
from xlsxwriter.utility import quote_sheetname

from planner.tables.columns import input_message
from planner.tables.plan_layout import FIRST_DATA_ROW, HEADER_ROW
from planner.tables.schema import GUIDE, SHEET_BY_NAME, Column, Sheet
from planner.words import localised, named

ALLOWED = {
    "format_cells": True, "format_columns": True, "format_rows": True, "insert_rows": True, "sort": True,
    "autofilter": True, "insert_hyperlinks": True, "objects": True,
}  # fmt: skip
"""What may still be done on a protected sheet; its cells are not locked, its title and headers are."""
GUIDED_ROWS = 100
"""Rows below the filled ones that show what a score means once a factor is chosen."""
GUIDE_WIDTH, FACTORS_MOST = 70, 1_000
NOTE_WIDTH, NOTE_LINE, NOTE_LINE_CHARACTERS = 320, 18, 46
"""Size of a note in pixels, and how many characters a line of it takes."""


def add_header_notes(worksheet: xlsxwriter.worksheet.Worksheet, sheet: Sheet) -> None:
    """A note on every header: what the column holds, what it takes, an example."""
    for number, column in enumerate(sheet.columns):
        text = input_message(column, most=None)
        height = NOTE_LINE * (2 + len(text) // NOTE_LINE_CHARACTERS)
        worksheet.write_comment(HEADER_ROW - 1, number, text, {"width": NOTE_WIDTH, "height": height})


def protect(worksheet: xlsxwriter.worksheet.Worksheet, *, read_only: bool) -> None:
    """Lock title and headers, without a password, or all of a sheet that is ``read_only``."""
    worksheet.protect("", {"autofilter": True, "format_columns": True, "format_rows": True} if read_only else ALLOWED)


def add_guide(
    workbook: xlsxwriter.Workbook,
    worksheet: xlsxwriter.worksheet.Worksheet,
    sheet: Sheet,
    rows: Sequence[Mapping[str, object]],
    factors: Sequence[Mapping[str, object]],
) -> None:
    """Beside each score what the ends of its factor mean: a formula that looks the factor up.

    ``rows`` are those of the sheet Scores, ``factors`` those of the sheet Factors.
    """
    meaning_of = {row["factor"]: localised(str(row.get("meaning", ""))) for row in factors}
    place = len(sheet.columns)
    header = workbook.add_format({"italic": True, "font_color": "#595959", "valign": "top", "bottom": 1})
    look = workbook.add_format({"italic": True, "font_color": "#595959", "valign": "top", "locked": False})
    worksheet.set_column(place, place, GUIDE_WIDTH, look)
    worksheet.write_string(HEADER_ROW - 1, place, named(GUIDE), header)
    for index in range(len(rows) + GUIDED_ROWS):
        meaning = meaning_of.get(rows[index].get("factor"), "") if index < len(rows) else ""
        row = FIRST_DATA_ROW - 1 + index
        worksheet.write_formula(row, place, looked_up(row + 1), look, meaning)


def looked_up(row: int) -> str:
    """The formula that gives the meaning of the factor in a row of the sheet Scores, blank where there is none."""
    factors = SHEET_BY_NAME["Factors"]
    first, last = FIRST_DATA_ROW, FIRST_DATA_ROW + FACTORS_MOST - 1
    ids, meanings = (
        f"{quote_sheetname(named(factors.name))}!${letter}${first}:${letter}${last}"
        for letter in (letter_of(factors, "factor"), letter_of(factors, "meaning"))
    )
    factor = f"{letter_of(SHEET_BY_NAME['Scores'], 'factor')}{row}"
    return f'=IFERROR(INDEX({meanings},MATCH({factor},{ids},0)),"")'


def letter_of(sheet: Sheet, name: str) -> str:
    column: Column = sheet.column(name)
    return chr(ord("A") + sheet.columns.index(column))
