"""Floors and ceilings on money in a scope: category, measure, status, region, town, head, payer, year."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np

from models.arrays import Arrays
from models.case import FEDERAL
from models.rules.cells import Instance
from models.rules.masters import Masters
from models.rules.rows import NOTHING, Indices, Row, Terms, terms


def limit_ceiling(arrays: Arrays, masters: Masters) -> Iterator[Row]:
    """``money in scope <= ceiling``."""
    for instance, cells in zip(masters.instances, masters.covered, strict=True):
        if instance.limit.ceiling is not None:
            spend, master = money(masters, instance, cells)
            right = instance.limit.ceiling * unit_of(arrays, masters, instance)
            yield Row(f"limit_ceiling[{instance.name}]", "limit_ceiling", right, spend, NOTHING, master,
                      instance.limit.origin)  # fmt: skip


def limit_floor(arrays: Arrays, masters: Masters) -> Iterator[Row]:
    """``- money in scope <= - floor``."""
    for instance, cells in zip(masters.instances, masters.covered, strict=True):
        if instance.limit.floor is not None:
            spend, master = money(masters, instance, cells)
            right = -instance.limit.floor * unit_of(arrays, masters, instance)
            yield Row(f"limit_floor[{instance.name}]", "limit_floor", right, negated(spend), NOTHING, negated(master),
                      instance.limit.origin)  # fmt: skip


def money(masters: Masters, instance: Instance, cells: Indices) -> tuple[Terms, Terms]:
    """Money of the payer in scope: all spending, the atoms inside, or spending less those atoms."""
    if instance.limit.payer == "all":
        return terms(cells), NOTHING
    atoms = np.unique(masters.atom_of[cells])
    if instance.limit.payer == "federal":
        return NOTHING, terms(atoms)
    return terms(cells), terms(atoms, -1.0)


def unit_of(arrays: Arrays, masters: Masters, instance: Instance) -> float:
    """Million roubles in one unit of the limit: itself, one rouble a head, or the payer's whole budget."""
    unit = instance.limit.unit
    if unit == "mrub":
        return 1.0
    if unit == "rub_per_head":
        return float(sum(arrays.case.towns[t].population for t in instance.towns)) / 1e6
    payers = {"federal": (FEDERAL,), "regional": arrays.sets.REGIONS, "all": (FEDERAL, *arrays.sets.REGIONS)}
    return float(sum(masters.budget[payer][instance.years].sum() for payer in payers[instance.limit.payer]))


def negated(part: Terms) -> Terms:
    return Terms(part.index, -part.value)
