"""CPU seconds to build a model and hand it to HiGHS: Pyomo, as the search does, and linopy. Not a test.

python -m tests.benchmarks.build                  # 20 and 80 towns whole, the nation with 18 options a town
python -m tests.benchmarks.build --cases 20 --runs 1

Both build the same model from the same arrays, rows and options, and hand it over inside the process; sizes and the
value of the relaxation are printed for both, so that "the same" can be seen. linopy gets vectors over a flat index of
options, its sparse groups, and no names; ``processor seconds`` count all threads. Needs the extra ``bench``.
"""

from __future__ import annotations

import argparse
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import partial
from statistics import median
from time import process_time
from typing import Any

import linopy
import numpy as np
import pandas as pd
import xarray as xr

from models.arrays import Arrays, compute_arrays
from models.diagnosis import Floats
from models.mix import both, reachable
from models.options import Options, all_options, screen
from models.pricing import find_prices
from models.quiet import set_options
from models.rules import Rows, all_rows
from planner.solving.handover import hand_over
from planner.solving.search import LARGEST_OPTIONS_PER_TOWN, Priced
from tests.benchmarks.solvers import case_of

SCREENED = 237
"""From this many towns on, the options are those that prices leave in the running."""


def options_of(arrays: Arrays, rows: Rows) -> Options:
    """All options, or for the nation about as many a town as the search gives to its largest models."""
    if len(arrays.sets.TOWNS) < SCREENED:
        return all_options(arrays)
    priced = Priced(arrays, rows, find_prices(arrays, rows))
    window = priced.window_for(LARGEST_OPTIONS_PER_TOWN * len(arrays.sets.TOWNS))
    return screen(arrays, *priced.losses, window)


def by_pyomo(arrays: Arrays, rows: Rows, options: Options) -> Any:
    """The way of the search, until HiGHS holds the model."""
    return hand_over(arrays, rows, options).highs


def by_linopy(arrays: Arrays, rows: Rows, options: Options) -> Any:
    """The same model by linopy, until HiGHS holds it."""
    return LinopyModel(arrays, rows, options).build().to_highspy()


@dataclass(frozen=True)
class Terms:
    """``coefficient * variable[at]`` added to the rows ``row``; one length for all three, or one number for all."""

    variable: Any
    at: Any
    coefficient: Any
    row: Any


