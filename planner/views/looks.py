"""What all sheets of a plan have in common: formats, print set-up, and where the columns of its tables stand."""

from __future__ import annotations

import math
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any

import xlsxwriter
from xlsxwriter.utility import quote_sheetname, xl_col_to_name

from models.case import Case
from planner.tables.plan_layout import (
    FIRST_DATA_ROW,
    HEADER_ROW,
    PLAN_SHEETS,
    TITLE_ROW,
    columns_of,
)
from planner.tables.write import write_text
from planner.words import named

Tables = Mapping[str, Sequence[Mapping[str, object]]]
"""Rows of the sheets of a plan by name of the sheet."""

NUMBER_FORMATS = {
    "text": "@", "integer": "0_)", "number": "#,##0.000_)", "share": "0.0%_)", "mrub": "#,##0.00_)",
    "rub": "#,##0.00_)",
}  # fmt: skip
TAB_COLOUR, VIEW_TAB_COLOUR = "#2E7D32", "#00695C"
DARK, PALE = "#1F4E79", "#EAF1F8"
PAPER_A3, PAPER_A4 = 8, 9
LINE_HEIGHT = 15
MM_ACROSS = {PAPER_A4: 277.0, PAPER_A3: 400.0}
"""What margins leave of a page that lies across."""
MM_IN_WIDTH, MM_AROUND = 1.85, 1.32
"""A unit of column width on paper, and what a column has beside it: 7 and 5 pixels at 96 to the inch."""
LEAST_SCALE = 0.6
"""Letters of 11 points printed smaller than this cannot be read with ease."""
CHARACTERS_IN_WIDTH = 1.15
"""Characters of a wrapped text in a unit of column width, with what is lost at ends of lines."""
CYRILLIC, WIDER = re.compile("[\u0400-\u04ff]"), 0.12
"""Cyrillic letters, and by how much one is wider than a Latin one."""
HEADER_LINES_MAX = 3


class Looks:
    """The formats of one workbook, made once."""

    def __init__(self, workbook: xlsxwriter.Workbook) -> None:
        add = workbook.add_format
        self.title = add({"bold": True, "font_size": 14, "font_color": DARK})
        self.reading = add({"italic": True, "font_color": "#595959"})
        header = {"bold": True, "font_color": "#FFFFFF", "bg_color": DARK, "border": 1, "border_color": "#FFFFFF",
                  "text_wrap": True, "valign": "top"}  # fmt: skip
        self.header, self.header_of_numbers = add(header), add({**header, "align": "right", "indent": 1})
        self.section = add({"bold": True, "font_size": 12, "font_color": DARK, "bg_color": PALE})
        self.formats = {kind: add({"num_format": code, "valign": "top"}) for kind, code in NUMBER_FORMATS.items()}
        self.bold = add({"bold": True, "font_color": DARK})
        self.general = add({"valign": "top"})
        self.verdict = add({"valign": "top", "align": "center"})
        self.fine = add({"num_format": "0.000%_)", "valign": "top"})
        self.wrapped = add({"text_wrap": True, "valign": "top", "align": "left", "indent": 1, "num_format": "@"})
        self.broken = add({"text_wrap": True, "valign": "top", "num_format": "@"})
        self.topic = add({"bold": True, "text_wrap": True, "valign": "top", "bg_color": PALE, "num_format": "@"})
        self.link = add({"font_color": "#0563C1", "underline": 1, "valign": "top"})
        self.key = add({"bold": True, "text_wrap": True, "valign": "top", "bg_color": PALE, "num_format": "#,##0.00"})
        self.good = add({"bg_color": "#C6E0B4"})
        self.bad = add({"bold": True, "bg_color": "#F4B183"})


def number(row: Mapping[str, object], column: str) -> float:
    """A figure of a row; raises ``TypeError`` where something else stands there."""
    value = row[column]
    if not isinstance(value, int | float):
        raise TypeError(f"{column} is {value!r}, a number belongs there")
    return float(value)


def largest_first(rows: Sequence[Mapping[str, object]], column: str) -> list[Mapping[str, object]]:
    """Rows by a figure, equal ones in the order they have."""
    return sorted(rows, key=lambda row: -number(row, column))


def total(rows: Sequence[Mapping[str, object]], column: str) -> float:
    return sum(number(row, column) for row in rows)


