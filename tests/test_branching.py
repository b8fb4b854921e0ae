"""Branches: they leave no plan out, their bounds hold, and a second computation in plain Python proves the same."""

from __future__ import annotations

from contextlib import suppress
from dataclasses import replace
from itertools import pairwise
from pathlib import Path

import openpyxl
import pytest
from oracle import best_plan
from random_cases import random_case

import planner.solving.search as searching
from models.arrays import Arrays, compute_arrays
from models.bound import bound_at, reply_at
from models.branching import Branching
from models.case import Case
from models.certificate import thinned
from models.mixing import Prices
from models.pairs import narrow_offer
from models.parts import Country
from models.pricing import find_prices
from models.proposals import own_coefficients
from models.rules import Rows, all_rows
from planner.plan import plan_of
from planner.solving.effort import Effort, NoPlan
from planner.solving.search import search
from planner.verifying.verify import verify_plan
from planner.views.plan_workbook import write_plan

SPLITS = 25


def branched(seed: int) -> tuple[Arrays, Rows, Prices, list[Branching]] | None:
    """A random case with its regions split a few times at its prices; None if it has no plan."""
    arrays = compute_arrays(random_case(seed))
    rows = all_rows(arrays)
    prices = find_prices(arrays, rows)
    if prices.clash:
        return None
    branchings = [Branching(part, None) for part in Country(arrays, rows).parts(prices.price)]
    for branching in branchings:
        for _ in range(SPLITS):
            if branching.gap > 0.0:
                branching.split(0.0)
    return arrays, rows, prices, branchings


@pytest.mark.parametrize("seed", range(60))
def test_the_bound_by_branches_is_a_bound_and_no_worse_than_that_of_prices(seed: int) -> None:
    found = branched(seed)
    oracle = best_plan(random_case(seed))
    if found is None or oracle is None:
        return
    arrays, rows, prices, branchings = found
    bound = Country(arrays, rows).bound(prices.price) + sum(branching.bound for branching in branchings)
    assert bound >= oracle.objective * (1 - 1e-9) - 1e-9
    assert bound <= prices.bound + 1e-6 * max(1.0, abs(prices.bound))


@pytest.mark.parametrize("seed", range(30))
def test_prices_of_a_branch_prove_what_it_is_said_to_be_bounded_by(seed: int) -> None:
    found = branched(seed)
    if found is None:
        return
    for branching in found[3]:
        part = branching.part
        for branch in branching.branches:
            left = branch.left(part.arrays)
            narrow = narrow_offer(part.arrays, left.menu_offered, left.offered)
            proved, _ = reply_at(narrow, part.rows, branch.price, left.forced)
            assert proved <= branch.bound or proved - branch.bound <= 1e-9 * max(1.0, abs(branch.bound))


def test_branching_often_closes_what_prices_leave_open() -> None:
    """Where the bound by prices is loose, branches that end tighten it; else the bound could as well be left alone."""
    tightened = 0
    for seed in range(60):
        found = branched(seed)
        if found is not None:
            arrays, rows, prices, branchings = found
            total = Country(arrays, rows).bound(prices.price) + sum(b.bound for b in branchings)
            tightened += total < prices.bound - 1e-3 * abs(prices.bound)
    assert tightened >= 5


def test_regions_without_branches_add_up_to_the_bound_by_prices() -> None:
    checked = 0
    for seed in range(40):
        arrays = compute_arrays(random_case(seed))
        rows = all_rows(arrays)
        prices = find_prices(arrays, rows)
        if not prices.clash:
            parts = Country(arrays, rows).parts(prices.price)
            total = Country(arrays, rows).bound(prices.price)
            total += sum(bound_at(part.arrays, part.rows, part.price)[0] for part in parts)
            assert total == pytest.approx(prices.bound, rel=1e-9, abs=1e-9)
            checked += 1
    assert checked > 20


@pytest.mark.parametrize("seed", range(30))
def test_every_decision_is_in_a_branch(seed: int) -> None:
    """Each roadmap and start that a town is offered stays open in some branch, and so does starting nothing."""
    found = branched(seed)
    if found is None:
        return
    for branching in found[3]:
        whole = branching.part.arrays
        lefts = [branch.left(whole) for branch in branching.branches]
        for t in range(len(branching.part.towns)):
            open_roadmaps = [left.menu_offered[t] for left in lefts]
            assert (sum(o.astype(int) for o in open_roadmaps) > 0).tolist() == whole.menu.offered[t].tolist()
            for p, m, s in zip(*whole.effects.offered[t].nonzero(), strict=True):
                assert any(left.offered[t, p, m, s] for left in lefts)
            for m in range(len(whole.sets.STARTED)):
                assert any(not left.forced[t, m] for left in lefts)


def readable_case(seed: int) -> Case:
    """A random case with what a workbook requires and the oracle does not need."""
    case = random_case(seed)
    measures = (replace(m, passage="Made up.", scale_low=m.scale_low or 0.01) for m in case.measures)
    coefficients = {key: replace(triple, source="Made up.") for key, triple in case.coefficients.items()}
    proposals = tuple(replace(row, source="Made up.") for row in case.proposals)
    for proposal in proposals:
        coefficients |= own_coefficients(proposal)
    return replace(case, measures=tuple(measures), coefficients=coefficients, proposals=proposals)


