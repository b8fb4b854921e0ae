"""A sheet of examples in a template: rows that show what is filled in where, on a sheet that is never read."""

from __future__ import annotations

from collections.abc import Sequence

import xlsxwriter
from xlsxwriter.utility import quote_sheetname

from planner.tables.cells import EXAMPLE_SHEET
from planner.tables.columns import example_of
from planner.tables.plan_layout import FIRST_DATA_ROW
from planner.tables.schema import Sheet
from planner.words import named, say

WIDTHS = (44, 40, 90)
LINE_POINTS = 15


def write_example_page(workbook: xlsxwriter.Workbook, sheets: Sequence[Sheet]) -> None:
    """Add the sheet Examples: for each of some sheets a row as it may be filled in, its cells one below the other."""
    page = workbook.add_worksheet(named(EXAMPLE_SHEET))
    title = workbook.add_format({"bold": True, "font_size": 16, "font_color": "#1F4E79"})
    link = workbook.add_format({"bold": True, "font_color": "#0563C1", "underline": 1})
    text = workbook.add_format({"text_wrap": True, "valign": "top", "bottom": 1, "bottom_color": "#D9D9D9"})
    example = workbook.add_format({"italic": True, "text_wrap": True, "valign": "top", "align": "left", "bottom": 1,
                                   "bottom_color": "#D9D9D9", "bg_color": "#F2F2F2"})  # fmt: skip
    for place, characters in enumerate(WIDTHS):
        page.set_column(place, place, characters)
    page.write_string(0, 0, named(EXAMPLE_SHEET), title)
    page.write_string(1, 0, say("How sheets may be filled in. Nothing on this sheet is read; towns and figures of it "
                                "are examples."))  # fmt: skip
    row = 3
    for sheet in sheets:
        columns = [column for column in sheet.columns if column.example != ""]
        if not columns:
            continue
        page.write_url(row, 0, f"internal:{quote_sheetname(named(sheet.name))}!A{FIRST_DATA_ROW}", link,
                       named(sheet.name))  # fmt: skip
        for column in columns:
            row += 1
            shown, meaning = example_of(column), say(column.meaning)
            page.write_string(row, 0, named(column.name), text)
            if isinstance(column.example, str):
                page.write_string(row, 1, shown, example)
            else:
                page.write_number(row, 1, column.example, example)
            page.write_string(row, 2, meaning, text)
            lines = max(len(shown) // WIDTHS[1], len(meaning) // WIDTHS[2])
            page.set_row(row, LINE_POINTS * (1 + lines))
        row += 2
    page.hide_gridlines(2)
    page.set_landscape()
    page.set_paper(9)
    page.fit_to_pages(1, 0)
    page.protect()
