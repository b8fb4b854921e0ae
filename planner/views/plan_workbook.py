"""A plan as an Excel workbook: what people look at first, then everything it rests on, then the case itself."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import xlsxwriter
from xlsxwriter.utility import xl_col_to_name, xl_rowcol_to_cell

from models.case import CATEGORIES
from planner.plan import Plan
from planner.tables.fingerprint import rows_fingerprints
from planner.tables.plan_layout import (
    FIRST_DATA_ROW,
    HEADER_ROW,
    LOCK_IN_COLUMNS,
    PLAN_SHEET_BY_NAME,
    PLAN_SHEETS,
    SUMMARY_ITEMS,
    TITLE_ROW,
    PlanColumn,
    PlanSheet,
)
from planner.tables.save import save_aside
from planner.tables.write import exact, new_workbook, rows_of_case, write_case_sheets, write_text
from planner.views.plan_tables import PlanRow, plan_tables

NUMBER_FORMATS = {
    "text": "@", "integer": "0_)", "number": "#,##0.000_)", "share": "0.0%_)", "mrub": "#,##0.00_)",
    "rub": "#,##0.00_)",
}  # fmt: skip
LINE_HEIGHT = 15
PROOF_SHEETS = ("Branches", "Branch prices")
TAB_COLOUR = "#2E7D32"
DARK, PALE = "#1F4E79", "#EAF1F8"


def write_plan(path: Path, plan: Plan) -> Path:
    """Write a plan with its case embedded, whole or not at all; return the path written.

    That is ``path``, or ``NAME (2).xlsx`` beside it where the old file is open in another program.
    """
    case_rows = rows_of_case(plan.arrays.case)
    tables = plan_tables(plan)
    prints = rows_fingerprints({**tables, **case_rows})
    tables["Fingerprints"] = [{"sheet": sheet, "sha256": value} for sheet, value in prints.items()]

    def write(temporary: Path) -> None:
        with new_workbook(temporary) as workbook:
            writer = PlanWriter(workbook, plan, tables)
            for sheet in PLAN_SHEETS:
                writer.write_sheet(sheet)
            write_case_sheets(workbook, case_rows)

    return save_aside(path, write)


@dataclass
class PlanWriter:
    """Writes the sheets of one plan; formats are made once a workbook."""

    workbook: xlsxwriter.Workbook
    plan: Plan
    tables: Mapping[str, list[PlanRow]]

    def __post_init__(self) -> None:
        add = self.workbook.add_format
        self.title = add({"bold": True, "font_size": 14, "font_color": DARK})
        self.reading = add({"italic": True, "font_color": "#595959"})
        self.header = add({"bold": True, "font_color": "#FFFFFF", "bg_color": DARK, "border": 1,
                           "border_color": "#FFFFFF", "text_wrap": True, "valign": "top"})  # fmt: skip
        self.formats = {kind: add({"num_format": code, "valign": "top"}) for kind, code in NUMBER_FORMATS.items()}
        self.fine = add({"num_format": "0.000%_)", "valign": "top"})
        self.wrapped = add({"text_wrap": True, "valign": "top", "align": "left", "indent": 1})
        self.key = add({"bold": True, "text_wrap": True, "valign": "top", "bg_color": PALE, "num_format": "#,##0.00"})

    def write_sheet(self, sheet: PlanSheet) -> None:
        worksheet = self.workbook.add_worksheet(sheet.name)
        columns = self.columns_of(sheet)
        worksheet.set_tab_color(TAB_COLOUR)
        write_text(worksheet, TITLE_ROW - 1, 0, self.title_of(sheet), self.title)
        write_text(worksheet, TITLE_ROW, 0, sheet.reading, self.reading)
        for number, column in enumerate(columns):
            worksheet.set_column(number, number, column.width)
            write_text(worksheet, HEADER_ROW - 1, number, column.name, self.header)
        rows = self.tables[sheet.name]
        for index, row in enumerate(rows):
            for number, column in enumerate(columns):
                self.write_cell(worksheet, sheet, FIRST_DATA_ROW - 1 + index, number, column, row)
        self.set_up(worksheet, sheet, columns, len(rows))

    def title_of(self, sheet: PlanSheet) -> str:
        return self.plan.arrays.case.settings.title if sheet.name == "Summary" else sheet.title

    def columns_of(self, sheet: PlanSheet) -> tuple[PlanColumn, ...]:
        """Columns of a sheet; the lock-ins of the case come after those of Town plans."""
        if sheet.name != "Town plans":
            return sheet.columns
        extra = [PlanColumn(f"{lock}_{part}", "share", "Lock-in.", 8 + len(lock) + len(part))
                 for lock in self.plan.arrays.sets.LOCK_INS for part in LOCK_IN_COLUMNS]  # fmt: skip
        return (*sheet.columns, *extra)

    def write_cell(
        self, worksheet: Any, sheet: PlanSheet, row: int, number: int, column: PlanColumn, values: PlanRow
    ) -> None:
        value = values[column.name]
        shown = self.format_of(sheet, column, values)
        formula = self.formula(sheet, column, row)
        if formula:
            assert isinstance(value, float)
            worksheet.write_formula(row, number, formula, shown, exact(value))
        elif isinstance(value, int | float):
            worksheet.write_number(row, number, exact(float(value)), shown)
        else:
            write_text(worksheet, row, number, str(value), shown)

    def format_of(self, sheet: PlanSheet, column: PlanColumn, values: PlanRow) -> Any:
        if sheet.name != "Summary":
            return self.formats[column.kind]
        if column.name == "value":
            unit = str(values["unit"])
            if values["item"] == "promise":
                return self.key
            return self.fine if unit == "share" else self.formats["integer" if unit in ("count", "year") else "mrub"]
        return self.wrapped

    def formula(self, sheet: PlanSheet, column: PlanColumn, row: int) -> str:
        """Formulas of the sums and shares a reader would otherwise check by hand."""
        at = {c.name: xl_rowcol_to_cell(row, n, col_abs=True) for n, c in enumerate(sheet.columns)}
        if sheet.name == "Funded":
            return {
                "total_rub": f"={at.get('federal_rub')}+{at.get('regional_rub')}",
                "federal_share": f"={at.get('federal_rub')}/{at.get('total_rub')}",
            }.get(column.name, "")
        if sheet.name == "Allocation":
            return self.allocation_formula(sheet, column, at)
        return ""

    def allocation_formula(self, sheet: PlanSheet, column: PlanColumn, at: Mapping[str, str]) -> str:
        town = f"{self.funded('town')},{at['town']}"
        if column.name in CATEGORIES:
            number = [c.name for c in sheet.columns].index(column.name)
            header = xl_rowcol_to_cell(HEADER_ROW - 1, number, row_abs=True)
            return f"=SUMIFS({self.funded('total_rub')},{town},{self.funded('category')},{header})/1000000"
        if column.name in ("federal_mrub", "regional_mrub"):
            payer = column.name.replace("_mrub", "_rub")
            return f"=SUMIFS({self.funded(payer)},{town})/1000000"
        if column.name == "total_mrub":
            return f"=SUM({at[CATEGORIES[0]]}:{at[CATEGORIES[-1]]})"
        return ""

    def funded(self, column: str) -> str:
        """The range of a column of the sheet Funded."""
        sheet = PLAN_SHEET_BY_NAME["Funded"]
        letter = xl_col_to_name([c.name for c in sheet.columns].index(column))
        last = max(FIRST_DATA_ROW, FIRST_DATA_ROW + len(self.tables["Funded"]) - 1)
        return f"Funded!${letter}${FIRST_DATA_ROW}:${letter}${last}"

    def set_up(self, worksheet: Any, sheet: PlanSheet, columns: tuple[PlanColumn, ...], count: int) -> None:
        """Panes, filter, print set-up, and pictures in cells where people would rather look than read."""
        last_row, last = max(HEADER_ROW, HEADER_ROW + count - 1), len(columns) - 1
        crowded = any(len(column.name) > column.width - 1 for column in columns)
        worksheet.set_row(HEADER_ROW - 1, (2 if crowded else 1) * LINE_HEIGHT + 3)
        worksheet.freeze_panes(HEADER_ROW, 2 if sheet.name in ("Allocation", "Funded", "Town plans") else 1)
        worksheet.autofilter(HEADER_ROW - 1, 0, last_row, last)
        worksheet.set_landscape()
        worksheet.set_paper(9)
        worksheet.fit_to_pages(1, 0)
        worksheet.repeat_rows(HEADER_ROW - 1)
        worksheet.set_footer("&L&F&C&A&R&P / &N")
        for number, column in enumerate(columns):
            area = (HEADER_ROW, number, last_row, number)
            if column.name == "total_mrub":
                worksheet.conditional_format(*area, {"type": "data_bar", "bar_color": "#9DC3E6", "bar_solid": True})
            if column.name.endswith(("_before", "_after")):
                worksheet.conditional_format(*area, {"type": "3_color_scale", "min_type": "num", "mid_type": "num",
                    "max_type": "num", "min_value": 0, "mid_value": 0.5, "max_value": 1, "min_color": "#A9D18E",
                    "mid_color": "#FFE699", "max_color": "#F4B183"})  # fmt: skip
        if sheet.name in PROOF_SHEETS:
            worksheet.hide()  # thousands of rows for a program, which nobody wants to print
        if sheet.name == "Summary":
            items = [item.item for item in SUMMARY_ITEMS]
            worksheet.set_row(HEADER_ROW + items.index("promise"), 3 * LINE_HEIGHT)
            self.add_charts(worksheet)

    def add_charts(self, worksheet: Any) -> None:
        """Money by category, and the towns with most money, beside the figures."""
        items = [item.item for item in SUMMARY_ITEMS]
        first, last = (FIRST_DATA_ROW - 1 + items.index(f"{c}_mrub") for c in (CATEGORIES[0], CATEGORIES[-1]))
        allocation = [c.name for c in PLAN_SHEET_BY_NAME["Allocation"].columns]
        heads = [allocation.index(c) for c in (CATEGORIES[0], CATEGORIES[-1])]
        self.add_bars(worksheet, "F4", "Million roubles by category",
                      ["Allocation", HEADER_ROW - 1, heads[0], HEADER_ROW - 1, heads[1]],
                      ["Summary", first, 1, last, 1], "#2E75B6")  # fmt: skip
        shown = min(15, len(self.tables["Allocation"]))
        rows = (FIRST_DATA_ROW - 1, FIRST_DATA_ROW - 2 + shown)
        name, total = allocation.index("name"), allocation.index("total_mrub")
        self.add_bars(worksheet, "F18", f"Million roubles, the {shown} towns with most money",
                      ["Allocation", rows[0], name, rows[1], name],
                      ["Allocation", rows[0], total, rows[1], total], "#548235")  # fmt: skip

    def add_bars(
        self, worksheet: Any, cell: str, title: str, names: list[Any], values: list[Any], colour: str
    ) -> None:  # fmt: skip
        chart = self.workbook.add_chart({"type": "bar"})
        chart.add_series({"categories": names, "values": values, "fill": {"color": colour}, "gap": 40,
                          "data_labels": {"value": True, "num_format": "#,##0"}})  # fmt: skip
        chart.set_title({"name": title, "name_font": {"size": 11}})
        chart.set_legend({"none": True})
        chart.set_y_axis({"reverse": True, "num_font": {"size": 8}})
        chart.set_x_axis({"visible": False, "major_gridlines": {"visible": False}})
        chart.set_size({"width": 480, "height": 280})
        worksheet.insert_chart(cell, chart)
