"""Roll-out: similar towns gain from what one of them has completed before (paper 1, best practice rolled out)."""

from __future__ import annotations

from collections.abc import Iterator

from models.arrays import Arrays
from models.joins import Follow
from models.rules.masters import Masters
from models.rules.rows import Row, terms


def follows(arrays: Arrays, masters: Masters) -> Iterator[Row]:
    """``follow[m,G,s] - sum of lift * scale <= 0``: no more than the followers' own lift."""
    for follow, j in zip(arrays.joins.follows, masters.follow_at, strict=True):
        yield Row(
            name=f"follows{name_of(arrays, follow)}",
            family="follows",
            right_hand_side=0.0,
            scale=terms(follow.lift.cell, -follow.lift.coefficient),
            master=terms([j]),
            origin=arrays.case.started[follow.measure].origin,
        )


def piloted(arrays: Arrays, masters: Masters) -> Iterator[Row]:
    """``follow[m,G,s] - most * sum of starts completed before s <= 0``: nothing before somebody has gone first."""
    for follow, j in zip(arrays.joins.follows, masters.follow_at, strict=True):
        yield Row(
            name=f"piloted{name_of(arrays, follow)}",
            family="piloted",
            right_hand_side=0.0,
            start=terms(follow.pilots.cell, -follow.most * follow.pilots.coefficient),
            master=terms([j]),
            origin=arrays.case.started[follow.measure].origin,
        )


def name_of(arrays: Arrays, follow: Follow) -> str:
    return f"[{arrays.sets.STARTED[follow.measure]},{follow.group},{arrays.sets.YEARS[follow.start]}]"
