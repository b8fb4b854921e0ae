"""What several checks need to know of a draft, and the faults that several of them tell in the same words."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from itertools import pairwise

from planner.tables.faults import wording
from planner.tables.names import quoted_name
from planner.tables.tabulate import Draft, Row
from planner.tables.values import plain
from planner.words import Words, say

TOLERANCE = 1e-9


def settings_by_name(draft: Draft) -> dict[str, Row]:
    """Rows of the settings that have a value without fault, by the name of the setting."""
    return {row["setting"]: row for row in draft.rows["Settings"] if row.filled("setting", "value")}


def plan_years(draft: Draft) -> range | None:
    """Calendar years of the plan, or None if the settings do not say."""
    settings = settings_by_name(draft)
    if "first_year" not in settings or "horizon_years" not in settings:
        return None
    first = settings["first_year"]["value"]
    return range(first, first + settings["horizon_years"]["value"])


def kinds_of_measures(draft: Draft) -> dict[str, str]:
    """``started`` or ``opening`` by id of the measure; proposals are started measures."""
    kinds = {row["proposal"]: "started" for row in rows_of_proposals(draft)}
    return kinds | {row["measure"]: row["kind"] for row in draft.rows["Measures"] if row.filled("measure", "kind")}


def towns_of_proposals(draft: Draft) -> dict[str, str]:
    """The only town that may use it, by id of the proposal."""
    return {row["proposal"]: row["town"] for row in rows_of_proposals(draft) if row.filled("town")}


def rows_of_proposals(draft: Draft) -> list[Row]:
    """Proposals with an id of their own. One that has the id of a measure or roadmap is told and is not looked up."""
    others = draft.names["Measures"], draft.names["Roadmaps"]
    return [
        row
        for row in draft.rows["Proposals"]
        if row.filled("proposal") and all(names.find(row["proposal"]) is None for names in others)
    ]


def not_above(draft: Draft, row: Row, upper: str, lower: str) -> None:
    """Tell that the number in column ``upper`` is below the one in column ``lower``."""
    message = wording(
        say("{upper} is below {lower}", upper=upper, lower=lower),
        plain(row[upper]),
        say("at least {number}, as in {cell}", number=plain(row[lower]), cell=row.origin.cell(lower)),
        say("correct one of the two"),
    )
    draft.fault_at(row, upper, message)


def in_order(draft: Draft, row: Row, columns: Sequence[str]) -> None:
    """Tell each number of a row that is below the one before it."""
    for lower, upper in pairwise(columns):
        if row.filled(lower, upper) and row[lower] > row[upper]:
            not_above(draft, row, upper, lower)


def within_plan(draft: Draft, row: Row, column: str, years: range | None) -> None:
    """Tell a year outside the plan, and take it out of the row."""
    if years is None or not row.filled(column) or row[column] in years:
        return
    message = wording(
        say("{column} is outside the plan", column=column),
        str(row[column]),
        say("{first} to {last}", first=years[0], last=years[-1]),
        say("correct it, or first_year and horizon_years in sheet Settings"),
    )
    draft.fault_at(row, column, message)
    del row.values[column]


def only_in_its_town(draft: Draft, row: Row, column: str, towns: Mapping[str, str]) -> None:
    """Tell a proposal that stands beside a town which is not the one that proposes it."""
    if not row.filled(column, "town") or towns.get(row[column], row["town"]) == row["town"]:
        return
    message = wording(
        say("proposal {proposal} may be used by no other town than its own", proposal=row[column]),
        say("town {town}", town=row["town"]),
        say("town {town}, as in sheet Proposals,", town=towns[row[column]]),
        say("correct town or {column}, or delete the row", column=column),
    )
    draft.fault_at(row, column, message)


def started_only(draft: Draft, row: Row, column: str, kinds: Mapping[str, str], to_do: Words) -> None:
    """Tell an opening measure where only a started one has a meaning."""
    if row.filled(column) and kinds.get(row[column], "started") != "started":
        message = wording(
            say("{column} is an opening measure", column=column),
            quoted_name(row[column]),
            say("a measure of kind started"),
            to_do,
        )
        draft.fault_at(row, column, message)
