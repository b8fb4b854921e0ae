"""Hand-over of a Pyomo model to HiGHS: standard form, passed as a minimisation, and the answer read back."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from itertools import chain
from typing import Any

import highspy
import numpy as np
import pyomo.environ as pyo
from numpy.typing import NDArray
from pyomo.repn.plugins.standard_form import LinearStandardFormCompiler

from models.arrays import Arrays
from models.blocks import Choice
from models.columns import Indices
from models.diagnosis import Floats
from models.mix import build_model
from models.options import Options
from models.quiet import quiet_highs, set_options
from models.rules import Rows
from models.templates import templatised

EQUAL, AT_MOST, AT_LEAST = 0, 1, -1
"""Senses of a row in the mixed form of the compiler."""
NOWHERE = -1
"""Place of a variable that no row and no objective names: it is no column of the standard form."""
PARALLEL_ROWS_AND_COLUMNS = 1 << 12
"""A presolve rule of HiGHS 1.16 that calls some feasible models infeasible, or a poor plan optimal; kept off."""
TOLERANCE, LOOSER_TOLERANCE = 1e-9, 1e-8
"""By how much HiGHS may break a row, mrub, and where it trips over that: a tenth of a kopeck, and a kopeck."""
WHOLE = 0.5
"""A yes-or-no decision above this is a yes."""


@dataclass(frozen=True)
class Solution:
    """What HiGHS found: a choice or none, the bound on the model given to it, and why it stopped.

    ``status`` is gap, nodes, time or infeasible; ``nodes`` is the work it took.
    """

    choice: Choice | None
    bound: float
    status: str
    nodes: int = 0

    @property
    def infeasible(self) -> bool:
        return self.status == "infeasible"


STOPPED = {
    highspy.HighsModelStatus.kOptimal: "gap",
    highspy.HighsModelStatus.kObjectiveTarget: "gap",
    highspy.HighsModelStatus.kSolutionLimit: "nodes",
}
"""Ends of HiGHS that do not hang on the clock. It calls a limit on nodes a solution limit."""
CONSISTENT = 1e-6
"""Relative: how far a solution may be from the objective that HiGHS states for it."""
INFEASIBLE = Solution(None, -np.inf, "infeasible")


def hand_over(arrays: Arrays, rows: Rows, options: Options) -> Handover:
    """The model over the options inside HiGHS, its rows written out from templates on the way.

    Raises InfeasibleConstraintException where the options leave a rule nothing to be kept with.
    """
    with templatised():
        return Handover(build_model(arrays, rows, options), arrays)


class Handover:
    """One model inside HiGHS. The variables of roadmaps and starts are found again by their Pyomo index."""

    def __init__(self, model: Any, arrays: Arrays) -> None:
        self.arrays = arrays
        form = LinearStandardFormCompiler().write(model, mixed_form=True, set_sense=pyo.minimize)
        self.position = dict(zip(map(id, form.columns), range(len(form.columns)), strict=True))
        self.roadmaps = self.find(model.roadmap)
        self.starts = self.find(model.start)
        self.steep = self.find(model.steep)
        self.flat = self.find(model.flat)
        self.cost, self.offset = np.asarray(form.c.todense(), dtype=float).ravel(), float(form.c_offset[0])
        self.highs = quiet_highs(presolve_rule_off=PARALLEL_ROWS_AND_COLUMNS)
        self.must(pass_model(self.highs, form, self.cost, self.offset))

    def find(self, component: Any) -> tuple[Indices, Indices]:
        """Indices (n, dim) of a component's variables and their columns (n)."""
        keys = np.fromiter(chain.from_iterable(component), dtype=np.int64).reshape(len(component), component.dim())
        places = (self.position.get(id(variable), NOWHERE) for variable in component.values())
        columns = np.fromiter(places, dtype=np.int64, count=len(component))
        return keys[columns != NOWHERE], columns[columns != NOWHERE]

    def start_from(self, choice: Choice) -> None:
        """Offer HiGHS the decisions of a plan to begin with."""
        taken = self.roadmaps[1][choice.roadmap[self.roadmaps[0][:, 0]] == self.roadmaps[0][:, 1]]
        t, p, m, s = self.starts[0].T
        started = self.starts[1][(choice.roadmap[t] == p) & (choice.start[t, m] == s)]
        columns = np.concatenate([self.roadmaps[1], self.starts[1]]).astype(np.int32)
        value = np.isin(columns, np.concatenate([taken, started])).astype(float)
        self.highs.setSolution(len(columns), columns, value)

    def solve(
        self,
        *,
        seconds: float,
        gap_share: float,
        threads: int,
        nodes: int | None = None,
        target_points: float | None = None,
        report: Callable[[float, float], bool] | None = None,
    ) -> Solution:
        """Solve to the gap or the time limit. ``report(points, bound)`` returns True to ask for a stop."""
        options = {
            "time_limit": max(0.1, seconds),
            "mip_rel_gap": gap_share,
            "mip_abs_gap": 0.0,
            "threads": threads,
            "mip_feasibility_tolerance": TOLERANCE,
        }
        if nodes is not None:
            options["mip_max_nodes"] = max(1, nodes)
        if target_points is not None:
            options["objective_target"] = -target_points
        # HiGHS keeps one pool of threads a process, of the size first asked for: none is left, before or after.
        self.highs.resetGlobalScheduler(True)
        set_options(self.highs, **options)
        self.listen(report)
        try:
            return self.run()
        finally:
            self.highs.resetGlobalScheduler(True)

    def run(self) -> Solution:
        status = self.highs.run()
        if self.highs.getModelStatus() == highspy.HighsModelStatus.kSolveError:
            # HiGHS calls its own optimum an error where a row is broken by just its tolerance.
            set_options(self.highs, mip_feasibility_tolerance=LOOSER_TOLERANCE)
            self.must(self.highs.clearSolver())
            status = self.highs.run()
        self.must(status)
        if self.highs.getModelStatus() == highspy.HighsModelStatus.kInfeasible:
            # No plan is a grave thing to say: ask again without presolve, whose mistakes would be ours.
            set_options(self.highs, presolve="off")
            self.must(self.highs.clearSolver())
            self.must(self.highs.run())
            set_options(self.highs, presolve="choose")
        elif not self.is_consistent():
            # HiGHS can hand back the plan it was given to begin with in place of the better one it has found.
            self.must(self.highs.clearSolver())
            self.must(self.highs.run())
        return self.read()

    def is_consistent(self) -> bool:
        """Whether the solution is worth what HiGHS says it is worth."""
        value, info = np.asarray(self.highs.getSolution().col_value), self.highs.getInfo()
        if info.primal_solution_status != highspy.SolutionStatus.kSolutionStatusFeasible or not len(value):
            return True
        stated = info.objective_function_value
        return bool(abs(self.cost @ value + self.offset - stated) <= CONSISTENT * max(1.0, abs(stated)))

    @staticmethod
    def must(status: Any) -> None:
        """An error of HiGHS is never taken for an answer."""
        if status == highspy.HighsStatus.kError:
            raise RuntimeError("HiGHS reported an error")

    def listen(self, report: Callable[[float, float], bool] | None) -> None:
        if report is None:
            return

        def on_event(event: Any) -> None:
            seen = event.data_out
            if report(-seen.mip_primal_bound, -seen.mip_dual_bound):
                event.interrupt()

        self.highs.cbMipInterrupt += on_event

    def read(self) -> Solution:
        status = self.highs.getModelStatus()
        info = self.highs.getInfo()
        if status == highspy.HighsModelStatus.kInfeasible:
            return INFEASIBLE
        value = np.asarray(self.highs.getSolution().col_value)
        found = info.primal_solution_status == highspy.SolutionStatus.kSolutionStatusFeasible and len(value) > 0
        return Solution(self.choice(value) if found else None, -info.mip_dual_bound, STOPPED.get(status, "time"),
                        max(0, info.mip_node_count))  # fmt: skip

    def choice(self, value: Floats) -> Choice:
        towns, started, _ = self.arrays.start_cells
        roadmap = np.zeros(towns, dtype=np.int64)
        start = np.full((towns, started), -1, dtype=np.int64)
        scale = np.zeros((towns, started))
        keys, columns = self.roadmaps
        taken = keys[value[columns] > WHOLE]
        roadmap[taken[:, 0]] = taken[:, 1]
        keys, columns = self.starts
        begun = keys[value[columns] > WHOLE]
        start[begun[:, 0], begun[:, 2]] = begun[:, 3]
        for keys, columns in (self.steep, self.flat):
            np.add.at(scale, (keys[:, 0], keys[:, 2]), value[columns])
        return Choice(roadmap, start, np.where(start >= 0, scale, 0.0))


