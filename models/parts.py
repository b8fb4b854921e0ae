"""Parts: the regions of a country at fixed national prices.

Most joining rows lie inside one region: its budgets, its co-financing, limits on its towns. Only a few join regions:
the federal budgets and limits over the country. At fixed prices of those few, regions no longer need each other, and
each can be bounded by itself (``models.branching``).
"""

from __future__ import annotations

from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray
from scipy import sparse

from models.arrays import Arrays
from models.blocks import Choice
from models.bound import FREE
from models.case import FEDERAL
from models.diagnosis import Floats
from models.rules.rows import Rows

NATIONAL = -1
NO_REGION = 10**9


@dataclass(frozen=True)
class Part:
    """One region: its towns T', its rows K' (the region's own, then the national ones with right-hand side 0).

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


def parts_of(arrays: Arrays, rows: Rows, price: Floats) -> list[Part]:
    """The regions of a case at national prices."""
    row_region, master_region = regions_of_rows(arrays, rows)
    national = np.nonzero(row_region == NATIONAL)[0]
    # By columns, so that taking those of a region costs no more for a larger country.
    shared = [sparse.csc_matrix(matrix[national]) for matrix in (rows.spend, rows.start, rows.master)]
    own_rows, towns, masters = (
        np.split(np.argsort(of, kind="stable"), np.searchsorted(np.sort(of), np.arange(len(arrays.sets.REGIONS) + 1)))
        for of in (row_region, arrays.region_of, master_region)
    )
    return [part_of(arrays, rows, price, r, own_rows[r + 1], towns[r + 1], masters[r + 1], national, shared)
            for r in range(len(arrays.sets.REGIONS))]  # fmt: skip


def national_bound(arrays: Arrays, rows: Rows, price: Floats) -> float:
    """What the national rows and master variables add to the bounds of the regions."""
    row_region, master_region = regions_of_rows(arrays, rows)
    national = row_region == NATIONAL
    masters = master_region == NATIONAL
    gain = np.maximum(0.0, -(np.where(national, price, 0.0) @ rows.master))[masters]
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
    least, most = np.full(len(rows), NO_REGION), np.full(len(rows), NATIONAL)
    spend_region = np.repeat(arrays.region_of, arrays.lines * len(sets.YEARS))
    start_region = np.repeat(arrays.region_of, arrays.started * len(sets.YEARS))
    for matrix, region in ((rows.spend, spend_region), (rows.start, start_region), (rows.master, master_region)):
        entries = matrix.tocoo()
        np.minimum.at(least, entries.row, region[entries.col])
        np.maximum.at(most, entries.row, region[entries.col])
    return np.where(least == most, least, NATIONAL), master_region


def part_of(
    arrays: Arrays,
    rows: Rows,
    price: Floats,
    region: int,
    own: NDArray[np.int64],
    towns: NDArray[np.int64],
    masters: NDArray[np.int64],
    national: NDArray[np.int64],
    shared: list[sparse.csc_matrix],
) -> Part:
    chosen = np.concatenate([own, national])
    right = rows.right_hand_side[chosen]
    right[len(own) :] = 0.0
    years = len(arrays.sets.YEARS)
    columns = [columns_of(towns, arrays.lines * years), columns_of(towns, arrays.started * years), masters]
    spend, start, master = (
        sparse.vstack([matrix[own][:, where], of_nation[:, where]], format="csr")
        for matrix, of_nation, where in zip((rows.spend, rows.start, rows.master), shared, columns, strict=True)
    )
    inside = replace(
        rows,
        names=tuple(rows.names[k] for k in chosen),
        families=tuple(rows.families[k] for k in chosen),
        right_hand_side=right,
        spend=spend,
        start=start,
        master=master,
        masters=replace(rows.masters, names=tuple(rows.masters.names[j] for j in masters),
                        upper=rows.masters.upper[masters]),
        origins=tuple(rows.origins[k] for k in chosen),
    )  # fmt: skip
    fixed = np.concatenate([np.full(len(own), FREE), price[national]])
    return Part(region, towns, arrays.of_towns(towns), inside, fixed, price[chosen], own)


def columns_of(towns: NDArray[np.int64], width: int) -> NDArray[np.int64]:
    return np.asarray((towns[:, None] * width + np.arange(width)).ravel(), dtype=np.int64)


def choice_in(choice: Choice, towns: NDArray[np.int64]) -> Choice:
    return Choice(choice.roadmap[towns], choice.start[towns], choice.scale[towns])
