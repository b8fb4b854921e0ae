"""The bound that prices prove, computed without a solver.

``bound(lambda) = sum_k lambda[k]*b[k] + sum_t answer[t] + sum_j U[j]*max(0, -sum_k lambda[k]*B[k,j])``: no plan that
keeps the rows is worth more points, whatever prices ``lambda >= 0`` (points per unit of a row) are taken. ``b`` are
right-hand sides, ``B`` the coefficients of the master variables, ``U`` (mrub) what no feasible plan exceeds, and
``answer`` the best points of a town under its own rules once it pays the prices. Source: weak duality of the
Lagrangian.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from heapq import nlargest
from math import fsum, inf

from planner.verifying.arithmetic import Menu, TownVariant
from planner.verifying.rules import Master, Rules

PricedSpend = dict[tuple[str, str], list[float]]
"""``pi[t,m,y]``, points per mrub, as a list by year for each town and measure."""
PricedStart = dict[tuple[str, str, int], float]
"""``sigma[t,m,s]``, points per start."""


@dataclass(frozen=True, slots=True)
class Bound:
    """The bound and its parts, all in points: what the rows grant, the towns' answers, the master variables."""

    points: float
    granted: float
    answers: dict[str, float]
    masters: float


def bound_of(
    rules: Rules,
    offers: Mapping[str, Mapping[str, TownVariant]],
    prices: Mapping[str, float],
    horizon_years: int,
    points_of_growth_max: int,
) -> Bound:
    """The bound at some prices; ``prices`` name rows of ``rules`` (KeyError if one does not exist)."""
    granted = fsum(price * rules.rows[name].right_hand_side for name, price in prices.items())
    spend, start, master = price_quantities(rules, prices, horizon_years)
    masters = fsum(rules.most_mrub[name] * max(0.0, -priced) for name, priced in master.items())
    answers = {town: answer(town, variants, spend, start, points_of_growth_max) for town, variants in offers.items()}
    return Bound(fsum([granted, masters, *answers.values()]), granted, answers, masters)


def price_quantities(
    rules: Rules, prices: Mapping[str, float], horizon_years: int
) -> tuple[PricedSpend, PricedStart, dict[Master, float]]:
    """``sum_k lambda[k]`` times the coefficients of spend, start and master variables."""
    spend: PricedSpend = {(town, measure): [0.0] * horizon_years for town, measure, _ in rules.cells}
    start: PricedStart = {}
    terms: dict[Master, list[float]] = {}
    for name, price in prices.items():
        row = rules.rows[name]
        for (town, measure, year), coefficient in row.spend.items():
            spend[town, measure][year - 1] += price * coefficient
        for key, coefficient in row.start.items():
            start[key] = start.get(key, 0.0) + price * coefficient
        for variable, coefficient in row.master.items():
            terms.setdefault(variable, []).append(price * coefficient)
    return spend, start, {variable: fsum(values) for variable, values in terms.items()}


def answer(
    town: str,
    variants: Mapping[str, TownVariant],
    spend: PricedSpend,
    start: PricedStart,
    points_of_growth_max: int,
    surely: frozenset[str] = frozenset(),
) -> float:
    """``max_p roadmap_worth - priced roadmap cost + picks``; minus infinity for a town that is offered no variant.

    Measures in ``surely`` start whatever they bring, and are first to take the places of points of growth.
    """
    best = -inf
    gains: dict[int, float] = {}
    for offer in variants.values():
        value = offer.worth
        for opening, path in offer.cost_mrub.items():
            value -= sum(price * cost for price, cost in zip(spend[town, opening], path, strict=True))
        pointed, places = [], points_of_growth_max
        for menu in offer.menus.values():
            gain = gains.get(id(menu))
            if gain is None:
                least = -inf if menu.measure in surely else 0.0
                gain = gains[id(menu)] = menu_gain(town, menu, spend[town, menu.measure], start, least)
            if menu.point_of_growth and menu.measure not in surely:
                pointed.append(gain)
            else:
                value += gain
                places -= menu.point_of_growth
        if places >= 0 and surely <= offer.menus.keys():
            best = max(best, value + sum(nlargest(places, pointed)))
    return best


def menu_gain(town: str, menu: Menu, spend: list[float], start: PricedStart, least: float = 0.0) -> float:
    """``gain[t,p,m] = max(0, max_s gain[t,p,m,s])``.

    ``gain[t,p,m,s]`` is the largest of ``worth*(min(x,bend) + returns_after*max(0, x-bend)) - x*priced cost - sigma``
    over the scales x = least, bend and greatest: between them it is straight. ``least`` is minus infinity instead of 0
    where the measure surely starts.
    """
    scale = menu.scale
    scales = [(x, scale.full_returns(x)) for x in (scale.low, max(scale.low, scale.bend), scale.high)]
    best = least
    for option in menu.options:
        priced = sum(price * cost for price, cost in zip(spend, option.cost_mrub, strict=True))
        each_start = start.get((town, menu.measure, option.start), 0.0)
        for x, full in scales:
            gain = option.worth * full - x * priced - each_start
            if gain > best:
                best = gain
    return best
