"""Money of others: sums that leave no project possible, and money that is promised and counted as if agreed."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np

from models.arrays import Arrays
from models.case import CONTRIBUTORS, Contribution, Measure
from models.columns import NOT_THERE, Indices
from models.diagnosis import Flags, Floats
from models.pooling import meant, particularity
from planner.tables.values import plain
from planner.warnings.conditions import SUMS, allowed_by_sheets, own_conditions, together
from planner.warnings.found import TOLERANCE, Found
from planner.warnings.sizes import contribution_name
from planner.words import say

PROMISED_SHARE_MOST = 0.1
"""A tenth that is missing can be made up from what is unspent, as a rule; more breaks the project's money."""


def sums_that_forbid(arrays: Arrays) -> Iterator[Found]:
    """Sums that make a project impossible in a town where it would be possible without them, by row and town."""
    suspected = (arrays.costs.given > 0) & ~arrays.effects.offered.any(axis=(1, 3))
    if not suspected.any():
        return
    rows, allowed = rows_in_force(arrays), allowed_by_sheets(arrays)
    for t, c in np.argwhere(suspected).tolist():
        index = int(arrays.columns.measure[t, c])
        others = [found for found in own_conditions(arrays, allowed, index, np.array([t])) if found.name != SUMS]
        possible = together(others)[0]
        if possible.any():
            measure, most_mrub = arrays.case.started[index], most_taken_mrub(arrays, t, c, possible)
            for k in np.flatnonzero(arrays.pool.total[:, t, c]).tolist():
                row = arrays.case.contributions[int(rows[k, t, c])]
                yield forbidding(row, arrays.sets.TOWNS[t], measure, float(arrays.costs.given[t, c]), most_mrub)


def forbidding(row: Contribution, town: str, measure: Measure, given_mrub: float, most_mrub: float) -> Found:
    return Found(
        row.origin.cell("sum_mrub"),
        say(
            "sums of others make a project impossible that is possible without them: they exceed what its least scale "
            "costs the public"
        ),
        say(
            "{measure} in {town}: {given:,.6g} mrub of all contributors, of which {most:,.6g} can be taken",
            measure=measure.measure, town=town, given=given_mrub, most=most_mrub,
        ),
        say("no more than can be taken"),
        say("raise scale_low of the proposal, or lower sum_mrub")
        if measure.town
        else say("raise scale_low of the measure, or lower sum_mrub"),
    )  # fmt: skip


def most_taken_mrub(arrays: Arrays, t: int, c: int, possible: Flags) -> float:
    """The largest sum that the least project could take, over the options (P, S) that are possible without any."""
    cost = arrays.effects.scale_low[t, c] * arrays.costs.unit[t, c] * arrays.costs.cost.of_column(t, c)
    cost, works = np.broadcast_arrays(cost, arrays.costs.works.of_column(t, c))
    room = np.divide(cost, works, out=np.full(cost.shape, np.inf), where=works > 0).min(axis=2)
    return float(np.where(possible & np.isfinite(room), room, 0.0).max())


def promised_money(arrays: Arrays) -> Iterator[Found]:
    """Rows that are only promised and could pay more than a tenth of the least project of a measure that is offered."""
    rows, share = rows_in_force(arrays), share_of_least_project(arrays)
    counts = (rows != NOT_THERE) & offered_anywhere(arrays)
    most = np.zeros(len(arrays.case.contributions))
    np.maximum.at(most, rows[counts], share[counts])
    for row, share_most in zip(arrays.case.contributions, most.tolist(), strict=True):
        if row.evidence == "promised" and share_most > PROMISED_SHARE_MOST * (1.0 + TOLERANCE):
            yield Found(
                row.origin.cell("evidence"),
                say(
                    "money that is only promised may pay more than a tenth of a project, and the plan counts it as if "
                    "agreed"
                ),
                say(
                    "{contribution}: up to {percent} %",
                    contribution=contribution_name(row), percent=plain(round(100 * share_most, 1)),
                ),
                say("evidence agreed"),
                say("have it agreed in writing, or lower or delete it"),
            )  # fmt: skip


def share_of_least_project(arrays: Arrays) -> Floats:
    """Share of the whole cost of the least project that each contributor pays (K, T, C+O), at central unit cost."""
    begun = slice(0, arrays.started)
    least = np.broadcast_to(arrays.effects.scale_low * arrays.costs.whole[:, begun], arrays.pool.total.shape)
    share = arrays.pool.share.copy()
    share[:, :, begun] += np.divide(arrays.pool.total, least, out=np.zeros(least.shape), where=least > 0)
    return share


def offered_anywhere(arrays: Arrays) -> Flags:
    """Started measures that a town is offered, and opening measures of a roadmap it may take (T, C+O)."""
    used = arrays.menu.intensity.sum(axis=2) > 0
    return np.concatenate([arrays.effects.offered.any(axis=(1, 3)), arrays.menu.offered @ used], axis=1)


def rows_in_force(arrays: Arrays) -> Indices:
    """Number of the row that counts for each contributor, town and measure (K, T, C+O), or NOT_THERE."""
    contributions = arrays.case.contributions
    rows = np.full((len(CONTRIBUTORS), *arrays.costs.whole.shape), NOT_THERE, dtype=np.int64)
    for number in sorted(range(len(contributions)), key=lambda number: particularity(contributions[number])):
        towns, where = meant(arrays.sets, arrays.columns, contributions[number])
        rows[CONTRIBUTORS.index(contributions[number].contributor), towns[:, None], where] = number
    return rows
