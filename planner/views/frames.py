"""A plan as pandas tables, for those who want to compute on: one frame a sheet, read back from the workbook."""

from __future__ import annotations

from pathlib import Path

import pandas as pd

from planner.tables.plan_layout import HEADER_ROW, PLAN_SHEETS


def plan_frames(path: Path) -> dict[str, pd.DataFrame]:
    """The sheets of a plan by name, with the columns of ``planner.tables.plan_layout``.

    Formulas come as their stored values. Money is in roubles on Funded and Years, in million roubles on Allocation.
    """
    sheets = [sheet.name for sheet in PLAN_SHEETS]
    frames = pd.read_excel(path, sheet_name=sheets, header=HEADER_ROW - 1, engine="openpyxl")
    return dict(frames)
