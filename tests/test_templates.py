"""One model, two ways of making it: templates for the standard form, and ordinary rules for every solver interface."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import highspy
import numpy as np
import pyomo.environ as pyo
import pytest
from pyomo.common.errors import InfeasibleConstraintException
from pyomo.core.base import constraint, objective
from pyomo.repn.plugins.standard_form import LinearStandardFormCompiler
from random_cases import random_case

from models.arrays import Arrays, compute_arrays
from models.mix import build_model
from models.options import Options, all_options
from models.rules import all_rows
from models.templates import templatised
from planner.solving.handover import hand_over

SEEDS = range(12)


def written(model: Any) -> tuple[Any, ...]:
    """Everything the standard form says, names and order among it."""
    form = LinearStandardFormCompiler().write(model, mixed_form=True)
    return (
        [row.constraint.name for row in form.rows],
        [row.bound_type for row in form.rows],
        [variable.name for variable in form.columns],
        [float(right) for right in form.rhs],
        form.A.toarray().tolist(),
        form.c.toarray().tolist(),
        form.c_offset.tolist(),
    )


def feasible(arrays: Arrays, options: Options) -> bool:
    """Whether no rule is left without anything to be kept with."""
    try:
        LinearStandardFormCompiler().write(build_model(arrays, all_rows(arrays), options), mixed_form=True)
    except InfeasibleConstraintException:
        return False
    return True


@pytest.fixture
def pool_put_away() -> Iterator[None]:
    """HiGHS as Pyomo begins it leaves a pool of threads, of a size that the next user may not want."""
    yield
    highspy.Highs().resetGlobalScheduler(True)


@pytest.mark.parametrize("seed", SEEDS)
def test_templates_say_what_the_rules_say(seed: int) -> None:
    arrays = compute_arrays(random_case(seed))
    rows, options = all_rows(arrays), all_options(arrays)
    if not feasible(arrays, options):
        with pytest.raises(InfeasibleConstraintException):
            hand_over(arrays, rows, options)
        return
    with templatised():
        templates = build_model(arrays, rows, options)
    assert all(hasattr(row, "template_expr") for row in templates.component_data_objects(pyo.Constraint))
    assert written(templates) == written(build_model(arrays, rows, options))


def test_where_nothing_can_start_towns_still_take_a_roadmap() -> None:
    """Pyomo makes no templates over empty sets."""
    arrays = compute_arrays(random_case(0))
    nothing = Options(all_options(arrays).roadmap, np.zeros_like(all_options(arrays).start))
    rows = all_rows(arrays)
    with templatised():
        templates = build_model(arrays, rows, nothing)
    assert written(templates) == written(build_model(arrays, rows, nothing))
    assert len(templates.scale_least) == 0


@pytest.mark.parametrize("seed", SEEDS)
def test_any_solver_interface_of_pyomo_reads_the_model(seed: int, pool_put_away: None) -> None:  # noqa: ARG001
    arrays = compute_arrays(random_case(seed))
    rows, options = all_rows(arrays), all_options(arrays)
    if not feasible(arrays, options):
        return
    solution = hand_over(arrays, rows, options).solve(seconds=30.0, gap_share=0.0, threads=1)
    model = build_model(arrays, rows, options)
    result = pyo.SolverFactory("appsi_highs").solve(model, load_solutions=False)
    found = result.solver.termination_condition == pyo.TerminationCondition.optimal
    assert found == (solution.choice is not None)
    if found:
        assert result.problem.upper_bound == pytest.approx(solution.bound, rel=1e-6, abs=1e-6)


def test_the_switches_are_put_back() -> None:
    def fail_within() -> None:
        with templatised():
            assert constraint.TEMPLATIZE_CONSTRAINTS
            assert objective.TEMPLATIZE_OBJECTIVES
            raise ValueError("on the way")

    with pytest.raises(ValueError, match="on the way"):
        fail_within()
    assert not constraint.TEMPLATIZE_CONSTRAINTS
    assert not objective.TEMPLATIZE_OBJECTIVES
