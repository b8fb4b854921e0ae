"""Effects: how much one unit of a measure is worth in every town, roadmap and start year.

These arrays are the one source of coefficients for the model, the bound and the explanations.
"""

from __future__ import annotations

from dataclasses import dataclass, replace

import numpy as np

from models.case import CAPACITY_GOAL, Case, Draw, Measure
from models.columns import Columns, Indices
from models.costs import Costs, by_column, delivery, years_last
from models.diagnosis import Diagnosis, Flags, Floats
from models.instruments import help_of
from models.offers import offered_starts, scales
from models.roadmaps import Menu, Opened, table
from models.sets import Sets


@dataclass(frozen=True)
class Effects:
    """Arrays over towns T, roadmaps P, started columns C, start years S, opening measures O; measures M of the case.

    ``worth`` (T,P,C,S): points of one unit at full return; ``offered`` (T,P,C,S); ``roadmap_worth`` (T,P) in points;
    ``scale_low``, ``scale_high``, ``bend`` (T,C) in physical units, ``returns_after`` (T,C).
    Not weighted by need or goal: ``direct`` (T, C+O), the place's part of effectiveness, and ``gross``, the same
    before what would have come anyway and what is taken from elsewhere; ``worth_years`` (M+O, Y); ``size`` (T, C+O);
    ``capacity`` (T, P).
    """

    worth: Floats
    offered: Flags
    roadmap_worth: Floats
    scale_low: Floats
    scale_high: Floats
    bend: Floats
    returns_after: Floats
    direct: Floats
    gross: Floats
    worth_years: Floats
    size: Floats
    capacity: Floats

    def of_towns(self, towns: Indices | slice) -> Effects:
        """What the closed-form answers of some towns read."""
        return replace(
            self,
            worth=self.worth[towns],
            offered=self.offered[towns],
            roadmap_worth=self.roadmap_worth[towns],
            scale_low=self.scale_low[towns],
            scale_high=self.scale_high[towns],
            bend=self.bend[towns],
            returns_after=self.returns_after[towns],
        )


def measure_effects(
    case: Case, sets: Sets, draw: Draw, columns: Columns, diagnosis: Diagnosis, menu: Menu, opened: Opened,
    costs: Costs,
) -> Effects:  # fmt: skip
    """All effects of a case at a draw (model page, section Effectiveness)."""
    measures = case.started + case.opening
    direct, gross = place(case, sets, draw, columns, diagnosis)
    worth_years = np.array([years_of_result(case, m, draw) for m in measures]).reshape(len(measures), len(sets.YEARS))
    size = sizes(case, sets, draw, columns)
    points = at_places(case, columns, sets, goal_points(case, sets, draw))
    weight = diagnosis.need[:, None] * size * direct * points
    scale_low, scale_high = scales(case, sets, columns)
    towns = len(sets.TOWNS)
    bend = scale_high * by_column(case, columns, towns, lambda m: case.value("returns_break", m.measure, "", draw, 1.0))
    capacity = capacity_gain(case, sets, opened)
    return Effects(
        worth=started_worth(case, sets, draw, columns, opened, weight, worth_years),
        offered=offered_starts(case, sets, draw, columns, menu, opened, costs, scale_low, scale_high),
        roadmap_worth=opening_worth(case, sets, draw, columns, menu, opened, weight, worth_years)
        + diagnosis.need[:, None] * capacity * capacity_weight(case),
        scale_low=scale_low,
        scale_high=scale_high,
        bend=bend,
        returns_after=by_column(case, columns, towns, lambda m: case.value("returns_after", m.measure, "", draw, 1.0)),
        direct=direct,
        gross=gross,
        worth_years=worth_years,
        size=size,
        capacity=capacity,
    )


def place(case: Case, sets: Sets, draw: Draw, columns: Columns, diagnosis: Diagnosis) -> tuple[Floats, Floats]:
    """What place leaves of a measure's result (T, C+O): net, and gross.

    Gross is ``context``; net is ``context * (1 - deadweight) * (1 - displacement)``. Of self-assessed factors the end
    that is worse for the town counts in every term.
    """
    gross = np.zeros((len(sets.TOWNS), columns.count + len(sets.OPENING)))
    net = np.zeros_like(gross)
    ends = diagnosis.share, diagnosis.other_end
    for i, measure in enumerate(case.started + case.opening):
        where = places_of(case, columns, i)
        context = np.full(len(sets.TOWNS), case.value("context", measure.measure, "", draw, 1.0))
        anyway = np.full(len(sets.TOWNS), 1.0 - case.value("deadweight", measure.measure, "", draw, 0.0))
        for f, factor in enumerate(sets.FACTORS):
            slope = case.value("context", measure.measure, factor, draw, 0.0)
            if slope:
                context *= np.minimum(*(1.0 + slope * end[:, f] for end in ends))
            slope = case.value("deadweight", measure.measure, factor, draw, 0.0)
            if slope:
                anyway *= np.minimum(*(1.0 - slope * end[:, f] for end in ends))
        stays = 1.0 - case.value("displacement", measure.measure, "", draw, 0.0)
        gross[where] = context[where[0]]
        net[where] = (context * anyway * stays)[where[0]]
    return net, gross


def places_of(case: Case, columns: Columns, index: int) -> tuple[slice | Indices, int]:
    """Towns and column of a measure, started or opening, by its index among started and opening ones."""
    if index < len(case.started):
        return columns.where(case, index)
    return slice(None), columns.count + index - len(case.started)


