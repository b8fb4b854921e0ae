"""One cell at a time: from what a spreadsheet stores to the value a column of the schema means."""

from __future__ import annotations

import math
import re
import unicodedata
from collections.abc import Sequence
from datetime import date, datetime, time, timedelta
from functools import lru_cache

from planner.tables.cells import CellValue, Uncomputed
from planner.tables.faults import wording
from planner.tables.names import INVISIBLE, did_you_mean, either, match_key, quoted
from planner.tables.schema import Column, Setting
from planner.words import Words, number_in_words, say
from planner.words.naming import aliases

ERRORS = frozenset(
    {
        "#NULL!",
        "#DIV/0!",
        "#VALUE!",
        "#REF!",
        "#NAME?",
        "#NUM!",
        "#N/A",
        "#GETTING_DATA",
        "#SPILL!",
        "#CALC!",
        "#FIELD!",
    }
)
YES, NO = frozenset({"yes", "да", "true", "истина"}), frozenset({"no", "нет", "false", "ложь"})
FACTOR_RANGES = {"score": (0.0, 4.0), "number": (-1_000_000.0, 1_000_000.0)}


class WrongValue(ValueError):
    """A cell does not hold what its column means."""

    def __init__(self, message: Words) -> None:
        super().__init__(message)
        self.message = message


def is_blank(raw: CellValue) -> bool:
    """Whether a cell holds nothing that can be seen."""
    return raw is None or (isinstance(raw, str) and not visible(raw))


@lru_cache(maxsize=65_536)
def visible(text: str) -> str:
    """Text without characters that have no width and without blanks around it."""
    return text.translate(INVISIBLE).strip()


def plain(number: float) -> str:
    """A number in words of a message, see ``digits``."""
    return number_in_words(digits(number))


def digits(number: float) -> str:
    """A number as a text: without an exponent where it can be helped, without a needless ``.0``."""
    if not math.isfinite(number):
        return str(number)
    if number == int(number) and abs(number) < 1e15:
        return str(int(number))
    shortest = repr(float(number))
    return shortest if "e" not in shortest or abs(number) < 1e-9 else f"{number:.12f}".rstrip("0")


def stated_range(low: float | None, high: float | None, unit: str = "") -> Words:
    """Range and unit in words, for example ``50 to 2000000 persons``."""
    if low is None and high is None:
        words = say("a number")
    elif high is None:
        words = say("{low} or more", low=plain(low or 0))
    elif low is None:
        words = say("{high} or less", high=plain(high))
    else:
        words = say("{low} to {high}", low=plain(low), high=plain(high))
    return say("{range} {unit}", range=words, unit=say(unit)) if unit else words


def shown(raw: CellValue) -> str:
    """A cell as a message quotes it."""
    if isinstance(raw, bool):
        return say("TRUE") if raw else say("FALSE")
    if isinstance(raw, int | float):
        return plain(raw)
    if isinstance(raw, Uncomputed):
        return quoted(raw.formula)
    if isinstance(raw, str):
        return quoted(raw if len(raw) <= 60 else raw[:57] + "...")
    return str(raw)


def refuse_uncomputed_and_errors(name: str, raw: CellValue) -> None:
    """Refuse what no column can hold: a formula without a stored value, an error of the spreadsheet.

    Raises ``WrongValue``.
    """
    if isinstance(raw, Uncomputed):
        raise WrongValue(
            wording(
                say("{name} is a formula without a stored value", name=name),
                shown(raw),
                say("a value"),
                say("open the workbook in a spreadsheet program, let it calculate and save it, or type the value"),
            )
        )
    if isinstance(raw, str) and visible(raw).upper() in ERRORS:
        raise WrongValue(
            wording(
                say("{name} is an error of the spreadsheet", name=name),
                visible(raw),
                say("a value"),
                say("mend the formula or type the value"),
            )
        )


