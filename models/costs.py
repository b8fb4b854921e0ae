"""Costs: what one unit of a measure costs in every town, who is asked to pay it, and in which years.

Lines of money are the started columns, the opening measures, and the tax lines of the started columns: tax not
collected is paid as surely as anything else.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import Any

import numpy as np
from numpy.typing import NDArray

from models.case import Case, Draw, Measure
from models.columns import Columns, Indices
from models.diagnosis import Flags, Floats
from models.instruments import save_of
from models.pooling import Pool
from models.roadmaps import Menu, Opened
from models.sets import Sets


def years_last(by_year: NDArray[Any]) -> NDArray[Any]:
    """A table (S, T, P, C) as (T, P, C, S), the memory as it was: long rows of columns are what makes it quick."""
    return np.moveaxis(by_year, 0, 3)


@dataclass(frozen=True)
class Shape:
    """A pattern over years of every started column: the catalogue's is the same in all towns, a proposal's its own.

    Many roadmaps cheapen works alike, so patterns stand once for each kind of roadmap K: ``kind`` (P) says which.
    ``shared`` (C0, K, S, Y); ``own`` (T, C1, K, S, Y).
    """

    kind: Indices
    shared: Floats
    own: Floats

    def priced(self, price: Floats) -> Floats:
        """``sum_y price[t,c,y] * shape`` by kind of roadmap (S, T, K, C)."""
        count, kinds, years, _ = self.shared.shape
        # One product of matrices a column: kinds and start years by towns.
        flat = self.shared.reshape(count, kinds * years, years) @ price[:, :count].transpose(1, 2, 0)
        priced = flat.reshape(count, kinds, years, len(price)).transpose(2, 3, 1, 0)
        if self.own.shape[1]:
            own = np.einsum("tmksy,tmy->stkm", self.own, price[:, count:], optimize=True)
            priced = np.concatenate([priced, own], axis=3)
        return priced

    def priced_by_roadmap(self, price: Floats) -> Floats:
        """The same by roadmap (T, P, C, S), or (T, 1, C, S) where roadmaps do not differ."""
        priced = self.priced(price)
        return years_last(priced if priced.shape[2] == 1 else priced[:, :, self.kind])

    def chosen(self, roadmap: Indices, start: Indices) -> Floats:
        """The pattern of each town's column at its roadmap (T) and start (T, C), as (T, C, Y)."""
        town, count = np.arange(len(roadmap))[:, None], self.shared.shape[0]
        kind, begun = self.kind[roadmap][:, None], np.maximum(start, 0)
        shared = self.shared[np.arange(count), kind, begun[:, :count]]
        if self.own.shape[1] == 0:
            return np.asarray(shared)
        own = self.own[town, np.arange(self.own.shape[1]), kind, begun[:, count:]]
        return np.concatenate([shared, own], axis=1)

    def of_column(self, t: int, c: int) -> Floats:
        """The patterns of one column of a town (P, S, Y)."""
        count = self.shared.shape[0]
        by_kind = self.shared[c] if c < count else self.own[t, c - count]
        return np.asarray(by_kind[self.kind])

    def at(self, t: int, p: int, c: int, s: int) -> Floats:
        """The pattern of one option, by year."""
        count, kind = self.shared.shape[0], self.kind[p]
        return np.asarray(self.shared[c, kind, s] if c < count else self.own[t, c - count, kind, s])

    def of_options(self, t: Indices, p: Indices, c: Indices, s: Indices) -> Floats:
        """The patterns of many options, by year (n, Y)."""
        count, kind = self.shared.shape[0], self.kind[p]
        common, own = np.flatnonzero(c < count), np.flatnonzero(c >= count)
        found = np.zeros((len(c), self.shared.shape[3]))
        found[common] = self.shared[c[common], kind[common], s[common]]
        found[own] = self.own[t[own], c[own] - count, kind[own], s[own]]
        return found

    def paid(self, offered: Flags) -> Flags:
        """Over offered options (T, P, C, S): whether anything falls in a year (T, C, Y)."""
        count = self.shared.shape[0]
        number = self.by_kind(offered).astype(np.int64)
        shared = np.einsum("tmks,mksy->tmy", number[:, :count], (self.shared != 0).astype(np.int64), optimize=True)
        own = np.einsum("tmks,tmksy->tmy", number[:, count:], (self.own != 0).astype(np.int64), optimize=True)
        return np.asarray(np.concatenate([shared, own], axis=1) > 0)

    def by_kind(self, offered: Flags) -> Flags:
        """Options (T, P, C, S) offered under any roadmap of a kind (T, C, K, S)."""
        some = np.zeros((len(offered), offered.shape[2], self.shared.shape[1], offered.shape[3]), dtype=bool)
        for p, kind in enumerate(self.kind.tolist()):
            some[:, :, kind] |= offered[:, p]
        return some

    def of_towns(self, towns: Indices | slice) -> Shape:
        return replace(self, own=self.own[towns])


