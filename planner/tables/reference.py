"""The reference page of the sheets, made from the schema: ``python -m planner.tables.reference > docs/sheets.md``."""

from __future__ import annotations

import sys
from collections.abc import Iterable, Sequence

from models.case import CATEGORIES, CHOSEN_MOST
from models.proposals import TAKEN_OVER
from planner.tables.check_clusters import REGIONS_MOST
from planner.tables.check_towns import OF_THE_CATALOGUE, ON_THE_ROW, PROPOSALS_MOST, SHARES_MOST
from planner.tables.columns import limits_of
from planner.tables.references import FORBIDDEN_IN_IDS, FORBIDDEN_STARTS, RESERVED_IDS
from planner.tables.schema import COEFFICIENTS, SETTINGS, SHEETS, Coefficient, Column, Sheet
from planner.tables.values import plain, stated_range

INTRODUCTION = """# Sheets of a case

This page is made from `planner/tables/schema.py` by `python -m planner.tables.reference > docs/sheets.md`; change it
there.

A case is one workbook or several: the rows of a sheet are those of all workbooks together. The header row is the first
of the ten top rows with the most headers, so a title may stand above it. Blank rows, other sheets and other columns are
passed over. Ids are matched without regard to case and to blanks around them. Numbers must be numbers, not text; a
formula counts by the value stored in the workbook. Money is in million roubles: costs at the prices of `price_year`;
budgets, limits, sums and loans in the money of their own year.
"""

RULES = (
    f"A town has at most {PROPOSALS_MOST} proposals. A proposal is like a started measure of the catalogue and serves "
    "another goal than `capacity`; `scale_low` is above 0, and figures of cost and result rise from low to high.",
    "Nothing but its own town may stand beside a proposal in Readiness, Contributions and Locks; two proposals are "
    "linked only if they are of one town.",
    "A contribution has a share, a sum or both. A sum names a started measure or a proposal. In no town do the "
    f"shares of all contributors to one measure come to more than {plain(SHARES_MOST)}, the most particular row of "
    "each taken.",
    "Inflation has no row, or one for every year from the earlier of `price_year` and `first_year`, that year itself "
    "left out, to the later of `price_year` and the last year of the plan.",
    "Budgets, Loans, Limits and Locks name years of the plan; a loan is repaid in a later one. `ready_year` may be any "
    "year: one before the plan says that the town is ready.",
    "A limit on a contributor is in `mrub` or `rub_per_head`.",
    "Goal `capacity` is the key of no `yield` and no `trade`: roadmaps alone serve it.",
    "In Employment no row has more independent firms than firms, nor a largest firm of more persons than all; no "
    "industry has more persons, now or earlier, than all industries of its place, no region and not the towns of the "
    "case together more than the country. Each industry that a place or a cluster has, and a blank one where a place "
    "has it, has a row of place `country` too; its figures may be blank.",
    f"A cluster names each of its towns once. They lie in no more regions than `cluster_regions_most`, {REGIONS_MOST} "
    "if that is blank.",
    "ClusterSteps names started measures of the catalogue. A step has one stage on all of its rows; stages are counted "
    "1, 2, 3 without a hole. Where there are clusters, there is a step.",
    f"At most {CHOSEN_MOST} instruments are left to choose; each has its `instrument_cost` and works first in a year "
    "of the plan. A row of Budgets that names an instrument stands beside the payer's own row for the year, which is "
    "needed all the same.",
    "An indicator has a bound, its `visit_cost`, and where it has two bounds some value between them. Observations, "
    "Findings and `crisis_since` may be of years before the plan, not after it. A finding names a status, a niche or "
    "both; a town that has found its niche is not found in a status with a window, and no lock says it must do "
    "anything.",
    "`after_opening`, `excluded_by_opening` and `stage` stand on started measures and name opening measures, not both "
    "the same; some roadmap works on what `after_opening` names. Where a town must take a roadmap and start a measure, "
    "the roadmap works on what the measure waits for and not on what rules it out.",
)
"""Rules between cells that the tables of the columns do not tell."""


def reference_page() -> str:
    """The page in Markdown: one table for each sheet, one of the settings, one of the coefficients."""
    parts = [INTRODUCTION]
    parts.extend(_sheet(sheet) for sheet in SHEETS)
    parts.append(_settings())
    parts.append(_coefficients())
    parts.append(_ids())
    parts.append("## What must agree\n\n" + "".join(f"- {rule}\n" for rule in RULES))
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
        (
            f"`{s.name}`",
            s.kind,
            stated_range(s.low, s.high, s.unit) if s.kind != "text" else "",
            s.blank_means or "required",
            s.meaning,
        )
        for s in SETTINGS
    ]
    words = "Each has one row, those that may be blank one or none; `evaluation_years` is at least `horizon_years`."
    return f"## The settings\n\n{words}\n\n" + _table(("setting", "kind", "takes", "blank", "meaning"), rows)


def _coefficients() -> str:
    rows = [
        (f"`{c.name}`", _subject(c), _key(c), stated_range(c.low, c.high, c.unit), _default(c), c.meaning)
        for c in COEFFICIENTS
    ]
    words = (
        "Each row has `low <= central <= high`. A row with subject `all` stands for every measure of the kind that has "
        f"no row of its own with the same key. Categories are {', '.join(f'`{name}`' for name in CATEGORIES)}.\n\n"
        f"Of the measure it is like a proposal takes over {', '.join(f'`{name}`' for name in TAKEN_OVER)}, unless a "
        "row has the proposal as subject and the same key. A proposal may be the subject of every coefficient of "
        f"started measures but {', '.join(f'`{name}`' for name in ON_THE_ROW)} and `yield` for the goal on its row: "
        "its cost and result on the spot stand on that row. Nor of "
        f"{', nor of '.join(f'`{name}`: {why}' for name, why in OF_THE_CATALOGUE.items())}."
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
            " ".join(f"`{start}`" for start in FORBIDDEN_STARTS.get(name, ())),
        )
        for name in dict.fromkeys([*FORBIDDEN_IN_IDS, *RESERVED_IDS, *FORBIDDEN_STARTS])
    ]
    words = (
        "No id holds line breaks or other control characters. No roadmap has the id of a measure, no proposal that of "
        "a measure or a roadmap. What is both a town and a region cannot be a place in Employment."
    )
    return f"## Ids\n\n{words}\n\n" + _table(
        ("sheet", "ids may not hold", "ids may not be", "ids may not begin with"), rows
    )


if __name__ == "__main__":
    sys.stdout.write(reference_page())
