"""Where a row of a case came from."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from planner.words import named, phrase, say

IN_ROW = phrase("{sheet}, row {row}")
"""How a row is named, after its file and sheet."""


def column_letter(number: int) -> str:
    """Letters of a column counted from 1: 1 is A, 27 is AA.

    Raises ``ValueError`` for a number below 1.
    """
    if number < 1:
        raise ValueError(f"columns are counted from 1, not from {number}")
    letters = ""
    while number:
        number, rest = divmod(number - 1, 26)
        letters = chr(ord("A") + rest) + letters
    return letters


def column_number(letters: str) -> int:
    """Number of a column, from 1, by its letters: A is 1, AA is 27."""
    number = 0
    for letter in letters:
        number = 26 * number + ord(letter) - ord("A") + 1
    return number


@dataclass(frozen=True, slots=True)
class PlacedRow:
    """The origin of a row read from a workbook. Two are equal if file, sheet and row are.

    ``columns`` gives the letter of each header. ``remarks`` keeps the texts that the case itself does not hold (notes,
    units, meanings), so that a case written again still carries them.
    """

    file: str
    sheet: str
    row: int
    columns: Mapping[str, str] = field(compare=False, repr=False)
    remarks: Mapping[str, str] = field(default_factory=dict, compare=False, repr=False)

    def cell(self, column: str) -> str:
        """Name the cell of one column, for example ``russia.xlsx: Towns!F7``."""
        letter = self.columns.get(column)
        if letter is None:
            return say("{row}, column {column} (not in the sheet)", row=str(self), column=column)
        return f"{self.file}: {self.sheet}!{letter}{self.row}"

    def __str__(self) -> str:
        return say(IN_ROW, sheet=f"{self.file}: {self.sheet}", row=self.row)


@dataclass(frozen=True, slots=True)
class PlacedSettings:
    """The origin of the settings: one row each, so ``cell`` takes the name of a setting and names its value."""

    rows: Mapping[str, PlacedRow] = field(compare=False, repr=False)

    def cell(self, column: str) -> str:
        row = self.rows.get(column)
        return row.cell("value") if row else named(column)

    def __str__(self) -> str:
        return next((f"{row.file}: {row.sheet}" for row in self.rows.values()), named("Settings"))
