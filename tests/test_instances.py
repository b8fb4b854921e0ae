"""Small instances whose optimum is argued by hand.

In all of them a unit of a measure is worth its ``jobs`` in points where nothing locks it in (see ``tiny``): no
discounting, result in the year of delivery alone, so that a plan is worth the sum of jobs times scale times openness.
"""

from __future__ import annotations

from dataclasses import replace

import pytest
from tiny import limit, opening, solve, started, tiny_case, town

from models.case import Cofinancing, Limit, Link, Lock, Region, RoadmapStep
from planner.solving.effort import NoPlan

NEAR = 2e-6
"""Relative: one rouble of every budget is left aside against the tolerance of the solver."""

PARK = started("park", cost_mrub=10.0, jobs=10.0)
DIVISIBLE_PARK = started("park", cost_mrub=10.0, jobs=10.0, scale_low=0.05)
ONE_YEAR = {"horizon_years": 1}
KEEP_ALL = {"carry_over_federal_share": 1.0}


def test_scarce_federal_money_goes_where_it_achieves_more() -> None:
    """10 mrub pay for one park. Sensitivity 1 and lock-in 0.5 leave half of the 10 jobs in A; B has all 10."""
    park = started("park", cost_mrub=10.0, jobs=10.0, coefficients={("sensitivity", "mind"): 1.0})
    case = tiny_case(park, towns=(town("A"), town("B")), lock_in_today={"A": 0.5}, federal=(10.0, 0.0))
    plan = solve(case)
    assert plan.points == pytest.approx(10.0, rel=NEAR)
    assert plan.start == {("B", "park"): (2021, 1.0)}


@pytest.mark.parametrize(("exponent", "points", "winner"), [(0.0, 10.0, "A"), (2.0, 13.5, "B")])
def test_need_can_turn_the_choice(exponent: float, points: float, winner: str) -> None:
    """A: 10 jobs. B: locked in by 0.4, 6 jobs, distress 3 against 1. Mean distress 2, so omega = 0.5 and 1.5.

    Exponent 0 counts towns alike: 10 against 6. Exponent 2: 10 * 0.25 = 2.5 against 6 * 2.25 = 13.5.
    """
    park = started("park", cost_mrub=10.0, jobs=10.0, coefficients={("sensitivity", "mind"): 1.0})
    case = tiny_case(
        park,
        towns=(town("A"), town("B", status="crisis")),
        lock_in_today={"B": 0.4},
        federal=(10.0,),
        settings={**ONE_YEAR, "equity_exponent": exponent},
        coefficients={("distress", "crisis", ""): 3.0},
    )
    plan = solve(case)
    assert plan.points == pytest.approx(points, rel=NEAR)
    assert plan.start == {(winner, "park"): (2021, 1.0)}


def test_a_region_without_its_share_blocks_federal_money() -> None:
    """At most half may be federal. North has nothing for its half, so A's 10 jobs stay out of reach; South has 5 mrub,
    which with 5 federal mrub pay for B's park, where the lock-in leaves 5 jobs. 95 federal mrub are left over."""
    case = tiny_case(
        started("park", cost_mrub=10.0, jobs=10.0, coefficients={("sensitivity", "mind"): 1.0}),
        towns=(town("A", "North"), town("B", "South")),
        lock_in_today={"B": 0.5},
        federal=(100.0, 0.0),
        regional={"South": (5.0, 0.0)},
        cofinancing=(Cofinancing("", "", 0.0, 0.5),),
    )
    plan = solve(case)
    assert plan.points == pytest.approx(5.0, rel=NEAR)
    assert plan.start == {("B", "park"): (2021, 1.0)}


@pytest.mark.parametrize(
    ("low", "high", "federal_mrub", "regional_mrub", "scale"),
    [(0.0, 0.5, 100.0, 4.0, 0.8), (0.6, 1.0, 3.0, 8.0, 0.5), (0.0, 1.0, 3.0, 4.0, 0.7)],
)
def test_both_ends_of_the_window_bind(
    low: float, high: float, federal_mrub: float, regional_mrub: float, scale: float
) -> None:
    """10 mrub a unit, scale up to 1; spending z.

    At most half federal: the region pays z/2 <= 4, so z <= 8. At least 0.6 federal: 0.6 z <= 3, so z <= 5. Open window:
    z <= 3 + 4.
    """
    case = tiny_case(
        DIVISIBLE_PARK,
        federal=(federal_mrub,),
        regional={"North": (regional_mrub,)},
        settings=ONE_YEAR,
        cofinancing=(Cofinancing("", "", low, high),),
    )
    assert solve(case).points == pytest.approx(10.0 * scale, rel=NEAR)


