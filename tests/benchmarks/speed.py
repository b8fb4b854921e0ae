"""Times of the commands people wait for, each beside a named peer in the same run. Not a test: nothing here can fail.

python -m tests.benchmarks.speed            # prints the table of docs/performance.md, about three minutes
"""

from __future__ import annotations

import subprocess
import sys
import tempfile
from collections.abc import Callable
from pathlib import Path
from statistics import median
from time import perf_counter

from models.arrays import Arrays, compute_arrays
from models.blocks import points_of
from models.instruments import states
from models.options import all_options
from models.pricing import find_prices
from models.rules import Rows, all_rows
from planner.solving.effort import Effort, gap_share
from planner.solving.handover import hand_over
from planner.solving.search import search
from planner.tables.read import read_case

INPUTS = Path(__file__).parents[2] / "inputs"
RUNS = 5
SOLVER_ALONE_SECONDS = 60.0


def seconds(action: Callable[[], object], runs: int = RUNS) -> float:
    """Median time of an action."""
    times = []
    for _ in range(runs):
        began = perf_counter()
        action()
        times.append(perf_counter() - began)
    return median(times)


def command(*arguments: str) -> Callable[[], object]:
    return lambda: subprocess.run([sys.executable, *arguments], check=True, capture_output=True)


def commands() -> None:
    """Start-up and check, beside Python alone and openpyxl alone."""
    bare = seconds(command("-c", "pass"))
    load = "import openpyxl, sys; [list(s.iter_rows(values_only=True)) for s in " \
           "openpyxl.load_workbook(sys.argv[1], read_only=True, data_only=True)]"  # fmt: skip
    peer = seconds(command("-c", load, str(INPUTS / "russia.xlsx")))
    start, check = (
        seconds(command("-m", "planner", *words)) for words in (("--help",), ("check", str(INPUTS / "russia.xlsx")))
    )
    line("`planner --help`", start, "python alone", bare)
    line("`planner check inputs/russia.xlsx`", check, "openpyxl reading the same cells", peer)


def solving() -> None:
    """Whole solve and verify of the papers' towns, asked for a gap of 1 %."""
    with tempfile.TemporaryDirectory() as folder:
        plan = str(Path(folder) / "plan.xlsx")
        papers = str(INPUTS / "papers.xlsx")
        solve = seconds(command("-m", "planner", "solve", papers, "-o", plan, "--gap", "0.01", "--quiet"), 3)
        imports = seconds(command("-c", "import pyomo.environ, highspy, pandas, openpyxl, xlsxwriter"), 3)
        line("`planner solve inputs/papers.xlsx --gap 0.01`", solve, "importing the libraries alone", imports)
        line("`planner verify` of that plan", seconds(command("-m", "planner", "verify", plan), 3), "the solve", solve)


def bounds() -> None:
    """Arrays, rows and bound of the national example, after reading."""
    case = states(read_case([INPUTS / "russia.xlsx"]))[0]
    arrays = compute_arrays(case)
    rows = all_rows(arrays)
    prepare = seconds(lambda: all_rows(compute_arrays(case)))
    bound = seconds(lambda: find_prices(arrays, rows), 3)
    line("national bound after reading", prepare + bound, "arrays and rows alone", prepare)


def gaps() -> None:
    """Gap and time of the search, and of HiGHS given the whole model of the smaller example."""
    for example in ("papers", "russia"):
        arrays = compute_arrays(states(read_case([INPUTS / f"{example}.xlsx"]))[0])
        rows = all_rows(arrays)
        found = search(arrays, rows, Effort(0.001, 300.0, 2))
        alone = solver_alone(arrays, rows, found.bound) if example == "papers" else "not run"
        print(f"| {example} | {found.options:,} | {found.seconds:.1f} s | {100 * found.gap_share:.3f} % | "
              f"{100 * found.certified_gap_share:.3f} % | {alone} |", flush=True)  # fmt: skip


def solver_alone(arrays: Arrays, rows: Rows, bound: float) -> str:
    """What HiGHS reaches with the whole model, against the bound of the search."""
    began = perf_counter()
    handover = hand_over(arrays, rows, all_options(arrays))
    handed = perf_counter() - began
    solution = handover.solve(seconds=SOLVER_ALONE_SECONDS, gap_share=0.001, threads=2)
    points = 0.0 if solution.choice is None else points_of(arrays, solution.choice)
    return f"{100 * gap_share(points, bound):.2f} % (and {handed:.0f} s to build and hand over)"


def line(what: str, taken: float, peer: str, beside: float) -> None:
    print(f"| {what} | {taken:.2f} s | {peer} | {taken / beside:.1f} |", flush=True)


def main() -> None:
    print("| what | median | peer in the same run | ratio |\n|---|---|---|---|")
    commands()
    solving()
    bounds()
    print(
        "\n| case | decisions | time | gap | proved by the plan | HiGHS alone, 60 s, same bound |"
        "\n|---|---|---|---|---|---|"
    )
    gaps()


if __name__ == "__main__":
    main()
