"""Small cases of one or two invented towns on the default catalogue, and plans for them, to read advice off.

A plan here is the best answer to one price of money, the lowest at which it can be paid for out of a sum: no plan that
spends as much is better, so it says what the catalogue advises for that money, without a search.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from functools import cached_property

import numpy as np

from models.arrays import Arrays, compute_arrays
from models.blocks import Choice, answer, points_of, spend_of
from models.case import NO_ROADMAP, Case, Draw, Score, Town
from models.diagnosis import Floats
from models.pairs import money_charged

REGION = "North"
RUB_A_HEAD = 3_000.0
"""Public money for an inhabitant and year: that of a few towns which a programme has chosen; some 550 in the national
example, where most towns get little. Much less would not pay for a single park in a small town."""
DEAREST, HALVINGS = 100.0, 30
"""Points a million roubles at which nothing is bought, and steps of the search for the price."""


@dataclass(frozen=True)
class Place:
    """A town: its status, inhabitants and what is known of it; the rest stays at its prior."""

    status: str = "at_risk"
    population: float = 20_000.0
    scores: Mapping[str, float] = field(default_factory=dict)


def towns(catalogue: Case, places: Mapping[str, Place]) -> Case:
    """The catalogue with these towns and nothing else of a case's own."""
    return replace(
        catalogue,
        towns=tuple(Town(name, name, REGION, p.status, p.population) for name, p in places.items()),
        scores=tuple(Score(name, f, value, "expert") for name, p in places.items() for f, value in p.scores.items()),
        readiness=(),
        limits=(),
    )


@dataclass(frozen=True)
class Advised:
    """What the catalogue advises: a plan for a sum of money, read by names."""

    arrays: Arrays
    choice: Choice

    @cached_property
    def spend(self) -> Floats:
        """mrub by town, line and year."""
        return spend_of(self.arrays, self.choice)

    @property
    def points(self) -> float:
        return points_of(self.arrays, self.choice)

    def roadmap(self, town: int = 0) -> str:
        return self.arrays.menu.names[self.choice.roadmap[town]]

    def first_years(self, town: int = 0) -> dict[str, int]:
        """Started measures and the year in which each begins."""
        begun = self.choice.start[town]
        measures, years = self.arrays.case.started, self.arrays.sets.YEARS
        return {m.measure: years[begun[c]] for c, m in enumerate(measures) if begun[c] >= 0}


def advised(case: Case, draw: Draw, mrub: float) -> Advised:
    """The plan at the lowest price of money at which it costs no more than ``mrub`` in all years together."""
    arrays = compute_arrays(case, draw)
    low, high = 0.0, DEAREST
    best = Advised(arrays, answer(arrays, money_charged(arrays, high)).choice)
    for _ in range(HALVINGS):
        price = (low + high) / 2
        plan = Advised(arrays, answer(arrays, money_charged(arrays, price)).choice)
        if plan.spend.sum() <= mrub:
            best, high = plan, price
        else:
            low = price
    return best


def money_mrub(case: Case, rub_a_head: float = RUB_A_HEAD) -> float:
    """Public money for the towns over the years of the plan."""
    return rub_a_head * sum(t.population for t in case.towns) * case.settings.horizon_years / 1e6


def points_a_mrub(case: Case, draw: Draw) -> list[dict[str, float]]:
    """For each town as it stands, without a roadmap: points for a million roubles of a unit of what it may start."""
    arrays = compute_arrays(case, draw)
    none = arrays.menu.names.index(NO_ROADMAP)
    tables: list[dict[str, float]] = []
    for t in range(len(case.towns)):
        table = {}
        for c, measure in enumerate(case.started):
            offered = arrays.effects.offered[t, none, c]
            if offered.any():
                cost = arrays.costs.unit[t, c] * arrays.costs.cost.of_column(t, c)[none].sum(axis=1)
                table[measure.measure] = float((arrays.effects.worth[t, none, c][offered] / cost[offered]).max())
        tables.append(table)
    return tables


def roadmaps_a_mrub(case: Case, draw: Draw) -> list[dict[str, float]]:
    """For each town, points for a million roubles of every roadmap it may take, by what it does itself and not by what
    it does for measures that follow.
    """
    arrays = compute_arrays(case, draw)
    unit = arrays.costs.unit[:, arrays.started : arrays.first_tax_line]
    cost = np.einsum("poy,to->tp", arrays.costs.opening, unit)
    return [
        {
            name: float(arrays.effects.roadmap_worth[t, p] / cost[t, p])
            for p, name in enumerate(arrays.menu.names)
            if arrays.menu.offered[t, p] and name != NO_ROADMAP
        }
        for t in range(len(case.towns))
    ]


def best_first(table: Mapping[str, float]) -> list[str]:
    return sorted(table, key=lambda name: -table[name])


def most_points(case: Case, draw: Draw, mrub: float) -> float:
    """Points that no plan of this cost exceeds: ``min over prices of (value of the best answers + price * mrub)``."""
    arrays = compute_arrays(case, draw)
    prices = np.geomspace(0.01, DEAREST, 60)
    return min(float(answer(arrays, money_charged(arrays, p)).value.sum()) + p * mrub for p in prices.tolist())


def only(case: Case, measures: Iterable[str], roadmaps: Iterable[str] = ()) -> Case:
    """The case with these started measures and roadmaps alone; what needs a missing measure needs it no more."""
    names, menu = set(measures), set(roadmaps)
    steps = tuple(row for row in case.roadmap_steps if row.roadmap in menu)
    return replace(
        case,
        measures=tuple(m for m in case.measures if m.kind == "opening" or m.measure in names),
        roadmap_steps=steps,
        links=tuple(row for row in case.links if {row.measure, row.other} <= names),
        cluster_steps=(),
        cofinancing=tuple(row for row in case.cofinancing if row.measure in {"", *names}),
        contributions=tuple(row for row in case.contributions if row.measure in {"", *names}),
    )
