"""Pairs of a town and a roadmap it may take, with what every option under it brings.

Answers to prices are asked for thousands of times, so the options stand here as they are read: start years first,
columns last, and only the pairs that are still in question. The whole country is seen in place; what is left of a
branch, or of a country at first, is copied out once and asked many times.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from itertools import pairwise
from typing import Any

import numpy as np
from numpy.typing import NDArray

from models.arrays import CHUNK_OPTIONS, Arrays
from models.columns import Indices
from models.costs import Shape
from models.diagnosis import Flags, Floats

NOT_OFFERED = -np.inf


@dataclass(frozen=True)
class Charges:
    """What a town is charged for one unit of its quantities, in points.

    ``spend`` (T, lines, Y) for a million roubles of public money, ``start`` (T, C, S) for a start, ``scale`` (T, C, S)
    for one physical unit begun in a year.
    """

    spend: Floats
    start: Floats
    scale: Floats

    def of(self, towns: Indices | slice) -> Charges:
        return Charges(self.spend[towns], self.start[towns], self.scale[towns])


def money_charged(arrays: Arrays, price: float) -> Charges:
    """The same price on all spending, and nothing else charged."""
    return Charges(np.full(arrays.cells, price), np.zeros(arrays.start_cells), np.zeros(arrays.start_cells))


@dataclass(frozen=True)
class Pairs:
    """``town``, ``roadmap`` (N) of each pair, towns in order; ``place`` (T, P) is its inverse (0 where no pair is).

    ``worth`` (S, N, C): points of a unit at full return; ``at_low`` (S, N, C): points at the least scale, minus
    infinity where not offered; ``low`` (N, C), ``to_middle``, ``to_high`` (N, C): the least scale, and how much further
    it is to the bend and from there to the greatest scale. ``bent`` are the columns whose returns fall, ``worth_bent``
    (S, N, B) what a unit of them is worth there. ``shape`` is the pattern of costs by kind of roadmap, only the kinds
    in question; ``kind`` (N) says which of them, counted on from town to town.
    """

    arrays: Arrays
    town: Indices
    roadmap: Indices
    place: Indices
    worth: Floats
    at_low: Floats
    low: Floats
    to_middle: Floats
    to_high: Floats
    bent: Indices
    worth_bent: Floats
    shape: Shape
    kind: Indices

    def priced_costs(self, charges: Charges) -> Floats:
        """``tau[t,c,s] + sum_y pi[t,c,y]*cost + pi[t,tax:c,y]*tax`` of one unit of every option (S, N, C)."""
        costs, started, tax = self.arrays.costs, self.arrays.started, self.arrays.first_tax_line
        unit = costs.unit[:, :, None]
        by_kind = self.shape.priced(charges.spend[:, :started] * unit[:, :started])
        if costs.tax_federal.any() or costs.tax_regional.any():
            by_kind = by_kind + costs.tax.priced(charges.spend[:, tax:] * unit[:, tax:])
        if charges.scale.any():
            by_kind = by_kind + charges.scale.transpose(2, 0, 1)[:, :, None]
        return by_kind.reshape(len(by_kind), by_kind.shape[1] * by_kind.shape[2], started).take(self.kind, axis=1)


def whole_pairs(arrays: Arrays) -> Pairs:
    """Every town with every roadmap, offered or not; tables are views of those of the case where they can be."""
    towns, roadmaps = arrays.menu.offered.shape
    every = np.arange(towns * roadmaps)

    def flat(of_options: NDArray[Any]) -> NDArray[Any]:
        by_year = np.moveaxis(of_options, 3, 0)
        return by_year.reshape(len(by_year), towns * roadmaps, by_year.shape[3])

    return laid_out(
        arrays, every // roadmaps, every % roadmaps, flat(arrays.effects.worth), flat(arrays.effects.offered)
    )


def narrow_pairs(arrays: Arrays, menu_offered: Flags, offered: Flags) -> Pairs:
    """The pairs offered by ``menu_offered`` (T, P), with the options in ``offered`` (T, P, C, S), copied out."""
    town, roadmap = np.nonzero(menu_offered)
    by_year = (np.moveaxis(of_options, 3, 0) for of_options in (arrays.effects.worth, offered))
    return laid_out(arrays, town, roadmap, *(np.ascontiguousarray(table[:, town, roadmap]) for table in by_year))


def laid_out(arrays: Arrays, town: Indices, roadmap: Indices, worth: NDArray[Any], offered: NDArray[Any]) -> Pairs:
    """Pairs with what does not hang on prices worked out."""
    low, middle, high = ends_of_scale(arrays)
    to_high = high - middle
    bent = np.nonzero((to_high > 0).any(axis=0))[0]
    place = np.zeros(arrays.menu.offered.shape, dtype=np.int64)
    place[town, roadmap] = np.arange(len(town))
    shape = arrays.costs.cost
    kinds, kind = np.unique(shape.kind[roadmap], return_inverse=True)
    return Pairs(
        arrays=arrays,
        town=town,
        roadmap=roadmap,
        place=place,
        worth=worth,
        at_low=np.where(offered, worth * returned(arrays, low)[town], NOT_OFFERED),
        low=low[town],
        to_middle=(middle - low)[town],
        to_high=to_high[town][:, bent],
        bent=bent,
        worth_bent=worth[:, :, bent] * arrays.effects.returns_after[town][:, bent],
        shape=replace(shape, shared=shape.shared[:, kinds], own=shape.own[:, :, kinds]),
        kind=town * len(kinds) + kind,
    )


@dataclass(frozen=True)
class Offer:
    """What towns may choose from, a few towns at a time, so that tables stay in the cache of the processor."""

    arrays: Arrays
    groups: tuple[tuple[slice, Pairs], ...] | None = None

    def __iter__(self) -> Iterator[tuple[slice, Pairs]]:
        if self.groups is not None:
            return iter(self.groups)
        return ((towns, whole_pairs(few)) for towns, few in self.arrays.chunks)


def whole_offer(arrays: Arrays) -> Offer:
    """All that the case offers."""
    return Offer(arrays)


def narrow_offer(arrays: Arrays, menu_offered: Flags, offered: Flags | None = None) -> Offer:
    """Less than that, copied out; ``offered`` (T, P, C, S) is what the case offers if not given."""
    offered = arrays.effects.offered if offered is None else offered
    options = menu_offered.sum(axis=1).cumsum() * offered[0, 0].size
    ends = np.unique([*np.searchsorted(options, np.arange(CHUNK_OPTIONS, options[-1], CHUNK_OPTIONS)), len(options)])
    groups = [slice(int(first), int(last)) for first, last in pairwise([0, *ends]) if last > first]
    whole = len(groups) == 1
    return Offer(arrays, tuple((towns, narrow_pairs(arrays if whole else arrays.of_towns(towns), menu_offered[towns],
                                                    offered[towns])) for towns in groups))  # fmt: skip


def gains(pairs: Pairs, charges: Charges) -> tuple[Floats, Floats]:
    """Points after prices of every option at its best scale, and the priced cost of a unit (S, N, C).

    The best scale is the least, the bend or the greatest: each stretch is taken if it brings more than it costs.
    """
    cost = pairs.priced_costs(charges)
    gain = pairs.worth - cost
    gain *= pairs.to_middle
    if len(pairs.bent):
        beyond = pairs.worth_bent - cost[:, :, pairs.bent]
        np.maximum(beyond, 0.0, out=beyond)
        beyond *= pairs.to_high
        gain[:, :, pairs.bent] += beyond
    np.maximum(gain, 0.0, out=gain)
    gain += pairs.at_low
    gain -= cost * pairs.low
    beside = priced_starts(pairs.arrays, charges)
    if beside is not None:
        gain -= beside[:, pairs.town]
    return gain, cost


def best_scale(pairs: Pairs, pair: Indices, start: Indices, cost: Floats) -> Floats:
    """The scale (T, C) of starts (T, C) under one pair a town (T): as far as a further unit pays."""
    worth, priced = (table[start, pair[:, None], np.arange(start.shape[1])] for table in (pairs.worth, cost))
    return scale_that_pays(pairs.arrays, worth, priced)


def scale_that_pays(arrays: Arrays, worth: Floats, cost: Floats, town: Indices | slice = slice(None)) -> Floats:
    """The best of the three ends of scale, at worth and priced cost of a unit (..., T, C), or of pairs by ``town``."""
    low, middle, high = (end[town] for end in ends_of_scale(arrays))
    beyond = np.maximum(0.0, worth * arrays.effects.returns_after[town] - cost) * (high - middle)
    pays = (worth - cost) * (middle - low) + beyond > 0.0
    return np.where(pays, np.where(beyond > 0.0, high, middle), low)


def ends_of_scale(arrays: Arrays) -> tuple[Floats, Floats, Floats]:
    """Scales (T, C) that can be best: the least, the bend, the greatest."""
    low, high = arrays.effects.scale_low, arrays.effects.scale_high
    return low, np.maximum(low, np.minimum(arrays.effects.bend, high)), high


def priced_starts(arrays: Arrays, charges: Charges) -> Floats | None:
    """What a start costs at the prices beside its scale, less what sums given by others save (S, T, C); None if 0."""
    costs, started = arrays.costs, arrays.started
    if not costs.given.any():
        return np.moveaxis(charges.start, 2, 0) if charges.start.any() else None
    saved = costs.works.priced(charges.spend[:, :started] * costs.given[:, :, None])[:, :, 0]
    return np.asarray(np.moveaxis(charges.start, 2, 0) - saved)


def returned(arrays: Arrays, scale: Floats) -> Floats:
    """Units of full return that a scale (T, C) amounts to: what lies beyond the bend counts less."""
    bend, after = arrays.effects.bend, arrays.effects.returns_after
    return np.asarray(np.minimum(scale, bend) + after * np.maximum(0.0, scale - bend), dtype=float)


def roadmap_values(arrays: Arrays, charges: Charges) -> Floats:
    """Points of every roadmap after prices (T, P); minus infinity where it is not offered."""
    opening = slice(arrays.started, arrays.first_tax_line)
    paid = charges.spend[:, opening] * arrays.costs.unit[:, opening, None]
    cost = np.tensordot(paid, arrays.costs.opening, axes=((1, 2), (1, 2)))
    return np.where(arrays.menu.offered, arrays.effects.roadmap_worth - cost, NOT_OFFERED)
