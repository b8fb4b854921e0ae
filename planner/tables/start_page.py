"""The first sheet of a template: what to do, what the colours mean, which coefficients there are."""

from __future__ import annotations

import math
from collections.abc import Mapping

import xlsxwriter
from xlsxwriter.utility import quote_sheetname

from planner.tables.cells import START_SHEET
from planner.tables.plan_layout import FIRST_DATA_ROW
from planner.tables.schema import COEFFICIENTS, SHEETS, Coefficient, Sheet
from planner.tables.values import plain, stated_range
from planner.words import named, phrase, say

STEPS = (
    (
        phrase(
            "Regions and Budgets: one row for each region, and for each payer (federal, every region) and "
            "year its money in million roubles of that year. Write 0 for no money; a missing row is a fault."
        ),
    ),
    (
        phrase(
            "Towns: one row for each town. Short ids of your own, each used once; region and status as on their sheets."
        ),
        phrase(
            "Scores: what you know of each town, one row for each factor, with the source. Leave out what you"
            " do not know: it is counted as not known, never as zero."
        ),
    ),
    (
        phrase(
            "Proposals, Readiness and Contributions: what towns propose themselves, when they are ready and "
            "whether people there consent, what others pay. These sheets may stay empty."
        ),
        phrase(
            "Observations and Findings: figures that towns are watched by, and what teams found on the spot. "
            "Only a finding changes the status of a town, or leaves it alone. These sheets may stay empty."
        ),
    ),
    (
        phrase(
            "Inflation, Loans, Limits, Locks and Settings: prices of later years, loans to regions, what "
            "spending must respect, decisions already taken, the years of the plan."
        ),
        phrase(
            "Instruments and Indicators: federal agencies and programmes that run, do not, or are to be "
            "chosen (`choose`), and the figures whose bounds call a team to a town."
        ),
        phrase(
            "Read through Measures, Products, Roadmaps and Coefficients and change what you know better, with"
            " the source beside it."
        ),
    ),
    (
        phrase(
            "Run `planner check FILE.xlsx`. It names every cell that needs mending. Then run `planner solve "
            "FILE.xlsx -o PLAN.xlsx`."
        ),
    ),
)
"""Five steps, each of some sentences."""
LEGEND = (
    ("#FFF9DB", phrase("Cells to fill in.")),
    ("#FFFFFF", phrase("Catalogue: filled already; change it where you know better.")),
    ("#1F4E79", phrase("Header of a required column.")),
    ("#5B7FA6", phrase("Header of a column that may stay blank.")),
    (
        "#D9D9D9",
        phrase("Titles and headers are protected, without a password. To remove a row, clear its cells."),
    ),
)
FIRST_COEFFICIENT_ROW = 12 + len(STEPS) + len(LEGEND) + len(SHEETS)
"""Row of the first kind of coefficient: below the other lists, their headings and the blank rows between them."""
FIRST_SHEET_ROW = 8 + len(STEPS) + len(LEGEND)
"""Index of the first row of the list of sheets."""
ROWS_COUNTED = 5_000
FILLED_BY_IN_SHORT = {"official": phrase("official"), "planner": phrase("planner"), "catalogue": phrase("catalogue")}
"""Who fills in a sheet, in a word."""
WIDTHS = (26, 18, 18, 40, 16, 70)
STEP_CHARACTERS, MEANING_CHARACTERS, LINE_POINTS = sum(WIDTHS[1:]), sum(WIDTHS[3:]), 15
"""What the meaning of a sheet has room for in a line, and how high a line is."""
COEFFICIENT_HEADERS = (
    phrase("kind of coefficient"),
    phrase("subject is an id of"),
    phrase("key is an id of"),
    phrase("range"),
    phrase("without a row"),
    phrase("meaning"),
)


def coefficient_list_range() -> str:
    """The kinds of coefficients on the page, as a formula."""
    last = FIRST_COEFFICIENT_ROW + len(COEFFICIENTS) - 1
    return f"={quote_sheetname(named(START_SHEET))}!$A${FIRST_COEFFICIENT_ROW}:$A${last}"


