"""Parts: the regions of a country at fixed national prices.

Most joining rows lie inside one region: its budgets, its co-financing, limits on its towns. Only a few join regions:
the federal budgets and limits over the country. At fixed prices of those few, regions no longer need each other, and
each can be bounded by itself (``models.branching``).
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray
from scipy import sparse

from models.arrays import Arrays
from models.blocks import Choice
from models.bound import FREE
from models.case import FEDERAL
from models.columns import Indices
from models.diagnosis import Floats
from models.rules.masters import NO_REGION
from models.rules.rows import Rows

NATIONAL = -1
BEYOND = 10**9


@dataclass(frozen=True)
class Part:
    """One region: its towns T', its rows K' (the region's own, then the national ones that it has a part in, with
    right-hand side 0).

    ``fixed`` (K') holds the national prices, FREE for the region's own rows; ``price`` (K') the prices to begin with;
    ``own_rows`` are the region's own rows as numbered in the whole.
    """

    region: int
    towns: NDArray[np.int64]
    arrays: Arrays
    rows: Rows
    fixed: Floats
    price: Floats
    own_rows: NDArray[np.int64]


class Country:
    """A case cut into regions: which rows, towns and master variables are whose, found once.

    ``worth_joined`` is what a unit of each national row is worth where its sum is one of those of which the least
    counts, else 0.
    """

    def __init__(self, arrays: Arrays, rows: Rows) -> None:
        self.arrays, self.rows = arrays, rows
        row_region, master_region = regions_of_rows(arrays, rows)
        self.national = np.nonzero(row_region == NATIONAL)[0]
        self.national_masters = np.nonzero(master_region == NATIONAL)[0]
        # By columns, so that taking those of a region costs no more for a larger country.
        self.shared = [
            sparse.csc_matrix(matrix[self.national]) for matrix in (rows.spend, rows.start, rows.scale, rows.master)
        ]
        regions = np.arange(len(arrays.sets.REGIONS) + 1)
        self.own_rows, self.towns, self.masters = (
            np.split(np.argsort(of, kind="stable"), np.searchsorted(np.sort(of), regions))[1:]
            for of in (row_region, arrays.region_of, master_region)
        )
        self.touched = [self.national_rows_of(r) for r in range(len(arrays.sets.REGIONS))]
        masters = rows.masters.worth[self.national_masters]
        joined = rows.master[self.national][:, self.national_masters].maximum(0.0) @ masters
        self.worth_joined: Floats = np.asarray(joined, dtype=float)

    def national_rows_of(self, region: int) -> Indices:
        """Which of the national rows a region has a part in, by their place among them."""
        columns = self.columns_of(self.towns[region], self.masters[region])
        found = [matrix[:, where].indices for matrix, where in zip(self.shared, columns, strict=True)]
        return np.unique(np.concatenate(found)).astype(np.int64)

    def part(self, region: int, price: Floats) -> Part:
        """A region at national prices."""
        own, towns, touched = self.own_rows[region], self.towns[region], self.touched[region]
        inside = self.rows_of(own, towns, self.masters[region], touched, np.zeros(len(touched)))
        fixed, start = self.prices_in(region, price)
        return Part(region, towns, self.arrays.of_towns(towns), inside, fixed, start, own)

    def prices_in(self, region: int, price: Floats) -> tuple[Floats, Floats]:
        """Of a region's rows (K'), what is fixed at some prices (K), and what to begin with."""
        own, national = self.own_rows[region], self.national[self.touched[region]]
        return np.concatenate([np.full(len(own), FREE), price[national]]), price[np.concatenate([own, national])]

    def part_at(self, part: Part, price: Floats) -> Part:
        """The same region at other prices."""
        fixed, start = self.prices_in(part.region, price)
        return replace(part, fixed=fixed, price=start)

    def parts(self, price: Floats) -> list[Part]:
        """All regions at national prices."""
        return [self.part(r, price) for r in range(len(self.arrays.sets.REGIONS))]

    def sample(self, regions: Sequence[int], share: float, share_of_row: Floats) -> tuple[Arrays, Rows]:
        """Some regions as a small country of their own, with a share of what each national row grants.

        ``share`` is roughly theirs of everything: it bounds what the national master variables can be.
        """
        own, towns, masters = (
            np.concatenate([of[r] for r in regions]) for of in (self.own_rows, self.towns, self.masters)
        )
        masters = np.concatenate([masters, self.national_masters])
        every = np.arange(len(self.national))
        inside = self.rows_of(own, towns, masters, every, share_of_row * self.rows.right_hand_side[self.national])
        upper = inside.masters.upper.copy()
        upper[len(masters) - len(self.national_masters) :] *= share
        budget = {payer: share * money for payer, money in self.rows.masters.budget.items()}
        small = replace(inside, masters=replace(inside.masters, upper=upper, budget=budget))
        return self.arrays.of_towns(towns), small

    def columns_of(self, towns: Indices, masters: Indices) -> tuple[Indices, Indices, Indices, Indices]:
        """Columns of spending, starts, scales and master variables."""
        years = len(self.arrays.sets.YEARS)
        starts = columns_of(towns, self.arrays.started * years)
        return columns_of(towns, self.arrays.lines * years), starts, starts, masters

    def rows_of(
        self, own: Indices, towns: Indices, masters: Indices, national: Indices, national_right: Floats
    ) -> Rows:
        """Rows of some towns: their own, then some national ones with the right-hand sides given."""
        rows = self.rows
        chosen = np.concatenate([own, self.national[national]])
        right = rows.right_hand_side[chosen]
        right[len(own) :] = national_right
        columns = self.columns_of(towns, masters)
        spend, start, scale, master = (
            sparse.vstack([matrix[own][:, where], of_nation[:, where][national]], format="csr")
            for matrix, of_nation, where in zip(
                (rows.spend, rows.start, rows.scale, rows.master), self.shared, columns, strict=True
            )
        )
        return replace(
            rows,
            names=tuple(rows.names[k] for k in chosen),
            families=tuple(rows.families[k] for k in chosen),
            right_hand_side=right,
            spend=spend,
            start=start,
            scale=scale,
            master=master,
            masters=replace(rows.masters, names=tuple(rows.masters.names[j] for j in masters),
                            upper=rows.masters.upper[masters], worth=rows.masters.worth[masters],
                            whole=rows.masters.whole[masters]),
            origins=tuple(rows.origins[k] for k in chosen),
        )  # fmt: skip

    def bound(self, price: Floats) -> float:
        """What the national rows and master variables add to the bounds of the regions."""
        rows, national, masters = self.rows, self.national, self.national_masters
        gain = np.maximum(0.0, rows.masters.worth[masters] - price[national] @ rows.master[national][:, masters])
        return float(price[national] @ rows.right_hand_side[national] + rows.masters.upper[masters] @ gain)


def regions_of_rows(arrays: Arrays, rows: Rows) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
    """Region of every row and master variable; NATIONAL where more than one region, or none, takes part."""
    sets, masters = arrays.sets, rows.masters
    master_region = np.full(len(masters.names), NATIONAL)
    master_region[: masters.atoms] = masters.atom_region
    for payer, variables in masters.carry.items():
        if payer != FEDERAL:
            master_region[list(variables)] = sets.region[payer]
    for j, loan in zip(masters.loan_at, masters.loans, strict=True):
        master_region[j] = sets.region[loan.region]
    inside = masters.cluster_region != NO_REGION
    master_region[inside] = masters.cluster_region[inside]
    least, most = np.full(len(rows), BEYOND), np.full(len(rows), NATIONAL)
    spend_region = np.repeat(arrays.region_of, arrays.lines * len(sets.YEARS))
    start_region = np.repeat(arrays.region_of, arrays.started * len(sets.YEARS))
    for matrix, region in ((rows.spend, spend_region), (rows.start, start_region), (rows.scale, start_region),
                           (rows.master, master_region)):  # fmt: skip
        entries = matrix.tocoo()
        np.minimum.at(least, entries.row, region[entries.col])
        np.maximum.at(most, entries.row, region[entries.col])
    return np.where(least == most, least, NATIONAL), master_region


def columns_of(towns: NDArray[np.int64], width: int) -> NDArray[np.int64]:
    return np.asarray((towns[:, None] * width + np.arange(width)).ravel(), dtype=np.int64)


def choice_in(choice: Choice, towns: NDArray[np.int64]) -> Choice:
    return Choice(choice.roadmap[towns], choice.start[towns], choice.scale[towns])
