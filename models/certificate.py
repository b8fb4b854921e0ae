"""The certificate of a plan: prices that anyone can turn into its bound again, without a solver.

    bound = national rows and masters at the prices + sum over regions of the largest bound over the region's branches

A region that was not split has one branch without conditions, at the prices of the whole.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from models.arrays import Arrays
from models.bound import reply_at
from models.branching import Branching, Condition, Question
from models.diagnosis import Floats
from models.pairs import whole_offer
from models.parts import Country
from models.rules.rows import Rows


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


@dataclass(frozen=True)
class NamedCondition:
    """A condition in the names of the case: ``measure``, ``year`` and ``roadmaps`` are empty where it names none."""

    question: Question
    town: str
    measure: str
    year: str
    roadmaps: tuple[str, ...]


@dataclass(frozen=True)
class NamedLeaf:
    """A leaf in the names of the case, which mean the same when its arrays are gone; ``prices`` are above 0."""

    region: str
    conditions: tuple[NamedCondition, ...]
    prices: tuple[tuple[str, float], ...]
    bound: float


def named(arrays: Arrays, rows: Rows, certificate: Certificate) -> tuple[NamedLeaf, ...]:
    """The leaves of a certificate by the names of what they are about."""
    sets, menu = arrays.sets, arrays.menu

    def of(condition: Condition) -> NamedCondition:
        town, measure, year = condition.town, condition.measure, condition.year
        return NamedCondition(
            condition.question,
            sets.TOWNS[town],
            sets.STARTED[arrays.columns.measure[town, measure]] if measure >= 0 else "",
            str(sets.YEARS[year]) if year >= 0 else "",
            tuple(menu.names[p] for p in condition.roadmaps),
        )

    def priced(leaf: Leaf) -> tuple[tuple[str, float], ...]:
        each = zip(leaf.own_rows.tolist(), leaf.price.tolist(), strict=True)
        return tuple((rows.names[k], price) for k, price in each if price > 0)

    return tuple(
        NamedLeaf(sets.REGIONS[leaf.region], tuple(map(of, leaf.conditions)), priced(leaf), leaf.bound)
        for leaf in certificate.leaves
    )


def thinned(arrays: Arrays, rows: Rows, certificate: Certificate, prices_most: int) -> Certificate:
    """The certificate without the branches of some regions, so that the others have no more prices than that.

    A region without branches is bounded by the prices of the whole. Those go first that tighten the bound least for
    each price that they take up.
    """
    of_region: dict[int, list[Leaf]] = {}
    for leaf in certificate.leaves:
        of_region.setdefault(leaf.region, []).append(leaf)
    size = {r: max(1, sum(int((leaf.price > 0).sum()) for leaf in leaves)) for r, leaves in of_region.items()}
    if sum(size.values()) <= prices_most:
        return certificate
    country = Country(arrays, rows)
    gain: dict[int, float] = {}
    for r, leaves in of_region.items():
        part = country.part(r, certificate.price)
        whole, _ = reply_at(whole_offer(part.arrays), part.rows, part.price)
        gain[r] = whole - max(leaf.bound for leaf in leaves)
    kept, room = set(), prices_most
    for r in sorted(of_region, key=lambda r: (-gain[r] / size[r], r)):
        if size[r] <= room:
            kept.add(r)
            room -= size[r]
    bound = certificate.bound + sum(gain[r] for r in of_region if r not in kept)
    return Certificate(certificate.price, bound, tuple(leaf for leaf in certificate.leaves if leaf.region in kept))


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
