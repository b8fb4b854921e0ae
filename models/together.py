"""Together: one known decision for every region, the best that national money allows.

Regions are searched apart, at fixed national prices; the best of each together rarely fit the federal budget to the
rouble. A small program picks among all decisions known of each region.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import highspy
import numpy as np
from scipy import sparse

from models.blocks import Choice
from models.branching import Known
from models.diagnosis import Floats
from models.parts import Country
from models.quiet import quiet_highs

DEARER = 1.5
"""Of its price, what breaking a national row costs: scales are trimmed to fit afterwards, at about its price."""
NODES = 2_000


def best_together(country: Country, price: Floats, known: Mapping[int, Sequence[Known]]) -> Choice | None:
    """The known decisions of all regions that are worth most together; None where a region has none.

    ``max sum worth[j]*z[j] - sum penalty[k]*over[k]`` subject to one ``z`` a region and the national rows.
    """
    if not all(known.values()):
        return None
    rows, national, masters = country.rows, country.national, country.national_masters
    pieces = [(r, piece) for r, pieces_of_region in known.items() for piece in pieces_of_region]
    region = np.array([list(known).index(r) for r, _ in pieces])
    use = sparse.csc_matrix(
        (np.concatenate([piece.national_use for _, piece in pieces]),
         np.concatenate([country.touched[r] for r, _ in pieces]),
         np.concatenate([[0], np.cumsum([len(country.touched[r]) for r, _ in pieces])])),
        shape=(len(national), len(pieces)),
    )  # fmt: skip
    penalty = DEARER * np.maximum(price[national], 0.1 * price[national].max(initial=0.0)) + 1e-6
    value = np.concatenate([[piece.worth for _, piece in pieces], rows.masters.worth[masters], -penalty])
    one = sparse.csr_matrix((np.ones(len(pieces)), (region, np.arange(len(pieces)))))
    kept = sparse.hstack([use, rows.master[national][:, masters], -sparse.identity(len(national))])
    each = sparse.hstack([one, sparse.csr_matrix((len(known), len(masters) + len(national)))])
    upper = np.concatenate([np.ones(len(pieces)), rows.masters.upper[masters], np.full(len(national), np.inf)])
    solution = pick(value, upper, sparse.csc_matrix(sparse.vstack([kept, each])), rows.right_hand_side[national],
                    len(known), len(pieces))  # fmt: skip
    return None if solution is None else joined(country, known, region, solution[: len(pieces)])


def pick(
    value: Floats, upper: Floats, matrix: sparse.csc_matrix, right: Floats, regions: int, pieces: int
) -> Floats | None:
    """Solve the program: national rows at most ``right``, then one piece a region."""
    program = highspy.HighsLp()
    program.num_col_, program.num_row_ = len(value), len(right) + regions
    program.col_cost_, program.col_lower_, program.col_upper_ = -value, np.zeros(len(value)), upper
    program.row_lower_ = np.concatenate([np.full(len(right), -highspy.kHighsInf), np.ones(regions)])
    program.row_upper_ = np.concatenate([right, np.ones(regions)])
    program.a_matrix_.format_ = highspy.MatrixFormat.kColwise
    program.a_matrix_.start_, program.a_matrix_.index_ = matrix.indptr, matrix.indices
    program.a_matrix_.value_ = matrix.data
    whole, real = highspy.HighsVarType.kInteger, highspy.HighsVarType.kContinuous
    program.integrality_ = [whole] * pieces + [real] * (len(value) - pieces)
    highs = quiet_highs(mip_rel_gap=1e-5, mip_max_nodes=NODES)
    highs.passModel(program)
    highs.run()
    solution = highs.getSolution()
    return np.asarray(solution.col_value) if solution.value_valid and len(solution.col_value) else None


def joined(country: Country, known: Mapping[int, Sequence[Known]], region: Floats, weight: Floats) -> Choice:
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
