"""What a town is offered, computed a second time: variants of roadmaps, and under each the starts of measures.

Written from ``docs/model.md``, sections Roadmaps, Effectiveness and Choice, and in their letters.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from math import fsum
from typing import NamedTuple

from models.case import CAPACITY_GOAL, Measure, Readiness, Town
from planner.verifying.coefficients import Path
from planner.verifying.effects import Corners, Effects, Place
from planner.verifying.roadmaps import Variant, lowered_path
from planner.words import Words, phrase, say

GATE_TOLERANCE = 1e-9
"""A lock-in may stand above a gate by this much, because sums of floating-point numbers are not exact."""
SUMS_TOLERANCE_MRUB = 1e-9
"""The sums of others may exceed the least cost of a project by this much, for the same reason."""


Starts = tuple[int, ...]
"""Start years of one measure, 1..H."""


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


def may_use(town: Town, measure: Measure) -> bool:
    """Whether a town is not left alone, its status and population allow it a measure, and it is no other's proposal."""
    return (
        not town.left_alone
        and measure.town in ("", town.town)
        and (not measure.statuses or town.status in measure.statuses)
        and (measure.population_min is None or town.population >= measure.population_min)
        and (measure.population_max is None or town.population <= measure.population_max)
    )


OFFERED = Words("")
"""Why something is not offered where it is."""
NOT_FOR_TOWN = {
    True: phrase("its measure {measure} is not for a town that is left alone"),
    False: phrase("its measure {measure} is not for a town of this status and population"),
}
NOT_FOR_IT = {
    True: phrase("the measure is not for a town that is left alone, or it is another town's proposal"),
    False: phrase("the measure is not for a town of this status and population, or it is another town's proposal"),
}
"""The same, by whether the town is left alone."""
MUST_BE_TAKEN = {
    True: phrase("a lock says that {roadmap} must be taken"),
    False: phrase("a lock says that {roadmap} from {year} must be taken"),
}
MUST_NOT_BE_TAKEN = {
    True: phrase("a lock says that {roadmap} must not be taken"),
    False: phrase("a lock says that {roadmap} from {year} must not be taken"),
}
MUST_NOT_BE_STARTED = {
    True: phrase("a lock says that it must not be started"),
    False: phrase("a lock says that it must not be started in this year"),
}
"""What a lock says, by whether it holds for every year."""


def roadmap_refusal(effects: Effects, town: Town, variant: Variant) -> Words:
    """Why a town is not offered a variant, or an empty text if it is."""
    first_year = effects.case.settings.first_year
    for opening in filter(variant.uses, variant.intensity):
        if not may_use(town, effects.measures[opening]):
            return say(NOT_FOR_TOWN[town.left_alone], measure=opening)
        ready = effects.readiness.get((town.town, opening))
        if not consents(ready, effects.measures[opening]):
            return say("the community has not consented to its measure {measure}", measure=opening)
        used = first_year + variant.first_use(opening) - 1
        if ready is not None and ready.ready_year is not None and used < ready.ready_year:
            return say("the town is ready for its measure {measure} in {year}", measure=opening, year=ready.ready_year)
    for (locked_town, subject), locks in effects.locks.items():
        if locked_town != town.town or subject in effects.measures:
            continue
        for lock in locks:
            meant = variant.roadmap == subject and lock.year in (None, first_year + variant.start - 1)
            if lock.decision == "must" and not meant:
                return say(MUST_BE_TAKEN[lock.year is None], roadmap=subject, year=lock.year)
            if lock.decision == "must_not" and meant:
                return say(MUST_NOT_BE_TAKEN[lock.year is None], roadmap=subject, year=lock.year)
    return OFFERED


def consents(ready: Readiness | None, measure: Measure) -> bool:
    """Whether a community does not say no to a measure, and says yes where that is needed."""
    consent = None if ready is None else ready.consent
    return consent == "yes" or (consent is None and not measure.needs_consent)


