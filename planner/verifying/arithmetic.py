"""Diagnosis, roadmaps and effects of a case, computed a second time in plain Python.

Written from ``docs/model.md`` alone and in its order, so that an error in the arrays of ``models`` cannot hide here.
Everything is a function of the case and of one draw; results are dictionaries keyed by ids. A *path* is a tuple with
one number a year, so year ``y = 1..H`` of the page stands at position ``y - 1``. The page writes ``t`` for a town,
``f`` for a factor, ``l`` for a lock-in, ``m`` for a measure, ``o`` for an opening measure, ``p`` for a variant of a
roadmap, ``g`` for a goal, ``c`` for a category and ``s`` for a start year.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass, field
from itertools import combinations
from math import fsum, prod
from typing import NamedTuple

from models.case import (
    CAPACITY_GOAL,
    CATEGORIES,
    CONTRIBUTORS,
    NO_ROADMAP,
    Case,
    Contribution,
    Draw,
    Factor,
    Lock,
    Measure,
    Readiness,
    RoadmapStep,
    Town,
)
from planner.tables.schema import COEFFICIENT_BY_NAME, CONTEXT_BASE_DEFAULT

Path = tuple[float, ...]

GATE_TOLERANCE = 1e-9
"""A lock-in may stand above a gate by this much, because sums of floating-point numbers are not exact."""
SUMS_TOLERANCE_MRUB = 1e-9
"""The sums of others may exceed the least cost of a project by this much, for the same reason."""


def paying_regions(case: Case) -> list[str]:
    """Regions that have a town, in the order of their sheet; the others have nothing to pay for."""
    used = {town.region for town in case.towns}
    return [region.region for region in case.regions if region.region in used]


class Coefficients:
    """The coefficients of a case at one draw, with the defaults that the schema states."""

    def __init__(self, case: Case, draw: Draw) -> None:
        self._values = {key: triple.at(draw) for key, triple in case.coefficients.items()}

    def __call__(self, name: str, subject: str, key: str = "") -> float:
        """``coef[name, subject, key]``; raises KeyError where a row without a default is not there."""
        found = self._values.get((name, subject, key))
        if found is not None:
            return found
        if name == "context" and key == "":
            return CONTEXT_BASE_DEFAULT
        default = COEFFICIENT_BY_NAME[name].default
        if default is None:
            raise KeyError((name, subject, key))
        return default


def price_levels(case: Case) -> Path:
    """``price_level[y]`` for y = 1..H: prices of that year against those of ``price_year``; a year without row: 1."""
    growth = {row.year: 1 + row.inflation_share for row in case.inflation}
    base = case.settings.price_year
    return tuple(
        prod(growth.get(u, 1.0) for u in range(base + 1, year + 1))
        / prod(growth.get(u, 1.0) for u in range(year + 1, base + 1))
        for year in case.settings.years
    )


def usable_pairs(case: Case) -> list[tuple[Town, Measure]]:
    """Towns with the measures that are not another town's proposal."""
    return [(town, measure) for measure in case.measures for town in case.towns if measure.town in ("", town.town)]


# --- Diagnosis: what locks a town in ---------------------------------------------------------------------------------


Ends = tuple[float, ...]
"""The values a factor may have: its share, and beside it the prior where the town scores itself."""


@dataclass(frozen=True, slots=True)
class Diagnosis:
    """Shares of factors and their ends by (town, factor), lock-ins by (town, lock-in), and what rests on priors and on
    self-assessment by town; all in [0, 1].

    ``lock_in`` takes the end that is worse for the town, ``lock_in_least`` the better one; ``lock_in_low`` and
    ``lock_in_high`` are the interval.
    """

    share: dict[tuple[str, str], float] = field(default_factory=dict)
    ends: dict[tuple[str, str], Ends] = field(default_factory=dict)
    lock_in: dict[tuple[str, str], float] = field(default_factory=dict)
    lock_in_least: dict[tuple[str, str], float] = field(default_factory=dict)
    lock_in_low: dict[tuple[str, str], float] = field(default_factory=dict)
    lock_in_high: dict[tuple[str, str], float] = field(default_factory=dict)
    unknown_share: dict[str, float] = field(default_factory=dict)
    self_share: dict[str, float] = field(default_factory=dict)


