"""Faults of a plan, collected while what is there is compared with what was recomputed."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field

from planner.tables.faults import Fault
from planner.verifying.money import KOPECKS_IN_RUB, kopecks_of_rub
from planner.verifying.plan_reading import Record

RELATIVE, ABSOLUTE = 1e-7, 1e-9


def alike(there: float, recomputed: float, relative: float = RELATIVE, absolute: float = ABSOLUTE) -> bool:
    """Whether two numbers differ by no more than sums of floating-point numbers in different orders do."""
    return abs(there - recomputed) <= absolute + relative * max(abs(there), abs(recomputed))


@dataclass(slots=True)
class Findings:
    """Faults in the order they are found; ``add`` is for one, the others compare a cell and tell whether it holds."""

    faults: list[Fault] = field(default_factory=list)

    def add(self, place: str, message: str) -> None:
        self.faults.append(Fault(place, message))

    def text(self, record: Record, column: str, expected: str) -> bool:
        if record.text(column) == expected:
            return True
        self.add(record.place(column), f"{record.text(column)!r} is there, {expected!r} was recomputed")
        return False

    def texts(self, record: Record, expected: Iterable[tuple[str, str]]) -> None:
        for column, value in expected:
            self.text(record, column, value)

    def number(
        self, record: Record, column: str, expected: float, relative: float = RELATIVE, absolute: float = ABSOLUTE
    ) -> bool:
        if alike(record.number(column), expected, relative, absolute):
            return True
        self.add(record.place(column), f"{record.number(column)!r} is there, {expected!r} was recomputed")
        return False

    def twice(self, first: Record, second: Record, column: str) -> None:
        """Two rows stand for one thing: either may be the wrong one, so both are told."""
        for record, other in ((first, second), (second, first)):
            self.add(record.place(column), f"{record.values[column]!r} is there, row {other.row} stands for the same")

    def roubles(self, record: Record, column: str, expected_kopecks: int) -> bool:
        """Compare an amount in roubles to the kopeck."""
        if kopecks_of_rub(record.number(column)) == expected_kopecks:
            return True
        expected = f"{expected_kopecks / KOPECKS_IN_RUB:.2f}"
        self.add(record.place(column), f"{record.number(column)!r} RUB is there, {expected} RUB was recomputed")
        return False
