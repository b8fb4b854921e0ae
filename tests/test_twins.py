"""Twins: cases alike but for one thing, so that what it changes can be argued.

A dearer place achieves no more, community work makes projects cheaper and so more likely, a town that has already found
a niche of its own gets less, and nothing in the valuation pushes money into later years.
"""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import Literal

import numpy as np
import pytest
from five_towns import Rows, catalogue_case, five_towns
from random_cases import random_case
from tiny import EXACT, Solved, in_names, opening, solve, started, tiny_case, town

from models.arrays import compute_arrays
from models.blocks import spend_of
from models.case import Case, Lock, Region, RoadmapStep, Score
from models.rules import all_rows
from planner.catalogue.load import catalogue_rows
from planner.solving.effort import NoPlan
from planner.solving.search import search

NEAR = 2e-6
"""Relative: one rouble of every budget is left aside against the tolerance of the solver."""
SHARES = {"scale_low": 0.01, "scale_high": 1.0}


def points(case: Case) -> float:
    try:
        return solve(case).points
    except NoPlan:
        return -np.inf


# A dearer north


@pytest.mark.parametrize(("index", "expected"), [(0.8, 10.0), (1.0, 10.0), (1.6, 6.25), (2.0, 5.0), (4.0, 2.5)])
def test_a_dearer_place_builds_less_for_the_same_money(index: float, expected: float) -> None:
    """10 mrub for a park of 10 mrub and 10 jobs at index 1: at index i it is 10 / i of them, and never above 10."""
    case = tiny_case(
        started("park", 10.0, 10.0, **SHARES),
        regions=(Region("North", index),),
        federal=(10.0,),
        settings={"horizon_years": 1},
    )
    assert points(case) == pytest.approx(expected, rel=NEAR)


def test_of_twins_in_two_regions_the_cheaper_is_served_first() -> None:
    """14 mrub. South's park of 10 mrub comes whole; what is left buys 4 / 16 of the same park in the north."""
    case = tiny_case(
        started("park", 10.0, 10.0, **SHARES),
        towns=(town("A", "North"), town("B", "South")),
        regions=(Region("North", 1.6), Region("South", 1.0)),
        federal=(14.0,),
        settings={"horizon_years": 1},
    )
    plan = solve(case)
    assert plan.points == pytest.approx(10.0 + 2.5, rel=NEAR)
    assert plan.start["B", "park"][1] == pytest.approx(1.0, rel=NEAR)
    assert plan.start["A", "park"][1] == pytest.approx(0.25, rel=NEAR)


@pytest.mark.parametrize("seed", range(24))
def test_a_dearer_region_never_does_better(seed: int) -> None:
    """Whatever can be paid at higher prices can be paid at lower ones. Without floors, which dear projects reach
    sooner, and without sums, which dear projects can take more of.
    """
    case = random_case(seed)
    plain = replace(case, contributions=(), limits=tuple(replace(row, floor=None) for row in case.limits))
    dearer = tuple(replace(r, price_index=1.5 * (r.price_index or 1.0)) for r in case.regions)
    before, after = points(plain), points(replace(plain, regions=dearer))
    assert after == -np.inf or after <= before + NEAR * max(1.0, abs(before))


# Community work


def bridge(cost_cut: float, second_year_mrub: float, **fields: float) -> Case:
    """A bridge of 13 mrub and 4 jobs, clubs that cost 1 mrub in the first year, and little money in the second."""
    return tiny_case(
        started("bridge", 13.0, 4.0, category="urban_environment", **fields),
        opening("clubs", 1.0, coefficients={("cost_cut", "urban_environment"): cost_cut}),
        federal=(1.0, second_year_mrub),
        steps=(RoadmapStep("gather", "", "clubs", 1.0, 1, 1),),
    )


@pytest.mark.parametrize("second_year_mrub", [0.6, 0.7, 3.0, 6.4, 6.6, 12.0, 13.5])
def test_community_work_makes_a_project_likely(second_year_mrub: float) -> None:
    """Whole or not at all: without clubs the bridge needs 13 mrub, with half cut off 6.5, with 0.95 cut off 0.65."""
    for cost_cut in (0.0, 0.5, 0.95):
        needed_mrub = 13.0 * (1 - cost_cut)
        plan = solve(bridge(cost_cut, second_year_mrub))
        assert (("A", "bridge") in plan.start) == (second_year_mrub > needed_mrub), cost_cut
        assert plan.points == pytest.approx(4.0 if second_year_mrub > needed_mrub else 0.0, abs=1e-5)


