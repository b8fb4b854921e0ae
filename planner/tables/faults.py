"""Faults of the input: where, what is wrong, what was read, what is expected, what to do; all of them at once."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field

from planner.words import Words, phrase, say

Order = tuple[int, int, int, int]
"""Number of the file, of the sheet, of the row and of the column: the order in which faults are told."""


@dataclass(frozen=True, slots=True)
class Fault:
    """One thing to mend. ``place`` names a cell as in ``russia.xlsx: Towns!F7``, or a sheet or file without one."""

    place: str
    message: Words
    order: Order = field(default=(0, 0, 0, 0), compare=False)

    def __str__(self) -> str:
        return f"{self.place}: {self.message}"


@dataclass(frozen=True, slots=True)
class Notice:
    """What is no fault and yet must not pass in silence, such as a sheet that is not read."""

    place: str
    message: Words

    def __str__(self) -> str:
        return f"{self.place}: {self.message}"


class Faults(Exception):
    """Every fault found in the input, in the order of file, sheet, row and column."""

    def __init__(self, faults: Iterable[Fault]) -> None:
        super().__init__(tuple(sorted(faults, key=lambda fault: fault.order)))

    @property
    def faults(self) -> tuple[Fault, ...]:
        found: tuple[Fault, ...] = self.args[0]
        return found

    def __str__(self) -> str:
        return "\n".join(str(fault) for fault in self.faults)


def wording(wrong: Words, read: str, expected: str, to_do: Words) -> Words:
    """The message of a fault in the one form used everywhere."""
    return say(
        "{wrong}: {read} was read, {expected} is expected; {to_do}",
        wrong=wrong, read=read, expected=expected, to_do=to_do,
    )  # fmt: skip


BEFORE_WHAT_TO_DO = phrase(" is expected; ")
"""What stands in that form before what is to be done. What stands in it before the semicolon belongs to the fault."""
