"""How a column of the schema looks and what it says in a workbook."""

from __future__ import annotations

from collections.abc import Mapping
from math import ceil

from planner.tables.plan_layout import FIRST_DATA_ROW
from planner.tables.schema import COEFFICIENTS, SHEET_BY_NAME, Column, Sheet
from planner.tables.start_page import COEFFICIENT_LIST_RANGE
from planner.tables.values import plain, stated_range

WIDE_TEXTS = ("note", "meaning", "passage", "source")
LIST_CHARACTERS_MAX = 255
MESSAGE_CHARACTERS_MAX, MESSAGE_TITLE_MAX = 255, 32
LIST_ROWS = 5_000
FILLED_BY = {
    "official": "Filled in by officials of towns and regions.",
    "planner": "Filled in by the planner.",
    "catalogue": "Part of the catalogue; change it where you know better.",
}


def width(column: Column) -> float:
    """Width of a column in characters."""
    if column.name in WIDE_TEXTS:
        return 50
    if column.kind in ("text", "choices"):
        return max(26, len(column.name) + 4)
    if column.refers_to or column.kind in ("id", "value"):
        return max(24, len(column.name) + 4)
    return max(12, len(column.name) + 4, *(len(choice) + 4 for choice in column.choices))


def wraps(column: Column) -> bool:
    """Whether long texts of a column are broken into lines."""
    return column.name in WIDE_TEXTS or column.name == "name"


def lines_needed(sheet: Sheet, row: Mapping[str, object]) -> int:
    """Lines that the longest wrapped text of a row takes; programs do not find the height of a row by themselves."""
    # A tenth is lost at the ends of lines, where words are not cut.
    return max(
        1,
        *(
            ceil(1.1 * len(str(row.get(column.name) or "")) / width(column))
            for column in sheet.columns
            if wraps(column)
        ),
    )


def number_format(column: Column) -> str:
    """Number format of a column. Names are formatted as text, so that ``1-2`` does not become a date."""
    if column.kind in ("id", "reference", "any_reference", "choices"):
        return "@"
    if column.unit == "persons":
        return "#,##0"
    if column.unit == "million RUB":
        return "#,##0.00####"
    return "0" if column.kind == "integer" else "General"


def explanation(sheet: Sheet, catalogue_words: str = FILLED_BY["catalogue"]) -> str:
    """What a sheet is, who fills it in (or what is said of the catalogue), and how to tell required columns."""
    words = catalogue_words if sheet.filled_by == "catalogue" else FILLED_BY[sheet.filled_by]
    return f"{sheet.meaning} {words} Columns with a dark header are required."


def limits_of(column: Column) -> str:
    """Range, choices or sheet that a column takes, in words; the empty text if it takes any text."""
    if column.kind == "choice" and column.choices:
        return "one of " + ", ".join(column.choices)
    if column.refers_to:
        words = f"an id of sheet {' or '.join(column.refers_to)}"
        if column.choices:
            words = f"{' or '.join(column.choices)}, or {words}"
        return words + ("; several are separated by semicolons" if column.kind == "choices" else "")
    if column.kind in ("number", "integer", "value") and (column.low is not None or column.high is not None):
        return stated_range(column.low, column.high, column.unit)
    return ""


def input_message(column: Column) -> str:
    """What is shown beside a chosen cell of a column: meaning, range and unit, what a blank means."""
    words = column.meaning
    if limits_of(column):
        words += f" Takes {limits_of(column)}."
    words += (
        " Required."
        if column.required
        else f" Blank: {column.blank_means}."
        if column.blank_means
        else " May be blank."
    )
    if column.example != "":
        example = plain(column.example) if isinstance(column.example, int | float) else column.example
        words += f" Example: {example}"
    return words if len(words) <= MESSAGE_CHARACTERS_MAX else words[: MESSAGE_CHARACTERS_MAX - 3] + "..."


def validation(sheet: Sheet, column: Column, *, with_start_page: bool) -> dict[str, object]:
    """The data validation of a column, as XlsxWriter takes it."""
    rule: dict[str, object] = {
        "validate": "any",
        "ignore_blank": True,
        "input_title": column.name[:MESSAGE_TITLE_MAX],
        "input_message": input_message(column),
    }
    if source := list_source(sheet, column, with_start_page=with_start_page):
        # A town may also go by its name, so its list only informs; other lists hold all there is.
        error_type = "information" if column.refers_to == ("Towns",) else "stop"
        rule |= {"validate": "list", "source": source, "error_type": error_type}
    elif column.kind in ("number", "integer") and column.low is not None and column.high is not None:
        rule |= {
            "validate": "integer" if column.kind == "integer" else "decimal",
            "criteria": "between",
            "minimum": column.low,
            "maximum": column.high,
        }
    if rule["validate"] != "any":
        rule |= {
            "error_title": column.name[:MESSAGE_TITLE_MAX],
            "error_message": f"{column.name} takes {limits_of(column)}."[:MESSAGE_CHARACTERS_MAX],
        }
    return rule


def list_source(sheet: Sheet, column: Column, *, with_start_page: bool) -> list[str] | str:
    """Source of the dropdown list of a column: its choices, or the ids of the sheet it refers to; empty if it has none.

    A list longer than 255 characters would make the workbook unreadable, so long ones refer to cells.
    """
    if (sheet.name, column.name) == ("Coefficients", "coefficient"):
        names = [coefficient.name for coefficient in COEFFICIENTS]
        if with_start_page:
            return COEFFICIENT_LIST_RANGE
        return names if len(",".join(names)) <= LIST_CHARACTERS_MAX else []
    if column.kind == "choice":
        return list(column.choices) if len(",".join(column.choices)) <= LIST_CHARACTERS_MAX else []
    if column.kind == "reference" and len(column.refers_to) == 1:
        return id_range(column.refers_to[0])
    return []


def id_range(sheet_name: str) -> str:
    """The filled cells of the id column of a sheet, which is its first, as a formula.

    The range ends with the last id: a list with blank cells would accept any entry.
    """
    assert SHEET_BY_NAME[sheet_name].columns[0].kind == "id"
    first = f"{sheet_name}!$A${FIRST_DATA_ROW}"
    whole = f"{first}:$A${FIRST_DATA_ROW + LIST_ROWS - 1}"
    return f"=OFFSET({first},0,0,MAX(1,COUNTA({whole})),1)"
