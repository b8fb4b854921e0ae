"""Limits on the number of projects: counted by hand, against the oracle, and in the second computation."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import openpyxl
import pytest
from oracle import best_plan
from random_cases import CLUSTER_SEEDS, random_case
from test_branching import readable_case
from tiny import limit, opening, solve, started, tiny_case

from models.arrays import compute_arrays
from models.case import RoadmapStep
from models.rules import all_rows
from planner.plan import plan_of
from planner.solving.effort import Effort
from planner.solving.search import search
from planner.verifying.verify import verify_plan
from planner.views.plan_workbook import write_plan

NEAR = 2e-6
COUNTED = [seed for seed in CLUSTER_SEEDS if any(row.unit == "count" for row in random_case(seed).limits)]
PIECES = (started("best", jobs=5.0), started("good", jobs=4.0), started("fair", jobs=3.0))
FEW = limit("few", unit="count", ceiling=2.0)


def test_the_best_projects_are_those_that_are_begun() -> None:
    # 5, 4 and 3 points; two projects; or one in 2021 and the money of 2022 for another; or one kind of them alone.
    assert solve(tiny_case(*PIECES, federal=(9.0, 0.0))).points == pytest.approx(12.0, rel=NEAR)
    assert solve(tiny_case(*PIECES, federal=(9.0, 0.0), limits=[FEW])).points == pytest.approx(9.0, rel=NEAR)
    first = replace(FEW, year=2021, ceiling=1.0)
    assert solve(tiny_case(*PIECES, federal=(9.0, 1.0), limits=[first])).points == pytest.approx(9.0, rel=NEAR)
    none_of_best = replace(FEW, measure="best", ceiling=0.0)
    assert solve(tiny_case(*PIECES, federal=(9.0, 1.0), limits=[none_of_best])).points == pytest.approx(7.0, rel=NEAR)


def test_teams_of_experts_are_counted_by_their_years_of_work() -> None:
    """A team for half a year opens a town for works that give nothing while the mind is locked."""
    team = opening("team", coefficients={("opening", "mind"): 2.0})
    works = started("works", jobs=8.0, coefficients={("sensitivity", "mind"): 1.0})
    case = tiny_case(
        team, works, federal=(9.0, 9.0), lock_in_today={"A": 1.0},
        steps=(RoadmapStep("crisis", "", "team", 0.5, 1, 1),),
    )  # fmt: skip
    # Opened in 2021 by 2 * 0.5, so that works of 2022 give all of their 8 points; without the team nothing.
    assert solve(case).points == pytest.approx(8.0, rel=NEAR)
    half, less = (replace(FEW, measure="team", year=2021, ceiling=most) for most in (0.5, 0.49))
    assert solve(replace(case, limits=(half,))).points == pytest.approx(8.0, rel=NEAR)
    assert solve(replace(case, limits=(less,))).points == pytest.approx(0.0, abs=1e-6)


def test_counts_decide_some_of_the_random_cases() -> None:
    """That all of them have the optimum of the oracle is tested in ``test_oracle``."""
    decided = 0
    for seed in COUNTED:
        case = random_case(seed)
        best, free = (
            best_plan(case),
            best_plan(replace(case, limits=tuple(row for row in case.limits if row.unit != "count"))),
        )
        decided += (best is None) != (free is None) or (
            best is not None and free is not None and free.objective > best.objective + 1e-6
        )
    assert decided > 6


def test_the_second_computation_counts_projects(tmp_path: Path) -> None:
    """Rows, bound and plan of cases with a count agree; under a lower ceiling the same plan breaks it."""
    verified = broken = 0
    for seed in COUNTED[:25]:
        case = readable_case(seed)
        if best_plan(case) is None:
            continue
        arrays = compute_arrays(case)
        rows, effort = all_rows(arrays), Effort(gap_share=0.0, seconds=20.0, threads=0)
        found = search(arrays, rows, effort)
        path = write_plan(tmp_path / f"plan{seed}.xlsx", plan_of(arrays, rows, found, effort))
        assert verify_plan(path).holds, verify_plan(path).faults[:3]
        verified += 1
        book = openpyxl.load_workbook(path, data_only=True)
        sheet = book["Limits"]
        cell = next(row[11] for row in sheet.iter_rows() if row[0].value == "projects")
        assert sheet.cell(3, cell.column).value == "ceiling"
        cell.value = 0.01
        book.save(path)
        broken += any(
            "projects are begun under the limit projects" in fault.message for fault in verify_plan(path).faults
        )
    assert verified > 10
    # The others begin nothing in the scope of their limit.
    assert broken > 5
