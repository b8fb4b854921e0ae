"""``build_model``: the policy model in Pyomo, a table of contents of the mathematics.

    maximise   sum worth * (steep + returns_after * flat) + sum roadmap_worth * roadmap + sum master_worth * master
    subject to one roadmap a town; starts only under the roadmap taken, at most once; scale between its ends;
               points of growth; what the towns spend, start and build; and the joining rows of ``models.rules``

Sets and what sums go over (``Terms``) are capitals, variables and constraints whole words; every component says what it
is in ``doc``. A rule is the formula of its docstring for one index: t town, p roadmap, k measure, s start year.
"""

from __future__ import annotations

from typing import Any

import numpy as np
import pyomo.environ as pyo
from numpy.typing import NDArray
from pyomo.common.errors import InfeasibleConstraintException
from scipy import sparse

from models.arrays import Arrays
from models.columns import Indices
from models.diagnosis import Flags, Floats
from models.options import Options
from models.rules import Rows
from models.templates import constraints, numbers, terms, together

Model = Any
"""Pyomo has no types: its components are looked up by name."""


def build_model(arrays: Arrays, rows: Rows, options: Options) -> Model:
    """The model over the options given; with ``all_options`` it is the whole model. Source: docs/model.md.

    Made within ``templatised`` it is soon made, and to be compiled; otherwise any solver interface of Pyomo reads it.
    Raises InfeasibleConstraintException where the options given leave a rule nothing to be kept with.
    """
    model = pyo.ConcreteModel(name=arrays.case.settings.title)
    declare_sets(model, arrays, rows, options)
    declare_variables(model, rows)
    maximise_worth(model, arrays, rows, options)
    one_roadmap(model, options)
    start_under_roadmap(model, options)
    scale_between_ends(model, arrays)
    points_of_growth(model, arrays, options)
    count_spending(model, arrays, options)
    count_starts(model, arrays, options)
    count_scales(model, arrays, options)
    joining_rows(model, rows)
    return model


def declare_sets(model: Model, arrays: Arrays, rows: Rows, options: Options) -> None:
    t, p, k, s = options.starts
    bent = falls(arrays, options)
    spent, counted = reachable(arrays, options)
    model.TOWNS = pyo.RangeSet(0, len(arrays.sets.TOWNS) - 1)
    model.ROADMAPS = declared("town, roadmap", *options.roadmaps)
    model.COLUMNS = declared("town, measure", t, k)
    model.MEASURES = declared("town, roadmap, measure", t, p, k)
    model.STARTS = declared("town, roadmap, measure, start year", t, p, k, s)
    model.BENT = declared("starts whose returns fall beyond a bend", t[bent], p[bent], k[bent], s[bent])
    model.SPENT = declared("cells that can cost and that a joining row counts", both(rows.spend, spent))
    model.COUNTED = declared("starts that a joining row counts", both(rows.start, counted))
    model.SCALED = declared("scales that a joining row counts", both(rows.scale, counted))
    model.MASTERS = pyo.RangeSet(0, len(rows.masters.names) - 1)


def declared(doc: str, *columns: NDArray[Any]) -> Any:
    """The different rows of columns as a Set, in the order in which they first stand."""
    return pyo.Set(dimen=len(columns), initialize=list(dict.fromkeys(together(columns))), doc=doc)


def falls(arrays: Arrays, options: Options) -> Flags:
    """Of every start in order: whether its returns fall beyond a bend."""
    t, _, k, _ = options.starts
    return np.asarray((arrays.effects.bend < arrays.effects.scale_high)[t, k])


def reachable(arrays: Arrays, options: Options) -> tuple[Flags, Flags]:
    """Cells (T, lines, Y) that the options can spend in, and starts (T, C, S) they can make, both flat."""
    costs = arrays.costs
    opening = np.einsum("tp,poy->toy", options.roadmap, costs.opening > 0, dtype=np.int64, optimize=True) > 0
    spent = np.concatenate([costs.cost.paid(options.start), opening, costs.tax.paid(options.start)], axis=1)
    return spent.ravel(), options.start.any(axis=1).ravel()


def both(matrix: sparse.csr_matrix, flags: Flags) -> Indices:
    """Columns of a matrix that something stands in and whose flag is set."""
    used = np.zeros(len(flags), dtype=bool)
    used[matrix.indices] = True
    return np.flatnonzero(used & flags)


