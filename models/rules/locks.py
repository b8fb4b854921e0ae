"""Measures that must be started. What must not be is never offered, so it needs no row."""

from __future__ import annotations

from collections.abc import Iterator

from models.arrays import Arrays
from models.rules.links import start_index
from models.rules.masters import Masters
from models.rules.rows import Row, terms


def must(arrays: Arrays, masters: Masters) -> Iterator[Row]:  # noqa: ARG001  families share one signature
    """``- sum_s start[m,s] <= -1``: a decision taken beforehand."""
    for lock in arrays.case.locks:
        if lock.decision == "must" and lock.subject in arrays.sets.STARTED:
            t = arrays.sets.town[lock.town]
            m = arrays.columns.of(arrays.sets, t, lock.subject)
            yield Row(
                name=f"must[{lock.town},{lock.subject}]",
                family="must",
                right_hand_side=-1.0,
                start=terms(start_index(arrays, t, m, len(arrays.sets.YEARS)), -1.0),
                origin=lock.origin,
            )