class LinopyModel:
    """Variables over flat indices, and every family of rows as one grouped sum."""

    def __init__(self, arrays: Arrays, rows: Rows, options: Options) -> None:
        self.arrays, self.rows = arrays, rows
        self.roadmaps, self.options = np.argwhere(options.roadmap), np.argwhere(options.start)
        effects, (t, p, c, s) = arrays.effects, self.options.T
        self.low, self.high, self.bend = (a[t, c] for a in (effects.scale_low, effects.scale_high, effects.bend))
        self.worth, self.after = effects.worth[t, p, c, s], effects.returns_after[t, c]
        self.bent = np.nonzero(self.bend < self.high)[0]
        spent, counted = reachable(arrays, options)
        self.spent, self.counted = (np.array(both(matrix, flags), dtype=np.int64)
                                    for matrix, flags in ((rows.spend, spent), (rows.start, counted)))  # fmt: skip
        self.model = linopy.Model(sparse=True)
        self.roadmap = self.variable("roadmap", len(self.roadmaps), binary=True)
        self.start = self.variable("start", len(self.options), binary=True)
        self.steep = self.variable("steep", len(self.options))
        self.flat = self.variable("flat", len(self.bent))
        self.spend = self.variable("spend", len(self.spent))
        self.count = self.variable("count", len(self.counted))
        self.master = self.variable("master", len(rows.masters.names), upper=rows.masters.upper)

    def variable(self, name: str, count: int, upper: Any = None, binary: bool = False) -> Any:
        index = pd.RangeIndex(count, name=name)
        if binary:
            return self.model.add_variables(coords=[index], name=name, binary=True)
        return self.model.add_variables(0.0, np.inf if upper is None else upper, coords=[index], name=name)

    def build(self) -> Any:
        """The objective, then every family of rows in the order of ``models.mix``."""
        self.maximise_worth()
        self.towns_decide()
        self.scale_between_ends()
        self.count_spending()
        self.count_starts()
        self.joining_rows()
        return self.model

    def maximise_worth(self) -> None:
        roadmap_worth = self.arrays.effects.roadmap_worth[tuple(self.roadmaps.T)]
        flat = (self.worth * self.after)[self.bent]
        parts = [(v * xr.DataArray(c, coords=[v.indexes[v.dims[0]]])).sum()
                 for v, c in ((self.steep, self.worth), (self.flat, flat), (self.roadmap, roadmap_worth))]  # fmt: skip
        self.model.add_objective(parts[0] + parts[1] + parts[2], sense="max")

    def towns_decide(self) -> None:
        t, p, c, _ = self.options.T
        every, some = np.arange(len(self.roadmaps)), np.arange(len(self.options))
        self.add("one_roadmap", [Terms(self.roadmap, every, 1.0, self.roadmaps[:, 0])], "=", 1.0)
        wide, many = self.arrays.menu.offered.shape[1], self.arrays.started
        key, first = np.unique((t * wide + p) * many + c, return_index=True)
        under = Terms(self.roadmap, self.roadmap_at(t[first], p[first]), -1.0, key)
        self.add("start_under_roadmap", [Terms(self.start, some, 1.0, (t * wide + p) * many + c), under], "<=")
        growth = np.nonzero(self.arrays.growth[t, c])[0]
        key, first = np.unique((t * wide + p)[growth], return_index=True)
        most = float(self.arrays.case.settings.points_of_growth_max)
        places = Terms(self.roadmap, self.roadmap_at(t[growth][first], p[growth][first]), -most, key)
        self.add("points_of_growth", [Terms(self.start, growth, 1.0, (t * wide + p)[growth]), places], "<=")

    def roadmap_at(self, t: Any, p: Any) -> Any:
        """Places of town and roadmap among the variables of roadmaps."""
        place = np.full(self.arrays.menu.offered.shape, -1)
        place[tuple(self.roadmaps.T)] = np.arange(len(self.roadmaps))
        return place[t, p]

    def scale_between_ends(self) -> None:
        every, bent = np.arange(len(self.options)), self.bent
        steep, flat = Terms(self.steep, every, -1.0, every), Terms(self.flat, np.arange(len(bent)), -1.0, bent)
        self.add("scale_least", [Terms(self.start, every, self.low, every), steep, flat], "<=")
        high = Terms(self.start, every, -np.minimum(self.bend, self.high), every)
        self.add("steep_most", [Terms(self.steep, every, 1.0, every), high], "<=")
        beyond = Terms(self.start, bent, -(self.high - self.bend)[bent], bent)
        self.add("flat_most", [Terms(self.flat, np.arange(len(bent)), 1.0, bent), beyond], "<=")

    def count_spending(self) -> None:
        arrays, (t, p, c, s) = self.arrays, self.options.T
        costs, years = arrays.costs, np.arange(len(arrays.sets.YEARS))
        scale = [(self.steep, np.arange(len(t)), np.arange(len(t))), (self.flat, self.bent, np.arange(len(self.bent)))]
        parts = [Terms(self.spend, np.arange(len(self.spent)), -1.0, self.spent)]
        for line, shape in ((c, costs.cost), (arrays.first_tax_line + c, costs.tax)):
            cost = costs.unit[t, line][:, None] * shape.of_options(t, p, c, s)
            cell = ((t * arrays.lines + line) * len(years))[:, None] + years
            parts += [self.spending(v, at, cost[chosen], cell[chosen]) for v, chosen, at in scale]
        given = costs.given[t, c][:, None] * costs.works.of_options(t, p, c, s)
        cell = ((t * arrays.lines + c) * len(years))[:, None] + years
        parts.append(self.spending(self.start, np.arange(len(t)), -given, cell))
        t, p = self.roadmaps.T
        opening = slice(arrays.started, arrays.first_tax_line)
        paid = costs.unit[t, opening][:, :, None] * costs.opening[p]
        lines = np.arange(arrays.started, arrays.first_tax_line)
        cell = ((t[:, None] * arrays.lines + lines) * len(years))[:, :, None] + years
        parts.append(self.spending(self.roadmap, np.arange(len(t)), paid.reshape(len(t), -1), cell.reshape(len(t), -1)))
        self.add("spending", parts, "=")

    def spending(self, variable: Any, at: Any, cost: Floats, cell: Any) -> Terms:
        """Terms of spending where there is any in a cell that counts."""
        where = (cost != 0.0) & np.isin(cell, self.spent)
        return Terms(variable, np.broadcast_to(at[:, None], cost.shape)[where], cost[where], cell[where])

    def count_starts(self) -> None:
        t, _, c, s = self.options.T
        cell = (t * self.arrays.started + c) * len(self.arrays.sets.YEARS) + s
        inside = np.nonzero(np.isin(cell, self.counted))[0]
        counted = Terms(self.count, np.arange(len(self.counted)), -1.0, self.counted)
        self.add("counting", [Terms(self.start, inside, 1.0, cell[inside]), counted], "=")

    def joining_rows(self) -> None:
        parts = []
        every = np.arange(len(self.rows.masters.names))
        for variable, cells, matrix in ((self.spend, self.spent, self.rows.spend),
                                        (self.count, self.counted, self.rows.start),
                                        (self.master, every, self.rows.master)):  # fmt: skip
            entries = matrix[:, cells].tocoo()
            parts.append(Terms(variable, entries.col, entries.data, entries.row))
        self.add("joining", parts, "<=", self.rows.right_hand_side)

    def add(self, name: str, parts: Sequence[Terms], sign: str, right: float | Floats = 0.0) -> None:
        """``sum of parts by row  sign  right``; ``right`` is one number or one for each row."""
        entries = [self.entries(part) for part in parts if len(part.at)]
        row = xr.DataArray(np.concatenate([np.asarray(part.row) for part in parts]), dims="entry", name="row")
        together = linopy.merge(entries, dim="entry", cls=linopy.LinearExpression) if len(entries) > 1 else entries[0]
        summed = together.assign_coords(entry=np.arange(row.size)).groupby(row).sum()
        index = summed.indexes["row"]
        value = np.broadcast_to(right, len(index)) if np.ndim(right) == 0 else np.asarray(right)[index]
        self.model.add_constraints(summed, sign, xr.DataArray(value, coords=[index]), name=name)

    def entries(self, part: Terms) -> Any:
        """The terms one beside the other, not yet summed."""
        dimension = part.variable.dims[0]
        chosen = part.variable.isel({dimension: xr.DataArray(np.asarray(part.at), dims="entry")})
        coefficient = xr.DataArray(np.broadcast_to(part.coefficient, len(part.at)), dims="entry")
        return (chosen * coefficient).drop_vars(dimension)