def write_start_page(workbook: xlsxwriter.Workbook, filled: Mapping[str, int]) -> None:
    """Add the sheet Start to a workbook, before all others. ``filled`` are the rows that sheets have to begin with."""
    worksheet = workbook.add_worksheet(named(START_SHEET))
    title = workbook.add_format({"bold": True, "font_size": 16, "font_color": "#1F4E79"})
    heading = workbook.add_format({"bold": True, "font_size": 12, "font_color": "#1F4E79"})
    wrapped = workbook.add_format({"text_wrap": True, "valign": "top"})
    for column, characters in enumerate(_widths()):
        worksheet.set_column(column, column, characters)
    worksheet.write_string(0, 0, say("Case of a plan for single-industry towns"), title)
    worksheet.write_string(
        1,
        0,
        say(
            "Money is in million roubles (1 = 1,000,000 RUB): costs at the prices of the year in Settings, price_year; "
            "budgets, limits, sums and loans in the money of their own year. Shares run from 0 to 1."
        ),
    )
    _write_missing(workbook, worksheet, filled)
    worksheet.write_string(3, 0, say("What to do"), heading)
    row = 4
    for number, step in enumerate(STEPS, start=1):
        worksheet.write_string(row, 0, say("Step {number}", number=number), wrapped)
        worksheet.merge_range(row, 1, row, 5, "", wrapped)
        told = " ".join(map(say, step))
        worksheet.write_string(row, 1, told, wrapped)
        worksheet.set_row(row, LINE_POINTS * (1 + len(told) // STEP_CHARACTERS))
        row += 1
    row = _write_legend(workbook, worksheet, row + 1, heading)
    link = workbook.add_format({"font_color": "#0563C1", "underline": 1, "valign": "top"})
    assert row + 2 == FIRST_SHEET_ROW, f"the list of sheets begins in row {row + 2}, not {FIRST_SHEET_ROW}"
    row = _write_sheet_list(workbook, worksheet, row + 1, heading, wrapped, link, filled)
    _write_coefficient_list(workbook, worksheet, row + 1, heading)
    worksheet.hide_gridlines(2)
    worksheet.set_landscape()
    worksheet.set_paper(9)
    worksheet.fit_to_pages(1, 0)
    worksheet.activate()
    worksheet.set_first_sheet()
    worksheet.protect()


def _widths() -> tuple[int, ...]:
    """Widths of the columns: the first three have ids alone, which are longer in some languages."""
    ids = [(named(coefficient.name), _subject(coefficient), _key(coefficient)) for coefficient in COEFFICIENTS]
    needed = [max(map(len, column)) + 2 for column in zip(*ids, strict=True)]
    return (*map(max, WIDTHS, needed), *WIDTHS[len(needed) :])


def _write_legend(
    workbook: xlsxwriter.Workbook, worksheet: xlsxwriter.worksheet.Worksheet, row: int, heading: object
) -> int:
    worksheet.write_string(row, 0, say("Colours"), heading)
    for colour, words in LEGEND:
        row += 1
        worksheet.write_blank(
            row, 0, None, workbook.add_format({"bg_color": colour, "border": 1, "border_color": "#BFBFBF"})
        )
        worksheet.write_string(row, 1, say(words))
    return row + 1


def _write_missing(
    workbook: xlsxwriter.Workbook, worksheet: xlsxwriter.worksheet.Worksheet, filled: Mapping[str, int]
) -> None:
    """How many sheets that must have rows have none yet, as a formula over the list of sheets."""
    bold = workbook.add_format({"bold": True, "font_color": "#9C5700"})
    counts = f"$C${FIRST_SHEET_ROW + 1}:$C${FIRST_SHEET_ROW + len(SHEETS)}"
    number = f'COUNTIF({counts},"{say("missing")}")'
    words, none = say("Sheets that still have no rows and need some:"), say("All sheets that need rows have some.")
    missing = sum(_is_missing(sheet, filled) for sheet in SHEETS)
    worksheet.write_formula(
        2, 0, f'=IF({number}=0,"{none}","{words} "&{number})', bold, f"{words} {missing}" if missing else none
    )


def _is_missing(sheet: Sheet, filled: Mapping[str, int]) -> bool:
    return sheet.row_required and not filled.get(sheet.name)


def rows_counted(sheet: Sheet) -> str:
    """The number of rows of a sheet as part of a formula: cells of its first required column that are filled."""
    place, _ = next((place, column) for place, column in enumerate(sheet.columns) if column.required)
    letter = chr(ord("A") + place)
    last = FIRST_DATA_ROW + ROWS_COUNTED - 1
    return f"COUNTA({quote_sheetname(named(sheet.name))}!${letter}${FIRST_DATA_ROW}:${letter}${last})"


def _filled_so_far(sheet: Sheet) -> str:
    """The number of rows of a sheet as a formula; the word for none where it must have some."""
    count = rows_counted(sheet)
    return f'=IF({count}=0,"{say("missing")}",{count})' if sheet.row_required else f"={count}"


def _write_sheet_list(
    workbook: xlsxwriter.Workbook,
    worksheet: xlsxwriter.worksheet.Worksheet,
    row: int,
    heading: object,
    wrapped: xlsxwriter.format.Format,
    link: xlsxwriter.format.Format,
    filled: Mapping[str, int],
) -> int:
    number = workbook.add_format({"valign": "top", "align": "left"})
    missing = workbook.add_format({"bg_color": "#FFC7CE", "font_color": "#9C0006"})
    worksheet.write_string(row, 0, say("Sheets"), heading)
    worksheet.write_string(row, 2, say("rows filled in"), heading)
    worksheet.conditional_format(
        row + 1, 2, row + len(SHEETS), 2,
        {"type": "cell", "criteria": "==", "value": f'"{say("missing")}"', "format": missing},
    )  # fmt: skip
    for sheet in SHEETS:
        row += 1
        worksheet.write_url(row, 0, f"internal:{quote_sheetname(named(sheet.name))}!A1", link, named(sheet.name))
        worksheet.write_string(row, 1, say(FILLED_BY_IN_SHORT[sheet.filled_by]), wrapped)
        told = say("missing") if _is_missing(sheet, filled) else filled.get(sheet.name, 0)
        worksheet.write_formula(row, 2, _filled_so_far(sheet), number, told)
        worksheet.merge_range(row, 3, row, 5, "", wrapped)
        worksheet.write_string(row, 3, say(sheet.meaning), wrapped)
        worksheet.set_row(row, LINE_POINTS * math.ceil(len(say(sheet.meaning)) / MEANING_CHARACTERS))
    return row + 1


def _write_coefficient_list(
    workbook: xlsxwriter.Workbook, worksheet: xlsxwriter.worksheet.Worksheet, row: int, heading: object
) -> None:
    bold = workbook.add_format({"bold": True, "bottom": 1})
    worksheet.write_string(row, 0, say("Kinds of coefficients, for the sheet Coefficients"), heading)
    for column, header in enumerate(COEFFICIENT_HEADERS):
        worksheet.write_string(row + 1, column, say(header), bold)
    # The dropdown list of the sheet Coefficients points here.
    assert row + 3 == FIRST_COEFFICIENT_ROW, f"the list begins in row {row + 3}, not {FIRST_COEFFICIENT_ROW}"
    for number, coefficient in enumerate(COEFFICIENTS, start=row + 2):
        cells = (
            named(coefficient.name),
            _subject(coefficient),
            _key(coefficient),
            stated_range(coefficient.low, coefficient.high, coefficient.unit),
            say("required") if coefficient.default is None else plain(coefficient.default),
            say(coefficient.meaning),
        )
        for column, text in enumerate(cells):
            worksheet.write_string(number, column, text)


def _subject(coefficient: Coefficient) -> str:
    if coefficient.subject_kind:
        return say("{sheet} ({kind})", sheet=coefficient.subject, kind=coefficient.subject_kind)
    return named(coefficient.subject)


def _key(coefficient: Coefficient) -> str:
    if coefficient.key_optional:
        return say("{sheet}, or blank", sheet=coefficient.key)
    return named(coefficient.key) or say("blank")
