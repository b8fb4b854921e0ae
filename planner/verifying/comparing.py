"""Faults of a plan, collected while what is there is compared with what was recomputed."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import pairwise
from math import isnan
from types import MappingProxyType

from planner.tables.faults import Fault
from planner.verifying.money import KOPECKS_IN_RUB, kopecks_of_rub
from planner.verifying.plan_reading import Plan, Record, Value
from planner.words import Words, say
from planner.words.every_language import is_said, same_name
from planner.words.naming import localised_parts

RELATIVE, ABSOLUTE = 1e-7, 1e-9


def alike(there: float, recomputed: float, relative: float = RELATIVE, absolute: float = ABSOLUTE) -> bool:
    """Whether two numbers differ by no more than sums of floating-point numbers in different orders do."""
    return abs(there - recomputed) <= absolute + relative * max(abs(there), abs(recomputed))


@dataclass(slots=True)
class Findings:
    """Faults in the order they are found; ``add`` is for one, the others compare a cell and tell whether it holds."""

    faults: list[Fault] = field(default_factory=list)

    def add(self, place: str, message: Words) -> None:
        self.faults.append(Fault(place, message))

    def text(self, record: Record, column: str, expected: str) -> bool:
        """Compare a text, which may be a name in any language."""
        if same_name(record.text(column), expected):
            return True
        self.add(record.place(column), unlike(record.text(column), expected))
        return False

    def sentence(self, record: Record, column: str, expected: Callable[[], str]) -> bool:
        """Compare words of the planner, which may be said in any language."""
        if is_said(record.text(column), expected):
            return True
        self.add(record.place(column), unlike(record.text(column), expected()))
        return False

    def texts(self, record: Record, expected: Iterable[tuple[str, str]]) -> None:
        for column, value in expected:
            self.text(record, column, value)

    def number(
        self, record: Record, column: str, expected: float, relative: float = RELATIVE, absolute: float = ABSOLUTE
    ) -> bool:
        if alike(record.number(column), expected, relative, absolute):
            return True
        self.add(record.place(column), unlike(record.number(column), expected))
        return False

    def figure(self, record: Record, column: str, expected: float, absolute: float = ABSOLUTE) -> bool:
        """Compare a figure that is blank where it is not known; ``expected`` is not a number then."""
        there = record.values[column]
        if isnan(expected) or isinstance(there, str):
            if isnan(expected) and there == "":
                return True
            self.add(record.place(column), unlike_figure(there, expected))
            return False
        return self.number(record, column, expected, absolute=absolute)

    def twice(self, first: Record, second: Record, column: str) -> None:
        """Two rows stand for one thing: either may be the wrong one, so both are told."""
        for record, other in ((first, second), (second, first)):
            self.add(record.place(column), say(
                "{there!r} is there, row {row} stands for the same",
                there=shown(record.values[column]), row=other.row,
            ))  # fmt: skip

    def roubles(self, record: Record, column: str, expected_kopecks: int) -> bool:
        """Compare an amount in roubles to the kopeck."""
        if kopecks_of_rub(record.number(column)) == expected_kopecks:
            return True
        self.add(record.place(column), say(
            "{there!r} RUB is there, {expected:.2f} RUB was recomputed",
            there=record.number(column), expected=expected_kopecks / KOPECKS_IN_RUB,
        ))  # fmt: skip
        return False


def shown(value: Value) -> Value:
    """A value of a plan as it is told: names, and names put together of some, in the language in use."""
    return localised_parts(value) if isinstance(value, str) else value


def unlike(there: Value, expected: Value) -> Words:
    """The words of most faults."""
    return say("{there!r} is there, {expected!r} was recomputed", there=shown(there), expected=shown(expected))


def unlike_figure(there: Value, expected: float) -> Words:
    """The same of a figure that is blank, or is to be."""
    if isnan(expected):
        return say("{there} is there, the figure is not known", there=there)
    if there == "":
        return say("nothing is there, {expected!r} was recomputed", expected=expected)
    return say("{there} is there, {expected!r} was recomputed", there=there, expected=expected)


def not_above_0(price: float) -> Words:
    return say("{there!r} is there, the prices of listed rows are above 0", there=price)


Key = tuple[str | int, ...]
"""What a row of a report stands for: texts and calendar years."""


def rows_by_key(
    plan: Plan,
    sheet: str,
    columns: Sequence[str],
    expected: Collection[Key],
    needed: Iterable[Key],
    findings: Findings,
    meant: Mapping[str, str] = MappingProxyType({}),
) -> dict[Key, Record]:
    """The rows of a sheet by what they stand for: none that is not expected, none twice, all that are needed.

    Of a row that stands for nothing, the cells are named that alone keep it from doing so, or all of its key. ``meant``
    is what a text stands for, where that is not what it says.
    """
    found: dict[Key, Record] = {}
    for record in plan.records[sheet]:
        values = [record.values[column] for column in columns]
        key = tuple(meant.get(value, value) if isinstance(value, str) else round(value) for value in values)
        if key in found:
            for column in columns:
                findings.twice(found[key], record, column)
        elif key in expected:
            found[key] = record
        else:
            alone = [n for n in range(len(key)) if any(differ_in(key, other, n) for other in expected)]
            for n in alone or range(len(key)):
                findings.add(record.place(columns[n]), say(
                    "{there!r} is there, the plan has no such row of {sheet}", there=shown(values[n]), sheet=sheet
                ))  # fmt: skip
    for key in needed:
        if key not in found:
            findings.add(plan.sheet(sheet), no_row_of(key))
    return found


def no_row_of(key: Key) -> Words:
    return say("the row of {key} is not there", key=", ".join(localised_parts(str(part)) for part in key))


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
                findings.add(record.place(column), say(
                    "{there!r} is there, in the order of rows {turn!r} comes here",
                    there=shown(value), turn=shown(turn),
                ))  # fmt: skip


def check_falling(records: Sequence[Record], column: str, findings: Findings, relative: float = 1e-6) -> None:
    """Rows stand in falling order of a column."""
    for above, below in pairwise(records):
        there, before = below.number(column), above.number(column)
        if there > before and not alike(there, before, relative):
            for record in (above, below):
                findings.add(
                    record.place(column), say("{there!r} is there, the rows are to fall", there=record.number(column))
                )
