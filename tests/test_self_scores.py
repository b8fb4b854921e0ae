"""No town gains by its own word: scores of source ``self`` are worth no more than not knowing the factor at all.

Claimed, for every town, roadmap and option: with any self-scores a unit is worth at most as much as with these factors
unknown, no option is offered that would not be offered then, and capacity is at most that with the priors. So the best
plan of a case in which this town competes alone is no better for it.

Not claimed: that a plan of several towns never moves money to a town that speaks ill of itself. A measure that is worth
less may give way to a dearer one of the same town, and money that another town no longer wants may come to it.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from random import Random

import numpy as np
import pytest
from five_towns import catalogue_case
from oracle import best_plan
from random_cases import random_case
from tiny import EXACT

from models.arrays import Arrays, compute_arrays
from models.case import CONTRIBUTORS, DRAWS, Case, Draw, Factor, Score
from models.rules import all_rows
from planner.solving.effort import NoPlan
from planner.solving.search import search

SEEDS = range(60)
ROUNDING = 1e-12
NEAR = 2e-6
"""Relative: one rouble of every budget is left aside against the tolerance of the solver."""


def own_words(case: Case, random: Random) -> tuple[Case, Case]:
    """The case with what towns say of some factors, and the same case with these factors unknown."""
    said = {(t.town, f.factor): f for t in case.towns for f in case.factors if random.random() < 0.7}
    others = tuple(row for row in case.scores if (row.town, row.factor) not in said)
    others = tuple(replace(row, source="expert") for row in others)
    words = tuple(Score(town, factor.factor, word(factor, random), "self") for (town, _), factor in said.items())
    return replace(case, scores=(*others, *words)), replace(case, scores=others)


def word(factor: Factor, random: Random) -> float:
    """Any score there is, the ends more often than others."""
    if factor.kind == "yes_no":
        return float(random.randint(0, 1))
    if factor.kind == "score":
        return float(random.choice((0, 0, 1, 2, 3, 4, 4)))
    assert factor.zero_at is not None
    assert factor.four_at is not None
    return factor.zero_at + random.choice((0.0, 0.3, 0.7, 1.0)) * (factor.four_at - factor.zero_at)


def check_no_gain(said: Arrays, unknown: Arrays) -> None:
    """Options, worth, roadmaps and capacity with the towns' words against those with the priors; costs are the same."""
    own, prior = said.effects, unknown.effects
    assert not (own.offered & ~prior.offered).any()
    slack = ROUNDING * (1.0 + np.abs(prior.worth[own.offered]))
    assert (own.worth[own.offered] <= prior.worth[own.offered] + slack).all()
    assert (own.roadmap_worth <= prior.roadmap_worth + ROUNDING * (1.0 + np.abs(prior.roadmap_worth))).all()
    assert (own.capacity <= prior.capacity + ROUNDING * (1.0 + prior.capacity)).all()
    assert (said.costs.unit == unknown.costs.unit).all()
    assert (said.menu.offered == unknown.menu.offered).all()


@pytest.mark.parametrize("seed", SEEDS)
@pytest.mark.parametrize("draw", DRAWS)
def test_no_option_of_a_random_town_is_better_by_its_word(seed: int, draw: Draw) -> None:
    said, unknown = own_words(random_case(seed), Random(seed))
    check_no_gain(compute_arrays(said, draw), compute_arrays(unknown, draw))


@pytest.fixture(scope="module")
def five_towns(tmp_path_factory: pytest.TempPathFactory) -> Case:
    return catalogue_case(tmp_path_factory.mktemp("self scores"))


@pytest.mark.parametrize("draw", DRAWS)
@pytest.mark.parametrize("seed", range(6))
def test_no_option_of_the_catalogue_is_better_by_a_towns_word(five_towns: Case, seed: int, draw: Draw) -> None:
    said, unknown = own_words(five_towns, Random(seed))
    check_no_gain(compute_arrays(said, draw), compute_arrays(unknown, draw))


