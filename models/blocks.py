"""Blocks: a town, its options, and its best answer to prices in closed form.

Given prices of the joining rows, towns no longer need each other. In one roadmap a measure is worth its points less
what it costs at the prices, at the best of three scales (least, bend, greatest), because the result is concave in
scale; the best points of growth fill the places there are; the best roadmap wins.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from models.arrays import Arrays
from models.costs import years_last
from models.diagnosis import Flags, Floats
from models.pairs import (
    NOT_OFFERED,
    Charges,
    Offer,
    Pairs,
    best_scale,
    gains,
    returned,
    roadmap_values,
    scale_that_pays,
    whole_pairs,
)
from models.rules.rows import Rows


@dataclass(frozen=True)
class Choice:
    """One decision for every town: ``roadmap`` (T), ``start`` (T, C; -1: not started) and ``scale`` (T, C)."""

    roadmap: NDArray[np.int64]
    start: NDArray[np.int64]
    scale: Floats


@dataclass(frozen=True)
class Reply:
    """Best answers to prices: ``value`` (T) in points after prices, the decisions, and ``by_roadmap`` (T, P)."""

    value: Floats
    by_roadmap: Floats
    choice: Choice


@dataclass(frozen=True)
class Answers:
    """The same with what each option would bring.

    ``gain`` (T, P, C, S): points after prices of each option alone, at the best ``scale``; ``place`` (T, P): what a
    point of growth must bring to win one of the places there are.
    """

    value: Floats
    by_roadmap: Floats
    choice: Choice
    gain: Floats
    scale: Floats
    place: Floats

    @property
    def roadmap(self) -> NDArray[np.int64]:
        return self.choice.roadmap


def reply(offer: Offer, charges: Charges, forced: Flags | None = None) -> Reply:
    """Every town's best answer to what its quantities are charged.

    ``forced`` (T, C) marks measures that must start, whatever they bring; they are first to take the places of growth.
    """
    forced = none_forced(offer.arrays) if forced is None else forced
    replies = []
    for towns, pairs in offer:
        charged = charges.of(towns)
        gain, cost = gains(pairs, charged)
        value, _ = by_pair(pairs, gain, charged, forced[towns])
        replies.append(reply_of(pairs, gain, cost, value, forced[towns]))
    if len(replies) == 1:
        return replies[0]
    choices = [r.choice for r in replies]
    return Reply(
        np.concatenate([r.value for r in replies]),
        np.concatenate([r.by_roadmap for r in replies]),
        Choice(*(np.concatenate(part) for part in zip(*((c.roadmap, c.start, c.scale) for c in choices), strict=True))),
    )


def answer(arrays: Arrays, charges: Charges) -> Answers:
    """The same with what every option would bring, for all towns at once."""
    pairs, forced = whole_pairs(arrays), none_forced(arrays)
    gain, cost = gains(pairs, charges)
    value, place = by_pair(pairs, gain, charges, forced)
    replied = reply_of(pairs, gain, cost, value, forced)
    towns, roadmaps = arrays.menu.offered.shape

    def of_options(table: Floats) -> Floats:
        return years_last(table.reshape(len(table), towns, roadmaps, -1))

    scale = scale_that_pays(arrays, pairs.worth, cost, pairs.town)
    return Answers(replied.value, replied.by_roadmap, replied.choice, of_options(gain), of_options(scale),
                   place.reshape(towns, roadmaps))  # fmt: skip


def by_pair(pairs: Pairs, gain: Floats, charges: Charges, forced: Flags) -> tuple[Floats, Floats]:
    """Best value of each pair after prices (N), and what a point of growth must bring to win a place (N)."""
    arrays, town = pairs.arrays, pairs.town
    best = gain.max(axis=0)
    if forced.any():
        best = np.where(forced[town], best, np.maximum(best, 0.0))
    else:
        np.maximum(best, 0.0, out=best)
    places, growth = arrays.case.settings.points_of_growth_max, arrays.growth
    grows = growth.any(axis=0)
    there = growth[town][:, grows]
    ordered = in_order_of_place(np.where(there, best[:, grows], 0.0), forced[town][:, grows] & there)
    picks = np.where(growth[town], 0.0, best).sum(axis=1) + ordered[:, :places].sum(axis=1)
    too_many = (forced & growth).sum(axis=1) > places
    value = roadmap_values(arrays, charges)[town, pairs.roadmap] + np.where(too_many[town], NOT_OFFERED, picks)
    if places == 0:
        return value, np.full(len(town), np.inf)
    return value, ordered[:, places - 1] if places <= ordered.shape[1] else np.zeros(len(town))


def reply_of(pairs: Pairs, gain: Floats, cost: Floats, value: Floats, forced: Flags) -> Reply:
    """The decisions behind the best pair of every town."""
    arrays = pairs.arrays
    by_roadmap = np.full(arrays.menu.offered.shape, NOT_OFFERED)
    by_roadmap[pairs.town, pairs.roadmap] = value
    roadmap = np.asarray(by_roadmap.argmax(axis=1), dtype=np.int64)
    pair = pairs.place[np.arange(len(roadmap)), roadmap]
    mine = gain[:, pair]
    start = mine.argmax(axis=0)
    best = mine.max(axis=0)
    wins = (best > 0) | forced
    rank = np.argsort(np.lexsort((-best, ~forced, ~np.broadcast_to(arrays.growth, best.shape)), axis=1), axis=1)
    wins &= ~arrays.growth | (rank < arrays.case.settings.points_of_growth_max)
    scale = best_scale(pairs, pair, start, cost)
    choice = Choice(roadmap, np.where(wins, start, -1), np.where(wins, scale, 0.0))
    return Reply(by_roadmap.max(axis=1), by_roadmap, choice)


def none_forced(arrays: Arrays) -> Flags:
    return np.zeros(arrays.start_cells[:2], dtype=bool)


def in_order_of_place(best: Floats, forced: Flags) -> Floats:
    """Gains of points of growth (N, G), those that must start first, then the greatest."""
    if not forced.any():
        return np.sort(best, axis=1)[:, ::-1]
    order = np.lexsort((-best, ~forced), axis=1)
    return np.take_along_axis(best, order, axis=1)


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


def scales_of(arrays: Arrays, choice: Choice) -> Floats:
    """Scale of what each town, column and year starts under a choice (T, C, S)."""
    return starts_of(arrays, choice) * choice.scale[:, :, None]


def points_of(arrays: Arrays, choice: Choice) -> float:
    """Points of a whole plan: those of the towns, and what joins them."""
    return float(worth_of(arrays, choice).sum() + traded_of(arrays, choice) @ trade_worth(arrays)
                 + lifted_of(arrays, choice).sum())  # fmt: skip


def trade_worth(arrays: Arrays) -> Floats:
    return np.array([trade.worth for trade in arrays.joins.trades])


def traded_of(arrays: Arrays, choice: Choice) -> Floats:
    """What is traded of each product and year: the lesser of what is supplied and what is bought."""
    scales = scales_of(arrays, choice)
    return np.array([min(trade.supply.of(scales), trade.demand.of(scales)) for trade in arrays.joins.trades])


def lifted_of(arrays: Arrays, choice: Choice) -> Floats:
    """Points of every lift: what followers owe to those who went first, and what clusters add."""
    starts, scales = starts_of(arrays, choice), scales_of(arrays, choice)
    return np.array([min(lift.lift.of(scales), lift.allowed(starts)) for lift in arrays.joins.lifts])


def lifted_parts(arrays: Arrays, choice: Choice) -> Floats:
    """The part of every lift that counts; 0 where there is none."""
    scales = scales_of(arrays, choice)
    whole = np.array([lift.lift.of(scales) for lift in arrays.joins.lifts])
    return np.asarray(np.divide(lifted_of(arrays, choice), whole, out=np.zeros_like(whole), where=whole > 0),
                      dtype=float)  # fmt: skip


def lifted_by_town(arrays: Arrays, choice: Choice) -> Floats:
    """Points that each town owes to pilots in similar towns and to clusters (T)."""
    scales, points = scales_of(arrays, choice).ravel(), np.zeros(len(choice.roadmap))
    width = arrays.started * len(arrays.sets.YEARS)
    for part, lift in zip(lifted_parts(arrays, choice), arrays.joins.lifts, strict=True):
        np.add.at(points, lift.lift.cell // width, part * lift.lift.coefficient * scales[lift.lift.cell])
    return points


def charges_at(arrays: Arrays, rows: Rows, price: Floats) -> Charges:
    """Prices of rows (K) turned into what the quantities of towns are charged."""
    spend, start, scale = (matrix @ price for matrix in rows.by_column[:3])
    return Charges(spend.reshape(arrays.cells), start.reshape(arrays.start_cells), scale.reshape(arrays.start_cells))
