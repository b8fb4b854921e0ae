"""Budgets by payer and year, with money carried over. Carrying over never creates money."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

import numpy as np

from models.arrays import Arrays
from models.case import FEDERAL, UNPLACED, Loan, Origin
from models.rules.masters import Masters
from models.rules.rows import Row, terms


def federal_budget(arrays: Arrays, masters: Masters) -> Iterator[Row]:
    """``sum_a federal[a] - carry[y-1] + carry[y]/share + lent - repaid <= B[y]``: federal money of a year.

    ``carry[y]/share`` says that only a share of what is left may be kept, so that keeping it costs the rest.
    """
    origins = budget_origins(arrays)
    for y, year in enumerate(arrays.sets.YEARS):
        atoms = np.nonzero(masters.atom_year == y)[0]
        index, value = together(carried(masters, FEDERAL, y), lent(masters, year, masters.loans, 1.0))
        yield Row(
            name=f"federal_budget[{year}]",
            family="federal_budget",
            right_hand_side=float(masters.budget[FEDERAL][y]),
            master=terms(np.concatenate([atoms, index]), np.concatenate([np.ones(len(atoms)), value])),
            origin=origins.get((FEDERAL, year), UNPLACED),
        )


def region_budget(arrays: Arrays, masters: Masters) -> Iterator[Row]:
    """``sum spend - sum_a federal[a] - carry[r,y-1] + carry[r,y]/share - borrowed + repaid <= B[r,y]``.

    What is not federal is regional.
    """
    origins = budget_origins(arrays)
    cells_of: dict[tuple[int, int], list[int]] = {}
    for a, key in enumerate(zip(masters.atom_region.tolist(), masters.atom_year.tolist(), strict=True)):
        cells_of.setdefault(key, []).append(a)
    for r, region in enumerate(arrays.sets.REGIONS):
        own = tuple(loan for loan in masters.loans if loan.region == region)
        for y, year in enumerate(arrays.sets.YEARS):
            atoms = np.array(cells_of.get((r, y), []), dtype=np.int64)
            index, value = together(carried(masters, region, y), lent(masters, year, own, -1.0))
            spend = np.concatenate([np.empty(0, dtype=np.int64), *(masters.atom_cells[a] for a in atoms)])
            yield Row(
                name=f"region_budget[{region},{year}]",
                family="region_budget",
                right_hand_side=float(masters.budget[region][y]),
                spend=terms(spend),
                master=terms(np.concatenate([atoms, index]), np.concatenate([-np.ones(len(atoms)), value])),
                origin=origins.get((region, year), UNPLACED),
            )


def carried(masters: Masters, payer: str, y: int) -> Variables:
    """Carry-over variables in the budget row of a payer and year, with their coefficients."""
    variables = masters.carry.get(payer, ())
    index: list[int] = []
    value: list[float] = []
    if variables and y > 0:
        index.append(variables[y - 1])
        value.append(-1.0)
    if y < len(variables):
        index.append(variables[y])
        value.append(1.0 / masters.carry_share[payer])
    return index, value


Variables = tuple[list[int], list[float]]
"""Master variables in a row, with their coefficients."""


def together(first: Variables, second: Variables) -> Variables:
    return first[0] + second[0], first[1] + second[1]


def lent(masters: Masters, year: int, loans: Sequence[Loan], sign: float) -> Variables:
    """Loans of a year, and loans repaid in it with interest, as the lender sees them; the borrower's sign is -1."""
    place = dict(zip(masters.loans, masters.loan_at, strict=True))
    given = [(place[loan], sign) for loan in loans if loan.year == year]
    repaid = [(place[loan], -sign * (1.0 + loan.interest_share)) for loan in loans if loan.repaid_year == year]
    return [j for j, _ in given + repaid], [value for _, value in given + repaid]


def budget_origins(arrays: Arrays) -> dict[tuple[str, int], Origin]:
    return {(row.payer, row.year): row.origin for row in arrays.case.budgets}