@pytest.mark.parametrize(("cost_cut", "expected"), [(0.0, 4 * 1.3 / 13), (0.5, 4 * 1.3 / 6.5), (0.8, 4 * 1.3 / 2.6)])
def test_community_work_makes_a_project_cheaper(cost_cut: float, expected: float) -> None:
    """1.3 mrub in the second year for as much of the bridge as they pay for; the 1 mrub of the first year, at full
    price, would pay for less of it, and a bridge is begun in one year only.
    """
    plan = solve(bridge(cost_cut, 1.3, **SHARES))
    assert plan.points == pytest.approx(expected, rel=NEAR)


def test_what_is_cut_is_the_cost_of_its_category_alone() -> None:
    """Clubs that cut urban costs leave a mill of the same cost out of reach."""
    case = bridge(0.95, 1.0)
    mill = replace(case.measures[0], category="industrial_system")
    assert points(case) == pytest.approx(4.0, rel=NEAR)
    assert points(replace(case, measures=(mill, *case.measures[1:]))) == pytest.approx(0.0, abs=1e-6)


# A town that has adapted


def twins_of_the_catalogue(source: Literal["statistics", "expert"]) -> Rows:
    """Two towns of one region alike in everything, but that A is known to live from something new already."""
    place = {"region": "South Region", "status": "crisis", "population": 20_000}
    known = {"factor": "new_niche", "value": 4, "source": source, "note": "Invented."}
    return {
        **five_towns(),
        "Regions": [{"region": "South Region", "price_index": 1}],
        "Towns": [{"town": t, "name": t, **place} for t in ("A", "B")],
        "Scores": [{"town": "A", **known}],
        "Budgets": [
            {"payer": payer, "year": year, "amount_mrub": amount}
            for payer, amount in (("federal", 40), ("South Region", 10))
            for year in (2020, 2021, 2022)
        ],
        "Limits": [],
        "Locks": [],
    }


@pytest.fixture(scope="module")
def adapted(tmp_path_factory: pytest.TempPathFactory) -> Case:
    return catalogue_case(tmp_path_factory.mktemp("twins"), twins_of_the_catalogue("statistics"))


def test_who_says_that_a_town_has_adapted_makes_no_difference(adapted: Case, tmp_path: Path) -> None:
    by_expert = catalogue_case(tmp_path, twins_of_the_catalogue("expert"))
    first, second = compute_arrays(adapted).effects, compute_arrays(by_expert).effects
    assert (first.worth == second.worth).all()


def test_every_measure_is_worth_less_in_a_town_that_has_adapted(adapted: Case) -> None:
    """The lock-in it has left would raise what works achieve; that most of it would have come anyway weighs more.

    By hand from the catalogue: 1 - 0.7 of a result at a score of 4 against 1 - 0.7 * 0.1 at the prior of 0.4.
    """
    deadweight = {row["subject"]: row["central"] for row in catalogue_rows()["Coefficients"]
                  if (row["coefficient"], row["key"]) == ("deadweight", "new_niche")}  # fmt: skip
    assert deadweight == {"all": 0.7}
    effects = compute_arrays(adapted).effects
    both = effects.offered[0] & effects.offered[1]
    assert both.sum() > 1000
    assert (effects.worth[0][both] < effects.worth[1][both]).all()
    assert (effects.capacity[0] <= effects.capacity[1]).all()


@pytest.fixture(scope="module")
def plan_for_twins(adapted: Case) -> tuple[Solved, list[float]]:
    """The plan in names, and what each of the two towns gets of public money, mrub."""
    arrays = compute_arrays(adapted)
    found = search(arrays, all_rows(arrays), replace(EXACT, gap_share=0.005, seconds=20.0))
    return in_names(arrays, found), [float(mrub) for mrub in spend_of(arrays, found.choice).sum(axis=(1, 2))]


