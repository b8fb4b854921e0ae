"""Prices and the bound they prove.

For any prices ``lambda >= 0`` of the joining rows ``A x + B w <= b``, no plan has more points than

    bound(lambda) = lambda.b + sum_t answer[t](lambda) + sum_j U[j] * max(0, -(lambda.B)[j])

because a plan that keeps the rows loses nothing by paying for them (weak duality). ``find_prices`` searches good prices
by column generation: a master program mixes answers of towns, its duals are new prices, the towns answer again.
The prices used are a blend of the best so far and the new ones, which keeps them from swinging (Wentges 1997).
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from time import monotonic

import highspy
import numpy as np
from scipy import sparse

from models.arrays import Arrays
from models.blocks import Answers, Choice, answer, choice_of, prices_of_quantities, spend_of, starts_of, worth_of
from models.diagnosis import Floats
from models.quiet import quiet_highs
from models.rules.rows import Rows

UNBOUNDED = highspy.kHighsInf


@dataclass(frozen=True)
class Prices:
    """Prices of the rows (K) and the bound they prove; ``clash`` names rows that no mixture of answers can keep."""

    price: Floats
    bound: float
    mixture: float
    columns: tuple[Choice, ...] = field(repr=False)
    clash: tuple[str, ...] = ()


def bound_at(arrays: Arrays, rows: Rows, price: Floats) -> tuple[float, Answers]:
    """The bound that prices prove, and the towns' answers to them."""
    answers = answer(arrays, *prices_of_quantities(arrays, rows, price))
    masters = rows.masters.upper @ np.maximum(0.0, -(price @ rows.master))
    return float(price @ rows.right_hand_side + answers.value.sum() + masters), answers


def find_prices(
    arrays: Arrays,
    rows: Rows,
    *,
    gap_share: float = 1e-5,
    seconds: float = 60.0,
    report: Callable[[float, float], None] | None = None,
    stop_asked: Callable[[], bool] | None = None,
) -> Prices:
    """Prices with a tight bound, by column generation until bound and mixture meet, time is up or a stop is asked."""
    stranded = tuple(f"one_roadmap[{arrays.sets.TOWNS[t]}]" for t in np.nonzero(~arrays.menu.offered.any(axis=1))[0])
    if stranded:
        return Prices(np.zeros(len(rows)), -np.inf, -np.inf, (), stranded)
    end = monotonic() + seconds
    mixer = Mixer(arrays, rows)
    for choice in first_choices(arrays, rows):
        mixer.add(choice)
    best = Best()
    blend = 0.5
    while True:
        mixture, dual = mixer.solve()
        for weight in (blend, 0.0):
            asked = dual if best.price is None else weight * best.price + (1.0 - weight) * dual
            bound, answers = bound_at(arrays, rows, asked)
            better = best.offer(bound, asked)
            new = mixer.add(choice_of(arrays, answers))
            if new:
                break
        blend = min(0.9, blend + 0.05) if better else max(0.0, blend - 0.1)
        if report:
            report(best.bound, mixture)
        done = best.bound - mixture <= gap_share * max(1.0, abs(mixture)) or not new
        if done and not mixer.raise_penalty():
            break
        if monotonic() > end or (stop_asked and stop_asked()):
            break
    assert best.price is not None
    return Prices(best.price, best.bound, mixture, tuple(mixer.choices), mixer.clash())


@dataclass
class Best:
    price: Floats | None = None
    bound: float = np.inf

    def offer(self, bound: float, price: Floats) -> bool:
        if bound < self.bound:
            self.price, self.bound = price, bound
            return True
        return False


def first_choices(arrays: Arrays, rows: Rows) -> list[Choice]:
    """Answers to a ladder of uniform prices of money, from nearly free to prohibitive: a fair first mixture."""
    sets = arrays.sets
    spend = np.ones((len(sets.TOWNS), len(sets.MEASURES), len(sets.YEARS)))
    start = np.zeros((len(sets.TOWNS), len(sets.STARTED), len(sets.YEARS)))
    free = worth_of(arrays, choice_of(arrays, answer(arrays, 0.0 * spend, start))).sum()
    budget = sum(money.sum() for money in rows.masters.budget.values())
    level = free / budget if budget > 0 else 1.0
    ladder = [level * 2.0**k for k in range(-6, 3)]
    return [choice_of(arrays, answer(arrays, price * spend, start)) for price in [*ladder, 1e9 * max(1.0, level)]]