@pytest.mark.parametrize("value", [0.0, 4.0])
def test_no_factor_of_the_catalogue_pays_at_either_end(five_towns: Case, value: float) -> None:
    """One factor after the other, all towns at one end of it and nothing else known."""
    nothing = replace(five_towns, scores=())
    unknown = compute_arrays(nothing)
    for factor in five_towns.factors:
        end = value / 4
        if factor.kind != "yes_no":
            end = (
                value
                if factor.zero_at is None or factor.four_at is None
                else (factor.zero_at, factor.four_at)[value > 0]
            )
        words = tuple(Score(t.town, factor.factor, end, "self") for t in five_towns.towns)
        check_no_gain(compute_arrays(replace(nothing, scores=words)), unknown)


def alone(case: Case, town: str) -> Case:
    """The case of one town: what is said of others, or floors that others would meet, is left out."""
    place = next(t for t in case.towns if t.town == town)
    measures = tuple(m for m in case.measures if m.town in ("", town))
    names = {m.measure for m in measures} | {step.roadmap for step in case.roadmap_steps} | {""}
    limits = (row for row in case.limits if row.town in ("", town) and row.measure in names and row.floor is None)
    links = (row for row in case.links if {row.measure, row.other} <= names)
    locks = (row for row in case.locks if row.town == town and row.decision == "must_not")
    contributions = (row for row in case.contributions if row.town in ("", town) and row.measure in names)
    return replace(
        case,
        towns=(place,),
        scores=tuple(row for row in case.scores if row.town == town),
        measures=measures,
        proposals=tuple(row for row in case.proposals if row.town == town),
        limits=tuple(row for row in limits if row.payer not in CONTRIBUTORS),
        links=tuple(links),
        locks=tuple(locks),
        contributions=tuple(contributions),
        cofinancing=tuple(row for row in case.cofinancing if row.measure in names),
        readiness=tuple(row for row in case.readiness if row.town == town and row.measure in names),
    )


def single_towns(case: Case, random: Random) -> Iterator[tuple[Case, Case]]:
    for town in case.towns:
        yield own_words(alone(case, town.town), random)


NEARLY = replace(EXACT, gap_share=0.002, seconds=20.0)


def points(case: Case) -> float:
    arrays = compute_arrays(case)
    try:
        return search(arrays, all_rows(arrays), EXACT).points
    except NoPlan:
        return -np.inf


@pytest.mark.parametrize("seed", range(30))
def test_the_best_plan_of_a_town_alone_is_no_better_by_its_word(seed: int) -> None:
    for said, unknown in single_towns(random_case(seed), Random(seed)):
        own, prior = points(said), points(unknown)
        assert own == -np.inf or own <= prior + NEAR * max(1.0, abs(prior))


@pytest.mark.parametrize("seed", range(2))
def test_the_best_plan_of_a_town_with_the_catalogue_is_no_better_by_its_word(five_towns: Case, seed: int) -> None:
    said, unknown = own_words(alone(five_towns, five_towns.towns[seed].town), Random(seed))
    own, prior = (search(arrays, all_rows(arrays), NEARLY) for arrays in map(compute_arrays, (said, unknown)))
    assert prior.points > 0
    assert own.points <= prior.bound * (1 + NEAR)
    assert prior.gap_share < 0.01


def test_words_that_were_believed_would_pay() -> None:
    """The tests above could not fail if scores mattered little: said by experts the same scores raise many towns."""
    raised = 0
    for seed in range(30):
        for said, unknown in single_towns(random_case(seed), Random(seed)):
            believed = replace(said, scores=tuple(replace(row, source="expert") for row in said.scores))
            first, second = best_plan(believed), best_plan(unknown)
            if first is not None and second is not None:
                raised += first.objective > second.objective * 1.001
    assert raised >= 10


def test_words_count_where_they_hurt(tmp_path: Path) -> None:
    """Nor are they ignored: some words lower what a town is worth."""
    said, unknown = own_words(catalogue_case(tmp_path), Random(0))
    own, prior = compute_arrays(said).effects, compute_arrays(unknown).effects
    both = own.offered & prior.offered
    assert (own.worth[both] < 0.9 * prior.worth[both]).mean() > 0.1
