"""A plan as pandas tables, for those who want to compute on: one frame a sheet, read back from the workbook."""

from __future__ import annotations

from pathlib import Path

import pandas as pd

from planner.tables.plan_layout import HEADER_ROW, PLAN_SHEETS
from planner.words.naming import meant


def plan_frames(path: Path) -> dict[str, pd.DataFrame]:
    """The sheets of a plan by name, with the columns of ``planner.tables.plan_layout``, whatever its language.

    Formulas come as their stored values; texts stay in the language of the plan. Money is in roubles on Funded and
    Years, in million roubles on Allocation.
    """
    sheets = {sheet.name for sheet in PLAN_SHEETS}
    with pd.ExcelFile(path, engine="openpyxl") as book:
        titles = [str(title) for title in book.sheet_names if meant(str(title)) in sheets]
        frames = pd.read_excel(book, sheet_name=titles, header=HEADER_ROW - 1)
    return {meant(title): frame.rename(columns=meant) for title, frame in frames.items()}
