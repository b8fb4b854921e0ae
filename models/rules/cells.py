"""Scopes of limits and the cells (town, measure, year) they cover."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from models.arrays import Arrays
from models.case import CATEGORIES, Limit
from models.diagnosis import Flags

Indices = NDArray[np.int64]


@dataclass(frozen=True)
class Instance:
    """A limit, or one of those it is repeated for: towns, measures and years in scope, by index."""

    name: str
    limit: Limit
    towns: Indices
    measures: Indices
    years: Indices

    @property
    def cuts(self) -> bool:
        """Whether the limit names a payer, so that federal money inside and outside must be told apart."""
        return self.limit.payer != "all"


def active_measures(arrays: Arrays) -> Flags:
    """Towns and measures (T, M+O) that can cost anything: an offered option, or a measure of an offered roadmap."""
    started = arrays.effects.offered.any(axis=(1, 3))
    used = arrays.menu.intensity.sum(axis=2) > 0
    opening = arrays.menu.offered @ used
    return np.hstack([started, opening])


def active_cells(arrays: Arrays, active: Flags, instance: Instance) -> Indices:
    """Flat indices of the cells of an instance that can cost anything."""
    towns, measures = np.nonzero(active[np.ix_(instance.towns, instance.measures)])
    pair = instance.towns[towns] * len(arrays.sets.MEASURES) + instance.measures[measures]
    return np.asarray((pair[:, None] * len(arrays.sets.YEARS) + instance.years).ravel(), dtype=np.int64)


def instances(arrays: Arrays) -> Iterator[Instance]:
    """Every limit, repeated for each town, region, status or category in its scope where it says so."""
    traits = measure_traits(arrays), town_traits(arrays)
    for limit in arrays.case.limits:
        for value in repeated_for(arrays, limit, *traits):
            name = f"{limit.limit}:{value}" if limit.for_each else limit.limit
            yield Instance(name, limit, *scope(arrays, limit, value, *traits))


Traits = dict[str, NDArray[np.str_]]


def measure_traits(arrays: Arrays) -> Traits:
    measures = arrays.case.started + arrays.case.opening
    return {
        "category": np.array([m.category for m in measures], dtype=object),
        "measure": np.array([m.measure for m in measures], dtype=object),
    }


def town_traits(arrays: Arrays) -> Traits:
    towns = arrays.case.towns
    return {trait: np.array([getattr(t, trait) for t in towns], dtype=object) for trait in ("status", "region", "town")}


def repeated_for(arrays: Arrays, limit: Limit, measures: Traits, towns: Traits) -> list[str]:
    """Values that a limit is repeated for, those inside its scope only, in the order of their sheets."""
    if not limit.for_each:
        return [""]
    sets = arrays.sets
    order = {"town": sets.TOWNS, "region": sets.REGIONS, "status": sets.STATUSES, "category": CATEGORIES}
    kind = limit.for_each
    inside = scope(arrays, limit, "", measures, towns)
    present = set(measures[kind][inside[1]]) if kind == "category" else set(towns[kind][inside[0]])
    return [value for value in order[kind] if value in present]


def scope(
    arrays: Arrays, limit: Limit, value: str, measures: Traits, towns: Traits
) -> tuple[Indices, Indices, Indices]:
    """Towns, measures and years in the scope of a limit, ``value`` being the one it is repeated for."""
    wanted = {trait: getattr(limit, trait) for trait in ("category", "measure", "status", "region", "town")}
    in_towns = np.ones(len(arrays.case.towns), dtype=bool)
    in_measures = np.ones(len(measures["measure"]), dtype=bool)
    for trait, name in [*wanted.items(), (limit.for_each, value)]:
        if name:
            if trait in towns:
                in_towns &= towns[trait] == name
            else:
                in_measures &= measures[trait] == name
    years = np.arange(len(arrays.sets.YEARS)) if limit.year is None else np.array([arrays.sets.year[limit.year]])
    return np.nonzero(in_towns)[0], np.nonzero(in_measures)[0], years
