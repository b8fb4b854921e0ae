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
from numpy.typing import NDArray
from scipy import sparse

from models.arrays import Arrays
from models.blocks import Answers, Choice, Reply, answer, prices_of_quantities, reply, spend_of, starts_of, worth_of
from models.diagnosis import Flags, Floats
from models.quiet import quiet_highs
from models.rules.rows import Rows

UNBOUNDED = highspy.kHighsInf
PROHIBITIVE = 1e9
DEAR_SHARE = 1e-5
"""A row whose price is this share of the penalty is part of why rows are broken: no points are worth as much."""
FREE = -1.0
"""Marks a row whose price is searched, among prices that are fixed."""


@dataclass(frozen=True)
class Mixture:
    """A mixture of answers that keeps the rows: ``town`` (n), ``weight`` (n), and the decisions of each part.

    ``points`` is what the mixture is worth: no bound from these rows can be lower.
    """

    points: float
    town: NDArray[np.int64]
    weight: Floats
    roadmap: NDArray[np.int64]
    start: NDArray[np.int64]

    def rounded(self) -> Choice | None:
        """Each town does what has most weight; None where a town is in no part."""
        order = np.lexsort((-self.weight, self.town))
        towns, first = np.unique(self.town[order], return_index=True)
        if not len(towns) or len(towns) <= towns[-1]:
            return None
        heaviest = order[first]
        start = self.start[heaviest]
        return Choice(self.roadmap[heaviest], start, np.where(start >= 0, 1.0, 0.0))


@dataclass(frozen=True)
class Prices:
    """Prices of the rows (K) and the bound they prove; ``clash`` names rows that no mixture of answers can keep.

    ``cut`` says that time, not the search for prices, came to an end.
    """

    price: Floats
    bound: float
    mixture: Mixture = field(repr=False)
    clash: tuple[str, ...] = ()
    choices: tuple[Choice, ...] = field(default=(), repr=False)
    cut: bool = False


def bound_at(arrays: Arrays, rows: Rows, price: Floats, forced: Flags | None = None) -> tuple[float, Answers]:
    """The bound that prices prove, and the towns' answers to them."""
    answers = answer(arrays, *prices_of_quantities(arrays, rows, price), forced)
    return float(price @ rows.right_hand_side + answers.value.sum()) + masters_worth(rows, price), answers


def reply_at(arrays: Arrays, rows: Rows, price: Floats, forced: Flags | None = None) -> tuple[float, Reply]:
    """The same without what every option would bring, for any number of towns."""
    replied = reply(arrays, *prices_of_quantities(arrays, rows, price), forced)
    return float(price @ rows.right_hand_side + replied.value.sum()) + masters_worth(rows, price), replied


def masters_worth(rows: Rows, price: Floats) -> float:
    """``sum_j U[j] * max(0, -(lambda.B)[j])``: what the master variables can gain at the prices."""
    return float(rows.masters.upper @ np.maximum(0.0, -(price @ rows.master)))


def find_prices(
    arrays: Arrays,
    rows: Rows,
    *,
    gap_share: float = 1e-5,
    seconds: float = 60.0,
    report: Callable[[float, float], None] | None = None,
    stop_asked: Callable[[], bool] | None = None,
) -> Prices:
    """Prices with a tight bound, until bound and mixture meet, time is up or a stop is asked."""
    stranded = tuple(f"one_roadmap[{arrays.sets.TOWNS[t]}]" for t in np.nonzero(~arrays.menu.offered.any(axis=1))[0])
    if stranded:
        nothing = np.empty(0, dtype=np.int64)
        mixture = Mixture(-np.inf, nothing, np.empty(0), nothing, nothing.reshape(0, arrays.started))
        return Prices(np.zeros(len(rows)), -np.inf, mixture, stranded)
    end = monotonic() + seconds
    mixer = Mixer(arrays, rows, np.full(len(rows), FREE))
    for bound, price, replied in first_answers(arrays, rows):
        mixer.best.offer(bound, price)
        mixer.add(replied.choice)
    return mixer.meet(gap_share=gap_share, over=lambda: monotonic() > end or bool(stop_asked and stop_asked()),
                      report=report)  # fmt: skip