def declare_variables(model: Model, rows: Rows) -> None:
    upper, whole = rows.masters.upper.tolist(), rows.masters.whole.tolist()
    model.roadmap = pyo.Var(model.ROADMAPS, domain=pyo.Binary, doc="1 if the town takes the roadmap")
    model.start = pyo.Var(model.STARTS, domain=pyo.Binary, doc="1 if the measure starts in the year under the roadmap")
    model.steep = pyo.Var(model.STARTS, domain=pyo.NonNegativeReals, doc="scale at full return, physical units")
    model.flat = pyo.Var(model.BENT, domain=pyo.NonNegativeReals, doc="scale beyond the bend, physical units")
    model.spend = pyo.Var(model.SPENT, domain=pyo.NonNegativeReals, doc="spending of a town, measure and year, mrub")
    model.count = pyo.Var(model.COUNTED, domain=pyo.NonNegativeReals, doc="starts of a town, measure and year")
    model.amount = pyo.Var(model.SCALED, domain=pyo.NonNegativeReals, doc="scale of a town, measure and start year")
    model.master = pyo.Var(
        model.MASTERS,
        bounds=lambda _, j: (0.0, upper[j]),
        domain=lambda _, j: pyo.Binary if whole[j] else pyo.Reals,
        doc="federal money, carry-over and loans, mrub; what joins towns",
    )


def maximise_worth(model: Model, arrays: Arrays, rows: Rows, options: Options) -> None:
    """``sum worth * (steep + returns_after * flat) + sum roadmap_worth * roadmap + sum master_worth * master``."""
    effects, (t, p, k, s) = arrays.effects, options.starts
    worth, bent = effects.worth[t, p, k, s], falls(arrays, options)
    after = (worth * effects.returns_after[t, k])[bent]
    of_roadmap = effects.roadmap_worth[options.roadmaps]
    model.WORTH = terms(model.TOWNS, [t], [worth, p, k, s], "points of a unit at full return")
    model.WORTH_AFTER = terms(model.TOWNS, [t[bent]], [after, p[bent], k[bent], s[bent]], "points of a unit beyond")
    model.ROADMAP_WORTH = terms(
        model.TOWNS, [options.roadmaps[0]], [of_roadmap, options.roadmaps[1]], "points of a roadmap itself"
    )
    worth = rows.masters.worth
    model.MASTER_WORTH = declared(
        "worth of a unit of a master variable, points", worth[worth != 0], np.flatnonzero(worth)
    )

    def worth_of_all(m: Model) -> Any:
        steep = sum(worth * m.steep[t, p, k, s] for t in m.TOWNS for worth, p, k, s in m.WORTH[t])
        flat = sum(worth * m.flat[t, p, k, s] for t in m.TOWNS for worth, p, k, s in m.WORTH_AFTER[t])
        opened = sum(worth * m.roadmap[t, p] for t in m.TOWNS for worth, p in m.ROADMAP_WORTH[t])
        joined = sum(worth * m.master[j] for worth, j in m.MASTER_WORTH) if len(m.MASTER_WORTH) else 0.0
        return steep + flat + opened + joined

    model.worth = pyo.Objective(sense=pyo.maximize, doc="weighted result, points", rule=worth_of_all)


def one_roadmap(model: Model, options: Options) -> None:
    """``sum_p roadmap[t,p] = 1``: every town takes exactly one roadmap, ``none`` among them."""
    t, p = options.roadmaps
    model.OFFERED = terms(model.TOWNS, [t], [p], "roadmaps of a town")
    model.one_roadmap = constraints(model.TOWNS, rule=lambda m, t: sum(m.roadmap[t, p] for p in m.OFFERED[t]) == 1.0)


def start_under_roadmap(model: Model, options: Options) -> None:
    """``sum_s start[t,p,k,s] <= roadmap[t,p]``: a measure starts at most once, under the roadmap taken."""
    t, p, k, s = options.starts
    model.YEARS = terms(model.MEASURES, [t, p, k], [s], "start years of a measure under a roadmap")
    model.start_under_roadmap = constraints(
        model.MEASURES,
        rule=lambda m, t, p, k: sum(m.start[t, p, k, s] for s in m.YEARS[t, p, k]) <= m.roadmap[t, p],
    )


