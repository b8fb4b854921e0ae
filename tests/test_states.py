"""States of federal instruments: each is a case of its own, the best of them is found, and all are bounded."""

from __future__ import annotations

from dataclasses import replace
from time import monotonic

import numpy as np
import pytest
from tiny import limit, started, tiny_case

from models.arrays import compute_arrays
from models.case import FEDERAL, Budget, Case, Instrument
from models.instruments import decided, help_of, save_of, state_name, states, yearly_cost_mrub
from planner.solving.effort import Effort, Found, NoPlan
from planner.solving.standing import Leader
from planner.solving.states import Contest, State, search_states

EXACT = Effort(gap_share=0.0, seconds=60.0, threads=0)
NEAR = 2e-6


def with_instruments(case: Case, *instruments: Instrument) -> Case:
    return replace(case, instruments=instruments)


def agency(decision: str = "choose", first_year: int = 2021, name: str = "agency") -> Instrument:
    return Instrument(name, name, decision, first_year)


def best(case: Case) -> tuple[str, Found]:
    state, found = search_states(case, EXACT, "central", lambda _: None, lambda: False, lambda _: None,
                                 monotonic() + 60.0)  # fmt: skip
    return state.name, found


def three_works(**coefficients: float) -> Case:
    """Works of 1 mrub and 4, 3 and 2 points, money for them in 2021 alone; the Agency helps all of them."""
    numbers = {("instrument_cost", "agency", ""): coefficients.pop("cost")}
    numbers |= {(f"instrument_{does}", m, "agency"): share for does, share in coefficients.items() for m in "abc"}
    pieces = (started("a", jobs=4.0), started("b", jobs=3.0), started("c", jobs=2.0))
    return with_instruments(tiny_case(*pieces, federal=(3.0, 0.0), coefficients=numbers), agency())


def without_cost_in_2022(case: Case) -> Case:
    """Money for the Agency in 2022, where nothing else is to be had."""
    budgets = tuple(replace(b, amount_mrub=1.0) if b.year == 2022 and b.payer == FEDERAL else b for b in case.budgets)
    return replace(case, budgets=budgets)


def test_states_are_all_combinations_of_what_is_to_be_chosen() -> None:
    case = with_instruments(tiny_case(started("a")), agency(), agency("yes", name="fixed"), agency(name="eco"))
    assert [state_name(s) for s in states(case)] == ["agency+fixed+eco", "agency+fixed", "fixed+eco", "fixed"]
    assert [state_name(s) for s in states(tiny_case(started("a")))] == ["-"]


def test_money_and_limits_of_an_instrument_stand_only_where_it_runs() -> None:
    case = with_instruments(tiny_case(started("a")), agency())
    case = replace(
        case,
        budgets=(*case.budgets, Budget(FEDERAL, 2021, 5.0, "agency")),
        limits=(limit("always"), limit("with it", instrument="agency")),
    )
    yes, no = decided(case, ("yes",)), decided(case, ("no",))
    assert len(yes.budgets) == len(no.budgets) + 1
    assert [[row.limit for row in one.limits] for one in (yes, no)] == [["always", "with it"], ["always"]]


def test_multipliers_begin_in_the_first_year_and_multiply() -> None:
    numbers = {
        ("instrument_effect", "a", "one"): 0.5, ("instrument_effect", "a", "two"): 0.2,
        ("instrument_cut", "a", "one"): 0.5, ("instrument_cut", "a", "two"): 0.2,
        ("instrument_cost", "one", ""): 3.0, ("instrument_cost", "two", ""): 4.0,
    }  # fmt: skip
    case = tiny_case(started("a"), coefficients=numbers)
    case = with_instruments(case, agency("yes", 2021, "one"), agency("yes", 2022, "two"), agency("no", 2021, "three"))
    assert help_of(case, "a", "central") == pytest.approx([1.5, 1.5 * 1.2])
    assert save_of(case, "a", "central") == pytest.approx([0.5, 0.5 * 0.8])
    assert yearly_cost_mrub(case, "central") == pytest.approx([3.0, 7.0])


def test_what_is_not_decided_is_refused() -> None:
    with pytest.raises(ValueError, match="agency"):
        compute_arrays(with_instruments(tiny_case(started("a")), agency()))


