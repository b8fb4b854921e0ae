"""The certificate of a plan: prices that anyone can turn into its bound again, without a solver.

    bound = national rows and masters at the prices + sum over regions of the largest bound over the region's branches

A region that was not split has one branch without conditions, at the prices of the whole.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from models.bound import bound_at
from models.branching import Branching, Condition
from models.diagnosis import Floats
from models.parts import Country


@dataclass(frozen=True)
class Leaf:
    """A branch of a region: its conditions with towns as numbered in the whole, and prices of the region's own rows."""

    region: int
    conditions: tuple[Condition, ...]
    own_rows: NDArray[np.int64]
    price: Floats
    bound: float


@dataclass(frozen=True)
class Certificate:
    """``price`` (K) of all rows, and the leaves of the regions that were split, which replace it there."""

    price: Floats
    bound: float
    leaves: tuple[Leaf, ...] = ()


def certificate_of(country: Country, price: Floats, branchings: list[Branching]) -> Certificate:
    """The bound proved by national prices and the branches of every region, computed afresh.

    ``branchings`` hold one for each region, at the national prices in ``price``.
    """
    bound, leaves = country.bound(price), []
    for branching in branchings:
        part = branching.part
        if len(branching.branches) > 1:
            split = leaves_of(branching)
            bound += max(leaf.bound for leaf in split)
            leaves += split
        else:
            bound += bound_at(part.arrays, part.rows, part.price)[0]
    return Certificate(price, bound, tuple(leaves))


def leaves_of(branching: Branching) -> list[Leaf]:
    """The branches of a region, each with the bound that its own prices prove."""
    part = branching.part
    leaves = []
    for branch in branching.branches:
        bound, _ = bound_at(branch.arrays(part), part.rows, branch.price, branch.forced)
        conditions = tuple(in_the_whole(part.towns, condition) for condition in branch.conditions)
        leaves.append(Leaf(part.region, conditions, part.own_rows, branch.price[: len(part.own_rows)], bound))
    return leaves


def in_the_whole(towns: NDArray[np.int64], condition: Condition) -> Condition:
    return Condition(condition.question, int(towns[condition.town]), condition.roadmaps, condition.measure,
                     condition.year)  # fmt: skip
