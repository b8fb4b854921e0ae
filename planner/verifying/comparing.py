"""Faults of a plan, collected while what is there is compared with what was recomputed."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import pairwise
from math import isnan

from planner.tables.faults import Fault
from planner.verifying.money import KOPECKS_IN_RUB, kopecks_of_rub
from planner.verifying.plan_reading import Plan, Record

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

    def figure(self, record: Record, column: str, expected: float, absolute: float = ABSOLUTE) -> bool:
        """Compare a figure that is blank where it is not known; ``expected`` is not a number then."""
        there = record.values[column]
        if isnan(expected) or isinstance(there, str):
            if isnan(expected) and there == "":
                return True
            recomputed = "the figure is not known" if isnan(expected) else f"{expected!r} was recomputed"
            self.add(record.place(column), f"{'nothing' if there == '' else there} is there, {recomputed}")
            return False
        return self.number(record, column, expected, absolute=absolute)

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


Key = tuple[str | int, ...]
"""What a row of a report stands for: texts and calendar years."""


def rows_by_key(
    plan: Plan,
    sheet: str,
    columns: Sequence[str],
    expected: Collection[Key],
    needed: Iterable[Key],
    findings: Findings,
) -> dict[Key, Record]:
    """The rows of a sheet by what they stand for: none that is not expected, none twice, all that are needed.

    Of a row that stands for nothing, the cells are named that alone keep it from doing so, or all of its key.
    """
    found: dict[Key, Record] = {}
    for record in plan.records[sheet]:
        values = [record.values[column] for column in columns]
        key = tuple(value if isinstance(value, str) else round(value) for value in values)
        if key in found:
            for column in columns:
                findings.twice(found[key], record, column)
        elif key in expected:
            found[key] = record
        else:
            alone = [n for n in range(len(key)) if any(differ_in(key, other, n) for other in expected)]
            for n in alone or range(len(key)):
                findings.add(record.place(columns[n]), f"{values[n]!r} is there, the plan has no such row of {sheet}")
    for key in needed:
        if key not in found:
            findings.add(plan.sheet(sheet), f"the row of {', '.join(str(part) for part in key)} is not there")
    return found


def differ_in(key: Key, other: Key, place: int) -> bool:
    """Whether two keys differ in one place alone."""
    return key[:place] + key[place + 1 :] == other[:place] + other[place + 1 :]


def check_order(
    found: Mapping[Key, Record], expected: Iterable[Key], columns: Sequence[str], findings: Findings
) -> None:
    """Rows found stand in the order expected of them; ``found`` are those of a sheet from above."""
    due = [key for key in expected if key in found]
    for (key, record), there in zip(found.items(), due, strict=True):
        for column, value, turn in zip(columns, key, there, strict=True):
            if value != turn:
                findings.add(record.place(column), f"{value!r} is there, in the order of rows {turn!r} comes here")


def check_falling(records: Sequence[Record], column: str, findings: Findings, relative: float = 1e-6) -> None:
    """Rows stand in falling order of a column."""
    for above, below in pairwise(records):
        there, before = below.number(column), above.number(column)
        if there > before and not alike(there, before, relative):
            for record in (above, below):
                findings.add(record.place(column), f"{record.number(column)!r} is there, the rows are to fall")
