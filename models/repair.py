"""Repair: decisions that ask for more than the rules allow, made to fit by leaving out what pays least.

Best decisions of regions found one by one can overspend together, and an earlier plan can be more than new budgets
allow. A linear program in which rows may be broken at a penalty prices what is scarce; the starts and roadmaps that are
worth least after those prices go first.
"""

from __future__ import annotations

from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray
from scipy import sparse

from models.arrays import Arrays
from models.blocks import Choice, starts_of
from models.bound import FREE
from models.case import NO_ROADMAP
from models.diagnosis import Flags, Floats
from models.money import TOLERANCE, scale_program, solve_program
from models.rules.rows import Rows

BROKEN_MRUB = 1e-6
ROUNDS = 40
LEFT_OUT_SHARE = 0.1
"""Of all starts and roadmaps, left out at most in one round."""


def repaired(arrays: Arrays, rows: Rows, choice: Choice, fixed: Floats | None = None) -> Choice | None:
    """The choice with starts, then roadmaps, left out until some scales keep the rules; None if none do.

    Rows with a price in ``fixed`` are paid for instead of kept.
    """
    fixed = np.full(len(rows), FREE) if fixed is None else fixed
    kept = must_start(arrays)
    choice = without_dependants(arrays, rows, choice)
    for _ in range(ROUNDS):
        losses = losing(arrays, rows, choice, fixed)
        if losses is None:
            return choice
        start_loss = np.where((choice.start >= 0) & ~kept, losses.start, -np.inf)
        roadmap_loss = np.where(losses.roadmap > 0, losses.roadmap, -np.inf)
        out = dearest(np.concatenate([start_loss.ravel(), roadmap_loss]), losses.broken)
        if not len(out):
            break
        starts = out[out < start_loss.size]
        choice = without_roadmap_of(arrays, choice, out[out >= start_loss.size] - start_loss.size)
        start = choice.start.copy()
        start.ravel()[starts] = -1
        choice = without_dependants(arrays, rows, replace(choice, start=start))
    return without_roadmaps(arrays, rows, choice, fixed)


def dearest(loss: Floats, broken: float) -> NDArray[np.int64]:
    """What loses most, as much of it as makes up for what is broken, at most a tenth of all and at least one.

    Whether rows are broken by starts or by roadmaps, what breaks them most is dearest at their price. Minus infinity
    is nothing that could be left out.
    """
    count = int(np.isfinite(loss).sum())
    order = np.argsort(-loss, kind="stable")[:count]
    enough = 1 + int(np.searchsorted(np.cumsum(np.maximum(loss[order], 0.0)), broken))
    return order[: max(1, min(enough, int(LEFT_OUT_SHARE * count)))]


def must_start(arrays: Arrays) -> Flags:
    """Starts (T, C) decided beforehand: they are never left out."""
    kept = np.zeros(arrays.start_cells[:2], dtype=bool)
    for lock in arrays.case.locks:
        if lock.decision == "must" and lock.subject in arrays.sets.STARTED and lock.town in arrays.sets.town:
            t = arrays.sets.town[lock.town]
            kept[t, arrays.columns.of(arrays.sets, t, lock.subject)] = True
    return kept


@dataclass(frozen=True)
class Losses:
    """What starts (T, C) and roadmaps (T) cost at the prices of broken rows less their worth, and what is broken.

    ``broken`` is priced like them. Minus infinity is what is not there, or may not be left out.
    """

    start: Floats
    roadmap: Floats
    broken: float


