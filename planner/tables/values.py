"""One cell at a time: from what a spreadsheet stores to the value a column of the schema means."""

from __future__ import annotations

import math
import re
import unicodedata
from datetime import date, datetime, time, timedelta
from functools import lru_cache

from planner.tables.cells import CellValue, Uncomputed
from planner.tables.faults import wording
from planner.tables.names import INVISIBLE, did_you_mean, match_key
from planner.tables.schema import Column, Setting
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
    """A cell does not hold what its column means; the text is the message of the fault."""


def is_blank(raw: CellValue) -> bool:
    """Whether a cell holds nothing that can be seen."""
    return raw is None or (isinstance(raw, str) and not visible(raw))


@lru_cache(maxsize=65_536)
def visible(text: str) -> str:
    """Text without characters that have no width and without blanks around it."""
    return text.translate(INVISIBLE).strip()


def plain(number: float) -> str:
    """A number in words of a message: without an exponent where it can be helped, without a needless ``.0``."""
    if not math.isfinite(number):
        return str(number)
    if number == int(number) and abs(number) < 1e15:
        return str(int(number))
    shortest = repr(float(number))
    return shortest if "e" not in shortest or abs(number) < 1e-9 else f"{number:.12f}".rstrip("0")


def stated_range(low: float | None, high: float | None, unit: str = "") -> str:
    """Range and unit in words, for example ``50 to 2000000 persons``."""
    if low is None and high is None:
        words = "a number"
    elif high is None:
        words = f"{plain(low or 0)} or more"
    elif low is None:
        words = f"{plain(high)} or less"
    else:
        words = f"{plain(low)} to {plain(high)}"
    return f"{words} {unit}".rstrip()


def shown(raw: CellValue) -> str:
    """A cell as a message quotes it."""
    if isinstance(raw, bool):
        return str(raw).upper()
    if isinstance(raw, int | float):
        return plain(raw)
    if isinstance(raw, Uncomputed):
        return repr(raw.formula)
    if isinstance(raw, str):
        return repr(raw if len(raw) <= 60 else raw[:57] + "...")
    return str(raw)


def refuse_uncomputed_and_errors(name: str, raw: CellValue) -> None:
    """Refuse what no column can hold: a formula without a stored value, an error of the spreadsheet.

    Raises ``WrongValue``.
    """
    if isinstance(raw, Uncomputed):
        raise WrongValue(
            wording(
                f"{name} is a formula without a stored value",
                shown(raw),
                "a value",
                "open the workbook in a spreadsheet program, let it calculate and save it, or type the value",
            )
        )
    if isinstance(raw, str) and visible(raw).upper() in ERRORS:
        raise WrongValue(
            wording(
                f"{name} is an error of the spreadsheet", visible(raw), "a value", "mend the formula or type the value"
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
                    f"{name} holds a line break or another control character",
                    shown(raw),
                    "text in one line",
                    "type it again",
                )
            )
        return text
    if isinstance(raw, bool):
        if is_name:
            raise WrongValue(
                wording(f"{name} is a truth value", shown(raw), "text", "format the cell as text and type it again")
            )
        return shown(raw)
    if isinstance(raw, datetime | date | time | timedelta):
        if is_name:
            raise WrongValue(
                wording(
                    f"{name} was turned into a date by the spreadsheet",
                    shown(raw),
                    "text",
                    "format the cell as text and type it again",
                )
            )
        return str(raw)
    if isinstance(raw, int | float):
        return plain(raw)
    raise WrongValue(wording(f"{name} cannot be read", str(raw), "text", "type it again"))


def as_number(
    name: str, raw: CellValue, low: float | None, high: float | None, unit: str = "", *, whole: bool = False
) -> float:
    """A number within its range.

    Raises ``WrongValue`` for text (with the number it seems to mean), dates, truth values, errors of the spreadsheet
    and numbers out of range.
    """
    refuse_uncomputed_and_errors(name, raw)
    kind = "a whole number" if whole else "a number"
    expected = f"{kind}, {stated_range(low, high, unit)}," if low is not None or high is not None else kind
    if isinstance(raw, str):
        meant = suggested_numbers(raw)
        to_do = f"type {' or '.join(meant)} as a number" if meant else f"type {kind}"
        raise WrongValue(wording(f"{name} is text", shown(raw), expected, to_do))
    if isinstance(raw, bool):
        raise WrongValue(wording(f"{name} is a truth value", shown(raw), expected, "type the number"))
    if not isinstance(raw, int | float):
        raise WrongValue(
            wording(f"{name} is a date", shown(raw), expected, "format the cell as a number and type it again")
        )
    if not math.isfinite(raw):
        raise WrongValue(wording(f"{name} is not finite", str(raw), expected, "type the number"))
    if whole and raw != int(raw):
        raise WrongValue(wording(f"{name} is not whole", shown(raw), expected, "type a whole number"))
    if (low is not None and raw < low) or (high is not None and raw > high):
        side = "below" if low is not None and raw < low else "above"
        raise WrongValue(wording(f"{name} is {side} its range", shown(raw), expected, "correct the number or its unit"))
    return int(raw) if whole else float(raw)


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
            f"{column.name} is none of the choices",
            repr(text),
            " or ".join(column.choices),
            f"choose one of them{did_you_mean(text, column.choices)}",
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
            raise WrongValue(wording(f"{column.name} is blank", "nothing", _expected(column), "fill it in"))
        return None
    if column.kind in ("number", "integer"):
        return as_number(column.name, raw, column.low, column.high, column.unit, whole=column.kind == "integer")
    if column.kind == "choice" and column.choices:
        return as_choice(column, raw)
    return as_text(column.name, raw, is_name=is_name)


def _expected(column: Column) -> str:
    if column.choices and column.kind == "choice":
        return " or ".join(column.choices)
    if column.low is not None or column.high is not None:
        return stated_range(column.low, column.high, column.unit)
    if column.refers_to:
        return f"an id of sheet {' or '.join(column.refers_to)}"
    return "a value"


def score(kind: str, raw: CellValue) -> float:
    """Value of a factor of the given kind: 0 to 4, yes or no (1 or 0), or the number itself.

    Raises ``WrongValue``.
    """
    if kind == "yes_no":
        answer = _yes_or_no(raw)
        if answer is None:
            refuse_uncomputed_and_errors("value", raw)
            raise WrongValue(wording("value is neither yes nor no", shown(raw), "yes or no", "type yes or no"))
        return float(answer)
    low, high = FACTOR_RANGES[kind]
    return as_number("value of a score" if kind == "score" else "value", raw, low, high)


def setting_value(setting: Setting, raw: CellValue) -> str | float | None:
    """Value of one setting in its range; None for a blank one that may be left blank.

    Raises ``WrongValue``.
    """
    if is_blank(raw) and setting.blank_means:
        return None
    if is_blank(raw):
        raise WrongValue(
            wording(
                f"{setting.name} is blank",
                "nothing",
                stated_range(setting.low, setting.high, setting.unit) if setting.kind != "text" else "text",
                "fill it in",
            )
        )
    if setting.kind == "text":
        return as_text(setting.name, raw, is_name=False)
    return as_number(setting.name, raw, setting.low, setting.high, setting.unit, whole=setting.kind == "integer")
