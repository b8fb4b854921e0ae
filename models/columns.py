"""Columns of started measures: one for each of the catalogue, the same in all towns, then the proposals of each town.

A proposal belongs to one town, so the proposals of different towns share columns: a country of hundreds of proposals
needs only as many more columns as one town has proposals.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from models.case import Case
from models.diagnosis import Flags
from models.sets import Sets

NOT_THERE = -1
Indices = NDArray[np.int64]


@dataclass(frozen=True)
class Columns:
    """``measure`` (T, C) is the index among started measures of what stands in a town's column, or NOT_THERE.

    The first ``shared`` columns are the catalogue's. ``own`` gives town and column of every proposal.
    """

    measure: Indices
    shared: int
    own: dict[str, tuple[int, int]]

    @property
    def count(self) -> int:
        return int(self.measure.shape[1])

    @property
    def there(self) -> Flags:
        return np.asarray(self.measure != NOT_THERE)

    def of_measure(self, sets: Sets, measure: str) -> int:
        """Column of a measure of the catalogue; opening measures stand after all started columns."""
        index = sets.measure[measure]
        return index if index < self.shared else self.count + index - len(sets.STARTED)

    def of(self, sets: Sets, town: int, measure: str) -> int:
        """Column of a measure in a town, the town's own proposals included; NOT_THERE for those of other towns."""
        if measure in self.own:
            return self.own[measure][1] if self.own[measure][0] == town else NOT_THERE
        return self.of_measure(sets, measure)

    def where(self, case: Case, index: int) -> tuple[slice | Indices, int]:
        """Towns and column of a started measure by its index among them: all towns, or the one that proposes it."""
        measure = case.started[index]
        if not measure.town:
            return slice(None), index
        town, column = self.own[measure.measure]
        return np.array([town]), column


def columns_of(case: Case, sets: Sets) -> Columns:
    """Which started measure stands in which column of which town."""
    shared = sum(not m.town for m in case.started)
    own: dict[str, tuple[int, int]] = {}
    taken = dict.fromkeys(sets.TOWNS, 0)
    for measure in case.started[shared:]:
        own[measure.measure] = (sets.town[measure.town], shared + taken[measure.town])
        taken[measure.town] += 1
    measure_at = np.full((len(sets.TOWNS), shared + max(taken.values(), default=0)), NOT_THERE, dtype=np.int64)
    measure_at[:, :shared] = np.arange(shared)
    for index, measure in enumerate(case.started[shared:], start=shared):
        measure_at[own[measure.measure]] = index
    return Columns(measure_at, shared, own)
