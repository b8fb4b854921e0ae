"""The certificate of a plan: prices that anyone can turn into its bound again, without a solver.

    bound = national rows and masters at the prices + sum over regions of the largest bound over the region's branches

A region that was not split has one branch without conditions, at the prices of the whole.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from models.branching import Branching, Condition
from models.diagnosis import Floats


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


def leaves_of(branching: Branching) -> list[Leaf]:
    """The branches of a region with the bounds that their prices prove."""
    part = branching.part
    return [
        Leaf(
            part.region,
            tuple(in_the_whole(part.towns, condition) for condition in branch.conditions),
            part.own_rows,
            branch.price[: len(part.own_rows)],
            branch.bound,
        )
        for branch in branching.branches
    ]


def in_the_whole(towns: NDArray[np.int64], condition: Condition) -> Condition:
    return Condition(condition.question, int(towns[condition.town]), condition.roadmaps, condition.measure,
                     condition.year)  # fmt: skip
