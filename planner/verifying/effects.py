"""Effectiveness, computed a second time: how much a rouble achieves, and who pays it.

Written from ``docs/model.md``, section Effectiveness, and in its letters.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from math import fsum, prod

from models.case import CONTRIBUTORS, Case, Contribution, Draw, Lock, Measure, Readiness, Town
from planner.verifying.coefficients import Coefficients, Path, factor_coefficients, price_levels, usable_pairs
from planner.verifying.diagnosis import Diagnosis, diagnose, needs
from planner.verifying.federal import Budgets, as_it_runs, budgets_of, help_path, save_path
from planner.verifying.monitoring import as_diagnosed, since_year
from planner.verifying.roadmaps import Variant, variants_of

Corner = tuple[float, float]
Corners = tuple[Corner, Corner, Corner]
"""The least scale, the bend and the greatest scale, each with the units of full return it is worth."""


@dataclass(frozen=True, slots=True)
class ScaleWindow:
    """Scale of a started measure in one town: least, bend of returns, greatest (units), and returns beyond the bend."""

    low: float
    bend: float
    high: float
    returns_after: float

    def full_returns(self, scale: float) -> float:
        """``steep + returns_after*flat``: units of full return that a scale is worth."""
        return min(scale, self.bend) + self.returns_after * max(0.0, scale - self.bend)

    def corners(self) -> Corners:
        """The scales between which gains are straight, each with its units of full return."""
        low, bend, high = self.low, max(self.low, self.bend), self.high
        return (low, self.full_returns(low)), (bend, self.full_returns(bend)), (high, self.full_returns(high))


def delivery_worth(case: Case, coef: Coefficients, measure: Measure, kept_later: float = 1.0) -> Path:
    """``W[m,y] = help[m,y] * sum_{u=y+lag}^{min(E, y+lag+life-1)} delta^u * kept^(u-y-lag)``, delta = 1/(1 + discount).

    ``Wc[m,y,c]`` is the same with ``kept_later^max(0, u-H)`` in every term.
    """
    delta = 1 / (1 + case.settings.discount_share)
    kept, horizon = coef("kept", measure.measure), case.settings.horizon_years
    worth = []
    for y, helped in enumerate(help_path(case, coef, measure), start=1):
        first = y + measure.lag_years
        last = min(case.settings.evaluation_years, first + measure.life_years - 1)
        years = range(first, last + 1)
        whole = fsum(delta**u * kept ** (u - first) * kept_later ** max(0, u - horizon) for u in years)
        worth.append(helped * whole)
    return tuple(worth)


@dataclass(frozen=True, slots=True)
class Place:
    """What place does to a measure in a town without lock-ins: ``gross`` is ``context[t,m]``, ``net`` the same times
    ``additional[t,m] * (1 - displacement[m])``.
    """

    gross: float
    net: float


def places_of(case: Case, coef: Coefficients, diagnosis: Diagnosis) -> dict[tuple[str, str], Place]:
    """``context = base * prod_f least over ends of (1 + coef*end)``, ``additional`` likewise with deadweight."""
    result = {}
    towns = {town.town: [town] for town in case.towns}
    for measure in case.measures:
        name = measure.measure
        base, kept = coef("context", name), 1 - coef("deadweight", name)
        context = factor_coefficients(case, coef, "context", name)
        deadweight = factor_coefficients(case, coef, "deadweight", name)
        stays = 1 - coef("displacement", name)
        for town in towns.get(measure.town, case.towns):
            ends = {f: diagnosis.ends[town.town, f] for f in (*context, *deadweight)}
            gross = base * prod(min(1 + c * end for end in ends[f]) for f, c in context.items())
            additional = kept * prod(min(1 - c * end for end in ends[f]) for f, c in deadweight.items())
            result[town.town, name] = Place(gross, gross * additional * stays)
    return result


@dataclass(frozen=True, slots=True)
class Part:
    """What one contributor pays of a measure in a town: a share of the whole cost, and a sum (mrub) for a project."""

    contributor: str
    evidence: str
    share: float
    sum_mrub: float


def parts_of(case: Case) -> dict[tuple[str, str], tuple[Part, ...]]:
    """Who contributes, by town and measure: of each contributor the most particular row, where it gives anything."""
    rows = {(row.contributor, row.town, row.measure): row for row in case.contributions}
    payers = [k for k in CONTRIBUTORS if any(row.contributor == k for row in case.contributions)]
    found = {}
    for town, measure in usable_pairs(case) if payers else ():
        parts = [part for k in payers if (part := _part(rows, k, town.town, measure)) is not None]
        if parts:
            found[town.town, measure.measure] = tuple(parts)
    return found


def _part(
    rows: Mapping[tuple[str, str, str], Contribution], contributor: str, town: str, measure: Measure
) -> Part | None:
    """The part of one contributor: town and measure, then town, then measure, then all."""
    for key in ((town, measure.measure), (town, ""), ("", measure.measure), ("", "")):
        row = rows.get((contributor, *key))
        if row is not None:
            sum_mrub = row.sum_mrub or 0.0 if measure.kind == "started" else 0.0
            share = row.share or 0.0
            return Part(contributor, row.evidence, share, sum_mrub) if share or sum_mrub else None
    return None


@dataclass(frozen=True, slots=True)
class Effects:
    """Everything of a case at one draw that a town's options are made from.

    ``place`` is the effectiveness in an open town; ``size`` multiplies the yield of a unit; ``unit_mrub`` is the whole
    cost of a unit at the prices of the price year; ``delivered`` is ``W[m]``; ``points`` is
    ``sum_g weight[g]*coef[yield,m,g]``; ``window`` is ``window[t]`` and ``risk`` ``risk[t,l]``; ``saved`` is
    ``save[m]``; ``budgets`` are ``B``; ``parts`` says who pays beside public money; ``tax`` the federal and regional
    tax forgone, a year, as shares of the unit cost. ``sensitivity``, ``gates``, ``parts`` and ``tax`` leave out what
    cannot change anything.
    """

    case: Case
    coef: Coefficients
    towns: dict[str, Town]
    measures: dict[str, Measure]
    diagnosis: Diagnosis
    need: dict[str, float]
    variants: dict[str, Variant]
    window: dict[str, Path]
    risk: dict[tuple[str, str], float]
    search_below: dict[str, float]
    sensitivity: dict[str, dict[str, float]]
    gates: dict[str, dict[str, float]]
    place: dict[tuple[str, str], Place]
    size: dict[tuple[str, str], float]
    unit_mrub: dict[tuple[str, str], float]
    scale: dict[tuple[str, str], ScaleWindow]
    delivered: dict[str, Path]
    saved: dict[str, Path]
    points: dict[str, float]
    yields: dict[str, dict[str, float]]
    weight: dict[str, float]
    locks: dict[tuple[str, str], list[Lock]]
    price_level: Path
    budgets: Budgets
    parts: dict[tuple[str, str], tuple[Part, ...]]
    tax: dict[str, tuple[float, float]]
    running: dict[str, float]
    readiness: dict[tuple[str, str], Readiness]

    def public_share(self, town: str, measure: str) -> float:
        """``1 - others[t,m]``: what public money pays of the whole cost, before sums."""
        return 1 - fsum(part.share for part in self.parts.get((town, measure), ()))

    def given_mrub(self, town: str, measure: str) -> float:
        """``given[t,m]``: what others pay for a project in sums."""
        return fsum(part.sum_mrub for part in self.parts.get((town, measure), ()))


def effects_of(case: Case, draw: Draw) -> Effects:
    """Compute everything of a case that towns are made from, at one draw.

    Federal instruments run where the case says yes; towns are taken as they were found on the spot.
    """
    case = as_diagnosed(as_it_runs(case))
    coef = Coefficients(case, draw)
    diagnosis = diagnose(case, draw)
    pairs = usable_pairs(case)
    lock_ins = [row.lock_in for row in case.lock_ins]
    locks: dict[tuple[str, str], list[Lock]] = {}
    for lock in case.locks:
        locks.setdefault((lock.town, lock.subject), []).append(lock)
    price_index = {r.region: 1.0 if r.price_index is None else r.price_index for r in case.regions}
    weight = {goal.goal: goal.weight for goal in case.goals}
    yields = {m.measure: {g: coef("yield", m.measure, g) for g in weight} for m in case.measures}
    return Effects(
        case=case,
        coef=coef,
        towns={t.town: t for t in case.towns},
        measures={m.measure: m for m in case.measures},
        diagnosis=diagnosis,
        need=needs(case, draw),
        variants={v.name: v for v in variants_of(case, draw)},
        window={t.town: _window(case, coef, t) for t in case.towns},
        risk=risks_of(case, coef, diagnosis),
        search_below={lock_in: coef("search_below", lock_in) for lock_in in lock_ins},
        sensitivity={m.measure: _nonzero(coef, "sensitivity", m.measure, lock_ins, 0.0) for m in case.measures},
        gates={m.measure: _nonzero(coef, "gate", m.measure, lock_ins, 1.0) for m in case.started},
        place=places_of(case, coef, diagnosis),
        size={(t.town, m.measure): _power(t, coef("size_exponent", m.measure)) for t, m in pairs},
        unit_mrub={
            (t.town, m.measure): coef("unit_cost", m.measure)
            * (1.0 if m.town else price_index[t.region] * _power(t, coef("cost_size_exponent", m.measure)))
            for t, m in pairs
        },
        scale={
            (t.town, m.measure): scale_window(coef, t, m, locks.get((t.town, m.measure), []))
            for t, m in pairs
            if m.kind == "started"
        },
        delivered={m.measure: delivery_worth(case, coef, m) for m in case.measures},
        saved={m.measure: save_path(case, coef, m) for m in case.started},
        points={m: fsum(weight[g] * value for g, value in by_goal.items()) for m, by_goal in yields.items()},
        yields=yields,
        weight=weight,
        locks=locks,
        price_level=price_levels(case),
        budgets=budgets_of(case, coef),
        parts=parts_of(case),
        tax={m.measure: tax for m in case.started if sum(tax := tax_forgone(coef, m.measure)) > 0},
        running={m.measure: coef("running_cost", m.measure) for m in case.started},
        readiness={(row.town, row.measure): row for row in case.readiness},
    )


def tax_forgone(coef: Coefficients, measure: str) -> tuple[float, float]:
    """``tax_federal`` and ``tax_regional``, shares of the unit cost not collected in a year after completion."""
    return coef("tax_forgone_federal", measure), coef("tax_forgone_regional", measure)


def _power(town: Town, exponent: float) -> float:
    """``n[t]^exponent`` with ``n[t] = population / 10 000``."""
    return float((town.population / 10_000) ** exponent)


def _nonzero(
    coef: Coefficients, name: str, measure: str, lock_ins: list[str], without_effect: float
) -> dict[str, float]:
    """The coefficients of a measure by lock-in that can change anything."""
    values = {lock_in: coef(name, measure, lock_in) for lock_in in lock_ins}
    return {lock_in: value for lock_in, value in values.items() if value != without_effect}


def _window(case: Case, coef: Coefficients, town: Town) -> Path:
    """``window[t,y] = coef[window_factor,status] if since[t] <= calendar year < since[t] + window_years else 1``."""
    window_years = next(s.window_years for s in case.statuses if s.status == town.status)
    factor, since = coef("window_factor", town.status), since_year(case, town)
    return tuple(factor if since <= year < since + window_years else 1.0 for year in case.settings.years)


def risks_of(case: Case, coef: Coefficients, diagnosis: Diagnosis) -> dict[tuple[str, str], float]:
    """``risk[t,l] = 1 + sum_f coef[drift_risk,f,l] * greatest over ends of the factor``."""
    risks = {}
    for lock_in in (row.lock_in for row in case.lock_ins):
        raising = {f.factor: coef("drift_risk", f.factor, lock_in) for f in case.factors}
        raising = {factor: value for factor, value in raising.items() if value}
        for town in (row.town for row in case.towns):
            risks[town, lock_in] = 1 + fsum(value * max(diagnosis.ends[town, f]) for f, value in raising.items())
    return risks


def scale_window(coef: Coefficients, town: Town, measure: Measure, locks: list[Lock]) -> ScaleWindow:
    """``scale_low`` (the larger of the measure's and of its ``must`` locks), ``bend`` and ``scale_high`` in a town."""
    high = measure.scale_high + measure.scale_high_per_1000 * town.population / 1000
    asked = [lock.scale_low for lock in locks if lock.decision == "must" and lock.scale_low is not None]
    bend = coef("returns_break", measure.measure) * high
    return ScaleWindow(max([measure.scale_low, *asked]), bend, high, coef("returns_after", measure.measure))
