"""Roadmaps: bundles of opening measures, and the lock-ins of a town along each of them.

A roadmap makes the lock-in of later years a number known beforehand, so that effectiveness is a coefficient and the
model stays linear (design: the bilinear formulations could not be solved for a country).
"""

from __future__ import annotations

from dataclasses import dataclass
from itertools import combinations

import numpy as np
from numpy.typing import NDArray

from models.case import NO_ROADMAP, Case, Draw, Measure, RoadmapStep, Town
from models.diagnosis import Diagnosis, Flags, Floats
from models.monitoring import crisis_years
from models.sets import Sets, index

STAGE_TOLERANCE = 1e-9


@dataclass(frozen=True)
class Menu:
    """The menu of roadmaps P, the same for all towns; the first is ``none``.

    ``intensity`` is (P, O, Y); ``offered`` (T, P) says which town may take which; ``template`` and ``start_year`` say
    which row of the workbook a variant comes from.
    """

    names: tuple[str, ...]
    template: tuple[str, ...]
    start_year: NDArray[np.int64]
    intensity: Floats
    offered: Flags


@dataclass(frozen=True)
class Opened:
    """What roadmaps do: ``lock_in`` (T, P, L, H+1), ``cost_left`` (P, C, Y), and what is left at the end of the plan.

    ``lowered_surely`` (T, P, L): lock-in lowered by then, where towns' own scores count against them; ``last_fade``
    (T, P, L): share of it that drift takes back each year. ``searching`` (T, P, H+1): whether the town is in innovative
    search.
    """

    lock_in: Floats
    lowered_surely: Floats
    last_fade: Floats
    cost_left: Floats
    searching: Flags


def expand_menu(case: Case, sets: Sets) -> Menu:
    """Every roadmap of the workbook for every set of targeted lock-ins and every start year that fits the horizon."""
    horizon, openings = len(sets.YEARS), index(sets.OPENING)
    names, templates, starts = [NO_ROADMAP], [NO_ROADMAP], [0]
    intensities = [np.zeros((len(openings), horizon))]
    for template, rows in rows_by_template(case).items():
        for targets in target_sets(rows, sets):
            chosen = [row for row in rows if not row.target or row.target in targets]
            steps = max(row.step_to for row in chosen)
            for first in range(horizon - steps + 1):
                names.append(variant_name(template, targets, sets.YEARS[first]))
                templates.append(template)
                starts.append(sets.YEARS[first])
                intensities.append(intensity_of(chosen, openings, first, horizon))
    intensity = np.stack(intensities)
    return Menu(tuple(names), tuple(templates), np.array(starts), intensity,
                offered_roadmaps(case, sets, templates, starts, intensity))  # fmt: skip


def rows_by_template(case: Case) -> dict[str, list[RoadmapStep]]:
    rows: dict[str, list[RoadmapStep]] = {}
    for row in case.roadmap_steps:
        rows.setdefault(row.roadmap, []).append(row)
    return rows


def target_sets(rows: list[RoadmapStep], sets: Sets) -> list[tuple[str, ...]]:
    targeted = [lock for lock in sets.LOCK_INS if any(row.target == lock for row in rows)]
    if not targeted:
        return [()]
    return [subset for size in range(1, len(targeted) + 1) for subset in combinations(targeted, size)]


def variant_name(template: str, targets: tuple[str, ...], year: int) -> str:
    return f"{template}/{'+'.join(targets)}@{year}" if targets else f"{template}@{year}"


def intensity_of(rows: list[RoadmapStep], openings: dict[str, int], first: int, horizon: int) -> Floats:
    intensity = np.zeros((len(openings), horizon))
    for row in rows:
        intensity[openings[row.opening], first + row.step_from - 1 : first + row.step_to] += row.intensity
    return intensity