@pytest.mark.parametrize(("share", "scale"), [(0.0, 0.6), (0.5, 0.9), (1.0, 1.0)])
def test_money_that_is_carried_over_waits(share: float, scale: float) -> None:
    """6 mrub a year and one park of 10 mrub, to be begun in one year.

    Kept 0: 6 in either year, scale 0.6. Kept 0.5: 3 + 6 = 9 in 2022. Kept 1: 12, more than the 10 it can use.
    """
    case = tiny_case(DIVISIBLE_PARK, federal=(6.0, 6.0), settings={"carry_over_federal_share": share})
    plan = solve(case)
    assert plan.points == pytest.approx(10.0 * scale, rel=NEAR)
    year, found = plan.start["A", "park"]
    assert found == pytest.approx(scale, rel=NEAR)
    assert share == 0.0 or year == 2022


def test_money_can_wait_two_years_at_compound_loss() -> None:
    """8 mrub in the first of three years and half kept each year: 8 in 2021, 4 in 2022, 2 in 2023.

    A gate that only a roadmap's second year has opened makes 2023 the first year of the park, so 2 mrub buy 0.2 of it.
    The roadmap is free. Each of its two years lowers the lock-in by 0.25, from 1 to the gate at 0.5.
    """
    park = started("park", cost_mrub=10.0, jobs=10.0, scale_low=0.05, coefficients={("gate", "mind"): 0.5})
    case = tiny_case(
        park,
        opening("talks", cost_mrub=0.0, coefficients={("opening", "mind"): 0.25}),
        lock_in_today={"A": 1.0},
        federal=(8.0, 0.0, 0.0),
        settings={"horizon_years": 3, "carry_over_federal_share": 0.5},
        steps=(RoadmapStep("open_up", "", "talks", 1.0, 1, 2),),
    )
    plan = solve(case)
    assert plan.points == pytest.approx(2.0, rel=NEAR)
    assert plan.roadmap == {"A": "open_up@2021"}
    year, scale = plan.start["A", "park"]
    assert year == 2023
    assert scale == pytest.approx(0.2, rel=NEAR)


@pytest.mark.parametrize(
    ("money_mrub", "points", "roadmap", "starts"),
    [
        (12.0, 10.0, "open_up@2021", {("A", "park"): 2022}),
        (11.0, 6.0, "none", {("B", "park"): None}),
    ],
)
def test_a_roadmap_pays_because_it_opens(
    money_mrub: float, points: float, roadmap: str, starts: dict[tuple[str, str], int | None]
) -> None:
    """A is wholly locked in: a park brings nothing before the talks of 2021 (2 mrub), and 10 jobs from 2022 on,
    without drift. B is locked in by 0.4 and has 6 jobs for a park of 10 mrub, with no work on its lock-in.

    12 mrub, all kept: talks and park in A, 10 jobs, beat 6. 11 mrub do not pay for both, so the park goes to B.
    Talks in B would bring 10 as well for 12 mrub, so they are barred there by a lock.
    """
    case = tiny_case(
        started("park", cost_mrub=10.0, jobs=10.0, coefficients={("sensitivity", "mind"): 1.0}),
        opening("talks", cost_mrub=2.0, coefficients={("opening", "mind"): 1.0}),
        towns=(town("A"), town("B")),
        lock_in_today={"A": 1.0, "B": 0.4},
        federal=(money_mrub, 0.0),
        settings=KEEP_ALL,
        steps=(RoadmapStep("open_up", "", "talks", 1.0, 1, 1),),
        locks=(Lock("B", "open_up", "must_not", None, None),),
    )
    plan = solve(case)
    assert plan.points == pytest.approx(points, rel=NEAR)
    assert plan.roadmap["A"] == roadmap
    assert plan.roadmap["B"] == "none"
    assert {key: scale for key, (_, scale) in plan.start.items()} == {key: pytest.approx(1.0) for key in starts}
    # Kept money leaves the year of B's park open; A's cannot start before the talks have worked.
    assert all(year in (None, plan.start[key][0]) for key, year in starts.items())


