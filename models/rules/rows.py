"""Named sparse rows over the quantities of towns (spending, starts, scales) and the master variables."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from functools import cached_property

import numpy as np
from numpy.typing import NDArray
from scipy import sparse

from models.arrays import Arrays
from models.case import UNPLACED, Origin
from models.diagnosis import Floats
from models.rules.masters import Masters

Indices = NDArray[np.int64]


@dataclass(frozen=True)
class Terms:
    """Coefficients of a row over one kind of quantity, by flat index."""

    index: Indices
    value: Floats


NOTHING = Terms(np.empty(0, dtype=np.int64), np.empty(0))


def terms(index: Indices | Sequence[int], value: float | Floats | Sequence[float] = 1.0) -> Terms:
    where = np.asarray(index, dtype=np.int64).ravel()
    return Terms(where, np.broadcast_to(np.asarray(value, dtype=float), where.shape))


@dataclass(frozen=True)
class Row:
    """Terms of spending, starts, scales and master variables, whose sum is at most the right-hand side."""

    name: str
    family: str
    right_hand_side: float
    spend: Terms = NOTHING
    start: Terms = NOTHING
    master: Terms = NOTHING
    scale: Terms = NOTHING
    origin: Origin = UNPLACED


@dataclass(frozen=True)
class Rows:
    """All joining rows, in CSR: ``spend`` (K, T*lines*Y), ``start`` and ``scale`` (K, T*C*S), ``master`` (K, J)."""

    names: tuple[str, ...]
    families: tuple[str, ...]
    right_hand_side: Floats
    spend: sparse.csr_matrix
    start: sparse.csr_matrix
    scale: sparse.csr_matrix
    master: sparse.csr_matrix
    masters: Masters
    origins: tuple[Origin, ...] = field(repr=False)

    def __len__(self) -> int:
        return len(self.names)

    @cached_property
    def by_column(self) -> tuple[sparse.csc_matrix, ...]:
        """The matrices turned, once for all products with prices: they share what they hold."""
        return self.spend.T, self.start.T, self.scale.T, self.master.T


def stack(arrays: Arrays, masters: Masters, rows: Sequence[Row]) -> Rows:
    """Rows of all families as three sparse matrices over the same row order."""
    spends, starts = (towns * many * years for towns, many, years in (arrays.cells, arrays.start_cells))
    return Rows(
        names=tuple(row.name for row in rows),
        families=tuple(row.family for row in rows),
        right_hand_side=np.array([row.right_hand_side for row in rows], dtype=float),
        spend=matrix([row.spend for row in rows], spends),
        start=matrix([row.start for row in rows], starts),
        scale=matrix([row.scale for row in rows], starts),
        master=matrix([row.master for row in rows], len(masters.names)),
        masters=masters,
        origins=tuple(row.origin for row in rows),
    )


def matrix(parts: Sequence[Terms], width: int) -> sparse.csr_matrix:
    lengths = np.array([len(part.index) for part in parts], dtype=np.int64)
    pointer = np.concatenate([[0], np.cumsum(lengths)])
    index = np.concatenate([part.index for part in parts] or [NOTHING.index])
    value = np.concatenate([part.value for part in parts] or [NOTHING.value])
    return sparse.csr_matrix((value, index, pointer), shape=(len(parts), width))
