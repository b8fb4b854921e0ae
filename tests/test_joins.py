"""What joins towns: trade of products and what follows a pilot, in cases counted by hand and against the oracle.

In the tiny cases a unit costs a million and gives its ``jobs`` in points, and plans are searched for in both ways: the
whole model at once, and prices with regions one by one. That all random cases have the optimum of the oracle in both
ways is tested in ``test_oracle``.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace
from functools import cache

import pytest
from oracle import Decisions, Oracle, best_plan, evaluate
from random_cases import SEEDS, priced_cases, random_case
from tiny import EXACT, Solved, limit, roadmaps_of, solve, started, starts_of, tiny_case, town

import planner.solving.search as searching
from models.arrays import Arrays, compute_arrays
from models.blocks import Choice, points_of, traded_of, worth_of
from models.case import Case, Lock, Score, Triple
from models.mix import build_model
from models.options import all_options
from models.pricing import find_prices
from models.rules import all_rows
from planner.solving.effort import NoPlan
from planner.solving.handover import Handover
from planner.solving.search import search

NEAR = 2e-6
"""Relative. The product leaves one rouble aside in every budget against the tolerance of the solver."""
TRADING = [seed for seed in SEEDS if random_case(seed).products]
ROLLING_OUT = [seed for seed in SEEDS if random_case(seed).settings.similar_within_share is not None]
JOINED = sorted({*TRADING, *ROLLING_OUT})
"""Seeds whose case has products, roll-out, or either."""


@pytest.fixture(params=["whole", "decomposed"])
def route(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> str:
    """How plans are searched for."""
    if request.param == "decomposed":
        monkeypatch.setattr(searching, "WHOLE_OPTIONS", 0)
    return str(request.param)


both_routes = pytest.mark.usefixtures("route")


# Two small countries


def network(towns: str = "AB", *, trade: float = 4.0, supplies: float = 1.0, uses: float = 1.0) -> Case:
    """2 million in 2021. A starts a plant, which supplies heat in 2022, or other works; B an estate, which uses heat.

    The plant gives 1 point, other works 3, the estate 2, and a unit of heat traded 4.
    """
    own = {"A": "crisis", "B": "stable"}
    return tiny_case(
        started("plant", jobs=1.0, statuses=("crisis",), coefficients={("supplies", "heat"): supplies}),
        started("other", jobs=3.0, statuses=("crisis",)),
        started("estate", jobs=2.0, statuses=("stable",), coefficients={("uses", "heat"): uses}),
        towns=[town(name, status=own[name]) for name in towns],
        federal=(2.0, 0.0),
        # One million for each town in 2021: A has to choose.
        limits=[limit("each", for_each="town", ceiling=1.0)],
        products=["heat"],
        coefficients={("trade", "heat", "jobs"): trade},
    )


def pilot(towns: str = "AB", within: float | None = 0.25, *, rollout: float = 0.5, habit: float = 0.0) -> Case:
    """2 million in 2021, 10 in 2022; works of 1 to 10 units, a point each. B may not start in 2021.

    ``habit`` is the score of A, as a share, which nothing but the likeness of the towns hangs on.
    """
    return tiny_case(
        started("works", scale_high=10.0, coefficients={("rollout", ""): rollout}),
        towns=[town(name) for name in towns],
        federal=(2.0, 10.0),
        settings={"similar_within_share": within},
        lock_in_today={"A": habit},
        locks=[Lock("B", "works", "must_not", 2021, None)] if "B" in towns else [],
    )


def started_in(solved: Solved, name: str) -> dict[str, tuple[int, float]]:
    """What a town starts: year and scale by measure, as far as it is more than nothing."""
    return {m: start for (t, m), start in solved.start.items() if t == name and start[1] > 0}


# What a second town changes


@both_routes
def test_a_buyer_in_a_second_town_changes_what_is_best_for_the_first() -> None:
    # Alone: other works, 3 points. With B: plant, estate and a unit traded, 1 + 2 + 4, against 3 + 2.
    alone, both = solve(network("A")), solve(network())
    assert alone.points == pytest.approx(3.0, rel=NEAR)
    assert started_in(alone, "A").keys() == {"other"}
    assert both.points == pytest.approx(7.0, rel=NEAR)
    assert started_in(both, "A").keys() == {"plant"}
    assert started_in(both, "B").keys() == {"estate"}


@both_routes
def test_a_follower_in_a_second_town_changes_what_is_best_for_the_first() -> None:
    # Alone, A waits for the 10 million of 2022. With B it goes first, and B's 10 units give 1.5 points each.
    alone, both = solve(pilot("A")), solve(pilot())
    assert alone.points == pytest.approx(10.0, rel=NEAR)
    assert started_in(alone, "A") == {"works": (2022, pytest.approx(10.0, rel=NEAR))}
    assert both.points == pytest.approx(17.0, rel=NEAR)
    assert started_in(both, "A") == {"works": (2021, pytest.approx(2.0, rel=NEAR))}
    assert started_in(both, "B") == {"works": (2022, pytest.approx(10.0, rel=NEAR))}


@both_routes
@pytest.mark.parametrize(
    ("case", "expected"),
    [
        (network(trade=0.0), 5.0),
        (network(supplies=0.0), 5.0),
        (network(uses=0.0), 5.0),
        (replace(network(), products=()), 5.0),
        # A unit traded must be worth more than the 2 points that a plant is behind other works.
        (network(trade=1.9), 5.0),
        (network(trade=2.1), 5.1),
        # Half a unit is supplied, or used: half is traded.
        (network(trade=8.0, supplies=0.5), 7.0),
        (network(trade=8.0, uses=0.5), 7.0),
    ],
)
def test_trade_needs_both_sides_and_worth(case: Case, expected: float) -> None:
    assert solve(case).points == pytest.approx(expected, rel=NEAR)


@both_routes
@pytest.mark.parametrize(
    ("case", "expected"),
    [
        (pilot(within=None), 12.0),
        (pilot(rollout=0.0), 12.0),
        # A quarter of the scale apart is within a quarter, more is not.
        (pilot(habit=0.25), 17.0),
        (pilot(habit=0.5), 12.0),
        (pilot(habit=0.5, within=0.5), 17.0),
        # A town's own word does not make it another kind of town.
        (replace(pilot(), scores=(Score("A", "habit", 4.0, "self"),)), 17.0),
    ],
)
def test_following_needs_a_setting_an_effect_and_a_likeness(case: Case, expected: float) -> None:
    assert solve(case).points == pytest.approx(expected, rel=NEAR)


CASES: Mapping[str, Callable[[], Case]] = {
    "network": network,
    "network without trade": lambda: network(trade=0.0),
    "network of half a unit": lambda: network(trade=8.0, uses=0.5),
    "buyer alone": lambda: network("B"),
    "pilot": pilot,
    "pilot of three towns": lambda: pilot("ABC"),
    "pilot without a follower": lambda: pilot("A"),
    "pilot of another kind": lambda: pilot(habit=1.0),
}


@both_routes
@pytest.mark.parametrize("name", CASES)
def test_small_countries_against_every_combination_of_decisions(name: str) -> None:
    case = CASES[name]()
    oracle = best_plan(case, prune=False)
    assert oracle is not None
    assert solve(case).points == pytest.approx(oracle.objective, rel=NEAR)


# Rows and variables


def test_rows_and_variables_have_the_names_of_the_model_page() -> None:
    arrays = compute_arrays(network())
    rows = all_rows(arrays)
    # The plant and the estate serve one year after their works, in 2021 or 2022.
    assert [name for name in rows.masters.names if name.startswith("trade")] == ["trade[heat,2022]", "trade[heat,2023]"]
    assert {name for name in rows.names if "heat" in name} == {
        f"{side}[heat,{year}]" for side in ("supplied", "bought") for year in (2022, 2023)
    }
    arrays = compute_arrays(pilot())
    rows = all_rows(arrays)
    assert [name for name in rows.masters.names if name.startswith("follow")] == ["follow[works,A,2022]"]
    assert {"follows[works,A,2022]", "piloted[works,A,2022]"} <= set(rows.names)


@pytest.mark.parametrize("name", CASES)
def test_the_whole_model_counts_what_joins_towns(name: str) -> None:
    """The optimum of the model as it is written, before scales are found anew."""
    case = CASES[name]()
    oracle = best_plan(case)
    assert oracle is not None
    arrays = compute_arrays(case)
    model = build_model(arrays, all_rows(arrays), all_options(arrays))
    solution = Handover(model, arrays).solve(seconds=30.0, gap_share=0.0, threads=0)
    assert solution.choice is not None
    assert solution.bound == pytest.approx(oracle.objective, rel=NEAR)
    assert points_of(arrays, solution.choice) == pytest.approx(oracle.objective, rel=NEAR)


# The random cases


@cache
def oracle_of(seed: int) -> Oracle | None:
    return best_plan(random_case(seed))


def found_in(case: Case) -> tuple[Arrays, Choice] | None:
    arrays = compute_arrays(case)
    try:
        return arrays, search(arrays, all_rows(arrays), EXACT).choice
    except NoPlan:
        return None


def sides_of(case: Case, solved: Solved, product: str, year: int) -> tuple[float, float]:
    """What is supplied and what is bought of a product in a calendar year, counted start by start."""
    measures = {m.measure: m for m in case.measures}
    supply = demand = 0.0
    for (_, m), (start, scale) in solved.start.items():
        done = start + measures[m].duration_years
        if done <= year < done + measures[m].life_years:
            supply += scale * case.value("supplies", m, product, "central", 0.0)
            demand += scale * case.value("uses", m, product, "central", 0.0)
        if start <= year < done:
            demand += scale * case.value("buys", m, product, "central", 0.0) / measures[m].duration_years
    return supply, demand


def test_enough_random_cases_trade_and_follow() -> None:
    assert min(len(TRADING), len(ROLLING_OUT)) >= 0.25 * len(SEEDS)
    plans = [plan for seed in JOINED if (plan := oracle_of(seed)) is not None]
    assert sum(bool(plan.trade) for plan in plans) >= 20
    assert sum(bool(plan.follow) for plan in plans) >= 8


@pytest.mark.parametrize("seed", TRADING)
def test_no_plan_trades_more_than_either_side(seed: int) -> None:
    case = random_case(seed)
    found = found_in(case)
    if found is None:
        assert oracle_of(seed) is None
        return
    arrays, choice = found
    decisions = Decisions(dict(roadmaps_of(arrays, choice)), dict(starts_of(arrays, choice)))
    assert points_of(arrays, choice) == pytest.approx(evaluate(case, decisions), rel=1e-9)
    solved = Solved(0.0, 0.0, roadmaps_of(arrays, choice), starts_of(arrays, choice))
    traded = {
        (case.products[trade.product].product, trade.year): units
        for trade, units in zip(arrays.joins.trades, traded_of(arrays, choice).tolist(), strict=True)
    }
    for product in case.products:
        for u in range(case.settings.evaluation_years):
            year = case.settings.first_year + u
            units = traded.get((product.product, year), 0.0)
            assert units == pytest.approx(min(sides_of(case, solved, product.product, year)), rel=1e-9, abs=1e-9)


@pytest.mark.parametrize("seed", JOINED)
def test_the_bound_holds_with_trade_and_following(seed: int) -> None:
    oracle = oracle_of(seed)
    if oracle is None:
        return
    arrays = compute_arrays(random_case(seed))
    assert find_prices(arrays, all_rows(arrays)).bound >= oracle.objective * (1 - 1e-9) - 1e-9


def without_joins(case: Case) -> Case:
    """The case in which nothing traded is worth anything and no towns are similar."""
    nothing = {key: Triple(0.0, 0.0, 0.0) for key in case.coefficients if key[0] == "trade"}
    settings = replace(case.settings, similar_within_share=None)
    return replace(case, settings=settings, coefficients={**case.coefficients, **nothing})


def test_without_worth_and_likeness_nothing_that_joins_towns_is_gained() -> None:
    """Taken away, what joins towns leaves an optimum that is never better, and worse in many cases."""
    worse, tried = 0, JOINED[:50]
    for seed in tried:
        found = found_in(without_joins(random_case(seed)))
        oracle = oracle_of(seed)
        assert (found is None) == (oracle is None)
        if found is None or oracle is None:
            continue
        arrays, choice = found
        points = points_of(arrays, choice)
        assert points == pytest.approx(worth_of(arrays, choice).sum(), rel=1e-12)
        assert points <= oracle.objective * (1 + 1e-7) + 1e-7
        worse += points < oracle.objective * (1 - 1e-4)
    assert worse >= len(tried) / 5


# Prices of what joins towns


def test_prices_of_what_joins_towns_never_add_up_to_more_than_it_is_worth() -> None:
    # max w*min(a, b) has prices x of a and y of b with x + y = w: more than that is never needed.
    priced = 0
    for _, rows, prices in priced_cases(JOINED[:40]):
        together = rows.master.maximum(0.0).T @ prices.price
        worth = rows.masters.worth
        assert (together[worth > 0] <= worth[worth > 0] * (1 + 1e-6) + 1e-9).all()
        priced += int((together[worth > 0] > 0).sum())
    assert priced > 20