def scored_share(factor: Factor, value: float) -> float:
    """Share of a known factor: value/4 of a score, 1 or 0 of yes or no, the clamped position of a number."""
    if factor.kind == "score":
        return value / 4
    if factor.kind == "yes_no":
        return 1.0 if value else 0.0
    assert factor.zero_at is not None
    assert factor.four_at is not None
    return min(1.0, max(0.0, (value - factor.zero_at) / (factor.four_at - factor.zero_at)))


def normalised_weights(case: Case, coef: Coefficients) -> dict[str, dict[str, float]]:
    """``weight[f,l] = coef[weight,f,l] / sum_f |coef[weight,f,l]|`` by lock-in and factor; none where the sum is 0."""
    weights: dict[str, dict[str, float]] = {}
    for lock_in in case.lock_ins:
        raw = {f.factor: coef("weight", f.factor, lock_in.lock_in) for f in case.factors}
        norm = fsum(abs(value) for value in raw.values())
        weights[lock_in.lock_in] = {f: value / norm for f, value in raw.items() if value} if norm else {}
    return weights


def diagnose(case: Case, draw: Draw) -> Diagnosis:
    """``L0[t,l] = base[l] + sum_f greatest over ends of weight[f,l]*end``, ``base[l] = sum_f max(0, -weight[f,l])``.

    An unknown factor takes its prior; at either end of the interval it takes whichever of the prior's low and high
    lowers (raises) the lock-in.
    """
    coef = Coefficients(case, draw)
    weights = normalised_weights(case, coef)
    prior = {f.factor: coef("prior", f.factor) / 4 for f in case.factors}
    at_low, at_high = Coefficients(case, "low"), Coefficients(case, "high")
    prior_ends = {f.factor: (at_low("prior", f.factor) / 4, at_high("prior", f.factor) / 4) for f in case.factors}
    scores = {(s.town, s.factor): s for s in case.scores}
    result = Diagnosis()
    for town in case.towns:
        unknown: dict[str, Ends] = {}
        own: list[str] = []
        for factor in case.factors:
            name = factor.factor
            score = scores.get((town.town, name))
            share = prior[name] if score is None else scored_share(factor, score.value)
            if score is None:
                unknown[name] = prior_ends[name]
            elif score.source == "self":
                own.append(name)
            result.share[town.town, name] = share
            result.ends[town.town, name] = (share, prior[name]) if name in own else (share,)
        _diagnose_town(result, town.town, weights, unknown)
        result.unknown_share[town.town] = _mean_weight(weights, unknown)
        result.self_share[town.town] = _mean_weight(weights, own)
    return result


def _diagnose_town(
    result: Diagnosis, town: str, weights: Mapping[str, Mapping[str, float]], unknown: Mapping[str, Ends]
) -> None:
    """Write the lock-ins of one town whose shares are known; ``unknown`` holds both ends of the priors taken."""
    for lock_in, weight in weights.items():
        base = fsum(max(0.0, -w) for w in weight.values())
        terms = {f: [w * end for end in result.ends[town, f]] for f, w in weight.items()}
        wide = {**terms, **{f: [w * end for end in unknown[f]] for f, w in weight.items() if f in unknown}}
        result.lock_in[town, lock_in] = base + fsum(max(ends) for ends in terms.values())
        result.lock_in_least[town, lock_in] = base + fsum(min(ends) for ends in terms.values())
        result.lock_in_low[town, lock_in] = base + fsum(min(ends) for ends in wide.values())
        result.lock_in_high[town, lock_in] = base + fsum(max(ends) for ends in wide.values())


def _mean_weight(weights: Mapping[str, Mapping[str, float]], factors: Collection[str]) -> float:
    """Mean, over the lock-ins that have weights, of the absolute weight that some factors carry."""
    carried = [fsum(abs(w) for f, w in weight.items() if f in factors) for weight in weights.values() if weight]
    return fsum(carried) / len(carried) if carried else 0.0


def needs(case: Case, draw: Draw) -> dict[str, float]:
    """``omega[t] = (coef[distress,status[t]] / mean over towns)^equity_exponent``, by town."""
    coef = Coefficients(case, draw)
    distress = {t.town: coef("distress", t.status) for t in case.towns}
    mean = fsum(distress.values()) / len(distress)
    return {town: (value / mean) ** case.settings.equity_exponent for town, value in distress.items()}


