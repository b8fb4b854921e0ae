"""The reference page of the sheets, made from the schema: ``python -m planner.tables.reference > docs/sheets.md``."""

from __future__ import annotations

import sys
from collections.abc import Iterable, Sequence

from models.case import CATEGORIES
from planner.tables.columns import limits_of
from planner.tables.references import FORBIDDEN_IN_IDS, RESERVED_IDS
from planner.tables.schema import COEFFICIENTS, SETTINGS, SHEETS, Coefficient, Column, Sheet
from planner.tables.values import plain, stated_range

INTRODUCTION = """# Sheets of a case

This page is made from `planner/tables/schema.py` by `python -m planner.tables.reference > docs/sheets.md`; change it
there.

A case is one workbook or several: the rows of a sheet are those of all workbooks together. The header row is the first
of the ten top rows with the most headers, so a title may stand above it. Blank rows, other sheets and other columns are
passed over. Ids are matched without regard to case and to blanks around them. Numbers must be numbers, not text; a
formula counts by the value stored in the workbook. Money is in million roubles at the prices of `price_year`.
"""


def reference_page() -> str:
    """The page in Markdown: one table for each sheet, one of the settings, one of the coefficients."""
    parts = [INTRODUCTION]
    parts.extend(_sheet(sheet) for sheet in SHEETS)
    parts.append(_settings())
    parts.append(_coefficients())
    parts.append(_ids())
    return "\n".join(parts)


def _table(headers: Sequence[str], rows: Iterable[Sequence[str]]) -> str:
    lines = ["| " + " | ".join(headers) + " |", "|" + "---|" * len(headers)]
    lines.extend("| " + " | ".join(cell.replace("|", "\\|") for cell in row) + " |" for row in rows)
    return "\n".join(lines) + "\n"


def _sheet(sheet: Sheet) -> str:
    row_words = "at least one row" if sheet.row_required else "may be empty or left out"
    key = ", ".join(f"`{column}`" for column in sheet.key)
    rows = [(f"`{c.name}`", c.kind.replace("_", " "), limits_of(c), _blank(c), c.meaning) for c in sheet.columns]
    table = _table(("column", "kind", "takes", "blank", "meaning"), rows)
    return (
        f"## {sheet.name}\n\n{sheet.meaning} Filled in by: {sheet.filled_by}; {row_words}. Each {key} once.\n\n{table}"
    )


def _blank(column: Column) -> str:
    return "required" if column.required else column.blank_means or "allowed"


def _settings() -> str:
    rows = [
        (f"`{s.name}`", s.kind, stated_range(s.low, s.high, s.unit) if s.kind != "text" else "", s.meaning)
        for s in SETTINGS
    ]
    return "## The settings\n\nEach has one row; `evaluation_years` is at least `horizon_years`.\n\n" + _table(
        ("setting", "kind", "takes", "meaning"), rows
    )


def _coefficients() -> str:
    rows = [
        (f"`{c.name}`", _subject(c), _key(c), stated_range(c.low, c.high, c.unit), _default(c), c.meaning)
        for c in COEFFICIENTS
    ]
    words = (
        "Each row has `low <= central <= high`. A row with subject `all` stands for every measure of the kind that has "
        f"no row of its own with the same key. Categories are {', '.join(f'`{name}`' for name in CATEGORIES)}."
    )
    return f"## The coefficients\n\n{words}\n\n" + _table(
        ("coefficient", "subject: an id of", "key: an id of", "range", "without a row", "meaning"), rows
    )


def _subject(coefficient: Coefficient) -> str:
    return coefficient.subject + (f", kind {coefficient.subject_kind}" if coefficient.subject_kind else "")


def _key(coefficient: Coefficient) -> str:
    return coefficient.key + (", or blank" if coefficient.key_optional else "") if coefficient.key else "blank"


def _default(coefficient: Coefficient) -> str:
    return "fault: every subject needs it" if coefficient.default is None else plain(coefficient.default)


def _ids() -> str:
    rows = [
        (
            name,
            " ".join(f"`{sign}`" for sign in FORBIDDEN_IN_IDS.get(name, "")),
            " ".join(f"`{word}`" for word in RESERVED_IDS.get(name, ())),
        )
        for name in dict.fromkeys([*FORBIDDEN_IN_IDS, *RESERVED_IDS])
    ]
    return (
        "## Ids\n\nNo id holds line breaks or other control characters. No roadmap has the id of a measure.\n\n"
        + _table(("sheet", "ids may not hold", "ids may not be"), rows)
    )


if __name__ == "__main__":
    sys.stdout.write(reference_page())
