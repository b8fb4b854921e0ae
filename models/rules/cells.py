"""Scopes of limits and the cells (town, line, year) they cover."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np

from models.arrays import Arrays
from models.case import CATEGORIES, Limit
from models.columns import NOT_THERE, Indices
from models.diagnosis import Flags


@dataclass(frozen=True)
class Instance:
    """A limit, or one of those it is repeated for: towns and years in scope by index, lines by town (T', lines)."""

    name: str
    limit: Limit
    towns: Indices
    lines: Flags
    years: Indices

    @property
    def cuts(self) -> bool:
        """Whether federal money inside and outside must be told apart."""
        return self.limit.payer in ("federal", "regional")


def active_lines(arrays: Arrays) -> Flags:
    """Towns and lines that can cost anything: an offered option, its tax, or a measure of an offered roadmap."""
    started = arrays.effects.offered.any(axis=(1, 3))
    used = arrays.menu.intensity.sum(axis=2) > 0
    opening = arrays.menu.offered @ used
    taxed = arrays.costs.tax_federal + arrays.costs.tax_regional > 0
    return np.hstack([started, opening, started & taxed])


def active_cells(arrays: Arrays, active: Flags, instance: Instance) -> Indices:
    """Flat indices of the cells of an instance that can cost anything."""
    towns, lines = np.nonzero(active[instance.towns] & instance.lines)
    pair = instance.towns[towns] * arrays.lines + lines
    return np.asarray((pair[:, None] * len(arrays.sets.YEARS) + instance.years).ravel(), dtype=np.int64)


@dataclass(frozen=True)
class Traits:
    """What limits are about: of towns (T), of lines by town (T, lines), as numbers in the order of their sheets."""

    town: dict[str, Indices]
    line: dict[str, Indices]
    number: dict[str, dict[str, int]]


def traits_of(arrays: Arrays) -> Traits:
    sets = arrays.sets
    status, measure = ({name: i for i, name in enumerate(names)} for names in (sets.STATUSES, sets.MEASURES))
    category = {name: i for i, name in enumerate(CATEGORIES)}
    of_line = arrays.measure_of_line()
    of_measure = np.array([category[m.category] for m in arrays.case.started + arrays.case.opening], dtype=np.int64)
    by_category = np.where(of_line == NOT_THERE, NOT_THERE, of_measure[of_line]) if len(of_measure) else of_line
    return Traits(
        town={
            "status": np.array([status[t.status] for t in arrays.case.towns]),
            "region": arrays.region_of,
            "town": np.arange(len(sets.TOWNS)),
        },
        line={"category": by_category, "measure": of_line},
        number={"status": status, "region": sets.region, "town": sets.town, "category": category, "measure": measure},
    )


def instances(arrays: Arrays) -> Iterator[Instance]:
    """Every limit, repeated for each town, region, status or category in its scope where it says so."""
    traits = traits_of(arrays)
    for limit in arrays.case.limits:
        for value in repeated_for(arrays, limit, traits):
            name = f"{limit.limit}:{value}" if limit.for_each else limit.limit
            yield Instance(name, limit, *scope(arrays, limit, value, traits))


def repeated_for(arrays: Arrays, limit: Limit, traits: Traits) -> list[str]:
    """Values that a limit is repeated for, those inside its scope only, in the order of their sheets."""
    if not limit.for_each:
        return [""]
    kind = limit.for_each
    towns, lines, _ = scope(arrays, limit, "", traits)
    numbers = traits.line[kind][towns][lines] if kind in traits.line else traits.town[kind][towns]
    present = set(np.unique(numbers).tolist())
    return [value for value, number in traits.number[kind].items() if number in present]


def scope(arrays: Arrays, limit: Limit, value: str, traits: Traits) -> tuple[Indices, Flags, Indices]:
    """Towns, lines and years in the scope of a limit, ``value`` being the one it is repeated for."""
    wanted = {trait: getattr(limit, trait) for trait in ("category", "measure", "status", "region", "town")}
    asked = [(trait, name) for trait, name in [*wanted.items(), (limit.for_each, value)] if name]
    in_towns = np.ones(len(arrays.case.towns), dtype=bool)
    for trait, name in asked:
        if trait in traits.town:
            in_towns &= traits.town[trait] == traits.number[trait].get(name, NOT_THERE)
    towns = np.nonzero(in_towns)[0]
    lines = traits.line["measure"][towns] != NOT_THERE
    for trait, name in asked:
        if trait in traits.line:
            lines &= traits.line[trait][towns] == traits.number[trait][name]
    years = np.arange(len(arrays.sets.YEARS)) if limit.year is None else np.array([arrays.sets.year[limit.year]])
    return towns, lines, years