# --- Roadmaps: what opens a town -------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Variant:
    """One way to take a roadmap: its openings with intensity by year, and what they do to every town alike.

    ``opened[l]`` is ``sum_o coef[opening,o,l] * intensity[p,o,y]``, ``fade[l]`` the drift left, both paths of ``H``
    years; ``cut[c]`` is what is left of the unit costs of a category.
    """

    name: str
    roadmap: str
    start: int
    intensity: dict[str, Path]
    opened: dict[str, Path]
    fade: dict[str, Path]
    cut: dict[str, Path]


def variants_of(case: Case, draw: Draw) -> tuple[Variant, ...]:
    """Every variant of the menu, ``none`` first: each set of targeted lock-ins and each start that fits the horizon."""
    coef = Coefficients(case, draw)
    result = [_variant(case, coef, NO_ROADMAP, "", 0, [])]
    rows_of: dict[str, list[RoadmapStep]] = {}
    for step in case.roadmap_steps:
        rows_of.setdefault(step.roadmap, []).append(step)
    for roadmap, rows in rows_of.items():
        for targets in _target_sets(case, rows):
            chosen = [row for row in rows if row.target in ("", *targets)]
            steps = max(row.step_to for row in chosen)
            for start in range(1, case.settings.horizon_years - steps + 2):
                calendar = case.settings.first_year + start - 1
                name = f"{roadmap}/{'+'.join(targets)}@{calendar}" if targets else f"{roadmap}@{calendar}"
                result.append(_variant(case, coef, name, roadmap, start, chosen))
    return tuple(result)


def _target_sets(case: Case, rows: list[RoadmapStep]) -> Iterator[tuple[str, ...]]:
    """Every non-empty set of the lock-ins that the rows target, or the empty set alone where they target none."""
    targeted = {row.target for row in rows if row.target}
    ordered = [lock_in.lock_in for lock_in in case.lock_ins if lock_in.lock_in in targeted]
    if not ordered:
        yield ()
    for count in range(1, len(ordered) + 1):
        yield from combinations(ordered, count)


def _variant(case: Case, coef: Coefficients, name: str, roadmap: str, start: int, rows: list[RoadmapStep]) -> Variant:
    """``intensity[p,o,y]``, the sum of row intensities with ``step_from <= y - s + 1 <= step_to``, and its effects."""
    years = range(1, case.settings.horizon_years + 1)
    intensity: dict[str, Path] = {}
    for opening in dict.fromkeys(row.opening for row in rows if row.intensity):
        own = [row for row in rows if row.opening == opening]
        intensity[opening] = tuple(
            fsum(row.intensity for row in own if row.step_from <= y - start + 1 <= row.step_to) for y in years
        )
    opened, fade, cut = {}, {}, {}
    for lock_in in (row.lock_in for row in case.lock_ins):
        opened[lock_in] = tuple(
            fsum(coef("opening", o, lock_in) * path[y - 1] for o, path in intensity.items()) for y in years
        )
        kept = [prod(1 - coef("drift_cut", o, lock_in) * path[y - 1] for o, path in intensity.items()) for y in years]
        fade[lock_in] = tuple(coef("drift", lock_in) * prod(kept[:y]) for y in years)
    for category in CATEGORIES:
        left = [prod(1 - coef("cost_cut", o, category) * path[y - 1] for o, path in intensity.items()) for y in years]
        cut[category] = tuple(prod(left[: y - 1]) for y in years)
    return Variant(name, roadmap, start, intensity, opened, fade, cut)


def lowered_path(today: float, floor: float, variant: Variant, lock_in: str, window: Path) -> Path:
    """``D[t,p,l,y]`` for y = 1..H+1: what opening lowers a lock-in by, less the drift back to today's.

    ``D[y+1] = min(L0 - min(floor, L0), (1 - fade[y])*D[y] + window[y]*opened[y])``, ``D[1] = 0``, ``L0 = today``.
    """
    most = today - min(floor, today)
    path = [0.0]
    for fade, opened, factor in zip(variant.fade[lock_in], variant.opened[lock_in], window, strict=True):
        path.append(min(most, (1 - fade) * path[-1] + factor * opened))
    return tuple(path)


