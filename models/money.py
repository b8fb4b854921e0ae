"""From decisions to money: best scales under the rules, the least federal money, and whole kopecks.

Kopecks are rounded down for both payers, so that no budget or cap is exceeded by rounding.
"""

from __future__ import annotations

import math
from dataclasses import dataclass, replace
from fractions import Fraction

import highspy
import numpy as np
from numpy.typing import NDArray
from scipy import sparse

from models.arrays import Arrays
from models.blocks import Choice, scales_of, spend_of, starts_of, unit_spend
from models.bound import FREE
from models.diagnosis import Floats
from models.quiet import quiet_highs
from models.rules.masters import NO_ATOM, Masters
from models.rules.rows import Rows

KOPECKS = 100_000_000
"""Kopecks in a million roubles."""
BROKEN = frozenset(
    {
        highspy.HighsModelStatus.kNotset,
        highspy.HighsModelStatus.kLoadError,
        highspy.HighsModelStatus.kModelError,
        highspy.HighsModelStatus.kPresolveError,
        highspy.HighsModelStatus.kSolveError,
        highspy.HighsModelStatus.kPostsolveError,
    }
)
"""Ends of HiGHS that say nothing of the program: never taken for `nothing is feasible`."""
TOLERANCE = 1e-9
"""Of the linear programs, mrub: a tenth of a kopeck."""
LOAN_WEIGHT = 1e-4
"""Of a rouble lent against a federal rouble spent: loans are kept small, but never at the cost of federal money."""
WHOLE_TOLERANCE = 1e-9
"""A whole variable that may be this much less than a whole number may be that number."""
SAFETY_MRUB = 1e-6
"""Money left aside in every budget and cap, one rouble, against the tolerance of the solver."""
HAIR = 1e-4
"""Kopecks added before rounding down, so that 2.9999999 counts as 3; far below one kopeck in any sum."""


class NotFeasible(Exception):
    """No scales and no split of the money keep the rules under these decisions."""


@dataclass(frozen=True)
class Money:
    """Money of each town, line and year (T, lines, Y) in kopecks; ``loans`` (N) and what is ``repaid`` of them."""

    federal: NDArray[np.int64]
    regional: NDArray[np.int64]
    loans: NDArray[np.int64]
    repaid: NDArray[np.int64]

    @property
    def total(self) -> NDArray[np.int64]:
        return self.federal + self.regional


def best_scales(arrays: Arrays, rows: Rows, choice: Choice) -> Choice:
    """The scales that are worth most under given roadmaps and starts. Raises NotFeasible."""
    return best_scales_at(arrays, rows, choice, np.full(len(rows), FREE)).choice


@dataclass(frozen=True)
class Scaled:
    """A choice at its best scales: ``value`` in points after paying for rows at prices, ``use`` (K) of the rows."""

    choice: Choice
    value: float
    use: Floats


def best_scales_at(arrays: Arrays, rows: Rows, choice: Choice, fixed: Floats) -> Scaled:
    """The same where rows with a price in ``fixed`` are paid for instead of kept. Raises NotFeasible."""
    kept, price = fixed == FREE, np.where(fixed == FREE, 0.0, fixed)
    program = scale_program(arrays, rows, choice, price)
    matrix = sparse.csc_matrix(program.matrix[kept])
    safety = np.where(rows.right_hand_side > 0, np.minimum(SAFETY_MRUB, 1e-6 * rows.right_hand_side), 0.0)
    solution = linear_program(-program.value, program.lower, program.upper, matrix, (program.right - safety)[kept])
    if solution is None:
        solution = linear_program(-program.value, program.lower, program.upper, matrix, program.right[kept])
    if solution is None:
        raise NotFeasible
    effects = arrays.effects
    opened = effects.roadmap_worth[np.arange(len(choice.roadmap)), choice.roadmap].sum()
    before = rows.right_hand_side - program.right
    return Scaled(
        program.scaled(arrays, choice, solution),
        float(opened - price @ before + program.value @ solution),
        np.asarray(before + program.matrix @ solution),
    )


