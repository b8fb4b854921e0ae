"""Warnings: each on a case that has the mistake, and not on its twin that has not.

The plain case: a town of 10,000, two measures that cost 1 mrub and bring one job, two years, federal and regional
budgets of 1 mrub a year. 1 mrub is 100 roubles a head.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from oracle import best_plan
from random_cases import CLUSTER_SEEDS, SEEDS, random_case
from tiny import Named, Piece, limit, opening, proposal, solve, started, tiny_case, town

from models.arrays import compute_arrays
from models.case import (
    Budget,
    Case,
    Cofinancing,
    Contribution,
    Factor,
    Goal,
    Inflation,
    Limit,
    Link,
    Loan,
    Lock,
    Product,
    Readiness,
    Region,
    RoadmapStep,
    Score,
    Triple,
)
from models.instruments import states
from planner.solving.effort import NoPlan
from planner.tables.read import read_case
from planner.warnings import WARNINGS, Warning, warnings_of
from planner.warnings.contributions import promised_money, sums_that_forbid
from planner.warnings.limits import floors_out_of_reach
from planner.warnings.locks import musts_that_cannot_be
from planner.warnings.measures import goals_never_served, measures_never_chosen, measures_worth_nothing
from planner.words import using

INPUTS = Path(__file__).parents[1] / "inputs"
HALF = (Cofinancing("", "", 0.0, 0.5),)
"""The region pays half at least."""


def case_of(*pieces: Piece, **fields: Any) -> Case:
    """The plain case, or what is left of it after the changes."""
    plain = {"federal": (1.0, 1.0), "regional": {"North": (1.0, 1.0)}}
    return tiny_case(*(pieces or (started("a"), started("b"))), **plain | fields)


def told(case: Case, words: str) -> list[Warning]:
    """Warnings that hold the words."""
    return [warning for warning in warnings_of(case) if words in str(warning)]


def is_told_once(words: str, place: str, mistaken: Case, twin: Case) -> None:
    """The mistaken case has one such warning, at the place; its twin has none."""
    assert [warning.place for warning in told(mistaken, words)] == [place]
    assert told(twin, words) == []


def test_the_plain_case_has_no_warning() -> None:
    assert warnings_of(case_of()) == []


# --- Amounts of the wrong size ---------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("mistaken_mrub", "sane_mrub", "size"), [(501.0, 499.0, "large"), (0.0099, 0.0101, "small"), (0.0099, 0.0, "small")]
)
@pytest.mark.parametrize("payer", ["federal", "regional"])
def test_a_budget_of_the_wrong_size(payer: str, mistaken_mrub: float, sane_mrub: float, size: str) -> None:
    """Sane are 1 to 50,000 roubles a head: 0.01 to 500 mrub for 10,000. No money is no mistake."""

    def with_budget(mrub: float) -> Case:
        return case_of(**{payer: (mrub, 1.0) if payer == "federal" else {"North": (mrub, 1.0)}})

    words = f"budget is very {size} for the inhabitants"
    is_told_once(words, "amount_mrub", with_budget(mistaken_mrub), with_budget(sane_mrub))


def test_federal_money_is_for_the_inhabitants_of_all_towns() -> None:
    """0.015 mrub are 1.5 roubles a head in one town, 0.75 in two."""
    two = case_of(towns=(town("A"), town("B", "South")), federal=(0.015, 1.0))
    is_told_once("federal 2021, 0.015 mrub: 0.75 RUB per head", "amount_mrub", two, case_of(federal=(0.015, 1.0)))


@pytest.mark.parametrize(("mistaken_mrub", "sane_mrub"), [(4.9, 5.1), (10_001.0, 9_999.0), (0.0, None)])
def test_a_municipal_budget_of_the_wrong_size(mistaken_mrub: float, sane_mrub: float | None) -> None:
    """Sane are 500 to 1,000,000 roubles a head: 5 to 10,000 mrub."""
    mistaken, twin = (case_of(towns=[town("A", municipal_budget_mrub=mrub)]) for mrub in (mistaken_mrub, sane_mrub))
    is_told_once("municipal budget is very", "municipal_budget_mrub", mistaken, twin)


def test_the_municipal_budget_taken_for_unknown_ones_of_the_wrong_size() -> None:
    mistaken, twin = (case_of(settings={"municipal_budget_rub_per_head": rub}) for rub in (499.0, 501.0))
    is_told_once("municipal budget is very small", "municipal_budget_rub_per_head", mistaken, twin)


@pytest.mark.parametrize(("mistaken_mrub", "sane_mrub"), [(0.0009, 0.0011), (501.0, 499.0), (0.0009, 0.0)])
def test_a_sum_of_the_wrong_size(mistaken_mrub: float, sane_mrub: float) -> None:
    """Sane are 0.1 to 50,000 roubles a head: 0.001 to 500 mrub."""
    mistaken, twin = (
        case_of(contributions=[Contribution("business", "A", "a", None, mrub)]) for mrub in (mistaken_mrub, sane_mrub)
    )
    is_told_once("sum for a project is very", "sum_mrub", mistaken, twin)


@pytest.mark.parametrize(("mistaken_mrub", "sane_mrub"), [(0.00009, 0.00011), (5_001.0, 60.0)])
def test_a_sum_for_all_towns_is_judged_by_the_town_it_suits_best(mistaken_mrub: float, sane_mrub: float) -> None:
    """Towns of 1,000 and 100,000: 0.11 roubles a head in the small one is enough, 600 in the large one not too much."""
    towns = [town("A", population=1_000.0), town("B", population=100_000.0)]
    mistaken, twin = (
        case_of(towns=towns, contributions=[Contribution("business", "", "a", None, mrub)])
        for mrub in (mistaken_mrub, sane_mrub)
    )
    is_told_once("sum for a project is very", "sum_mrub", mistaken, twin)


@pytest.mark.parametrize(("mistaken_mrub", "sane_mrub"), [(0.0024, 0.0026), (1_501.0, 1_499.0)])
def test_a_proposal_of_the_wrong_size(mistaken_mrub: float, sane_mrub: float) -> None:
    """Sane are 0.5 to 300,000 roubles a head: 0.005 to 3,000 mrub for the least scale, here 2."""
    mistaken, twin = (
        case_of(proposals=[proposal("own", "A", "a", mrub, scale_low=2.0, scale_high=2.0)])
        for mrub in (mistaken_mrub, sane_mrub)
    )
    is_told_once("least cost of a proposal is very", "unit_cost_mrub", mistaken, twin)


@pytest.mark.parametrize(("mistaken_mrub", "sane_mrub"), [(0.009, 0.011), (501.0, 499.0), (0.009, 0.0)])
def test_a_loan_of_the_wrong_size(mistaken_mrub: float, sane_mrub: float) -> None:
    mistaken, twin = (case_of(loans=[Loan("North", 2021, 2022, mrub, 0.0)]) for mrub in (mistaken_mrub, sane_mrub))
    is_told_once("loan is very", "most_mrub", mistaken, twin)


# --- Scores ----------------------------------------------------------------------------------------------------------


def scored(values: Sequence[float], sources: Sequence[Any] = ("expert",) * 9, kind: Any = "score") -> Case:
    """The plain case with one factor more for each value; numbers run from 0 to 4."""
    ends = (0.0, 4.0) if kind == "number" else (None, None)
    factors = tuple(Factor(f"f{i}", f"f{i}", kind, *ends) for i in range(len(values)))
    scores = [Score("A", f"f{i}", v, s) for i, (v, s) in enumerate(zip(values, sources, strict=False))]
    return replace(case_of(), factors=factors, scores=tuple(scores))


@pytest.mark.parametrize("value", [0.0, 4.0])
@pytest.mark.parametrize(
    "twin",
    [
        scored([4.0] * 4),
        scored([4.0] * 4 + [3.0]),
        scored([4.0] * 4 + [0.0]),
        scored([2.0] * 5),
        scored([4.0] * 5, ("expert", "self", "expert", "expert", "expert")),
        scored([4.0] * 5, kind="number"),
    ],
    ids=["four only", "one between", "one at the other end", "all between", "two sources", "measured"],
)
def test_judged_scores_that_are_all_at_one_end(value: float, twin: Case) -> None:
    is_told_once("all judged scores of a town", "value", scored([value] * 5), twin)


def documented(*scores: tuple[str, str, str]) -> Case:
    """Two towns with scores by town, source and note, each of a factor of its own."""
    factors = tuple(Factor(f"f{i}", f"f{i}", "score") for i in range(len(scores)))
    rows = tuple(
        Score(name, f"f{i}", 2.0, source, note, Named(f"row{i}"))  # type: ignore[arg-type]
        for i, (name, source, note) in enumerate(scores)
    )
    return replace(case_of(towns=[town("A"), town("B")]), factors=factors, scores=rows)


@pytest.mark.parametrize("source", ["expert", "survey"])
@pytest.mark.parametrize("note", ["", "  "])
@pytest.mark.parametrize("sound", [("expert", "Poll of 2019"), ("self", ""), ("statistics", "")])
def test_a_score_vouched_for_by_nobody(source: str, note: str, sound: tuple[str, str]) -> None:
    words = "no document stands behind 1 score of source expert or survey"
    is_told_once(words, "row0!note", documented(("A", source, note)), documented(("A", *sound)))


def test_scores_vouched_for_by_nobody_are_told_by_town() -> None:
    case = documented(("A", "expert", ""), ("B", "survey", ""), ("A", "survey", ""), ("A", "expert", "Poll of 2019"))
    (warning,) = told(case, "no document stands behind")
    assert warning.place == "row0!note, row1!note"
    assert warning.message.startswith("no document stands behind 3 scores ")
    assert "(2 towns): A: 2, B: 1 was read" in warning.message
    assert "give source self" in warning.message


def self_scored(own_weight: float) -> Case:
    """The factor habit, weight 1, is known from statistics, another from the town itself."""
    case = case_of(lock_in_today={"A": 0.5}, coefficients={("weight", "own", "mind"): own_weight})
    score = Score("A", "own", 2.0, "self")
    return replace(case, factors=(*case.factors, Factor("own", "own", "score")), scores=(*case.scores, score))


def test_a_diagnosis_that_is_mostly_the_town_s_own() -> None:
    """A weight of 1.1 beside 1 is more than half, 1 beside 1 is not."""
    is_told_once("make up most of a town's diagnosis", "town", self_scored(1.1), self_scored(1.0))


@pytest.mark.parametrize(("mistaken", "sane"), [(4_051.0, 4_049.0), (-3_881.0, -3_879.0), (25_000.0, 2_856.0)])
@pytest.mark.parametrize("falling", [True, False])
def test_a_number_in_a_wrong_unit(mistaken: float, sane: float, falling: bool) -> None:
    """30 times the distance of 130 outside 20 to 150, whichever of them scores 4."""

    def with_number(value: float) -> Case:
        ends = (150.0, 20.0) if falling else (20.0, 150.0)
        factor = Factor("near", "near", "number", *ends)
        return replace(case_of(), factors=(factor,), scores=(Score("A", "near", value, "statistics"),))

    is_told_once("score of near is far outside its scale", "value", with_number(mistaken), with_number(sane))


# --- Measures that can never be chosen -------------------------------------------------------------------------------


def second(other: dict[str, Any] | None = None, **fields: Any) -> Case:
    """The plain case with another second measure, and money for whatever it costs."""
    return case_of(started("a"), started("b", **other or {}), **{"federal": (90.0, 90.0)} | fields)


def readiness(**fields: Any) -> list[Readiness]:
    return [Readiness("A", "b", **fields)]


NEVER = {
    "duration": ("works last longer", "duration_years", second({"duration_years": 3}), second({"duration_years": 2})),
    "status": ("status and population", "statuses", second({"statuses": ("crisis",)}),
               second({"statuses": ("stable",)})),
    "population": ("status and population", "statuses", second({"population_min": 10_001.0}),
                   second({"population_min": 10_000.0})),
    "scale": ("greatest scale", "scale_high", second({"scale_low": 2.0}),
              second({"scale_low": 2.0, "scale_high_per_1000": 0.1})),
    "preparation": ("ready early enough", "preparation_years", second({"preparation_years": 2}),
                    second({"preparation_years": 2}, readiness=readiness(ready_year=2022))),
    "works after preparation": ("ready early enough", "preparation_years",
                                second({"preparation_years": 1, "duration_years": 2}),
                                second({"preparation_years": 1, "duration_years": 1})),
    "ready too late": ("ready early enough", "preparation_years", second(readiness=readiness(ready_year=2023)),
                       second(readiness=readiness(ready_year=2022))),
    "consent not asked": ("does not consent", "needs_consent", second({"needs_consent": True}),
                          second({"needs_consent": True}, readiness=readiness(consent="yes"))),
    "consent refused": ("does not consent", "needs_consent", second(readiness=readiness(consent="no")), second()),
    "gate": ("come below its gates", "measure",
             second({"coefficients": {("gate", "mind"): 0.5}}, lock_in_today={"A": 0.75}),
             second({"coefficients": {("gate", "mind"): 0.5}}, lock_in_today={"A": 0.5})),
    "sums": ("sums of others", "scale_low", second(contributions=[Contribution("funds", "A", "b", None, 1.1)]),
             second(contributions=[Contribution("funds", "A", "b", None, 1.0)])),
    "locks": ("locks forbid it", "measure", second(locks=[Lock("A", "b", "must_not", None, None)]),
              second(locks=[Lock("A", "b", "must_not", 2021, None)])),
    "points of growth": ("point of growth", "point_of_growth",
                         second({"point_of_growth": True}, settings={"points_of_growth_max": 0}),
                         second({"point_of_growth": True}, settings={"points_of_growth_max": 1})),
    "requires": ("a, which it requires,", "measure", second(links=[Link("b", "requires", "a", 2)]),
                 second(links=[Link("b", "requires", "a", 1)])),
}  # fmt: skip


@pytest.mark.parametrize("reason", NEVER)
def test_a_measure_that_can_never_be_chosen(reason: str) -> None:
    """And indeed it is in no plan, though there is money for it and nothing else to buy; its twin is."""
    words, place, mistaken, twin = NEVER[reason]
    is_told_once("can never be chosen", place, mistaken, twin)
    assert words in told(mistaken, "can never be chosen: ")[0].message
    assert ("A", "b") not in solve(mistaken).start
    assert ("A", "b") in solve(twin).start


def test_conditions_that_leave_nothing_together_are_named() -> None:
    """A may use the measure and does not consent, B consents and may not use it."""
    towns = [town("A"), town("B", status="crisis")]
    said = [Readiness("B", "b", consent="yes")]
    mistaken = second({"needs_consent": True, "statuses": ("stable",)}, towns=towns, readiness=said)
    twin = second({"needs_consent": True, "statuses": ("crisis",)}, towns=towns, readiness=said)
    is_told_once("conditions together: status and population, readiness: b was read", "measure", mistaken, twin)


def test_a_measure_that_one_town_can_choose_is_no_mistake() -> None:
    assert told(second({"statuses": ("crisis",)}, towns=[town("A"), town("B", status="crisis")]), "never") == []


def test_a_proposal_that_can_never_be_chosen() -> None:
    """It is told by its own row, which has no column for the consent that its like needs."""
    mistaken, twin = (
        case_of(started("a"), started("b", needs_consent=needs), proposals=[proposal("own", "A", "b")],
                readiness=[Readiness("A", "b", consent="yes")])
        for needs in (True, False)
    )  # fmt: skip
    is_told_once("proposal can never be chosen: the community does not consent to it: own", "proposal", mistaken, twin)


def with_roadmap(*steps: RoadmapStep, **fields: Any) -> Case:
    clubs = opening("clubs", 0.1, coefficients={("opening", "mind"): 0.5})
    return case_of(started("a"), started("b"), clubs, steps=steps, **fields)


@pytest.mark.parametrize("steps", [(), (RoadmapStep("open", "", "clubs", 1.0, 1, 3),)], ids=["in none", "too long"])
def test_an_opening_measure_in_no_roadmap(steps: tuple[RoadmapStep, ...]) -> None:
    twin = with_roadmap(RoadmapStep("open", "", "clubs", 1.0, 1, 2))
    is_told_once("opening measure is in no roadmap", "measure", with_roadmap(*steps), twin)


# --- Measures and goals that count for nothing -----------------------------------------------------------------------


def with_goal(weight: float, yields: dict[tuple[str, str], float]) -> Case:
    """A third goal, income, and what the second measure yields."""
    case = case_of(started("a"), started("b", jobs=0.0, coefficients=yields))
    return replace(case, goals=(*case.goals, Goal("income", "Income", "mrub", weight)))


def test_a_measure_that_serves_goals_of_no_weight_alone() -> None:
    yields = {("yield", "income"): 1.0}
    is_told_once("measure is worth nothing", "measure", with_goal(0.0, yields), with_goal(1.0, yields))


def test_a_measure_without_any_result() -> None:
    is_told_once("measure has no result at all: b", "measure", with_goal(1.0, {}),
                 with_goal(1.0, {("yield", "jobs"): 1.0}))  # fmt: skip


def test_an_opening_measure_needs_no_yield_but_must_open() -> None:
    step = RoadmapStep("open", "", "idle", 1.0, 1, 1)
    mistaken = case_of(started("a"), started("b"), opening("idle"), steps=[step])
    cheaper = opening("idle", coefficients={("cost_cut", "knowledge"): 0.1})
    twin = case_of(started("a"), started("b"), cheaper, steps=[step])
    is_told_once("measure has no result at all: idle", "measure", mistaken, twin)


def test_a_goal_that_no_measure_serves() -> None:
    is_told_once("no measure serves the goal: income", "goal", with_goal(1.0, {("yield", "jobs"): 1.0}),
                 with_goal(1.0, {("yield", "income"): 1.0}))  # fmt: skip


def test_capacity_is_served_by_opening_measures() -> None:
    step = RoadmapStep("open", "", "clubs", 1.0, 1, 1)
    is_told_once("no measure serves the goal: capacity", "goal", case_of(capacity_weight=1.0),
                 with_roadmap(step, capacity_weight=1.0))  # fmt: skip


# --- What joins towns -------------------------------------------------------------------------------------------------

SUPPLIED, BOUGHT, USED = {("supplies", "pumps"): 3.0}, {("buys", "pumps"): 1.0}, {("uses", "pumps"): 0.5}
WORTH = {("trade", "pumps", "jobs"): 0.2}
NO_SUPPLIER = "nothing supplies the product"
NO_BUYER = "nothing buys or uses the product"


def trading(
    a: dict[tuple[str, str], float] | None = None,
    b: dict[tuple[str, str], float] | None = None,
    worth: dict[tuple[str, str, str], float] = WORTH,
    **fields: Any,
) -> Case:
    """Pumps, with what two measures supply or buy of them; of two goals the wages have no weight."""
    case = case_of(started("a", coefficients=a or {}), started("b", coefficients=b or {}), coefficients=worth, **fields)
    wages = Goal("wages", "Wages", "mrub", 0.0)
    income = {("yield", "a", "wages"): Triple(1.0, 1.0, 1.0)}
    return replace(case, products=(Product("pumps", "Pumps", "mrub", Named("row")),), goals=(*case.goals, wages),
                   coefficients={**case.coefficients, **income})  # fmt: skip


@pytest.mark.parametrize("other_side", [BOUGHT, USED], ids=["bought", "used"])
def test_a_product_that_nothing_supplies(other_side: dict[tuple[str, str], float]) -> None:
    is_told_once(NO_SUPPLIER, "row!product", trading(b=other_side), trading(SUPPLIED, other_side))
    assert warnings_of(trading(SUPPLIED, other_side)) == []


def test_what_is_supplied_with_nothing_is_not_supplied() -> None:
    """Of another product neither."""
    other = {("supplies", "pipes"): 3.0, ("supplies", "pumps"): 0.0}
    is_told_once(NO_SUPPLIER, "row!product", trading(other, BOUGHT), trading(SUPPLIED, BOUGHT))


@pytest.mark.parametrize("side", [BOUGHT, USED], ids=["bought", "used"])
def test_a_product_that_nothing_buys_or_uses(side: dict[tuple[str, str], float]) -> None:
    is_told_once(NO_BUYER, "row!product", trading(SUPPLIED), trading(SUPPLIED, side))


def test_one_measure_may_stand_on_both_sides() -> None:
    """Of pumps made in one town some are used in another that makes them too."""
    assert warnings_of(trading(SUPPLIED | USED)) == []


def test_a_proposal_may_be_the_only_one_that_supplies() -> None:
    own = {"proposals": [proposal("own", "A", "a", 1.0, 1.0)]}
    supplies = WORTH | {("supplies", "own", "pumps"): 3.0}
    is_told_once(NO_SUPPLIER, "row!product", trading(b=BOUGHT, **own), trading(b=BOUGHT, worth=supplies, **own))


@pytest.mark.parametrize(
    ("worth", "words"),
    [
        ({}, "it has no result: pumps was read"),
        ({("trade", "pumps", "jobs"): 0.0}, "it has no result: pumps was read"),
        ({("trade", "pipes", "jobs"): 0.2}, "it has no result: pumps was read"),
        ({("trade", "pumps", "wages"): 0.2}, "its only results are in goals of weight 0: pumps (wages) was read"),
    ],
    ids=["no row", "0", "of another product", "weight 0"],
)
def test_a_product_whose_trade_is_worth_nothing(worth: dict[tuple[str, str, str], float], words: str) -> None:
    mistaken, twin = (trading(SUPPLIED, BOUGHT, of) for of in (worth, {("trade", "pumps", "wages"): 0.2} | WORTH))
    is_told_once("trade in the product is worth nothing", "row!product", mistaken, twin)
    assert len(told(mistaken, words)) == 1


ROLLED = started("a", coefficients={("rollout", ""): 0.1})
SIMILAR = "similar_within_share"


def rolling(within: float | None, apart: float = 0.3, piece: Piece = ROLLED, **fields: Any) -> Case:
    """Two towns that differ in their only factor by so much of its scale."""
    own = {"towns": [town("A"), town("B")], "lock_in_today": {"A": 0.5, "B": 0.5 + apart}} | fields
    case = case_of(piece, started("b"), settings={SIMILAR: within}, **own)
    placed = {key: replace(triple, origin=Named(key[0])) for key, triple in case.coefficients.items()}
    return replace(case, coefficients=placed, settings=replace(case.settings, origin=Named("Settings")))


def test_roll_out_while_it_is_left_open_who_is_similar() -> None:
    is_told_once(f"no effect while setting {SIMILAR} is blank", "rollout!central", rolling(None), rolling(0.5))
    assert len(told(rolling(None), "1 measure with it, first a, was read")) == 1


def test_similarity_left_open_where_nothing_is_rolled_out_is_no_mistake() -> None:
    for piece in (started("a"), started("a", coefficients={("rollout", ""): 0.0})):
        assert told(rolling(None, piece=piece), "rollout") == []
        assert told(rolling(0.1, piece=piece), "similar") == []


@pytest.mark.parametrize(("mistaken", "sane"), [(0.29, 0.31), (0.0, 1.0)])
def test_roll_out_where_no_two_towns_are_similar(mistaken: float, sane: float) -> None:
    """0.3 of the scale lie between the two towns."""
    is_told_once("no two towns are similar", f"Settings!{SIMILAR}", rolling(mistaken), rolling(sane))


def test_two_similar_towns_among_many_are_enough() -> None:
    towns = {"towns": [town("A"), town("B"), town("C")]}
    apart, alike = ({"lock_in_today": {"A": 0.0, "B": 0.5, "C": last}} for last in (1.0, 0.55))
    is_told_once("no two towns are similar", f"Settings!{SIMILAR}", rolling(0.1, **towns, **apart),
                 rolling(0.1, **towns, **alike))  # fmt: skip


def test_a_town_s_own_word_makes_it_neither_similar_nor_different() -> None:
    """Both stand at the prior until somebody else knows them."""
    case = rolling(0.1)
    own_word = replace(case, scores=tuple(replace(score, source="self") for score in case.scores))
    is_told_once("no two towns are similar", f"Settings!{SIMILAR}", case, own_word)


def test_one_town_has_nobody_to_follow_it_and_no_warning() -> None:
    alone = {"towns": [town("A")], "lock_in_today": {"A": 0.5}}
    assert told(rolling(0.1, **alone), "similar") == []
    assert told(rolling(None, **alone), "rollout") == []


TOO_GOOD = "promises more by rouble"


def promising(jobs: float, like: dict[tuple[str, str], float] | None = None, **fields: Any) -> Case:
    """A proposal for 1 mrub, like a measure for 1 mrub that brings one job."""
    pieces = started("a", coefficients=like or {}), started("b")
    return case_of(*pieces, proposals=[proposal("own", "A", "a", 1.0, jobs)], **fields)


@pytest.mark.parametrize(
    ("jobs", "fields"),
    [
        (1.0, {}),
        (2.0, {"towns": [town("A", population=40_000.0)], "like": {("size_exponent", ""): 0.5}}),
        (0.5, {"regions": [Region("North", 2.0)]}),
        (0.25, {"towns": [town("A", population=40_000.0)], "like": {("cost_size_exponent", ""): 1.0}}),
    ],
    ids=["plain", "yield grows with the town", "dear region", "cost grows with the town"],
)
def test_a_proposal_too_good_to_be_true(jobs: float, fields: dict[str, Any]) -> None:
    """The result by rouble that its like has in the same town is the most."""
    is_told_once(TOO_GOOD, "yield_low", promising(jobs + 0.01, **fields), promising(jobs - 0.01, **fields))


def test_a_proposal_as_good_as_its_like_is_not_too_good() -> None:
    assert told(promising(1.0), TOO_GOOD) == []


def test_a_proposal_is_held_against_the_high_end_of_its_like() -> None:
    """1.2 jobs are more than 1, less than the high end of 1.3."""
    mistaken = promising(1.2)
    usual = {("yield", "a", "jobs"): Triple(0.5, 1.0, 1.3)}
    twin = replace(mistaken, coefficients={**mistaken.coefficients, **usual})
    is_told_once(TOO_GOOD, "yield_low", mistaken, twin)


@pytest.mark.parametrize(
    ("jobs", "figures"), [(1.5, {"yield_low": 0.9}), (1.2, {"unit_cost_high_mrub": 1.25})], ids=["yield", "cost"]
)
def test_a_proposal_is_judged_by_what_the_plan_counts(jobs: float, figures: dict[str, float]) -> None:
    """1.5 jobs, 0.9 of them sure; 1.2 jobs, for 1.25 mrub if all goes wrong. An appraisal counts as it stands."""
    own = proposal("own", "A", "a", 1.0, jobs, **figures)
    mistaken, twin = (case_of(proposals=[replace(own, evidence=evidence)]) for evidence in ("appraised", "stated"))
    is_told_once(TOO_GOOD, "yield_central", mistaken, twin)


def test_a_result_that_its_like_does_not_have_is_not_compared() -> None:
    assert told(promising(100.0, like={("yield", "jobs"): 0.0}), TOO_GOOD) == []


@pytest.mark.parametrize(
    ("scale_high", "like", "fields"),
    [
        (2.0, {}, {}),
        (8.0, {"scale_high": 4.0}, {}),
        (6.0, {"scale_high_per_1000": 0.2}, {}),
        (4.0, {}, {"regions": [Region("North", 2.0)]}),
        (8.0, {"coefficients": {("cost_size_exponent", ""): 1.0}}, {"towns": [town("A", population=40_000.0)]}),
    ],
    ids=["plain", "greatest scale of its like", "scale by inhabitants", "dear region", "cost grows with the town"],
)
def test_a_proposal_larger_than_its_like(scale_high: float, like: dict[str, Any], fields: dict[str, Any]) -> None:
    """For 1 mrub a unit, twice what the greatest project of its like costs in the town."""
    mistaken, twin = (
        case_of(started("a", **like), proposals=[proposal("own", "A", "a", scale_high=high)], **fields)
        for high in (scale_high + 0.01, scale_high)
    )
    is_told_once("greatest cost of a proposal is far above", "scale_high", mistaken, twin)
    assert "own:" in told(mistaken, "far above")[0].message


# --- Money of others --------------------------------------------------------------------------------------------------

FORBID = "sums of others make a project impossible"


DEARER_LATER = {"settings": {"price_year": 2021}, "inflation": [Inflation(2022, 0.5)]}


def given(mrub: float, by: str = "business", place: str = "A", measure: str = "b", **fields: Any) -> Contribution:
    return replace(Contribution(by, place, measure, None, mrub, "agreed", Named(by)), **fields)


@pytest.mark.parametrize(
    ("most_mrub", "other", "fields"),
    [
        (1.0, {}, {}),
        (1.5, {"scale_low": 1.5, "scale_high": 2.0}, {}),
        (0.75, {}, {"contributions": [Contribution("funds", "A", "b", 0.25, None, "agreed")]}),
        (1.0, {"duration_years": 2}, {}),
        (1.0, {"coefficients": {("running_cost", ""): 1.0}}, {}),
        (1.5, {}, DEARER_LATER),
        (1.0, {}, DEARER_LATER | {"locks": [Lock("A", "b", "must_not", 2022, None)]}),
    ],
    ids=["plain", "least scale", "share of another", "works of two years", "running cost", "dearer later", "not later"],
)
def test_a_sum_that_makes_a_project_impossible(most_mrub: float, other: dict[str, Any], fields: dict[str, Any]) -> None:
    """What the least project costs the public in the years of works, in the best year, is the most."""
    rest = fields.pop("contributions", [])
    mistaken, twin = (second(other, contributions=[*rest, given(most_mrub + more)], **fields) for more in (0.01, 0.0))
    is_told_once(FORBID, "business!sum_mrub", mistaken, twin)
    words = f"b in A: {most_mrub + 0.01:g} mrub of all contributors, of which {most_mrub:g} can be taken"
    assert words in told(mistaken, FORBID)[0].message
    assert ("A", "b") not in solve(mistaken).start
    assert ("A", "b") in solve(twin).start


def test_sums_that_are_too_much_together_are_told_each() -> None:
    sums = [given(0.6), given(0.6, "funds"), given(0.0, "residents")]
    (warning,) = told(second(contributions=sums), FORBID)
    assert warning.place == "business!sum_mrub, funds!sum_mrub"
    assert told(second(contributions=[sums[0], replace(sums[1], sum_mrub=0.4)]), FORBID) == []


def test_a_sum_for_all_towns_is_told_for_those_where_it_is_too_much() -> None:
    """1.5 mrub: B is in a region twice as dear, C has a row of its own, D may not use the measure; A and E are left."""
    towns = [town("A"), town("B", "South"), town("C"), town("D", status="crisis"), town("E")]
    case = second({"statuses": ("stable",)}, towns=towns, regions=[Region("North", 1.0), Region("South", 2.0)],
                  contributions=[given(1.5, place=""), given(0.5, place="C")])  # fmt: skip
    (warning,) = told(case, FORBID)
    assert warning.place == "business!sum_mrub"
    read = (f"b in {name}: 1.5 mrub of all contributors, of which 1 can be taken" for name in "AE")
    assert f"(2 times): {', '.join(read)} was read" in warning.message


@pytest.mark.parametrize(("what", "measure"), [("proposal", "own"), ("measure", "b")])
def test_the_remedy_of_a_sum_that_is_too_much(what: str, measure: str) -> None:
    case = second(proposals=[proposal("own", "A", "b")], contributions=[given(1.1, measure=measure)])
    assert f"raise scale_low of the {what}, or lower sum_mrub" in told(case, FORBID)[0].message


PROMISED = "money that is only promised"


def promised(share: float | None, sum_mrub: float | None = None, **fields: Any) -> Contribution:
    return replace(Contribution("business", "A", "b", share, sum_mrub, "promised"), **fields)


CLUBS_BY_PROMISE = [promised(0.11, measure="clubs")]


@pytest.mark.parametrize(
    ("mistaken", "twin"),
    [
        (second(contributions=[promised(0.101)]), second(contributions=[promised(0.1)])),
        (second(contributions=[promised(None, 0.101)]), second(contributions=[promised(None, 0.1)])),
        (second(contributions=[promised(0.05, 0.06)]), second(contributions=[promised(0.05, 0.05)])),
        (second(contributions=[promised(0.5)]), second(contributions=[promised(0.5, evidence="agreed")])),
        (second(contributions=[promised(0.5)]), second({"statuses": ("crisis",)}, contributions=[promised(0.5)])),
        (second(contributions=[promised(0.5, town="")]),
         second(contributions=[promised(0.5, town=""), promised(0.1, evidence="agreed")])),
        (second(contributions=[promised(0.5, town="", evidence="agreed"), promised(0.5)]),
         second(contributions=[promised(0.5, town=""), promised(0.5, evidence="agreed")])),
        (second(contributions=[promised(None, 0.3)]),
         second({"scale_low": 3.0, "scale_high": 3.0}, contributions=[promised(None, 0.3)])),
        (second(contributions=[promised(None, 0.2)]),
         second(regions=[Region("North", 2.0)], contributions=[promised(None, 0.2)])),
        (with_clubs := case_of(started("a"), started("b"), opening("clubs", 0.1), contributions=CLUBS_BY_PROMISE,
                               steps=[RoadmapStep("open", "", "clubs", 1.0, 1, 1)]),
         replace(with_clubs, roadmap_steps=())),
    ],
    ids=["share", "sum", "both", "agreed", "not offered", "another row counts", "the particular row counts",
         "larger project", "dearer project", "in no roadmap"],
)  # fmt: skip
def test_money_that_is_only_promised(mistaken: Case, twin: Case) -> None:
    """A tenth of the least project, here of 1 mrub, may be missing."""
    is_told_once(PROMISED, "evidence", mistaken, twin)


def test_promised_money_is_told_once_by_row_and_at_its_most() -> None:
    """2 mrub in the dear region make 0.3 mrub 15 %, 1 mrub elsewhere 30 %."""
    towns, regions = [town("A"), town("B", "South")], [Region("North", 1.0), Region("South", 2.0)]
    case = second(towns=towns, regions=regions, contributions=[promised(None, 0.3, town=""),
                                                               promised(0.2, contributor="funds")])  # fmt: skip
    (warning,) = told(case, PROMISED)
    assert "(2 times): business for b in all towns: up to 30 %, funds for b in A: up to 20 % was read" in str(warning)


# --- Money that cannot be spent, or is not there ---------------------------------------------------------------------

TAX = {("tax_forgone_federal", ""): 0.25}


@pytest.mark.parametrize(
    ("most_mrub", "pieces", "fields"),
    [
        (2.0, (started("a"), started("b")), {}),
        (1.0, (started("a"), started("b")), {"cofinancing": HALF}),
        (3.5, (started("a", scale_high=3.0), started("b", 0.5)), {}),
        (1.0, (started("a", point_of_growth=True), started("b", point_of_growth=True)),
         {"settings": {"points_of_growth_max": 1}}),
        (2.5, (started("a"), started("b", coefficients={("running_cost", ""): 0.5})), {}),
        (2.25, (started("a"), started("b", coefficients=TAX)), {}),
        (2.1, (started("a"), started("b"), opening("clubs", 0.1)),
         {"steps": [RoadmapStep("open", "", "clubs", 1.0, 1, 1)]}),
        (1.8, (started("a"), started("b")), {"contributions": [Contribution("business", "", "", 0.1, None)]}),
        (1.8, (started("a"), started("b")), {"contributions": [Contribution("business", "A", "a", None, 0.2)]}),
        (1.0, (started("a"), started("b")), {"towns": [town("A", municipal_budget_mrub=5.0)],
                                             "settings": {"absorption_share": 0.1}}),
        (2.5, (started("a"), started("b")), {"loans": [Loan("North", 2021, 2022, 0.5, 0.0)]}),
    ],
    ids=["two measures", "its share", "greatest scale", "places of growth", "running cost", "tax", "roadmap",
         "share of others", "sum of others", "absorption", "loan"],
)  # fmt: skip
def test_a_federal_budget_that_cannot_be_spent(
    most_mrub: float, pieces: tuple[Piece, ...], fields: dict[str, Any]
) -> None:
    """The most that the town can take of federal money, added up by hand."""
    own = {"regional": {"North": (0.5, 0.4)}} | fields
    mistaken, twin = (case_of(*pieces, **own, federal=(most_mrub - 0.5, rest)) for rest in (0.51, 0.5))
    is_told_once("budget cannot be spent", "amount_mrub", mistaken, twin)


def test_a_region_s_budget_that_cannot_be_spent() -> None:
    """Where the federal share is at least three quarters, the region pays half a million of two at most."""
    window = (Cofinancing("", "", 0.75, 1.0),)
    mistaken, twin = (case_of(cofinancing=window, regional={"North": (0.25, rest)}) for rest in (0.26, 0.25))
    is_told_once("North: 0.51 mrub over the plan, of which 0.5", "amount_mrub", mistaken, twin)


def test_the_budget_of_a_region_without_towns() -> None:
    case = case_of(regions=[Region("North", 1.0), Region("Empty", 1.0)])
    mistaken, twin = (replace(case, budgets=(*case.budgets, Budget("Empty", 2021, mrub))) for mrub in (1.0, 0.0))
    is_told_once("Empty: 1 mrub over the plan, of which 0", "amount_mrub", mistaken, twin)


def poor(regional: tuple[float, float], *pieces: Piece, **fields: Any) -> Case:
    """A region that pays half at least of measures for 1 mrub."""
    own = {"cofinancing": HALF, "regional": {"North": regional}} | fields
    return case_of(*(pieces or (started("a"), started("b"))), **own)


KEPT = {"carry_over_regional_share": 1.0}
CLUBS = (started("a"), started("b"), opening("clubs", 0.7))
DEAR_CLUBS = (started("a"), started("b"), opening("clubs", 0.9))
OPEN = [RoadmapStep("open", "", "clubs", 1.0, 1, 1)]


@pytest.mark.parametrize(
    ("mistaken", "twin"),
    [
        (poor((0.49, 0.0)), poor((0.5, 0.0))),
        (poor((0.3, 0.2)), poor((0.3, 0.2), settings=KEPT)),
        (poor((0.3, 0.1), settings=KEPT), poor((0.1, 0.5), settings=KEPT)),
        (poor((0.3, 0.0)), poor((0.3, 0.0), loans=[Loan("North", 2021, 2022, 0.2, 0.0)])),
        (poor((0.4, 0.0)), poor((0.4, 0.0), contributions=[Contribution("business", "A", "a", 0.2, None)])),
        (poor((0.4, 0.0)), poor((0.4, 0.0), contributions=[Contribution("business", "A", "a", None, 0.2)])),
        (poor((0.4, 0.0), *CLUBS), poor((0.4, 0.0), *CLUBS, steps=OPEN)),
        (poor((0.4, 0.0), *DEAR_CLUBS, steps=OPEN), poor((0.4, 0.0), *CLUBS, steps=OPEN)),
        (poor((0.0, 0.0)), poor((0.0, 0.0), cofinancing=(*HALF, Cofinancing("a", "", 0.0, 1.0)))),
        (poor((0.3, 0.1), started("a", duration_years=2)), poor((0.3, 0.25), started("a", duration_years=2))),
    ],
    ids=["too little", "kept", "kept and still too little", "loan", "share of others", "sum of others", "roadmap",
         "dear roadmap", "one measure paid in full", "works of two years"],
)  # fmt: skip
def test_cofinancing_out_of_reach(mistaken: Case, twin: Case) -> None:
    """The region's half of the cheapest measure is 0.5 mrub; and indeed no plan starts anything there."""
    is_told_once("so its towns get nothing: North", "amount_mrub", mistaken, twin)
    assert solve(mistaken).start == {}