def start_refusal(effects: Effects, town: Town, measure: Measure, start: int) -> Words:
    """Why a start is not offered to a town whatever its roadmap, or an empty text if it may be."""
    settings = effects.case.settings
    if not may_use(town, measure):
        return say(NOT_FOR_IT[town.left_alone])
    scale = effects.scale[town.town, measure.measure]
    if scale.low > scale.high or scale.high <= 0:
        return say(
            "the least scale {low:g} is above the greatest, {high:g}, or the greatest is 0",
            low=scale.low, high=scale.high,
        )  # fmt: skip
    if not 1 <= start <= settings.horizon_years - measure.duration_years + 1:
        return say("works of {years} years begun then do not fit the years of the plan", years=measure.duration_years)
    calendar = settings.first_year + start - 1
    ready = effects.readiness.get((town.town, measure.measure))
    if ready is not None and ready.ready_year is not None:
        if calendar < ready.ready_year:
            return say("the town is ready for it in {year}", year=ready.ready_year)
    elif start <= measure.preparation_years:
        return say("it takes {years} years to prepare", years=measure.preparation_years)
    if not consents(ready, measure):
        return say("the community has not consented")
    for lock in effects.locks.get((town.town, measure.measure), ()):
        if lock.decision == "must_not" and lock.year in (None, calendar):
            return say(MUST_NOT_BE_STARTED[lock.year is None])
        if lock.decision == "must" and lock.year not in (None, calendar):
            return say("a lock says that it must be started in {year}", year=lock.year)
    return OFFERED


def gate_refusal(effects: Effects, measure: Measure, start: int, lock_ins: Mapping[str, Path]) -> Words:
    """Why these lock-ins shut a start out, or an empty text if they do not."""
    for lock_in, gate in effects.gates[measure.measure].items():
        if lock_ins[lock_in][start - 1] > gate + GATE_TOLERANCE:
            return say(
                "lock-in {lock_in} is {there:.6g} then, above the gate {gate:g}",
                lock_in=lock_in, there=lock_ins[lock_in][start - 1], gate=gate,
            )  # fmt: skip
    return OFFERED


def is_in_search(effects: Effects, lock_ins: Mapping[str, Path], year: int) -> bool:
    """Whether these lock-ins are those of innovative search: ``L[t,p,l,y] <= coef[search_below,l] + 1e-9`` for all."""
    return all(lock_ins[lock_in][year - 1] <= most + GATE_TOLERANCE for lock_in, most in effects.search_below.items())


def waits_refusal(
    effects: Effects, measure: Measure, start: int, lock_ins: Mapping[str, Path], variant: Variant
) -> Words:
    """Why a roadmap does not let a measure start yet, or at all, or an empty text."""
    if measure.after_opening and not variant.has_worked_on(measure.after_opening, start):
        return say("the roadmap has not worked on {measure} before", measure=measure.after_opening)
    if measure.excluded_by_opening and variant.uses(measure.excluded_by_opening):
        return say("the roadmap uses {measure}, which rules it out", measure=measure.excluded_by_opening)
    if measure.stage == "search" and not is_in_search(effects, lock_ins, start):
        return say("the town is not in innovative search then")
    return OFFERED


def sums_refusal(effects: Effects, town: Town, measure: Measure, start: int, costs: Path) -> Words:
    """Why the sums of others are too much for the least project, or an empty text; ``costs`` are those of a unit."""
    given = effects.given_mrub(town.town, measure.measure) / measure.duration_years
    least = effects.scale[town.town, measure.measure].low
    works = costs[start - 1 : start - 1 + measure.duration_years]
    if given and any(least * cost < given - SUMS_TOLERANCE_MRUB for cost in works):
        return say("others give {given:g} million roubles a year, more than the least project takes", given=given)
    return OFFERED


def option_refusal(
    effects: Effects, town: Town, measure: Measure, start: int, lock_ins: Mapping[str, Path], variant: Variant
) -> Words:
    """Why a start of a measure is not offered to a town under a variant that gives it these lock-ins, or an empty
    text.
    """
    costs = cost_path(effects, town.town, measure, start, variant.cut[measure.category])
    return (
        start_refusal(effects, town, measure, start)
        or waits_refusal(effects, measure, start, lock_ins, variant)
        or gate_refusal(effects, measure, start, lock_ins)
        or sums_refusal(effects, town, measure, start, costs)
    )


def openness(effects: Effects, measure: str, lock_ins: Mapping[str, Path]) -> Path:
    """``prod_l (1 - coef[sensitivity,m,l] * L[t,p,l,y])`` for y = 1..H."""
    result = [1.0] * effects.case.settings.horizon_years
    for lock_in, sensitivity in effects.sensitivity[measure].items():
        result = [a * (1 - sensitivity * lock) for a, lock in zip(result, lock_ins[lock_in], strict=False)]
    return tuple(result)


def shape_path(effects: Effects, measure: Measure, start: int, cut: Path) -> Path:
    """``shape[p,m,s,y]``: ``cut*save/d`` in the years of works, ``running_cost`` for life after, at their prices."""
    built, running = start + measure.duration_years, effects.running[measure.measure]
    saved = effects.saved[measure.measure]
    shape = []
    for y, (left, save, level) in enumerate(zip(cut, saved, effects.price_level, strict=True), start=1):
        if start <= y < built:
            shape.append(level * left * save / measure.duration_years)
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


