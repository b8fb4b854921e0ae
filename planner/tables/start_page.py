"""The first sheet of a template: what to do, what the colours mean, which coefficients there are."""

from __future__ import annotations

import math

import xlsxwriter

from planner.tables.cells import START_SHEET
from planner.tables.schema import COEFFICIENTS, SHEETS
from planner.tables.values import plain, stated_range

STEPS = (
    "Regions and Budgets: one row for each region, and for each payer (federal, every region) and year its money in "
    "million roubles of that year. Write 0 for no money; a missing row is a fault.",
    "Towns: one row for each town. Short ids of your own, each used once; region and status as on their sheets.",
    "Scores: what you know of each town, one row for each factor, with the source. Leave out what you do not know: it "
    "is counted as not known, never as zero.",
    "Proposals, Readiness and Contributions: what towns propose themselves, when they are ready and whether people "
    "there consent, what others pay. These sheets may stay empty.",
    "Observations and Findings: figures that towns are watched by, and what teams found on the spot. Only a finding "
    "changes the status of a town, or leaves it alone. These sheets may stay empty.",
    "Inflation, Loans, Limits, Locks and Settings: prices of later years, loans to regions, what spending must "
    "respect, decisions already taken, the years of the plan.",
    "Instruments and Indicators: federal agencies and programmes that run, do not, or are to be chosen (`choose`), and "
    "the figures whose bounds call a team to a town.",
    "Read through Measures, Products, Roadmaps and Coefficients and change what you know better, with the source "
    "beside it.",
    "Run `planner check FILE.xlsx`. It names every cell that needs mending. Then run `planner solve FILE.xlsx -o "
    "PLAN.xlsx`.",
)
LEGEND = (
    ("#FFF9DB", "Cells to fill in."),
    ("#FFFFFF", "Catalogue: filled already; change it where you know better."),
    ("#1F4E79", "Header of a required column."),
    ("#5B7FA6", "Header of a column that may stay blank."),
)
FIRST_COEFFICIENT_ROW = 12 + len(STEPS) + len(LEGEND) + len(SHEETS)
"""Row of the first kind of coefficient: below the other lists, their headings and the blank rows between them."""
COEFFICIENT_LIST_RANGE = f"={START_SHEET}!$A${FIRST_COEFFICIENT_ROW}:$A${FIRST_COEFFICIENT_ROW + len(COEFFICIENTS) - 1}"
WIDTHS = (26, 18, 18, 40, 16, 70)
MEANING_CHARACTERS, LINE_POINTS = sum(WIDTHS[2:]), 15
"""What the meaning of a sheet has room for in a line, and how high a line is."""
COEFFICIENT_HEADERS = (
    "kind of coefficient",
    "subject is an id of",
    "key is an id of",
    "range",
    "without a row",
    "meaning",
)


def write_start_page(workbook: xlsxwriter.Workbook) -> None:
    """Add the sheet Start to a workbook, before all others."""
    worksheet = workbook.add_worksheet(START_SHEET)
    title = workbook.add_format({"bold": True, "font_size": 16, "font_color": "#1F4E79"})
    heading = workbook.add_format({"bold": True, "font_size": 12, "font_color": "#1F4E79"})
    wrapped = workbook.add_format({"text_wrap": True, "valign": "top"})
    for column, characters in enumerate(WIDTHS):
        worksheet.set_column(column, column, characters)
    worksheet.write_string(0, 0, "Case of a plan for single-industry towns", title)
    worksheet.write_string(
        1,
        0,
        "Money is in million roubles (1 = 1,000,000 RUB): costs at the prices of the year in Settings, price_year; "
        "budgets, limits, sums and loans in the money of their own year. Shares run from 0 to 1.",
    )
    worksheet.write_string(3, 0, "What to do", heading)
    row = 4
    for number, step in enumerate(STEPS, start=1):
        worksheet.write_string(row, 0, f"Step {number}", wrapped)
        worksheet.merge_range(row, 1, row, 5, "", wrapped)
        worksheet.write_string(row, 1, step, wrapped)
        worksheet.set_row(row, 30)
        row += 1
    row = _write_legend(workbook, worksheet, row + 1, heading)
    row = _write_sheet_list(worksheet, row + 1, heading, wrapped)
    _write_coefficient_list(workbook, worksheet, row + 1, heading)
    worksheet.hide_gridlines(2)
    worksheet.set_landscape()
    worksheet.set_paper(9)
    worksheet.fit_to_pages(1, 0)
    worksheet.activate()
    worksheet.set_first_sheet()


def _write_legend(
    workbook: xlsxwriter.Workbook, worksheet: xlsxwriter.worksheet.Worksheet, row: int, heading: object
) -> int:
    worksheet.write_string(row, 0, "Colours", heading)
    for colour, words in LEGEND:
        row += 1
        worksheet.write_blank(
            row, 0, None, workbook.add_format({"bg_color": colour, "border": 1, "border_color": "#BFBFBF"})
        )
        worksheet.write_string(row, 1, words)
    return row + 1


def _write_sheet_list(
    worksheet: xlsxwriter.worksheet.Worksheet, row: int, heading: object, wrapped: xlsxwriter.format.Format
) -> int:
    worksheet.write_string(row, 0, "Sheets", heading)
    for sheet in SHEETS:
        row += 1
        worksheet.write_url(row, 0, f"internal:{sheet.name}!A1", string=sheet.name)
        worksheet.write_string(row, 1, sheet.filled_by)
        worksheet.merge_range(row, 2, row, 5, "", wrapped)
        worksheet.write_string(row, 2, sheet.meaning, wrapped)
        worksheet.set_row(row, LINE_POINTS * math.ceil(len(sheet.meaning) / MEANING_CHARACTERS))
    return row + 1


def _write_coefficient_list(
    workbook: xlsxwriter.Workbook, worksheet: xlsxwriter.worksheet.Worksheet, row: int, heading: object
) -> None:
    bold = workbook.add_format({"bold": True, "bottom": 1})
    worksheet.write_string(row, 0, "Kinds of coefficients, for the sheet Coefficients", heading)
    for column, header in enumerate(COEFFICIENT_HEADERS):
        worksheet.write_string(row + 1, column, header, bold)
    # The dropdown list of the sheet Coefficients points here.
    assert row + 3 == FIRST_COEFFICIENT_ROW, f"the list begins in row {row + 3}, not {FIRST_COEFFICIENT_ROW}"
    for number, coefficient in enumerate(COEFFICIENTS, start=row + 2):
        cells = (
            coefficient.name,
            coefficient.subject + (f" ({coefficient.subject_kind})" if coefficient.subject_kind else ""),
            (coefficient.key + (", or blank" if coefficient.key_optional else "")) or "blank",
            stated_range(coefficient.low, coefficient.high, coefficient.unit),
            "required" if coefficient.default is None else plain(coefficient.default),
            coefficient.meaning,
        )
        for column, text in enumerate(cells):
            worksheet.write_string(number, column, text)
