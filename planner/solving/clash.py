"""Why no plan can keep the rules, in words with cells: what clashes first, what it clashes with after."""

from __future__ import annotations

import re
from collections.abc import Sequence

from models.arrays import Arrays
from models.case import UNPLACED
from models.rules import Rows
from planner.words import Words, localised, say

CELL_OF_FAMILY = {
    "federal_budget": "amount_mrub",
    "region_budget": "amount_mrub",
    "limit_ceiling": "ceiling",
    "limit_floor": "floor",
    "absorption": "absorption_share",
    "requires": "measure",
    "excludes": "measure",
    "must": "subject",
}
"""The cell of a row that says what is asked; co-financing rows come from several rows of a sheet and name none."""
TOLD_MOST = 12
PARTS = re.compile(r"([\[\],:+])")
"""What parts of the name of a row are joined by."""


def clash_words(arrays: Arrays, rows: Rows, names: Sequence[str]) -> list[Words]:
    """One line a rule, with the cell it comes from. Co-financing is told only where nothing else is."""
    number = {name: k for k, name in enumerate(rows.names)}
    told = [name for name in names if name not in number or rows.families[number[name]] in CELL_OF_FAMILY]
    return [line(arrays, rows, name, number.get(name)) for name in (told or list(names))[:TOLD_MOST]]


def line(arrays: Arrays, rows: Rows, name: str, k: int | None) -> Words:
    if k is None:
        return say("{rule}: no roadmap at all is left to this town; look at its locks", rule=told_name(name))
    family, origin = rows.families[k], rows.origins[k]
    where = f" ({origin.cell(CELL_OF_FAMILY[family])})" if family in CELL_OF_FAMILY and origin is not UNPLACED else ""
    rule = told_name(name) + where
    if family == "must" and not can_start(arrays, name):
        return say(
            "{rule}: its status, size, readiness, consent, gates, locks, the sums given to it or the horizon leave the "
            "town no start of this measure; planner check names which",
            rule=rule,
        )
    return Words(rule)


def told_name(name: str) -> str:
    """The name of a row, ``FAMILY[WHAT,YEAR]``, with ids by their names in the language in use."""
    return "".join(localised(part) for part in PARTS.split(name))


def can_start(arrays: Arrays, name: str) -> bool:
    """Whether a town has any option of the measure it must start."""
    for lock in arrays.case.locks:
        if name == f"must[{lock.town},{lock.subject}]" and lock.subject in arrays.sets.STARTED:
            t = arrays.sets.town[lock.town]
            return bool(arrays.effects.offered[t, :, arrays.columns.of(arrays.sets, t, lock.subject)].any())
    return False
