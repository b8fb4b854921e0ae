"""Mixing: the master program of column generation, over answers that towns have given.

The master program mixes answers of towns so that the joining rows are kept; its duals are new prices, the towns answer
again. The prices asked at are a blend of the best so far and the new ones, which keeps them from swinging (Wentges
1997).
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from typing import Any

import highspy
import numpy as np
from numpy.typing import NDArray
from scipy import sparse

from models.blocks import Choice, scales_of, spend_of, starts_of, worth_of
from models.bound import FREE, reply_at
from models.diagnosis import Flags, Floats
from models.pairs import Offer, narrow_offer
from models.quiet import quiet_highs
from models.rules.rows import Rows

UNBOUNDED = highspy.kHighsInf
PRIMAL_SIMPLEX = 4
DEAR_SHARE = 1e-5
"""A row whose price is this share of the penalty is part of why rows are broken: no points are worth as much."""
FEW_ROADMAPS = 16
"""Roadmaps a town that prices are first found over, where a country has many more."""
ROUGHLY = 10.0
"""Over few roadmaps, how much further than asked bound and mixture may stay apart at first."""
BROKEN_TOLERANCE = 1e-9
POOLED_FAMILIES = frozenset({"supplied", "bought", "follows", "piloted"})
ANSWERS_A_TOWN = 12
"""Answers handed on to a branch, so that it need not ask for them again."""
ROUGH_SPLIT = 0.1
"""Of what a branch is better than enough, how far apart bound and mixture may stay before it is split."""


@dataclass(frozen=True)
class Mixture:
    """A mixture of answers that keeps the rows: ``town`` (n), ``weight`` (n), and the decisions of each part.

    ``points`` is what the mixture is worth: no bound from these rows can be lower. ``worth`` is that before rows at
    fixed prices are paid for, ``paid_use`` what it takes of them.
    """

    points: float
    worth: float
    paid_use: Floats
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
class Answered:
    """Answers of single towns as columns of a master program (n): they stay answers wherever they are offered.

    ``points`` (n) is what they are worth, ``paid_use`` (rows at fixed prices, n) what they take of the rows that are
    paid for; ``worth`` (n) is what is left after that, ``use`` (rows kept and one a town, n) what they take of others.
    """

    town: NDArray[np.int64]
    roadmap: NDArray[np.int64]
    start: NDArray[np.int64]
    scale: Floats
    points: Floats
    paid_use: sparse.csc_matrix
    worth: Floats
    use: sparse.csc_matrix

    def __len__(self) -> int:
        return len(self.town)

    def at_prices(self, paid: Floats) -> Answered:
        """The same where the rows that are paid for have other prices."""
        return replace(self, worth=np.asarray(self.points - paid @ self.paid_use))

    def only(self, wanted: NDArray[Any]) -> Answered:
        """Some of them."""
        return Answered(self.town[wanted], self.roadmap[wanted], self.start[wanted], self.scale[wanted],
                        self.points[wanted], self.paid_use[:, wanted], self.worth[wanted],
                        self.use[:, wanted])  # fmt: skip

    def as_choices(self) -> Iterator[Choice]:
        """Choices of all towns in which every answer stands once; a town with fewer answers repeats its last."""
        order = np.argsort(self.town, kind="stable")
        towns, first, count = np.unique(self.town[order], return_index=True, return_counts=True)
        assert len(towns) == towns[-1] + 1, "every town has an answer"
        for k in range(int(count.max())):
            at = order[first + np.minimum(k, count - 1)]
            yield Choice(self.roadmap[at], self.start[at], self.scale[at])

    def still_offered(self, menu_offered: Flags, offered: Flags, forced: Flags) -> Answered:
        """Those whose decisions are among what is offered, and start what must start."""
        started = self.start >= 0
        measures = np.arange(self.start.shape[1])
        there = offered[self.town[:, None], self.roadmap[:, None], measures, np.maximum(self.start, 0)]
        kept = (there | ~started) & (started | ~forced[self.town])
        return self.only(np.nonzero(menu_offered[self.town, self.roadmap] & kept.all(axis=1))[0])


def gathered(blocks: Sequence[Answered]) -> Answered:
    """Several blocks of columns as one."""
    return Answered(
        town=np.concatenate([block.town for block in blocks]),
        roadmap=np.concatenate([block.roadmap for block in blocks]),
        start=np.concatenate([block.start for block in blocks]),
        scale=np.concatenate([block.scale for block in blocks]),
        points=np.concatenate([block.points for block in blocks]),
        paid_use=sparse.hstack([block.paid_use for block in blocks], format="csc"),
        worth=np.concatenate([block.worth for block in blocks]),
        use=sparse.hstack([block.use for block in blocks], format="csc"),
    )


@dataclass(frozen=True)
class Prices:
    """Prices of the rows (K) and the bound they prove; ``clash`` names rows that no mixture of answers can keep.

    ``answered`` are the answers met on the way; ``cut`` says that time, not the search for prices, came to an end.
    """

    price: Floats
    bound: float
    mixture: Mixture = field(repr=False)
    clash: tuple[str, ...] = ()
    answered: Answered | None = field(default=None, repr=False)
    cut: bool = False


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
        self,
        offer: Offer,
        rows: Rows,
        fixed: Floats,
        forced: Flags | None = None,
        usage: Usage | None = None,
        *,
        pool: bool = False,
    ) -> None:
        self.offer, self.arrays, self.rows, self.fixed, self.forced = offer, offer.arrays, rows, fixed, forced
        self.free = np.nonzero(fixed == FREE)[0]
        self.paid = np.nonzero(fixed != FREE)[0]
        self.best = Best()
        self.usage = usage or Usage(rows, len(self.arrays.sets.TOWNS))
        pools, weight = pooled(rows, self.free) if pool else (np.arange(len(self.free)), np.ones(len(self.free)))
        self.count = int(pools.max(initial=-1)) + 1
        self.place, self.weight = np.full(len(rows), -1), np.zeros(len(rows))
        self.place[self.free], self.weight[self.free] = pools, weight
        self.place_paid = np.full(len(rows), -1)
        self.place_paid[self.paid] = np.arange(len(self.paid))
        pool = sparse.csr_matrix((weight, (pools, self.free)), shape=(self.count, len(rows)))
        self.blocks: list[Answered] = []
        self.seen: set[tuple[int, bytes]] = set()
        self.raises = 0
        self.value, self.reduced_cost = np.empty(0), np.empty(0)
        self.points = -np.inf
        self.penalty = 1.0
        self.dual = np.zeros(self.count)
        self.worth_seen = 0.0
        self.right = pool @ rows.right_hand_side
        # Where a row of the master program stands in HiGHS; -1 while no answer breaks it.
        kept = np.ones(self.count, dtype=bool)
        kept[pools] = ~self.usage.of_one_town[self.free]
        towns, free = len(self.arrays.sets.TOWNS), self.count
        self.in_highs = np.where(kept, np.cumsum(kept) - 1, -1)
        self.in_highs = np.concatenate([self.in_highs, kept.sum() + np.arange(towns)])
        self.highs_rows = int(kept.sum()) + towns
        # New answers keep the old mixture feasible, which is where the primal simplex method goes on from.
        self.highs = quiet_highs(solver="simplex", simplex_strategy=PRIMAL_SIMPLEX)
        upper = np.concatenate([self.right[kept], np.ones(towns)])
        lower = np.concatenate([np.full(kept.sum(), -UNBOUNDED), np.ones(towns)])
        empty = np.empty(0, dtype=np.int32)
        self.highs.addRows(len(lower), lower, upper, 0, empty, empty, np.empty(0))
        self.masters = len(rows.masters.names)
        self.slack = self.masters + np.arange(free, dtype=np.int32)
        master_cost = fixed[self.paid] @ rows.master[self.paid] - rows.masters.worth
        kept_alone = np.diff(sparse.csc_matrix(rows.master[self.paid]).indptr) == 0
        lower = np.where(kept_alone, rows.masters.lower_at_prices, 0.0)
        self.add_columns(master_cost, rows.masters.upper, sparse.csc_matrix(pool @ rows.master), lower)
        self.add_columns(np.ones(free), np.full(free, UNBOUNDED), -sparse.identity(free, format="csc"))

    def add_columns(self, cost: Floats, upper: Floats, columns: sparse.csc_matrix, lower: Floats | None = None) -> None:
        """Columns over the rows kept and one a town, as far as these stand in HiGHS; ``lower`` is 0 if not given."""
        count = len(cost)
        place = self.in_highs[columns.indices]
        there = place >= 0
        pointer = np.concatenate([[0], np.cumsum(there)])[columns.indptr]
        self.highs.addCols(count, cost, np.zeros(count) if lower is None else lower, upper, int(pointer[-1]),
                           pointer[:-1].astype(np.int32), place[there].astype(np.int32),
                           columns.data[there])  # fmt: skip

    def add_broken_rows(self, use: sparse.csc_matrix) -> None:
        """Give HiGHS the rows of one town that new answers break: what every answer keeps, every mixture keeps."""
        free = use.indices < self.count
        row, value = use.indices[free], use.data[free]
        broken = (self.in_highs[row] < 0) & (value > self.right[row] + BROKEN_TOLERANCE)
        new = np.unique(row[broken])
        if not len(new):
            return
        self.in_highs[new] = self.highs_rows + np.arange(len(new))
        self.highs_rows += len(new)
        parts = [-sparse.identity(self.count, format="csr")[new]]
        parts += [block.use.tocsr()[new] for block in self.blocks]
        added = sparse.csr_matrix(sparse.hstack(parts))
        self.highs.addRows(len(new), np.full(len(new), -UNBOUNDED), self.right[new], added.nnz,
                           added.indptr[:-1].astype(np.int32), (self.masters + added.indices).astype(np.int32),
                           added.data)  # fmt: skip

    def add(self, choice: Choice) -> bool:
        """Add the answers of towns that are new; say whether any was."""
        towns = range(len(choice.roadmap))
        new = [t for t in towns if self.is_new(t, choice.roadmap[t], choice.start[t], choice.scale[t])]
        if not new:
            return False
        usage = self.usage
        use = usage.of(spend_of(self.arrays, choice), starts_of(self.arrays, choice), scales_of(self.arrays, choice))
        position = np.full(len(towns), -1)
        position[new] = np.arange(len(new))
        there = (position[usage.town] >= 0) & (use != 0.0)
        kept, paid = there & (self.place[usage.row] >= 0), there & (self.place_paid[usage.row] >= 0)
        row = np.concatenate([self.place[usage.row[kept]], self.count + np.array(new)])
        column = np.concatenate([position[usage.town[kept]], np.arange(len(new))])
        value = np.concatenate([self.weight[usage.row[kept]] * use[kept], np.ones(len(new))])
        paid_column, paid_row = position[usage.town[paid]], usage.row[paid]
        points = worth_of(self.arrays, choice)[new]
        worth = points - np.bincount(paid_column, self.fixed[paid_row] * use[paid], minlength=len(new))
        paid_use = by_columns(use[paid], self.place_paid[paid_row], paid_column, (len(self.paid), len(new)))
        use_kept = by_columns(value, row, column, (self.count + len(towns), len(new)))
        self.put(Answered(np.array(new), choice.roadmap[new], choice.start[new], choice.scale[new], points, paid_use,
                          worth, use_kept))  # fmt: skip
        return True

    def take(self, known: Answered) -> None:
        """Begin with answers given elsewhere at the same fixed prices."""
        for t, roadmap, start, scale in zip(known.town.tolist(), known.roadmap, known.start, known.scale, strict=True):
            self.is_new(t, roadmap, start, scale)
        self.put(known)

    def put(self, block: Answered) -> None:
        self.add_broken_rows(block.use)
        self.add_columns(-block.worth, np.full(len(block), UNBOUNDED), block.use)
        self.blocks.append(block)
        self.worth_seen = max(self.worth_seen, float(np.abs(block.worth).max(initial=0.0)))

    def is_new(self, t: int, roadmap: NDArray[Any], start: NDArray[Any], scale: NDArray[Any]) -> bool:
        key = (t, roadmap.tobytes() + start.tobytes() + scale.tobytes())
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
        met, cut = self.approach(self.offer, self.best, gap_share=gap_share, enough=enough, over=over, report=report)
        assert self.best.price is not None
        # Rows that are still broken when nothing new is to be had cannot be kept; before that it says nothing.
        return Prices(self.best.price, self.best.bound, self.mixture(), self.clash() if met else (),
                      self.nearest(), cut)  # fmt: skip

    def approach(
        self,
        offer: Offer,
        best: Best,
        *,
        gap_share: float,
        enough: float,
        over: Callable[[], bool],
        report: Callable[[float, float], None] | None,
    ) -> tuple[bool, bool]:
        """The rounds of it over what is offered: whether bound and mixture met, and whether it was cut short."""
        blend, met, cut = 0.5, False, False
        while not met and best.bound > enough:
            mixture, dual = self.solve()
            better, new = self.ask(offer, best, dual, blend)
            blend = min(0.9, blend + 0.05) if better else max(0.0, blend - 0.1)
            if report:
                report(self.best.bound, mixture)
            apart = gap_share * max(1.0, abs(mixture))
            if np.isfinite(enough):
                # Where the bound cannot become enough, prices need only be good enough to split at.
                apart = max(apart, ROUGH_SPLIT * (mixture - enough))
            close = best.bound - mixture <= apart or not new
            met = close and not self.raise_penalty()
            cut = not met and over()
            if cut:
                break
        return met, cut

    def meet_roughly(
        self,
        by_roadmap: Floats,
        *,
        gap_share: float,
        over: Callable[[], bool],
        report: Callable[[float, float], None] | None,
        hear: Callable[[Mixture], None],
    ) -> None:
        """Rounds over the few best roadmaps of each town (T, P), until asking for all others brings nothing much.

        What few roadmaps prove holds for them alone, so only answers over all roadmaps count for the bound.
        """
        kept = np.zeros(by_roadmap.shape, dtype=bool)
        better, close = True, ROUGHLY * gap_share
        while better and not over():
            few = np.argpartition(-by_roadmap, FEW_ROADMAPS, axis=1)[:, :FEW_ROADMAPS]
            np.put_along_axis(kept, few, True, axis=1)
            for block in self.blocks:
                kept[block.town, block.roadmap] = True
            kept &= self.arrays.menu.offered
            offer, rough = narrow_offer(self.arrays, kept), Best()
            assert self.best.price is not None
            rough.offer(reply_at(offer, self.rows, self.best.price, self.forced)[0], self.best.price)
            self.approach(offer, rough, gap_share=close, enough=-np.inf, over=over, report=report)
            if close > gap_share:
                hear(self.mixture())
            assert rough.price is not None
            bound, replied = reply_at(self.offer, self.rows, rough.price, self.forced)
            before, by_roadmap = self.best.bound, replied.by_roadmap
            self.best.offer(bound, rough.price)
            new = self.add(replied.choice)
            # The roadmaps that all answers prefer to the few are taken in until they no longer matter.
            better, close = new and before - self.best.bound > gap_share * abs(bound), gap_share

    def ask(self, offer: Offer, best: Best, dual: Floats, blend: float) -> tuple[bool, bool]:
        """Let the towns answer to a blend of prices, or to the duals if that brings nothing new."""
        better = new = False
        for weight in (blend, 0.0):
            price = dual if best.price is None else weight * best.price + (1.0 - weight) * dual
            bound, replied = reply_at(offer, self.rows, price, self.forced)
            better = best.offer(bound, price)
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
        self.reduced_cost = np.asarray(solution.col_dual)[self.masters + self.count :]
        self.points = -float(self.highs.getInfo().objective_function_value)
        price = self.fixed.copy()
        there = self.in_highs[: self.count] >= 0
        self.dual[there] = np.maximum(0.0, -np.asarray(solution.row_dual)[self.in_highs[: self.count][there]])
        price[self.free] = self.weight[self.free] * self.dual[self.place[self.free]]
        return self.points, price

    def mixture(self) -> Mixture:
        """The mixture of the last solve."""
        masters, value = self.value[: self.masters], self.value[self.masters + self.count :]
        used = np.nonzero(value > 1e-9)[0]
        town, roadmap, start, points = (
            np.concatenate([getattr(block, name) for block in self.blocks])[used]
            for name in ("town", "roadmap", "start", "points")
        )
        # Answers met since the last solve have no weight.
        paid_use, first = self.rows.master[self.paid] @ masters, 0
        for block in self.blocks:
            if first < len(value):
                paid_use = paid_use + block.paid_use @ value[first : first + len(block)]
            first += len(block)
        worth = float(points @ value[used] + self.rows.masters.worth @ masters)
        return Mixture(self.points, worth, np.asarray(paid_use), town, value[used], roadmap, start)

    def unpooled(self) -> Mixer:
        """The same with every row kept by itself, beginning with the answers of the last mixture.

        All answers met would do as well, but so many new rows make them dear to carry along.
        """
        mixer = Mixer(self.offer, self.rows, self.fixed, self.forced, self.usage)
        mixer.best = self.best
        used = np.nonzero(self.value[self.masters + self.count :] > 1e-9)[0]
        for choice in gathered(self.blocks).only(used).as_choices():
            mixer.add(choice)
        return mixer

    @property
    def pools(self) -> bool:
        """Whether some rows are kept together only."""
        return self.count < len(self.free)

    def nearest(self) -> Answered:
        """The answers that the last mixture took or nearly took, for parts of the same problem to begin with."""
        answered = gathered(self.blocks)
        most = ANSWERS_A_TOWN * len(self.arrays.sets.TOWNS)
        if len(answered) <= most or len(self.reduced_cost) < len(answered):
            return answered
        return answered.only(np.sort(np.argsort(self.reduced_cost[: len(answered)], kind="stable")[:most]))

    def broken(self) -> Floats:
        return self.value[self.slack] if len(self.value) else np.zeros(self.count)

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
        first = self.free[np.unique(self.place[self.free], return_index=True)[1]]
        return tuple(self.rows.names[first[k]] for k in np.argsort(-weight, kind="stable") if weight[k] > 0)


def pooled(rows: Rows, free: NDArray[np.int64]) -> tuple[NDArray[np.int64], Floats]:
    """The row of the master program that each free row is part of (n), and its weight there (n).

    Rows that join the whole country, year by year and group by group, are dense and many. First prices come quicker
    where those of one product, or of one measure, are kept together only, each at its worth: their prices are then in
    proportion, and the bound holds, but a pilot in one group of towns may then be followed in another.
    """
    place, weight = np.empty(len(free), dtype=np.int64), np.ones(len(free))
    number: dict[str, int] = {}
    for i, k in enumerate(free.tolist()):
        name = rows.names[k]
        if rows.families[k] in POOLED_FAMILIES:
            name = name[: name.index(",")]
            weight[i] = rows.masters.worth[rows.master[k].indices[0]]
        place[i] = number.setdefault(name, len(number))
    return place, weight


def by_columns(
    value: Floats, row: NDArray[np.int64], column: NDArray[np.int64], shape: tuple[int, int]
) -> sparse.csc_matrix:
    """A matrix of its entries; small ones come sooner so than by way of coordinates."""
    order = np.argsort(column, kind="stable")
    pointer = np.searchsorted(column[order], np.arange(shape[1] + 1))
    matrix = sparse.csc_matrix((value[order], row[order], pointer), shape=shape)
    matrix.sum_duplicates()
    return matrix


class Usage:
    """What each town's decisions use of each row, in column order: the pattern is found once, the values each time.

    ``row`` and ``town`` (n) say where the values (n) stand, ordered by town, then by row; ``of_one_town`` (K) marks
    rows that one town alone can break, by what it does.
    """

    def __init__(self, rows: Rows, towns: int) -> None:
        parts = [matrix.tocoo() for matrix in (rows.spend, rows.start, rows.scale)]
        self.columns = [part.col for part in parts]
        self.coefficient = np.concatenate([part.data for part in parts])
        town = np.concatenate([part.col // max(1, part.shape[1] // max(1, towns)) for part in parts])
        count = max(1, len(rows))
        key = town * np.int64(count) + np.concatenate([part.row for part in parts])
        found, self.entry = np.unique(key, return_inverse=True)
        self.town, self.row = found // count, found % count
        with_masters = np.diff(rows.master.indptr) > 0
        self.of_one_town = (np.bincount(self.row, minlength=len(rows)) == 1) & ~with_masters
        # A row that asks for something is broken by doing nothing.
        self.of_one_town &= rows.right_hand_side >= 0.0

    def of(self, *quantities: Floats) -> Floats:
        """Values for the spending (T, lines, Y), starts and scales (T, C, S) of all towns."""
        quantity = np.concatenate([table.ravel()[at] for table, at in zip(quantities, self.columns, strict=True)])
        total = np.bincount(self.entry, self.coefficient * quantity, minlength=len(self.row))
        return np.asarray(total, dtype=float)
