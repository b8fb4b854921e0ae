"""Offers: which options a town has at all, and between which scales; what is not offered never becomes a variable."""

from __future__ import annotations

import numpy as np

from models.case import Case, Draw, Measure
from models.columns import Columns, Indices
from models.costs import Costs, years_last
from models.diagnosis import Flags, Floats
from models.roadmaps import Menu, Opened, may_use
from models.sets import Sets, index

GATE_TOLERANCE = 1e-9
SUM_TOLERANCE = 1e-9


def scales(case: Case, sets: Sets, columns: Columns) -> tuple[Floats, Floats]:
    """Least and greatest physical scale of every started column in every town (T, C)."""
    population = np.array([town.population for town in case.towns])
    low = np.zeros((len(sets.TOWNS), columns.count))
    high = np.zeros_like(low)
    for i, measure in enumerate(case.started):
        towns, c = columns.where(case, i)
        low[towns, c] = measure.scale_low
        high[towns, c] = measure.scale_high + measure.scale_high_per_1000 * population[towns] / 1000.0
    for lock in case.locks:
        if lock.decision == "must" and lock.scale_low is not None and lock.subject in sets.STARTED:
            t = sets.town[lock.town]
            c = columns.of(sets, t, lock.subject)
            low[t, c] = max(low[t, c], lock.scale_low)
    return low, high


def offered_starts(
    case: Case, sets: Sets, draw: Draw, columns: Columns, menu: Menu, opened: Opened, costs: Costs,
    scale_low: Floats, scale_high: Floats,
) -> Flags:  # fmt: skip
    """Which options exist (T, P, C, S): eligibility, size, horizon, readiness, consent, gates, sums and locks."""
    horizon = len(sets.YEARS)
    offered = years_last(np.zeros((horizon, *menu.offered.shape, columns.count), dtype=bool))
    fits = (scale_low <= scale_high) & (scale_high > 0)
    ready = ready_starts(case, sets, columns)
    for i, measure in enumerate(case.started):
        towns, c = columns.where(case, i)
        who = np.arange(len(sets.TOWNS))[towns]
        may = fits[who, c] & np.array([may_use(case.towns[t], measure) for t in who])
        in_time = np.arange(horizon) + measure.duration_years <= horizon
        when = may[:, None] & ready[who, c] & in_time
        offered[who, :, c] = menu.offered[who][:, :, None] & when[:, None] & (
            passes_gates(case, sets, draw, opened, measure, who) & opened_for(sets, menu, opened, measure, who)
        )  # fmt: skip
    obey_locks(case, sets, columns, offered)
    if costs.given.any():
        offered &= takes_sums(columns, costs, scale_low)
    return offered


def passes_gates(case: Case, sets: Sets, draw: Draw, opened: Opened, measure: Measure, towns: Indices) -> Flags:
    """Starts (T', P, S) at which no lock-in is above the measure's gate."""
    passes = np.ones((len(towns), opened.lock_in.shape[1], len(sets.YEARS)), dtype=bool)
    for i, lock in enumerate(sets.LOCK_INS):
        gate = case.value("gate", measure.measure, lock, draw, 1.0)
        if gate < 1.0:
            passes &= opened.lock_in[towns, :, i, :-1] <= gate + GATE_TOLERANCE
    return passes


def opened_for(sets: Sets, menu: Menu, opened: Opened, measure: Measure, towns: Indices) -> Flags:
    """Starts (T', P, S) that the opening measures of the roadmap and the town's stage allow."""
    horizon = len(sets.YEARS)
    allowed = np.ones((len(towns), len(menu.names), horizon), dtype=bool)
    openings = index(sets.OPENING)
    if measure.after_opening:
        worked = menu.intensity[:, openings[measure.after_opening]].cumsum(axis=1)
        allowed[:, :, 0] = False
        allowed[:, :, 1:] &= worked[:, :-1] > 0
    if measure.excluded_by_opening:
        used = menu.intensity[:, openings[measure.excluded_by_opening]].sum(axis=1)
        allowed &= used[:, None] == 0
    if measure.stage:
        allowed &= opened.searching[towns, :, :horizon]
    return allowed


def ready_starts(case: Case, sets: Sets, columns: Columns) -> Flags:
    """Starts (T, C, S) that preparation and the community's consent allow."""
    years = np.array(sets.YEARS)
    ready = np.zeros((len(sets.TOWNS), columns.count, len(years)), dtype=bool)
    for i, measure in enumerate(case.started):
        ready[columns.where(case, i)] = (np.arange(len(years)) >= measure.preparation_years) & (
            not measure.needs_consent
        )
    started = {measure.measure: measure for measure in case.started}
    for row in case.readiness:
        if row.measure not in started:
            continue
        t = sets.town[row.town]
        c, measure = columns.of(sets, t, row.measure), started[row.measure]
        in_year = np.arange(len(years)) >= measure.preparation_years
        if row.ready_year is not None:
            in_year = years >= row.ready_year
        ready[t, c] = in_year & (row.consent == "yes" if measure.needs_consent else row.consent != "no")
    return ready


def takes_sums(columns: Columns, costs: Costs, scale_low: Floats) -> Flags:
    """Options (T, P, C, S) whose least project costs the public at least what others give to it, year by year."""
    least = scale_low * costs.unit[:, : columns.count]
    takes = np.ones((len(scale_low), costs.opening.shape[0], columns.count, costs.works.shared.shape[2]), dtype=bool)
    for t, c in np.argwhere(costs.given > 0).tolist():
        works = costs.works.of_column(t, c)
        short = least[t, c] * costs.cost.of_column(t, c) < costs.given[t, c] * works - SUM_TOLERANCE
        takes[t, :, c] = ~(short & (works > 0)).any(axis=2)
    return takes


def obey_locks(case: Case, sets: Sets, columns: Columns, offered: Flags) -> None:
    """Take away starts that a decision taken beforehand rules out."""
    for row in case.locks:
        if row.subject in sets.STARTED:
            t = sets.town[row.town]
            c = columns.of(sets, t, row.subject)
            meant = np.array([row.year in (None, year) for year in sets.YEARS])
            offered[t, :, c, :] &= meant if row.decision == "must" else ~meant
