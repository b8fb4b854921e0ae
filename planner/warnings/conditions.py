"""What an option of a started measure needs, condition by condition (model page, section Choice).

The arrays hold all conditions at once; here each stands alone, so that words can be found for what is missing.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from functools import reduce

import numpy as np

from models.arrays import Arrays
from models.case import Measure
from models.columns import Indices
from models.diagnosis import Flags
from models.offers import obey_locks, opened_for, passes_gates, ready_starts, takes_sums
from models.roadmaps import may_use
from planner.tables.schema import SHEET_BY_NAME
from planner.warnings.found import joined
from planner.words import Words, phrase, say

DURATION, ELIGIBLE, SCALE = phrase("duration"), phrase("status and population"), phrase("scale")
READY, GATES, SUMS, LOCKS = phrase("readiness"), phrase("gates"), phrase("sums of others"), phrase("locks")
AFTER, EXCLUDED, STAGE = "after_opening", "excluded_by_opening", "stage"
GROWTH, REQUIRES = phrase("points of growth"), phrase("requires {other}")


@dataclass(frozen=True)
class Condition:
    """What an option needs: the options that have it (T', P, S), the column of the measure that decides, and words.

    ``reason`` is true of each town of which no option has it. ``name`` is a phrase or the id of a column; ``other`` is
    the measure in it, if any.
    """

    name: str
    meets: Flags
    column: str
    reason: Words
    to_do: Words
    other: str = ""

    def __str__(self) -> str:
        return say(self.name, other=self.other)


@dataclass(frozen=True)
class Allowed:
    """What the sheets Readiness (T, C, S) and Locks (T, P, C, S) allow of all started columns."""

    ready: Flags
    unlocked: Flags


@dataclass(frozen=True)
class Asked:
    """One started measure in some towns: its column, and the starts that its works fit into (S)."""

    arrays: Arrays
    allowed: Allowed
    measure: Measure
    towns: Indices
    column: int
    in_time: Flags


def allowed_by_sheets(arrays: Arrays) -> Allowed:
    unlocked = np.zeros_like(arrays.effects.offered)
    unlocked[:] = arrays.menu.offered[:, :, None, None]
    obey_locks(arrays.case, arrays.sets, arrays.columns, unlocked)
    return Allowed(ready_starts(arrays.case, arrays.sets, arrays.columns), unlocked)


def own_conditions(arrays: Arrays, allowed: Allowed, index: int, towns: Indices) -> list[Condition]:
    """The conditions of the options of a started measure in some towns, in the order of telling."""
    measure, years = arrays.case.started[index], len(arrays.sets.YEARS)
    asked = Asked(
        arrays=arrays,
        allowed=allowed,
        measure=measure,
        towns=towns,
        column=arrays.columns.where(arrays.case, index)[1],
        in_time=np.arange(years) + measure.duration_years <= years,
    )
    plain = [look(asked) for look in (duration, eligible, scale, ready, gates, sums, locks)]
    return [*plain, *conditions_of_roadmaps(asked)]


def towns_of(arrays: Arrays, index: int) -> Indices:
    """The towns that a started measure is there for: all, or the one that proposes it."""
    return np.arange(len(arrays.sets.TOWNS))[arrays.columns.where(arrays.case, index)[0]]


def offered_of(arrays: Arrays, index: int) -> Flags:
    """Options (T, P, S) of a started measure in every town."""
    offered = np.zeros((*arrays.menu.offered.shape, len(arrays.sets.YEARS)), dtype=bool)
    towns, column = arrays.columns.where(arrays.case, index)
    offered[towns] = arrays.effects.offered[towns, :, column]
    return offered


def duration(asked: Asked) -> Condition:
    return Condition(DURATION, asked.in_time, "duration_years", say("its works last longer than the plan"),
                     say("correct duration_years or lengthen the horizon"))  # fmt: skip


def eligible(asked: Asked) -> Condition:
    towns = [asked.arrays.case.towns[t] for t in asked.towns]
    may = np.array([may_use(town, asked.measure) for town in towns])
    if all(town.left_alone for town in towns):
        return Condition(ELIGIBLE, may[:, None, None], "statuses",
                         say("the town has found its niche and is left alone"),
                         say("correct the sheet Findings"))  # fmt: skip
    return Condition(ELIGIBLE, may[:, None, None], "statuses", say("status and population are not those it asks for"),
                     say("correct statuses, population_min and population_max"))  # fmt: skip


def scale(asked: Asked) -> Condition:
    effects = asked.arrays.effects
    low, high = (bound[asked.towns, asked.column] for bound in (effects.scale_low, effects.scale_high))
    return Condition(SCALE, ((low <= high) & (high > 0))[:, None, None], "scale_high",
                     say("its greatest scale is 0 or below its least"),
                     say("correct the scales or their lock"))  # fmt: skip


def ready(asked: Asked) -> Condition:
    """Readiness and consent: consent is told if no town gives it, else time."""
    arrays = asked.arrays
    meets = (asked.allowed.ready[asked.towns, asked.column] & asked.in_time)[:, None]
    if not any(consents(arrays, asked.measure, arrays.sets.TOWNS[t]) for t in asked.towns):
        return Condition(READY, meets, "needs_consent", say("the community does not consent to it"),
                         say("ask the community, and say so on sheet Readiness"))  # fmt: skip
    return Condition(READY, meets, "preparation_years",
                     say("it is not ready early enough to be finished within the plan"),
                     say("check preparation_years and sheet Readiness, or lengthen the horizon"))  # fmt: skip


def consents(arrays: Arrays, measure: Measure, town: str) -> bool:
    said = [row.consent for row in arrays.case.readiness if (row.measure, row.town) == (measure.measure, town)]
    return "yes" in said if measure.needs_consent else "no" not in said


def gates(asked: Asked) -> Condition:
    arrays = asked.arrays
    passes = passes_gates(arrays.case, arrays.sets, arrays.draw, arrays.opened, asked.measure, asked.towns)
    return Condition(GATES, passes & asked.in_time, "measure", say("the lock-ins do not come below its gates in time"),
                     say("check its rows gate on sheet Coefficients, and the roadmaps"))  # fmt: skip


def sums(asked: Asked) -> Condition:
    arrays, meets = asked.arrays, np.ones((1, 1, 1), dtype=bool)
    if arrays.costs.given[asked.towns, asked.column].any():
        costs, scale_low = arrays.costs.of_towns(asked.towns), arrays.effects.scale_low[asked.towns]
        meets = takes_sums(arrays.columns, costs, scale_low)[:, :, asked.column]
    return Condition(SUMS, meets, "scale_low", say("the sums of others come to more than its least project costs"),
                     say("raise scale_low, or lower sum_mrub on sheet Contributions"))  # fmt: skip


def locks(asked: Asked) -> Condition:
    unlocked = asked.allowed.unlocked[asked.towns, :, asked.column]
    return Condition(LOCKS, unlocked, "measure", say("locks forbid it"), say("check the sheet Locks"))


def conditions_of_roadmaps(asked: Asked) -> list[Condition]:
    """What the measure needs of the roadmap, where it hangs on it: an opening before it, none against it, search."""
    measure, arrays = asked.measure, asked.arrays
    words = {
        AFTER: (
            say("no roadmap offered works on {opening} early enough before it", opening=measure.after_opening),
            say("check after_opening, the sheet Roadmaps, and who may take them"),
        ),
        EXCLUDED: (
            say("every roadmap offered uses {opening}, which rules it out", opening=measure.excluded_by_opening),
            say("check excluded_by_opening and the locks on roadmaps"),
        ),
        STAGE: (
            say("no roadmap offered brings innovative search in time"),
            say("check its stage, the rows search_below on sheet Coefficients, and the roadmaps"),
        ),
    }
    found = []
    for column, (reason, to_do) in words.items():
        if getattr(measure, column):
            others: dict[str, str] = {other: "" for other in words if other != column}
            alone = replace(measure, **others)  # type: ignore[arg-type]
            meets = opened_for(arrays.sets, arrays.menu, arrays.opened, alone, asked.towns)
            offered = arrays.menu.offered[asked.towns][:, :, None]
            found.append(Condition(column, meets & offered & asked.in_time, column, reason, to_do))
    return found


def conditions_beside(arrays: Arrays, index: int, offered: Flags) -> Iterator[Condition]:
    """What an offered option (T, P, S) needs beside: a place among the points of growth, and what it requires."""
    measure = arrays.case.started[index]
    if measure.point_of_growth and arrays.case.settings.points_of_growth_max == 0:
        yield Condition(GROWTH, np.zeros_like(offered), "point_of_growth",
                        say("it is a point of growth, and no town may have one"),
                        say("raise points_of_growth_max on sheet Settings"))  # fmt: skip
    for link in arrays.case.links:
        if link.relation == "requires" and link.measure == measure.measure:
            other = np.logical_or.accumulate(offered_of(arrays, arrays.sets.STARTED.index(link.other)), axis=2)
            early = np.zeros_like(offered)
            early[:, :, link.years_before :] = other[:, :, : max(0, offered.shape[2] - link.years_before)]
            yield Condition(REQUIRES, early & offered, "measure",
                            say("{other}, which it requires, cannot start early enough", other=link.other),
                            say("check the sheet Links and the measure required"), link.other)  # fmt: skip


def together(conditions: Sequence[Condition]) -> Flags:
    """Options that meet all of some conditions."""
    return reduce(np.logical_and, (condition.meets for condition in conditions))


def missing(conditions: Sequence[Condition]) -> list[Condition]:
    """Of conditions that no option meets together: the first one that none meets, else a few that none meets together.

    None of the few can be left out.
    """
    alone = [condition for condition in conditions if not condition.meets.any()]
    if alone:
        return alone[:1]
    few = list(conditions)
    for condition in reversed(conditions):
        rest = [other for other in few if other is not condition]
        if not together(rest).any():
            few = rest
    return few


def reason_of(conditions: Sequence[Condition]) -> Words:
    """Why there is no option, from what is missing."""
    if len(conditions) == 1:
        return conditions[0].reason
    return say("no option meets all of its conditions together: {conditions}", conditions=joined(map(str, conditions)))


def to_do_of(conditions: Sequence[Condition]) -> Words:
    return conditions[0].to_do if len(conditions) == 1 else say("loosen one of these conditions")


def cell_of(measure: Measure, column: str) -> str:
    """The cell of a measure's row; a proposal's row has not every column of a measure."""
    if measure.town and column not in {known.name for known in SHEET_BY_NAME["Proposals"].columns}:
        column = "proposal"
    return measure.origin.cell(column)
