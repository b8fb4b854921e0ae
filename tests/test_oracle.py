"""The product against the exhaustive oracle: on every seed both routes find the optimum, and the bound holds."""

from __future__ import annotations

import pytest
from oracle import Decisions, best_plan, broken_rules, evaluate
from random_cases import SEEDS, plain_case, random_case
from tiny import roadmaps_of, starts_of

import planner.solving.search as searching
from models import rules
from models.arrays import compute_arrays
from models.blocks import points_of
from models.money import split_money
from models.pricing import find_prices
from models.rules import all_rows
from planner.solving.effort import Effort, NoPlan
from planner.solving.search import search

EXACT = Effort(gap_share=0.0, seconds=60.0, threads=2)
ROUTES = {"whole": searching.WHOLE_OPTIONS, "decomposed": 0}
NEAR = 2e-6
"""Relative. The product leaves one rouble aside in every budget against the tolerance of the solver."""


@pytest.mark.parametrize("seed", SEEDS)
def test_both_routes_find_the_optimum_of_the_oracle(seed: int, monkeypatch: pytest.MonkeyPatch) -> None:
    case = random_case(seed)
    oracle = best_plan(case)
    arrays = compute_arrays(case)
    rows = all_rows(arrays)
    for whole_options in ROUTES.values():
        monkeypatch.setattr(searching, "WHOLE_OPTIONS", whole_options)
        if oracle is None:
            with pytest.raises(NoPlan):
                search(arrays, rows, EXACT)
            continue
        found = search(arrays, rows, EXACT)
        assert found.points == pytest.approx(oracle.objective, rel=NEAR, abs=1e-6)
        assert found.bound >= oracle.objective * (1 - 1e-9) - 1e-9
        assert found.certificate.bound >= oracle.objective * (1 - 1e-9) - 1e-9
        assert points_of(arrays, found.choice) == pytest.approx(found.points)
        split_money(arrays, rows, found.choice)
        decisions = Decisions(dict(roadmaps_of(arrays, found.choice)), dict(starts_of(arrays, found.choice)))
        assert evaluate(case, decisions) == pytest.approx(found.points)
        assert broken_rules(case, decisions) == []


def test_a_presolve_that_errs_is_not_believed() -> None:
    """HiGHS 1.16 calls this feasible case infeasible unless it is asked again without presolve."""
    case = plain_case(192)
    oracle = best_plan(case)
    assert oracle is not None
    arrays = compute_arrays(case)
    assert search(arrays, all_rows(arrays), EXACT).points == pytest.approx(oracle.objective, rel=NEAR)


def test_prices_meet_their_mixture() -> None:
    """Column generation ends where bound and mixture agree, which no bound can fall below."""
    met = 0
    for seed in range(60):
        arrays = compute_arrays(random_case(seed))
        prices = find_prices(arrays, all_rows(arrays), gap_share=1e-7)
        if not prices.clash:
            assert prices.bound == pytest.approx(prices.mixture.points, rel=1e-5, abs=1e-6)
            met += 1
    assert met > 30


def without(family: str) -> tuple[object, ...]:
    return tuple(f for f in rules.FAMILIES if f.__name__ != family)


@pytest.mark.parametrize("family", [f.__name__ for f in rules.FAMILIES])
def test_every_family_of_rows_is_needed(family: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """Without any one family some case has another optimum than the oracle's: none could be lost unseen."""
    monkeypatch.setattr(rules, "FAMILIES", without(family))
    for seed in SEEDS:
        case = random_case(seed)
        oracle = best_plan(case)
        arrays = compute_arrays(case)
        try:
            points = search(arrays, all_rows(arrays), EXACT).points
        except NoPlan:
            points = None
        if points is None or oracle is None:
            if (points is None) != (oracle is None):
                return
        elif points != pytest.approx(oracle.objective, rel=1e-4, abs=1e-6):
            return
    pytest.fail(f"no case misses {family}")
