"""What joins towns: products that one town makes and another buys, and measures that similar towns take over.

Paper 1 asks for production networks of single-industry towns and for rolling out what worked. Both are sums over towns,
so that no pairs are needed: what is traded is at most what is supplied and at most what is bought; what followers gain
is at most their own lift, and nothing before somebody has gone first. All of it is a few linear rows of the country.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from models.case import Case, Draw
from models.clusters import Bonus, Candidate, Works, bonuses_of, candidates_of, works_of
from models.columns import Columns, Indices
from models.costs import by_column
from models.diagnosis import Diagnosis, Flags, Floats
from models.effects import Effects
from models.lifts import Lift, Sum, counted, goal_weights, lifted, sum_of
from models.roadmaps import table
from models.sets import Sets

EDGE = 1e-9
"""Towns this much further apart still count as near: adding up in another order must not part them."""


@dataclass(frozen=True)
class Trade:
    """A product in a year: ``traded <= supply, traded <= demand``, both sums over scales.

    ``worth`` points and ``result`` (G) of one unit traded; ``most`` that all towns together could trade.
    """

    product: int
    year: int
    supply: Sum
    demand: Sum
    worth: float
    result: Floats
    most: float


@dataclass(frozen=True)
class Follow:
    """A measure that a group of towns starts in a year after some have completed it.

    ``follow <= lift`` (a sum over scales, points), ``follow <= most * pilots`` (a sum over starts). ``followers``
    counts the towns that start it in the year. ``net`` and ``gross`` (n, G) say what a unit of each cell of ``lift``
    stands for in goal units.
    """

    measure: int
    group: str
    start: int
    lift: Sum
    pilots: Sum
    followers: Sum
    most: float
    net: Floats
    gross: Floats

    def allowed(self, starts: Floats) -> float:
        """The most points that starts (T, C, S) allow."""
        return self.most * self.pilots.of(starts)


@dataclass(frozen=True)
class Joins:
    """``trades`` by product and year, ``follows`` by measure, group and start year; ``group`` (T) of every town.

    ``candidates`` are the clusters of the case; ``works`` by cluster, stage and year, ``bonuses`` by cluster and start
    year are those of the ones that can be formed.
    """

    trades: tuple[Trade, ...]
    follows: tuple[Follow, ...]
    group: NDArray[np.int64]
    candidates: tuple[Candidate, ...]
    works: tuple[Works, ...]
    bonuses: tuple[Bonus, ...]

    @property
    def lifts(self) -> tuple[Lift, ...]:
        """All that raises the effect of what towns start: pilots elsewhere, then clusters."""
        return (*self.follows, *self.bonuses)


def joins_of(case: Case, sets: Sets, draw: Draw, columns: Columns, diagnosis: Diagnosis, effects: Effects) -> Joins:
    """All that joins the towns of a case at a draw (model page, section What joins towns)."""
    offered: Flags = np.asarray(effects.offered.any(axis=1))
    group = similar_towns(case, diagnosis)
    candidates = candidates_of(case)
    works = tuple(works_of(case, sets, draw, columns, offered, candidates))
    return Joins(
        trades=tuple(trades_of(case, sets, draw, columns, effects, offered)),
        follows=tuple(follows_of(case, sets, draw, columns, diagnosis, effects, offered, group)),
        group=group,
        candidates=candidates,
        works=works,
        bonuses=tuple(bonuses_of(case, sets, draw, columns, diagnosis, effects, offered, candidates, works)),
    )


def trades_of(
    case: Case, sets: Sets, draw: Draw, columns: Columns, effects: Effects, offered: Flags
) -> Iterator[Trade]:
    """Products that can be both supplied and bought, year by year up to the year of evaluation."""
    delta = 1.0 / (1.0 + case.settings.discount_share)
    results = table(case, "trade", tuple(p.product for p in case.products), sets.GOALS, draw)
    weight = np.array([goal.weight for goal in case.goals])
    duration = by_column(case, columns, len(sets.TOWNS), lambda m: float(m.duration_years))[:, :, None]
    life = by_column(case, columns, len(sets.TOWNS), lambda m: float(m.life_years))[:, :, None]
    start = np.arange(len(sets.YEARS))
    for q, product in enumerate(case.products):
        supplies, uses, buys = (amounts(case, sets, draw, columns, name, product.product)
                                for name in ("supplies", "uses", "buys"))  # fmt: skip
        if not supplies.any() or not (uses.any() or buys.any()):
            continue
        bought = buys[:, :, None] / np.maximum(duration, 1.0)
        for u in range(case.settings.evaluation_years):
            serves = (start + duration <= u) & (u < start + duration + life) & offered
            works = (start <= u) & (u < start + duration) & offered
            supply = supplies[:, :, None] * serves
            demand = uses[:, :, None] * serves + bought * works
            most = min(most_of(supply, effects.scale_high), most_of(demand, effects.scale_high))
            if most > 0.0:
                discounted = delta ** (u + 1) * results[q]
                yield Trade(q, case.settings.first_year + u, sum_of(supply), sum_of(demand),
                            float(discounted @ weight), discounted, most)  # fmt: skip


def amounts(case: Case, sets: Sets, draw: Draw, columns: Columns, coefficient: str, product: str) -> Floats:
    """How much of a product one unit of every measure supplies, uses or buys (T, C)."""
    return by_column(case, columns, len(sets.TOWNS), lambda m: case.value(coefficient, m.measure, product, draw, 0.0))


def most_of(coefficient: Floats, scale_high: Floats) -> float:
    """The most of a sum: every town and measure at its greatest scale and the start year that is best for it."""
    return float((coefficient.max(axis=2, initial=0.0) * scale_high).sum())


def similar_towns(case: Case, diagnosis: Diagnosis) -> NDArray[np.int64]:
    """The first town of each town's group (T): the first one found that is near enough; itself where none is.

    A self-assessed factor counts as unknown, so that no town chooses its group.
    """
    share, within = diagnosis.other_end, case.settings.similar_within_share
    group = np.arange(len(share))
    if within is None or not share.shape[1]:
        return group
    leaders: list[int] = []
    for t in range(len(share)):
        distance = np.abs(share[leaders] - share[t]).mean(axis=1) if leaders else np.empty(0)
        near = np.nonzero(distance <= within + EDGE)[0]
        if len(near):
            group[t] = leaders[near[0]]
        else:
            leaders.append(t)
    return group


def follows_of(
    case: Case, sets: Sets, draw: Draw, columns: Columns, diagnosis: Diagnosis, effects: Effects, offered: Flags,
    group: NDArray[np.int64],
) -> Iterator[Follow]:  # fmt: skip
    """Measures that can be taken over, by group and start year."""
    if case.settings.similar_within_share is None or not len(sets.FACTORS):
        return
    for m, measure in enumerate(case.started[: columns.shared]):
        share = case.value("rollout", measure.measure, "", draw, 0.0)
        if share <= 0.0:
            continue
        net, gross = lifted(case, sets, draw, columns, diagnosis, effects, m, effects.worth_years[m])
        lift = share * diagnosis.need[:, None] * (net @ goal_weights(case))
        for leader in np.unique(group):
            towns = np.nonzero(group == leader)[0]
            for s in range(1, len(sets.YEARS)):
                yield from follow_of(sets, columns, effects, offered, m, measure.duration_years, towns, s,
                                     sets.TOWNS[leader], lift, share * net, share * gross)  # fmt: skip


def follow_of(
    sets: Sets, columns: Columns, effects: Effects, offered: Flags, m: int, duration: int, towns: Indices, s: int,
    group: str, lift: Floats, net: Floats, gross: Floats,
) -> Iterator[Follow]:  # fmt: skip
    """One measure, group and start year, if anybody can follow whom another town can have gone before."""
    years = len(sets.YEARS)
    first = [(t, year) for t in towns.tolist() for year in range(max(0, s - duration + 1)) if offered[t, m, year]]
    pilots = [(t * columns.count + m) * years + year for t, year in first]
    led = np.array([any(pilot != t for pilot, _ in first) for t in towns.tolist()])
    followers = towns[led & offered[towns, m, s] & (lift[towns, s] > 0.0)]
    most = float((lift[followers, s] * effects.scale_high[followers, m]).sum())
    if most > 0.0:
        cells = (followers * columns.count + m) * years + s
        begun = (towns * columns.count + m) * years + s
        yield Follow(m, group, s, Sum(cells, lift[followers, s]), counted(np.array(pilots)), counted(begun), most,
                     net[followers, s], gross[followers, s])  # fmt: skip