def losing(arrays: Arrays, rows: Rows, choice: Choice, fixed: Floats) -> Losses | None:
    """The losses of a choice whose rows must be broken; None if none need be."""
    free = fixed == FREE
    program = scale_program(arrays, rows, choice, np.where(free, 0.0, fixed))
    penalty = 1e3 * max(1.0, float(np.abs(program.value).max(initial=0.0)))
    kept = program.matrix[free]
    count, wide = kept.shape[0], len(program.value)
    matrix = sparse.csc_matrix(sparse.hstack([kept, -sparse.identity(count, format="csr")]))
    solved = solve_program(
        np.concatenate([-program.value, np.full(count, penalty)]),
        np.concatenate([program.lower, np.zeros(count)]),
        np.concatenate([program.upper, np.full(count, np.inf)]),
        matrix,
        program.right[free],
    )
    if solved is None:
        return Losses(np.zeros(choice.start.shape), np.full(len(choice.roadmap), -np.inf), np.inf)
    solution, price = solved
    if solution[wide:].max(initial=0.0) <= BROKEN_MRUB + TOLERANCE:
        return None
    cost = (price @ kept)[: len(program.town)]
    loss = np.full(choice.start.shape, -np.inf)
    least = arrays.effects.scale_low[program.town, program.column]
    loss[program.town, program.column] = least * (cost - program.value[: len(program.town)])
    broken = penalty * float(np.maximum(solution[wide:], 0.0).sum())
    return Losses(loss, losing_roadmaps(arrays, price @ rows.spend[free], choice), broken)


def losing_roadmaps(arrays: Arrays, charge: Floats, choice: Choice) -> Floats:
    """What roadmaps cost (T) where a rouble of each cell is charged (T*lines*Y), less their worth."""
    none = arrays.menu.names.index(NO_ROADMAP)
    towns = np.arange(len(choice.roadmap))
    of_openings = charge.reshape(arrays.cells)[:, arrays.started : arrays.first_tax_line]
    cost = (of_openings * opening_spend(arrays, choice)).sum(axis=(1, 2))
    loss = np.asarray(cost - arrays.effects.roadmap_worth[towns, choice.roadmap], dtype=float)
    return np.where(arrays.menu.offered[:, none] & (choice.roadmap != none), loss, -np.inf)


def opening_spend(arrays: Arrays, choice: Choice) -> Floats:
    """What opening measures of the roadmaps taken cost (T, O, Y)."""
    costs = arrays.costs
    spend: Floats = costs.unit[:, arrays.started : arrays.first_tax_line, None] * costs.opening[choice.roadmap]
    return spend


def without_dependants(arrays: Arrays, rows: Rows, choice: Choice) -> Choice:
    """Starts left out that miss what they require, or that exclude one another."""
    links = np.isin(rows.families, ("requires", "excludes"))
    matrix, right = rows.start[links], rows.right_hand_side[links]
    while True:
        started = starts_of(arrays, choice).ravel()
        broken = matrix @ started > right + TOLERANCE
        if not broken.any():
            return choice
        guilty = np.asarray(matrix[broken].maximum(0.0).sum(axis=0)).ravel() * started
        town, column = np.unravel_index(int(guilty.argmax()), arrays.start_cells)[:2]
        start = choice.start.copy()
        start[town, column] = -1
        choice = replace(choice, start=start)


def without_roadmaps(arrays: Arrays, rows: Rows, choice: Choice, fixed: Floats) -> Choice | None:
    """The same with costly roadmaps given up where a town may, the dearest first, until the rules are kept."""
    none = arrays.menu.names.index(NO_ROADMAP)
    dear = np.argsort(-opening_spend(arrays, choice).sum(axis=(1, 2)), kind="stable")
    for share in (0.25, 0.5, 1.0):
        given_up = dear[: int(np.ceil(share * len(dear)))]
        given_up = given_up[arrays.menu.offered[given_up, none]]
        fewer = without_dependants(arrays, rows, without_roadmap_of(arrays, choice, given_up))
        if losing(arrays, rows, fewer, fixed) is None:
            return fewer
    return None


def without_roadmap_of(arrays: Arrays, choice: Choice, given_up: NDArray[np.int64]) -> Choice:
    """The choice in which some towns take no roadmap, and start what may be started without."""
    none = arrays.menu.names.index(NO_ROADMAP)
    roadmap, start = choice.roadmap.copy(), choice.start.copy()
    roadmap[given_up] = none
    begun = start[given_up] >= 0
    offered = arrays.effects.offered[given_up[:, None], none, np.arange(arrays.started), np.maximum(start[given_up], 0)]
    start[given_up] = np.where(begun & offered, start[given_up], -1)
    return replace(choice, roadmap=roadmap, start=start)
