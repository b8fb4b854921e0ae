"""An earlier plan as a start, plans that stay close to it, and searches that repeat themselves."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
from five_towns import catalogue_case
from small_case import small_rows

from models.arrays import compute_arrays
from models.blocks import Choice
from models.repair import repaired
from models.rules import all_rows
from planner.plan import Plan
from planner.run import run
from planner.solving.earlier import read_earlier
from planner.solving.effort import Effort, gap_share
from planner.solving.search import search
from planner.tables.faults import Faults
from planner.tables.write import write_case_workbook
from planner.views.plan_workbook import write_plan

FINE = Effort(gap_share=0.01, seconds=120)


@pytest.fixture(scope="module")
def solved(tmp_path_factory: pytest.TempPathFactory) -> tuple[Plan, Path]:
    folder = tmp_path_factory.mktemp("earlier")
    case = catalogue_case(folder)
    plan = run(case, FINE, "central")
    return plan, write_plan(folder / "plan.xlsx", plan)


def same(one: Choice, other: Choice) -> bool:
    return np.array_equal(one.roadmap, other.roadmap) and np.array_equal(one.start, other.start)


def test_a_plan_is_read_back_as_its_decisions(solved: tuple[Plan, Path]) -> None:
    plan, path = solved
    earlier = read_earlier(path, plan.arrays)
    assert earlier.misfits == ()
    assert same(earlier.choice, plan.found.choice)
    started = plan.found.choice.start >= 0
    assert started.any()
    assert earlier.choice.scale[started] == pytest.approx(plan.found.choice.scale[started])


def test_decisions_that_are_no_longer_offered_are_told(solved: tuple[Plan, Path]) -> None:
    """Without its measures of one kind and without one town, the case offers the rest as before."""
    plan, path = solved
    case = plan.arrays.case
    t, c = (int(k) for k in np.argwhere(plan.found.choice.start >= 0)[0])
    gone = case.started[c].measure
    measures = tuple(replace(m, statuses=("nowhere",)) if m.measure == gone else m for m in case.measures)
    earlier = read_earlier(path, compute_arrays(replace(case, measures=measures)))
    assert any(f"{case.towns[t].town}: {gone}" in words for words in earlier.misfits)
    assert all(gone in words for words in earlier.misfits)


def test_a_file_that_is_no_plan_is_refused(solved: tuple[Plan, Path], tmp_path: Path) -> None:
    plan, _ = solved
    with pytest.raises(Faults, match="Town plans"):
        read_earlier(write_case_workbook(tmp_path / "case.xlsx", small_rows()), plan.arrays)


def test_a_search_that_starts_from_a_plan_is_no_worse(solved: tuple[Plan, Path]) -> None:
    plan, path = solved
    rows = all_rows(plan.arrays)
    again = search(plan.arrays, rows, replace(FINE, work=1), start=read_earlier(path, plan.arrays).choice)
    assert again.points >= plan.found.points * (1 - 1e-9)


def test_staying_close_keeps_decisions_that_a_free_search_changes(solved: tuple[Plan, Path]) -> None:
    """With a tenth less federal money some decisions must go; a high price of change keeps all that still fit."""
    plan, path = solved
    case = plan.arrays.case
    budgets = tuple(replace(row, amount_mrub=0.9 * row.amount_mrub if row.payer == "federal" else row.amount_mrub)
                    for row in case.budgets)  # fmt: skip
    arrays = compute_arrays(replace(case, budgets=budgets))
    rows, earlier = all_rows(arrays), read_earlier(path, arrays).choice
    close = search(arrays, rows, replace(FINE, stay_share=5.0), start=earlier)
    free = search(arrays, rows, FINE)
    begun = earlier.start >= 0

    def kept(choice: Choice) -> int:
        moved = choice.roadmap != earlier.roadmap
        return int(((choice.start == earlier.start) & begun & ~moved[:, None]).sum())

    assert kept(close.choice) >= kept(free.choice)
    assert kept(close.choice) >= 0.9 * begun.sum()
    assert close.bound >= close.points
    assert close.points <= free.bound * (1 + 1e-9)
    assert close.gap_share == pytest.approx(gap_share(close.points, close.bound))


def test_what_asks_for_too_much_is_repaired(solved: tuple[Plan, Path]) -> None:
    """With half of all money the old decisions do not fit; what is left of them does, and is some of them."""
    plan, _ = solved
    case = plan.arrays.case
    budgets = tuple(replace(row, amount_mrub=0.5 * row.amount_mrub) for row in case.budgets)
    arrays = compute_arrays(replace(case, budgets=budgets))
    fitting = repaired(arrays, all_rows(arrays), plan.found.choice)
    assert fitting is not None
    left, before = fitting.start >= 0, plan.found.choice.start >= 0
    assert 0 < left.sum() < before.sum()
    assert not (left & ~before).any()


def test_a_search_limited_by_work_repeats_itself(solved: tuple[Plan, Path]) -> None:
    plan, _ = solved
    rows = all_rows(plan.arrays)
    effort = Effort(gap_share=0.0, seconds=600, work=25)
    first, second = (search(plan.arrays, rows, effort) for _ in range(2))
    assert first.repeatable
    assert first.stopped_by in ("work", "gap", "finished")
    assert same(first.choice, second.choice)
    assert np.array_equal(first.choice.scale, second.choice.scale)
    assert np.array_equal(first.certificate.price, second.certificate.price)
    assert (first.points, first.bound) == (second.points, second.bound)


def test_a_search_cut_by_the_clock_says_so(solved: tuple[Plan, Path]) -> None:
    plan, _ = solved
    cut = search(plan.arrays, all_rows(plan.arrays), Effort(gap_share=0.0, seconds=1.2))
    assert not cut.repeatable or cut.gap_share <= 1e-9