@dataclass(frozen=True)
class Costs:
    """``unit`` (T, lines): public cost of one unit, mrub at prices of the price year; of a tax line the whole cost.

    ``cost``, ``tax``: shares of it by year of an option; ``works``: even shares of the years of works, that sums given
    by others fall in. ``given`` (T, C) mrub; ``opening`` (P, O, Y): intensity at the price level of the year;
    ``tax_federal``, ``tax_regional`` (T, C): yearly shares of unit cost; ``whole`` (T, C+O): unit cost of all payers.
    """

    unit: Floats
    whole: Floats
    cost: Shape
    tax: Shape
    works: Shape
    given: Floats
    opening: Floats
    tax_federal: Floats
    tax_regional: Floats
    price_level: Floats

    def of_towns(self, towns: Indices | slice) -> Costs:
        return replace(
            self,
            unit=self.unit[towns],
            whole=self.whole[towns],
            cost=self.cost.of_towns(towns),
            tax=self.tax.of_towns(towns),
            works=self.works.of_towns(towns),
            given=self.given[towns],
            tax_federal=self.tax_federal[towns],
            tax_regional=self.tax_regional[towns],
        )


def costs_of(case: Case, sets: Sets, draw: Draw, columns: Columns, pool: Pool, menu: Menu, opened: Opened) -> Costs:
    """All costs of a case at a draw (model page, section Effectiveness)."""
    whole = whole_unit_costs(case, sets, draw, columns)
    public = whole * (1.0 - pool.others)
    level = price_levels(case)

    def tax_share(payer: str) -> Floats:
        return by_column(case, columns, len(sets.TOWNS),
                         lambda m: case.value(f"tax_forgone_{payer}", m.measure, "", draw, 0.0))  # fmt: skip

    kind, first = kinds_of_roadmaps(opened)
    left, same = opened.cost_left[first], np.zeros_like(kind)
    return Costs(
        unit=np.concatenate([public, whole[:, : columns.count]], axis=1),
        whole=whole,
        cost=shape_of(case, sets, columns, kind, lambda m: cost_pattern(case, sets, draw, left, m) * level),
        tax=shape_of(case, sets, columns, same, lambda m: tax_pattern(case, sets, draw, m) * level),
        works=shape_of(case, sets, columns, same, lambda m: delivery(m, len(sets.YEARS)).T[None]),
        given=pool.given,
        opening=menu.intensity * level,
        tax_federal=tax_share("federal"),
        tax_regional=tax_share("regional"),
        price_level=level,
    )


def price_levels(case: Case) -> Floats:
    """Prices of each year of the plan, those of the price year being 1; money of a plan is money of its year."""
    rise = {row.year: 1.0 + row.inflation_share for row in case.inflation}
    base, levels = case.settings.price_year, []
    for year in case.settings.years:
        risen = np.prod([rise.get(u, 1.0) for u in range(base + 1, year + 1)])
        fallen = np.prod([rise.get(u, 1.0) for u in range(year + 1, base + 1)])
        levels.append(float(risen / fallen))
    return np.array(levels)


