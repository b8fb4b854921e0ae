"""Co-financing: federal money of an atom lies in the sum of the windows of its cells."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np

from models.arrays import Arrays
from models.diagnosis import Floats
from models.rules.masters import Masters
from models.rules.rows import Row, terms


def federal_most(arrays: Arrays, masters: Masters) -> Iterator[Row]:
    """``federal[a] - sum high*spend <= 0``."""
    share = share_by_cell(arrays, masters.high)
    for a, cells in enumerate(masters.atom_cells):
        yield Row(
            name=f"federal_most{masters.names[a]}",
            family="federal_most",
            right_hand_side=0.0,
            spend=terms(cells, -share[cells]),
            master=terms([a]),
        )


def federal_least(arrays: Arrays, masters: Masters) -> Iterator[Row]:
    """``sum low*spend - federal[a] <= 0``."""
    share = share_by_cell(arrays, masters.low)
    for a, cells in enumerate(masters.atom_cells):
        inside = cells[share[cells] > 0]
        yield Row(
            name=f"federal_least{masters.names[a]}",
            family="federal_least",
            right_hand_side=0.0,
            spend=terms(inside, share[inside]),
            master=terms([a], -1.0),
        )


def share_by_cell(arrays: Arrays, share: Floats) -> Floats:
    """A window end (T, M+O) repeated over years, by flat cell."""
    return np.repeat(share.ravel(), len(arrays.sets.YEARS))
