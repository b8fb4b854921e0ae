"""From a case to a plan: the one way, read from top to bottom."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from time import monotonic

from models.arrays import compute_arrays
from models.case import Case, Draw
from models.rules import all_rows
from planner.plan import Plan, plan_of
from planner.solving.child import search_in_child
from planner.solving.earlier import read_earlier
from planner.solving.effort import Effort, Progress


def run(
    case: Case,
    effort: Effort,
    draw: Draw,
    report: Callable[[Progress], None] = lambda _: None,
    stop_asked: Callable[[], bool] = lambda: False,
    start: Path | None = None,
    tell_misfits: Callable[[tuple[str, ...]], None] = lambda _: None,
    began: float | None = None,
) -> Plan:
    """Search in a child process, and split the money. ``began`` is when the clock of the effort started to run.

    ``start`` is an earlier plan; ``tell_misfits`` hears which of its decisions no longer fit. Raises Faults (of
    ``start``), NoPlan, OutOfTime, SolverDied.
    """
    began = monotonic() if began is None else began
    arrays = compute_arrays(case, draw)
    rows = all_rows(arrays)
    earlier = None if start is None else read_earlier(start, arrays)
    if earlier is not None:
        tell_misfits(earlier.misfits)
    left = replace(effort, seconds=max(1.0, effort.seconds - (monotonic() - began)))
    found = search_in_child(arrays, rows, left, report, stop_asked, earlier.choice if earlier else None)
    return plan_of(arrays, rows, replace(found, seconds=monotonic() - began), effort)