def test_drift_and_a_crisis_window_change_what_a_roadmap_leaves() -> None:
    """Lock-in 1 and a push of 0.3, doubled by the window of a crisis in the first year: 0.4 at the start of 2022, where
    a park has 10 * 0.6 = 6 jobs. A is free to do so. B must wait for 2022 with its roadmap: then the push is not
    doubled, 0.7 at the start of 2023 and 3 jobs. C must wait for 2023 with its park: half of the way back has been lost
    by then, 0.4 + 0.5 * 0.6 = 0.7, so 3 jobs.
    """
    case = tiny_case(
        started("park", cost_mrub=1.0, jobs=10.0, coefficients={("sensitivity", "mind"): 1.0}),
        opening("talks", cost_mrub=1.0, coefficients={("opening", "mind"): 0.3}),
        towns=tuple(town(name, status="crisis") for name in "ABC"),
        lock_in_today={"A": 1.0, "B": 1.0, "C": 1.0},
        federal=(9.0, 9.0, 9.0),
        settings={"horizon_years": 3},
        window_years=1,
        steps=(RoadmapStep("open_up", "", "talks", 1.0, 1, 1),),
        locks=(
            Lock("B", "open_up", "must", 2022, None),
            Lock("C", "open_up", "must", 2021, None),
            Lock("C", "park", "must", 2023, None),
        ),
        coefficients={("drift", "mind", ""): 0.5, ("window_factor", "crisis", ""): 2.0},
    )
    plan = solve(case)
    assert plan.points == pytest.approx(6.0 + 3.0 + 3.0, rel=NEAR)
    assert plan.roadmap == {"A": "open_up@2021", "B": "open_up@2022", "C": "open_up@2021"}
    assert plan.start == {("A", "park"): (2022, 1.0), ("B", "park"): (2023, 1.0), ("C", "park"): (2023, 1.0)}


def test_a_roadmap_is_taken_for_the_capacity_it_leaves() -> None:
    """Nothing is to be started. A roadmap of 1 mrub lowers the lock-in of 1 by 0.5 for good (no drift); one year of the
    plan and results up to year 4 leave 3 years, so capacity = n * 0.5 * 3: 1.5 in A (n = 1) and 3 in B (n = 2).

    At 2 points for a unit of capacity and money for one roadmap, B takes it: 6 points.
    """
    case = tiny_case(
        started("park", cost_mrub=100.0),
        opening("talks", cost_mrub=1.0, coefficients={("opening", "mind"): 0.5}),
        towns=(town("A"), town("B", population=20_000.0)),
        lock_in_today={"A": 1.0, "B": 1.0},
        federal=(1.0,),
        settings={"horizon_years": 1, "evaluation_years": 4},
        capacity_weight=2.0,
        steps=(RoadmapStep("open_up", "", "talks", 1.0, 1, 1),),
    )
    plan = solve(case)
    assert plan.points == pytest.approx(6.0, rel=NEAR)
    assert plan.roadmap == {"A": "none", "B": "open_up@2021"}


def test_a_community_makes_the_bridge_affordable() -> None:
    """The bridge costs 13 mrub and there are 2. Clubs in 2021 cost 1 mrub and cut later urban costs by 0.95: in 2022
    the bridge costs 0.65, which the second mrub pays for. (Paper 1: at Sharya 13 million roubles became 0.5.)
    """
    case = tiny_case(
        started("bridge", cost_mrub=13.0, jobs=4.0, category="urban_environment"),
        started("mill", cost_mrub=13.0, jobs=40.0),
        opening("clubs", cost_mrub=1.0, coefficients={("cost_cut", "urban_environment"): 0.95}),
        federal=(1.0, 1.0),
        steps=(RoadmapStep("gather", "", "clubs", 1.0, 1, 1),),
    )
    plan = solve(case)
    assert plan.points == pytest.approx(4.0, rel=NEAR)
    assert plan.roadmap == {"A": "gather@2021"}
    assert plan.start == {("A", "bridge"): (2022, 1.0)}


@pytest.mark.parametrize(("places", "points"), [(0, 2 * 3.0), (1, 2 * 13.0), (2, 2 * 20.0)])
def test_points_of_growth(places: int, points: float) -> None:
    """Money for everything. In each of two towns the points of growth have 10 and 7 jobs, a street 3.

    No place: the streets. One: the better of the two beside the street. Two: all three.
    """
    case = tiny_case(
        started("park", jobs=10.0, point_of_growth=True),
        started("mill", jobs=7.0, point_of_growth=True),
        started("street", jobs=3.0),
        towns=(town("A"), town("B")),
        federal=(100.0, 0.0),
        settings={"points_of_growth_max": places},
    )
    assert solve(case).points == pytest.approx(points, rel=NEAR)


