"""Coefficients as people call them: what most of the money hangs on, with names in place of ids."""

from __future__ import annotations

import re
from collections.abc import Mapping

from models.case import Case
from planner.tables.schema import COEFFICIENT_BY_NAME
from planner.views.looks import CATEGORY_NAMES, Tables, largest_first, number
from planner.views.wording import count, listed, million, spoken

MOST_JUDGED = 10
WITH_OTHERS = re.compile(r"(?P<first>.+) and (?P<others>[1-9]\d*) more")
"""How the sheet Assumptions names a judgement that several subjects share."""
MORE_OF = {
    "Measures": ("more measure",), "Factors": ("more factor",), "LockIns": ("more lock-in",),
    "Statuses": ("more status", "more statuses"), "Products": ("more product",),
    "Initiators": ("more initiator",), "Instruments": ("more instrument",), "Indicators": ("more indicator",),
}  # fmt: skip
BEFORE_KEY = {
    "weight": "in", "sensitivity": "to", "yield": "for", "opening": "on", "drift_cut": "on", "cost_cut": "for",
    "drift_risk": "in", "supplies": "of", "buys": "of", "uses": "of", "trade": "for",
}  # fmt: skip
"""How a coefficient is joined to its goal, lock-in or category; a factor, and the lock-in of a gate, take ``at``."""


def most_judged(tables: Tables, case: Case) -> str:
    """The expert coefficients that most money hangs on, given how wide their ranges are."""
    expert = [row for row in tables["Assumptions"] if row["grade"] == "expert" and number(row, "swing_mrub") > 0]
    first = largest_first(expert, "swing_mrub")[:MOST_JUDGED]
    if not first:
        return "No money hangs on an expert coefficient with a range."
    names = names_of(case)
    said = listed([f"{coefficient_name(row, names)} ({million(number(row, 'swing_mrub'))})" for row in first])
    which = "The expert coefficient" if len(first) == 1 else f"The {len(first)} expert coefficients"
    return f"{which} that most money hangs on, as money times half the range: {said}."


def names_of(case: Case) -> dict[str, dict[str, str]]:
    """Names of all that a coefficient can be about, by the sheet that it stands on."""
    return {
        "Measures": {row.measure: row.name for row in case.measures} | {p.proposal: p.name for p in case.proposals},
        "Factors": {row.factor: row.name for row in case.factors},
        "LockIns": {row.lock_in: row.name for row in case.lock_ins},
        "Statuses": {row.status: row.name for row in case.statuses},
        "Products": {row.product: row.name for row in case.products},
        "Initiators": {row.initiator: row.name for row in case.initiators},
        "Instruments": {row.instrument: row.name for row in case.instruments},
        "Indicators": {row.indicator: row.name for row in case.indicators},
        "Goals": {row.goal: row.name for row in case.goals},
        "Categories": dict(CATEGORY_NAMES),
    }


def coefficient_name(row: Mapping[str, object], names: Mapping[str, Mapping[str, str]]) -> str:
    """``deadweight of "Public space" and 61 more measures, at "New niche"``."""
    coefficient, subject, key = (str(row[column]) for column in ("coefficient", "subject", "key"))
    kind = COEFFICIENT_BY_NAME[coefficient]
    first, others = apart(subject, names[kind.subject])
    said = f'{spoken(coefficient)} of "{names[kind.subject].get(first, first)}"'
    if others:
        said += f" and {count(others, *MORE_OF[kind.subject])}{',' if key else ''}"
    if key:
        said += f' {BEFORE_KEY.get(coefficient, "at")} "{names[kind.key].get(key, key)}"'
    return said


def apart(subject: str, names: Mapping[str, str]) -> tuple[str, int]:
    """The first of the subjects that share a judgement, and how many others there are."""
    shared = None if subject in names else WITH_OTHERS.fullmatch(subject)
    return (subject, 0) if shared is None else (shared["first"], int(shared["others"]))