@dataclass(frozen=True)
class ScaleProgram:
    """The linear program of scales under given decisions: ``max value.x, matrix x <= right, lower <= x <= upper``.

    Columns: full return and beyond the bend of each started measure (at ``town``, ``column``), then the masters. Full
    return is used up before returns fall, so no yes or no is needed.
    """

    town: NDArray[np.int64]
    column: NDArray[np.int64]
    value: Floats
    lower: Floats
    upper: Floats
    matrix: sparse.csr_matrix
    right: Floats

    def scaled(self, arrays: Arrays, choice: Choice, solution: Floats) -> Choice:
        """The choice with the scales of a solution."""
        count = len(self.town)
        low, high = (end[self.town, self.column] for end in (arrays.effects.scale_low, arrays.effects.scale_high))
        scale = np.zeros(choice.scale.shape)
        scale[self.town, self.column] = np.clip(solution[:count] + solution[count : 2 * count], low, high)
        return replace(choice, scale=scale)


def scale_program(arrays: Arrays, rows: Rows, choice: Choice, price: Floats) -> ScaleProgram:
    """The program over the scales of what is started, rows paid for at ``price`` (K)."""
    effects = arrays.effects
    town, column = np.nonzero(choice.start >= 0)
    worth = effects.worth[town, choice.roadmap[town], column, choice.start[town, column]]
    low, high, bend = (array[town, column] for array in (effects.scale_low, effects.scale_high, effects.bend))
    use = rows.spend @ spend_columns(arrays, choice, town, column)
    use = use + rows.scale @ scale_columns(arrays, choice, town, column)
    paid = price @ use
    masters = len(rows.masters.names)
    right = room_left(arrays, rows, replace(choice, scale=np.zeros(choice.scale.shape)))
    return ScaleProgram(
        town=town,
        column=column,
        value=np.concatenate(
            [worth - paid, worth * effects.returns_after[town, column] - paid, rows.masters.worth - price @ rows.master]
        ),
        lower=np.concatenate([np.minimum(low, bend), np.maximum(0.0, low - bend), np.zeros(masters)]),
        upper=np.concatenate([np.minimum(bend, high), np.maximum(0.0, high - bend), most_of_masters(rows, right)]),
        matrix=sparse.csr_matrix(sparse.hstack([use, use, rows.master], format="csr")),
        right=right,
    )


def most_of_masters(rows: Rows, right: Floats) -> Floats:
    """Bounds of the master variables (J) where what is ``right`` (K) is left by the starts.

    Rows of starts alone say what a whole variable may be, and it may only be the whole part of that.
    """
    most = rows.masters.upper.copy()
    if rows.masters.whole.any():
        of_starts = np.isin(rows.families, ("stepped", "gathered"))
        entries = rows.master[of_starts].tocoo()
        allowed = np.floor(right[of_starts][entries.row] / entries.data + WHOLE_TOLERANCE)
        np.minimum.at(most, entries.col, np.maximum(0.0, allowed))
    return np.asarray(most, dtype=float)


def spend_columns(
    arrays: Arrays, choice: Choice, town: NDArray[np.int64], column: NDArray[np.int64]
) -> sparse.csc_matrix:
    """Spending of one unit of each started measure, by flat cell (cells, started)."""
    years = len(arrays.sets.YEARS)
    parts = []
    for line, spend in zip((column, arrays.first_tax_line + column), unit_spend(arrays, choice), strict=True):
        cells = ((town * arrays.lines + line) * years)[:, None] + np.arange(years)
        parts.append((spend[town, column].ravel(), cells.ravel()))
    columns = np.tile(np.repeat(np.arange(len(town)), years), 2)
    value, cell = (np.concatenate(pieces) for pieces in zip(*parts, strict=True))
    shape = (len(arrays.sets.TOWNS) * arrays.lines * years, len(town))
    matrix = sparse.csc_matrix((value, (cell, columns)), shape=shape)
    matrix.eliminate_zeros()
    return matrix


def scale_columns(
    arrays: Arrays, choice: Choice, town: NDArray[np.int64], column: NDArray[np.int64]
) -> sparse.csc_matrix:
    """One unit of each started measure, by flat cell of scales (cells, started)."""
    cells = (town * arrays.started + column) * len(arrays.sets.YEARS) + choice.start[town, column]
    shape = (int(np.prod(arrays.start_cells)), len(town))
    return sparse.csc_matrix((np.ones(len(town)), (cells, np.arange(len(town)))), shape=shape)