def test_another_region_s_money_does_not_help() -> None:
    towns = [town("A"), town("B", "South")]
    money = {"North": (0.4, 0.0), "South": (5.0, 5.0)}
    is_told_once("so its towns get nothing: North was read", "amount_mrub",
                 case_of(towns=towns, cofinancing=HALF, regional=money),
                 case_of(towns=towns, cofinancing=HALF, regional=money | {"North": (0.5, 0.0)}))  # fmt: skip


def floor(mrub: float, unit: Any = "mrub", **columns: Any) -> Limit:
    return limit("least", floor=mrub, unit=unit, **columns)


SHARE_OF_BUSINESS = [Contribution("business", "", "", 0.2, None)]
SUM_OF_BUSINESS = [Contribution("business", "A", "a", None, 0.3)]


@pytest.mark.parametrize(
    ("mistaken", "sane", "fields"),
    [
        (floor(2.1), floor(2.0), {}),
        (floor(210.0, "rub_per_head"), floor(200.0, "rub_per_head"), {}),
        (floor(0.51, "share"), floor(0.5, "share"), {}),
        (floor(1.1, measure="a"), floor(1.0, measure="a"), {}),
        (floor(0.1, category="knowledge"), floor(0.1, category="industrial_system"), {}),
        (floor(1.1, payer="federal"), floor(1.0, payer="federal"), {"cofinancing": HALF}),
        (floor(0.41, payer="business"), floor(0.4, payer="business"), {"contributions": SHARE_OF_BUSINESS}),
        (floor(0.31, payer="business"), floor(0.3, payer="business"), {"contributions": SUM_OF_BUSINESS}),
        (floor(0.1, payer="residents"), floor(0.1, payer="business"), {"contributions": SUM_OF_BUSINESS}),
    ],
    ids=["mrub", "by head", "share of 4 mrub", "measure", "category", "federal half", "share of business",
         "sum of business", "no contributor"],
)  # fmt: skip
def test_a_floor_above_what_its_scope_can_take(mistaken: Limit, sane: Limit, fields: dict[str, Any]) -> None:
    """Two measures for 1 mrub each; and indeed no plan can keep it, while one keeps the other."""
    no_plan, twin = (case_of(limits=[row], **fields) for row in (mistaken, sane))
    is_told_once("floor cannot be reached", "floor", no_plan, twin)
    with pytest.raises(NoPlan):
        solve(no_plan)
    assert solve(twin).start


