"""What a look for mistakes finds, and how the same mistake in many rows is told once."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

from planner.tables.faults import wording
from planner.tables.names import listed
from planner.words import Words, phrase, say

RUB_IN_MRUB = 1_000_000
TIMES = phrase("{count:# time|# times}")
CLUSTERS = phrase("{count:# cluster|# clusters}")
TOWNS = phrase("{count:# town|# towns}")
TOLERANCE = 1e-9
"""Of comparisons of money, as a share, so that rounding alone warns of nothing."""


@dataclass(frozen=True, slots=True)
class Warning:
    """A likely mistake. ``place`` names its cell, or the first three of many; it prints as a fault does.

    ``cells`` are all of its cells, each named once.
    """

    place: str
    message: Words
    cells: tuple[str, ...] = field(default=(), compare=False)

    def __str__(self) -> str:
        return f"{self.place}: {self.message}"


@dataclass(frozen=True, slots=True)
class Found:
    """A likely mistake in one cell; rows with the same words but for ``read`` are told together.

    ``read`` is a sentence or an id. ``counted`` is a phrase for their number, which says what it is a number of.
    """

    cell: str
    wrong: Words
    read: str
    expected: Words
    to_do: Words
    counted: str = TIMES


def grouped(found: Iterable[Found]) -> Iterator[Warning]:
    """One warning for each mistake, with the number of its rows and the first three cells, each named once."""
    rows: dict[tuple[Words, Words, Words], list[Found]] = defaultdict(list)
    for one in found:
        rows[one.wrong, one.expected, one.to_do].append(one)
    for (wrong, expected, to_do), same in rows.items():
        if len(same) > 1:
            wrong = say("{wrong} ({count})", wrong=wrong, count=say(same[0].counted, count=len(same)))
        read = listed((one.read for one in same), most=3)
        cells = tuple(dict.fromkeys(one.cell for one in same))
        yield Warning(listed(cells, most=3), wording(wrong, read, expected, to_do), cells)


def joined(names: Iterable[str]) -> Words:
    """All of some names in a row."""
    names = list(names)
    return listed(names, most=len(names))
