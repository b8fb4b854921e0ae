"""The search beside HiGHS, SCIP and CP-SAT given the whole model. Not a test: nothing here can fail.

python -m tests.benchmarks.solvers                                  # all of it, about two hours on a quiet machine
python -m tests.benchmarks.solvers --towns 20 --carry-over 1 --seconds 30

Every solver gets the same standard form of the whole model, compiled once by Pyomo as in ``planner.solving.handover``,
and the same seconds after it has taken the model over; building and handing over are told beside and not counted. The
clock of the search runs from arrays and rows on, so that its own models count. Gaps of all are against the bound that
the search proves in its time; a plan by decisions is what the decisions of the last plan found are worth at their best
scales under the exact rules. Plans of the search are written as workbooks and verified. Each runs in a process of its
own. Needs the extra ``bench`` and a system with memory limits by process (Linux).
"""

from __future__ import annotations

import argparse
import datetime
import json
import multiprocessing
import resource
import tempfile
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, fields, replace
from itertools import product
from pathlib import Path
from time import perf_counter
from typing import Any

import numpy as np
import pyomo.environ as pyo
from pyomo.repn.plugins.standard_form import LinearStandardFormCompiler
from scipy import sparse

from models.arrays import Arrays, compute_arrays
from models.blocks import Choice, points_of
from models.case import FEDERAL, Case
from models.diagnosis import Flags, Floats
from models.instruments import states
from models.mix import build_model
from models.money import NotFeasible, best_scales
from models.options import all_options
from models.quiet import quiet_highs, set_options
from models.rules import all_rows
from models.templates import templatised
from planner.plan import plan_of
from planner.solving.effort import Effort, gap_share
from planner.solving.handover import AT_LEAST, AT_MOST, PARALLEL_ROWS_AND_COLUMNS, WHOLE
from planner.solving.search import search
from planner.tables.read import read_case
from planner.verifying.verify import verify_plan
from planner.views.plan_workbook import write_plan

INPUTS = Path(__file__).parents[2] / "inputs"
PAPERS_TOWNS = 20
"""Up to this many towns, those of the papers; above it, towns of the national example."""
COLUMNS = (0.25, 0.5, 1.0)
"""Shares of the seconds at which gaps are told."""
POLL_SECONDS = 0.5
GIGABYTE = 1 << 30
STEPS_IN_A_UNIT = 1_000
"""CP-SAT counts in whole numbers: thousandths of a unit of a measure, thousands of roubles."""
SOLVERS = ("highs", "scip", "cp-sat")


# Cases


def case_of(towns: int, carry_over_share: float) -> Case:
    """The papers' towns, some whole regions of the national example, or all of it, with both carry-over shares set.

    Federal instruments left to choose are taken to run: other solvers are given one model.
    """
    case = read_case([INPUTS / ("papers.xlsx" if towns <= PAPERS_TOWNS else "russia.xlsx")])
    if PAPERS_TOWNS < towns < len(case.towns):
        case = smaller_nation(case, whole_regions(case, towns))
    settings = replace(
        case.settings, carry_over_federal_share=carry_over_share, carry_over_regional_share=carry_over_share
    )
    return states(replace(case, settings=settings))[0]


def whole_regions(case: Case, most: int) -> set[str]:
    """Regions in the order of their first town, each with all its towns, while there is room for ``most`` towns."""
    chosen: set[str] = set()
    room = most
    for region in dict.fromkeys(town.region for town in case.towns):
        size = sum(town.region == region for town in case.towns)
        if size <= room:
            chosen.add(region)
            room -= size
    return chosen


