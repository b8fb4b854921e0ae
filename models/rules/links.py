"""Prerequisites and exclusive alternatives among the measures of a town."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np

from models.arrays import Arrays
from models.case import Link
from models.columns import NOT_THERE
from models.diagnosis import Flags
from models.rules.masters import Masters
from models.rules.rows import Indices, Row, terms


def requires(arrays: Arrays, masters: Masters) -> Iterator[Row]:  # noqa: ARG001  families share one signature
    """``sum_{s<=y} start[m,s] - sum_{s<=y-before} start[other,s] <= 0``: the other has started early enough."""
    offered = offered_somewhere(arrays)
    for link in arrays.case.links:
        if link.relation == "requires":
            for t, m, other in places(arrays, link):
                if not offered[t, m]:
                    continue
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
            for t, m, other in places(arrays, link):
                if not (offered[t, m] and offered[t, other]):
                    continue
                both = np.concatenate([start_index(arrays, t, k, horizon) for k in (m, other)])
                yield Row(
                    name=f"excludes[{arrays.sets.TOWNS[t]},{link.measure},{link.other}]",
                    family="excludes",
                    right_hand_side=1.0,
                    start=terms(both),
                    origin=link.origin,
                )


def places(arrays: Arrays, link: Link) -> Iterator[tuple[int, int, int]]:
    """Towns with the columns of both measures; a link of a proposal holds in its town alone."""
    for t in range(len(arrays.sets.TOWNS)):
        m, other = (arrays.columns.of(arrays.sets, t, name) for name in (link.measure, link.other))
        if NOT_THERE not in (m, other):
            yield t, m, other


def offered_somewhere(arrays: Arrays) -> Flags:
    """Towns and started columns (T, C) with at least one offered option."""
    return np.asarray(arrays.effects.offered.any(axis=(1, 3)), dtype=bool)


def start_index(arrays: Arrays, town: int, measure: int, years: int) -> Indices:
    """Flat indices of the starts of a column in a town in the first ``years`` years."""
    first = (town * arrays.started + measure) * len(arrays.sets.YEARS)
    return np.arange(first, first + years, dtype=np.int64)
