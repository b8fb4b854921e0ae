"""The bound that prices prove, computed without a solver.

``bound(lambda) = sum_k lambda[k]*b[k] + sum_t answer[t] + sum_j U[j]*max(0, -sum_k lambda[k]*B[k,j])``: no plan that
keeps the rows is worth more points, whatever prices ``lambda >= 0`` (points per unit of a row) are taken. ``b`` are
right-hand sides, ``B`` the coefficients of the master variables, ``U`` (mrub) what no feasible plan exceeds, and
``answer`` the best points of a town under its own rules once it pays the prices. Source: weak duality of the
Lagrangian.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from heapq import nlargest
from math import fsum, inf
from operator import mul

from planner.verifying.arithmetic import Due, Menu, Terms, TownVariant
from planner.verifying.rules import Master, Rules, tax_line

PricedSpend = dict[tuple[str, str], list[float]]
"""``pi[t,m,y]``, points per mrub, as a list by year for each town and line."""
PricedStart = dict[tuple[str, str, int], float]
"""``sigma[t,m,s]``, points per start."""
AtCorners = tuple[float, float, float]
"""Points at the least scale of a measure, at its bend and at its greatest scale."""


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
    gains = gains_of_menus(town, variants, spend, start, surely)
    for name, offer in variants.items():
        value = offer.worth
        for opening, path in offer.cost_mrub.items():
            value -= sum(price * cost for price, cost in zip(spend[town, opening], path, strict=True))
        pointed, places = [], points_of_growth_max
        for measure, menu in offer.menus.items():
            if menu.terms.point_of_growth and measure not in surely:
                pointed.append(gains[id(menu)])
            else:
                value += gains[id(menu)]
                places -= menu.terms.point_of_growth
        if places >= 0 and surely <= offer.menus.keys():
            found[name] = value + sum(nlargest(places, pointed))
    return found


def gains_of_menus(
    town: str, variants: Mapping[str, TownVariant], spend: PricedSpend, start: PricedStart, surely: frozenset[str]
) -> dict[int, float]:
    """The gain of every menu of a town by its ``id``, each computed once, and the dues that menus share priced once."""
    gains: dict[int, float] = {}
    tolls: dict[tuple[str, int], list[AtCorners]] = {}
    brings: dict[str, AtCorners] = {}
    for offer in variants.values():
        for measure, menu in offer.menus.items():
            if id(menu) in gains:
                continue
            key = (measure, id(menu.dues))
            toll = tolls.get(key)
            if toll is None:
                brings.setdefault(measure, brought(menu.terms))
                toll = tolls[key] = tolls_of(town, menu.terms, menu.dues, spend, start)
            gains[id(menu)] = menu_gain(menu, brings[measure], toll, -inf if measure in surely else 0.0)
    return gains


def menu_gain(menu: Menu, brings: AtCorners, tolls: Iterable[AtCorners], least: float) -> float:
    """``gain[t,p,m] = max(0, max_s gain[t,p,m,s])``.

    ``gain[t,p,m,s]`` is the largest of ``worth*(min(x,bend) + returns_after*max(0, x-bend)) - x*priced cost - sigma``,
    and the priced sums of others, over the scales x = least, bend and greatest: between them it is straight. ``least``
    is minus infinity instead of 0 where the measure surely starts.
    """
    best = least
    at_low, at_bend, at_high = brings
    for reached, (low, bend, high) in zip(menu.reached, tolls, strict=True):
        if (gain := reached * at_high - high) > best:
            best = gain
        if (gain := reached * at_bend - bend) > best:
            best = gain
        if (gain := reached * at_low - low) > best:
            best = gain
    return best


def brought(terms: Terms) -> AtCorners:
    """Points at each corner of the scales, for every unit that a start reaches: ``omega*size*points*net*full``."""
    (_, low), (_, bend), (_, high) = terms.corners
    return terms.points * low, terms.points * bend, terms.points * high


def tolls_of(town: str, terms: Terms, dues: Iterable[Due], spend: PricedSpend, start: PricedStart) -> list[AtCorners]:
    """Points to pay at each corner of the scales for each start: ``x*priced cost + sigma`` less the priced sums."""
    (low, _), (bend, _), (high, _) = terms.corners
    tolls = []
    for due in dues:
        priced, given = priced_unit(town, terms, due, spend)
        fixed = start.get((town, terms.measure, due.start), 0.0) - given
        tolls.append((low * priced + fixed, bend * priced + fixed, high * priced + fixed))
    return tolls


def priced_unit(town: str, terms: Terms, due: Due, spend: PricedSpend) -> tuple[float, float]:
    """Points to pay for a unit of a start, tax forgone included, and points saved by the sums of others."""
    prices = spend[town, terms.measure]
    priced = sum(map(mul, prices, due.cost_mrub))
    if due.tax_mrub:
        priced += sum(map(mul, spend[town, tax_line(terms.measure)], due.tax_mrub))
    if not terms.given_mrub:
        return priced, 0.0
    works = prices[due.start - 1 : due.start - 1 + terms.duration_years]
    return priced, terms.given_mrub * sum(works)