def smaller_nation(case: Case, regions: set[str]) -> Case:
    """Some regions as a nation of their own.

    Federal money is what the share of population grants; regions keep theirs. Ceilings for each town in shares of the
    budget rise as the budget falls, so that they allow the same roubles.
    """
    towns = tuple(town for town in case.towns if town.region in regions)
    inside = {town.town for town in towns}
    share = sum(town.population for town in towns) / sum(town.population for town in case.towns)
    budgets = tuple(
        replace(row, amount_mrub=row.amount_mrub * (share if row.payer == FEDERAL else 1.0))
        for row in case.budgets if row.payer in regions | {FEDERAL}
    )  # fmt: skip
    limits = tuple(
        replace(row, ceiling=min(1.0, row.ceiling / share))
        if row.for_each == "town" and row.unit == "share" and row.ceiling is not None else row
        for row in case.limits if (not row.region or row.region in regions) and (not row.town or row.town in inside)
    )  # fmt: skip
    return replace(
        case,
        regions=tuple(region for region in case.regions if region.region in regions),
        towns=towns,
        scores=tuple(score for score in case.scores if score.town in inside),
        measures=tuple(measure for measure in case.measures if not measure.town or measure.town in inside),
        cofinancing=tuple(row for row in case.cofinancing if not row.region or row.region in regions),
        budgets=budgets,
        limits=limits,
        locks=tuple(row for row in case.locks if row.town in inside),
        proposals=tuple(row for row in case.proposals if row.town in inside),
        contributions=tuple(row for row in case.contributions if not row.town or row.town in inside),
        readiness=tuple(row for row in case.readiness if row.town in inside),
        loans=tuple(row for row in case.loans if row.region in regions),
    )


# The standard form


@dataclass(frozen=True)
class Form:
    """``min cost.x, row_lower <= A x <= row_upper, lower <= x <= upper``, some x whole; A by rows in three parts.

    ``roadmap_keys`` (n, 2) and ``start_keys`` (n, 4) say what the columns ``roadmap_at`` and ``start_at`` decide;
    ``defined`` are the columns of spending and of starts counted, each given by one equation.
    """

    cost: Floats
    lower: Floats
    upper: Floats
    whole: Flags
    row_lower: Floats
    row_upper: Floats
    indptr: Any
    indices: Any
    data: Floats
    roadmap_keys: Any
    roadmap_at: Any
    start_keys: Any
    start_at: Any
    defined: Any

    @property
    def matrix(self) -> sparse.csr_matrix:
        return sparse.csr_matrix((self.data, self.indices, self.indptr), shape=(len(self.row_lower), len(self.cost)))

    def save(self, path: Path) -> None:
        np.savez(path, **{field.name: getattr(self, field.name) for field in fields(self)})

    @staticmethod
    def load(path: Path) -> Form:
        with np.load(path) as stored:
            return Form(**{field.name: stored[field.name] for field in fields(Form)})


def form_of(model: Any) -> Form:
    """A Pyomo model in standard form, a minimisation."""
    form = LinearStandardFormCompiler().write(model, mixed_form=True, set_sense=pyo.minimize)
    column_of = {id(variable): j for j, variable in enumerate(form.columns)}
    sense = np.array([row.bound_type for row in form.rows])
    right = np.asarray(form.rhs, dtype=float)
    matrix = form.A.tocsr()

    def find(component: Any, dimension: int) -> tuple[Any, Any]:
        pairs = [(key, column_of[id(v)]) for key, v in component.items() if id(v) in column_of]
        keys = np.array([key for key, _ in pairs], dtype=np.int64).reshape(len(pairs), dimension)
        return keys, np.array([column for _, column in pairs], dtype=np.int64)

    return Form(
        np.asarray(form.c.todense()).ravel(),
        np.array([-np.inf if v.lb is None else v.lb for v in form.columns], dtype=float),
        np.array([np.inf if v.ub is None else v.ub for v in form.columns], dtype=float),
        np.array([v.is_binary() for v in form.columns]),
        np.where(sense == AT_MOST, -np.inf, right),
        np.where(sense == AT_LEAST, np.inf, right),
        matrix.indptr, matrix.indices, matrix.data,
        *find(model.roadmap, 2), *find(model.start, 4),
        np.concatenate([find(component, 1)[1] for component in (model.spend, model.count)]),
    )  # fmt: skip


def choice_by(form: Form, arrays: Arrays, value: Floats) -> Choice:
    """The decisions in a solution."""
    towns, started, _ = arrays.start_cells
    roadmap, start = np.zeros(towns, dtype=np.int64), np.full((towns, started), -1, dtype=np.int64)
    taken = form.roadmap_keys[value[form.roadmap_at] > WHOLE]
    roadmap[taken[:, 0]] = taken[:, 1]
    begun = form.start_keys[value[form.start_at] > WHOLE]
    start[begun[:, 0], begun[:, 2]] = begun[:, 3]
    return Choice(roadmap, start, np.zeros((towns, started)))


# Logs of processes