@pytest.mark.parametrize(
    ("money_mrub", "points", "measures"),
    [(15.0, 11.0, {("A", "school"): 2021, ("A", "park"): 2022}), (14.0, 8.0, {("A", "mill"): None})],
)
def test_a_prerequisite_is_paid_for(
    money_mrub: float, points: float, measures: dict[tuple[str, str], int | None]
) -> None:
    """A park (10 mrub, 10 jobs) needs a school (5 mrub, 1 job) begun a year earlier; a mill (10 mrub, 8 jobs) does not.

    15 mrub: school and park 11, mill and school 9. 14 mrub do not pay for park and school, nor for mill and school: 8.
    """
    case = tiny_case(
        PARK,
        started("school", cost_mrub=5.0, jobs=1.0, category="knowledge"),
        started("mill", cost_mrub=10.0, jobs=8.0),
        federal=(money_mrub, 0.0),
        settings=KEEP_ALL,
        links=(Link("park", "requires", "school", 1),),
    )
    plan = solve(case)
    assert plan.points == pytest.approx(points, rel=NEAR)
    assert set(plan.start) == set(measures)
    for key, year in measures.items():
        assert year in (None, plan.start[key][0])


def test_a_prerequisite_in_another_town_does_not_count() -> None:
    """A may not have schools (too small), so A's park of 10 jobs is out of reach; B has both, 10 + 1."""
    case = tiny_case(
        PARK,
        started("school", cost_mrub=5.0, jobs=1.0, population_min=15_000.0),
        towns=(town("A"), town("B", population=20_000.0)),
        federal=(100.0, 100.0),
        links=(Link("park", "requires", "school", 0),),
    )
    plan = solve(case)
    assert plan.points == pytest.approx(11.0, rel=NEAR)
    assert {t for t, _ in plan.start} == {"B"}


@pytest.mark.parametrize(("links", "points"), [((Link("park", "excludes", "mill", 0),), 20.0), ((), 38.0)])
def test_alternatives_exclude_each_other_in_a_town(links: tuple[Link, ...], points: float) -> None:
    """Money for everything: park 10 and mill 9 in each of two towns; as alternatives, the park in each."""
    case = tiny_case(PARK, started("mill", jobs=9.0), towns=(town("A"), town("B")), federal=(100.0, 100.0), links=links)
    assert solve(case).points == pytest.approx(points, rel=NEAR)


@pytest.mark.parametrize(("gate", "points", "roadmap"), [(0.5, 10.0, "open_up@2021"), (0.4, 0.0, "none")])
def test_a_gate_opens_after_the_roadmap(gate: float, points: float, roadmap: str) -> None:
    """Lock-in 0.8, lowered by 0.3 to 0.5 at the start of 2022. A gate at 0.5 lets the park start then, one at 0.4
    never.

    11 mrub pay for roadmap and park in A, and B is too large for the park, so the plan is worth 10 or nothing. A
    roadmap that brings nothing may be taken or not, so it is looked at only where the park needs it.
    """
    case = tiny_case(
        started("park", cost_mrub=10.0, jobs=10.0, population_max=15_000.0, coefficients={("gate", "mind"): gate}),
        opening("talks", cost_mrub=1.0, coefficients={("opening", "mind"): 0.3}),
        towns=(town("A"), town("B", population=20_000.0)),
        lock_in_today={"A": 0.8},
        federal=(11.0, 0.0),
        settings=KEEP_ALL,
        steps=(RoadmapStep("open_up", "", "talks", 1.0, 1, 1),),
    )
    plan = solve(case)
    assert plan.points == pytest.approx(points, rel=NEAR)
    assert points == 0.0 or plan.roadmap["A"] == roadmap
    assert set(plan.start) == ({("A", "park")} if points else set())


