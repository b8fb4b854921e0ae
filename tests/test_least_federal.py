"""Verification refuses a plan that takes federal money where regional money lies idle."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest
from small_case import small_rows

import models.money as money
from models.arrays import Arrays
from models.blocks import Choice, spend_of
from models.diagnosis import Floats
from models.rules import Rows
from planner.run import run
from planner.solving.search import Effort
from planner.tables.read import read_case
from planner.tables.write import write_case_workbook
from planner.verifying.verify import verify_plan
from planner.views.plan_workbook import write_plan


def most_federal(arrays: Arrays, rows: Rows, choice: Choice) -> Floats:
    """All that the windows allow: right where the federal budget is far above need."""
    masters = rows.masters
    high = (masters.high[:, :, None] * spend_of(arrays, choice)).ravel()
    paid = masters.atom_of >= 0
    return np.bincount(masters.atom_of[paid], high[paid], masters.atoms)


@pytest.mark.parametrize("greedy", [False, True])
def test_idle_regional_money_is_used_first(greedy: bool, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    rows = small_rows()
    rows["Limits"] = []
    rows["Budgets"] = [dict(row) | {"amount_mrub": 10_000.0} for row in rows["Budgets"]]
    if greedy:
        monkeypatch.setattr(money, "least_federal", most_federal)
    plan = run(read_case([write_case_workbook(tmp_path / "case.xlsx", rows)]), Effort(), "central")
    verification = verify_plan(write_plan(tmp_path / "plan.xlsx", plan))
    assert plan.federal_spent_mrub > 0 or not greedy
    assert verification.holds is not greedy
    assert not greedy or any("less federal money" in fault.message for fault in verification.faults)