def as_text(name: str, raw: CellValue, *, is_name: bool) -> str:
    """Text of a cell. In names (ids, references, choices) dates and truth values are slips of the spreadsheet.

    Raises ``WrongValue``.
    """
    refuse_uncomputed_and_errors(name, raw)
    if isinstance(raw, str):
        text = visible(raw)
        if is_name and any(unicodedata.category(letter) == "Cc" for letter in text):
            raise WrongValue(
                wording(
                    say("{name} holds a line break or another control character", name=name),
                    shown(raw),
                    say("text in one line"),
                    say("type it again"),
                )
            )
        return text
    if isinstance(raw, bool):
        if is_name:
            raise WrongValue(
                wording(
                    say("{name} is a truth value", name=name),
                    shown(raw),
                    say("text"),
                    say("format the cell as text and type it again"),
                )
            )
        return str(raw).upper()
    if isinstance(raw, datetime | date | time | timedelta):
        if is_name:
            raise WrongValue(
                wording(
                    say("{name} was turned into a date by the spreadsheet", name=name),
                    shown(raw),
                    say("text"),
                    say("format the cell as text and type it again"),
                )
            )
        return str(raw)
    if isinstance(raw, int | float):
        return digits(raw)
    raise WrongValue(wording(say("{name} cannot be read", name=name), str(raw), say("text"), say("type it again")))


def as_number(
    name: str, raw: CellValue, low: float | None, high: float | None, unit: str = "", *, whole: bool = False
) -> float:
    """A number within its range.

    Raises ``WrongValue`` for text (with the number it seems to mean), dates, truth values, errors of the spreadsheet
    and numbers out of range.
    """
    refuse_uncomputed_and_errors(name, raw)
    wrong = _no_number(name, raw, whole) or _out_of_range(name, raw, low, high)
    if wrong is not None:
        raise WrongValue(wording(wrong[0], shown(raw), _expected_number(low, high, unit, whole), wrong[1]))
    assert isinstance(raw, int | float)
    return int(raw) if whole else float(raw)


def _no_number(name: str, raw: CellValue, whole: bool) -> tuple[Words, Words] | None:
    """What is wrong, and what to do, where a cell holds no number or none that is whole."""
    if isinstance(raw, str):
        return say("{name} is text", name=name), _type_number(suggested_numbers(raw), whole)
    if isinstance(raw, bool):
        return say("{name} is a truth value", name=name), say("type the number")
    if not isinstance(raw, int | float):
        return say("{name} is a date", name=name), say("format the cell as a number and type it again")
    if not math.isfinite(raw):
        return say("{name} is not finite", name=name), say("type the number")
    if whole and raw != int(raw):
        return say("{name} is not whole", name=name), say("type a whole number")
    return None


def _type_number(meant: Sequence[str], whole: bool) -> Words:
    if meant:
        return say("type {numbers} as a number", numbers=either(meant))
    return say("type a whole number") if whole else say("type a number")


def _out_of_range(name: str, raw: CellValue, low: float | None, high: float | None) -> tuple[Words, Words] | None:
    assert isinstance(raw, int | float)
    if low is not None and raw < low:
        return say("{name} is below its range", name=name), say("correct the number or its unit")
    if high is not None and raw > high:
        return say("{name} is above its range", name=name), say("correct the number or its unit")
    return None


def _expected_number(low: float | None, high: float | None, unit: str, whole: bool) -> Words:
    if low is None and high is None:
        return say("a whole number") if whole else say("a number")
    stated = stated_range(low, high, unit)
    return say("a whole number, {range},", range=stated) if whole else say("a number, {range},", range=stated)


