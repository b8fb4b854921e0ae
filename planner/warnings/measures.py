"""Measures that can never be chosen, and measures and goals that count for nothing."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from models.arrays import Arrays
from models.case import CAPACITY_GOAL, Measure
from planner.warnings.conditions import (
    Condition,
    allowed_by_sheets,
    cell_of,
    conditions_beside,
    consents,
    missing,
    offered_of,
    own_conditions,
    reason_of,
    to_do_of,
    together,
    towns_of,
)
from planner.warnings.found import Found, joined
from planner.words import say


def measures_never_chosen(arrays: Arrays) -> Iterator[Found]:
    """Started measures and proposals without an option in any town, and why; opening measures in no roadmap."""
    allowed = allowed_by_sheets(arrays)
    for i, measure in enumerate(arrays.case.started):
        offered = offered_of(arrays, i)
        beside = list(conditions_beside(arrays, i, offered))
        if not offered.any():
            yield never(measure, missing(own_conditions(arrays, allowed, i, towns_of(arrays, i))))
        elif beside and not (offered & together(beside)).any():
            yield never(measure, missing(beside))
    yield from opening_measures_never_used(arrays)


def never(measure: Measure, blamed: Sequence[Condition]) -> Found:
    """The warning: the one condition that no option meets, or the names of those that leave none together."""
    reason, to_do = reason_of(blamed), to_do_of(blamed)
    if measure.town:
        column, wrong = "proposal", say("proposal can never be chosen: {reason}", reason=reason)
    elif len(blamed) > 1:
        column, wrong = "measure", say("measure can never be chosen: {reason}", reason=reason)
    else:
        column, wrong = "measure", say("measure can never be chosen: in every town, {reason}", reason=reason)
    return Found(
        cell_of(measure, blamed[0].column if len(blamed) == 1 else column),
        wrong,
        measure.measure,
        say("at least one option in one town"),
        say("{to_do}, or delete the proposal", to_do=to_do)
        if measure.town
        else say("{to_do}, or delete the measure", to_do=to_do),
    )


def opening_measures_never_used(arrays: Arrays) -> Iterator[Found]:
    used = arrays.menu.intensity.sum(axis=2) > 0
    for measure, some in zip(arrays.case.opening, (arrays.menu.offered.any(axis=0) @ used).tolist(), strict=True):
        if some:
            continue
        if not any(consents(arrays, measure, town) for town in arrays.sets.TOWNS):
            yield Found(
                measure.origin.cell("needs_consent"),
                say("opening measure can never be used: in every town, the community does not consent to it"),
                measure.measure,
                say("a town that consents"),
                say("ask the community, and say so on sheet Readiness, or delete the measure and its roadmaps"),
            )
        else:
            yield Found(
                measure.origin.cell("measure"),
                say("opening measure is in no roadmap that a town may take within the plan"),
                measure.measure,
                say("a place in at least one such roadmap"),
                say("add it to a roadmap, shorten the roadmaps it is in, or delete it"),
            )


def measures_worth_nothing(arrays: Arrays) -> Iterator[Found]:
    """Measures without any result, or with results in goals of weight 0 alone."""
    weight = {goal.goal: goal.weight for goal in arrays.case.goals}
    opens = opening_measures_that_open(arrays)
    for measure in arrays.case.started + arrays.case.opening:
        goals = [goal for goal in weight if yield_of(arrays, measure.measure, goal) > 0]
        cell = measure.origin.cell("proposal" if measure.town else "measure")
        if measure.measure in opens or any(weight[goal] > 0 for goal in goals):
            continue
        if goals:
            yield Found(cell, say("measure is worth nothing: its only results are in goals of weight 0"),
                        say("{measure} ({goals})", measure=measure.measure, goals=joined(goals)),
                        say("a result in a goal that counts"),
                        say("give the goal a weight, or the measure another result"))  # fmt: skip
        else:
            yield Found(cell, say("measure has no result at all"), measure.measure, say("coefficient yield above 0"),
                        say("correct its rows yield on sheet Coefficients, or delete it"))  # fmt: skip


def goals_never_served(arrays: Arrays) -> Iterator[Found]:
    """Goals that no measure yields; for capacity, where it counts, that no opening measure serves."""
    for goal in arrays.case.goals:
        served = any(yield_of(arrays, measure, goal.goal) > 0 for measure in arrays.sets.MEASURES)
        if goal.goal == CAPACITY_GOAL:
            served = goal.weight == 0 or bool(opening_measures_that_open(arrays))
        if not served:
            yield Found(
                goal.origin.cell("goal"),
                say("no measure serves the goal"),
                goal.goal,
                say("at least one measure that yields it"),
                say("add a row yield (for capacity: opening) on sheet Coefficients, or delete the goal"),
            )


def yield_of(arrays: Arrays, measure: str, goal: str) -> float:
    return arrays.case.value("yield", measure, goal, arrays.draw, 0.0)


def opening_measures_that_open(arrays: Arrays) -> set[str]:
    """Opening measures that lower a lock-in, its drift or the cost of others."""
    of_opening = ("opening", "drift_cut", "cost_cut")
    return {subject for (name, subject, _), triple in arrays.case.coefficients.items()
            if name in of_opening and triple.at(arrays.draw) > 0}  # fmt: skip