def pass_model(highs: Any, form: Any, cost: Floats, offset: float) -> Any:
    """Give HiGHS the standard form, a minimisation; the status of HiGHS comes back."""
    matrix = form.A.tocsc()
    sense = np.fromiter((row.bound_type for row in form.rows), dtype=np.int64, count=len(form.rows))
    right = np.asarray(form.rhs, dtype=float)
    lower, upper, whole = ends_of(form.columns)
    return highs.passModel(
        len(form.columns),
        len(right),
        matrix.nnz,
        int(highspy.MatrixFormat.kColwise),
        int(highspy.ObjSense.kMinimize),
        offset,
        cost,
        lower,
        upper,
        np.where(sense == AT_MOST, -highspy.kHighsInf, right),
        np.where(sense == AT_LEAST, highspy.kHighsInf, right),
        matrix.indptr.astype(np.int32),
        matrix.indices.astype(np.int32),
        matrix.data,
        whole,
    )


def ends_of(columns: Sequence[Any]) -> tuple[Floats, Floats, NDArray[np.int32]]:
    """Least and greatest values of variables, and 1 where only whole ones are allowed."""
    bounds = np.array([variable.bounds for variable in columns], dtype=float).reshape(-1, 2)
    domains = [variable.domain for variable in columns]
    discrete = {key: domain.isdiscrete() for key, domain in {id(domain): domain for domain in domains}.items()}
    whole = np.fromiter((discrete[id(domain)] for domain in domains), dtype=np.int32, count=len(columns))
    infinite = np.isnan(bounds)
    lower = np.where(infinite[:, 0], -highspy.kHighsInf, bounds[:, 0])
    return lower, np.where(infinite[:, 1], highspy.kHighsInf, bounds[:, 1]), whole