@dataclass(frozen=True)
class Task:
    """What one process does: ``log`` takes a line an event, ``form`` is where the standard form is.

    A process that is not done ``grace_seconds`` after its solver's limit is ended.
    """

    towns: int
    carry_over_share: float
    seconds: float
    gap_share: float
    threads: int
    build_seconds: float
    grace_seconds: float
    memory_gb: float
    form: Path
    log: Path

    def tell(self, event: str, **facts: Any) -> None:
        with self.log.open("a") as log:
            log.write(json.dumps({"event": event, **facts}) + "\n")

    def told(self, event: str) -> list[dict[str, Any]]:
        lines = self.log.read_text().splitlines() if self.log.exists() else []
        return [fact for fact in map(json.loads, lines) if fact["event"] == event]


def in_process(work: Callable[[Task], None], task: Task) -> str:
    """Run a task in a process of its own; say in words how it ended, nothing if well."""
    child = multiprocessing.get_context("spawn").Process(target=limited, args=(work, task))
    child.start()
    began, ready = perf_counter(), None
    while child.is_alive():
        child.join(POLL_SECONDS)
        if ready is None and task.told("ready"):
            ready = perf_counter()
        since, most = (began, task.build_seconds) if ready is None else (ready, task.seconds + task.grace_seconds)
        if child.is_alive() and perf_counter() - since > most:
            child.kill()
            child.join()
            return f"not back within {most:.0f} s"
    for fact in task.told("failed"):
        return str(fact["words"])
    return f"ended by itself (code {child.exitcode}, at most {task.memory_gb:g} GB)" if child.exitcode else ""


def limited(work: Callable[[Task], None], task: Task) -> None:
    """Work within the memory granted, and tell of a failure."""
    most = int(task.memory_gb * GIGABYTE)
    resource.setrlimit(resource.RLIMIT_AS, (most, most))
    try:
        work(task)
    except MemoryError:
        task.tell("failed", words=f"out of memory (at most {task.memory_gb:g} GB)")
    except Exception as error:
        task.tell("failed", words=f"{type(error).__name__}: {' '.join(str(error).split())[:200]}")


def peak_gb() -> float:
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * 1024 / GIGABYTE


# What the processes do


def run_search(task: Task) -> None:
    """Our own search; its plan is written as a workbook and verified."""
    began = perf_counter()
    arrays = compute_arrays(case_of(task.towns, task.carry_over_share))
    rows = all_rows(arrays)
    task.tell("ready", built=perf_counter() - began, decisions=all_options(arrays).count)
    began = perf_counter()
    effort = Effort(task.gap_share, task.seconds, task.threads)
    found = search(
        arrays, rows, effort,
        publish=lambda standing: task.tell("plan", seconds=perf_counter() - began, points=float(standing.points)),
    )  # fmt: skip
    task.tell("end", bound=found.bound, points=found.points, seconds=found.seconds, stopped_by=found.stopped_by,
              memory_gb=peak_gb())  # fmt: skip
    with tempfile.TemporaryDirectory() as folder:
        verification = verify_plan(write_plan(Path(folder) / "plan.xlsx", plan_of(arrays, rows, found, effort)))
    faults = [str(fault) for fault in verification.faults]
    task.tell("checked", words=f"{len(faults)} faults: {faults[0]}" if faults else "verified")


def build(task: Task) -> None:
    """The whole model in Pyomo, and its standard form on disk."""
    arrays = compute_arrays(case_of(task.towns, task.carry_over_share))
    rows = all_rows(arrays)
    began = perf_counter()
    with templatised():
        model = build_model(arrays, rows, all_options(arrays))
    built = perf_counter()
    form = form_of(model)
    task.tell("built", seconds=built - began, compiled=perf_counter() - built, memory_gb=peak_gb(),
              columns=len(form.cost), rows=len(form.row_lower), nonzeros=len(form.data))  # fmt: skip
    form.save(task.form)