def scale_between_ends(model: Model, arrays: Arrays) -> None:
    """``scale_low*start <= steep + flat``, ``steep <= bend*start``, ``flat <= (scale_high - bend)*start``."""
    effects, columns = arrays.effects, list(model.COLUMNS)
    t, k = np.array(columns, dtype=np.int64).reshape(-1, 2).T
    low, high, bend = effects.scale_low[t, k], effects.scale_high[t, k], effects.bend[t, k]
    bent = bend < high
    model.low = numbers(model.COLUMNS, columns, low, "least scale, physical units")
    model.bend = numbers(model.COLUMNS, columns, np.minimum(bend, high), "greatest scale at full return")
    model.beyond = numbers(model.COLUMNS, columns, high - bend, "greatest scale beyond the bend")
    model.BENDS = terms(model.COLUMNS, [t[bent], k[bent]], [np.ones(bent.sum())], "1 where returns fall, or nothing")

    def least(m: Model, t: int, p: int, k: int, s: int) -> Any:
        flat = sum(one * m.flat[t, p, k, s] for one in m.BENDS[t, k])
        return m.low[t, k] * m.start[t, p, k, s] <= m.steep[t, p, k, s] + flat

    model.scale_least = constraints(model.STARTS, rule=least)
    model.steep_most = constraints(
        model.STARTS, rule=lambda m, t, p, k, s: m.steep[t, p, k, s] <= m.bend[t, k] * m.start[t, p, k, s]
    )
    model.flat_most = constraints(
        model.BENT, rule=lambda m, t, p, k, s: m.flat[t, p, k, s] <= m.beyond[t, k] * m.start[t, p, k, s]
    )


def points_of_growth(model: Model, arrays: Arrays, options: Options) -> None:
    """``sum over points of growth of start <= points_of_growth_max * roadmap``: nothing is scattered (paper 2)."""
    growth = arrays.growth[options.starts[0], options.starts[2]]
    t, p, k, s = (index[growth] for index in options.starts)
    most = float(arrays.case.settings.points_of_growth_max)
    model.GROWING = declared("town, roadmap with points of growth", t, p)
    model.GROWTH = terms(model.GROWING, [t, p], [k, s], "starts of points of growth under a roadmap")
    model.points_of_growth = constraints(
        model.GROWING,
        rule=lambda m, t, p: sum(m.start[t, p, k, s] for k, s in m.GROWTH[t, p]) <= most * m.roadmap[t, p],
    )


def count_spending(model: Model, arrays: Arrays, options: Options) -> None:
    """``spend[t,m,y] = sum cost * (steep + flat) - sums given``, tax forgone likewise, and the cost of the roadmap."""
    bent = falls(arrays, options)
    cell, cost, start = costs_of_starts(arrays, options)
    model.COSTS = costing(model, cell, cost, start, options.starts, "cost of a unit, and its start")
    cell, cost, start = cell[bent[start]], cost[bent[start]], start[bent[start]]
    model.COSTS_BEYOND = costing(model, cell, cost, start, options.starts, "cost of a unit beyond the bend")
    model.GIVEN = costing(model, *sums_of_starts(arrays, options), options.starts, "sum given by others, and its start")
    model.OPENING = costing(model, *costs_of_roadmaps(arrays, options), options.roadmaps, "cost of a roadmap")

    def spending(m: Model, cell: int) -> Any:
        steep = sum(cost * m.steep[t, p, k, s] for cost, t, p, k, s in m.COSTS[cell])
        flat = sum(cost * m.flat[t, p, k, s] for cost, t, p, k, s in m.COSTS_BEYOND[cell])
        given = sum(given * m.start[t, p, k, s] for given, t, p, k, s in m.GIVEN[cell])
        opening = sum(cost * m.roadmap[t, p] for cost, t, p in m.OPENING[cell])
        return steep + flat - given + opening == m.spend[cell]

    model.spending = constraints(model.SPENT, rule=spending)


Costed = tuple[Indices, Floats, Indices]
"""Flat cells of spending, what falls there, mrub, and the place of the option or roadmap among those there are."""


def costing(model: Model, cell: Indices, cost: Floats, at: Indices, index: tuple[Indices, ...], doc: str) -> Any:
    """What falls in every cell of spending, and the options that it is of."""
    return terms(model.SPENT, [cell], [cost, *(part[at] for part in index)], doc)


def costs_of_starts(arrays: Arrays, options: Options) -> Costed:
    """Public cost of one unit, and tax forgone, in each year."""
    costs, (t, p, k, s) = arrays.costs, options.starts
    parts = [falling(arrays, t, line, costs.unit[t, line][:, None] * shape.of_options(t, p, k, s))
             for line, shape in ((k, costs.cost), (arrays.first_tax_line + k, costs.tax))]  # fmt: skip
    cell, cost, at = (np.concatenate(column) for column in zip(*parts, strict=True))
    return cell, cost, at


def sums_of_starts(arrays: Arrays, options: Options) -> Costed:
    """Sums given by others in each year of works."""
    t, p, k, s = options.starts
    return falling(arrays, t, k, arrays.costs.given[t, k][:, None] * arrays.costs.works.of_options(t, p, k, s))