def whole_unit_costs(case: Case, sets: Sets, draw: Draw, columns: Columns) -> Floats:
    """Cost of one unit in every town (T, C+O), mrub: dear places cost more and achieve no more.

    A proposal states its cost on the spot.
    """
    index = {r.region: 1.0 if r.price_index is None else r.price_index for r in case.regions}
    local = np.array([index[t.region] for t in case.towns])
    population = np.array([town.population for town in case.towns]) / 10_000.0
    whole = np.zeros((len(sets.TOWNS), columns.count + len(sets.OPENING)))
    for i, measure in enumerate(case.started + case.opening):
        cost = case.value("unit_cost", measure.measure, "", draw, 0.0)
        if measure.town:
            whole[columns.own[measure.measure]] = cost
        else:
            growth = case.value("cost_size_exponent", measure.measure, "", draw, 0.0)
            column = i if i < columns.shared else columns.count + i - len(case.started)
            whole[:, column] = local * cost * population**growth
    return whole


def by_column(case: Case, columns: Columns, towns: int, value: Callable[[Measure], float]) -> Floats:
    """A number of every started measure at its places (T, C); 0 where nothing stands."""
    table = np.zeros((towns, columns.count))
    for i, measure in enumerate(case.started):
        table[columns.where(case, i)] = value(measure)
    return table


def kinds_of_roadmaps(opened: Opened) -> tuple[Indices, Indices]:
    """Kind (P) of every roadmap by how it cheapens works, and the first roadmap of each kind (K)."""
    by_roadmap = opened.cost_left.reshape(len(opened.cost_left), -1)
    _, first, kind = np.unique(by_roadmap, axis=0, return_index=True, return_inverse=True)
    return np.asarray(kind, dtype=np.int64).ravel(), np.asarray(first, dtype=np.int64)


def shape_of(case: Case, sets: Sets, columns: Columns, kind: Indices, pattern: Callable[[Measure], Floats]) -> Shape:
    """The patterns (K, S, Y) of all started measures at their places."""
    horizon, kinds = len(sets.YEARS), int(kind.max()) + 1
    patterns = [pattern(measure) for measure in case.started]
    own = np.zeros((len(sets.TOWNS), columns.count - columns.shared, kinds, horizon, horizon))
    shared = np.zeros((columns.shared, kinds, horizon, horizon))
    for i, (measure, found) in enumerate(zip(case.started, patterns, strict=True)):
        if measure.town:
            t, c = columns.own[measure.measure]
            own[t, c - columns.shared] = found
        else:
            shared[i] = found
    return Shape(kind, shared, own)


def delivery(measure: Measure, horizon: int) -> Floats:
    """Share of a unit begun in year s that is delivered in year y (Y, S); zero where it would not be finished."""
    d = measure.duration_years
    spread = np.zeros((horizon, horizon))
    for s in range(horizon - d + 1):
        spread[s : s + d, s] = 1.0 / d
    return spread


def lasting(measure: Measure, horizon: int) -> Floats:
    """Years y after completion in which a unit begun in year s is still there (S, Y)."""
    years = np.zeros((horizon, horizon))
    for s in range(horizon - measure.duration_years + 1):
        done = s + measure.duration_years
        years[s, done : done + measure.life_years] = 1.0
    return years


def cost_pattern(case: Case, sets: Sets, draw: Draw, cost_left: Floats, measure: Measure) -> Floats:
    """Cost of a unit by year, a share of unit cost (K, S, Y): works, cheaper by community and instruments, running."""
    left = cost_left[:, sets.CATEGORIES.index(measure.category), :]
    works = delivery(measure, len(sets.YEARS)).T * save_of(case, measure.measure, draw)
    running = case.value("running_cost", measure.measure, "", draw, 0.0)
    return np.asarray(works * left[:, None, :] + running * lasting(measure, len(sets.YEARS)))


def tax_pattern(case: Case, sets: Sets, draw: Draw, measure: Measure) -> Floats:
    """Tax not collected for a unit by year as a share of unit cost (1, S, Y)."""
    rate = sum(case.value(f"tax_forgone_{payer}", measure.measure, "", draw, 0.0) for payer in ("federal", "regional"))
    return np.asarray(rate * lasting(measure, len(sets.YEARS))[None])