def suggested_numbers(text: str) -> tuple[str, ...]:
    """Numbers that a text such as ``1 234,5`` may mean, in plain notation; none if it means no number.

    A single comma before three digits (``1,234``) is a decimal sign to some and divides thousands to others: both.
    """
    squeezed = re.sub(r"[\s'’_]", "", text.translate(INVISIBLE)).replace("−", "-").replace("–", "-")
    percent = squeezed.endswith("%")
    body = squeezed.rstrip("%")
    readings = [body]
    if "," in body and "." in body:
        thousands = "," if body.rfind(".") > body.rfind(",") else "."
        readings = [body.replace(thousands, "").replace(",", ".")]
    elif re.fullmatch(r"-?\d{1,3}(,\d{3})+", body):
        readings = [body.replace(",", "")] + ([body.replace(",", ".")] if body.count(",") == 1 else [])
    elif "," in body:
        readings = [body.replace(",", ".")]
    numbers = [float(r) for r in readings if re.fullmatch(r"[-+]?(\d+\.?\d*|\.\d+)([eE][-+]?\d{1,2})?", r)]
    # A percentage is rounded so that 12,5 % reads 0.125 and not 0.12500000000000001.
    return tuple(plain(round(number / 100, 12) if percent else number) for number in numbers)


def as_choice(column: Column, raw: CellValue) -> str:
    """The spelling of a choice in the schema; yes and no may be said in Russian or as truth values.

    Raises ``WrongValue``.
    """
    if set(column.choices) == {"yes", "no"} and (answer := _yes_or_no(raw)) is not None:
        return "yes" if answer else "no"
    text = as_text(column.name, raw, is_name=True)
    for choice in column.choices:
        if match_key(text) in map(match_key, aliases(choice)):
            return choice
    raise WrongValue(
        wording(
            say("{column} is none of the choices", column=column.name),
            quoted(text),
            either(column.choices),
            say("choose one of them{guess}", guess=did_you_mean(text, column.choices)),
        )
    )


def _yes_or_no(raw: CellValue) -> bool | None:
    if isinstance(raw, bool):
        return raw
    if isinstance(raw, str):
        key = match_key(raw)
        return True if key in YES else False if key in NO else None
    return None


def typed(column: Column, raw: CellValue, *, is_name: bool) -> str | float | None:
    """The value of a cell of any column that needs no other cell to be understood; None for a blank optional cell.

    References stay as typed text, to be looked up when all sheets are read.

    Raises ``WrongValue``.
    """
    if is_blank(raw):
        if column.required:
            raise WrongValue(_blank(column.name, _expected(column)))
        return None
    if column.kind in ("number", "integer"):
        return as_number(column.name, raw, column.low, column.high, column.unit, whole=column.kind == "integer")
    if column.kind == "choice" and column.choices:
        return as_choice(column, raw)
    return as_text(column.name, raw, is_name=is_name)


def _blank(name: str, expected: Words) -> Words:
    return wording(say("{name} is blank", name=name), say("nothing"), expected, say("fill it in"))


def _expected(column: Column) -> Words:
    if column.choices and column.kind == "choice":
        return either(column.choices)
    if column.low is not None or column.high is not None:
        return stated_range(column.low, column.high, column.unit)
    if column.refers_to:
        return say("an id of sheet {sheets}", sheets=either(column.refers_to))
    return say("a value")


def score(kind: str, raw: CellValue) -> float:
    """Value of a factor of the given kind: 0 to 4, yes or no (1 or 0), or the number itself.

    Raises ``WrongValue``.
    """
    if kind == "yes_no":
        answer = _yes_or_no(raw)
        if answer is None:
            refuse_uncomputed_and_errors("value", raw)
            raise WrongValue(
                wording(say("value is neither yes nor no"), shown(raw), either(("yes", "no")), say("type yes or no"))
            )
        return float(answer)
    low, high = FACTOR_RANGES[kind]
    return as_number(say("value of a score") if kind == "score" else "value", raw, low, high)


def setting_value(setting: Setting, raw: CellValue) -> str | float | None:
    """Value of one setting in its range; None for a blank one that may be left blank.

    Raises ``WrongValue``.
    """
    if is_blank(raw) and setting.blank_means:
        return None
    if is_blank(raw):
        is_text = setting.kind == "text"
        expected = say("text") if is_text else stated_range(setting.low, setting.high, setting.unit)
        raise WrongValue(_blank(setting.name, expected))
    if setting.kind == "text":
        return as_text(setting.name, raw, is_name=False)
    return as_number(setting.name, raw, setting.low, setting.high, setting.unit, whole=setting.kind == "integer")