def costs_of_roadmaps(arrays: Arrays, options: Options) -> Costed:
    """Cost of the opening measures of a roadmap in each year."""
    t, p = options.roadmaps
    openings = np.arange(arrays.started, arrays.first_tax_line)
    paid = arrays.costs.unit[t][:, openings, None] * arrays.costs.opening[p]
    cell, cost, at = falling(
        arrays, np.repeat(t, len(openings)), np.tile(openings, len(t)), paid.reshape(-1, paid.shape[2])
    )
    return cell, cost, at // max(1, len(openings))


def falling(arrays: Arrays, town: Indices, line: Indices, by_year: Floats) -> Costed:
    """Where sums (n, Y) that a line of a town has fall; zeros left out."""
    at, year = np.nonzero(by_year)
    return (town[at] * arrays.lines + line[at]) * by_year.shape[1] + year, by_year[at, year], at


def count_starts(model: Model, arrays: Arrays, options: Options) -> None:
    """``count[t,m,s] = sum_p start[t,p,m,s]``."""
    t, p, k, s = options.starts
    cell = (t * arrays.started + k) * len(arrays.sets.YEARS) + s
    model.BEGUN = terms(model.COUNTED, [cell], [t, p, k, s], "starts of a cell under all roadmaps")
    model.counting = constraints(
        model.COUNTED,
        rule=lambda m, cell: sum(m.start[t, p, k, s] for t, p, k, s in m.BEGUN[cell]) == m.count[cell],
    )


def count_scales(model: Model, arrays: Arrays, options: Options) -> None:
    """``amount[t,m,s] = sum_p (steep + flat)``."""
    bent, (t, p, k, s) = falls(arrays, options), options.starts
    cell = (t * arrays.started + k) * len(arrays.sets.YEARS) + s
    model.BUILT = terms(model.SCALED, [cell], [t, p, k, s], "starts of a cell under all roadmaps")
    model.BUILT_BEYOND = terms(model.SCALED, [cell[bent]], [t[bent], p[bent], k[bent], s[bent]], "those with a bend")

    def building(m: Model, cell: int) -> Any:
        steep = sum(m.steep[t, p, k, s] for t, p, k, s in m.BUILT[cell])
        flat = sum(m.flat[t, p, k, s] for t, p, k, s in m.BUILT_BEYOND[cell])
        return steep + flat == m.amount[cell]

    model.building = constraints(model.SCALED, rule=building)


def joining_rows(model: Model, rows: Rows) -> None:
    """``spend + start + scale + master <= right-hand side``: the rules of ``models.rules``, row by row."""
    spend, start, scale, master = (entries(matrix, cells) for matrix, cells in (
        (rows.spend, model.SPENT), (rows.start, model.COUNTED), (rows.scale, model.SCALED),
        (rows.master, model.MASTERS)))  # fmt: skip
    asking = np.unique(np.concatenate([spend[0], start[0], scale[0], master[0]]))
    empty = np.setdiff1d(np.flatnonzero(rows.right_hand_side < 0.0), asking)
    if len(empty):
        name = rows.names[empty[0]]
        raise InfeasibleConstraintException(f"{name} asks for something, and no option is left to do it with")
    model.ROWS = declared("joining rows that something counts in", asking)
    right = rows.right_hand_side[asking]
    model.right = numbers(model.ROWS, asking.tolist(), right, "right-hand side of a row")
    model.SPENDING = terms(model.ROWS, [spend[0]], spend[1:], "coefficient and cell of spending")
    model.STARTING = terms(model.ROWS, [start[0]], start[1:], "coefficient and cell of starts")
    model.SCALING = terms(model.ROWS, [scale[0]], scale[1:], "coefficient and cell of scales")
    model.MASTERING = terms(model.ROWS, [master[0]], master[1:], "coefficient and master")

    def joining(m: Model, row: int) -> Any:
        spend = sum(a * m.spend[cell] for a, cell in m.SPENDING[row])
        start = sum(a * m.count[cell] for a, cell in m.STARTING[row])
        scale = sum(a * m.amount[cell] for a, cell in m.SCALING[row])
        master = sum(a * m.master[j] for a, j in m.MASTERING[row])
        return spend + start + scale + master <= m.right[row]

    model.joining = constraints(model.ROWS, rule=joining)


def entries(matrix: sparse.csr_matrix, columns: Any) -> tuple[Indices, Floats, Indices]:
    """Rows, coefficients and columns of what stands in some columns of a matrix."""
    inside = np.zeros(matrix.shape[1], dtype=bool)
    inside[list(columns)] = True
    every = matrix.tocoo()
    kept = inside[every.col] & (every.data != 0.0)
    return every.row[kept], every.data[kept], every.col[kept]