@pytest.mark.parametrize(
    ("cost", "effect", "state", "points"),
    [
        # 4 + 3 points for 2 mrub with half more each, or 9 points for 3 mrub without.
        (1.0, 0.5, "agency", 10.5),
        # 7 * 1.25 is less than 9.
        (1.0, 0.25, "-", 9.0),
        # Two thirds of the money gone: 4 * 2 points.
        (2.0, 1.0, "-", 9.0),
        (0.0, 0.01, "agency", 9.09),
    ],
)
def test_the_better_state_is_found(cost: float, effect: float, state: str, points: float) -> None:
    name, found = best(without_cost_in_2022(three_works(cost=cost, effect=effect)) if cost <= 1.0
                       else three_works(cost=cost, effect=effect))  # fmt: skip
    assert name == state
    assert found.points == pytest.approx(points, rel=NEAR)


def test_cheaper_works_make_room_for_more() -> None:
    """1.5 mrub beside the Agency pay for three works at half cost; 2 mrub without it for two whole ones."""
    money = {2021: 2.0, 2022: 0.5}
    case = three_works(cost=0.5, cut=0.5)
    federal = (replace(b, amount_mrub=money[b.year]) if b.payer == FEDERAL else b for b in case.budgets)
    name, found = best(replace(case, budgets=tuple(federal)))
    assert (name, found.points) == ("agency", pytest.approx(9.0, rel=NEAR))


@pytest.mark.parametrize(("cost", "effect"), [(1.0, 0.5), (1.0, 0.25), (0.0, 0.01), (3.0, 5.0)])
def test_every_other_state_is_bounded_by_prices_that_prove_it(cost: float, effect: float) -> None:
    case = without_cost_in_2022(three_works(cost=cost, effect=effect)) if cost <= 1.0 else three_works(cost=cost,
                                effect=effect)  # fmt: skip
    name, found = best(case)
    assert {name, *(other.state for other in found.others)} == {"agency", "-"}
    for other in found.others:
        state = next(State(s, "central") for s in states(case) if state_name(s) == other.state)
        known = dict(other.prices)
        price = np.array([known.get(row, 0.0) for row in state.rows.names])
        assert state.bound_at(price) == pytest.approx(other.bound, rel=1e-12)
        try:
            alone = best(decided(case, ("yes" if other.state == "agency" else "no",)))[1].points
        except NoPlan:
            alone = -np.inf
        assert other.bound >= alone - 1e-6
        assert other.bound <= found.bound
    assert found.certified_bound >= found.points


def test_a_state_that_cannot_be_paid_is_ruled_out_by_prices() -> None:
    """4 mrub a year for an Agency of a country with 3: only the other state has a plan."""
    name, found = best(three_works(cost=4.0, effect=9.0))
    assert (name, found.points) == ("-", pytest.approx(9.0, rel=NEAR))
    assert found.others[0].bound < found.points


def test_a_rival_is_enough_where_no_plan_can_be_better_by_more_than_the_gap() -> None:
    """The bound is the plan's 10 points and a tenth: enough for a gap of a tenth, or beside a rival of 11 points."""
    state = State(states(three_works(cost=0.0, effect=0.01))[0], "central")

    def leader(points: float, rival_points: float) -> Leader:
        return Leader(state.arrays, state.rows, lambda _: None, lambda _: None, lambda: 0.0, rival_points, None, points)

    assert leader(10.0, -np.inf).proved_enough(11.0, 0.1)
    assert not leader(10.0, -np.inf).proved_enough(11.0, 0.09)
    assert leader(10.0, 11.0).proved_enough(11.0, 0.0)
    assert not leader(-np.inf, -np.inf).proved_enough(11.0, 1.0)


def test_no_state_with_a_plan_is_no_plan() -> None:
    case = three_works(cost=4.0, effect=9.0)
    with pytest.raises(NoPlan):
        best(replace(case, limits=(limit("too much", floor=100.0),)))


def test_a_state_left_in_question_is_searched() -> None:
    """Even where the least promising state comes first, the best one is found in the end."""
    case = without_cost_in_2022(three_works(cost=1.0, effect=0.5))
    every = [State(one, "central") for one in reversed(states(case))]
    contest = Contest(every, EXACT, lambda _: None, lambda: False, lambda _: None, monotonic() + 60.0)
    state, found = contest.run()
    assert (state.name, found.points) == ("agency", pytest.approx(10.5, rel=NEAR))
    assert [other.state for other in found.others] == ["-"]
