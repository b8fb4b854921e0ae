"""A sheet of examples in a template: rows that show what is filled in where, on a sheet that is never read."""

from __future__ import annotations

from collections.abc import Sequence

import xlsxwriter

from planner.tables.cells import EXAMPLE_SHEET
from planner.tables.columns import example_of
from planner.tables.plan_layout import FIRST_DATA_ROW
from planner.tables.schema import Sheet
from planner.words import named, say

WIDTH, WIDE_SHEET = 24, 16
"""Characters of a column, and how many columns the sheet has at least."""


def write_example_page(workbook: xlsxwriter.Workbook, sheets: Sequence[Sheet]) -> None:
    """Add the sheet Examples: for each of some sheets its headers, and a row as it may be filled in."""
    page = workbook.add_worksheet(named(EXAMPLE_SHEET))
    title = workbook.add_format({"bold": True, "font_size": 16, "font_color": "#1F4E79"})
    link = workbook.add_format({"bold": True, "font_color": "#0563C1", "underline": 1})
    header = workbook.add_format({"bold": True, "font_color": "#FFFFFF", "bg_color": "#1F4E79", "text_wrap": True,
                                  "valign": "top", "border": 1, "border_color": "#FFFFFF"})  # fmt: skip
    example = workbook.add_format({"italic": True, "font_color": "#595959", "text_wrap": True, "valign": "top",
                                   "align": "left", "border": 1, "border_color": "#D9D9D9"})  # fmt: skip
    page.set_column(0, max(WIDE_SHEET, *(len(sheet.columns) for sheet in sheets)), WIDTH)
    page.write_string(0, 0, named(EXAMPLE_SHEET), title)
    page.write_string(1, 0, say("How sheets may be filled in. Nothing on this sheet is read; towns and figures of it "
                                "are examples."))  # fmt: skip
    row = 3
    for sheet in sheets:
        page.write_url(row, 0, f"internal:'{named(sheet.name)}'!A{FIRST_DATA_ROW}", link, named(sheet.name))
        for place, column in enumerate(sheet.columns):
            page.write_string(row + 1, place, named(column.name), header)
            if isinstance(column.example, str):
                page.write_string(row + 2, place, example_of(column), example)
            else:
                page.write_number(row + 2, place, column.example, example)
        row += 4
    page.hide_gridlines(2)
    page.set_landscape()
    page.set_paper(9)
    page.fit_to_pages(1, 0)
    page.protect()