@dataclass(frozen=True)
class Ranges:
    """Addresses of the plan's own columns, for formulas and charts."""

    case: Case
    tables: Tables

    @cached_property
    def places(self) -> dict[str, dict[str, int]]:
        """Numbers of the columns of every sheet, from 0."""
        lock_ins, goals = [lock.lock_in for lock in self.case.lock_ins], [goal.goal for goal in self.case.goals]
        return {sheet.name: {column.name: n for n, column in enumerate(columns_of(sheet, lock_ins, goals))}
                for sheet in PLAN_SHEETS}  # fmt: skip

    @cached_property
    def letters(self) -> dict[str, dict[str, str]]:
        """The same as letters."""
        return {sheet: {name: xl_col_to_name(place) for name, place in places.items()}
                for sheet, places in self.places.items()}  # fmt: skip

    def column(self, sheet: str, column: str) -> str:
        """All cells of a column, for a formula; one empty cell where the sheet has no rows."""
        letter = self.letters[sheet][column]
        last = max(FIRST_DATA_ROW, FIRST_DATA_ROW + len(self.tables[sheet]) - 1)
        return f"{quote_sheetname(named(sheet))}!${letter}${FIRST_DATA_ROW}:${letter}${last}"

    def cell(self, sheet: str, column: str, index: int) -> str:
        """One cell, for a formula; rows are counted from 0."""
        return f"{quote_sheetname(named(sheet))}!${self.letters[sheet][column]}${FIRST_DATA_ROW + index}"

    def rows(self, sheet: str, column: str, first: int, last: int) -> list[Any]:
        """Some rows of a column, for a chart; counted from 0, the last one included."""
        place = self.places[sheet][column]
        return [named(sheet), FIRST_DATA_ROW - 1 + first, place, FIRST_DATA_ROW - 1 + last, place]


def characters_in(text: str) -> float:
    """How long a text is, in Latin letters."""
    return len(text) + WIDER * len(CYRILLIC.findall(text))


def height_of(text: str, width: float) -> float:
    """Height of a row for a wrapped text in columns of this width; programs without a screen do not find it out."""
    return LINE_HEIGHT * max(1, math.ceil(characters_in(text) / (CHARACTERS_IN_WIDTH * width)))


def width_under(header: str, width: float) -> float:
    """The width of a column, greater where the name that its header has in the language in use asks for more."""
    name = named(header)
    if name == header:
        return width
    return max(width, max(map(characters_in, name.split())) + 3.0, math.ceil(1.25 * len(name) / HEADER_LINES_MAX) + 2.0)


def lines_of_header(header: str, width: float) -> int:
    """Lines that a header takes."""
    name = named(header)
    if name == header:
        return 2 if len(name) > width - 1 else 1
    return max(1, math.ceil(1.25 * len(name) / (width - 2)))


def height_of_headers(columns: Sequence[tuple[str, float]]) -> float:
    """Height of a row of headers with their widths."""
    return max(lines_of_header(name, width) for name, width in columns) * LINE_HEIGHT + 3


def write_head(
    worksheet: Any, looks: Looks, title: str, reading: str, columns: Sequence[tuple[str, float]] = ()
) -> None:  # fmt: skip
    """Title, how to read the sheet, and headers with their widths, where sheets of a plan have them.

    A header that is an id goes by its name.
    """
    write_text(worksheet, TITLE_ROW - 1, 0, title, looks.title)
    write_text(worksheet, TITLE_ROW, 0, reading, looks.reading)
    if any(lines_of_header(name, width) > 1 for name, width in columns):
        worksheet.set_row(HEADER_ROW - 1, height_of_headers(columns))
    for place, (name, width) in enumerate(columns):
        worksheet.set_column(place, place, width)
        write_text(worksheet, HEADER_ROW - 1, place, named(name), looks.header)


def paper_for(widths: Sequence[float], repeated: int) -> tuple[int, int]:
    """The paper for columns of these widths, and how many pages side by side they take to be readable.

    One page if that will do, rather of A4 than of A3; else A3, the ``repeated`` first columns on every page.
    """
    across = [MM_IN_WIDTH * width + MM_AROUND for width in widths]
    for paper, room in MM_ACROSS.items():
        if room >= LEAST_SCALE * sum(across):
            return paper, 1
    again, room = sum(across[:repeated]), MM_ACROSS[PAPER_A3] / LEAST_SCALE
    return PAPER_A3, math.ceil((sum(across) - again) / max(room - again, *across))


def set_up_wide_print(worksheet: Any, widths: Sequence[float], repeated: int) -> None:
    """The same for a table that may be too wide for a page of A4; the first columns are on every page."""
    paper, pages_wide = paper_for(widths, repeated)
    set_up_print(worksheet)
    worksheet.set_paper(paper)
    worksheet.fit_to_pages(pages_wide, 0)
    if pages_wide > 1:
        worksheet.repeat_columns(0, repeated - 1)


def set_up_print(worksheet: Any, *, pages_high: int = 0, header: bool = True) -> None:
    """A4 across, one page wide, the row of headers on every page, file, sheet and page at the foot."""
    worksheet.set_landscape()
    worksheet.set_paper(PAPER_A4)
    worksheet.fit_to_pages(1, pages_high)
    worksheet.set_margins(left=0.4, right=0.4, top=0.5, bottom=0.6)
    worksheet.set_footer("&L&F&C&A&R&P / &N")
    if header:
        worksheet.repeat_rows(HEADER_ROW - 1)