# --- Effectiveness: how much a rouble achieves -----------------------------------------------------------------------


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


def may_use(town: Town, measure: Measure) -> bool:
    """Whether status and population of a town allow it a measure, and it is not another town's proposal."""
    return (
        measure.town in ("", town.town)
        and (not measure.statuses or town.status in measure.statuses)
        and (measure.population_min is None or town.population >= measure.population_min)
        and (measure.population_max is None or town.population <= measure.population_max)
    )


def delivery_worth(case: Case, coef: Coefficients, measure: Measure, kept_later: float = 1.0) -> Path:
    """``W[m,y] = sum_{u=y+lag}^{min(E, y+lag+life-1)} delta^u * kept^(u-y-lag)``, delta = 1/(1 + discount_share).

    ``Wc[m,y,c]`` is the same with ``kept_later^max(0, u-H)`` in every term.
    """
    delta = 1 / (1 + case.settings.discount_share)
    kept, horizon = coef("kept", measure.measure), case.settings.horizon_years
    worth = []
    for y in range(1, horizon + 1):
        first = y + measure.lag_years
        last = min(case.settings.evaluation_years, first + measure.life_years - 1)
        years = range(first, last + 1)
        worth.append(fsum(delta**u * kept ** (u - first) * kept_later ** max(0, u - horizon) for u in years))
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