@pytest.mark.parametrize(
    ("mistaken", "sane", "fields"),
    [
        (floor(1.1, payer="federal"), floor(1.0, payer="federal"), {"federal": (0.5, 0.5)}),
        (floor(1.1, payer="regional"), floor(1.0, payer="regional"), {"regional": {"North": (0.5, 0.5)}}),
        (floor(1.1), floor(1.0), {"federal": (0.5, 0.5), "regional": {"North": (0.0, 0.0)}}),
        (floor(1.1, year=2021), floor(1.0, year=2021), {"federal": (0.5, 0.5), "regional": {"North": (0.5, 0.5)}}),
        (floor(1.1, for_each="town"), floor(1.0, for_each="town"), {"towns": [town("A"), town("B")],
                                                                    "federal": (1.0, 1.0),
                                                                    "regional": {"North": (0.0, 0.0)}}),
    ],
    ids=["federal", "regional", "both", "one year", "two towns"],
)  # fmt: skip
def test_a_floor_above_the_money_there_is(mistaken: Limit, sane: Limit, fields: dict[str, Any]) -> None:
    no_plan, twin = (case_of(started("a", scale_low=0.5), started("b", scale_low=0.5), limits=[row], **fields)
                     for row in (mistaken, sane))  # fmt: skip
    is_told_once("floor is above the money there is", "floor", no_plan, twin)
    with pytest.raises(NoPlan):
        solve(no_plan)


