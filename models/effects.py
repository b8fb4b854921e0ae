"""Effects: how much one unit of a measure is worth, and what it costs, in every town, roadmap and start year.

These arrays are the one source of coefficients for the model, the bound and the explanations.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from models.case import CAPACITY_GOAL, Case, Draw, Measure
from models.diagnosis import Diagnosis, Flags, Floats
from models.roadmaps import Menu, Opened, may_use, table
from models.sets import Sets

GATE_TOLERANCE = 1e-9


@dataclass(frozen=True)
class Effects:
    """Arrays over towns T, roadmaps P, started measures M, start years S, years Y, opening measures O, goals G.

    ``worth`` (T,P,M,S): points of one unit at full return; ``offered`` (T,P,M,S); ``unit_cost`` (T, M+O) in mrub;
    ``cost_shape`` (P,M,S,Y): cost of one unit in a year as a share of unit cost; ``roadmap_worth`` (T,P) in points;
    ``scale_low``, ``scale_high``, ``bend`` (T,M) in physical units, ``returns_after`` (M).
    Not weighted by need or goal: ``direct`` (T, M+O), the place's part of effectiveness; ``worth_years``
    (M+O, Y); ``size`` (T, M+O); ``capacity`` (T, P).
    """

    worth: Floats
    offered: Flags
    unit_cost: Floats
    cost_shape: Floats
    roadmap_worth: Floats
    scale_low: Floats
    scale_high: Floats
    bend: Floats
    returns_after: Floats
    direct: Floats
    worth_years: Floats
    size: Floats
    capacity: Floats


def measure_effects(case: Case, sets: Sets, draw: Draw, diagnosis: Diagnosis, menu: Menu, opened: Opened) -> Effects:
    """All coefficients of a case at a draw (model page, section Effectiveness)."""
    measures = case.started + case.opening
    population = np.array([town.population for town in case.towns]) / 10_000.0
    direct = place(case, sets, draw, diagnosis)
    worth_years = np.array([years_of_result(case, m, draw) for m in measures]).reshape(len(measures), len(sets.YEARS))
    size = np.column_stack([population ** case.value("size_exponent", m.measure, "", draw, 0.0) for m in measures])
    points = goal_points(case, sets, draw)
    weight = diagnosis.need[:, None] * size * direct * points[None, :]
    scale_low, scale_high = scales(case, sets)
    bend = scale_high * np.array([case.value("returns_break", m, "", draw, 1.0) for m in sets.STARTED])
    worth = started_worth(case, sets, draw, opened, weight, worth_years)
    capacity = capacity_gain(case, sets, opened, population)
    return Effects(
        worth=worth,
        offered=offered_starts(case, sets, draw, menu, opened, scale_low, scale_high),
        unit_cost=unit_costs(case, sets, draw, population),
        cost_shape=cost_shape(case, sets, draw, opened),
        roadmap_worth=opening_worth(case, sets, draw, menu, opened, weight, worth_years)
        + diagnosis.need[:, None] * capacity * capacity_weight(case),
        scale_low=scale_low,
        scale_high=scale_high,
        bend=bend,
        returns_after=np.array([case.value("returns_after", m, "", draw, 1.0) for m in sets.STARTED]),
        direct=direct,
        worth_years=worth_years,
        size=size,
        capacity=capacity,
    )


def place(case: Case, sets: Sets, draw: Draw, diagnosis: Diagnosis) -> Floats:
    """``context * (1 - deadweight) * (1 - displacement)`` (T, M+O): what place leaves of a measure's result."""
    share = diagnosis.share[:, None, :]
    slope = table(case, "context", sets.MEASURES, sets.FACTORS, draw)
    anyway = table(case, "deadweight", sets.MEASURES, sets.FACTORS, draw)
    base = np.array([
        case.value("context", m, "", draw, 1.0)
        * (1.0 - case.value("deadweight", m, "", draw, 0.0))
        * (1.0 - case.value("displacement", m, "", draw, 0.0))
        for m in sets.MEASURES
    ])  # fmt: skip
    return np.asarray(
        base * np.prod(1.0 + slope[None] * share, axis=2) * np.prod(1.0 - anyway[None] * share, axis=2), dtype=float
    )


def years_of_result(case: Case, measure: Measure, draw: Draw) -> list[float]:
    """``W[m,y]``: discounted years of result of one unit delivered in year y, fading by ``kept``, up to E.

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
        result.append(sum(discount**u * kept ** (u - first) for u in range(first, last + 1)))
    return result


def goal_points(case: Case, sets: Sets, draw: Draw) -> Floats:
    """Points of one unit-year of each measure at effectiveness 1: yields times goal weights."""
    weights = np.array([0.0 if g.goal == CAPACITY_GOAL else g.weight for g in case.goals])
    return np.asarray(table(case, "yield", sets.MEASURES, sets.GOALS, draw) @ weights, dtype=float)


def capacity_weight(case: Case) -> float:
    return sum(g.weight for g in case.goals if g.goal == CAPACITY_GOAL)


def openness(case: Case, sets: Sets, draw: Draw, opened: Opened, measure: str) -> Floats:
    """``prod_l (1 - sensitivity[m,l] * L[t,p,l,y])`` (T, P, Y): what lock-ins leave of a measure's effect (paper 1)."""
    left = np.ones((*opened.lock_in.shape[:2], len(sets.YEARS)))
    for i, lock in enumerate(sets.LOCK_INS):
        sensitivity = case.value("sensitivity", measure, lock, draw, 0.0)
        if sensitivity:
            left *= 1.0 - sensitivity * opened.lock_in[:, :, i, :-1]
    return left


