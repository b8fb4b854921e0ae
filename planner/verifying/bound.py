"""The bound that prices prove, computed without a solver.

``bound(lambda) = sum_k lambda[k]*b[k] + sum_t answer[t] + sum_j U[j]*max(0, v[j] - sum_k lambda[k]*B[k,j])``: no plan
that keeps the rows is worth more points, whatever prices ``lambda >= 0`` (points per unit of a row) are taken. ``b``
are right-hand sides, ``B`` the coefficients of the master variables, ``v`` their points, ``U`` what no feasible plan
exceeds, and ``answer`` the best points of a town under its own rules once it pays the prices. Source: weak duality of
the Lagrangian.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from heapq import nlargest
from math import fsum, inf
from operator import mul

from planner.verifying.joins import Master, Start
from planner.verifying.offers import Due, Menu, Terms, TownVariant
from planner.verifying.rules import Rules, tax_line

PricedSpend = dict[tuple[str, str], list[float]]
"""``pi[t,m,y]``, points per mrub, as a list by year for each town and line."""
PricedStart = dict[Start, float]
"""``sigma[t,m,s]``, points per start, or ``tau[t,m,s]``, points per unit of scale."""
AtCorners = tuple[float, float, float]
"""Points at the least scale of a measure, at its bend and at its greatest scale."""


@dataclass(frozen=True, slots=True)
class Priced:
    """``sum_k lambda[k]`` times the coefficients of spend, start, scale and master variables."""

    spend: PricedSpend
    start: PricedStart
    scale: PricedStart
    master: dict[Master, float]


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
    priced = price_quantities(rules, prices, horizon_years)
    masters = fsum(master_points(rules, name, priced.master.get(name, 0.0)) for name in rules.most)
    answers = {town: answer(town, variants, priced, points_of_growth_max) for town, variants in offers.items()}
    return Bound(fsum([granted, masters, *answers.values()]), granted, answers, masters)


def master_points(rules: Rules, variable: Master, priced: float) -> float:
    """``U[j]*max(0, v[j] - sum_k lambda[k]*B[k,j])``, where the sum is ``priced``."""
    return rules.most[variable] * max(0.0, rules.worth.get(variable, 0.0) - priced)


def price_quantities(rules: Rules, prices: Mapping[str, float], horizon_years: int) -> Priced:
    """Price all that rows count, at the prices of some of them."""
    spend: PricedSpend = {(town, measure): [0.0] * horizon_years for town, measure, _ in rules.cells}
    start: PricedStart = {}
    scale: PricedStart = {}
    terms: dict[Master, list[float]] = {}
    for name, price in prices.items():
        row = rules.rows[name]
        for (town, measure, year), coefficient in row.spend.items():
            spend[town, measure][year - 1] += price * coefficient
        for key, coefficient in row.start.items():
            start[key] = start.get(key, 0.0) + price * coefficient
        for key, coefficient in row.scale.items():
            scale[key] = scale.get(key, 0.0) + price * coefficient
        for variable, coefficient in row.master.items():
            terms.setdefault(variable, []).append(price * coefficient)
    return Priced(spend, start, scale, {variable: fsum(values) for variable, values in terms.items()})


def answer(
    town: str,
    variants: Mapping[str, TownVariant],
    priced: Priced,
    points_of_growth_max: int,
    surely: frozenset[str] = frozenset(),
) -> float:
    """``max_p roadmap_worth - priced roadmap cost + picks``; minus infinity for a town that is offered no variant."""
    return max(answers_by_variant(town, variants, priced, points_of_growth_max, surely).values(), default=-inf)


def answers_by_variant(
    town: str,
    variants: Mapping[str, TownVariant],
    priced: Priced,
    points_of_growth_max: int,
    surely: frozenset[str] = frozenset(),
) -> dict[str, float]:
    """The best points of a town under each variant that leaves it a plan, after paying the prices.

    Measures in ``surely`` start whatever they bring, and are first to take the places of points of growth.
    """
    found: dict[str, float] = {}
    gains = gains_of_menus(town, variants, priced, surely)
    for name, offer in variants.items():
        value = offer.worth
        for opening, path in offer.cost_mrub.items():
            value -= sum(price * cost for price, cost in zip(priced.spend[town, opening], path, strict=True))
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
    town: str, variants: Mapping[str, TownVariant], priced: Priced, surely: frozenset[str]
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
                toll = tolls[key] = tolls_of(town, menu.terms, menu.dues, priced)
            gains[id(menu)] = menu_gain(menu, brings[measure], toll, -inf if measure in surely else 0.0)
    return gains


def menu_gain(menu: Menu, brings: AtCorners, tolls: Iterable[AtCorners], least: float) -> float:
    """``gain[t,p,m] = max(0, max_s gain[t,p,m,s])``.

    ``gain[t,p,m,s]`` is the largest of ``worth*(min(x,bend) + returns_after*max(0, x-bend)) - sigma``, less
    ``x*(tau + priced cost)`` and with the priced sums of others, over the scales x = least, bend and greatest: between
    them it is straight. ``least`` is minus infinity instead of 0 where the measure surely starts.
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


def tolls_of(town: str, terms: Terms, dues: Iterable[Due], priced: Priced) -> list[AtCorners]:
    """Points to pay at each corner of the scales for each start: ``x*(tau + priced cost) + sigma`` less the priced
    sums.
    """
    (low, _), (bend, _), (high, _) = terms.corners
    tolls = []
    for due in dues:
        key = (town, terms.measure, due.start)
        cost, given = priced_unit(town, terms, due, priced.spend)
        each, fixed = cost + priced.scale.get(key, 0.0), priced.start.get(key, 0.0) - given
        tolls.append((low * each + fixed, bend * each + fixed, high * each + fixed))
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
