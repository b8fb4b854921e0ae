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
from models.diagnosis import Flags, Floats
from models.rules.rows import Rows

NOT_OFFERED = -np.inf


@dataclass(frozen=True)
class Choice:
    """One decision for every town: ``roadmap`` (T), ``start`` (T, M; -1: not started) and ``scale`` (T, M)."""

    roadmap: NDArray[np.int64]
    start: NDArray[np.int64]
    scale: Floats


@dataclass(frozen=True)
class Answers:
    """Best answers to prices: ``value`` (T) in points after prices, ``choice``, and what each option would bring.

    ``by_roadmap`` (T, P): best value with each roadmap; ``gain`` (T, P, M, S): points after prices of each option
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
    """Every town's best answer to prices of its spending (T, M+O, Y) and of its starts (T, M, S).

    ``forced`` (T, M) marks measures that must start, whatever they bring; they are first to take the places of growth.
    """
    forced = none_forced(arrays) if forced is None else forced
    gain, scale = option_gains(arrays, spend_price, start_price)
    best = gain.max(axis=3, initial=NOT_OFFERED)
    best = np.where(forced[:, None], best, np.maximum(best, 0.0))
    places, grows = arrays.case.settings.points_of_growth_max, arrays.growth
    growth = in_order_of_place(best[:, :, grows], forced[:, None, grows])
    picks = best[:, :, ~grows].sum(axis=2) + growth[:, :, :places].sum(axis=2)
    too_many = forced[:, grows].sum(axis=1) > places
    by_roadmap = roadmap_values(arrays, spend_price) + np.where(too_many[:, None], NOT_OFFERED, picks)
    place = growth[:, :, places - 1] if 0 < places <= growth.shape[2] else np.zeros(by_roadmap.shape)
    if places == 0:
        place = np.full(by_roadmap.shape, np.inf)
    return Answers(by_roadmap.max(axis=1), by_roadmap, gain, scale, place, forced)


def none_forced(arrays: Arrays) -> Flags:
    return np.zeros((len(arrays.sets.TOWNS), len(arrays.sets.STARTED)), dtype=bool)


def in_order_of_place(best: Floats, forced: Flags) -> Floats:
    """Gains of points of growth (T, P, n), those that must start first, then the greatest."""
    if not forced.any():
        return np.sort(best, axis=2)[:, :, ::-1]
    order = np.lexsort((-best, ~np.broadcast_to(forced, best.shape)), axis=2)
    return np.take_along_axis(best, order, axis=2)


def option_gains(arrays: Arrays, spend_price: Floats, start_price: Floats) -> tuple[Floats, Floats]:
    """Points after prices of every option at its best scale, and that scale (T, P, M, S)."""
    effects, started = arrays.effects, len(arrays.sets.STARTED)
    paid = spend_price[:, :started] * effects.unit_cost[:, :started, None]
    cost = np.einsum("pmsy,tmy->tpms", effects.cost_shape, paid, optimize=True)
    middle = np.maximum(effects.scale_low, np.minimum(effects.bend, effects.scale_high))
    gain = np.full(effects.worth.shape, NOT_OFFERED)
    scale = np.zeros(effects.worth.shape)
    for candidate in (effects.scale_low, middle, effects.scale_high):
        x = candidate[:, None, :, None]
        value = effects.worth * returned(arrays, candidate)[:, None, :, None] - cost * x
        better = value > gain
        gain = np.where(better, value, gain)
        scale = np.where(better, x, scale)
    gain -= start_price[:, None]
    return np.where(effects.offered, gain, NOT_OFFERED), scale


def returned(arrays: Arrays, scale: Floats) -> Floats:
    """Units of full return that a scale (T, M) amounts to: what lies beyond the bend counts less."""
    bend, after = arrays.effects.bend, arrays.effects.returns_after
    return np.asarray(np.minimum(scale, bend) + after * np.maximum(0.0, scale - bend), dtype=float)


def roadmap_values(arrays: Arrays, spend_price: Floats) -> Floats:
    """Points of every roadmap after prices (T, P); minus infinity where it is not offered."""
    started = len(arrays.sets.STARTED)
    paid = spend_price[:, started:] * arrays.effects.unit_cost[:, started:, None]
    cost = np.einsum("poy,toy->tp", arrays.menu.intensity, paid, optimize=True)
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
    """Spending of each town, measure and year under a choice (T, M+O, Y), mrub."""
    effects, started = arrays.effects, len(arrays.sets.STARTED)
    measures = np.arange(started)
    shape = effects.cost_shape[choice.roadmap[:, None], measures[None, :], np.maximum(choice.start, 0)]
    bought = np.where(choice.start >= 0, choice.scale * effects.unit_cost[:, :started], 0.0)
    opening = effects.unit_cost[:, started:, None] * arrays.menu.intensity[choice.roadmap]
    return np.concatenate([bought[:, :, None] * shape, opening], axis=1)


def starts_of(arrays: Arrays, choice: Choice) -> Floats:
    """Starts of each town, measure and year under a choice (T, M, S), 0 or 1."""
    return np.asarray(choice.start[:, :, None] == np.arange(len(arrays.sets.YEARS)), dtype=float)


def prices_of_quantities(arrays: Arrays, rows: Rows, price: Floats) -> tuple[Floats, Floats]:
    """Prices of rows (K) turned into prices of spending (T, M+O, Y) and of starts (T, M, S)."""
    sets = arrays.sets
    spend = (price @ rows.spend).reshape(len(sets.TOWNS), len(sets.MEASURES), len(sets.YEARS))
    start = (price @ rows.start).reshape(len(sets.TOWNS), len(sets.STARTED), len(sets.YEARS))
    return spend, start
