"""Measures that must be started by a lock, in towns that cannot start them: no plan can keep such a lock."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

import numpy as np

from models.arrays import Arrays
from models.case import Lock, Measure, Town
from planner.warnings.conditions import (
    ELIGIBLE,
    GATES,
    LOCKS,
    READY,
    SCALE,
    SUMS,
    Allowed,
    Condition,
    allowed_by_sheets,
    cell_of,
    conditions_beside,
    consents,
    missing,
    offered_of,
    own_conditions,
    reason_of,
    to_do_of,
    together,
)
from planner.warnings.contributions import rows_in_force
from planner.warnings.found import Found
from planner.words import say


def musts_that_cannot_be(arrays: Arrays) -> Iterator[Found]:
    """Locks ``must`` on a measure that the town has no way to start, with the reason and the cell that decides."""
    musts = [row for row in arrays.case.locks if row.decision == "must" and row.subject in arrays.sets.STARTED]
    allowed = allowed_by_sheets(arrays) if musts else None
    for lock in musts:
        blamed = missing_in_town(arrays, allowed, lock) if allowed else ()
        if blamed:
            yield Found(
                lock.origin.cell("subject"),
                say("a measure that must be started cannot be: {reason}", reason=reason_of(blamed)),
                say(
                    "{measure} in {town} ({cells})",
                    measure=lock.subject, town=lock.town,
                    cells=", ".join(deciding_cell(arrays, lock, one) for one in blamed),
                ),
                say("at least one option in the town"),
                say("{to_do}, or delete the lock; no plan can keep it", to_do=to_do_of(blamed)),
            )  # fmt: skip


def missing_in_town(arrays: Arrays, allowed: Allowed, lock: Lock) -> Sequence[Condition]:
    """What the town lacks to start the measure; nothing where it can."""
    t, index = arrays.sets.town[lock.town], arrays.sets.STARTED.index(lock.subject)
    offered = offered_of(arrays, index)
    if not offered[t].any():
        return missing(own_conditions(arrays, allowed, index, np.array([t])))
    beside = list(conditions_beside(arrays, index, offered))
    in_town = [replace(condition, meets=condition.meets[t]) for condition in beside]
    return missing(in_town) if in_town and not together(in_town).any() else ()


def deciding_cell(arrays: Arrays, lock: Lock, condition: Condition) -> str:
    """The cell that decides whether the town of a lock meets a condition."""
    town = arrays.case.towns[arrays.sets.town[lock.town]]
    measure = arrays.case.started[arrays.sets.STARTED.index(lock.subject)]
    if condition.name == ELIGIBLE:
        return cell_of(measure, barring_column(town, measure))
    if condition.name == READY:
        return readiness_cell(arrays, town, measure, condition)
    if condition.name == SCALE and lock.scale_low is not None and lock.scale_low > measure.scale_low:
        return lock.origin.cell("scale_low")
    if condition.name == LOCKS:
        return lock.origin.cell("year" if lock.year is not None else "subject")
    if condition.name == SUMS:
        return sums_cell(arrays, town, measure)
    if condition.name == GATES:
        return gate_cell(arrays, measure)
    return cell_of(measure, condition.column)


def barring_column(town: Town, measure: Measure) -> str:
    if measure.statuses and town.status not in measure.statuses:
        return "statuses"
    too_small = measure.population_min is not None and town.population < measure.population_min
    return "population_min" if too_small else "population_max"


def readiness_cell(arrays: Arrays, town: Town, measure: Measure, condition: Condition) -> str:
    """The town's own row of Readiness where it decides, else the measure's."""
    for row in arrays.case.readiness:
        if (row.town, row.measure) == (town.town, measure.measure):
            if not consents(arrays, measure, town.town):
                return row.origin.cell("consent")
            if row.ready_year is not None:
                return row.origin.cell("ready_year")
    return cell_of(measure, condition.column)


def sums_cell(arrays: Arrays, town: Town, measure: Measure) -> str:
    """The sum of the first contributor that gives one."""
    t = arrays.sets.town[town.town]
    column = arrays.columns.of(arrays.sets, t, measure.measure)
    first = int(np.flatnonzero(arrays.pool.total[:, t, column])[0])
    number = int(rows_in_force(arrays)[first, t, column])
    return arrays.case.contributions[number].origin.cell("sum_mrub")


def gate_cell(arrays: Arrays, measure: Measure) -> str:
    """The lowest gate of the measure."""
    rows = [triple for (name, subject, _), triple in arrays.case.coefficients.items()
            if (name, subject) == ("gate", measure.measure)]  # fmt: skip
    return min(rows, key=lambda triple: triple.at(arrays.draw)).origin.cell("central")
