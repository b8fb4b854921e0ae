"""From a case to a plan: the one way, read from top to bottom."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from time import monotonic

from models.arrays import Arrays
from models.blocks import Choice
from models.case import Case, Draw
from planner.plan import Plan, plan_of
from planner.solving.earlier import read_earlier
from planner.solving.effort import Effort, Progress
from planner.solving.states import search_states
from planner.words import Words


def run(
    case: Case,
    effort: Effort,
    draw: Draw,
    report: Callable[[Progress], None] = lambda _: None,
    stop_asked: Callable[[], bool] = lambda: False,
    start: Path | None = None,
    tell_misfits: Callable[[tuple[Words, ...]], None] = lambda _: None,
    began: float | None = None,
) -> Plan:
    """Search in a child process, and split the money. ``began`` is when the clock of the effort started to run.

    ``start`` is an earlier plan; ``tell_misfits`` hears which of its decisions no longer fit. Raises Faults (of
    ``start``), NoPlan, OutOfTime, SolverDied.
    """
    began = monotonic() if began is None else began
    told: list[tuple[Words, ...]] = []

    def earlier(arrays: Arrays) -> Choice | None:
        if start is None:
            return None
        known = read_earlier(start, arrays)
        if known.misfits not in told:
            told.append(known.misfits)
            tell_misfits(known.misfits)
        return known.choice

    state, found = search_states(case, effort, draw, report, stop_asked, earlier, began + effort.seconds)
    return plan_of(state.arrays, state.rows, replace(found, seconds=monotonic() - began), effort, case)
