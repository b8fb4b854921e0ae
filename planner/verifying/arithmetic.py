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

from models.case import CAPACITY_GOAL, CATEGORIES, NO_ROADMAP, Case, Draw, Factor, Lock, Measure, RoadmapStep, Town
from planner.tables.schema import COEFFICIENT_BY_NAME, CONTEXT_BASE_DEFAULT

Path = tuple[float, ...]

GATE_TOLERANCE = 1e-9
"""A lock-in may stand above a gate by this much, because sums of floating-point numbers are not exact."""


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


# --- Diagnosis: what locks a town in ---------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Diagnosis:
    """Shares of factors by (town, factor), lock-ins with their interval by (town, lock-in), and what rests on priors
    and on self-assessment by town; all in [0, 1]."""

    share: dict[tuple[str, str], float] = field(default_factory=dict)
    lock_in: dict[tuple[str, str], float] = field(default_factory=dict)
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
    """``L0[t,l] = base[l] + sum_f weight[f,l] * share[t,f]`` with ``base[l] = sum_f max(0, -weight[f,l])``.

    An unknown factor takes its prior; at either end of the interval it takes whichever of the prior's low and high
    lowers (raises) the lock-in. A town's own score counts no better for it than the prior.
    """
    coef = Coefficients(case, draw)
    weights = normalised_weights(case, coef)
    prior = {f.factor: coef("prior", f.factor) / 4 for f in case.factors}
    at_low, at_high = Coefficients(case, "low"), Coefficients(case, "high")
    prior_ends = {f.factor: (at_low("prior", f.factor) / 4, at_high("prior", f.factor) / 4) for f in case.factors}
    raises = {f.factor: fsum(coef("weight", f.factor, row.lock_in) for row in case.lock_ins) >= 0 for f in case.factors}
    scores = {(s.town, s.factor): s for s in case.scores}
    result = Diagnosis()
    for town in case.towns:
        unknown: dict[str, tuple[float, float]] = {}
        own: list[str] = []
        for factor in case.factors:
            name = factor.factor
            score = scores.get((town.town, name))
            if score is None:
                unknown[name] = prior_ends[name]
                share = prior[name]
            else:
                share = scored_share(factor, score.value)
            if score is not None and score.source == "self":
                own.append(name)
                share = max(share, prior[name]) if raises[name] else min(share, prior[name])
            result.share[town.town, name] = share
        _diagnose_town(result, town.town, weights, unknown, own)
    return result


def _diagnose_town(
    result: Diagnosis,
    town: str,
    weights: Mapping[str, Mapping[str, float]],
    unknown: Mapping[str, tuple[float, float]],
    own: Collection[str],
) -> None:
    """Write the lock-ins of one town whose shares are known; ``unknown`` holds both ends of the priors taken."""
    for lock_in, weight in weights.items():
        base = fsum(max(0.0, -w) for w in weight.values())
        terms = {f: w * result.share[town, f] for f, w in weight.items()}
        at_ends = {f: [w * end for end in unknown[f]] for f, w in weight.items() if f in unknown}
        low = {**terms, **{f: min(ends) for f, ends in at_ends.items()}}
        high = {**terms, **{f: max(ends) for f, ends in at_ends.items()}}
        result.lock_in[town, lock_in] = base + fsum(terms.values())
        result.lock_in_low[town, lock_in] = base + fsum(low.values())
        result.lock_in_high[town, lock_in] = base + fsum(high.values())
    result.unknown_share[town] = _mean_weight(weights, unknown)
    result.self_share[town] = _mean_weight(weights, own)


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


def lock_in_path(today: float, floor: float, variant: Variant, lock_in: str, window: Path) -> Path:
    """``L[t,p,l,y]`` for y = 1..H+1: what opening lowers, and the drift back to today's lock-in.

    ``L[y+1] = max(min(floor, L0), L[y] + fade[y]*(L0 - L[y]) - window[y]*opened[y])``, ``L[1] = L0 = today``.
    """
    low = min(floor, today)
    path = [today]
    for fade, opened, factor in zip(variant.fade[lock_in], variant.opened[lock_in], window, strict=True):
        path.append(max(low, path[-1] + fade * (today - path[-1]) - factor * opened))
    return tuple(path)


# --- Effectiveness: how much a rouble achieves -----------------------------------------------------------------------


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


def may_use(town: Town, measure: Measure) -> bool:
    """Whether status and population of a town allow it a measure."""
    return (
        (not measure.statuses or town.status in measure.statuses)
        and (measure.population_min is None or town.population >= measure.population_min)
        and (measure.population_max is None or town.population <= measure.population_max)
    )


def delivery_worth(case: Case, coef: Coefficients, measure: Measure) -> Path:
    """``W[m,y] = sum_{u=y+lag}^{min(E, y+lag+life-1)} delta^u * kept^(u-y-lag)``, delta = 1/(1 + discount_share)."""
    delta = 1 / (1 + case.settings.discount_share)
    kept = coef("kept", measure.measure)
    worth = []
    for y in range(1, case.settings.horizon_years + 1):
        first = y + measure.lag_years
        last = min(case.settings.evaluation_years, first + measure.life_years - 1)
        worth.append(fsum(delta**u * kept ** (u - first) for u in range(first, last + 1)))
    return tuple(worth)