def factor_coefficients(case: Case, coef: Coefficients, name: str, measure: str) -> dict[str, float]:
    """Coefficients of a measure by factor that can change anything."""
    values = {f.factor: coef(name, measure, f.factor) for f in case.factors}
    return {factor: value for factor, value in values.items() if value}


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
    ``sum_g weight[g]*coef[yield,m,g]``; ``window`` is ``window[t]``; ``parts`` says who pays beside public money;
    ``tax`` the federal and regional tax forgone, a year, as shares of the unit cost. ``sensitivity``, ``gates``,
    ``parts`` and ``tax`` leave out what cannot change anything.
    """

    case: Case
    coef: Coefficients
    towns: dict[str, Town]
    measures: dict[str, Measure]
    diagnosis: Diagnosis
    need: dict[str, float]
    variants: dict[str, Variant]
    window: dict[str, Path]
    sensitivity: dict[str, dict[str, float]]
    gates: dict[str, dict[str, float]]
    place: dict[tuple[str, str], Place]
    size: dict[tuple[str, str], float]
    unit_mrub: dict[tuple[str, str], float]
    scale: dict[tuple[str, str], ScaleWindow]
    delivered: dict[str, Path]
    points: dict[str, float]
    yields: dict[str, dict[str, float]]
    weight: dict[str, float]
    locks: dict[tuple[str, str], list[Lock]]
    price_level: Path
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
    """Compute everything of a case that towns are made from, at one draw."""
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
        points={m: fsum(weight[g] * value for g, value in by_goal.items()) for m, by_goal in yields.items()},
        yields=yields,
        weight=weight,
        locks=locks,
        price_level=price_levels(case),
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
    """``window[t,y] = coef[window_factor,status] if y <= window_years else 1``."""
    window_years = next(s.window_years for s in case.statuses if s.status == town.status)
    factor = coef("window_factor", town.status)
    return tuple(factor if y <= window_years else 1.0 for y in range(1, case.settings.horizon_years + 1))


def scale_window(coef: Coefficients, town: Town, measure: Measure, locks: list[Lock]) -> ScaleWindow:
    """``scale_low`` (the larger of the measure's and of its ``must`` locks), ``bend`` and ``scale_high`` in a town."""
    high = measure.scale_high + measure.scale_high_per_1000 * town.population / 1000
    asked = [lock.scale_low for lock in locks if lock.decision == "must" and lock.scale_low is not None]
    bend = coef("returns_break", measure.measure) * high
    return ScaleWindow(max([measure.scale_low, *asked]), bend, high, coef("returns_after", measure.measure))


# --- What a town is offered ------------------------------------------------------------------------------------------


class Due(NamedTuple):
    """A start and what it takes of a unit: public cost (mrub) by year before sums, and tax forgone (mrub), empty if
    there is none.
    """

    start: int
    cost_mrub: Path
    tax_mrub: Path = ()


class Option(NamedTuple):
    """A start of one measure: points of a unit of full return, net and gross result of it before yield, and what it
    takes of a unit, as in ``Due``.
    """

    start: int
    worth: float
    reach: float
    gross: float
    cost_mrub: Path
    tax_mrub: Path


@dataclass(frozen=True, slots=True)
class Terms:
    """What a started measure is in a town whatever the roadmap: the town's ``starts`` are those that nothing but the
    roadmap may forbid, ``each`` the points of a unit of net result, ``omega*size*points``.

    ``given_mrub`` is what others pay in sums in each of the ``duration_years`` of works.
    """

    measure: str
    starts: tuple[int, ...]
    corners: Corners
    point_of_growth: bool
    duration_years: int
    given_mrub: float
    each: float
    place: Place

    @property
    def points(self) -> float:
        """Points of a unit of full return where no lock-in closes anything and ``W`` is 1."""
        return self.each * self.place.net


class Menu(NamedTuple):
    """The starts of one measure that a town is offered under a variant, ``reached`` saying how far each gets:
    ``(1/d)*sum_y prod_l (1 - sensitivity*L[y])*W[y]``.

    Variants alike share a menu, and menus of the same starts and costs share their ``dues``.
    """

    terms: Terms
    dues: tuple[Due, ...]
    reached: tuple[float, ...]

    @property
    def options(self) -> tuple[Option, ...]:
        """The starts with all that they bring and take: ``worth[t,p,m,s] = omega*size*points*net*reached``."""
        each, place = self.terms.each, self.terms.place
        return tuple(
            Option(due.start, each * (place.net * reached), place.net * reached, place.gross * reached, *due[1:])
            for due, reached in zip(self.dues, self.reached, strict=True)
        )


@dataclass(frozen=True, slots=True)
class TownVariant:
    """A variant in one town: lock-ins for years 1..H+1, results by goal, points, cost (mrub) by opening and year."""

    variant: Variant
    lock_ins: dict[str, Path]
    results: dict[str, float]
    worth: float
    cost_mrub: dict[str, Path]
    menus: dict[str, Menu]


def roadmap_refusal(effects: Effects, town: Town, variant: Variant) -> str:
    """Why a town is not offered a variant, or an empty text if it is."""
    for opening in variant.intensity:
        if not may_use(town, effects.measures[opening]):
            return f"its measure {opening} is not for a town of this status and population"
    first_year = effects.case.settings.first_year
    for (locked_town, subject), locks in effects.locks.items():
        if locked_town != town.town or subject in effects.measures:
            continue
        for lock in locks:
            meant = variant.roadmap == subject and lock.year in (None, first_year + variant.start - 1)
            if lock.decision == "must" and not meant:
                return f"a lock says that {subject}{_in_year(lock)} must be taken"
            if lock.decision == "must_not" and meant:
                return f"a lock says that {subject}{_in_year(lock)} must not be taken"
    return ""


def _in_year(lock: Lock) -> str:
    return "" if lock.year is None else f" from {lock.year}"


def start_refusal(effects: Effects, town: Town, measure: Measure, start: int) -> str:
    """Why a start is not offered to a town whatever its roadmap, or an empty text if it may be."""
    settings = effects.case.settings
    if not may_use(town, measure):
        return "the measure is not for a town of this status and population, or it is another town's proposal"
    scale = effects.scale[town.town, measure.measure]
    if scale.low > scale.high or scale.high <= 0:
        return f"the least scale {scale.low:g} is above the greatest, {scale.high:g}, or the greatest is 0"
    if not 1 <= start <= settings.horizon_years - measure.duration_years + 1:
        return f"works of {measure.duration_years} years begun then do not fit the years of the plan"
    calendar = settings.first_year + start - 1
    ready = effects.readiness.get((town.town, measure.measure))
    if ready is not None and ready.ready_year is not None:
        if calendar < ready.ready_year:
            return f"the town is ready for it in {ready.ready_year}"
    elif start <= measure.preparation_years:
        return f"it takes {measure.preparation_years} years to prepare"
    consent = ready.consent if ready is not None else None
    if consent == "no" or (measure.needs_consent and consent != "yes"):
        return "the community has not consented"
    for lock in effects.locks.get((town.town, measure.measure), ()):
        if lock.decision == "must_not" and lock.year in (None, calendar):
            return "a lock says that it must not be started" + ("" if lock.year is None else " in this year")
        if lock.decision == "must" and lock.year not in (None, calendar):
            return f"a lock says that it must be started in {lock.year}"
    return ""


def gate_refusal(effects: Effects, measure: Measure, start: int, lock_ins: Mapping[str, Path]) -> str:
    """Why these lock-ins shut a start out, or an empty text if they do not."""
    for lock_in, gate in effects.gates[measure.measure].items():
        if lock_ins[lock_in][start - 1] > gate + GATE_TOLERANCE:
            return f"lock-in {lock_in} is {lock_ins[lock_in][start - 1]:.6g} then, above the gate {gate:g}"
    return ""


def sums_refusal(effects: Effects, town: Town, measure: Measure, start: int, costs: Path) -> str:
    """Why the sums of others are too much for the least project, or an empty text; ``costs`` are those of a unit."""
    given = effects.given_mrub(town.town, measure.measure) / measure.duration_years
    least = effects.scale[town.town, measure.measure].low
    works = costs[start - 1 : start - 1 + measure.duration_years]
    if given and any(least * cost < given - SUMS_TOLERANCE_MRUB for cost in works):
        return f"others give {given:g} million roubles a year, more than the least project takes"
    return ""


def option_refusal(
    effects: Effects, town: Town, measure: Measure, start: int, lock_ins: Mapping[str, Path], cut: Path
) -> str:
    """Why a start of a measure is not offered to a town with these lock-ins and costs left, or an empty text."""
    return (
        start_refusal(effects, town, measure, start)
        or gate_refusal(effects, measure, start, lock_ins)
        or sums_refusal(effects, town, measure, start, cost_path(effects, town.town, measure, start, cut))
    )


def openness(effects: Effects, measure: str, lock_ins: Mapping[str, Path]) -> Path:
    """``prod_l (1 - coef[sensitivity,m,l] * L[t,p,l,y])`` for y = 1..H."""
    result = [1.0] * effects.case.settings.horizon_years
    for lock_in, sensitivity in effects.sensitivity[measure].items():
        result = [a * (1 - sensitivity * lock) for a, lock in zip(result, lock_ins[lock_in], strict=False)]
    return tuple(result)


def shape_path(effects: Effects, measure: Measure, start: int, cut: Path) -> Path:
    """``shape[p,m,s,y]``: ``cut/d`` in the years of works, ``running_cost`` for life after, at the year's prices."""
    built, running = start + measure.duration_years, effects.running[measure.measure]
    shape = []
    for y, (left, level) in enumerate(zip(cut, effects.price_level, strict=True), start=1):
        if start <= y < built:
            shape.append(level * left / measure.duration_years)
        else:
            shape.append(level * running if built <= y < built + measure.life_years else 0.0)
    return tuple(shape)


def cost_path(effects: Effects, town: str, measure: Measure, start: int, cut: Path) -> Path:
    """``cost[t,p,m,s,y]`` (mrub a unit): the public part of the whole cost, before sums."""
    public = effects.unit_mrub[town, measure.measure] * effects.public_share(town, measure.measure)
    return tuple(public * shape for shape in shape_path(effects, measure, start, cut))


def tax_path(effects: Effects, town: str, measure: Measure, start: int) -> Path:
    """``tax[t,m,s,y]`` (mrub a unit) in the years after completion; empty where no tax is forgone."""
    if measure.measure not in effects.tax:
        return ()
    each = effects.unit_mrub[town, measure.measure] * sum(effects.tax[measure.measure])
    built = start + measure.duration_years
    return tuple(
        each * level if built <= y < built + measure.life_years else 0.0
        for y, level in enumerate(effects.price_level, start=1)
    )


def terms_of(effects: Effects, town: Town, measure: Measure) -> Terms | None:
    """What a started measure is in a town whatever the roadmap; None where no start of it is left."""
    name, years = measure.measure, range(1, effects.case.settings.horizon_years + 1)
    starts = tuple(start for start in years if not start_refusal(effects, town, measure, start))
    if not starts:
        return None
    return Terms(
        measure=name,
        starts=starts,
        corners=effects.scale[town.town, name].corners(),
        point_of_growth=measure.point_of_growth,
        duration_years=measure.duration_years,
        given_mrub=effects.given_mrub(town.town, name) / measure.duration_years,
        each=effects.need[town.town] * effects.size[town.town, name] * effects.points[name],
        place=effects.place[town.town, name],
    )


def dues_of(effects: Effects, town: Town, terms: Terms, cut: Path) -> tuple[Due, ...]:
    """What the starts of a measure take with costs cut so, without those whose least project cannot take the sums."""
    measure, dues = effects.measures[terms.measure], []
    for start in terms.starts:
        costs = cost_path(effects, town.town, measure, start, cut)
        if not sums_refusal(effects, town, measure, start, costs):
            dues.append(Due(start, costs, tax_path(effects, town.town, measure, start)))
    return tuple(dues)


def menu_of(effects: Effects, terms: Terms, lock_ins: Mapping[str, Path], dues: tuple[Due, ...]) -> Menu:
    """The starts that these lock-ins leave of those that ``dues`` hold, and how far each gets."""
    measure, duration = effects.measures[terms.measure], terms.duration_years
    if effects.gates[terms.measure]:
        kept = tuple(due for due in dues if not gate_refusal(effects, measure, due.start, lock_ins))
        dues = dues if len(kept) == len(dues) else kept
    opened = openness(effects, terms.measure, lock_ins)
    yearly = [a * w for a, w in zip(opened, effects.delivered[terms.measure], strict=True)]
    if duration == 1:
        return Menu(terms, dues, tuple([yearly[due.start - 1] for due in dues]))
    return Menu(terms, dues, tuple([fsum(yearly[s - 1 : s - 1 + duration]) / duration for s, _, _ in dues]))


def roadmap_results(
    effects: Effects, town: Town, variant: Variant, lock_ins: Mapping[str, Path], gross: bool = False
) -> dict[str, float]:
    """Results of a roadmap by goal, before need and weight of goals, net or gross.

    ``sum_o coef[yield,o,g]*size[t,o]*sum_y intensity[p,o,y]*a[t,p,o,y]*W[o,y]``; of ``capacity`` instead
    ``n[t] * sum_l D_least[t,p,l,H+1] * reserve[p,l]``, net and gross alike.
    """
    results = dict.fromkeys(effects.weight, 0.0)
    for opening, intensity in variant.intensity.items():
        place = effects.place[town.town, opening]
        opened = openness(effects, opening, lock_ins)
        reach = fsum(i * a * w for i, a, w in zip(intensity, opened, effects.delivered[opening], strict=True))
        reach *= place.gross if gross else place.net
        for goal, each in effects.yields[opening].items():
            results[goal] += each * effects.size[town.town, opening] * reach
    if CAPACITY_GOAL in results:
        gained = fsum(
            least_lowered(effects, town.town, variant, lock_in, path) * reserve(effects.case, variant, lock_in)
            for lock_in, path in lock_ins.items()
        )
        results[CAPACITY_GOAL] = town.population / 10_000 * gained
    return results


def least_lowered(effects: Effects, town: str, variant: Variant, lock_in: str, path: Path) -> float:
    """``D_least[t,p,l,H+1]``; ``path`` is the lock-in itself, which tells it where no end is better."""
    least = effects.diagnosis.lock_in_least[town, lock_in]
    if least == path[0]:
        return path[0] - path[-1]
    return lowered_path(least, effects.coef("floor", lock_in), variant, lock_in, effects.window[town])[-1]


def reserve(case: Case, variant: Variant, lock_in: str) -> float:
    """``reserve[p,l] = sum_{u=H+1}^{E} delta^u * (1 - fade[p,l,H])^(u-H-1)``: years of lowered lock-in to come."""
    delta = 1 / (1 + case.settings.discount_share)
    last = case.settings.horizon_years
    kept = 1 - variant.fade[lock_in][-1]
    return fsum(delta**u * kept ** (u - last - 1) for u in range(last + 1, case.settings.evaluation_years + 1))


def town_lock_ins(effects: Effects, town: str, variant: Variant) -> dict[str, Path]:
    """All lock-ins of a town under a variant, years 1..H+1: ``L[t,p,l,y] = L0[t,l] - D[t,p,l,y]``."""
    paths = {}
    for lock_in in (row.lock_in for row in effects.case.lock_ins):
        today = effects.diagnosis.lock_in[town, lock_in]
        lowered = lowered_path(today, effects.coef("floor", lock_in), variant, lock_in, effects.window[town])
        paths[lock_in] = tuple(today - d for d in lowered)
    return paths


def roadmap_cost(effects: Effects, town: str, variant: Variant) -> dict[str, Path]:
    """``roadmap_cost[t,p,o,y] = (1 - others[t,o])*unit[t,o]*price_level[y]*intensity[p,o,y]``, mrub."""
    costs = {}
    for opening, path in variant.intensity.items():
        public = effects.unit_mrub[town, opening] * effects.public_share(town, opening)
        costs[opening] = tuple(public * i * level for i, level in zip(path, effects.price_level, strict=True))
    return costs


def town_variants(effects: Effects, town_id: str) -> dict[str, TownVariant]:
    """Every variant that a town is offered, with all that it may choose under it."""
    town = effects.towns[town_id]
    maker = MenuMaker(effects, town)
    result = {}
    for variant in effects.variants.values():
        if roadmap_refusal(effects, town, variant):
            continue
        lock_ins = town_lock_ins(effects, town_id, variant)
        results = roadmap_results(effects, town, variant, lock_ins)
        worth = effects.need[town_id] * fsum(effects.weight[g] * value for g, value in results.items())
        cost = roadmap_cost(effects, town_id, variant)
        result[variant.name] = TownVariant(variant, lock_ins, results, worth, cost, maker.menus(variant, lock_ins))
    return result


class MenuMaker:
    """Makes the menus of one town, each once.

    A menu depends on the variant only through the lock-ins that the measure feels in years 1..H and through the cut of
    its cost, and its dues through the cut alone, so variants that agree in these share one menu and its dues: this is
    what makes a second computation of a country quick.
    """

    def __init__(self, effects: Effects, town: Town) -> None:
        self._effects, self._town = effects, town
        self._free: list[tuple[Terms, str, tuple[str, ...]]] = []
        for measure in effects.case.started:
            terms = terms_of(effects, town, measure)
            if terms is not None:
                felt = effects.sensitivity[measure.measure].keys() | effects.gates[measure.measure].keys()
                self._free.append((terms, measure.category, tuple(sorted(felt))))
        self._states: dict[tuple[object, ...], int] = {}
        self._dues: dict[tuple[str, Path], tuple[Due, ...]] = {}
        self._menus: dict[tuple[str, int], Menu] = {}

    def menus(self, variant: Variant, lock_ins: Mapping[str, Path]) -> dict[str, Menu]:
        """The menus that are not empty, by measure, under a variant that gives the town these lock-ins."""
        offered, states = {}, self._states_of(variant, lock_ins)
        for terms, category, felt in self._free:
            key = (terms.measure, states[category, felt])
            menu = self._menus.get(key)
            if menu is None:
                dues = self._dues_at(terms, variant.cut[category])
                menu = self._menus[key] = menu_of(self._effects, terms, lock_ins, dues)
            if menu.dues:
                offered[terms.measure] = menu
        return offered

    def _states_of(self, variant: Variant, lock_ins: Mapping[str, Path]) -> dict[tuple[str, tuple[str, ...]], int]:
        """A number for all that a variant changes for a category and the lock-ins felt; equal numbers, equal menus."""
        found = {}
        for _, category, felt in self._free:
            if (category, felt) not in found:
                state = (variant.cut[category], felt, *(lock_ins[lock_in][:-1] for lock_in in felt))
                found[category, felt] = self._states.setdefault(state, len(self._states))
        return found

    def _dues_at(self, terms: Terms, cut: Path) -> tuple[Due, ...]:
        key = (terms.measure, cut)
        if key not in self._dues:
            self._dues[key] = dues_of(self._effects, self._town, terms, cut)
        return self._dues[key]