# --- Locks ------------------------------------------------------------------------------------------------------------

MUST = "a measure that must be started cannot be: "


def must(measure: str = "b", **fields: Any) -> Lock:
    return replace(Lock("A", measure, "must", None, None, Named("Locks")), **fields)


def at(case: Case) -> Case:
    """The case with its measures placed in a sheet, so that their cells can be told from others."""
    placed = tuple(replace(measure, origin=Named(measure.measure)) for measure in case.measures)
    return replace(case, measures=placed)


def said(**fields: Any) -> list[Readiness]:
    return [Readiness("A", "b", **fields, origin=Named("Readiness"))]


B_ASKS = {"needs_consent": True}
IMPOSSIBLE = {
    "duration": ("last longer", "b!duration_years", second({"duration_years": 3}), second({"duration_years": 2})),
    "status": ("status and population", "b!statuses", second({"statuses": ("crisis",)}), second()),
    "too small": ("status and population", "b!population_min", second({"population_min": 10_001.0}), second()),
    "too large": ("status and population", "b!population_max", second({"population_max": 9_999.0}), second()),
    "scale": ("greatest scale", "b!scale_high", second({"scale_low": 2.0}), second()),
    "preparation": ("ready early enough", "b!preparation_years", second({"preparation_years": 2}),
                    second({"preparation_years": 1})),
    "ready too late": ("ready early enough", "Readiness!ready_year", second(readiness=said(ready_year=2023)),
                       second(readiness=said(ready_year=2022))),
    "consent not asked": ("does not consent", "b!needs_consent", second(B_ASKS),
                          second(B_ASKS, readiness=said(consent="yes"))),
    "consent refused": ("does not consent", "Readiness!consent", second(readiness=said(consent="no")),
                        second(readiness=said(consent="yes"))),
    "gate": ("below its gates", "central",
             second({"coefficients": {("gate", "mind"): 0.5}}, lock_in_today={"A": 0.75}),
             second({"coefficients": {("gate", "mind"): 0.5}}, lock_in_today={"A": 0.5})),
    "sums": ("sums of others", "business!sum_mrub", second(contributions=[given(1.1)]),
             second(contributions=[given(1.0)])),
    "points of growth": ("point of growth", "b!point_of_growth",
                         second({"point_of_growth": True}, settings={"points_of_growth_max": 0}),
                         second({"point_of_growth": True}, settings={"points_of_growth_max": 1})),
    "requires": ("a, which it requires,", "b!measure",
                 second(links=[Link("b", "requires", "a", 1)], readiness=[Readiness("A", "a", 2022)]),
                 second(links=[Link("b", "requires", "a", 1)])),
}  # fmt: skip


