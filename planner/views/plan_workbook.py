"""A plan as an Excel workbook: what people look at first, then everything it rests on, then the case itself."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import xlsxwriter

from models.case import CATEGORIES
from planner.plan import Plan
from planner.tables.fingerprint import rows_fingerprints
from planner.tables.plan_layout import (
    ADVICE,
    ANSWERS,
    CHARTS,
    CHECKS,
    FIRST_DATA_ROW,
    HEADER_ROW,
    IN_WORDS,
    PLAN_SHEET_BY_NAME,
    PlanColumn,
    PlanSheet,
    columns_of,
)
from planner.tables.save import save_aside
from planner.tables.write import exact, new_workbook, rows_of_case, write_case_sheets, write_text
from planner.views.advice import Advice, advice_of, write_advice
from planner.views.answers_sheet import write_answers
from planner.views.charts import write_charts
from planner.views.checks import write_checks
from planner.views.joined_tables import PlanRow
from planner.views.looks import (
    TAB_COLOUR,
    Looks,
    Ranges,
    Tables,
    height_of,
    height_of_headers,
    set_up_print,
    set_up_wide_print,
    width_under,
    write_head,
)
from planner.views.passports import most_funded, passport, sheet_names, write_passport
from planner.views.plan_tables import plan_tables
from planner.views.sentences import write_sentences
from planner.views.wording import subject_named
from planner.words import localised, named, say
from planner.words.naming import localised_parts

READ_FIRST = (
    IN_WORDS, ADVICE, "Summary", CHARTS, "Allocation", "Town plans", "Funded", "Results", "Networks", "Roll-out",
    "Cluster diagnosis", "Cluster years", "Industries compared", "Residents checked", "Instruments run",
    "States", "Stages", "Alarms", "Equity", "Years", "Partners",
    "Liabilities", "Blocked money", "Audit",
    "Assumptions", CHECKS,
)  # fmt: skip
"""Sheets before the passports of towns."""
READ_LAST = ("Prices", "Branches", "Branch prices", "State prices", "Fingerprints")
"""Sheets of the proof, after them."""
PROOF_SHEETS = ("Branches", "Branch prices", "State prices")
WITH_TOWN_AND_NAME = ("Allocation", "Funded", "Town plans", "Partners", "Audit", "Stages", "Alarms")
"""Sheets whose first two columns stay in sight."""
INDENT = 4
"""Characters that a bold or indented text has less room for."""
WRAPPED = {
    "Assumptions": ("subject", "source"), "Summary": ("value", "meaning"), "Cluster diagnosis": ("towns", "why_not"),
    "Residents checked": ("why_not",),
}  # fmt: skip
"""Columns whose long texts make a row higher."""
OWN_NAMES = ("town", "towns", "region", "place", "cluster", "resident", "row", "branch", "sha256")
"""Columns with what a workbook itself calls its towns and rows: in every language as they are."""
SAID = ("promise", "created", "planner_version", "most_judged")
"""Items of the summary that are in words already, or have none."""
TEXT_WIDTH_MAX = 60.0
"""No column is made wider than this for the names of its ids."""


@dataclass(frozen=True)
class Told:
    """What a plan says, before it is written: rows of its sheets, and the advice for every town."""

    tables: dict[str, list[PlanRow]]
    advice: list[Advice]


def tell(plan: Plan) -> Told:
    tables = plan_tables(plan)
    return Told(tables, advice_of(plan, tables))


def write_plan(path: Path, plan: Plan, passports: Sequence[str] = (), told: Told | None = None) -> Path:
    """Write a plan with its case embedded, whole or not at all; return the path written.

    That is ``path``, or ``NAME (2).xlsx`` beside it where the old file is open in another program. ``passports`` are
    the ids of the towns that get a page of their own; without any, those with most money. ``told`` saves telling the
    plan again.
    """
    case_rows = rows_of_case(plan.case)
    said = tell(plan) if told is None else told
    prints = rows_fingerprints({**said.tables, **case_rows})
    listed: list[PlanRow] = [{"sheet": sheet, "sha256": value} for sheet, value in prints.items()]
    tables = {**said.tables, "Fingerprints": listed}
    towns = tuple(passports) or most_funded(tables)

    def write(temporary: Path) -> None:
        with new_workbook(temporary) as workbook:
            writer = PlanWriter(workbook, plan, tables, said.advice)
            for name in READ_FIRST:
                writer.write_sheet(name)
                if name == IN_WORDS and plan.answers:
                    write_answers(workbook.add_worksheet(named(ANSWERS)), writer.looks, plan.answers)
            writer.write_passports(towns)
            for name in READ_LAST:
                writer.write_sheet(name)
            write_case_sheets(workbook, case_rows)

    return save_aside(path, write)


@dataclass
class PlanWriter:
    """Writes the sheets of one plan; formats are made once a workbook."""

    workbook: xlsxwriter.Workbook
    plan: Plan
    tables: Tables
    advice: list[Advice]

    def __post_init__(self) -> None:
        self.case = self.plan.case
        self.looks = Looks(self.workbook)
        self.ranges = Ranges(self.case, self.tables)

    def write_sheet(self, name: str) -> None:
        """Write a table of the plan, or one of the sheets made from them."""
        worksheet = self.workbook.add_worksheet(named(name))
        if name == IN_WORDS:
            write_sentences(worksheet, self.looks, self.tables, self.case)
        elif name == ADVICE:
            write_advice(worksheet, self.looks, self.advice)
        elif name == CHARTS:
            write_charts(self.workbook, worksheet, self.looks, self.tables, self.case)
        elif name == CHECKS:
            write_checks(worksheet, self.looks, self.tables, self.case)
        else:
            self.write_table(worksheet, PLAN_SHEET_BY_NAME[name])

    def write_passports(self, towns: Sequence[str]) -> None:
        names = {town.town: town.name for town in self.case.towns}
        advised = {each.town: each.text for each in self.advice}
        for town, sheet in sheet_names(towns).items():
            page = passport(self.plan, self.tables, town, advised[town])
            write_passport(self.workbook.add_worksheet(sheet), self.looks, names[town], page)

    def write_table(self, worksheet: Any, sheet: PlanSheet) -> None:
        sets = self.plan.arrays.sets
        columns = columns_of(sheet, sets.LOCK_INS, sets.GOALS)
        title = localised(self.case.settings.title) if sheet.name == "Summary" else say(sheet.title)
        rows = self.tables[sheet.name]
        widths = [width_of(sheet, column, rows) for column in columns]
        heads = [(column.name, width) for column, width in zip(columns, widths, strict=True)]
        write_head(worksheet, self.looks, title, say(sheet.reading), heads)
        for index, row in enumerate(rows):
            if sheet.name in WRAPPED:
                worksheet.set_row(FIRST_DATA_ROW - 1 + index, height_of_row(sheet, row))
            for place, column in enumerate(columns):
                self.write_cell(worksheet, sheet, FIRST_DATA_ROW - 1 + index, place, column, row)
        self.set_up(worksheet, sheet, heads, len(rows))

    def write_cell(
        self, worksheet: Any, sheet: PlanSheet, row: int, place: int, column: PlanColumn, values: Mapping[str, object]
    ) -> None:
        value = values[column.name]
        shown = self.format_of(sheet, column, values)
        formula = self.formula(sheet.name, column.name, row + 1)
        if formula:
            assert isinstance(value, float)
            worksheet.write_formula(row, place, formula, shown, exact(value))
        elif isinstance(value, int | float):
            worksheet.write_number(row, place, exact(float(value)), shown)
        elif column.may_be_blank:
            worksheet.write_blank(row, place, None, shown)
        else:
            write_text(worksheet, row, place, text_of(sheet.name, column.name, values), shown)

    def format_of(self, sheet: PlanSheet, column: PlanColumn, values: Mapping[str, object]) -> Any:
        if sheet.name != "Summary":
            wrapped = column.name in WRAPPED.get(sheet.name, ())
            return self.looks.wrapped if wrapped else self.looks.formats[column.kind]
        if column.name == "value":
            unit = str(values["unit"])
            if values["item"] == "promise":
                return self.looks.key
            if isinstance(values["value"], str):
                return self.looks.wrapped
            if unit == "share":
                return self.looks.fine
            return self.looks.formats["integer" if unit in ("count", "year") else "mrub"]
        return self.looks.wrapped

    def formula(self, sheet: str, column: str, row: int) -> str:
        """Formulas of the sums and shares a reader would otherwise check by hand; rows are counted from 1."""
        letters = self.ranges.letters[sheet]
        if sheet == "Funded" and column == "total_rub":
            return f"=${letters['federal_rub']}{row}+${letters['regional_rub']}{row}"
        if sheet == "Funded" and column == "federal_share":
            return f"=${letters['federal_rub']}{row}/${letters['total_rub']}{row}"
        if sheet != "Allocation":
            return ""
        town = f'{self.ranges.column("Funded", "town")},"="&${letters["town"]}{row}'
        if column in CATEGORIES:
            category = f"{self.ranges.column('Funded', 'category')},{letters[column]}${HEADER_ROW}"
            return f"=SUMIFS({self.ranges.column('Funded', 'total_rub')},{town},{category})/1000000"
        if column in ("federal_mrub", "regional_mrub"):
            return f"=SUMIFS({self.ranges.column('Funded', column.replace('_mrub', '_rub'))},{town})/1000000"
        if column == "total_mrub":
            return f"=SUM(${letters[CATEGORIES[0]]}{row}:${letters[CATEGORIES[-1]]}{row})"
        return ""

    def set_up(self, worksheet: Any, sheet: PlanSheet, heads: Sequence[tuple[str, float]], count: int) -> None:
        """Panes, filter, print set-up, and pictures in cells where people would rather look than read."""
        last_row, last = max(HEADER_ROW, HEADER_ROW + count - 1), len(heads) - 1
        worksheet.set_tab_color(TAB_COLOUR)
        worksheet.set_row(HEADER_ROW - 1, height_of_headers(heads))
        ids = 2 if sheet.name in WITH_TOWN_AND_NAME else 1
        worksheet.freeze_panes(HEADER_ROW, ids)
        worksheet.autofilter(HEADER_ROW - 1, 0, last_row, last)
        if sheet.name == "Summary":
            set_up_print(worksheet, pages_high=1)
        else:
            set_up_wide_print(worksheet, [width for _, width in heads], ids)
        for place, (name, _) in enumerate(heads):
            area = (HEADER_ROW, place, last_row, place)
            if name in ("total_mrub", "blocked_mrub", "at_stake_mrub", "swing_mrub"):
                worksheet.conditional_format(*area, {"type": "data_bar", "bar_color": "#9DC3E6", "bar_solid": True})
            if name.endswith(("_before", "_after")):
                worksheet.conditional_format(*area, {"type": "3_color_scale", "min_type": "num", "mid_type": "num",
                    "max_type": "num", "min_value": 0, "mid_value": 0.5, "max_value": 1, "min_color": "#A9D18E",
                    "mid_color": "#FFE699", "max_color": "#F4B183"})  # fmt: skip
        if sheet.name in PROOF_SHEETS:
            worksheet.hide()  # thousands of rows for a program, which nobody wants to print


def height_of_row(sheet: PlanSheet, row: Mapping[str, object]) -> float:
    """Height of a row with wrapped texts."""
    wrapped = [column for column in sheet.columns if column.name in WRAPPED[sheet.name]]
    return max(height_of(text_of(sheet.name, column.name, row), column.width - INDENT) for column in wrapped)


def text_of(sheet: str, column: str, row: Mapping[str, object]) -> str:
    """A text of a row as a plan in the language in use shows it: ids and texts of the catalogue by their names.

    What a workbook calls its own towns, measures and rows, and what quotes somebody, stays as it is.
    """
    text = str(row[column])
    if sheet == "Summary":
        return text_of_summary(column, row)
    of_a_town = column == "name" and "town" in row
    of_a_proposal = sheet == "Funded" and row["evidence"] and column in ("measure_name", "unit")
    is_quoted = sheet == "Assumptions" and column == "source"
    if sheet == "Assumptions" and column == "subject":
        return subject_named(text)
    as_it_is = column in OWN_NAMES or of_a_town or of_a_proposal or is_quoted
    return text if as_it_is else localised_parts(text)


def text_of_summary(column: str, row: Mapping[str, object]) -> str:
    """The same of a row of the summary, whose units and meanings are sentences."""
    text = str(row[column])
    if column in ("unit", "meaning"):
        return say(text)
    return text if column == "value" and row["item"] in SAID else localised_parts(text)


def width_of(sheet: PlanSheet, column: PlanColumn, rows: Sequence[Mapping[str, object]]) -> float:
    """The width of a column, greater where its header or ids go by longer names in the language in use."""
    width = width_under(column.name, column.width)
    if column.kind != "text" or column.name in (*OWN_NAMES, *WRAPPED.get(sheet.name, ())):
        return width
    texts = {(str(row[column.name]), text_of(sheet.name, column.name, row)) for row in rows}
    longest = max((len(shown) for text, shown in texts if shown != text), default=0)
    return max(width, min(longest + 2.0, TEXT_WIDTH_MAX))