class Run:
    """One solver on one form: hears its plans, and at the end values the decisions of the last one."""

    def __init__(self, task: Task) -> None:
        self.task, self.form = task, Form.load(task.form)
        self.loading = self.began = perf_counter()

    def begin(self) -> None:
        """The model is taken over, and the clock of the solver starts."""
        self.began = perf_counter()
        self.task.tell("ready", built=self.began - self.loading)

    def hear(self, points: float) -> None:
        self.task.tell("plan", seconds=perf_counter() - self.began, points=points)

    def end(self, value: Floats | None, words: str) -> None:
        self.task.tell("end", seconds=perf_counter() - self.began, stopped_by=words, memory_gb=peak_gb())
        if value is not None:
            self.task.tell("checked", **self.worth(value))

    def worth(self, value: Floats) -> dict[str, Any]:
        """What the decisions of a solution are worth at best scales, under the exact rules."""
        arrays = compute_arrays(case_of(self.task.towns, self.task.carry_over_share))
        try:
            choice = best_scales(arrays, all_rows(arrays), choice_by(self.form, arrays, value))
        except NotFeasible:
            return {"words": "breaks a rule"}
        return {"points": points_of(arrays, choice)}


def run_highs(task: Task) -> None:
    """HiGHS with its defaults, apart from threads and limits, and the presolve rule that gives wrong answers."""
    import highspy

    run = Run(task)
    highs = highs_with(run.form)
    set_options(highs, threads=task.threads, time_limit=task.seconds, mip_rel_gap=task.gap_share, mip_abs_gap=0.0)
    highs.cbMipImprovingSolution += lambda event: run.hear(-event.data_out.objective_function_value)
    # HiGHS keeps one pool of threads a process: none is left, or the single thread of later programs is refused.
    highs.resetGlobalScheduler(True)
    run.begin()
    highs.run()
    highs.resetGlobalScheduler(True)
    found = highs.getInfo().primal_solution_status == highspy.SolutionStatus.kSolutionStatusFeasible
    value = np.asarray(highs.getSolution().col_value) if found else None
    run.end(value, highs.modelStatusToString(highs.getModelStatus()))


def highs_with(form: Form) -> Any:
    """HiGHS that holds a form."""
    import highspy

    highs = quiet_highs(presolve_rule_off=PARALLEL_ROWS_AND_COLUMNS)
    columns, rows = len(form.cost), len(form.row_lower)
    highs.passModel(
        columns, rows, len(form.data), int(highspy.MatrixFormat.kRowwise), int(highspy.ObjSense.kMinimize), 0.0,
        form.cost, form.lower, form.upper, form.row_lower, form.row_upper,
        form.indptr.astype(np.int32), form.indices.astype(np.int32), form.data, form.whole.astype(np.int32),
    )  # fmt: skip
    return highs


def run_scip(task: Task) -> None:
    """SCIP with its defaults and limits, one thread: it has no parallel search of one tree."""
    import pyscipopt
    from pyscipopt.scip import PY_SCIP_EVENTTYPE

    run = Run(task)
    scip = pyscipopt.Model()
    scip.hideOutput()
    with tempfile.TemporaryDirectory() as folder:
        # Reading a file is many times quicker than adding rows one by one in Python.
        path = str(Path(folder) / "model.mps")
        highs_with(run.form).writeModel(path)
        scip.readProblem(path)
    scip.setParams({"timing/clocktype": 2, "limits/time": task.seconds, "limits/gap": task.gap_share,
                    "limits/memory": 1024 * task.memory_gb, "misc/catchctrlc": False})  # fmt: skip

    class Incumbents(pyscipopt.Eventhdlr):
        def eventinit(self) -> None:
            self.model.catchEvent(PY_SCIP_EVENTTYPE.BESTSOLFOUND, self)

        def eventexec(self, event: Any) -> None:  # noqa: ARG002  the name is SCIP's
            run.hear(-self.model.getSolObjVal(self.model.getBestSol()))

    handler = Incumbents()
    scip.includeEventhdlr(handler, "incumbents", "hears of every better solution")
    run.begin()
    scip.optimize()
    run.end(value_in_scip(scip, len(run.form.cost)), scip.getStatus())


def value_in_scip(scip: Any, columns: int) -> Floats | None:
    """The best solution by column; HiGHS names columns c0, c1, ... in files."""
    if scip.getNSols() == 0:
        return None
    best, value = scip.getBestSol(), np.zeros(columns)
    for variable in scip.getVars():
        value[int(variable.name[1:])] = scip.getSolVal(best, variable)
    return value