@pytest.fixture(scope="module")
def branched_plans(tmp_path_factory: pytest.TempPathFactory) -> list[Path]:
    """Plans of random cases whose certificates have branches."""
    folder = tmp_path_factory.mktemp("branched")
    plans = []
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(searching, "WHOLE_OPTIONS", 0)
        for seed in range(40):
            arrays = compute_arrays(readable_case(seed))
            rows = all_rows(arrays)
            effort = Effort(gap_share=0.001, seconds=20.0, threads=2)
            with suppress(NoPlan):
                found = search(arrays, rows, effort)
                if found.certificate.leaves:
                    path = folder / f"plan{seed} with {len(found.certificate.leaves)} branches.xlsx"
                    plans.append(write_plan(path, plan_of(arrays, rows, found, effort)))
    return plans


def test_the_second_computation_proves_the_same_branches(branched_plans: list[Path]) -> None:
    verified = 0
    for path in branched_plans:
        verification = verify_plan(path)
        assert verification.holds, (path.name, verification.faults[:3])
        verified += 1
    assert verified >= 8


def test_a_certificate_with_less_room_proves_less_and_none_what_its_prices_prove(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """Without any branches national rows and regions add up to the bound of the whole at the same prices."""
    monkeypatch.setattr(searching, "WHOLE_OPTIONS", 0)
    thinner = 0
    for seed in range(20):
        arrays = compute_arrays(random_case(seed))
        rows = all_rows(arrays)
        with suppress(NoPlan):
            certificate = search(arrays, rows, Effort(gap_share=0.001, seconds=20.0)).certificate
            size = sum(int((leaf.price > 0).sum()) for leaf in certificate.leaves)
            rooms = range(0, size + 1, max(1, size // 5))
            kept = [thinned(arrays, rows, certificate, room) for room in rooms]
            for room, less in zip(rooms, kept, strict=True):
                assert sum(int((leaf.price > 0).sum()) for leaf in less.leaves) <= room
            bounds = [less.bound for less in kept]
            assert bounds[0] == pytest.approx(bound_at(arrays, rows, certificate.price)[0], rel=1e-9)
            assert all(later <= sooner + 1e-9 * abs(sooner) for sooner, later in pairwise(bounds))
            assert thinned(arrays, rows, certificate, size) is certificate
            thinner += any(0 < len(less.leaves) < len(certificate.leaves) for less in kept)
    assert thinner >= 3


@pytest.fixture(scope="module")
def branched_plan(branched_plans: list[Path]) -> Path:
    """One of them with several branches, as values only, so that openpyxl can alter it."""
    for path in branched_plans:
        if verify_plan(path).holds and openpyxl.load_workbook(path)["Branches"].max_row > 6:
            book = openpyxl.load_workbook(path, data_only=True)
            book.save(path)
            assert verify_plan(path).holds
            return path
    pytest.fail("no plan with several branches verifies")


def altered(plan: Path, folder: Path, sheet: str, column: int, change: object) -> Path:
    """A copy of a plan with the first data cell of a column changed."""
    book = openpyxl.load_workbook(plan)
    cell = book[sheet].cell(4, column)
    assert callable(change)
    cell.value = change(cell.value)
    path = folder / "altered.xlsx"
    book.save(path)
    return path


@pytest.mark.parametrize(
    ("sheet", "column", "change"),
    [
        ("Branches", 1, lambda value: value + " more"),
        ("Branches", 2, lambda value: value + "?"),
        ("Branches", 3, lambda value: "never" if value != "never" else "must"),
        ("Branches", 4, lambda _: "nowhere"),
        ("Branches", 8, lambda value: value * 1.01 + 0.1),
        ("Branches", 8, lambda value: value * 0.99 - 0.1),
        ("Branch prices", 1, lambda value: value + " more"),
        ("Branch prices", 2, lambda value: value + "?"),
        ("Branch prices", 3, lambda value: value * 1.3),
        ("Branch prices", 3, lambda value: -value),
    ],
)
def test_an_altered_branch_is_refused(
    branched_plan: Path, tmp_path: Path, sheet: str, column: int, change: object
) -> None:
    verification = verify_plan(altered(branched_plan, tmp_path, sheet, column, change))
    assert not verification.holds
    assert any(sheet in str(fault) or "Fingerprints" in str(fault) for fault in verification.faults)


def test_a_branch_left_out_is_refused(branched_plan: Path, tmp_path: Path) -> None:
    book = openpyxl.load_workbook(branched_plan)
    name = book["Branches"].cell(4, 1).value
    for sheet in ("Branches", "Branch prices"):
        rows = [row[0].row for row in book[sheet].iter_rows(min_row=4) if row[0].value == name]
        for number in reversed(rows):
            assert number is not None
            book[sheet].delete_rows(number)
    path = tmp_path / "short.xlsx"
    book.save(path)
    verification = verify_plan(path)
    assert any("leave out plans" in str(fault) for fault in verification.faults), verification.faults