@pytest.mark.parametrize("reason", IMPOSSIBLE)
def test_a_measure_that_must_be_started_and_cannot(reason: str) -> None:
    """The reason and the cell that decides are named; and indeed no plan keeps the lock, while one keeps its twin's."""
    words, cell, mistaken, twin = IMPOSSIBLE[reason]
    mistaken, twin = (replace(at(case), locks=(must(),)) for case in (mistaken, twin))
    is_told_once(MUST, "Locks!subject", mistaken, twin)
    (warning,) = told(mistaken, MUST)
    assert words in warning.message
    assert f"b in A ({cell}) was read" in warning.message
    with pytest.raises(NoPlan):
        solve(mistaken)
    assert ("A", "b") in solve(twin).start


def test_only_the_town_of_the_lock_counts() -> None:
    """B could start it, A could not."""
    case = second({"statuses": ("crisis",)}, towns=[town("A"), town("B", status="crisis")])
    is_told_once(MUST, "Locks!subject", replace(case, locks=(must(),)), replace(case, locks=(must(town="B"),)))


def test_what_a_measure_requires_must_start_in_the_same_town() -> None:
    """In A what b requires is ready too late, in B it is not."""
    case = second(links=[Link("b", "requires", "a", 1)], readiness=[Readiness("A", "a", 2022)],
                  towns=[town("A"), town("B")])  # fmt: skip
    is_told_once(MUST, "Locks!subject", replace(case, locks=(must(),)), replace(case, locks=(must(town="B"),)))


