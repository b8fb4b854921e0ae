"""Together: one known decision for every region, the best that national money allows.

Regions are searched apart, at fixed national prices; the best of each together rarely fit the federal budget to the
rouble. A small program picks among all decisions known of each region.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

import highspy
import numpy as np
from numpy.typing import NDArray
from scipy import sparse

from models.blocks import Choice
from models.branching import Known, Mixed
from models.diagnosis import Floats
from models.parts import Country
from models.quiet import quiet_highs

DEARER = 1.5
"""Of its price, what breaking a national row costs: scales are trimmed to fit afterwards, at about its price."""
NODES = 300
TRADE = ("supplied", "bought")
LONGER = 16.0
"""Steps that prices of trade go when those of money go one: towns answer them with less."""


def best_together(
    country: Country,
    price: Floats,
    known: Mapping[int, Sequence[Known]],
    window: float = np.inf,
    seconds: float = np.inf,
) -> Choice | None:
    """The known decisions of all regions that are worth most together; None where a region has none.

    Decisions further than ``window`` from the best of their region, at the prices they were valued at, are left out.
    """
    if not all(known.values()):
        return None
    known = {r: within(of_region, window) for r, of_region in known.items()}
    program = program_together(country, price, known)
    weight = program.solved(quiet_highs(mip_rel_gap=1e-4, mip_max_nodes=NODES, time_limit=seconds),
                            whole=True).col_value  # fmt: skip
    return joined(country, known, program.region, np.asarray(weight[: len(program.region)])) if len(weight) else None


def prices_together(
    country: Country, price: Floats, known: Mapping[int, Sequence[Known | Mixed]], step_share: float, dearest: Floats
) -> Floats:
    """Prices of the national rows, a step from ``price`` (K) at most, at which mixtures of what is known go together.

    They are the duals of the program in which a row may be broken, or left unused, at its price and a step. Many rows
    have any number of right prices; far away, the few decisions known of some region make up for none. A row that had
    no price may get one of a step. Sums of which the least counts share its worth among them anew, in longer steps; but
    pilots, which few decisions know, are paid a step more than they were by the ``dearest`` prices so far at most.
    """
    program = program_together(country, price, known)
    least, most = ends_of_steps(country, price, step_share, dearest)
    rows, count = program.matrix.shape[0], len(least)
    unused = sparse.csc_matrix((np.ones(count), (np.arange(count), np.arange(count))), shape=(rows, count))
    boxed = replace(
        program,
        value=np.concatenate([program.value[:-count], -most, least]),
        upper=np.concatenate([program.upper, np.full(count, np.inf)]),
        lower=np.concatenate([program.lower, np.zeros(count)]),
        matrix=sparse.csc_matrix(sparse.hstack([program.matrix, unused])),
    )
    dual = np.asarray(boxed.solved(quiet_highs(), whole=False).row_dual)[:count]
    return np.asarray(np.maximum(0.0, -dual), dtype=float)


def ends_of_steps(country: Country, price: Floats, step_share: float, dearest: Floats) -> tuple[Floats, Floats]:
    """Least and most that the price of each national row may become in a step, by what it shares out.

    Nothing is dearer than its worth, where the row is part of a sum of which the least counts.
    """
    base, joined, step = price[country.national], country.worth_joined, step_share * scale_of(country, price)
    trade = np.isin(np.array(country.rows.families)[country.national], TRADE)
    pilots = (joined > 0.0) & ~trade & (np.diff(country.rows.start[country.national].indptr) > 0)
    least = np.select([trade, joined > 0.0], [base - LONGER * step, 0.0], base - step)
    most = np.select([trade, pilots, joined > 0.0], [base + LONGER * step, (1.0 + step_share) * dearest, joined],
                     base + step)  # fmt: skip
    limit = np.where(joined > 0.0, joined, np.inf)
    return np.clip(least, 0.0, limit), np.minimum(most, limit)


def scale_of(country: Country, price: Floats) -> Floats:
    """What is much for a price of each national row: its own, its worth, or what makes all it grants worth a tenth of
    what the dearest row grants.
    """
    base, granted = price[country.national], np.abs(country.rows.right_hand_side[country.national])
    tenth = np.full(len(base), 0.1 * base.max(initial=0.0))
    np.divide(0.1 * (base * granted).max(initial=0.0), granted, out=tenth, where=granted > 0.0)
    return np.asarray(np.maximum.reduce([base, country.worth_joined, tenth]), dtype=float)


def within(known: Sequence[Known], window: float) -> Sequence[Known]:
    """Those worth no less than the best by more than ``window``."""
    best = max(piece.value for piece in known)
    return [piece for piece in known if piece.value >= best - window]


@dataclass(frozen=True)
class Program:
    """``max value.x`` over weights of pieces, then national masters, then what each national row is broken by.

    ``region`` (n) numbers the region of each piece. Rows of ``matrix``: the national ones, at most ``right``, then one
    a region: its weights add up to 1.
    """

    region: NDArray[np.int64]
    value: Floats
    upper: Floats
    lower: Floats
    matrix: sparse.csc_matrix
    right: Floats

    def solved(self, highs: highspy.Highs, *, whole: bool) -> highspy.HighsSolution:
        """The solution with whole weights, or with any."""
        program, pieces = highspy.HighsLp(), len(self.region)
        program.num_row_, program.num_col_ = self.matrix.shape
        regions = program.num_row_ - len(self.right)
        program.col_cost_, program.col_lower_, program.col_upper_ = -self.value, self.lower, self.upper
        program.row_lower_ = np.concatenate([np.full(len(self.right), -highspy.kHighsInf), np.ones(regions)])
        program.row_upper_ = np.concatenate([self.right, np.ones(regions)])
        program.a_matrix_.format_ = highspy.MatrixFormat.kColwise
        program.a_matrix_.start_, program.a_matrix_.index_ = self.matrix.indptr, self.matrix.indices
        program.a_matrix_.value_ = self.matrix.data
        if whole:
            integer, real = highspy.HighsVarType.kInteger, highspy.HighsVarType.kContinuous
            program.integrality_ = [integer] * pieces + [real] * (len(self.value) - pieces)
        highs.passModel(program)
        highs.run()
        return highs.getSolution()


def program_together(country: Country, price: Floats, known: Mapping[int, Sequence[Known | Mixed]]) -> Program:
    """``max sum worth[j]*z[j] - sum penalty[k]*over[k]`` subject to one ``z`` a region and the national rows."""
    rows, national, masters = country.rows, country.national, country.national_masters
    pieces = [(number, r, piece) for number, (r, of_region) in enumerate(known.items()) for piece in of_region]
    region = np.array([number for number, _, _ in pieces])
    use = sparse.csc_matrix(
        (np.concatenate([piece.national_use for _, _, piece in pieces]),
         np.concatenate([country.touched[r] for _, r, _ in pieces]),
         np.concatenate([[0], np.cumsum([len(country.touched[r]) for _, r, _ in pieces])])),
        shape=(len(national), len(pieces)),
    )  # fmt: skip
    penalty = DEARER * scale_of(country, price) + 1e-6
    one = sparse.csr_matrix((np.ones(len(pieces)), (region, np.arange(len(pieces)))))
    kept = sparse.hstack([use, rows.master[national][:, masters], -sparse.identity(len(national))])
    each = sparse.hstack([one, sparse.csr_matrix((len(known), len(masters) + len(national)))])
    return Program(
        region=region,
        value=np.concatenate([[piece.worth for _, _, piece in pieces], rows.masters.worth[masters], -penalty]),
        upper=np.concatenate([np.ones(len(pieces)), rows.masters.upper[masters], np.full(len(national), np.inf)]),
        lower=np.concatenate([np.zeros(len(pieces)), rows.masters.lower_at_prices[masters], np.zeros(len(national))]),
        matrix=sparse.csc_matrix(sparse.vstack([kept, each])),
        right=rows.right_hand_side[national],
    )


def joined(country: Country, known: Mapping[int, Sequence[Known]], region: NDArray[np.int64], weight: Floats) -> Choice:
    """The picked decisions of all regions as one choice."""
    arrays = country.arrays
    roadmap = np.zeros(len(arrays.sets.TOWNS), dtype=np.int64)
    start = np.full(arrays.start_cells[:2], -1, dtype=np.int64)
    scale = np.zeros(arrays.start_cells[:2])
    for number, (r, pieces) in enumerate(known.items()):
        choice = pieces[int(weight[region == number].argmax())].choice
        towns = country.towns[r]
        roadmap[towns], start[towns], scale[towns] = choice.roadmap, choice.start, choice.scale
    return Choice(roadmap, start, scale)