def local_effect(case: Case, coef: Coefficients, diagnosis: Diagnosis, town: str, measure: str) -> float:
    """``context[t,m] * additional[t,m] * (1 - displacement[m])``: effectiveness in a town without lock-ins."""
    context, additional = coef("context", measure), 1 - coef("deadweight", measure)
    for factor in case.factors:
        share = diagnosis.share[town, factor.factor]
        context *= 1 + coef("context", measure, factor.factor) * share
        additional *= 1 - coef("deadweight", measure, factor.factor) * share
    return context * additional * (1 - coef("displacement", measure))


@dataclass(frozen=True, slots=True)
class Effects:
    """Everything of a case at one draw that a town's options are made from.

    ``local`` is the effectiveness in an open town; ``size`` multiplies the yield of a unit; ``unit_mrub`` is the cost
    of a unit; ``delivered`` is ``W[m]``; ``points`` is ``sum_g weight[g]*coef[yield,m,g]``; ``window`` is
    ``window[t]``. ``sensitivity`` and ``gates`` leave out what cannot change anything (0, and gates at 1).
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
    local: dict[tuple[str, str], float]
    size: dict[tuple[str, str], float]
    unit_mrub: dict[tuple[str, str], float]
    scale: dict[tuple[str, str], ScaleWindow]
    delivered: dict[str, Path]
    points: dict[str, float]
    yields: dict[str, dict[str, float]]
    weight: dict[str, float]
    locks: dict[tuple[str, str], list[Lock]]


def effects_of(case: Case, draw: Draw) -> Effects:
    """Compute everything of a case that towns are made from, at one draw."""
    coef = Coefficients(case, draw)
    diagnosis = diagnose(case, draw)
    pairs = [(town, measure) for town in case.towns for measure in case.measures]
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
        local={(t.town, m.measure): local_effect(case, coef, diagnosis, t.town, m.measure) for t, m in pairs},
        size={(t.town, m.measure): _power(t, coef("size_exponent", m.measure)) for t, m in pairs},
        unit_mrub={
            (t.town, m.measure): coef("unit_cost", m.measure)
            * price_index[t.region]
            * _power(t, coef("cost_size_exponent", m.measure))
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
    )


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


@dataclass(frozen=True, slots=True)
class Option:
    """A start of one measure: points of a unit of full return, result of it before yield, and cost (mrub) by year."""

    start: int
    worth: float
    reach: float
    cost_mrub: Path


@dataclass(frozen=True, slots=True)
class Menu:
    """The starts of one measure that a town is offered under a variant, and its scales. Variants alike share a menu."""

    measure: str
    scale: ScaleWindow
    point_of_growth: bool
    options: tuple[Option, ...]


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


def option_refusal(effects: Effects, town: Town, measure: Measure, start: int, lock_ins: Mapping[str, Path]) -> str:
    """Why a start of a measure is not offered to a town with these lock-ins, or an empty text if it is."""
    settings = effects.case.settings
    scale = effects.scale[town.town, measure.measure]
    if not may_use(town, measure):
        return "the measure is not for a town of this status and population"
    if scale.low > scale.high or scale.high <= 0:
        return f"the least scale {scale.low:g} is above the greatest, {scale.high:g}, or the greatest is 0"
    if not 1 <= start <= settings.horizon_years - measure.duration_years + 1:
        return f"works of {measure.duration_years} years begun then do not fit the years of the plan"
    for lock_in, gate in effects.gates[measure.measure].items():
        if lock_ins[lock_in][start - 1] > gate + GATE_TOLERANCE:
            return f"lock-in {lock_in} is {lock_ins[lock_in][start - 1]:.6g} then, above the gate {gate:g}"
    calendar = settings.first_year + start - 1
    for lock in effects.locks.get((town.town, measure.measure), ()):
        if lock.decision == "must_not" and lock.year in (None, calendar):
            return "a lock says that it must not be started" + ("" if lock.year is None else " in this year")
        if lock.decision == "must" and lock.year not in (None, calendar):
            return f"a lock says that it must be started in {lock.year}"
    return ""


def effectiveness(effects: Effects, town: str, measure: str, lock_ins: Mapping[str, Path]) -> Path:
    """``a[t,p,m,y] = local * prod_l (1 - coef[sensitivity,m,l] * L[t,p,l,y])`` for y = 1..H."""
    result = [effects.local[town, measure]] * effects.case.settings.horizon_years
    for lock_in, sensitivity in effects.sensitivity[measure].items():
        result = [a * (1 - sensitivity * lock) for a, lock in zip(result, lock_ins[lock_in], strict=False)]
    return tuple(result)


def cost_path(effects: Effects, town: str, measure: Measure, start: int, cut: Path) -> Path:
    """``cost[t,p,m,s,y]`` (mrub a unit): ``unit*cut/d`` in the years of works, ``unit*running_cost`` for life after."""
    unit = effects.unit_mrub[town, measure.measure]
    running = unit * effects.coef("running_cost", measure.measure)
    built = start + measure.duration_years
    costs = []
    for y, left in enumerate(cut, start=1):
        if start <= y < built:
            costs.append(unit * left / measure.duration_years)
        else:
            costs.append(running if built <= y < built + measure.life_years else 0.0)
    return tuple(costs)


def menu_of(effects: Effects, town: Town, measure: Measure, lock_ins: Mapping[str, Path], cut: Path) -> Menu:
    """The offered starts of one started measure: ``worth[t,p,m,s] = omega*size*points*(1/d)*sum_y a[y]*W[y]``."""
    name, duration = measure.measure, measure.duration_years
    each = effects.need[town.town] * effects.size[town.town, name] * effects.points[name]
    reached = [
        a * w for a, w in zip(effectiveness(effects, town.town, name, lock_ins), effects.delivered[name], strict=True)
    ]
    options = []
    for start in range(1, effects.case.settings.horizon_years - duration + 2):
        if not option_refusal(effects, town, measure, start, lock_ins):
            reach = fsum(reached[start - 1 : start - 1 + duration]) / duration
            options.append(Option(start, each * reach, reach, cost_path(effects, town.town, measure, start, cut)))
    return Menu(name, effects.scale[town.town, name], measure.point_of_growth, tuple(options))


def roadmap_results(effects: Effects, town: Town, variant: Variant, lock_ins: Mapping[str, Path]) -> dict[str, float]:
    """Results of a roadmap by goal, before need and weight of goals.

    ``sum_o coef[yield,o,g]*size[t,o]*sum_y intensity[p,o,y]*a[t,p,o,y]*W[o,y]``; of ``capacity`` instead
    ``n[t] * sum_l (L0[t,l] - L[t,p,l,H+1]) * reserve[p,l]``.
    """
    results = dict.fromkeys(effects.weight, 0.0)
    for opening, intensity in variant.intensity.items():
        effect = effectiveness(effects, town.town, opening, lock_ins)
        reach = fsum(i * a * w for i, a, w in zip(intensity, effect, effects.delivered[opening], strict=True))
        for goal, each in effects.yields[opening].items():
            results[goal] += each * effects.size[town.town, opening] * reach
    if CAPACITY_GOAL in results:
        gained = fsum(
            (path[0] - path[-1]) * reserve(effects.case, variant, lock_in) for lock_in, path in lock_ins.items()
        )
        results[CAPACITY_GOAL] = town.population / 10_000 * gained
    return results


def reserve(case: Case, variant: Variant, lock_in: str) -> float:
    """``reserve[p,l] = sum_{u=H+1}^{E} delta^u * (1 - fade[p,l,H])^(u-H-1)``: years of lowered lock-in to come."""
    delta = 1 / (1 + case.settings.discount_share)
    last = case.settings.horizon_years
    kept = 1 - variant.fade[lock_in][-1]
    return fsum(delta**u * kept ** (u - last - 1) for u in range(last + 1, case.settings.evaluation_years + 1))


def town_lock_ins(effects: Effects, town: str, variant: Variant) -> dict[str, Path]:
    """All lock-ins of a town under a variant, years 1..H+1."""
    return {
        row.lock_in: lock_in_path(
            effects.diagnosis.lock_in[town, row.lock_in],
            effects.coef("floor", row.lock_in),
            variant,
            row.lock_in,
            effects.window[town],
        )
        for row in effects.case.lock_ins
    }


def town_variants(effects: Effects, town_id: str) -> dict[str, TownVariant]:
    """Every variant that a town is offered, with all that it may choose under it.

    A menu depends on the variant only through the lock-ins that the measure feels and through the cut of its cost, so
    variants that agree in these share one menu: this is what makes a second computation of a country quick.
    """
    town = effects.towns[town_id]
    menus: dict[tuple[object, ...], Menu] = {}
    result = {}
    for variant in effects.variants.values():
        if roadmap_refusal(effects, town, variant):
            continue
        lock_ins = town_lock_ins(effects, town_id, variant)
        offered = {}
        for measure in effects.case.started:
            name, cut = measure.measure, variant.cut[measure.category]
            felt = effects.sensitivity[name].keys() | effects.gates[name].keys()
            key = (name, cut, *(lock_ins[lock_in] for lock_in in lock_ins if lock_in in felt))
            if key not in menus:
                menus[key] = menu_of(effects, town, measure, lock_ins, cut)
            if menus[key].options:
                offered[name] = menus[key]
        results = roadmap_results(effects, town, variant, lock_ins)
        worth = effects.need[town_id] * fsum(effects.weight[g] * value for g, value in results.items())
        cost = {o: tuple(effects.unit_mrub[town_id, o] * i for i in path) for o, path in variant.intensity.items()}
        result[variant.name] = TownVariant(variant, lock_ins, results, worth, cost, offered)
    return result