def test_a_town_that_has_adapted_gets_less_than_its_twin(plan_for_twins: tuple[Solved, list[float]]) -> None:
    """With money for a part of what both could use, the twin gets more of it."""
    plan, (of_adapted_mrub, of_twin_mrub) = plan_for_twins
    assert plan.points > 0
    assert of_twin_mrub > 0
    assert of_adapted_mrub < 0.5 * of_twin_mrub


def test_without_the_score_the_twins_are_one(adapted: Case) -> None:
    """The test above is about the score: without it all figures of both towns are the same."""
    effects = compute_arrays(replace(adapted, scores=())).effects
    assert (effects.worth[0] == effects.worth[1]).all()
    assert (effects.offered[0] == effects.offered[1]).all()


@pytest.mark.parametrize(("source", "winner"), [("statistics", "B"), ("expert", "B"), ("self", "B")])
def test_adapted_twins_by_hand(source: Literal["statistics", "expert", "self"], winner: str) -> None:
    """One park for two towns. In A 0.7 of it would have come anyway, whoever says so: 3 jobs; in B, where nothing is
    known and the prior is 0, all 10.
    """
    case = tiny_case(
        started("park", 10.0, 10.0, coefficients={("deadweight", "habit"): 0.7}),
        towns=(town("A"), town("B")),
        federal=(10.0, 0.0),
        coefficients={("weight", "habit", "mind"): 0.0},
    )
    plan = solve(replace(case, scores=(Score("A", "habit", 4.0, source),)))
    assert plan.points == pytest.approx(10.0, rel=NEAR)
    assert set(plan.start) == {(winner, "park")}
    alone = replace(case, locks=(Lock("B", "park", "must_not", None, None),))
    assert points(replace(alone, scores=(Score("A", "habit", 4.0, source),))) == pytest.approx(3.0, rel=NEAR)


# Early money


@pytest.fixture(scope="module")
def catalogue(tmp_path_factory: pytest.TempPathFactory) -> Case:
    return catalogue_case(tmp_path_factory.mktemp("catalogue"))


def test_no_measure_of_the_catalogue_gains_by_waiting(catalogue: Case) -> None:
    """Where no roadmap is taken nothing opens, and a start a year later only loses years of result."""
    arrays = compute_arrays(catalogue)
    none = arrays.menu.names.index("none")
    horizon = len(arrays.sets.YEARS)
    for c, measure in enumerate(catalogue.started):
        starts = horizon - measure.duration_years + 1
        worth = arrays.effects.worth[:, none, c, : max(0, starts)]
        assert (np.diff(worth, axis=1) <= 1e-12 * (1 + worth[:, 1:])).all(), measure.measure
        assert starts < 2 or (worth[:, 0] > 0).all(), measure.measure


@pytest.mark.parametrize("lag", [0, 1, 3])
@pytest.mark.parametrize("life", [1, 4, 30])
@pytest.mark.parametrize("kept", [0.0, 0.6, 1.0])
def test_the_same_money_does_no_worse_in_the_first_year(lag: int, life: int, kept: float) -> None:
    """Equal budgets in all years and nothing carried over: a plan whose park must start early is as good as one whose
    park must start later, and better where a year of result is lost or discounted.
    """
    case = tiny_case(
        started("park", 10.0, 10.0, lag_years=lag, life_years=life, coefficients={("kept", ""): kept}, **SHARES),
        federal=(7.0, 7.0, 7.0),
        settings={"horizon_years": 3, "evaluation_years": 5, "discount_share": 0.05},
    )
    found = [points(replace(case, locks=(Lock("A", "park", "must", year, None),))) for year in (2021, 2022, 2023)]
    assert found[0] > found[1] or found[0] == found[1] == 0
    assert found[1] > found[2] or found[1] == found[2] == 0
    assert found[0] > 0
    # By hand: 0.7 of a park, its results in the years 2021 + lag to the fifth year at most.
    last = min(5, 1 + lag + life - 1)
    by_hand = sum(1.05**-u * kept ** (u - 1 - lag) for u in range(1 + lag, last + 1))
    assert found[0] == pytest.approx(0.7 * 10 * by_hand, rel=NEAR)
