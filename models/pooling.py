"""Pooled money: what others pay of a measure before the two budgets do.

Paper 1 asks for money of state, business and residents together.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from models.case import CONTRIBUTORS, Case, Contribution
from models.columns import Columns, Indices
from models.diagnosis import Floats
from models.sets import Sets


@dataclass(frozen=True)
class Pool:
    """``share`` (K, T, C+O): part of the whole cost that a contributor pays; ``total`` (K, T, C): its sum by project.

    Contributors K in the order of ``CONTRIBUTORS``; sums in mrub of the years of works.
    """

    share: Floats
    total: Floats

    @property
    def others(self) -> Floats:
        """Share of the whole cost that is not public money (T, C+O)."""
        return np.asarray(self.share.sum(axis=0))

    @property
    def given(self) -> Floats:
        """Sums given to a project by all contributors (T, C)."""
        return np.asarray(self.total.sum(axis=0))


def pool_of(case: Case, sets: Sets, columns: Columns) -> Pool:
    """Contributions by town and measure: of each contributor the most particular row counts."""
    started, opening = columns.count, len(sets.OPENING)
    share = np.zeros((len(CONTRIBUTORS), len(sets.TOWNS), started + opening))
    total = np.zeros((len(CONTRIBUTORS), len(sets.TOWNS), started))
    for row in sorted(case.contributions, key=particularity):
        k = CONTRIBUTORS.index(row.contributor)
        towns, where = meant(sets, columns, row)
        share[k, towns[:, None], where] = row.share or 0.0
        begun = where[where < started]
        total[k, towns[:, None], begun] = row.sum_mrub or 0.0
    share[:, :, :started] *= columns.there
    return Pool(share, total * columns.there)


def particularity(row: Contribution) -> int:
    """Order in which rows are laid over one another: all, measure, town, town and measure."""
    return 2 * bool(row.town) + bool(row.measure)


def meant(sets: Sets, columns: Columns, row: Contribution) -> tuple[Indices, Indices]:
    """Towns, and columns of started and opening measures, that a row is about."""
    towns = np.array([sets.town[row.town]]) if row.town else np.arange(len(sets.TOWNS))
    if not row.measure:
        return towns, np.arange(columns.count + len(sets.OPENING))
    if row.measure in columns.own:
        town, column = columns.own[row.measure]
        return towns[towns == town], np.array([column])
    return towns, np.array([columns.of_measure(sets, row.measure)])
