"""The one way from a case to arrays: everything that model, bound, plan and explanation compute with."""

from __future__ import annotations

from dataclasses import dataclass, replace
from functools import cached_property

import numpy as np
from numpy.typing import NDArray

from models.case import Case, Draw
from models.columns import Columns, Indices, columns_of
from models.costs import Costs, by_column, costs_of
from models.diagnosis import Diagnosis, Flags, diagnose
from models.effects import Effects, measure_effects
from models.instruments import refuse_undecided
from models.joins import Joins, joins_of
from models.pooling import Pool, pool_of
from models.roadmaps import Menu, Opened, expand_menu, open_towns
from models.sets import Sets, sets_of

CHUNK_OPTIONS = 100_000
"""Options whose tables are made at once: a table of them takes under a megabyte."""


@dataclass(frozen=True)
class Arrays:
    """A case at a draw. ``region_of`` (T) is the index of each town's region; ``growth`` (T, C) marks points of growth;
    ``joins`` are of the whole country, also where the rest is of some towns.

    Lines of money: the C started columns, the O opening measures, the C tax lines of the started columns.
    """

    case: Case
    draw: Draw
    sets: Sets
    columns: Columns
    pool: Pool
    diagnosis: Diagnosis
    menu: Menu
    opened: Opened
    costs: Costs
    effects: Effects
    region_of: NDArray[np.int64]
    growth: Flags
    joins: Joins

    @property
    def started(self) -> int:
        """Number of started columns C."""
        return self.columns.count

    @property
    def lines(self) -> int:
        """Number of lines of money."""
        return 2 * self.columns.count + len(self.sets.OPENING)

    @property
    def first_tax_line(self) -> int:
        return self.columns.count + len(self.sets.OPENING)

    @property
    def cells(self) -> tuple[int, int, int]:
        """Shape of spending: towns, lines, years."""
        return len(self.sets.TOWNS), self.lines, len(self.sets.YEARS)

    @property
    def start_cells(self) -> tuple[int, int, int]:
        """Shape of starts: towns, started columns, years."""
        return len(self.sets.TOWNS), self.columns.count, len(self.sets.YEARS)

    def measure_of_line(self) -> Indices:
        """Index among MEASURES of what each line of each town pays for (T, lines); NOT_THERE where nothing stands."""
        opening = np.arange(len(self.sets.STARTED), len(self.sets.MEASURES))
        of_opening = np.broadcast_to(opening, (len(self.columns.measure), len(opening)))
        return np.concatenate([self.columns.measure, of_opening, self.columns.measure], axis=1)

    @cached_property
    def chunks(self) -> tuple[tuple[slice, Arrays], ...]:
        """The towns a few at a time, in views: tables of a few towns stay in the cache of the processor."""
        _, roadmaps, columns, years = self.effects.worth.shape
        few = max(1, CHUNK_OPTIONS // max(1, roadmaps * columns * years))
        towns = len(self.sets.TOWNS)
        slices = [slice(first, min(first + few, towns)) for first in range(0, towns, few)]
        return tuple((part, self.of_towns(part)) for part in slices) if len(slices) > 1 else ((slice(0, towns), self),)

    def of_towns(self, towns: Indices | slice) -> Arrays:
        """The arrays of some towns: what the closed-form answers read, and the case as it is."""
        chosen = np.arange(len(self.sets.TOWNS))[towns]
        return replace(
            self,
            sets=replace(self.sets, TOWNS=tuple(self.sets.TOWNS[t] for t in chosen)),
            columns=replace(self.columns, measure=self.columns.measure[towns]),
            menu=replace(self.menu, offered=self.menu.offered[towns]),
            costs=self.costs.of_towns(towns),
            effects=self.effects.of_towns(towns),
            region_of=self.region_of[towns],
            growth=self.growth[towns],
        )


def compute_arrays(case: Case, draw: Draw = "central") -> Arrays:
    """Diagnosis, roadmaps, costs and effects of a case at a draw. Raises ValueError if an instrument is not decided."""
    refuse_undecided(case)
    sets = sets_of(case)
    columns = columns_of(case, sets)
    pool = pool_of(case, sets, columns)
    diagnosis = diagnose(case, sets, draw)
    menu = expand_menu(case, sets)
    opened = open_towns(case, sets, draw, diagnosis, menu)
    costs = costs_of(case, sets, draw, columns, pool, menu, opened)
    effects = measure_effects(case, sets, draw, columns, diagnosis, menu, opened, costs)
    return Arrays(
        case=case,
        draw=draw,
        sets=sets,
        columns=columns,
        pool=pool,
        diagnosis=diagnosis,
        menu=menu,
        opened=opened,
        costs=costs,
        effects=effects,
        region_of=np.array([sets.region[t.region] for t in case.towns]),
        growth=by_column(case, columns, len(sets.TOWNS), lambda m: float(m.point_of_growth)) > 0,
        joins=joins_of(case, sets, draw, columns, diagnosis, effects),
    )