def at_places(case: Case, columns: Columns, sets: Sets, value: Floats) -> Floats:
    """A number of every measure (M+O) at its places (T, C+O); 0 where nothing stands."""
    table_of_places = np.zeros((len(sets.TOWNS), columns.count + len(sets.OPENING)))
    for i in range(len(value)):
        table_of_places[places_of(case, columns, i)] = value[i]
    return table_of_places


def sizes(case: Case, sets: Sets, draw: Draw, columns: Columns) -> Floats:
    """``n[t]^size_exponent`` (T, C+O): what a unit reaches in a larger town."""
    exponents = [case.value("size_exponent", m, "", draw, 0.0) for m in sets.MEASURES]
    population = np.array([town.population for town in case.towns]) / 10_000.0
    return np.asarray(population[:, None] ** at_places(case, columns, sets, np.array(exponents)), dtype=float)


def years_of_result(case: Case, measure: Measure, draw: Draw, *, left_after_plan: float = 1.0) -> list[float]:
    """``W[m,y]``: discounted years of result of one unit delivered in year y, fading by ``kept``, up to E.

    Federal instruments at work in year y raise it.

    From one year after the plan to the next, no more than ``left_after_plan`` of it is left besides.

    The evaluation year E is the same for all, beyond the horizon; counting only what is left at the horizon would push
    the money into the last years (design).
    """
    settings = case.settings
    discount = 1.0 / (1.0 + settings.discount_share)
    kept = case.value("kept", measure.measure, "", draw, 1.0)
    result = []
    for y in range(1, settings.horizon_years + 1):
        first = y + measure.lag_years
        last = min(settings.evaluation_years, first + measure.life_years - 1)
        result.append(
            sum(
                discount**u * kept ** (u - first) * left_after_plan ** max(0, u - settings.horizon_years)
                for u in range(first, last + 1)
            )
        )
    return [years * factor for years, factor in zip(result, help_of(case, measure.measure, draw), strict=True)]


def goal_points(case: Case, sets: Sets, draw: Draw) -> Floats:
    """Points of one unit-year of each measure at effectiveness 1: yields times goal weights."""
    weights = np.array([0.0 if g.goal == CAPACITY_GOAL else g.weight for g in case.goals])
    return np.asarray(table(case, "yield", sets.MEASURES, sets.GOALS, draw) @ weights, dtype=float)


def capacity_weight(case: Case) -> float:
    return sum(g.weight for g in case.goals if g.goal == CAPACITY_GOAL)


def openness(
    case: Case, sets: Sets, draw: Draw, opened: Opened, measure: str, towns: slice | Indices = slice(None)
) -> Floats:
    """``prod_l (1 - sensitivity[m,l] * L[t,p,l,y])`` (T, P, Y): what lock-ins leave of a measure's effect (paper 1)."""
    lock_in = opened.lock_in[towns]
    left = np.ones((*lock_in.shape[:2], len(sets.YEARS)))
    for i, lock in enumerate(sets.LOCK_INS):
        sensitivity = case.value("sensitivity", measure, lock, draw, 0.0)
        if sensitivity:
            left *= 1.0 - sensitivity * lock_in[:, :, i, :-1]
    return left


def started_worth(
    case: Case, sets: Sets, draw: Draw, columns: Columns, opened: Opened, weight: Floats, worth_years: Floats
) -> Floats:
    worth = years_last(np.zeros((len(sets.YEARS), *opened.lock_in.shape[:2], columns.count)))
    for m, measure in enumerate(case.started):
        towns, c = columns.where(case, m)
        delivered = worth_years[m][:, None] * delivery(measure, len(sets.YEARS))
        open_part = openness(case, sets, draw, opened, measure.measure, towns) @ delivered
        worth[towns, :, c, :] = weight[towns, c, None, None] * open_part
    return worth


def opening_worth(
    case: Case, sets: Sets, draw: Draw, columns: Columns, menu: Menu, opened: Opened, weight: Floats,
    worth_years: Floats,
) -> Floats:  # fmt: skip
    """Direct results of the opening measures of each roadmap (T, P), credited here once and nowhere else."""
    worth = np.zeros(opened.lock_in.shape[:2])
    for o, measure in enumerate(case.opening):
        column = columns.count + o
        if weight[:, column].any():
            yearly = menu.intensity[:, o, :] * worth_years[len(case.started) + o]
            left = openness(case, sets, draw, opened, measure.measure)
            worth += weight[:, column, None] * np.einsum("tpy,py->tp", left, yearly)
    return worth


def capacity_gain(case: Case, sets: Sets, opened: Opened) -> Floats:
    """Capacity to search (T, P): lock-in lowered that outlasts the horizon, fading by drift until E."""
    horizon, last = len(sets.YEARS), case.settings.evaluation_years
    discount = 1.0 / (1.0 + case.settings.discount_share)
    years = range(horizon + 1, last + 1)
    stays = 1.0 - opened.last_fade
    reserve = sum((stays ** (u - horizon - 1) * discount**u for u in years), np.zeros_like(stays))
    population = np.array([town.population for town in case.towns]) / 10_000.0
    return np.asarray(population[:, None] * (opened.lowered_surely * reserve).sum(axis=2), dtype=float)
