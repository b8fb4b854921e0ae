"""How a column of the schema looks and what it says in a workbook."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from math import ceil
from textwrap import shorten

from xlsxwriter.utility import quote_sheetname

from planner.tables.names import either
from planner.tables.plan_layout import FIRST_DATA_ROW
from planner.tables.schema import COEFFICIENTS, SHEET_BY_NAME, Column, Sheet
from planner.tables.start_page import coefficient_list_range
from planner.tables.tabulate import OWN_IDS
from planner.tables.values import plain, stated_range
from planner.words import Words, localised, named, phrase, say

WIDE_TEXTS = ("note", "meaning", "passage", "source")
QUOTED_TEXTS = ("note", "passage", "source")
"""Columns of text that quote somebody, and stay in the language that they were written in."""
LIST_CHARACTERS_MAX = 255
MESSAGE_CHARACTERS_MAX, MESSAGE_TITLE_MAX = 255, 32
LIST_ROWS = 5_000
FILLED_BY = {
    "official": phrase("Filled in by officials of towns and regions."),
    "planner": phrase("Filled in by the planner."),
    "catalogue": phrase("Part of the catalogue; change it where you know better."),
}
HEADER_LINES_MAX = 3


def in_language(sheet: Sheet, column: Column, value: object) -> object:
    """A value of a column as a workbook in the language in use shows it: ids, choices and texts of the catalogue.

    What the workbook calls its own rows, and what quotes somebody, stays as it is.
    """
    if isinstance(value, bool):
        return named("yes" if value else "no")
    if not isinstance(value, str) or _is_own(sheet, column, value):
        return value
    if column.kind == "choices":
        return "; ".join(localised(part.strip()) for part in value.split(";"))
    return localised(value)


def _is_own(sheet: Sheet, column: Column, value: str) -> bool:
    if column.refers_to:
        return value not in column.choices and set(column.refers_to) <= set(OWN_IDS)
    if column.kind == "text" and column.name in QUOTED_TEXTS:
        return True
    return sheet.name in OWN_IDS and column.kind in ("id", "text")


def width(column: Column) -> float:
    """Width of a column in characters."""
    if column.name in WIDE_TEXTS:
        return 50
    if column.kind in ("text", "choices"):
        return max(26, _header_width(column))
    if column.refers_to or column.kind in ("id", "value"):
        return max(24, _header_width(column))
    return max(12, _header_width(column), *(len(named(choice)) + 4 for choice in column.choices))


def _header_width(column: Column) -> int:
    """A header of one word takes one line, one of many at most ``HEADER_LINES_MAX``."""
    words = named(column.name).split()
    if len(words) == 1:
        return len(words[0]) + 4
    return max(max(map(len, words)) + 4, ceil(1.25 * len(named(column.name)) / HEADER_LINES_MAX) + 2)


def header_lines(sheet: Sheet) -> int:
    """Lines that the highest header of a sheet takes."""
    names = [(named(column.name), width(column)) for column in sheet.columns]
    return max(1 if " " not in name else ceil(1.25 * len(name) / (room - 2)) for name, room in names)


def wraps(column: Column) -> bool:
    """Whether long texts of a column are broken into lines: also ids where they go by names of several words."""
    goes_by_name = column.kind not in ("number", "integer") and named(column.name) != column.name
    return column.name in WIDE_TEXTS or column.name == "name" or goes_by_name


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


def explanation(sheet: Sheet, catalogue_words: str = FILLED_BY["catalogue"]) -> Words:
    """What a sheet is, who fills it in (or what is said of the catalogue), and how to tell required columns."""
    words = catalogue_words if sheet.filled_by == "catalogue" else FILLED_BY[sheet.filled_by]
    return Words(f"{say(sheet.meaning)} {say(words)} {say('Columns with a dark header are required.')}")


def limits_of(column: Column) -> Words:
    """Range, choices or sheet that a column takes, in words; the empty text if it takes any text."""
    if column.kind == "choice" and column.choices:
        return say("one of {choices}", choices=", ".join(map(named, column.choices)))
    if column.refers_to:
        sheets = either(column.refers_to)
        if column.choices:
            return say("{choices}, or an id of sheet {sheets}", choices=either(column.choices), sheets=sheets)
        if column.kind == "choices":
            return say("an id of sheet {sheets}; several are separated by semicolons", sheets=sheets)
        return say("an id of sheet {sheets}", sheets=sheets)
    if column.kind in ("number", "integer", "value") and (column.low is not None or column.high is not None):
        return Words(stated_range(column.low, column.high, column.unit))
    return Words("")


def input_message(column: Column, most: int | None = MESSAGE_CHARACTERS_MAX) -> str:
    """What is shown beside a chosen cell of a column: meaning, range and unit, what a blank means.

    Longer than ``most`` characters it is cut: programs refuse workbooks with longer messages.
    """
    limits = limits_of(column)
    words = " ".join(
        [
            say(column.meaning),
            *([say("Takes {limits}.", limits=limits)] if limits else []),
            _whether_required(column),
            *([say("Example: {example}", example=example_of(column))] if column.example != "" else []),
        ]
    )
    return words if most is None or len(words) <= most else words[: most - 3] + "..."


def _whether_required(column: Column) -> Words:
    if column.required:
        return say("Required.")
    return say("Blank: {meaning}.", meaning=say(column.blank_means)) if column.blank_means else say("May be blank.")


def example_of(column: Column) -> str:
    """The example of a column: an id or a text of the catalogue by its name, another text by its sentence."""
    if isinstance(column.example, int | float):
        return plain(column.example)
    name = localised(column.example)
    return say(column.example) if name == column.example else name


def validation(sheet: Sheet, column: Column, *, with_start_page: bool) -> dict[str, object]:
    """The data validation of a column, as XlsxWriter takes it."""
    rule: dict[str, object] = {
        "validate": "any",
        "ignore_blank": True,
        "input_title": _message_title(column),
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
            "error_title": _message_title(column),
            "error_message": say("{column} takes {limits}.", column=column.name, limits=limits_of(column))[
                :MESSAGE_CHARACTERS_MAX
            ],
        }
    return rule


def _message_title(column: Column) -> str:
    return shorten(named(column.name), MESSAGE_TITLE_MAX, placeholder="...")


def list_source(sheet: Sheet, column: Column, *, with_start_page: bool) -> list[str] | str:
    """Source of the dropdown list of a column: its choices, or the ids of the sheet it refers to; empty if it has none.

    A list longer than 255 characters would make the workbook unreadable, so long ones refer to cells.
    """
    if (sheet.name, column.name) == ("Coefficients", "coefficient"):
        if with_start_page:
            return coefficient_list_range()
        return _short_list([coefficient.name for coefficient in COEFFICIENTS])
    if column.kind == "choice":
        return _short_list(column.choices)
    if column.kind == "reference" and len(column.refers_to) == 1:
        return id_range(column.refers_to[0])
    return []


def _short_list(identifiers: Iterable[str]) -> list[str]:
    names = [named(identifier) for identifier in identifiers]
    return names if len(",".join(names)) <= LIST_CHARACTERS_MAX else []


def id_range(sheet_name: str) -> str:
    """The filled cells of the id column of a sheet, which is its first, as a formula.

    The range ends with the last id: a list with blank cells would accept any entry.
    """
    assert SHEET_BY_NAME[sheet_name].columns[0].kind == "id"
    first = f"{quote_sheetname(named(sheet_name))}!$A${FIRST_DATA_ROW}"
    whole = f"{first}:$A${FIRST_DATA_ROW + LIST_ROWS - 1}"
    return f"=OFFSET({first},0,0,MAX(1,COUNTA({whole})),1)"
