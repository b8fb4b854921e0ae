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

from planner.verifying.arithmetic import Menu, Option, TownVariant
from planner.verifying.rules import Master, Rules, tax_line

PricedSpend = dict[tuple[str, str], list[float]]
"""``pi[t,m,y]``, points per mrub, as a list by year for each town and line."""
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
    """``max_p roadmap_worth - priced roadmap cost + picks``; minus infinity for a town that is offered no variant."""
    return max(answers_by_variant(town, variants, spend, start, points_of_growth_max, surely).values(), default=-inf)


def answers_by_variant(
    town: str,
    variants: Mapping[str, TownVariant],
    spend: PricedSpend,
    start: PricedStart,
    points_of_growth_max: int,
    surely: frozenset[str] = frozenset(),
) -> dict[str, float]:
    """The best points of a town under each variant that leaves it a plan, after paying the prices.

    Measures in ``surely`` start whatever they bring, and are first to take the places of points of growth.
    """
    found: dict[str, float] = {}
    gains: dict[int, float] = {}
    for name, offer in variants.items():
        value = offer.worth
        for opening, path in offer.cost_mrub.items():
            value -= sum(price * cost for price, cost in zip(spend[town, opening], path, strict=True))
        pointed, places = [], points_of_growth_max
        for menu in offer.menus.values():
            gain = gains.get(id(menu))
            if gain is None:
                least = -inf if menu.measure in surely else 0.0
                gain = gains[id(menu)] = menu_gain(town, menu, spend, start, least)
            if menu.point_of_growth and menu.measure not in surely:
                pointed.append(gain)
            else:
                value += gain
                places -= menu.point_of_growth
        if places >= 0 and surely <= offer.menus.keys():
            found[name] = value + sum(nlargest(places, pointed))
    return found


def menu_gain(town: str, menu: Menu, spend: PricedSpend, start: PricedStart, least: float = 0.0) -> float:
    """``gain[t,p,m] = max(0, max_s gain[t,p,m,s])``.

    ``gain[t,p,m,s]`` is the largest of ``worth*(min(x,bend) + returns_after*max(0, x-bend)) - x*priced cost - sigma``,
    and the priced sums of others, over the scales x = least, bend and greatest: between them it is straight. ``least``
    is minus infinity instead of 0 where the measure surely starts.
    """
    scales = corners(menu)
    best = least
    for option in menu.options:
        priced, given = priced_unit(town, menu, option, spend)
        fixed = given - start.get((town, menu.measure, option.start), 0.0)
        for x, full in scales:
            gain = option.worth * full - x * priced + fixed
            if gain > best:
                best = gain
    return best


def corners(menu: Menu) -> list[tuple[float, float]]:
    """The scales between which gains are straight, each with its units of full return."""
    scale = menu.scale
    return [(x, scale.full_returns(x)) for x in (scale.low, max(scale.low, scale.bend), scale.high)]


def priced_unit(town: str, menu: Menu, option: Option, spend: PricedSpend) -> tuple[float, float]:
    """Points to pay for a unit of an option, tax forgone included, and points saved by the sums of others."""
    prices = spend[town, menu.measure]
    priced = sum(price * cost for price, cost in zip(prices, option.cost_mrub, strict=True))
    if option.tax_mrub:
        of_tax = spend[town, tax_line(menu.measure)]
        priced += sum(price * tax for price, tax in zip(of_tax, option.tax_mrub, strict=True))
    if not menu.given_mrub:
        return priced, 0.0
    works = prices[option.start - 1 : option.start - 1 + menu.duration_years]
    return priced, menu.given_mrub * sum(works)