def price_part(
    arrays: Arrays,
    rows: Rows,
    fixed: Floats,
    start: Floats,
    forced: Flags,
    *,
    usage: Usage,
    known: tuple[Choice, ...],
    gap_share: float,
    enough: float,
) -> Prices:
    """Prices of the rows that are not ``fixed``, beginning at ``start``; stops once the bound is at most ``enough``.

    ``known`` are answers given elsewhere; those that are still offered save asking for them again.
    """
    mixer = Mixer(arrays, rows, fixed, forced, usage)
    bound, replied = reply_at(arrays, rows, start, forced)
    if np.isfinite(bound):
        mixer.best.offer(bound, start)
        mixer.add(replied.choice)
        for choice in known:
            mixer.add(choice, still_offered(arrays, choice, forced))
        ones, zeros = unit_prices(arrays)
        mixer.add(reply(arrays, PROHIBITIVE * ones, zeros, forced).choice)
        return mixer.meet(gap_share=gap_share, enough=enough)
    return Prices(start, bound, mixer.mixture())


def unit_prices(arrays: Arrays) -> tuple[Floats, Floats]:
    """A price of 1 on all spending, and of 0 on all starts."""
    return np.ones(arrays.cells), np.zeros(arrays.start_cells)


def first_answers(arrays: Arrays, rows: Rows) -> list[tuple[float, Floats, Reply]]:
    """Bounds and answers at uniform prices of money: the best of a ladder with its neighbours, and next to nothing.

    Prices far from the best would only make the first mixtures slow to find.
    """
    steps = []
    for level in ladder(arrays, rows):
        price = money_price(rows, level)
        steps.append((*reply_at(arrays, rows, price), price))
    best = int(np.argmin([bound for bound, _, _ in steps]))
    kept = sorted({max(0, best - 1), best, min(len(steps) - 1, best + 1), len(steps) - 1})
    return [(steps[i][0], steps[i][2], steps[i][1]) for i in kept]


def ladder(arrays: Arrays, rows: Rows) -> list[float]:
    """Prices of money, from nearly free to prohibitive: answers to them are a fair first mixture."""
    free = worth_of(arrays, reply_at(arrays, rows, np.zeros(len(rows)))[1].choice).sum()
    budget = sum(money.sum() for money in rows.masters.budget.values())
    level = free / budget if budget > 0 else 1.0
    return [*(level * 2.0**k for k in range(-6, 3)), PROHIBITIVE * max(1.0, level)]


def money_price(rows: Rows, level: float) -> Floats:
    """Prices of rows at which every rouble costs the same, whoever pays and whenever."""
    return np.where(np.isin(rows.families, ("federal_budget", "region_budget")), level, 0.0)


@dataclass
class Best:
    """The prices with the least bound so far."""

    price: Floats | None = None
    bound: float = np.inf

    def offer(self, bound: float, price: Floats) -> bool:
        if bound < self.bound:
            self.price, self.bound = price, bound
            return True
        return False


