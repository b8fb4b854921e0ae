"""``build_model``: the policy model in Pyomo, a table of contents of the mathematics.

    maximise   sum worth * (steep + returns_after * flat) + sum roadmap_worth * roadmap
    subject to one roadmap a town; starts only under the roadmap taken, at most once; scale between its ends;
               points of growth; what the towns spend and start; and the joining rows of ``models.rules``

Sets are capitals, variables and constraints whole words; every component says what it is in ``doc``.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any

import numpy as np
import pyomo.environ as pyo
from pyomo.common.errors import InfeasibleConstraintException
from pyomo.core.expr.numeric_expr import LinearExpression
from scipy import sparse

from models.arrays import Arrays
from models.diagnosis import Flags
from models.options import Options
from models.rules import Rows

Model = Any
"""Pyomo has no types: its components are looked up by name."""


def build_model(arrays: Arrays, rows: Rows, options: Options) -> Model:
    """The model over the options given; with ``all_options`` it is the whole model. Source: docs/model.md.

    Raises InfeasibleConstraintException where the options given leave a rule nothing to be kept with.
    """
    model = pyo.ConcreteModel(name=arrays.case.settings.title)
    declare_sets(model, arrays, rows, options)
    declare_variables(model, rows)
    maximise_worth(model, arrays)
    one_roadmap(model)
    start_under_roadmap(model)
    scale_between_ends(model, arrays)
    points_of_growth(model, arrays)
    count_spending(model, arrays)
    count_starts(model, arrays)
    joining_rows(model, rows)
    return model


def declare_sets(model: Model, arrays: Arrays, rows: Rows, options: Options) -> None:
    model.TOWNS = pyo.RangeSet(0, len(arrays.sets.TOWNS) - 1)
    model.ROADMAPS = pyo.Set(dimen=2, initialize=tuples(options.roadmap), doc="town, roadmap")
    model.STARTS = pyo.Set(dimen=4, initialize=tuples(options.start), doc="town, roadmap, measure, start year")
    bent = options.start & (arrays.effects.bend < arrays.effects.scale_high)[:, None, :, None]
    model.BENT = pyo.Set(dimen=4, initialize=tuples(bent), doc="starts whose returns fall beyond a bend")
    spent, counted = reachable(arrays, options)
    model.SPENT = pyo.Set(initialize=both(rows.spend, spent), doc="cells that can cost and that a joining row counts")
    model.COUNTED = pyo.Set(initialize=both(rows.start, counted), doc="starts that a joining row counts")
    model.MASTERS = pyo.RangeSet(0, len(rows.masters.names) - 1)
    model.ROWS = pyo.RangeSet(0, len(rows) - 1)


def reachable(arrays: Arrays, options: Options) -> tuple[Flags, Flags]:
    """Cells (T, lines, Y) that the options can spend in, and starts (T, C, S) they can make, both flat."""
    costs = arrays.costs
    opening = np.einsum("tp,poy->toy", options.roadmap, costs.opening > 0, dtype=np.int64, optimize=True) > 0
    spent = np.concatenate([costs.cost.paid(options.start), opening, costs.tax.paid(options.start)], axis=1)
    return spent.ravel(), options.start.any(axis=1).ravel()


def both(matrix: sparse.csr_matrix, flags: Flags) -> list[int]:
    used = np.unique(matrix.indices)
    return [int(i) for i in used[flags[used]]]


def tuples(flags: Flags) -> list[tuple[int, ...]]:
    return list(map(tuple, np.argwhere(flags).tolist()))


def declare_variables(model: Model, rows: Rows) -> None:
    upper = rows.masters.upper.tolist()
    model.roadmap = pyo.Var(model.ROADMAPS, domain=pyo.Binary, doc="1 if the town takes the roadmap")
    model.start = pyo.Var(model.STARTS, domain=pyo.Binary, doc="1 if the measure starts in the year under the roadmap")
    model.steep = pyo.Var(model.STARTS, domain=pyo.NonNegativeReals, doc="scale at full return, physical units")
    model.flat = pyo.Var(model.BENT, domain=pyo.NonNegativeReals, doc="scale beyond the bend, physical units")
    model.spend = pyo.Var(model.SPENT, domain=pyo.NonNegativeReals, doc="spending of a town, measure and year, mrub")
    model.count = pyo.Var(model.COUNTED, domain=pyo.NonNegativeReals, doc="starts of a town, measure and year")
    model.master = pyo.Var(
        model.MASTERS, bounds=lambda _, j: (0.0, upper[j]), doc="federal money, carry-over and loans, mrub"
    )


def maximise_worth(model: Model, arrays: Arrays) -> None:
    """``sum worth * (steep + returns_after * flat) + sum roadmap_worth * roadmap``, in points."""
    worth, roadmap_worth = arrays.effects.worth, arrays.effects.roadmap_worth
    after = arrays.effects.returns_after
    parts = [(float(worth[key]), variable) for key, variable in model.steep.items()]
    parts += [(float(worth[key] * after[key[0], key[2]]), variable) for key, variable in model.flat.items()]
    parts += [(float(roadmap_worth[key]), variable) for key, variable in model.roadmap.items()]
    model.worth = pyo.Objective(expr=weighted(parts), sense=pyo.maximize, doc="weighted result, points")


def one_roadmap(model: Model) -> None:
    """``sum_p roadmap[t,p] = 1``: every town takes exactly one roadmap, ``none`` among them."""
    of_town = grouped(model.roadmap, lambda key: key[0])
    model.one_roadmap = pyo.Constraint(model.TOWNS, rule=lambda _, t: equal(of_town[t], 1.0))


def start_under_roadmap(model: Model) -> None:
    """``sum_s start[t,p,m,s] <= roadmap[t,p]``: a measure starts at most once, under the roadmap taken."""
    starts = grouped(model.start, lambda key: key[:3])
    model.start_under_roadmap = pyo.Constraint(
        list(starts), rule=lambda m, t, p, k: at_most([*starts[t, p, k], (-1.0, m.roadmap[t, p])], 0.0)
    )


def scale_between_ends(model: Model, arrays: Arrays) -> None:
    """``scale_low*start <= steep + flat``, ``steep <= bend*start``, ``flat <= (scale_high - bend)*start``."""
    low, high, bend = arrays.effects.scale_low, arrays.effects.scale_high, arrays.effects.bend

    def least(m: Model, *key: int) -> Any:
        t, _, k, _ = key
        flat = [(-1.0, m.flat[key])] if key in m.flat else []
        return at_most([(float(low[t, k]), m.start[key]), (-1.0, m.steep[key]), *flat], 0.0)

    def steep_most(m: Model, *key: int) -> Any:
        t, _, k, _ = key
        return at_most([(1.0, m.steep[key]), (-float(min(bend[t, k], high[t, k])), m.start[key])], 0.0)

    def flat_most(m: Model, *key: int) -> Any:
        t, _, k, _ = key
        return at_most([(1.0, m.flat[key]), (-float(high[t, k] - bend[t, k]), m.start[key])], 0.0)

    model.scale_least = pyo.Constraint(model.STARTS, rule=least)
    model.steep_most = pyo.Constraint(model.STARTS, rule=steep_most)
    model.flat_most = pyo.Constraint(model.BENT, rule=flat_most)


def points_of_growth(model: Model, arrays: Arrays) -> None:
    """``sum over points of growth of start <= points_of_growth_max * roadmap``: nothing is scattered (paper 2)."""
    growth = arrays.growth
    starts = grouped(model.start, lambda key: key[:2], only=lambda key: bool(growth[key[0], key[2]]))
    most = float(arrays.case.settings.points_of_growth_max)
    model.points_of_growth = pyo.Constraint(
        list(starts), rule=lambda m, t, p: at_most([*starts[t, p], (-most, m.roadmap[t, p])], 0.0)
    )


def count_spending(model: Model, arrays: Arrays) -> None:
    """``spend[t,m,y] = sum cost * (steep + flat) - sums given``, tax forgone likewise, and the cost of the roadmap."""
    paid: dict[int, list[tuple[float, Any]]] = defaultdict(list)
    for scale in (model.steep, model.flat):
        for key, variable in scale.items():
            for cell, cost in costs_of_option(arrays, *key):
                paid[cell].append((cost, variable))
    for key, variable in model.start.items():
        for cell, given in sums_of_option(arrays, *key):
            paid[cell].append((-given, variable))
    for (t, p), variable in model.roadmap.items():
        for cell, cost in costs_of_roadmap(arrays, t, p):
            paid[cell].append((cost, variable))
    model.spending = pyo.Constraint(
        model.SPENT, rule=lambda m, cell: equal([*paid.get(cell, ()), (-1.0, m.spend[cell])], 0.0)
    )


Costed = Iterator[tuple[int, float]]
"""Flat cells of spending with what falls there, mrub."""


def costs_of_option(arrays: Arrays, t: int, p: int, c: int, s: int) -> Costed:
    """Public cost of one unit, and tax forgone, in each year."""
    costs = arrays.costs
    for line, shape in ((c, costs.cost), (arrays.first_tax_line + c, costs.tax)):
        pattern, first = shape.at(t, p, c, s), (t * arrays.lines + line) * len(arrays.sets.YEARS)
        for y in np.nonzero(pattern)[0].tolist():
            yield first + y, float(costs.unit[t, line] * pattern[y])


def sums_of_option(arrays: Arrays, t: int, p: int, c: int, s: int) -> Costed:
    """Sums given by others in each year of works."""
    given = float(arrays.costs.given[t, c])
    if given > 0:
        works, first = arrays.costs.works.at(t, p, c, s), (t * arrays.lines + c) * len(arrays.sets.YEARS)
        for y in np.nonzero(works)[0].tolist():
            yield first + y, given * float(works[y])


def costs_of_roadmap(arrays: Arrays, t: int, p: int) -> Costed:
    for o, y in np.argwhere(arrays.costs.opening[p]).tolist():
        line = arrays.started + o
        yield (
            (t * arrays.lines + line) * len(arrays.sets.YEARS) + y,
            float(arrays.costs.unit[t, line] * arrays.costs.opening[p, o, y]),
        )


def count_starts(model: Model, arrays: Arrays) -> None:
    """``count[t,m,s] = sum_p start[t,p,m,s]``."""
    started, years = arrays.started, len(arrays.sets.YEARS)
    starts = grouped(model.start, lambda key: (key[0] * started + key[2]) * years + key[3])
    model.counting = pyo.Constraint(
        model.COUNTED, rule=lambda m, cell: equal([*starts.get(cell, ()), (-1.0, m.count[cell])], 0.0)
    )


def joining_rows(model: Model, rows: Rows) -> None:
    """The rules of ``models.rules``, row by row, under their own names."""
    parts: list[list[tuple[float, Any]]] = [[] for _ in range(len(rows))]
    for matrix, variables in ((rows.spend, model.spend), (rows.start, model.count), (rows.master, model.master)):
        entries = matrix.tocoo()
        for k, index, value in zip(entries.row.tolist(), entries.col.tolist(), entries.data.tolist(), strict=True):
            if index in variables:
                parts[k].append((value, variables[index]))
    right = rows.right_hand_side.tolist()
    for k, name in enumerate(rows.names):
        if not parts[k] and right[k] < 0.0:
            raise InfeasibleConstraintException(f"{name} asks for something, and no option is left to do it with")
    model.joining = pyo.Constraint(model.ROWS, rule=lambda _, k: at_most(parts[k], right[k]))


def grouped(variables: Mapping[Any, Any], key_of: Any, only: Any = None) -> dict[Any, list[tuple[float, Any]]]:
    """Variables with coefficient 1, grouped by part of their index."""
    groups: dict[Any, list[tuple[float, Any]]] = defaultdict(list)
    for key, variable in variables.items():
        if only is None or only(key):
            groups[key_of(key)].append((1.0, variable))
    return groups


def weighted(parts: Iterable[tuple[float, Any]]) -> Any:
    """A linear expression built in one go; adding terms one by one is many times slower in Pyomo."""
    coefficients, variables = zip(*parts, strict=True) if parts else ((), ())
    return LinearExpression(constant=0.0, linear_coefs=list(coefficients), linear_vars=list(variables))


def at_most(parts: Sequence[tuple[float, Any]], right: float) -> Any:
    """``sum parts <= right``; without variables it is either always kept or never."""
    return (None, weighted(parts), right) if parts else pyo.Constraint.Feasible


def equal(parts: Sequence[tuple[float, Any]], right: float) -> Any:
    return (weighted(parts), right)
