"""States that were not chosen, bounded by branches: what a plan says of them is proved a second time, or refused."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import suppress
from pathlib import Path
from time import monotonic

import openpyxl
import pytest
from random_cases import FEDERAL_SEEDS
from test_branching import readable_case

import planner.solving.search as searching
from models.instruments import states
from planner.plan import plan_of
from planner.solving.effort import Effort, NoPlan
from planner.solving.states import Contest, State
from planner.tables.faults import Faults
from planner.tables.plan_layout import PLAN_SHEET_BY_NAME
from planner.tables.read import read_case
from planner.verifying.verify import verify_plan
from planner.views.plan_workbook import write_plan

EFFORT = Effort(gap_share=0.0, seconds=20.0, threads=2)
FIRST_ROW = 4


@pytest.fixture(scope="module")
def plans(tmp_path_factory: pytest.TempPathFactory) -> list[Path]:
    """Plans of random cases in which a state was searched, split into branches, and not chosen."""
    folder, made = tmp_path_factory.mktemp("states"), []
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(searching, "WHOLE_OPTIONS", 0)
        for seed in FEDERAL_SEEDS:
            case = readable_case(seed)
            # The least promising first, so that others are left in question.
            every = [State(one, "central") for one in reversed(states(case))]
            if len(every) < 2:
                continue
            contest = Contest(every, EFFORT, lambda _: None, lambda: False, lambda _: None, monotonic() + 60.0)
            try:
                state, found = contest.run()
            except NoPlan:
                continue
            if any(other.leaves for other in found.others):
                path = folder / f"plan{seed}.xlsx"
                write_plan(path, plan_of(state.arrays, state.rows, found, EFFORT, case))
                # Some random cases have what the reader does not take.
                with suppress(Faults):
                    read_case([path])
                    made.append(path)
    return made


def test_branches_of_other_states_are_proved_a_second_time(plans: list[Path]) -> None:
    for path in plans:
        verification = verify_plan(path)
        assert verification.holds, (path.name, verification.faults[:3])
    assert len(plans) >= 2


@pytest.fixture(scope="module")
def plan(plans: list[Path]) -> tuple[Path, int]:
    """One of them as values only, and the first row of Branches that is of another state and may hold a plan."""
    for path in plans:
        book = openpyxl.load_workbook(path, data_only=True)
        chosen = next(row[1].value for row in book["Summary"].iter_rows() if row[0].value == "state")
        there = [row[0].row for row in book["Branches"].iter_rows(min_row=FIRST_ROW)
                 if row[column("Branches", "state") - 1].value not in (chosen, None)
                 and row[column("Branches", "bound_points") - 1].value > 0]  # fmt: skip
        book.save(path)
        if there and there[0] is not None and verify_plan(path).holds:
            return path, there[0]
    pytest.fail("no plan has branches of another state")


def column(sheet: str, name: str) -> int:
    return [one.name for one in PLAN_SHEET_BY_NAME[sheet].columns].index(name) + 1


@pytest.mark.parametrize(
    ("name", "change", "word"),
    [
        ("state", lambda value: f"{value}?", "it is no state of this case"),
        ("bound_points", lambda _: -1e6, "the prices prove no less than"),
        ("town", lambda value: f"{value}?", "makes no condition of this case"),
        ("question", lambda _: "perhaps", "makes no condition of this case"),
    ],
)
def test_an_altered_branch_of_another_state_is_refused(
    plan: tuple[Path, int], tmp_path: Path, name: str, change: Callable[[object], object], word: str
) -> None:
    path, row = plan
    book = openpyxl.load_workbook(path)
    cell = book["Branches"].cell(row, column("Branches", name))
    cell.value = change(cell.value)  # type: ignore[assignment]
    altered = tmp_path / "altered.xlsx"
    book.save(altered)
    verification = verify_plan(altered)
    assert any(word in str(fault) for fault in verification.faults), verification.faults


def test_a_branch_of_two_states_is_refused(plan: tuple[Path, int], tmp_path: Path) -> None:
    path, row = plan
    book = openpyxl.load_workbook(path)
    sheet = book["Branches"]
    sheet.cell(row, column("Branches", "branch")).value = sheet.cell(FIRST_ROW, column("Branches", "branch")).value
    altered = tmp_path / "altered.xlsx"
    book.save(altered)
    faults = [str(fault) for fault in verify_plan(altered).faults]
    assert any("the branch began in the state" in fault for fault in faults) == (row != FIRST_ROW), faults
