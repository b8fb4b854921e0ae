"""Lifts: how much more a measure brings because of something done elsewhere, as sums over the whole country.

What followers owe to a pilot and what a working cluster adds have one shape: points in proportion to scales (a *lift*),
of which no more counts than some starts allow.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Protocol

import numpy as np

from models.case import CAPACITY_GOAL, Case, Draw
from models.columns import Columns, Indices
from models.costs import delivery
from models.diagnosis import Diagnosis, Floats
from models.effects import Effects, places_of
from models.roadmaps import table
from models.sets import Sets


@dataclass(frozen=True)
class Sum:
    """A sum over scales or starts of the whole country: ``coefficient`` (n) at flat cells (n) of (T, C, S)."""

    cell: Indices
    coefficient: Floats

    def of(self, quantity: Floats) -> float:
        """Its value at a table (T, C, S)."""
        return float(self.coefficient @ quantity.ravel()[self.cell])


class Lift(Protocol):
    """Points of a ``lift`` (a sum over scales), as far as starts allow.

    ``net`` and ``gross`` (n, G) say what a unit of each cell of it stands for in goal units.
    """

    @property
    def lift(self) -> Sum: ...
    @property
    def net(self) -> Floats: ...
    @property
    def gross(self) -> Floats: ...
    def allowed(self, starts: Floats) -> float:
        """The most points that starts (T, C, S) allow."""


def sum_of(coefficient: Floats) -> Sum:
    cell = np.nonzero(coefficient.ravel())[0]
    return Sum(cell, coefficient.ravel()[cell])


def counted(cells: Indices) -> Sum:
    return Sum(cells, np.ones(len(cells)))


def lifted(
    case: Case, sets: Sets, draw: Draw, columns: Columns, diagnosis: Diagnosis, effects: Effects, m: int,
    worth_years: Floats,
) -> tuple[Floats, Floats]:  # fmt: skip
    """Net and gross result in goal units of one unit begun in each year at today's lock-ins (T, S, G).

    ``worth_years`` (Y) are the discounted years of result of a unit delivered in each year.
    """
    measure = case.started[m]
    _, c = places_of(case, columns, m)
    open_share = np.ones(len(sets.TOWNS))
    for i, lock in enumerate(sets.LOCK_INS):
        sensitivity = case.value("sensitivity", measure.measure, lock, draw, 0.0)
        open_share *= 1.0 - sensitivity * diagnosis.lock_in_today[:, i]
    bent = effects.bend[:, c] < effects.scale_high[:, c]
    falling = np.where(bent, effects.returns_after[:, c], 1.0)
    years = worth_years @ delivery(measure, len(sets.YEARS))
    yields = table(case, "yield", (measure.measure,), sets.GOALS, draw)[0]
    each = (effects.size[:, c] * open_share * falling)[:, None, None] * years[:, None] * yields
    return effects.direct[:, c, None, None] * each, effects.gross[:, c, None, None] * each


def goal_weights(case: Case) -> Floats:
    """Weights of the goals; capacity is no result of what is started."""
    return np.array([0.0 if goal.goal == CAPACITY_GOAL else goal.weight for goal in case.goals])
