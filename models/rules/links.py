"""Prerequisites and exclusive alternatives among the measures of a town."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np

from models.arrays import Arrays
from models.diagnosis import Flags
from models.rules.masters import Masters
from models.rules.rows import Indices, Row, terms


def requires(arrays: Arrays, masters: Masters) -> Iterator[Row]:  # noqa: ARG001  families share one signature
    """``sum_{s<=y} start[m,s] - sum_{s<=y-before} start[other,s] <= 0``: the other has started early enough."""
    offered = offered_somewhere(arrays)
    for link in arrays.case.links:
        if link.relation == "requires":
            m, other = arrays.sets.measure[link.measure], arrays.sets.measure[link.other]
            for t in np.nonzero(offered[:, m])[0].tolist():
                for y, year in enumerate(arrays.sets.YEARS):
                    mine = start_index(arrays, t, m, y + 1)
                    before = start_index(arrays, t, other, max(0, y + 1 - link.years_before))
                    value = np.concatenate([np.ones(len(mine)), -np.ones(len(before))])
                    yield Row(
                        name=f"requires[{arrays.sets.TOWNS[t]},{link.measure},{link.other},{year}]",
                        family="requires",
                        right_hand_side=0.0,
                        start=terms(np.concatenate([mine, before]), value),
                        origin=link.origin,
                    )


def excludes(arrays: Arrays, masters: Masters) -> Iterator[Row]:  # noqa: ARG001
    """``sum_s start[m,s] + sum_s start[other,s] <= 1``: one of the two at most."""
    offered = offered_somewhere(arrays)
    horizon = len(arrays.sets.YEARS)
    for link in arrays.case.links:
        if link.relation == "excludes":
            m, other = arrays.sets.measure[link.measure], arrays.sets.measure[link.other]
            for t in np.nonzero(offered[:, m] & offered[:, other])[0].tolist():
                both = np.concatenate([start_index(arrays, t, k, horizon) for k in (m, other)])
                yield Row(
                    name=f"excludes[{arrays.sets.TOWNS[t]},{link.measure},{link.other}]",
                    family="excludes",
                    right_hand_side=1.0,
                    start=terms(both),
                    origin=link.origin,
                )


def offered_somewhere(arrays: Arrays) -> Flags:
    """Towns and started measures (T, M) with at least one offered option."""
    return np.asarray(arrays.effects.offered.any(axis=(1, 3)), dtype=bool)


def start_index(arrays: Arrays, town: int, measure: int, years: int) -> Indices:
    """Flat indices of the starts of a measure in a town in the first ``years`` years."""
    first = (town * len(arrays.sets.STARTED) + measure) * len(arrays.sets.YEARS)
    return np.arange(first, first + years, dtype=np.int64)
