"""What joins towns beside money: products traded between measures, and measures that similar towns take over.

Written from ``docs/model.md``, section What joins towns, and in its letters: ``q`` is a product, ``u`` a year 1..E,
``G`` a group of similar towns, named after its first town, ``s`` and ``s'`` are start years. Both depend on what towns
are offered, so they are made from the start years offered, by town and measure.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from math import fsum, prod
from typing import NamedTuple

from models.case import Case, Measure
from planner.verifying.coefficients import Path
from planner.verifying.diagnosis import Diagnosis
from planner.verifying.effects import Effects

Start = tuple[str, str, int]
"""Town, measure and start year, 1..H."""
Master = tuple[str, str, int]
"""A master variable: its family, what it is about, and its year counted from 1."""
Starts = Mapping[str, Mapping[str, list[int]]]
"""Start years offered, by town and measure."""

EDGE = 1e-9
"""What adding up in another order may change in the distance of two towns."""


@dataclass(frozen=True, slots=True)
class Trade:
    """A product in a year ``u``: ``supply`` and ``demand`` of a unit of each start that counts, and ``most``, its
    ``U``; ``results`` are what one unit traded adds to each goal, ``worth`` its points.
    """

    product: str
    year: int
    supply: dict[Start, float]
    demand: dict[Start, float]
    most: float
    results: dict[str, float]
    worth: float

    @property
    def variable(self) -> Master:
        return ("trade", self.product, self.year)


class Lift(NamedTuple):
    """What a pilot or a cluster adds to a unit of a start: points, and the net and gross result before the yield of a
    goal.
    """

    points: float
    net: float
    gross: float


@dataclass(frozen=True, slots=True)
class Follow:
    """A measure in a group of towns and a start year: the lifts of the towns that may start it then after another town,
    the starts that are completed by then, and ``most``.
    """

    measure: str
    group: str
    start: int
    lifts: dict[str, Lift]
    pilots: tuple[Start, ...]
    most: float

    @property
    def variable(self) -> Master:
        return ("follow", f"{self.measure},{self.group}", self.start)


@dataclass(frozen=True, slots=True)
class Joins:
    """Trade in the order of products and years, and what follows in that of started measures, groups and years."""

    trades: tuple[Trade, ...] = ()
    follows: tuple[Follow, ...] = ()


def joins_of(effects: Effects, starts: Starts) -> Joins:
    """All that may be traded or taken over, given the start years that towns are offered."""
    return Joins(tuple(trades_of(effects, starts)), tuple(follows_of(effects, starts)))


# --- Networks --------------------------------------------------------------------------------------------------------


def serves(measure: Measure, start: int, year: int) -> bool:
    """``s+d <= u < s+d+life``: the works are done, and what they left is still of use."""
    built = start + measure.duration_years
    return built <= year < built + measure.life_years


def supplied(effects: Effects, measure: Measure, product: str, start: int, year: int) -> float:
    """What a unit of a start supplies in a year: ``coef[supplies,m,q]`` while it serves."""
    return effects.coef("supplies", measure.measure, product) if serves(measure, start, year) else 0.0


def demanded(effects: Effects, measure: Measure, product: str, start: int, year: int) -> float:
    """What a unit of a start takes: ``coef[uses,m,q]`` while it serves, ``coef[buys,m,q]/d`` in the years of works."""
    if start <= year < start + measure.duration_years:
        return effects.coef("buys", measure.measure, product) / measure.duration_years
    return effects.coef("uses", measure.measure, product) if serves(measure, start, year) else 0.0


def trades_of(effects: Effects, starts: Starts) -> Iterator[Trade]:
    """Every product and year, 1..E, in which all towns together could both supply it and buy it."""
    settings = effects.case.settings
    delta = 1 / (1 + settings.discount_share)
    for product in (row.product for row in effects.case.products):
        concerned = concerned_with(effects, product)
        options = [option for option in offered(effects, starts) if option[1].measure in concerned]
        for year in range(1, settings.evaluation_years + 1):
            supply: dict[Start, float] = {}
            demand: dict[Start, float] = {}
            for town, measure, start in options:
                key = (town, measure.measure, start)
                if each := supplied(effects, measure, product, start, year):
                    supply[key] = each
                if each := demanded(effects, measure, product, start, year):
                    demand[key] = each
            most = min(most_of(effects, supply), most_of(effects, demand))
            if most > 0:
                results = {goal: delta**year * effects.coef("trade", product, goal) for goal in effects.weight}
                worth = fsum(effects.weight[goal] * result for goal, result in results.items())
                yield Trade(product, year, supply, demand, most, results, worth)


def concerned_with(effects: Effects, product: str) -> set[str]:
    """The started measures that supply a product, buy or use it."""
    return {
        measure.measure
        for measure in effects.case.started
        if any(effects.coef(name, measure.measure, product) for name in ("supplies", "buys", "uses"))
    }


def offered(effects: Effects, starts: Starts) -> Iterator[tuple[str, Measure, int]]:
    """Every start offered to a town."""
    for town, of_town in starts.items():
        for measure, years in of_town.items():
            for start in years:
                yield town, effects.measures[measure], start


def most_of(effects: Effects, units: Mapping[Start, float]) -> float:
    """All towns together, each town and measure at ``scale_high`` and at the start that is best for it."""
    best: dict[tuple[str, str], float] = {}
    for (town, measure, _), each in units.items():
        best[town, measure] = max(best.get((town, measure), 0.0), each)
    return fsum(effects.scale[pair].high * each for pair, each in best.items())


# --- Roll-out --------------------------------------------------------------------------------------------------------


def similar_groups(case: Case, diagnosis: Diagnosis) -> dict[str, list[str]]:
    """Towns by the first town of their group, in the order of Towns; none where nothing is rolled out.

    Each town joins the first group whose first town is within ``similar_within_share`` of it, on the mean over factors
    of ``|share - share'|``, else it founds one.
    """
    within = case.settings.similar_within_share
    groups: dict[str, list[str]] = {}
    if within is None or not case.factors:
        return groups
    # The last of the ends is the prior where the town scores itself, so that nobody chooses its group.
    position = {
        town.town: [diagnosis.ends[town.town, factor.factor][-1] for factor in case.factors] for town in case.towns
    }
    for town, own in position.items():
        for first, members in groups.items():
            if fsum(abs(a - b) for a, b in zip(own, position[first], strict=True)) / len(own) <= within + EDGE:
                members.append(town)
                break
        else:
            groups[town] = [town]
    return groups


def lift_of(effects: Effects, town: str, measure: Measure, start: int, rise: float, worth: Path) -> Lift:
    """``lift[t,m,s]``, with its net and gross result, which leave out need, goals and, gross, what is not additional.

    ``rise*omega*size*sum_g weight[g]*coef[yield,m,g]*context*additional*(1 - displacement)*
    prod_l (1 - coef[sensitivity,m,l]*L0[t,l])*(1/d)*sum_{y=s}^{s+d-1} worth[y]``, and ``coef[returns_after,m]`` times
    that where returns fall within the scales offered. ``rise`` is ``coef[rollout,m]`` and ``worth`` is ``W[m]``, or
    what stands in their places for a cluster.
    """
    name, duration = measure.measure, measure.duration_years
    today = effects.diagnosis.lock_in
    opened = prod(1 - each * today[town, lock_in] for lock_in, each in effects.sensitivity[name].items())
    delivered = fsum(worth[start - 1 : start - 1 + duration]) / duration
    scale = effects.scale[town, name]
    after = scale.returns_after if scale.bend < scale.high else 1.0
    reach = rise * effects.size[town, name] * opened * delivered * after
    place = effects.place[town, name]
    return Lift(effects.need[town] * effects.points[name] * place.net * reach, place.net * reach, place.gross * reach)


def follows_of(effects: Effects, starts: Starts) -> Iterator[Follow]:
    """Every measure of the catalogue that is rolled out, group and start year 2..H that could have a pilot and gain."""
    groups = similar_groups(effects.case, effects.diagnosis)
    for measure in effects.case.started:
        name, rise = measure.measure, effects.coef("rollout", measure.measure)
        if measure.town or rise <= 0:
            continue
        for group, towns in groups.items():
            options = [(town, start) for town in towns for start in starts.get(town, {}).get(name, ())]
            for year in range(2, effects.case.settings.horizon_years + 1):
                pilots = tuple((t, name, start) for t, start in options if start + measure.duration_years <= year)
                lifts = {
                    town: lift_of(effects, town, measure, year, rise, effects.delivered[name])
                    for town, start in options
                    if start == year and any(pilot != town for pilot, _, _ in pilots)
                }
                most = fsum(lift.points * effects.scale[town, name].high for town, lift in lifts.items())
                if most > 0:
                    yield Follow(name, group, year, lifts, pilots, most)
