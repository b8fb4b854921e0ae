"""The product against the exhaustive oracle: on every seed both routes find the optimum, and the bound holds."""

from __future__ import annotations

from dataclasses import replace
from time import monotonic

import pytest
from oracle import FAMILIES as ORACLE_FAMILIES
from oracle import Decisions, Oracle, best_plan, broken_rules, decided, evaluate, states_of
from random_cases import ALL_SEEDS, CLUSTER_SEEDS, FEDERAL_SEEDS, SEEDS, plain_case, random_case
from tiny import roadmaps_of, starts_of

import planner.solving.search as searching
from models import rules
from models.arrays import Arrays, compute_arrays
from models.blocks import points_of
from models.case import Case
from models.findings import as_found, as_stated
from models.instruments import state_name, states
from models.money import split_money
from models.pricing import find_prices
from models.rules import Rows, all_rows
from planner.solving.effort import Effort, Found, NoPlan
from planner.solving.search import search
from planner.solving.states import Contest, State

EXACT = Effort(gap_share=0.0, seconds=60.0, threads=2)
ROUTES = {"whole": searching.WHOLE_OPTIONS, "decomposed": 0}
OF_CLUSTERS = ("stepped", "gathered", "joined", "formed")
NEAR = 2e-6
"""Relative. The product leaves one rouble aside in every budget against the tolerance of the solver."""


@pytest.mark.parametrize("seed", ALL_SEEDS)
def test_both_routes_find_the_optimum_of_the_oracle(seed: int, monkeypatch: pytest.MonkeyPatch) -> None:
    """In every state of federal instruments, of which most cases have one; further states by each route in turn."""
    case = random_case(seed)
    assert [state_name(state) for state in states(case)] == states_of(case)
    routes = list(ROUTES.values())
    for number, state in enumerate(states(case)):
        arrays = compute_arrays(state)
        taken = routes if number == 0 else [routes[(seed + number) % len(routes)]]
        compare_with_oracle(decided(case, state_name(state)), arrays, all_rows(arrays), taken, monkeypatch)


def compare_with_oracle(
    case: Case, arrays: Arrays, rows: Rows, routes: list[int], monkeypatch: pytest.MonkeyPatch
) -> None:
    oracle = best_plan(case)
    for whole_options in routes:
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


UNDECIDED = [seed for seed in FEDERAL_SEEDS if len(states_of(random_case(seed))) > 1]


def contest(case: Case) -> Contest:
    """The states of a case, the most promising first, each searched in this process."""
    every = sorted((State(one, "central") for one in states(case)), key=lambda state: -state.prospect)
    return Contest(every, EXACT, lambda _: None, lambda: False, lambda _: None, monotonic() + 60.0)


def search_here(_: Contest, state: State, seconds: float, rival_points: float) -> Found:
    return search(state.arrays, state.rows, replace(EXACT, seconds=seconds, rival_points=rival_points))


@pytest.mark.parametrize("seed", UNDECIDED)
def test_the_search_over_states_finds_the_best_and_bounds_every_other(
    seed: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(Contest, "search", search_here)
    case = random_case(seed)
    oracle = best_plan(case)
    if oracle is None:
        with pytest.raises(NoPlan):
            contest(case).run()
        return
    state, found = contest(case).run()
    assert found.points == pytest.approx(oracle.objective, rel=NEAR, abs=1e-6)
    assert found.bound >= oracle.objective * (1 - 1e-9) - 1e-9
    assert sorted([state.name, *(other.state for other in found.others)]) == sorted(states_of(case))
    for other in found.others:
        best = best_plan(decided(case, other.state))
        assert best is None or other.bound >= best.objective * (1 - 1e-9) - 1e-9
        assert found.bound >= other.bound


def test_towns_are_as_findings_have_them() -> None:
    """What the reader makes of rows of Towns and Findings is what the random cases have, and the way back is open."""
    changed = 0
    for seed in FEDERAL_SEEDS:
        case = random_case(seed)
        stated = tuple(as_stated(town) for town in case.towns)
        assert as_found(stated, case.findings) == case.towns
        changed += stated != case.towns
    assert changed >= 10


@pytest.mark.parametrize("block", [SEEDS[:60], CLUSTER_SEEDS, FEDERAL_SEEDS])
def test_prices_meet_their_mixture(block: range) -> None:
    """Column generation ends where bound and mixture agree, which no bound can fall below."""
    met = 0
    for seed in block:
        arrays = compute_arrays(states(random_case(seed))[0])
        prices = find_prices(arrays, all_rows(arrays), gap_share=1e-7)
        if not prices.clash:
            assert prices.bound == pytest.approx(prices.mixture.points, rel=1e-5, abs=1e-6)
            met += 1
    assert met > 30


def test_a_presolve_that_errs_is_not_believed() -> None:
    """HiGHS 1.16 calls this feasible case infeasible unless it is asked again without presolve."""
    case = plain_case(192)
    oracle = best_plan(case)
    assert oracle is not None
    arrays = compute_arrays(case)
    assert search(arrays, all_rows(arrays), EXACT).points == pytest.approx(oracle.objective, rel=NEAR)


def without(family: str) -> tuple[object, ...]:
    return tuple(f for f in rules.FAMILIES if f.__name__ != family)


@pytest.mark.parametrize("family", [f.__name__ for f in rules.FAMILIES])
def test_every_family_of_rows_is_needed(family: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """Without any one family some case has another optimum than the oracle's: none could be lost unseen."""
    for seed in CLUSTER_SEEDS if family in OF_CLUSTERS else SEEDS:
        case = random_case(seed)
        oracle, arrays = best_plan(case), compute_arrays(case)
        if may_be_decided_by(family, case, arrays, oracle):
            with monkeypatch.context() as without_it:
                without_it.setattr(rules, "FAMILIES", without(family))
                if misses(arrays, oracle):
                    return
    pytest.fail(f"no case misses {family}")


def may_be_decided_by(family: str, case: Case, arrays: Arrays, oracle: Oracle | None) -> bool:
    """Whether the case has such rows, and the oracle, where it knows the family, another plan without it."""
    if family not in all_rows(arrays).families:
        return False
    if family not in ORACLE_FAMILIES:
        return True
    freer = best_plan(case, without={family})
    return oracle is None or freer is None or freer.objective > oracle.objective * (1 + 1e-4)


def misses(arrays: Arrays, oracle: Oracle | None) -> bool:
    """Whether the search finds another optimum than the oracle."""
    try:
        points = search(arrays, all_rows(arrays), EXACT).points
    except NoPlan:
        return oracle is not None
    return oracle is None or points != pytest.approx(oracle.objective, rel=1e-4, abs=1e-6)