def offered_roadmaps(case: Case, sets: Sets, templates: list[str], starts: list[int], intensity: Floats) -> Flags:
    """Which town may take which roadmap: all its measures are open to it, in time and with consent; no lock forbids."""
    works = intensity > 0
    used = works.any(axis=2)
    ready_at = opening_years(case, sets)
    first = np.where(used, works.argmax(axis=2), len(sets.YEARS))
    offered: Flags = np.all(~used | (first >= ready_at[:, None, :]), axis=2)
    for lock in case.locks:
        # A roadmap without any variant in the years of the plan is no less locked: nothing is offered then.
        if lock.subject not in sets.STARTED:
            meant = np.array([template == lock.subject and lock.year in (None, start)
                              for template, start in zip(templates, starts, strict=True)])  # fmt: skip
            offered[sets.town[lock.town]] &= meant if lock.decision == "must" else ~meant
    return np.asarray(offered, dtype=bool)


def opening_years(case: Case, sets: Sets) -> NDArray[np.int64]:
    """First year, counted from 0, in which each town may use each opening measure (T, O); never: the horizon."""
    never = len(sets.YEARS)
    first = np.array([[0 if may_use(town, o) and not o.needs_consent else never for o in case.opening]
                      for town in case.towns], dtype=np.int64).reshape(len(case.towns), len(case.opening))  # fmt: skip
    openings = {measure.measure: (i, measure) for i, measure in enumerate(case.opening)}
    towns = {town.town: town for town in case.towns}
    for row in case.readiness:
        if row.measure in openings:
            o, measure = openings[row.measure]
            consents = row.consent == "yes" if measure.needs_consent else row.consent != "no"
            year = 0 if row.ready_year is None else min(never, max(0, row.ready_year - sets.YEARS[0]))
            first[sets.town[row.town], o] = year if consents and may_use(towns[row.town], measure) else never
    return first


def may_use(town: Town, measure: Measure) -> bool:
    """Whether a town's status and size let it use a measure; a proposal is for its own town only.

    A town that has found its niche is left alone.
    """
    return (
        not town.left_alone
        and (not measure.statuses or town.status in measure.statuses)
        and (measure.population_min is None or town.population >= measure.population_min)
        and (measure.population_max is None or town.population <= measure.population_max)
        and measure.town in ("", town.town)
    )


def open_towns(case: Case, sets: Sets, draw: Draw, diagnosis: Diagnosis, menu: Menu) -> Opened:
    """Lock-ins along every roadmap: effort lowers them, drift brings them back, a crisis opens a window (paper 1).

    ``lowered[y+1] = min(L0 - low, (1 - fade[y])*lowered[y] + window[y] * sum_o opening[o]*intensity[o,y])``, and
    ``L = L0 - lowered``; ``fade = min(1, risk * drift)``.
    """
    drift, risk = drift_left(case, sets, draw, menu), drift_risk(case, sets, draw, diagnosis)
    opening = table(case, "opening", sets.OPENING, sets.LOCK_INS, draw)
    effort = np.einsum("poy,ol->ply", menu.intensity, opening)
    floor = np.array([case.value("floor", lock, "", draw, 0.0) for lock in sets.LOCK_INS])
    window = crisis_window(case, sets, draw)
    today, least = diagnosis.lock_in_today, diagnosis.lock_in_least
    lowered = lower(today - np.minimum(floor, today), drift, risk, window, effort)
    surely = lowered
    if not np.array_equal(today, least):
        surely = lower(least - np.minimum(floor, least), drift, risk, window, effort)
    lock_in = today[:, None, :, None] - lowered
    return Opened(
        lock_in=lock_in,
        lowered_surely=surely[..., -1],
        last_fade=fade_of(drift, risk, -1),
        cost_left=cost_left(case, sets, draw, menu),
        searching=searching(case, sets, draw, lock_in),
    )