@pytest.mark.parametrize(
    ("other", "year", "possible", "together"),
    [
        ({"preparation_years": 1}, 2021, 2022, "readiness, locks: b in A (b!preparation_years, Locks!year)"),
        ({"duration_years": 2}, 2022, 2021, "duration, locks: b in A (b!duration_years, Locks!year)"),
    ],
    ids=["not ready in the year", "not finished"],
)
def test_a_year_in_which_a_measure_cannot_start(other: dict[str, Any], year: int, possible: int, together: str) -> None:
    """Neither condition alone forbids the measure, and no third one is blamed."""
    mistaken, twin = (at(second(other, locks=[must(year=y)])) for y in (year, possible))
    is_told_once(f"conditions together: {together} was read", "Locks!subject", mistaken, twin)


def test_a_least_scale_above_the_greatest() -> None:
    mistaken, twin = (at(second(locks=[must(scale_low=scale)])) for scale in (1.1, 1.0))
    is_told_once(MUST, "Locks!subject", mistaken, twin)
    assert "b in A (Locks!scale_low) was read" in told(mistaken, MUST)[0].message


def test_locks_on_roadmaps_and_what_must_not_be_are_no_such_mistake() -> None:
    never_b = must(decision="must_not")
    assert told(second({"statuses": ("crisis",)}, locks=[never_b]), MUST) == []
    assert told(with_roadmap(RoadmapStep("open", "", "clubs", 1.0, 1, 2), locks=[must("open")]), MUST) == []


