"""Roadmaps that must be taken and cannot be, what no roadmap lets start, and more locked than a limit counts."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np

from models.arrays import Arrays
from models.case import FEDERAL, NO_ROADMAP, Lock, Measure, Town
from models.roadmaps import may_use, opening_years
from models.rules.cells import Instance, instances
from models.rules.masters import budgets
from planner.tables.names import listed
from planner.tables.values import plain
from planner.warnings.conditions import (
    AFTER,
    EXCLUDED,
    STAGE,
    allowed_by_sheets,
    consents,
    own_conditions,
    reason_of,
    to_do_of,
    together,
)
from planner.warnings.found import TOLERANCE, Found
from planner.warnings.limits import name_of
from planner.warnings.locks import barring_column
from planner.words import Words, say

OF_ROADMAPS = (AFTER, EXCLUDED, STAGE)


def roadmaps_that_cannot_be(arrays: Arrays) -> Iterator[Found]:
    """Locks ``must`` on a roadmap of which the town is offered no variant, and why."""
    templates = {step.roadmap for step in arrays.case.roadmap_steps}
    for lock in arrays.case.locks:
        if lock.decision == "must" and lock.subject in templates:
            t = arrays.sets.town[lock.town]
            meant = [p for p, name in enumerate(arrays.menu.names) if is_meant(name, lock)]
            if not arrays.menu.offered[t, meant].any():
                reason, cell, to_do = barred(arrays, lock, meant)
                yield Found(
                    lock.origin.cell("subject"),
                    say("a roadmap that must be taken cannot be: {reason}", reason=reason),
                    say("{roadmap} in {town} ({cell})", roadmap=lock.subject, town=lock.town, cell=cell)
                    if cell
                    else say("{roadmap} in {town}", roadmap=lock.subject, town=lock.town),
                    say("at least one variant that the town may take"),
                    say("{to_do}, or delete the lock; no plan can keep it", to_do=to_do),
                )


def barred(arrays: Arrays, lock: Lock, meant: list[int]) -> tuple[Words, str, Words]:
    """Why a town is offered none of the variants of a roadmap: words, the cell that decides, if any, and what to do."""
    case, menu = arrays.case, arrays.menu
    if not meant:
        return say("its steps do not fit into the years of the plan"), "", say("start it earlier or shorten it")
    town = case.towns[arrays.sets.town[lock.town]]
    ready = opening_years(case, arrays.sets)[arrays.sets.town[lock.town]]
    for o, opening in enumerate(case.opening):
        works = [menu.intensity[p, o].nonzero()[0] for p in meant]
        if all(len(years) and years[0] < ready[o] for years in works):
            return (*why_not(arrays, town, opening), say("ask the community, mend the cell"))
    reason = say("every variant uses an opening measure that the town may not use in time, or locks forbid it")
    return reason, "", say("check sheets Readiness and Locks")


def is_meant(variant: str, lock: Lock) -> bool:
    """Whether a variant, ``ROADMAP/l1+l2@YEAR``, is of the roadmap of a lock and starts in its year, if it has one."""
    identity, _, year = variant.rpartition("@")
    return (
        variant != NO_ROADMAP
        and identity.partition("/")[0] == lock.subject
        and (lock.year is None or year == str(lock.year))
    )


def why_not(arrays: Arrays, town: Town, opening: Measure) -> tuple[Words, str]:
    """Why a town may not use an opening measure in time, and the cell that says so."""
    row = next((row for row in arrays.case.readiness if (row.town, row.measure) == (town.town, opening.measure)), None)
    if not may_use(town, opening):
        cell = opening.origin.cell(barring_column(town, opening))
        return say("the town may not use {measure}", measure=opening.measure), cell
    if not consents(arrays, opening, town.town):
        cell = opening.origin.cell("needs_consent") if row is None else row.origin.cell("consent")
        return say("the community does not consent to {measure}", measure=opening.measure), cell
    cell = row.origin.cell("ready_year") if row else ""
    return say("the town is not ready for {measure} in time", measure=opening.measure), cell


def ready_for_what_cannot_start(arrays: Arrays) -> Iterator[Found]:
    """Towns that prepared a measure, or consent to it, which only their roadmaps keep from starting."""
    started = {measure.measure: i for i, measure in enumerate(arrays.case.started) if not measure.town}
    allowed = None
    for row in arrays.case.readiness:
        if row.consent == "no" or row.measure not in started:
            continue
        t, index = arrays.sets.town[row.town], started[row.measure]
        if arrays.effects.offered[t, :, arrays.columns.where(arrays.case, index)[1]].any():
            continue
        allowed = allowed or allowed_by_sheets(arrays)
        conditions = own_conditions(arrays, allowed, index, np.array([t]))
        others = [condition for condition in conditions if condition.name not in OF_ROADMAPS]
        blamed = [one for one in conditions if one.name in OF_ROADMAPS and not (one.meets & together(others)).any()]
        if blamed and together(others).any():
            yield Found(
                row.origin.cell("measure"),
                say("a town is ready for a measure that cannot start there: {reason}", reason=reason_of(blamed[:1])),
                say("{measure} in {town}", measure=row.measure, town=row.town),
                say("a roadmap offered to the town that lets it start"),
                say("{to_do}, or delete the row", to_do=to_do_of(blamed[:1])),
            )


def more_locked_than_counted(arrays: Arrays) -> Iterator[Found]:
    """Ceilings on numbers of projects below what locks alone bring: starts, and least work of roadmaps that must be."""
    for instance in instances(arrays):
        ceiling = instance.limit.ceiling
        if instance.limit.unit != "count" or ceiling is None:
            continue
        starts, least = locked_starts(arrays, instance), least_work(arrays, instance)
        number = len(starts) + float(sum(least.values()))
        if number > ceiling + TOLERANCE:
            cells = [lock.origin.cell("subject") for lock in arrays.case.locks
                     if lock in starts or is_roadmap(lock, arrays, least)]  # fmt: skip
            yield Found(
                instance.limit.origin.cell("ceiling"),
                say("locks alone bring more than a limit on the number of projects allows"),
                say(
                    "{limit}: {number} by {cells}",
                    limit=name_of(instance), number=plain(round(number, 9)), cells=listed(cells, most=3),
                ),
                say("no more than {most}", most=plain(ceiling)),
                say("raise the ceiling or delete some of the locks; no plan can keep it"),
            )  # fmt: skip


def locked_starts(arrays: Arrays, instance: Instance) -> list[Lock]:
    """Locks on measures whose start is counted by a limit, whatever the plan."""
    inside = {int(t): row for row, t in enumerate(instance.towns)}
    years = {arrays.sets.YEARS[y] for y in instance.years.tolist()}
    found = []
    for lock in arrays.case.locks:
        if lock.decision == "must" and lock.subject in arrays.sets.STARTED:
            t = arrays.sets.town[lock.town]
            whole_plan = len(years) == len(arrays.sets.YEARS)
            if t in inside and (whole_plan or lock.year in years):
                column = arrays.columns.of(arrays.sets, t, lock.subject)
                if instance.lines[inside[t], column]:
                    found.append(lock)
    return found


def least_work(arrays: Arrays, instance: Instance) -> dict[str, float]:
    """Least full years of work that each town must do in the scope of a limit, where that is any."""
    opening = slice(arrays.started, arrays.first_tax_line)
    by_year = arrays.menu.intensity[:, :, instance.years].sum(axis=2)
    least: dict[str, float] = {}
    for row, t in enumerate(instance.towns.tolist()):
        offered = arrays.menu.offered[t]
        work = by_year[offered] @ instance.lines[row, opening]
        if len(work) and work.min() > 0:
            least[arrays.sets.TOWNS[t]] = float(work.min())
    return least


def is_roadmap(lock: Lock, arrays: Arrays, least: dict[str, float]) -> bool:
    """Whether a lock is what makes a town do the work that is counted."""
    return lock.decision == "must" and lock.town in least and lock.subject not in arrays.sets.STARTED


def budget_below_zero(arrays: Arrays) -> Iterator[Found]:
    """Years in which instruments and teams cost more than the federal budget has."""
    money = budgets(arrays)[FEDERAL]
    for row in arrays.case.budgets:
        left = float(money[arrays.sets.year[row.year]])
        if row.payer == FEDERAL and not row.instrument and left < -TOLERANCE:
            yield Found(
                row.origin.cell("amount_mrub"),
                say("instruments and diagnosis teams cost more than the federal budget has"),
                say("{year}: {more:,.6g} mrub more", year=row.year, more=-left),
                say("no more than it has"),
                say("raise the budget, decide against an instrument, or correct instrument_cost and visit_cost"),
            )