def run_cp_sat(task: Task) -> None:
    """CP-SAT by MathOpt, on the form in whole numbers (``in_steps``); one worker a thread, otherwise its defaults."""
    from ortools.math_opt.python import mathopt  # type: ignore
    from ortools.sat import sat_parameters_pb2

    run = Run(task)
    model = mathopt.Model.from_model_proto(proto_of(in_steps(run.form)))
    parameters = mathopt.SolveParameters(
        time_limit=datetime.timedelta(seconds=task.seconds),
        relative_gap_tolerance=task.gap_share,
        cp_sat=sat_parameters_pb2.SatParameters(mip_var_scaling=STEPS_IN_A_UNIT, num_workers=task.threads),
    )
    last: dict[int, float] = {}

    def on_solution(data: Any) -> Any:
        last.clear()
        last.update((variable.id, value) for variable, value in data.solution.items())
        run.hear(-float(run.form.cost @ dense(last, len(run.form.cost))))
        return mathopt.CallbackResult()

    heard = mathopt.CallbackRegistration(
        events={mathopt.Event.MIP_SOLUTION}, mip_solution_filter=mathopt.VariableFilter(skip_zero_values=True)
    )
    run.begin()
    result = mathopt.solve(model, mathopt.SolverType.CP_SAT, params=parameters, callback_reg=heard, cb=on_solution)
    run.end(dense(last, len(run.form.cost)) if last else None, result.termination.reason.name.lower())


def dense(values: Mapping[int, float], columns: int) -> Floats:
    value = np.zeros(columns)
    value[list(values)] = list(values.values())
    return value


def in_steps(form: Form) -> Form:
    """The form as CP-SAT can take it, every continuous column a whole number of steps.

    Spending and starts counted are given by equations, which no grid meets exactly: these rows are widened by half a
    step either way, 500 roubles. Columns that a decision switches on get the bound they have when it is on.
    """
    matrix, half = form.matrix, 0.5 / STEPS_IN_A_UNIT
    equations = np.nonzero(form.row_lower == form.row_upper)[0]
    widened = equations[np.unique(matrix[equations][:, form.defined].nonzero()[0])]
    lower, upper = form.row_lower.copy(), form.row_upper.copy()
    lower[widened] -= half
    upper[widened] += half
    return replace(form, row_lower=lower, row_upper=upper, upper=np.minimum(form.upper, switched_bounds(form)))


def switched_bounds(form: Form) -> Floats:
    """Bounds of continuous columns x from rows ``a x - b decision <= 0``: ``b / a``; infinite without such a row."""
    matrix = form.matrix
    pairs = np.nonzero((np.diff(matrix.indptr) == 2) & (form.row_upper == 0.0) & np.isinf(form.row_lower))[0]
    bounds = np.full(len(form.cost), np.inf)
    first = matrix.indptr[pairs]
    for one, other in ((first, first + 1), (first + 1, first)):
        x, decision = matrix.indices[one], matrix.indices[other]
        a, b = matrix.data[one], -matrix.data[other]
        switched = ~form.whole[x] & form.whole[decision] & (a > 0) & (b > 0)
        np.minimum.at(bounds, x[switched], b[switched] / a[switched])
    return bounds


def proto_of(form: Form) -> Any:
    """A form as MathOpt's message."""
    from ortools.math_opt import model_pb2  # type: ignore

    model = model_pb2.ModelProto()
    columns, rows = len(form.cost), len(form.row_lower)
    model.variables.ids.extend(range(columns))
    model.variables.lower_bounds.extend(form.lower)
    model.variables.upper_bounds.extend(form.upper)
    model.variables.integers.extend(form.whole.tolist())
    worth = np.nonzero(form.cost)[0]
    model.objective.linear_coefficients.ids.extend(worth.tolist())
    model.objective.linear_coefficients.values.extend(form.cost[worth])
    model.linear_constraints.ids.extend(range(rows))
    model.linear_constraints.lower_bounds.extend(form.row_lower)
    model.linear_constraints.upper_bounds.extend(form.row_upper)
    matrix = form.matrix
    matrix.sort_indices()
    entries = matrix.tocoo()
    model.linear_constraint_matrix.row_ids.extend(entries.row.tolist())
    model.linear_constraint_matrix.column_ids.extend(entries.col.tolist())
    model.linear_constraint_matrix.coefficients.extend(entries.data)
    return model


WORK: Mapping[str, Callable[[Task], None]] = {"highs": run_highs, "scip": run_scip, "cp-sat": run_cp_sat}


# The tables


