"""Sheets of a case written with XlsxWriter: the template, whole cases, and the case embedded in a plan."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from datetime import datetime
from pathlib import Path

import xlsxwriter
from xlsxwriter.utility import xl_rowcol_to_cell

from planner.tables.columns import (
    FILLED_BY,
    explanation,
    header_lines,
    in_language,
    lines_needed,
    number_format,
    validation,
    width,
    wraps,
)
from planner.tables.plan_layout import FIRST_DATA_ROW, HEADER_ROW, TITLE_ROW
from planner.tables.rows import rows_of_case
from planner.tables.save import save_aside
from planner.tables.schema import SHEET_BY_NAME, SHEETS, Column, Sheet
from planner.tables.start_page import write_start_page
from planner.words import named

__all__ = [
    "exact",
    "new_workbook",
    "rows_of_case",
    "write_case_sheets",
    "write_case_workbook",
    "write_template",
    "write_text",
]

Rows = Mapping[str, Sequence[Mapping[str, object]]]
Notes = Mapping[tuple[str, int, str], str]
"""Notes on cells by sheet, index of the row among the rows given (from 0) and column."""

INPUT_YELLOW, HEADER_DARK, HEADER_LIGHT = "#FFF9DB", "#1F4E79", "#5B7FA6"
TAB_COLOURS = {"official": "#FFD54F", "planner": "#4F81BD", "catalogue": "#A6A6A6"}
TEXT_MAX = 32_767
PAPER_A4 = 9
FIRST_DAY = datetime(2020, 1, 1)
LINE_POINTS, ROW_POINTS_MAX = 15, 405
TO_FILL_IN = ("Towns", "Scores", "Proposals", "Readiness", "Regions", "Budgets", "Loans", "Limits", "Locks")
"""Sheets of the template without rows: they are of one case, or a matter of choice."""


class _ExactFloat(float):
    """A number that is written with all its digits: XlsxWriter formats to 16, which is one too few for some."""

    def __format__(self, specification: str) -> str:
        return repr(float(self))


def exact(number: float) -> float:
    """The number, to be written into a workbook so that reading it gives the same number to the last digit.

    Raises ``ValueError`` for what a workbook cannot hold: infinity and not-a-number.
    """
    if not math.isfinite(number):
        raise ValueError(f"a workbook cannot hold the number {number}")
    return _ExactFloat(number)


def new_workbook(path: Path) -> xlsxwriter.Workbook:
    """A workbook in which text stays text: nothing a town writes becomes a formula or a link."""
    workbook = xlsxwriter.Workbook(
        str(path), {"strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False}
    )
    # The same case makes the same file; when a plan was made stands on its Summary.
    workbook.set_properties({"created": FIRST_DAY})
    return workbook


def write_text(
    worksheet: xlsxwriter.worksheet.Worksheet, row: int, column: int, text: str, cell_format: object = None
) -> None:
    """Write text as text, whatever sign it begins with. Rows and columns are counted from 0.

    Raises ``ValueError`` for text longer than a cell can hold, which would otherwise be dropped without a word.
    """
    if len(text) > TEXT_MAX:
        raise ValueError(f"a cell holds at most {TEXT_MAX} characters, this text has {len(text)}: {text[:40]!r}...")
    worksheet.write_string(row, column, text, cell_format)


def write_case_sheets(
    workbook: xlsxwriter.Workbook,
    rows: Rows,
    *,
    with_start_page: bool = False,
    notes: Notes | None = None,
    sheets: Sequence[Sheet] = SHEETS,
    catalogue_words: str = FILLED_BY["catalogue"],
) -> None:
    """Add every sheet of a case, or some of them, to a workbook; a sheet without rows has its headers alone.

    Row 1 is the title, row 2 says what the sheet is, row 3 has the headers, data begin in row 4. Cells that officials
    and planners fill in are light yellow, and each column says what it takes when a cell in it is chosen.

    Raises ``ValueError`` for a sheet or column that the schema does not know.
    """
    unknown = set(rows) - set(SHEET_BY_NAME)
    if unknown:
        raise ValueError(f"the schema has no sheets {sorted(unknown)}")
    if with_start_page:
        write_start_page(workbook)
    for sheet in sheets:
        sheet_notes = {(row, column): text for (name, row, column), text in (notes or {}).items() if name == sheet.name}
        _write_sheet(
            workbook, sheet, rows.get(sheet.name, ()), sheet_notes, catalogue_words, with_start_page=with_start_page
        )


def _write_sheet(
    workbook: xlsxwriter.Workbook,
    sheet: Sheet,
    rows: Sequence[Mapping[str, object]],
    notes: Mapping[tuple[int, str], str],
    catalogue_words: str,
    *,
    with_start_page: bool,
) -> None:
    worksheet = workbook.add_worksheet(named(sheet.name))
    names = [column.name for column in sheet.columns]
    formats = [_column_format(workbook, sheet, column) for column in sheet.columns]
    for number, (column, cell_format) in enumerate(zip(sheet.columns, formats, strict=True)):
        # A format of the whole column also colours the rows that are still to be filled in.
        worksheet.set_column(number, number, width(column), cell_format)
    _write_head(workbook, worksheet, sheet, explanation(sheet, catalogue_words))
    for index, row in enumerate(rows):
        strangers = set(row) - set(names)
        if strangers:
            raise ValueError(f"sheet {sheet.name} has no columns {sorted(strangers)}")
        shown = {column.name: in_language(sheet, column, row.get(column.name)) for column in sheet.columns}
        if (lines := lines_needed(sheet, shown)) > 1:
            worksheet.set_row(FIRST_DATA_ROW - 1 + index, min(LINE_POINTS * lines, ROW_POINTS_MAX))
        for number, name in enumerate(names):
            _write_cell(worksheet, FIRST_DATA_ROW - 1 + index, number, shown[name], formats[number])
    for (index, name), text in notes.items():
        worksheet.write_comment(FIRST_DATA_ROW - 1 + index, names.index(name), text, {"x_scale": 2, "y_scale": 1.5})
    _add_validations(worksheet, sheet, len(rows), with_start_page=with_start_page)
    _set_up_view_and_print(worksheet, sheet, len(rows))


def _write_cell(
    worksheet: xlsxwriter.worksheet.Worksheet, row: int, column: int, value: object, cell_format: object
) -> None:
    if value is None or value == "":
        return
    if isinstance(value, int | float):
        worksheet.write_number(row, column, exact(value), cell_format)
    else:
        write_text(worksheet, row, column, str(value), cell_format)


def _column_format(workbook: xlsxwriter.Workbook, sheet: Sheet, column: Column) -> object:
    properties: dict[str, object] = {"valign": "top", "num_format": number_format(column)}
    if wraps(column):
        properties["text_wrap"] = True
    if sheet.filled_by != "catalogue":
        properties |= {"bg_color": INPUT_YELLOW, "border": 1, "border_color": "#D9D9D9"}
    return workbook.add_format(properties)


def _write_head(
    workbook: xlsxwriter.Workbook, worksheet: xlsxwriter.worksheet.Worksheet, sheet: Sheet, words: str
) -> None:
    plain = workbook.add_format({"bg_color": "#FFFFFF"})
    title = workbook.add_format({"bold": True, "font_size": 14, "font_color": HEADER_DARK, "bg_color": "#FFFFFF"})
    text = workbook.add_format({"italic": True, "text_wrap": True, "valign": "top", "bg_color": "#FFFFFF"})
    last = len(sheet.columns) - 1
    worksheet.set_row(TITLE_ROW - 1, 22, plain)
    for number in range(1, last + 1):
        worksheet.write_blank(TITLE_ROW - 1, number, None, plain)
    worksheet.write_string(TITLE_ROW - 1, 0, named(sheet.name), title)
    characters = sum(width(column) for column in sheet.columns)
    worksheet.set_row(TITLE_ROW, LINE_POINTS * (1 + len(words) // max(1, int(characters))), plain)
    worksheet.merge_range(TITLE_ROW, 0, TITLE_ROW, last, "", text)
    worksheet.write_string(TITLE_ROW, 0, words, text)
    if (lines := header_lines(sheet)) > 1:
        worksheet.set_row(HEADER_ROW - 1, LINE_POINTS * lines)
    for number, column in enumerate(sheet.columns):
        header = workbook.add_format(
            {
                "bold": True,
                "font_color": "#FFFFFF",
                "valign": "top",
                "text_wrap": lines > 1,
                "border": 1,
                "border_color": "#FFFFFF",
                "bg_color": HEADER_DARK if column.required else HEADER_LIGHT,
            }
        )
        worksheet.write_string(HEADER_ROW - 1, number, named(column.name), header)


def _add_validations(
    worksheet: xlsxwriter.worksheet.Worksheet, sheet: Sheet, row_count: int, *, with_start_page: bool
) -> None:
    last_row = max(5_000, row_count + 1_000)
    for number, column in enumerate(sheet.columns):
        rule = validation(sheet, column, with_start_page=with_start_page)
        worksheet.data_validation(FIRST_DATA_ROW - 1, number, last_row, number, rule)


def _set_up_view_and_print(worksheet: xlsxwriter.worksheet.Worksheet, sheet: Sheet, row_count: int) -> None:
    last = len(sheet.columns) - 1
    worksheet.freeze_panes(HEADER_ROW, 1)
    worksheet.autofilter(HEADER_ROW - 1, 0, max(FIRST_DATA_ROW, FIRST_DATA_ROW + row_count) - 1, last)
    worksheet.set_tab_color(TAB_COLOURS[sheet.filled_by])
    worksheet.set_selection(xl_rowcol_to_cell(FIRST_DATA_ROW - 1, 0))
    worksheet.set_landscape()
    worksheet.set_paper(PAPER_A4)
    worksheet.fit_to_pages(1, 0)
    worksheet.repeat_rows(HEADER_ROW - 1)
    worksheet.set_margins(left=0.4, right=0.4, top=0.5, bottom=0.6)
    worksheet.set_footer("&L&F&C&A&R&P / &N")


def write_case_workbook(path: Path, rows: Rows, notes: Notes | None = None, *, with_start_page: bool = False) -> Path:
    """Write a case to a workbook, whole or not at all; return the path written.

    That is ``path``, or ``NAME (2).xlsx`` beside it where the old file is open in another program.

    Raises ``Faults`` if the folder may not be written to.
    """

    def write(temporary: Path) -> None:
        workbook = new_workbook(temporary)
        write_case_sheets(workbook, rows, with_start_page=with_start_page, notes=notes)
        workbook.close()

    return save_aside(path, write)


def write_template(path: Path) -> Path:
    """Write the workbook that officials and planners start from: the default catalogue, and empty sheets to fill in.

    What a column of an empty sheet takes is told, with an example, beside any of its cells that is chosen.

    Raises ``Faults`` if the folder may not be written to.
    """
    from planner.catalogue.load import catalogue_rows

    rows = {name: sheet_rows for name, sheet_rows in catalogue_rows().items() if name not in TO_FILL_IN}
    return write_case_workbook(path, rows, with_start_page=True)
