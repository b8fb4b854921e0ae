"""Blocks: a town, its options, and its best answer to prices in closed form.

Given prices of the joining rows, towns no longer need each other. In one roadmap a measure is worth its points less
what it costs at the prices, at the best of three scales (least, bend, greatest), because the result is concave in
scale; the best points of growth fill the places there are; the best roadmap wins.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import reduce

import numpy as np
from numpy.typing import NDArray

from models.arrays import Arrays
from models.diagnosis import Flags, Floats
from models.rules.rows import Rows

NOT_OFFERED = -np.inf


@dataclass(frozen=True)
class Choice:
    """One decision for every town: ``roadmap`` (T), ``start`` (T, C; -1: not started) and ``scale`` (T, C)."""

    roadmap: NDArray[np.int64]
    start: NDArray[np.int64]
    scale: Floats


@dataclass(frozen=True)
class Answers:
    """Best answers to prices: ``value`` (T) in points after prices, ``choice``, and what each option would bring.

    ``by_roadmap`` (T, P): best value with each roadmap; ``gain`` (T, P, C, S): points after prices of each option
    alone, at ``scale``; ``place`` (T, P): what a point of growth must bring to win one of the places there are.
    """

    value: Floats
    by_roadmap: Floats
    gain: Floats
    scale: Floats
    place: Floats
    forced: Flags

    @property
    def roadmap(self) -> NDArray[np.int64]:
        return np.asarray(self.by_roadmap.argmax(axis=1), dtype=np.int64)


def answer(arrays: Arrays, spend_price: Floats, start_price: Floats, forced: Flags | None = None) -> Answers:
    """Every town's best answer to prices of its spending (T, lines, Y) and of its starts (T, C, S).

    ``forced`` (T, C) marks measures that must start, whatever they bring; they are first to take the places of growth.
    """
    forced = none_forced(arrays) if forced is None else forced
    gain, scale = option_gains(arrays, spend_price, start_price)
    best = reduce(np.maximum, (gain[..., s] for s in range(gain.shape[3])))
    best = np.where(forced[:, None], best, np.maximum(best, 0.0))
    places, growth = arrays.case.settings.points_of_growth_max, arrays.growth
    grows = growth.any(axis=0)
    ordered = in_order_of_place(
        np.where(growth[:, None, grows], best[:, :, grows], 0.0), forced[:, None, grows] & growth[:, None, grows]
    )
    picks = np.where(growth[:, None], 0.0, best).sum(axis=2) + ordered[:, :, :places].sum(axis=2)
    too_many = (forced & growth).sum(axis=1) > places
    by_roadmap = roadmap_values(arrays, spend_price) + np.where(too_many[:, None], NOT_OFFERED, picks)
    place = ordered[:, :, places - 1] if 0 < places <= ordered.shape[2] else np.zeros(by_roadmap.shape)
    if places == 0:
        place = np.full(by_roadmap.shape, np.inf)
    return Answers(by_roadmap.max(axis=1), by_roadmap, gain, scale, place, forced)


@dataclass(frozen=True)
class Reply:
    """Best answers to prices without what every option would bring: ``value`` (T) and the decisions."""

    value: Floats
    choice: Choice


def reply(arrays: Arrays, spend_price: Floats, start_price: Floats, forced: Flags | None = None) -> Reply:
    """The same answers as ``answer``, a few towns at a time: much quicker, in little memory for any number of towns."""
    replies = []
    for towns, few in arrays.chunks:
        answers = answer(few, spend_price[towns], start_price[towns], None if forced is None else forced[towns])
        replies.append(Reply(answers.value, choice_of(few, answers)))
    if len(replies) == 1:
        return replies[0]
    parts = ([r.value for r in replies], *zip(*((r.choice.roadmap, r.choice.start, r.choice.scale) for r in replies),
                                              strict=True))  # fmt: skip
    value, roadmap, start, scale = (np.concatenate(part) for part in parts)
    return Reply(value, Choice(roadmap, start, scale))


def none_forced(arrays: Arrays) -> Flags:
    return np.zeros(arrays.start_cells[:2], dtype=bool)


def in_order_of_place(best: Floats, forced: Flags) -> Floats:
    """Gains of points of growth (T, P, n), those that must start first, then the greatest."""
    if not forced.any():
        return np.sort(best, axis=2)[:, :, ::-1]
    order = np.lexsort((-best, ~np.broadcast_to(forced, best.shape)), axis=2)
    return np.take_along_axis(best, order, axis=2)


def option_gains(arrays: Arrays, spend_price: Floats, start_price: Floats) -> tuple[Floats, Floats]:
    """Points after prices of every option at its best scale, and that scale (T, P, C, S)."""
    effects = arrays.effects
    cost = priced_costs(arrays, spend_price)
    low, high = effects.scale_low, effects.scale_high
    middle = np.maximum(low, np.minimum(effects.bend, high))
    # The result is concave in scale: the best scale is where a further unit no longer pays.
    pays, still_pays = effects.worth > cost, effects.worth * effects.returns_after[:, None, :, None] > cost

    def at_best(at_low: Floats, at_middle: Floats, at_high: Floats) -> Floats:
        ends = [end[:, None, :, None] for end in (at_low, at_middle, at_high)]
        return np.where(still_pays, ends[2], np.where(pays, ends[1], ends[0]))

    scale = at_best(low, middle, high)
    gain = at_best(*(returned(arrays, end) for end in (low, middle, high)))
    gain *= effects.worth
    cost *= scale
    gain -= cost
    gain -= start_price[:, None] - priced_sums(arrays, spend_price)
    gain[~effects.offered] = NOT_OFFERED
    return gain, scale


def priced_costs(arrays: Arrays, spend_price: Floats) -> Floats:
    """``sum_y pi[t,c,y]*cost + pi[t,tax:c,y]*tax`` of one unit of every option (T, P, C, S)."""
    costs, started, tax = arrays.costs, arrays.started, arrays.first_tax_line
    unit = costs.unit[:, :, None]
    cost = costs.cost.priced(spend_price[:, :started] * unit[:, :started])
    if costs.tax_federal.any() or costs.tax_regional.any():
        cost = cost + costs.tax.priced(spend_price[:, tax:] * unit[:, tax:])
    return cost


def priced_sums(arrays: Arrays, spend_price: Floats) -> Floats | float:
    """What sums given by others save at the prices, by option (T, 1, C, S)."""
    costs, started = arrays.costs, arrays.started
    if not costs.given.any():
        return 0.0
    return costs.works.priced(spend_price[:, :started] * costs.given[:, :, None])


def returned(arrays: Arrays, scale: Floats) -> Floats:
    """Units of full return that a scale (T, C) amounts to: what lies beyond the bend counts less."""
    bend, after = arrays.effects.bend, arrays.effects.returns_after
    return np.asarray(np.minimum(scale, bend) + after * np.maximum(0.0, scale - bend), dtype=float)


def roadmap_values(arrays: Arrays, spend_price: Floats) -> Floats:
    """Points of every roadmap after prices (T, P); minus infinity where it is not offered."""
    opening = slice(arrays.started, arrays.first_tax_line)
    paid = spend_price[:, opening] * arrays.costs.unit[:, opening, None]
    cost = np.einsum("poy,toy->tp", arrays.costs.opening, paid, optimize=True)
    return np.where(arrays.menu.offered, arrays.effects.roadmap_worth - cost, NOT_OFFERED)


def choice_of(arrays: Arrays, answers: Answers) -> Choice:
    """The decisions behind the best answers."""
    towns = np.arange(len(arrays.sets.TOWNS))
    roadmap = answers.roadmap
    gain, scale = answers.gain[towns, roadmap], answers.scale[towns, roadmap]
    start = gain.argmax(axis=2)
    best = np.take_along_axis(gain, start[:, :, None], axis=2)[:, :, 0]
    wins = (best > 0) | answers.forced
    rank = np.argsort(np.lexsort((-best, ~answers.forced, ~np.broadcast_to(arrays.growth, best.shape)), axis=1), axis=1)
    wins &= ~arrays.growth | (rank < arrays.case.settings.points_of_growth_max)
    return Choice(
        roadmap=roadmap,
        start=np.where(wins, start, -1),
        scale=np.where(wins, np.take_along_axis(scale, start[:, :, None], axis=2)[:, :, 0], 0.0),
    )


def worth_of(arrays: Arrays, choice: Choice) -> Floats:
    """Points of each town under a choice (T)."""
    towns = np.arange(len(arrays.sets.TOWNS))
    worth = arrays.effects.worth[towns, choice.roadmap]
    picked = np.take_along_axis(worth, np.maximum(choice.start, 0)[:, :, None], axis=2)[:, :, 0]
    started = np.where(choice.start >= 0, picked * returned(arrays, choice.scale), 0.0)
    return np.asarray(arrays.effects.roadmap_worth[towns, choice.roadmap] + started.sum(axis=1), dtype=float)


def spend_of(arrays: Arrays, choice: Choice) -> Floats:
    """Spending of each town, line and year under a choice (T, lines, Y), mrub of public money."""
    costs = arrays.costs
    cost, tax = unit_spend(arrays, choice)
    scale = choice.scale[:, :, None]
    opening = costs.unit[:, arrays.started : arrays.first_tax_line, None] * costs.opening[choice.roadmap]
    return np.concatenate([scale * cost - sums_received(arrays, choice), opening, scale * tax], axis=1)


def unit_spend(arrays: Arrays, choice: Choice) -> tuple[Floats, Floats]:
    """Cost and tax forgone of one unit of what is started, by year (T, C, Y); 0 where nothing is."""
    costs, started, tax = arrays.costs, arrays.started, arrays.first_tax_line
    begun = (choice.start >= 0)[:, :, None]
    unit = costs.unit[:, :, None]
    cost = unit[:, :started] * costs.cost.chosen(choice.roadmap, choice.start)
    forgone = unit[:, tax:] * costs.tax.chosen(choice.roadmap, choice.start)
    return np.where(begun, cost, 0.0), np.where(begun, forgone, 0.0)


def sums_received(arrays: Arrays, choice: Choice) -> Floats:
    """Sums that others give to what is started, by year of works (T, C, Y)."""
    works = arrays.costs.works.chosen(choice.roadmap, choice.start)
    return np.where((choice.start >= 0)[:, :, None], arrays.costs.given[:, :, None] * works, 0.0)


def starts_of(arrays: Arrays, choice: Choice) -> Floats:
    """Starts of each town, column and year under a choice (T, C, S), 0 or 1."""
    return np.asarray(choice.start[:, :, None] == np.arange(len(arrays.sets.YEARS)), dtype=float)


def prices_of_quantities(arrays: Arrays, rows: Rows, price: Floats) -> tuple[Floats, Floats]:
    """Prices of rows (K) turned into prices of spending (T, lines, Y) and of starts (T, C, S)."""
    return (price @ rows.spend).reshape(arrays.cells), (price @ rows.start).reshape(arrays.start_cells)