def compare(asked: argparse.Namespace, towns: int, carry_over_share: float, folder: Path) -> None:
    """All rows of one case: the search first, whose bound all gaps are against."""

    def task_of(name: str) -> Task:
        return Task(towns, carry_over_share, asked.seconds, asked.gap, asked.threads, asked.build_seconds,
                    asked.grace_seconds, asked.memory_gb, folder / "form.npz", folder / f"{name}.log")  # fmt: skip

    what = f"{towns} | {carry_over_share:g}"
    task = task_of("search")
    ended = in_process(run_search, task)
    if not task.told("end"):
        print(f"| {what} | search | {ended or 'no plan'} |", flush=True)
        return
    bound = task.told("end")[0]["bound"]
    print(f"| {what} | search | {row_of(task, bound, asked.seconds, ended)} |", flush=True)
    if not asked.solvers:
        return
    task = task_of("build")
    ended = in_process(build, task)
    print(f"| {what} | Pyomo | {built_words(task) or f'not built: {ended}'} |", flush=True)
    if not ended:
        for name in asked.solvers:
            task = task_of(name)
            ended = in_process(WORK[name], task)
            print(f"| {what} | {name} | {row_of(task, bound, asked.seconds, ended)} |", flush=True)


def built_words(task: Task) -> str:
    for fact in task.told("built"):
        return (f"{fact['seconds']:.0f} s to build, {fact['compiled']:.0f} s to compile, {fact['memory_gb']:.1f} GB: "
                f"{fact['columns']:,} columns, {fact['rows']:,} rows, {fact['nonzeros']:,} nonzeros")  # fmt: skip
    return ""


def row_of(task: Task, bound: float, seconds: float, ended: str) -> str:
    """Cells of one solver: hand-over, memory, gaps, check, and how it ended."""
    ready, end = (task.told(event) for event in ("ready", "end"))
    handed = f"{ready[0]['built']:.1f} s" if ready else "not handed over"
    memory = f"{end[0]['memory_gb']:.1f} GB" if end else "-"
    stopped = f"{end[0]['stopped_by']} at {end[0]['seconds']:.0f} s" if end else "-"
    gaps = [gap_words(best_at(task, share * seconds), bound) for share in COLUMNS]
    return " | ".join([handed, memory, *gaps, checked_words(task, bound), "; ".join(filter(None, [stopped, ended]))])


def best_at(task: Task, seconds: float) -> float | None:
    """Points of the best plan heard of by then."""
    heard = [plan["points"] for plan in task.told("plan")
             if plan["seconds"] <= seconds and np.isfinite(plan["points"])]  # fmt: skip
    return max(heard, default=None)


def gap_words(points: float | None, bound: float) -> str:
    return "no plan" if points is None else f"{100 * gap_share(points, bound):.3f} %"


def checked_words(task: Task, bound: float) -> str:
    for fact in task.told("checked"):
        return fact["words"] if "words" in fact else gap_words(fact["points"], bound)
    return "-"


def arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description="The search beside other solvers on the whole model.")
    parser.add_argument("--towns", type=int, nargs="+", default=[20, 80, 237])
    parser.add_argument("--carry-over", type=float, nargs="+", default=[0.0, 0.3, 1.0])
    parser.add_argument("--solvers", nargs="*", choices=SOLVERS, default=list(SOLVERS))
    parser.add_argument("--seconds", type=float, default=120.0)
    parser.add_argument("--gap", type=float, default=1e-4, help="gap at which any of them may stop, as a share")
    parser.add_argument("--threads", type=int, default=2)
    parser.add_argument("--build-seconds", type=float, default=1200.0)
    parser.add_argument("--grace-seconds", type=float, default=90.0, help="after the limit a process is ended; "
                        "the search has its plan verified in them")  # fmt: skip
    parser.add_argument("--memory-gb", type=float, default=20.0)
    return parser.parse_args()


def heads(seconds: float) -> Iterator[str]:
    yield from ("towns", "carry-over", "solver", "hand-over", "memory")
    yield from (f"gap {share * seconds:g} s" for share in COLUMNS)
    yield from ("by decisions", "end")


def main() -> None:
    asked = arguments()
    names = list(heads(asked.seconds))
    print(f"| {' | '.join(names)} |\n|{'---|' * len(names)}", flush=True)
    for towns, carry_over_share in product(asked.towns, asked.carry_over):
        with tempfile.TemporaryDirectory() as folder:
            compare(asked, towns, carry_over_share, Path(folder))


if __name__ == "__main__":
    main()
