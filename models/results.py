"""Results of a choice by goal, before need and goal weights: what a plan can say it achieves."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from models.arrays import Arrays
from models.blocks import Choice, returned
from models.case import CAPACITY_GOAL
from models.diagnosis import Floats
from models.effects import delivery
from models.roadmaps import table


@dataclass(frozen=True)
class Results:
    """``by_goal`` (T, G): discounted net result in goal units; ``points`` (T, G): with need and weight.

    The points of all goals and towns add up to the objective.
    """

    by_goal: Floats
    points: Floats


def results_of(arrays: Arrays, choice: Choice) -> Results:
    """``result[t,g] = sum_m yield[m,g] * effect[t,m]``, and for the goal capacity what its roadmap leaves behind."""
    case, sets = arrays.case, arrays.sets
    yields = table(case, "yield", sets.MEASURES, sets.GOALS, arrays.draw)
    by_goal = effect_of(arrays, choice) @ yields
    towns = np.arange(len(sets.TOWNS))
    for g, goal in enumerate(case.goals):
        if goal.goal == CAPACITY_GOAL:
            by_goal[:, g] = arrays.effects.capacity[towns, choice.roadmap]
    weights = np.array([goal.weight for goal in case.goals])
    return Results(by_goal, arrays.diagnosis.need[:, None] * by_goal * weights)


def effect_of(arrays: Arrays, choice: Choice) -> Floats:
    """Units of each measure times size, effectiveness and discounted years of result (T, M+O)."""
    case, sets, effects = arrays.case, arrays.sets, arrays.effects
    towns, started, years = np.arange(len(sets.TOWNS)), len(sets.STARTED), len(sets.YEARS)
    sensitivity = table(case, "sensitivity", sets.MEASURES, sets.LOCK_INS, arrays.draw)
    lock_in = arrays.opened.lock_in[towns, choice.roadmap, :, :-1]
    openness = np.prod(1.0 - sensitivity[None, :, :, None] * lock_in[:, None], axis=2)
    delivered = np.stack([delivery(m, years).T for m in case.started]) if started else np.zeros((0, years, years))
    units = delivered[np.arange(started), np.maximum(choice.start, 0)] * returned(arrays, choice.scale)[:, :, None]
    units = np.where((choice.start >= 0)[:, :, None], units, 0.0)
    amount = np.concatenate([units, arrays.menu.intensity[choice.roadmap]], axis=1)
    return np.asarray(effects.size * effects.direct * (amount * openness * effects.worth_years).sum(axis=2))