def room_left(arrays: Arrays, rows: Rows, choice: Choice) -> Floats:
    """What each row still grants after the decisions."""
    used = rows.spend @ spend_of(arrays, choice).ravel() + rows.start @ starts_of(arrays, choice).ravel()
    used += rows.scale @ scales_of(arrays, choice).ravel()
    return np.asarray(rows.right_hand_side - used, dtype=float)


def least_federal(arrays: Arrays, rows: Rows, choice: Choice) -> Floats:
    """Master variables with the least federal money in total that the rules allow, then the least loans, mrub.

    Raises NotFeasible.
    """
    masters = rows.masters
    cost = np.zeros(len(masters.names))
    cost[: masters.atoms] = 1.0
    cost[list(masters.loan_at)] = LOAN_WEIGHT
    right = room_left(arrays, rows, choice)
    for slack in (0.0, TOLERANCE, 10 * TOLERANCE):
        solution = linear_program(
            cost, 0.0 * cost, masters.upper + slack, sparse.csc_matrix(rows.master), right + slack
        )
        if solution is not None:
            return solution
    raise NotFeasible


def linear_program(
    cost: Floats, lower: Floats, upper: Floats, matrix: sparse.csc_matrix, right: Floats
) -> Floats | None:
    """``min cost.x, matrix x <= right, lower <= x <= upper`` by the simplex method; None if nothing is feasible."""
    solved = solve_program(cost, lower, upper, matrix, right)
    return None if solved is None else solved[0]


def solve_program(
    cost: Floats, lower: Floats, upper: Floats, matrix: sparse.csc_matrix, right: Floats
) -> tuple[Floats, Floats] | None:
    """The same with the prices of the rows, which are 0 or more."""
    program = highspy.HighsLp()
    program.num_col_, program.num_row_ = len(cost), len(right)
    program.col_cost_, program.col_lower_, program.col_upper_ = cost, lower, upper
    program.row_lower_, program.row_upper_ = np.full(len(right), -highspy.kHighsInf), right
    program.a_matrix_.format_ = highspy.MatrixFormat.kColwise
    program.a_matrix_.start_, program.a_matrix_.index_ = matrix.indptr, matrix.indices
    program.a_matrix_.value_ = matrix.data
    highs = quiet_highs(primal_feasibility_tolerance=TOLERANCE)
    highs.passModel(program)
    highs.run()
    status = highs.getModelStatus()
    if status in BROKEN:
        raise RuntimeError(f"HiGHS could not solve a linear program: {highs.modelStatusToString(status)}")
    if status != highspy.HighsModelStatus.kOptimal:
        return None
    solution = highs.getSolution()
    return np.asarray(solution.col_value), np.maximum(0.0, -np.asarray(solution.row_dual))


def split_money(arrays: Arrays, rows: Rows, choice: Choice) -> Money:
    """Whole kopecks of both payers: every cell of an atom takes the same position in its window."""
    masters = rows.masters
    spend = spend_of(arrays, choice)
    low, high = masters.low[:, :, None] * spend, masters.high[:, :, None] * spend
    atom = masters.atom_of.reshape(arrays.cells)
    paid = atom != NO_ATOM
    found = least_federal(arrays, rows, choice)
    federal_of_atom = found[: masters.atoms]
    least, most = (np.bincount(atom[paid], side[paid], masters.atoms).astype(float) for side in (low, high))
    room = most - least
    theta = np.clip(np.divide(federal_of_atom - least, room, out=np.zeros_like(room), where=room > 1e-12), 0.0, 1.0)
    position = np.where(paid, theta[np.maximum(atom, 0)] if masters.atoms else 0.0, 0.0)
    federal = low + position * (high - low)
    loans = np.ceil(np.maximum(0.0, found[list(masters.loan_at)]) * KOPECKS - HAIR).astype(np.int64)
    return Money(kopecks(federal), kopecks(spend - federal), loans, repaid_kopecks(masters, loans))


def repaid_kopecks(masters: Masters, loans: NDArray[np.int64]) -> NDArray[np.int64]:
    """Loans with interest, rounded down to kopecks, by exact arithmetic."""
    return np.array(
        [math.floor((1 + Fraction(repr(loan.interest_share))) * int(kop))
         for loan, kop in zip(masters.loans, loans.tolist(), strict=True)], dtype=np.int64)  # fmt: skip


def kopecks(mrub: Floats) -> NDArray[np.int64]:
    return np.floor(np.maximum(0.0, mrub) * KOPECKS + HAIR).astype(np.int64)
