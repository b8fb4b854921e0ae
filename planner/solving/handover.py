"""Hand-over of a Pyomo model to HiGHS: standard form, passed as a minimisation, and the answer read back."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import highspy
import numpy as np
import pyomo.environ as pyo
from pyomo.repn.plugins.standard_form import LinearStandardFormCompiler

from models.arrays import Arrays
from models.blocks import Choice
from models.diagnosis import Floats
from models.quiet import quiet_highs, set_options

EQUAL, AT_MOST, AT_LEAST = 0, 1, -1
"""Senses of a row in the mixed form of the compiler."""
PARALLEL_ROWS_AND_COLUMNS = 1 << 12
"""A presolve rule of HiGHS 1.16 that calls some feasible models infeasible, or a poor plan optimal; kept off."""
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
INFEASIBLE = Solution(None, -np.inf, "infeasible")


class Handover:
    """One model inside HiGHS. The variables of roadmaps and starts are found again by their Pyomo index."""

    def __init__(self, model: Any, arrays: Arrays) -> None:
        self.arrays = arrays
        form = LinearStandardFormCompiler().write(model, mixed_form=True, set_sense=pyo.minimize)
        columns = form.columns
        self.position = {id(variable): j for j, variable in enumerate(columns)}
        self.roadmaps = self.find(model.roadmap)
        self.starts = self.find(model.start)
        self.steep = self.find(model.steep)
        self.flat = self.find(model.flat)
        self.highs = quiet_highs(presolve_rule_off=PARALLEL_ROWS_AND_COLUMNS)
        self.must(self.highs.passModel(program_of(form, columns)))

    def find(self, component: Any) -> tuple[np.ndarray[Any, np.dtype[np.int64]], np.ndarray[Any, np.dtype[np.int64]]]:
        """Indices (n, dim) of a component's variables and their columns (n)."""
        pairs = [(key, self.position[id(v)]) for key, v in component.items() if id(v) in self.position]
        dimension = component.dim()
        keys = np.array([key for key, _ in pairs], dtype=np.int64).reshape(len(pairs), dimension)
        return keys, np.array([column for _, column in pairs], dtype=np.int64)

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
            "mip_feasibility_tolerance": 1e-9,
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
        self.must(self.highs.run())
        if self.highs.getModelStatus() == highspy.HighsModelStatus.kInfeasible:
            # No plan is a grave thing to say: ask again without presolve, whose mistakes would be ours.
            set_options(self.highs, presolve="off")
            self.must(self.highs.clearSolver())
            self.must(self.highs.run())
            set_options(self.highs, presolve="choose")
        return self.read()

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


def program_of(form: Any, columns: Any) -> Any:
    """The standard form as a HiGHS model, a minimisation."""
    program = highspy.HighsLp()
    program.num_col_, program.num_row_ = len(columns), len(form.rhs)
    cost = np.asarray(form.c.todense()).ravel()
    program.col_cost_ = cost
    program.offset_ = float(form.c_offset[0])
    program.col_lower_ = np.array([-highspy.kHighsInf if v.lb is None else v.lb for v in columns], dtype=float)
    program.col_upper_ = np.array([highspy.kHighsInf if v.ub is None else v.ub for v in columns], dtype=float)
    sense = np.array([row.bound_type for row in form.rows])
    right = np.asarray(form.rhs, dtype=float)
    program.row_lower_ = np.where(sense == AT_MOST, -highspy.kHighsInf, right)
    program.row_upper_ = np.where(sense == AT_LEAST, highspy.kHighsInf, right)
    matrix = form.A.tocsc()
    program.a_matrix_.format_ = highspy.MatrixFormat.kColwise
    program.a_matrix_.start_, program.a_matrix_.index_ = matrix.indptr, matrix.indices
    program.a_matrix_.value_ = matrix.data
    whole = highspy.HighsVarType.kInteger
    program.integrality_ = [whole if v.is_binary() else highspy.HighsVarType.kContinuous for v in columns]
    return program