@pytest.mark.parametrize(
    ("locks", "points"),
    [
        ((), 10.0),
        ((Lock("B", "park", "must", None, None),), 4.0),
        ((Lock("A", "park", "must_not", None, None),), 4.0),
        ((Lock("A", "park", "must_not", 2021, None),), 10.0),
        ((Lock("A", "park", "must", 2022, None),), 10.0),
        ((Lock("A", "park", "must_not", 2021, None), Lock("B", "park", "must", 2021, None)), 4.0),
    ],
)
def test_locks(locks: tuple[Lock, ...], points: float) -> None:
    """10 mrub, all kept, pay for one park: 10 jobs in A, 4 in B, which is locked in by 0.6. A lock on one year
    leaves the other; a park that B must have takes the money from A.
    """
    case = tiny_case(
        started("park", cost_mrub=10.0, jobs=10.0, coefficients={("sensitivity", "mind"): 1.0}),
        towns=(town("A"), town("B")),
        lock_in_today={"B": 0.6},
        federal=(10.0, 0.0),
        settings=KEEP_ALL,
        locks=locks,
    )
    assert solve(case).points == pytest.approx(points, rel=NEAR)


def test_a_lock_raises_the_least_scale() -> None:
    """10 mrub at 1 mrub a unit: all in A would bring 20. B must start at 3 units or more, so 7 * 2 + 3 * 1 = 17."""
    case = tiny_case(
        started("park", jobs=2.0, scale_low=0.5, scale_high=20.0, coefficients={("sensitivity", "mind"): 1.0}),
        towns=(town("A"), town("B")),
        lock_in_today={"B": 0.5},
        federal=(10.0,),
        settings=ONE_YEAR,
        locks=(Lock("B", "park", "must", None, 3.0),),
    )
    plan = solve(case)
    assert plan.points == pytest.approx(17.0, rel=NEAR)
    assert plan.start["B", "park"][1] == pytest.approx(3.0)


@pytest.mark.parametrize(
    "locks",
    [
        (Lock("A", "park", "must", None, None), Lock("B", "park", "must", None, None)),
        (Lock("A", "park", "must", None, 1.5),),
    ],
)
def test_what_cannot_be_done_is_no_plan(locks: tuple[Lock, ...]) -> None:
    """Two parks for the money of one; and a park larger than the greatest scale of 1, which is offered nowhere."""
    case = tiny_case(PARK, towns=(town("A"), town("B")), federal=(10.0, 0.0), locks=locks)
    with pytest.raises(NoPlan):
        solve(case)


UNITS = started("park", cost_mrub=1.0, jobs=2.0, scale_low=0.01, scale_high=20.0,
                coefficients={("sensitivity", "mind"): 1.0})  # fmt: skip


@pytest.mark.parametrize(
    ("limits", "points"),
    [
        ((), 20.0),
        ((limit("town_most", for_each="town", ceiling=6.0),), 16.0),
        ((limit("head_most", for_each="town", unit="rub_per_head", ceiling=700.0),), 17.0),
        ((limit("share_most", for_each="town", payer="federal", unit="share", ceiling=0.8),), 18.0),
        ((limit("b_least", town="B", floor=4.5),), 15.5),
    ],
)
def test_money_is_spread_as_limits_say(limits: tuple[Limit, ...], points: float) -> None:
    """10 mrub at 1 mrub a unit, 2 points a unit in A, 1 in B (locked in by 0.5); unlimited, all goes to A: 20.

    A ceiling of c mrub a town leaves 2c + (10 - c) = 10 + c: c = 6, 700 roubles a head of 10,000 = 7 mrub, 0.8 of the
    federal 10 mrub = 8. A floor of 4.5 in B leaves 2 * 5.5 + 4.5 = 15.5.
    """
    case = tiny_case(
        UNITS,
        towns=(town("A"), town("B")),
        lock_in_today={"B": 0.5},
        federal=(10.0,),
        settings=ONE_YEAR,
    )
    assert solve(replace(case, limits=limits)).points == pytest.approx(points, rel=NEAR)


def test_a_floor_of_a_category_takes_its_share() -> None:
    """10 mrub: parks 2 points a mrub, schools 1. At least 0.4 of the budget for knowledge: 6 * 2 + 4 * 1 = 16."""
    case = tiny_case(
        UNITS,
        started("school", scale_low=0.01, scale_high=20.0, category="knowledge"),
        towns=(town("A"), town("B")),
        federal=(10.0,),
        settings=ONE_YEAR,
        limits=(limit("knowledge_least", category="knowledge", unit="share", floor=0.4),),
    )
    assert solve(case).points == pytest.approx(16.0, rel=NEAR)


