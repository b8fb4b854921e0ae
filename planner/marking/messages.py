"""Faults and warnings as messages: to which cells they belong, what is wrong, what to do."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Literal

from planner.marking.cells import Spot, spot_of
from planner.tables.faults import BEFORE_WHAT_TO_DO, Fault
from planner.tables.places import IN_ROW
from planner.warnings import Warning
from planner.words import say
from planner.words.every_language import in_each_language

Kind = Literal["fault", "warning"]
SHEET_PLACE, ROW_PLACE = "SHEET", "ROW"
"""Stand for sheet and row while they are looked for in the place of a message."""


@dataclass(frozen=True, slots=True)
class Place:
    """A cell; a row if ``column`` is None; a sheet if both are; without a sheet, the file or the case as a whole."""

    file: str = ""
    sheet: str = ""
    row: int | None = None
    column: int | None = None

    @property
    def spot(self) -> Spot | None:
        return None if self.row is None or self.column is None else (self.row, self.column)


@dataclass(frozen=True, slots=True)
class Message:
    """A fault or a warning, with its number in the order of telling."""

    number: int
    kind: Kind
    wrong: str
    to_do: str
    places: tuple[Place, ...]


def messages_of(faults: Iterable[Fault], warnings: Iterable[Warning], files: Sequence[str]) -> list[Message]:
    """All messages about files of these names."""
    told: list[tuple[Kind, str, Sequence[str]]] = [("fault", fault.message, [fault.place]) for fault in faults]
    told += [("warning", warning.message, warning.cells or [warning.place]) for warning in warnings]
    return [
        Message(number, kind, *parted(message), tuple(place_of(place, files) for place in places))
        for number, (kind, message, places) in enumerate(told, start=1)
    ]


def parted(message: str) -> tuple[str, str]:
    """What is wrong, and what to do about it."""
    before = say(BEFORE_WHAT_TO_DO)
    if before in message:
        wrong, _, to_do = message.rpartition(before)
        wrong += before.partition(";")[0]
    else:
        wrong, _, to_do = message.rpartition("; ")
    return (wrong, to_do) if wrong else (message, "")


def place_of(text: str, files: Sequence[str]) -> Place:
    """The place that a text such as ``russia.xlsx: Towns!F7`` names."""
    about = [file for file in files if text == file or text.startswith(f"{file}: ")]
    file = max(about, key=len, default="")
    text = text.removeprefix(file).removeprefix(": ")
    sheet, _, cell = text.rpartition("!")
    if sheet and (spot := spot_of(cell)):
        return Place(file, sheet, *spot)
    if match := next(filter(None, (pattern.fullmatch(text) for pattern in row_patterns())), None):
        return Place(file, match["sheet"], int(match["row"]))
    return Place(file, text)


@lru_cache(maxsize=1)
def row_patterns() -> list[re.Pattern[str]]:
    """How a row is named in each language; a column that is not there may follow."""
    named = (re.escape(text) for text in in_each_language(lambda: say(IN_ROW, sheet=SHEET_PLACE, row=ROW_PLACE)))
    return [
        re.compile(
            text.replace(SHEET_PLACE, "(?P<sheet>.+)").replace(ROW_PLACE, "(?P<row>[1-9][0-9]{0,6})") + "(?:, .*)?",
            re.DOTALL,
        )
        for text in named
    ]


def messages_in(messages: Iterable[Message], file: str, *, first: bool) -> list[Message]:
    """Messages about one file, with the places in it alone; those that name no file belong to the ``first``."""
    found = []
    for message in messages:
        own = tuple(place for place in message.places if place.file == file or (first and not place.file))
        if own:
            found.append(Message(message.number, message.kind, message.wrong, message.to_do, own))
    return found
