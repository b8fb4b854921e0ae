"""How time and memory grow with the number of towns: synthetic nations made from the national example.

python -m tests.benchmarks.growth                          # 237, 948, 4,977 and 19,908 towns; about half an hour
python -m tests.benchmarks.growth --copies 1 4 --seconds 60

A nation of ``n`` copies has n times the towns, regions and federal money, other names and redrawn factors. Each runs in
a process of its own, so that peak memory is its own; of the processes that search regions the largest is told. Not a
test: nothing here can fail.
"""

from __future__ import annotations

import argparse
import multiprocessing
import resource
from collections.abc import Iterator
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass, field
from math import log
from pathlib import Path
from time import perf_counter

from models.arrays import compute_arrays
from models.instruments import states
from models.rules import all_rows
from planner.solving.effort import Effort, Found, OutOfTime, Progress
from planner.solving.search import search
from planner.tables.read import read_case
from tests.benchmarks.nations import nation

INPUTS = Path(__file__).parents[2] / "inputs"
COPIES = (1, 4, 21, 84)
SECONDS = {1: 60.0, 4: 120.0, 21: 300.0, 84: 900.0}
GAP_SHARE = {1: 0.001, 4: 0.003, 21: 0.003, 84: 0.005}
"""The gap asked for by number of copies: that of the targets."""
GIGABYTES = 1024.0**2
"""Kilobytes, which the system tells, in a gigabyte."""


@dataclass
class Grown:
    """What one nation took: seconds by phase, memory in GB, and how the search ended."""

    towns: int
    regions: int
    seconds: dict[str, float] = field(default_factory=dict)
    memory_before_gb: float = 0.0
    memory_gb: float = 0.0
    worker_gb: float = 0.0
    outcome: str = ""


def measure(copies: int, limit_seconds: float, gap_share: float) -> Grown:
    """Arrays, rows and search of a nation; the seconds of the search by the phase it was in."""
    case = states(nation(read_case([INPUTS / "russia.xlsx"]), copies))[0]
    grown = Grown(len(case.towns), len(case.regions))
    began = perf_counter()
    arrays = compute_arrays(case)
    grown.seconds["arrays"] = perf_counter() - began
    began = perf_counter()
    rows = all_rows(arrays)
    grown.seconds["rows"] = perf_counter() - began
    grown.memory_before_gb = peak_gb(resource.RUSAGE_SELF)
    phases = Phases()
    try:
        found: Found | None = search(arrays, rows, Effort(gap_share, limit_seconds, processes=2), phases)
    except OutOfTime:
        found = None
    grown.seconds |= dict(phases.finish())
    grown.memory_gb, grown.worker_gb = peak_gb(resource.RUSAGE_SELF), peak_gb(resource.RUSAGE_CHILDREN)
    grown.outcome = "no plan" if found is None else f"{100 * found.certified_gap_share:.3f} % in {found.seconds:.0f} s"
    return grown


def peak_gb(whose: int) -> float:
    return resource.getrusage(whose).ru_maxrss / GIGABYTES


class Phases:
    """Adds up the seconds of the search by phase, and notes when the first plan came."""

    def __init__(self) -> None:
        self.began = self.last = perf_counter()
        self.phase, self.first_plan = "", 0.0
        self.seconds: dict[str, float] = {}

    def __call__(self, moment: Progress) -> None:
        self.turn_to(moment.phase)
        if moment.points is not None and not self.first_plan:
            self.first_plan = perf_counter() - self.began

    def turn_to(self, phase: str) -> None:
        now = perf_counter()
        if self.phase:
            self.seconds[self.phase] = self.seconds.get(self.phase, 0.0) + now - self.last
        self.phase, self.last = phase, now

    def finish(self) -> Iterator[tuple[str, float]]:
        self.turn_to("")
        yield "first plan", self.first_plan
        yield from self.seconds.items()


def table(grown: list[Grown]) -> Iterator[str]:
    """The table of docs/performance.md; the exponent is that of the last two sizes."""
    yield "| seconds | " + " | ".join(f"{g.towns:,} towns, {g.regions:,} regions" for g in grown) + " | exponent |"
    yield "|---" * (len(grown) + 2) + "|"
    for phase in dict.fromkeys(phase for g in grown for phase in g.seconds):
        yield line(phase, [g.seconds.get(phase, 0.0) for g in grown], grown)
    yield line("memory before the search, GB", [g.memory_before_gb for g in grown], grown)
    yield line("memory, GB", [g.memory_gb for g in grown], grown)
    yield line("largest worker, GB", [g.worker_gb for g in grown], grown)
    yield "| gap, and time to it | " + " | ".join(g.outcome for g in grown) + " | |"


def line(name: str, values: list[float], grown: list[Grown]) -> str:
    exponent = ""
    if len(values) > 1 and min(values[-2:]) > 0:
        exponent = f"{log(values[-1] / values[-2]) / log(grown[-1].towns / grown[-2].towns):.1f}"
    return f"| {name} | " + " | ".join(f"{value:.1f}" for value in values) + f" | {exponent} |"


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--copies", type=int, nargs="+", default=COPIES)
    parser.add_argument("--seconds", type=float, help="the same time limit for all sizes")
    chosen = parser.parse_args()
    grown = []
    for copies in chosen.copies:
        limit, gap = chosen.seconds or SECONDS.get(copies, 300.0), GAP_SHARE.get(copies, 0.003)
        with ProcessPoolExecutor(1, multiprocessing.get_context("spawn")) as pool:
            grown.append(pool.submit(measure, copies, limit, gap).result())
        print(grown[-1], flush=True)
    print("\n".join(table(grown)))


if __name__ == "__main__":
    main()