def relaxation(highs: Any) -> str:
    """Rows, columns, nonzeros and the value of the linear relaxation."""
    size = f"{highs.getNumCol():,} columns, {highs.getNumRow():,} rows, {highs.getNumNz():,} nonzeros"
    set_options(highs, output_flag=False, solve_relaxation=True)
    highs.run()
    return f"{size}, relaxation {abs(highs.getInfo().objective_function_value):.6f}"


def processor_seconds(action: Callable[[], object]) -> float:
    began = process_time()
    action()
    return process_time() - began


def compare(towns: int, runs: int, *, relax: bool) -> None:
    """Both ways in turn on one case, and the ratio of their medians."""
    arrays = compute_arrays(case_of(towns, 1.0))
    rows = all_rows(arrays)
    options = options_of(arrays, rows)
    ways = {"Pyomo": by_pyomo, "linopy": by_linopy}
    taken: dict[str, list[float]] = {name: [] for name in ways}
    for _ in range(runs):
        for name, way in ways.items():
            taken[name].append(processor_seconds(partial(way, arrays, rows, options)))
    pyomo, by_lin = (median(taken[name]) for name in ways)
    print(f"| {len(arrays.sets.TOWNS)} | {options.count:,} | {pyomo:.2f} s | {by_lin:.2f} s | {pyomo / by_lin:.1f} |",
          flush=True)  # fmt: skip
    if relax:
        for name, way in ways.items():
            print(f"  {name}: {relaxation(way(arrays, rows, options))}", flush=True)


def main() -> None:
    parser = argparse.ArgumentParser(description="CPU seconds of building a model by Pyomo and by linopy.")
    parser.add_argument("--cases", type=int, nargs="+", default=[20, 80, 237], help="numbers of towns")
    parser.add_argument("--runs", type=int, default=3)
    parser.add_argument("--relax", action="store_true", help="solve both relaxations and print sizes and values")
    asked = parser.parse_args()
    linopy.options["semantics"] = "v1"
    print("| towns | decisions | Pyomo | linopy | ratio |\n|---|---|---|---|---|")
    for towns in asked.cases:
        compare(towns, asked.runs, relax=asked.relax)


if __name__ == "__main__":
    main()
