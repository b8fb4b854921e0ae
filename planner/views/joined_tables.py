"""The sheets of what joins towns: products traded, measures that similar towns take over, and clusters."""

from __future__ import annotations

from dataclasses import asdict

from models.blocks import lifted_of, scales_of, starts_of, traded_of
from models.clusters import PERMITTED, Candidate, Condition
from models.industries import earned_stars
from planner.plan import Plan
from planner.views.wording import listed, rounded
from planner.words import Words, phrase, say

CONDITION_NAMES = {
    "location_quotient": phrase("location quotient"),
    "output_ratio": phrase("output per worker, country = 1,"),
    "dominance_share": phrase("share of the largest firm"),
    "firms": phrase("number of firms"),
    "independent": phrase("number of independent firms"),
}
SHOWN_FIGURES = ("firms", "independent_firms", "employed_persons", "location_quotient", "output_ratio",
                 "dominance_share", "focus_share", "size_share", "national_growth_persons", "mix_growth_persons",
                 "local_growth_persons")  # fmt: skip

PlanRow = dict[str, object]


def networks(plan: Plan) -> list[PlanRow]:
    """Every product and year that can be traded, with both sides of it."""
    arrays, choice = plan.arrays, plan.found.choice
    scales, products = scales_of(arrays, choice), arrays.case.products
    return [
        {"product": products[trade.product].product, "name": products[trade.product].name,
         "unit": products[trade.product].unit, "year": trade.year, "supply": trade.supply.of(scales),
         "demand": trade.demand.of(scales), "traded": float(traded), "points": float(trade.worth * traded)}
        for trade, traded in zip(arrays.joins.trades, traded_of(arrays, choice), strict=True)
    ]  # fmt: skip


def rollout(plan: Plan) -> list[PlanRow]:
    """What was taken over: who went first, who followed, and what the followers gain by it."""
    arrays, choice = plan.arrays, plan.found.choice
    starts = starts_of(arrays, choice)
    return [
        {"measure": arrays.sets.STARTED[follow.measure], "group": follow.group,
         "year": arrays.sets.YEARS[follow.start], "pilots": int(follow.pilots.of(starts)),
         "followers": int(follow.followers.of(starts)), "points": float(points)}
        for follow, points in zip(arrays.joins.follows, lifted_of(arrays, choice), strict=False) if points > 0
    ]  # fmt: skip


def cluster_diagnosis(plan: Plan) -> list[PlanRow]:
    """Every cluster of the case as it stands today, and why it cannot be formed where it cannot."""
    rows: list[PlanRow] = []
    for candidate in plan.arrays.joins.candidates:
        cluster, figures = candidate.cluster, asdict(candidate.figures)
        rows.append(
            {"cluster": cluster.cluster, "industry": cluster.industry, "towns": "; ".join(cluster.towns),
             "initiator": cluster.initiator, "possible": "yes" if candidate.possible else "no",
             **{name: figures[name] for name in SHOWN_FIGURES},
             "stars": earned_stars(plan.arrays.case, candidate.figures).count(True), "why_not": why_not(candidate)}
        )  # fmt: skip
    return rows


def why_not(candidate: Candidate) -> Words:
    """The conditions that are not met or not known, in words; empty where all are met."""
    said = listed([condition_words(condition) for condition in candidate.conditions if not condition.met])
    return Words(said[:1].upper() + said[1:])


def condition_words(condition: Condition) -> Words:
    if condition.name == PERMITTED:
        return say("no town of it has a territory of advanced development that permits the industry")
    name = say(CONDITION_NAMES[condition.name])
    if condition.figure is None or condition.needed is None:
        return say("the {name} is not known", name=name)
    figure, needed = rounded(condition.figure), rounded(condition.needed)
    if condition.at_most:
        return say("the {name} is {figure}, at most {needed} is asked", name=name, figure=figure, needed=needed)
    return say("the {name} is {figure}, at least {needed} is asked", name=name, figure=figure, needed=needed)


def cluster_years(plan: Plan) -> list[PlanRow]:
    """How far clusters have formed in each year, and what they add to what their towns start then."""
    arrays, choice = plan.arrays, plan.found.choice
    starts, scales = starts_of(arrays, choice), scales_of(arrays, choice)
    added = lifted_of(arrays, choice)[len(arrays.joins.follows) :]
    return [
        {"cluster": arrays.joins.candidates[bonus.cluster].cluster.cluster, "year": arrays.sets.YEARS[bonus.year],
         "stage": max((works.stage for works in bonus.works if works.at(starts)), default=0),
         "joint_points": bonus.lift.of(scales), "bonus_points": float(points)}
        for bonus, points in zip(arrays.joins.bonuses, added, strict=True)
    ]  # fmt: skip