# --- Random cases, and how warnings are told --------------------------------------------------------------------------


def test_what_is_said_of_random_cases_is_true() -> None:
    """Held against the oracle: no plan where a floor or a lock cannot be kept, no start of what cannot be chosen."""
    refused = never_started = 0
    for seed in range(60):
        case = random_case(seed)
        arrays = compute_arrays(case)
        unkept = [*floors_out_of_reach(arrays), *musts_that_cannot_be(arrays)]
        never = {found.read for found in measures_never_chosen(arrays)}
        if not unkept and not never:
            continue
        plan = best_plan(case)
        assert plan is None or not unkept
        refused += bool(unkept)
        if plan is not None:
            assert not never & {measure for _, measure in plan.decisions.starts}
            never_started += 1
    assert refused > 2
    assert never_started > 20


def test_without_the_sums_that_forbid_a_random_case_offers_what_they_forbade() -> None:
    """And every town that has an option without sums and none with them is told."""
    found = 0
    for seed in [*SEEDS, *CLUSTER_SEEDS]:
        case = random_case(seed)
        if not any(row.sum_mrub for row in case.contributions):
            continue
        with_sums, without = (
            compute_arrays(replace(case, contributions=rows))
            for rows in (case.contributions, tuple(replace(row, sum_mrub=None) for row in case.contributions))
        )
        lost = without.effects.offered.any(axis=(1, 3)) & ~with_sums.effects.offered.any(axis=(1, 3))
        expected = {
            f"{case.started[with_sums.columns.measure[t, c]].measure} in {with_sums.sets.TOWNS[t]}"
            for t, c in np.argwhere(lost).tolist()
        }
        assert {one.read.split(":")[0] for one in sums_that_forbid(with_sums)} == expected
        found += len(expected)
    assert found > 5


