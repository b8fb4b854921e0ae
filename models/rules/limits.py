"""Floors and ceilings in a scope, on money or on projects: category, measure, status, region, town, payer, year."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np

from models.arrays import Arrays
from models.case import CONTRIBUTORS, FEDERAL
from models.rules.cells import Instance
from models.rules.masters import Masters
from models.rules.rows import NOTHING, Indices, Row, Terms, terms


def limit_ceiling(arrays: Arrays, masters: Masters) -> Iterator[Row]:
    """``money in scope <= ceiling``."""
    for instance, cells in zip(masters.instances, masters.covered, strict=True):
        if instance.limit.ceiling is not None:
            spend, start, master = money(arrays, masters, instance, cells)
            right = instance.limit.ceiling * unit_of(arrays, masters, instance)
            yield Row(f"limit_ceiling[{instance.name}]", "limit_ceiling", right, spend, start, master,
                      origin=instance.limit.origin)  # fmt: skip


def limit_floor(arrays: Arrays, masters: Masters) -> Iterator[Row]:
    """``- money in scope <= - floor``."""
    for instance, cells in zip(masters.instances, masters.covered, strict=True):
        if instance.limit.floor is not None:
            spend, start, master = (negated(part) for part in money(arrays, masters, instance, cells))
            right = -instance.limit.floor * unit_of(arrays, masters, instance)
            yield Row(f"limit_floor[{instance.name}]", "limit_floor", right, spend, start, master,
                      origin=instance.limit.origin)  # fmt: skip


def money(arrays: Arrays, masters: Masters, instance: Instance, cells: Indices) -> tuple[Terms, Terms, Terms]:
    """Money of the payer in scope, as terms of spending, starts and masters, or the number of what is begun.

    All spending, the atoms inside, spending less those atoms, or what a contributor pays beside it.
    """
    payer = instance.limit.payer
    if instance.limit.unit == "count":
        return *begun(arrays, cells), NOTHING
    if payer in CONTRIBUTORS:
        return *contributed(arrays, instance, cells, CONTRIBUTORS.index(payer)), NOTHING
    if payer == "all":
        return terms(cells), NOTHING, NOTHING
    atoms = np.unique(masters.atom_of[cells])
    if payer == FEDERAL:
        return NOTHING, NOTHING, terms(atoms)
    return terms(cells), NOTHING, terms(atoms, -1.0)


def begun(arrays: Arrays, cells: Indices) -> tuple[Terms, Terms]:
    """Projects started, and full years of work of opening measures: what is spent over what a full year costs."""
    years, costs = len(arrays.sets.YEARS), arrays.costs
    town, line, year = np.unravel_index(cells, arrays.cells)
    opening = (line >= arrays.started) & (line < arrays.first_tax_line)
    full_year = costs.unit[town[opening], line[opening]] * costs.price_level[year[opening]]
    started = line < arrays.started
    starts = (town[started] * arrays.started + line[started]) * years + year[started]
    return terms(cells[opening], 1.0 / full_year), terms(starts)


def contributed(arrays: Arrays, instance: Instance, cells: Indices, k: int) -> tuple[Terms, Terms]:
    """A contributor's money: ``share/(1 - others) * spend``, and in years of works what sums add to it.

    That is ``(share/(1 - others) * given + sum) / d`` for what is started.
    """
    years, pool, started = len(arrays.sets.YEARS), arrays.pool, arrays.started
    line = cells // years % arrays.lines
    cells, line = cells[line < arrays.first_tax_line], line[line < arrays.first_tax_line]
    ratio = pool.share[k] / (1.0 - pool.others)
    fixed = ratio[:, :started] * arrays.costs.given + pool.total[k]
    town = cells // (years * arrays.lines)
    begun = np.unique(town[line < started] * started + line[line < started])
    starts = [(t, c, s, float(fixed[t, c] * arrays.costs.works.at(t, 0, c, s)[instance.years].sum()))
              for t, c in zip((begun // started).tolist(), (begun % started).tolist(), strict=True) if fixed[t, c] > 0
              for s in range(years)]  # fmt: skip
    index = [(t * started + c) * years + s for t, c, s, value in starts if value > 0]
    share = ratio[town, line]
    return terms(cells[share > 0], share[share > 0]), terms(index, [value for *_, value in starts if value > 0])


def unit_of(arrays: Arrays, masters: Masters, instance: Instance) -> float:
    """What one unit of the limit is: a million roubles, a project, a rouble a head, or the payer's whole budget."""
    unit = instance.limit.unit
    if unit in ("mrub", "count"):
        return 1.0
    if unit == "rub_per_head":
        return float(sum(arrays.case.towns[t].population for t in instance.towns)) / 1e6
    return float(masters.whole_budget[instance.limit.payer][instance.years].sum())


def negated(part: Terms) -> Terms:
    return Terms(part.index, -part.value)
