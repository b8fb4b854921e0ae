"""Clusters in cases counted by hand, searched for in both ways; that random ones agree is tested in ``test_oracle``.

A unit costs a million and gives its ``jobs`` in points. Town A may start a management company or other works in 2021,
town B works in 2022; the company is worth something only through the cluster of both towns.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

import pytest
from oracle import best_plan
from random_cases import CLUSTER_SEEDS, random_case
from tiny import Solved, limit, solve, started, tiny_case, town

import planner.solving.search as searching
from models.arrays import compute_arrays
from models.blocks import lifted_by_town, lifted_of, scales_of, starts_of
from models.case import Case, Cluster, ClusterStep, Employment, Tased
from models.clusters import candidates_of
from models.pricing import find_prices
from models.results import results_of
from models.rules import all_rows
from planner.solving.effort import Effort
from planner.solving.search import search

NEAR = 2e-6
"""Relative. The product leaves one rouble aside in every budget against the tolerance of the solver."""
CONDITIONS = {
    "cluster_quotient_least": 2.0,
    "cluster_output_ratio_least": 1.2,
    "cluster_dominance_most_share": 0.5,
    "cluster_firms_least": 30.0,
    "cluster_independent_least": 20.0,
}
COUNTRY = (
    Employment("country", "", 1_000_000.0),
    Employment("country", "timber", 100_000.0, output_trub_per_worker=1_000.0),
)


@pytest.fixture(params=["whole", "decomposed"])
def route(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> str:
    """How plans are searched for."""
    if request.param == "decomposed":
        monkeypatch.setattr(searching, "WHOLE_OPTIONS", 0)
    return str(request.param)


both_routes = pytest.mark.usefixtures("route")


def jobs_of(name: str, **figures: Any) -> tuple[Employment, ...]:
    """4,000 of 10,000 jobs in timber (quotient 4), 1,500 of them at the largest firm, output 1.5 times the country's,
    15 firms, 12 of them independent.
    """
    row = Employment(name, "timber", 4_000.0, 15.0, 12.0, 1_500.0, None, 1_500.0)
    return (Employment(name, "", 10_000.0), replace(row, **figures))


def clustered(
    towns: str = "AB",
    *,
    figures: Mapping[str, Any] | None = None,
    settings: Mapping[str, Any] | None = None,
    permitted: str = "A",
    steps: tuple[ClusterStep, ...] = (ClusterStep("company", 1, "company"),),
    initiator: str = "both",
    numbers: Mapping[str, float] | None = None,
    regions: Mapping[str, str] | None = None,
    life_years: int = 1,
) -> Case:
    """1 million in 2021, 10 in 2022. Other works in A give 3 points, the company none; works in B a point a unit, and
    half as much again in a cluster.
    """
    own = {"cluster": 0.5, "cluster_firms": 0.0, "cluster_years": 0.0, "cluster_kept": 1.0, **(numbers or {})}
    return tiny_case(
        started("company", jobs=0.0, statuses=("crisis",), coefficients={("cluster_firms", ""): own["cluster_firms"]}),
        started("other", jobs=3.0, statuses=("crisis",)),
        started("works", scale_high=10.0, statuses=("stable",), life_years=life_years,
                coefficients={("cluster", ""): own["cluster"]}),
        towns=[town(n, status="crisis" if n == "A" else "stable", region=(regions or {}).get(n, "North"))
               for n in towns],
        federal=(1.0, 10.0),
        # A has a million in 2021 alone: a company or other works.
        limits=[limit("first", town="A", year=2022, ceiling=0.0)],
        settings={**CONDITIONS, **(settings or {})},
        clusters=[Cluster("ab", "Timber of A and B", "timber", tuple(towns), initiator)],
        cluster_steps=steps,
        employment=[*COUNTRY, *(row for n in towns for row in jobs_of(n, **(figures or {})))],
        tased=[Tased(n, "timber") for n in permitted if n in towns],
        coefficients={("cluster_years", initiator, ""): own["cluster_years"],
                      ("cluster_kept", initiator, ""): own["cluster_kept"]},
    )  # fmt: skip


def starts_in(solved: Solved, name: str) -> dict[str, int]:
    return {m: year for (t, m), (year, scale) in solved.start.items() if t == name and scale > 0}


# What a second town changes


@both_routes
def test_a_second_town_of_the_cluster_changes_what_is_best_for_the_first() -> None:
    # Alone, A has 15 firms of the 30 asked and nothing to gain: other works, 3 points. With B it starts the company
    # that makes B's 10 units worth 15 points instead of 10; other works would have been 3 + 10.
    alone, both = solve(clustered("A")), solve(clustered())
    assert alone.points == pytest.approx(3.0, rel=NEAR)
    assert starts_in(alone, "A") == {"other": 2021}
    assert both.points == pytest.approx(15.0, rel=NEAR)
    assert starts_in(both, "A") == {"company": 2021}
    assert starts_in(both, "B") == {"works": 2022}


@both_routes
@pytest.mark.parametrize(
    "case",
    [
        # Each condition on its edge is met: 30 firms, 24 independent, quotient 4, output 1.5, dominance 1,500 of 8,000.
        clustered(settings={"cluster_firms_least": 30.0}),
        clustered(settings={"cluster_independent_least": 24.0}),
        clustered(settings={"cluster_quotient_least": 4.0}),
        clustered(settings={"cluster_output_ratio_least": 1.5}),
        clustered(settings={"cluster_dominance_most_share": 1_500 / 8_000}),
        # What is not asked need not be known.
        clustered(figures={"firms": None}, settings={"cluster_firms_least": None}),
        clustered(figures={"output_trub_per_worker": None}, settings={"cluster_output_ratio_least": None}),
        clustered(permitted="B"),
        # The firm that the company brings is the one that is missing.
        clustered(settings={"cluster_firms_least": 31.0}, numbers={"cluster_firms": 1.0}),
        # Over two regions, where that is allowed: the model does not mind.
        clustered(regions={"B": "South"}),
    ],
)
def test_the_cluster_forms_where_its_conditions_hold(case: Case) -> None:
    assert solve(case).points == pytest.approx(15.0, rel=NEAR)


@both_routes
@pytest.mark.parametrize(
    "case",
    [
        clustered(settings={"cluster_firms_least": 31.0}),
        clustered(settings={"cluster_firms_least": 32.0}, numbers={"cluster_firms": 1.0}),
        clustered(settings={"cluster_independent_least": 25.0}),
        clustered(settings={"cluster_quotient_least": 4.01}),
        clustered(settings={"cluster_output_ratio_least": 1.51}),
        clustered(settings={"cluster_dominance_most_share": 0.18}),
        clustered(permitted=""),
        # Not known is not met.
        clustered(figures={"firms": None}),
        clustered(figures={"independent_firms": None}),
        clustered(figures={"largest_employed_persons": None}),
        clustered(figures={"output_trub_per_worker": None}),
        clustered(figures={"employed_persons": None}),
        # No steps, no cluster; a step whose measure nobody may start in time.
        clustered(steps=()),
        clustered(steps=(ClusterStep("company", 1, "company"), ClusterStep("strategy", 1, "works"))),
        # A year to work together is a year too many in a plan of two.
        clustered(numbers={"cluster_years": 1.0}),
        clustered(numbers={"cluster_years": 0.2}),
        clustered(numbers={"cluster": 0.0}),
        # Less than the 3 points of other works in all.
        clustered(numbers={"cluster": 0.29}),
    ],
)
def test_without_one_of_its_conditions_it_does_not(case: Case) -> None:
    solved = solve(case)
    assert solved.points == pytest.approx(13.0, rel=NEAR)
    assert starts_in(solved, "A") == {"other": 2021}


@both_routes
def test_stages_that_are_not_reached_leave_out_their_part() -> None:
    # The second stage needs works, which B cannot have completed before it starts them: half of 0.8 * 10.
    steps = (ClusterStep("company", 1, "company"), ClusterStep("networks", 2, "works"))
    assert solve(clustered(steps=steps, numbers={"cluster": 0.8})).points == pytest.approx(14.0, rel=NEAR)


@both_routes
def test_any_measure_of_a_step_does_it() -> None:
    # Other works are a step too: A takes their 3 points and the cluster's 5 with them.
    steps = (ClusterStep("company", 1, "company"), ClusterStep("company", 1, "other"))
    assert solve(clustered(steps=steps)).points == pytest.approx(18.0, rel=NEAR)


@both_routes
@pytest.mark.parametrize(("kept", "expected"), [(1.0, 45.0), (0.5, 38.75), (0.0, 35.0)])
def test_what_the_state_alone_holds_up_fades_once_the_plan_ends(kept: float, expected: float) -> None:
    # Results in 2022, 2023 and 2024; the plan ends in 2022. 10 units * 3 years, and 5 * (1 + kept + kept^2).
    case = clustered(numbers={"cluster_kept": kept}, initiator="state", life_years=3)
    assert solve(case).points == pytest.approx(expected, rel=NEAR)


def test_two_kinds_of_firms_that_are_missing_are_counted_apart() -> None:
    case = clustered(settings={"cluster_firms_least": 33.0, "cluster_independent_least": 26.0})
    assert candidates_of(case)[0].gaps == {"firms": 3.0, "independent": 2.0}


# Every plan


FORMED = [seed for seed in CLUSTER_SEEDS if compute_arrays(random_case(seed)).joins.bonuses]


def test_clusters_decide_some_of_the_random_cases() -> None:
    assert len(FORMED) > 30
    decided = [seed for seed in FORMED if (best := best_plan(random_case(seed))) is not None and best.bonus]
    assert len(decided) > 5


@pytest.mark.parametrize("seed", FORMED[:40])
def test_what_clusters_add_is_at_most_either_side_and_stands_in_the_results(seed: int) -> None:
    case = random_case(seed)
    if best_plan(case) is None:
        return
    arrays = compute_arrays(case)
    found = search(arrays, all_rows(arrays), Effort(gap_share=0.01, seconds=20.0, threads=0))
    starts, scales = starts_of(arrays, found.choice), scales_of(arrays, found.choice)
    for lift, points in zip(arrays.joins.lifts, lifted_of(arrays, found.choice), strict=True):
        assert points <= lift.lift.of(scales) + 1e-9
        assert points <= lift.allowed(starts) + 1e-9
    results = results_of(arrays, found.choice)
    assert results.points.sum() + results.traded_points.sum() == pytest.approx(found.points, rel=1e-9, abs=1e-9)
    added = lifted_by_town(arrays, found.choice)
    assert added.sum() == pytest.approx(lifted_of(arrays, found.choice).sum(), abs=1e-9)


@pytest.mark.parametrize("seed", FORMED[:40])
def test_prices_prove_a_bound_of_cases_with_clusters(seed: int) -> None:
    case = random_case(seed)
    best, arrays = best_plan(case), compute_arrays(case)
    prices = find_prices(arrays, all_rows(arrays))
    if best is not None:
        assert prices.bound >= best.objective - 1e-6 * max(1.0, abs(best.objective))