def test_one_mistake_in_many_rows_is_told_once() -> None:
    towns = [replace(town(f"T{i}", municipal_budget_mrub=1.0), origin=Named(f"row{i}")) for i in range(5)]
    (warning,) = told(case_of(towns=towns), "municipal budget")
    column = "municipal_budget_mrub"
    assert warning.place == f"row0!{column}, row1!{column}, row2!{column} and 2 more"
    read = ", ".join(f"T{i}, 1 mrub: 100 RUB per head" for i in range(3))
    assert f"(5 times): {read} and 2 more was read" in warning.message
    assert str(warning) == f"{warning.place}: {warning.message}"


def test_one_mistake_in_many_rows_is_told_once_in_russian() -> None:
    towns = [town(f"T{i}", municipal_budget_mrub=1.5) for i in range(5)]
    with using("ru"):
        (warning,) = told(case_of(towns=towns), "бюджет муниципалитета")
    read = ", ".join(f"T{i}, 1,5 млн руб.: 150 руб. на жителя" for i in range(3))
    assert f"(бюджет муниципалитета) (5 раз). Прочитано: {read} и ещё 2; ожидается" in warning.message


@pytest.mark.parametrize("seed", [*SEEDS[:10], *CLUSTER_SEEDS[:10]])
def test_the_same_mistakes_are_found_in_russian(seed: int) -> None:
    case = random_case(seed)
    with using("ru"):
        russian = [warning.cells for warning in warnings_of(case)]
    assert russian == [warning.cells for warning in warnings_of(case)]


def test_different_mistakes_are_told_apart() -> None:
    towns = [town("A", municipal_budget_mrub=1.0), town("B", municipal_budget_mrub=100_000.0)]
    assert len(told(case_of(towns=towns), "municipal budget")) == 2


@pytest.mark.parametrize("name", ["papers", "russia"])
def test_the_examples_hold_no_mistakes_and_name_what_is_idle(name: str) -> None:
    """No slip of units, scores or results; every measure that no town is offered is named, and the promised money.

    Of the catalogue's four promises three are of 30 %, and the residents' is of a tenth.
    """
    case = states(read_case([INPUTS / f"{name}.xlsx"]))[0]
    arrays = compute_arrays(case)
    idle = {measures_never_chosen, measures_worth_nothing, goals_never_served, promised_money}
    assert [found for look in WARNINGS if look not in idle for found in look(arrays)] == []
    offered = np.asarray(arrays.effects.offered.any(axis=(0, 1, 3)))
    never = {m.measure for m, some in zip(case.started, offered.tolist(), strict=True) if not some}
    asked = {row.measure for row in case.readiness if row.consent == "yes"}
    never |= {m.measure for m in case.opening if m.needs_consent and m.measure not in asked}
    assert {found.read for found in measures_never_chosen(arrays)} == never
    assert {found.read for found in promised_money(arrays)} == {
        f"business for {measure} in all towns: up to 30 %"
        for measure in ("cluster_strategy", "cluster_company", "cluster_groundwork")
    }
