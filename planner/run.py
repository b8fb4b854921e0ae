"""From workbooks to a plan: the one way, read from top to bottom."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from pathlib import Path
from time import monotonic
from typing import cast

from models.arrays import compute_arrays
from models.case import Draw
from models.rules import all_rows
from planner.plan import Plan, plan_of
from planner.solving.effort import Effort, Progress
from planner.solving.search import search
from planner.tables.read import read_case


def run(
    inputs: Sequence[Path],
    effort: Effort,
    draw: str,
    report: Callable[[Progress], None],
    stop_asked: Callable[[], bool],
) -> Plan:
    """Read workbooks as one case, search, and split the money. Raises Faults, NoPlan, OutOfTime."""
    began = monotonic()
    case = read_case(inputs)
    arrays = compute_arrays(case, cast(Draw, draw))
    rows = all_rows(arrays)
    left = replace(effort, seconds=max(1.0, effort.seconds - (monotonic() - began)))
    found = search(arrays, rows, left, report, stop_asked)
    return plan_of(arrays, rows, replace(found, seconds=monotonic() - began), effort)