def test_a_federal_cap_of_a_category_is_filled_by_the_region() -> None:
    """Federal 10, regional 5, parks at 2 points a mrub. At most 3 federal mrub may go to industry, so parks have 3 +
    5; the other 7 federal mrub go to schools at 1 point: 16 + 7 = 23. Without the cap 15 mrub of parks would be 30.
    """
    industry = limit("industry_most", category="industrial_system", payer="federal", ceiling=3.0)
    case = tiny_case(
        UNITS,
        started("school", scale_low=0.01, scale_high=20.0, category="knowledge"),
        federal=(10.0,),
        regional={"North": (5.0,)},
        settings=ONE_YEAR,
        limits=(industry,),
    )
    assert solve(case).points == pytest.approx(23.0, rel=NEAR)
    assert solve(replace(case, limits=())).points == pytest.approx(30.0, rel=NEAR)


def test_returns_that_fall_share_the_money_out() -> None:
    """10 mrub at 1 mrub a unit, greatest scale 8 in both towns, returns full up to half of it and a quarter beyond.

    2 points a unit in A, 1 in B (locked in by 0.5): 4 units in A bring 8, 4 in B bring 4, and the last 2 mrub bring 0.5
    each in A (0.25 in B): 13 in all. Without the bend 8 units in A and 2 in B would bring 18.
    """
    park = started("park", jobs=2.0, scale_low=0.01, scale_high=8.0, coefficients={
        ("sensitivity", "mind"): 1.0, ("returns_break", ""): 0.5, ("returns_after", ""): 0.25,
    })  # fmt: skip
    case = tiny_case(park, towns=(town("A"), town("B")), lock_in_today={"B": 0.5}, federal=(10.0,), settings=ONE_YEAR)
    plan = solve(case)
    assert plan.points == pytest.approx(13.0, rel=NEAR)
    assert plan.start["A", "park"][1] == pytest.approx(6.0, rel=NEAR)
    assert plan.start["B", "park"][1] == pytest.approx(4.0, rel=NEAR)


def test_running_costs_hold_back_what_a_later_budget_cannot_keep() -> None:
    """Works of 10 mrub a unit, then 2 a year. 10 mrub in 2021 and 1 in 2022, nothing kept.

    Begun in 2021 the running cost of 2022 allows 0.5 units; begun in 2022 the works allow 0.1. So 0.5 units, 5 jobs.
    """
    park = started("park", cost_mrub=10.0, jobs=10.0, scale_low=0.05, life_years=5, coefficients={
        ("running_cost", ""): 0.2, ("kept", ""): 0.0,
    })  # fmt: skip
    plan = solve(tiny_case(park, federal=(10.0, 1.0)))
    assert plan.points == pytest.approx(5.0, rel=NEAR)
    year, scale = plan.start["A", "park"]
    assert year == 2021
    assert scale == pytest.approx(0.5, rel=NEAR)


def test_dear_places_get_less_for_the_same_money() -> None:
    """The same park at price index 1 in North and 2 in South, unit cost growing with population / 10,000.

    12 mrub: a unit costs 1 in A, 2 in B (index 2), 4 in C (population 40,000). All three have 2 points a unit, and 3
    units are the most: 3 units in A cost 3, 3 in B cost 6, the last 3 mrub buy 0.75 in C: 6 + 6 + 1.5 = 13.5.
    """
    park = started("park", jobs=2.0, scale_low=0.01, scale_high=3.0, coefficients={("cost_size_exponent", ""): 1.0})
    case = tiny_case(
        park,
        towns=(town("A"), town("B", "South"), town("C", population=40_000.0)),
        regions=(Region("North", None), Region("South", 2.0)),
        federal=(12.0,),
        settings=ONE_YEAR,
    )
    assert solve(case).points == pytest.approx(13.5, rel=NEAR)


def test_a_case_may_have_opening_measures_alone() -> None:
    """Half a lock-in lowered in the first year for good is still there in the years 3 to 10: 8 * 0.5 points."""
    case = tiny_case(
        opening("team", coefficients={("opening", "mind"): 0.5}),
        federal=(9.0, 9.0), lock_in_today={"A": 1.0}, capacity_weight=1.0,
        steps=(RoadmapStep("crisis", "", "team", 1.0, 1, 1),),
    )  # fmt: skip
    assert solve(case).points == pytest.approx(4.0, rel=NEAR)
