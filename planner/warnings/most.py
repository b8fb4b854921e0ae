"""The most money that towns can take in some years: what budgets and floors are held against."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from models.arrays import Arrays
from models.case import CONTRIBUTORS, FEDERAL
from models.columns import Indices
from models.costs import Shape
from models.diagnosis import Flags, Floats
from models.rules.absorption import municipal_budget_mrub
from models.rules.masters import windows


@dataclass(frozen=True)
class Most:
    """What some years can hold of one unit, over all offered options (T, C) or roadmaps (T, O), as shares of unit cost.

    ``cost``, ``tax``, ``opening``: the most; ``works_least``, ``works_most``: parts of the years of works that sums of
    others fall in; ``absorbed`` (T): the most public money a town can spend, tax apart, without end where not known.
    """

    cost: Floats
    tax: Floats
    works_least: Floats
    works_most: Floats
    opening: Floats
    absorbed: Floats


def most_in(arrays: Arrays, years: Flags) -> Most:
    """The most that some years can hold."""
    costs, share = arrays.costs, arrays.case.settings.absorption_share
    budgets_of_towns = [municipal_budget_mrub(arrays, town) for town in arrays.case.towns]
    opening = arrays.menu.offered[:, :, None] * (costs.opening @ years)
    return Most(
        cost=greatest(arrays, costs.cost, years),
        tax=greatest(arrays, costs.tax, years),
        works_least=1.0 - greatest(arrays, costs.works, ~years),
        works_most=greatest(arrays, costs.works, years),
        opening=opening.max(axis=1, initial=0.0),
        absorbed=np.array([np.inf if share is None or budget is None else share * budget * years.sum()
                           for budget in budgets_of_towns]),
    )  # fmt: skip


def greatest(arrays: Arrays, shape: Shape, years: Flags) -> Floats:
    """The most of a pattern that falls in some years, over offered options (T, C); 0 where none is offered."""
    offered, count = shape.by_kind(arrays.effects.offered), shape.shared.shape[0]
    shared = np.where(offered[:, :count], shape.shared @ years, 0.0).max(axis=(2, 3), initial=0.0)
    own = np.where(offered[:, count:], shape.own @ years, 0.0).max(axis=(2, 3), initial=0.0)
    return np.concatenate([shared, own], axis=1)


def most_money(arrays: Arrays, payer: str, most: Most) -> Floats:
    """The most that a payer can pay on every line (T, lines), mrub, each line by itself; budgets apart.

    At the greatest scale, the best start year, roadmap and window.
    """
    begun, opening, taxed = lines_of(arrays)
    share, scale = shares_of(arrays, payer), arrays.effects.scale_high
    unit = arrays.costs.unit * share
    started = unit[:, begun] * scale * most.cost
    if payer in CONTRIBUTORS:
        started += arrays.pool.total[CONTRIBUTORS.index(payer)] * most.works_most
    else:
        started -= share[:, begun] * arrays.costs.given * most.works_least
    offered = arrays.effects.offered.any(axis=(1, 3))
    started = np.where(offered, np.maximum(started, 0.0), 0.0)
    return np.concatenate([started, unit[:, opening] * most.opening, unit[:, taxed] * scale * most.tax], axis=1)


def shares_of(arrays: Arrays, payer: str) -> Floats:
    """The greatest share of the public money of every line (T, lines) that a payer bears.

    Of a contributor, what it pays for a rouble of public money; it has no part in tax not collected.
    """
    low, high = windows(arrays)
    if payer in CONTRIBUTORS:
        ratio = arrays.pool.share[CONTRIBUTORS.index(payer)] / (1.0 - arrays.pool.others)
        return np.concatenate([ratio, np.zeros((len(ratio), arrays.columns.count))], axis=1)
    shares: dict[str, Floats] = {FEDERAL: high, "regional": 1.0 - low, "all": np.ones_like(low)}
    return shares[payer]


def lines_of(arrays: Arrays) -> tuple[slice, slice, slice]:
    """Lines of started measures, of opening measures, and of tax not collected."""
    count, tax = arrays.columns.count, arrays.first_tax_line
    return slice(0, count), slice(count, tax), slice(tax, None)


def by_town(arrays: Arrays, payer: str, most: Most, money: Floats, towns: Indices) -> Floats:
    """What towns (T') can take of the money of their lines (T', lines): so many points of growth, so much absorbed."""
    begun, opening, taxed = lines_of(arrays)
    grows, places = arrays.growth[towns], arrays.case.settings.points_of_growth_max
    spent = at_places(money[:, begun], grows, places) + money[:, opening].sum(axis=1)
    if payer not in CONTRIBUTORS:
        spent = np.minimum(spent, most.absorbed[towns])
    return np.asarray(spent + at_places(money[:, taxed], grows, places))


def at_places(money: Floats, grows: Flags, places: int) -> Floats:
    """Sum over started measures by town (T'), of points of growth only the greatest that there are places for."""
    growth = np.where(grows, money, 0.0)
    placed = -np.sort(-growth, axis=1)[:, :places]
    return np.asarray((money - growth).sum(axis=1) + placed.sum(axis=1))