class Mixer:
    """The master program: mixtures of answers of each town that keep the joining rows, as a minimisation in HiGHS.

    Rows with a price in ``fixed`` are paid for at that price instead of being kept. The others may be broken at a
    penalty, so that there is always a mixture; ``raise_penalty`` makes that dearer until it is not worth it or plainly
    unavoidable.
    """

    def __init__(
        self, arrays: Arrays, rows: Rows, fixed: Floats, forced: Flags | None = None, usage: Usage | None = None
    ) -> None:
        self.arrays, self.rows, self.fixed, self.forced = arrays, rows, fixed, forced
        self.free = np.nonzero(fixed == FREE)[0]
        self.paid = np.nonzero(fixed != FREE)[0]
        self.best = Best()
        self.usage = usage or Usage(rows, len(arrays.sets.TOWNS))
        self.price_paid = np.where(fixed == FREE, 0.0, fixed)
        self.place = np.full(len(rows), -1)
        self.place[self.free] = np.arange(len(self.free))
        self.parts: list[tuple[int, int, NDArray[np.int64]]] = []
        self.choices: list[Choice] = []
        self.seen: set[tuple[int, bytes]] = set()
        self.raises = 0
        self.value = np.empty(0)
        self.points = -np.inf
        self.penalty = 1.0
        self.dual = np.zeros(len(self.free))
        self.worth_seen = 0.0
        towns, free = len(arrays.sets.TOWNS), len(self.free)
        self.highs = quiet_highs(solver="simplex")
        upper = np.concatenate([rows.right_hand_side[self.free], np.ones(towns)])
        lower = np.concatenate([np.full(free, -UNBOUNDED), np.ones(towns)])
        empty = np.empty(0, dtype=np.int32)
        self.highs.addRows(len(lower), lower, upper, 0, empty, empty, np.empty(0))
        self.masters = len(rows.masters.names)
        self.slack = self.masters + np.arange(free, dtype=np.int32)
        master_cost = fixed[self.paid] @ rows.master[self.paid]
        self.add_columns(master_cost, rows.masters.upper, sparse.csc_matrix(rows.master[self.free]))
        self.add_columns(np.ones(free), np.full(free, UNBOUNDED), -sparse.identity(free, format="csc"))

    def add_columns(self, cost: Floats, upper: Floats, columns: sparse.csc_matrix) -> None:
        count = len(cost)
        self.highs.addCols(count, cost, np.zeros(count), upper, columns.nnz, columns.indptr[:-1].astype(np.int32),
                           columns.indices.astype(np.int32), columns.data)  # fmt: skip

    def add(self, choice: Choice, wanted: Flags | None = None) -> bool:
        """Add the answers of all towns, or those wanted, that are new; say whether any was."""
        towns = range(len(choice.roadmap)) if wanted is None else np.nonzero(wanted)[0].tolist()
        new = [t for t in towns if self.is_new(t, choice)]
        if not new:
            return False
        self.choices.append(choice)
        usage = self.usage
        use = usage.of(spend_of(self.arrays, choice), starts_of(self.arrays, choice))
        paid = np.bincount(usage.town, self.price_paid[usage.row] * use, minlength=len(choice.roadmap))
        worth = (worth_of(self.arrays, choice) - paid)[new]
        position = np.full(len(choice.roadmap), -1)
        position[new] = np.arange(len(new))
        kept = (position[usage.town] >= 0) & (self.place[usage.row] >= 0) & (use != 0.0)
        row = np.concatenate([self.place[usage.row[kept]], len(self.free) + np.array(new)])
        column = np.concatenate([position[usage.town[kept]], np.arange(len(new))])
        value = np.concatenate([use[kept], np.ones(len(new))])
        shape = (len(self.free) + len(choice.roadmap), len(new))
        self.add_columns(-worth, np.full(len(new), UNBOUNDED), sparse.csc_matrix((value, (row, column)), shape=shape))
        self.parts += [(t, int(choice.roadmap[t]), choice.start[t]) for t in new]
        self.worth_seen = max(self.worth_seen, float(np.abs(worth).max(initial=0.0)))
        return True

    def is_new(self, t: int, choice: Choice) -> bool:
        key = (t, choice.roadmap[t].tobytes() + choice.start[t].tobytes() + choice.scale[t].tobytes())
        if key in self.seen:
            return False
        self.seen.add(key)
        return True

    def meet(
        self,
        *,
        gap_share: float,
        enough: float = -np.inf,
        over: Callable[[], bool] = lambda: False,
        report: Callable[[float, float], None] | None = None,
    ) -> Prices:
        """Mix and ask again until bound and mixture meet, the bound is ``enough``, or it is over."""
        blend, met, cut = 0.5, False, False
        while not met and self.best.bound > enough:
            mixture, dual = self.solve()
            better, new = self.ask(dual, blend)
            blend = min(0.9, blend + 0.05) if better else max(0.0, blend - 0.1)
            if report:
                report(self.best.bound, mixture)
            close = self.best.bound - mixture <= gap_share * max(1.0, abs(mixture)) or not new
            met = close and not self.raise_penalty()
            cut = not met and over()
            if cut:
                break
        assert self.best.price is not None
        # Rows that are still broken when nothing new is to be had cannot be kept; before that it says nothing.
        return Prices(self.best.price, self.best.bound, self.mixture(), self.clash() if met else (),
                      tuple(self.choices), cut)  # fmt: skip

    def ask(self, dual: Floats, blend: float) -> tuple[bool, bool]:
        """Let the towns answer to a blend of prices, or to the duals if that brings nothing new."""
        better = new = False
        for weight in (blend, 0.0):
            price = dual if self.best.price is None else weight * self.best.price + (1.0 - weight) * dual
            bound, replied = reply_at(self.arrays, self.rows, price, self.forced)
            better = self.best.offer(bound, price)
            new = self.add(replied.choice)
            if new:
                break
        return better, new

    def solve(self) -> tuple[float, Floats]:
        """Points of the best mixture, and prices of all rows."""
        if not self.raises:
            self.raise_penalty()
        self.highs.run()
        solution = self.highs.getSolution()
        # Kept here because HiGHS forgets the solution when columns are added.
        self.value = np.asarray(solution.col_value)
        self.points = -float(self.highs.getInfo().objective_function_value)
        price = self.fixed.copy()
        self.dual = np.maximum(0.0, -np.asarray(solution.row_dual)[: len(self.free)])
        price[self.free] = self.dual
        return self.points, price

    def mixture(self) -> Mixture:
        """The mixture of the last solve."""
        value = self.value[self.masters + len(self.free) :]
        used = np.nonzero(value > 1e-9)[0]
        parts = [self.parts[i] for i in used]
        return Mixture(
            self.points,
            np.array([t for t, _, _ in parts], dtype=np.int64),
            value[used],
            np.array([p for _, p, _ in parts], dtype=np.int64),
            np.array([s for _, _, s in parts], dtype=np.int64).reshape(len(parts), self.arrays.started),
        )

    def broken(self) -> Floats:
        return self.value[self.slack] if len(self.value) else np.zeros(len(self.free))

    def raise_penalty(self) -> bool:
        """Make broken rows dearer; False when none is broken or dearness no longer helps."""
        if self.raises and (self.raises > 5 or self.broken().max(initial=0.0) <= 1e-7):
            return False
        self.raises += 1
        self.penalty = max(1.0, 10.0 * self.worth_seen) * 30.0 ** (self.raises - 1)
        self.highs.changeColsCost(len(self.slack), self.slack, np.full(len(self.slack), self.penalty))
        return True

    def clash(self) -> tuple[str, ...]:
        """Rows that even a mixture of answers cannot keep, and those they are at odds with: no plan keeps them all.

        What is broken at any price stands first; then what has a price of the order of the penalty, the dearest first.
        """
        broken = self.broken()
        if broken.max(initial=0.0) <= 1e-6:
            return ()
        dear = np.where(self.dual > DEAR_SHARE * self.penalty, self.dual / self.penalty, 0.0)
        weight = np.where(broken > 1e-6, 1e6 + broken, dear)
        return tuple(self.rows.names[self.free[k]] for k in np.argsort(-weight, kind="stable") if weight[k] > 0)