def delivery(measure: Measure, horizon: int) -> Floats:
    """Share of a unit begun in year s that is delivered in year y (Y, S); zero where it would not be finished."""
    d = measure.duration_years
    spread = np.zeros((horizon, horizon))
    for s in range(horizon - d + 1):
        spread[s : s + d, s] = 1.0 / d
    return spread


def started_worth(case: Case, sets: Sets, draw: Draw, opened: Opened, weight: Floats, worth_years: Floats) -> Floats:
    worth = np.empty((*opened.lock_in.shape[:2], len(sets.STARTED), len(sets.YEARS)))
    for m, measure in enumerate(case.started):
        delivered = worth_years[m][:, None] * delivery(measure, len(sets.YEARS))
        worth[:, :, m, :] = weight[:, m, None, None] * (openness(case, sets, draw, opened, measure.measure) @ delivered)
    return worth


def opening_worth(
    case: Case, sets: Sets, draw: Draw, menu: Menu, opened: Opened, weight: Floats, worth_years: Floats
) -> Floats:
    """Direct results of the opening measures of each roadmap (T, P), credited here once and nowhere else."""
    worth = np.zeros(opened.lock_in.shape[:2])
    for o, measure in enumerate(case.opening):
        k = len(sets.STARTED) + o
        if weight[:, k].any():
            yearly = menu.intensity[:, o, :] * worth_years[k]
            left = openness(case, sets, draw, opened, measure.measure)
            worth += weight[:, k, None] * np.einsum("tpy,py->tp", left, yearly)
    return worth


def capacity_gain(case: Case, sets: Sets, opened: Opened, population: Floats) -> Floats:
    """Capacity to search (T, P): lock-in lowered that outlasts the horizon, fading by drift until E."""
    horizon, last = len(sets.YEARS), case.settings.evaluation_years
    discount = 1.0 / (1.0 + case.settings.discount_share)
    years = np.arange(horizon + 1, last + 1)
    reserve = ((1.0 - opened.fade[:, :, -1:]) ** (years - horizon - 1) * discount**years).sum(axis=2)
    lowered = opened.lock_in[..., 0] - opened.lock_in[..., -1]
    return np.asarray(population[:, None] * np.einsum("tpl,pl->tp", lowered, reserve), dtype=float)


def scales(case: Case, sets: Sets) -> tuple[Floats, Floats]:
    """Least and greatest physical scale of every started measure in every town (T, M)."""
    low = np.tile([m.scale_low for m in case.started], (len(case.towns), 1)).astype(float)
    population = np.array([t.population for t in case.towns])
    high = np.array([m.scale_high for m in case.started]) + np.outer(
        population / 1000.0, [m.scale_high_per_1000 for m in case.started]
    )
    for lock in case.locks:
        if lock.decision == "must" and lock.scale_low is not None and lock.subject in sets.measure:
            t, m = sets.town[lock.town], sets.measure[lock.subject]
            low[t, m] = max(low[t, m], lock.scale_low)
    return low, high.reshape(low.shape)


def unit_costs(case: Case, sets: Sets, draw: Draw, population: Floats) -> Floats:
    """Cost of one unit in every town (T, M+O), mrub: dear places cost more and achieve no more."""
    index = {r.region: 1.0 if r.price_index is None else r.price_index for r in case.regions}
    local = np.array([index[t.region] for t in case.towns])
    cost = np.array([case.value("unit_cost", m, "", draw, 0.0) for m in sets.MEASURES])
    growth = np.array([case.value("cost_size_exponent", m, "", draw, 0.0) for m in sets.MEASURES])
    return np.asarray(local[:, None] * cost * population[:, None] ** growth, dtype=float)


def cost_shape(case: Case, sets: Sets, draw: Draw, opened: Opened) -> Floats:
    """Cost of one unit by year as a share of unit cost (P, M, S, Y): works, made cheaper by community, then running."""
    horizon = len(sets.YEARS)
    shape = np.zeros((opened.fade.shape[0], len(sets.STARTED), horizon, horizon))
    for m, measure in enumerate(case.started):
        left = opened.cost_left[:, sets.CATEGORIES.index(measure.category), :]
        works = delivery(measure, horizon).T
        running = case.value("running_cost", measure.measure, "", draw, 0.0)
        shape[:, m] = works[None] * left[:, None, :]
        for s in range(horizon - measure.duration_years + 1):
            done = s + measure.duration_years
            shape[:, m, s, done : done + measure.life_years] += running
    return shape


def offered_starts(
    case: Case, sets: Sets, draw: Draw, menu: Menu, opened: Opened, scale_low: Floats, scale_high: Floats
) -> Flags:
    """Which options exist (T, P, M, S): eligibility, size, horizon, stage gates and locks."""
    horizon = len(sets.YEARS)
    offered = np.zeros((*menu.offered.shape, len(sets.STARTED), horizon), dtype=bool)
    fits = (scale_low <= scale_high) & (scale_high > 0)
    for m, measure in enumerate(case.started):
        town_may = fits[:, m] & np.array([may_use(town, measure) for town in case.towns])
        open_enough = np.ones((*menu.offered.shape, horizon), dtype=bool)
        for i, lock in enumerate(sets.LOCK_INS):
            gate = case.value("gate", measure.measure, lock, draw, 1.0)
            open_enough &= opened.lock_in[:, :, i, :-1] <= gate + GATE_TOLERANCE
        in_time = np.arange(horizon) + measure.duration_years <= horizon
        offered[:, :, m, :] = menu.offered[:, :, None] & town_may[:, None, None] & open_enough & in_time
    for row in case.locks:
        if row.subject in sets.STARTED:
            t, m = sets.town[row.town], sets.measure[row.subject]
            meant = np.array([row.year in (None, year) for year in sets.YEARS])
            offered[t, :, m, :] &= meant if row.decision == "must" else ~meant
    return offered