def searching(case: Case, sets: Sets, draw: Draw, lock_in: Floats) -> Flags:
    """Whether a town is in innovative search (T, P, H+1): no lock-in is above its bound (paper 1, two stages)."""
    below = np.array([case.value("search_below", lock, "", draw, 1.0) for lock in sets.LOCK_INS])
    return np.asarray((lock_in <= below[:, None] + STAGE_TOLERANCE).all(axis=2))


def drift_risk(case: Case, sets: Sets, draw: Draw, diagnosis: Diagnosis) -> Floats:
    """How much faster drift is in each town (T, L): ``1 + sum_f drift_risk[f,l] * share``, own scores at the worse end.

    Source: paper 1, what hangs on one leader without institutions is lost with the leader.
    """
    ends = np.maximum(diagnosis.share, diagnosis.other_end)
    return np.asarray(1.0 + ends @ table(case, "drift_risk", sets.FACTORS, sets.LOCK_INS, draw))


def fade_of(drift: Floats, risk: Floats, y: int) -> Floats:
    """``fade`` of a year (T, P, L), of drift (P, L, Y) and risk (T, L)."""
    return np.minimum(1.0, risk[:, None, :] * drift[:, :, y])


def lower(most: Floats, drift: Floats, risk: Floats, window: Floats, effort: Floats) -> Floats:
    """Lock-in lowered (T, P, L, H+1) by effort (P, L, Y), at most ``most`` (T, L), where drift takes its part back."""
    horizon = effort.shape[2]
    lowered = np.zeros((len(most), *effort.shape[:2], horizon + 1))
    for y in range(horizon):
        pushed = (1.0 - fade_of(drift, risk, y)) * lowered[..., y] + window[:, y, None, None] * effort[:, :, y]
        lowered[..., y + 1] = np.minimum(most[:, None, :], pushed)
    return lowered


def table(case: Case, coefficient: str, subjects: tuple[str, ...], keys: tuple[str, ...], draw: Draw) -> Floats:
    values = [[case.value(coefficient, s, k, draw, 0.0) for k in keys] for s in subjects]
    return np.array(values, dtype=float).reshape(len(subjects), len(keys))


def drift_left(case: Case, sets: Sets, draw: Draw, menu: Menu) -> Floats:
    """Drift of each year (P, L, Y), lowered for good by institution building up to and in that year."""
    drift = np.array([case.value("drift", lock, "", draw, 0.0) for lock in sets.LOCK_INS])
    cuts = table(case, "drift_cut", sets.OPENING, sets.LOCK_INS, draw)
    left = np.prod(1.0 - cuts[None, :, :, None] * menu.intensity[:, :, None, :], axis=1)
    return np.asarray(drift[None, :, None] * np.cumprod(left, axis=2), dtype=float)


def cost_left(case: Case, sets: Sets, draw: Draw, menu: Menu) -> Floats:
    """Share of unit cost left in each year (P, C, Y) after the opening measures of the years before it.

    Source: paper 1, the bridge at Sharya, where a community brought 13 million roubles down to 0.5.
    """
    cuts = table(case, "cost_cut", sets.OPENING, sets.CATEGORIES, draw)
    left = np.prod(1.0 - cuts[None, :, :, None] * menu.intensity[:, :, None, :], axis=1)
    before = np.ones_like(left)
    before[:, :, 1:] = np.cumprod(left, axis=2)[:, :, :-1]
    return np.asarray(before, dtype=float)


def crisis_window(case: Case, sets: Sets, draw: Draw) -> Floats:
    """What multiplies opening in each town and year (T, Y): above 1 while the window of its crisis is open."""
    lasts = {s.status: s.window_years for s in case.statuses}
    factor = {s: case.value("window_factor", s, "", draw, 1.0) for s in sets.STATUSES}
    window = [[factor[town.status] if since <= year < since + lasts[town.status] else 1.0 for year in sets.YEARS]
              for town, since in zip(case.towns, crisis_years(case), strict=True)]  # fmt: skip
    return np.array(window, dtype=float)