def still_offered(arrays: Arrays, choice: Choice, forced: Flags) -> Flags:
    """Towns (T) whose decisions are among what is offered, and start what must start."""
    towns, measures = np.arange(len(choice.roadmap)), np.arange(choice.start.shape[1])
    started = choice.start >= 0
    roadmap = choice.roadmap[:, None]
    offered = arrays.effects.offered[towns[:, None], roadmap, measures, np.maximum(choice.start, 0)]
    kept = (offered | ~started) & (started | ~forced)
    return np.asarray(arrays.menu.offered[towns, choice.roadmap] & kept.all(axis=1), dtype=bool)


class Usage:
    """What each town's decisions use of each row, in column order: the pattern is found once, the values each time.

    ``row`` and ``town`` (n) say where the values (n) stand, ordered by town, then by row.
    """

    def __init__(self, rows: Rows, towns: int) -> None:
        spend, start = rows.spend.tocoo(), rows.start.tocoo()
        self.spend_column, self.start_column = spend.col, start.col
        self.coefficient = np.concatenate([spend.data, start.data])
        spend_town = spend.col // max(1, rows.spend.shape[1] // max(1, towns))
        start_town = start.col // max(1, rows.start.shape[1] // max(1, towns))
        count = max(1, len(rows))
        key = np.concatenate([spend_town, start_town]) * np.int64(count) + np.concatenate([spend.row, start.row])
        found, self.entry = np.unique(key, return_inverse=True)
        self.town, self.row = found // count, found % count

    def of(self, spend: Floats, start: Floats) -> Floats:
        """Values for the spending (T, lines, Y) and the starts (T, C, S) of all towns."""
        quantity = np.concatenate([spend.ravel()[self.spend_column], start.ravel()[self.start_column]])
        total = np.bincount(self.entry, self.coefficient * quantity, minlength=len(self.row))
        return np.asarray(total, dtype=float)
