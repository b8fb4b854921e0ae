"""A plan read back as pandas tables."""

from __future__ import annotations

from pathlib import Path

import pytest
from small_case import small_rows

from models.case import CATEGORIES
from planner.run import run
from planner.solving.search import Effort
from planner.tables.read import read_case
from planner.tables.write import write_case_workbook
from planner.views.frames import plan_frames
from planner.views.plan_workbook import write_plan


def test_frames_add_up_as_the_sheets_do(tmp_path: Path) -> None:
    case = write_case_workbook(tmp_path / "case.xlsx", small_rows())
    plan = run(read_case([case]), Effort(), "central")
    frames = plan_frames(write_plan(tmp_path / "plan.xlsx", plan))
    paid = frames["Funded"].pivot_table(index="town", columns="category", values="total_rub", aggfunc="sum") / 1e6
    allocated = frames["Allocation"].set_index("town")
    assert paid.sum().sum() > 0
    for category in CATEGORIES:
        if category in paid:
            for town, mrub in paid[category].dropna().items():
                assert allocated.loc[town, category] == pytest.approx(mrub)
    years = frames["Years"]
    assert years["spent_rub"].sum() == pytest.approx(frames["Funded"]["total_rub"].sum())
