"""Results of a choice by goal, before need and goal weights: what a plan can say it achieves."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from models.arrays import Arrays
from models.blocks import Choice, lifted_parts, scales_of, traded_of
from models.case import CAPACITY_GOAL
from models.diagnosis import Floats
from models.pairs import returned
from models.roadmaps import table


@dataclass(frozen=True)
class Results:
    """``by_goal`` (T, G): discounted net result in goal units; ``points`` (T, G): with need and weight.

    ``gross`` (T, G) is the result before what would have come anyway and what is taken from elsewhere. ``traded`` (G)
    and ``traded_points`` (G) are the country's, from what towns supply to one another. The points of all goals and
    towns, and those of trade, add up to the objective.
    """

    by_goal: Floats
    gross: Floats
    points: Floats
    traded: Floats
    traded_points: Floats


def results_of(arrays: Arrays, choice: Choice) -> Results:
    """``result[t,g] = sum_m yield[m,g] * effect[t,m]``, and for the goal capacity what its roadmap leaves behind."""
    case, sets = arrays.case, arrays.sets
    yields = table(case, "yield", sets.MEASURES, sets.GOALS, arrays.draw)
    at_column = yields[arrays.measure_of_line()[:, : arrays.first_tax_line]]
    delivered = delivered_of(arrays, choice)
    by_goal, gross = (np.einsum("tc,tcg->tg", delivered * place, at_column)
                      for place in (arrays.effects.direct, arrays.effects.gross))  # fmt: skip
    towns = np.arange(len(sets.TOWNS))
    for g, goal in enumerate(case.goals):
        if goal.goal == CAPACITY_GOAL:
            by_goal[:, g] = gross[:, g] = arrays.effects.capacity[towns, choice.roadmap]
    net, whole = taken_over(arrays, choice)
    by_goal, gross = by_goal + net, gross + whole
    weights = np.array([goal.weight for goal in case.goals])
    each = np.array([trade.result for trade in arrays.joins.trades]).reshape(-1, len(sets.GOALS))
    traded = traded_of(arrays, choice) @ each
    return Results(by_goal, gross, arrays.diagnosis.need[:, None] * by_goal * weights, traded, traded * weights)


def taken_over(arrays: Arrays, choice: Choice) -> tuple[Floats, Floats]:
    """Net and gross result (T, G) that towns owe to those who went first in similar towns, and to clusters."""
    scales = scales_of(arrays, choice).ravel()
    width = arrays.started * len(arrays.sets.YEARS)
    net, gross = (np.zeros((len(arrays.sets.TOWNS), len(arrays.sets.GOALS))) for _ in range(2))
    for part, lift in zip(lifted_parts(arrays, choice), arrays.joins.lifts, strict=True):
        units = (part * scales[lift.lift.cell])[:, None]
        np.add.at(net, lift.lift.cell // width, units * lift.net)
        np.add.at(gross, lift.lift.cell // width, units * lift.gross)
    return net, gross


def delivered_of(arrays: Arrays, choice: Choice) -> Floats:
    """Units of each measure times size, openness and discounted years of result (T, C+O)."""
    columns = arrays.measure_of_line()[:, : arrays.first_tax_line]
    sensitivity = table(arrays.case, "sensitivity", arrays.sets.MEASURES, arrays.sets.LOCK_INS, arrays.draw)[columns]
    lock_in = arrays.opened.lock_in[np.arange(len(columns)), choice.roadmap, :, :-1]
    openness = np.prod(1.0 - sensitivity[..., None] * lock_in[:, None], axis=2)
    works = arrays.costs.works.chosen(choice.roadmap, choice.start)
    units = np.where(choice.start >= 0, returned(arrays, choice.scale), 0.0)[:, :, None] * works
    amount = np.concatenate([units, arrays.menu.intensity[choice.roadmap]], axis=1)
    return np.asarray(arrays.effects.size * (amount * openness * arrays.effects.worth_years[columns]).sum(axis=2))