def menu_of(
    effects: Effects, terms: Terms, lock_ins: Mapping[str, Path], dues: tuple[Due, ...], waits: Starts | None
) -> Menu:
    """The starts that these lock-ins leave of those that ``dues`` hold, and how far each gets.

    ``waits`` are the starts that the roadmap allows, None where it allows all.
    """
    measure, duration = effects.measures[terms.measure], terms.duration_years
    if effects.gates[terms.measure]:
        kept = tuple(due for due in dues if not gate_refusal(effects, measure, due.start, lock_ins))
        dues = dues if len(kept) == len(dues) else kept
    if waits is not None:
        dues = tuple(due for due in dues if due.start in waits)
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
    ``n[t] * sum_l D_least[t,p,l,H+1] * reserve[t,p,l]``, net and gross alike.
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
            least_lowered(effects, town.town, variant, lock_in, path) * reserve(effects, town.town, variant, lock_in)
            for lock_in, path in lock_ins.items()
        )
        results[CAPACITY_GOAL] = town.population / 10_000 * gained
    return results


def least_lowered(effects: Effects, town: str, variant: Variant, lock_in: str, path: Path) -> float:
    """``D_least[t,p,l,H+1]``; ``path`` is the lock-in itself, which tells it where no end is better."""
    least = effects.diagnosis.lock_in_least[town, lock_in]
    if least == path[0]:
        return path[0] - path[-1]
    return lowered_of(effects, town, variant, lock_in, least)[-1]


def lowered_of(effects: Effects, town: str, variant: Variant, lock_in: str, today: float) -> Path:
    """``D[t,p,l,y]`` for y = 1..H+1 of a lock-in that is ``today`` in a town."""
    floor, risk = effects.coef("floor", lock_in), effects.risk[town, lock_in]
    return lowered_path(today, floor, variant, lock_in, effects.window[town], risk)


def reserve(effects: Effects, town: str, variant: Variant, lock_in: str) -> float:
    """``reserve[t,p,l] = sum_{u=H+1}^{E} delta^u * (1 - fade[t,p,l,H])^(u-H-1)``: years of lowered lock-in to come."""
    settings = effects.case.settings
    delta, last = 1 / (1 + settings.discount_share), settings.horizon_years
    kept = 1 - variant.fade(lock_in, effects.risk[town, lock_in])[-1]
    return fsum(delta**u * kept ** (u - last - 1) for u in range(last + 1, settings.evaluation_years + 1))


def town_lock_ins(effects: Effects, town: str, variant: Variant) -> dict[str, Path]:
    """All lock-ins of a town under a variant, years 1..H+1: ``L[t,p,l,y] = L0[t,l] - D[t,p,l,y]``."""
    paths = {}
    for lock_in in (row.lock_in for row in effects.case.lock_ins):
        today = effects.diagnosis.lock_in[town, lock_in]
        paths[lock_in] = tuple(today - d for d in lowered_of(effects, town, variant, lock_in, today))
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

    A menu depends on the variant only through the lock-ins that the measure feels in years 1..H, through the cut of its
    cost and through the starts that its conditions on the roadmap leave, and its dues through the cut alone, so
    variants that agree in these share one menu and its dues: this is what makes a second computation of a country
    quick.
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
        self._menus: dict[tuple[str, int, Starts | None], Menu] = {}

    def menus(self, variant: Variant, lock_ins: Mapping[str, Path]) -> dict[str, Menu]:
        """The menus that are not empty, by measure, under a variant that gives the town these lock-ins."""
        offered, states = {}, self._states_of(variant, lock_ins)
        for terms, category, felt in self._free:
            waits = self._waits(terms, variant, lock_ins)
            key = (terms.measure, states[category, felt], waits)
            menu = self._menus.get(key)
            if menu is None:
                dues = self._dues_at(terms, variant.cut[category])
                menu = self._menus[key] = menu_of(self._effects, terms, lock_ins, dues, waits)
            if menu.dues:
                offered[terms.measure] = menu
        return offered

    def _waits(self, terms: Terms, variant: Variant, lock_ins: Mapping[str, Path]) -> Starts | None:
        """The starts that conditions on the roadmap leave; None where the measure has no such condition."""
        effects, measure = self._effects, self._effects.measures[terms.measure]
        if not (measure.after_opening or measure.excluded_by_opening or measure.stage):
            return None
        return tuple(s for s in terms.starts if not waits_refusal(effects, measure, s, lock_ins, variant))

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