class Mixer:
    """The master program: mixtures of answers of each town that keep the joining rows, as a minimisation in HiGHS.

    Rows may be broken at a penalty, so that there is always a mixture; ``raise_penalty`` makes that dearer until it is
    not worth it or plainly unavoidable.
    """

    def __init__(self, arrays: Arrays, rows: Rows) -> None:
        self.arrays, self.rows = arrays, rows
        self.choices: list[Choice] = []
        self.seen: set[tuple[int, bytes]] = set()
        self.penalty = 1.0
        self.raises = 0
        self.worth_seen = 0.0
        self.columns = sparse.csc_matrix(rows.master)
        towns = len(arrays.sets.TOWNS)
        self.highs = quiet_highs(solver="simplex")
        upper = np.concatenate([rows.right_hand_side, np.ones(towns)])
        lower = np.concatenate([np.full(len(rows), -UNBOUNDED), np.ones(towns)])
        empty = np.empty(0, dtype=np.int32)
        self.highs.addRows(len(lower), lower, upper, 0, empty, empty, np.empty(0))
        self.masters = len(rows.masters.names)
        self.add_columns(np.zeros(self.masters), rows.masters.upper, self.columns)
        self.slack = self.masters + np.arange(len(rows), dtype=np.int32)
        self.add_columns(np.ones(len(rows)), np.full(len(rows), UNBOUNDED), -sparse.identity(len(rows), format="csc"))

    def add_columns(self, cost: Floats, upper: Floats, columns: sparse.csc_matrix) -> None:
        count = len(cost)
        self.highs.addCols(count, cost, np.zeros(count), upper, columns.nnz, columns.indptr[:-1].astype(np.int32),
                           columns.indices.astype(np.int32), columns.data)  # fmt: skip

    def add(self, choice: Choice) -> bool:
        """Add the answers of all towns that are new; say whether any was."""
        new = [t for t in range(len(choice.roadmap)) if self.is_new(t, choice)]
        if not new:
            return False
        use = use_by_town(self.arrays, self.rows, choice)
        belongs = sparse.identity(use.shape[1], format="csc")
        columns = sparse.vstack([use, belongs], format="csc")[:, new]
        worth = worth_of(self.arrays, choice)[new]
        self.add_columns(-worth, np.full(len(new), UNBOUNDED), columns)
        self.choices.append(choice)
        self.worth_seen = max(self.worth_seen, float(np.abs(worth).max(initial=0.0)))
        return True

    def is_new(self, t: int, choice: Choice) -> bool:
        key = (t, choice.roadmap[t].tobytes() + choice.start[t].tobytes() + choice.scale[t].tobytes())
        if key in self.seen:
            return False
        self.seen.add(key)
        return True

    def solve(self) -> tuple[float, Floats]:
        """Points of the best mixture, and prices of the rows."""
        if not self.raises:
            self.raise_penalty()
        self.highs.run()
        solution = self.highs.getSolution()
        dual = np.asarray(solution.row_dual)[: len(self.rows)]
        return -self.highs.getInfo().objective_function_value, np.maximum(0.0, -dual)

    def broken(self) -> Floats:
        solution = self.highs.getSolution()
        return np.asarray(solution.col_value)[self.slack] if solution.col_value else np.zeros(len(self.rows))

    def raise_penalty(self) -> bool:
        """Make broken rows dearer; False when none is broken or dearness no longer helps."""
        if self.raises and (self.raises > 5 or self.broken().max(initial=0.0) <= 1e-7):
            return False
        self.raises += 1
        self.penalty = max(1.0, 10.0 * self.worth_seen) * 30.0 ** (self.raises - 1)
        self.highs.changeColsCost(len(self.slack), self.slack, np.full(len(self.slack), self.penalty))
        return True

    def clash(self) -> tuple[str, ...]:
        """Rows that even a mixture of answers cannot keep: no plan can."""
        broken = self.broken()
        return tuple(self.rows.names[k] for k in np.argsort(-broken) if broken[k] > 1e-6)


def use_by_town(arrays: Arrays, rows: Rows, choice: Choice) -> sparse.csc_matrix:
    """What each town's decisions use of each row (K, T)."""
    towns = len(arrays.sets.TOWNS)
    spend = sums_by_town(rows.spend, spend_of(arrays, choice).ravel(), towns)
    start = sums_by_town(rows.start, starts_of(arrays, choice).ravel(), towns)
    return sparse.csc_matrix(spend + start)


def sums_by_town(matrix: sparse.csr_matrix, quantity: Floats, towns: int) -> sparse.csr_matrix:
    entries = matrix.tocoo()
    value = entries.data * quantity[entries.col]
    town = entries.col // max(1, matrix.shape[1] // towns)
    used = value != 0.0
    return sparse.csr_matrix((value[used], (entries.row[used], town[used])), shape=(matrix.shape[0], towns))
